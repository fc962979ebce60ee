//! Messages that shall leave: written in the transaction of the step that wanted them, delivered by
//! the sender, their outcome recorded here. A chat's messages leave in order, one at a time; a row is
//! marked before it is sent, so that after a crash the doubtful ones are known.

mod calm;
mod outcomes;
mod turn;

pub use calm::{Calm, calm_waiting, drop_late, insert_calm};
pub use outcomes::{FLOODED, record_sent, recover};
pub use turn::{Room, Turn, due, reclaim, turn};

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, Row};

use super::Store;
use super::many::{Cell, List, Rows, portions};
use super::runway::{Boarded, Departure};
use crate::dialogue::admin::ExportKind;
use crate::dialogue::heat_map::Picture;
use crate::dialogue::{Phrase, Place, Screen};
use crate::domain::office::{DocumentId, Language, OfficeId, PostId};
use crate::domain::readiness::page::Page;

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
    /// Edits this message where it stands, whatever the chat's person works in; a new one if it cannot be edited.
    Amend { message: i32, screen: Screen },
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
    /// What is to be mended, set as a file when it is sent, with the screen as its caption.
    Page { page: Box<Page>, screen: Screen },
    /// A link by which a person takes a post, with its picture. The code is made when it is sent.
    Invitation {
        office: OfficeId,
        post: PostId,
        /// What is said; the link and until when it can be used are added.
        said: Phrase,
    },
    /// The office's plan as a file, as it is when it is sent.
    Plan { office: OfficeId, kind: ExportKind },
    /// Everything that is stored of the chat's person as a file, as it is when it is sent.
    OwnData { words: bool },
    /// Sets the chat's menu of commands to what its person can use when this is sent. No message.
    Menu,
}

impl Outgoing {
    /// Whether it takes long to send: the sender claims it by itself.
    pub fn is_file(&self) -> bool {
        matches!(
            self,
            Outgoing::Deliver { .. }
                | Outgoing::Picture { .. }
                | Outgoing::Page { .. }
                | Outgoing::Invitation { .. }
                | Outgoing::Plan { .. }
                | Outgoing::OwnData { .. }
        )
    }

    /// The press that is answered without words beside it.
    pub fn press_along(&self) -> Option<String> {
        match self {
            Outgoing::Replace { press, .. } => press.clone(),
            _ => None,
        }
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
/// What leaves at once is the first message to a chat to which nothing else waits, behind what is on its way
/// there. Files are claimed by the sender: one that was marked and never left would be asked about after a crash. So are
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
        let before = occupied.insert(message.chat, Ahead::Waits);
        let may_leave = before != Some(Ahead::Waits)
            && store.is_sqlite()
            && message.key.is_none()
            && !message.outgoing.is_file();
        let leaving = departure
            .as_deref_mut()
            .filter(|_| may_leave)
            .is_some_and(|departure| {
                let admitted = departure.admit(message.chat);
                if admitted {
                    departure.board(Boarded {
                        waiting: Waiting {
                            id,
                            chat: message.chat,
                            language: message.language,
                            outgoing: message.outgoing,
                            attempts: 0,
                        },
                        after: match before {
                            Some(Ahead::Leaves(row)) => Some(row),
                            _ => None,
                        },
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

/// What a chat's next message comes behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ahead {
    /// Everything is being sent; the last of it is this row.
    Leaves(i64),
    Waits,
}

/// The chats of these messages to which something is on its way or waits. What comes now shall have a
/// later place, also if another process, whose clock may be ahead, has written there.
async fn unsettled(
    store: &Store,
    connection: &mut AnyConnection,
    messages: &[Message],
) -> Result<HashMap<i64, Ahead>> {
    // A calm message that waits lets the others go first.
    static UNSETTLED: List = List::new(
        "SELECT chat_id, MAX(place), MAX(id), \
         MAX(CASE WHEN status = 'waiting' THEN 1 ELSE 0 END) FROM outbox \
         WHERE settled_at IS NULL AND chat_id IN ({}) \
         AND (calm = 0 OR status <> 'waiting') GROUP BY chat_id",
        0,
    );
    let chats: HashSet<i64> = messages.iter().map(|message| message.chat).collect();
    let chats: Vec<i64> = chats.into_iter().collect();
    let mut unsettled = HashMap::new();
    for portion in portions(&chats) {
        let rows = UNSETTLED
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?;
        for row in rows {
            let (place, last): (i64, i64) = (row.try_get(1)?, row.try_get(2)?);
            let ahead = match row.try_get::<i64, _>(3)? {
                // The last of them is not one that is sent once more in an older place.
                0 if last == place => Ahead::Leaves(last),
                _ => Ahead::Waits,
            };
            unsettled.insert(row.try_get(0)?, ahead);
            store.ids.exceed(place);
        }
    }
    Ok(unsettled)
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
        // An edit that a press has asked for keeps its message: what comes later is an edit of its own.
        let replaced = sqlx::query(
            "UPDATE outbox SET body = $1, language = $2 WHERE chat_id = $3 AND key = $4 \
             AND status = 'waiting' AND settled_at IS NULL AND body LIKE '{\"do\":\"show\"%'",
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
        let (place, pressed) = match serde_json::from_str(row.try_get(1)?) {
            Ok(Outgoing::Show { screen }) => (screen.place, false),
            Ok(Outgoing::Replace { screen, .. }) => (screen.place, true),
            _ => continue,
        };
        match place {
            Place::Desk => return Ok(Some(row.try_get(0)?)),
            Place::Lasting => return Ok(Some(None)),
            Place::UnderWay if pressed => return Ok(Some(None)),
            Place::Aside | Place::UnderWay | Place::Ended => {}
        }
    }
    Ok(None)
}
