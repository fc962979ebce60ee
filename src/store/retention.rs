//! What is deleted when: handled updates, sent messages and whatever else is needed for a time only. A portion at a
//! time, so that nobody waits for it. How long each is kept is [`crate::domain::retention`]'s.

use anyhow::{Context, Result};
use serde_json::json;
use sqlx::{AnyConnection, Row};

use super::audit::{self, Entry};
use super::erasure::{self, Account};
use super::{Ids, Store};
use crate::domain::retention::before;

/// How many rows of a table go at once.
const PORTION: i64 = 1000;

impl Store {
    /// Deletes a portion of what is kept long enough; gives whether there is more.
    pub async fn forget(&self, now: i64) -> Result<bool> {
        let days = *self.retention();
        let then = |days| before(now, days);
        let mut tx = self.begin().await?;
        let mut more = false;
        for (sql, then) in [
            (
                "DELETE FROM inbox WHERE update_id IN (SELECT update_id FROM inbox WHERE done_at < $1 LIMIT $2)",
                then(days.messages),
            ),
            (
                "DELETE FROM inbox WHERE update_id IN (SELECT i.update_id FROM inbox AS i WHERE i.done_at < $1 \
                 AND i.chat_id > 0 AND NOT EXISTS (SELECT 1 FROM person AS p WHERE p.chat_id = i.chat_id) LIMIT $2)",
                then(days.strangers),
            ),
            (
                "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE settled_at < $1 LIMIT $2)",
                then(days.messages),
            ),
            (
                "DELETE FROM outbox WHERE id IN (SELECT o.id FROM outbox AS o WHERE o.settled_at < $1 \
                 AND o.chat_id > 0 AND NOT EXISTS (SELECT 1 FROM person AS p WHERE p.chat_id = o.chat_id) LIMIT $2)",
                then(days.strangers),
            ),
            (
                "DELETE FROM plan_upload WHERE id IN (SELECT id FROM plan_upload WHERE received_at < $1 LIMIT $2)",
                then(days.messages),
            ),
            (
                "DELETE FROM file_check WHERE id IN (SELECT id FROM file_check WHERE received_at < $1 LIMIT $2)",
                then(days.messages),
            ),
            (
                "DELETE FROM wrong_code WHERE id IN (SELECT id FROM wrong_code WHERE tried_at < $1 LIMIT $2)",
                then(days.wrong_codes),
            ),
            (
                "DELETE FROM typed WHERE (chat_id, message_id) IN \
                 (SELECT chat_id, message_id FROM typed WHERE typed_at < $1 LIMIT $2)",
                then(days.answers),
            ),
            (
                "DELETE FROM conversation WHERE chat_id IN (SELECT c.chat_id FROM conversation AS c \
                 WHERE c.saved_at < $1 AND NOT EXISTS (SELECT 1 FROM person AS p JOIN holding AS h \
                   ON h.person_id = p.id AND h.held_until IS NULL WHERE p.chat_id = c.chat_id) LIMIT $2)",
                then(days.states),
            ),
        ] {
            more |= portion(&mut tx, sql, then).await?;
        }
        more |= reminders(&mut tx, then(days.reminders)).await?;
        if days.former > 0 {
            more |= self.former(&mut tx, then(days.former), now).await?;
        }
        tx.commit().await.context("commit what is cleared away")?;
        Ok(more)
    }

    /// Erases one of those who have held no post since then.
    async fn former(&self, tx: &mut AnyConnection, then: i64, now: i64) -> Result<bool> {
        let row = sqlx::query(
            "SELECT p.id, p.chat_id FROM person AS p WHERE p.erased_at IS NULL AND p.created_at < $1 \
             AND NOT EXISTS (SELECT 1 FROM holding AS h WHERE h.person_id = p.id \
               AND (h.held_until IS NULL OR h.held_until >= $1)) ORDER BY p.id LIMIT 1",
        )
        .bind(then)
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { return Ok(false) };
        let person: i64 = row.try_get(0)?;
        let account = Account {
            person: Some(person),
            chat: row.try_get(1)?,
        };
        erasure::erase(tx, account, now).await?;
        erasure::received(tx, account.chat).await?;
        let entry = Entry {
            id: self.id(now),
            at: now,
            office: None,
            person: None,
            action: "erase",
            subject: Some(person),
            detail: json!({ "by": "retention" }),
        };
        audit::write(tx, vec![entry]).await?;
        Ok(true)
    }
}

async fn portion(tx: &mut AnyConnection, sql: &'static str, then: i64) -> Result<bool> {
    let deleted = sqlx::query(sql)
        .bind(then)
        .bind(PORTION)
        .execute(tx)
        .await?;
    Ok(deleted.rows_affected() == PORTION as u64)
}

/// Reminders of what is settled; ids are made in the order of time.
async fn reminders(tx: &mut AnyConnection, then: i64) -> Result<bool> {
    let deleted = sqlx::query(
        "DELETE FROM reminder WHERE id IN (SELECT id FROM reminder WHERE id < $1 AND settled_at < $2 LIMIT $3)",
    )
    .bind(Ids::at(then))
    .bind(then)
    .bind(PORTION)
    .execute(tx)
    .await?;
    Ok(deleted.rows_affected() == PORTION as u64)
}
