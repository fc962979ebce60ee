//! Brings the files that people sent into the evidence store: the oldest first, a few at a time, each
//! looked at before it is kept. Who sent one that is not kept is told by way of the inbox; what is then
//! said is the dialogue's matter, what a file may be is [`crate::sniff`]'s.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::api::{Api, DownloadError};
use crate::clock::Clock;
use crate::domain::incoming::{DOWNLOAD_LIMIT, Unkept};
use crate::domain::office::FileId;
use crate::sniff;
use crate::store::blobs::sha256;
use crate::store::evidence::{self, Kept, Wanted};
use crate::store::evidence_store::EvidenceStore;
use crate::store::{Store, verify};

/// Files on their way at the same time: each may take 20 MB of memory.
const HANDS: usize = 3;
/// How often to look for wanted files without being told.
const GLANCE: Duration = Duration::from_secs(30);
/// How long looking at a file may take; it takes milliseconds.
const LOOK: Duration = Duration::from_secs(30);
/// The longest pause between two attempts.
const PAUSE: Duration = Duration::from_secs(600);
/// How often a file is tried while the line or Telegram fails: for about a day, with the pauses [ours].
const ATTEMPTS: i64 = 150;
/// How often while Telegram says that it may not have the file: for a minute [ours].
const DOUBTS: i64 = 5;

/// What fetching needs.
#[derive(Clone)]
pub struct Fetcher {
    pub api: Api,
    pub store: Store,
    pub evidence: EvidenceStore,
    pub clock: Clock,
}

/// How an attempt to bring a file ended.
enum End {
    Kept(Kept),
    Unkept(Unkept, String),
    /// It is a file of the office's own report, by its SHA-256.
    Own(String),
    Later {
        why: String,
        wait: Option<Duration>,
        /// How many attempts are worth it.
        attempts: i64,
    },
}

impl Fetcher {
    /// Fetches until `stop` turns true. A file that is on its way then is fetched again at the next start.
    pub async fn run(self, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let this = Arc::new(self);
        let mut hands = JoinSet::new();
        let mut busy: Vec<i64> = Vec::new();
        while !*stop.borrow() {
            let pause = match this.take(&mut hands, &mut busy).await {
                Ok(pause) => pause,
                Err(error) => {
                    tracing::error!("files wait, because the database fails: {error:#}");
                    GLANCE
                }
            };
            tokio::select! {
                Some(back) = hands.join_next() => put_down(back, &mut busy),
                () = this.store.files_wanted.notified() => {}
                () = tokio::time::sleep(pause) => {}
                _ = stop.changed() => {}
            }
        }
        Ok(())
    }

