//! Tells the chat that wants a file of a version how far it is: of the report itself at every step, of what is made of
//! it when it has ended. The news go through the inbox like all that
//! this program tells a chat; which message they change is the dialogue's matter.

use anyhow::{Context, Result};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::documents::{Internal, PRINTER};
use super::erasure::NOBODY;
use super::inbox::{self, Received};
use super::{Store, reports};
use crate::domain::making::Making;
use crate::domain::office::{DocumentId, OfficeId, ReportId};
use crate::domain::report::DocumentKind;

/// How far this file is.
pub async fn tell(store: &Store, document: DocumentId, making: Making, now: i64) -> Result<()> {
    tell_all(store, &[(document, making)], now).await
}

/// Tells those whose files wait how many are made before theirs, those that are being made included, which
/// are so many at the same time.
pub async fn tell_queue(store: &Store, at_once: usize, now: i64) -> Result<()> {
    let rows = sqlx::query("SELECT id FROM document WHERE status = 'wanted' ORDER BY id")
        .fetch_all(&mut *store.reader().await?)
        .await?;
    let mut places = Vec::new();
    for (ahead, row) in (0..).zip(rows).skip(at_once) {
        if Making::is_told(ahead) {
            places.push((DocumentId(row.try_get(0)?), Making::Queued(ahead)));
        }
    }
    tell_all(store, &places, now).await
}

async fn tell_all(store: &Store, of: &[(DocumentId, Making)], now: i64) -> Result<()> {
    if of.is_empty() {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    let mut news = Vec::new();
    for (document, making) in of {
        news.extend(told(store, &mut tx, *document, *making, now).await?);
    }
    inbox::insert(store, &mut tx, PRINTER, &news, now).await?;
    tx.commit().await.context("commit how far a document is")?;
    store.inbox_filled.notify_one();
    Ok(())
}

/// The event that tells that the file is made, or that it could not be.
pub(super) async fn ended(
    store: &Store,
    connection: &mut AnyConnection,
    document: DocumentId,
    made: bool,
    now: i64,
) -> Result<Option<Received>> {
    let making = match made {
        true => Making::Made,
        false => Making::Failed,
    };
    told(store, connection, document, making, now).await
}

/// The event that tells it, if it is told of such a file.
async fn told(
    store: &Store,
    connection: &mut AnyConnection,
    document: DocumentId,
    making: Making,
    now: i64,
) -> Result<Option<Received>> {
    let row = sqlx::query(
        "SELECT d.wanted_by, d.office_id, p.fiscal_year, r.period, r.number, r.id, d.kind FROM document AS d \
         JOIN report AS r ON r.id = d.report_id JOIN plan AS p ON p.id = r.plan_id WHERE d.id = $1",
    )
    .bind(document.0)
    .fetch_optional(connection)
    .await?;
    // Who wanted it may be erased.
    let waits = |row: &AnyRow| row.try_get(0).is_ok_and(|chat: i64| chat != NOBODY);
    let Some(row) = row.filter(waits) else {
        return Ok(None);
    };
    let has_ended = matches!(making, Making::Made | Making::Failed);
    let kind = DocumentKind::parse(row.try_get(6)?);
    let Some(kind) = kind.filter(|kind| *kind == DocumentKind::Report || has_ended) else {
        return Ok(None);
    };
    let event = Internal::Making {
        report: ReportId(row.try_get(5)?),
        kind,
        office: OfficeId(row.try_get(1)?),
        fiscal_year: i32::try_from(row.try_get::<i64, _>(2)?)?,
        period: reports::period(row.try_get(3)?)?,
        version: u32::try_from(row.try_get::<i64, _>(4)?)?,
        making,
    };
    Ok(Some(Received {
        // Rising, and before the news of the file itself, whose ids are just below zero.
        update_id: i64::MIN + store.id(now),
        chat: row.try_get(0)?,
        payload: serde_json::to_string(&event)?,
    }))
}

/// How many files wait to be made.
pub async fn queued(connection: &mut AnyConnection) -> Result<u32> {
    let row = sqlx::query("SELECT COUNT(*) FROM document WHERE status = 'wanted'")
        .fetch_one(connection)
        .await?;
    Ok(u32::try_from(row.try_get::<i64, _>(0)?)?)
}
