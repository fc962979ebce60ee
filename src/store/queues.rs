//! How much waits in each queue, and for how long the oldest has waited. Asked when somebody looks, never by the
//! rooms themselves.

use anyhow::Result;
use sqlx::Row;

use super::Store;
use crate::vitals::counts::Queue;

/// Each queue's depth, and the age of its oldest by the clock that shows `now` (epoch milliseconds).
pub async fn waiting(store: &Store, now: i64) -> Result<Vec<Queue>> {
    const QUEUES: [(&str, &str); 5] = [
        (
            "inbox",
            "SELECT COUNT(*), MIN(received_at) FROM inbox WHERE done_at IS NULL",
        ),
        (
            "outbox",
            "SELECT COUNT(*), MIN(created_at) FROM outbox WHERE settled_at IS NULL AND calm = 0",
        ),
        (
            "reminders",
            "SELECT COUNT(*), MIN(created_at) FROM outbox WHERE settled_at IS NULL AND calm = 1",
        ),
        (
            "documents",
            "SELECT COUNT(*), MIN(wanted_at) FROM document WHERE status = 'wanted'",
        ),
        (
            "files",
            "SELECT COUNT(*), MIN(received_at) FROM evidence_file WHERE status = 'wanted'",
        ),
    ];
    let mut reader = store.reader().await?;
    let mut queues = Vec::with_capacity(QUEUES.len());
    for (name, sql) in QUEUES {
        let row = sqlx::query(sql).fetch_one(&mut *reader).await?;
        let oldest: Option<i64> = row.try_get(1)?;
        queues.push(Queue {
            name,
            depth: row.try_get(0)?,
            oldest: oldest.map_or(0, |oldest| (now - oldest).max(0) / 1000),
        });
    }
    Ok(queues)
}
