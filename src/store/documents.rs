//! The files of reports: which are wanted, which are made, and where Telegram keeps its copy. The
//! bytes lie in [`super::blobs`]; how they are made is the printer's business.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, Row};

use super::erasure::NOBODY;
use super::inbox::{self, Received};
use super::many::List;
use super::{Store, json, making, offices, redactions, reports};
use crate::domain::incoming::Unkept;
use crate::domain::making::Making;
use crate::domain::office::{DocumentId, FileId, MeasureId, OfficeId, ReportId, UploadId};
use crate::domain::period::Period;
use crate::domain::redaction::Key;
pub use crate::domain::report::DocumentKind;
use crate::domain::report::{Decision, Snapshot, Stage};
use crate::hidden::only_names;

/// A file that shall be made, with everything that it is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub document: DocumentId,
    pub office: i64,
    pub report: ReportId,
    pub kind: DocumentKind,
    pub snapshot: Snapshot,
    pub decisions: Vec<Decision>,
    /// What is hidden in the published copy.
    pub hidden: BTreeSet<Key>,
    /// Of the report itself, once it is made; lower-case hex.
    pub report_sha256: Option<String>,
    /// Likewise of the file with the acknowledgement on its last page.
    pub acknowledged_sha256: Option<String>,
    /// Epoch milliseconds.
    pub wanted_at: i64,
}

/// A file that was made, as its sender needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub period: Period,
    /// Within the reports of its period.
    pub report_version: u32,
    /// Buddhist Era.
    pub fiscal_year: i32,
    pub office_short_name: String,
    pub kind: DocumentKind,
    /// Lower-case hex.
    pub sha256: String,
    /// Telegram's own copy, once the file was uploaded.
    pub telegram_file_id: Option<String>,
}

/// The events of ours that tell a chat what happened in another room.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Internal {
    /// A report's file was made or could not be.
    Printed {
        report: ReportId,
        document: DocumentId,
        /// Of events from before there were several, none.
        #[serde(default)]
        kind: Option<DocumentKind>,
        failed: bool,
    },
    /// A file that somebody sent is not kept.
    Unkept {
        file: FileId,
        measure: MeasureId,
        photo: bool,
        name: Option<String>,
        why: Unkept,
        /// Of a file of the office's own report.
        #[serde(default)]
        sha256: Option<String>,
    },
    /// A file that was sent to find out what it is was hashed; none if it cannot be had.
    Checked {
        sha256: Option<String>,
        name: Option<String>,
    },
    /// A plan file was fetched and read, or could not be.
    PlanRead { upload: UploadId },
    /// How far a file of a version is, for the chat that wants it.
    Making {
        report: ReportId,
        kind: DocumentKind,
        office: OfficeId,
        fiscal_year: i32,
        period: Period,
        version: u32,
        making: Making,
    },
}

only_names!(Internal: Printed Unkept Checked PlanRead Making);

/// The source under which a printed file's [`Internal`] event stands in the inbox.
pub const PRINTER: &str = "printer";

/// The file that has been wanted longest, of none of the reports in `busy`.
pub async fn oldest_wanted(store: &Store, busy: &[ReportId]) -> Result<Option<Wanted>> {
    static WANTED: List = List::new(
        "SELECT d.id, d.report_id, d.kind, d.wanted_at, r.snapshot, \
           (SELECT p.sha256 FROM document AS p \
            WHERE p.report_id = d.report_id AND p.kind = 'report' AND p.status = 'done'), \
           (SELECT p.sha256 FROM document AS p \
            WHERE p.report_id = d.report_id AND p.kind = 'acknowledged' AND p.status = 'done'), \
           d.office_id \
         FROM document AS d JOIN report AS r ON r.id = d.report_id \
         WHERE d.status = 'wanted' AND d.report_id NOT IN ({}) ORDER BY d.id LIMIT 1",
        0,
    );
    // No report has the id 0.
    let mut ids: Vec<i64> = busy.iter().map(|report| report.0).collect();
    ids.push(0);
    let mut reader = store.reader().await?;
    let row = WANTED.query(&[], &ids).fetch_optional(&mut *reader).await?;
    let Some(row) = row else { return Ok(None) };
    let report = ReportId(row.try_get(1)?);
    Ok(Some(Wanted {
        document: DocumentId(row.try_get(0)?),
        report,
        kind: kind(row.try_get(2)?)?,
        snapshot: json::read(row.try_get(4)?).context("read a report's snapshot")?,
        decisions: reports::decisions(&mut reader, &[report.0])
            .await?
            .remove(&report)
            .unwrap_or_default(),
        hidden: redactions::of_report(&mut reader, report).await?,
        report_sha256: row.try_get(5)?,
        acknowledged_sha256: row.try_get(6)?,
        office: row.try_get(7)?,
        wanted_at: row.try_get(3)?,
    }))
}

