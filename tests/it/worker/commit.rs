//! One durable commit from the update to its answer, and what must hold although it is only one.

use std::time::Instant;

use rapsap::dialogue::Screen;
use rapsap::domain::office::{DocumentId, Language};
use rapsap::store::Store;
use rapsap::store::inbox::{self, Received};
use rapsap::store::outbox::{self, Message, Outgoing};
use sqlx::AssertSqlSafe;

use super::script::{self, answers, say, worker};
use crate::databases::{NOW, count, for_each_database, sample_office};

async fn in_status(store: &Store, status: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM outbox WHERE status = '{status}'");
    let row = sqlx::query(AssertSqlSafe(sql))
        .fetch_one(&mut *store.reader().await.unwrap())
        .await
        .unwrap();
    sqlx::Row::get(&row, 0)
}

#[tokio::test]
async fn an_answer_leaves_with_the_commit_of_its_step_where_no_other_process_can_interfere() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let worker = worker(store);
        store.runway.open(9, [6]);
        say(store, &[(5, "echo ก"), (6, "echo ข"), (5, "echo ค")]).await;
        worker.turn().await.unwrap();
        let ready = store.runway.take_ready();
        if !store.is_sqlite() {
            assert_eq!((ready.len(), in_status(store, "waiting").await), (0, 2));
            return;
        }
        let first = &ready[0].waiting;
        assert_eq!((ready.len(), first.chat, first.attempts), (1, 5, 0));
        assert_eq!(ready[0].after, None);
        assert_eq!(in_status(store, "sending").await, 1);
        assert_eq!(in_status(store, "waiting").await, 1, "chat 6 rests");

        // The first is still on its way, so the next of its chat leaves only behind it.
        worker.turn().await.unwrap();
        let behind = store.runway.take_ready();
        assert_eq!((behind.len(), behind[0].after), (1, Some(first.id)));
        assert_eq!(in_status(store, "waiting").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_sent_is_recorded_by_the_next_commit_and_its_chat_is_free_again() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let worker = worker(store);
        store.runway.open(9, []);
        say(store, &[(5, "echo ก")]).await;
        worker.turn().await.unwrap();
        let Some(first) = store.runway.take_ready().pop() else {
            assert!(!store.is_sqlite());
            return;
        };
        let sent = (first.waiting.id, Some(77));
        store.runway.landed(sent, Instant::now());
        say(store, &[(5, "echo ข")]).await;
        worker.turn().await.unwrap();
        assert_eq!(
            count(store, "SELECT message_id FROM outbox WHERE status = 'sent'").await,
            77
        );
        assert_eq!(store.runway.take_ready().len(), 1);
        assert!(store.runway.take_sent().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_never_left_comes_after_a_crash() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        store.runway.open(9, []);
        say(store, &[(5, "echo ก")]).await;
        worker(store).turn().await.unwrap();
        // Here the process dies, with the answer committed and not sent.
        let restarted = Store::open(&db.url).await.unwrap();
        let unsure = outbox::recover(&restarted, NOW).await.unwrap();
        assert_eq!(unsure, usize::from(store.is_sqlite()));
        let turn = outbox::turn(&restarted, &[], &[], 9, NOW).await.unwrap();
        assert_eq!((turn.next.len(), turn.more), (1, false));
        restarted.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_file_is_marked_by_the_one_who_sends_it_only() {
    for_each_database(|db| async move {
        let store = &db.store;
        store.runway.open(9, []);
        let message = |chat, outgoing| Message {
            chat,
            language: Language::THAI,
            outgoing,
            key: None,
        };
        let screen = Screen::new("home");
        let deliver = Outgoing::Deliver {
            document: DocumentId(1),
            screen: screen.clone(),
        };
        let show = Outgoing::Show { screen };
        let messages = vec![
            message(1, deliver),
            message(1, show.clone()),
            message(2, show),
        ];
        let mut tx = store.begin().await.unwrap();
        let mut departure = store.runway.departure();
        let waits = outbox::insert_leaving(store, &mut tx, messages, &mut departure, NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        departure.leave();
        assert!(waits);
        let ready: Vec<_> = store.runway.take_ready();
        assert!(
            ready.iter().all(|boarded| boarded.waiting.chat == 2),
            "{ready:?}"
        );
        let rest = outbox::turn(store, &[], &[], 9, NOW).await.unwrap();
        assert!(matches!(rest.next[0].outgoing, Outgoing::Deliver { .. }));
        assert!(rest.more, "the text behind the file waits for it");
    })
    .await;
}

const SAID: &str = "SELECT COUNT(*) FROM inbox WHERE payload <> ''";

#[tokio::test]
async fn what_is_handed_to_a_worker_is_kept_although_the_database_refuses_its_answer() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = worker(store);
        let task = tokio::spawn(async move {
            running
                .run(async {
                    let _ = stopped.await;
                })
                .await;
        });
        // The worker takes what comes in once it has looked around.
        tokio::task::yield_now().await;
        let update = |update_id, chat, text: &str| Received {
            update_id,
            chat,
            payload: text.to_owned(),
        };
        let batch = [
            update(1001, 5, "echo ก"),
            update(1002, 6, "clash"),
            update(1003, 7, "echo ข"),
            update(1004, 5, "echo ค"),
        ];
        let receive = || inbox::receive(store, "test", batch.clone(), NOW);
        assert_eq!(receive().await.unwrap(), 4);
        assert_eq!(
            count(store, "SELECT COUNT(*) FROM inbox WHERE update_id > 1000").await,
            4,
            "told only once it is kept"
        );
        assert_eq!(receive().await.unwrap(), 0, "a repetition is none");
        while inbox::waiting(store).await.unwrap() > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        assert_eq!(answers(store, 5).await, ["ก", "ค"]);
        assert_eq!(answers(store, 6).await, ["failed-sorry"]);
        assert_eq!(answers(store, 7).await, ["ข"]);
        assert_eq!(
            count(store, SAID).await,
            0,
            "what is done with is let go of"
        );
        stop.send(()).unwrap();
        task.await.unwrap();
        assert_eq!(
            inbox::receive(store, "test", [update(1005, 5, "echo ง")], NOW)
                .await
                .unwrap(),
            1,
            "without a worker, who receives keeps"
        );
    })
    .await;
}

