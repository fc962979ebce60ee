//! How deliveries ended, and what is put right after a crash: what may come twice is sent again, what
//! may not is marked, asked about or let go.

use anyhow::{Context, Result};
use sqlx::{AnyConnection, Row};

use super::turn::in_its_place;
use super::{Outcome, Outgoing};
use crate::dialogue::{Action, Button, Phrase, Screen};
use crate::domain::office::{DocumentId, ReportId};
use crate::store::Store;
use crate::store::json;
use crate::store::many::{Cell, Rows};
use crate::store::runway::Sent;

/// Why a message waits that Telegram asked to send later.
pub const FLOODED: &str = "too many requests";

/// A picture that was interrupted so often is let go [ours]: the text that goes with it says the same.
const PICTURE_ATTEMPTS: i64 = 3;

/// Records what was sent.
pub async fn record_sent(connection: &mut AnyConnection, sent: &[Sent], now: i64) -> Result<()> {
    static SENT: Rows = Rows::new(
        "UPDATE outbox SET status = 'sent', message_id = given.column2, settled_at = given.column3 \
         FROM (VALUES {}) AS given WHERE outbox.id = given.column1 AND given.column1 IS NOT NULL",
        3,
    );
    let rows = sent
        .iter()
        .map(|(id, message_id)| [Cell::Int(*id), Cell::MaybeInt(*message_id), Cell::Int(now)]);
    SENT.execute(connection, rows).await?;
    Ok(())
}

pub(super) async fn record(
    store: &Store,
    connection: &mut AnyConnection,
    outcomes: &[(i64, Outcome)],
    now: i64,
) -> Result<()> {
    let sent: Vec<Sent> = outcomes
        .iter()
        .filter_map(|(id, outcome)| match outcome {
            Outcome::Sent { message_id } => Some((*id, *message_id)),
            _ => None,
        })
        .collect();
    record_sent(connection, &sent, now).await?;
    for (id, outcome) in outcomes {
        match outcome {
            Outcome::Sent { .. } => {}
            Outcome::Retry { not_before, error } => {
                retry(connection, *id, *not_before, error).await?
            }
            Outcome::Failed { error } => {
                settle(connection, *id, "failed", Some(error), now).await?
            }
            Outcome::Blocked => blocked(connection, *id, now).await?,
            Outcome::Unsure => unsure(store, connection, *id, now).await?,
        }
    }
    Ok(())
}

