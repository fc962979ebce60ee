//! The days on which an office is closed: Saturdays, Sundays, the public holidays of the table beside this
//! file, which `build.rs` reads, and the office's own changes to it. Where the table comes from is told at its
//! head; which hours of a working day are worked is `due`'s matter.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::calendar::buddhist_year;

/// Thai public holidays as far as they are known, with an office's own changes over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    /// A day that the office added, with its name, or took away.
    own: BTreeMap<NaiveDate, Option<String>>,
}

/// One change that an office makes to the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayChange {
    pub date: NaiveDate,
    /// The name of a day added; `None` for a day of the table on which the office works.
    pub name: Option<String>,
}

/// What a holiday is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayName<'a> {
    /// Of the table, in both languages.
    Public { thai: &'a str, english: &'a str },
    /// As the office typed it.
    Own(&'a str),
}

struct Table {
    /// Calendar years, Buddhist Era.
    first: i32,
    last: i32,
    announced_through: i32,
    /// In their order.
    days: &'static [(NaiveDate, Names)],
}

struct Names {
    th: &'static str,
    en: &'static str,
}

static TABLE: Table = include!(concat!(env!("OUT_DIR"), "/holidays.rs"));

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

impl Table {
    fn name(&self, date: NaiveDate) -> Option<HolidayName<'static>> {
        let at = self.days.binary_search_by_key(&date, |(date, _)| *date);
        at.ok().map(|at| public(&self.days[at].1))
    }

    /// From one day to another that is not before it, both included.
    fn within(&self, days: &RangeInclusive<NaiveDate>) -> &'static [(NaiveDate, Names)] {
        let from = self.days.partition_point(|(date, _)| date < days.start());
        let to = self.days.partition_point(|(date, _)| date <= days.end());
        &self.days[from..to]
    }
}

impl Holidays {
    /// The table with an office's changes over it; of several for one day the last stands.
    pub fn with(changes: impl IntoIterator<Item = HolidayChange>) -> Holidays {
        Holidays {
            own: changes
                .into_iter()
                .map(|change| (change.date, change.name))
                .collect(),
        }
    }

    /// Makes one change; it replaces what the office said about that day before.
    pub fn change(&mut self, change: HolidayChange) {
        self.own.insert(change.date, change.name);
    }

    /// The day is again what the table says; false if the office said nothing about it.
    pub fn forget(&mut self, date: NaiveDate) -> bool {
        self.own.remove(&date).is_some()
    }

    /// The office's changes from one day to another, both included, in order: a day added, with its
    /// name, or taken away.
    pub fn own(
        &self,
        days: RangeInclusive<NaiveDate>,
    ) -> impl Iterator<Item = (NaiveDate, Option<&str>)> {
        let own = self.own.iter();
        own.filter(move |(date, _)| days.contains(date))
            .map(|(date, name)| (*date, name.as_deref()))
    }

