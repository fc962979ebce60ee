//! Rows into an empty database, in one transaction with the making of its schema: until it is committed,
//! nobody sees anything of it, and whatever goes wrong leaves the place as it was.

use std::fs::File;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Row as _, Transaction};

use super::{Kind, Row, Shape, Table, connect, is_sqlite, quoted, shape};
use crate::store::migrations;

/// What a database has rows of before anybody used it.
const FROM_THE_BEGINNING: [&str; 2] = ["process", "audit_head"];
/// Rows of one statement; twenty columns stay well below SQLite's 32,766 parameters.
const PORTION: usize = 256;

/// An empty database that is being filled.
pub struct Loading {
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
        let pool = connect(url).await?;
        let mut tx = match sqlite {
            true => pool.begin_with("BEGIN IMMEDIATE").await?,
            false => pool.begin().await?,
        };
        let found = shape(&mut tx, sqlite).await?;
        for table in &found.tables {
            ensure_empty(&mut tx, table).await?;
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

    /// From now on it is there for everybody.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await.context("commit")?;
        self.pool.close().await;
        Ok(())
    }
}

async fn ensure_empty(connection: &mut AnyConnection, table: &Table) -> Result<()> {
    if FROM_THE_BEGINNING.contains(&table.name.as_str()) {
        return Ok(());
    }
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM {} LIMIT 1) AS found",
        quoted(&table.name)
    );
    let some: i64 = sqlx::query(AssertSqlSafe(sql))
        .fetch_one(connection)
        .await?
        .try_get(0)?;
    ensure!(
        some == 0,
        "the database is not empty: {} has rows; take an empty place",
        table.name
    );
    Ok(())
}
