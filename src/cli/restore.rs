//! `rapsap restore`: what `rapsap backup` wrote, into an empty place.

use std::path::PathBuf;

use clap::Args;

use super::place;
use crate::app;
use crate::config::Config;
use crate::domain::calendar::bangkok;
use crate::keeping::{self, Place};

/// What to restore.
#[derive(Args)]
pub struct Options {
    /// The file of age's key, if the copy is encrypted
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// The file that `rapsap backup` wrote
    from: PathBuf,
}

pub async fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let identities = match &options.identity {
        Some(file) => keeping::identities(file)?,
        None => Vec::new(),
    };
    // Before anything is made.
    std::fs::File::open(&options.from)
        .map_err(|error| anyhow::anyhow!("{} cannot be read: {error}", options.from.display()))?;
    app::make_data_dir(config)?;
    let _sole = place::alone(&config.database).await?;
    let bucket = match &config.evidence {
        Some(_) => Some(app::evidence(config)?),
        None => None,
    };
    let to = Place {
        database: config.database.reveal().to_owned(),
        data_dir: config.data_dir.clone(),
        documents: config.blobs(),
        evidence: config.evidence_folder(),
        bucket,
        patience: keeping::PATIENCE,
    };
    let restored = keeping::restore(&to, &options.from, identities).await?;
    let sums = &restored.sums;
    println!(
        "restored as of {}: {} rows, {} documents, {} files of evidence",
        bangkok(restored.taken_at).format("%Y-%m-%d %H:%M:%S"),
        sums.rows(),
        sums.documents,
        sums.evidence
    );
    if !sums.lacking.is_empty() {
        println!(
            "{} files were gone or damaged when it was written",
            sums.lacking.len()
        );
    }
    place::record(config).await
}
