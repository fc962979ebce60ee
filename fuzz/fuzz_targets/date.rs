//! A typed date: never a failure, and what was read as a date is read the same when it is written out.
#![no_main]

use chrono::{Datelike, NaiveDate};
use libfuzzer_sys::fuzz_target;
use rapsap::domain::calendar::{FiscalYear, buddhist_year};
use rapsap::domain::thai_date::{DateReading, parse};

fuzz_target!(|input: (&str, u16, u16)| {
    let (text, day, near) = input;
    let today =
        NaiveDate::from_ymd_opt(1950, 1, 1).expect("a date") + chrono::Days::new(day.into());
    let near = FiscalYear::new(2500 + i32::from(near % 200)).expect("a fiscal year");
    if let DateReading::Date(date) = parse(text, today, near) {
        let again = format!(
            "{}/{}/{}",
            date.day(),
            date.month(),
            buddhist_year(date.year())
        );
        assert_eq!(
            parse(&again, today, near),
            DateReading::Date(date),
            "{again}"
        );
    }
});
