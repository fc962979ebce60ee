//! The worker: takes the oldest waiting update of every chat, loads what the steps need, runs the pure
//! dialogue, and commits states, facts, messages and the updates' end together. Nothing is sent here,
//! and what a step decides is the dialogue's business; the worker only refuses what no step may want.

mod ahead;
mod changes;
mod claim;
mod effects;
mod forlorn;
mod ledger;
mod loaded;
mod seen;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use sqlx::AnyConnection;
use tokio::sync::Mutex;

use crate::dialogue::{Desk, Effect, Event, State};
use crate::domain::office::Language;
use crate::store::Store;
use crate::store::inbox::{self, Claimed, Repeated};
use crate::store::runway::Departure;
use crate::store::trouble::{self, Trouble};
use crate::vitals::Part;
use ahead::Stepped;
use changes::Changes;
use claim::{Claim, tell};
use forlorn::sorry;
use ledger::Ledger;
use loaded::Loaded;
use seen::Seen;

/// How many chats share one commit at most.
const BATCH: usize = 256;
/// Steps that are taken in a row.
const BREATH: usize = 2;
/// How often the worker looks although nobody woke it: another process may have filled the inbox.
const LOOK: Duration = Duration::from_secs(1);
/// How often what was kept long enough is cleared away, and how soon a portion follows another.
const FORGET: Duration = Duration::from_secs(3600);
const PORTION: Duration = Duration::from_secs(1);

/// Reads an update: its source and its raw text.
pub type Read = fn(&str, &str) -> Event;

/// Takes a conversation one step further: [`crate::dialogue`]'s `step`.
pub type Step = fn(State, &Event, &Desk) -> (State, Vec<Effect>);

/// Answers updates. `C` gives the moment in epoch milliseconds.
pub struct Worker<C> {
    store: Store,
    step: Step,
    read: Read,
    clock: C,
    languages: Arc<[Language]>,
    /// What stood after the last batch.
    seen: Mutex<Seen>,
}

/// What a batch came to.
#[derive(Default)]
struct Batch {
    answered: usize,
    /// Something was written down.
    wrote: bool,
    /// Others wait, or may do so.
    more: bool,
}

/// A batch that came to nothing, and what it had claimed.
struct Failure {
    claimed: Vec<Claimed>,
    /// There was something to be written that comes again.
    held: bool,
    error: anyhow::Error,
}

impl Failure {
    fn of_nothing(error: anyhow::Error) -> Failure {
        Failure {
            claimed: Vec::new(),
            held: false,
            error,
        }
    }
}

impl<C: Fn() -> i64> Worker<C> {
    pub fn new(store: Store, step: Step, read: Read, clock: C) -> Worker<C> {
        Worker {
            store,
            step,
            read,
            clock,
            languages: [Language::THAI].into(),
            seen: Mutex::default(),
        }
    }

    /// The languages that people may choose from, Thai first, each with the digits that are its own.
    pub fn speaking(self, languages: &[Language]) -> Worker<C> {
        let languages = languages.into();
        Worker { languages, ..self }
    }

    /// Works until `shutdown` resolves; a batch that has begun is finished first.
    pub async fn run(&self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = std::pin::pin!(shutdown);
        let _open = self.store.door.open();
        let mut forget_at = Instant::now();
        let mut trouble = Trouble::default();
        loop {
            if Instant::now() >= forget_at {
                forget_at = Instant::now() + self.forget().await;
            }
            self.store.vitals.turns(Part::Worker, LOOK);
            let mut batch = self.next().await;
            if trouble.is_quiet(Instant::now()) && matches!(batch, Ok(Batch { wrote: false, .. })) {
                batch = self.try_out().await;
            }
            if matches!(batch, Ok(Batch { wrote: true, .. })) && trouble.wrote() {
                self.store.vitals.well(Part::Worker);
                tracing::info!("updates are answered again");
            }
            let pause = match batch {
                Ok(Batch { more: true, .. }) => Duration::ZERO,
                Ok(_) => LOOK,
                Err(Failure { held, error, .. }) => {
                    self.store.ails(Part::Worker, "updates wait", &error);
                    if trouble.fails(held, Instant::now()) {
                        tracing::error!("updates wait, because the database fails: {error:#}");
                    }
                    LOOK
                }
            };
            tokio::select! {
                biased;
                () = &mut shutdown => return,
                () = tokio::time::sleep(pause) => {}
                () = self.store.inbox_filled.notified(), if !pause.is_zero() => {}
            }
        }
    }

