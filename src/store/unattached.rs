//! Files that somebody sent and nothing names any more: no draft, no filing, no version of a report, nobody's open
//! question. They are let go of after a time; what was ever filed keeps its files for ever.

use anyhow::{Context, Result};
use sqlx::Row;

use super::Store;
use super::many::List;

/// How many files are looked at in one go.
pub const PORTION: usize = 20;

/// What one go came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetGo {
    /// How many files were looked at.
    pub seen: usize,
    /// The last of them, after which the next go begins.
    pub last: i64,
    /// The SHA-256 (lower-case hex) of contents that are nobody's any more.
    pub unused: Vec<String>,
}

/// Looks at the files after the one with this id that were settled before `then` (epoch milliseconds), and deletes
/// the rows of those that nothing names. The caller deletes the contents that are unused by it, and sees to it that
/// no file is being kept meanwhile.
pub async fn let_go(store: &Store, after: i64, then: i64) -> Result<LetGo> {
    static DELETE: List = List::new("DELETE FROM evidence_file WHERE id IN ({})", 0);
    let mut reader = store.reader().await?;
    // An id is a number of many digits: where it stands, the file is named. The office's whole record is asked, since
    // a file may have moved to another measure.
    let rows = sqlx::query(
        "SELECT e.id, e.sha256, CAST(CASE \
           WHEN EXISTS (SELECT 1 FROM draft AS d WHERE d.office_id = e.office_id \
             AND d.body LIKE '%' || CAST(e.id AS TEXT) || '%') \
           OR EXISTS (SELECT 1 FROM measure AS m JOIN filing AS f ON f.measure_id = m.id \
             WHERE m.office_id = e.office_id AND f.progress LIKE '%' || CAST(e.id AS TEXT) || '%') \
           OR EXISTS (SELECT 1 FROM conversation AS c WHERE c.chat_id = e.chat_id \
             AND c.state LIKE '%' || CAST(e.id AS TEXT) || '%') \
           OR EXISTS (SELECT 1 FROM plan AS p JOIN report AS r ON r.plan_id = p.id \
             WHERE p.office_id = e.office_id AND r.snapshot LIKE '%' || CAST(e.id AS TEXT) || '%') \
           THEN 1 ELSE 0 END AS BIGINT) \
         FROM evidence_file AS e WHERE e.id > $1 AND e.status <> 'wanted' AND e.settled_at < $2 \
         ORDER BY e.id LIMIT $3",
    )
    .bind(after)
    .bind(then)
    .bind(i64::try_from(PORTION)?)
    .fetch_all(&mut *reader)
    .await
    .context("look for files that nothing names")?;
    drop(reader);
    let mut gone = LetGo::default();
    let (mut unnamed, mut contents) = (Vec::new(), Vec::new());
    for row in &rows {
        gone.seen += 1;
        gone.last = row.try_get(0)?;
        if row.try_get::<i64, _>(2)? == 0 {
            unnamed.push(gone.last);
            contents.extend(row.try_get::<Option<String>, _>(1)?);
        }
    }
    if unnamed.is_empty() {
        return Ok(gone);
    }
    let mut tx = store.begin().await?;
    DELETE.execute(&mut tx, &[], &unnamed).await?;
    contents.sort();
    contents.dedup();
    for sha256 in contents {
        let others = sqlx::query("SELECT id FROM evidence_file WHERE sha256 = $1 LIMIT 1")
            .bind(sha256.as_str())
            .fetch_optional(&mut *tx)
            .await?;
        if others.is_none() {
            gone.unused.push(sha256);
        }
    }
    tx.commit()
        .await
        .context("commit files that are let go of")?;
    Ok(gone)
}
