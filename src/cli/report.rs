//! `rapsap report`: a compiled version as a file for those who must edit or reuse it.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Args;

use super::offices;
use crate::app;
use crate::config::Config;
use crate::document::json;
use crate::document::photos::Photos;
use crate::domain::period::Period;
use crate::domain::report::DocumentKind;
use crate::l10n::L10n;
use crate::photos;
use crate::press::Press;
use crate::press::job::{Job, Paper};
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
    /// Print the JSON Schema (draft 2020-12) that .json files keep to, and write nothing
    #[arg(long, exclusive = true)]
    schema: bool,
    /// The file to write; its ending says what: .docx, .xlsx, .json or .pdf. One of that name is overwritten
    #[arg(required_unless_present = "schema")]
    file: Option<PathBuf>,
}

pub async fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    if options.schema {
        print!("{}", json::SCHEMA);
        return Ok(());
    }
    let file = options.file.as_ref().context("name the file to write")?;
    let ending = file.extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or_default().to_lowercase();
    if !["docx", "xlsx", "json", "pdf"].contains(&ending.as_str()) {
        bail!("the file's name must end in .docx, .xlsx, .json or .pdf");
    }
    if options.published && ending != "pdf" {
        bail!("the published copy is a PDF: the file's name must end in .pdf");
    }
    let (store, _) = app::open_existing(config).await?;
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
    let snapshot = version.snapshot;
    let kind = match ending.as_str() {
        "docx" => DocumentKind::AcknowledgedDocx,
        "xlsx" => DocumentKind::Xlsx,
        "json" => DocumentKind::Json,
        _ if options.published => DocumentKind::Published,
        _ => DocumentKind::Acknowledged,
    };
    let press = Press::itself(Arc::new(L10n::new()));
    let photos = match kind.shows_photos() {
        true => {
            let evidence = app::evidence(config)?.to_be_read();
            photos::of(&press, &evidence, photos::shown(&snapshot)).await?
        }
        false => Photos::new(),
    };
    let paper = Paper {
        kind,
        made_at: snapshot.compiled_at,
        // Of what was decided upon, if anything was.
        report_sha256: decisions.last().map(|decision| decision.sha256.clone()),
        acknowledged_sha256: None,
        snapshot: snapshot.clone(),
        decisions,
        hidden,
    };
    let bytes = press
        .make(Job::Paper(paper.into()), photos)
        .await?
        .context(
            "there is no such copy: the version is not acknowledged, or nothing is hidden in it \
         and what was acknowledged is published as it is",
        )?;
    std::fs::write(file, bytes).with_context(|| format!("{} cannot be written", file.display()))?;
    println!(
        "written: version {} of fiscal year {} ({})",
        snapshot.version,
        snapshot.fiscal_year,
        snapshot.period.as_str()
    );
    Ok(())
}
