//! The days on which an office is closed or open otherwise than the public table says. Days are
//! counted from 1 January 1970.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use chrono::NaiveDate;
use sqlx::{AnyConnection, Row};

use super::many::List;
use crate::domain::holidays::{HolidayChange, Holidays};

/// The holidays of offices that have changes of their own, by office.
pub async fn of(
    connection: &mut AnyConnection,
    offices: &[i64],
) -> Result<HashMap<i64, Arc<Holidays>>> {
    static OWN: List = List::new(
        "SELECT office_id, day, off, name FROM holiday WHERE office_id IN ({}) ORDER BY day",
        0,
    );
    let mut own: HashMap<i64, Vec<HolidayChange>> = HashMap::new();
    for row in OWN.query(&[], offices).fetch_all(connection).await? {
        let day: i64 = row.try_get(1)?;
        let date = i32::try_from(day).ok().and_then(NaiveDate::from_epoch_days);
        let off: i64 = row.try_get(2)?;
        let name: String = row.try_get(3)?;
        own.entry(row.try_get(0)?).or_default().push(HolidayChange {
            date: date.with_context(|| format!("there is no day {day}"))?,
            name: (off == 1).then_some(name),
        });
    }
    Ok(own
        .into_iter()
        .map(|(office, changes)| (office, Arc::new(Holidays::with(changes))))
        .collect())
}

/// The office says this about the day from now on.
pub async fn set(
    connection: &mut AnyConnection,
    office: i64,
    change: &HolidayChange,
    person: i64,
    now: i64,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO holiday (office_id, day, off, name, person_id, changed_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (office_id, day) DO UPDATE SET off = excluded.off, name = excluded.name, \
           person_id = excluded.person_id, changed_at = excluded.changed_at",
    )
    .bind(office)
    .bind(i64::from(change.date.to_epoch_days()))
    .bind(i64::from(change.name.is_some()))
    .bind(change.name.clone().unwrap_or_default())
    .bind(person)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    look_again(connection, office).await
}

/// What the office's reminders wait for may be another day now.
async fn look_again(connection: &mut AnyConnection, office: i64) -> Result<()> {
    sqlx::query("UPDATE office SET look_at = 0 WHERE id = $1")
        .bind(office)
        .execute(connection)
        .await?;
    Ok(())
}

/// The office says nothing about the day any more.
pub async fn forget(connection: &mut AnyConnection, office: i64, date: NaiveDate) -> Result<()> {
    let forgotten = sqlx::query("DELETE FROM holiday WHERE office_id = $1 AND day = $2")
        .bind(office)
        .bind(i64::from(date.to_epoch_days()))
        .execute(&mut *connection)
        .await?;
    ensure!(
        forgotten.rows_affected() == 1,
        "the office said nothing about that day"
    );
    look_again(connection, office).await
}