    /// Whether the database can be written, although nothing is to be.
    async fn try_out(&self) -> Result<Batch, Failure> {
        let tried = self.store.probe().await;
        let wrote = tried.map(|()| Batch {
            wrote: true,
            ..Batch::default()
        });
        wrote.map_err(Failure::of_nothing)
    }

    /// Clears away a portion of what was kept long enough; gives when to come again.
    async fn forget(&self) -> Duration {
        match self.store.forget((self.clock)()).await {
            Ok(true) => PORTION,
            Ok(false) => FORGET,
            Err(error) => {
                tracing::warn!("what is done could not be cleared away: {error:#}");
                FORGET
            }
        }
    }

    /// Answers one batch; gives how many updates were answered, 0 if none waits.
    pub async fn turn(&self) -> Result<usize> {
        let batch = self.next().await.map_err(|failure| failure.error)?;
        Ok(batch.answered)
    }

    async fn next(&self) -> Result<Batch, Failure> {
        let mut seen = self.seen.lock().await;
        match self.batch(&mut seen, BATCH).await {
            Err(failure)
                if !failure.claimed.is_empty() && !trouble::is_of_the_machine(&failure.error) =>
            {
                tracing::warn!(
                    "a batch failed and is tried one by one: {:#}",
                    failure.error
                );
                self.one_by_one(&mut seen).await
            }
            other => other,
        }
    }

    async fn batch(&self, seen: &mut Seen, limit: usize) -> Result<Batch, Failure> {
        let mut ledger = Ledger::begin((self.clock)());
        let arrivals = self.store.door.take();
        let held = !arrivals.is_empty();
        let nothing_claimed = |error| Failure {
            claimed: Vec::new(),
            held,
            error,
        };
        let ahead = self
            .ahead(&arrivals, seen, limit, &mut ledger)
            .await
            .map_err(nothing_claimed)?;
        let (mut tx, mut claim, stepped) = match ahead {
            Some((tx, claim, stepped)) => (tx, claim, Some(stepped)),
            None => {
                ledger = Ledger::begin((self.clock)());
                let claiming = self.claim(&arrivals, seen, limit);
                let (tx, claim) = claiming.await.map_err(nothing_claimed)?;
                (tx, claim, None)
            }
        };
        if claim.claimed.is_empty() {
            seen.idle = true;
            if !arrivals.is_empty() {
                tx.commit()
                    .await
                    .context("commit what was received")
                    .map_err(nothing_claimed)?;
                tell(arrivals, &claim.fresh);
            }
            return Ok(Batch {
                wrote: claim.fresh.iter().any(|new| *new > 0),
                ..Batch::default()
            });
        }
        let mut written = match stepped {
            Some(stepped) => self.write(&mut tx, stepped, seen).await,
            None => self.answer(&mut tx, &mut claim, seen, &mut ledger).await,
        };
        if written.as_ref().is_err_and(|error| error.is::<Repeated>()) {
            // Of what arrived, some was there before: it is put in and claimed one after the other.
            let _ = tx.rollback().await;
            seen.clear();
            ledger = Ledger::begin((self.clock)());
            (tx, claim) = self
                .claim(&arrivals, seen, limit)
                .await
                .map_err(nothing_claimed)?;
            written = self.answer(&mut tx, &mut claim, seen, &mut ledger).await;
        }
        let result = match written {
            Ok(written) => tx
                .commit()
                .await
                .context("commit a batch")
                .map(|()| written),
            Err(error) => {
                // Waited for, so that the next attempt finds the updates unlocked.
                let _ = tx.rollback().await;
                Err(error)
            }
        };
        match result {
            Ok((changes, departure)) => {
                ledger.close(&self.store.vitals);
                departure.leave();
                tell(arrivals, &claim.fresh);
                changes.wake(&self.store);
                let answered = changes.answered();
                let more = claim.waiting.is_none_or(|waiting| waiting > answered);
                seen.idle = !more;
                Ok(Batch {
                    answered,
                    wrote: true,
                    more,
                })
            }
            Err(error) => {
                seen.clear();
                self.store.runway.doubt();
                // What came in must not depend on whether it can be answered.
                match self.keep(arrivals).await {
                    Ok(()) => Err(Failure {
                        claimed: claim.claimed,
                        held: true,
                        error,
                    }),
                    Err(worse) => Err(nothing_claimed(worse)),
                }
            }
        }
    }

