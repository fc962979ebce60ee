//! `rapsap export-plan`: an office's plan as a file that `rapsap import` reads.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};

use super::offices;
use crate::app;
use crate::config::Config;
use crate::l10n::L10n;
use crate::plan_file::{self, PlanFile};
use crate::store::offices::with_plan;

/// What to write, and where.
#[derive(Args)]
pub struct Options {
    /// The office, by its name or a part of it; needed where there are several
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// The kind of file [default: by the ending of its name]
    #[arg(long, value_name = "KIND")]
    format: Option<Kind>,
    /// The file to write, e.g. plan-2566.xlsx or plan-2566.toml; one of that name is overwritten
    file: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Xlsx,
    Toml,
}

pub async fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let ending = options.file.extension().and_then(|ending| ending.to_str());
    let kind = match (options.format, ending) {
        (Some(kind), _) => kind,
        (None, Some("xlsx")) => Kind::Xlsx,
        (None, Some("toml")) => Kind::Toml,
        (None, _) => bail!("say what to write with --format xlsx or --format toml"),
    };
    let (store, _) = app::open_existing(config).await?;
    let office = offices::chosen(&store, options.office.as_deref()).await?;
    let plan = with_plan(&store, office)
        .await?
        .context("this office has no plan yet")?;
    store.close().await;
    let plan = PlanFile::of(&plan);
    let bytes = match kind {
        Kind::Xlsx => plan_file::write_workbook(&plan, &L10n::new())?,
        Kind::Toml => plan_file::write_toml(&plan).into_bytes(),
    };
    std::fs::write(&options.file, bytes)
        .with_context(|| format!("{} cannot be written", options.file.display()))?;
    println!("written: {}", super::import::summary(&plan));
    Ok(())
}
