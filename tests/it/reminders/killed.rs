//! The program as it runs, killed for good while it sends reminders, again and again: the sandbox counts what comes
//! to the phones.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rapsap::domain::due::opening;
use rapsap::reminders::tick;
use rapsap::sandbox::{Person, Sandbox};
use rapsap::store::Store;
use sqlx::Row as _;

use super::scale::country;
use super::scale::simulation::day;
use crate::cli::rapsap;
use crate::databases::count;
use crate::telegram_line::{TOKEN, telegram_of};

async fn sandbox(chats: &[i64]) -> Sandbox {
    let person = |id: &i64| Person {
        id: *id,
        first_name: "สมมุติ".to_owned(),
        ..Person::default()
    };
    let sandbox = telegram_of(chats.iter().map(person).collect()).await;
    // Everybody has pressed Start long ago.
    sandbox.faults().hold_updates();
    for chat in chats {
        sandbox.phone(*chat).start(None);
    }
    sandbox
}

/// Reminders of a day long gone stand in the outbox, as if they had just been put there: what time it is where
/// this runs must not matter.
async fn planned(store: &Store, offices: usize) -> Vec<i64> {
    country::open(store, offices, offices * 10).await.unwrap();
    tick(store, opening(day(2023, 1, 4))).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    for sql in [
        "UPDATE outbox SET not_after = 9000000000000000 WHERE calm = 1",
        "UPDATE office SET look_at = 9000000000000000",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let rows = sqlx::query("SELECT chat_id FROM outbox ORDER BY place")
        .fetch_all(&mut *store.reader().await.unwrap())
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// How many messages of the bot are in each chat.
fn received(sandbox: &Sandbox, chats: &[i64]) -> BTreeMap<i64, usize> {
    let got = |chat: &i64| {
        let messages = sandbox.phone(*chat).messages().into_iter();
        (*chat, messages.filter(|message| message.from_bot).count())
    };
    chats.iter().map(got).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_killed_while_it_sends_reminders_sends_none_twice_and_loses_none_unnoted() {
    let kills = std::env::var("RAPSAP_TEST_KILLS");
    let kills: usize = kills.map_or(20, |kills| kills.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("rapsap.db").display());
    let store = Store::open(&url).await.unwrap();
    let chats = planned(&store, (kills * 2).max(10)).await;
    let sandbox = sandbox(&chats).await;
    let mut chance = StdRng::seed_from_u64(20_230_104);
    let total = || received(&sandbox, &chats).values().sum::<usize>();
    let mut killed = 0;
    let start = || {
        rapsap()
            .args(["serve", "--api-url", &sandbox.api_url(), "--data-dir"])
            .arg(folder.path())
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("RAPSAP_SENDING_PER_SECOND", "60")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    while killed < kills && total() < chats.len() {
        let before = total();
        let mut bot = start();
        // It is up when it has sent something; then it has some moments to live.
        let begun = std::time::Instant::now();
        while total() == before && begun.elapsed() < Duration::from_secs(30) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        tokio::time::sleep(Duration::from_micros(chance.random_range(0..150_000))).await;
        bot.kill().unwrap();
        bot.wait().unwrap();
        killed += 1;
    }
    // The last one is left alone.
    let mut bot = start();
    let begun = std::time::Instant::now();
    let open = "SELECT COUNT(*) FROM reminder WHERE settled_at IS NULL";
    while count(&store, open).await > 0 {
        assert!(
            begun.elapsed() < crate::town::PATIENCE,
            "reminders are left"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bot.kill().unwrap();
    bot.wait().unwrap();
    let received = received(&sandbox, &chats);
    let rows = sqlx::query("SELECT chat_id, status FROM outbox WHERE calm = 1")
        .fetch_all(&mut *store.reader().await.unwrap())
        .await
        .unwrap();
    let (mut unsure, mut lost) = (0, 0);
    for row in &rows {
        let (chat, status): (i64, String) = (row.get(0), row.get(1));
        match (status.as_str(), received[&chat]) {
            ("sent", times) => assert_eq!(times, 1, "chat {chat} is noted as sent"),
            ("unsure", times) => {
                assert!(times <= 1, "chat {chat} got it twice");
                unsure += 1;
                lost += 1 - times;
            }
            other => panic!("chat {chat}: {other:?}"),
        }
    }
    eprintln!(
        "killed {killed} times; {} reminders, of {unsure} it is not known whether they came, {lost} did not",
        rows.len()
    );
    assert_eq!((rows.len(), killed), (chats.len(), kills));
    store.close().await;
    sandbox.shutdown().await;
}
