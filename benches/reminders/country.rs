//! Offices for the reminders to go to, made in bulk: one comes in by its plan file, the others are copies of it
//! with ids of their own, each with somebody in every post.

use std::fmt::Write as _;

use anyhow::{Context as _, ensure};
use rapsap::domain::calendar::midnight;
use rapsap::domain::office::OfficeId;
use rapsap::plan_file;
use rapsap::store::{Store, plans};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use super::simulation::day;

/// The contributors' units, each with a measure of its own, below the division whose head checks first.
pub const UNITS: usize = 6;
/// Posts of an office: the contributors, the reporter, two who check and the executive.
const POSTS: usize = UNITS + 4;
/// Chats are counted from here.
const FIRST_CHAT: i64 = 70_000_001;
/// Ids of copies: so many for each office, and these within it.
const OFFICE: i64 = 1_000;
const PLAN: i64 = 200;
const POST: i64 = 100;
const MEASURE: i64 = 300;

/// Makes so many offices with so many people, who took their plan over on 1 October 2022.
pub async fn open(store: &Store, offices: usize, people: usize) -> anyhow::Result<()> {
    ensure!(
        offices > 1 && (POSTS * offices..=(POSTS + 1) * offices).contains(&people),
        "an office has {POSTS} or {} people",
        POSTS + 1
    );
    let opened = midnight(day(2022, 10, 1));
    let file = plan_file::read("office.toml", &plan()).map_err(anyhow::Error::new)?;
    let first = plans::import(store, &file, opened).await?.office;
    let mut tx = store.begin().await?;
    copies(&mut tx, first, i64::try_from(offices - 1)?).await?;
    let seconds = i64::try_from(people - POSTS * offices)?;
    run(
        &mut tx,
        "INSERT INTO post (id, office_id, code, role, turn, name, position, unit_id, place, dropped_at, head) \
         SELECT id + 50, office_id, 'second', role, turn, name, position, unit_id, 50, NULL, 0 FROM post \
         WHERE code = 'unit-0' ORDER BY id LIMIT $1",
        &[seconds],
    )
    .await?;
    run(
        &mut tx,
        "UPDATE post SET head = 1 WHERE code = 'verifier-1'",
        &[],
    )
    .await?;
    run(&mut tx, "UPDATE plan SET opened_at = $1", &[opened]).await?;
    // As a stage play: the nth post is held by the nth person, who writes from the nth chat.
    run(
        &mut tx,
        "INSERT INTO person (id, chat_id, language, blocked_at, created_at) \
         SELECT n, n + $1 - 1, 'th', NULL, $2 FROM (SELECT ROW_NUMBER() OVER (ORDER BY id) AS n FROM post) AS p",
        &[FIRST_CHAT, opened],
    )
    .await?;
    run(
        &mut tx,
        "INSERT INTO holding (id, office_id, post_id, person_id, held_since, held_until) \
         SELECT n, office_id, id, n, $1, NULL \
         FROM (SELECT id, office_id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM post) AS p",
        &[opened],
    )
    .await?;
    tx.commit().await.context("commit the offices")
}

/// Those who report a unit's measure file it in the first quarter, in every office.
pub async fn file(store: &Store, unit: usize, at: i64) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    run(
        &mut tx,
        "INSERT INTO filing (id, office_id, measure_id, revision, progress, person_id, post_id, name, filed_at, quarter) \
         SELECT m.id, m.office_id, m.id, 1, \
           '{\"results\":[{\"kind\":\"text\",\"text\":\"มีการประชุมชี้แจง\"}],\"outcomes\":[\"ดีขึ้น\"]}', \
           h.person_id, h.post_id, p.name, $1, 1 FROM measure AS m JOIN post AS p ON p.unit_id = m.unit_id AND p.place < 50 \
         JOIN holding AS h ON h.post_id = p.id WHERE m.number = $2",
        &[at, i64::try_from(unit + 1)?],
    )
    .await?;
    tx.commit().await.context("commit what was filed")
}

