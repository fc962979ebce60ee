//! What tells how a database is getting on: what waits and since when, what could not be done, who is missing. What
//! of it is too much is [`crate::doctor`]'s matter.

use anyhow::Result;
use sqlx::{AnyConnection, Row as _};

/// What waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    pub name: &'static str,
    pub waiting: i64,
    /// Since when the oldest waits, in epoch milliseconds; 0 if nothing does.
    pub oldest: i64,
}

/// What waits to be answered, sent, made and fetched, as far as it could be done at `now` (epoch milliseconds).
pub async fn queues(connection: &mut AnyConnection, now: i64) -> Result<Vec<Queue>> {
    let all = [
        (
            "updates to answer",
            "SELECT COUNT(*), COALESCE(MIN(received_at), 0) FROM inbox WHERE done_at IS NULL AND received_at <= $1",
        ),
        (
            "messages to send",
            "SELECT COUNT(*), COALESCE(MIN(created_at), 0) FROM outbox \
             WHERE settled_at IS NULL AND calm = 0 AND not_before <= $1",
        ),
        (
            "documents to make",
            "SELECT COUNT(*), COALESCE(MIN(wanted_at), 0) FROM document WHERE status = 'wanted' AND wanted_at <= $1",
        ),
        (
            "files to fetch",
            "SELECT COUNT(*), COALESCE(MIN(received_at), 0) FROM evidence_file \
             WHERE status = 'wanted' AND not_before <= $1",
        ),
    ];
    let mut queues = Vec::with_capacity(all.len());
    for (name, sql) in all {
        let row = sqlx::query(sql)
            .bind(now)
            .fetch_one(&mut *connection)
            .await?;
        queues.push(Queue {
            name,
            waiting: row.try_get(0)?,
            oldest: row.try_get(1)?,
        });
    }
    Ok(queues)
}

/// What could not be done since a moment (epoch milliseconds): how much of what.
pub async fn failures(
    connection: &mut AnyConnection,
    since: i64,
) -> Result<Vec<(&'static str, i64)>> {
    let all = [
        (
            "updates could not be answered",
            "SELECT COUNT(*) FROM inbox WHERE failed_at >= $1",
        ),
        (
            "messages could not be sent",
            "SELECT COUNT(*) FROM outbox WHERE status = 'failed' AND settled_at >= $1",
        ),
        (
            "documents could not be made",
            "SELECT COUNT(*) FROM document WHERE status = 'failed' AND settled_at >= $1",
        ),
        (
            "files could not be fetched",
            "SELECT COUNT(*) FROM evidence_file WHERE status = 'failed' AND settled_at >= $1",
        ),
    ];
    let mut failures = Vec::with_capacity(all.len());
    for (what, sql) in all {
        let row = sqlx::query(sql)
            .bind(since)
            .fetch_one(&mut *connection)
            .await?;
        failures.push((what, row.try_get(0)?));
    }
    Ok(failures)
}

/// Each office's name, and how many reporters and executives are enrolled.
pub async fn enrolled(connection: &mut AnyConnection) -> Result<Vec<(String, i64, i64)>> {
    let rows = sqlx::query(
        "SELECT o.name, \
         CAST(COUNT(CASE WHEN p.role = 'reporter' THEN h.id END) AS BIGINT), \
         CAST(COUNT(CASE WHEN p.role = 'executive' THEN h.id END) AS BIGINT) \
         FROM office AS o \
         LEFT JOIN post AS p ON p.office_id = o.id AND p.dropped_at IS NULL \
         LEFT JOIN holding AS h ON h.post_id = p.id AND h.held_until IS NULL \
         GROUP BY o.id, o.name ORDER BY o.id",
    )
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?)))
        .collect()
}

/// What is wrong with the rows themselves. SQLite's file is read from end to end, each index as well if
/// `thorough`; PostgreSQL sees to its own.
pub async fn integrity(connection: &mut AnyConnection, thorough: bool) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    if is_postgres(connection) {
        return Ok(faults);
    }
    let check = match thorough {
        true => "PRAGMA integrity_check(1)",
        false => "PRAGMA quick_check(1)",
    };
    let line: String = text(connection, check).await?;
    if line != "ok" {
        faults.push("its file is damaged".to_owned());
    }
    let astray: i64 = sqlx::query("SELECT COUNT(*) FROM pragma_foreign_key_check")
        .fetch_one(&mut *connection)
        .await?
        .try_get(0)?;
    if astray > 0 {
        faults.push(format!("{astray} rows name others that are not there"));
    }
    Ok(faults)
}

/// Which settings of a PostgreSQL server have it forget what it has confirmed. Of SQLite the program itself sets
/// all of them whenever it opens the file.
pub async fn forgetful(connection: &mut AnyConnection) -> Result<Vec<&'static str>> {
    let mut forgetful = Vec::new();
    if !is_postgres(connection) {
        return Ok(forgetful);
    }
    for (setting, sql) in [
        ("fsync", "SELECT current_setting('fsync')"),
        (
            "full_page_writes",
            "SELECT current_setting('full_page_writes')",
        ),
        (
            "synchronous_commit",
            "SELECT current_setting('synchronous_commit')",
        ),
    ] {
        if text(connection, sql).await? == "off" {
            forgetful.push(setting);
        }
    }
    Ok(forgetful)
}

async fn text(connection: &mut AnyConnection, sql: &'static str) -> Result<String> {
    Ok(sqlx::query(sql).fetch_one(connection).await?.try_get(0)?)
}

fn is_postgres(connection: &AnyConnection) -> bool {
    connection.backend_name() == "PostgreSQL"
}
