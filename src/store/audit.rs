//! Who changed which fact when: one row for every change, written in the same transaction, never
//! changed and never deleted. The entries of an office are a chain: each holds the hash of the one
//! before, so that a row that was changed, taken out or put in shows. Whoever can write the database can
//! write the newest entries, or a whole chain, anew: an entry that was [`Noted`] elsewhere tells that too.

mod check;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use anyhow::Result;
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Row};

use super::many::{Cell, Rows};
use crate::hidden::only_name;
pub use check::{Chain, Fault, Kept, before, chain, faults, nowhere};

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
