//! Which of the files that were made of reports a hash or a short code stands for. For a person only among
//! those of offices in which they hold a post.

use anyhow::{Context, Result};
use sqlx::{AnyConnection, Row};

use super::{Store, reports};
use crate::domain::office::{OfficeId, ReportId};
use crate::domain::report::{DecisionKind, DocumentKind};
use crate::domain::verified::{Probe, Verified};

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
