//! What each chat awaits, as the dialogue's own JSON.

use std::collections::HashMap;

use anyhow::Result;
use sqlx::{AnyConnection, Row};

use super::json;
use super::many::{Cell, List, Rows, portions};
use crate::dialogue::State;

/// The states of `chats`; a chat without one has none yet. A state that this version cannot read,
/// after an upgrade was taken back, is given up for the beginning: nobody is locked out.
pub async fn states(connection: &mut AnyConnection, chats: &[i64]) -> Result<HashMap<i64, State>> {
    static STATES: List = List::new(
        "SELECT chat_id, state FROM conversation WHERE chat_id IN ({})",
        0,
    );
    let mut states = HashMap::with_capacity(chats.len());
    for portion in portions(chats) {
        for row in STATES
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            let json: &str = row.try_get(1)?;
            let state = json::read(json).unwrap_or_else(|error| {
                tracing::warn!(%error, "a stored conversation cannot be read and begins anew");
                State::default()
            });
            states.insert(row.try_get(0)?, state);
        }
    }
    Ok(states)
}

/// Keeps the states of chats.
pub async fn save(connection: &mut AnyConnection, states: &[(i64, State)], now: i64) -> Result<()> {
    static SAVE: Rows = Rows::new(
        "INSERT INTO conversation (chat_id, state, version, saved_at) \
         SELECT column1, column2, 1, column3 FROM (VALUES {}) AS given WHERE column1 IS NOT NULL \
         ON CONFLICT (chat_id) DO UPDATE SET state = excluded.state, version = conversation.version + 1, \
           saved_at = excluded.saved_at",
        3,
    );
    let rows = states
        .iter()
        .map(|(chat, state)| {
            Ok([
                Cell::Int(*chat),
                Cell::Text(serde_json::to_string(state)?),
                Cell::Int(now),
            ])
        })
        .collect::<Result<Vec<_>>>()?;
    SAVE.execute(connection, rows).await?;
    Ok(())
}
