//! The database: SQLite by default, PostgreSQL by URL, one portable schema through `sqlx::Any`.
//! This file opens it, keeps writers in turn and hands out ids; one file a table group asks the
//! questions. What the rows mean to people is the domain's and the dialogue's business.

pub mod audit;
pub mod blobs;
pub mod conversations;
pub mod documents;
pub mod door;
pub mod erasure;
pub mod evidence;
mod evidence_s3;
pub mod evidence_store;
pub mod facts;
pub mod file_checks;
mod freeze;
pub mod health;
pub mod holidays;
mod ids;
pub mod inbox;
pub mod invitations;
mod json;
pub mod making;
mod many;
mod measures;
pub mod migrations;
pub mod office_changes;
pub mod offices;
pub mod outbox;
pub mod people;
pub mod personal;
pub mod plan_uploads;
pub mod plans;
pub mod queues;
pub mod redactions;
pub mod reminders;
pub mod reports;
mod retention;
pub mod runway;
pub mod same;
pub mod sole;
mod sqlite;
pub mod trouble;
pub mod typed;
pub mod unattached;
pub mod verify;
pub mod whole;

use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use sqlx::any::AnyPoolOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Any, AnyConnection, AnyPool, Row, Transaction};
use tokio::sync::Notify;

use door::Door;
pub use ids::Ids;
use runway::Runway;

use crate::domain::budget::{Budgets, Limits};
use crate::domain::readiness::requirements::RequirementSet;
use crate::domain::retention::Retention;
use crate::domain::rhythm::Rhythm;
use crate::vitals::{Part, Vitals};

/// After so long (milliseconds) an update's id stands for another update: Telegram keeps updates for 24 hours.
pub const KEPT: i64 = 48 * 3600 * 1000;

/// The file of an SQLite database; none of another kind.
///
/// # Errors
/// If the URL cannot be read; it is not quoted.
pub fn file_of(url: &str) -> Result<Option<PathBuf>> {
    if !url.starts_with("sqlite:") {
        return Ok(None);
    }
    let options = SqliteConnectOptions::from_str(url);
    let options = options.map_err(|_| anyhow::anyhow!("the database's URL cannot be read"))?;
    Ok(Some(options.get_filename().to_owned()))
}

/// An open database. Cloning shares it.
#[derive(Clone)]
pub struct Store {
    readers: AnyPool,
    /// On SQLite one connection: writers of this process stand in line here, in the order in which
    /// they came, and never meet SQLite's own busy waiting. On PostgreSQL the same pool as `readers`.
    writers: AnyPool,
    sqlite: bool,
    ids: Arc<Ids>,
    /// Transactions of this process that may have written more than the queues.
    written: Arc<AtomicU64>,
    /// At how many pages SQLite's journal is put into its file.
    journal_pages: Arc<AtomicU64>,
    /// The disk was full when something was written last.
    full: Arc<AtomicBool>,
    /// The newest `received_at` of the inbox.
    received: Arc<AtomicI64>,
    /// What offices go by that set nothing of their own.
    pub rhythm: Arc<Rhythm>,
    /// What an installation asks of reports beyond the usual.
    pub requirements: Arc<[RequirementSet]>,
    /// What people may send.
    limits: Limits,
    budgets: Arc<Mutex<Budgets>>,
    /// How long what is needed for a time only is kept.
    retention: Retention,
    /// How the program does that has opened this database.
    pub vitals: Vitals,
    /// For what comes in while a worker of this process stands ready.
    pub door: Arc<Door>,
    /// Told when something has been handed in at the door, or put into the inbox and committed.
    pub inbox_filled: Arc<Notify>,
    /// Told after a commit that put something into the outbox that waits.
    pub outbox_filled: Arc<Notify>,
    /// For messages that leave as soon as their step is committed.
    pub runway: Arc<Runway>,
    /// Told after a commit that wants a document made.
    pub documents_wanted: Arc<Notify>,
    /// Told after a commit that wants a file fetched.
    pub files_wanted: Arc<Notify>,
    /// Told after a commit that wants somebody reminded.
    pub reminders_wanted: Arc<Notify>,
    /// Told after a commit that wants a plan file read.
    pub plans_wanted: Arc<Notify>,
    /// Rung when a file is to be hashed.
    pub checks_wanted: Arc<Notify>,
}

