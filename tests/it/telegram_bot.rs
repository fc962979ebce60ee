//! The whole bot over the sandbox: what happens to people's messages when processes, lines and
//! Telegram itself misbehave. What is said in the chats is the dialogue's own tests' matter.

use std::net::SocketAddr;
use std::time::Duration;

use rapsap::app;
use rapsap::clock::Clock;
use rapsap::config::{Config, DatabaseUrl, Layer, Secret};
use rapsap::sandbox::{Fault, Misbehaviour, Phone, Sandbox};
use rapsap::store::Store;
use tempfile::TempDir;

use crate::telegram_line::{Running, SOMCHAI, SOMSRI, SOON, TOKEN, sandbox, unlimited};

struct Town {
    sandbox: Sandbox,
    dir: TempDir,
}

impl Town {
    async fn open() -> Town {
        Town {
            sandbox: sandbox().await,
            dir: tempfile::tempdir().unwrap(),
        }
    }

    fn config(&self) -> Config {
        let flags = Layer {
            token: Some(Secret::new(TOKEN)),
            api_url: Some(self.sandbox.api_url()),
            database: Some(self.database()),
            data_dir: Some(self.dir.path().to_owned()),
            poll_timeout_seconds: Some(5),
            ..Layer::default()
        };
        let mut config = Config::load(flags, None, |_| None).unwrap();
        config.sending = unlimited();
        config
    }

    fn database(&self) -> DatabaseUrl {
        DatabaseUrl::new(format!(
            "sqlite:{}?mode=rwc",
            self.dir.path().join("t.db").display()
        ))
    }

    /// The bot, as `rapsap serve` runs it.
    fn serve(&self) -> Running {
        let config = self.config();
        Running::start(|mut stop| async move {
            let shutdown = async move { drop(stop.wait_for(|stop| *stop).await) };
            app::serve(config, Clock::system(), shutdown).await
        })
    }

    fn phone(&self, chat: i64) -> Phone {
        self.sandbox.phone(chat)
    }