/// The file was made: keeps its hash and size, moves the report on, and tells the chat that wanted it.
pub async fn done(
    store: &Store,
    document: DocumentId,
    sha256: &str,
    size: i64,
    now: i64,
) -> Result<()> {
    settle(store, document, Ok((sha256, size)), None, now).await?;
    Ok(())
}

/// Likewise, unless what was to be hidden in it is another by now: then it is still wanted, and gives false.
pub async fn done_as_wanted(
    store: &Store,
    wanted: &Wanted,
    sha256: &str,
    size: i64,
    now: i64,
) -> Result<bool> {
    let hidden = (wanted.kind == DocumentKind::Published).then_some(&wanted.hidden);
    settle(store, wanted.document, Ok((sha256, size)), hidden, now).await
}

/// The file could not be made; `error` for the one who runs the bot.
pub async fn failed(store: &Store, document: DocumentId, error: &str, now: i64) -> Result<()> {
    settle(store, document, Err(error), None, now).await?;
    Ok(())
}

async fn settle(
    store: &Store,
    document: DocumentId,
    made: Result<(&str, i64), &str>,
    hidden: Option<&BTreeSet<Key>>,
    now: i64,
) -> Result<bool> {
    let mut tx = store.begin().await?;
    let row =
        sqlx::query("SELECT office_id, report_id, kind, wanted_by FROM document WHERE id = $1")
            .bind(document.0)
            .fetch_optional(&mut *tx)
            .await?
            .with_context(|| format!("there is no document {}", document.0))?;
    let (office, report): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    // First of all, because it keeps a worker of the same office waiting until the commit.
    offices::facts_changed(&mut tx, &[office]).await?;
    if let Some(hidden) = hidden
        && redactions::of_report(&mut tx, ReportId(report)).await? != *hidden
    {
        return Ok(false);
    }
    let (status, sha256, size, error) = match made {
        Ok((sha256, size)) => ("done", Some(sha256.to_owned()), Some(size), None),
        Err(error) => ("failed", None, None, Some(error.to_owned())),
    };
    let settled = sqlx::query(
        // The same bytes once more need not be uploaded once more.
        "UPDATE document SET status = $1, sha256 = $2, size = $3, error = $4, settled_at = $5, \
           telegram_file_id = (SELECT b.telegram_file_id FROM document AS b WHERE b.sha256 = $2 \
             AND b.report_id = document.report_id AND b.kind = document.kind AND b.status = 'replaced' \
             ORDER BY b.id DESC LIMIT 1) \
         WHERE id = $6 AND status = 'wanted'",
    )
    .bind(status)
    .bind(sha256)
    .bind(size)
    .bind(error)
    .bind(now)
    .bind(document.0)
    .execute(&mut *tx)
    .await?;
    ensure!(
        settled.rows_affected() == 1,
        "document {} is settled already",
        document.0
    );
    let kind = kind(row.try_get(2)?)?;
    if kind == DocumentKind::Acknowledged && made.is_ok() {
        // It goes out with the acknowledged file, whose hash it names.
        let wanted_by = row.try_get(3)?;
        let report = ReportId(report);
        want(
            store,
            &mut tx,
            office,
            report,
            DocumentKind::Memo,
            wanted_by,
            now,
        )
        .await?;
    }
    if kind == DocumentKind::Report {
        // A version without a file is of no use: the reporter may compile anew at once.
        let next = if made.is_ok() {
            Stage::Compiled
        } else {
            Stage::Superseded
        };
        reports::advance(&mut tx, ReportId(report), Stage::Printing, next).await?;
    }
    let event = Internal::Printed {
        report: ReportId(report),
        document,
        kind: Some(kind),
        failed: made.is_err(),
    };
    // Posts change hands while files are made: whoever is the reporter now hands this one out.
    let reporter = sqlx::query(
        "SELECT person.chat_id FROM holding JOIN post ON post.id = holding.post_id \
         JOIN person ON person.id = holding.person_id WHERE holding.office_id = $1 \
         AND holding.held_until IS NULL AND post.role = 'reporter' ORDER BY post.place LIMIT 1",
    )
    .bind(office)
    .fetch_optional(&mut *tx)
    .await?;
    let chat = match reporter {
        Some(reporter) => reporter.try_get(0)?,
        None => row.try_get(3)?,
    };
    // To the chat that waits for it, whoever gets the file.
    let ended = making::ended(store, &mut tx, document, made.is_ok(), now).await?;
    let mut news: Vec<Received> = ended.into_iter().collect();
    // Who wanted it may be erased.
    if chat != NOBODY {
        news.push(Received {
            update_id: -document.0,
            chat,
            payload: serde_json::to_string(&event)?,
        });
    }
    inbox::insert(store, &mut tx, PRINTER, &news, now).await?;
    tx.commit().await.context("commit a document")?;
    store.inbox_filled.notify_one();
    store.documents_wanted.notify_one();
    Ok(true)
}

