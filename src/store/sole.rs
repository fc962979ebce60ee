//! One program at a time serves a database: two that send from one outbox would send twice, and each would take
//! what the other has in flight for what a crash left. Who comes second waits, and takes over when the first has
//! ended in whatever way: the operating system lets go of a file's lock, PostgreSQL of a session's.
//! What is served is [`crate::app`]'s matter; commands of the same program do not ask for this.

use std::fs::{File, TryLockError};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use sqlx::{AnyConnection, Connection as _, Row as _};

use super::same::real_file;
use crate::vitals::{Part, Vitals};

/// What is said while another program is there.
const OCCUPIED: &str = "another program serves this database: this one waits";
/// How often who waits asks again.
const GLANCE: Duration = Duration::from_millis(500);
/// How often who holds it asks whether the session still stands.
const CARE: Duration = Duration::from_secs(2);
/// How long an answer to that may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Held while this program serves a database.
#[derive(Debug)]
pub struct Sole {
    url: String,
    held: Held,
}

#[derive(Debug)]
enum Held {
    /// Beside an SQLite database.
    File(Locked),
    Session(AnyConnection),
}

/// The lock's file. Who takes it away, as what a crash left, has not ended who holds it.
#[derive(Debug)]
struct Locked {
    file: File,
    path: PathBuf,
}

impl Locked {
    /// Whether this is still the file that whoever comes next would find.
    fn stands(&self) -> bool {
        let one = |file: std::fs::Metadata| (file.dev(), file.ino());
        match (self.file.metadata(), Path::metadata(&self.path)) {
            (Ok(held), Ok(found)) => one(held) == one(found),
            _ => false,
        }
    }
}

/// Waits until no other program serves the database at `url`. Fails if it cannot be asked to begin with.
pub async fn wait(url: &str, vitals: &Vitals) -> Result<Sole> {
    let mut waited = false;
    loop {
        match take(url).await {
            Ok(Some(sole)) => {
                vitals.well(Part::Place);
                if waited {
                    tracing::info!("the other program has ended: this one takes over");
                }
                return Ok(sole);
            }
            Ok(None) if !waited => {
                waited = true;
                vitals.ill(Part::Place, OCCUPIED, None);
                tracing::warn!(
                    "another program serves this database: this one waits and takes over when that one ends"
                );
            }
            Ok(None) => {}
            // The database may be restarting.
            Err(error) if waited => tracing::debug!("the database cannot be asked: {error:#}"),
            Err(error) => return Err(error),
        }
        tokio::time::sleep(GLANCE).await;
    }
}

/// Takes the place if it is free.
pub async fn take(url: &str) -> Result<Option<Sole>> {
    let held = if url.starts_with("sqlite:") {
        lock(url).await?.map(Held::File)
    } else {
        session(url).await?.map(Held::Session)
    };
    let url = url.to_owned();
    Ok(held.map(|held| Sole { url, held }))
}

impl Sole {
    /// Comes when another program has taken the place, which it can only when this one's line to the database
    /// has been broken, or the lock's file was taken away. What is mended before that is not worth a word to the
    /// other rooms.
    pub async fn lost(&mut self) {
        let mut ill = false;
        loop {
            tokio::time::sleep(if ill { GLANCE } else { CARE }).await;
            if !ill {
                ill = !self.held.stands().await;
                continue;
            }
            match take(&self.url).await {
                Ok(Some(anew)) => {
                    self.held = anew.held;
                    ill = false;
                }
                Ok(None) => {
                    tracing::error!(
                        "another program has taken over this database while this one did not hold it"
                    );
                    return;
                }
                Err(error) => tracing::debug!("the database cannot be reached: {error:#}"),
            }
        }
    }
}

impl Held {
    async fn stands(&mut self) -> bool {
        match self {
            Held::File(locked) => locked.stands(),
            Held::Session(connection) => {
                let asked = sqlx::query("SELECT 1").execute(connection);
                matches!(tokio::time::timeout(PATIENCE, asked).await, Ok(Ok(_)))
            }
        }
    }
}

async fn lock(url: &str) -> Result<Option<Locked>> {
    // Beside the file itself, so that no other way to it leads past the lock.
    let file = real_file(url)?.context("the URL names no file")?;
    let mut path = file.into_os_string();
    path.push(".serving");
    let path = PathBuf::from(path);
    tokio::task::spawn_blocking(move || {
        let file = File::create(&path)
            .with_context(|| format!("make the lock file {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => {
                let locked = Locked { file, path };
                // Taken away in between, it is nobody's.
                Ok(locked.stands().then_some(locked))
            }
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("lock {}", path.display()))
            }
        }
    })
    .await?
}

/// A session that holds the place, if it is free. The server is asked to notice within half a minute when this
/// machine is gone without a word.
async fn session(url: &str) -> Result<Option<AnyConnection>> {
    sqlx::any::install_default_drivers();
    let opened = async {
        let mut connection = AnyConnection::connect(url).await?;
        for sql in [
            "SET tcp_keepalives_idle = 10",
            "SET tcp_keepalives_interval = 5",
            "SET tcp_keepalives_count = 3",
        ] {
            sqlx::query(sql).execute(&mut connection).await?;
        }
        // A database may hold several installations, each in a schema of its own.
        let free: i64 = sqlx::query(
            "SELECT CASE WHEN pg_try_advisory_lock(hashtext('rapsap serve'), hashtext(CAST(current_schema() AS TEXT))) \
             THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END",
        )
        .fetch_one(&mut connection)
        .await?
        .try_get(0)?;
        if free == 1 {
            return anyhow::Ok(Some(connection));
        }
        connection.close().await?;
        Ok(None)
    };
    let opened = tokio::time::timeout(PATIENCE, opened).await;
    opened.map_err(|_| anyhow!("no answer within {} s", PATIENCE.as_secs()))?
}
