//! What an assessor would mark down in a report, before it is sent to anybody: each finding with its rule
//! and the place to mend it. The rules know the frozen report and the plan; how grave a finding is follows
//! from the year's requirements; what it is called is the locales' matter. Nothing here forbids anything.

mod measure;
pub mod page;
pub mod personal;
pub mod requirements;
mod whole;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::{FiscalYear, Quarter};
use super::office::MeasureId;
use super::plan::OfficePlan;
use super::report::{Decision, Snapshot};
use requirements::{Level, Requirements};

/// What is looked for. The names are those of files, requirements and Fluent selectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// A measure without any result.
    NoResult,
    /// A measure without an outcome.
    NoOutcome,
    /// A paper that is numbered, without its number.
    PaperWithoutNumber,
    /// A paper without its date.
    PaperWithoutDate,
    /// Evidence from before or after the fiscal year.
    EvidenceOutsideYear,
    /// An order without a date whose number lets expect that it was made after the year.
    OrderMaybeAfterYear,
    /// Papers are cited, but the outcome says that it was not done.
    OutcomeContradictsEvidence,
    /// Somebody was charged with something, without an order or a memo that says so.
    AssignmentWithoutOrder,
    /// A website is named as evidence, without a link and its date and without a picture.
    WebsiteWithoutLink,
    /// All dated evidence lies in one quarter.
    OneQuarterOnly,
    /// An outcome without a figure or a score.
    NoMeasuredOutcome,
    /// A score sentence that was typed says another difference than its two scores.
    ScoresDoNotAddUp,
    /// Scores of questions stand beside scores of indicators.
    MixedScoreLevels,
    /// The report lists other measures than the plan.
    DiffersFromPlan,
    /// Nobody has signed, or not everybody.
    MissingSignOff,
    /// Numbers that identify a person: see [`personal`].
    PersonalData,
}

impl Rule {
    pub const ALL: [Rule; 16] = [
        Rule::NoResult,
        Rule::NoOutcome,
        Rule::PaperWithoutNumber,
        Rule::PaperWithoutDate,
        Rule::EvidenceOutsideYear,
        Rule::OrderMaybeAfterYear,
        Rule::OutcomeContradictsEvidence,
        Rule::AssignmentWithoutOrder,
        Rule::WebsiteWithoutLink,
        Rule::OneQuarterOnly,
        Rule::NoMeasuredOutcome,
        Rule::ScoresDoNotAddUp,
        Rule::MixedScoreLevels,
        Rule::DiffersFromPlan,
        Rule::MissingSignOff,
        Rule::PersonalData,
    ];

    /// The name used in requirements and in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::NoResult => "no-result",
            Rule::NoOutcome => "no-outcome",
            Rule::PaperWithoutNumber => "paper-without-number",
            Rule::PaperWithoutDate => "paper-without-date",
            Rule::EvidenceOutsideYear => "evidence-outside-year",
            Rule::OrderMaybeAfterYear => "order-maybe-after-year",
            Rule::OutcomeContradictsEvidence => "outcome-contradicts-evidence",
            Rule::AssignmentWithoutOrder => "assignment-without-order",
            Rule::WebsiteWithoutLink => "website-without-link",
            Rule::OneQuarterOnly => "one-quarter-only",
            Rule::NoMeasuredOutcome => "no-measured-outcome",
            Rule::ScoresDoNotAddUp => "scores-do-not-add-up",
            Rule::MixedScoreLevels => "mixed-score-levels",
            Rule::DiffersFromPlan => "differs-from-plan",
            Rule::MissingSignOff => "missing-sign-off",
            Rule::PersonalData => "personal-data",
        }
    }
}

/// Where a finding is mended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// None where it is about the report as a whole.
    pub measure: Option<MeasureId>,
    /// The measure's number in the report, 0 for none.
    pub number: u32,
    /// Items of column 5, counted from 0.
    pub results: Vec<usize>,
    /// Items of column 6, counted from 0.
    pub outcomes: Vec<usize>,
}

/// What a finding is about, for its sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    #[default]
    None,
    Dates(Vec<NaiveDate>),
    /// Order numbers, names of posts, titles: in the words that the report uses.
    Names(Vec<String>),
    Quarter(Quarter),
    Personal(Vec<personal::Found>),
}

/// One thing that an assessor would mark down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub rule: Rule,
    pub level: Level,
    pub at: Spot,
    pub detail: Detail,
}

/// Everything that is found in a report, the gravest first, then in the report's order. `plan` is the
/// office as it stands, if it shall be compared; `decisions` are those taken on this version.
pub fn check(
    snapshot: &Snapshot,
    plan: Option<&OfficePlan>,
    decisions: &[Decision],
    requirements: &Requirements,
) -> Vec<Finding> {
    let year = FiscalYear::new(snapshot.fiscal_year)
        .unwrap_or_else(|| FiscalYear::of(NaiveDate::default()));
    let mut found = Vec::new();
    for row in &snapshot.rows {
        measure::check(row, year, snapshot.period, &mut found);
    }
    whole::check(snapshot, plan, decisions, year, &mut found);
    let mut findings: Vec<Finding> = found
        .into_iter()
        .filter_map(|Raw { rule, at, detail }| {
            let level = requirements.level(rule)?;
            Some(Finding {
                rule,
                level,
                at,
                detail,
            })
        })
        .collect();
    findings.sort_by_key(|finding| (finding.level, finding.at.number, finding.rule));
    findings
}

/// A finding before it is known how grave it is.
struct Raw {
    rule: Rule,
    at: Spot,
    detail: Detail,
}
