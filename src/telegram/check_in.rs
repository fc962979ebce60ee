//! Fetches the files that people ask about and hashes them, one at a time and off the async threads. What
//! a hash stands for is looked up when the answer is worked out, so that who asks learns of their own
//! offices only.

use std::time::Duration;

use tokio::sync::watch;

use super::api::{Api, DownloadError};
use crate::clock::Clock;
use crate::domain::incoming::DOWNLOAD_LIMIT;
use crate::store::blobs::sha256;
use crate::store::{Store, file_checks};
use crate::vitals::Part;

/// How often to look for files without being told.
const GLANCE: Duration = Duration::from_secs(5);
/// How often a download is tried, a few seconds apart: the person waits for an answer [ours].
const ATTEMPTS: i64 = 5;
const PAUSE: i64 = 5_000;

pub struct Checker {
    pub api: Api,
    pub store: Store,
    pub clock: Clock,
}

impl Checker {
    /// Hashes until `stop` turns true. A file that is being fetched then is fetched again at the next start.
    pub async fn run(self, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        while !*stop.borrow() {
            self.store.vitals.turns(Part::Checks, GLANCE);
            let checked = tokio::select! {
                checked = self.turn() => checked,
                _ = stop.changed() => break,
            };
            match checked {
                Ok(true) => continue,
                Ok(false) => self.store.vitals.well(Part::Checks),
                Err(error) => {
                    self.store
                        .ails(Part::Checks, "files to be checked wait", &error);
                    tracing::error!("files to be checked wait: {error:#}");
                }
            }
            tokio::select! {
                () = self.store.checks_wanted.notified() => {}
                () = tokio::time::sleep(GLANCE) => {}
                _ = stop.changed() => {}
            }
        }
        Ok(())
    }

    /// Hashes the file that has waited longest; false if none waits.
    async fn turn(&self) -> anyhow::Result<bool> {
        let now = self.clock.now();
        let Some(wanted) = file_checks::oldest_wanted(&self.store, now).await? else {
            return Ok(false);
        };
        let hash = match self
            .api
            .download(&wanted.telegram_file_id, DOWNLOAD_LIMIT)
            .await
        {
            Ok(bytes) => Some(tokio::task::spawn_blocking(move || sha256(&bytes)).await?),
            Err(DownloadError::TooLarge | DownloadError::Refused(_)) => None,
            Err(_) if wanted.attempts + 1 >= ATTEMPTS => None,
            Err(_) => {
                file_checks::later(&self.store, wanted.id, now + PAUSE).await?;
                return Ok(true);
            }
        };
        file_checks::settle(&self.store, wanted.id, hash.as_deref(), self.clock.now()).await?;
        Ok(true)
    }
}
