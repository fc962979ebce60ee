//! Offices with their units, posts, holders and newest plan: what changes seldom. Two counters on the
//! office's row say when to read again: `revision` for all of this, `facts` for what is reported.

use std::collections::HashMap;

use anyhow::{Context, Result};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::json;
use super::many::{List, portions};
use super::{Store, holidays};
use crate::domain::office::{
    Holder, Language, MeasureId, OfficeId, PersonId, PlanId, Post, PostId, Role, Unit, UnitId,
};
use crate::domain::plan::{Measure, OfficePlan};
use crate::domain::readiness::requirements::Requirements;
use crate::domain::rhythm::RhythmChange;

/// How often an office has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counters {
    pub revision: i64,
    pub facts: i64,
}

/// The counters of offices. On PostgreSQL the rows stay locked, in the order of their ids, so that
/// whoever changes facts of an office has it for itself until the transaction ends.
pub async fn lock(
    store: &Store,
    connection: &mut AnyConnection,
    ids: &[i64],
) -> Result<HashMap<i64, Counters>> {
    const ORDER: &str = "SELECT id, revision, facts FROM office WHERE id IN ({}) ORDER BY id";
    static SQLITE: List = List::new(ORDER, 0);
    static POSTGRES: List = List::new(
        "SELECT id, revision, facts FROM office WHERE id IN ({}) ORDER BY id FOR NO KEY UPDATE",
        0,
    );
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let list = if store.is_sqlite() {
        &SQLITE
    } else {
        &POSTGRES
    };
    let mut counters = HashMap::with_capacity(ids.len());
    for portion in portions(&ids) {
        for row in list.query(&[], portion).fetch_all(&mut *connection).await? {
            counters.insert(
                row.try_get(0)?,
                Counters {
                    revision: row.try_get(1)?,
                    facts: row.try_get(2)?,
                },
            );
        }
    }
    Ok(counters)
}

/// Counts a change of what is reported.
pub async fn facts_changed(connection: &mut AnyConnection, ids: &[i64]) -> Result<()> {
    static CHANGED: List = List::new("UPDATE office SET facts = facts + 1 WHERE id IN ({})", 0);
    CHANGED.execute(connection, &[], ids).await?;
    Ok(())
}

/// Counts a change of the office, its units, posts, holders or plan.
pub async fn revised(connection: &mut AnyConnection, ids: &[i64]) -> Result<()> {
    static REVISED: List = List::new(
        "UPDATE office SET revision = revision + 1 WHERE id IN ({})",
        0,
    );
    REVISED.execute(connection, &[], ids).await?;
    Ok(())
}

/// Every office by name, for the one who runs the bot.
pub async fn all(store: &Store) -> Result<Vec<(OfficeId, String)>> {
    let rows = sqlx::query("SELECT id, name FROM office ORDER BY id")
        .fetch_all(&mut *store.reader().await?)
        .await?;
    rows.iter()
        .map(|row| Ok((OfficeId(row.try_get(0)?), row.try_get(1)?)))
        .collect()
}

