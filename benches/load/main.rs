//! The load generator: people at their phones on the sandbox's loopback Bot API, a bot behind it as a
//! process of its own, and one table of what came of it. Which figures are good is the reader's matter.
//!
//! `cargo bench --bench load -- --people 1,50 --seconds 10 --only rapsap`; `benches/peers` tells how
//! to have other frameworks play along.

mod bot;
mod echo;
mod figures;
mod offices;
mod people;
mod proc;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, ensure};
use clap::Parser;
use rapsap::sandbox::{self, BotIdentity, Person, Settings};

use bot::{Bot, Kind};
use figures::Row;
use people::Crowd;
use proc::Usage;

const TOKEN: &str = "66000001:load";
const BOT: i64 = 66_000_001;
const FIRST_PERSON: i64 = 67_000_001;
/// Before the clock runs: connections are opened and statements prepared.
const WARM_UP: Duration = Duration::from_secs(2);
/// After the work and before the second look at the memory.
const REST: Duration = Duration::from_secs(1);

/// Plays people who report through a bot, and measures the bot.
#[derive(Parser)]
struct Options {
    /// How many people at once; a run for each number
    #[arg(long, value_delimiter = ',', default_value = "1,50,1000")]
    people: Vec<usize>,
    /// How long each run is measured
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Repeat everything so often and show each run's median by updates a second
    #[arg(long, default_value_t = 1)]
    rounds: usize,
    /// Only these: rapsap, echo (does nothing; the generator's own ceiling), aiogram, grammy
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
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
    let kinds: Vec<Kind> = Kind::available()
        .into_iter()
        .filter(|kind| {
            options.only.is_empty() || options.only.iter().any(|name| name == kind.name())
        })
        .collect();
    ensure!(
        !kinds.is_empty(),
        "none of {:?} can be run; see benches/peers/README.md",
        options.only
    );
    let seconds = Duration::from_secs(options.seconds);
    let mut runs: Vec<Vec<Row>> = Vec::new();
    for people in &options.people {
        for kind in &kinds {
            let mut rows = Vec::new();
            for _ in 0..options.rounds.max(1) {
                let row = measure(kind, *people, seconds).await;
                rows.push(row.with_context(|| format!("{} with {people} people", kind.name()))?);
            }
            eprintln!("{}", rows[rows.len() - 1]);
            runs.push(rows);
        }
    }
    println!(
        "\n{}",
        figures::table(runs.into_iter().map(figures::median))
    );
    Ok(())
}

/// One bot, from its start to its end, with so many people.
async fn measure(kind: &Kind, people: usize, seconds: Duration) -> anyhow::Result<Row> {
    let folder = tempfile::Builder::new().prefix("rapsap-load-").tempdir()?;
    let codes = match kind {
        Kind::Rapsap => offices::open(folder.path(), people).await?,
        _ => Vec::new(),
    };
    let sandbox = sandbox::start(settings(people)).await?;
    let begun = Instant::now();
    let bot = Bot::start(kind, &sandbox.api_url(), TOKEN, folder.path())?;
    ensure!(
        sandbox.wait_until_polled(Duration::from_secs(60)).await,
        "the bot did not poll within a minute"
    );
    let first_poll = begun.elapsed();
    tokio::time::sleep(REST).await;
    let resident_before = bot.resident()?;

    let phones = (FIRST_PERSON..)
        .take(people)
        .map(|id| sandbox.phone(id))
        .collect();
    let crowd = match kind {
        Kind::Rapsap => Crowd::enrolled(phones, codes).await?,
        _ => Crowd::plain(phones),
    };
    let from = Instant::now() + WARM_UP;
    let played = crowd.play(from, from + seconds);
    let watched = async {
        tokio::time::sleep_until(from.into()).await;
        let (ours, theirs) = (Usage::own()?, bot.usage()?);
        tokio::time::sleep_until((from + seconds).into()).await;
        anyhow::Ok((Usage::own()?.since(ours), bot.usage()?.since(theirs)))
    };
    let (latencies, used) = tokio::join!(played, watched);
    let (generator, under_test) = used?;
    let latencies = latencies?;
    tokio::time::sleep(REST).await;
    let row = Row {
        bot: kind.name(),
        people,
        seconds,
        latencies: figures::sorted(latencies),
        resident_before,
        resident_after: bot.resident()?,
        first_poll,
        generator: generator.share(seconds),
        under_test: under_test.share(seconds),
    };
    drop(bot);
    sandbox.shutdown().await;
    Ok(row)
}

/// A sandbox without any limit or fault, and a phone for everybody.
fn settings(people: usize) -> Settings {
    let person = |id| Person {
        id,
        first_name: "สมมุติ".to_owned(),
        language_code: Some("th".to_owned()),
        ..Person::default()
    };
    Settings {
        token: TOKEN.to_owned(),
        bot: BotIdentity {
            id: BOT,
            first_name: "Rapsap".to_owned(),
            username: "rapsap_load_bot".to_owned(),
        },
        people: (FIRST_PERSON..).take(people).map(person).collect(),
        now: Arc::new(|| now() / 1000),
        clock: None,
        words: serde_json::Map::new(),
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
    }
}

/// Epoch milliseconds.
fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
