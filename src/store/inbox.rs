//! What came in and waits to be answered: updates of Telegram and events of our own, kept as raw
//! text from before Telegram is told "received" until they are done. Two days longer stands that an id was
//! done with, by which a repetition is known: the text, which holds codes and names, goes with the answer.
//! What it means is the reader's business.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::{Context, Result};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::door::Arrival;
use super::many::{Cell, List, Rows};
use super::{KEPT, Store};
use crate::hidden::{Hidden, only_name};

/// One update as it arrived.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    /// Telegram's own id, or a negative one for an event of ours.
    pub update_id: i64,
    pub chat: i64,
    /// The raw text.
    pub payload: String,
}

/// One update whose turn it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Claimed {
    pub update_id: i64,
    pub chat: i64,
    pub source: String,
    pub payload: String,
    /// When it came in, in epoch milliseconds.
    pub received_at: i64,
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Received({}, {:?})",
            self.update_id,
            Hidden::text(&self.payload)
        )
    }
}

impl fmt::Debug for Claimed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Claimed({}, {:?})",
            self.update_id,
            Hidden::text(&self.payload)
        )
    }
}

/// Keeps a batch, by the hand of a worker that stands ready or by itself, and returns once that is
/// committed; gives how many updates were new. An id that is known is a repetition, unless what it
/// stands for was done so long ago that Telegram must have begun to count anew.
pub async fn receive(
    store: &Store,
    source: &str,
    batch: impl Into<Arc<[Received]>>,
    now: i64,
) -> Result<usize> {
    let batch = batch.into();
    if batch.is_empty() {
        return Ok(0);
    }
    if let Some(kept) = store.door.hand_in(source, &batch, now) {
        store.inbox_filled.notify_one();
        // The worker may end, or fail: what it did not keep is kept here, and a repetition is none.
        if let Ok(fresh) = kept.await {
            return Ok(fresh);
        }
    }
    let mut tx = store.begin().await?;
    let fresh = insert(store, &mut tx, source, &batch, now).await?;
    tx.commit().await.context("commit what was received")?;
    if fresh > 0 {
        store.inbox_filled.notify_one();
    }
    Ok(fresh)
}

/// The same within a transaction of the caller, who wakes the worker after the commit.
pub async fn insert(
    store: &Store,
    connection: &mut AnyConnection,
    source: &str,
    batch: &[Received],
    now: i64,
) -> Result<usize> {
    let at = moment(store, connection, now).await?;
    let mut seen = HashSet::new();
    let rows = batch
        .iter()
        .filter(|update| seen.insert(update.update_id))
        .map(|update| row(source, update, at, None));
    write(connection, rows.collect()).await
}

/// What arrived in an inbox in which nothing waited.
#[derive(Debug)]
pub struct Arrived {
    /// The oldest of each chat, marked as answered already.
    pub claimed: Vec<Claimed>,
    /// How many updates of each arrival were new.
    pub fresh: Vec<usize>,
    /// How many wait behind the claimed ones.
    pub behind: usize,
    pub rows: Rowed,
}

/// What is to be put in by [`arrive`].
#[derive(Default)]
pub struct Rowed(Vec<[Cell; 6]>);

only_name!(Rowed);

/// Some of what arrived was there before.
#[derive(Debug, thiserror::Error)]
#[error("an update came again")]
pub struct Repeated;

/// What [`claim`] would claim once this is put in, where nothing waits and nobody else claims: each row is
/// written once instead of twice. To be written by [`arrive`].
pub fn arrived(store: &Store, arrivals: &[Arrival], limit: usize, now: i64) -> Arrived {
    let (mut ids, mut chats) = (HashSet::new(), HashSet::new());
    let mut arrived = Arrived {
        claimed: Vec::new(),
        fresh: Vec::new(),
        behind: 0,
        rows: Rowed::default(),
    };
    let rows = &mut arrived.rows.0;
    for arrival in arrivals {
        let at = next_moment(store, arrival.now);
        let before = rows.len();
        // Within one arrival the order is that of the ids.
        let mut batch: Vec<&Received> = arrival.batch.iter().collect();
        batch.sort_by_key(|update| update.update_id);
        for update in batch {
            if !ids.insert(update.update_id) {
                continue;
            }
            let first = chats.insert(update.chat) && arrived.claimed.len() < limit;
            let done = first.then_some(now);
            rows.push(row(&arrival.source, update, at, done));
            if first {
                arrived.claimed.push(Claimed {
                    update_id: update.update_id,
                    chat: update.chat,
                    source: arrival.source.clone(),
                    payload: update.payload.clone(),
                    received_at: at,
                });
            } else {
                arrived.behind += 1;
            }
        }
        arrived.fresh.push(rows.len() - before);
    }
    arrived
}

/// Puts in what arrived. Fails if some of it was there before: then nothing must be made of it, and the
/// transaction be given up.
pub async fn arrive(connection: &mut AnyConnection, rows: Rowed) -> Result<()> {
    let count = rows.0.len();
    let new = write(connection, rows.0).await?;
    anyhow::ensure!(new == count, Repeated);
    Ok(())
}

/// The moment under which a batch is kept. Update ids begin anew after an idle week and the clock may
/// be set back: what comes later must still sort later, so each batch has a moment of its own.
async fn moment(store: &Store, connection: &mut AnyConnection, now: i64) -> Result<i64> {
    if store.is_sqlite() {
        return Ok(next_moment(store, now));
    }
    let waiting: i64 =
        sqlx::query("SELECT COALESCE(MAX(received_at), 0) FROM inbox WHERE done_at IS NULL")
            .fetch_one(&mut *connection)
            .await?
            .try_get(0)?;
    Ok(next_moment(store, now.max(waiting + 1)))
}