/// Offices with everything around their newest plan. One without a plan is left out.
pub async fn with_plans(
    store: &Store,
    connection: &mut AnyConnection,
    ids: &[i64],
) -> Result<Vec<OfficePlan>> {
    static OFFICES: List = List::new(
        "SELECT o.id, o.revision, o.name, o.short_name, o.address, o.order_issuer, p.id, p.fiscal_year, p.wording, o.rhythm, p.opened_at \
         FROM office AS o JOIN plan AS p ON p.office_id = o.id WHERE o.id IN ({}) \
         AND p.fiscal_year = (SELECT MAX(q.fiscal_year) FROM plan AS q WHERE q.office_id = o.id) ORDER BY o.id",
        0,
    );
    static UNITS: List = List::new(
        "SELECT office_id, id, name, parent_id, code FROM unit WHERE dropped_at IS NULL AND office_id IN ({}) \
         ORDER BY place",
        0,
    );
    static POSTS: List = List::new(
        "SELECT p.office_id, p.id, p.role, p.turn, p.name, p.position, p.unit_id, s.id, s.chat_id, s.language, p.code, \
           h.held_since, (SELECT MAX(i.expires_at) FROM invitation AS i WHERE i.post_id = p.id \
             AND i.used_at IS NULL AND i.revoked_at IS NULL), p.head \
         FROM post AS p LEFT JOIN holding AS h ON h.post_id = p.id AND h.held_until IS NULL \
         LEFT JOIN person AS s ON s.id = h.person_id \
         WHERE p.dropped_at IS NULL AND p.office_id IN ({}) ORDER BY p.place",
        0,
    );
    static MEASURES: List = List::new(
        "SELECT m.plan_id, m.id, m.number, m.title, m.methods, m.unit_id, m.period, m.score \
         FROM plan AS p JOIN measure AS m ON m.plan_id = p.id WHERE p.office_id IN ({}) AND m.dropped_at IS NULL \
         AND p.fiscal_year = (SELECT MAX(q.fiscal_year) FROM plan AS q WHERE q.office_id = p.office_id) ORDER BY m.number",
        0,
    );
    static RETIRED: List = List::new(
        "SELECT m.plan_id, m.id, 0, m.title, m.methods, m.unit_id, m.period, m.score \
         FROM plan AS p JOIN measure AS m ON m.plan_id = p.id WHERE p.office_id IN ({}) AND m.dropped_at IS NOT NULL \
         AND p.fiscal_year = (SELECT MAX(q.fiscal_year) FROM plan AS q WHERE q.office_id = p.office_id) ORDER BY m.id",
        0,
    );
    let mut plans = Vec::with_capacity(ids.len());
    for portion in portions(ids) {
        let mut units = grouped(
            UNITS
                .query(&[], portion)
                .fetch_all(&mut *connection)
                .await?,
            unit,
        )?;
        let mut posts = grouped(
            POSTS
                .query(&[], portion)
                .fetch_all(&mut *connection)
                .await?,
            post,
        )?;
        let mut measures = grouped(
            MEASURES
                .query(&[], portion)
                .fetch_all(&mut *connection)
                .await?,
            measure,
        )?;
        let mut retired = grouped(
            RETIRED
                .query(&[], portion)
                .fetch_all(&mut *connection)
                .await?,
            measure,
        )?;
        let mut holidays = holidays::of(&mut *connection, portion).await?;
        for row in OFFICES
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            let (office, plan): (i64, i64) = (row.try_get(0)?, row.try_get(6)?);
            let own_rhythm: RhythmChange =
                json::read(row.try_get(9)?).context("read an office's rhythm")?;
            let (name, year): (String, i64) = (row.try_get(2)?, row.try_get(7)?);
            let fiscal_year = i32::try_from(year)?;
            let requirements = Requirements::of(fiscal_year, &name, &store.requirements);
            plans.push(OfficePlan {
                office: OfficeId(office),
                revision: row.try_get(1)?,
                name,
                short_name: row.try_get(3)?,
                address: row.try_get(4)?,
                order_issuer: row.try_get(5)?,
                units: units.remove(&office).unwrap_or_default(),
                posts: posts.remove(&office).unwrap_or_default(),
                plan: PlanId(plan),
                fiscal_year,
                wording: json::read(row.try_get(8)?).context("read a plan's wording")?,
                measures: measures.remove(&plan).unwrap_or_default(),
                retired: retired.remove(&plan).unwrap_or_default(),
                holidays: holidays.remove(&office).unwrap_or_default(),
                requirements: requirements.into(),
                rhythm: own_rhythm.over(&store.rhythm),
                usual_rhythm: (*store.rhythm).clone(),
                own_rhythm,
                opened: row.try_get(10)?,
            });
        }
    }
    Ok(plans)
}

/// One office with everything around its newest plan.
pub async fn with_plan(store: &Store, office: OfficeId) -> Result<Option<OfficePlan>> {
    Ok(with_plans(store, &mut *store.reader().await?, &[office.0])
        .await?
        .pop())
}

fn grouped<T>(
    rows: Vec<AnyRow>,
    read: impl Fn(&AnyRow) -> Result<T>,
) -> Result<HashMap<i64, Vec<T>>> {
    let mut groups: HashMap<i64, Vec<T>> = HashMap::new();
    for row in &rows {
        groups.entry(row.try_get(0)?).or_default().push(read(row)?);
    }
    Ok(groups)
}

fn unit(row: &AnyRow) -> Result<Unit> {
    Ok(Unit {
        id: UnitId(row.try_get(1)?),
        code: row.try_get(4)?,
        name: row.try_get(2)?,
        parent: row.try_get::<Option<_>, _>(3)?.map(UnitId),
    })
}

fn post(row: &AnyRow) -> Result<Post> {
    let role: &str = row.try_get(2)?;
    let holder = match row.try_get::<Option<i64>, _>(7)? {
        Some(person) => Some(Holder {
            person: PersonId(person),
            chat: row.try_get(8)?,
            language: Language::from_code(row.try_get(9)?),
            since: row.try_get(11)?,
        }),
        None => None,
    };
    Ok(Post {
        id: PostId(row.try_get(1)?),
        code: row.try_get(10)?,
        role: Role::parse(role).with_context(|| format!("there is no role {role:?}"))?,
        turn: u8::try_from(row.try_get::<i64, _>(3)?)?,
        name: row.try_get(4)?,
        position: row.try_get(5)?,
        unit: row.try_get::<Option<_>, _>(6)?.map(UnitId),
        holder,
        invited_until: row.try_get(12)?,
        head: row.try_get::<i64, _>(13)? == 1,
    })
}

fn measure(row: &AnyRow) -> Result<Measure> {
    let score: Option<&str> = row.try_get(7)?;
    Ok(Measure {
        id: MeasureId(row.try_get(1)?),
        number: u32::try_from(row.try_get::<i64, _>(2)?)?,
        title: row.try_get(3)?,
        methods: json::read(row.try_get(4)?).context("read a measure's methods")?,
        unit: UnitId(row.try_get(5)?),
        period: row.try_get(6)?,
        score: score
            .map(json::read)
            .transpose()
            .context("read a measure's score")?,
    })
}