    /// Waits until the bot has said so many things in a chat.
    async fn until_said(&self, chat: i64, count: usize) {
        let begun = tokio::time::Instant::now();
        while self.said(chat) < count {
            assert!(
                begun.elapsed() < SOON,
                "{} of {count} answers in chat {chat}",
                self.said(chat)
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn said(&self, chat: i64) -> usize {
        self.phone(chat)
            .messages()
            .iter()
            .filter(|message| message.from_bot)
            .count()
    }

    /// Gives the bot the time to say something that it must not say.
    async fn settle(&self) {
        assert!(self.sandbox.wait_until_confirmed(SOON).await);
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_is_answered_politely_and_each_message_once() {
    let town = Town::open().await;
    let bot = town.serve();
    town.phone(SOMSRI).start(None);
    town.until_said(SOMSRI, 1).await;
    let answer = town.phone(SOMSRI).last().unwrap();
    assert!(answer.text.contains("ลิงก์เชิญ"), "{}", answer.text);
    town.phone(SOMSRI).text("ขอข้อมูลหน่อย");
    town.until_said(SOMSRI, 2).await;
    town.settle().await;
    assert_eq!(town.said(SOMSRI), 2);
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_received_before_a_kill_is_answered_once_after_the_restart() {
    let town = Town::open().await;
    town.phone(SOMSRI).start(None);
    town.phone(SOMCHAI).start(None);
    // A process that received and died before it could answer: intake alone.
    let store = Store::open(town.database().reveal()).await.unwrap();
    let api =
        rapsap::telegram::api::Api::new(&town.sandbox.api_url(), &Secret::new(TOKEN)).unwrap();
    let intake = Running::start(|stop| {
        rapsap::telegram::intake::run(
            api,
            store.clone(),
            Clock::system(),
            Duration::from_secs(5),
            stop,
        )
    });
    assert!(town.sandbox.wait_until_confirmed(SOON).await);
    intake.kill().await;
    store.close().await;
    assert_eq!(town.said(SOMSRI) + town.said(SOMCHAI), 0);

    let bot = town.serve();
    town.until_said(SOMSRI, 1).await;
    town.until_said(SOMCHAI, 1).await;
    town.settle().await;
    assert_eq!((town.said(SOMSRI), town.said(SOMCHAI)), (1, 1));
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_that_is_killed_again_and_again_loses_no_message_and_marks_what_may_be_repeated() {
    let town = Town::open().await;
    let phone = town.phone(SOMSRI);
    phone.start(None);
    for round in 0..5_u64 {
        let bot = town.serve();
        for _ in 0..4 {
            phone.text("๖๓/๒๕๖๖");
        }
        tokio::time::sleep(Duration::from_millis(40 + 35 * round)).await;
        bot.kill().await;
    }
    let bot = town.serve();
    town.until_said(SOMSRI, 21).await;
    town.settle().await;
    bot.stop().await.unwrap();
    let bots: Vec<_> = phone
        .messages()
        .into_iter()
        .filter(|message| message.from_bot)
        .collect();
    let marked = bots
        .iter()
        .filter(|message| message.text.starts_with("(ส่งซ้ำ"))
        .count();
    assert!(bots.len() >= 21, "{} answers to 21 messages", bots.len());
    assert!(
        bots.len() - marked <= 21,
        "{} answers, of which only {marked} say that they may be repeated",
        bots.len()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_that_telegram_repeats_is_answered_once() {
    let town = Town::open().await;
    town.sandbox.faults().duplicate_updates(2);
    let bot = town.serve();
    town.phone(SOMSRI).start(None);
    town.phone(SOMSRI).text("ก");
    town.until_said(SOMSRI, 2).await;
    town.settle().await;
    assert_eq!(town.said(SOMSRI), 2);
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poll_whose_answer_was_lost_loses_no_update() {
    let town = Town::open().await;
    town.phone(SOMSRI).start(None);
    town.sandbox.faults().add(
        Fault::new(Misbehaviour::DropAfter)
            .on("getUpdates")
            .times(2),
    );
    let bot = town.serve();
    town.until_said(SOMSRI, 1).await;
    town.settle().await;
    assert_eq!(town.said(SOMSRI), 1);
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_blocks_the_bot_and_comes_back_is_answered_again() {
    let town = Town::open().await;
    let bot = town.serve();
    let phone = town.phone(SOMSRI);
    phone.start(None);
    town.until_said(SOMSRI, 1).await;
    phone.block();
    town.settle().await;
    phone.unblock();
    phone.text("กลับมาแล้ว");
    town.until_said(SOMSRI, 2).await;
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_menu_and_the_description_are_told_to_telegram_in_both_languages() {
    let town = Town::open().await;
    let bot = town.serve();
    let api =
        rapsap::telegram::api::Api::new(&town.sandbox.api_url(), &Secret::new(TOKEN)).unwrap();
    let begun = tokio::time::Instant::now();
    for language in ["", "en"] {
        loop {
            let ask = serde_json::json!({"language_code": language});
            let menu: Vec<serde_json::Value> =
                api.call_named("getMyCommands", &ask, SOON).await.unwrap();
            if menu.len() == 5 {
                break;
            }
            assert!(
                begun.elapsed() < SOON,
                "{} commands in {language:?}",
                menu.len()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    bot.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_token_ends_the_bot_with_a_clear_word() {
    let town = Town::open().await;
    let mut config = town.config();
    config.token = Some(Secret::new("1:AAnot-this-one"));
    let bot = Running::start(|_| app::serve(config, Clock::system(), std::future::pending()));
    let error = bot.end().await.unwrap_err();
    assert!(format!("{error:#}").contains("TELOXIDE_TOKEN"), "{error:#}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bot_waits_for_a_telegram_that_is_not_there_yet() {
    let town = Town::open().await;
    let mut config = town.config();
    let free: SocketAddr = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    config.api_url = format!("http://{free}");
    let bot = Running::start(|mut stop| async move {
        let shutdown = async move { drop(stop.wait_for(|stop| *stop).await) };
        app::serve(config, Clock::system(), shutdown).await
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    bot.stop().await.unwrap();
}