    /// Steps through the claimed updates and writes what they change.
    async fn answer(
        &self,
        tx: &mut AnyConnection,
        claim: &mut Claim,
        seen: &mut Seen,
        ledger: &mut Ledger,
    ) -> Result<(Changes, Departure<'_>)> {
        let now = (self.clock)();
        let arriving = claim.arriving.take();
        let claimed = &claim.claimed;
        let events: Vec<_> = claimed.iter().map(|update| self.event(update)).collect();
        let mut changes = Changes::new(now);
        changes.marked = arriving.is_some();
        if let Some(rows) = arriving {
            inbox::arrive(tx, rows).await?;
        }
        let loaded = Loaded::load(&self.store, tx, claimed, &events, seen, now);
        let mut loaded = loaded.await?;
        self.steps(claimed, &events, &mut loaded, &mut changes, ledger)
            .await;
        self.write(tx, Stepped { loaded, changes }, seen).await
    }

    /// Writes what the steps of a batch have come to.
    async fn write(
        &self,
        tx: &mut AnyConnection,
        stepped: Stepped,
        seen: &mut Seen,
    ) -> Result<(Changes, Departure<'_>)> {
        let Stepped {
            loaded,
            mut changes,
        } = stepped;
        // As late as can be: whoever has their answer writes again at once, and what was sent to them may
        // be known to have arrived by now.
        let mut departure = self.store.runway.departure();
        changes.write(&self.store, tx, &mut departure).await?;
        loaded.give_back(seen, &changes);
        Ok((changes, departure))
    }

    /// Takes the steps of a batch. An update whose office was changed by one before it is left for the next
    /// batch, so that each step sees what stands. Between the steps others may go on.
    async fn steps(
        &self,
        claimed: &[Claimed],
        events: &[Result<Event>],
        loaded: &mut Loaded,
        changes: &mut Changes,
        ledger: &mut Ledger,
    ) {
        for (at, (update, event)) in claimed.iter().zip(events).enumerate() {
            if at % BREATH == BREATH - 1 {
                tokio::task::yield_now().await;
            }
            if loaded.must_wait(at) {
                changes.put_off.push(update.clone());
                continue;
            }
            let change = match event {
                Ok(event) => self.step(loaded, at, update.update_id, event),
                Err(error) => Err(anyhow!("{error:#}")),
            };
            match change {
                Ok(change) => {
                    let offices = &loaded.actor(at).offices;
                    ledger.answered(update, event.as_ref().ok(), offices, &change.messages);
                    changes.add(change);
                }
                Err(error) => {
                    tracing::error!(
                        update = update.update_id,
                        "an update could not be answered: {error:#}"
                    );
                    let (language, event) = (loaded.language(at), event.as_ref().ok());
                    let messages = sorry(update.chat, language, event);
                    ledger.failed(update, event, &loaded.actor(at).offices, &messages);
                    changes.fail(update.update_id, &error, messages);
                }
            }
        }
    }

    fn event(&self, update: &Claimed) -> Result<Event> {
        catch_unwind(AssertUnwindSafe(|| {
            (self.read)(&update.source, &update.payload)
        }))
        .map_err(|_| anyhow!("reading the update panicked"))
    }

    fn step(&self, loaded: &mut Loaded, at: usize, update: i64, event: &Event) -> Result<Changes> {
        let (before, desk) = loaded.desk(&self.store, &self.languages, at, event);
        let stepped = catch_unwind(AssertUnwindSafe(|| {
            (self.step)(before.clone(), event, &desk)
        }));
        let change =
            stepped
                .map_err(|_| anyhow!("the step panicked"))
                .and_then(|(after, effects)| {
                    let mut change = effects::changes(
                        &self.store,
                        update,
                        loaded.actor(at),
                        event,
                        &desk,
                        effects,
                    )?;
                    if after != before {
                        change.states.push((loaded.actor(at).chat, after));
                    }
                    Ok(change)
                });
        loaded.put_back(desk);
        let change = change?;
        loaded.follow(at, &change);
        Ok(change)
    }
}
