//! Who is to be reminded of what on which day, by an office's rhythm and by what is still missing. It knows
//! days and people; which of the days were spoken for already is the store's memory, what is said the
//! dialogue's, and the hours of a day are [`super::due`]'s.

mod notice;
mod nudge;
mod slots;
mod year;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::calendar::Quarter;
use super::office::{Holder, MeasureId, PersonId, Post, ReportId, Role, UnitId};
use super::period::Period;
use super::plan::{Measure, OfficePlan};
use super::report::Stage;

pub use notice::{Closing, Notice, Part};
pub use nudge::{Chasing, Coming, Nudge, Reminded};

/// Why somebody is reminded. The names are stored and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The quarter has ended.
    Opening,
    /// The due date comes near.
    Before,
    /// The due date is today.
    DueDay,
    /// The due date is over.
    Overdue,
    /// Likewise, to the head of the unit.
    Head,
    /// Likewise, to the reporter.
    Reporter,
    /// A version of the report waits for a verifier or for the executive.
    Waiting,
    /// The fiscal year has ended, and its report is still to be made.
    Turn,
    /// The last quarter was due, and the year's report is not on its way.
    Closing,
    /// The report is acknowledged, and the next year's plan can be opened.
    NextPlan,
    /// The person asked to be reminded later.
    Snoozed,
    /// The reporter asked for it.
    Nudge,
    /// A person of the office blocked the bot; that person is the reminder's, the message the reporter's.
    Away,
}

impl Kind {
    pub const ALL: [Kind; 13] = [
        Kind::Opening,
        Kind::Before,
        Kind::DueDay,
        Kind::Overdue,
        Kind::Head,
        Kind::Reporter,
        Kind::Waiting,
        Kind::Turn,
        Kind::Closing,
        Kind::NextPlan,
        Kind::Snoozed,
        Kind::Nudge,
        Kind::Away,
    ];

    /// The name used in the database and in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Opening => "opening",
            Kind::Before => "before",
            Kind::DueDay => "due",
            Kind::Overdue => "overdue",
            Kind::Head => "head",
            Kind::Reporter => "reporter",
            Kind::Waiting => "waiting",
            Kind::Turn => "turn",
            Kind::Closing => "closing",
            Kind::NextPlan => "next_plan",
            Kind::Snoozed => "snoozed",
            Kind::Nudge => "nudge",
            Kind::Away => "away",
        }
    }

    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Reminders of one topic for one person and quarter: a later one makes the earlier needless.
    pub fn topic(self) -> Kind {
        match self {
            Kind::Opening | Kind::Before | Kind::DueDay => Kind::Overdue,
            other => other,
        }
    }
}

/// One reminder by its natural key within a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    pub day: NaiveDate,
    pub person: PersonId,
    /// None where it is about no quarter.
    pub quarter: Option<Quarter>,
    pub kind: Kind,
}

/// The newest version of a period's report, which may wait for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    pub report: ReportId,
    pub period: Period,
    pub version: u32,
    pub stage: Stage,
    /// When it came there, in epoch milliseconds.
    pub since: i64,
}

/// An office as far as its reminders follow from it.
#[derive(Clone, Debug)]
pub struct Situation<'a> {
    pub plan: &'a OfficePlan,
    /// Measures with the quarters, from the first on, for which nothing stands: nothing was filed, or
    /// what was filed came back.
    pub lacking: BTreeMap<MeasureId, [bool; 4]>,
    /// The newest version of each period's report.
    pub reports: Vec<Waits>,
    /// Who blocked the bot, and when (epoch milliseconds).
    pub away: BTreeMap<PersonId, i64>,
    /// Until when people do not want to be reminded (epoch milliseconds).
    pub snoozed: BTreeMap<PersonId, i64>,
    /// Whom the reporter wants to be reminded, and on which day, as long as no message says it.
    pub nudged: BTreeMap<PersonId, NaiveDate>,
}

impl<'a> Situation<'a> {
    /// The day on which a quarter's report is due.
    pub fn due(&self, quarter: Quarter) -> NaiveDate {
        self.plan.due(quarter)
    }

    /// The day on which the plan was taken over.
    pub fn opened(&self) -> NaiveDate {
        self.plan.opened_on()
    }