/// How often a database has been written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    here: u64,
    /// Grows with each commit of another connection.
    elsewhere: i64,
}

impl Written {
    /// Whether nobody wrote between the two.
    pub fn follows(self, then: Written) -> bool {
        self.here == then.here + 1 && self.elsewhere == then.elsewhere
    }
}

impl Store {
    /// Opens `sqlite:path` (made if it is not there) or `postgres://…` and brings the schema up to
    /// date. Fails if the database was written by a newer version of this program.
    pub async fn open(url: &str) -> Result<Store> {
        sqlx::any::install_default_drivers();
        let sqlite = url.starts_with("sqlite:");
        if sqlite {
            sqlite::open(url).await
        } else {
            open_postgres(url).await
        }
    }

    /// Offices that set nothing of their own go by this rhythm.
    pub fn with_rhythm(self, rhythm: Rhythm) -> Store {
        let rhythm = Arc::new(rhythm);
        Store { rhythm, ..self }
    }

    /// Reports are asked for this as well.
    pub fn with_requirements(self, sets: &[RequirementSet]) -> Store {
        let requirements = sets.into();
        Store {
            requirements,
            ..self
        }
    }

    /// What people may send. Without this there is no limit.
    pub fn with_limits(self, limits: Limits) -> Store {
        let budgets = Arc::new(Mutex::new(Budgets::new(limits)));
        Store {
            limits,
            budgets,
            ..self
        }
    }

    /// What is needed for a time only is kept so long.
    pub fn with_retention(self, retention: Retention) -> Store {
        Store { retention, ..self }
    }

    pub fn retention(&self) -> &Retention {
        &self.retention
    }

    /// Its rooms tell how they do here.
    pub fn with_vitals(self, vitals: Vitals) -> Store {
        Store { vitals, ..self }
    }

    /// A part of the program cannot do its work, because of this error.
    pub fn ails(&self, part: Part, what: &'static str, error: &anyhow::Error) {
        if trouble::is_of_room(error) {
            self.full.store(true, Ordering::Relaxed);
        }
        self.vitals.ill(part, what, trouble::name(error));
        if trouble::is_of_the_machine(error) {
            self.vitals.counts.trouble(part);
        }
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// What chats have left of what they may send.
    pub fn budgets(&self) -> MutexGuard<'_, Budgets> {
        self.budgets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A transaction that may write. On SQLite it holds the write lock from its first statement.
    pub async fn begin(&self) -> Result<Transaction<'static, Any>> {
        let tx = self.begin_queues().await?;
        self.written.fetch_add(1, Ordering::Relaxed);
        Ok(tx)
    }

