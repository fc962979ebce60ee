//! Has the files made that are wanted, oldest first: jobs to the press, bytes into the blob store, and the news
//! to whoever wanted the file. What stands on the pages is the document's matter.

use std::io::Cursor;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::document::photos::Photos;
use crate::domain::making::Making;
use crate::domain::office::ReportId;
use crate::filing::{self, Zip};
use crate::l10n::L10n;
use crate::photos;
use crate::press::job::{Job, Paper};
use crate::press::{Press, Unmade};
use crate::store::Store;
use crate::store::blobs::Blobs;
use crate::store::documents::{self, DocumentKind, Wanted};
use crate::store::evidence_store::{EvidenceStore, Unread};
use crate::store::{making, trouble};
use crate::vitals::Part;

/// The longest that gathering and packing what is filed may take [ours].
const PACKING: Duration = Duration::from_secs(300);
/// How often to look for wanted files without being told.
const GLANCE: Duration = Duration::from_secs(30);

/// How long a file that is being made may still take when the program is to stop.
pub const LAST_SHEET: Duration = Duration::from_secs(8);

/// What printing needs.
#[derive(Clone)]
pub struct Printer {
    pub store: Store,
    pub blobs: Blobs,
    pub evidence: EvidenceStore,
    pub l10n: Arc<L10n>,
    pub press: Press,
    pub clock: Clock,
}

/// A file was made and the disk does not take it.
#[derive(Debug, thiserror::Error)]
#[error("a finished document cannot be kept")]
struct NotKept;

/// Whether the machine is to blame, and not the document.
fn is_the_machines(error: &anyhow::Error) -> bool {
    let unmade = error.downcast_ref();
    error.is::<NotKept>()
        || error.is::<Unread>()
        || matches!(unmade, Some(Unmade::NoProcess(_)))
        || trouble::is_passing(error)
}

