//! `rapsap move`: everything in the database into another one, such as from SQLite to PostgreSQL.

use anyhow::{bail, ensure};
use clap::Args;

use super::place;
use crate::config::{Config, DatabaseUrl};
use crate::keeping;
use crate::store::same;
use crate::store::whole::Uncommitted;

/// Where to.
#[derive(Args)]
pub struct Options {
    /// The new database, which must be empty: sqlite:PATH or postgres://… A URL with a password is better
    /// given in the variable, since other users of the machine can read command lines
    #[arg(
        long,
        value_name = "URL",
        env = "RAPSAP_MOVE_TO",
        hide_env_values = true
    )]
    to: String,
}

/// The error does not say it: it may hold a password.
fn url(text: &str) -> anyhow::Result<DatabaseUrl> {
    if let Some(path) = text.strip_prefix("sqlite:") {
        let path = path.split('?').next().unwrap_or_default();
        ensure!(
            !path.is_empty() && !path.contains(":memory:"),
            "the new database needs a file"
        );
    }
    match text {
        text if text.starts_with("postgres:") || text.starts_with("postgresql:") => {
            Ok(DatabaseUrl::new(text))
        }
        text if text.starts_with("sqlite:") && text.contains("mode=") => Ok(DatabaseUrl::new(text)),
        text if text.starts_with("sqlite:") => {
            let mark = if text.contains('?') { '&' } else { '?' };
            Ok(DatabaseUrl::new(format!("{text}{mark}mode=rwc")))
        }
        _ => bail!("the new database is neither sqlite:PATH nor postgres://…"),
    }
}

pub async fn run(mut config: Config, options: Options) -> anyhow::Result<()> {
    let (from, to) = (&config.database, url(&options.to)?);
    ensure!(
        !same::database(from.reveal(), to.reveal()).await,
        "both are the same database"
    );
    let here = place::alone(from).await?;
    let there = place::alone(&to).await?;
    let moved = keeping::move_over(from.reveal(), to.reveal(), keeping::PATIENCE).await;
    let rows = moved.map_err(|error| {
        let unknown = matches!(error.downcast_ref(), Some(Uncommitted::Unknown));
        let error = error.context(format!("{from} cannot be moved to {to}"));
        match unknown {
            true => {
                error.context("once it answers, rapsap doctor --database says whether all is there")
            }
            false => error,
        }
    })?;
    drop((here, there));
    println!(
        "moved: {rows} rows; {from} is as it was and needed no more. From now on say\n  \
         RAPSAP_DATABASE or database in the configuration file: {to}\n\
         The documents and the evidence stay where they are."
    );
    config.database = to;
    place::record(&config).await
}
