//! The inbox: nothing twice, nothing lost, everything in order.

use rapsap::store::inbox::{self, Received};
use rapsap::store::{KEPT, Store};

use crate::databases::{NOW, count, for_each_database};

fn update(update_id: i64, chat: i64) -> Received {
    Received {
        update_id,
        chat,
        payload: format!("{{\"ข้อความ\":{update_id}}}"),
    }
}

async fn claimed(store: &Store) -> Vec<i64> {
    let mut tx = store.begin().await.unwrap();
    inbox::claim(store, &mut tx, 100)
        .await
        .unwrap()
        .iter()
        .map(|claimed| claimed.update_id)
        .collect()
}

async fn answer(store: &Store, updates: &[i64], now: i64) {
    let mut tx = store.begin().await.unwrap();
    inbox::done(&mut tx, updates, now).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_update_that_arrives_twice_is_kept_once() {
    for_each_database(|db| async move {
        let store = &db.store;
        let batch = [update(10, 1), update(11, 2), update(10, 1)];
        assert_eq!(
            inbox::receive(store, "telegram", batch.clone(), NOW)
                .await
                .unwrap(),
            2
        );
        assert_eq!(
            inbox::receive(store, "telegram", &batch[..2], NOW + 5)
                .await
                .unwrap(),
            0
        );
        answer(store, &[10], NOW + 10).await;
        assert_eq!(
            inbox::receive(store, "telegram", batch.clone(), NOW + 20)
                .await
                .unwrap(),
            0
        );
        assert_eq!(claimed(store).await, [11]);
    })
    .await;
}

#[tokio::test]
async fn each_chat_gives_its_oldest_update_whatever_the_clock_does() {
    for_each_database(|db| async move {
        let store = &db.store;
        inbox::receive(
            store,
            "telegram",
            [update(20, 1), update(21, 2), update(22, 1)],
            NOW,
        )
        .await
        .unwrap();
        // Set back by an hour, and counted anew after an idle week: still later than what came before.
        inbox::receive(
            store,
            "telegram",
            [update(5, 1), update(6, 3)],
            NOW - 3_600_000,
        )
        .await
        .unwrap();
        for expected in [vec![20, 21, 6], vec![22], vec![5], vec![]] {
            let now = claimed(store).await;
            assert_eq!(now, expected);
            answer(store, &now, NOW).await;
        }
    })
    .await;
}

#[tokio::test]
async fn order_is_kept_over_a_restart_with_the_clock_set_back() {
    for_each_database(|db| async move {
        inbox::receive(&db.store, "telegram", [update(20, 1)], NOW)
            .await
            .unwrap();
        let restarted = Store::open(&db.url).await.unwrap();
        inbox::receive(&restarted, "telegram", [update(7, 1)], NOW - 3_600_000)
            .await
            .unwrap();
        assert_eq!(claimed(&restarted).await, [20]);
        restarted.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_done_is_forgotten_after_two_days_and_what_waits_never() {
    for_each_database(|db| async move {
        let store = &db.store;
        inbox::receive(
            store,
            "telegram",
            [update(1, 1), update(2, 2), update(3, 3)],
            NOW,
        )
        .await
        .unwrap();
        answer(store, &[1], NOW).await;
        answer(store, &[2], NOW + KEPT).await;
        store.forget(NOW + KEPT + 1).await.unwrap();
        assert_eq!(
            count(store, "SELECT COUNT(*) FROM inbox WHERE update_id = 1").await,
            0
        );
        assert_eq!(count(store, "SELECT COUNT(*) FROM inbox").await, 2);
        assert_eq!(inbox::waiting(store).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_id_that_returns_after_an_idle_week_is_a_new_update() {
    for_each_database(|db| async move {
        let store = &db.store;
        inbox::receive(store, "telegram", [update(1, 1)], NOW)
            .await
            .unwrap();
        answer(store, &[1], NOW).await;
        let fresh = inbox::receive(store, "telegram", [update(1, 9)], NOW + 7 * KEPT)
            .await
            .unwrap();
        assert_eq!(fresh, 1);
        assert_eq!(claimed(store).await, [1]);
    })
    .await;
}

#[tokio::test]
async fn what_a_crash_interrupts_waits_again() {
    for_each_database(|db| async move {
        let store = &db.store;
        inbox::receive(store, "telegram", [update(1, 1)], NOW)
            .await
            .unwrap();
        let mut tx = store.begin().await.unwrap();
        inbox::claim(store, &mut tx, 100).await.unwrap();
        inbox::done(&mut tx, &[1], NOW).await.unwrap();
        // A dropped transaction ends the same way, but PostgreSQL learns of it a moment later.
        tx.rollback().await.unwrap();
        assert_eq!(claimed(store).await, [1]);
    })
    .await;
}
