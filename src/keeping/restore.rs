//! Takes a copy into an empty place. Rows go into one transaction and files into a folder aside; only when all was
//! read, its sums are right and every row names what there is do both take their places.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;
use tokio::sync::mpsc::{self, Receiver};

use super::archive::{self, Entry, HEAD, Identities, SUMS};
use super::sums::{Counting, Head, Sums};
use super::underway::Underway;
use crate::store::blobs::Blobs;
use crate::store::evidence_store::EvidenceStore;
use crate::store::whole::{Loading, Row, Table, Uncommitted};

/// What the names of folders begin with in which files wait.
const ASIDE: &str = ".restoring-";

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
    /// How long the database is asked what became of everything, where its answer was lost.
    pub patience: Duration,
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
    /// A restore before this one may have left its files.
    again: bool,
}

/// What the copy is.
enum Found {
    New(Box<Ready>),
    /// It was restored here already, by a command that did not hear of it.
    There(Restored),
}

/// Restores the copy in the file `from`, decrypted with one of the keys where it is encrypted. Whatever is wrong
/// with it or with the place, nothing is changed; but what was put into a bucket stays there under its hash. If it
/// cannot be known whether the database has taken it in, the same again finds out ([`Uncommitted::Unknown`]).
pub async fn restore(place: &Place, from: &Path, identities: Identities) -> Result<Restored> {
    let _alone = alone(&place.data_dir)?;
    let before = Underway::noted(&place.data_dir)?;
    if before.is_none() {
        for folder in [&place.documents, &place.evidence] {
            ensure!(is_empty(folder), not_empty(folder));
        }
    }
    let (out, mut entries) = mpsc::channel(2);
    let path = from.to_owned();
    let reading = tokio::task::spawn_blocking(move || archive::read(&path, &identities, &out));
    let found = take_in(place, before, &mut entries).await;
    drop(entries);
    // What takes in only notices that nothing more comes.
    let read = reading.await?;
    let wrong = || format!("{} cannot be restored", from.display());
    read.with_context(wrong)?;
    match found.with_context(wrong)? {
        Found::New(ready) => ready.settle(place).await,
        Found::There(restored) => {
            Underway::forget(&place.data_dir)?;
            Ok(restored)
        }
    }
}

/// Has the folder to itself, and takes away what a restore that was killed has left aside.
fn alone(folder: &Path) -> Result<File> {
    let wrong = || format!("{} cannot be written to", folder.display());
    let held = File::open(folder).with_context(wrong)?;
    match held.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            bail!("another restore is under way in {}", folder.display())
        }
        Err(TryLockError::Error(error)) => return Err(error).with_context(wrong),
    }
    for entry in folder.read_dir().with_context(wrong)? {
        let entry = entry?;
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(ASIDE.as_bytes()) && entry.file_type()?.is_dir() {
            std::fs::remove_dir_all(entry.path()).with_context(wrong)?;
        }
    }
    Ok(held)
}

fn is_empty(folder: &Path) -> bool {
    match folder.read_dir() {
        Ok(mut inside) => inside.next().is_none(),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

fn not_empty(folder: &Path) -> String {
    format!(
        "the folder {} is not empty; take an empty place",
        folder.display()
    )
}

async fn take_in(
    place: &Place,
    before: Option<Underway>,
    entries: &mut Receiver<Entry>,
) -> Result<Found> {
    let first = next(entries).await?;
    ensure!(
        first.name == HEAD,
        "it is no file that `rapsap backup` has written"
    );
    let head = Head::read(&first.bytes)?;
    let again = before.is_some();
    if let Some(before) = before
        && before
            .is_there(&first.bytes, &place.database, place.patience)
            .await?
    {
        return Ok(Found::There(Restored {
            sums: before.sums,
            taken_at: before.taken_at,
        }));
    }
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
        .prefix(ASIDE)
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
    let sums = Sums::read(&entry.bytes)?;
    for name in &sums.lacking {
        counting.lacks(name.clone());
    }
    ensure!(
        counting.finish() == sums,
        "it is damaged: what was read is not what was written"
    );
    ensure!(entries.recv().await.is_none(), "something follows its end");
    Ok(Found::New(Box::new(Ready {
        head,
        sums,
        loading,
        aside,
        again,
    })))
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
        let underway = Underway {
            taken_at: self.head.taken_at,
            sums: self.sums,
            mark: self.loading.mark().await?,
        };
        underway
            .note(&place.data_dir)
            .context("the folder cannot be written to")?;
        let mut moves = Moves::default();
        let settled = match moves.make(self.aside.0.path(), place) {
            Ok(()) => self.loading.commit(place.patience).await,
            Err(error) => Err(Uncommitted::Nothing(error)),
        };
        match settled {
            Ok(()) => {}
            Err(Uncommitted::Nothing(error)) => {
                moves.undo()?;
                if !self.again {
                    Underway::forget(&place.data_dir)?;
                }
                return Err(error);
            }
            // The files may be those of rows that are there.
            Err(unknown @ Uncommitted::Unknown) => {
                return Err(anyhow::Error::new(unknown)
                    .context("once it answers, say the same again, which finds out"));
            }
        }
        Underway::forget(&place.data_dir)?;
        Ok(Restored {
            sums: underway.sums,
            taken_at: underway.taken_at,
        })
    }
}

/// Folders that took another place, in order.
#[derive(Default)]
struct Moves(Vec<(PathBuf, PathBuf)>);

impl Moves {
    /// Puts what waits in `aside` where it belongs.
    fn make(&mut self, aside: &Path, place: &Place) -> Result<()> {
        self.take("documents", aside, &place.documents)?;
        if place.bucket.is_none() {
            self.take("evidence", aside, &place.evidence)?;
        }
        let folder = File::open(&place.data_dir).and_then(|folder| folder.sync_all());
        folder.context("the folder cannot be written to")
    }

    /// Takes the place of an empty folder, or of one of the same files, which a restore before has left.
    fn take(&mut self, name: &str, aside: &Path, to: &Path) -> Result<()> {
        let from = aside.join(name);
        if !is_empty(to) {
            ensure!(is_within(to, &from), not_empty(to));
            self.rename(to, &aside.join(format!("{name} before")))?;
        }
        self.rename(&from, to)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> Result<()> {
        let place = || {
            let there = to.display();
            format!("{there} cannot be made: it must be no mount and no link")
        };
        std::fs::rename(from, to).with_context(place)?;
        self.0.push((from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn undo(self) -> Result<()> {
        for (from, to) in self.0.iter().rev() {
            std::fs::rename(to, from)?;
        }
        Ok(())
    }
}

/// Whether everything in a folder is also in the other one. Names are hashes of what the files hold.
fn is_within(folder: &Path, other: &Path) -> bool {
    let Ok(inside) = folder.read_dir() else {
        return false;
    };
    inside.into_iter().all(|entry| {
        entry.is_ok_and(|entry| {
            let (one, other) = (entry.path(), other.join(entry.file_name()));
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => is_within(&one, &other),
                Ok(kind) => kind.is_file() && other.is_file(),
                Err(_) => false,
            }
        })
    })
}