impl Printer {
    /// Prints until `stop` turns true. A file that is being made then is finished if it takes no more than some
    /// seconds, and else made again at the next start.
    pub async fn run(self, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let mut hands = FuturesUnordered::new();
        // One file of a report after the other: the later may need the earlier.
        let mut busy: Vec<ReportId> = Vec::new();
        let vitals = self.store.vitals.clone();
        while !*stop.borrow() {
            vitals.turns(Part::Printer, GLANCE);
            while busy.len() < self.press.at_once() {
                match documents::oldest_wanted(&self.store, &busy).await {
                    Ok(Some(wanted)) => {
                        busy.push(wanted.report);
                        hands.push(self.handle(wanted));
                    }
                    Ok(None) if busy.is_empty() => {
                        vitals.well(Part::Printer);
                        break;
                    }
                    Ok(None) => break,
                    Err(error) => {
                        self.store.ails(Part::Printer, "documents wait", &error);
                        tracing::error!("wanted documents wait: {error:#}");
                        break;
                    }
                }
            }
            tokio::select! {
                Some(report) = hands.next() => busy.retain(|busy| *busy != report),
                () = self.store.documents_wanted.clone().notified_owned() => {}
                () = tokio::time::sleep(GLANCE) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        }
        tokio::select! {
            () = async { while hands.next().await.is_some() {} } => {}
            () = overdue(stop) => {}
        }
        Ok(())
    }

    /// Has one file made and records how that ended. Gives its report, whose other files may be made now.
    async fn handle(&self, wanted: Wanted) -> ReportId {
        if let Err(error) = self.settle(&wanted).await {
            let document = wanted.document.0;
            self.store.ails(Part::Printer, "documents wait", &error);
            tracing::error!(document, "a wanted document waits: {error:#}");
            // Not at once again: what failed is the machine.
            tokio::time::sleep(GLANCE).await;
        }
        wanted.report
    }

    async fn settle(&self, wanted: &Wanted) -> anyhow::Result<()> {
        let document = wanted.document;
        if let Err(error) =
            making::tell_queue(&self.store, self.press.at_once(), self.clock.now()).await
        {
            tracing::debug!("who waits for a document is not told: {error:#}");
        }
        let begun = Instant::now();
        match self.print(wanted).await {
            Ok((sha256, size)) => {
                let now = self.clock.now();
                documents::done_as_wanted(&self.store, wanted, &sha256, size, now).await?;
                let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
                self.store.vitals.well(Part::Printer);
                self.count(wanted, "made", begun);
                tracing::info!(
                    document = document.0,
                    size,
                    milliseconds,
                    "a document is made"
                );
            }
            // The document is not to blame: it stays wanted.
            Err(error) if is_the_machines(&error) => {
                self.count(wanted, "not_kept", begun);
                return Err(error);
            }
            Err(error) => {
                self.count(wanted, "failed", begun);
                tracing::error!(
                    document = document.0,
                    "a document cannot be made: {error:#}"
                );
                let (error, now) = (format!("{error:#}"), self.clock.now());
                documents::failed(&self.store, document, &error, now).await?;
            }
        }
        Ok(())
    }

    fn count(&self, wanted: &Wanted, outcome: &'static str, begun: Instant) {
        let counts = &self.store.vitals.counts;
        counts.printed(wanted.kind.as_str(), outcome, begun.elapsed());
    }

    /// The file's SHA-256 and its size in bytes.
    async fn print(&self, wanted: &Wanted) -> anyhow::Result<(String, i64)> {
        let bytes = match wanted.kind {
            DocumentKind::Filing => tokio::time::timeout(PACKING, self.pack(wanted))
                .await
                .map_err(|_| anyhow!("it takes longer than {} s", PACKING.as_secs()))??,
            _ => self.paper(wanted).await?,
        };
        self.tell(wanted, Making::Keeping).await;
        let size = i64::try_from(bytes.len())?;
        let sha256 = self.blobs.put(bytes).await.context(NotKept)?;
        Ok((sha256, size))
    }

    async fn paper(&self, wanted: &Wanted) -> anyhow::Result<Vec<u8>> {
        self.tell(wanted, Making::Reading).await;
        let photos = match wanted.kind.shows_photos() {
            true => {
                let shown = photos::shown(&wanted.snapshot);
                photos::of(&self.press, &self.evidence, shown).await?
            }
            false => Photos::new(),
        };
        self.tell(wanted, Making::Setting).await;
        let paper = Paper {
            kind: wanted.kind,
            made_at: wanted.wanted_at,
            snapshot: wanted.snapshot.clone(),
            decisions: wanted.decisions.clone(),
            hidden: wanted.hidden.clone(),
            report_sha256: wanted.report_sha256.clone(),
            acknowledged_sha256: wanted.acknowledged_sha256.clone(),
        };
        let made = self.press.make(Job::Paper(Box::new(paper)), photos).await?;
        match made {
            Some(bytes) => Ok(bytes),
            // Nothing is hidden: what was acknowledged is published as it is.
            None => {
                let acknowledged = wanted.acknowledged_sha256.as_deref();
                let acknowledged = acknowledged.context("the acknowledged file is not made yet")?;
                self.blobs.get(acknowledged).await
            }
        }
    }

    /// Tells who waits how far it is; the file does not depend on it.
    async fn tell(&self, wanted: &Wanted, how_far: Making) {
        if wanted.kind != DocumentKind::Report {
            return;
        }
        let now = self.clock.now();
        if let Err(error) = making::tell(&self.store, wanted.document, how_far, now).await {
            tracing::debug!("how far a document is cannot be told: {error:#}");
        }
    }

    /// Everything that is filed, for a chat.
    async fn pack(&self, wanted: &Wanted) -> anyhow::Result<Vec<u8>> {
        let rooms = filing::Rooms {
            store: self.store.clone(),
            blobs: self.blobs.clone(),
            evidence: self.evidence.clone(),
            l10n: self.l10n.clone(),
            press: self.press.clone(),
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

/// Comes when the program has been stopping for so long that nothing can be waited for.
async fn overdue(mut stop: watch::Receiver<bool>) {
    // An error means that everything is gone.
    let _ = stop.wait_for(|stop| *stop).await;
    tokio::time::sleep(LAST_SHEET).await;
}