/// The same where nobody else fills the inbox: `received` knows what this process did.
fn next_moment(store: &Store, now: i64) -> i64 {
    let next = |last: i64| now.max(last + 1);
    let last = store
        .received
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| {
            Some(next(last))
        })
        .unwrap_or_else(|last| last);
    next(last)
}

fn row(source: &str, update: &Received, at: i64, done: Option<i64>) -> [Cell; 6] {
    [
        Cell::Int(update.update_id),
        Cell::Int(update.chat),
        Cell::Text(source.to_owned()),
        // Of what is answered in the same commit nothing is written down.
        Cell::Text(match done {
            Some(_) => String::new(),
            None => update.payload.clone(),
        }),
        Cell::Int(at),
        Cell::MaybeInt(done),
    ]
}

/// Gives how many of the rows were new.
async fn write(connection: &mut AnyConnection, rows: Vec<[Cell; 6]>) -> Result<usize> {
    // `cutoff` travels in a column, because a statement over rows has no other parameters.
    static INSERT: Rows = Rows::new(
        "INSERT INTO inbox (update_id, chat_id, source, payload, received_at, done_at) \
         SELECT column1, column2, column3, column4, column5, column6 FROM (VALUES {}) AS given \
         WHERE column1 IS NOT NULL \
         ON CONFLICT (update_id) DO UPDATE SET chat_id = excluded.chat_id, source = excluded.source, \
           payload = excluded.payload, received_at = excluded.received_at, \
           done_at = excluded.done_at, failed_at = NULL, error = NULL \
         WHERE inbox.done_at IS NOT NULL AND inbox.done_at < excluded.received_at - 172800000",
        6,
    );
    const { assert!(KEPT == 172_800_000) };
    Ok(INSERT.execute(connection, rows).await? as usize)
}

/// The oldest waiting update of each chat, the oldest chats first. On PostgreSQL they are locked
/// until the transaction ends, and those that another worker holds are passed over.
pub async fn claim(
    store: &Store,
    connection: &mut AnyConnection,
    limit: usize,
) -> Result<Vec<Claimed>> {
    // SQLite would prepare the statement anew each time for a bare `LIMIT $1`.
    macro_rules! oldest {
        ($lock:literal) => {
            concat!(
                "SELECT i.update_id, i.chat_id, i.source, i.payload, i.received_at FROM inbox AS i WHERE i.done_at IS NULL \
                 AND NOT EXISTS (SELECT 1 FROM inbox AS e WHERE e.done_at IS NULL AND e.chat_id = i.chat_id \
                   AND (e.received_at < i.received_at \
                     OR (e.received_at = i.received_at AND e.update_id < i.update_id))) \
                 ORDER BY i.received_at, i.update_id LIMIT $1 + 0",
                $lock
            )
        };
    }
    let sql = if store.is_sqlite() {
        oldest!("")
    } else {
        oldest!(" FOR UPDATE OF i SKIP LOCKED")
    };
    let rows = sqlx::query(sql)
        .bind(limit as i64)
        .fetch_all(connection)
        .await
        .context("claim updates")?;
    rows.iter().map(claimed).collect()
}

fn claimed(row: &AnyRow) -> Result<Claimed> {
    Ok(Claimed {
        update_id: row.try_get(0)?,
        chat: row.try_get(1)?,
        source: row.try_get(2)?,
        payload: row.try_get(3)?,
        received_at: row.try_get(4)?,
    })
}

/// Marks updates as answered, and lets go of what they said.
pub async fn done(connection: &mut AnyConnection, updates: &[i64], now: i64) -> Result<()> {
    static DONE: List = List::new(
        "UPDATE inbox SET done_at = $1, payload = '' WHERE done_at IS NULL AND update_id IN ({})",
        1,
    );
    let affected = DONE.execute(connection, &[now], updates).await?;
    anyhow::ensure!(
        affected as usize == updates.len(),
        "another worker was faster: {affected} of {}",
        updates.len()
    );
    Ok(())
}

/// Takes back the mark of updates that [`arrive`] has claimed and that must wait after all.
pub async fn put_off(connection: &mut AnyConnection, updates: &[Claimed]) -> Result<()> {
    static PUT_OFF: Rows = Rows::new(
        "UPDATE inbox SET done_at = NULL, payload = given.column2 FROM (VALUES {}) AS given \
         WHERE inbox.update_id = given.column1 AND given.column1 IS NOT NULL",
        2,
    );
    let rows = updates.iter().map(|update| {
        let payload = Cell::Text(update.payload.clone());
        [Cell::Int(update.update_id), payload]
    });
    PUT_OFF.execute(connection, rows).await?;
    Ok(())
}

/// Marks an update that could not be answered, and lets go of what it said; `error` for the log of the one who
/// runs the bot.
pub async fn failed(
    connection: &mut AnyConnection,
    update: i64,
    error: &str,
    now: i64,
) -> Result<()> {
    sqlx::query(
        "UPDATE inbox SET done_at = $1, failed_at = $1, payload = '', error = $2 WHERE update_id = $3",
    )
    .bind(now)
    .bind(error)
    .bind(update)
    .execute(connection)
    .await?;
    Ok(())
}

/// How many updates wait.
pub async fn waiting(store: &Store) -> Result<i64> {
    count_waiting(&mut *store.reader().await?).await
}

/// The same within a transaction of the caller.
pub async fn count_waiting(connection: &mut AnyConnection) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) FROM inbox WHERE done_at IS NULL")
        .fetch_one(connection)
        .await?;
    Ok(row.try_get(0)?)
}
