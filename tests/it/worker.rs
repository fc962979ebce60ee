//! The worker: each update once, in order, together with others and harming none of them. The step
//! here is a small one that does as it is told, so that these tests hold whatever the dialogue says.

mod commit;
mod crowd;
mod posts;
mod round;
pub mod script;

use rapsap::store::Store;
use rapsap::store::inbox::{self, Received};
use rapsap::worker::Worker;

use crate::databases::{NOW, count, for_each_database, sample_office};
use script::{answers, say, worker};

#[tokio::test]
async fn a_text_is_answered_once_and_the_state_is_kept() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        say(store, &[(5, "await 1"), (5, "state")]).await;
        let worker = worker(store);
        assert_eq!(worker.turn().await.unwrap(), 1);
        assert_eq!(worker.turn().await.unwrap(), 1);
        assert_eq!(worker.turn().await.unwrap(), 0);
        let plan = sample_plan_measure(store).await;
        assert_eq!(
            answers(store, 5).await,
            [
                "awaiting",
                &format!("{{\"awaiting\":\"results\",\"measure\":{plan}}}")
            ]
        );
    })
    .await;
}

async fn sample_plan_measure(store: &Store) -> i64 {
    count(store, "SELECT id FROM measure WHERE number = 1").await
}

#[tokio::test]
async fn a_stored_state_that_cannot_be_read_begins_anew() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let mut tx = store.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO conversation (chat_id, state, version) VALUES (5, '{\"awaiting\":\"of a later version\"}', 1)",
        )
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        say(store, &[(5, "state")]).await;
        worker(store).turn().await.unwrap();
        assert_eq!(answers(store, 5).await, ["{\"awaiting\":\"choice\"}"]);
    })
    .await;
}

#[tokio::test]
async fn a_step_that_panics_harms_nobody_else() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        say(
            store,
            &[(5, "echo ก"), (6, "panic"), (7, "echo ข"), (6, "echo ค")],
        )
        .await;
        let worker = worker(store);
        while worker.turn().await.unwrap() > 0 {}
        assert_eq!(answers(store, 5).await, ["ก"]);
        assert_eq!(answers(store, 6).await, ["failed-sorry", "ค"]);
        assert_eq!(answers(store, 7).await, ["ข"]);
        assert_eq!(
            count(
                store,
                "SELECT COUNT(*) FROM inbox WHERE failed_at IS NOT NULL"
            )
            .await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn an_update_that_the_database_refuses_harms_nobody_else() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        // A decision in a kind of hash that is no text breaks on a constraint of the schema.
        say(
            store,
            &[(5, "echo ก"), (6, "clash"), (7, "echo ข"), (5, "echo ง")],
        )
        .await;
        let worker = worker(store);
        while worker.turn().await.unwrap() > 0 {}
        assert_eq!(answers(store, 5).await, ["ก", "ง"]);
        assert_eq!(answers(store, 6).await, ["failed-sorry"]);
        assert_eq!(answers(store, 7).await, ["ข"]);
        assert_eq!(count(store, "SELECT COUNT(*) FROM draft").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_step_that_reaches_into_another_office_is_refused_whole() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let other = crate::databases::office(store, crate::databases::OTHER_OFFICE, 100).await;
        let (stranger, measure) = (
            other.posts[0].holder.as_ref().unwrap().person.0,
            other.measures[0].id.0,
        );
        say(
            store,
            &[
                (5, &format!("tell {stranger} ความลับ")),
                (6, &format!("save-id {measure} ก")),
            ],
        )
        .await;
        worker(store).turn().await.unwrap();
        assert_eq!(answers(store, 5).await, ["failed-sorry"]);
        assert_eq!(answers(store, 6).await, ["failed-sorry"]);
        assert!(answers(store, 101).await.is_empty());
        assert_eq!(count(store, "SELECT COUNT(*) FROM draft").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_crash_before_the_commit_leaves_the_update_to_the_next_worker() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        say(store, &[(5, "save 1 ก")]).await;
        {
            let mut tx = store.begin().await.unwrap();
            inbox::claim(store, &mut tx, 10).await.unwrap();
            let draft = rapsap::dialogue::StoredDraft {
                measure: plan.measures[0].id,
                draft: Default::default(),
                by: crate::databases::person(&plan, 5),
                at: NOW,
            };
            let change = rapsap::store::facts::DraftChange::Saved {
                office: plan.office.0,
                draft: Box::new(draft),
            };
            let changes = [(plan.measures[0].id.0, change)].into();
            rapsap::store::facts::change_drafts(&mut tx, &changes)
                .await
                .unwrap();
            // Here the process dies.
        }
        assert_eq!(count(store, "SELECT COUNT(*) FROM draft").await, 0);
        // The database lets go of what the dead one held when it notices, and until then it is skipped.
        let next = worker(store);
        let begun = std::time::Instant::now();
        while next.turn().await.unwrap() == 0 {
            assert!(
                begun.elapsed() < crate::town::PATIENCE,
                "it is never let go"
            );
            tokio::task::yield_now().await;
        }
        assert_eq!(answers(store, 5).await, ["saved ก"]);
        assert_eq!(count(store, "SELECT COUNT(*) FROM draft").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_loop_answers_what_comes_and_ends_when_told() {
    for_each_database(|db| async move {
        let store = db.store.clone();
        sample_office(&store).await;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running: Worker<_> = worker(&store);
        let task = tokio::spawn(async move {
            running
                .run(async {
                    let _ = stopped.await;
                })
                .await;
        });
        let update = Received {
            update_id: 1,
            chat: 5,
            payload: "echo ก".to_owned(),
        };
        inbox::receive(&store, "test", [update], NOW).await.unwrap();
        store.outbox_filled.notified().await;
        assert_eq!(answers(&store, 5).await, ["ก"]);
        stop.send(()).unwrap();
        task.await.unwrap();
    })
    .await;
}
