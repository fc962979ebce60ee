//! The measures of a plan, as a file changes them. What was drafted and filed hangs on a measure's row,
//! so that the row follows the measure's text, wherever in the plan it comes to stand.

use std::collections::HashMap;

use anyhow::{Context, Result};
use sqlx::{AnyConnection, Row};

use super::{Store, json};
use crate::plan_file::{Likeness, MeasureEntry, same_measures, title_key};

/// Makes the plan's measures those of a file; `units` are the ids of its units. What the file drops is
/// kept, out of sight, and comes back with its title.
pub async fn replace(
    store: &Store,
    connection: &mut AnyConnection,
    (office, plan): (i64, i64),
    measures: &[MeasureEntry],
    units: &HashMap<String, i64>,
    now: i64,
) -> Result<()> {
    let rows = rows(connection, plan, measures).await?;
    // No two measures of a plan have one number, not even on the way from one numbering to another: so
    // each steps aside to a number of its own, below zero, where those that are dropped stay.
    sqlx::query(
        "UPDATE measure SET number = 0 - id, dropped_at = COALESCE(dropped_at, $1) WHERE plan_id = $2",
    )
    .bind(now)
    .bind(plan)
    .execute(&mut *connection)
    .await?;
    for (measure, row) in measures.iter().zip(rows) {
        let unit = units
            .get(&measure.unit)
            .copied()
            .context("a measure's unit is not declared")?;
        let id = match row {
            Some(id) => id,
            None => new(store, connection, (office, plan), unit, now).await?,
        };
        let changed = sqlx::query(
            "UPDATE measure SET number = $1, title = $2, methods = $3, unit_id = $4, period = $5, score = $6, \
             dropped_at = NULL WHERE id = $7",
        )
        .bind(i64::from(measure.number))
        .bind(measure.title.as_str())
        .bind(serde_json::to_string(&measure.methods)?)
        .bind(unit)
        .bind(measure.period.as_str())
        .bind(measure.score.as_ref().map(serde_json::to_string).transpose()?)
        .bind(id)
        .execute(&mut *connection)
        .await?;
        anyhow::ensure!(changed.rows_affected() == 1, "a measure is not there");
    }
    Ok(())
}

/// The row of each measure, if it has one: first of those in sight, then of those that were dropped, the
/// last one first.
async fn rows(
    connection: &mut AnyConnection,
    plan: i64,
    measures: &[MeasureEntry],
) -> Result<Vec<Option<i64>>> {
    let found = sqlx::query(
        "SELECT m.id, m.number, m.title, m.dropped_at, m.methods, u.code, m.period FROM measure AS m \
         JOIN unit AS u ON u.id = m.unit_id WHERE m.plan_id = $1 \
         ORDER BY COALESCE(m.dropped_at, 0), m.number, m.id",
    )
    .bind(plan)
    .fetch_all(connection)
    .await?;
    let (mut seen, mut dropped) = (Vec::new(), HashMap::new());
    for row in &found {
        let (id, title): (i64, String) = (row.try_get(0)?, row.try_get(2)?);
        match row.try_get::<Option<i64>, _>(3)? {
            None => {
                let measure = MeasureEntry {
                    number: u32::try_from(row.try_get::<i64, _>(1)?)?,
                    title,
                    methods: json::read(row.try_get(4)?)?,
                    unit: row.try_get(5)?,
                    period: row.try_get(6)?,
                    score: None,
                };
                seen.push((id, measure));
            }
            Some(_) => drop(dropped.insert(title_key(&title), id)),
        }
    }
    let before: Vec<_> = seen
        .iter()
        .map(|(_, measure)| Likeness::from(measure))
        .collect();
    let after: Vec<_> = measures.iter().map(Likeness::from).collect();
    let same = same_measures(&before, &after).into_iter().zip(measures);
    Ok(same
        .map(|(same, measure)| match same {
            Some(same) => seen.get(same).map(|(id, ..)| *id),
            None => dropped.remove(&title_key(&measure.title)),
        })
        .collect())
}

/// A row of its own for a measure, still out of sight.
async fn new(
    store: &Store,
    connection: &mut AnyConnection,
    (office, plan): (i64, i64),
    unit: i64,
    now: i64,
) -> Result<i64> {
    let id = store.id(now);
    sqlx::query(
        "INSERT INTO measure (id, office_id, plan_id, number, title, methods, unit_id, period, dropped_at) \
         VALUES ($1, $2, $3, $4, '', '[]', $5, '', $6)",
    )
    .bind(id)
    .bind(office)
    .bind(plan)
    .bind(-id)
    .bind(unit)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(id)
}
