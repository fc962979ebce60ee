//! Messages that shall leave: written in the transaction of the step that wanted them, delivered by
//! the sender, their outcome recorded here. A chat's messages leave in order, one at a time; a row is
//! marked before it is sent, so that after a crash the doubtful ones are known.

use std::collections::HashSet;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, Row};

use super::Store;
use super::many::{Cell, List, Rows, portions};
use super::runway::{Departure, Sent};
use crate::dialogue::admin::ExportKind;
use crate::dialogue::heat_map::Picture;
use crate::dialogue::{Action, Button, Phrase, Place, Screen};
use crate::domain::office::{DocumentId, Language, OfficeId, PostId, ReportId};

/// What shall be sent; the Telegram edge renders it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Outgoing {
    /// A new message.
    Show { screen: Screen },
    /// Edits this message; sends a new one if it cannot be edited any more.
    Replace {
        message: i32,
        screen: Screen,
        /// The press that asked for it, answered without words at the same time.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        press: Option<String>,
    },
    /// Answers the press of a button.
    AnswerPress {
        press: String,
        text: Option<Phrase>,
        alert: bool,
    },
    /// A file of a report with the screen as its caption and buttons.
    Deliver {
        document: DocumentId,
        screen: Screen,
    },
    /// A picture that is drawn when it is sent, with the screen as its caption.
    Picture { picture: Picture, screen: Screen },
    /// A link by which a person takes a post, with its picture. The code is made when it is sent.
    Invitation {
        office: OfficeId,
        post: PostId,
        /// What is said; the link and until when it can be used are added.
        said: Phrase,
    },
    /// The office's plan as a file, as it is when it is sent.
    Plan { office: OfficeId, kind: ExportKind },
    /// Sets the chat's menu of commands to what its person can use when this is sent. No message.
    Menu,
}

impl Outgoing {
    /// Whether it takes long to send: the sender claims it by itself.
    fn is_file(&self) -> bool {
        matches!(
            self,
            Outgoing::Deliver { .. }
                | Outgoing::Picture { .. }
                | Outgoing::Invitation { .. }
                | Outgoing::Plan { .. }
        )
    }

    /// Whether the chat gets a message by it, which is what Telegram counts.
    pub fn is_message(&self) -> bool {
        !matches!(self, Outgoing::AnswerPress { .. } | Outgoing::Menu)
    }
}

/// A message to be written into the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub chat: i64,
    pub language: Language,
    pub outgoing: Outgoing,
    /// Of a `Show`: it takes the place of what the chat was last shown under the same key.
    pub key: Option<String>,
}

/// A message whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub id: i64,
    pub chat: i64,
    pub language: Language,
    pub outgoing: Outgoing,
    /// How often it was tried before.
    pub attempts: i64,
}

/// What became of a message that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent {
        message_id: Option<i64>,
    },
    /// To be tried again, not before this moment (epoch milliseconds); the chat waits.
    Retry {
        not_before: i64,
        error: String,
    },
    /// Given up.
    Failed {
        error: String,
    },
    /// The person has blocked the bot: nothing more is tried until they are back.
    Blocked,
    /// The request left, the answer never came: treated like a send that a crash interrupted.
    Unsure,
}

/// Puts messages into the outbox, in this order; the caller wakes the sender after the commit.
pub async fn insert(
    store: &Store,
    connection: &mut AnyConnection,
    messages: Vec<Message>,
    now: i64,
) -> Result<()> {
    write(store, connection, messages, None, now).await?;
    Ok(())
}

/// The same, and those that may leave at once are marked as being sent already and board `departure`.
/// Gives whether others wait, for which the caller wakes the sender after the commit.
///
/// What leaves at once is the first message to a chat to which nothing else is on its way. Files are
/// claimed by the sender: one that was marked and never left would be asked about after a crash. So are
/// messages with a key, which are looked up when their turn comes. And on PostgreSQL everything is, since
/// another process may write to the same chat at this moment.
pub async fn insert_leaving(
    store: &Store,
    connection: &mut AnyConnection,
    messages: Vec<Message>,
    departure: &mut Departure<'_>,
    now: i64,
) -> Result<bool> {
    write(store, connection, messages, Some(departure), now).await
}