    /// Takes what may be fetched now and gives how long to sleep if nothing happens.
    async fn take(
        self: &Arc<Self>,
        hands: &mut JoinSet<FileId>,
        busy: &mut Vec<i64>,
    ) -> anyhow::Result<Duration> {
        let now = self.clock.now();
        let free = HANDS.saturating_sub(busy.len());
        if free > 0 {
            for wanted in evidence::oldest_wanted(&self.store, busy, free, now).await? {
                busy.push(wanted.id.0);
                let this = self.clone();
                hands.spawn(async move {
                    let file = wanted.id;
                    if let Err(error) = this.handle(wanted).await {
                        tracing::error!(file = file.0, "a file is not recorded: {error:#}");
                        // Not at once again: what failed is the database.
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                    file
                });
            }
        }
        let due = evidence::due(&self.store, busy).await?;
        let wait = due.map_or(GLANCE, |due| {
            Duration::from_millis(u64::try_from(due - now).unwrap_or_default())
        });
        Ok(if busy.len() < HANDS {
            wait.clamp(Duration::from_millis(10), GLANCE)
        } else {
            GLANCE
        })
    }

    /// Brings one file and records how that ended.
    async fn handle(&self, wanted: Wanted) -> anyhow::Result<()> {
        let (file, attempts) = (wanted.id, wanted.attempts);
        let end = match self.bring(&wanted).await? {
            End::Later {
                why,
                attempts: most,
                ..
            } if attempts + 1 >= most => End::Unkept(Unkept::Lost, why),
            end => end,
        };
        let now = self.clock.now();
        match end {
            End::Kept(kept) => {
                tracing::info!(
                    file = file.0,
                    size = kept.size,
                    kind = kept.kind,
                    "a file is kept"
                );
                evidence::keep(&self.store, file, &kept, now).await
            }
            End::Unkept(why, detail) => {
                tracing::info!(
                    file = file.0,
                    why = why.as_str(),
                    "a file is not kept: {detail}"
                );
                evidence::give_up(&self.store, file, why, None, &detail, now).await
            }
            End::Own(sha256) => {
                tracing::info!(file = file.0, "a file is one of the office's own report");
                let (why, detail) = (Unkept::Document, sha256.clone());
                evidence::give_up(&self.store, file, why, Some(sha256), &detail, now).await
            }
            End::Later { why, wait, .. } => {
                tracing::warn!(
                    file = file.0,
                    attempts,
                    "a file is tried again later: {why}"
                );
                let wait = wait.unwrap_or_else(|| backoff(attempts));
                let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
                evidence::put_off(&self.store, file, now.saturating_add(wait), &why).await
            }
        }
    }

    async fn bring(&self, wanted: &Wanted) -> anyhow::Result<End> {
        let unique_id = &wanted.telegram_unique_id;
        if let Some(kept) = evidence::kept_before(&self.store, wanted.office, unique_id).await? {
            return Ok(End::Kept(kept));
        }
        let file_id = &wanted.telegram_file_id;
        let bytes = match self.api.download(file_id, DOWNLOAD_LIMIT).await {
            Ok(bytes) => bytes,
            Err(DownloadError::TooLarge) => {
                return Ok(End::Unkept(Unkept::TooLarge, "too large".to_owned()));
            }
            Err(DownloadError::Refused(why)) => return Ok(End::Unkept(Unkept::Lost, why)),
            Err(DownloadError::Doubtful(why)) => return Ok(later(why, None, DOUBTS)),
            Err(DownloadError::Later { why, wait }) => return Ok(later(why, wait, ATTEMPTS)),
        };
        let size = i64::try_from(bytes.len())?;
        let (bytes, hash) = tokio::task::spawn_blocking(move || {
            let hash = sha256(&bytes);
            (bytes, hash)
        })
        .await?;
        if verify::is_of_office(&self.store, wanted.office, &hash).await? {
            return Ok(End::Own(hash));
        }
        let (bytes, kind) = match look(bytes).await {
            Ok(known) => known,
            Err(why) => return Ok(End::Unkept(why, format!("{size} bytes"))),
        };
        Ok(match self.evidence.put(bytes).await {
            Ok(sha256) => End::Kept(Kept {
                sha256,
                kind: kind.to_owned(),
                size,
            }),
            // The store is down or full: the file is still at Telegram's.
            Err(error) => later(format!("{error:#}"), None, i64::MAX),
        })
    }
}

fn later(why: String, wait: Option<Duration>, attempts: i64) -> End {
    End::Later {
        why,
        wait,
        attempts,
    }
}

/// What the bytes are, found out beside the async threads and without trust in the readers.
async fn look(bytes: Vec<u8>) -> Result<(Vec<u8>, &'static str), Unkept> {
    let looking =
        tokio::task::spawn_blocking(move || sniff::kind(&bytes).map(|kind| (bytes, kind)));
    match tokio::time::timeout(LOOK, looking).await {
        Ok(Ok(known)) => known,
        Ok(Err(_)) | Err(_) => Err(Unkept::Unreadable),
    }
}

fn put_down(back: Result<FileId, tokio::task::JoinError>, busy: &mut Vec<i64>) {
    match back {
        Ok(file) => busy.retain(|id| *id != file.0),
        // Which one it was is not known: those that still wait are looked up anew.
        Err(error) => {
            tracing::error!("fetching a file failed: {}", error.is_panic());
            busy.clear();
        }
    }
}

/// 2 s, doubling to ten minutes.
fn backoff(attempts: i64) -> Duration {
    Duration::from_secs(2 << attempts.clamp(0, 9)).min(PAUSE)
}
