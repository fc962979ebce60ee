//! The turn of the fiscal year: when an office may open its next plan, and what the measures of this year
//! are in it. An office has one plan at hand, so that the next one is opened when the year before is done
//! with; where the plan is kept, and what becomes of the year before, is the store's matter.

mod years;

use chrono::NaiveDate;

use super::office::MeasureId;
use super::plan::{Measure, OfficePlan, ScoreTopic, Wording};
use super::report::Stage;
use super::score::{Change, Score, ScorePair};

/// Whether the plan of the next fiscal year may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// This year's report is acknowledged.
    Ready,
    /// The year is over and its report is not acknowledged: it could not be finished any more.
    Unfinished,
    /// A version waits for a verifier or for the executive: nothing is opened meanwhile.
    BeingChecked,
    /// The year is not over and its report is not acknowledged.
    Running,
}

/// Whether the next plan may be opened on a day, by the stage of the newest version of this year's report.
pub fn opening(plan: &OfficePlan, stage: Option<Stage>, today: NaiveDate) -> Opening {
    match stage {
        Some(Stage::Acknowledged) => Opening::Ready,
        Some(Stage::Checking { .. } | Stage::Submitted) => Opening::BeingChecked,
        _ if today > plan.year().end() => Opening::Unfinished,
        _ => Opening::Running,
    }
}

/// A measure as it would stand in the next year's plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedOver<'a> {
    /// As it is this year.
    pub measure: &'a Measure,
    /// Its period a year later; none if no year can be read in it: it stays as it is.
    pub period: Option<String>,
    /// With the years one later, and this year's score as the one before.
    pub score: Option<ScoreTopic>,
    /// This year's two scores, if the second is lower.
    pub fell: Option<ScorePair>,
    /// Its title or a method names the fiscal year, which somebody must look at.
    pub names_year: bool,
}

impl CarriedOver<'_> {
    /// By how much its score fell.
    pub fn fall(&self) -> Option<Score> {
        match self.fell?.change() {
            Change::Fell(by) => Some(by),
            _ => None,
        }
    }
}

/// The measures of this year as they are proposed for the next: those whose score fell come first, the
/// deepest fall before the others, then the rest, each in this year's order. `scores` gives what was
/// reported on a measure.
pub fn proposal(
    plan: &OfficePlan,
    scores: impl Fn(MeasureId) -> Option<ScorePair>,
) -> Vec<CarriedOver<'_>> {
    let year = plan.fiscal_year;
    let mut carried: Vec<CarriedOver> = plan
        .measures
        .iter()
        .map(|measure| {
            let reported = scores(measure.id).filter(|_| measure.score.is_some());
            let texts = std::iter::once(&measure.title).chain(&measure.methods);
            CarriedOver {
                measure,
                period: years::later_period(&measure.period, year),
                score: measure.score.as_ref().map(|topic| later(topic, reported)),
                fell: reported.filter(|pair| matches!(pair.change(), Change::Fell(_))),
                names_year: texts.into_iter().any(|text| years::names(text, year)),
            }
        })
        .collect();
    carried.sort_by_key(|of| std::cmp::Reverse(of.fall()));
    carried
}

fn later(topic: &ScoreTopic, reported: Option<ScorePair>) -> ScoreTopic {
    ScoreTopic {
        before_year: topic.before_year + 1,
        before: reported.map(|pair| pair.after),
        after_year: topic.after_year + 1,
        ..topic.clone()
    }
}

/// The report's own sentences a year later: this fiscal year and the one before it become the next ones,
/// where they are named as years and not as part of a date, an order's number or a span of years.
pub fn wording(plan: &OfficePlan) -> Wording {
    let later = |text: &Option<String>| {
        let text = text.as_ref()?;
        Some(years::later_wording(text, plan.fiscal_year).unwrap_or_else(|| text.clone()))
    };
    Wording {
        title: later(&plan.wording.title),
        heading: later(&plan.wording.heading),
        intro: later(&plan.wording.intro),
    }
}

#[cfg(test)]
mod tests;
