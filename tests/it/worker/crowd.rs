//! Many at once: batches, two workers, and a cache that must never be wrong.

use std::collections::HashMap;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use rapsap::store::Store;

use super::script::{answers, say, worker};
use crate::databases::{Database, OTHER_OFFICE, count, for_each_database, office, sample_office};

#[tokio::test]
async fn order_within_a_chat_is_kept_over_batches_of_many_chats() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let texts: Vec<_> = (0..900_i64)
            .map(|n| (n % 300 + 1, format!("echo {n}")))
            .collect();
        for part in texts.chunks(100) {
            let part: Vec<_> = part
                .iter()
                .map(|(chat, text)| (*chat, text.as_str()))
                .collect();
            say(store, &part).await;
        }
        let worker = worker(store);
        assert_eq!(
            worker.turn().await.unwrap(),
            256,
            "one of each of as many chats as fit"
        );
        while worker.turn().await.unwrap() > 0 {}
        for chat in [1_i64, 7, 150, 300] {
            let expected: Vec<_> = (0..3).map(|n| (n * 300 + chat - 1).to_string()).collect();
            assert_eq!(answers(store, chat).await, expected);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_on_one_database_answer_each_update_once_and_in_order() {
    for_each_database(|db| async move {
        let plan = sample_office(&db.store).await;
        office(&db.store, OTHER_OFFICE, 100).await;
        let chats: Vec<i64> = (1..=7).chain(101..=104).chain(200..210).collect();
        for n in 0..20 {
            let texts: Vec<_> = chats
                .iter()
                .map(|chat| match (n % 4, *chat) {
                    (1, 5) => (*chat, format!("save 1 {n}")),
                    (2, 5) => (*chat, format!("file 1 {n}")),
                    (3, 2) => (*chat, format!("return 1 {n}")),
                    _ => (*chat, format!("echo {n}")),
                })
                .collect();
            let texts: Vec<_> = texts
                .iter()
                .map(|(chat, text)| (*chat, text.as_str()))
                .collect();
            say(&db.store, &texts).await;
        }
        let work = |store: Store| async move {
            let worker = worker(&store);
            let mut answered = 0;
            while rapsap::store::inbox::waiting(&store).await.unwrap() > 0 {
                answered += worker.turn().await.unwrap();
            }
            answered
        };
        let second = Store::open(&db.url).await.unwrap();
        let (one, two) = tokio::join!(
            tokio::spawn(work(db.store.clone())),
            tokio::spawn(work(second.clone()))
        );
        assert_eq!(one.unwrap() + two.unwrap(), 20 * chats.len());
        let expected: Vec<_> = (0..20).map(|n| n.to_string()).collect();
        for chat in chats.iter().filter(|chat| ![2, 5].contains(chat)) {
            assert_eq!(&answers(&db.store, *chat).await, &expected, "chat {chat}");
        }
        let revisions = count(&db.store, "SELECT MAX(revision) FROM filing").await;
        assert_eq!(
            (
                revisions,
                count(&db.store, "SELECT COUNT(*) FROM filing").await
            ),
            (5, 5)
        );
        assert_eq!(count(&db.store, "SELECT COUNT(*) FROM returned").await, 5);
        assert_eq!(
            count(
                &db.store,
                "SELECT COUNT(*) FROM inbox WHERE failed_at IS NOT NULL"
            )
            .await,
            0
        );
        drop(plan);
        second.close().await;
    })
    .await;
}

/// What a worker remembers from batch to batch is compared with what a new one reads afresh.
#[tokio::test]
async fn what_the_worker_remembers_is_what_the_database_holds() {
    for_each_database(|db| async move {
        sample_office(&db.store).await;
        let mut rng = StdRng::seed_from_u64(2566);
        let warm = worker(&db.store);
        let mut seen = HashMap::new();
        for _ in 0..12 {
            let deeds = deeds(&mut rng);
            let deeds: Vec<_> = deeds
                .iter()
                .map(|(chat, text)| (*chat, text.as_str()))
                .collect();
            say(&db.store, &deeds).await;
            while warm.turn().await.unwrap() > 0 {}
            let (remembered, read) = both(&db, &warm).await;
            assert_eq!(remembered, read, "after {deeds:?}");
            *seen.entry(remembered).or_insert(0) += 1;
        }
        assert!(seen.len() > 6, "the deeds change what is seen");
    })
    .await;
}

fn deeds(rng: &mut StdRng) -> Vec<(i64, String)> {
    (0..8)
        .map(|_| {
            let (chat, measure) = (rng.random_range(1..=7), rng.random_range(1..=6));
            let text = match rng.random_range(0..12) {
                0..=3 => format!("save {measure} ก{}", rng.random_range(0..99)),
                4..=6 => format!("file {measure} ข{}", rng.random_range(0..99)),
                7 | 8 => format!("return {measure} ค{}", rng.random_range(0..99)),
                9 => "compile".to_owned(),
                10 => "language en".to_owned(),
                _ => "language th".to_owned(),
            };
            (chat, text)
        })
        .collect()
}

async fn both(db: &Database, warm: &rapsap::worker::Worker<fn() -> i64>) -> (String, String) {
    say(&db.store, &[(1, "desk")]).await;
    warm.turn().await.unwrap();
    say(&db.store, &[(1, "desk")]).await;
    worker(&db.store).turn().await.unwrap();
    let mut answers = answers(&db.store, 1).await;
    let read = answers.pop().unwrap();
    (answers.pop().unwrap(), read)
}
