//! `rapsap reminders`: what would be said to whom at a moment. Nothing is sent and nothing is recorded.

use anyhow::{Context as _, bail};
use chrono::{NaiveTime, Timelike as _};
use clap::Args;

use super::offices;
use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::calendar::{FiscalYear, bangkok, midnight};
use crate::domain::due::opening;
use crate::domain::thai_date::{self, DateReading};
use crate::l10n::L10n;
use crate::reminders;

/// Whose reminders, and when.
#[derive(Args)]
pub struct Options {
    /// The office, by its name or a part of it; needed where there are several
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// The moment, by the clock of Bangkok: a date and perhaps a time, e.g. "16/10/2566 09:00" or
    /// "2023-10-16" (08:30 if no time is given) [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// The same for so many days from that moment on, each at 08:30
    #[arg(long, value_name = "N", default_value_t = 0)]
    days: u64,
}

pub async fn run(config: &Config, options: &Options, clock: Clock) -> anyhow::Result<()> {
    let now = match &options.at {
        Some(at) => moment(at, clock.now())?,
        None => clock.now(),
    };
    let (store, _) = app::open(config).await?;
    let office = offices::chosen(&store, options.office.as_deref()).await?;
    let l10n = L10n::new();
    let today = bangkok(now).date_naive();
    let later = (1..=options.days).map(|days| opening(today + chrono::Days::new(days)));
    for moment in std::iter::once(now).chain(later) {
        let said = reminders::preview(&store, office, moment).await?;
        println!(
            "{}: {} messages",
            bangkok(moment).format("%Y-%m-%d %H:%M"),
            said.len()
        );
        for (name, message) in said {
            println!("\n  to {name}");
            for part in &message.screen.parts {
                let text = l10n.text(message.language, part);
                for line in text.replace("<b>", "").replace("</b>", "").lines() {
                    println!("    {line}");
                }
            }
        }
        println!();
    }
    store.close().await;
    Ok(())
}

/// Reads a date in any form that the chats understand, and a time behind it.
fn moment(text: &str, now: i64) -> anyhow::Result<i64> {
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
            assert_eq!(moment(text, now).unwrap(), now + 9 * 3_600_000, "{text}");
        }
        assert_eq!(moment("16/10/2566", now).unwrap(), opening(day));
        assert!(moment("soon", now).is_err() && moment("2023-10-16 9x:00", now).is_err());
    }
}
