//! Files that people sent to ask what they are: which are to be fetched and hashed. Only the hash is kept,
//! for as long as the inbox keeps what it was asked in.

use anyhow::{Context, Result};
use sqlx::{AnyConnection, Row};

use super::Store;
use super::documents::Internal;
use super::inbox::{self, Received};
use crate::domain::incoming::IncomingFile;
use crate::hidden::only_name;

/// The source under which the news of a hashed file stands in the inbox.
pub const CHECKER: &str = "checker";

/// A file that was sent.
#[derive(Clone)]
pub struct New {
    pub id: i64,
    pub person: i64,
    pub chat: i64,
    pub file: IncomingFile,
}

only_name!(New);

/// A file that shall be fetched and hashed.
#[derive(Clone, PartialEq, Eq)]
pub struct Wanted {
    pub id: i64,
    pub telegram_file_id: String,
    pub attempts: i64,
}

only_name!(Wanted);

pub async fn want(connection: &mut AnyConnection, new: &New, now: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO file_check (id, person_id, chat_id, telegram_file_id, name, status, attempts, not_before, \
           received_at) VALUES ($1, $2, $3, $4, $5, 'wanted', 0, 0, $6)",
    )
    .bind(new.id)
    .bind(new.person)
    .bind(new.chat)
    .bind(new.file.telegram_file_id.as_str())
    .bind(new.file.name.clone())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// The file that has been wanted longest and may be tried now.
pub async fn oldest_wanted(store: &Store, now: i64) -> Result<Option<Wanted>> {
    let row = sqlx::query(
        "SELECT id, telegram_file_id, attempts FROM file_check \
         WHERE status = 'wanted' AND (not_before <= $1 OR not_before > $1 + 3600000) ORDER BY id LIMIT 1",
    )
    .bind(now)
    .fetch_optional(&mut *store.reader().await?)
    .await?;
    row.map(|row| {
        Ok(Wanted {
            id: row.try_get(0)?,
            telegram_file_id: row.try_get(1)?,
            attempts: row.try_get(2)?,
        })
    })
    .transpose()
}

/// The file is tried again, not before this moment (epoch milliseconds).
pub async fn later(store: &Store, id: i64, not_before: i64) -> Result<()> {
    let mut tx = store.begin_queues().await?;
    sqlx::query("UPDATE file_check SET attempts = attempts + 1, not_before = $1 WHERE id = $2")
        .bind(not_before)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    tx.commit().await.context("commit a check's delay")
}

/// Keeps the hash, None of a file that cannot be had, and has the sender told.
pub async fn settle(store: &Store, id: i64, sha256: Option<&str>, now: i64) -> Result<()> {
    let mut tx = store.begin().await?;
    let row = sqlx::query(
        "UPDATE file_check SET status = $1, sha256 = $2, settled_at = $3 WHERE id = $4 AND status = 'wanted' \
         RETURNING chat_id, name",
    )
    .bind(if sha256.is_some() { "done" } else { "failed" })
    .bind(sha256.map(str::to_owned))
    .bind(now)
    .bind(id)
    .fetch_optional(&mut *tx)
    .await?
    .context("the check is settled already")?;
    let event = Internal::Checked {
        sha256: sha256.map(str::to_owned),
        name: row.try_get(1)?,
    };
    let update = Received {
        update_id: -id,
        chat: row.try_get(0)?,
        payload: serde_json::to_string(&event)?,
    };
    inbox::insert(store, &mut tx, CHECKER, &[update], now).await?;
    tx.commit().await.context("commit a check")?;
    store.inbox_filled.notify_one();
    Ok(())
}
