//! What a person may see at the moment of a step: their offices, the draft they work on, and what was
//! looked up for this one event.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{MeasureStanding, admin};
use crate::domain::calendar::Quarter;
use crate::domain::due;
use crate::domain::office::{Holder, Language, MeasureId, OfficeId, PersonId, Post, ReportId};
use crate::domain::plan::{Measure, OfficePlan};
use crate::domain::progress::Draft;
use crate::domain::reminding::Chasing;
use crate::domain::report::{ReportView, Standing};
use crate::domain::verified::Verified;

/// What this person may see at this moment; loaded within the transaction of the step.
#[derive(Clone, Debug)]
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
}

/// A post that a person holds no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerPost {
    pub name: String,
    pub position: String,
    pub office_name: String,
}

/// One office as the people in it see it.
#[derive(Clone, Debug)]
pub struct OfficeDesk {
    pub plan: Arc<OfficePlan>,
    /// The quarter that is reported on the day of this step.
    pub quarter: Quarter,
    /// Of each measure of the plan, in the plan's order.
    pub standings: Vec<MeasureStanding>,
    /// The newest version of the plan's report.
    pub report: Option<ReportView>,
    /// The office's plans of earlier years, the latest first.
    pub earlier: Vec<EarlierYear>,
}

/// A fiscal year that the office is done with: it can be looked at, and nothing of it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierYear {
    /// Buddhist Era.
    pub fiscal_year: i32,
    pub measures: Vec<MeasureId>,
    /// The newest version of its report, if one was compiled.
    pub report: Option<ReportView>,
}

/// The working copy of a measure and who touched it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    pub measure: MeasureId,
    pub draft: Draft,
    pub by: PersonId,
    /// Epoch milliseconds.
    pub at: i64,
}

/// A post that waits for the person who holds the code.
#[derive(Clone, Debug, PartialEq, Eq)]
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

impl OfficeDesk {
    /// How a measure stands in the quarter that is reported now; as long as another quarter's report is
    /// back, it is back.
    pub fn standing(&self, standing: &MeasureStanding) -> Standing {
        let returned = standing
            .quarters
            .iter()
            .any(|quarter| quarter.returned.is_some());
        if returned {
            Standing::Returned
        } else {
            standing.at(self.quarter)
        }
    }

    /// Whether nothing was reported, begun or compiled yet.
    pub fn is_untouched(&self) -> bool {
        let untouched = |of: &MeasureStanding| *of == MeasureStanding::new(of.measure);
        self.report.is_none() && self.standings.iter().all(untouched)
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

    /// The earlier year whose newest version this is, with its office.
    pub fn earlier_report(&self, id: ReportId) -> Option<(&OfficeDesk, &EarlierYear, &ReportView)> {
        self.offices.iter().find_map(|office| {
            office.earlier.iter().find_map(|year| {
                let report = year.report.as_ref()?;
                (report.id == id).then_some((office, year, report))
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

    /// The office whose newest version this is.
    pub fn report(&self, id: ReportId) -> Option<(&OfficeDesk, &ReportView)> {
        self.offices.iter().find_map(|office| {
            let report = office.report.as_ref()?;
            (report.id == id).then_some((office, report))
        })
    }
}
