//! Takes a copy into an empty place. Rows go into one transaction and files into a folder aside; only when all was
//! read, its sums are right and every row names what there is do both take their places.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;
use tokio::sync::mpsc::{self, Receiver};

use super::archive::{self, Entry, HEAD, Identities, SUMS};
use super::sums::{Counting, Head, Sums};
use crate::store::blobs::Blobs;
use crate::store::evidence_store::EvidenceStore;
use crate::store::whole::{Loading, Row, Table};

/// Where a copy is taken to.
pub struct Place {
    /// The database's URL.
    pub database: String,
    /// The folder in which the two below lie.
    pub data_dir: PathBuf,
    pub documents: PathBuf,
    pub evidence: PathBuf,
    /// Where evidence is kept instead, and may be already.
    pub bucket: Option<EvidenceStore>,
}

/// A copy that was taken in.
pub struct Restored {
    pub sums: Sums,
    /// Epoch milliseconds.
    pub taken_at: i64,
}

/// What was read, before it takes its place.
struct Ready {
    head: Head,
    sums: Sums,
    loading: Loading,
    aside: Aside,
}

/// Restores the copy in the file `from`, decrypted with one of the keys where it is encrypted. Whatever is wrong
/// with it or with the place, nothing is changed; but what was put into a bucket stays there under its hash.
pub async fn restore(place: &Place, from: &Path, identities: Identities) -> Result<Restored> {
    for folder in [&place.documents, &place.evidence] {
        let empty = match folder.read_dir() {
            Ok(mut inside) => inside.next().is_none(),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        ensure!(
            empty,
            "the folder {} is not empty; take an empty place",
            folder.display()
        );
    }
    let (out, mut entries) = mpsc::channel(2);
    let path = from.to_owned();
    let reading = tokio::task::spawn_blocking(move || archive::read(&path, &identities, &out));
    let ready = take_in(place, &mut entries).await;
    drop(entries);
    // What takes in only notices that nothing more comes.
    let read = reading.await?;
    let wrong = || format!("{} cannot be restored", from.display());
    read.with_context(wrong)?;
    let ready = ready.with_context(wrong)?;
    ready.settle(place).await
}

async fn take_in(place: &Place, entries: &mut Receiver<Entry>) -> Result<Ready> {
    let first = next(entries).await?;
    ensure!(
        first.name == HEAD,
        "it is no file that `rapsap backup` has written"
    );
    let head = Head::read(&first.bytes)?;
    let mut counting = Counting::of(&first.bytes);
    let mut loading = Loading::into(&place.database, &head.shape).await?;
    let mut entry = next(entries).await?;
    for table in &head.shape.tables {
        let (mut rows, mut part) = (0, 0_u64);
        while entry.name == format!("rows/{}/{:06}.jsonl", table.name, part + 1) {
            part += 1;
            counting.lines(&entry.bytes);
            rows += lines(&mut loading, table, &entry.bytes).await?;
            entry = next(entries).await?;
        }
        counting.table(table, rows);
    }
    let aside = tempfile::Builder::new()
        .prefix(".restoring-")
        .tempdir_in(&place.data_dir)
        .map(Aside)
        .with_context(|| format!("{} cannot be written to", place.data_dir.display()))?;
    let documents = Blobs::open(aside.0.path().join("documents"))?;
    let beside = EvidenceStore::folder(&aside.0.path().join("evidence"))?;
    let evidence = place.bucket.as_ref().unwrap_or(&beside);
    let mut names = BTreeSet::new();
    while entry.name != SUMS {
        let (is_evidence, name, put) = match entry.name.split_once('/') {
            Some(("documents", name)) => (false, name, documents.put(entry.bytes).await?),
            Some(("evidence", name)) => (true, name, evidence.put(entry.bytes).await?),
            _ => bail!("it holds something that `rapsap backup` does not write"),
        };
        ensure!(put == name, "a file in it is damaged");
        ensure!(names.insert((is_evidence, put)), "a file is in it twice");
        counting.file(is_evidence, name);
        entry = next(entries).await?;
    }
    let sums: Sums = serde_json::from_slice(&entry.bytes)?;
    for name in &sums.lacking {
        counting.lacks(name.clone());
    }
    ensure!(
        counting.finish() == sums,
        "it is damaged: what was read is not what was written"
    );
    ensure!(entries.recv().await.is_none(), "something follows its end");
    Ok(Ready {
        head,
        sums,
        loading,
        aside,
    })
}

/// Where files wait until everything has come; gone with whoever held it.
struct Aside(TempDir);

impl Drop for Aside {
    fn drop(&mut self) {
        // A file that is being written while the restore is let go of may come after the first look.
        for _ in 0..50 {
            let _ = std::fs::remove_dir_all(self.0.path());
            std::thread::sleep(Duration::from_millis(10));
            if !self.0.path().exists() {
                break;
            }
        }
    }
}

async fn next(entries: &mut Receiver<Entry>) -> Result<Entry> {
    entries.recv().await.context("it ends too early")
}

/// Gives the number of rows.
async fn lines(loading: &mut Loading, table: &Table, bytes: &[u8]) -> Result<u64> {
    let rows: Vec<Row> = serde_json::Deserializer::from_slice(bytes)
        .into_iter()
        .collect::<Result<_, _>>()
        .with_context(|| format!("the rows of {} are damaged", table.name))?;
    let count = rows.len() as u64;
    loading.rows(table, rows).await?;
    Ok(count)
}

impl Ready {
    async fn settle(mut self, place: &Place) -> Result<Restored> {
        self.loading.settle().await?;
        let aside = self.aside.0.path();
        let mut folders = vec![(aside.join("documents"), &place.documents)];
        if place.bucket.is_none() {
            folders.push((aside.join("evidence"), &place.evidence));
        }
        let mut moved = Vec::new();
        let mut settled = Ok(());
        for (from, to) in &folders {
            // Takes the place of an empty folder, and of nothing else.
            settled = std::fs::rename(from, to).with_context(|| {
                format!(
                    "{} cannot be made: it must be no mount and no link",
                    to.display()
                )
            });
            if settled.is_err() {
                break;
            }
            moved.push((from, to));
        }
        if settled.is_ok() {
            settled = File::open(&place.data_dir)
                .and_then(|folder| folder.sync_all())
                .context("the folder cannot be written to");
        }
        if settled.is_ok() {
            settled = self.loading.commit().await;
        }
        if settled.is_err() {
            for (from, to) in moved {
                std::fs::rename(to, from)?;
            }
        }
        settled?;
        Ok(Restored {
            sums: self.sums,
            taken_at: self.head.taken_at,
        })
    }
}
