//! What stands at a copy's beginning, and what at its end: which program and schema it is of, and what must have
//! been read when all of it was.

use anyhow::{Result, anyhow, ensure};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::store::whole::{Shape, Table};

/// Of the file's make-up. A program reads this one only.
pub const FORMAT: i64 = 1;

/// The first entry.
#[derive(Serialize, Deserialize)]
pub struct Head {
    pub format: i64,
    /// The program's version, for people.
    pub program: String,
    /// Epoch milliseconds.
    pub taken_at: i64,
    pub shape: Shape,
}

/// Only the number, since whatever else there is may be another in another format.
#[derive(Deserialize)]
struct Format {
    format: i64,
}

impl Head {
    /// Fails if it is damaged, or of a newer program.
    pub fn read(bytes: &[u8]) -> Result<Head> {
        let format: Format = read(bytes)?;
        ensure!(
            format.format == FORMAT,
            "its format is {}, and this program reads {FORMAT}; install a newer rapsap",
            format.format
        );
        read(bytes)
    }
}

/// What a parser says of a file may quote it, so that only where it stumbled is told.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        anyhow!("what it says of itself is damaged, at line {line}, column {column}")
    })
}

/// A table's lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    pub table: String,
    pub rows: u64,
    /// Of all lines, one after the other.
    pub sha256: String,
}

/// The last entry: without it the copy is not whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    pub head_sha256: String,
    pub tables: Vec<TableSum>,
    pub documents: u64,
    pub evidence: u64,
    /// Of the names of all files, one after the other.
    pub names_sha256: String,
    /// Files that rows name and that were gone or damaged when the copy was made.
    pub lacking: Vec<String>,
}

impl Sums {
    pub fn read(bytes: &[u8]) -> Result<Sums> {
        read(bytes)
    }

    /// Of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

/// Counts while a copy is written or read.
#[derive(Default)]
pub struct Counting {
    sums: Sums,
    lines: Sha256,
    names: Sha256,
}

impl Counting {
    pub fn of(head: &[u8]) -> Counting {
        let mut counting = Counting::default();
        counting.sums.head_sha256 = digest(head);
        counting
    }

    pub fn lines(&mut self, lines: &[u8]) {
        self.lines.update(lines);
    }

    /// The lines until here were this table's.
    pub fn table(&mut self, table: &Table, rows: u64) {
        self.sums.tables.push(TableSum {
            table: table.name.clone(),
            rows,
            sha256: hex(&self.lines.finalize_reset()),
        });
    }

    /// A file under its hash.
    pub fn file(&mut self, evidence: bool, name: &str) {
        match evidence {
            true => self.sums.evidence += 1,
            false => self.sums.documents += 1,
        }
        self.names.update(name);
    }

    pub fn lacks(&mut self, name: String) {
        self.sums.lacking.push(name);
    }

    pub fn finish(mut self) -> Sums {
        self.sums.names_sha256 = hex(&self.names.finalize());
        self.sums
    }
}

/// Lower-case hex.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
