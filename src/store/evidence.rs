//! Photos and files that people sent as evidence: which shall be fetched, which are kept and which are
//! not, and why. The bytes lie in [`super::evidence_store`]; fetching them is the fetching room's business.

use anyhow::{Context, Result};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::Store;
use super::documents::Internal;
use super::erasure::NOBODY;
use super::inbox::{self, Received};
use super::many::{Cell, List, Rows, portions};
use crate::domain::incoming::{IncomingFile, Unkept};
use crate::domain::office::{FileId, MeasureId};
use crate::hidden::only_name;

/// The source under which [`Internal::Unkept`] stands in the inbox.
pub const FETCHER: &str = "fetcher";

/// A file that was sent, to be written down.
#[derive(Clone, PartialEq, Eq)]
pub struct NewFile {
    pub id: FileId,
    pub office: i64,
    pub measure: MeasureId,
    pub person: i64,
    pub chat: i64,
    pub incoming: IncomingFile,
}

only_name!(NewFile);

/// A file that shall be fetched.
#[derive(Clone, PartialEq, Eq)]
pub struct Wanted {
    pub id: FileId,
    pub office: i64,
    pub person: i64,
    pub telegram_file_id: String,
    pub telegram_unique_id: String,
    /// In bytes, as it was announced.
    pub size: Option<i64>,
    /// How often it was tried before.
    pub attempts: i64,
}

only_name!(Wanted);

/// What is kept of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Lower-case hex.
    pub sha256: String,
    /// What its content says that it is: a MIME type.
    pub kind: String,
    /// In bytes.
    pub size: i64,
}

/// How a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It will be fetched.
    Wanted,
    Kept(Kept),
    /// It will not be kept.
    Unkept,
}

/// Writes down files that were sent, to be fetched; those that are too large for that are refused at once.
/// Of one that stands already, only the measure is said anew.
pub async fn want(connection: &mut AnyConnection, files: &[NewFile], now: i64) -> Result<()> {
    static INSERT: Rows = Rows::new(
        "INSERT INTO evidence_file (id, office_id, measure_id, person_id, chat_id, telegram_file_id, \
           telegram_unique_id, photo, name, mime, size, status, error, attempts, not_before, received_at, settled_at) \
         SELECT column1, column2, column3, column4, column5, column6, column7, column8, column9, column10, \
           column11, column12, column13, 0, 0, column14, column15 \
         FROM (VALUES {}) AS given WHERE column1 IS NOT NULL \
         ON CONFLICT (id) DO UPDATE SET measure_id = excluded.measure_id",
        15,
    );
    let rows = files.iter().map(|file| {
        let too_large = file.incoming.too_large();
        let incoming = file.incoming.clone();
        [
            Cell::Int(file.id.0),
            Cell::Int(file.office),
            Cell::Int(file.measure.0),
            Cell::Int(file.person),
            Cell::Int(file.chat),
            Cell::Text(incoming.telegram_file_id),
            Cell::Text(incoming.telegram_unique_id),
            Cell::Int(incoming.photo.into()),
            Cell::MaybeText(incoming.name),
            Cell::MaybeText(incoming.mime),
            Cell::MaybeInt(incoming.size),
            Cell::Text(if too_large { "refused" } else { "wanted" }.to_owned()),
            Cell::MaybeText(too_large.then(|| Unkept::TooLarge.as_str().to_owned())),
            Cell::Int(now),
            Cell::MaybeInt(too_large.then_some(now)),
        ]
    });
    INSERT.execute(connection, rows).await?;
    Ok(())
}

/// Of each person the file that has been wanted longest and may be fetched now, none of those in `busy`: the
/// longest wanted first. So a person who sends many keeps nobody else waiting.
pub async fn oldest_wanted(
    store: &Store,
    busy: &[i64],
    limit: usize,
    now: i64,
) -> Result<Vec<Wanted>> {
    // A moment more than a day ahead was written down by a clock that was wrong.
    static WANTED: List = List::new(
        "SELECT id, office_id, person_id, telegram_file_id, telegram_unique_id, size, attempts \
          FROM evidence_file WHERE id IN (SELECT MIN(id) FROM evidence_file \
            WHERE status = 'wanted' AND (not_before <= $1 OR not_before - 86400000 > $1) \
              AND id NOT IN ({}) GROUP BY person_id) \
          ORDER BY id LIMIT $2",
        2,
    );
    // No file has the id 0.
    let busy = if busy.is_empty() { &[0] } else { busy };
    let rows = WANTED
        .query(&[now, i64::try_from(limit)?], busy)
        .fetch_all(&mut *store.reader().await?)
        .await?;
    let wanted = |row: &AnyRow| {
        Ok(Wanted {
            id: FileId(row.try_get(0)?),
            office: row.try_get(1)?,
            person: row.try_get(2)?,
            telegram_file_id: row.try_get(3)?,
            telegram_unique_id: row.try_get(4)?,
            size: row.try_get(5)?,
            attempts: row.try_get(6)?,
        })
    };
    rows.iter().map(wanted).collect()
}

