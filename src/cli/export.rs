//! `rapsap export`: everything that an office files after the acknowledgement, as a ZIP or a folder.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;

use super::offices;
use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::period::Period;
use crate::filing::{Folder, Of, Rooms, Zip};
use crate::l10n::L10n;
use crate::press::Press;
use crate::store::reports;

/// Which version, and where to write it.
#[derive(Args)]
pub struct Options {
    /// The office, by its name or a part of it; needed where there are several
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// The fiscal year, Buddhist Era, e.g. 2566 [default: the newest that was acknowledged]
    #[arg(long, value_name = "YEAR")]
    year: Option<i32>,
    /// What the report covers: q1, q2, q3, q4, half or year
    #[arg(long, value_name = "PERIOD", default_value = "year", value_parser = super::period)]
    period: Period,
    /// The ZIP to write, if its name ends in .zip; else the folder, which must not be there yet
    to: PathBuf,
}

pub async fn run(config: &Config, options: &Options, clock: Clock) -> anyhow::Result<()> {
    let (store, blobs) = app::open_existing(config).await?;
    let office = offices::chosen(&store, options.office.as_deref()).await?;
    let mut reader = store.reader().await?;
    let version = reports::acknowledged(&mut reader, office.0, options.year, options.period)
        .await?
        .context("no report is acknowledged yet")?;
    let decisions = reports::decisions(&mut reader, &[version.report.0])
        .await?
        .remove(&version.report)
        .unwrap_or_default();
    drop(reader);
    let l10n = Arc::new(L10n::new());
    let rooms = Rooms {
        evidence: app::evidence(config)?.to_be_read(),
        blobs,
        press: Press::itself(l10n.clone()),
        l10n,
        store: store.clone(),
        now: clock.now(),
    };
    let of = Of {
        office: office.0,
        report: version.report,
        snapshot: &version.snapshot,
        decisions: &decisions,
    };
    let contents = rooms.contents(&of, None).await?;
    let lacking = contents.lacking;
    let ending = options.to.extension().and_then(|ending| ending.to_str());
    if ending.is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) {
        // Whole or not at all: written beside it first.
        let folder = match options.to.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let file = tempfile::NamedTempFile::new_in(&folder)
            .with_context(|| format!("{} cannot be written to", folder.display()))?;
        let file = rooms.fill(contents, Zip::new(file)).await?.finish()?;
        file.as_file().sync_all()?;
        file.persist(&options.to)
            .with_context(|| format!("{} cannot be written", options.to.display()))?;
    } else {
        rooms
            .fill(contents, Folder::make(options.to.clone())?)
            .await?;
    }
    store.close().await;
    if lacking > 0 {
        println!("{lacking} files of evidence are not kept: see the index");
    }
    println!(
        "written: version {} of fiscal year {} ({})",
        version.snapshot.version,
        version.snapshot.fiscal_year,
        version.snapshot.period.as_str()
    );
    Ok(())
}
