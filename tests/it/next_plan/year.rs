//! A year is finished, or left, and the next one begins.

use std::collections::BTreeSet;

use rapsap::dialogue::admin::AdminAction;
use rapsap::dialogue::{Action, Editing, State};
use rapsap::domain::calendar::Quarter;
use rapsap::domain::score::Score;
use rapsap::store::offices;

use super::office::{EXECUTIVE, FINANCE, HOUR, Office, REPORTER, VERIFIERS, at, text};
use crate::chats::Answer;
use crate::databases::{count, for_each_database, reloaded};

#[tokio::test]
async fn an_office_finishes_its_year_opens_the_next_plan_and_is_reminded_of_its_first_quarter() {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 9, 29)).await;
        office.files(&Quarter::ALL[..3]).await;
        let id = office.plan.office;
        let next = Action::Admin(AdminAction::NextPlan(id, 2567));

        // Friday 29 September: the year is not over.
        assert!(office.does(REPORTER, next).await.says("next-plan-running"));
        let quarter = "ไตรมาสที่ ๔";
        assert!(text(&office.home(FINANCE).await).contains(quarter));
        assert!(
            !office
                .reminded(at(2023, 9, 29) + HOUR)
                .await
                .contains_key(&REPORTER)
        );

        // Monday 2 October is the first working day after it: the report is still to be finished.
        let said = office.reminded(at(2023, 10, 2)).await;
        assert!(said[&REPORTER].says("reminder-turn"));
        assert!(
            said.iter()
                .all(|(chat, said)| *chat == REPORTER || !said.says("reminder-turn"))
        );
        let asked = office
            .presses(REPORTER, &said[&REPORTER], "เปิดแผนปี ๒๕๖๗")
            .await;
        assert!(asked.says("next-plan-unfinished") && asked.says("next-plan-not-due"));
        assert!(text(&office.home(FINANCE).await).contains(quarter));
        assert!(office.does(FINANCE, next).await.says("not-yours"));

        // The last quarter was due on the 16th: the closing report is asked for, day after day.
        office.files(&[Quarter::Fourth]).await;
        for (month, day, asked) in [
            (10, 16, false),
            (10, 17, true),
            (10, 18, false),
            (10, 19, true),
        ] {
            let said = office.reminded(at(2023, month, day)).await;
            let closing = said
                .get(&REPORTER)
                .is_some_and(|said| said.says("reminder-closing"));
            assert_eq!(closing, asked, "{day}");
        }
        let compiled = office.does(REPORTER, Action::Compile(id)).await;
        let sent = office.presses(REPORTER, &compiled, "เสนอตรวจสอบ").await;
        assert!(sent.says("sent-for-checking"));
        assert!(
            office
                .does(REPORTER, next)
                .await
                .says("admin-being-checked")
        );
        let said = office.reminded(at(2023, 10, 24)).await;
        assert!(
            said.get(&REPORTER)
                .is_none_or(|said| !said.says("reminder-closing"))
        );
        for verifier in VERIFIERS {
            let home = office.home(verifier).await;
            let confirm = office.presses(verifier, &home, "ตรวจแล้วถูกต้อง").await;
            office.presses(verifier, &confirm, "ยืนยันว่าตรวจแล้ว").await;
        }
        let confirm = office.chats.text(EXECUTIVE, "รับทราบ").await;
        let (message, data) = confirm.button("ยืนยันรับทราบ");
        let update = office.chats.pressed(EXECUTIVE, message, &data);
        let got = office.chats.send(vec![(EXECUTIVE, update)]).await;
        assert!(got[&REPORTER].button("เปิดแผนปี ๒๕๖๗").1 == next.to_data());
        assert!(got[&FINANCE].shown.iter().all(|shown| {
            shown
                .buttons
                .iter()
                .all(|(_, data)| *data != next.to_data())
        }));

        // From the next working day on the calendar asks for the next plan, every two weeks.
        let said = office.reminded(at(2023, 10, 25)).await;
        assert!(
            said[&REPORTER].says("reminder-next-plan") && !said[&REPORTER].says("reminder-closing")
        );
        assert!(
            !office
                .reminded(at(2023, 10, 26))
                .await
                .contains_key(&REPORTER)
        );
        let said = office.reminded(at(2023, 11, 8)).await;
        let preview = office
            .presses(REPORTER, &said[&REPORTER], "เปิดแผนปี ๒๕๖๗")
            .await;

        // Those whose score fell come first, the deepest fall before the other.
        let shown = text(&preview);
        let place = |title: &str| {
            shown
                .find(title)
                .unwrap_or_else(|| panic!("{title} in {shown}"))
        };
        assert!(place("ปรับปรุงขั้นตอน") < place("ลดลง ๕.๓๓ คะแนน"));
        assert!(place("ลดลง ๕.๓๓ คะแนน") < place("การมอบหมายงาน"));
        assert!(place("การมอบหมายงาน") < place("ลดลง ๑.๓๑ คะแนน"));
        assert!(place("ลดลง ๑.๓๑ คะแนน") < place("สร้างการรับรู้"));
        let without = office.presses(REPORTER, &preview, "จัดทำและเผยแพร่").await;
        assert!(text(&without).contains("นำไป ๕ จาก ๖"));
        // The message that showed six is not what would be opened now.
        let (message, stale) = preview.button("ยืนยันเปิดแผนปี ๒๕๖๗ (๖");
        let refused = office.chats.press(REPORTER, message, &stale).await;
        assert!(refused.says("admin-changed-since"));
        let preview = office.presses(REPORTER, &refused, "กลับ").await;
        let without = office.presses(REPORTER, &preview, "จัดทำและเผยแพร่").await;
        let (message, data) = without.button("ยืนยันเปิดแผนปี ๒๕๖๗ (๕");
        let update = office.chats.pressed(REPORTER, message, &data);
        let mut got = office.chats.send(vec![(REPORTER, update.clone())]).await;
        assert!(got.remove(&REPORTER).unwrap().says("next-plan-opened"));
        let told: BTreeSet<i64> = got.keys().copied().collect();
        assert_eq!(told, BTreeSet::from([2, 3, 4, 5, 6, 7]));
        assert!(got.values().all(|said| said.says("tell-next-plan")));

        // A second tap does nothing.
        let again = office.chats.press(REPORTER, message, &data).await;
        assert!(again.says("next-plan-already"));
        assert_eq!(count(&db.store, "SELECT COUNT(*) FROM plan").await, 2);
        for action in ["open_plan", "import"] {
            let sql = match action {
                "open_plan" => "SELECT COUNT(*) FROM audit WHERE action = 'open_plan'",
                _ => "SELECT COUNT(*) FROM audit WHERE action = 'import' AND person_id IS NOT NULL",
            };
            assert_eq!(count(&db.store, sql).await, 1, "{action}");
        }

        let plan = reloaded(&db.store, id).await;
        assert_eq!((plan.fiscal_year, plan.measures.len()), (2567, 5));
        assert!(
            plan.measures
                .iter()
                .all(|measure| measure.period == "ต.ค. ๖๖ - ก.ย. ๖๗")
        );
        assert!(plan.measures[0].title.starts_with("ปรับปรุงขั้นตอน"));
        let topic = plan.measures[1].score.as_ref().unwrap();
        assert_eq!((topic.before_year, topic.after_year), (2566, 2567));
        assert_eq!(topic.before, Score::from_hundredths(8294));
        assert_eq!(plan.posts, office.plan.posts, "nobody lost a post");
        let intro = plan.wording.intro.as_deref().unwrap();
        assert!(intro.contains("๒๕๖๗") && !intro.contains("๒๕๖๕"), "{intro}");

        // The year before is done with, and can be had by everyone.
        let old = office.does(FINANCE, Action::Open(office.measure(1))).await;
        assert!(old.says("earlier-button"));
        assert!(office.chats.state(FINANCE).await == State::Choice);
        let report = got_report(&office.home(FINANCE).await, &office, FINANCE).await;
        assert!(report.says("acknowledged-document") && report.says("document-hash"));
        assert_eq!(
            office.does(FINANCE, Action::Earlier(id)).await.shown.len(),
            1
        );

        // The first quarter of the new year is chased like any other.
        let mut chased: BTreeSet<i64> = BTreeSet::new();
        for day in 2..=15 {
            for (chat, said) in office.reminded(at(2024, 1, day)).await {
                assert!(said.shown.len() <= 1, "one message a person");
                if said.says("reminder-own") {
                    chased.insert(chat);
                    assert!(text(&said).contains("๒๕๖๗"));
                }
                assert!(!said.says("reminder-next-plan") && !said.says("reminder-turn"));
            }
        }
        assert_eq!(chased, BTreeSet::from([5, 6, 7]));
    })
    .await;
}

