//! Reads the chains and tells what is wrong with them: what was changed, left out or added since it was written, and
//! decisions that no longer say what was written when they were taken.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::{BEFORE, Fields, NOBODYS, Noted};
use crate::domain::report::Decision;
use crate::store::reports;

/// So many missing entries in a row are named each by itself [ours].
const NAMED: i64 = 20;

/// An entry as it stands in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub seq: i64,
    pub id: i64,
    /// Epoch milliseconds.
    pub at: i64,
    pub office: Option<i64>,
    pub person: Option<i64>,
    pub action: String,
    pub subject: Option<i64>,
    /// JSON.
    pub detail: String,
    pub hash: String,
}

/// What is wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("entry {seq} is not what it was when it was written")]
    Changed { seq: i64 },
    #[error("entry {seq} is missing")]
    Missing { seq: i64 },
    #[error("entries {first} to {last} are missing")]
    Gap { first: i64, last: i64 },
    #[error("there are two entries {seq}")]
    Twice { seq: i64 },
    #[error("the entries from before the chains are {found}, and were {were}")]
    Before { were: i64, found: i64 },
    #[error("the newest entry is not the one that was written last")]
    Head,
    #[error("there is no entry at all, and every office has one of its plan")]
    Nothing,
    #[error("{entries} entries are of an office {office} that is not there")]
    Nowhere { office: i64, entries: i64 },
    #[error("the decision {id} on report {report} is not what was written when it was taken")]
    Decision { id: i64, report: i64 },
}

/// A chain that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    pub entries: Vec<Kept>,
    pub faults: Vec<Fault>,
    /// The newest entry, as it is to be noted elsewhere.
    pub newest: Option<Noted>,
}

impl Chain {
    /// Whether it holds an entry that was noted before. If it does not, what was written until then was written
    /// anew since.
    pub fn holds(&self, noted: &Noted) -> bool {
        let is_it = |entry: &Kept| entry.seq == noted.seq && entry.hash == noted.hash;
        self.entries.iter().any(is_it)
    }
}

/// Reads the chain of an office, or that of what belongs to none, and checks it against itself and
/// against the decisions on the office's reports. Fails only if the database does.
pub async fn chain(connection: &mut AnyConnection, office: Option<i64>) -> Result<Chain> {
    const COLUMNS: &str =
        "SELECT seq, id, at, office_id, person_id, action, subject, detail, hash FROM audit WHERE ";
    let rows = match office {
        Some(office) => {
            sqlx::query(sqlx::AssertSqlSafe(format!(
                "{COLUMNS} office_id = $1 ORDER BY seq, id"
            )))
            .bind(office)
            .fetch_all(&mut *connection)
            .await?
        }
        None => {
            sqlx::query(sqlx::AssertSqlSafe(format!(
                "{COLUMNS} office_id IS NULL ORDER BY seq, id"
            )))
            .fetch_all(&mut *connection)
            .await?
        }
    };
    let entries: Vec<Kept> = rows.iter().map(kept).collect::<Result<_>>()?;
    let head = sqlx::query("SELECT seq, hash FROM audit_head WHERE chain = $1")
        .bind(office.unwrap_or(NOBODYS))
        .fetch_optional(&mut *connection)
        .await?;
    let head: (i64, String) = match head {
        Some(row) => (row.try_get(0)?, row.try_get(1)?),
        None => Default::default(),
    };
    let mut faults = check(&entries, &head);
    if let Some(office) = office {
        if entries.is_empty() {
            faults.push(Fault::Nothing);
        }
        decisions(connection, office, &entries, &mut faults).await?;
    }
    let (seq, hash) = head;
    Ok(Chain {
        entries,
        faults,
        newest: (seq > 0).then_some(Noted { seq, hash }),
    })
}

/// How many entries from before the chains there should be, if it is another number.
pub async fn before(connection: &mut AnyConnection) -> Result<Option<Fault>> {
    let row = sqlx::query(
        "SELECT (SELECT seq FROM audit_head WHERE chain = $1), (SELECT COUNT(*) FROM audit WHERE seq = 0)",
    )
    .bind(BEFORE)
    .fetch_one(connection)
    .await?;
    let were = row.try_get::<Option<i64>, _>(0)?.unwrap_or(0);
    let found: i64 = row.try_get(1)?;
    Ok((were != found).then_some(Fault::Before { were, found }))
}

