//! Reminders by their natural keys, what became of them, and until when each office was looked at. Which of
//! them there are to be is [`crate::domain::reminding`]'s business, when they are made the reminders room's.

mod nudges;
mod settling;

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result};
use chrono::NaiveDate;
use sqlx::{AnyConnection, Row};

use super::Store;
use super::many::{Cell, List, Rows, portions};
use crate::domain::calendar::Quarter;
use crate::domain::office::{MeasureId, OfficeId, PersonId, PlanId};
use crate::domain::plan::OfficePlan;
use crate::domain::reminding::{Kind, Situation, Slot, Waits};

pub use nudges::{NewNudge, nudge, reminded};
pub use settling::{Fate, Settled, any_ended, settle};

/// An office that is locked for its reminders to be worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub office: OfficeId,
    /// The moment up to which its reminders were worked out, in epoch milliseconds.
    pub until: i64,
}

/// A reminder that was made before, as far as it matters whether it is made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    pub id: i64,
    pub slot: Slot,
    /// It was planned, and no message is on its way: it is to be planned anew.
    pub open: bool,
}

/// A reminder that is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub slot: Slot,
    /// Its row, if there is one already.
    pub made: Option<i64>,
    pub fate: Fate,
}

/// Whether an office waits to be looked at. Asks without locking.
pub async fn any_due(store: &Store, now: i64) -> Result<bool> {
    let row =
        sqlx::query("SELECT id FROM office WHERE look_at <= $1 OR reminded_until > $1 LIMIT 1")
            .bind(now)
            .fetch_optional(&mut *store.reader().await?)
            .await?;
    Ok(row.is_some())
}

/// The next moment at which an office is to be looked at.
pub async fn next_look(store: &Store) -> Result<Option<i64>> {
    let row = sqlx::query("SELECT MIN(look_at) FROM office")
        .fetch_one(&mut *store.reader().await?)
        .await?;
    Ok(row.try_get(0)?)
}

/// Some of the offices that are to be looked at, the longest waiting first. On PostgreSQL those that
/// somebody else has in hand are left out, and these stay locked.
pub async fn claim(
    store: &Store,
    connection: &mut AnyConnection,
    limit: usize,
    now: i64,
) -> Result<Vec<Due>> {
    const SQLITE: &str = "SELECT id, reminded_until FROM office WHERE look_at <= $1 OR reminded_until > $1 \
         ORDER BY look_at, id LIMIT $2";
    const POSTGRES: &str = "SELECT id, reminded_until FROM office WHERE look_at <= $1 OR reminded_until > $1 \
         ORDER BY look_at, id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED";
    let sql = if store.is_sqlite() { SQLITE } else { POSTGRES };
    let rows = sqlx::query(sql)
        .bind(now)
        .bind(i64::try_from(limit)?)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Due {
                office: OfficeId(row.try_get(0)?),
                until: row.try_get(1)?,
            })
        })
        .collect()
}

