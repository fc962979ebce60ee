//! The published copy: which personal data the reporter hides in it, one tap a number, and the copy itself
//! after the acknowledgement. What is hidden of an acknowledged version stays hidden, since its copy may be on
//! a website; more may be hidden at any time.

use std::collections::BTreeSet;

use super::board::reporting;
use super::turn::Turn;
use super::{Action, Arg, Effect, OfficeDesk, Phrase, Screen, periods, readiness};
use crate::domain::office::OfficeId;
use crate::domain::period::Period;
use crate::domain::redaction::{self, Key, Place};
use crate::domain::report::{DocumentView, ReportView, SnapshotRow, Stage};

/// How many numbers have a button each; the rest is hidden together.
const BUTTONS: usize = 8;

/// The personal data in what is filed for a period, as it stands.
pub(super) fn places(office: &OfficeDesk, period: Period) -> Vec<Place> {
    let plan = &office.plan;
    let rows = plan.measures.iter().filter_map(|measure| {
        let mut standings = office.standings.iter();
        let standing = standings.find(|standing| standing.measure == measure.id)?;
        Some(SnapshotRow {
            measure: measure.clone(),
            responsible: String::new(),
            progress: standing.merged(period),
        })
    });
    rows.flat_map(|row| redaction::places_in(&row)).collect()
}

/// How many pieces are still open in what is filed for a period.
pub(super) fn open(office: &OfficeDesk, period: Period) -> usize {
    redaction::open(&places(office, period), &office.hidden).len()
}

fn is_settled(office: &OfficeDesk) -> bool {
    let mut reports = office.reports.iter();
    reports.any(|report| report.stage == Stage::Acknowledged)
}

/// What stands there, and in which measures.
fn number(key: &str, place: &Place, places: &[Place]) -> Phrase {
    let measures: BTreeSet<u32> = (places.iter())
        .filter(|other| other.is_same(place))
        .map(|other| other.number)
        .collect();
    let measures: Vec<String> = measures.iter().map(u32::to_string).collect();
    let what = Phrase::new("readiness-personal")
        .with("kind", Arg::Code(place.found.kind.as_str().to_owned()))
        .with("text", &place.found.text);
    Phrase::new(key)
        .with("what", what)
        .with("measures", Arg::Label(measures.join(", ")))
}

/// Each number once, by the first place where it stands.
fn each_once<'a>(places: impl IntoIterator<Item = &'a Place>) -> Vec<&'a Place> {
    let mut once: Vec<&Place> = Vec::new();
    for place in places {
        if !once.iter().any(|known| known.is_same(place)) {
            once.push(place);
        }
    }
    once
}

/// Adds what is hidden, and a button for each number to hide it or to show it again.
pub(super) fn with_numbers(mut screen: Screen, office: &OfficeDesk, period: Period) -> Screen {
    let id = office.plan.office;
    let places = places(office, period);
    let of = period.number();
    let open = each_once(redaction::open(&places, &office.hidden));
    let hidden: Vec<&Place> = each_once(&places)
        .into_iter()
        .filter(|place| !open.iter().any(|open| open.is_same(place)))
        .collect();
    if !hidden.is_empty() {
        let lines: Vec<Phrase> = (hidden.iter())
            .map(|place| number("published-line", place, &places))
            .collect();
        screen = screen.and(Phrase::new("published-hidden").with("lines", lines));
    }
    for place in open.iter().take(BUTTONS) {
        let label = number("button-hide", place, &places);
        let action = match period {
            Period::Year => Action::Hide(id, place.key.0),
            _ => Action::HideFor(id, place.key.0, of),
        };
        screen = screen.button(label, action);
    }
    if open.len() > 1 {
        let label = Phrase::new("button-hide-all").with("count", open.len());
        let action = match period {
            Period::Year => Action::HideAll(id),
            _ => Action::HideAllFor(id, of),
        };
        screen = screen.button(label, action);
    }
    if !is_settled(office) {
        for place in hidden.into_iter().take(BUTTONS) {
            let label = number("button-show-again", place, &places);
            let action = match period {
                Period::Year => Action::ShowAgain(id, place.key.0),
                _ => Action::ShowAgainFor(id, place.key.0, of),
            };
            screen = screen.button(label, action);
        }
    }
    screen
}

/// Hides the number that stands at a place, wherever else it stands; all that are open if no place is named.
pub(super) fn hide(turn: &mut Turn, id: OfficeId, key: Option<i64>, period: Period) {
    let Some((office, _)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    let places = places(office, period);
    let wanted: Vec<&Place> = match key {
        Some(key) => the_same(&places, Key(key)),
        None => places.iter().collect(),
    };
    if wanted.is_empty() {
        return turn.stale("published-gone");
    }
    let new = wanted
        .into_iter()
        .filter(|place| !office.hidden.contains(&place.key));
    decide(turn, id, new.collect(), true, period);
}

/// Takes back that a number is hidden.
pub(super) fn show_again(turn: &mut Turn, id: OfficeId, key: i64, period: Period) {
    let Some((office, _)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    if is_settled(office) {
        return turn.stale("published-settled");
    }
    let places = places(office, period);
    let wanted = the_same(&places, Key(key));
    if wanted.is_empty() {
        return turn.stale("published-gone");
    }
    let had = wanted
        .into_iter()
        .filter(|place| office.hidden.contains(&place.key));
    decide(turn, id, had.collect(), false, period);
}

fn the_same(places: &[Place], key: Key) -> Vec<&Place> {
    let named = places.iter().find(|place| place.key == key);
    let same = |place: &&Place| named.is_some_and(|named| named.is_same(place));
    places.iter().filter(same).collect()
}

/// The findings of the period are shown then.
fn decide(turn: &mut Turn, id: OfficeId, of: Vec<&Place>, hide: bool, period: Period) {
    let Some((office, post)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    let mut after = office.hidden.clone();
    for place in &of {
        match hide {
            true => after.insert(place.key),
            false => after.remove(&place.key),
        };
    }
    if !of.is_empty() {
        let mut texts: Vec<_> = of.iter().map(|place| (place.measure, place.key)).collect();
        texts.sort_unstable();
        texts.dedup();
        turn.effect(Effect::Redact {
            office: id,
            post: post.id,
            texts,
            hide,
        });
    }
    let said = match hide {
        true => "published-hidden-short",
        false => "published-shown-short",
    };
    turn.answer(said, false);
    // The desk shows what stood before the press.
    let office = OfficeDesk {
        hidden: after,
        ..office.clone()
    };
    readiness::shown(turn, &office, post, period);
}

/// Below the copy: what is hidden in it, and what is not.
pub(super) fn caption(
    mut screen: Screen,
    office: &OfficeDesk,
    report: &ReportView,
    file: &DocumentView,
) -> Screen {
    let whole = report.acknowledged.as_ref();
    screen = match whole.is_some_and(|whole| whole.sha256 == file.sha256) {
        true => screen.and("published-as-acknowledged"),
        false => screen.and("published-how"),
    };
    with_open(screen, office, report.period)
}

/// Says how much personal data is not hidden, with the way to it.
pub(super) fn with_open(screen: Screen, office: &OfficeDesk, period: Period) -> Screen {
    match open(office, period) {
        0 => screen,
        open => screen
            .and(Phrase::new("published-open").with("count", open))
            .row([periods::readiness_button(office, period)]),
    }
}
