//! The message at which the reporter waits for a version: it tells how far the file is, and never what is over.

use rapsap::dialogue::{Action, State};
use rapsap::domain::calendar::Quarter;
use rapsap::domain::making::Making;
use rapsap::domain::office::DocumentId;
use rapsap::domain::report::DocumentKind;
use rapsap::store::{Store, documents, making};

use crate::chats::{Answer, Shown};
use crate::databases::{count, for_each_database};
use crate::next_plan::office::{FINANCE, Office, REPORTER, at, text};
use crate::town::{Town, Who};

/// What is said of how far it is.
fn told(answer: &Answer) -> Vec<&Shown> {
    let shown = answer.shown.iter();
    shown
        .filter(|shown| shown.keys[0].starts_with("compiling"))
        .collect()
}

async fn of_report(store: &Store) -> DocumentId {
    let newest = "SELECT MAX(id) FROM document WHERE kind = 'report'";
    DocumentId(count(store, newest).await)
}

async fn presses_compile(office: &Office) -> Answer {
    let action = Action::Compile(office.plan.office).to_data();
    let update = office.chats.pressed(REPORTER, 1, &action);
    let mut answers = office.chats.send_unprinted(vec![(REPORTER, update)]).await;
    answers.remove(&REPORTER).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pressed_message_says_that_the_version_is_made_once_it_is() {
    let town = Town::enrolled().await;
    let (person, reporter) = (town.phone(Who::Personnel), town.phone(Who::Reporter));
    person.types("/home").await;
    person.presses("มาตรการที่ ๒").await;
    person.types("ประชุมชี้แจงบุคลากร").await;
    person.presses("ไปที่ผลลัพธ์").await;
    person.types("บุคลากรเข้าใจงาน").await;
    person.types("82.94").await;
    person.presses("ส่งรายงาน").await;
    person.sees("ส่งรายงานมาตรการที่ ๒ แล้ว").await;
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    let pressed = reporter.presses("รวบรวมเท่าที่มี").await;
    reporter.gets_file("ฉบับที่ ๑").await;
    let above = reporter.phone.actions();
    assert_eq!(above, ["upload_document"], "while it is uploaded");
    let made = reporter.sees("จัดทำรายงานฉบับที่ ๑ เสร็จแล้ว").await;
    assert_eq!(made.id, pressed.id, "one message, edited");
    for message in reporter.phone.messages() {
        assert!(!message.text.contains("กำลังรวบรวม"), "{}", message.text);
    }
    town.close().await;
}

#[tokio::test]
async fn each_step_is_told_in_one_message_while_something_else_is_asked_there() {
    for_each_database(|db| async move {
        let mut office = Office::opened(&db.store, at(2023, 1, 10)).await;
        office.files(&[Quarter::First]).await;
        let first = presses_compile(&office).await;
        let [waits] = told(&first)[..] else {
            panic!("{first:#?}");
        };
        assert!(waits.text.contains("▫️ อ่านข้อมูล"), "{}", waits.text);
        let message = waits.message;
        let update = office
            .chats
            .message(REPORTER, serde_json::json!({ "text": "/verify" }));
        office.chats.send_unprinted(vec![(REPORTER, update)]).await;
        assert_eq!(office.chats.state(REPORTER).await, State::CheckFile);

        let document = of_report(&db.store).await;
        for (making, said) in [
            (Making::Reading, "⏳ อ่านข้อมูล"),
            (
                Making::Setting,
                "✅ อ่านข้อมูลและรูปภาพ\n⏳ จัดหน้าเอกสาร\n▫️ คำนวณ",
            ),
            (Making::Keeping, "⏳ คำนวณค่า SHA-256"),
        ] {
            making::tell(&db.store, document, making, office.chats.now())
                .await
                .unwrap();
            // The program ends and starts again in between: it goes on in the same message.
            office.chats.restart();
            let answers = office.chats.unprinted().await;
            let [told] = told(&answers[&REPORTER])[..] else {
                panic!("{answers:#?}");
            };
            assert!(told.text.contains(said), "{}", told.text);
            assert_eq!(told.message, message);
        }
        assert_eq!(office.chats.state(REPORTER).await, State::CheckFile);
        let answers = office.chats.answers().await;
        let last = told(&answers[&REPORTER]).pop().unwrap();
        assert_eq!(
            (last.keys[0].as_str(), last.message),
            ("compiling-made", message)
        );
        assert!(answers[&REPORTER].says("compiled-summary"));
    })
    .await;
}

#[tokio::test]
async fn who_waits_in_a_queue_sees_their_place_and_that_it_comes_nearer() {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 4, 10)).await;
        office.files(&[Quarter::First, Quarter::Second]).await;
        let id = office.plan.office;
        let half = office.does(REPORTER, Action::CompileFor(id, 5)).await;
        assert!(half.says("compiled-summary"), "{}", text(&half));
        let report = count(&db.store, "SELECT MAX(id) FROM report").await;
        let mut tx = db.store.begin().await.unwrap();
        for kind in [DocumentKind::Docx, DocumentKind::Xlsx] {
            let report = rapsap::domain::office::ReportId(report);
            let now = office.chats.now();
            documents::want(&db.store, &mut tx, id.0, report, kind, REPORTER, now)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let waits = presses_compile(&office).await;
        assert!(text(&waits).contains("มีเอกสารก่อนหน้า ๒"), "{}", text(&waits));
        let next = documents::oldest_wanted(&db.store, &[])
            .await
            .unwrap()
            .unwrap();
        let sha256 = format!("{:064x}", next.document.0);
        documents::done(&db.store, next.document, &sha256, 4, office.chats.now())
            .await
            .unwrap();
        making::tell_queue(&db.store, 1, office.chats.now())
            .await
            .unwrap();
        let answers = office.chats.unprinted().await;
        let nearer = told(&answers[&REPORTER]).pop().unwrap();
        assert!(nearer.text.contains("มีเอกสารก่อนหน้า ๑"), "{}", nearer.text);
        assert_eq!(nearer.message, told(&waits)[0].message);
    })
    .await;
}

