//! `rapsap verify`: whether a file, or a short code on paper, is what was acknowledged, or evidence as it was filed.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;

use crate::app;
use crate::config::Config;
use crate::domain::language::Language;
use crate::domain::verified::{Probe, Verdict};
use crate::l10n::L10n;
use crate::store::{blobs::sha256, verify};
use crate::wording;

/// What to look up.
#[derive(Args)]
pub struct Options {
    /// The file to look up, or the short code that stands on a document
    #[arg(value_name = "FILE_OR_CODE")]
    what: PathBuf,
    /// The language of the answer: en or th
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
}

/// Success if the file is one of a version that was acknowledged, or evidence as it was filed.
pub async fn run(config: &Config, options: &Options) -> anyhow::Result<ExitCode> {
    let code = match options.what.to_str() {
        // A file of that name is what is meant.
        Some(typed) if !options.what.exists() => Probe::read(typed),
        _ => None,
    };
    let (probe, by) = match code {
        Some(Probe::Code(code)) => (Probe::Code(code), "code"),
        Some(hash) => (hash, "hash"),
        None => {
            let bytes = std::fs::read(&options.what)
                .with_context(|| format!("{} cannot be read", options.what.display()))?;
            (Probe::Sha256(sha256(&bytes)), "file")
        }
    };
    let (store, _) = app::open_existing(config).await?;
    let mut reader = store.reader().await?;
    let found = verify::find(&mut reader, &probe, None).await?;
    let evidence = match &probe {
        Probe::Sha256(hash) if found.is_none() => verify::evidence(&mut reader, hash, None).await?,
        _ => Vec::new(),
    };
    drop(reader);
    store.close().await;
    let l10n = L10n::new();
    let language = Language::parse(&options.language).context("there is no such language")?;
    let Some(found) = found else {
        if let Probe::Sha256(hash) = &probe {
            println!("SHA-256 {hash}");
        }
        if !evidence.is_empty() {
            println!("{}", l10n.text(language, &wording::evidence(&evidence, by)));
            let filed = evidence.iter().any(|kept| !kept.quarters.is_empty());
            return Ok(match filed {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            });
        }
        println!("unknown: none of the documents in this database; it may have been changed");
        return Ok(ExitCode::FAILURE);
    };
    println!("{}", l10n.text(language, &wording::verified(&found, by)));
    println!("SHA-256 {}", found.sha256);
    Ok(match found.verdict() {
        Verdict::Acknowledged
        | Verdict::Published
        | Verdict::Memo
        | Verdict::MadeOfAcknowledged => ExitCode::SUCCESS,
        Verdict::Older | Verdict::NotYet => ExitCode::FAILURE,
    })
}
