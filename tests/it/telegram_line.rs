//! A sandbox, a database and the edge between them, for the tests of intake and sending.

use std::sync::Arc;
use std::time::Duration;

use rapsap::clock::Clock;
use rapsap::config::Secret;
use rapsap::domain::office::Language;
use rapsap::l10n::L10n;
use rapsap::press::Press;
use rapsap::sandbox::{self, BotIdentity, Person, Phone, Sandbox};
use rapsap::store::Store;
use rapsap::store::blobs::Blobs;
use rapsap::store::outbox::{self, Message, Outgoing};
use rapsap::telegram::api::Api;
use rapsap::telegram::deliver::Courier;
use rapsap::telegram::pace::Rates;
use rapsap::telegram::{intake, sender};
use sqlx::Row as _;
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Marked, so that it is found wherever it must not be.
pub const TOKEN: &str = "66000001:AAmarked-token-0123456789abcdefghijk";
pub const SOMSRI: i64 = 501;
pub const SOMCHAI: i64 = 502;
/// Far more than anything here takes on a busy machine.
pub const SOON: Duration = Duration::from_secs(20);

pub struct Line {
    pub sandbox: Sandbox,
    pub store: Store,
    pub blobs: Blobs,
    _dir: TempDir,
}

/// A task that can be asked to stop, or killed.
pub struct Running {
    stop: watch::Sender<bool>,
    task: JoinHandle<anyhow::Result<()>>,
}

impl Running {
    pub fn start<F>(task: impl FnOnce(watch::Receiver<bool>) -> F) -> Running
    where
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let (stop, stopped) = watch::channel(false);
        Running {
            stop,
            task: tokio::spawn(task(stopped)),
        }
    }

    /// Asks it to stop and waits until it has.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.stop.send_replace(true);
        self.task.await.unwrap()
    }

    /// Ends it where it stands.
    pub async fn kill(self) {
        self.task.abort();
        let _ = self.task.await;
    }

    /// Waits until it ends by itself.
    pub async fn end(self) -> anyhow::Result<()> {
        tokio::time::timeout(SOON, self.task)
            .await
            .expect("it goes on")
            .unwrap()
    }
}

/// A loopback Telegram of these people, with the bot of [`TOKEN`], on the system's clock.
pub async fn telegram_of(people: Vec<Person>) -> Sandbox {
    sandbox::start(sandbox::Settings {
        token: TOKEN.to_owned(),
        bot: BotIdentity {
            id: 66_000_001,
            first_name: "Rapsap".to_owned(),
            username: "rapsap_test_bot".to_owned(),
        },
        people,
        now: Arc::new(|| Clock::system().now() / 1000),
        clock: None,
        words: Default::default(),
        listen: ([127, 0, 0, 1], 0).into(),
    })
    .await
    .unwrap()
}

pub async fn sandbox() -> Sandbox {
    let person = |id: i64, name: &str| Person {
        id,
        first_name: name.to_owned(),
        language_code: Some("th".to_owned()),
        ..Person::default()
    };
    telegram_of(vec![person(SOMSRI, "สมศรี"), person(SOMCHAI, "สมชาย")]).await
}

pub fn unlimited() -> sender::Settings {
    sender::Settings {
        rates: Rates {
            per_second: 0,
            per_chat: 0,
            burst: 0,
        },
        ..sender::Settings::default()
    }
}

impl Line {
    /// Both people have pressed Start, and the bot has seen it.
    pub async fn open() -> Line {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(&format!(
            "sqlite:{}?mode=rwc",
            dir.path().join("t.db").display()
        ))
        .await
        .unwrap();
        let blobs = Blobs::open(dir.path().join("documents")).unwrap();
        let line = Line {
            sandbox: sandbox().await,
            store,
            blobs,
            _dir: dir,
        };
        for chat in [SOMSRI, SOMCHAI] {
            line.phone(chat).start(None);
        }
        line
    }

    pub fn phone(&self, chat: i64) -> Phone {
        self.sandbox.phone(chat)
    }

    pub fn api(&self) -> Api {
        Api::new(&self.sandbox.api_url(), &Secret::new(TOKEN)).unwrap()
    }

    pub fn intake(&self) -> Running {
        let (api, store) = (self.api(), self.store.clone());
        Running::start(|stop| {
            intake::run(api, store, Clock::system(), Duration::from_secs(5), stop)
        })
    }

    pub fn sender(&self, settings: sender::Settings) -> Running {
        let l10n = Arc::new(L10n::new());
        let courier = Arc::new(Courier::new(
            self.api(),
            l10n.clone(),
            Press::itself(l10n),
            self.store.clone(),
            self.blobs.clone(),
            Clock::system(),
        ));
        Running::start(|stop| sender::run(courier, settings, Clock::system(), stop))
    }

    /// Puts messages into the outbox.
    pub async fn queue(&self, messages: impl IntoIterator<Item = (i64, Outgoing)>) {
        let messages = messages
            .into_iter()
            .map(|(chat, outgoing)| Message {
                chat,
                language: Language::from_code("en"),
                outgoing,
                key: None,
            })
            .collect();
        let mut tx = self.store.begin().await.unwrap();
        outbox::insert(&self.store, &mut tx, messages, Clock::system().now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.store.outbox_filled.notify_one();
    }

    /// How many rows of the outbox have each status, as `sent 2, unsure 1`.
    pub async fn statuses(&self) -> String {
        let rows =
            sqlx::query("SELECT status, COUNT(*) FROM outbox GROUP BY status ORDER BY status")
                .fetch_all(&mut *self.store.reader().await.unwrap())
                .await
                .unwrap();
        let status = |row: &sqlx::any::AnyRow| {
            format!("{} {}", row.get::<String, _>(0), row.get::<i64, _>(1))
        };
        rows.iter().map(status).collect::<Vec<_>>().join(", ")
    }

    /// Waits until the outbox stands so.
    pub async fn until(&self, statuses: &str) {
        let begun = tokio::time::Instant::now();
        loop {
            let now = self.statuses().await;
            if now == statuses {
                return;
            }
            assert!(
                begun.elapsed() < SOON,
                "the outbox stands at {now:?}, not at {statuses:?}"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What the bot said in a chat, oldest first.
    pub fn said(&self, chat: i64) -> Vec<String> {
        self.phone(chat)
            .messages()
            .into_iter()
            .filter(|m| m.from_bot)
            .map(|m| m.text)
            .collect()
    }
}
