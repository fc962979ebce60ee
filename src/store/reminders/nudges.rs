//! Reminders that the reporter asked for, and when people were reminded last.

use std::collections::BTreeMap;

use anyhow::Result;
use chrono::NaiveDate;
use sqlx::{AnyConnection, Row};

use super::epoch_day;
use crate::domain::office::{OfficeId, PersonId, PlanId};
use crate::domain::reminding::{Kind, Reminded};
use crate::store::Store;
use crate::store::many::{Cell, Rows};

/// Somebody is to be reminded on a day, because the reporter wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNudge {
    pub office: OfficeId,
    pub plan: PlanId,
    pub person: PersonId,
    pub day: NaiveDate,
}

/// Puts nudges among the reminders that are to be made, and has their offices looked at. One that is there
/// already is not made again, unless it could not be delivered.
pub async fn nudge(
    store: &Store,
    connection: &mut AnyConnection,
    nudges: &[NewNudge],
    now: i64,
) -> Result<()> {
    static WANTED: Rows = Rows::new(
        "INSERT INTO reminder (id, office_id, plan_id, quarter, person_id, kind, slot, status, planned_at) \
         SELECT column1, column2, column3, 0, column4, column5, column6, 'planned', column7 \
         FROM (VALUES {}) AS given WHERE column1 IS NOT NULL \
         ON CONFLICT (plan_id, quarter, person_id, kind, slot) DO UPDATE \
         SET status = 'planned', why = NULL, outbox_id = NULL, planned_at = excluded.planned_at, settled_at = NULL \
         WHERE reminder.status IN ('stale', 'withdrawn')",
        7,
    );
    let row = |nudge: &NewNudge| {
        [
            Cell::Int(store.id(now)),
            Cell::Int(nudge.office.0),
            Cell::Int(nudge.plan.0),
            Cell::Int(nudge.person.0),
            Cell::Text(Kind::Nudge.as_str().to_owned()),
            Cell::Int(nudge.day.to_epoch_days().into()),
            Cell::Int(now),
        ]
    };
    let rows: Vec<_> = nudges.iter().map(row).collect();
    WANTED.execute(connection, rows).await?;
    for nudge in nudges {
        sqlx::query("UPDATE office SET look_at = 0 WHERE id = $1")
            .bind(nudge.office.0)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// When people were reminded of a plan last, whatever for, and what is on its way to them. What was told to
/// the reporter about somebody is not a reminder of theirs.
pub async fn reminded(
    connection: &mut AnyConnection,
    office: OfficeId,
    plan: PlanId,
) -> Result<BTreeMap<PersonId, Reminded>> {
    // A message that may have been sent counts as sent. Its reminders follow what became of it a little
    // later, so that the outbox is asked as well.
    let rows = sqlx::query(
        "SELECT person_id, MAX(sent_at), MAX(waits_for) FROM (SELECT r.person_id, \
           CASE WHEN r.status IN ('sent', 'merged') AND r.settled_at IS NOT NULL THEN r.settled_at \
             WHEN r.settled_at IS NULL AND o.status IN ('sent', 'unsure') THEN o.settled_at END AS sent_at, \
           CASE WHEN r.settled_at IS NULL AND (o.id IS NULL OR o.settled_at IS NULL) THEN r.slot END AS waits_for \
         FROM reminder AS r LEFT JOIN outbox AS o ON o.id = r.outbox_id \
         WHERE r.office_id = $1 AND r.plan_id = $2 AND r.kind <> 'away') AS told GROUP BY person_id",
    )
    .bind(office.0)
    .bind(plan.0)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let waits: Option<i64> = row.try_get(2)?;
            let reminded = Reminded {
                last: row.try_get(1)?,
                waiting: waits.and_then(epoch_day),
            };
            Ok((PersonId(row.try_get(0)?), reminded))
        })
        .collect()
}
