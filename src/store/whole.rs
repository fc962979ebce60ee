//! A whole database as it stood at one moment, table by table, out of one and into another, whichever kind
//! each of the two is. Which tables there are is asked of the database itself, so that a new migration is
//! copied without a word here. Where the rows lie meanwhile is [`crate::keeping`]'s matter.
//!
//! There are no sequences to go on with: every id is made by the program (`ids`), from the number of
//! openings that is copied along.

pub mod fate;
mod loading;

use std::collections::BTreeMap;
use std::str::FromStr as _;

use anyhow::{Context as _, Result, bail, ensure};
use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{
    Any, AnyConnection, AnyPool, AssertSqlSafe, ConnectOptions as _, Row as _, Transaction,
};

use super::migrations;
pub use loading::{Loading, Uncommitted};

/// The migrator's own table, which is not copied: its versions are the shape's.
const HISTORY: &str = "_sqlx_migrations";

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Number,
    Text,
}

/// A table and its columns, in the order in which a row's values stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub columns: Vec<(String, Kind)>,
}

/// Which migrations a database has, and its tables by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    pub migrations: Vec<i64>,
    pub tables: Vec<Table>,
}

/// A row: whole numbers, texts and nulls.
pub type Row = Vec<Value>;

/// A database as it stood when it was first asked, whatever is written meanwhile.
pub struct Taken {
    pool: AnyPool,
    tx: Transaction<'static, Any>,
    pub shape: Shape,
}

impl Taken {
    /// Opens the database at `url` without changing it. Fails if there is none, or if it is newer than this
    /// program.
    pub async fn of(url: &str) -> Result<Taken> {
        let sqlite = is_sqlite(url);
        if let Some(path) = super::file_of(url)? {
            ensure!(path.exists(), "there is no database {}", path.display());
        }
        let pool = connect(url).await?;
        let begin = match sqlite {
            true => "BEGIN",
            false => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let mut tx = pool.begin_with(begin).await?;
        let shape = shape(&mut tx, sqlite).await?;
        ensure!(
            !shape.migrations.is_empty(),
            "there is nothing of Rapsap in this database"
        );
        migrations::known(&shape.migrations)?;
        Ok(Taken { pool, tx, shape })
    }

    /// Hands every row of a table over, one after the other.
    pub async fn rows(
        &mut self,
        table: &Table,
        mut each: impl AsyncFnMut(Row) -> Result<()>,
    ) -> Result<()> {
        let columns: Vec<_> = table.columns.iter().map(|(name, _)| quoted(name)).collect();
        let sql = format!("SELECT {} FROM {}", columns.join(", "), quoted(&table.name));
        let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut *self.tx);
        while let Some(row) = rows.try_next().await? {
            let mut values = Row::with_capacity(table.columns.len());
            for (at, (column, kind)) in table.columns.iter().enumerate() {
                let value = match kind {
                    Kind::Number => row.try_get::<Option<i64>, _>(at).map(Value::from),
                    Kind::Text => row.try_get::<Option<String>, _>(at).map(Value::from),
                };
                values.push(value.with_context(|| format!("read {}.{column}", table.name))?);
            }
            each(values).await?;
        }
        Ok(())
    }

    /// The SHA-256 of every file that the rows name: documents, then evidence.
    pub async fn files(&mut self) -> Result<[Vec<String>; 2]> {
        let documents =
            "SELECT DISTINCT sha256 FROM document WHERE sha256 IS NOT NULL ORDER BY sha256";
        let evidence = "SELECT DISTINCT sha256 FROM evidence_file \
             WHERE status = 'kept' AND sha256 IS NOT NULL ORDER BY sha256";
        let mut files = [Vec::new(), Vec::new()];
        for (at, (table, sql)) in [("document", documents), ("evidence_file", evidence)]
            .into_iter()
            .enumerate()
        {
            // The first versions had no evidence.
            if self.shape.tables.iter().any(|known| known.name == table) {
                let rows = sqlx::query(sql).fetch_all(&mut *self.tx).await?;
                let hashes = rows.iter().map(|row| row.try_get(0));
                files[at] = hashes.collect::<Result<_, _>>()?;
            }
        }
        Ok(files)
    }

    /// For questions about the same moment.
    pub fn connection(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }

    pub async fn close(self) -> Result<()> {
        self.tx.rollback().await?;
        self.pool.close().await;
        Ok(())
    }
}

fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}

/// One connection, which waits for other writers.
async fn connect(url: &str) -> Result<AnyPool> {
    sqlx::any::install_default_drivers();
    let sqlite = is_sqlite(url);
    let options = AnyPoolOptions::new()
        .max_connections(1)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if sqlite {
                    sqlx::raw_sql("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON;")
                        .execute(&mut *connection)
                        .await?;
                }
                Ok(())
            })
        });
    // A statement that reads a whole table takes its time.
    let url = AnyConnectOptions::from_str(url)?.disable_statement_logging();
    options.connect_with(url).await.context("open the database")
}

async fn shape(connection: &mut AnyConnection, sqlite: bool) -> Result<Shape> {
    let sql = match sqlite {
        true => {
            "SELECT t.name, c.name, c.type FROM sqlite_master AS t, pragma_table_info(t.name) AS c \
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite|_%' ESCAPE '|' ORDER BY t.name, c.cid"
        }
        false => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT) \
             FROM information_schema.columns WHERE table_schema = current_schema() \
             ORDER BY table_name, ordinal_position"
        }
    };
    let mut tables: BTreeMap<String, Vec<(String, Kind)>> = BTreeMap::new();
    let mut has_history = false;
    for row in sqlx::query(sql).fetch_all(&mut *connection).await? {
        let [table, column, kind]: [String; 3] =
            [row.try_get(0)?, row.try_get(1)?, row.try_get(2)?];
        if table == HISTORY {
            has_history = true;
            continue;
        }
        // What an administrator or another program has put beside them is theirs.
        if !migrations::makes(&table) {
            continue;
        }
        let kind = match kind.to_lowercase().as_str() {
            "bigint" => Kind::Number,
            "text" => Kind::Text,
            other => {
                bail!("{table}.{column} is of the kind {other}, which this program does not write")
            }
        };
        tables.entry(table).or_default().push((column, kind));
    }
    let mut migrations = Vec::new();
    if has_history {
        let applied = sqlx::query("SELECT version FROM _sqlx_migrations ORDER BY version");
        for row in applied.fetch_all(&mut *connection).await? {
            migrations.push(row.try_get(0)?);
        }
    }
    let tables = tables.into_iter();
    let tables = tables.map(|(name, columns)| Table { name, columns });
    Ok(Shape {
        migrations,
        tables: tables.collect(),
    })
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
