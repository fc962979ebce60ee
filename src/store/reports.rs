//! Compiled versions of a plan's report, their stages and the decisions taken on them. Decisions are
//! only ever added; which stage follows which is the dialogue's business.

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::freeze;
use super::json;
use super::many::{List, portions};
use crate::dialogue::KeptVersion;
use crate::domain::office::{DocumentId, MeasureId, OfficeId, PersonId, PlanId, PostId, ReportId};
use crate::domain::period::Period;
use crate::domain::report::{
    Decision, DecisionKind, DocumentKind, DocumentView, ReportView, Snapshot, Stage,
};
use crate::hidden::only_name;

/// The newest version of each period's report, by plan, in the order of the periods.
pub async fn newest(
    connection: &mut AnyConnection,
    plans: &[i64],
) -> Result<HashMap<i64, Vec<ReportView>>> {
    static NEWEST: List = List::new(
        "SELECT r.plan_id, r.id, r.number, r.stage, r.missing, r.period FROM report AS r \
         WHERE r.plan_id IN ({}) AND r.number = (SELECT MAX(s.number) FROM report AS s \
           WHERE s.plan_id = r.plan_id AND s.period = r.period)",
        0,
    );
    let mut newest: HashMap<i64, Vec<ReportView>> = HashMap::new();
    for (plan, view) in views(connection, &NEWEST, plans).await? {
        newest.entry(plan).or_default().push(view);
    }
    for reports in newest.values_mut() {
        reports.sort_by_key(|report| report.period.place());
    }
    Ok(newest)
}

/// Every version of an office's reports, of all its years, the one that was compiled last first.
pub async fn all(connection: &mut AnyConnection, office: OfficeId) -> Result<Vec<KeptVersion>> {
    static ALL: List = List::new(
        "SELECT r.plan_id, r.id, r.number, r.stage, r.missing, r.period FROM report AS r \
         WHERE r.plan_id IN ({})",
        0,
    );
    let rows = sqlx::query("SELECT id, fiscal_year FROM plan WHERE office_id = $1")
        .bind(office.0)
        .fetch_all(&mut *connection)
        .await?;
    let mut years = HashMap::new();
    for row in rows {
        let year = i32::try_from(row.try_get::<i64, _>(1)?)?;
        years.insert(row.try_get::<i64, _>(0)?, year);
    }
    let plans: Vec<i64> = years.keys().copied().collect();
    let views = views(connection, &ALL, &plans).await?;
    let mut all: Vec<KeptVersion> = views
        .into_iter()
        .filter_map(|(plan, report)| {
            Some(KeptVersion {
                office,
                fiscal_year: *years.get(&plan)?,
                report,
            })
        })
        .collect();
    // Ids are made in the order of time.
    all.sort_by_key(|kept| std::cmp::Reverse((kept.fiscal_year, kept.report.id.0)));
    Ok(all)
}

/// Versions with their files and decisions, each with its plan.
async fn views(
    connection: &mut AnyConnection,
    list: &List,
    plans: &[i64],
) -> Result<Vec<(i64, ReportView)>> {
    // The second condition is the index's own.
    static FILES: List = List::new(
        "SELECT report_id, kind, id, sha256, size FROM document \
         WHERE status = 'done' AND status <> 'failed' AND report_id IN ({})",
        0,
    );
    let mut views: HashMap<i64, (i64, ReportView)> = HashMap::new();
    for portion in portions(plans) {
        for row in list.query(&[], portion).fetch_all(&mut *connection).await? {
            let id: i64 = row.try_get(1)?;
            let view = ReportView {
                id: ReportId(id),
                period: period(row.try_get(5)?)?,
                version: u32::try_from(row.try_get::<i64, _>(2)?)?,
                stage: json::read(row.try_get(3)?).context("read a report's stage")?,
                document: None,
                acknowledged: None,
                others: Vec::new(),
                decisions: Vec::new(),
                missing: json::read(row.try_get(4)?).context("read a report's missing measures")?,
            };
            views.insert(id, (row.try_get(0)?, view));
        }
    }
    let ids: Vec<i64> = views.keys().copied().collect();
    for portion in portions(&ids) {
        for row in FILES
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            let file = DocumentView {
                id: DocumentId(row.try_get(2)?),
                sha256: row.try_get(3)?,
                size: row.try_get(4)?,
            };
            if let Some((_, view)) = views.get_mut(&row.try_get(0)?) {
                match row.try_get(1)? {
                    "acknowledged" => view.acknowledged = Some(file),
                    "report" => view.document = Some(file),
                    // One of a later program's kinds is no business of this one.
                    other => view
                        .others
                        .extend(DocumentKind::parse(other).map(|kind| (kind, file))),
                }
            }
        }
    }
    for (report, decisions) in decisions(connection, &ids).await? {
        if let Some((_, view)) = views.get_mut(&report.0) {
            view.decisions = decisions;
        }
    }
    Ok(views.into_values().collect())
}

