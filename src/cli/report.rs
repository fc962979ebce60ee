//! `rapsap report`: a compiled version as a file for those who must edit or reuse it.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;

use super::offices;
use crate::app;
use crate::config::Config;
use crate::document::photos::Photos;
use crate::document::{docx, from_snapshot, json, pdf, published, xlsx};
use crate::domain::calendar::bangkok;
use crate::domain::period::Period;
use crate::l10n::L10n;
use crate::photos;
use crate::store::{redactions, reports};

/// Which version, and where to write it.
#[derive(Args)]
pub struct Options {
    /// The office, by its name or a part of it; needed where there are several
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// What the report covers: q1, q2, q3, q4, half or year [default: whichever was compiled last]
    #[arg(long, value_name = "PERIOD", value_parser = super::period)]
    period: Option<Period>,
    /// The version of the newest plan's report [default: the newest]
    #[arg(long = "of-version", value_name = "N")]
    of_version: Option<u32>,
    /// The copy to be published, without the personal data that is hidden; of an acknowledged version, as .pdf
    #[arg(long)]
    published: bool,
    /// The file to write; its ending says what: .docx, .xlsx, .json or .pdf. One of that name is overwritten
    file: PathBuf,
}

pub async fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let ending = options.file.extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or_default().to_lowercase();
    if !["docx", "xlsx", "json", "pdf"].contains(&ending.as_str()) {
        bail!("the file's name must end in .docx, .xlsx, .json or .pdf");
    }
    if options.published && ending != "pdf" {
        bail!("the published copy is a PDF: the file's name must end in .pdf");
    }
    let (store, _) = app::open(config).await?;
    let office = offices::chosen(&store, options.office.as_deref()).await?;
    let mut reader = store.reader().await?;
    let version = reports::version(&mut reader, office.0, options.period, options.of_version)
        .await?
        .context("there is no such version: compile the report first")?;
    let decisions = reports::decisions(&mut reader, &[version.report.0])
        .await?
        .remove(&version.report)
        .unwrap_or_default();
    let hidden = redactions::of_report(&mut reader, version.report).await?;
    drop(reader);
    store.close().await;
    let l10n = L10n::new();
    let snapshot = &version.snapshot;
    // Of what was decided upon, if anything was.
    let sha256 = decisions.last().map(|decision| decision.sha256.as_str());
    let made_at = bangkok(snapshot.compiled_at);
    let outline = from_snapshot::outline(&l10n, snapshot, &decisions, sha256);
    let photos = match ending.as_str() {
        "docx" | "pdf" => photos::of(&app::evidence(config)?, snapshot).await?,
        _ => Photos::new(),
    };
    let bytes = match ending.as_str() {
        "docx" => docx::docx(&outline, &photos, made_at)?,
        "xlsx" => xlsx::xlsx(&l10n, snapshot)?,
        "pdf" if options.published => published::pdf(
            &l10n, snapshot, &decisions, &hidden, &photos,
        )?
        .context(
            "there is no such copy: the version is not acknowledged, or nothing is hidden in it \
                 and what was acknowledged is published as it is",
        )?,
        "json" => json::json(&l10n, snapshot, &decisions, sha256)?,
        _ => pdf::pdf(&outline, &photos, made_at)?,
    };
    std::fs::write(&options.file, bytes)
        .with_context(|| format!("{} cannot be written", options.file.display()))?;
    println!(
        "written: version {} of fiscal year {} ({})",
        snapshot.version,
        snapshot.fiscal_year,
        snapshot.period.as_str()
    );
    Ok(())
}
