//! `rapsap audit`: the append-only record of what was done, and whether it still is what was written.

use std::io::Write as _;

use anyhow::bail;
use clap::Args;

use super::offices;
use crate::app;
use crate::config::Config;
use crate::domain::calendar::bangkok;
use crate::domain::office::OfficeId;
use crate::store::audit::{self, Noted};
use crate::store::offices as stored;

/// Which record, and how much of it.
#[derive(Args)]
pub struct Options {
    /// The office, by its name or a part of it [default: every office]
    #[arg(long, value_name = "NAME")]
    office: Option<String>,
    /// Only say whether the record is whole
    #[arg(long)]
    quiet: bool,
    /// An entry that was noted elsewhere, as it was printed, and that must still be there; may be given several times
    #[arg(long, value_name = "SEQ:HASH")]
    expect: Vec<Noted>,
}

pub async fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let (store, _) = app::open_existing(config).await?;
    let offices: Vec<(OfficeId, String)> = match &options.office {
        Some(name) => {
            let chosen = offices::chosen(&store, Some(name)).await?;
            let all = stored::all(&store).await?;
            all.into_iter().filter(|(id, _)| *id == chosen).collect()
        }
        None => stored::all(&store).await?,
    };
    let mut reader = store.reader().await?;
    let mut faults = 0;
    let mut missing = options.expect.clone();
    let mut out = std::io::stdout();
    let mut chains: Vec<(Option<i64>, String)> = offices
        .into_iter()
        .map(|(id, name)| (Some(id.0), name))
        .collect();
    if options.office.is_none() {
        chains.push((None, "entries of no office".to_owned()));
    }
    for (office, name) in chains {
        let chain = audit::chain(&mut reader, office).await?;
        writeln!(out, "{name}")?;
        for entry in chain.entries.iter().filter(|_| !options.quiet) {
            let at = bangkok(entry.at).format("%Y-%m-%d %H:%M:%S");
            let by = entry
                .person
                .map_or_else(|| "-".to_owned(), |person| person.to_string());
            let subject = entry
                .subject
                .map_or_else(|| "-".to_owned(), |subject| subject.to_string());
            writeln!(
                out,
                "  {:>6}  {at}  {:<12} by {by} on {subject}  {}",
                entry.seq, entry.action, entry.detail
            )?;
        }
        for fault in &chain.faults {
            writeln!(out, "  FAULT: {fault}")?;
        }
        let newest = chain.newest.as_ref().map(Noted::to_string);
        writeln!(
            out,
            "  {} entries, newest {}",
            chain.entries.len(),
            newest.as_deref().unwrap_or("none")
        )?;
        faults += chain.faults.len();
        missing.retain(|noted| !chain.holds(noted));
    }
    for noted in &missing {
        writeln!(
            out,
            "FAULT: the entry {noted} that was noted is in no record that was read: what was written until then \
             was written anew"
        )?;
    }
    faults += missing.len();
    if options.office.is_none() {
        let mut elsewhere = audit::nowhere(&mut reader).await?;
        elsewhere.extend(audit::before(&mut reader).await?);
        for fault in &elsewhere {
            writeln!(out, "FAULT: {fault}")?;
        }
        faults += elsewhere.len();
    }
    drop(reader);
    store.close().await;
    if faults > 0 {
        bail!("the record is not what was written: {faults} faults");
    }
    writeln!(out, "the record is whole")?;
    Ok(())
}
