//! The year at a glance, for the report that closes it: how far each measure was carried out, how its score moved,
//! and which reports of shorter periods were acknowledged before. All of it follows from the frozen version.

use serde::{Deserialize, Serialize};

use super::calendar::Quarter;
use super::office::MeasureId;
use super::period::Period;
use super::plan::Measure;
use super::report::{Snapshot, SnapshotRow};
use super::score::{Change, ScorePair};

/// What the year's report freezes of the time before it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearSoFar {
    /// Of the measures for which nothing was done in some quarter.
    pub idle: Vec<Idle>,
    /// The acknowledged reports of quarters and of six months, in the order of the periods.
    pub reports: Vec<EarlierReport>,
}

/// The quarters for which a measure was reported as one for which nothing was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Idle {
    pub measure: MeasureId,
    pub quarters: Vec<Quarter>,
}

/// An acknowledged report of a shorter period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierReport {
    pub period: Period,
    /// Within the reports of its period.
    pub version: u32,
    /// When it was acknowledged, in epoch milliseconds.
    pub at: i64,
    /// Who acknowledged it, as they were called then.
    pub name: String,
    pub position: String,
    /// The instruction (ข้อสั่งการ).
    pub note: Option<String>,
    /// SHA-256 (lower-case hex) of the file that was acknowledged.
    pub sha256: String,
}

/// How far a measure was carried out, by what was reported of it [ours].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// Something was done in every quarter that was reported, and what came of it is told.
    Done,
    /// Something was done; but nothing in some quarter, or no outcome is told.
    Partly,
    /// It was reported that nothing was done, and why.
    NotDone,
    Unreported,
}

impl Carried {
    pub const ALL: [Carried; 4] = [
        Carried::Done,
        Carried::Partly,
        Carried::NotDone,
        Carried::Unreported,
    ];

    /// The name used in the data and in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            Carried::Done => "done",
            Carried::Partly => "partly",
            Carried::NotDone => "not_done",
            Carried::Unreported => "unreported",
        }
    }
}

/// The year's measures and the reports before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview<'a> {
    pub measures: Vec<InShort<'a>>,
    pub reports: &'a [EarlierReport],
}

/// One measure of the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InShort<'a> {
    pub measure: &'a Measure,
    pub carried: Carried,
    /// In which nothing was done, although something was in others.
    pub idle: &'a [Quarter],
    pub scores: Option<ScorePair>,
}

/// How many measures' scores moved which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    pub rose: usize,
    pub fell: usize,
    pub same: usize,
    /// Measures with a question of which this year's score is not known.
    pub open: usize,
}

/// None of the report of a shorter period, and of a version from before there were overviews.
pub fn of(snapshot: &Snapshot) -> Option<Overview<'_>> {
    let year = snapshot.year.as_ref()?;
    let rows = snapshot.rows.iter().map(|row| in_short(row, year));
    Some(Overview {
        measures: rows.collect(),
        reports: &year.reports,
    })
}

fn in_short<'a>(row: &'a SnapshotRow, year: &'a YearSoFar) -> InShort<'a> {
    let mut idle = year.idle.iter();
    let idle = idle.find(|idle| idle.measure == row.measure.id);
    let idle = idle.map_or(&[][..], |idle| &idle.quarters);
    let progress = row.progress.as_ref();
    let carried = match progress {
        None => Carried::Unreported,
        Some(progress) if progress.nothing_done() => Carried::NotDone,
        Some(progress) => {
            let told = !progress.outcomes.is_empty() || progress.scores.is_some();
            match told && !progress.results.is_empty() && idle.is_empty() {
                true => Carried::Done,
                false => Carried::Partly,
            }
        }
    };
    InShort {
        measure: &row.measure,
        carried,
        idle: match carried {
            Carried::Partly => idle,
            _ => &[],
        },
        scores: progress.and_then(|progress| Some(progress.scores?.pair())),
    }
}

impl Overview<'_> {
    /// How many measures were carried out so far.
    pub fn count(&self, carried: Carried) -> usize {
        let measures = self.measures.iter();
        measures.filter(|short| short.carried == carried).count()
    }

    pub fn moves(&self) -> Moves {
        let mut moves = Moves::default();
        for short in self.measures.iter() {
            match short.scores.map(ScorePair::change) {
                Some(Change::Rose(_)) => moves.rose += 1,
                Some(Change::Fell(_)) => moves.fell += 1,
                Some(Change::Same) => moves.same += 1,
                None if short.measure.score.is_some() => moves.open += 1,
                None => {}
            }
        }
        moves
    }
}

#[cfg(test)]
mod tests;
