//! What is changed about an office in chat, as rows. What the office is afterwards was worked out by
//! [`crate::domain::office_change`]; here it is written, a function for each kind of change. What is
//! retired is kept, out of sight.

use anyhow::{Context, Result, ensure};
use sqlx::AnyConnection;

use super::{holidays, invitations};
use crate::domain::office::{MeasureId, PersonId, Post, PostId, Unit, UnitId};
use crate::domain::office_change::{OfficeChange, PostEdit};
use crate::domain::plan::{Measure, OfficePlan};

/// A change that was checked, by whom, and the office after it.
#[derive(Clone, Debug)]
pub struct Checked {
    pub person: i64,
    pub change: OfficeChange,
    pub after: OfficePlan,
}

/// Writes one change. The caller counts the office's revision and writes the audit.
pub async fn apply(connection: &mut AnyConnection, checked: &Checked, now: i64) -> Result<()> {
    use OfficeChange::*;
    let after = &checked.after;
    let office = after.office.0;
    match &checked.change {
        AddMeasure(measure) => {
            make_room(connection, after.plan.0).await?;
            add_measure(connection, after, measure_of(after, measure.id)?).await
        }
        ChangeMeasure { measure, .. } => {
            update_measure(connection, measure_of(after, *measure)?).await
        }
        MoveMeasure { .. } => renumber(connection, after).await,
        RetireMeasure(measure) => {
            retire_measure(connection, *measure, now).await?;
            renumber(connection, after).await
        }
        RestoreMeasure(measure) => {
            make_room(connection, after.plan.0).await?;
            restore_measure(connection, measure_of(after, *measure)?).await
        }
        AddUnit(unit) => add_unit(connection, office, unit).await,
        RenameUnit { unit, .. } | PlaceUnit { unit, .. } => {
            update_unit(connection, after.unit(*unit).context("no such unit")?).await
        }
        RetireUnit(unit) => retire_unit(connection, *unit, now).await,
        AddPost(post) => add_post(connection, office, post_of(after, post.id)?).await,
        ChangePost {
            to: PostEdit::Turn(_),
            ..
        } => turns(connection, after).await,
        ChangePost { post, to } => {
            update_post(connection, post_of(after, *post)?).await?;
            match to {
                PostEdit::Role(_) => turns(connection, after).await,
                _ => Ok(()),
            }
        }
        RetirePost(post) => {
            retire_post(connection, *post, now).await?;
            turns(connection, after).await
        }
        // The code is made when it is sent.
        Invite(_) => Ok(()),
        EndInvitation(post) => {
            invitations::end_open(connection, post.0, now).await?;
            Ok(())
        }
        EndHolding { post, person } => end_holding(connection, *post, *person, now).await,
        SetHoliday(change) => holidays::set(connection, office, change, checked.person, now).await,
        ForgetHoliday(date) => holidays::forget(connection, office, *date).await,
        SetRhythm(_) => set_rhythm(connection, after).await,
    }
}

fn measure_of(plan: &OfficePlan, id: MeasureId) -> Result<&Measure> {
    plan.measure(id).context("no such measure")
}

fn post_of(plan: &OfficePlan, id: PostId) -> Result<&Post> {
    plan.post(id).context("no such post")
}

/// Numbers belong to measures that are listed: a retired one is known by its id, as a negative number.
async fn make_room(connection: &mut AnyConnection, plan: i64) -> Result<()> {
    sqlx::query(
        "UPDATE measure SET number = 0 - id WHERE plan_id = $1 AND dropped_at IS NOT NULL AND number > 0",
    )
    .bind(plan)
    .execute(connection)
    .await?;
    Ok(())
}

