//! `rapsap backup`: everything in one file, while the bot runs or not.

use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;

use age::x25519::Recipient;
use anyhow::Context as _;
use clap::Args;

use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::calendar::bangkok;
use crate::keeping::{self, Rooms};
use crate::store::blobs::Blobs;
use crate::store::whole::Taken;

/// Where to write, and for whom.
#[derive(Args)]
pub struct Options {
    /// Who alone can read it, as age-keygen prints it (age1…); may be given several times
    #[arg(long, value_name = "AGE1…", value_parser = keeping::recipient)]
    recipient: Vec<Recipient>,
    /// The file to write, which must not be there yet; in a folder, a file named for this moment
    to: PathBuf,
}

pub async fn run(config: &Config, options: Options, clock: Clock) -> anyhow::Result<()> {
    let now = clock.now();
    let mut to = options.to;
    let is_folder = to.as_os_str().as_bytes().ends_with(b"/");
    anyhow::ensure!(
        !is_folder || to.is_dir(),
        "there is no folder {}",
        to.display()
    );
    if to.is_dir() {
        let ending = match options.recipient.is_empty() {
            true => "tar",
            false => "tar.age",
        };
        let at = bangkok(now).format("%Y-%m-%d-%H%M%S");
        to.push(format!("rapsap-{at}.{ending}"));
    }
    let taken = Taken::of(config.database.reveal())
        .await
        .with_context(|| format!("the database {} cannot be read", config.database))?;
    let rooms = Rooms {
        blobs: Blobs::open(config.blobs())?,
        evidence: app::evidence(config)?,
    };
    let written = keeping::backup(taken, &rooms, &to, options.recipient, now).await?;
    let sums = &written.sums;
    println!(
        "written: {}, {} rows, {} documents, {} files of evidence, {} kB",
        to.display(),
        sums.rows(),
        sums.documents,
        sums.evidence,
        written.bytes.div_ceil(1000)
    );
    anyhow::ensure!(
        sums.lacking.is_empty(),
        "{} files are gone or damaged and not in it: rapsap doctor --all names them",
        sums.lacking.len()
    );
    Ok(())
}
