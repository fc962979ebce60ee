//! In chat: what is stored, and its erasure in two steps.

use std::time::Duration;

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use rapsap::dialogue::Action;
use rapsap::store::{Store, invitations};

use super::everything::{SOMSRI, office, speaks, telling};
use super::stored::is_whole;
use crate::chats::Answer;
use crate::databases::{count, for_each_database, reloaded};
use crate::next_plan::office::{EXECUTIVE, Office, REPORTER, VERIFIERS, text};

const DAY: i64 = 24 * 3_600_000;

/// An invitation to the post at this place of the plan, of which the code is typed in this chat.
async fn claims(office: &Office, post: usize, chat: i64) -> Answer {
    let store = office.store();
    let post = office.plan.posts[post].id;
    let mut rng = StdRng::seed_from_u64(store.id(office.chats.now()) as u64);
    let valid = Duration::from_secs(3600);
    let code = invitations::create(
        store,
        office.plan.office,
        post,
        valid,
        office.chats.now(),
        &mut rng,
    )
    .await
    .unwrap();
    office.chats.text(chat, &format!("/start {code}")).await
}

async fn own_data(store: &Store) -> i64 {
    count(
        store,
        "SELECT COUNT(*) FROM outbox WHERE body LIKE '%own_data%'",
    )
    .await
}

#[tokio::test]
async fn whoever_asks_hears_what_is_stored_and_gets_it_as_files() {
    for_each_database(|db| async move {
        let office = office(&db.store).await;
        let answer = office.chats.text(SOMSRI, "/mydata").await;
        assert!(answer.says("mydata-what") && answer.says("mydata-who"));
        answer.button("ขอลบข้อมูลของฉัน");
        assert_eq!(own_data(&db.store).await, 2);
        // A stranger as well, who is told nothing else; and in the middle of an answer the question stays.
        let answer = office.chats.text(77_001, "/mydata").await;
        assert!(answer.says("mydata-what"));
        assert_eq!(own_data(&db.store).await, 4);
        speaks(&office).await;
        let before = office.chats.state(SOMSRI).await;
        let help = office.chats.text(SOMSRI, "/help").await;
        office.presses(SOMSRI, &help, "ข้อมูลของฉัน").await;
        assert!(office.chats.state(SOMSRI).await == before);
    })
    .await;
}

#[tokio::test]
async fn who_confirms_is_erased_leaves_the_post_and_the_reporter_is_told() {
    for_each_database(|db| async move {
        let store = &db.store;
        let office = office(store).await;
        speaks(&office).await;
        let asked = office.chats.text(SOMSRI, "/forget").await;
        assert!(
            text(&asked).contains("• นักวิชาการเงินและบัญชี อบต."),
            "{}",
            text(&asked)
        );
        assert!(!asked.says("forget-waits"));
        assert_eq!(
            count(
                store,
                "SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL"
            )
            .await,
            0
        );

        let (message, data) = asked.button("ยืนยันลบ");
        let update = office.chats.pressed(SOMSRI, message, &data);
        let mut told = office.chats.send(vec![(SOMSRI, update)]).await;
        assert!(told.remove(&SOMSRI).unwrap().says("forgotten"));
        let reporter = told.remove(&REPORTER).unwrap();
        assert!(reporter.says("tell-left") && !reporter.says("tell-left-waits"));
        assert!(text(&reporter).contains("นางสาวตัวอย่าง คลัง"));
        let post = office.presses(REPORTER, &reporter, "เปิดดูตำแหน่งนี้").await;
        assert!(
            text(&post).contains("ยังไม่มีผู้รับตำแหน่ง") || post.says("admin-post"),
            "{}",
            text(&post)
        );
        assert!(told.is_empty(), "{told:?}");

        // Of the account there is the farewell alone, and within a day not even that.
        let number = SOMSRI.to_string();
        let left = telling(store, &[&number]).await;
        assert!(
            left.iter().all(|row| row.starts_with("outbox")) && left.len() <= 2,
            "{left:?}"
        );
        store.forget(office.chats.now() + DAY + 1).await.unwrap();
        assert_eq!(telling(store, &[&number]).await, Vec::<String>::new());
        assert!(is_whole(&office).await);

        // Nothing of the old chat is remembered: neither the question nor what the buttons meant.
        let again = office.chats.press(SOMSRI, message, &data).await;
        assert!(!again.says("forgotten"), "{}", text(&again));
        assert!(
            again.notices.concat().contains("ลบข้อมูลของท่านแล้ว"),
            "{again:?}"
        );
        let home = office.chats.text(SOMSRI, "/home").await;
        assert!(home.says("unknown-person"));
        let stale = office
            .chats
            .press(SOMSRI, 1, &Action::Open(office.measure(1)).to_data())
            .await;
        assert!(stale.says("unknown-person"));

        // Who is invited again is somebody new, and finds the division's work where it was.
        let at = office
            .plan
            .posts
            .iter()
            .position(|post| post.position == "นักวิชาการเงินและบัญชี");
        let welcome = claims(&office, at.unwrap(), SOMSRI).await;
        assert!(welcome.says("welcome"), "{}", text(&welcome));
        let opened = office
            .chats
            .press(SOMSRI, 1, &Action::Results(office.measure(1)).to_data())
            .await;
        assert!(
            text(&opened).contains("ประชุมชี้แจงลับเฉพาะ"),
            "{}",
            text(&opened)
        );
        assert_eq!(count(store, "SELECT COUNT(*) FROM person").await, 8);
        assert!(is_whole(&office).await);
    })
    .await;
}