async fn add_measure(
    connection: &mut AnyConnection,
    plan: &OfficePlan,
    measure: &Measure,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO measure (id, office_id, plan_id, number, title, methods, unit_id, period, score) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(measure.id.0)
    .bind(plan.office.0)
    .bind(plan.plan.0)
    .bind(i64::from(measure.number))
    .bind(measure.title.as_str())
    .bind(serde_json::to_string(&measure.methods)?)
    .bind(measure.unit.0)
    .bind(measure.period.as_str())
    .bind(measure.score.as_ref().map(serde_json::to_string).transpose()?)
    .execute(connection)
    .await?;
    Ok(())
}

async fn update_measure(connection: &mut AnyConnection, measure: &Measure) -> Result<()> {
    let updated = sqlx::query(
        "UPDATE measure SET title = $1, methods = $2, unit_id = $3, period = $4, score = $5 \
         WHERE id = $6 AND dropped_at IS NULL",
    )
    .bind(measure.title.as_str())
    .bind(serde_json::to_string(&measure.methods)?)
    .bind(measure.unit.0)
    .bind(measure.period.as_str())
    .bind(
        measure
            .score
            .as_ref()
            .map(serde_json::to_string)
            .transpose()?,
    )
    .bind(measure.id.0)
    .execute(connection)
    .await?;
    one(updated.rows_affected(), "the measure is not there")
}

/// Gives the measures the numbers of `plan`. No two may have one number at any moment, so all step
/// aside first.
async fn renumber(connection: &mut AnyConnection, plan: &OfficePlan) -> Result<()> {
    make_room(connection, plan.plan.0).await?;
    sqlx::query("UPDATE measure SET number = 0 - number WHERE plan_id = $1 AND dropped_at IS NULL")
        .bind(plan.plan.0)
        .execute(&mut *connection)
        .await?;
    for measure in &plan.measures {
        set_number(connection, measure).await?;
    }
    Ok(())
}

async fn set_number(connection: &mut AnyConnection, measure: &Measure) -> Result<()> {
    let updated = sqlx::query("UPDATE measure SET number = $1 WHERE id = $2")
        .bind(i64::from(measure.number))
        .bind(measure.id.0)
        .execute(connection)
        .await?;
    one(updated.rows_affected(), "the measure is not there")
}

async fn retire_measure(connection: &mut AnyConnection, id: MeasureId, now: i64) -> Result<()> {
    let retired = sqlx::query(
        "UPDATE measure SET dropped_at = $1, number = 0 - id WHERE id = $2 AND dropped_at IS NULL",
    )
    .bind(now)
    .bind(id.0)
    .execute(connection)
    .await?;
    one(retired.rows_affected(), "the measure is retired already")
}

async fn restore_measure(connection: &mut AnyConnection, measure: &Measure) -> Result<()> {
    let restored = sqlx::query(
        "UPDATE measure SET dropped_at = NULL, number = $1 WHERE id = $2 AND dropped_at IS NOT NULL",
    )
    .bind(i64::from(measure.number))
    .bind(measure.id.0)
    .execute(connection)
    .await?;
    one(restored.rows_affected(), "the measure is not retired")
}

async fn add_unit(connection: &mut AnyConnection, office: i64, unit: &Unit) -> Result<()> {
    sqlx::query(
        "INSERT INTO unit (id, office_id, code, name, parent_id, place) \
         SELECT $1, $2, $3, $4, $5, COALESCE(MAX(place), -1) + 1 FROM unit WHERE office_id = $6",
    )
    .bind(unit.id.0)
    .bind(office)
    .bind(unit.code.as_str())
    .bind(unit.name.as_str())
    .bind(unit.parent.map(|parent| parent.0))
    .bind(office)
    .execute(connection)
    .await?;
    Ok(())
}

async fn update_unit(connection: &mut AnyConnection, unit: &Unit) -> Result<()> {
    let updated = sqlx::query(
        "UPDATE unit SET name = $1, parent_id = $2 WHERE id = $3 AND dropped_at IS NULL",
    )
    .bind(unit.name.as_str())
    .bind(unit.parent.map(|parent| parent.0))
    .bind(unit.id.0)
    .execute(connection)
    .await?;
    one(updated.rows_affected(), "the unit is not there")
}

