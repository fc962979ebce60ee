//! What becomes of reminders, and what became of the messages that they went out with.

use anyhow::Result;
use sqlx::{AnyConnection, Row};

use crate::store::Store;
use crate::store::many::{Cell, List, Rows};

/// What becomes of a reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes out with this message, to whose person it belongs.
    Planned {
        message: i64,
    },
    /// It is said along with another one in this message.
    Merged {
        message: i64,
    },
    Stale {
        why: &'static str,
    },
    Withdrawn {
        why: &'static str,
    },
    /// It waits until its readers want to be told.
    Held,
}

impl Fate {
    /// Its name where it is counted.
    pub fn as_str(&self) -> &'static str {
        match self {
            Fate::Planned { .. } => "planned",
            Fate::Merged { .. } => "merged",
            Fate::Stale { .. } => "stale",
            Fate::Withdrawn { .. } => "withdrawn",
            Fate::Held => "held",
        }
    }
}

/// A message whose end is known, or that is forgotten.
struct Ended {
    message: i64,
    status: Option<String>,
    late: bool,
    at: i64,
}

/// How many messages ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    pub sent: usize,
    pub withdrawn: usize,
    /// Dropped for being late.
    pub late: usize,
}

impl Settled {
    pub fn messages(self) -> usize {
        self.sent + self.withdrawn + self.late
    }
}

/// Whether messages have ended whose reminders do not say so yet.
pub async fn any_ended(store: &Store) -> Result<bool> {
    let ended = ended(&mut *store.reader().await?, 1, 0).await?;
    Ok(!ended.is_empty())
}

async fn ended(connection: &mut AnyConnection, limit: i64, now: i64) -> Result<Vec<Ended>> {
    let rows = sqlx::query(
        "SELECT DISTINCT r.outbox_id, o.status, o.error, o.settled_at FROM reminder AS r \
         LEFT JOIN outbox AS o ON o.id = r.outbox_id \
         WHERE r.settled_at IS NULL AND r.outbox_id IS NOT NULL AND (o.id IS NULL OR o.settled_at IS NOT NULL) LIMIT $1",
    )
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Ended {
                message: row.try_get(0)?,
                status: row.try_get(1)?,
                late: row.try_get::<Option<&str>, _>(2)? == Some("late"),
                at: row.try_get::<Option<i64>, _>(3)?.unwrap_or(now),
            })
        })
        .collect()
}

/// Lets reminders follow what became of their messages: what was sent, or may have been, is settled; what
/// was dropped for being late is open again, and its office is looked at; what cannot be sent is withdrawn.
/// Goes through `limit` messages at most.
pub async fn settle(connection: &mut AnyConnection, limit: usize, now: i64) -> Result<Settled> {
    static SENT: Rows = Rows::new(
        "UPDATE reminder SET status = CASE WHEN status = 'planned' THEN 'sent' ELSE status END, settled_at = given.column2 \
         FROM (VALUES {}) AS given WHERE reminder.outbox_id = given.column1 AND given.column1 IS NOT NULL \
         AND reminder.settled_at IS NULL",
        2,
    );
    static WITHDRAWN: Rows = Rows::new(
        "UPDATE reminder SET status = 'withdrawn', why = given.column3, settled_at = given.column2 \
         FROM (VALUES {}) AS given WHERE reminder.outbox_id = given.column1 AND given.column1 IS NOT NULL \
         AND reminder.settled_at IS NULL",
        3,
    );
    static LOOK: List = List::new(
        "UPDATE office SET look_at = 0 WHERE id IN (SELECT office_id FROM reminder WHERE settled_at IS NULL AND outbox_id IN ({}))",
        0,
    );
    static OPEN: List = List::new(
        "UPDATE reminder SET status = 'planned', outbox_id = NULL WHERE settled_at IS NULL AND outbox_id IN ({})",
        0,
    );
    let ended = ended(connection, i64::try_from(limit)?, now).await?;
    let (mut sent, mut withdrawn, mut late) = (Vec::new(), Vec::new(), Vec::new());
    for Ended {
        message,
        status,
        late: was_late,
        at,
    } in &ended
    {
        match status.as_deref() {
            // One that is forgotten was sent long ago.
            Some("sent" | "unsure") | None => sent.push([Cell::Int(*message), Cell::Int(*at)]),
            Some("dropped") if *was_late => late.push(*message),
            Some(other) => {
                let why = if other == "dropped" {
                    "blocked"
                } else {
                    "failed"
                };
                let why = Cell::Text(why.to_owned());
                withdrawn.push([Cell::Int(*message), Cell::Int(*at), why]);
            }
        }
    }
    let settled = Settled {
        sent: sent.len(),
        withdrawn: withdrawn.len(),
        late: late.len(),
    };
    SENT.execute(connection, sent).await?;
    WITHDRAWN.execute(connection, withdrawn).await?;
    LOOK.execute(connection, &[], &late).await?;
    OPEN.execute(connection, &[], &late).await?;
    Ok(settled)
}
