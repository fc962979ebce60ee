//! Rows into an empty database, in one transaction with the making of its schema: until it is committed,
//! nobody sees anything of it, and whatever goes wrong leaves the place as it was.

use std::fs::File;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Row as _, Transaction};

use super::fate::{self, Mark};
use super::{Kind, Row, Shape, Table, connect, is_sqlite, quoted, shape};
use crate::store::{migrations, sqlite};

/// What a database has rows of before anybody used it.
const FROM_THE_BEGINNING: [&str; 2] = ["process", "audit_head"];
/// Rows of one statement; twenty columns stay well below SQLite's 32,766 parameters.
const PORTION: usize = 256;

/// An empty database that is being filled.
pub struct Loading {
    url: String,
    pool: AnyPool,
    tx: Transaction<'static, Any>,
    sqlite: bool,
    /// The statements' beginnings by which PostgreSQL's references are loosened and tightened again.
    references: Vec<String>,
    /// Keeps those who would open the file at the same time waiting.
    _opening: Option<File>,
}

impl Loading {
    /// Makes the schema that the rows were written with. Fails if the database is not empty, or if the
    /// shape is none that this program had.
    pub async fn into(url: &str, wanted: &Shape) -> Result<Loading> {
        migrations::known(&wanted.migrations)?;
        let sqlite = is_sqlite(url);
        let _opening = match sqlite {
            true => Some(migrations::lock(url).await?),
            false => None,
        };
        sqlite::make_private(url)?;
        let pool = connect(url).await?;
        let mut tx = match sqlite {
            true => pool.begin_with("BEGIN IMMEDIATE").await?,
            false => pool.begin().await?,
        };
        let found = shape(&mut tx, sqlite).await?;
        for table in &found.tables {
            ensure!(
                !is_used(&mut tx, table).await?,
                "the database is not empty: {} has rows; take an empty place",
                table.name
            );
        }
        if let Some(newer) = found
            .migrations
            .iter()
            .find(|found| !wanted.migrations.contains(found))
        {
            bail!(
                "the empty database has migration {newer} already, which what shall be put into it has not: \
                 take a place without a database"
            );
        }
        migrations::run_within(&mut tx, &wanted.migrations).await?;
        let mut made = shape(&mut tx, sqlite).await?;
        let mut tables = wanted.tables.clone();
        for table in made.tables.iter_mut().chain(&mut tables) {
            table.columns.sort_by(|one, other| one.0.cmp(&other.0));
        }
        tables.sort_by(|one, other| one.name.cmp(&other.name));
        ensure!(
            made.tables == tables,
            "its tables are not those of its version"
        );
        for table in FROM_THE_BEGINNING {
            let sql = format!("DELETE FROM {}", quoted(table));
            sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await?;
        }
        let mut loading = Loading {
            url: url.to_owned(),
            pool,
            tx,
            sqlite,
            references: Vec::new(),
            _opening,
        };
        loading.loosen().await?;
        Ok(loading)
    }

    /// Rows may name others that are not there yet, until all are.
    async fn loosen(&mut self) -> Result<()> {
        if self.sqlite {
            sqlx::query("PRAGMA defer_foreign_keys = ON")
                .execute(&mut *self.tx)
                .await?;
            return Ok(());
        }
        let references = sqlx::query(
            "SELECT format('ALTER TABLE %I ALTER CONSTRAINT %I', t.relname, c.conname) \
             FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid \
             JOIN pg_namespace AS n ON n.oid = t.relnamespace \
             WHERE c.contype = 'f' AND n.nspname = current_schema()",
        );
        for row in references.fetch_all(&mut *self.tx).await? {
            self.references.push(row.try_get(0)?);
        }
        self.alter("DEFERRABLE INITIALLY DEFERRED").await
    }

    async fn alter(&mut self, to: &str) -> Result<()> {
        for reference in &self.references {
            let sql = format!("{reference} {to}");
            sqlx::query(AssertSqlSafe(sql))
                .execute(&mut *self.tx)
                .await?;
        }
        Ok(())
    }

