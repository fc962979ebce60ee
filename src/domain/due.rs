//! When a quarter's report is due, which quarter is reported on a day, and when an office can be written
//! to. No regulation sets these dates: the rule is the office's, with a default.

use chrono::{DateTime, Days, FixedOffset, NaiveDate, Timelike};
use serde::{Deserialize, Serialize};

use super::calendar::{FiscalQuarter, FiscalYear, Quarter, bangkok, midnight};
use super::holidays::Holidays;

/// How long after a quarter's end its report is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DueRule {
    /// Days after the quarter's last day; a day off moves the due date to the next working day.
    pub days_after: u32,
}

/// The 15th of the month after the quarter.
impl Default for DueRule {
    fn default() -> DueRule {
        DueRule { days_after: 15 }
    }
}

/// The day on which the report of a quarter is due, always a working day. It is in time on that day.
pub fn due(quarter: FiscalQuarter, rule: &DueRule, holidays: &Holidays) -> NaiveDate {
    let end = quarter.end();
    let day = end
        .checked_add_days(Days::new(rule.days_after.into()))
        .unwrap_or(end);
    holidays.next_working_day(day)
}

/// The quarter of a fiscal year that is reported on a day: the first before the year, the fourth after it,
/// and during it the quarter at hand, unless the report of the one before it is not overdue yet.
pub fn reporting_quarter(
    year: FiscalYear,
    today: NaiveDate,
    rule: &DueRule,
    holidays: &Holidays,
) -> Quarter {
    if today < year.start() {
        return Quarter::First;
    }
    if today > year.end() {
        return Quarter::Fourth;
    }
    let current = FiscalQuarter::of(today).quarter;
    Quarter::new(current.number() - 1)
        .filter(|&before| today <= due(year.quarter(before), rule, holidays))
        .unwrap_or(current)
}

/// 08:30, in minutes of the day.
const OPENING: u32 = 8 * 60 + 30;
/// 16:30, in minutes of the day.
const CLOSING: u32 = 16 * 60 + 30;

/// Whether an office works at a moment (epoch milliseconds): from 08:30 until before 16:30 on a working
/// day, by the clock of Bangkok.
pub fn working_hours(moment: i64, holidays: &Holidays) -> bool {
    let local = bangkok(moment);
    holidays.is_working_day(local.date_naive())
        && (OPENING..CLOSING).contains(&minute_of_day(&local))
}

/// The moment itself (epoch milliseconds) if the office works at it, else the next opening.
pub fn next_working_moment(moment: i64, holidays: &Holidays) -> i64 {
    if working_hours(moment, holidays) {
        return moment;
    }
    let local = bangkok(moment);
    let today = local.date_naive();
    let from = if minute_of_day(&local) < OPENING {
        today
    } else {
        today.succ_opt().unwrap_or(today)
    };
    opening(holidays.next_working_day(from))
}

/// 08:30 of a day in Bangkok, in epoch milliseconds.
pub fn opening(date: NaiveDate) -> i64 {
    midnight(date) + i64::from(OPENING) * 60_000
}

/// 16:30 of a day in Bangkok, in epoch milliseconds.
pub fn closing(date: NaiveDate) -> i64 {
    midnight(date) + i64::from(CLOSING) * 60_000
}

