//! How a measure stands, quarter by quarter: what was filed, and what came back.

use crate::domain::calendar::Quarter;
use crate::domain::office::MeasureId;
use crate::domain::period::Period;
use crate::domain::progress::Progress;
use crate::domain::report::Standing;

/// How a measure stands, quarter by quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureStanding {
    pub measure: MeasureId,
    /// The quarter that the draft reports, if there is a draft.
    pub draft: Option<Quarter>,
    /// From the first quarter to the fourth.
    pub quarters: [QuarterStanding; 4],
}

/// What was filed for one quarter last, and whether it came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuarterStanding {
    pub filing: Option<Filing>,
    /// Why it was returned, while it is.
    pub returned: Option<String>,
}

/// One filed revision of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// Counted from 1 over all quarters of the measure.
    pub revision: i64,
    pub quarter: Quarter,
    /// Why it corrects the revision before.
    pub reason: Option<String>,
    /// Who filed it; authorship stays with them.
    pub by: String,
    /// Epoch milliseconds.
    pub at: i64,
    pub progress: Progress,
}

impl MeasureStanding {
    /// Nothing was done about it yet.
    pub fn new(measure: MeasureId) -> MeasureStanding {
        MeasureStanding {
            measure,
            draft: None,
            quarters: Default::default(),
        }
    }

    pub fn of(&self, quarter: Quarter) -> &QuarterStanding {
        &self.quarters[usize::from(quarter.number() - 1)]
    }

    pub fn of_mut(&mut self, quarter: Quarter) -> &mut QuarterStanding {
        &mut self.quarters[usize::from(quarter.number() - 1)]
    }

    pub fn at(&self, quarter: Quarter) -> Standing {
        let QuarterStanding { filing, returned } = self.of(quarter);
        match (returned, filing) {
            (Some(_), _) => Standing::Returned,
            (None, Some(_)) => Standing::Filed,
            (None, None) if self.draft == Some(quarter) => Standing::Draft,
            (None, None) => Standing::NotStarted,
        }
    }

    /// The revision that was filed last, of any quarter.
    pub fn newest(&self) -> Option<&Filing> {
        self.quarters
            .iter()
            .filter_map(|quarter| quarter.filing.as_ref())
            .max_by_key(|filing| filing.revision)
    }

    /// The latest quarter's report.
    pub fn latest(&self) -> Option<&Filing> {
        self.quarters
            .iter()
            .rev()
            .find_map(|quarter| quarter.filing.as_ref())
    }

    /// A period's report on it: what was filed and has not come back, in the order of the quarters.
    pub fn merged(&self, period: Period) -> Option<Progress> {
        let standing = period
            .quarters()
            .map(|quarter| self.of(quarter))
            .filter(|quarter| quarter.returned.is_none());
        Progress::merged(
            standing
                .filter_map(|quarter| quarter.filing.as_ref())
                .map(|filing| &filing.progress),
        )
    }
}