#[tokio::test]
async fn a_confirmation_counts_for_the_posts_that_it_named_only() {
    for_each_database(|db| async move {
        let office = office(&db.store).await;
        let asked = office.chats.text(SOMSRI, "/forget").await;
        // Meanwhile she takes another post.
        claims(&office, 5, SOMSRI).await;
        let (message, data) = asked.button("ยืนยันลบ");
        let answer = office.chats.press(SOMSRI, message, &data).await;
        assert_eq!(answer.notices.len(), 1, "{answer:?}");
        assert!(answer.says("forget-title") && text(&answer).matches("\n•").count() >= 2);
        assert_eq!(
            count(
                &db.store,
                "SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL"
            )
            .await,
            0
        );
        // Somebody else's confirmation is not theirs.
        let other = office.chats.press(VERIFIERS[0], 1, &data).await;
        assert!(!other.says("forgotten"));
        let (message, data) = answer.button("ยืนยันลบ");
        assert!(
            office
                .chats
                .press(SOMSRI, message, &data)
                .await
                .says("forgotten")
        );
        let plan = reloaded(&db.store, office.plan.office).await;
        assert_eq!(
            plan.posts
                .iter()
                .filter(|post| post.holder.is_none())
                .count(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn the_reporter_passes_the_post_on_before_being_erased() {
    for_each_database(|db| async move {
        let office = office(&db.store).await;
        let refused = office.chats.text(REPORTER, "/forget").await;
        assert!(refused.says("forget-reporter"), "{}", text(&refused));
        let post = office.presses(REPORTER, &refused, "เปิดดูตำแหน่งนี้").await;
        post.button("ย้ายให้ผู้อื่น");
        let at = office.plan.posts.iter().position(|post| {
            post.holder
                .as_ref()
                .is_some_and(|holder| holder.chat == REPORTER)
        });
        claims(&office, at.unwrap(), 77_002).await;
        // Who holds no post any more may still be erased.
        let asked = office.chats.text(REPORTER, "/forget").await;
        assert!(asked.says("forget-title") && !asked.says("forget-leaves"));
        let gone = office.presses(REPORTER, &asked, "ยืนยันลบ").await;
        assert!(gone.says("forgotten"), "{}", text(&gone));
        assert_eq!(
            count(
                &db.store,
                "SELECT COUNT(*) FROM person WHERE erased_at IS NOT NULL"
            )
            .await,
            1
        );
        assert!(is_whole(&office).await);
    })
    .await;
}

#[tokio::test]
async fn whom_a_report_waits_for_is_told_so_and_the_next_holder_acknowledges_it() {
    for_each_database(|db| async move {
        let office = office(&db.store).await;
        let compiled = office
            .does(REPORTER, Action::CompileAnyway(office.plan.office))
            .await;
        office.presses(REPORTER, &compiled, "เสนอตรวจสอบ").await;
        for verifier in VERIFIERS {
            let home = office.home(verifier).await;
            let confirm = office.presses(verifier, &home, "ตรวจแล้วถูกต้อง").await;
            office.presses(verifier, &confirm, "ยืนยันว่าตรวจแล้ว").await;
        }
        let confirm = office.chats.text(EXECUTIVE, "รับทราบ").await;
        let asked = office.chats.text(EXECUTIVE, "/forget").await;
        assert!(asked.says("forget-waits"), "{}", text(&asked));
        let (message, data) = asked.button("ยืนยันลบ");
        let update = office.chats.pressed(EXECUTIVE, message, &data);
        let mut told = office.chats.send(vec![(EXECUTIVE, update)]).await;
        assert!(told.remove(&REPORTER).unwrap().says("tell-left-waits"));
        // The confirmation that was on the screen acknowledges nothing any more.
        let late = office.presses(EXECUTIVE, &confirm, "ยืนยันรับทราบ").await;
        assert!(late.says("unknown-person"), "{}", text(&late));
        let at = office.plan.posts.iter().position(|post| {
            post.holder
                .as_ref()
                .is_some_and(|holder| holder.chat == EXECUTIVE)
        });
        claims(&office, at.unwrap(), 77_003).await;
        let confirm = office.chats.text(77_003, "รับทราบ").await;
        office.presses(77_003, &confirm, "ยืนยันรับทราบ").await;
        let acknowledged = "SELECT COUNT(*) FROM decision WHERE kind = 'acknowledged'";
        assert_eq!(count(&db.store, acknowledged).await, 1);
        assert!(is_whole(&office).await);
    })
    .await;
}
