//! Which of the files that were made of reports, or sent as evidence, a hash or a short code stands for. For a person only among
//! those of offices in which they hold a post.

use anyhow::{Context, Result};
use sqlx::{AnyConnection, Row};

use super::{Store, json, reports};
use crate::domain::calendar::Quarter;
use crate::domain::office::{FileId, OfficeId, ReportId};
use crate::domain::progress::Progress;
use crate::domain::report::{DecisionKind, DocumentKind};
use crate::domain::verified::{KeptEvidence, Probe, Verified};

/// The file, if it is of an office in which this person holds a post now; of any office if none is given.
pub async fn find(
    connection: &mut AnyConnection,
    probe: &Probe,
    person: Option<i64>,
) -> Result<Option<Verified>> {
    let prefix = match probe {
        Probe::Sha256(sha256) => sha256.clone(),
        Probe::Code(code) => code.prefix(),
    };
    let rows = sqlx::query(
        "SELECT d.sha256, d.kind, d.office_id, o.name, p.fiscal_year, r.id, r.number, \
           (SELECT MAX(s.number) FROM report AS s WHERE s.plan_id = r.plan_id AND s.period = r.period), r.period \
         FROM document AS d JOIN report AS r ON r.id = d.report_id JOIN plan AS p ON p.id = r.plan_id \
         JOIN office AS o ON o.id = d.office_id \
         WHERE d.sha256 >= $1 AND d.sha256 < $2 AND d.status IN ('done', 'replaced') \
           AND ($3 = 0 OR d.office_id IN (SELECT h.office_id FROM holding AS h \
             WHERE h.person_id = $3 AND h.held_until IS NULL)) \
         ORDER BY d.id",
    )
    .bind(prefix.as_str())
    // Behind every hex digit.
    .bind(format!("{prefix}g"))
    .bind(person.unwrap_or(0))
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let sha256: String = row.try_get(0)?;
        let fits = match probe {
            Probe::Sha256(wanted) => sha256 == *wanted,
            Probe::Code(code) => code.fits(&sha256),
        };
        // One of a later program's kinds is nothing that this one can speak of.
        let Some(kind) = DocumentKind::parse(row.try_get(1)?).filter(|_| fits) else {
            continue;
        };
        let report = ReportId(row.try_get(5)?);
        let decisions = reports::decisions(connection, &[report.0]).await?;
        let mut taken = decisions.into_values().flatten();
        return Ok(Some(Verified {
            office: OfficeId(row.try_get(2)?),
            office_name: row.try_get(3)?,
            fiscal_year: i32::try_from(row.try_get::<i64, _>(4)?)?,
            period: reports::period(row.try_get(8)?)?,
            version: u32::try_from(row.try_get::<i64, _>(6)?)?,
            newest: u32::try_from(row.try_get::<i64, _>(7)?)?,
            kind,
            acknowledged: taken.find(|decision| decision.kind == DecisionKind::Acknowledged),
            sha256,
        }));
    }
    Ok(None)
}

/// The measures of which a file is kept as evidence, by the hash of its bytes: those whose evidence this person may see
/// now, as whoever does more in the office than to contribute, or contributes for the measure's unit or the one below
/// which it is; of any office if no person is given.
pub async fn evidence(
    connection: &mut AnyConnection,
    sha256: &str,
    person: Option<i64>,
) -> Result<Vec<KeptEvidence>> {
    let rows = sqlx::query(
        "SELECT e.id, m.id, o.name, p.fiscal_year, m.number, m.title, e.received_at FROM evidence_file AS e \
         JOIN measure AS m ON m.id = e.measure_id JOIN plan AS p ON p.id = m.plan_id \
         JOIN office AS o ON o.id = e.office_id JOIN unit AS u ON u.id = m.unit_id \
         WHERE e.sha256 = $1 AND e.status = 'kept' AND ($2 = 0 OR e.office_id IN (\
           SELECT h.office_id FROM holding AS h JOIN post AS t ON t.id = h.post_id \
           WHERE h.person_id = $2 AND h.held_until IS NULL AND t.dropped_at IS NULL \
             AND (t.role <> 'contributor' OR t.unit_id = u.id OR t.unit_id = u.parent_id))) ORDER BY e.id",
    )
    .bind(sha256)
    .bind(person.unwrap_or(0))
    .fetch_all(&mut *connection)
    .await
    .context("look for evidence by its hash")?;
    let mut found: Vec<KeptEvidence> = Vec::new();
    for row in rows {
        let (file, measure) = (FileId(row.try_get(0)?), row.try_get(1)?);
        let kept = KeptEvidence {
            office_name: row.try_get(2)?,
            fiscal_year: i32::try_from(row.try_get::<i64, _>(3)?)?,
            number: u32::try_from(row.try_get::<i64, _>(4)?)?,
            title: row.try_get(5)?,
            quarters: filed_with(connection, measure, file).await?,
            sent_at: row.try_get(6)?,
        };
        // The same file may have been sent to a measure several times: what was filed says most.
        let same = |other: &&mut KeptEvidence| {
            (other.fiscal_year, other.number) == (kept.fiscal_year, kept.number)
                && other.office_name == kept.office_name
        };
        match found.iter_mut().find(same) {
            Some(other) if other.quarters.is_empty() => *other = kept,
            Some(_) => {}
            None => found.push(kept),
        }
    }
    Ok(found)
}

/// The quarters of which what was filed last of a measure names a file.
async fn filed_with(
    connection: &mut AnyConnection,
    measure: i64,
    file: FileId,
) -> Result<Vec<Quarter>> {
    let rows =
        sqlx::query("SELECT quarter, progress FROM filing WHERE measure_id = $1 ORDER BY revision")
            .bind(measure)
            .fetch_all(connection)
            .await?;
    let mut last: [Option<Progress>; 4] = Default::default();
    for row in rows {
        let quarter = u8::try_from(row.try_get::<i64, _>(0)?).ok();
        if let Some(quarter) = quarter.and_then(Quarter::new) {
            let progress = json::read(row.try_get(1)?).context("read what was filed")?;
            last[usize::from(quarter.number() - 1)] = Some(progress);
        }
    }
    let names = |progress: &Progress| {
        let mut results = progress.results.iter();
        results.any(|item| item.files.iter().any(|held| held.id == file))
    };
    let quarters = Quarter::ALL.into_iter().zip(&last);
    Ok(quarters
        .filter(|(_, progress)| progress.as_ref().is_some_and(names))
        .map(|(quarter, _)| quarter)
        .collect())
}

/// Whether these are the bytes of a file that was made of this office's report.
pub async fn is_of_office(store: &Store, office: i64, sha256: &str) -> Result<bool> {
    let row = sqlx::query(
        "SELECT COUNT(*) FROM document WHERE office_id = $1 AND sha256 = $2 \
           AND status IN ('done', 'replaced')",
    )
    .bind(office)
    .bind(sha256)
    .fetch_one(&mut *store.reader().await?)
    .await
    .context("look for a file by its hash")?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}
