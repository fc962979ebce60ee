//! Floods from one person: others are answered as if nothing were, the disk stays as it is, and whoever sent too
//! much is told from where on nothing was taken.

use std::time::Duration;

use rapsap::clock::Clock;
use rapsap::dialogue;
use rapsap::domain::budget::Limits;
use rapsap::store::{Store, inbox};
use rapsap::telegram::event::{self, FROM_TELEGRAM};
use rapsap::telegram::flood;
use rapsap::worker::Worker;
use sqlx::Row as _;

use crate::databases::{OTHER_OFFICE, count, for_each_database, office};
use crate::evidence::{Bot, picture, stop};
use crate::telegram_line::SOON;

const FLOODER: i64 = 501;
const REPORTER: i64 = 502;

fn message(update: i64, chat: i64, text: &str, seconds: i64) -> inbox::Received {
    let update = serde_json::json!({ "update_id": update, "message": {
        "message_id": update, "date": seconds, "text": text,
        "chat": { "id": chat, "type": "private" }, "from": { "id": chat, "first_name": "ก" },
    }});
    inbox::Received {
        update_id: update["update_id"].as_i64().unwrap(),
        chat,
        payload: update.to_string(),
    }
}

/// As intake takes a batch from Telegram; gives how many updates are kept.
async fn comes_in(store: &Store, batch: Vec<inbox::Received>, now: i64) -> usize {
    let (batch, _) = flood::weigh(store, batch, now);
    inbox::receive(store, FROM_TELEGRAM, batch, now)
        .await
        .unwrap()
}

fn worker(store: &Store) -> Worker<fn() -> i64> {
    Worker::new(store.clone(), dialogue::step, event::read, || {
        crate::databases::NOW
    })
}

async fn waits(store: &Store, chat: i64) -> i64 {
    let row = sqlx::query("SELECT COUNT(*) FROM inbox WHERE chat_id = $1 AND done_at IS NULL")
        .bind(chat)
        .fetch_one(&mut *store.reader().await.unwrap())
        .await
        .unwrap();
    row.get(0)
}

/// How many batches of the worker it takes until the reporter has their answer.
async fn turns_until_answered(store: &Store) -> usize {
    let worker = worker(store);
    let mut turns = 0;
    while waits(store, REPORTER).await > 0 {
        assert!(worker.turn().await.unwrap() > 0);
        turns += 1;
    }
    turns
}

