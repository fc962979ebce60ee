//! What is reported on the measures of a plan: drafts, filed revisions, returns. How a measure stands
//! follows from these; nothing is stored twice.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use anyhow::{Context, Result};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::json;
use super::many::{Cell, List, Rows, portions};
use crate::dialogue::{EarlierYear, Filing, MeasureStanding, OfficeDesk, StoredDraft};
use crate::domain::calendar::Quarter;
use crate::domain::office::{MeasureId, PersonId};
use crate::domain::plan::OfficePlan;
use crate::hidden::only_name;

/// A draft to be kept, or to be removed because it was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftChange {
    Saved {
        office: i64,
        draft: Box<StoredDraft>,
    },
    Removed {
        office: i64,
    },
}

/// A filed revision to be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct NewFiling {
    pub id: i64,
    pub office: i64,
    pub measure: MeasureId,
    pub person: i64,
    pub post: i64,
    pub filing: Filing,
}

only_name!(NewFiling);

/// The desks of offices as everyone in them sees them, by office.
pub async fn desks(
    connection: &mut AnyConnection,
    plans: &[Arc<OfficePlan>],
) -> Result<Vec<OfficeDesk>> {
    static FILINGS: List = List::new(
        "SELECT f.measure_id, f.revision, f.name, f.filed_at, f.progress, f.quarter, f.reason \
         FROM filing AS f JOIN measure AS m ON m.id = f.measure_id WHERE m.plan_id IN ({}) \
         AND f.revision = (SELECT MAX(g.revision) FROM filing AS g \
           WHERE g.measure_id = f.measure_id AND g.quarter = f.quarter)",
        0,
    );
    static RETURNED: List = List::new(
        "SELECT r.measure_id, r.reason, r.quarter FROM returned AS r JOIN measure AS m ON m.id = r.measure_id \
         WHERE r.resolved_at IS NULL AND m.plan_id IN ({}) ORDER BY r.id",
        0,
    );
    static DRAFTED: List = List::new(
        "SELECT d.measure_id, d.quarter FROM draft AS d JOIN measure AS m ON m.id = d.measure_id WHERE m.plan_id IN ({})",
        0,
    );
    let ids: Vec<i64> = plans.iter().map(|plan| plan.plan.0).collect();
    let mut standings: HashMap<i64, MeasureStanding> = plans
        .iter()
        .flat_map(|plan| &plan.measures)
        .map(|measure| (measure.id.0, MeasureStanding::new(measure.id)))
        .collect();
    for portion in portions(&ids) {
        for row in FILINGS
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            let quarter = quarter(&row, 5)?;
            let filing = Filing {
                revision: row.try_get(1)?,
                quarter,
                reason: row.try_get(6)?,
                by: row.try_get(2)?,
                at: row.try_get(3)?,
                progress: json::read(row.try_get(4)?).context("read a filed revision")?,
            };
            if let Some(standing) = standings.get_mut(&row.try_get(0)?) {
                standing.of_mut(quarter).filing = Some(filing);
            }
        }
        for row in RETURNED
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            if let Some(standing) = standings.get_mut(&row.try_get(0)?) {
                standing.of_mut(quarter(&row, 2)?).returned = Some(row.try_get(1)?);
            }
        }
        for row in DRAFTED
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            if let Some(standing) = standings.get_mut(&row.try_get(0)?) {
                standing.draft = Some(quarter(&row, 1)?);
            }
        }
    }
    let mut reports = super::reports::newest(connection, &ids).await?;
    let mut earlier = earlier(connection, plans).await?;
    let mut hidden = super::redactions::of_plans(connection, &ids).await?;
    let desks = plans.iter().map(|plan| OfficeDesk {
        plan: Arc::clone(plan),
        quarter: Quarter::default(),
        standings: plan
            .measures
            .iter()
            .filter_map(|measure| standings.remove(&measure.id.0))
            .collect(),
        reports: reports.remove(&plan.plan.0).unwrap_or_default(),
        hidden: hidden.remove(&plan.plan.0).unwrap_or_default(),
        earlier: earlier.remove(&plan.office.0).unwrap_or_default(),
    });
    Ok(desks.collect())
}

/// The years before these plans', by office, the latest first.
async fn earlier(
    connection: &mut AnyConnection,
    plans: &[Arc<OfficePlan>],
) -> Result<HashMap<i64, Vec<EarlierYear>>> {
    static PLANS: List = List::new(
        "SELECT id, office_id, fiscal_year FROM plan WHERE office_id IN ({}) ORDER BY fiscal_year DESC",
        0,
    );
    static MEASURES: List = List::new("SELECT plan_id, id FROM measure WHERE plan_id IN ({})", 0);
    let newest: HashSet<i64> = plans.iter().map(|plan| plan.plan.0).collect();
    let offices: Vec<i64> = plans.iter().map(|plan| plan.office.0).collect();
    let mut found = Vec::new();
    for portion in portions(&offices) {
        for row in PLANS
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            let (id, office): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
            if !newest.contains(&id) {
                found.push((id, office, i32::try_from(row.try_get::<i64, _>(2)?)?));
            }
        }
    }
    let ids: Vec<i64> = found.iter().map(|(id, ..)| *id).collect();
    let mut measures: HashMap<i64, Vec<MeasureId>> = HashMap::new();
    for portion in portions(&ids) {
        for row in MEASURES
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            let of = measures.entry(row.try_get(0)?).or_default();
            of.push(MeasureId(row.try_get(1)?));
        }
    }
    let mut reports = super::reports::newest(connection, &ids).await?;
    let mut years: HashMap<i64, Vec<EarlierYear>> = HashMap::new();
    for (id, office, fiscal_year) in found {
        years.entry(office).or_default().push(EarlierYear {
            fiscal_year,
            measures: measures.remove(&id).unwrap_or_default(),
            reports: reports.remove(&id).unwrap_or_default(),
        });
    }
    Ok(years)
}