/// The decisions taken on reports, in order.
pub async fn decisions(
    connection: &mut AnyConnection,
    reports: &[i64],
) -> Result<HashMap<ReportId, Vec<Decision>>> {
    static DECISIONS: List = List::new(
        "SELECT report_id, kind, post_id, person_id, name, position, decided_at, note, measure_id, sha256 \
         FROM decision WHERE report_id IN ({}) ORDER BY id",
        0,
    );
    let mut decisions: HashMap<ReportId, Vec<Decision>> = HashMap::new();
    for portion in portions(reports) {
        for row in DECISIONS
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            decisions
                .entry(ReportId(row.try_get(0)?))
                .or_default()
                .push(decision(&row, 1)?);
        }
    }
    Ok(decisions)
}

/// A decision from its columns, of which `kind` is the `first`.
pub(super) fn decision(row: &AnyRow, first: usize) -> Result<Decision> {
    Ok(Decision {
        kind: kind(row.try_get(first)?)?,
        post: PostId(row.try_get(first + 1)?),
        person: PersonId(row.try_get(first + 2)?),
        name: row.try_get(first + 3)?,
        position: row.try_get(first + 4)?,
        at: row.try_get(first + 5)?,
        note: row.try_get(first + 6)?,
        measure: row.try_get::<Option<_>, _>(first + 7)?.map(MeasureId),
        sha256: row.try_get(first + 8)?,
    })
}

/// A version as it was frozen.
#[derive(Clone, PartialEq, Eq)]
pub struct Version {
    pub report: ReportId,
    pub snapshot: Snapshot,
}

only_name!(Version);

/// A version of a period's report on an office's newest plan: the newest if none is named, of any period
/// if none is.
pub async fn version(
    connection: &mut AnyConnection,
    office: i64,
    period: Option<Period>,
    version: Option<u32>,
) -> Result<Option<Version>> {
    let row = sqlx::query(
        "SELECT r.id, r.snapshot FROM report AS r JOIN plan AS p ON p.id = r.plan_id \
         WHERE r.office_id = $1 AND (r.number = $2 OR $2 = 0) AND (r.period = $3 OR $3 = '') \
         ORDER BY p.fiscal_year DESC, r.version DESC LIMIT 1",
    )
    .bind(office)
    .bind(i64::from(version.unwrap_or(0)))
    .bind(period.map_or("", Period::as_str))
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(Version {
            report: ReportId(row.try_get(0)?),
            snapshot: json::read(row.try_get(1)?).context("read a report's snapshot")?,
        })
    })
    .transpose()
}

/// The newest version of a period's report that was acknowledged, of a fiscal year (Buddhist Era) if one is
/// named.
pub async fn acknowledged(
    connection: &mut AnyConnection,
    office: i64,
    year: Option<i32>,
    period: Period,
) -> Result<Option<Version>> {
    let row = sqlx::query(
        "SELECT r.id, r.snapshot FROM report AS r JOIN plan AS p ON p.id = r.plan_id \
         WHERE r.office_id = $1 AND r.stage = $2 AND (p.fiscal_year = $3 OR $3 = 0) \
         AND r.period = $4 ORDER BY p.fiscal_year DESC, r.version DESC LIMIT 1",
    )
    .bind(office)
    .bind(stage(Stage::Acknowledged)?)
    .bind(i64::from(year.unwrap_or(0)))
    .bind(period.as_str())
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(Version {
            report: ReportId(row.try_get(0)?),
            snapshot: json::read(row.try_get(1)?).context("read a report's snapshot")?,
        })
    })
    .transpose()
}

/// A version to be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct NewReport {
    pub id: ReportId,
    pub office: i64,
    pub plan: PlanId,
    pub snapshot: Snapshot,
    pub missing: Vec<MeasureId>,
    pub person: i64,
    pub post: i64,
}

only_name!(NewReport);