    /// Writes rows of a table of the shape. Fails if a row is none of this table.
    pub async fn rows(&mut self, table: &Table, rows: Vec<Row>) -> Result<()> {
        let columns: Vec<_> = table.columns.iter().map(|(name, _)| quoted(name)).collect();
        let into = format!(
            "INSERT INTO {} ({}) VALUES ",
            quoted(&table.name),
            columns.join(", ")
        );
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let portion: Vec<Row> = rows.by_ref().take(PORTION).collect();
            let sql = format!("{into}{}", self.marks(portion.len(), columns.len()));
            let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
            for row in portion {
                ensure!(
                    row.len() == columns.len(),
                    "a row of {} is damaged",
                    table.name
                );
                for ((_, kind), value) in table.columns.iter().zip(row) {
                    query = match (kind, value) {
                        (Kind::Number, Value::Null) => query.bind(None::<i64>),
                        (Kind::Number, Value::Number(number)) if number.is_i64() => {
                            query.bind(number.as_i64())
                        }
                        (Kind::Text, Value::Null) => query.bind(None::<String>),
                        (Kind::Text, Value::String(text)) => query.bind(Some(text)),
                        _ => bail!("a row of {} is damaged", table.name),
                    };
                }
            }
            query
                .execute(&mut *self.tx)
                .await
                .with_context(|| format!("write rows of {}", table.name))?;
        }
        Ok(())
    }

    /// `($1, $2), ($3, $4)`; on SQLite, which looks each numbered one up among all before it, `(?, ?), (?, ?)`.
    fn marks(&self, rows: usize, columns: usize) -> String {
        let mark = |at: usize| match self.sqlite {
            true => "?".to_owned(),
            false => format!("${}", at + 1),
        };
        let row = |row: usize| {
            let marks: Vec<_> = (0..columns)
                .map(|column| mark(row * columns + column))
                .collect();
            format!("({})", marks.join(", "))
        };
        (0..rows).map(row).collect::<Vec<_>>().join(", ")
    }

    /// Sees that every row names what there is, and brings the schema up to date.
    pub async fn settle(&mut self) -> Result<()> {
        if self.sqlite {
            let astray: i64 = sqlx::query("SELECT COUNT(*) FROM pragma_foreign_key_check")
                .fetch_one(&mut *self.tx)
                .await?
                .try_get(0)?;
            ensure!(astray == 0, "{astray} rows name others that are not there");
        } else {
            sqlx::query("SET CONSTRAINTS ALL IMMEDIATE")
                .execute(&mut *self.tx)
                .await
                .context("rows name others that are not there")?;
            self.alter("NOT DEFERRABLE").await?;
        }
        let all: Vec<i64> = migrations::versions().collect();
        migrations::run_within(&mut self.tx, &all).await
    }

    /// By what a server knows this transaction; none of an SQLite database.
    pub async fn mark(&mut self) -> Result<Option<Mark>> {
        if self.sqlite {
            return Ok(None);
        }
        let row = sqlx::query("SELECT txid_current(), CAST(pg_backend_pid() AS BIGINT)")
            .fetch_one(&mut *self.tx)
            .await?;
        Ok(Some(Mark {
            transaction: row.try_get(0)?,
            session: row.try_get(1)?,
        }))
    }

    /// From now on it is there for everybody. Where a server's answer is lost, it is asked for so long what became
    /// of the transaction.
    pub async fn commit(mut self, patience: Duration) -> Result<(), Uncommitted> {
        let mark = self.mark().await.map_err(Uncommitted::Nothing)?;
        let Err(error) = self.tx.commit().await else {
            self.pool.close().await;
            return Ok(());
        };
        let nothing = Uncommitted::Nothing(anyhow::Error::new(error).context("commit"));
        let Some(mark) = mark else {
            return Err(nothing);
        };
        tracing::warn!("the line to the database broke at the end: it is asked what became of it");
        match fate::is_there(&self.url, Some(mark), patience).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(nothing),
            Err(_) => Err(Uncommitted::Unknown),
        }
    }
}

/// Why rows are not known to be there.
#[derive(Debug, thiserror::Error)]
pub enum Uncommitted {
    #[error("nothing was taken in")]
    Nothing(#[source] anyhow::Error),
    #[error(
        "the line to the database broke at the very end, and it does not say whether everything was taken in"
    )]
    Unknown,
}

/// Whether somebody has put rows into a table.
pub(super) async fn is_used(connection: &mut AnyConnection, table: &Table) -> Result<bool> {
    if FROM_THE_BEGINNING.contains(&table.name.as_str()) {
        return Ok(false);
    }
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM {} LIMIT 1) AS found",
        quoted(&table.name)
    );
    let some: i64 = sqlx::query(AssertSqlSafe(sql))
        .fetch_one(connection)
        .await?
        .try_get(0)?;
    Ok(some > 0)
}
