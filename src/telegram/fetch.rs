//! Brings the files that people sent into the evidence store: the oldest first, a few at a time, each
//! looked at before it is kept. Who sent one that is not kept is told by way of the inbox; what is then
//! said is the dialogue's matter, what a file may be is [`crate::sniff`]'s.

mod photo;

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::api::{Api, DownloadError};
use crate::clock::Clock;
use crate::domain::incoming::{DOWNLOAD_LIMIT, Unkept};
use crate::domain::office::FileId;
use crate::domain::retention::before;
use crate::photos;
use crate::press::Press;
use crate::sniff;
use crate::store::blobs::sha256;
use crate::store::evidence::{self, Kept, Wanted};
use crate::store::evidence_store::EvidenceStore;
use crate::store::{Store, unattached, verify};
use crate::vitals::Part;

pub use photo::Tried;

/// Files on their way at the same time: each may take 20 MB of memory, a photo twice as much.
const HANDS: usize = 3;
/// Of which so many for one person's at most: whoever else sends one is served at once.
const HANDS_OF_ONE: usize = 2;
/// How many people's files are looked through for the next one.
const GLANCED: usize = 256;
/// What is kept of a person is counted over so long: a day, in milliseconds.
const DAY: i64 = 24 * 3600 * 1000;
/// How often to look for wanted files without being told.
const GLANCE: Duration = Duration::from_secs(30);
/// How soon files that nothing names are looked for again: behind the last one, and behind some.
const LET_GO: Duration = Duration::from_secs(24 * 3600);
const LET_GO_ON: Duration = Duration::from_secs(60);
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
    pub press: Press,
    pub clock: Clock,
    pub tried: Tried,
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
        let mut busy = Busy::default();
        let (mut let_go, mut after) = (Instant::now(), 0);
        while !*stop.borrow() {
            let vitals = &this.store.vitals;
            vitals.turns(Part::Fetcher, GLANCE);
            let pause = match this.take(&mut hands, &mut busy).await {
                Ok(pause) => {
                    vitals.well(Part::Fetcher);
                    pause
                }
                Err(error) => {
                    this.store.ails(Part::Fetcher, "files wait", &error);
                    tracing::error!("files wait, because the database fails: {error:#}");
                    GLANCE
                }
            };
            // With no file on its way, so that no content is deleted that is just being kept.
            if busy.0.is_empty() && Instant::now() >= let_go {
                let_go = Instant::now() + this.let_go(&mut after).await;
            }
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
        busy: &mut Busy,
    ) -> anyhow::Result<Duration> {
        let now = self.clock.now();
        // One after the other, since each changes whose turn it is.
        while busy.0.len() < HANDS {
            let wanted = evidence::oldest_wanted(&self.store, &busy.files(), GLANCED, now).await?;
            let Some(wanted) = busy.next(wanted) else {
                break;
            };
            busy.0.push((wanted.id.0, wanted.person));
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
        let due = evidence::due(&self.store, &busy.files()).await?;
        let wait = due.map_or(GLANCE, |due| {
            Duration::from_millis(u64::try_from(due - now).unwrap_or_default())
        });
        // What is due and not taken waits for a hand that comes back.
        let held_up = busy.0.len() == HANDS || due.is_some_and(|due| due <= now);
        Ok(match held_up {
            true => GLANCE,
            false => wait.clamp(Duration::from_millis(10), GLANCE),
        })
    }

    /// Lets go of some files that nothing names any more, and of contents that were nobody's for long enough; gives
    /// when to come again.
    async fn let_go(&self, after: &mut i64) -> Duration {
        match self.some_let_go(after).await {
            Ok(false) => LET_GO,
            Ok(true) => LET_GO_ON,
            Err(error) => {
                tracing::warn!("what nothing names stays for now: {error:#}");
                LET_GO_ON
            }
        }
    }

    /// Gives whether there is more.
    async fn some_let_go(&self, after: &mut i64) -> anyhow::Result<bool> {
        let now = self.clock.now();
        let swept = unattached::sweep(&self.store, &self.evidence, now - unattached::REST).await;
        let mut more = false;
        let days = self.store.retention().files;
        if days > 0 {
            let gone = unattached::let_go(&self.store, *after, before(now, days), now).await?;
            more = gone.seen == unattached::PORTION;
            *after = if more { gone.last } else { 0 };
        }
        Ok(swept? || more)
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
        self.store.vitals.counts.fetched(match &end {
            End::Kept(_) => "kept",
            End::Unkept(why, _) => why.as_str(),
            End::Own(_) => "own",
            End::Later { .. } => "later",
        });
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
        let kept = evidence::kept_before(&self.store, wanted.office, unique_id).await?;
        // One that was found damaged is brought once more, which mends it.
        if let Some(kept) = kept.filter(|kept| !self.store.vitals.is_damaged(&kept.sha256)) {
            return Ok(End::Kept(kept));
        }
        let announced = u64::try_from(wanted.size.unwrap_or_default()).unwrap_or_default();
        if let Some(end) = self.beyond(wanted, announced).await? {
            return Ok(end);
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
        // What was announced is a claim, and others of the same person may have been kept meanwhile.
        if let Some(end) = self.beyond(wanted, bytes.len() as u64).await? {
            return Ok(end);
        }
        let sizes = match self.sizes(wanted, &bytes, kind).await {
            Ok(sizes) => sizes,
            Err(end) => return Ok(end),
        };
        Ok(match self.evidence.put(bytes).await {
            Ok(sha256) => {
                self.store.vitals.well(Part::Evidence);
                if let Some(sizes) = sizes {
                    photos::keep(&self.evidence, &sha256, sizes).await;
                }
                End::Kept(Kept {
                    sha256,
                    kind: kind.to_owned(),
                    size,
                })
            }
            // The store is down or full: the file is still at Telegram's.
            Err(error) => {
                self.store
                    .ails(Part::Evidence, "files cannot be kept", &error);
                later(format!("{error:#}"), None, i64::MAX)
            }
        })
    }

    /// How it ends for a file of so many bytes that would be more than is kept of its person or office in a
    /// day, or more than the disk has room for.
    async fn beyond(&self, wanted: &Wanted, bytes: u64) -> anyhow::Result<Option<End>> {
        let limits = self.store.limits();
        let since = self.clock.now() - DAY;
        let (of_person, of_office) =
            evidence::kept_since(&self.store, wanted.person, wanted.office, since).await?;
        if !limits.room_for(bytes, of_person, of_office) {
            return Ok(Some(End::Unkept(Unkept::Budget, format!("{bytes} bytes"))));
        }
        let free = self.evidence.free_bytes();
        let full = free.is_some_and(|free| free < limits.free_bytes.saturating_add(bytes));
        // The file is still at Telegram's, and somebody must make room.
        Ok(full.then(|| {
            later(
                "the disk of the evidence is almost full".to_owned(),
                None,
                i64::MAX,
            )
        }))
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

/// The files that are on their way, and whose they are.
#[derive(Default)]
struct Busy(Vec<(i64, i64)>);

impl Busy {
    fn files(&self) -> Vec<i64> {
        self.0.iter().map(|(file, _)| *file).collect()
    }

    /// Whose turn it is: of those of whom least is on its way, who has waited longest.
    fn next(&self, wanted: Vec<Wanted>) -> Option<Wanted> {
        let on_way = |of: &Wanted| {
            self.0
                .iter()
                .filter(|(_, person)| *person == of.person)
                .count()
        };
        wanted
            .into_iter()
            .filter(|wanted| on_way(wanted) < HANDS_OF_ONE)
            .min_by_key(|wanted| (on_way(wanted), wanted.id.0))
    }
}

fn put_down(back: Result<FileId, tokio::task::JoinError>, busy: &mut Busy) {
    match back {
        Ok(file) => busy.0.retain(|(id, _)| *id != file.0),
        // Which one it was is not known: those that still wait are looked up anew.
        Err(error) => {
            tracing::error!("fetching a file failed: {}", error.is_panic());
            busy.0.clear();
        }
    }
}

/// 2 s, doubling to ten minutes.
fn backoff(attempts: i64) -> Duration {
    Duration::from_secs(2 << attempts.clamp(0, 9)).min(PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(id: i64, person: i64) -> Wanted {
        Wanted {
            id: FileId(id),
            office: 1,
            person,
            telegram_file_id: String::new(),
            telegram_unique_id: String::new(),
            size: None,
            attempts: 0,
        }
    }

    #[test]
    fn who_sends_many_files_leaves_a_hand_free_for_whoever_sends_one() {
        let mut busy = Busy::default();
        let next = |busy: &Busy, files: &[(i64, i64)]| {
            let files = files.iter().map(|(id, person)| wanted(*id, *person));
            busy.next(files.collect()).map(|wanted| wanted.id.0)
        };
        // Of the one who sends a thousand the store gives the oldest only.
        assert_eq!(next(&busy, &[(1, 7)]), Some(1));
        busy.0.extend([(1, 7), (2, 7)]);
        assert_eq!(next(&busy, &[(3, 7)]), None);
        assert_eq!(next(&busy, &[(3, 7), (900, 8)]), Some(900));
        // A hand that comes back goes to whoever has least on its way.
        busy.0.retain(|(id, _)| *id != 2);
        assert_eq!(next(&busy, &[(3, 7), (900, 8)]), Some(900));
    }
}
