//! Makes the files that are wanted, oldest first: words from the snapshot, pages off the async
//! threads, bytes into the blob store, and the news to whoever wanted the file. What stands on the
//! pages is the document's matter.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use tokio::sync::{Semaphore, watch};

use crate::clock::Clock;
use crate::document::memo::{self, Acknowledged};
use crate::document::photos::Photos;
use crate::document::{docx, from_snapshot, json, pdf, published, xlsx};
use crate::domain::calendar::bangkok;
use crate::domain::report::Decision;
use crate::filing::{self, Zip};
use crate::l10n::L10n;
use crate::photos;
use crate::store::Store;
use crate::store::blobs::Blobs;
use crate::store::documents::{self, DocumentKind, Wanted};
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

/// A file was made and the disk does not take it.
#[derive(Debug, thiserror::Error)]
#[error("a finished document cannot be kept")]
struct NotKept;

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
                    tracing::error!("wanted documents wait: {error:#}")
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
        match self.print(&wanted, presses).await {
            Ok((sha256, size)) => {
                let now = self.clock.now();
                documents::done_as_wanted(&self.store, &wanted, &sha256, size, now).await?;
                let milliseconds = begun.elapsed().as_millis();
                tracing::info!(
                    document = document.0,
                    size,
                    milliseconds,
                    "a document is made"
                );
            }
            // The document is not to blame: it stays wanted.
            Err(error) if error.is::<NotKept>() => return Err(error),
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
        wanted: &Wanted,
        presses: &Arc<Semaphore>,
    ) -> anyhow::Result<(String, i64)> {
        let press = presses.clone().acquire_owned().await?;
        let photos = match wanted.kind.shows_photos() {
            true => photos::of(&self.evidence, &wanted.snapshot).await?,
            false => Photos::new(),
        };
        let l10n = self.l10n.clone();
        let making = async {
            if wanted.kind == DocumentKind::Filing {
                let _press = press;
                return self.pack(wanted).await;
            }
            let wanted = wanted.clone();
            let acknowledged = wanted.acknowledged_sha256.clone();
            let making = tokio::task::spawn_blocking(move || {
                // Held by the thread, not by the waiting: a file that takes too long still takes its press.
                let _press = press;
                catch_unwind(AssertUnwindSafe(|| make(&l10n, &wanted, &photos)))
            });
            let made = making.await.context("the printing thread ended")?;
            match made.map_err(|_| anyhow!("the document engine failed"))?? {
                Some(bytes) => Ok(bytes),
                // Nothing is hidden: what was acknowledged is published as it is.
                None => {
                    let acknowledged =
                        acknowledged.context("the acknowledged file is not made yet")?;
                    self.blobs.get(&acknowledged).await
                }
            }
        };
        let bytes = tokio::time::timeout(BUDGET, making)
            .await
            .map_err(|_| anyhow!("it takes longer than {} s", BUDGET.as_secs()))??;
        let size = i64::try_from(bytes.len())?;
        let sha256 = self.blobs.put(bytes).await.context(NotKept)?;
        Ok((sha256, size))
    }

    /// Everything that is filed, for a chat.
    async fn pack(&self, wanted: &Wanted) -> anyhow::Result<Vec<u8>> {
        let rooms = filing::Rooms {
            store: self.store.clone(),
            blobs: self.blobs.clone(),
            evidence: self.evidence.clone(),
            l10n: self.l10n.clone(),
            now: self.clock.now(),
        };
        let of = filing::Of {
            office: wanted.office,
            report: wanted.report,
            snapshot: &wanted.snapshot,
            decisions: &wanted.decisions,
        };
        let contents = rooms.contents(&of, Some(filing::CHAT_LIMIT)).await?;
        let zip = rooms
            .fill(contents, Zip::new(Cursor::new(Vec::new())))
            .await?;
        Ok(zip.finish()?.into_inner())
    }
}

/// None of a published copy in which nothing is hidden.
fn make(l10n: &L10n, wanted: &Wanted, photos: &Photos) -> anyhow::Result<Option<Vec<u8>>> {
    let (snapshot, decisions) = (&wanted.snapshot, &wanted.decisions[..]);
    let made_at = bangkok(wanted.wanted_at);
    // What is to be edited is of no moment of its own: the same from the chat and from the command line.
    let compiled_at = bangkok(snapshot.compiled_at);
    let outline = |decisions: &[Decision]| {
        from_snapshot::outline(l10n, snapshot, decisions, wanted.report_sha256.as_deref())
    };
    Ok(Some(match wanted.kind {
        DocumentKind::Published => {
            return Ok(published::pdf(
                l10n,
                snapshot,
                decisions,
                &wanted.hidden,
                photos,
            )?);
        }
        DocumentKind::Report | DocumentKind::Acknowledged => {
            pdf::pdf(&outline(decisions), photos, made_at)?
        }
        DocumentKind::Memo => {
            let sha256 = wanted.acknowledged_sha256.as_deref();
            let of = Acknowledged {
                snapshot,
                decisions,
                sha256: sha256.context("the acknowledged file is not made yet")?,
            };
            memo::pdf(l10n, &of)?.context("nothing was acknowledged")?
        }
        DocumentKind::Docx => docx::docx(&outline(&[]), photos, compiled_at)?,
        DocumentKind::AcknowledgedDocx => docx::docx(&outline(decisions), photos, compiled_at)?,
        DocumentKind::Xlsx => xlsx::xlsx(l10n, snapshot)?,
        DocumentKind::Json => {
            json::json(l10n, snapshot, decisions, wanted.report_sha256.as_deref())?
        }
        DocumentKind::Filing => anyhow::bail!("it is packed, not printed"),
    }))
}
