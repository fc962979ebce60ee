//! A moment as it is written on the command line.

use anyhow::{Context as _, bail};
use chrono::{NaiveTime, Timelike as _};

use crate::domain::calendar::{FiscalYear, bangkok, midnight};
use crate::domain::due::opening;
use crate::domain::thai_date::{self, DateReading};

/// Reads a date in any form that the chats understand, and perhaps a time behind it, by the clock of
/// Bangkok; 08:30 if there is none. In epoch milliseconds, as `now` is.
pub fn read(text: &str, now: i64) -> anyhow::Result<i64> {
    let today = bangkok(now).date_naive();
    let (date, time) = match text.trim().rsplit_once([' ', 'T']) {
        Some((date, time)) if time.contains(':') => (date, Some(time)),
        _ => (text.trim(), None),
    };
    let DateReading::Date(date) = thai_date::parse(date, today, FiscalYear::of(today)) else {
        bail!("{text:?} is no date; write it like 16/10/2566 or 2023-10-16");
    };
    let Some(time) = time else {
        return Ok(opening(date));
    };
    let time = NaiveTime::parse_from_str(time, "%H:%M")
        .with_context(|| format!("{time:?} is no time; write it like 09:00"))?;
    Ok(midnight(date) + i64::from(time.num_seconds_from_midnight()) * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_in_either_era_with_or_without_its_time() {
        let day = chrono::NaiveDate::from_ymd_opt(2023, 10, 16).unwrap();
        let now = midnight(day);
        for text in ["2023-10-16 09:00", "16/10/2566 09:00", "2023-10-16T09:00"] {
            assert_eq!(read(text, now).unwrap(), now + 9 * 3_600_000, "{text}");
        }
        assert_eq!(read("16/10/2566", now).unwrap(), opening(day));
        assert!(read("soon", now).is_err() && read("2023-10-16 9x:00", now).is_err());
    }
}