async fn write(
    store: &Store,
    connection: &mut AnyConnection,
    messages: Vec<Message>,
    mut departure: Option<&mut Departure<'_>>,
    now: i64,
) -> Result<bool> {
    static INSERT: Rows = Rows::new(
        "INSERT INTO outbox (id, chat_id, place, language, body, status, attempts, not_before, created_at, key) \
         SELECT column1, column2, column1, column3, column4, column5, column6, 0, column7, column8 \
         FROM (VALUES {}) AS given WHERE column1 IS NOT NULL",
        8,
    );
    let messages = superseding(connection, messages).await?;
    if messages.is_empty() {
        return Ok(false);
    }
    let mut occupied = unsettled(store, connection, &messages).await?;
    let mut waits = false;
    let mut rows = Vec::with_capacity(messages.len());
    for message in messages {
        let body = serde_json::to_string(&message.outgoing)?;
        let id = store.id(now);
        let may_leave = occupied.insert(message.chat)
            && store.is_sqlite()
            && message.key.is_none()
            && !message.outgoing.is_file();
        let leaving = departure
            .as_deref_mut()
            .filter(|_| may_leave)
            .is_some_and(|departure| {
                let admitted = departure.admit(message.chat);
                if admitted {
                    departure.board(Waiting {
                        id,
                        chat: message.chat,
                        language: message.language,
                        outgoing: message.outgoing,
                        attempts: 0,
                    });
                }
                admitted
            });
        waits |= !leaving;
        rows.push([
            Cell::Int(id),
            Cell::Int(message.chat),
            Cell::Text(message.language.to_string()),
            Cell::Text(body),
            Cell::Text(if leaving { "sending" } else { "waiting" }.to_owned()),
            Cell::Int(i64::from(leaving)),
            Cell::Int(now),
            Cell::MaybeText(message.key),
        ]);
    }
    INSERT.execute(connection, rows).await?;
    Ok(waits)
}

/// A message that lets every other go first, and is of no use after a moment (epoch milliseconds).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calm {
    pub id: i64,
    pub chat: i64,
    pub language: Language,
    pub screen: Screen,
    pub not_after: i64,
}

/// Puts calm messages into the outbox; the caller wakes the sender after the commit.
pub async fn insert_calm(
    connection: &mut AnyConnection,
    messages: Vec<Calm>,
    now: i64,
) -> Result<()> {
    static INSERT: Rows = Rows::new(
        "INSERT INTO outbox (id, chat_id, place, language, body, status, attempts, not_before, created_at, calm, not_after) \
         SELECT column1, column2, column1, column3, column4, 'waiting', 0, 0, column5, 1, column6 \
         FROM (VALUES {}) AS given WHERE column1 IS NOT NULL",
        6,
    );
    let mut rows = Vec::with_capacity(messages.len());
    for message in messages {
        let screen = message.screen;
        let body = serde_json::to_string(&Outgoing::Show { screen })?;
        rows.push([
            Cell::Int(message.id),
            Cell::Int(message.chat),
            Cell::Text(message.language.to_string()),
            Cell::Text(body),
            Cell::Int(now),
            Cell::Int(message.not_after),
        ]);
    }
    INSERT.execute(connection, rows).await?;
    Ok(())
}

/// Drops the calm messages that are of no use any more, and those that a clock wrote which was ahead.
pub async fn drop_late(connection: &mut AnyConnection, now: i64) -> Result<u64> {
    let dropped = sqlx::query(
        "UPDATE outbox SET status = 'dropped', error = 'late', settled_at = $1 \
         WHERE settled_at IS NULL AND calm = 1 AND status = 'waiting' AND (not_after <= $1 OR created_at > $1)",
    )
    .bind(now)
    .execute(connection)
    .await?;
    Ok(dropped.rows_affected())
}

