//! The data folder and what is kept in it, or in the bucket.

use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::Result;
use rustix::fs::StatVfsMountFlags;

use super::Findings;
use crate::app;
use crate::config::Config;
use crate::store;
use crate::store::blobs::Blobs;

/// Files of a kind that are read unless all are.
const SOME: usize = 50;
/// With less room than this (bytes) a disk counts as full, as [`crate::health::minder`] has it.
const FULL: u64 = 1 << 20;
/// Room that is worth a word when less is free, in bytes, beyond what the limits keep.
const SPARE: u64 = 512 << 20;

/// Whether the folder is there, can be written to, is nobody else's to read and has room.
pub fn folder(config: &Config, findings: &mut Findings) {
    let folder = &config.data_dir;
    let Ok(there) = folder.metadata() else {
        let advice = "it is made by rapsap import and rapsap serve; else look at --data-dir";
        return findings.fail(
            "folder",
            format!("there is no {}", folder.display()),
            advice,
        );
    };
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(b"rapsap doctor")?;
        file.as_file().sync_all()
    });
    match written {
        Ok(()) => findings.well("folder", "it can be written to"),
        Err(error) => findings.fail(
            "folder",
            format!("it cannot be written to: {error}"),
            "look at its owner, its rights and the disk",
        ),
    }
    if there.permissions().mode() & 0o077 != 0 {
        findings.warn(
            "folder",
            "other users of this machine can read it",
            format!("chmod 700 {}", folder.display()),
        );
    }
    disks(config, findings);
}

/// Whether there is room wherever something is written.
fn disks(config: &Config, findings: &mut Findings) {
    let database = store::file_of(config.database.reveal()).ok().flatten();
    let of_database = database.as_deref().and_then(Path::parent);
    let folders = [
        Some(config.data_dir.clone()),
        of_database.map(Path::to_owned),
        config.evidence.is_none().then(|| config.evidence_folder()),
    ];
    let mut seen = Vec::new();
    for folder in folders.into_iter().flatten() {
        let folder = match folder.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => folder,
        };
        let (Ok(there), Ok(disk)) = (folder.metadata(), rustix::fs::statvfs(&folder)) else {
            continue;
        };
        if seen.contains(&there.dev()) {
            continue;
        }
        seen.push(there.dev());
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        let says = format!("{} MB are free in {}", free >> 20, folder.display());
        let least = config.limits.free_bytes;
        if disk.f_flag.contains(StatVfsMountFlags::RDONLY) {
            let says = format!("{} lies on a disk that is read-only", folder.display());
            findings.fail(
                "disk",
                says,
                "let it be mounted so that it can be written to",
            );
        } else if free < FULL {
            let advice = "make room: nothing can be kept, and everything goes on by itself once there is room";
            findings.fail("disk", says, advice);
        } else if free < least {
            let advice = "make room: files that people send wait at Telegram's until there is";
            findings.fail("disk", says, advice);
        } else if free < least.saturating_add(SPARE) {
            findings.warn("disk", says, "make room soon");
        } else {
            findings.well("disk", says);
        }
    }
}

/// Whether the files that the database names are there and what they were.
pub async fn kept(
    config: &Config,
    [documents, evidence]: [Vec<String>; 2],
    all: bool,
    findings: &mut Findings,
) {
    let (wanted, known) = (some(&documents, all), documents.len());
    let gone = gone_documents(config, &wanted).await;
    tell("documents", wanted.len(), known, gone, findings);
    let (wanted, known) = (some(&evidence, all), evidence.len());
    let gone = gone_evidence(config, &wanted).await;
    tell("evidence", wanted.len(), known, gone, findings);
}

/// All, or some that are spread over all.
fn some(names: &[String], all: bool) -> Vec<&String> {
    let step = match all {
        true => 1,
        false => names.len().div_ceil(SOME).max(1),
    };
    names.iter().step_by(step).collect()
}

async fn gone_documents<'a>(config: &Config, names: &[&'a String]) -> Result<Vec<&'a String>> {
    // Opening makes the folder.
    if !config.blobs().is_dir() {
        return Ok(names.to_vec());
    }
    let blobs = Blobs::open(config.blobs())?;
    let mut gone = Vec::new();
    for &name in names {
        if blobs.get(name).await.is_err() {
            gone.push(name);
        }
    }
    Ok(gone)
}

async fn gone_evidence<'a>(config: &Config, names: &[&'a String]) -> Result<Vec<&'a String>> {
    if config.evidence.is_none() && !config.evidence_folder().is_dir() {
        return Ok(names.to_vec());
    }
    let store = app::evidence(config)?;
    let mut gone = Vec::new();
    for &name in names {
        if store.find(name).await?.is_none() {
            gone.push(name);
        }
    }
    Ok(gone)
}

fn tell(
    about: &'static str,
    read: usize,
    known: usize,
    gone: Result<Vec<&String>>,
    findings: &mut Findings,
) {
    let advice = "bring them back from a copy into their place: the first two letters of the name, then the name";
    match gone {
        Err(error) => findings.fail(
            about,
            format!("they cannot be asked for: {error:#}"),
            "look at evidence, the bucket's address and its AWS_… variables",
        ),
        Ok(gone) if gone.is_empty() && read == known => {
            findings.well(about, format!("all {known} files are what they were"));
        }
        Ok(gone) if gone.is_empty() => findings.well(
            about,
            format!("{read} of {known} files were read, and are what they were (--all reads all)"),
        ),
        Ok(gone) => {
            let names: Vec<_> = gone
                .iter()
                .map(|name| format!("\n{:20}   {name}", ""))
                .collect();
            let says = format!(
                "{} of {read} files that were read are gone or damaged:{}",
                gone.len(),
                names.concat()
            );
            findings.fail(about, says, advice);
        }
    }
}