fn minute_of_day(local: &DateTime<FixedOffset>) -> u32 {
    local.hour() * 60 + local.minute()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::holidays::HolidayChange;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn year(year_be: i32) -> FiscalYear {
        FiscalYear::new(year_be).unwrap()
    }

    fn due_by_default(quarter: FiscalQuarter) -> NaiveDate {
        due(quarter, &DueRule::default(), &Holidays::default())
    }

    /// A moment of Bangkok's clock.
    fn at(date: NaiveDate, hour: i64, minute: i64) -> i64 {
        midnight(date) + (hour * 60 + minute) * 60_000
    }

    #[test]
    fn the_quarters_of_2566_are_due_on_the_15th_or_the_next_working_day() {
        assert_eq!(
            year(2566).quarters().map(due_by_default),
            [
                // Sunday 15 January, Saturday 15 April within Songkran, Saturday 15 July.
                day(2023, 1, 16),
                day(2023, 4, 18),
                day(2023, 7, 17),
                // Sunday 15 October.
                day(2023, 10, 16),
            ]
        );
    }

    #[test]
    fn a_holiday_that_the_office_adds_moves_the_due_date() {
        let holidays = Holidays::with([HolidayChange {
            date: day(2023, 10, 16),
            name: Some("วันหยุดราชการเพิ่มเป็นกรณีพิเศษ".into()),
        }]);
        let last = year(2566).quarter(Quarter::Fourth);
        assert_eq!(due(last, &DueRule::default(), &holidays), day(2023, 10, 17));
        assert_eq!(
            due(last, &DueRule { days_after: 30 }, &holidays),
            day(2023, 10, 30)
        );
    }

    #[test]
    fn the_quarter_that_is_reported_follows_the_day() {
        let on =
            |today| reporting_quarter(year(2566), today, &DueRule::default(), &Holidays::default());
        for (today, quarter) in [
            (day(2022, 9, 30), Quarter::First),
            (day(2022, 10, 1), Quarter::First),
            (day(2023, 1, 1), Quarter::First),
            // The due date still belongs to the quarter before.
            (day(2023, 1, 16), Quarter::First),
            (day(2023, 1, 17), Quarter::Second),
            (day(2023, 4, 18), Quarter::Second),
            (day(2023, 4, 19), Quarter::Third),
            (day(2023, 9, 30), Quarter::Fourth),
            (day(2023, 10, 1), Quarter::Fourth),
            (day(2025, 1, 1), Quarter::Fourth),
        ] {
            assert_eq!(on(today), quarter, "{today}");
        }
    }

    #[test]
    fn an_office_works_from_half_past_eight_until_half_past_four() {
        let holidays = Holidays::default();
        let monday = day(2023, 10, 16);
        assert!(!working_hours(at(monday, 8, 29), &holidays));
        assert!(working_hours(at(monday, 8, 30), &holidays));
        assert!(working_hours(at(monday, 16, 29), &holidays));
        assert!(!working_hours(at(monday, 16, 30), &holidays));
        assert!(!working_hours(at(day(2023, 10, 15), 10, 0), &holidays));
        assert!(!working_hours(at(day(2023, 10, 13), 10, 0), &holidays));
    }

    #[test]
    fn what_comes_up_at_night_waits_for_the_next_opening() {
        let holidays = Holidays::default();
        let opens = |moment| next_working_moment(moment, &holidays);
        let monday = opening(day(2023, 10, 16));
        assert_eq!(opening(day(2023, 10, 16)), at(day(2023, 10, 16), 8, 30));
        assert_eq!(opens(at(day(2023, 10, 16), 6, 0)), monday);
        // Thursday evening, before a holiday on Friday.
        assert_eq!(opens(at(day(2023, 10, 12), 18, 0)), monday);
        assert_eq!(opens(monday + 5), monday + 5);
        assert_eq!(
            opens(at(day(2023, 10, 16), 16, 30)),
            opening(day(2023, 10, 17))
        );
    }

    fn any_holidays() -> impl Strategy<Value = Holidays> {
        prop::collection::vec((17_900i32..21_200, any::<bool>()), 0..80).prop_map(|changes| {
            Holidays::with(changes.into_iter().map(|(days, added)| HolidayChange {
                date: NaiveDate::from_epoch_days(days).unwrap(),
                name: added.then(|| "วันหยุด".to_owned()),
            }))
        })
    }

    proptest! {
        #[test]
        fn a_due_date_is_a_working_day_not_before_its_rule(
            be in 2560i32..2600, number in 1u8..=4, days_after in 0u32..400, holidays in any_holidays()
        ) {
            let quarter = year(be).quarter(Quarter::new(number).unwrap());
            let rule = DueRule { days_after };
            let due = due(quarter, &rule, &holidays);
            let nominal = quarter.end() + Days::new(days_after.into());
            prop_assert!(holidays.is_working_day(due));
            prop_assert!(due >= nominal);
            prop_assert_eq!(due, holidays.next_working_day(nominal));
        }

        #[test]
        fn a_later_quarter_is_never_due_earlier(
            be in 2560i32..2600, days_after in 0u32..90, holidays in any_holidays()
        ) {
            let rule = DueRule { days_after };
            let dates: Vec<_> = year(be).quarters().into_iter().chain(year(be + 1).quarters())
                .map(|quarter| due(quarter, &rule, &holidays)).collect();
            prop_assert!(dates.is_sorted());
        }

        #[test]
        fn the_quarter_that_is_reported_never_goes_back(
            be in 2560i32..2600, days in -40i64..500, holidays in any_holidays()
        ) {
            let today = year(be).start() + chrono::TimeDelta::days(days);
            let tomorrow = today + Days::new(1);
            let on = |day| reporting_quarter(year(be), day, &DueRule::default(), &holidays);
            prop_assert!(on(today) <= on(tomorrow));
            // What is reported has begun, or the year has not.
            prop_assert!(year(be).quarter(on(today)).start() <= today || today < year(be).start());
        }

        #[test]
        fn the_next_working_moment_is_within_working_hours(
            moment in 1_500_000_000_000i64..2_500_000_000_000, holidays in any_holidays()
        ) {
            let next = next_working_moment(moment, &holidays);
            prop_assert!(next >= moment && working_hours(next, &holidays));
            prop_assert_eq!(next_working_moment(next, &holidays), next);
        }

        #[test]
        fn no_moment_makes_working_hours_fail(moment in any::<i64>()) {
            let holidays = Holidays::default();
            let _ = (working_hours(moment, &holidays), next_working_moment(moment, &holidays));
        }
    }
}