/// How many calm messages wait, and whether some of them are to be dropped.
pub async fn calm_waiting(connection: &mut AnyConnection, now: i64) -> Result<(usize, bool)> {
    let row = sqlx::query(
        "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN not_after <= $1 OR created_at > $1 THEN 1 ELSE 0 END), 0) AS BIGINT) \
         FROM outbox WHERE settled_at IS NULL AND calm = 1 AND status = 'waiting'",
    )
    .bind(now)
    .fetch_one(connection)
    .await?;
    let late: i64 = row.try_get(1)?;
    Ok((usize::try_from(row.try_get::<i64, _>(0)?)?, late > 0))
}

/// The chats of these messages to which something is on its way or waits. What comes now shall have a
/// later place, also if another process, whose clock may be ahead, has written there.
async fn unsettled(
    store: &Store,
    connection: &mut AnyConnection,
    messages: &[Message],
) -> Result<HashSet<i64>> {
    // A calm message that waits lets the others go first.
    static UNSETTLED: List = List::new(
        "SELECT chat_id, MAX(place) FROM outbox WHERE settled_at IS NULL AND chat_id IN ({}) \
         AND (calm = 0 OR status <> 'waiting') GROUP BY chat_id",
        0,
    );
    let chats: HashSet<i64> = messages.iter().map(|message| message.chat).collect();
    let chats: Vec<i64> = chats.into_iter().collect();
    let mut unsettled = HashSet::new();
    for portion in portions(&chats) {
        let rows = UNSETTLED
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?;
        for row in rows {
            unsettled.insert(row.try_get(0)?);
            store.ids.exceed(row.try_get(1)?);
        }
    }
    Ok(unsettled)
}

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

/// The messages that are left to be inserted once those with a key have replaced what still waits under
/// it. Costs nothing where no message has a key.
async fn superseding(
    connection: &mut AnyConnection,
    messages: Vec<Message>,
) -> Result<Vec<Message>> {
    let mut left: Vec<Message> = Vec::with_capacity(messages.len());
    for message in messages {
        let Some(key) = &message.key else {
            left.push(message);
            continue;
        };
        let same = |earlier: &&mut Message| {
            earlier.chat == message.chat && earlier.key.as_ref() == Some(key)
        };
        if let Some(earlier) = left.iter_mut().find(same) {
            *earlier = message;
            continue;
        }
        let replaced = sqlx::query(
            "UPDATE outbox SET body = $1, language = $2 WHERE chat_id = $3 AND key = $4 \
             AND status = 'waiting' AND settled_at IS NULL",
        )
        .bind(serde_json::to_string(&message.outgoing)?)
        .bind(message.language.code())
        .bind(message.chat)
        .bind(key)
        .execute(&mut *connection)
        .await?;
        if replaced.rows_affected() == 0 {
            left.push(message);
        }
    }
    Ok(left)
}