/// The chats of those who have nothing to report.
pub async fn without_measures(store: &Store) -> anyhow::Result<Vec<i64>> {
    let sql = "SELECT e.chat_id FROM person AS e JOIN holding AS h ON h.person_id = e.id \
         JOIN post AS p ON p.id = h.post_id WHERE p.role <> 'contributor' ORDER BY e.chat_id";
    let rows = sqlx::query(sql)
        .fetch_all(&mut *store.reader().await?)
        .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

async fn copies(tx: &mut AnyConnection, first: OfficeId, copies: i64) -> anyhow::Result<()> {
    // The original's ids, in order; those of a copy are counted within its own thousand.
    let mut ids: Vec<Vec<i64>> = Vec::new();
    for sql in [
        "SELECT id FROM unit WHERE office_id = $1 ORDER BY place",
        "SELECT id FROM post WHERE office_id = $1 ORDER BY place",
        "SELECT id FROM measure WHERE office_id = $1 ORDER BY number",
    ] {
        let rows = sqlx::query(sql).bind(first.0).fetch_all(&mut *tx).await?;
        ids.push(
            rows.iter()
                .map(|row| row.try_get(0))
                .collect::<Result<_, _>>()?,
        );
    }
    let [units, posts, measures] = ids.as_slice() else {
        unreachable!("three lists")
    };
    // `{office}` and `{id}` are a copy's; `{unit}` is where the copy's unit goes.
    let mut copy = async |into: &str, fields: &str, of: i64, id: i64, unit: i64| {
        let from = into.split(' ').next().unwrap_or(into);
        let fields = fields
            .replace("{id}", &format!("n.k * {OFFICE} + {id}"))
            .replace("{unit}", &format!("n.k * {OFFICE} + {unit}"))
            .replace("{office}", &format!("n.k * {OFFICE}"));
        let sql = format!(
            "INSERT INTO {into} WITH RECURSIVE n(k) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT k + 1 FROM n WHERE k < {copies}) \
             SELECT {fields} FROM {from} AS o, n WHERE o.id = {of}"
        );
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await?;
        anyhow::Ok(())
    };
    copy(
        "office (id, name, short_name, address, order_issuer, revision, facts, created_at)",
        "{office}, o.name || ' ' || CAST(n.k AS TEXT), o.short_name, o.address, o.order_issuer, 1, 0, o.created_at",
        first.0,
        0,
        0,
    )
    .await?;
    for (at, unit) in (1..).zip(units) {
        // The first is the division above the others.
        let parent = if at == 1 { "NULL" } else { "{unit}" };
        let fields = format!("{{id}}, {{office}}, o.code, o.name, {parent}, o.place, NULL");
        let into = "unit (id, office_id, code, name, parent_id, place, dropped_at)";
        copy(into, &fields, *unit, at, 1).await?;
    }
    for (at, post) in (0..).zip(posts) {
        // The contributors come first, in the order of their units; the division's head is among the others.
        let at: i64 = at;
        let unit = if at < UNITS as i64 { at + 2 } else { 1 };
        let fields = "{id}, {office}, o.code, o.role, o.turn, o.name, o.position, \
             CASE WHEN o.unit_id IS NULL THEN NULL ELSE {unit} END, o.place, NULL, 0";
        let into = "post (id, office_id, code, role, turn, name, position, unit_id, place, dropped_at, head)";
        copy(into, fields, *post, POST + at, unit).await?;
    }
    let plan = sqlx::query("SELECT id FROM plan WHERE office_id = $1")
        .bind(first.0)
        .fetch_one(&mut *tx)
        .await?;
    let mut copy = async |into: &str, fields: String, of: i64| {
        let from = into.split(' ').next().unwrap_or(into);
        let sql = format!(
            "INSERT INTO {into} WITH RECURSIVE n(k) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT k + 1 FROM n WHERE k < {copies}) \
             SELECT {fields} FROM {from} AS o, n WHERE o.id = {of}"
        );
        sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await?;
        anyhow::Ok(())
    };
    copy(
        "plan (id, office_id, fiscal_year, wording, imported_at)",
        format!("n.k * {OFFICE} + {PLAN}, n.k * {OFFICE}, o.fiscal_year, o.wording, o.imported_at"),
        plan.try_get(0)?,
    )
    .await?;
    for (at, measure) in (0..).zip(measures) {
        let at: i64 = at;
        copy(
            "measure (id, office_id, plan_id, number, title, methods, unit_id, period, score, dropped_at)",
            format!(
                "n.k * {OFFICE} + {}, n.k * {OFFICE}, n.k * {OFFICE} + {PLAN}, o.number, o.title, o.methods, \
                 n.k * {OFFICE} + {}, o.period, o.score, NULL",
                MEASURE + at,
                at + 2
            ),
            *measure,
        )
        .await?;
    }
    Ok(())
}

async fn run(tx: &mut AnyConnection, sql: &'static str, values: &[i64]) -> anyhow::Result<()> {
    let mut query = sqlx::query(sql);
    for value in values {
        query = query.bind(*value);
    }
    query.execute(tx).await.with_context(|| sql.to_owned())?;
    Ok(())
}

/// The plan of one office.
fn plan() -> String {
    let mut plan = String::from(
        "[office]\nname = \"องค์การบริหารส่วนตำบลตัวอย่าง\"\nshort_name = \"อบต.ตัวอย่าง\"\n\
         address = \"อำเภอตัวอย่าง จังหวัดตัวอย่าง\"\n[fiscal_year]\nbe = 2566\n\
         [[unit]]\nid = \"palad\"\nname = \"สำนักปลัด อบต.\"\n",
    );
    let mut post = |id: &str, role: &str, more: &str| {
        // Writing to a String does not fail.
        let _ = write!(
            plan,
            "[[post]]\nid = \"{id}\"\nrole = \"{role}\"\nname = \"นายสมมุติ {id}\"\nposition = \"เจ้าหน้าที่\"\n{more}\n"
        );
    };
    for unit in 0..UNITS {
        let more = format!(
            "unit = \"unit-{unit}\"\n[[unit]]\nid = \"unit-{unit}\"\nname = \"งานที่ {unit}\"\nparent = \"palad\"\n\
             [[measure]]\nno = {}\ntitle = \"จัดทำแนวทางปฏิบัติในการเบิกจ่ายงบประมาณและการใช้ทรัพย์สินของราชการ\"\n\
             methods = [\"จัดทำแผนการใช้จ่ายงบประมาณประจำปีและเผยแพร่อย่างโปร่งใส\"]\nunit = \"unit-{unit}\"\n\
             period = \"ต.ค. ๖๕ - ก.ย. ๖๖\"",
            unit + 1
        );
        post(&format!("unit-{unit}"), "contributor", &more);
    }
    post("reporter", "reporter", "");
    post("verifier-1", "verifier", "turn = 1\nunit = \"palad\"");
    post("verifier-2", "verifier", "turn = 2");
    post("executive", "executive", "");
    plan
}