    /// The holiday's name, if the day is one.
    pub fn name(&self, date: NaiveDate) -> Option<HolidayName<'_>> {
        match self.own.get(&date) {
            Some(own) => own.as_deref().map(HolidayName::Own),
            None => TABLE.name(date),
        }
    }

    /// The holidays from one day to another, both included, in order. A day that falls on a weekend is
    /// among them.
    pub fn within(
        &self,
        days: RangeInclusive<NaiveDate>,
    ) -> impl Iterator<Item = (NaiveDate, HolidayName<'_>)> {
        let mut all: BTreeMap<NaiveDate, Option<HolidayName<'_>>> = BTreeMap::new();
        // A range that ends before it begins holds nothing; a tree would panic at it.
        if days.start() <= days.end() {
            for (date, names) in TABLE.within(&days) {
                all.insert(*date, Some(public(names)));
            }
            for (date, own) in self.own.range(days) {
                all.insert(*date, own.as_deref().map(HolidayName::Own));
            }
        }
        all.into_iter()
            .filter_map(|(date, name)| Some((date, name?)))
    }

    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && self.name(date).is_none()
    }

    /// The day itself if it is a working day, else the first one after it.
    pub fn next_working_day(&self, date: NaiveDate) -> NaiveDate {
        self.walk(date, |date| date.succ_opt())
    }

    /// The day itself if it is a working day, else the last one before it.
    pub fn previous_working_day(&self, date: NaiveDate) -> NaiveDate {
        self.walk(date, |date| date.pred_opt())
    }

    /// The `days`th working day after a day, which itself does not count; for 0, the next working day.
    pub fn add_working_days(&self, date: NaiveDate, days: u32) -> NaiveDate {
        let mut at = date;
        for _ in 0..days {
            match at.succ_opt() {
                Some(next) => at = self.next_working_day(next),
                None => break,
            }
        }
        self.next_working_day(at)
    }

    /// The last calendar year (Buddhist Era) of the table. In years outside it only weekends and the
    /// office's own days are known.
    pub fn known_through() -> i32 {
        TABLE.last
    }

    /// The last calendar year (Buddhist Era) whose holidays were announced when the table was made; the
    /// years of the table behind it follow the rules alone.
    pub fn announced_through() -> i32 {
        TABLE.announced_through
    }

    /// Whether the public holidays of a day's year are known.
    pub fn knows(date: NaiveDate) -> bool {
        (TABLE.first..=TABLE.last).contains(&buddhist_year(date.year()))
    }

    fn walk(
        &self,
        mut date: NaiveDate,
        step: impl Fn(NaiveDate) -> Option<NaiveDate>,
    ) -> NaiveDate {
        while !self.is_working_day(date) {
            match step(date) {
                Some(next) => date = next,
                None => break,
            }
        }
        date
    }
}

