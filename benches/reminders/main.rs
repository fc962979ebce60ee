//! A quarter's reminders for every office of the country, in virtual time: how long they take against what
//! Telegram's limit asks for, what they cost, and whether people who write meanwhile wait for them.
//!
//! `cargo bench --bench reminders -- --offices 500 --people 5100` is a quick one.

mod country;
mod simulation;

use std::time::{Duration, Instant};

use chrono::NaiveDate;
use clap::Parser;
use rapsap::domain::holidays::Holidays;
use rapsap::store::Store;
use rapsap::telegram::sender::Settings;
use sqlx::Row as _;

use simulation::{Plan, Simulation, day, resident};

/// Sends a quarter's reminders in virtual time.
#[derive(Parser)]
struct Options {
    #[arg(long, default_value_t = 7_850)]
    offices: usize,
    /// All of them together: 10 or 11 an office
    #[arg(long, default_value_t = 80_000)]
    people: usize,
    /// People who write to the bot, a second
    #[arg(long, default_value_t = 2.0)]
    writing: f64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The last day, in January 2023; the due date is the 16th
    #[arg(long, default_value_t = 31)]
    until: u32,
    /// `postgres://…` [default: an SQLite file]
    #[arg(long)]
    database: Option<String>,
    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(run(options))
}

async fn run(options: Options) -> anyhow::Result<()> {
    let folder = tempfile::Builder::new()
        .prefix("rapsap-reminders-")
        .tempdir()?;
    let file = folder.path().join("rapsap.db");
    let url = options.database.clone();
    let store = Store::open(&url.unwrap_or_else(|| format!("sqlite:{}", file.display()))).await?;
    let plan = Plan {
        offices: options.offices,
        people: options.people,
        writing: options.writing,
        seed: options.seed,
    };
    let begun = Instant::now();
    let mut world = Simulation::open(store.clone(), plan, Settings::default()).await?;
    println!(
        "{} offices, {} people: made in {:.1} s, database {:.1} MB",
        options.offices,
        options.people,
        begun.elapsed().as_secs_f64(),
        size(&store).await?
    );
    // A day without any reminder, for comparison.
    let quiet = world
        .day(day(2023, 1, 3), Duration::from_secs(300), None)
        .await?;
    let (before, size_before) = (resident(), size(&store).await?);
    println!("resident memory before: {before:.0} MB");
    println!(
        "\n           planned    sent  twice refused too soon  minutes  over limit    p50 ms  p99 ms  times  planning s  wall s     MB"
    );
    line("quiet", &quiet, &quiet);
    let (mut sent, mut planned, mut most) = (0, 0, 0.0_f64);
    let holidays = Holidays::default();
    for date in (4..=options.until).map(|number| day(2023, 1, number)) {
        if !holidays.is_working_day(date) {
            continue;
        }
        filed(&store, date).await?;
        let done = world.day(date, Duration::ZERO, None).await?;
        line(&date.format("%d.%m.%y").to_string(), &done, &quiet);
        sent += done.sent;
        planned += done.planned;
        most = most.max(done.resident);
    }
    let grown = size(&store).await? - size_before;
    let rows = [
        "SELECT COUNT(*) FROM reminder",
        "SELECT COUNT(*) FROM reminder WHERE status = 'sent'",
        "SELECT COUNT(*) FROM reminder WHERE settled_at IS NULL",
        "SELECT COUNT(*) FROM outbox",
    ];
    println!("\nplanned {planned}, sent {sent} messages");
    println!(
        "resident memory: before {before:.0} MB, at most {most:.0} MB, after {:.0} MB",
        resident()
    );
    for sql in rows {
        println!(
            "{}: {}",
            sql.trim_start_matches("SELECT COUNT(*) FROM "),
            number(&store, sql).await?
        );
    }
    println!(
        "database: {size_before:.1} MB before, {:.1} MB after the quarter",
        size_before + grown
    );
    let kept = number(&store, rows[0]).await?;
    let reminders = table(&store, "reminder").await?;
    println!(
        "of it reminders: {reminders:.1} MB, {:.0} bytes each; what was sent in the last 48 hours: {:.1} MB",
        reminders * 1e6 / kept as f64,
        table(&store, "outbox").await?
    );
    let begun = Instant::now();
    let then = rapsap::domain::calendar::midnight(day(2023, 2, 15));
    while store.forget(then).await? {}
    println!(
        "forgetting what was sent: {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    store.close().await;
    Ok(())
}

/// Two units file before the first reminders, one before the due date, two after it, one never.
async fn filed(store: &Store, date: NaiveDate) -> anyhow::Result<()> {
    let units: &[usize] = match chrono::Datelike::day(&date) {
        6 => &[0, 1],
        12 => &[2],
        17 => &[3],
        24 => &[4],
        _ => &[],
    };
    for unit in units {
        country::file(store, *unit, rapsap::domain::calendar::midnight(date)).await?;
    }
    Ok(())
}

fn line(name: &str, day: &simulation::Day, quiet: &simulation::Day) {
    let ms = |share| day.percentile(share).as_secs_f64() * 1e3;
    let times = day.percentile(0.99).as_secs_f64() / quiet.percentile(0.99).as_secs_f64();
    println!(
        "{name:<9} {:>8} {:>7} {:>6} {:>7} {:>8} {:>8.1} {:>9.1} % {:>9.0} {:>7.0} {times:>6.2} {:>11.1} {:>7.0} {:>6.0}",
        day.planned,
        day.sent,
        day.twice,
        day.refused,
        day.too_soon,
        day.took.as_secs_f64() / 60.0,
        if day.sent > 0 {
            day.over() * 100.0
        } else {
            0.0
        },
        ms(0.5),
        ms(0.99),
        day.planning.as_secs_f64(),
        day.wall.as_secs_f64(),
        day.resident,
    );
}

async fn number(store: &Store, sql: &'static str) -> anyhow::Result<i64> {
    let row = sqlx::query(sql)
        .fetch_one(&mut *store.reader().await?)
        .await?;
    Ok(row.try_get(0)?)
}

/// The database's size in MB.
async fn size(store: &Store) -> anyhow::Result<f64> {
    let sql = match store.is_sqlite() {
        true => "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        false => "SELECT pg_database_size(current_database())",
    };
    Ok(number(store, sql).await? as f64 / 1e6)
}

/// The size of a table with its indexes in MB.
async fn table(store: &Store, name: &str) -> anyhow::Result<f64> {
    let sql = match store.is_sqlite() {
        true => {
            "SELECT SUM(s.pgsize) FROM dbstat AS s JOIN sqlite_schema AS t ON t.name = s.name WHERE t.tbl_name = $1"
        }
        false => "SELECT pg_total_relation_size(CAST($1 AS regclass))",
    };
    let row = sqlx::query(sql).bind(name.to_owned());
    let row = row.fetch_one(&mut *store.reader().await?).await?;
    Ok(row.try_get::<i64, _>(0)? as f64 / 1e6)
}