/// A new screen with a key becomes an edit of the message that was last sent under it. Looked up when its
/// turn has come, since the one before it may have been in flight until then.
async fn in_its_place(
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

/// The message that a person works in, by what was sent to their chat last; it may be none. `None` where
/// nothing says so any more.
pub async fn desk(store: &Store, chat: i64) -> Result<Option<Option<i64>>> {
    let rows = sqlx::query(
        "SELECT message_id, body FROM outbox WHERE chat_id = $1 AND message_id IS NOT NULL \
         ORDER BY place DESC, id DESC LIMIT 20",
    )
    .bind(chat)
    .fetch_all(&mut *store.reader().await?)
    .await?;
    for row in &rows {
        let place = match serde_json::from_str(row.try_get(1)?) {
            Ok(Outgoing::Show { screen } | Outgoing::Replace { screen, .. }) => screen.place,
            _ => continue,
        };
        match place {
            Place::Desk => return Ok(Some(row.try_get(0)?)),
            Place::Lasting => return Ok(Some(None)),
            Place::Aside => {}
        }
    }
    Ok(None)
}

/// When the next message may be tried (epoch milliseconds), if one waits for nothing but its moment.
pub async fn due(store: &Store) -> Result<Option<i64>> {
    let row = sqlx::query(
        "SELECT MIN(o.not_before) FROM outbox AS o WHERE o.settled_at IS NULL AND o.status = 'waiting' AND o.calm = 0 \
         AND NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.settled_at IS NULL \
           AND e.chat_id = o.chat_id AND e.place < o.place)",
    )
    .fetch_one(&mut *store.reader().await?)
    .await?;
    Ok(row.try_get(0)?)
}

/// Records what was sent.
pub async fn record_sent(connection: &mut AnyConnection, sent: &[Sent], now: i64) -> Result<()> {
    static SENT: Rows = Rows::new(
        "UPDATE outbox SET status = 'sent', message_id = given.column2, settled_at = given.column3 \
         FROM (VALUES {}) AS given WHERE outbox.id = given.column1 AND given.column1 IS NOT NULL",
        3,
    );
    let rows = sent
        .iter()
        .map(|(id, message_id)| [Cell::Int(*id), Cell::MaybeInt(*message_id), Cell::Int(now)]);
    SENT.execute(connection, rows).await?;
    Ok(())
}

async fn record(
    store: &Store,
    connection: &mut AnyConnection,
    outcomes: &[(i64, Outcome)],
    now: i64,
) -> Result<()> {
    let sent: Vec<Sent> = outcomes
        .iter()
        .filter_map(|(id, outcome)| match outcome {
            Outcome::Sent { message_id } => Some((*id, *message_id)),
            _ => None,
        })
        .collect();
    record_sent(connection, &sent, now).await?;
    for (id, outcome) in outcomes {
        match outcome {
            Outcome::Sent { .. } => {}
            Outcome::Retry { not_before, error } => {
                retry(connection, *id, *not_before, error).await?
            }
            Outcome::Failed { error } => {
                settle(connection, *id, "failed", Some(error), now).await?
            }
            Outcome::Blocked => blocked(connection, *id, now).await?,
            Outcome::Unsure => unsure(store, connection, *id, now).await?,
        }
    }
    Ok(())
}

async fn next(
    store: &Store,
    connection: &mut AnyConnection,
    busy: &[i64],
    limit: usize,
    calm: bool,
    now: i64,
) -> Result<Vec<Waiting>> {
    // A row that is in flight, or waits for its moment, holds back the later ones of its chat; a calm one
    // that waits holds back other calm ones only.
    macro_rules! next {
        ($which:literal, $lock:literal) => {
            concat!(
                "WITH next AS MATERIALIZED (SELECT o.id AS next_id FROM outbox AS o \
                 WHERE o.settled_at IS NULL AND o.status = 'waiting' AND o.not_before <= $1 AND ",
                $which,
                " AND o.chat_id NOT IN ({}) ORDER BY o.place LIMIT $2",
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
        match serde_json::from_str(row.try_get(3)?) {
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

async fn retry(
    connection: &mut AnyConnection,
    id: i64,
    not_before: i64,
    error: &str,
) -> Result<()> {
    sqlx::query("UPDATE outbox SET status = 'waiting', not_before = $1, error = $2 WHERE id = $3")
        .bind(not_before)
        .bind(error)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

async fn settle(
    connection: &mut AnyConnection,
    id: i64,
    status: &'static str,
    error: Option<&str>,
    now: i64,
) -> Result<()> {
    sqlx::query("UPDATE outbox SET status = $1, error = $2, settled_at = $3 WHERE id = $4")
        .bind(status)
        .bind(error.map(str::to_owned))
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Drops what waits for this row's chat, and remembers that the person is away.
async fn blocked(connection: &mut AnyConnection, id: i64, now: i64) -> Result<()> {
    sqlx::query(
        "UPDATE person SET blocked_at = $1 WHERE blocked_at IS NULL \
         AND chat_id = (SELECT chat_id FROM outbox WHERE id = $2)",
    )
    .bind(now)
    .bind(id)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "UPDATE outbox SET status = 'dropped', error = 'blocked', settled_at = $1 WHERE settled_at IS NULL \
         AND chat_id = (SELECT chat_id FROM outbox WHERE id = $2)",
    )
    .bind(now)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(())
}

/// After a crash: puts right what was being sent when it happened, and gives how many those were.
/// Edits and answers to presses are simply done again. Of messages about half had gone out: a text is
/// sent once more, marked as perhaps a repetition; a file is not, its reader is asked.
pub async fn recover(store: &Store, now: i64) -> Result<usize> {
    let mut tx = store.begin().await?;
    let rows = sqlx::query(
        "SELECT id FROM outbox WHERE settled_at IS NULL AND status = 'sending' ORDER BY place",
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in &rows {
        unsure(store, &mut tx, row.try_get(0)?, now).await?;
    }
    tx.commit()
        .await
        .context("commit the recovery of the outbox")?;
    if !rows.is_empty() {
        store.outbox_filled.notify_one();
    }
    Ok(rows.len())
}

async fn unsure(store: &Store, connection: &mut AnyConnection, id: i64, now: i64) -> Result<()> {
    let Some(row) = sqlx::query("SELECT body, chat_id, key, calm FROM outbox WHERE id = $1")
        .bind(id)
        .fetch_optional(&mut *connection)
        .await?
    else {
        return Ok(());
    };
    // A reminder that may have come is better missed than sent twice: the next one says the same.
    if row.try_get::<i64, _>(3)? == 1 {
        return settle(connection, id, "unsure", Some("interrupted"), now).await;
    }
    let mut was = serde_json::from_str(row.try_get(0)?)?;
    if let Some(key) = row.try_get::<Option<&str>, _>(2)? {
        was = in_its_place(connection, row.try_get(1)?, key, was).await?;
    }
    let instead = match was {
        // A new code voids the one that may have gone out; a plan or a picture may come twice.
        again @ (Outgoing::Replace { .. }
        | Outgoing::AnswerPress { .. }
        | Outgoing::Invitation { .. }
        | Outgoing::Plan { .. }
        | Outgoing::Picture { .. }
        | Outgoing::Menu) => {
            drop(again);
            return retry(connection, id, 0, "interrupted").await;
        }
        Outgoing::Show { mut screen } => {
            if screen
                .parts
                .first()
                .is_none_or(|part| part.key != "again-mark")
            {
                screen.parts.insert(0, Phrase::new("again-mark"));
            }
            Outgoing::Show { screen }
        }
        Outgoing::Deliver { document, .. } => {
            let mut screen = Screen::new("maybe-delivered");
            if let Some(report) = report_of(connection, document).await? {
                let label = Phrase::new("button-file-again");
                screen.buttons.push(vec![Button {
                    label,
                    action: Action::FileAgain(report),
                }]);
            }
            Outgoing::Show { screen }
        }
    };
    // It takes the original's place, so that it comes before what the chat was to read after it.
    sqlx::query(
        "INSERT INTO outbox (id, chat_id, place, language, body, status, attempts, not_before, created_at, key) \
         SELECT $1, chat_id, place, language, $2, 'waiting', 0, 0, $3, key FROM outbox WHERE id = $4",
    )
    .bind(store.id(now))
    .bind(serde_json::to_string(&instead)?)
    .bind(now)
    .bind(id)
    .execute(&mut *connection)
    .await?;
    settle(connection, id, "unsure", Some("interrupted"), now).await
}

async fn report_of(
    connection: &mut AnyConnection,
    document: DocumentId,
) -> Result<Option<ReportId>> {
    let row = sqlx::query("SELECT report_id FROM document WHERE id = $1")
        .bind(document.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok(ReportId(row.try_get(0)?))).transpose()
}

/// Deletes what was sent or dropped before `then`.
pub async fn forget(connection: &mut AnyConnection, then: i64) -> Result<u64> {
    let deleted =
        sqlx::query("DELETE FROM outbox WHERE settled_at < $1 AND status IN ('sent', 'dropped', 'failed', 'unsure')")
            .bind(then)
            .execute(connection)
            .await?;
    Ok(deleted.rows_affected())
}
