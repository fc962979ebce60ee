//! Makes the files that are wanted, oldest first: words from the snapshot, pages off the async
//! threads, bytes into the blob store, and the news to whoever wanted the file. What stands on the
//! pages is the document's matter.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use tokio::sync::{Semaphore, watch};

use crate::clock::Clock;
use crate::document::photos::{self, Photos};
use crate::document::{from_snapshot, pdf};
use crate::domain::calendar::bangkok;
use crate::domain::report::Snapshot;
use crate::l10n::L10n;
use crate::store::Store;
use crate::store::blobs::Blobs;
use crate::store::documents::{self, Wanted};
use crate::store::evidence_store::EvidenceStore;

/// Files made at the same time, counting those that were given up but still run.
const PRESSES: usize = 2;
/// The longest a file may take; a report takes well under a second in a release build [ours].
const BUDGET: Duration = Duration::from_secs(120);
/// How often to look for wanted files without being told.
const GLANCE: Duration = Duration::from_secs(30);

/// What printing needs.
#[derive(Clone)]
pub struct Printer {
    pub store: Store,
    pub blobs: Blobs,
    pub evidence: EvidenceStore,
    pub l10n: Arc<L10n>,
    pub clock: Clock,
}

impl Printer {
    /// Prints until `stop` turns true. A file that is being made then is made again at the next start.
    pub async fn run(self, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let presses = Arc::new(Semaphore::new(PRESSES));
        while !*stop.borrow() {
            let printed = tokio::select! {
                printed = self.turn(&presses) => printed,
                _ = stop.changed() => break,
            };
            match printed {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => {
                    tracing::error!("wanted documents cannot be looked up or recorded: {error:#}")
                }
            }
            tokio::select! {
                () = self.store.documents_wanted.clone().notified_owned() => {}
                () = tokio::time::sleep(GLANCE) => {}
                _ = stop.changed() => {}
            }
        }
        Ok(())
    }

    /// Makes the oldest wanted file; false if none is wanted.
    async fn turn(&self, presses: &Arc<Semaphore>) -> anyhow::Result<bool> {
        let Some(wanted) = documents::oldest_wanted(&self.store).await? else {
            return Ok(false);
        };
        let document = wanted.document;
        let begun = Instant::now();
        match self.print(wanted, presses).await {
            Ok((sha256, size)) => {
                documents::done(&self.store, document, &sha256, size, self.clock.now()).await?;
                let milliseconds = begun.elapsed().as_millis();
                tracing::info!(
                    document = document.0,
                    size,
                    milliseconds,
                    "a document is made"
                );
            }
            Err(error) => {
                tracing::error!(
                    document = document.0,
                    "a document cannot be made: {error:#}"
                );
                documents::failed(
                    &self.store,
                    document,
                    &format!("{error:#}"),
                    self.clock.now(),
                )
                .await?;
            }
        }
        Ok(true)
    }

    /// The file's SHA-256 and its size in bytes.
    async fn print(
        &self,
        wanted: Wanted,
        presses: &Arc<Semaphore>,
    ) -> anyhow::Result<(String, i64)> {
        let press = presses.clone().acquire_owned().await?;
        let photos = photos(&self.evidence, &wanted.snapshot).await?;
        let l10n = self.l10n.clone();
        let making = tokio::task::spawn_blocking(move || {
            // Held by the thread, not by the waiting: a file that takes too long still takes its press.
            let _press = press;
            catch_unwind(AssertUnwindSafe(|| make(&l10n, &wanted, &photos)))
        });
        let made = tokio::time::timeout(BUDGET, making)
            .await
            .map_err(|_| anyhow!("it takes longer than {} s", BUDGET.as_secs()))?
            .context("the printing thread ended")?;
        let bytes = made.map_err(|_| anyhow!("the document engine failed"))??;
        let size = i64::try_from(bytes.len())?;
        let sha256 = self.blobs.put(bytes).await?;
        Ok((sha256, size))
    }
}

/// The photos that a version shows, made ready one after the other. One that is gone, damaged or not to be
/// read is left out, and the document says so in its place.
///
/// # Errors
/// If the evidence store cannot be reached.
pub async fn photos(evidence: &EvidenceStore, snapshot: &Snapshot) -> anyhow::Result<Photos> {
    let shown: Vec<_> = (snapshot.files.iter())
        .filter(|file| from_snapshot::is_shown(&file.kind))
        .collect();
    let count = shown.len();
    let mut photos = Photos::new();
    for file in shown {
        let id = file.file.0;
        let Some(bytes) = evidence.find(&file.sha256).await? else {
            continue;
        };
        let preparing = tokio::task::spawn_blocking(move || {
            catch_unwind(AssertUnwindSafe(|| photos::prepared(&bytes, count)))
        });
        match preparing.await? {
            Ok(Ok(jpeg)) => {
                photos.insert(id, jpeg);
            }
            Ok(Err(error)) => tracing::warn!(file = id, "a photo is left out: {error}"),
            Err(_) => tracing::warn!(file = id, "a photo is left out: reading it failed"),
        }
    }
    Ok(photos)
}

fn make(l10n: &L10n, wanted: &Wanted, photos: &Photos) -> anyhow::Result<Vec<u8>> {
    let outline = from_snapshot::outline(
        l10n,
        &wanted.snapshot,
        &wanted.decisions,
        wanted.report_sha256.as_deref(),
    );
    Ok(pdf::pdf(&outline, photos, bangkok(wanted.wanted_at))?)
}