#[tokio::test]
async fn what_comes_to_an_idle_worker_is_answered_once_although_some_of_it_is_repeated_or_must_wait()
 {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = worker(store);
        let task = tokio::spawn(async move {
            running
                .run(async {
                    let _ = stopped.await;
                })
                .await;
        });
        tokio::task::yield_now().await;
        let update = |update_id, chat, text: &str| Received {
            update_id,
            chat,
            payload: text.to_owned(),
        };
        let receive = async |batch: Vec<Received>| {
            let fresh = inbox::receive(store, "test", batch, NOW).await.unwrap();
            while inbox::waiting(store).await.unwrap() > 0 {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
            fresh
        };
        assert_eq!(receive(vec![update(1001, 5, "file 1 ก")]).await, 1);
        let second = vec![
            update(1001, 5, "file 1 ก"),
            update(1002, 5, "echo ข"),
            update(1003, 7, "echo ค"),
        ];
        assert_eq!(receive(second).await, 2);
        // Who comes after a return waits for the next batch and sees it.
        let third = vec![
            update(1005, 6, "standing 1"),
            update(1004, 2, "return 1 ขาดวันที่"),
            update(1006, 6, "echo ง"),
        ];
        assert_eq!(receive(third).await, 3);
        assert_eq!(answers(store, 5).await, ["filed", "ข"]);
        assert_eq!(answers(store, 7).await, ["ค"]);
        assert_eq!(answers(store, 6).await, ["Returned ขาดวันที่", "ง"]);
        assert_eq!(
            count(store, SAID).await,
            0,
            "what is done with is let go of"
        );
        stop.send(()).unwrap();
        task.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_another_process_writes_meanwhile_is_seen_by_the_next_answer_although_all_was_remembered()
 {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let worker = &worker(store);
        let _open = store.door.open();
        let comes = async |update_id, chat, text: &str| {
            let update = Received {
                update_id,
                chat,
                payload: text.to_owned(),
            };
            let received = inbox::receive(store, "test", vec![update], NOW);
            let (fresh, answered) = tokio::join!(received, worker.turn());
            (fresh.unwrap(), answered.unwrap())
        };
        let arrives = async |id, chat, text| assert_eq!(comes(id, chat, text).await, (1, 1));
        let arrives_again = async |id, chat, text| assert_eq!(comes(id, chat, text).await, (0, 0));
        arrives(2001, 5, "file 1 ก").await;
        arrives(2002, 6, "standing 1").await;
        arrives(2003, 6, "standing 1").await;

        let other = &Store::open(&db.url).await.unwrap();
        say(other, &[(2, "return 1 ขาดวันที่")]).await;
        assert_eq!(script::worker(other).turn().await.unwrap(), 1);
        other.close().await;
        // A look at what waits is none at the office.
        assert_eq!(worker.turn().await.unwrap(), 0);

        arrives(2004, 6, "standing 1").await;
        arrives(2005, 6, "echo ข").await;
        arrives_again(2005, 6, "echo ข").await;
        let said = answers(store, 6).await;
        assert_eq!(said[0], said[1]);
        assert!(!said[1].starts_with("Returned"), "{said:?}");
        assert_eq!(said[2..], ["Returned ขาดวันที่", "ข"]);
        assert_eq!(inbox::waiting(store).await.unwrap(), 0);
    })
    .await;
}