async fn retire_unit(connection: &mut AnyConnection, id: UnitId, now: i64) -> Result<()> {
    let retired =
        sqlx::query("UPDATE unit SET dropped_at = $1 WHERE id = $2 AND dropped_at IS NULL")
            .bind(now)
            .bind(id.0)
            .execute(connection)
            .await?;
    one(retired.rows_affected(), "the unit is retired already")
}

async fn add_post(connection: &mut AnyConnection, office: i64, post: &Post) -> Result<()> {
    sqlx::query(
        "INSERT INTO post (id, office_id, code, role, turn, name, position, unit_id, head, place) \
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, COALESCE(MAX(place), -1) + 1 FROM post WHERE office_id = $10",
    )
    .bind(post.id.0)
    .bind(office)
    .bind(post.code.as_str())
    .bind(post.role.as_str())
    .bind(i64::from(post.turn))
    .bind(post.name.as_str())
    .bind(post.position.as_str())
    .bind(post.unit.map(|unit| unit.0))
    .bind(i64::from(post.head))
    .bind(office)
    .execute(connection)
    .await?;
    Ok(())
}

async fn update_post(connection: &mut AnyConnection, post: &Post) -> Result<()> {
    let updated = sqlx::query(
        "UPDATE post SET name = $1, position = $2, unit_id = $3, head = $4, role = $5, turn = $6 \
         WHERE id = $7 AND dropped_at IS NULL",
    )
    .bind(post.name.as_str())
    .bind(post.position.as_str())
    .bind(post.unit.map(|unit| unit.0))
    .bind(i64::from(post.head))
    .bind(post.role.as_str())
    .bind(i64::from(post.turn))
    .bind(post.id.0)
    .execute(connection)
    .await?;
    one(updated.rows_affected(), "the post is not there")
}

/// Gives the verifiers the turns of `plan`.
async fn turns(connection: &mut AnyConnection, plan: &OfficePlan) -> Result<()> {
    for post in plan.verifiers() {
        sqlx::query("UPDATE post SET turn = $1 WHERE id = $2")
            .bind(i64::from(post.turn))
            .bind(post.id.0)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Nobody holds a post that is no more, and nobody can claim it.
async fn retire_post(connection: &mut AnyConnection, id: PostId, now: i64) -> Result<()> {
    let retired =
        sqlx::query("UPDATE post SET dropped_at = $1 WHERE id = $2 AND dropped_at IS NULL")
            .bind(now)
            .bind(id.0)
            .execute(&mut *connection)
            .await?;
    one(retired.rows_affected(), "the post is retired already")?;
    sqlx::query("UPDATE holding SET held_until = $1 WHERE post_id = $2 AND held_until IS NULL")
        .bind(now)
        .bind(id.0)
        .execute(&mut *connection)
        .await?;
    invitations::end_open(connection, id.0, now).await?;
    Ok(())
}

async fn end_holding(
    connection: &mut AnyConnection,
    post: PostId,
    person: PersonId,
    now: i64,
) -> Result<()> {
    let ended = sqlx::query(
        "UPDATE holding SET held_until = $1 WHERE post_id = $2 AND person_id = $3 AND held_until IS NULL",
    )
    .bind(now)
    .bind(post.0)
    .bind(person.0)
    .execute(connection)
    .await?;
    one(ended.rows_affected(), "the person does not hold the post")
}

/// Keeps what the office wishes, and has its reminders worked out anew.
async fn set_rhythm(connection: &mut AnyConnection, plan: &OfficePlan) -> Result<()> {
    let set = sqlx::query("UPDATE office SET rhythm = $1, look_at = 0 WHERE id = $2")
        .bind(serde_json::to_string(&plan.own_rhythm)?)
        .bind(plan.office.0)
        .execute(connection)
        .await?;
    one(set.rows_affected(), "the office is not there")
}

fn one(affected: u64, what: &'static str) -> Result<()> {
    ensure!(affected == 1, what);
    Ok(())
}