fn quarter(row: &AnyRow, column: usize) -> Result<Quarter> {
    let number: i64 = row.try_get(column)?;
    u8::try_from(number)
        .ok()
        .and_then(Quarter::new)
        .with_context(|| format!("there is no quarter {number}"))
}

/// The drafts of measures.
pub async fn drafts(
    connection: &mut AnyConnection,
    measures: &[i64],
) -> Result<HashMap<i64, StoredDraft>> {
    static DRAFTS: List = List::new(
        "SELECT measure_id, body, person_id, saved_at FROM draft WHERE measure_id IN ({})",
        0,
    );
    let mut drafts = HashMap::with_capacity(measures.len());
    for portion in portions(measures) {
        for row in DRAFTS
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            let measure: i64 = row.try_get(0)?;
            let draft = StoredDraft {
                measure: MeasureId(measure),
                draft: json::read(row.try_get(1)?).context("read a draft")?,
                by: PersonId(row.try_get(2)?),
                at: row.try_get(3)?,
            };
            drafts.insert(measure, draft);
        }
    }
    Ok(drafts)
}

/// Keeps and removes drafts.
pub async fn change_drafts(
    connection: &mut AnyConnection,
    changes: &HashMap<i64, DraftChange>,
) -> Result<()> {
    static SAVE: Rows = Rows::new(
        "INSERT INTO draft (measure_id, office_id, body, person_id, saved_at, quarter) \
         SELECT column1, column2, column3, column4, column5, column6 FROM (VALUES {}) AS given \
         WHERE column1 IS NOT NULL \
         ON CONFLICT (measure_id) DO UPDATE SET body = excluded.body, person_id = excluded.person_id, \
           saved_at = excluded.saved_at, quarter = excluded.quarter",
        6,
    );
    static REMOVE: List = List::new("DELETE FROM draft WHERE measure_id IN ({})", 0);
    let (mut saved, mut removed) = (Vec::new(), Vec::new());
    for (measure, change) in changes {
        match change {
            DraftChange::Saved { office, draft } => saved.push([
                Cell::Int(*measure),
                Cell::Int(*office),
                Cell::Text(serde_json::to_string(&draft.draft)?),
                Cell::Int(draft.by.0),
                Cell::Int(draft.at),
                Cell::Int(draft.draft.quarter.number().into()),
            ]),
            DraftChange::Removed { .. } => removed.push(*measure),
        }
    }
    SAVE.execute(connection, saved).await?;
    REMOVE.execute(connection, &[], &removed).await?;
    Ok(())
}

/// Keeps filed revisions; whatever was returned of these measures has thereby come round again.
pub async fn file(connection: &mut AnyConnection, filings: &[NewFiling], now: i64) -> Result<()> {
    static FILE: Rows = Rows::new(
        "INSERT INTO filing (id, office_id, measure_id, revision, progress, person_id, post_id, name, filed_at, \
           quarter, reason) SELECT column1, column2, column3, column4, column5, column6, column7, column8, \
           column9, column10, column11 \
         FROM (VALUES {}) AS given WHERE column1 IS NOT NULL",
        11,
    );
    static RESOLVE: List = List::new(
        "UPDATE returned SET resolved_at = $1 WHERE resolved_at IS NULL AND quarter = $2 \
         AND measure_id IN ({})",
        2,
    );
    let rows = filings
        .iter()
        .map(|new| {
            Ok([
                Cell::Int(new.id),
                Cell::Int(new.office),
                Cell::Int(new.measure.0),
                Cell::Int(new.filing.revision),
                Cell::Text(serde_json::to_string(&new.filing.progress)?),
                Cell::Int(new.person),
                Cell::Int(new.post),
                Cell::Text(new.filing.by.clone()),
                Cell::Int(new.filing.at),
                Cell::Int(new.filing.quarter.number().into()),
                Cell::MaybeText(new.filing.reason.clone()),
            ])
        })
        .collect::<Result<Vec<_>>>()?;
    FILE.execute(connection, rows).await?;
    for quarter in Quarter::ALL {
        let measures: Vec<i64> = filings
            .iter()
            .filter(|new| new.filing.quarter == quarter)
            .map(|new| new.measure.0)
            .collect();
        let quarter = quarter.number().into();
        RESOLVE
            .execute(connection, &[now, quarter], &measures)
            .await?;
    }
    Ok(())
}

/// A measure that goes back to its unit.
#[derive(Clone, PartialEq, Eq)]
pub struct NewReturn {
    pub id: i64,
    pub office: i64,
    pub measure: MeasureId,
    pub quarter: Quarter,
    pub person: i64,
    pub post: i64,
    /// Of the one who returns it, as it is now.
    pub name: String,
    pub reason: String,
}

only_name!(NewReturn);

/// Keeps a return.
pub async fn give_back(connection: &mut AnyConnection, new: &NewReturn, now: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO returned (id, office_id, measure_id, reason, person_id, post_id, name, returned_at, quarter) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(new.id)
    .bind(new.office)
    .bind(new.measure.0)
    .bind(new.reason.as_str())
    .bind(new.person)
    .bind(new.post)
    .bind(new.name.as_str())
    .bind(now)
    .bind(i64::from(new.quarter.number()))
    .execute(connection)
    .await?;
    Ok(())
}
