//! What a version of the report needs besides what its step saw: the files that are kept at that moment,
//! and what happened to the report until then. Looked up within the transaction that keeps the version.

use std::collections::HashMap;

use anyhow::Result;
use sqlx::{AnyConnection, Row};

use super::many::{List, portions};
use super::reports;
use crate::domain::calendar::Quarter;
use crate::domain::office::{FileId, PlanId, ReportId};
use crate::domain::report::{DecisionKind, FrozenFile, Happened, Happening, Snapshot};

/// Fills in the snapshot's files and its log.
pub(super) async fn freeze(
    connection: &mut AnyConnection,
    office: i64,
    plan: PlanId,
    snapshot: &mut Snapshot,
) -> Result<()> {
    snapshot.files = files(connection, office, snapshot).await?;
    snapshot.log = log(connection, plan, snapshot).await?;
    Ok(())
}

/// In the order in which the rows name them.
async fn files(
    connection: &mut AnyConnection,
    office: i64,
    snapshot: &Snapshot,
) -> Result<Vec<FrozenFile>> {
    static KEPT: List = List::new(
        "SELECT id, sha256, kind, size, received_at FROM evidence_file \
         WHERE office_id = $1 AND status = 'kept' AND id IN ({})",
        1,
    );
    let named: Vec<i64> = (snapshot.rows.iter())
        .filter_map(|row| row.progress.as_ref())
        .flat_map(|progress| &progress.results)
        .flat_map(|item| item.files.iter().map(|file| file.id.0))
        .collect();
    let mut kept = HashMap::new();
    for portion in portions(&named) {
        let rows = KEPT
            .query(&[office], portion)
            .fetch_all(&mut *connection)
            .await?;
        for row in rows {
            let file = FrozenFile {
                file: FileId(row.try_get(0)?),
                sha256: row.try_get(1)?,
                kind: row.try_get(2)?,
                size: row.try_get(3)?,
                received_at: row.try_get(4)?,
            };
            kept.insert(file.file.0, file);
        }
    }
    Ok(named.iter().filter_map(|id| kept.remove(id)).collect())
}

/// Of the quarters and the versions of the snapshot's period.
async fn log(
    connection: &mut AnyConnection,
    plan: PlanId,
    snapshot: &Snapshot,
) -> Result<Vec<Happened>> {
    let numbers: HashMap<i64, u32> = (snapshot.rows.iter())
        .map(|row| (row.measure.id.0, row.measure.number))
        .collect();
    let mut log = Vec::new();
    let rows = sqlx::query(
        "SELECT f.measure_id, f.quarter, f.revision, f.name, f.filed_at, f.reason FROM filing AS f \
         JOIN measure AS m ON m.id = f.measure_id WHERE m.plan_id = $1 ORDER BY f.filed_at, f.id",
    )
    .bind(plan.0)
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let Some(number) = numbers.get(&row.try_get(0)?) else {
            continue;
        };
        let quarter = quarter(row.try_get(1)?);
        if !quarter.is_none_or(|quarter| snapshot.period.covers(quarter)) {
            continue;
        }
        let reason: Option<String> = row.try_get(5)?;
        log.push(Happened {
            at: row.try_get(4)?,
            what: match reason {
                Some(_) => Happening::Corrected,
                None => Happening::Filed,
            },
            version: None,
            measure: Some(*number),
            quarter,
            name: row.try_get(3)?,
            note: reason,
        });
    }
    let rows = sqlx::query(
        "SELECT r.measure_id, r.quarter, r.name, r.returned_at, r.reason FROM returned AS r \
         JOIN measure AS m ON m.id = r.measure_id WHERE m.plan_id = $1 ORDER BY r.returned_at, r.id",
    )
    .bind(plan.0)
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let Some(number) = numbers.get(&row.try_get(0)?) else {
            continue;
        };
        let quarter = quarter(row.try_get(1)?);
        if !quarter.is_none_or(|quarter| snapshot.period.covers(quarter)) {
            continue;
        }
        log.push(Happened {
            at: row.try_get(3)?,
            what: Happening::SentBack,
            version: None,
            measure: Some(*number),
            quarter,
            name: row.try_get(2)?,
            note: Some(row.try_get(4)?),
        });
    }
    let versions = sqlx::query(
        "SELECT id, number, compiled_at FROM report WHERE plan_id = $1 AND period = $2 ORDER BY number",
    )
    .bind(plan.0)
    .bind(snapshot.period.as_str())
    .fetch_all(&mut *connection)
    .await?;
    let mut ids = Vec::new();
    let mut version_of = HashMap::new();
    for row in versions {
        let (id, version): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        let version = u32::try_from(version)?;
        ids.push(id);
        version_of.insert(id, version);
        log.push(compiled(row.try_get(2)?, version));
    }
    log.push(compiled(snapshot.compiled_at, snapshot.version));
    let mut decisions = reports::decisions(connection, &ids).await?;
    for report in ids {
        let decisions = decisions.remove(&ReportId(report)).unwrap_or_default();
        // What was returned to a unit stands above, with its measure.
        let told = decisions.into_iter().filter(|decision| {
            decision.kind != DecisionKind::Returned || decision.measure.is_none()
        });
        log.extend(told.map(|decision| Happened {
            at: decision.at,
            what: Happening::Decided(decision.kind),
            version: version_of.get(&report).copied(),
            measure: None,
            quarter: None,
            name: decision.name,
            note: decision.note,
        }));
    }
    log.sort_by_key(|happened| happened.at);
    Ok(log)
}

/// By whoever held the reporter's post then.
fn compiled(at: i64, version: u32) -> Happened {
    Happened {
        at,
        what: Happening::Compiled,
        version: Some(version),
        measure: None,
        quarter: None,
        name: String::new(),
        note: None,
    }
}

fn quarter(number: i64) -> Option<Quarter> {
    u8::try_from(number).ok().and_then(Quarter::new)
}
