//! `rapsap sandbox`: the sample office on a loopback Bot API, a phone for each of its people, and the
//! bot behind them, which is the very same that serves on Telegram.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::bail;
use clap::Args;
use futures_util::future::BoxFuture;
use serde_json::{Map, Value};

use super::moment;
use crate::app;
use crate::clock::{Clock, MovableClock};
use crate::config::{Config, Layer, Secret};
use crate::domain::budget::Limits;
use crate::domain::calendar::bangkok;
use crate::domain::office::{Language, OfficeId};
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};
use crate::plan_file;
use crate::press::this_program;
use crate::reminders;
use crate::sandbox::{self, BotIdentity, Person, Sandbox, VisitorsClock};
use crate::store::Store;
use crate::store::invitations::{self, PostListed};
use crate::store::plans;
use crate::telegram::sender;

/// 2 October 2023, 09:00 in Bangkok: the first working morning after fiscal year 2566. The last quarter is
/// due on the 16th, so that the whole report can be made at once, and its reminders lie ahead.
const CURTAIN_UP: i64 = 1_696_212_000_000;
/// The office of the real report of 2566, with people who do not exist.
const SAMPLE: &str = include_str!("../sample_office.toml");
/// The bot's account in the sandbox.
const BOT: i64 = 66_000_001;
/// The accounts of the sample's people are counted from here.
const FIRST_PERSON: i64 = 66_100_001;

/// How the sandbox is run.
#[derive(Args)]
pub struct Options {
    /// Port of the page on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Keep the data here and go on with it next time [default: a temporary folder, removed at the end]
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Begin at this moment, by the clock of Bangkok: a date and perhaps a time, e.g. "3/1/2566" or
    /// "2023-01-03T08:00" [default: 2023-10-02T09:00, or where kept data ends]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
}

pub async fn run(options: Options, shutdown: impl Future<Output = ()>) -> anyhow::Result<()> {
    let temporary = tempfile::Builder::new()
        .prefix("rapsap-sandbox-")
        .tempdir()?;
    let data_dir = options
        .data_dir
        .unwrap_or_else(|| temporary.path().to_owned());
    let at = options.at.map(|at| moment::read(&at, CURTAIN_UP));
    let mut stage = Stage::set(data_dir, options.port, at.transpose()?).await?;
    stage.config.press.program = Some(this_program()?);
    println!("{}", stage.sandbox.page_url());
    eprintln!("Open this address in a browser. Ctrl-C ends it.");
    let result = stage.play(shutdown).await;
    stage.sandbox.shutdown().await;
    result
}

/// The sample office and its people, each with a phone, on a loopback Bot API of their own.
pub struct Stage {
    pub sandbox: Sandbox,
    /// As they were when the stage was set; who has no `start_payload` is enrolled already.
    pub people: Vec<Person>,
    config: Config,
    clock: Clock,
}

impl Stage {
    /// Loads the sample office into `data_dir` and opens the sandbox on `port` of 127.0.0.1; 0 takes
    /// a free one. The clock starts at `at` (epoch milliseconds), otherwise where the data that is kept
    /// there ends, or on the first working morning after the fiscal year.
    pub async fn set(data_dir: PathBuf, port: u16, at: Option<i64>) -> anyhow::Result<Stage> {
        let token = format!("{BOT}:sandbox");
        let flags = Layer {
            data_dir: Some(data_dir),
            ..Layer::default()
        };
        let mut config = Config::load(flags, None, |_| None)?;
        let (store, _) = app::open(&config).await?;
        let movable = MovableClock::starting_at(curtain_up(&store, at).await?);
        let clock = movable.clock();
        let sample = plan_file::read("sample_office.toml", SAMPLE)?;
        let office = plans::import(&store, &sample, clock.now()).await?.office;
        let people = people(&store, office, &clock).await?;
        let wall = Wall {
            movable,
            store,
            office,
        };
        let seconds = clock.clone();
        let sandbox = sandbox::start(sandbox::Settings {
            token: token.clone(),
            bot: BotIdentity {
                id: BOT,
                first_name: "Rapsap".to_owned(),
                username: "rapsap_sandbox_bot".to_owned(),
            },
            people: people.clone(),
            now: Arc::new(move || seconds.now() / 1000),
            clock: Some(Arc::new(wall)),
            words: words(&L10n::new()),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        })
        .await?;
        number_updates(&sandbox);
        config.token = Some(Secret::new(token));
        config.api_url = sandbox.api_url();
        // Limits protect Telegram and other people; on loopback they would only make visitors wait.
        config.limits = Limits::NONE;
        config.sending = sender::Settings::unlimited();
        Ok(Stage {
            sandbox,
            people,
            config,
            clock,
        })
    }

