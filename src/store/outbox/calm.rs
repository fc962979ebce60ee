//! Calm messages, such as reminders: written, counted, and dropped when they are of no use any more.

use anyhow::Result;
use sqlx::{AnyConnection, Row};

use super::Outgoing;
use crate::dialogue::Screen;
use crate::domain::office::Language;
use crate::store::many::{Cell, Rows};

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
