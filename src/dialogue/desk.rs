//! What a person may see at the moment of a step: their offices, the draft they work on, and what was
//! looked up for this one event.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{MeasureStanding, admin};
use crate::domain::calendar::Quarter;
use crate::domain::due;
use crate::domain::office::{Holder, Language, MeasureId, OfficeId, PersonId, Post, ReportId};
use crate::domain::period::Period;
use crate::domain::plan::{Measure, OfficePlan};
use crate::domain::progress::Draft;
use crate::domain::redaction::Key;
use crate::domain::reminding::Chasing;
use crate::domain::report::{ReportView, Stage, Standing};
use crate::domain::verified::{KeptEvidence, Verified};
use crate::hidden::only_name;

/// What this person may see at this moment; loaded within the transaction of the step.
#[derive(Clone)]
pub struct Desk {
    /// Epoch milliseconds.
    pub now: i64,
    /// The date in Bangkok.
    pub today: NaiveDate,
    /// An id that nothing has yet, for the one file or other row that this step may make.
    pub fresh: i64,
    pub person: PersonId,
    pub language: Language,
    /// The languages there are, each with the digits that are its own; Thai comes first.
    pub languages: Arc<[Language]>,
    /// Only offices in which the person holds a post.
    pub offices: Vec<OfficeDesk>,
    /// The draft of the measure that this step is about, if it may be seen and there is one.
    pub draft: Option<StoredDraft>,
    /// The measure that an edited message was an answer for.
    pub edited: Option<MeasureId>,
    /// The invitation that the code of /start stands for, if it can be claimed.
    pub invitation: Option<Invitation>,
    /// The post that this person held last, if they hold none now.
    pub former: Option<FormerPost>,
    /// The plan file that this step is about, if it is of an office in which they hold a post.
    pub upload: Option<admin::Upload>,
    /// How the office that this step is about is reminded, if they hold a post in it.
    pub chasing: Option<Chasing>,
    /// The file of a report that this step is asked about, if it is of an office in which they hold a post.
    pub found: Option<Verified>,
    /// Likewise what it is evidence of, if it is: of measures whose evidence the person may see.
    pub evidence: Vec<KeptEvidence>,
    /// Every version of the office that this step is about, if they hold a post in it; the newest first.
    pub versions: Vec<KeptVersion>,
    /// How many files wait to be made, if this step may want one.
    pub queued: u32,
}

/// A version of any year, as it is listed among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptVersion {
    pub office: OfficeId,
    /// Buddhist Era.
    pub fiscal_year: i32,
    pub report: ReportView,
}

only_name!(Desk);

/// A post that a person holds no longer.
#[derive(Clone, PartialEq, Eq)]
pub struct FormerPost {
    pub name: String,
    pub position: String,
    pub office_name: String,
}

only_name!(FormerPost);

/// One office as the people in it see it.
#[derive(Clone)]
pub struct OfficeDesk {
    pub plan: Arc<OfficePlan>,
    /// The quarter that is reported on the day of this step.
    pub quarter: Quarter,
    /// Of each measure of the plan, in the plan's order.
    pub standings: Vec<MeasureStanding>,
    /// The newest version of each period's report, in the order of the periods.
    pub reports: Vec<ReportView>,
    /// What is decided to be hidden in the published copy.
    pub hidden: BTreeSet<Key>,
    /// The office's plans of earlier years, the latest first.
    pub earlier: Vec<EarlierYear>,
}

only_name!(OfficeDesk);

/// A fiscal year that the office is done with: it can be looked at, and nothing of it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierYear {
    /// Buddhist Era.
    pub fiscal_year: i32,
    pub measures: Vec<MeasureId>,
    /// The newest version of each period's report, if any was compiled.
    pub reports: Vec<ReportView>,
}

/// The working copy of a measure and who touched it last.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredDraft {
    pub measure: MeasureId,
    pub draft: Draft,
    pub by: PersonId,
    /// Epoch milliseconds.
    pub at: i64,
}

only_name!(StoredDraft);

/// A post that waits for the person who holds the code.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// SHA-256 of the code, lower-case hex.
    pub code_hash: String,
    pub office: OfficeId,
    pub office_name: String,
    /// With its present holder, whom the claim ends.
    pub post: Post,
    /// The people who are told of a claim.
    pub reporters: Vec<Holder>,
}

/// The newest version of a period's report.
fn of_period(reports: &[ReportView], period: Period) -> Option<&ReportView> {
    reports.iter().find(|report| report.period == period)
}

impl EarlierYear {
    /// The newest version of the year's own report.
    pub fn report(&self) -> Option<&ReportView> {
        of_period(&self.reports, Period::Year)
    }
}
only_name!(Invitation);

impl OfficeDesk {
    /// The newest version of a period's report.
    pub fn report(&self, period: Period) -> Option<&ReportView> {
        of_period(&self.reports, period)
    }

    /// What hinders changes of the office and of its plan: that a version of any report is under way, else
    /// where the year's report stands.
    pub fn stage(&self) -> Option<Stage> {
        let under_way = self
            .reports
            .iter()
            .find(|report| report.stage.is_under_way());
        let of_year = || self.report(Period::Year);
        under_way.or_else(of_year).map(|report| report.stage)
    }