/// Keeps a new version, whose file is still to be made; what was not acknowledged yet of its period is
/// superseded.
pub async fn compile(connection: &mut AnyConnection, new: &NewReport, now: i64) -> Result<()> {
    let mut snapshot = new.snapshot.clone();
    freeze::freeze(&mut *connection, new.office, new.plan, &mut snapshot).await?;
    sqlx::query("UPDATE report SET stage = $1 WHERE plan_id = $2 AND stage <> $3 AND period = $4")
        .bind(stage(Stage::Superseded)?)
        .bind(new.plan.0)
        .bind(stage(Stage::Acknowledged)?)
        .bind(new.snapshot.period.as_str())
        .execute(&mut *connection)
        .await?;
    let row = sqlx::query("SELECT MAX(version) FROM report WHERE plan_id = $1")
        .bind(new.plan.0)
        .fetch_one(&mut *connection)
        .await?;
    let version = row.try_get::<Option<i64>, _>(0)?.unwrap_or(0) + 1;
    sqlx::query(
        "INSERT INTO report (id, office_id, plan_id, version, stage, snapshot, missing, person_id, post_id, \
         compiled_at, period, number) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(new.id.0)
    .bind(new.office)
    .bind(new.plan.0)
    .bind(version)
    .bind(stage(Stage::Printing)?)
    .bind(serde_json::to_string(&snapshot)?)
    .bind(serde_json::to_string(&new.missing)?)
    .bind(new.person)
    .bind(new.post)
    .bind(now)
    .bind(new.snapshot.period.as_str())
    .bind(i64::from(new.snapshot.version))
    .execute(connection)
    .await?;
    Ok(())
}

/// Records a decision and moves the version to its next stage.
pub async fn decide(
    connection: &mut AnyConnection,
    id: i64,
    office: i64,
    report: ReportId,
    decision: &Decision,
    to: Stage,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO decision (id, office_id, report_id, kind, post_id, person_id, name, position, decided_at, \
         note, measure_id, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(id)
    .bind(office)
    .bind(report.0)
    .bind(kind_name(decision.kind))
    .bind(decision.post.0)
    .bind(decision.person.0)
    .bind(decision.name.as_str())
    .bind(decision.position.as_str())
    .bind(decision.at)
    .bind(decision.note.clone())
    .bind(decision.measure.map(|measure| measure.0))
    .bind(decision.sha256.as_str())
    .execute(&mut *connection)
    .await?;
    put(connection, report, to).await
}

/// What was filed has changed since this version was compiled, whoever has it now. Fails if it was
/// acknowledged: then nothing in it may change.
pub async fn supersede(connection: &mut AnyConnection, report: ReportId) -> Result<()> {
    let moved = sqlx::query("UPDATE report SET stage = $1 WHERE id = $2 AND stage <> $3")
        .bind(stage(Stage::Superseded)?)
        .bind(report.0)
        .bind(stage(Stage::Acknowledged)?)
        .execute(connection)
        .await?;
    ensure!(
        moved.rows_affected() == 1,
        "report {} is acknowledged or is not there",
        report.0
    );
    Ok(())
}

async fn put(connection: &mut AnyConnection, report: ReportId, at: Stage) -> Result<()> {
    let moved = sqlx::query("UPDATE report SET stage = $1 WHERE id = $2")
        .bind(stage(at)?)
        .bind(report.0)
        .execute(connection)
        .await?;
    ensure!(
        moved.rows_affected() == 1,
        "there is no report {}",
        report.0
    );
    Ok(())
}

/// Moves a version on, if it stands where it is thought to stand.
pub async fn advance(
    connection: &mut AnyConnection,
    report: ReportId,
    from: Stage,
    to: Stage,
) -> Result<()> {
    sqlx::query("UPDATE report SET stage = $1 WHERE id = $2 AND stage = $3")
        .bind(stage(to)?)
        .bind(report.0)
        .bind(stage(from)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether somebody checks a version of a plan's reports or is to acknowledge it.
pub async fn any_under_way(connection: &mut AnyConnection, plan: i64) -> Result<bool> {
    let rows = sqlx::query("SELECT DISTINCT stage FROM report WHERE plan_id = $1")
        .bind(plan)
        .fetch_all(connection)
        .await?;
    let mut any = false;
    for row in rows {
        let stage: Stage = json::read(row.try_get(0)?).context("read a report's stage")?;
        any |= stage.is_under_way();
    }
    Ok(any)
}

pub(super) fn period(name: &str) -> Result<Period> {
    Period::parse(name).with_context(|| format!("there is no period {name:?}"))
}

fn stage(stage: Stage) -> Result<String> {
    Ok(serde_json::to_string(&stage)?)
}

const KINDS: [(DecisionKind, &str); 4] = [
    (DecisionKind::Sent, "sent"),
    (DecisionKind::Approved, "approved"),
    (DecisionKind::Returned, "returned"),
    (DecisionKind::Acknowledged, "acknowledged"),
];

fn kind_name(kind: DecisionKind) -> &'static str {
    KINDS
        .into_iter()
        .find(|(known, _)| *known == kind)
        .map_or("", |(_, name)| name)
}

fn kind(name: &str) -> Result<DecisionKind> {
    KINDS
        .into_iter()
        .find(|(_, known)| *known == name)
        .map(|(kind, _)| kind)
        .with_context(|| format!("there is no kind of decision {name:?}"))
}
