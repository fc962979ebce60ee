//! The turn of the fiscal year in the reporter's calendar: that the year is over, that its report is late,
//! and that the next plan can be opened.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Closing, Kind, Situation, Slot};
use crate::domain::calendar::{Quarter, bangkok};
use crate::domain::office::Role;
use crate::domain::report::Stage;

/// Working days between reminders of a plan that waits to be opened [ours]: two weeks.
const NEXT_PLAN_EVERY: u32 = 10;

impl Situation<'_> {
    /// The first working day after the plan's year.
    pub fn turn_day(&self) -> NaiveDate {
        let end = self.plan.year().end();
        self.plan
            .holidays
            .next_working_day(end.succ_opt().unwrap_or(end))
    }

    /// The days on which the reporter hears of the year's turn, as things stand.
    pub(super) fn turn_of_year(
        &self,
        days: &RangeInclusive<NaiveDate>,
        slots: &mut BTreeSet<Slot>,
    ) {
        let until = *days.end();
        let mut put = |kind, all: Vec<NaiveDate>| {
            let all = all
                .into_iter()
                .filter(|day| days.contains(day) && *day >= self.opened());
            for day in all {
                slots.extend(self.holders(Role::Reporter).map(|holder| Slot {
                    day,
                    person: holder.person,
                    quarter: None,
                    kind,
                }));
            }
        };
        let from = |first: NaiveDate, every| {
            let again = match first <= until {
                true => self.repeats(first, every, until),
                false => Vec::new(),
            };
            std::iter::once(first).chain(again).collect::<Vec<_>>()
        };
        match self.acknowledged_on() {
            Some(day) => {
                let next = self.plan.holidays.add_working_days(day, 1);
                put(
                    Kind::NextPlan,
                    from(self.turn_day().max(next), NEXT_PLAN_EVERY),
                );
            }
            None if self.is_under_way() => {}
            None => {
                put(Kind::Turn, vec![self.turn_day()]);
                let every = self.plan.rhythm.every;
                if every > 0 && self.closing_day() <= until && self.waits_for_reporter().is_some() {
                    put(Kind::Closing, from(self.closing_day(), every));
                }
            }
        }
    }

    /// The first working day after the last quarter's due date.
    fn closing_day(&self) -> NaiveDate {
        let due = self.due(Quarter::Fourth);
        self.plan.holidays.add_working_days(due, 1)
    }

    fn acknowledged_on(&self) -> Option<NaiveDate> {
        let report = self.report().filter(|_| self.closed())?;
        Some(bangkok(report.since).date_naive())
    }

    /// Whether a version is with a verifier or the executive, who are reminded of it themselves.
    fn is_under_way(&self) -> bool {
        self.report()
            .is_some_and(|report| report.stage.is_under_way())
    }

    /// Whether the year is over, the last quarter is not overdue, and the report is still to be made.
    pub(super) fn turned(&self, today: NaiveDate) -> bool {
        let days = self.turn_day()..self.closing_day();
        days.contains(&today) && !self.closed() && !self.is_under_way()
    }

    /// What the reporter is to do about the year's report once the last quarter is overdue.
    pub(super) fn closing(&self, today: NaiveDate) -> Option<Closing> {
        (today >= self.closing_day())
            .then(|| self.waits_for_reporter())
            .flatten()
    }

    fn waits_for_reporter(&self) -> Option<Closing> {
        // A plan that came in later was not there to be reported on.
        if self.due(Quarter::Fourth) < self.opened() {
            return None;
        }
        match self.report() {
            Some(report) => match report.stage {
                Stage::Compiled => Some(Closing::ToSend(report.report)),
                Stage::Returned | Stage::Superseded => Some(Closing::ToCompile),
                Stage::Printing
                | Stage::Checking { .. }
                | Stage::Submitted
                | Stage::Acknowledged => None,
            },
            None => Some(Closing::ToCompile),
        }
    }

    /// Whether the year is over and done with, and no later plan is there.
    pub(super) fn next_plan_waits(&self, today: NaiveDate) -> bool {
        self.closed() && today >= self.turn_day()
    }
}
