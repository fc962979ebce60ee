//! What is hidden of a report in its published copy: the personal data that stands in what was filed, whether
//! its hiding was decided, and the frozen report without it. A decision belongs to a text as it stands; what
//! is hidden is hidden wherever the report says it, however it is written there.

mod texts;

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::office::MeasureId;
use super::readiness::personal::{self, Found, Kind};
use super::readiness::{Detail, Finding, Rule};
use super::report::{Decision, Snapshot, SnapshotRow};
pub use texts::Part;
use texts::{of_progress, of_snapshot};

/// Stands for one piece of personal data in one text of one measure; equal on every machine and in every
/// release. The same piece in another text, or in this one after a change, has another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key(pub i64);

impl Key {
    fn of(measure: MeasureId, text: &str, piece: &str) -> Key {
        let mut hasher = Sha256::new();
        hasher.update(measure.0.to_be_bytes());
        for part in [text, piece] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        let first = hasher.finalize().first_chunk().copied().unwrap_or_default();
        // Positive, so that it is short in a button.
        Key((u64::from_be_bytes(first) >> 2) as i64)
    }
}

/// A piece of personal data in what was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub measure: MeasureId,
    /// The measure's, in the report.
    pub number: u32,
    pub part: Part,
    pub found: Found,
    pub key: Key,
}

impl Place {
    /// Whether this is the same number, however each is written.
    pub fn is_same(&self, other: &Place) -> bool {
        self.plain() == other.plain()
    }

    fn plain(&self) -> (Kind, String) {
        (
            self.found.kind,
            personal::plain(self.found.kind, &self.found.text),
        )
    }
}

/// The personal data in what was filed for a measure, in the order of the report.
pub fn places_in(row: &SnapshotRow) -> Vec<Place> {
    let mut places = Vec::new();
    let Some(mut progress) = row.progress.clone() else {
        return places;
    };
    let measure = row.measure.id;
    of_progress(&mut progress, &mut |part, text| {
        places.extend(personal::find(text).into_iter().map(|found| Place {
            measure,
            number: row.measure.number,
            part,
            key: Key::of(measure, text, &found.text),
            found,
        }));
    });
    places
}

/// Likewise of a whole report.
pub fn places(snapshot: &Snapshot) -> Vec<Place> {
    snapshot.rows.iter().flat_map(places_in).collect()
}

/// The places whose number nobody has decided to hide. One that is hidden at another place is hidden here too.
pub fn open<'a>(places: &'a [Place], hidden: &BTreeSet<Key>) -> Vec<&'a Place> {
    let decided: Vec<&Place> = (places.iter())
        .filter(|place| hidden.contains(&place.key))
        .collect();
    let mut open: Vec<&Place> = places.iter().collect();
    open.retain(|place| !decided.iter().any(|decided| decided.is_same(place)));
    open
}

/// Leaves of findings about personal data what is still open.
pub fn leave_open(findings: &mut Vec<Finding>, places: &[Place], hidden: &BTreeSet<Key>) {
    let open = open(places, hidden);
    findings.retain_mut(|finding| {
        if finding.rule != Rule::PersonalData {
            return true;
        }
        let of: Vec<&&Place> = (open.iter())
            .filter(|place| Some(place.measure) == finding.at.measure)
            .collect();
        finding.at.results = parts(&of, |part| match part {
            Part::Result(at) => Some(at),
            Part::Outcome(_) => None,
        });
        finding.at.outcomes = parts(&of, |part| match part {
            Part::Outcome(at) => Some(at),
            Part::Result(_) => None,
        });
        finding.detail = Detail::Personal(of.iter().map(|place| place.found.clone()).collect());
        !of.is_empty()
    });
}

fn parts(of: &[&&Place], part: impl Fn(Part) -> Option<usize>) -> Vec<usize> {
    let found: BTreeSet<usize> = of.iter().filter_map(|place| part(place.part)).collect();
    found.into_iter().collect()
}

/// A version as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub snapshot: Snapshot,
    pub decisions: Vec<Decision>,
    /// How many pieces are hidden in it; 0 if it says what the version says.
    pub hidden: usize,
    /// How many pieces of what was filed stand in it, since nobody decided to hide them.
    pub open: usize,
}

/// The version without what is hidden, `mark` in its place. Notes between colleagues (the history's reasons,
/// the instruction) are no part of what is reported: their personal data is always hidden.
pub fn published(
    snapshot: &Snapshot,
    decisions: &[Decision],
    hidden: &BTreeSet<Key>,
    mark: &str,
) -> Published {
    let places = places(snapshot);
    let open = open(&places, hidden).len();
    let mut hiding = Hiding {
        numbers: BTreeMap::new(),
        mark,
        hidden: 0,
    };
    for place in places.iter().filter(|place| hidden.contains(&place.key)) {
        hiding.learn(&place.found);
    }
    let (mut snapshot, mut decisions) = (snapshot.clone(), decisions.to_vec());
    let notes = decisions.iter().filter_map(|taken| taken.note.as_deref());
    let log = (snapshot.log.iter()).filter_map(|happened| happened.note.as_deref());
    let reports = snapshot.year.iter().flat_map(|year| &year.reports);
    let instructions = reports.filter_map(|report| report.note.as_deref());
    for found in (notes.chain(log).chain(instructions)).flat_map(personal::find) {
        // What is left open in the report is open in a note that speaks of it.
        let known = |place: &Place| {
            let plain = personal::plain(found.kind, &found.text);
            place.plain() == (found.kind, plain)
        };
        if !places.iter().any(known) {
            hiding.learn(&found);
        }
    }
    of_snapshot(&mut snapshot, &mut |text| hiding.hide(text));
    for taken in &mut decisions {
        if let Some(note) = &mut taken.note {
            hiding.hide(note);
        }
    }
    Published {
        hidden: hiding.hidden,
        snapshot,
        decisions,
        open,
    }
}

/// The numbers that are hidden, and how each may be written.
struct Hiding<'a> {
    numbers: BTreeMap<(Kind, String), Option<Regex>>,
    mark: &'a str,
    hidden: usize,
}

impl Hiding<'_> {
    fn learn(&mut self, found: &Found) {
        let plain = personal::plain(found.kind, &found.text);
        let pattern = personal::anyhow_written(found.kind, &plain);
        self.numbers.insert((found.kind, plain), pattern);
    }

    fn hide(&mut self, text: &mut String) {
        for pattern in self.numbers.values().flatten() {
            let mut from = 0;
            while let Some(found) = pattern.find_at(text, from) {
                let span = found.range();
                if personal::stands_alone(text, &span) {
                    text.replace_range(span.clone(), self.mark);
                    self.hidden += 1;
                    from = span.start + self.mark.len();
                } else {
                    let first = text[span.start..].chars().next();
                    from = span.start + first.map_or(1, char::len_utf8);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
