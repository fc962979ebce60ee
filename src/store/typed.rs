//! Which measure a message was an answer for, so that editing the message changes the answer. Messages
//! are Telegram's, numbered within a chat; what they said is not kept here.

use std::collections::HashMap;

use anyhow::Result;
use sqlx::{AnyConnection, Row};

use super::many::{Cell, Rows};

/// Remembers the measures of messages, by chat and message.
pub async fn remember(
    connection: &mut AnyConnection,
    typed: &HashMap<(i64, i64), i64>,
    now: i64,
) -> Result<()> {
    static REMEMBER: Rows = Rows::new(
        "INSERT INTO typed (chat_id, message_id, measure_id, typed_at) \
         SELECT column1, column2, column3, column4 FROM (VALUES {}) AS given \
         WHERE column1 IS NOT NULL \
         ON CONFLICT (chat_id, message_id) DO UPDATE SET measure_id = excluded.measure_id, \
           typed_at = excluded.typed_at",
        4,
    );
    let rows = typed.iter().map(|((chat, message), measure)| {
        [
            Cell::Int(*chat),
            Cell::Int(*message),
            Cell::Int(*measure),
            Cell::Int(now),
        ]
    });
    REMEMBER.execute(connection, rows).await?;
    Ok(())
}

/// The measure that a message was an answer for.
pub async fn measure(
    connection: &mut AnyConnection,
    chat: i64,
    message: i64,
) -> Result<Option<i64>> {
    let row = sqlx::query("SELECT measure_id FROM typed WHERE chat_id = $1 AND message_id = $2")
        .bind(chat)
        .bind(message)
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}
