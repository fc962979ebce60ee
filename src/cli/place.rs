//! Where an installation keeps its things, and what commands that copy or move them ask of the place.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use crate::app;
use crate::config::{Config, DatabaseUrl, Layer};
use crate::store::audit;
use crate::store::sole::{self, Sole};

/// Where an installation keeps its settings and its data.
#[derive(Args)]
pub struct Place {
    /// Configuration file (TOML) [env: RAPSAP_CONFIG]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Database: sqlite:PATH or postgres://… [env: RAPSAP_DATABASE] [default: rapsap.db in the data folder]
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Folder for the database and the documents [env: RAPSAP_DATA_DIR] [default: data]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

impl Place {
    /// What is said there, in the environment and in the file.
    pub fn config(self, api_url: Option<String>) -> anyhow::Result<Config> {
        let flags = Layer {
            api_url,
            database: self.database.map(DatabaseUrl::new),
            data_dir: self.data_dir,
            ..Layer::default()
        };
        Config::load(flags, self.config.as_deref(), |name| {
            std::env::var(name).ok()
        })
    }
}

/// Keeps other programs from serving the database. Fails if one does.
pub async fn alone(database: &DatabaseUrl) -> anyhow::Result<Sole> {
    let sole = sole::take(database.reveal()).await;
    sole.with_context(|| format!("the database {database} cannot be opened"))?
        .with_context(|| format!("a program serves the database {database}: end it first"))
}

/// Says whether the record of what was done is whole.
pub async fn record(config: &Config) -> anyhow::Result<()> {
    let (store, _) = app::open_existing(config).await?;
    let faults = audit::faults(&mut *store.reader().await?).await?;
    store.close().await;
    anyhow::ensure!(
        faults == 0,
        "its record is not what was written, here as there: {faults} faults; rapsap audit names them"
    );
    println!("its record is whole");
    Ok(())
}