    /// Runs the bot, the very same that serves on Telegram, until `shutdown` comes.
    pub fn play<F: Future<Output = ()>>(
        &self,
        shutdown: F,
    ) -> impl Future<Output = anyhow::Result<()>> + use<F> {
        app::serve(self.config.clone(), self.clock.clone(), shutdown)
    }
}

/// When the play begins: data that is kept is not gone back behind, since the clock only ever goes forward.
async fn curtain_up(store: &Store, at: Option<i64>) -> anyhow::Result<i64> {
    let newest = store.newest_moment().await?;
    match at {
        Some(at) if at < newest => bail!(
            "the data that is kept there goes on until {}; the clock cannot start before that",
            bangkok(newest).format("%Y-%m-%d %H:%M")
        ),
        Some(at) => Ok(at),
        None if newest > 0 => Ok(newest),
        None => Ok(CURTAIN_UP),
    }
}

/// The clock on the page. What it jumps to is worked out by the very code that reminds.
struct Wall {
    movable: MovableClock,
    store: Store,
    office: OfficeId,
}

impl VisitorsClock for Wall {
    fn now(&self) -> i64 {
        self.movable.clock().now()
    }

    fn put_forward(&self, moment: i64) {
        self.movable.put_forward(moment);
    }

    fn next_message(&self) -> BoxFuture<'_, anyhow::Result<Option<i64>>> {
        Box::pin(reminders::next(&self.store, self.office, self.now()))
    }
}

/// Gives each post of the office somebody with a phone: who holds it already, or somebody with an
/// invitation.
async fn people(store: &Store, office: OfficeId, clock: &Clock) -> anyhow::Result<Vec<Person>> {
    let l10n = L10n::new();
    let mut people = Vec::new();
    let mut posts = invitations::posts(store, office).await?;
    // In the order in which a report passes through their hands.
    posts.sort_by_key(|post| post.role);
    for (at, post) in (FIRST_PERSON..).zip(posts) {
        let (id, start_payload) = match post.holder {
            Some(holder) => (holder, None),
            None => (at, Some(invite(store, &post, clock).await?)),
        };
        people.push(Person {
            id,
            first_name: post.name.clone(),
            language_code: Some("th".to_owned()),
            caption: caption(&l10n, &post),
            start_payload,
            ..Person::default()
        });
    }
    Ok(people)
}

async fn invite(store: &Store, post: &PostListed, clock: &Clock) -> anyhow::Result<String> {
    const YEAR: Duration = Duration::from_secs(366 * 24 * 3600);
    invitations::create(
        store,
        post.office,
        post.post,
        YEAR,
        clock.now(),
        &mut rand::rng(),
    )
    .await
}

fn caption(l10n: &L10n, post: &PostListed) -> String {
    let role = Phrase::new("role").with("role", Arg::Code(post.role.as_str().to_owned()));
    format!("{} · {}", l10n.text(Language::THAI, &role), post.position)
}

/// The page's own words in every language.
fn words(l10n: &L10n) -> Map<String, Value> {
    let of = |language| {
        ["sandbox-", "language-"]
            .into_iter()
            .flat_map(|prefix| {
                let texts = l10n.texts(language, prefix).into_iter();
                texts.map(move |(key, text)| (format!("{prefix}{key}"), text.into()))
            })
            .collect()
    };
    l10n.languages()
        .iter()
        .map(|&language| (language.code().to_owned(), Value::Object(of(language))))
        .collect()
}

/// A sandbox forgets its updates when it ends but the kept data does not: new ones must not look like
/// repetitions of old ones.
fn number_updates(sandbox: &Sandbox) {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    sandbox
        .faults()
        .set_next_update_id(i64::try_from(seconds).unwrap_or(1));
}