    /// The same for what writes nothing that a worker remembers or waits for, or asks for [`Self::written`] before
    /// it does.
    pub async fn begin_queues(&self) -> Result<Transaction<'static, Any>> {
        if !self.sqlite {
            return self.writers.begin().await.context("begin a transaction");
        }
        if self.full.swap(false, Ordering::Relaxed) {
            self.make_room().await;
        }
        let mut begun = self.writers.begin_with("BEGIN IMMEDIATE").await;
        if begun.is_err() {
            self.replace_writer().await;
            begun = self.writers.begin_with("BEGIN IMMEDIATE").await;
        }
        begun.context("begin a transaction")
    }

    /// Writes something and commits it, to find out whether that can be done. What stands is what stood.
    ///
    /// # Errors
    /// If it cannot be done.
    pub async fn probe(&self) -> Result<()> {
        let mut tx = self.begin_queues().await?;
        for by in [1, -1] {
            sqlx::query("UPDATE process SET opened = opened + $1 WHERE id = 1")
                .bind(by)
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await.context("commit what is tried")
    }

    /// A connection that only reads.
    pub async fn reader(&self) -> Result<sqlx::pool::PoolConnection<Any>> {
        self.readers
            .acquire()
            .await
            .context("get a database connection")
    }

    /// To be asked by a transaction that writes: how often this database has been written to, itself
    /// included. Only SQLite can say so, which keeps all writers of this process in turn and counts
    /// what other processes commit.
    pub async fn written(&self, tx: &mut AnyConnection) -> Result<Option<Written>> {
        let here = self.written.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.sqlite {
            return Ok(None);
        }
        let elsewhere = scalar(tx, "PRAGMA data_version").await?;
        Ok(Some(Written { here, elsewhere }))
    }

    /// Whether no writer of this process has begun since.
    pub fn rests_since(&self, then: Written) -> bool {
        self.written.load(Ordering::Relaxed) == then.here
    }

    pub fn is_sqlite(&self) -> bool {
        self.sqlite
    }

    /// The next id; `now` in epoch milliseconds.
    pub fn id(&self, now: i64) -> i64 {
        self.ids.next(now)
    }

    /// The newest moment (epoch milliseconds) that was written down; 0 in a new database.
    pub async fn newest_moment(&self) -> Result<i64> {
        let newest = "SELECT MAX(moment) FROM (SELECT COALESCE(MAX(at), 0) AS moment FROM audit \
             UNION ALL SELECT COALESCE(MAX(received_at), 0) FROM inbox \
             UNION ALL SELECT COALESCE(MAX(reminded_until), 0) FROM office) AS moments";
        scalar(&mut *self.reader().await?, newest).await
    }

    /// Whether the database answers within this time.
    ///
    /// # Errors
    /// If it does not, or answers with an error.
    pub async fn ping(&self, within: Duration) -> Result<()> {
        let asked = async { scalar(&mut *self.reader().await?, "SELECT CAST(1 AS BIGINT)").await };
        let answer = tokio::time::timeout(within, asked).await;
        answer.map_err(|_| sqlx::Error::PoolTimedOut)??;
        Ok(())
    }

    /// The newest moment (epoch milliseconds) under which something came in.
    pub fn newest_received(&self) -> i64 {
        self.received.load(Ordering::Relaxed)
    }

    pub async fn close(&self) {
        self.writers.close().await;
        self.readers.close().await;
    }

    async fn ready(sqlite: bool, readers: AnyPool, writers: AnyPool) -> Result<Store> {
        let mut store = Store {
            readers,
            writers,
            sqlite,
            ids: Arc::new(Ids::new(0, 0)),
            written: Arc::default(),
            journal_pages: Arc::default(),
            full: Arc::default(),
            received: Arc::new(AtomicI64::new(0)),
            rhythm: Arc::default(),
            requirements: Arc::default(),
            limits: Limits::NONE,
            budgets: Arc::new(Mutex::new(Budgets::new(Limits::NONE))),
            retention: Retention::default(),
            vitals: Vitals::default(),
            door: Arc::default(),
            inbox_filled: Arc::new(Notify::new()),
            outbox_filled: Arc::new(Notify::new()),
            runway: Arc::default(),
            documents_wanted: Arc::new(Notify::new()),
            files_wanted: Arc::new(Notify::new()),
            reminders_wanted: Arc::new(Notify::new()),
            plans_wanted: Arc::new(Notify::new()),
            checks_wanted: Arc::new(Notify::new()),
        };
        let mut tx = store.begin().await?;
        let opened = scalar(
            &mut tx,
            "UPDATE process SET opened = opened + 1 WHERE id = 1 RETURNING opened",
        )
        .await?;
        let newest = scalar(&mut tx, "SELECT COALESCE(MAX(id), 0) FROM outbox").await?;
        let received = scalar(&mut tx, "SELECT COALESCE(MAX(received_at), 0) FROM inbox").await?;
        tx.commit().await?;
        store.ids = Arc::new(Ids::new(opened, newest));
        store.received.store(received, Ordering::Relaxed);
        Ok(store)
    }
}

async fn scalar(connection: &mut AnyConnection, sql: &'static str) -> Result<i64> {
    Ok(sqlx::query(sql).fetch_one(connection).await?.try_get(0)?)
}

async fn open_postgres(url: &str) -> Result<Store> {
    let pool = AnyPoolOptions::new()
        .max_connections(8)
        // Rooms say what is wrong while the server is away, and try again.
        .acquire_timeout(Duration::from_secs(10))
        .connect(url)
        .await
        .context("open the PostgreSQL database")?;
    migrations::run(&pool).await?;
    Store::ready(false, pool.clone(), pool).await
}