fn public(names: &'static Names) -> HolidayName<'static> {
    HolidayName::Public {
        thai: names.th,
        english: names.en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (10_000i32..30_000).prop_map(|days| NaiveDate::from_epoch_days(days).unwrap())
    }

    fn any_changes() -> impl Strategy<Value = Holidays> {
        prop::collection::vec((17_900i32..21_200, any::<bool>()), 0..60).prop_map(|changes| {
            Holidays::with(changes.into_iter().map(|(days, added)| HolidayChange {
                date: NaiveDate::from_epoch_days(days).unwrap(),
                name: added.then(|| "วันทำบุญประจำปี".to_owned()),
            }))
        })
    }

    #[test]
    fn the_table_holds_every_year_that_it_names() {
        for year in TABLE.first..=TABLE.last {
            let days = TABLE
                .days
                .iter()
                .filter(|(date, _)| buddhist_year(date.year()) == year)
                .count();
            assert!((18..=32).contains(&days), "{year} has {days} holidays");
        }
        assert!(TABLE.days.iter().all(|(_, names)| {
            names.th.starts_with("วัน") && !names.en.is_empty() && names.en.is_ascii()
        }));
        assert!((TABLE.first..=TABLE.last).contains(&TABLE.announced_through));
        assert!(Holidays::known_through() >= 2570);
    }

    #[test]
    fn days_off_of_2566_are_known_with_substitution_and_special_days() {
        let holidays = Holidays::default();
        for (date, name) in [
            (day(2023, 1, 3), "วันหยุดชดเชยวันสิ้นปี"),
            (day(2023, 4, 17), "วันหยุดชดเชยวันสงกรานต์"),
            (day(2023, 5, 5), "วันหยุดราชการเพิ่มเป็นกรณีพิเศษ"),
            (day(2023, 5, 17), "วันพืชมงคล"),
            (day(2023, 10, 23), "วันปิยมหาราช"),
            (day(2023, 12, 29), "วันหยุดราชการเพิ่มเป็นกรณีพิเศษ"),
        ] {
            assert!(!holidays.is_working_day(date), "{date}");
            assert!(
                matches!(holidays.name(date), Some(HolidayName::Public { thai, .. }) if thai == name),
                "{date}"
            );
        }
    }

    #[test]
    fn a_government_office_works_on_labour_day() {
        assert!(Holidays::default().is_working_day(day(2023, 5, 1)));
        assert!(Holidays::default().is_working_day(day(2022, 5, 2)));
    }

    #[test]
    fn an_office_adds_a_day_of_its_own_and_works_on_another() {
        let holidays = Holidays::with([
            HolidayChange {
                date: day(2023, 10, 16),
                name: Some("วันหยุดตามมติคณะรัฐมนตรี".into()),
            },
            HolidayChange {
                date: day(2023, 10, 23),
                name: None,
            },
        ]);
        assert_eq!(
            holidays.name(day(2023, 10, 16)),
            Some(HolidayName::Own("วันหยุดตามมติคณะรัฐมนตรี"))
        );
        assert_eq!(
            holidays.next_working_day(day(2023, 10, 13)),
            day(2023, 10, 17)
        );
        assert!(holidays.is_working_day(day(2023, 10, 23)));
        let october: Vec<_> = holidays
            .within(day(2023, 10, 1)..=day(2023, 10, 31))
            .map(|(date, _)| date.day())
            .collect();
        assert_eq!(october, [13, 16]);
        assert_eq!(
            holidays
                .within(day(2023, 10, 31)..=day(2023, 10, 1))
                .count(),
            0
        );
    }

    #[test]
    fn working_days_are_counted_over_the_new_year() {
        let holidays = Holidays::default();
        // Fri 29 Dec 2566 is a special holiday, Mon 1 Jan 2567 New Year's Day.
        assert_eq!(
            holidays.add_working_days(day(2023, 12, 28), 1),
            day(2024, 1, 2)
        );
        assert_eq!(
            holidays.add_working_days(day(2023, 12, 30), 0),
            day(2024, 1, 2)
        );
        assert_eq!(
            holidays.previous_working_day(day(2024, 1, 1)),
            day(2023, 12, 28)
        );
    }

    #[test]
    fn a_year_beyond_the_table_has_weekends_only_and_says_so() {
        let unknown = day(common_last() + 1, 4, 13);
        assert!(!Holidays::knows(unknown));
        assert!(Holidays::default().name(unknown).is_none());
        assert!(Holidays::knows(day(common_last(), 12, 31)));
    }

    fn common_last() -> i32 {
        crate::domain::calendar::common_year(Holidays::known_through())
    }

    #[test]
    fn the_last_day_of_all_calendars_does_not_fail() {
        let holidays = Holidays::default();
        holidays.add_working_days(NaiveDate::MAX, 3);
        holidays.next_working_day(NaiveDate::MAX);
        holidays.previous_working_day(NaiveDate::MIN);
    }

    proptest! {
        #[test]
        fn the_next_working_day_is_one_and_none_lies_before_it(
            date in any_day(), holidays in any_changes()
        ) {
            let next = holidays.next_working_day(date);
            prop_assert!(next >= date && holidays.is_working_day(next));
            prop_assert!(date.iter_days().take_while(|&day| day < next).all(|day| !holidays.is_working_day(day)));
            prop_assert_eq!(holidays.next_working_day(next), next);
            let previous = holidays.previous_working_day(date);
            prop_assert!(previous <= date && holidays.is_working_day(previous));
        }

        #[test]
        fn adding_working_days_counts_each_of_them_once(
            date in any_day(), days in 1u32..40, holidays in any_changes()
        ) {
            let end = holidays.add_working_days(date, days);
            let counted = date.iter_days().skip(1).take_while(|&day| day <= end)
                .filter(|&day| holidays.is_working_day(day)).count();
            prop_assert_eq!(counted, days as usize);
            prop_assert!(holidays.is_working_day(end));
        }
    }
}
