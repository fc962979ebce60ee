//! The second of two steps, when something has changed since the first; and buttons of earlier versions.

use rapsap::dialogue::Action;
use rapsap::dialogue::admin::AdminAction;
use rapsap::domain::calendar::Quarter;
use rapsap::domain::office::{OfficeId, PersonId, Post, ReportId, Role};
use rapsap::domain::report::Stage;
use rapsap::store::{Store, facts, offices};
use std::sync::Arc;

use crate::chats::Answer;
use crate::databases::{count, for_each_database, reloaded};
use crate::next_plan::office::{EXECUTIVE, Office, REPORTER, VERIFIERS, at, text};

const DECISIONS: &str = "SELECT COUNT(*) FROM decision WHERE kind IN ('approved', 'acknowledged')";

async fn opened(store: &Store) -> Office {
    let office = Office::opened(store, at(2023, 10, 10)).await;
    office.files(&Quarter::ALL).await;
    office
}

/// The newest version's report and stage.
async fn newest(office: &Office) -> (ReportId, Stage) {
    let mut reader = office.store().reader().await.unwrap();
    let plan = reloaded(office.store(), office.plan.office).await;
    let desks = facts::desks(&mut reader, &[Arc::new(plan)]).await.unwrap();
    let report = desks[0].reports.first().unwrap();
    (report.id, report.stage)
}

async fn sends(office: &Office) -> ReportId {
    let compiled = office
        .does(REPORTER, Action::Compile(office.plan.office))
        .await;
    office.presses(REPORTER, &compiled, "เสนอตรวจสอบ").await;
    newest(office).await.0
}

/// The first step of a verifier.
async fn approves(office: &Office, verifier: i64) -> Answer {
    let home = office.home(verifier).await;
    office.presses(verifier, &home, "ตรวจแล้วถูกต้อง").await
}

async fn submitted(office: &Office) -> ReportId {
    let report = sends(office).await;
    for verifier in VERIFIERS {
        let confirm = approves(office, verifier).await;
        office.presses(verifier, &confirm, "ยืนยันว่าตรวจแล้ว").await;
    }
    report
}

fn held(office: &Office, chat: i64) -> (&Post, PersonId) {
    let mut posts = office.plan.posts.iter();
    let post = posts.find(|post| {
        post.holder
            .as_ref()
            .is_some_and(|holder| holder.chat == chat)
    });
    let post = post.unwrap();
    (post, post.holder.as_ref().unwrap().person)
}

/// Somebody else takes the post, by whatever way.
async fn moves(office: &Office, from: i64, to: i64) {
    use rapsap::domain::office::Language;
    use rapsap::store::people::{self, Person};
    let store = office.store();
    let now = office.chats.now();
    let mut tx = store.begin().await.unwrap();
    let person = Person {
        id: store.id(now),
        chat: to,
        language: Language::THAI,
        blocked: false,
    };
    people::enrol(&mut tx, person, now).await.unwrap();
    let (id, office_id, post) = (
        store.id(now),
        office.plan.office.0,
        held(office, from).0.id.0,
    );
    people::take_post(&mut tx, id, office_id, post, person.id, now)
        .await
        .unwrap();
    offices::revised(&mut tx, &[office_id]).await.unwrap();
    tx.commit().await.unwrap();
}

/// A unit corrects what it filed, which voids every version that holds it.
async fn corrects(office: &Office) {
    let measure = office.measure(1);
    let mut posts = office.plan.posts.iter();
    let post = posts.find(|post| {
        office
            .plan
            .may_report(post, office.plan.measure(measure).unwrap())
    });
    let chat = post.unwrap().holder.as_ref().unwrap().chat;
    let correct = Action::Edit(rapsap::dialogue::Editing::Correct(measure, Quarter::Fourth));
    let asked = office.does(chat, correct).await;
    assert!(asked.says("ask-correction-reason"), "{}", text(&asked));
    office.chats.text(chat, "พิมพ์ตัวเลขผิด").await;
    office.does(chat, Action::Results(measure)).await;
    office.chats.text(chat, "จัดทำคู่มือเพิ่มเติม").await;
    office.does(chat, Action::Review(measure)).await;
    office.does(chat, Action::File(measure)).await;
}

