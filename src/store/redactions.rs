//! What is decided to be hidden in the published copy. A decision is a row that is closed when it is undone;
//! which text it is about is a fingerprint ([`Key`]), so that nothing personal is kept here.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result};
use sqlx::{AnyConnection, Row};

use super::many::{List, portions};
use super::{Store, documents};
use crate::domain::office::{MeasureId, PersonId, PlanId, ReportId};
use crate::domain::redaction::Key;
use crate::domain::report::DocumentKind;

/// Decisions of one press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub office: i64,
    pub plan: PlanId,
    /// The versions whose published copies, if they were made, have to be made anew.
    pub acknowledged: Vec<ReportId>,
    pub person: PersonId,
    pub texts: Vec<(MeasureId, Key)>,
    /// To hide them, or to undo that.
    pub hide: bool,
}

/// What is hidden now, by plan.
pub async fn of_plans(
    connection: &mut AnyConnection,
    plans: &[i64],
) -> Result<HashMap<i64, BTreeSet<Key>>> {
    static IN_FORCE: List = List::new(
        "SELECT plan_id, text_key FROM redaction WHERE undone_at IS NULL AND plan_id IN ({})",
        0,
    );
    let mut hidden: HashMap<i64, BTreeSet<Key>> = HashMap::new();
    for portion in portions(plans) {
        for row in IN_FORCE
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            let of = hidden.entry(row.try_get(0)?).or_default();
            of.insert(Key(row.try_get(1)?));
        }
    }
    Ok(hidden)
}

/// What is hidden now in the copy of a version.
pub async fn of_report(connection: &mut AnyConnection, report: ReportId) -> Result<BTreeSet<Key>> {
    let rows = sqlx::query(
        "SELECT h.text_key FROM redaction AS h JOIN report AS r ON r.plan_id = h.plan_id \
         WHERE r.id = $1 AND h.undone_at IS NULL",
    )
    .bind(report.0)
    .fetch_all(connection)
    .await
    .context("look up what is hidden of a report")?;
    let keys = rows.iter().map(|row| Ok(Key(row.try_get(0)?)));
    keys.collect()
}

/// Records decisions; what is decided already stays as it was.
pub async fn decide(
    store: &Store,
    connection: &mut AnyConnection,
    decided: &Decided,
    now: i64,
) -> Result<()> {
    for (measure, key) in &decided.texts {
        if decided.hide {
            sqlx::query(
                "INSERT INTO redaction (id, office_id, plan_id, measure_id, text_key, hidden_by, hidden_at) \
                 SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (SELECT 1 FROM redaction \
                   WHERE plan_id = $3 AND text_key = $5 AND undone_at IS NULL)",
            )
            .bind(store.id(now))
            .bind(decided.office)
            .bind(decided.plan.0)
            .bind(measure.0)
            .bind(key.0)
            .bind(decided.person.0)
            .bind(now)
            .execute(&mut *connection)
            .await?;
        } else {
            sqlx::query(
                "UPDATE redaction SET undone_by = $1, undone_at = $2 \
                 WHERE plan_id = $3 AND text_key = $4 AND office_id = $5 AND undone_at IS NULL",
            )
            .bind(decided.person.0)
            .bind(now)
            .bind(decided.plan.0)
            .bind(key.0)
            .bind(decided.office)
            .execute(&mut *connection)
            .await?;
        }
    }
    for report in &decided.acknowledged {
        documents::replace(connection, *report, DocumentKind::Published).await?;
    }
    Ok(())
}
