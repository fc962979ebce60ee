//! Writes a copy while people go on working: the rows are those of one moment, and what they name was kept before
//! they were written and is never deleted.

use std::path::Path;

use age::x25519::Recipient;
use anyhow::{Context as _, Result, ensure};
use tokio::sync::mpsc::{self, Sender};

use super::Rooms;
use super::archive::{self, Entry, HEAD, SUMS};
use super::sums::{Counting, FORMAT, Head, Sums};
use crate::store::trouble;
use crate::store::whole::Taken;

/// A table's lines are cut into entries of about this many bytes.
const PART: usize = 1 << 20;

/// A copy that was written.
pub struct Written {
    pub sums: Sums,
    /// The file's size.
    pub bytes: u64,
}

/// What writes the file has ended.
#[derive(Debug, thiserror::Error)]
#[error("the file cannot be written")]
struct Unheard;

/// Writes everything into the file `to`, which must not be there yet, for `recipients` alone to read if there are
/// any. `now` in epoch milliseconds.
pub async fn backup(
    taken: Taken,
    rooms: &Rooms,
    to: &Path,
    recipients: Vec<Recipient>,
    now: i64,
) -> Result<Written> {
    ensure!(!to.exists(), "{} is there already", to.display());
    let (out, entries) = mpsc::channel(2);
    let path = to.to_owned();
    let writing = tokio::task::spawn_blocking(move || archive::write(entries, &path, &recipients));
    let copied = copy(taken, rooms, out, now).await;
    let written = writing.await?;
    match copied {
        Err(error) if !error.is::<Unheard>() => Err(error),
        copied => Ok(Written {
            bytes: written?,
            sums: copied?,
        }),
    }
}

async fn copy(mut taken: Taken, rooms: &Rooms, out: Sender<Entry>, now: i64) -> Result<Sums> {
    let head = serde_json::to_vec(&Head {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        taken_at: now,
        shape: taken.shape.clone(),
    })?;
    let mut counting = Counting::of(&head);
    put(&out, HEAD.to_owned(), head).await?;
    for table in taken.shape.tables.clone() {
        let (mut rows, mut part, mut lines) = (0, 0, Vec::new());
        let mut send = async |part: &mut u64, lines: &mut Vec<u8>| {
            *part += 1;
            counting.lines(lines);
            let name = format!("rows/{}/{part:06}.jsonl", table.name);
            put(&out, name, std::mem::take(lines)).await
        };
        taken
            .rows(&table, async |row| {
                serde_json::to_writer(&mut lines, &row)?;
                lines.push(b'\n');
                rows += 1;
                if lines.len() >= PART {
                    send(&mut part, &mut lines).await?;
                }
                Ok(())
            })
            .await?;
        if !lines.is_empty() {
            send(&mut part, &mut lines).await?;
        }
        counting.table(&table, rows);
    }
    let [documents, evidence] = taken.files().await?;
    // Whoever reads for long keeps SQLite from tidying up.
    taken.close().await?;
    for name in documents {
        match rooms.blobs.get(&name).await {
            Ok(bytes) => {
                counting.file(false, &name);
                put(&out, format!("documents/{name}"), bytes).await?;
            }
            Err(error) if trouble::is_passing(&error) => return Err(error),
            Err(error) => {
                tracing::error!("a document is lacking: {error:#}");
                counting.lacks(name);
            }
        }
    }
    for name in evidence {
        match rooms.evidence.find(&name).await? {
            Some(bytes) => {
                counting.file(true, &name);
                put(&out, format!("evidence/{name}"), bytes).await?;
            }
            None => counting.lacks(name),
        }
    }
    let sums = counting.finish();
    let last = serde_json::to_vec(&sums).context("write down the sums")?;
    put(&out, SUMS.to_owned(), last).await?;
    Ok(sums)
}

async fn put(out: &Sender<Entry>, name: String, bytes: Vec<u8>) -> Result<()> {
    let sent = out.send(Entry { name, bytes }).await;
    sent.map_err(|_| Unheard.into())
}
