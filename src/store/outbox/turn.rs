//! Whose turn it is: messages that people wait for in their order within a chat, calm ones where nothing
//! else is to be said and the sender has room to spare. What is claimed is marked before it is sent.

use anyhow::{Context, Result};
use sqlx::{AnyConnection, Row};

use super::outcomes::{record, settle};
use super::{Outcome, Outgoing, Waiting};
use crate::dialogue::Place;
use crate::domain::office::Language;
use crate::store::Store;
use crate::store::json;
use crate::store::many::List;

/// How many messages the sender can take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Of those that people wait for.
    pub prompt: usize,
    /// Of the calm ones.
    pub calm: usize,
}

impl From<usize> for Room {
    fn from(prompt: usize) -> Room {
        Room { prompt, calm: 0 }
    }
}

/// What a turn of the sender came to.
#[derive(Debug, Default)]
pub struct Turn {
    /// Marked as being sent, the oldest first.
    pub next: Vec<Waiting>,
    /// Whether others wait, for their moment, their chat or room.
    pub more: bool,
    /// Likewise calm ones.
    pub more_calm: bool,
}

/// A new screen with a key becomes an edit of the message that was last sent under it. Looked up when its
/// turn has come, since the one before it may have been in flight until then.
pub(super) async fn in_its_place(
    connection: &mut AnyConnection,
    chat: i64,
    key: &str,
    outgoing: Outgoing,
) -> Result<Outgoing> {
    let Outgoing::Show { screen } = outgoing else {
        return Ok(outgoing);
    };
    let sent = sqlx::query(
        "SELECT message_id FROM outbox WHERE chat_id = $1 AND key = $2 AND status = 'sent' \
         AND message_id IS NOT NULL ORDER BY place DESC, id DESC LIMIT 1",
    )
    .bind(chat)
    .bind(key)
    .fetch_optional(connection)
    .await?;
    let message = sent.map(|row| row.try_get::<i64, _>(0)).transpose()?;
    Ok(match message.and_then(|id| i32::try_from(id).ok()) {
        Some(message) if matches!(screen.place, Place::UnderWay | Place::Ended) => {
            Outgoing::Amend { message, screen }
        }
        Some(message) => Outgoing::Replace {
            message,
            screen,
            press: None,
        },
        None => Outgoing::Show { screen },
    })
}

/// Records the outcomes of what was in flight and marks the next as being sent, in one transaction:
/// at most `limit`, one a chat, the oldest first, none for chats in `busy`.
pub async fn turn(
    store: &Store,
    outcomes: &[(i64, Outcome)],
    busy: &[i64],
    room: impl Into<Room>,
    now: i64,
) -> Result<Turn> {
    let room = room.into();
    let mut tx = store.begin_queues().await?;
    record(store, &mut tx, outcomes, now).await?;
    let mut turn = Turn::default();
    if room.prompt > 0 {
        turn.next = next(store, &mut tx, busy, room.prompt, false, now).await?;
    }
    let calm = room.calm.saturating_sub(turn.next.len());
    if calm > 0 {
        let calm = next(store, &mut tx, busy, calm, true, now).await?;
        turn.next.extend(calm);
    }
    if room != Room::default() {
        (turn.more, turn.more_calm) = waits(&mut tx).await?;
    }
    tx.commit().await.context("commit the outbox")?;
    Ok(turn)
}

/// Puts back what is marked as being sent, is not in `known` and has an id before `before`; gives how many
/// those were. For the one who knows everything that is in flight.
pub async fn reclaim(store: &Store, known: &[i64], before: i64) -> Result<u64> {
    static RECLAIM: List = List::new(
        "UPDATE outbox SET status = 'waiting' WHERE settled_at IS NULL AND status = 'sending' \
         AND id < $1 AND id NOT IN ({})",
        1,
    );
    // No message has the id 0.
    let known = if known.is_empty() { &[0] } else { known };
    let mut tx = store.begin_queues().await?;
    let reclaimed = RECLAIM.execute(&mut tx, &[before], known).await?;
    tx.commit().await.context("commit the outbox")?;
    Ok(reclaimed)
}

/// Whether messages wait that people wait for, and whether calm ones do.
async fn waits(connection: &mut AnyConnection) -> Result<(bool, bool)> {
    macro_rules! waiting {
        ($calm:literal) => {
            concat!(
                "SELECT CAST(",
                $calm,
                " AS BIGINT) WHERE EXISTS (SELECT 1 FROM outbox \
                 WHERE settled_at IS NULL AND status = 'waiting' AND calm = ",
                $calm,
                ")"
            )
        };
    }
    const WAITING: &str = concat!(waiting!("0"), " UNION ALL ", waiting!("1"));
    let mut waits = (false, false);
    for row in sqlx::query(WAITING).fetch_all(connection).await? {
        match row.try_get::<i64, _>(0)? {
            0 => waits.0 = true,
            _ => waits.1 = true,
        }
    }
    Ok(waits)
}