/// The office was looked at.
pub async fn looked(
    connection: &mut AnyConnection,
    office: OfficeId,
    until: i64,
    look_at: i64,
) -> Result<()> {
    sqlx::query("UPDATE office SET reminded_until = $1, look_at = $2 WHERE id = $3")
        .bind(until)
        .bind(look_at)
        .bind(office.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The moment up to which an office's reminders were worked out, in epoch milliseconds.
pub async fn until(connection: &mut AnyConnection, office: OfficeId) -> Result<i64> {
    let row = sqlx::query("SELECT reminded_until FROM office WHERE id = $1")
        .bind(office.0)
        .fetch_one(connection)
        .await?;
    Ok(row.try_get(0)?)
}

/// What the reminders of offices follow from, in the order of the plans.
pub async fn situations<'a>(
    connection: &mut AnyConnection,
    plans: &'a [OfficePlan],
) -> Result<Vec<Situation<'a>>> {
    static FILED: List = List::new(
        "SELECT DISTINCT f.measure_id, f.quarter FROM filing AS f JOIN measure AS m ON m.id = f.measure_id \
         WHERE m.plan_id IN ({})",
        0,
    );
    static RETURNED: List = List::new(
        "SELECT DISTINCT r.measure_id, r.quarter FROM returned AS r JOIN measure AS m ON m.id = r.measure_id \
         WHERE r.resolved_at IS NULL AND m.plan_id IN ({})",
        0,
    );
    static AWAY: List = List::new(
        "SELECT DISTINCT h.office_id, p.id, p.blocked_at FROM person AS p \
         JOIN holding AS h ON h.person_id = p.id AND h.held_until IS NULL \
         WHERE p.blocked_at IS NOT NULL AND h.office_id IN ({})",
        0,
    );
    static SNOOZED: List = List::new(
        "SELECT office_id, person_id, until FROM snooze WHERE office_id IN ({})",
        0,
    );
    static NUDGED: List = List::new(
        "SELECT office_id, person_id, slot FROM reminder WHERE kind = 'nudge' AND settled_at IS NULL \
         AND outbox_id IS NULL AND plan_id IN ({})",
        0,
    );
    let ids: Vec<i64> = plans.iter().map(|plan| plan.plan.0).collect();
    let offices: Vec<i64> = plans.iter().map(|plan| plan.office.0).collect();
    let mut lacking: HashMap<i64, [bool; 4]> = HashMap::new();
    for portion in portions(&ids) {
        // What came back is missing although it was filed.
        for (list, missing) in [(&FILED, false), (&RETURNED, true)] {
            for row in list.query(&[], portion).fetch_all(&mut *connection).await? {
                let quarter = usize::try_from(row.try_get::<i64, _>(1)? - 1)?;
                let quarters = lacking.entry(row.try_get(0)?).or_insert([true; 4]);
                *quarters
                    .get_mut(quarter)
                    .context("there is no such quarter")? = missing;
            }
        }
    }
    let mut people: [HashMap<i64, BTreeMap<PersonId, i64>>; 3] = Default::default();
    let lists = [(&AWAY, &offices), (&SNOOZED, &offices), (&NUDGED, &ids)];
    for ((list, of), people) in lists.into_iter().zip(&mut people) {
        for portion in portions(of) {
            for row in list.query(&[], portion).fetch_all(&mut *connection).await? {
                let person = PersonId(row.try_get(1)?);
                let of = people.entry(row.try_get(0)?).or_default();
                of.insert(person, row.try_get(2)?);
            }
        }
    }
    let [mut away, mut snoozed, mut nudged] = people;
    let mut reports = super::reports::newest(connection, &ids).await?;
    let situations = plans.iter().map(|plan| {
        let reports = reports.remove(&plan.plan.0).unwrap_or_default();
        let standing = |measure: MeasureId| lacking.get(&measure.0).copied().unwrap_or([true; 4]);
        Situation {
            plan,
            lacking: (plan.measures.iter())
                .map(|measure| (measure.id, standing(measure.id)))
                .collect(),
            reports: (reports.iter())
                .map(|report| Waits {
                    report: report.id,
                    period: report.period,
                    version: report.version,
                    stage: report.stage,
                    since: report.decisions.last().map_or(0, |last| last.at),
                })
                .collect(),
            away: away.remove(&plan.office.0).unwrap_or_default(),
            snoozed: snoozed.remove(&plan.office.0).unwrap_or_default(),
            nudged: (nudged.remove(&plan.office.0).into_iter().flatten())
                .filter_map(|(person, day)| Some((person, epoch_day(day)?)))
                .collect(),
        }
    });
    Ok(situations.collect())
}

/// The reminders of a plan that were made for a day or later, and the open ones of any day. An open one that
/// is to be planned anew brings those of its own day and later with it, which were made along with it.
pub async fn made(
    connection: &mut AnyConnection,
    office: OfficeId,
    plan: PlanId,
    from: NaiveDate,
) -> Result<Vec<Made>> {
    let again = sqlx::query(
        "SELECT MIN(slot) FROM reminder WHERE office_id = $1 AND settled_at IS NULL AND outbox_id IS NULL \
         AND plan_id = $2 AND kind <> 'nudge'",
    )
    .bind(office.0)
    .bind(plan.0)
    .fetch_one(&mut *connection)
    .await?;
    let again: Option<i64> = again.try_get(0)?;
    let from = i64::from(from.to_epoch_days());
    let from = again.map_or(from, |again| again.min(from));
    // Two statements, so that each has an index of its own.
    let open = "SELECT id, person_id, quarter, kind, slot, status, outbox_id FROM reminder \
         WHERE office_id = $1 AND settled_at IS NULL AND outbox_id IS NULL AND plan_id = $2 AND slot < $3";
    let since = "SELECT id, person_id, quarter, kind, slot, status, outbox_id FROM reminder \
         WHERE office_id = $1 AND plan_id = $2 AND slot >= $3";
    let mut all = Vec::new();
    for sql in [open, since] {
        let rows = sqlx::query(sql)
            .bind(office.0)
            .bind(plan.0)
            .bind(from)
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            // Other rooms have kinds of their own.
            let Some(kind) = Kind::parse(row.try_get(3)?) else {
                continue;
            };
            let quarter = u8::try_from(row.try_get::<i64, _>(2)?)?;
            let message: Option<i64> = row.try_get(6)?;
            all.push(Made {
                id: row.try_get(0)?,
                slot: Slot {
                    day: epoch_day(row.try_get(4)?).context("there is no such day")?,
                    person: PersonId(row.try_get(1)?),
                    quarter: Quarter::new(quarter),
                    kind,
                },
                open: message.is_none() && row.try_get::<&str, _>(5)? == "planned",
            });
        }
    }
    Ok(all)
}

