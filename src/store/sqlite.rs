//! What is SQLite's alone: how its file is opened, and what is done about a disk that is short of room. Its journal
//! grows until what it holds can be put into the file, which wants room itself: on a small disk it would take what
//! is left, and nothing could be written again.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyPoolOptions;

use super::{Store, file_of, migrations};

/// Of each connection. A statement over many rows notes what it changes, so that it can be taken back: in a file that
/// is made for it, unless `temp_store` says otherwise. The cache holds what a large batch changes: what does not fit
/// is written twice. A journal that has grown beyond the pages at which it is put into the file, because somebody read
/// for long, is cut to that size.
const SETTINGS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY; \
     PRAGMA journal_size_limit = 16777216;";

/// Bytes of a page, as SQLite has it unless it is told otherwise.
const PAGE: u64 = 4096;
/// At so many pages the journal is put into the file: at fewer where there is little room, so that it takes no more
/// than a quarter of that and the file can take what it holds [ours].
const PAGES: u64 = 4000;
const FEWEST: u64 = 32;

/// At how many pages the journal is put into the file where so many bytes are free. In steps, so that it is seldom
/// another number.
fn journal_pages(free: u64) -> u64 {
    match free / PAGE / 4 {
        quarter if quarter >= PAGES => PAGES,
        quarter => 1 << quarter.max(FEWEST).ilog2(),
    }
}

fn autocheckpoint(pages: u64) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!("PRAGMA wal_autocheckpoint = {pages}"))
}

pub(super) async fn open(url: &str) -> Result<Store> {
    let url = if url.contains("mode=") {
        url.to_owned()
    } else {
        format!("{url}{}mode=rwc", if url.contains('?') { '&' } else { '?' })
    };
    anyhow::ensure!(
        !url.contains(":memory:") && !url.contains("mode=memory"),
        "the database must be a file"
    );
    // Turning a new file to WAL and creating the schema both fail when two do it at once.
    let lock = migrations::lock(&url).await?;
    make_private(&url)?;
    let free = file_of(&url)?.and_then(|file| free(&file));
    let pages = Arc::new(AtomicU64::new(free.map_or(PAGES, journal_pages)));
    let options = || {
        let pages = pages.clone();
        AnyPoolOptions::new()
            .test_before_acquire(false)
            .max_lifetime(None)
            .idle_timeout(None)
            .acquire_timeout(Duration::from_secs(60))
            .after_connect(move |connection, _| {
                let pages = pages.load(Ordering::Relaxed);
                Box::pin(async move {
                    sqlx::raw_sql(SETTINGS).execute(&mut *connection).await?;
                    sqlx::raw_sql(autocheckpoint(pages))
                        .execute(&mut *connection)
                        .await?;
                    Ok(())
                })
            })
    };
    let writers = options()
        .max_connections(1)
        .connect(&url)
        .await
        .context("open the SQLite database")?;
    migrations::run(&writers).await?;
    let readers = options()
        .min_connections(0)
        .max_connections(3)
        .connect_lazy(&url)?;
    let store = Store::ready(true, readers, writers).await?;
    drop(lock);
    Ok(Store {
        journal_pages: pages,
        ..store
    })
}

/// Makes the file of a database that is not there yet for its owner alone, whatever folder it lies in: what people
/// wrote is nobody else's to read. SQLite gives the files beside it the same rights.
pub(super) fn make_private(url: &str) -> Result<()> {
    let Some(file) = file_of(url)?.filter(|_| url.contains("mode=rwc")) else {
        return Ok(());
    };
    let mut options = OpenOptions::new();
    // One that is there stays as it is, and what else is wrong SQLite says.
    let _ = options.write(true).create_new(true).mode(0o600).open(file);
    Ok(())
}

impl Store {
    /// So many bytes are free on the disk: the journal takes no more than its part of them. Of another database
    /// nothing is done.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn spares_room(&self, free: u64) -> Result<()> {
        let pages = journal_pages(free);
        if self.sqlite && self.journal_pages.swap(pages, Ordering::Relaxed) != pages {
            let mut writer = self.writers.acquire().await?;
            sqlx::raw_sql(autocheckpoint(pages))
                .execute(&mut *writer)
                .await?;
        }
        Ok(())
    }

    /// The disk was full: before anything is written that would take the room that was freed meanwhile, the journal is
    /// put into the file and gives back all that it took. If that cannot be, whatever is written next says so.
    pub(super) async fn make_room(&self) {
        if self.cut_journal().await.is_err() {
            self.replace_writer().await;
            if let Err(error) = self.cut_journal().await {
                tracing::debug!("the journal cannot be put into the database: {error:#}");
            }
        }
    }

    async fn cut_journal(&self) -> Result<()> {
        let mut writer = self.writers.acquire().await?;
        sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut *writer)
            .await?;
        Ok(())
    }

    /// A transaction that a full disk ended leaves a connection that believes to be in it still. Another one is
    /// opened when it is wanted; what it counts is not what the one before counted.
    pub(super) async fn replace_writer(&self) {
        self.written.fetch_add(1, Ordering::Relaxed);
        if let Ok(broken) = self.writers.acquire().await {
            // It is gone either way.
            let _ = broken.close().await;
        }
    }
}

/// How many bytes are free on the disk of a file; none if it does not say.
fn free(file: &Path) -> Option<u64> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let found = rustix::fs::statvfs(folder.unwrap_or(Path::new("."))).ok()?;
    let bytes = found.f_bavail.saturating_mul(found.f_frsize);
    (found.f_blocks > 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_takes_a_quarter_of_what_is_free_and_no_more_than_it_needs() {
        for (free, pages) in [
            (0, 32),
            (500 << 10, 32),
            (3 << 20, 128),
            (10 << 20, 512),
            (60 << 20, 2048),
            (64 << 20, 4000),
            (u64::MAX, 4000),
        ] {
            assert_eq!(journal_pages(free), pages, "{free} bytes");
        }
    }
}