    /// The newest version of the year's report.
    fn report(&self) -> Option<Waits> {
        let mut reports = self.reports.iter();
        reports
            .find(|report| report.period == Period::Year)
            .copied()
    }

    /// Nothing can change in a year whose report was acknowledged.
    fn closed(&self) -> bool {
        self.report()
            .is_some_and(|report| report.stage == Stage::Acknowledged)
    }

    /// Nor in a quarter that an acknowledged report covers.
    fn closed_in(&self, quarter: Quarter) -> bool {
        self.reports
            .iter()
            .any(|report| report.stage == Stage::Acknowledged && report.period.covers(quarter))
    }

    /// The quarters that are chased, as long as something can be filed.
    pub fn chased(&self) -> Vec<Quarter> {
        let quarters = Quarter::ALL.into_iter();
        quarters
            .filter(|quarter| self.plan.chases(*quarter) && !self.closed_in(*quarter))
            .collect()
    }

    /// The measures that lack a quarter's report, in the plan's order.
    pub fn lacking_in(&self, quarter: Quarter) -> impl Iterator<Item = &'a Measure> {
        let at = usize::from(quarter.number() - 1);
        self.plan.measures.iter().filter(move |measure| {
            self.lacking
                .get(&measure.id)
                .is_some_and(|quarters| quarters[at])
        })
    }

    /// Who holds a post of this role and can be written to.
    fn holders(&self, role: Role) -> impl Iterator<Item = &'a Holder> {
        let holders = self
            .plan
            .with_role(role)
            .filter_map(|post| post.holder.as_ref());
        holders.filter(|holder| !self.away.contains_key(&holder.person))
    }

    /// The measures of a quarter that a person is to report and has not.
    pub fn own(&self, person: PersonId, quarter: Quarter) -> Vec<&'a Measure> {
        let posts: Vec<&Post> = self.plan.held_by(person).collect();
        let mine =
            |measure: &&Measure| posts.iter().any(|post| self.plan.may_report(post, measure));
        self.lacking_in(quarter).filter(mine).collect()
    }

    /// The measures of a quarter that are missing in the units that a person heads.
    pub fn headed(&self, person: PersonId, quarter: Quarter) -> Vec<&'a Measure> {
        let under = |measure: &&Measure| {
            self.heads(measure.unit)
                .iter()
                .any(|head| head.person == person)
        };
        self.lacking_in(quarter).filter(under).collect()
    }

    /// The heads of a unit, or of the nearest unit above it that has one who holds the post.
    fn heads(&self, unit: UnitId) -> Vec<&'a Holder> {
        let mut at = Some(unit);
        // A tree of units is two levels deep; the bound keeps a broken one from turning in a circle.
        for _ in 0..8 {
            let Some(unit) = at else { break };
            let posts = self.plan.posts.iter();
            let heads: Vec<&Holder> = posts
                .filter(|post| post.head && post.unit == Some(unit))
                .filter_map(|post| post.holder.as_ref())
                .filter(|holder| !self.away.contains_key(&holder.person))
                .collect();
            if !heads.is_empty() {
                return heads;
            }
            at = self.plan.unit(unit).and_then(|unit| unit.parent);
        }
        Vec::new()
    }

    /// Who is to report a measure that is missing in a quarter.
    pub fn owing(&self, quarter: Quarter) -> BTreeSet<PersonId> {
        let missing: Vec<&Measure> = self.lacking_in(quarter).collect();
        let posts = self.plan.with_role(Role::Contributor);
        let owing = posts.filter(|post| missing.iter().any(|of| self.plan.may_report(post, of)));
        owing
            .filter_map(|post| post.holder.as_ref())
            .map(|holder| holder.person)
            .filter(|person| !self.away.contains_key(person))
            .collect()
    }

    /// For whom a version waits.
    fn awaited(&self, report: &Waits) -> Vec<&'a Holder> {
        let post = match report.stage {
            Stage::Checking { turn } => usize::from(turn)
                .checked_sub(1)
                .and_then(|at| self.plan.verifiers().get(at).copied()),
            Stage::Submitted => return self.holders(Role::Executive).collect(),
            _ => None,
        };
        let holder = post.and_then(|post| post.holder.as_ref());
        holder
            .filter(|holder| !self.away.contains_key(&holder.person))
            .into_iter()
            .collect()
    }
}