    /// Whether the year's report is acknowledged, and so nothing in the year may change.
    pub fn is_closed(&self) -> bool {
        self.report(Period::Year)
            .is_some_and(|report| report.stage == Stage::Acknowledged)
    }

    /// Whether a report that covers this quarter is acknowledged.
    pub fn is_acknowledged(&self, quarter: Quarter) -> bool {
        self.reports
            .iter()
            .any(|report| report.stage == Stage::Acknowledged && report.period.covers(quarter))
    }

    /// Whether what was filed of a measure for this quarter may not change: it is acknowledged, and has not
    /// come back from the report of a longer period since.
    pub fn is_closed_for(&self, standing: &MeasureStanding, quarter: Quarter) -> bool {
        self.is_closed() || self.is_acknowledged(quarter) && standing.of(quarter).returned.is_none()
    }

    /// The open versions that hold what is filed for a quarter.
    pub fn holding(&self, quarter: Quarter) -> impl Iterator<Item = &ReportView> {
        self.reports.iter().filter(move |report| {
            let open = report.stage.is_under_way() || report.stage.is_with_reporter();
            open && report.period.covers(quarter)
        })
    }

    /// What the calendar suggests to compile, if the office asks for the quarter at hand at all: else the year.
    pub fn suggested(&self) -> Period {
        match self.plan.rhythm.quarters.contains(&self.quarter) {
            true => Period::closing(self.quarter),
            false => Period::Year,
        }
    }

    /// How a measure stands in a period: as long as a quarter's report is back, it is back; else as in the
    /// period's last quarter that is reported by now.
    pub fn standing_in(&self, standing: &MeasureStanding, period: Period) -> Standing {
        let returned = period
            .quarters()
            .any(|quarter| standing.of(quarter).returned.is_some());
        match returned {
            true => Standing::Returned,
            false => {
                let by_now = period.quarters().filter(|quarter| *quarter <= self.quarter);
                standing.at(by_now.last().unwrap_or(period.last()))
            }
        }
    }

    /// How a measure stands in the quarter that is reported now; as long as another quarter's report is
    /// back, it is back.
    pub fn standing(&self, standing: &MeasureStanding) -> Standing {
        self.standing_in(standing, Period::Year)
    }

    /// Whether nothing was reported, begun or compiled yet.
    pub fn is_untouched(&self) -> bool {
        let untouched = |of: &MeasureStanding| *of == MeasureStanding::new(of.measure);
        self.reports.is_empty() && self.standings.iter().all(untouched)
    }

    /// The quarter that is reported on this day.
    pub fn quarter_on(&self, today: NaiveDate) -> Quarter {
        due::reporting_quarter(
            self.plan.year(),
            today,
            &self.plan.rhythm.due,
            &self.plan.holidays,
        )
    }

    /// The day on which a quarter's report is due.
    pub fn due(&self, quarter: Quarter) -> NaiveDate {
        self.plan.due(quarter)
    }

    /// The quarter of a measure that waits for its unit: one that came back, else the one reported now.
    pub fn at_hand(&self, standing: &MeasureStanding) -> Quarter {
        let returned = |quarter: &Quarter| standing.of(*quarter).returned.is_some();
        if returned(&self.quarter) {
            return self.quarter;
        }
        Quarter::ALL
            .into_iter()
            .rev()
            .find(returned)
            .unwrap_or(self.quarter)
    }
}

impl Desk {
    /// The office of this plan's measure, the measure, and its standing, if this person is in it.
    pub fn measure(&self, id: MeasureId) -> Option<(&OfficeDesk, &Measure, &MeasureStanding)> {
        self.offices.iter().find_map(|office| {
            let measure = office.plan.measure(id)?;
            let standing = office
                .standings
                .iter()
                .find(|standing| standing.measure == id)?;
            Some((office, measure, standing))
        })
    }

    pub fn office(&self, id: OfficeId) -> Option<&OfficeDesk> {
        self.offices.iter().find(|office| office.plan.office == id)
    }

    /// The earlier year of which this is a period's newest version, with its office.
    pub fn earlier_report(&self, id: ReportId) -> Option<(&OfficeDesk, &EarlierYear, &ReportView)> {
        self.offices.iter().find_map(|office| {
            office.earlier.iter().find_map(|year| {
                let mut reports = year.reports.iter();
                let report = reports.find(|report| report.id == id)?;
                Some((office, year, report))
            })
        })
    }

    /// The earlier year, Buddhist Era, that a measure belongs to.
    pub fn earlier_measure(&self, id: MeasureId) -> Option<i32> {
        let mut years = self.offices.iter().flat_map(|office| &office.earlier);
        years
            .find(|year| year.measures.contains(&id))
            .map(|year| year.fiscal_year)
    }

    /// The office of which this is a period's newest version.
    pub fn report(&self, id: ReportId) -> Option<(&OfficeDesk, &ReportView)> {
        self.offices.iter().find_map(|office| {
            let mut reports = office.reports.iter();
            let report = reports.find(|report| report.id == id)?;
            Some((office, report))
        })
    }
}
