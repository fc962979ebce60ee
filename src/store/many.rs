//! Statements over many rows. Their texts come in a few sizes, so that databases prepare each once:
//! a list is padded by repeating its last value, rows are padded with rows whose first column is
//! NULL, which every such statement leaves out.

use std::sync::{Arc, OnceLock};

use anyhow::Result;
use futures_util::future::BoxFuture;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::hidden::only_names;

const SIZES: [usize; 10] = [1, 4, 8, 16, 32, 64, 128, 256, 1024, 4096];
/// Of an insert: 256 rows of 12 columns stay well below SQLite's 32,766 parameters.
const MOST_ROWS: usize = 256;

type Texts = [OnceLock<Arc<str>>; SIZES.len()];

/// A statement with a list in it: `{}` in the text becomes `$2, $3, …` after `fixed` parameters.
pub struct List {
    text: &'static str,
    fixed: usize,
    texts: Texts,
}

impl List {
    pub const fn new(text: &'static str, fixed: usize) -> List {
        List {
            text,
            fixed,
            texts: [const { OnceLock::new() }; SIZES.len()],
        }
    }

    /// The query, with `fixed` bound first, then the list; `values` must not be empty.
    pub fn query<'q>(&self, fixed: &[i64], values: &[i64]) -> Query<'q, Any, AnyArguments> {
        debug_assert_eq!(fixed.len(), self.fixed);
        let (size, sql) = sized(&self.texts, values.len(), |size| {
            let marks: Vec<_> = (1..=size).map(|n| format!("${}", self.fixed + n)).collect();
            self.text.replace("{}", &marks.join(", "))
        });
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in fixed {
            query = query.bind(*value);
        }
        for n in 0..size {
            query = query.bind(values.get(n).or(values.last()).copied());
        }
        query
    }

    /// Runs a statement that returns no rows for all `values`, in portions; gives the affected rows.
    pub fn execute<'a>(
        &'a self,
        connection: &'a mut AnyConnection,
        fixed: &'a [i64],
        values: &'a [i64],
    ) -> BoxFuture<'a, Result<u64>> {
        Box::pin(async move {
            let mut affected = 0;
            for portion in portions(values) {
                affected += self
                    .query(fixed, portion)
                    .execute(&mut *connection)
                    .await?
                    .rows_affected();
            }
            Ok(affected)
        })
    }
}

/// A value of a row.
#[derive(Clone)]
pub enum Cell {
    Int(i64),
    MaybeInt(Option<i64>),
    Text(String),
    MaybeText(Option<String>),
}

only_names!(Cell: Int MaybeInt Text MaybeText);

/// A statement over rows: `{}` in the text becomes `($1, $2), ($3, $4), …`, and `(?, ?), …` on SQLite,
/// which looks each numbered parameter up among all before it. The text names the columns `column1`,
/// `column2`, … and has `WHERE column1 IS NOT NULL`; the first is an integer.
pub struct Rows {
    text: &'static str,
    columns: usize,
    numbered: Texts,
    unnumbered: Texts,
}

impl Rows {
    pub const fn new(text: &'static str, columns: usize) -> Rows {
        Rows {
            text,
            columns,
            numbered: [const { OnceLock::new() }; SIZES.len()],
            unnumbered: [const { OnceLock::new() }; SIZES.len()],
        }
    }

    /// Runs the statement over `rows`, in portions; gives the affected rows.
    pub fn execute<'a, const N: usize>(
        &'a self,
        connection: &'a mut AnyConnection,
        rows: impl IntoIterator<Item = [Cell; N]>,
    ) -> BoxFuture<'a, Result<u64>> {
        debug_assert_eq!(N, self.columns);
        // Collected first, since a future that holds the caller's closures is not Send for the compiler.
        let rows: Vec<_> = rows.into_iter().collect();
        Box::pin(async move {
            let mut rows = rows.into_iter().peekable();
            let mut affected = 0;
            while rows.peek().is_some() {
                let portion: Vec<_> = rows.by_ref().take(MOST_ROWS).collect();
                affected += self.portion(connection, portion).await?;
            }
            Ok(affected)
        })
    }

    async fn portion<const N: usize>(
        &self,
        connection: &mut AnyConnection,
        rows: Vec<[Cell; N]>,
    ) -> Result<u64> {
        let numbered = connection.backend_name() == "PostgreSQL";
        let texts = if numbered {
            &self.numbered
        } else {
            &self.unnumbered
        };
        let (size, sql) = sized(texts, rows.len(), |size| {
            let row = |n: usize| {
                let mark = |column| match numbered {
                    true => format!("${}", n * N + column),
                    false => "?".to_owned(),
                };
                let marks: Vec<_> = (1..=N).map(mark).collect();
                format!("({})", marks.join(", "))
            };
            let all: Vec<_> = (0..size).map(row).collect();
            self.text.replace("{}", &all.join(", "))
        });
        // PostgreSQL fixes each parameter's type when it prepares: the padding binds NULLs of the
        // same types, and no column may be bound now as one type and now as another.
        let padding: [Cell; N] = match rows.first() {
            Some(row) => row.clone().map(|cell| match cell {
                Cell::Int(_) | Cell::MaybeInt(_) => Cell::MaybeInt(None),
                Cell::Text(_) | Cell::MaybeText(_) => Cell::MaybeText(None),
            }),
            None => return Ok(0),
        };
        let missing = size - rows.len();
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for cell in rows
            .into_iter()
            .chain(std::iter::repeat_n(padding, missing))
            .flatten()
        {
            query = match cell {
                Cell::Int(value) => query.bind(value),
                Cell::MaybeInt(value) => query.bind(value),
                Cell::Text(value) => query.bind(value),
                Cell::MaybeText(value) => query.bind(value),
            };
        }
        Ok(query.execute(&mut *connection).await?.rows_affected())
    }
}

fn sized(texts: &Texts, count: usize, make: impl FnOnce(usize) -> String) -> (usize, Arc<str>) {
    let at = SIZES
        .iter()
        .position(|size| *size >= count)
        .unwrap_or(SIZES.len() - 1);
    let text = texts[at].get_or_init(|| make(SIZES[at]).into());
    (SIZES[at], Arc::clone(text))
}

/// Splits what a list is asked for into portions that fit into one statement.
pub fn portions(values: &[i64]) -> std::slice::Chunks<'_, i64> {
    values.chunks(SIZES[SIZES.len() - 1])
}