/// Entries and heads of chains of offices that are not there: no chain that is read holds them.
pub async fn nowhere(connection: &mut AnyConnection) -> Result<Vec<Fault>> {
    let rows = sqlx::query(
        "SELECT office_id, CAST(SUM(entries) AS BIGINT) FROM ( \
           SELECT office_id, 1 AS entries FROM audit WHERE office_id IS NOT NULL \
           UNION ALL SELECT chain, 0 FROM audit_head WHERE chain NOT IN ($1, $2)) AS written \
         WHERE office_id NOT IN (SELECT id FROM office) GROUP BY office_id ORDER BY office_id",
    )
    .bind(NOBODYS)
    .bind(BEFORE)
    .fetch_all(connection)
    .await?;
    let fault = |row: &AnyRow| {
        anyhow::Ok(Fault::Nowhere {
            office: row.try_get(0)?,
            entries: row.try_get(1)?,
        })
    };
    rows.iter().map(fault).collect()
}

/// How many faults there are in all chains together.
pub async fn faults(connection: &mut AnyConnection) -> Result<usize> {
    let offices = sqlx::query("SELECT id FROM office")
        .fetch_all(&mut *connection)
        .await?;
    let mut faults = usize::from(before(connection).await?.is_some());
    faults += nowhere(connection).await?.len();
    for office in offices
        .iter()
        .map(|row| row.try_get(0).map(Some))
        .chain([Ok(None)])
    {
        faults += chain(connection, office?).await?.faults.len();
    }
    Ok(faults)
}

fn check(entries: &[Kept], head: &(i64, String)) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (mut seq, mut hash) = (0, String::new());
    for entry in entries.iter().filter(|entry| entry.seq != 0) {
        if entry.seq <= seq {
            faults.push(Fault::Twice { seq: entry.seq });
            continue;
        }
        let gap = entry.seq > seq + 1;
        missing(seq, entry.seq - 1, &mut faults);
        let fields = Fields {
            id: entry.id,
            at: entry.at,
            office: entry.office,
            person: entry.person,
            action: &entry.action,
            subject: entry.subject,
            detail: &entry.detail,
        };
        // Behind a gap the hash before is not known: the entry can only be believed.
        if !gap && fields.hash(&hash, entry.seq) != entry.hash {
            faults.push(Fault::Changed { seq: entry.seq });
        }
        (seq, hash) = (entry.seq, entry.hash.clone());
    }
    missing(seq, head.0, &mut faults);
    if (seq, &hash) != (head.0, &head.1) && seq >= head.0 {
        faults.push(Fault::Head);
    }
    faults
}

/// What is missing behind one entry up to another. However many a number that was changed makes of them, not many
/// are named each by itself.
fn missing(behind: i64, last: i64, faults: &mut Vec<Fault>) {
    let first = behind.saturating_add(1);
    match last.saturating_sub(behind) {
        ..=0 => {}
        1..=NAMED => faults.extend((first..=last).map(|seq| Fault::Missing { seq })),
        _ => faults.push(Fault::Gap { first, last }),
    }
}

/// Each decision was written into the audit as it was taken: whether it still says so.
async fn decisions(
    connection: &mut AnyConnection,
    office: i64,
    entries: &[Kept],
    faults: &mut Vec<Fault>,
) -> Result<()> {
    let rows = sqlx::query(
        "SELECT id, report_id, kind, post_id, person_id, name, position, decided_at, note, measure_id, sha256 \
         FROM decision WHERE office_id = $1 ORDER BY id",
    )
    .bind(office)
    .fetch_all(connection)
    .await?;
    let mut written: BTreeMap<i64, Vec<Decision>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.action == "decide") {
        let detail: serde_json::Value = serde_json::from_str(&entry.detail).unwrap_or_default();
        if let (Some(report), Ok(decision)) = (
            entry.subject,
            serde_json::from_value(detail["decision"].clone()),
        ) {
            written.entry(report).or_default().push(decision);
        }
    }
    let mut taken: BTreeMap<i64, usize> = BTreeMap::new();
    for row in &rows {
        let (id, report): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        let decision = reports::decision(row, 2)?;
        let place = taken.entry(report).or_default();
        let said = written.get(&report).and_then(|said| said.get(*place));
        *place += 1;
        if said != Some(&decision) {
            faults.push(Fault::Decision { id, report });
        }
    }
    for (report, said) in &written {
        if taken.get(report).copied().unwrap_or(0) < said.len() {
            faults.push(Fault::Decision {
                id: 0,
                report: *report,
            });
        }
    }
    Ok(())
}

fn kept(row: &AnyRow) -> Result<Kept> {
    Ok(Kept {
        seq: row.try_get(0)?,
        id: row.try_get(1)?,
        at: row.try_get(2)?,
        office: row.try_get(3)?,
        person: row.try_get(4)?,
        action: row.try_get(5).context("read an entry of the audit")?,
        subject: row.try_get(6)?,
        detail: row.try_get(7)?,
        hash: row.try_get(8)?,
    })
}