/// When the next message may be tried (epoch milliseconds), if one that is not calm waits for nothing
/// but its moment.
pub async fn due(store: &Store) -> Result<Option<i64>> {
    let row = sqlx::query(
        "SELECT MIN(o.not_before) FROM outbox AS o WHERE o.settled_at IS NULL AND o.status = 'waiting' AND o.calm = 0 \
         AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.settled_at IS NULL AND e.calm = 0 \
           AND e.chat_id = o.chat_id AND e.place < o.place)",
    )
    .fetch_one(&mut *store.reader().await?)
    .await?;
    Ok(row.try_get(0)?)
}

async fn next(
    store: &Store,
    connection: &mut AnyConnection,
    busy: &[i64],
    limit: usize,
    calm: bool,
    now: i64,
) -> Result<Vec<Waiting>> {
    // A moment that is more than an hour ahead was written down by a clock that was wrong: nothing is put off
    // for longer, and what Telegram itself asks to wait the sender knows by a clock that only counts.
    // SQLite plans a bare `LIMIT $2` for the value that is bound, and prepares the statement anew each time.
    // A row that is in flight, or waits for its moment, holds back the later ones of its chat; a calm one
    // that waits holds back other calm ones only.
    macro_rules! next {
        ($which:literal, $lock:literal) => {
            concat!(
                "WITH next AS MATERIALIZED (SELECT o.id AS next_id FROM outbox AS o \
                 WHERE o.settled_at IS NULL AND o.status = 'waiting' \
                 AND (o.not_before <= $1 OR o.not_before > $1 + 3600000) AND ",
                $which,
                " AND o.chat_id NOT IN ({}) ORDER BY o.place LIMIT $2 + 0",
                $lock,
                ") UPDATE outbox SET status = 'sending', attempts = attempts + 1 FROM next \
                 WHERE id = next_id RETURNING id, chat_id, language, body, attempts, place, key"
            )
        };
    }
    macro_rules! prompt {
        ($lock:literal) => {
            next!(
                "o.calm = 0 AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.settled_at IS NULL \
                   AND e.chat_id = o.chat_id AND (e.calm = 0 AND e.place < o.place \
                     OR e.calm = 1 AND e.status <> 'waiting'))",
                $lock
            )
        };
    }
    // What was written at a moment that is still to come was written by a clock that was wrong.
    macro_rules! calm {
        ($lock:literal) => {
            next!(
                "o.calm = 1 AND o.not_after > $1 AND o.created_at <= $1 \
                 AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.settled_at IS NULL \
                   AND e.chat_id = o.chat_id AND (e.calm = 0 OR e.place < o.place))",
                $lock
            )
        };
    }
    static SQLITE: List = List::new(prompt!(""), 2);
    static POSTGRES: List = List::new(prompt!(" FOR UPDATE OF o SKIP LOCKED"), 2);
    static CALM_SQLITE: List = List::new(calm!(""), 2);
    static CALM_POSTGRES: List = List::new(calm!(" FOR UPDATE OF o SKIP LOCKED"), 2);
    let list = match (store.is_sqlite(), calm) {
        (true, false) => &SQLITE,
        (false, false) => &POSTGRES,
        (true, true) => &CALM_SQLITE,
        (false, true) => &CALM_POSTGRES,
    };
    // No chat has the id 0.
    let busy = if busy.is_empty() { &[0] } else { busy };
    let rows = list
        .query(&[now, limit as i64], busy)
        .fetch_all(&mut *connection)
        .await?;
    let mut next = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = row.try_get(0)?;
        match json::read(row.try_get(3)?) {
            Ok(outgoing) => {
                let chat = row.try_get(1)?;
                let outgoing = match row.try_get::<Option<&str>, _>(6)? {
                    Some(key) => in_its_place(connection, chat, key, outgoing).await?,
                    None => outgoing,
                };
                let waiting = Waiting {
                    id,
                    chat,
                    language: Language::from_code(row.try_get(2)?),
                    outgoing,
                    attempts: row.try_get::<i64, _>(4)? - 1,
                };
                next.push((row.try_get::<i64, _>(5)?, waiting));
            }
            Err(error) => {
                tracing::error!(%error, id, "a message in the outbox cannot be read");
                settle(connection, id, "failed", Some("cannot be read"), now).await?;
            }
        }
    }
    // What an UPDATE returns has no order.
    next.sort_unstable_by_key(|(place, waiting)| (*place, waiting.id));
    Ok(next.into_iter().map(|(_, waiting)| waiting).collect())
}
