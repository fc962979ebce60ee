//! `rapsap reminders`: what would be said to whom at a moment. Nothing is sent and nothing is recorded.

use clap::Args;

use super::{moment, offices};
use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::calendar::bangkok;
use crate::domain::due::opening;
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
    /// The same for so many days from that moment on, each at 08:30, as if what is shown had been sent
    #[arg(long, value_name = "N", default_value_t = 0)]
    days: u64,
}

pub async fn run(config: &Config, options: &Options, clock: Clock) -> anyhow::Result<()> {
    let now = match &options.at {
        Some(at) => moment::read(at, clock.now())?,
        None => clock.now(),
    };
    let (store, _) = app::open_existing(config).await?;
    let office = offices::chosen(&store, options.office.as_deref()).await?;
    let l10n = L10n::new();
    let today = bangkok(now).date_naive();
    let later = (1..=options.days).map(|days| opening(today + chrono::Days::new(days)));
    let moments = std::iter::once(now).chain(later);
    for (moment, said) in reminders::preview(&store, office, moments).await? {
        println!(
            "{}: {} messages",
            bangkok(moment).format("%Y-%m-%d %H:%M"),
            said.len()
        );
        for said in said {
            println!("\n  to {}", said.name);
            for part in &said.message.screen.parts {
                let text = l10n.text(said.message.language, part);
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
