//! The schema's history, compiled in. A migration that was released is never edited: the next one
//! changes what it made.

use std::fs::File;

use anyhow::{Context, Result, anyhow};
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, AnyPool, SqlSafeStr};

use super::same::real_file;

const HISTORY: &[(i64, &str, &str)] = &[
    (
        1,
        "foundation",
        include_str!("../../migrations/0001_foundation.sql"),
    ),
    (
        2,
        "quarters",
        include_str!("../../migrations/0002_quarters.sql"),
    ),
    (
        3,
        "evidence",
        include_str!("../../migrations/0003_evidence.sql"),
    ),
    (
        4,
        "plan_upload",
        include_str!("../../migrations/0004_plan_upload.sql"),
    ),
    (
        5,
        "reminders",
        include_str!("../../migrations/0005_reminders.sql"),
    ),
    (
        6,
        "audit_chain",
        include_str!("../../migrations/0006_audit_chain.sql"),
    ),
    (
        9,
        "of_office",
        include_str!("../../migrations/0009_of_office.sql"),
    ),
    (
        10,
        "filing",
        include_str!("../../migrations/0010_filing.sql"),
    ),
    (
        11,
        "periods",
        include_str!("../../migrations/0011_periods.sql"),
    ),
    (
        12,
        "redaction",
        include_str!("../../migrations/0012_redaction.sql"),
    ),
    (
        14,
        "budgets",
        include_str!("../../migrations/0014_budgets.sql"),
    ),
    (
        18,
        "people",
        include_str!("../../migrations/0018_people.sql"),
    ),
    (
        20,
        "evidence_removal",
        include_str!("../../migrations/0020_evidence_removal.sql"),
    ),
];

/// Brings the database up to date. PostgreSQL's advisory lock keeps others out meanwhile; on SQLite
/// the caller holds [`lock`].
pub(super) async fn run(pool: &AnyPool) -> Result<()> {
    outcome(history(|_| true).run(pool).await)
}

/// Brings an empty or an older database to what it was after this migration, as an earlier version of
/// the program left it: for trying upgrades.
pub async fn run_up_to(url: &str, version: i64) -> Result<AnyPool> {
    sqlx::any::install_default_drivers();
    let pool = AnyPool::connect(url).await?;
    outcome(history(|wanted| wanted <= version).run(&pool).await)?;
    Ok(pool)
}

/// Runs those of these migrations that the database lacks, as a part of the connection's transaction.
pub(super) async fn run_within(connection: &mut AnyConnection, these: &[i64]) -> Result<()> {
    let history = history(|version| these.contains(&version));
    outcome(history.run_direct(None, connection, false).await)
}

/// The versions of the schema, oldest first.
pub fn versions() -> impl Iterator<Item = i64> {
    HISTORY.iter().map(|(version, ..)| *version)
}

/// Fails if one of these was written by a newer version of this program.
pub fn known(these: &[i64]) -> Result<()> {
    match these
        .iter()
        .find(|these| !versions().any(|ours| ours == **these))
    {
        None => Ok(()),
        Some(newer) => Err(too_new(*newer)),
    }
}

fn history(wanted: impl Fn(i64) -> bool) -> Migrator {
    let history = HISTORY.iter().filter(|(version, ..)| wanted(*version));
    let history = history.map(|(version, name, sql)| {
        Migration::new(
            *version,
            (*name).into(),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(history.collect())
}

fn outcome(run: Result<(), MigrateError>) -> Result<()> {
    match run {
        Err(MigrateError::VersionMissing(version)) => Err(too_new(version)),
        done => done.context("bring the database's schema up to date"),
    }
}

fn too_new(version: i64) -> anyhow::Error {
    anyhow!(
        "the database is newer than this program: it has migration {version}; install a newer rapsap"
    )
}

/// Waits for the lock file beside an SQLite database, and holds it until it is dropped.
pub(super) async fn lock(url: &str) -> Result<File> {
    let file = real_file(url)?.context("the URL names no file")?;
    let mut path = file.into_os_string();
    path.push(".opening");
    tokio::task::spawn_blocking(move || {
        let file = File::create(&path)
            .with_context(|| format!("make the lock file {}", path.display()))?;
        file.lock()
            .with_context(|| format!("lock {}", path.display()))?;
        Ok(file)
    })
    .await?
}

/// Whether a migration has made a table of this name.
pub(super) fn makes(table: &str) -> bool {
    let made = |line: &str| {
        let name = line.strip_prefix("CREATE TABLE ")?;
        Some(name.trim_end_matches(" (") == table)
    };
    let mut lines = HISTORY.iter().flat_map(|(_, _, sql)| sql.lines());
    lines.any(|line| made(line).unwrap_or(false))
}
