//! The whole bot, wired: clock, store, intake, worker, sender, printer and fetcher run side by side until the
//! shutdown comes or one of them ends. What each does stands in its own file.

use std::os::unix::fs::DirBuilderExt as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use tokio::runtime::{Handle, Runtime};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::config::Config;
use crate::dialogue;
use crate::health::{Health, minder, systemd};
use crate::l10n::L10n;
use crate::press::Press;
use crate::printer::{self, Printer};
use crate::reminders;
use crate::store::blobs::Blobs;
use crate::store::evidence_store::EvidenceStore;
use crate::store::{Store, outbox, sole};
use crate::telegram::api::Api;
use crate::telegram::check_in::Checker;
use crate::telegram::deliver::Courier;
use crate::telegram::fetch::{Fetcher, Tried};
use crate::telegram::plan_in::PlanReader;
use crate::telegram::{self, event, intake, sender, webhook};
use crate::vitals::Vitals;
use crate::worker::Worker;

/// How long the program may take to end, whatever it holds.
const END: Duration = Duration::from_secs(10);
/// How long what has begun may take to end.
const FAREWELL: Duration = Duration::from_secs(9);
/// How long the database may take to be closed.
const LAST_WORD: Duration = Duration::from_millis(500);
/// How long threads may take that nobody waits for any more.
pub const LAST_THREADS: Duration = Duration::from_millis(200);

const _: () = {
    let after = LAST_WORD.as_millis() + LAST_THREADS.as_millis();
    assert!(FAREWELL.as_millis() + after < END.as_millis());
    // What is let go of unfinished is recorded as such.
    assert!(sender::LAST_CALLS.as_millis() < FAREWELL.as_millis());
    assert!(printer::LAST_SHEET.as_millis() < FAREWELL.as_millis());
};

