//! Where what comes in is handed to the worker of this process: it keeps it in the commit that answers
//! the first of it, so that an answer waits for one durable commit and not for two. Whoever hands
//! something in is told only after that commit. Without a worker, what comes in is kept by itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::inbox::Received;

/// One for each open database.
#[derive(Debug, Default)]
pub struct Door(Mutex<Option<Vec<Arrival>>>);

/// A batch that came in and is not kept yet.
#[derive(Debug)]
pub struct Arrival {
    pub source: String,
    pub batch: Arc<[Received]>,
    /// When it came, in epoch milliseconds.
    pub now: i64,
    kept: oneshot::Sender<usize>,
}

impl Arrival {
    /// It is committed; so many of it were new. Dropped without this word, it is kept by whoever
    /// handed it in.
    pub fn kept(self, fresh: usize) {
        // Who asked may be gone by now.
        let _ = self.kept.send(fresh);
    }
}

impl Door {
    fn arrivals(&self) -> MutexGuard<'_, Option<Vec<Arrival>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A worker takes what comes in, until what is returned is dropped.
    pub fn open(&self) -> Open<'_> {
        self.arrivals().get_or_insert_default();
        Open(self)
    }

    /// Hands a batch to the worker, if there is one; wake it then.
    pub fn hand_in(
        &self,
        source: &str,
        batch: &Arc<[Received]>,
        now: i64,
    ) -> Option<oneshot::Receiver<usize>> {
        let mut arrivals = self.arrivals();
        let (kept, answer) = oneshot::channel();
        arrivals.as_mut()?.push(Arrival {
            source: source.to_owned(),
            batch: Arc::clone(batch),
            now,
            kept,
        });
        Some(answer)
    }

    /// What has been handed in.
    pub fn take(&self) -> Vec<Arrival> {
        self.arrivals()
            .as_mut()
            .map(std::mem::take)
            .unwrap_or_default()
    }
}

/// As long as it lives, a worker stands at the door.
#[derive(Debug)]
pub struct Open<'a>(&'a Door);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        *self.0.arrivals() = None;
    }
}