#[tokio::test]
async fn who_waits_hears_the_end_also_where_somebody_else_gets_the_file_or_there_is_none() {
    for_each_database(|db| async move {
        let mut office = Office::opened(&db.store, at(2023, 1, 10)).await;
        office.files(&[Quarter::First]).await;
        for (failed, key) in [(true, "compiling-failed"), (false, "compiling-made")] {
            let asked = presses_compile(&office).await;
            let [waits] = told(&asked)[..] else {
                panic!("{asked:#?}");
            };
            let message = waits.message;
            let document = of_report(&db.store).await;
            let now = office.chats.now();
            // The reporter's post goes to another chat meanwhile.
            let mut tx = db.store.begin().await.unwrap();
            moves(&mut tx, REPORTER, FINANCE).await;
            tx.commit().await.unwrap();
            office.chats.restart();
            match failed {
                true => documents::failed(&db.store, document, "no font", now).await,
                false => documents::done(&db.store, document, &"a".repeat(64), 4, now).await,
            }
            .unwrap();
            let answers = office.chats.unprinted().await;
            let last = told(&answers[&REPORTER]).pop().unwrap();
            assert_eq!((last.keys[0].as_str(), last.message), (key, message));
            assert!(!answers[&FINANCE].says(key), "{answers:#?}");
            let mut tx = db.store.begin().await.unwrap();
            moves(&mut tx, FINANCE, REPORTER).await;
            tx.commit().await.unwrap();
            office.chats.restart();
        }
    })
    .await;
}

/// The posts of one person go to another.
async fn moves(connection: &mut sqlx::AnyConnection, from: i64, to: i64) {
    sqlx::query(
        "UPDATE holding SET person_id = (SELECT id FROM person WHERE chat_id = $2) WHERE held_until IS NULL \
         AND post_id IN (SELECT id FROM post WHERE role = 'reporter') \
         AND person_id = (SELECT id FROM person WHERE chat_id = $1)",
    )
    .bind(from)
    .bind(to)
    .execute(connection)
    .await
    .unwrap();
}

#[tokio::test]
async fn what_said_that_another_file_is_being_made_says_that_it_is_and_nobody_else_hears_of_it() {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 1, 10)).await;
        office.files(&[Quarter::First]).await;
        let compiled = office
            .does(REPORTER, Action::Compile(office.plan.office))
            .await;
        let asked = office.presses(REPORTER, &compiled, "Excel").await;
        let (under_way, done) = (&asked.shown[0], &asked.shown[1]);
        assert_eq!(under_way.keys, ["made-under-way"], "{asked:#?}");
        assert_eq!(
            (&done.keys[0][..], done.message),
            ("made-done", under_way.message)
        );
        assert!(asked.says("made-file"), "{asked:#?}");
        // What the bot makes by itself is announced to nobody.
        let handed_out = office.acknowledges().await;
        assert!(!handed_out.says("made-done"), "{handed_out:#?}");
    })
    .await;
}

#[test]
fn of_a_long_queue_only_some_places_are_told() {
    let told: Vec<u32> = (1..=40).filter(|ahead| Making::is_told(*ahead)).collect();
    assert_eq!(told, [1, 2, 3, 4, 5, 10, 20, 30, 40]);
}
