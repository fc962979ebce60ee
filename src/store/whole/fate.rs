//! What became of a transaction whose answer was lost with the line to the server, or with the program that waited for
//! it: whether what it wrote is there.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, Row as _};

use super::loading::is_used;
use super::{connect, is_sqlite, shape};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How soon it is asked again.
const AGAIN: Duration = Duration::from_millis(500);

/// By what a PostgreSQL server knows a transaction, and the session that it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub transaction: i64,
    pub session: i64,
}

/// What became of it.
enum Fate {
    There,
    Not,
    /// The server has not noticed yet that nobody is there any more.
    Open,
}

/// Whether what it wrote is there. The database at `url` is asked until it knows, for no longer than `patience`.
///
/// # Errors
/// If it does not say.
pub async fn is_there(url: &str, mark: Option<Mark>, patience: Duration) -> Result<bool> {
    let begun = Instant::now();
    loop {
        let told = of(url, mark).await;
        match told {
            Ok(Fate::There) => return Ok(true),
            Ok(Fate::Not) => return Ok(false),
            Ok(Fate::Open) | Err(_) if begun.elapsed() < patience => {}
            Ok(Fate::Open) => bail!("the transaction is open still"),
            Err(error) => return Err(error),
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Asks the database at `url`. Of a transaction that no server remembers, the rows themselves are asked: the place
/// was empty before it.
async fn of(url: &str, mark: Option<Mark>) -> Result<Fate> {
    let asked = async {
        let pool = connect(url).await?;
        let mut connection = pool.acquire().await?;
        let fate = ask(&mut connection, is_sqlite(url), mark).await;
        drop(connection);
        pool.close().await;
        fate
    };
    let asked = tokio::time::timeout(PATIENCE, asked).await;
    asked.map_err(|_| anyhow!("no answer within {} s", PATIENCE.as_secs()))?
}

async fn ask(connection: &mut AnyConnection, sqlite: bool, mark: Option<Mark>) -> Result<Fate> {
    if let Some(mark) = mark {
        match status(connection, mark.transaction).await?.as_deref() {
            Some("committed") => return Ok(Fate::There),
            Some("aborted") => return Ok(Fate::Not),
            Some(_) => {
                // What it holds would keep whoever tries again waiting.
                sqlx::query("SELECT 1 WHERE pg_terminate_backend(CAST($1 AS INTEGER))")
                    .bind(mark.session)
                    .execute(&mut *connection)
                    .await?;
                return Ok(Fate::Open);
            }
            None => {}
        }
    }
    for table in shape(connection, sqlite).await?.tables {
        if is_used(connection, &table).await? {
            return Ok(Fate::There);
        }
    }
    Ok(Fate::Not)
}

/// None if the server does not remember it, or if it is another one that has taken over.
async fn status(connection: &mut AnyConnection, transaction: i64) -> Result<Option<String>> {
    let asked = sqlx::query("SELECT CAST(txid_status($1) AS TEXT)")
        .bind(transaction)
        .fetch_one(connection)
        .await;
    match asked {
        Ok(row) => Ok(row.try_get(0)?),
        Err(sqlx::Error::Database(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
