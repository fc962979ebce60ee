//! Lets reminders follow what became of their messages, before new ones are made.

use anyhow::{Context as _, Result};

use super::WAITING;
use crate::store::{Store, outbox, reminders};

/// Drops what is late, and lets reminders follow what became of their messages.
pub(super) async fn settle(store: &Store, now: i64) -> Result<()> {
    let (_, late) = outbox::calm_waiting(&mut *store.reader().await?, now).await?;
    if !late && !reminders::any_ended(store).await? {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    outbox::drop_late(&mut tx, now).await?;
    let mut settled = Vec::new();
    loop {
        let some = reminders::settle(&mut tx, WAITING, now).await?;
        if some.messages() == 0 {
            break;
        }
        settled.push(some);
    }
    tx.commit()
        .await
        .context("commit what became of reminders")?;
    let counts = &store.vitals.counts;
    for some in settled {
        counts.reminded("sent", some.sent);
        counts.reminded("withdrawn", some.withdrawn);
        counts.reminded("late", some.late);
    }
    Ok(())
}