/// What is needed to send a file that was made.
pub async fn file(store: &Store, document: DocumentId) -> Result<Option<File>> {
    let row = sqlx::query(
        "SELECT r.number, p.fiscal_year, o.short_name, d.kind, d.sha256, d.telegram_file_id, r.period \
         FROM document AS d JOIN report AS r ON r.id = d.report_id JOIN plan AS p ON p.id = r.plan_id \
         JOIN office AS o ON o.id = d.office_id WHERE d.id = $1 AND d.status IN ('done', 'replaced')",
    )
    .bind(document.0)
    .fetch_optional(&mut *store.reader().await?)
    .await?;
    row.map(|row| {
        Ok(File {
            period: reports::period(row.try_get(6)?)?,
            report_version: u32::try_from(row.try_get::<i64, _>(0)?)?,
            fiscal_year: i32::try_from(row.try_get::<i64, _>(1)?)?,
            office_short_name: row.try_get(2)?,
            kind: kind(row.try_get(3)?)?,
            sha256: row.try_get(4)?,
            telegram_file_id: row.try_get(5)?,
        })
    })
    .transpose()
}

/// The SHA-256 of a version's file of this kind, once it is made.
pub async fn made(store: &Store, report: ReportId, kind: DocumentKind) -> Result<Option<String>> {
    let row = sqlx::query(
        "SELECT sha256 FROM document WHERE report_id = $1 AND kind = $2 AND status = 'done'",
    )
    .bind(report.0)
    .bind(kind.as_str())
    .fetch_optional(&mut *store.reader().await?)
    .await?;
    row.map(|row| Ok(row.try_get(0)?)).transpose()
}

/// Remembers Telegram's copy, so that the file is uploaded once only.
pub async fn remember_file_id(store: &Store, document: DocumentId, file_id: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query("UPDATE document SET telegram_file_id = $1 WHERE id = $2")
        .bind(file_id)
        .bind(document.0)
        .execute(&mut *tx)
        .await?;
    tx.commit().await.context("commit a file id")
}

/// Has a file made anew: the one that is there is kept and only known from now on.
pub async fn replace(
    connection: &mut AnyConnection,
    report: ReportId,
    kind: DocumentKind,
) -> Result<()> {
    sqlx::query(
        "UPDATE document SET status = 'replaced' WHERE report_id = $1 AND kind = $2 AND status = 'done'",
    )
    .bind(report.0)
    .bind(kind.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

/// Wants a file made, unless it is wanted or made already; gives whether it is new.
pub async fn want(
    store: &Store,
    connection: &mut AnyConnection,
    office: i64,
    report: ReportId,
    kind: DocumentKind,
    chat: i64,
    now: i64,
) -> Result<bool> {
    let inserted = sqlx::query(
        "INSERT INTO document (id, office_id, report_id, kind, status, wanted_by, wanted_at) \
         SELECT $1, $2, $3, $4, 'wanted', $5, $6 WHERE NOT EXISTS (SELECT 1 FROM document \
           WHERE report_id = $3 AND kind = $4 AND status IN ('wanted', 'done'))",
    )
    .bind(store.id(now))
    .bind(office)
    .bind(report.0)
    .bind(kind.as_str())
    .bind(chat)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Records a file that was made along with another, unless one of its kind is there: so that it is known
/// when somebody asks what it is. Its bytes must be in the blob store.
pub async fn made_along(
    store: &Store,
    office: i64,
    report: ReportId,
    kind: DocumentKind,
    sha256: &str,
    size: i64,
    now: i64,
) -> Result<()> {
    let mut tx = store.begin().await?;
    offices::facts_changed(&mut tx, &[office]).await?;
    sqlx::query(
        "INSERT INTO document (id, office_id, report_id, kind, status, wanted_by, wanted_at, sha256, size, \
           settled_at) SELECT $1, $2, $3, $4, 'done', 0, $5, $6, $7, $5 WHERE NOT EXISTS (SELECT 1 FROM document \
           WHERE report_id = $3 AND kind = $4 AND status IN ('wanted', 'done'))",
    )
    .bind(store.id(now))
    .bind(office)
    .bind(report.0)
    .bind(kind.as_str())
    .bind(now)
    .bind(sha256)
    .bind(size)
    .execute(&mut *tx)
    .await?;
    tx.commit()
        .await
        .context("commit a file that was made along")
}

fn kind(name: &str) -> Result<DocumentKind> {
    DocumentKind::parse(name).with_context(|| format!("there is no kind of document {name:?}"))
}
