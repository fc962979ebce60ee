//! Files that somebody sent and nothing names any more: no draft, no filing, no version of a report, nobody's open
//! question. They are let go of after a time, and their contents a day later; what was ever filed keeps its files for
//! ever.

use anyhow::{Context, Result};
use sqlx::Row;

use super::evidence_store::EvidenceStore;
use super::many::List;
use super::{Store, offices};

/// How many files are looked at in one go.
pub const PORTION: usize = 20;
/// A content goes so long (milliseconds) after its last file: a copy that was begun before names it and finds it.
pub const REST: i64 = 24 * 3600 * 1000;

/// What one go came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetGo {
    /// How many files were looked at.
    pub seen: usize,
    /// The last of them, after which the next go begins.
    pub last: i64,
}

// An id is a number of many digits: where it stands, the file is named. The office's whole record is asked, since a
// file may have moved to another measure.
macro_rules! is_named {
    () => {
        "EXISTS (SELECT 1 FROM draft AS d WHERE d.office_id = e.office_id \
           AND d.body LIKE '%' || CAST(e.id AS TEXT) || '%') \
         OR EXISTS (SELECT 1 FROM measure AS m JOIN filing AS f ON f.measure_id = m.id \
           WHERE m.office_id = e.office_id AND f.progress LIKE '%' || CAST(e.id AS TEXT) || '%') \
         OR EXISTS (SELECT 1 FROM conversation AS c WHERE c.chat_id = e.chat_id \
           AND c.state LIKE '%' || CAST(e.id AS TEXT) || '%') \
         OR EXISTS (SELECT 1 FROM plan AS p JOIN report AS r ON r.plan_id = p.id \
           WHERE p.office_id = e.office_id AND r.snapshot LIKE '%' || CAST(e.id AS TEXT) || '%')"
    };
}

/// Looks at the files after the one with this id that were settled before `then` (epoch milliseconds), and deletes
/// the rows of those that nothing names. What they held goes when it is [swept](sweep).
pub async fn let_go(store: &Store, after: i64, then: i64, now: i64) -> Result<LetGo> {
    let rows = sqlx::query(concat!(
        "SELECT e.id, e.office_id, CAST(CASE WHEN ",
        is_named!(),
        " THEN 1 ELSE 0 END AS BIGINT) FROM evidence_file AS e \
         WHERE e.id > $1 AND e.status <> 'wanted' AND e.settled_at < $2 ORDER BY e.id LIMIT $3"
    ))
    .bind(after)
    .bind(then)
    .bind(i64::try_from(PORTION)?)
    .fetch_all(&mut *store.reader().await?)
    .await
    .context("look for files that nothing names")?;
    let mut gone = LetGo::default();
    let (mut unnamed, mut of_offices) = (Vec::new(), Vec::new());
    for row in &rows {
        gone.seen += 1;
        gone.last = row.try_get(0)?;
        if row.try_get::<i64, _>(2)? == 0 {
            unnamed.push(gone.last);
            of_offices.push(row.try_get(1)?);
        }
    }
    if !unnamed.is_empty() {
        delete(store, &unnamed, &of_offices, now).await?;
    }
    Ok(gone)
}

/// Deletes those of these files that are named by nothing once nobody can change what names them.
async fn delete(store: &Store, files: &[i64], of_offices: &[i64], now: i64) -> Result<()> {
    static DELETE: List = List::new(
        concat!(
            "DELETE FROM evidence_file WHERE id IN (SELECT e.id FROM evidence_file AS e \
             WHERE e.id IN ({}) AND NOT (",
            is_named!(),
            ")) RETURNING sha256"
        ),
        0,
    );
    let mut tx = store.begin().await?;
    offices::lock(store, &mut tx, of_offices).await?;
    let deleted = DELETE.query(&[], files).fetch_all(&mut *tx).await?;
    for row in &deleted {
        let Some(sha256) = row.try_get::<Option<String>, _>(0)? else {
            continue;
        };
        sqlx::query(
            "INSERT INTO evidence_removal (sha256, since) VALUES ($1, $2) \
             ON CONFLICT (sha256) DO UPDATE SET since = excluded.since",
        )
        .bind(sha256)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await.context("commit files that are let go of")
}

/// Removes contents whose files were let go of before `then` (epoch milliseconds), unless somebody has sent the same
/// again; gives whether there is more to do. The caller sees to it that no file is being kept meanwhile.
pub async fn sweep(store: &Store, evidence: &EvidenceStore, then: i64) -> Result<bool> {
    let mut tx = store.begin().await?;
    sqlx::query(
        "DELETE FROM evidence_removal WHERE EXISTS \
         (SELECT 1 FROM evidence_file AS e WHERE e.sha256 = evidence_removal.sha256)",
    )
    .execute(&mut *tx)
    .await?;
    let rows = sqlx::query(
        "SELECT sha256 FROM evidence_removal WHERE since < $1 ORDER BY since, sha256 LIMIT $2",
    )
    .bind(then)
    .bind(i64::try_from(PORTION)?)
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await.context("commit what stays after all")?;
    for row in &rows {
        let sha256: String = row.try_get(0)?;
        evidence.delete(&sha256).await?;
        let mut tx = store.begin().await?;
        sqlx::query("DELETE FROM evidence_removal WHERE sha256 = $1")
            .bind(sha256)
            .execute(&mut *tx)
            .await?;
        tx.commit().await.context("commit what was removed")?;
    }
    Ok(rows.len() == PORTION)
}