#[tokio::test]
async fn whose_post_ended_between_the_screen_and_the_press_approves_nothing() {
    for_each_database(|db| async move {
        let office = opened(&db.store).await;
        sends(&office).await;
        let confirm = approves(&office, VERIFIERS[0]).await;
        let (message, data) = confirm.button("ยืนยันว่าตรวจแล้ว");
        let (post, person) = held(&office, VERIFIERS[0]);
        // Both in one batch, the end of the enrolment first.
        let ends = Action::Admin(AdminAction::EndHoldingNow(post.id, person)).to_data();
        let ended = office.chats.pressed(REPORTER, 1, &ends);
        let pressed = office.chats.pressed(VERIFIERS[0], message, &data);
        let mut got = office
            .chats
            .send(vec![(REPORTER, ended), (VERIFIERS[0], pressed)])
            .await;
        let answer = got.remove(&VERIFIERS[0]).unwrap();
        assert!(
            answer.says("unknown-person") || answer.says("post-no-longer"),
            "{}",
            text(&answer)
        );
        assert_eq!(count(&db.store, DECISIONS).await, 0);
        assert_eq!(newest(&office).await.1, Stage::Checking { turn: 1 });
    })
    .await;
}

#[tokio::test]
async fn a_correction_between_the_two_steps_voids_the_confirmation() {
    for_each_database(|db| async move {
        let office = opened(&db.store).await;
        submitted(&office).await;
        let confirm = office.chats.text(EXECUTIVE, "รับทราบ").await;
        corrects(&office).await;
        assert_eq!(newest(&office).await.1, Stage::Superseded);
        let late = office.presses(EXECUTIVE, &confirm, "ยืนยันรับทราบ").await;
        assert!(late.says("not-waiting-for-you"), "{}", text(&late));
        office.chats.text(EXECUTIVE, "ยืนยันรับทราบ").await;
        assert_eq!(
            count(
                &db.store,
                "SELECT COUNT(*) FROM decision WHERE kind = 'acknowledged'"
            )
            .await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn the_buttons_of_an_earlier_version_do_nothing_to_the_one_that_waits() {
    for_each_database(|db| async move {
        let office = opened(&db.store).await;
        let first = sends(&office).await;
        let confirm = approves(&office, VERIFIERS[0]).await;
        let (message, data) = confirm.button("ยืนยันว่าตรวจแล้ว");
        corrects(&office).await;
        let second = sends(&office).await;
        assert_ne!(first, second);
        let before = count(&db.store, DECISIONS).await;
        // Confirmed as it was shown, then by every button of the first version, while the second waits.
        let mut presses = vec![data];
        for action in [
            Action::Approve(first),
            Action::ConfirmApprove(first),
            Action::ReturnWhich(first),
            Action::ReturnMeasure(first, office.measure(1)),
            Action::Acknowledge(first),
            Action::ConfirmAcknowledge(first, 0),
            Action::ReturnReport(first),
            Action::SendForChecking(first),
        ] {
            presses.push(action.to_data());
        }
        for chat in [VERIFIERS[0], VERIFIERS[1], EXECUTIVE, REPORTER] {
            // Whatever the second version's first step has opened must not be what the first one's button ends.
            if chat == VERIFIERS[0] {
                approves(&office, chat).await;
            }
            for data in &presses {
                let answer = office.chats.press(chat, message, data).await;
                assert!(!answer.shown.is_empty(), "{data} of {chat} ends in silence");
                assert_eq!(
                    count(&db.store, DECISIONS).await,
                    before,
                    "{data} of {chat}"
                );
            }
        }
        assert_eq!(newest(&office).await, (second, Stage::Checking { turn: 1 }));
        // The second goes its way as ever.
        let confirm = approves(&office, VERIFIERS[0]).await;
        office
            .presses(VERIFIERS[0], &confirm, "ยืนยันว่าตรวจแล้ว")
            .await;
        assert_eq!(newest(&office).await.1, Stage::Checking { turn: 2 });
    })
    .await;
}

#[tokio::test]
async fn who_takes_the_post_over_begins_with_the_first_step() {
    for_each_database(|db| async move {
        let office = opened(&db.store).await;
        submitted(&office).await;
        let confirm = office.chats.text(EXECUTIVE, "รับทราบ").await;
        let (message, data) = confirm.button("ยืนยันรับทราบ");
        moves(&office, EXECUTIVE, 88).await;
        let before = office.chats.press(EXECUTIVE, message, &data).await;
        assert!(
            before.says("unknown-person") || before.says("post-no-longer"),
            "{}",
            text(&before)
        );
        // The same press, by the one who is the executive now and was shown nothing.
        let forged = office.chats.press(88, message, &data).await;
        assert!(forged.says("second-step-first"), "{}", text(&forged));
        assert_eq!(count(&db.store, DECISIONS).await, 2);
        let confirm = office.chats.text(88, "รับทราบ").await;
        office.presses(88, &confirm, "ยืนยันรับทราบ").await;
        assert_eq!(count(&db.store, DECISIONS).await, 3);
    })
    .await;
}

#[tokio::test]
async fn nobody_confirms_for_the_one_before_them_nor_twice() {
    for_each_database(|db| async move {
        let office = opened(&db.store).await;
        let report = sends(&office).await;
        let confirm = approves(&office, VERIFIERS[0]).await;
        let (message, data) = confirm.button("ยืนยันว่าตรวจแล้ว");
        for chat in [VERIFIERS[1], EXECUTIVE, REPORTER] {
            let answer = office.chats.press(chat, message, &data).await;
            assert!(
                answer.says("not-waiting-for-you"),
                "{chat}: {}",
                text(&answer)
            );
        }
        assert_eq!(count(&db.store, DECISIONS).await, 0);
        // Twice at once counts once.
        let press = || office.chats.pressed(VERIFIERS[0], message, &data);
        office
            .chats
            .send(vec![(VERIFIERS[0], press()), (VERIFIERS[0], press())])
            .await;
        assert_eq!(count(&db.store, DECISIONS).await, 1);
        // It is the second verifier's turn, who was shown nothing yet.
        let answer = office
            .chats
            .press(
                VERIFIERS[1],
                message,
                &Action::ConfirmApprove(report).to_data(),
            )
            .await;
        assert!(answer.says("second-step-first"), "{}", text(&answer));
        assert_eq!(count(&db.store, DECISIONS).await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_sent_back_meanwhile_is_not_approved() {
    for_each_database(|db| async move {
        let office = opened(&db.store).await;
        let report = sends(&office).await;
        let confirm = approves(&office, VERIFIERS[0]).await;
        // On another device of hers the measure is returned.
        office
            .does(
                VERIFIERS[0],
                Action::ReturnMeasure(report, office.measure(1)),
            )
            .await;
        office.chats.text(VERIFIERS[0], "ขาดวันที่ของคำสั่ง").await;
        assert_eq!(newest(&office).await.1, Stage::Returned);
        let late = office
            .presses(VERIFIERS[0], &confirm, "ยืนยันว่าตรวจแล้ว")
            .await;
        assert!(late.says("not-waiting-for-you"), "{}", text(&late));
        assert_eq!(count(&db.store, DECISIONS).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_second_step_of_the_office_counts_for_what_was_shown_only() {
    for_each_database(|db| async move {
        let office = opened(&db.store).await;
        let id: OfficeId = office.plan.office;
        let (post, person) = held(&office, VERIFIERS[0]);
        let revision = reloaded(&db.store, id).await.revision;
        let shown = [
            AdminAction::EndHoldingNow(post.id, person),
            AdminAction::InviteNow(post.id, revision),
            AdminAction::RetirePostNow(held(&office, 5).0.id, revision),
            AdminAction::PostRoleNow(held(&office, 5).0.id, Role::Verifier, revision),
            AdminAction::RetireMeasureNow(office.measure(1), revision),
            AdminAction::RetireUnitNow(office.plan.units[0].id, revision),
        ];
        moves(&office, VERIFIERS[0], 89).await;
        let codes = "SELECT COUNT(*) FROM outbox WHERE body LIKE '%\"do\":\"invitation\"%'";
        for action in shown {
            office.does(REPORTER, Action::Admin(action)).await;
        }
        let after = reloaded(&db.store, id).await;
        let still = |chat: i64| {
            let mut posts = after.posts.iter();
            posts.any(|post| {
                post.holder
                    .as_ref()
                    .is_some_and(|holder| holder.chat == chat)
            })
        };
        assert!(
            still(89) && still(5),
            "the one who holds it now was not meant"
        );
        assert_eq!(after.measures.len(), office.plan.measures.len());
        assert_eq!(after.units.len(), office.plan.units.len());
        assert_eq!(count(&db.store, codes).await, 0);
    })
    .await;
}