async fn retry(
    connection: &mut AnyConnection,
    id: i64,
    not_before: i64,
    error: &str,
) -> Result<()> {
    // What has been dropped meanwhile stays so.
    sqlx::query(
        "UPDATE outbox SET status = 'waiting', not_before = $1, error = $2 WHERE id = $3 AND settled_at IS NULL",
    )
    .bind(not_before)
    .bind(error)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn settle(
    connection: &mut AnyConnection,
    id: i64,
    status: &'static str,
    error: Option<&str>,
    now: i64,
) -> Result<()> {
    sqlx::query("UPDATE outbox SET status = $1, error = $2, settled_at = $3 WHERE id = $4")
        .bind(status)
        .bind(error.map(str::to_owned))
        .bind(now)
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Drops what waits for this row's chat, and remembers that the person is away.
async fn blocked(connection: &mut AnyConnection, id: i64, now: i64) -> Result<()> {
    sqlx::query(
        "UPDATE person SET blocked_at = $1 WHERE blocked_at IS NULL \
         AND chat_id = (SELECT chat_id FROM outbox WHERE id = $2)",
    )
    .bind(now)
    .bind(id)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "UPDATE outbox SET status = 'dropped', error = 'blocked', settled_at = $1 WHERE settled_at IS NULL \
         AND chat_id = (SELECT chat_id FROM outbox WHERE id = $2)",
    )
    .bind(now)
    .bind(id)
    .execute(connection)
    .await?;
    Ok(())
}

/// After a crash: puts right what was being sent when it happened, and gives how many those were.
/// Edits and answers to presses are simply done again. Of messages about half had gone out: a text is
/// sent once more, marked as perhaps a repetition; a file is not, its reader is asked.
pub async fn recover(store: &Store, now: i64) -> Result<usize> {
    let mut tx = store.begin().await?;
    let rows = sqlx::query(
        "SELECT id FROM outbox WHERE settled_at IS NULL AND status = 'sending' ORDER BY place",
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in &rows {
        unsure(store, &mut tx, row.try_get(0)?, now).await?;
    }
    // Whatever failed before is tried at once; what Telegram itself asked to wait still waits.
    sqlx::query(
        "UPDATE outbox SET not_before = 0 WHERE settled_at IS NULL AND status = 'waiting' AND calm = 0 \
         AND not_before > 0 AND error <> $1",
    )
    .bind(FLOODED)
    .execute(&mut *tx)
    .await?;
    tx.commit()
        .await
        .context("commit the recovery of the outbox")?;
    if !rows.is_empty() {
        store.outbox_filled.notify_one();
    }
    Ok(rows.len())
}

async fn unsure(store: &Store, connection: &mut AnyConnection, id: i64, now: i64) -> Result<()> {
    // An outcome is recorded once, also where the answer to its commit was lost.
    let Some(row) = sqlx::query(
        "SELECT body, chat_id, key, calm, attempts FROM outbox WHERE id = $1 AND settled_at IS NULL",
    )
    .bind(id)
    .fetch_optional(&mut *connection)
    .await?
    else {
        return Ok(());
    };
    // A reminder that may have come is better missed than sent twice: the next one says the same.
    if row.try_get::<i64, _>(3)? == 1 {
        return settle(connection, id, "unsure", Some("interrupted"), now).await;
    }
    let mut was = json::read(row.try_get(0)?)?;
    if let Some(key) = row.try_get::<Option<&str>, _>(2)? {
        was = in_its_place(connection, row.try_get(1)?, key, was).await?;
    }
    let instead = match was {
        // What is drawn and never gets to its end must not hold up what the chat is to read after it.
        Outgoing::Picture { .. } if row.try_get::<i64, _>(4)? >= PICTURE_ATTEMPTS => {
            return settle(connection, id, "dropped", Some("interrupted"), now).await;
        }
        // A new code voids the one that may have gone out; a plan or a picture may come twice.
        again @ (Outgoing::Replace { .. }
        | Outgoing::Amend { .. }
        | Outgoing::AnswerPress { .. }
        | Outgoing::Invitation { .. }
        | Outgoing::Plan { .. }
        | Outgoing::OwnData { .. }
        | Outgoing::Picture { .. }
        | Outgoing::Page { .. }
        | Outgoing::Menu) => {
            drop(again);
            return retry(connection, id, 0, "interrupted").await;
        }
        Outgoing::Show { mut screen } => {
            if screen
                .parts
                .first()
                .is_none_or(|part| part.key != "again-mark")
            {
                screen.parts.insert(0, Phrase::new("again-mark"));
            }
            Outgoing::Show { screen }
        }
        Outgoing::Deliver { document, .. } => {
            let mut screen = Screen::new("maybe-delivered");
            if let Some(report) = report_of(connection, document).await? {
                let label = Phrase::new("button-file-again");
                screen.buttons.push(vec![Button {
                    label,
                    action: Action::FileAgain(report),
                }]);
            }
            Outgoing::Show { screen }
        }
    };
    // It takes the original's place, so that it comes before what the chat was to read after it.
    sqlx::query(
        "INSERT INTO outbox (id, chat_id, place, language, body, status, attempts, not_before, created_at, key) \
         SELECT $1, chat_id, place, language, $2, 'waiting', 0, 0, $3, key FROM outbox WHERE id = $4",
    )
    .bind(store.id(now))
    .bind(serde_json::to_string(&instead)?)
    .bind(now)
    .bind(id)
    .execute(&mut *connection)
    .await?;
    settle(connection, id, "unsure", Some("interrupted"), now).await
}

async fn report_of(
    connection: &mut AnyConnection,
    document: DocumentId,
) -> Result<Option<ReportId>> {
    let row = sqlx::query("SELECT report_id FROM document WHERE id = $1")
        .bind(document.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok(ReportId(row.try_get(0)?))).transpose()
}
