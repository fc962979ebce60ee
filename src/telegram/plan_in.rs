//! Fetches the plan files that were sent in chat and reads them, one at a time and off the async
//! threads. What was found is told by way of the inbox; what is said about it is the dialogue's.

use std::time::Duration;

use tokio::sync::watch;

use super::api::{Api, DownloadError};
use crate::clock::Clock;
use crate::dialogue::admin::Found;
use crate::plan_file::{self, PlanFile};
use crate::store::plan_uploads::{self, Wanted};
use crate::store::{Store, offices};
use crate::vitals::Part;

/// How often to look for files without being told.
const GLANCE: Duration = Duration::from_secs(5);
/// How long reading a file may take; it takes milliseconds.
const BUDGET: Duration = Duration::from_secs(30);
/// How often a download is tried, a few seconds apart: the person waits for an answer [ours].
const ATTEMPTS: i64 = 5;
const PAUSE: i64 = 5_000;

pub struct PlanReader {
    pub api: Api,
    pub store: Store,
    pub clock: Clock,
}

impl PlanReader {
    /// Reads until `stop` turns true. A file that is being read then is read again at the next start.
    pub async fn run(self, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        while !*stop.borrow() {
            self.store.vitals.turns(Part::Plans, BUDGET);
            let read = tokio::select! {
                read = self.turn() => read,
                _ = stop.changed() => break,
            };
            match read {
                Ok(true) => continue,
                Ok(false) => self.store.vitals.well(Part::Plans),
                Err(error) => {
                    self.store.ails(Part::Plans, "plan files wait", &error);
                    tracing::error!("plan files wait: {error:#}");
                }
            }
            tokio::select! {
                () = self.store.plans_wanted.notified() => {}
                () = tokio::time::sleep(GLANCE) => {}
                _ = stop.changed() => {}
            }
        }
        Ok(())
    }

    /// Reads the file that has waited longest; false if none waits.
    async fn turn(&self) -> anyhow::Result<bool> {
        let now = self.clock.now();
        let Some(wanted) = plan_uploads::oldest_wanted(&self.store, now).await? else {
            return Ok(false);
        };
        let limit = plan_file::LARGEST;
        let found = match self.api.download(&wanted.telegram_file_id, limit).await {
            Ok(bytes) => self.read(&wanted, bytes).await?,
            Err(DownloadError::TooLarge) => Found::Problems(vec![plan_file::too_large()]),
            Err(DownloadError::Refused(why)) => {
                tracing::warn!(upload = wanted.id.0, "a plan file is not given: {why}");
                Found::Lost
            }
            Err(error) if wanted.attempts + 1 >= ATTEMPTS => {
                tracing::warn!(upload = wanted.id.0, "a plan file is given up: {error}");
                Found::Lost
            }
            Err(_) => {
                plan_uploads::later(&self.store, wanted.id, now + PAUSE).await?;
                return Ok(true);
            }
        };
        plan_uploads::settle(&self.store, wanted.id, &found, self.clock.now()).await?;
        Ok(true)
    }

    async fn read(&self, wanted: &Wanted, bytes: Vec<u8>) -> anyhow::Result<Found> {
        let plan = offices::with_plan(&self.store, wanted.office).await?;
        let base = plan.as_ref().map(PlanFile::of);
        let name = wanted.name.clone();
        let reading =
            tokio::task::spawn_blocking(move || plan_file::read_any(&name, &bytes, base.as_ref()));
        Ok(match tokio::time::timeout(BUDGET, reading).await {
            Ok(Ok(Ok(reading))) => Found::Plan {
                plan: Box::new(reading.plan),
                notes: reading.notes.iter().map(|note| note.phrase()).collect(),
            },
            Ok(Ok(Err(refused))) => Found::Problems(
                refused
                    .problems
                    .iter()
                    .map(|problem| problem.phrase())
                    .collect(),
            ),
            // A file that makes the reader fail or takes for ever is no plan.
            Ok(Err(_)) | Err(_) => {
                tracing::error!(upload = wanted.id.0, "a plan file could not be read");
                Found::Lost
            }
        })
    }
}