/// A day by its number since 1 January 1970.
pub(super) fn epoch_day(days: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(days).ok()?)
}

/// Takes back what a clock that was ahead decided without a message: its moment is still to come.
pub async fn unmake(connection: &mut AnyConnection, office: OfficeId, now: i64) -> Result<()> {
    sqlx::query(
        "DELETE FROM reminder WHERE office_id = $1 AND planned_at > $2 \
         AND (status IN ('stale', 'withdrawn') OR status = 'planned' AND outbox_id IS NULL)",
    )
    .bind(office.0)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// A later plan is there: what was still to be said of this one is not said any more.
pub async fn turned(connection: &mut AnyConnection, plan: PlanId, now: i64) -> Result<()> {
    sqlx::query(
        "UPDATE reminder SET status = 'withdrawn', why = 'turned', settled_at = $1 \
         WHERE plan_id = $2 AND settled_at IS NULL AND outbox_id IS NULL",
    )
    .bind(now)
    .bind(plan.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps what became of reminders of one plan.
pub async fn record(
    store: &Store,
    connection: &mut AnyConnection,
    office: OfficeId,
    plan: PlanId,
    records: Vec<Record>,
    now: i64,
) -> Result<()> {
    static MADE: Rows = Rows::new(
        "INSERT INTO reminder (id, office_id, plan_id, quarter, person_id, kind, slot, status, why, outbox_id, planned_at, settled_at) \
         SELECT column1, column2, column3, column4, column5, column6, column7, column8, column9, column10, column11, column12 \
         FROM (VALUES {}) AS given WHERE column1 IS NOT NULL",
        12,
    );
    static AGAIN: Rows = Rows::new(
        "UPDATE reminder SET status = given.column2, why = given.column3, outbox_id = given.column4, settled_at = given.column5 \
         FROM (VALUES {}) AS given WHERE reminder.id = given.column1 AND given.column1 IS NOT NULL",
        5,
    );
    let (mut made, mut again) = (Vec::new(), Vec::new());
    for Record {
        slot,
        made: id,
        fate,
    } in records
    {
        let (status, why, message) = match fate {
            Fate::Planned { message } => ("planned", None, Some(message)),
            Fate::Merged { message } => ("merged", None, Some(message)),
            Fate::Stale { why } => ("stale", Some(why), None),
            Fate::Withdrawn { why } => ("withdrawn", Some(why), None),
            Fate::Held => ("planned", None, None),
        };
        let settled = matches!(fate, Fate::Stale { .. } | Fate::Withdrawn { .. });
        let status = Cell::Text(status.to_owned());
        let why = Cell::MaybeText(why.map(str::to_owned));
        let settled = Cell::MaybeInt(settled.then_some(now));
        let message = Cell::MaybeInt(message);
        match id {
            Some(id) => again.push([Cell::Int(id), status, why, message, settled]),
            None => made.push([
                Cell::Int(store.id(now)),
                Cell::Int(office.0),
                Cell::Int(plan.0),
                Cell::Int(slot.quarter.map_or(0, |quarter| quarter.number().into())),
                Cell::Int(slot.person.0),
                Cell::Text(slot.kind.as_str().to_owned()),
                Cell::Int(slot.day.to_epoch_days().into()),
                status,
                why,
                message,
                Cell::Int(now),
                settled,
            ]),
        }
    }
    MADE.execute(connection, made).await?;
    AGAIN.execute(connection, again).await?;
    Ok(())
}

/// Does not remind the person for the office until a moment (epoch milliseconds).
pub async fn snooze(
    connection: &mut AnyConnection,
    office: i64,
    person: PersonId,
    until: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO snooze (office_id, person_id, until) VALUES ($1, $2, $3) \
         ON CONFLICT (office_id, person_id) DO UPDATE SET until = excluded.until",
    )
    .bind(office)
    .bind(person.0)
    .bind(until)
    .execute(connection)
    .await?;
    Ok(())
}
