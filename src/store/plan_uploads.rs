//! Plan files that were sent in chat: which are to be fetched and read, and what was found in them,
//! until they are taken over or too old. Fetching and reading is [`crate::telegram`]'s business.

use anyhow::{Context, Result, ensure};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::documents::Internal;
use super::inbox::{self, Received};
use super::{Store, json};
use crate::dialogue::admin::{Found, Upload};
use crate::domain::incoming::IncomingFile;
use crate::domain::office::{OfficeId, PersonId, UploadId};
use crate::hidden::only_name;
use crate::phrase::Phrase;
use crate::plan_file::{self, PlanFile};

/// The source under which the news of a read file stands in the inbox.
pub const READER: &str = "plan reader";

/// A file that was sent.
#[derive(Clone)]
pub struct New {
    pub id: UploadId,
    pub office: OfficeId,
    pub person: i64,
    pub chat: i64,
    pub file: IncomingFile,
}

only_name!(New);

/// A file that shall be fetched and read.
#[derive(Clone)]
pub struct Wanted {
    pub id: UploadId,
    pub office: OfficeId,
    pub telegram_file_id: String,
    pub name: String,
    pub attempts: i64,
}

only_name!(Wanted);

pub async fn want(connection: &mut AnyConnection, new: &New, now: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO plan_upload (id, office_id, person_id, chat_id, telegram_file_id, name, status, found, \
           attempts, not_before, received_at) VALUES ($1, $2, $3, $4, $5, $6, 'wanted', '[]', 0, 0, $7)",
    )
    .bind(new.id.0)
    .bind(new.office.0)
    .bind(new.person)
    .bind(new.chat)
    .bind(new.file.telegram_file_id.as_str())
    .bind(new.file.name.clone().unwrap_or_default())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// The file that has been wanted longest and may be tried now.
pub async fn oldest_wanted(store: &Store, now: i64) -> Result<Option<Wanted>> {
    let row = sqlx::query(
        "SELECT id, office_id, telegram_file_id, name, attempts FROM plan_upload \
         WHERE status = 'wanted' AND (not_before <= $1 OR not_before > $1 + 3600000) ORDER BY id LIMIT 1",
    )
    .bind(now)
    .fetch_optional(&mut *store.reader().await?)
    .await?;
    row.map(|row| {
        Ok(Wanted {
            id: UploadId(row.try_get(0)?),
            office: OfficeId(row.try_get(1)?),
            telegram_file_id: row.try_get(2)?,
            name: row.try_get(3)?,
            attempts: row.try_get(4)?,
        })
    })
    .transpose()
}

/// To be tried again, not before this moment.
pub async fn later(store: &Store, id: UploadId, not_before: i64) -> Result<()> {
    let mut tx = store.begin_queues().await?;
    sqlx::query("UPDATE plan_upload SET attempts = attempts + 1, not_before = $1 WHERE id = $2")
        .bind(not_before)
        .bind(id.0)
        .execute(&mut *tx)
        .await?;
    tx.commit().await.context("commit a plan file's delay")
}

/// Keeps what was found, and has the sender told.
pub async fn settle(store: &Store, id: UploadId, found: &Found, now: i64) -> Result<()> {
    let (status, plan, said) = match found {
        Found::Plan { plan, notes } => {
            ("read", Some(plan_file::write_toml(plan)), notes.as_slice())
        }
        Found::Problems(problems) => ("refused", None, problems.as_slice()),
        Found::Lost => ("lost", None, &[][..]),
    };
    let mut tx = store.begin().await?;
    let row = sqlx::query(
        "UPDATE plan_upload SET status = $1, plan = $2, found = $3 WHERE id = $4 AND status = 'wanted' \
         RETURNING chat_id",
    )
    .bind(status)
    .bind(plan)
    .bind(serde_json::to_string(said)?)
    .bind(id.0)
    .fetch_optional(&mut *tx)
    .await?
    .context("the plan file is settled already")?;
    let update = Received {
        update_id: -id.0,
        chat: row.try_get(0)?,
        payload: serde_json::to_string(&Internal::PlanRead { upload: id })?,
    };
    inbox::insert(store, &mut tx, READER, &[update], now).await?;
    tx.commit().await.context("commit a plan file")?;
    store.inbox_filled.notify_one();
    Ok(())
}

/// What was found in a file, if it is read and not taken over yet.
pub async fn by_id(connection: &mut AnyConnection, id: UploadId) -> Result<Option<Upload>> {
    let row = sqlx::query(
        "SELECT id, office_id, person_id, name, status, plan, found FROM plan_upload \
         WHERE id = $1 AND status <> 'wanted'",
    )
    .bind(id.0)
    .fetch_optional(connection)
    .await?;
    row.map(|row| upload(&row)).transpose()
}

fn upload(row: &AnyRow) -> Result<Upload> {
    let said: Vec<Phrase> = json::read(row.try_get(6)?).context("read what was found")?;
    let status: &str = row.try_get(4)?;
    let found = match (status, row.try_get::<Option<&str>, _>(5)?) {
        ("read", Some(text)) => Found::Plan {
            plan: Box::new(plan(text)?),
            notes: said,
        },
        ("refused", _) => Found::Problems(said),
        _ => Found::Lost,
    };
    Ok(Upload {
        id: UploadId(row.try_get(0)?),
        office: OfficeId(row.try_get(1)?),
        person: PersonId(row.try_get(2)?),
        name: row.try_get(3)?,
        found,
    })
}

fn plan(text: &str) -> Result<PlanFile> {
    plan_file::read("plan.toml", text).context("read a plan that was read before")
}

/// It is taken over: it cannot be a second time.
pub async fn taken(connection: &mut AnyConnection, id: UploadId) -> Result<()> {
    let deleted = sqlx::query("DELETE FROM plan_upload WHERE id = $1 AND status = 'read'")
        .bind(id.0)
        .execute(connection)
        .await?;
    ensure!(
        deleted.rows_affected() == 1,
        "the plan file was taken over in the meantime"
    );
    Ok(())
}
