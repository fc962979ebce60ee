//! How long what is no part of the record is kept, by the clock that is given.

use rapsap::domain::retention::Retention;
use rapsap::store::{Store, audit};
use sqlx::AssertSqlSafe;

use super::everything::{SOMSRI, office, speaks, telling};
use crate::chats::Chats;
use crate::databases::{NOW, count, for_each_database, sample_office};
use crate::next_plan::office::REPORTER;

const DAY: i64 = 24 * 3_600_000;

async fn run(store: &Store, sql: String) {
    let mut tx = store.begin().await.unwrap();
    sqlx::query(AssertSqlSafe(sql))
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// As often as it takes.
async fn forgets(store: &Store, now: i64) -> usize {
    let mut times = 1;
    while store.forget(now).await.unwrap() {
        times += 1;
    }
    times
}

#[tokio::test]
async fn what_was_handled_goes_a_portion_at_a_time() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        for n in 0..25 {
            let values: Vec<String> = (0..100)
                .map(|m| format!("({}, 1, 'telegram', '', {NOW}, {NOW})", n * 100 + m + 1))
                .collect();
            let columns =
                "INSERT INTO inbox (update_id, chat_id, source, payload, received_at, done_at)";
            run(store, format!("{columns} VALUES {}", values.join(", "))).await;
        }
        const LEFT: &str = "SELECT COUNT(*) FROM inbox";
        assert!(!store.forget(NOW + 2 * DAY).await.unwrap());
        assert_eq!(count(store, LEFT).await, 2500);
        assert!(store.forget(NOW + 2 * DAY + 1).await.unwrap());
        assert_eq!(count(store, LEFT).await, 1500);
        assert_eq!(forgets(store, NOW + 2 * DAY + 1).await, 2);
        assert_eq!(count(store, LEFT).await, 0);
    })
    .await;
}

#[tokio::test]
async fn each_kind_is_kept_for_as_many_days_as_the_installation_says() {
    for_each_database(|db| async move {
        let store = db.store.clone().with_retention(Retention {
            messages: 5,
            strangers: 1,
            wrong_codes: 3,
            states: 10,
            answers: 7,
            files: 0,
            reminders: 30,
            former: 0,
        });
        let office = office(&store).await;
        speaks(&office).await;
        office.chats.text(77_001, "สวัสดี").await;
        office.chats.text(77_001, "/start wrong").await;
        // Her post has ended, and what was awaited of her is of no use.
        run(&store, format!("UPDATE holding SET held_until = {} WHERE person_id = (SELECT id FROM person WHERE chat_id = {SOMSRI})", office.chats.now())).await;
        let now = office.chats.now() + 60_000;
        run(&store, format!("UPDATE outbox SET settled_at = {now} WHERE settled_at IS NOT NULL")).await;
        let kept = async |sql: &'static str| count(&store, sql).await > 0;
        const STRANGERS: &str = "SELECT (SELECT COUNT(*) FROM inbox WHERE chat_id = 77001) + (SELECT COUNT(*) FROM outbox WHERE chat_id = 77001)";
        const MESSAGES: &str = "SELECT COUNT(*) FROM inbox WHERE chat_id = 66104711";
        const CODES: &str = "SELECT COUNT(*) FROM wrong_code";
        const STATES: &str = "SELECT COUNT(*) FROM conversation WHERE chat_id = 66104711";
        const ANSWERS: &str = "SELECT COUNT(*) FROM typed";
        for (days, strangers, codes, messages, answers, states) in [
            (0, true, true, true, true, true),
            (2, false, true, true, true, true),
            (4, false, false, true, true, true),
            (6, false, false, false, true, true),
            (8, false, false, false, false, true),
            (11, false, false, false, false, false),
        ] {
            forgets(&store, now + days * DAY).await;
            assert_eq!(kept(STRANGERS).await, strangers, "strangers after {days} days");
            assert_eq!(kept(CODES).await, codes, "wrong codes after {days} days");
            assert_eq!(kept(MESSAGES).await, messages, "messages after {days} days");
            assert_eq!(kept(ANSWERS).await, answers, "answers after {days} days");
            assert_eq!(kept(STATES).await, states, "states after {days} days");
        }
        // Of the others nothing that they are asked is lost.
        forgets(&store, now + 4000 * DAY).await;
        assert!(count(&store, "SELECT COUNT(*) FROM person").await == 7);
        assert_eq!(count(&store, "SELECT COUNT(*) FROM draft").await, 1);
    })
    .await;
}

