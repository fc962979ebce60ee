//! Whether two URLs lead to the same database, however each is written: of a file its real place is asked, of a server
//! what one session holds and another cannot have.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use sqlx::{AnyConnection, Connection as _, Row as _};

use super::file_of;

/// How long two servers may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whether both are one. Of a database that cannot be asked nothing is known, so that it is not.
pub async fn database(one: &str, other: &str) -> bool {
    match (real_file(one), real_file(other)) {
        (Ok(Some(one)), Ok(Some(other))) => one == other || is_one_file(&one, &other),
        (Ok(None), Ok(None)) => {
            let asked = tokio::time::timeout(PATIENCE, share_a_lock(one, other));
            matches!(asked.await, Ok(Ok(true)))
        }
        _ => false,
    }
}

/// The file of an SQLite database where it really lies, whatever leads to it; none of another kind.
///
/// # Errors
/// If the URL cannot be read; it is not quoted.
pub fn real_file(url: &str) -> Result<Option<PathBuf>> {
    Ok(file_of(url)?.map(|file| {
        let real = file.canonicalize().ok();
        real.or_else(|| to_be(&file)).unwrap_or(file)
    }))
}

/// Where a file will be that is not there yet.
fn to_be(file: &Path) -> Option<PathBuf> {
    let folder = match file.parent()? {
        folder if folder.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    Some(folder.canonicalize().ok()?.join(file.file_name()?))
}

fn is_one_file(one: &Path, other: &Path) -> bool {
    match (one.metadata(), other.metadata()) {
        (Ok(one), Ok(other)) => (one.dev(), one.ino()) == (other.dev(), other.ino()),
        _ => false,
    }
}

/// An advisory lock is a database's own; a database may hold several installations, each in a schema of its own.
async fn share_a_lock(one: &str, other: &str) -> Result<bool> {
    sqlx::any::install_default_drivers();
    let mut here = AnyConnection::connect(one).await?;
    let mut there = AnyConnection::connect(other).await?;
    let key = sqlx::query("SELECT CAST(random() * 9000000000000000 AS BIGINT)");
    let key: i64 = key.fetch_one(&mut here).await?.try_get(0)?;
    let taken = take(&mut here, key).await?;
    let free = take(&mut there, key).await?;
    let mut schemas: [Option<String>; 2] = [None, None];
    for (connection, schema) in [&mut here, &mut there].into_iter().zip(&mut schemas) {
        let asked = sqlx::query("SELECT CAST(current_schema() AS TEXT)");
        *schema = asked.fetch_one(&mut *connection).await?.try_get(0)?;
    }
    here.close().await.context("close a session")?;
    there.close().await.context("close a session")?;
    Ok(taken && !free && schemas[0] == schemas[1])
}

async fn take(connection: &mut AnyConnection, key: i64) -> Result<bool> {
    let took = sqlx::query(
        "SELECT CASE WHEN pg_try_advisory_lock($1) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END",
    );
    let took: i64 = took.bind(key).fetch_one(connection).await?.try_get(0)?;
    Ok(took == 1)
}
