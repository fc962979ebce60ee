//! What the report that closes the year tells of the time before it: in which quarters nothing was done, and which
//! reports of shorter periods were acknowledged.

use super::{OfficeDesk, QuarterStanding};
use crate::domain::calendar::Quarter;
use crate::domain::overview::{EarlierReport, Idle, YearSoFar};
use crate::domain::period::Period;

/// What the year's overview tells besides what was filed.
pub(super) fn so_far(office: &OfficeDesk) -> YearSoFar {
    let idle = office.standings.iter().filter_map(|standing| {
        let quarters: Vec<Quarter> = (Quarter::ALL.into_iter())
            .filter(|quarter| {
                let QuarterStanding { filing, returned } = standing.of(*quarter);
                let filed = filing.as_ref().filter(|_| returned.is_none());
                filed.is_some_and(|filing| filing.progress.nothing_done())
            })
            .collect();
        (!quarters.is_empty()).then_some(Idle {
            measure: standing.measure,
            quarters,
        })
    });
    let shorter = office.reports.iter();
    let shorter = shorter.filter(|report| report.period != Period::Year);
    let reports = shorter.filter_map(|report| {
        let decision = report.acknowledgement()?;
        Some(EarlierReport {
            period: report.period,
            version: report.version,
            at: decision.at,
            name: decision.name.clone(),
            position: decision.position.clone(),
            note: decision.note.clone(),
            sha256: decision.sha256.clone(),
        })
    });
    YearSoFar {
        idle: idle.collect(),
        reports: reports.collect(),
    }
}