async fn said(store: &Store, chat: i64) -> Vec<String> {
    let rows = sqlx::query("SELECT body FROM outbox WHERE chat_id = $1 ORDER BY place")
        .bind(chat)
        .fetch_all(&mut *store.reader().await.unwrap())
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// Waits until the database gives this number.
async fn until(store: &Store, sql: &'static str, wanted: i64) {
    let begun = std::time::Instant::now();
    while count(store, sql).await != wanted {
        assert!(begun.elapsed() < SOON, "{sql} is not {wanted}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_thousand_messages_of_one_person_delay_nobody_and_lose_nothing_that_was_called_saved() {
    for_each_database(|db| async move {
        let store = db.store.clone().with_limits(Limits::default());
        let plan = office(&store, OTHER_OFFICE, 500).await;
        let now = crate::databases::NOW;
        // On an ordinary day.
        comes_in(&store, vec![message(1, REPORTER, "/report", now / 1000)], now).await;
        let ordinary = turns_until_answered(&store).await;

        let measure = plan.measures[0].id.0;
        let open = serde_json::json!({ "update_id": 2, "callback_query": {
            "id": "1", "from": { "id": FLOODER, "first_name": "ก" }, "data":
            dialogue::Action::Results(plan.measures[0].id).to_data(),
        }});
        let open = inbox::Received {
            update_id: 2,
            chat: FLOODER,
            payload: open.to_string(),
        };
        comes_in(&store, vec![open], now).await;
        while worker(&store).turn().await.unwrap() > 0 {}

        // A burst that Telegram hands over before what anybody else sent.
        let mut kept = 0;
        for batch in 0..10 {
            let texts = (0..100).map(|n| {
                let n = batch * 100 + n;
                message(10 + n, FLOODER, &format!("ดำเนินการเรื่องที่ {n}"), now / 1000)
            });
            kept += comes_in(&store, texts.collect(), now).await;
        }
        let reporters = vec![message(2_000, REPORTER, "/report", now / 1000)];
        assert_eq!(comes_in(&store, reporters, now).await, 1);
        // The press was one of 120; the last row says what was not taken.
        assert_eq!(kept, 119 + 1);
        let flooded = turns_until_answered(&store).await;
        eprintln!(
            "batches until another person is answered: {ordinary} on an ordinary day, {flooded} in a flood \
             of 1,000, which is {:.1} times; {kept} of 1,000 kept",
            flooded as f64 / ordinary as f64
        );
        assert_eq!(flooded, ordinary);

        while worker(&store).turn().await.unwrap() > 0 {}
        let told: Vec<_> = said(&store, FLOODER).await;
        let told: Vec<_> = told.iter().filter(|body| body.contains("\"too-many\"")).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("ดำเนินการเรื่องที่ 119"), "{}", told[0]);
        // Whatever came before that is saved.
        let draft = sqlx::query("SELECT body FROM draft WHERE measure_id = $1")
            .bind(measure)
            .fetch_one(&mut *store.reader().await.unwrap())
            .await
            .unwrap();
        let draft: String = draft.get(0);
        for n in 0..119 {
            assert!(draft.contains(&format!("ดำเนินการเรื่องที่ {n}\"")), "{n} is not saved");
        }
        assert!(!draft.contains("ดำเนินการเรื่องที่ 119"));
        // After a pause they are heard again, where they were.
        let later = now + 60_000;
        assert_eq!(
            comes_in(&store, vec![message(3_000, FLOODER, "ต่อ", later / 1000)], later).await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn what_piled_up_while_the_bot_was_away_is_taken_whole() {
    for_each_database(|db| async move {
        let store = db.store.clone().with_limits(Limits::default());
        let now = crate::databases::NOW;
        let morning = now / 1000 - 8 * 3600;
        let batch = (0..400).map(|n| message(n + 1, 5, "ก", morning + n * 60));
        assert_eq!(comes_in(&store, batch.collect(), now).await, 400);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_beyond_a_days_budget_are_not_kept_their_sender_is_told_and_others_send_on() {
    for_each_database(|db| async move {
        let limits = Limits {
            person_bytes: 1_000_000,
            free_bytes: 0,
            ..Limits::default()
        };
        let store = db.store.clone().with_limits(limits);
        let bot = Bot::open(&store).await;
        let rooms = bot.talks();
        // They wait, so that the order in which they are fetched shows.
        for n in 0..10 {
            let bytes = picture(100, &format!("{n}").repeat(300_000));
            bot.phone().photo(bytes, None);
        }
        bot.until("wanted 10").await;
        bot.sandbox.phone(REPORTER).start(None);
        bot.sandbox
            .phone(REPORTER)
            .photo(picture(90, "ของอีกคน"), None);
        bot.until("wanted 11").await;
        // Whose files are at hand: one of each person, so that the last comes second.
        let now = Clock::system().now();
        let at_hand = rapsap::store::evidence::oldest_wanted(&store, &[], 256, now)
            .await
            .unwrap();
        assert_eq!(at_hand.len(), 2);
        let fetcher = bot.fetcher();
        until(
            &store,
            "SELECT COUNT(*) FROM evidence_file WHERE status = 'wanted'",
            0,
        )
        .await;
        bot.until_said("ครบปริมาณที่รับได้ต่อวัน").await;
        // Two of the same person may be on their way at once: one more at most.
        let size: usize = bot.files().values().map(Vec::len).sum();
        assert!((900_000..1_300_000).contains(&size), "{size}");
        let others = "SELECT COUNT(*) FROM evidence_file WHERE chat_id = 502 AND status = 'kept'";
        assert_eq!(count(&store, others).await, 1);
        stop(rooms).await;
        fetcher.stop().await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_disk_is_almost_full_a_file_waits_at_telegram() {
    for_each_database(|db| async move {
        let limits = Limits {
            free_bytes: u64::MAX,
            ..Limits::default()
        };
        let store = db.store.clone().with_limits(limits);
        let bot = Bot::open(&store).await;
        let rooms = bot.runs();
        bot.phone().photo(picture(100, "ภาพ"), None);
        let put_off = "SELECT COUNT(*) FROM evidence_file WHERE attempts > 0 AND status = 'wanted'";
        until(&store, put_off, 1).await;
        stop(rooms).await;
        assert!(bot.files().is_empty());
    })
    .await;
}
