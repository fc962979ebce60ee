//! `rapsap readiness`: what an assessor would mark down in the report as it would be compiled now, counted,
//! and as a file that is printed and handed to the units.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;

use super::offices;
use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::dialogue::readiness;
use crate::domain::office::{Language, Role};
use crate::domain::period::Period;
use crate::domain::readiness::requirements::Level;
use crate::l10n::L10n;
use crate::press::Press;
use crate::press::job::Job;
use crate::store::{self, facts};

/// Whose report, and where to write it.
#[derive(Args)]
pub struct Options {
    /// The office, by its name or a part of it; needed where there are several
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// What the report covers: q1, q2, q3, q4, half or year
    #[arg(long, value_name = "PERIOD", value_parser = super::period, default_value = "year")]
    period: Period,
    /// The language of the file: en or th
    #[arg(long, value_name = "LANGUAGE", default_value = "th")]
    language: String,
    /// The PDF to write; one of that name is overwritten
    file: PathBuf,
}

pub async fn run(config: &Config, options: &Options, clock: Clock) -> anyhow::Result<()> {
    let language = Language::parse(&options.language).context("there is no such language")?;
    let (store, _) = app::open_existing(config).await?;
    let office = offices::chosen(&store, options.office.as_deref()).await?;
    let plan = store::offices::with_plan(&store, office).await?;
    let plan = Arc::new(plan.context("the office has no plan")?);
    let mut reader = store.reader().await?;
    let desks = facts::desks(&mut reader, &[Arc::clone(&plan)]).await?;
    drop(reader);
    store.close().await;
    let desk = desks.first().context("the office has no plan")?;
    let reporter = plan.with_role(Role::Reporter).next();
    let reporter = reporter.context("the office has no post of a reporter")?;
    let page = readiness::page(desk, reporter, options.period, clock.now());
    let counts = [Level::Must, Level::Should, Level::Info].map(|level| page.count(level));
    let press = Press::itself(Arc::new(L10n::new()));
    let bytes = press.one(Job::Readiness { language, page }).await?;
    std::fs::write(&options.file, bytes)
        .with_context(|| format!("{} cannot be written", options.file.display()))?;
    println!(
        "written: {} must be mended, {} should be mended, {} remarks",
        counts[0], counts[1], counts[2]
    );
    Ok(())
}