#[tokio::test]
async fn who_has_held_no_post_for_two_years_is_erased_and_nobody_else() {
    for_each_database(|db| async move {
        let store = &db.store;
        let office = office(store).await;
        speaks(&office).await;
        let left = office.chats.now();
        run(store, format!("UPDATE holding SET held_until = {left} WHERE person_id = (SELECT id FROM person WHERE chat_id = {SOMSRI})")).await;
        const ERASED: &str = "SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL";
        forgets(store, left + 730 * DAY).await;
        assert_eq!(count(store, ERASED).await, 0);
        forgets(store, left + 730 * DAY + 1).await;
        assert_eq!(count(store, ERASED).await, 1);
        assert_eq!(telling(store, &[&SOMSRI.to_string()]).await, Vec::<String>::new());
        let mut reader = store.reader().await.unwrap();
        for chain in [Some(office.plan.office.0), None] {
            assert_eq!(audit::chain(&mut reader, chain).await.unwrap().faults, []);
        }
        drop(reader);
        // The others go on as ever.
        let home = office.chats.text(REPORTER, "/home").await;
        assert!(home.says("home-title"));
    })
    .await;
}

#[tokio::test]
async fn an_update_that_comes_again_after_an_erasure_is_known_still() {
    for_each_database(|db| async move {
        let office = office(&db.store).await;
        let chats: &Chats = &office.chats;
        let asked = chats.text(SOMSRI, "/forget").await;
        let (message, data) = asked.button("ยืนยันลบ");
        let mut update = chats.pressed(SOMSRI, message, &data);
        let id = chats.number();
        update["update_id"] = id.into();
        let received = rapsap::store::inbox::Received {
            update_id: id,
            chat: SOMSRI,
            payload: update.to_string(),
        };
        let source = rapsap::telegram::event::FROM_TELEGRAM;
        let fresh =
            rapsap::store::inbox::receive(&db.store, source, vec![received.clone()], chats.now())
                .await;
        assert_eq!(fresh.unwrap(), 1);
        assert!(chats.answers().await[&SOMSRI].says("forgotten"));
        let again =
            rapsap::store::inbox::receive(&db.store, source, vec![received], chats.now()).await;
        assert_eq!(again.unwrap(), 0);
    })
    .await;
}

/// What people wrote, wherever it was kept, and whatever became of it.
#[tokio::test]
async fn of_what_was_answered_nothing_is_left_but_that_it_came() {
    for_each_database(|db| async move {
        let store = &db.store;
        let office = office(store).await;
        let chats = &office.chats;
        chats.text(SOMSRI, "/start C0DE-from-a-link").await;
        chats.text(SOMSRI, "สวัสดีค่ะลับเฉพาะ").await;
        // In a group, where Telegram tells who wrote.
        let in_group = |content: serde_json::Value| {
            let mut message = chats.message(SOMSRI, content);
            message["message"]["chat"] =
                serde_json::json!({ "id": -100, "type": "group", "title": "กลุ่ม" });
            message["message"]["from"]["username"] = "somsri_secret".into();
            message
        };
        let group = in_group(serde_json::json!({ "text": "ใครอยู่บ้าง" }));
        chats.send(vec![(-100, group)]).await;
        // Several at once, some of which must wait for the next batch.
        let many = (0..3).map(|n| {
            (
                SOMSRI,
                chats.message(
                    SOMSRI,
                    serde_json::json!({ "text": format!("ลับเฉพาะ {n}") }),
                ),
            )
        });
        chats.send(many.collect()).await;
        const SAID: &str = "SELECT COUNT(*) FROM inbox WHERE payload <> ''";
        assert_eq!(count(store, SAID).await, 0);
        let words = ["C0DE-from-a-link", "somsri_secret", "ใครอยู่บ้าง"];
        assert_eq!(telling(store, &words).await, Vec::<String>::new());
        let asked = chats.text(SOMSRI, "/forget").await;
        office.presses(SOMSRI, &asked, "ยืนยันลบ").await;
        let number = SOMSRI.to_string();
        let left = telling(store, &[&number, "somsri_secret"]).await;
        assert!(left.iter().all(|row| row.starts_with("outbox")), "{left:?}");
    })
    .await;
}