/// The report of the year before, by the buttons from home.
async fn got_report(home: &Answer, office: &Office, chat: i64) -> Answer {
    let list = office.presses(chat, home, "รายงานปีก่อน").await;
    assert!(list.says("earlier-acknowledged"));
    office.presses(chat, &list, "ขอไฟล์ปี ๒๕๖๖").await
}

#[tokio::test]
async fn a_year_can_be_left_unfinished_by_a_decision_of_the_reporters_own_and_nothing_saved_is_lost()
 {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 10, 3)).await;
        office.files(&Quarter::ALL[..3]).await;
        office.files_from(2, &[Quarter::Fourth]).await;
        let id = office.plan.office;
        // Somebody is in the middle of an answer, and a version is compiled.
        let quarter = Action::Edit(Editing::Quarter(office.measure(1), Quarter::Fourth));
        office.does(FINANCE, quarter).await;
        office.chats.text(FINANCE, "ประชุมชี้แจงครั้งที่สอง").await;
        let before = office.chats.state(FINANCE).await;
        assert!(before.measure() == Some(office.measure(1)), "{before:?}");
        let compiled = office.does(REPORTER, Action::CompileAnyway(id)).await;
        let (_, send) = compiled.button("เสนอตรวจสอบ");

        let asked = office
            .does(REPORTER, Action::Admin(AdminAction::NextPlan(id, 2567)))
            .await;
        assert!(asked.says("next-plan-unfinished"));
        assert!(text(&asked).contains("ร่างที่ยังไม่ส่ง ๑"), "{}", text(&asked));
        let preview = office
            .presses(REPORTER, &asked, "ปิดปี ๒๕๖๖ ทั้งที่ยังไม่รับทราบ")
            .await;
        assert!(preview.says("next-plan-leaves") && !preview.says("next-plan-not-due"));
        let opened = office.presses(REPORTER, &preview, "ยืนยันเปิดแผนปี ๒๕๖๗").await;
        assert!(opened.says("next-plan-opened"));

        // What was being typed is not taken for the new year's; what was saved is kept.
        let told = office.chats.text(FINANCE, "ประชุมชี้แจงครั้งที่สาม").await;
        assert!(told.says("earlier-question"), "{told:#?}");
        assert_eq!(count(&db.store, "SELECT COUNT(*) FROM draft").await, 1);
        assert_eq!(count(&db.store, "SELECT COUNT(*) FROM filing").await, 23);
        let old = office.chats.press(REPORTER, 1, &send).await;
        assert!(old.says("earlier-button"));
        let stages = "SELECT COUNT(*) FROM report WHERE stage LIKE '%compiled%'";
        assert_eq!(count(&db.store, stages).await, 1, "it stays as it was");
        // Its file is the reporter's to have, not the contributors'.
        let list = office.does(REPORTER, Action::Earlier(id)).await;
        assert!(list.says("earlier-unfinished"));
        let file = office.presses(REPORTER, &list, "ขอไฟล์ปี ๒๕๖๖").await;
        assert!(file.says("document-hash"));
        let list = office.does(FINANCE, Action::Earlier(id)).await;
        assert!(
            list.shown[0]
                .buttons
                .iter()
                .all(|(_, data)| !data.starts_with("rf"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_still_being_made_when_the_next_plan_opens_reaches_everybody() {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 10, 17)).await;
        office.files(&Quarter::ALL).await;
        office.acknowledges().await;
        // As if the printer had it in hand: the acknowledged file is wanted once more.
        let mut tx = db.store.begin().await.unwrap();
        sqlx::query("UPDATE document SET status = 'failed' WHERE kind = 'acknowledged'")
            .execute(&mut *tx)
            .await
            .unwrap();
        offices::facts_changed(&mut tx, &[office.plan.office.0])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let next = AdminAction::NextPlan(office.plan.office, 2567);
        let preview = office.does(REPORTER, Action::Admin(next)).await;
        office.presses(REPORTER, &preview, "ยืนยันเปิดแผนปี ๒๕๖๗").await;
        let id = office.plan.office;
        let list = office.does(EXECUTIVE, Action::Earlier(id)).await;
        let (message, data) = list.button("ขอไฟล์ปี ๒๕๖๖");
        let update = office.chats.pressed(EXECUTIVE, message, &data);
        let got = office.chats.send(vec![(EXECUTIVE, update)]).await;
        assert!(
            (1..=7).all(|chat| got[&chat].says("acknowledged-document")),
            "{got:#?}"
        );
        assert!(text(&got[&FINANCE]).contains("ปีงบประมาณ พ.ศ. ๒๕๖๖"));
    })
    .await;
}