/// How many bytes were kept of a person, and of an office, since a moment (epoch milliseconds).
pub async fn kept_since(store: &Store, person: i64, office: i64, since: i64) -> Result<(u64, u64)> {
    let mut reader = store.reader().await?;
    let mut sum = async |sql: &'static str, whose: i64| -> Result<u64> {
        let row = sqlx::query(sql)
            .bind(whose)
            .bind(since)
            .fetch_one(&mut *reader)
            .await?;
        Ok(u64::try_from(row.try_get::<i64, _>(0)?).unwrap_or_default())
    };
    let of_person = sum(
        "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM evidence_file \
         WHERE person_id = $1 AND settled_at > $2 AND status = 'kept'",
        person,
    )
    .await?;
    let of_office = sum(
        "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM evidence_file \
         WHERE office_id = $1 AND settled_at > $2 AND status = 'kept'",
        office,
    )
    .await?;
    Ok((of_person, of_office))
}

/// When the next file may be fetched (epoch milliseconds), if one is wanted that is not in `busy`.
pub async fn due(store: &Store, busy: &[i64]) -> Result<Option<i64>> {
    static DUE: List = List::new(
        "SELECT MIN(not_before) FROM evidence_file WHERE status = 'wanted' AND id NOT IN ({})",
        0,
    );
    let busy = if busy.is_empty() { &[0] } else { busy };
    let row = DUE
        .query(&[], busy)
        .fetch_one(&mut *store.reader().await?)
        .await?;
    Ok(row.try_get(0)?)
}

/// What the office keeps of the same file, if it was sent before.
pub async fn kept_before(store: &Store, office: i64, unique_id: &str) -> Result<Option<Kept>> {
    if unique_id.is_empty() {
        return Ok(None);
    }
    let row = sqlx::query(
        "SELECT sha256, kind, size FROM evidence_file \
         WHERE office_id = $1 AND telegram_unique_id = $2 AND status = 'kept' ORDER BY id LIMIT 1",
    )
    .bind(office)
    .bind(unique_id)
    .fetch_optional(&mut *store.reader().await?)
    .await?;
    row.map(|row| kept(&row, 0)).transpose()
}

/// The bytes are in the evidence store. Does nothing if the file is settled already.
pub async fn keep(store: &Store, file: FileId, kept: &Kept, now: i64) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "UPDATE evidence_file SET status = 'kept', sha256 = $1, kind = $2, size = $3, error = NULL, \
           settled_at = $4 WHERE id = $5 AND status = 'wanted'",
    )
    .bind(&kept.sha256)
    .bind(&kept.kind)
    .bind(kept.size)
    .bind(now)
    .bind(file.0)
    .execute(&mut *tx)
    .await?;
    tx.commit().await.context("commit a file that is kept")
}

/// The file is given up: tells the chat that sent it. `detail` for the one who runs the bot; `sha256` of one
/// that is a file of the office's own report.
pub async fn give_up(
    store: &Store,
    file: FileId,
    why: Unkept,
    sha256: Option<String>,
    detail: &str,
    now: i64,
) -> Result<()> {
    let status = match why {
        Unkept::Lost => "failed",
        _ => "refused",
    };
    let mut tx = store.begin().await?;
    let row = sqlx::query(
        "UPDATE evidence_file SET status = $1, error = $2, settled_at = $3 \
         WHERE id = $4 AND status = 'wanted' RETURNING chat_id, measure_id, photo, name",
    )
    .bind(status)
    .bind(format!("{}: {detail}", why.as_str()))
    .bind(now)
    .bind(file.0)
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else { return Ok(()) };
    let event = Internal::Unkept {
        file,
        measure: MeasureId(row.try_get(1)?),
        photo: row.try_get::<i64, _>(2)? != 0,
        name: row.try_get(3)?,
        why,
        sha256,
    };
    let chat = row.try_get(0)?;
    // Who sent it may be erased.
    if chat != NOBODY {
        let update = Received {
            update_id: -file.0,
            chat,
            payload: serde_json::to_string(&event)?,
        };
        inbox::insert(store, &mut tx, FETCHER, &[update], now).await?;
    }
    tx.commit()
        .await
        .context("commit a file that is given up")?;
    store.inbox_filled.notify_one();
    Ok(())
}

/// The file is to be tried again, not before this moment (epoch milliseconds).
pub async fn put_off(store: &Store, file: FileId, not_before: i64, error: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "UPDATE evidence_file SET attempts = attempts + 1, not_before = $1, error = $2 \
         WHERE id = $3 AND status = 'wanted'",
    )
    .bind(not_before)
    .bind(error)
    .bind(file.0)
    .execute(&mut *tx)
    .await?;
    tx.commit().await.context("commit a file that is put off")
}

/// How files of an office stand, in no order; those of other offices are left out.
pub async fn standings(
    connection: &mut AnyConnection,
    office: i64,
    files: &[FileId],
) -> Result<Vec<(FileId, Standing)>> {
    static STANDINGS: List = List::new(
        "SELECT id, status, sha256, kind, size FROM evidence_file WHERE office_id = $1 AND id IN ({})",
        1,
    );
    let ids: Vec<i64> = files.iter().map(|file| file.0).collect();
    let mut standings = Vec::with_capacity(ids.len());
    for portion in portions(&ids) {
        let rows = STANDINGS
            .query(&[office], portion)
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            let standing = match row.try_get(1)? {
                "wanted" => Standing::Wanted,
                "kept" => Standing::Kept(kept(row, 2)?),
                _ => Standing::Unkept,
            };
            standings.push((FileId(row.try_get(0)?), standing));
        }
    }
    Ok(standings)
}

/// From three columns that begin at `first`.
fn kept(row: &AnyRow, first: usize) -> Result<Kept> {
    Ok(Kept {
        sha256: row.try_get(first)?,
        kind: row.try_get(first + 1)?,
        size: row.try_get(first + 2)?,
    })
}