/// Waits until no other program serves the database, then runs the bot until `shutdown` comes, or until it
/// cannot go on: the token is refused, or the database fails. If another program has taken over meanwhile, it
/// waits again. What is in flight is finished within ten seconds.
pub async fn serve(
    config: Config,
    clock: Clock,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    config.token()?;
    make_data_dir(&config)?;
    let answering = Answering::start()?;
    let health = Health::new(Vitals::default(), clock.clone());
    // Ends with this function.
    let mut beside = JoinSet::new();
    if let Some(listen) = config.health {
        beside.spawn(health.clone().run(listen));
    }
    beside.spawn(minder::run(health.clone(), config.clone()));
    beside.spawn(systemd::run(health.clone()));
    let mut shutdown = std::pin::pin!(shutdown);
    let mut told = None;
    while told.is_none() {
        let sole = tokio::select! {
            () = &mut shutdown => {
                health.stops();
                return Ok(());
            }
            sole = sole::wait(config.database.reveal(), &health.vitals) => sole,
        };
        let mut sole =
            sole.with_context(|| format!("the database {} cannot be opened", config.database))?;
        let end = async {
            tokio::select! {
                () = &mut shutdown => {
                    told = Some(Instant::now());
                    health.stops();
                }
                () = sole.lost() => {}
            }
        };
        let closed = rooms(&config, &clock, &health, &answering.handle, end).await;
        health.close();
        closed?;
    }
    if let Some(told) = told {
        let milliseconds = u64::try_from(told.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(milliseconds, "the program has ended");
    }
    Ok(())
}

/// The thread on which updates are taken in and answered. What is sent to many at once is many small tasks, and
/// would let the next update wait for all of them.
struct Answering {
    handle: Handle,
    runtime: Option<Runtime>,
}

impl Answering {
    fn start() -> anyhow::Result<Answering> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("answering")
            .thread_stack_size(4 << 20)
            .enable_all()
            .build()?;
        Ok(Answering {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
        })
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        // Dropped as it is, it would wait for its thread.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Opens everything and runs all rooms until `shutdown` comes or one of them ends.
async fn rooms(
    config: &Config,
    clock: &Clock,
    health: &Health,
    answering: &Handle,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let token = config.token()?;
    let clock = clock.clone();
    let api = Api::new(&config.api_url, token)?;
    let mut shutdown = std::pin::pin!(shutdown);
    let opening = async {
        let (store, blobs) = open(config).await?;
        let unsure = outbox::recover(&store, clock.now())
            .await
            .context("the outbox cannot be put right")?;
        anyhow::Ok((store, blobs, unsure))
    };
    let (store, blobs, unsure) = tokio::select! {
        // A server that does not answer must not hold the end up.
        () = &mut shutdown => return Ok(()),
        opened = opening => opened?,
    };
    let store = store.with_vitals(health.vitals.clone());
    let evidence = evidence(config)?.with_vitals(health.vitals.clone());
    let l10n = Arc::new(L10n::new());
    if unsure > 0 {
        tracing::warn!(
            messages = unsure,
            "were in flight when the program last ended"
        );
    }

    let (stop, stopped) = watch::channel(false);
    let mut rooms: JoinSet<anyhow::Result<()>> = JoinSet::new();
    match config.webhook.clone() {
        Some(to) => rooms.spawn(webhook::run(
            api.clone(),
            store.clone(),
            clock.clone(),
            to,
            stopped.clone(),
        )),
        None => {
            // A line of its own, so that its connection is served where it polls.
            let line = Api::new(&config.api_url, token)?;
            let (hold, stopped) = (config.poll_timeout, stopped.clone());
            let intake = intake::run(line, store.clone(), clock.clone(), hold, stopped);
            rooms.spawn_on(intake, answering)
        }
    };
    let work = work(store.clone(), l10n.clone(), clock.clone(), stopped.clone());
    rooms.spawn_on(work, answering);
    let press = Press::new(&config.press, l10n.clone());
    let courier = Arc::new(Courier::new(
        api.clone(),
        l10n.clone(),
        press.clone(),
        store.clone(),
        blobs.clone(),
        clock.clone(),
    ));
    rooms.spawn(sender::run(
        courier,
        config.sending,
        clock.clone(),
        stopped.clone(),
    ));
    let printer = Printer {
        store: store.clone(),
        blobs,
        evidence: evidence.clone(),
        l10n: l10n.clone(),
        press: press.clone(),
        clock: clock.clone(),
    };
    rooms.spawn(printer.run(stopped.clone()));
    let fetcher = Fetcher {
        api: api.clone(),
        store: store.clone(),
        evidence,
        press,
        clock: clock.clone(),
        tried: Tried::default(),
    };
    rooms.spawn(fetcher.run(stopped.clone()));
    let plans = PlanReader {
        api: api.clone(),
        store: store.clone(),
        clock: clock.clone(),
    };
    rooms.spawn(plans.run(stopped.clone()));
    let checks = Checker {
        api: api.clone(),
        store: store.clone(),
        clock: clock.clone(),
    };
    rooms.spawn(checks.run(stopped.clone()));
    rooms.spawn(reminders::run(store.clone(), clock, stopped));
    let greeting = tokio::spawn(greet(api, l10n));
    health.open(&store);

    let ended = tokio::select! {
        () = shutdown => None,
        ended = rooms.join_next() => ended,
    };
    if ended.is_none() {
        tracing::info!("stopping: finishing what is in flight");
    }
    greeting.abort();
    // Nobody listens if every room has ended by itself.
    let _ = stop.send(true);
    let end = tokio::time::Instant::now() + FAREWELL;
    let mut result = ended.map_or(Ok(()), outcome);
    while let Ok(Some(ended)) = tokio::time::timeout_at(end, rooms.join_next()).await {
        result = result.and(outcome(ended));
    }
    rooms.shutdown().await;
    // A server that does not answer must not hold the program up.
    let _ = tokio::time::timeout(LAST_WORD, store.close()).await;
    result
}

/// Opens what is there already, for commands that read it.
///
/// # Errors
/// If there is no database at that place, which nothing is made of.
pub async fn open_existing(config: &Config) -> anyhow::Result<(Store, Blobs)> {
    if let Some(path) = crate::store::file_of(config.database.reveal())? {
        anyhow::ensure!(
            path.exists(),
            "there is no database {}: --data-dir and --database say where it is, and rapsap import makes it",
            path.display()
        );
    }
    open(config).await
}

/// Opens the database and the folder of documents, and makes them where they are missing.
pub async fn open(config: &Config) -> anyhow::Result<(Store, Blobs)> {
    make_data_dir(config)?;
    let blobs = Blobs::open(config.blobs())?;
    let store = Store::open(config.database.reveal())
        .await
        .with_context(|| format!("the database {} cannot be opened", config.database))?
        .with_rhythm(config.rhythm.clone())
        .with_requirements(&config.requirements)
        .with_limits(config.limits)
        .with_retention(config.retention);
    Ok((store, blobs))
}

/// Makes the folder of documents and database if it is not there, for its owner alone.
pub fn make_data_dir(config: &Config) -> anyhow::Result<()> {
    // What people wrote is nobody else's to read on a shared machine.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&config.data_dir)
        .with_context(|| format!("the folder {} cannot be made", config.data_dir.display()))
}

/// Opens the evidence store.
pub fn evidence(config: &Config) -> anyhow::Result<EvidenceStore> {
    let variables = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let store = match &config.evidence {
        Some(url) => EvidenceStore::s3(url.reveal(), variables)?,
        None => EvidenceStore::folder(&config.evidence_folder())?,
    };
    tracing::info!("evidence is kept in {store:?}");
    Ok(store)
}

fn outcome(ended: Result<anyhow::Result<()>, tokio::task::JoinError>) -> anyhow::Result<()> {
    match ended {
        Ok(result) => result,
        Err(error) if error.is_cancelled() => Ok(()),
        // What a panic says may quote what people wrote; where it was is in the log.
        Err(_) => bail!("a part of the program failed"),
    }
}

/// Says who the bot is, to the log and to Telegram. Nothing depends on it: the poll meets the same
/// troubles and deals with them.
async fn greet(api: Api, l10n: Arc<L10n>) {
    match telegram::identity(&api).await {
        Ok(me) => tracing::info!("serving @{}", me.username),
        Err(error) => tracing::warn!(
            "Telegram does not say who the bot is: {}",
            error.without_quotes()
        ),
    }
    if let Err(error) = telegram::introduce(&api, &l10n).await {
        tracing::warn!(
            "the bot's commands were not renewed: {}",
            error.without_quotes()
        );
    }
}

async fn work(
    store: Store,
    l10n: Arc<L10n>,
    clock: Clock,
    stopped: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let worker = Worker::new(store, dialogue::step, event::read, move || clock.now())
        .speaking(l10n.languages());
    worker.run(until(stopped)).await;
    Ok(())
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // An error means that `serve` itself is gone.
    let _ = stopped.wait_for(|stop| *stop).await;
}
