//! Who changed which fact when: one row for every change, written in the same transaction, never
//! changed and never deleted. The entries of an office are a chain: each holds the hash of the one
//! before, so that a row that was changed, taken out or put in shows. Whoever can write the database can
//! write the newest entries, or a whole chain, anew: an entry that was [`Noted`] elsewhere tells that too.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::many::{Cell, Rows};
use crate::domain::report::Decision;
use crate::hidden::only_name;

/// One change of a fact.
#[derive(Clone)]
pub struct Entry {
    pub id: i64,
    /// Epoch milliseconds.
    pub at: i64,
    pub office: Option<i64>,
    /// None where the program itself or the one who runs it did it.
    pub person: Option<i64>,
    /// What was done, such as `file`.
    pub action: &'static str,
    /// The id of what it was done to.
    pub subject: Option<i64>,
    pub detail: serde_json::Value,
}

only_name!(Entry);

/// An entry as it is noted elsewhere: its number in its chain and its hash, which no entry of another chain has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    pub seq: i64,
    /// Lower-case hex of a SHA-256.
    pub hash: String,
}

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

/// What was noted cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is SEQ:HASH, as `rapsap audit` prints the newest entry")]
pub struct Unreadable;

impl FromStr for Noted {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Noted, Unreadable> {
        let (seq, hash) = text.trim().split_once(':').ok_or(Unreadable)?;
        let seq = seq.parse().map_err(|_| Unreadable)?;
        let hash = hash.to_ascii_lowercase();
        if seq < 1 || hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Unreadable);
        }
        Ok(Noted { seq, hash })
    }
}

/// The chain of what belongs to no office.
const NOBODYS: i64 = 0;
/// Under which the number of entries from before the chains stands.
const BEFORE: i64 = -1;
/// So many missing entries in a row are named each by itself [ours].
const NAMED: i64 = 20;

/// Adds entries to the chains of their offices, in order; gives the newest of each chain, with its office.
pub async fn write(
    connection: &mut AnyConnection,
    entries: Vec<Entry>,
) -> Result<Vec<(Option<i64>, Noted)>> {
    static WRITE: Rows = Rows::new(
        "INSERT INTO audit (id, at, office_id, person_id, action, subject, detail, seq, hash) \
         SELECT column1, column2, column3, column4, column5, column6, column7, column8, column9 \
         FROM (VALUES {}) AS given WHERE column1 IS NOT NULL",
        9,
    );
    let mut chains: BTreeMap<i64, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        let chain = entry.office.unwrap_or(NOBODYS);
        chains.entry(chain).or_default().push(entry);
    }
    let mut newest = Vec::with_capacity(chains.len());
    // In the order of the chains, so that no two writers wait for each other.
    for (chain, entries) in chains {
        let (mut seq, mut hash) = lock(connection, chain).await?;
        let mut rows = Vec::with_capacity(entries.len());
        for entry in entries {
            let detail = entry.detail.to_string();
            seq += 1;
            hash = Fields {
                id: entry.id,
                at: entry.at,
                office: entry.office,
                person: entry.person,
                action: entry.action,
                subject: entry.subject,
                detail: &detail,
            }
            .hash(&hash, seq);
            rows.push([
                Cell::Int(entry.id),
                Cell::Int(entry.at),
                Cell::MaybeInt(entry.office),
                Cell::MaybeInt(entry.person),
                Cell::Text(entry.action.to_owned()),
                Cell::MaybeInt(entry.subject),
                Cell::Text(detail),
                Cell::Int(seq),
                Cell::Text(hash.clone()),
            ]);
        }
        WRITE.execute(connection, rows).await?;
        sqlx::query("UPDATE audit_head SET seq = $1, hash = $2 WHERE chain = $3")
            .bind(seq)
            .bind(&hash)
            .bind(chain)
            .execute(&mut *connection)
            .await?;
        let office = (chain != NOBODYS).then_some(chain);
        newest.push((office, Noted { seq, hash }));
    }
    Ok(newest)
}

/// The newest entry of a chain, which nobody else can add to until the transaction ends.
async fn lock(connection: &mut AnyConnection, chain: i64) -> Result<(i64, String)> {
    let row = sqlx::query(
        "INSERT INTO audit_head (chain, seq, hash) VALUES ($1, 0, '') \
         ON CONFLICT (chain) DO UPDATE SET seq = audit_head.seq RETURNING seq, hash",
    )
    .bind(chain)
    .fetch_one(connection)
    .await?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}

/// What an entry's hash is made of.
struct Fields<'a> {
    id: i64,
    at: i64,
    office: Option<i64>,
    person: Option<i64>,
    action: &'a str,
    subject: Option<i64>,
    detail: &'a str,
}

impl Fields<'_> {
    /// Lower-case hex of the SHA-256 of a JSON array: the hash before, then every field.
    fn hash(&self, before: &str, seq: i64) -> String {
        let line = serde_json::json!([
            before,
            seq,
            self.id,
            self.at,
            self.office,
            self.person,
            self.action,
            self.subject,
            self.detail,
        ]);
        let digest = Sha256::digest(line.to_string().as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

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
        let decision = super::reports::decision(row, 2)?;
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
