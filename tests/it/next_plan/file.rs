//! The next year's plan as a file that is sent in chat, and a plan too long for one screen.

use rapsap::dialogue::Action;
use rapsap::dialogue::admin::{AdminAction, Found};
use rapsap::domain::calendar::Quarter;
use rapsap::domain::incoming::IncomingFile;
use rapsap::domain::office::UploadId;
use rapsap::plan_file::PlanFile;
use rapsap::store::plan_uploads::{self, New};

use super::office::{FINANCE, Office, REPORTER, at, text};
use crate::chats::Answer;
use crate::databases::{for_each_database, reloaded};

/// The reporter sends a plan of this year; what is said once it is read.
async fn sends(office: &Office, fiscal_year: i32) -> Answer {
    let store = office.store();
    let (id, now) = (UploadId(store.id(office.chats.now())), office.chats.now());
    let reporter = office.plan.posts.iter().find_map(|post| {
        let holder = post.holder.as_ref()?;
        (holder.chat == REPORTER).then_some(holder.person.0)
    });
    let new = New {
        id,
        office: office.plan.office,
        person: reporter.unwrap(),
        chat: REPORTER,
        file: IncomingFile {
            telegram_file_id: "f".to_owned(),
            telegram_unique_id: "u".to_owned(),
            photo: false,
            name: Some("แผน.xlsx".to_owned()),
            mime: None,
            size: None,
        },
    };
    let mut tx = store.begin().await.unwrap();
    plan_uploads::want(&mut tx, &new, now).await.unwrap();
    tx.commit().await.unwrap();
    let found = Found::Plan {
        plan: Box::new(PlanFile {
            fiscal_year,
            ..PlanFile::of(&office.plan)
        }),
        notes: Vec::new(),
    };
    plan_uploads::settle(store, id, &found, now).await.unwrap();
    office.chats.answers().await.remove(&REPORTER).unwrap()
}

#[tokio::test]
async fn a_later_years_file_does_not_cut_a_year_off_unawares() {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 9, 25)).await;
        // Nothing was reported yet: the year may have been a mistake.
        assert!(sends(&office, 2567).await.says("admin-plan-preview"));
        office.files(&[Quarter::First]).await;
        assert!(sends(&office, 2567).await.says("next-plan-running"));
        office.goes_to(at(2023, 10, 2));
        let preview = sends(&office, 2567).await;
        assert!(preview.says("next-plan-leaves"));
        office.presses(REPORTER, &preview, "ยืนยันนำเข้าแผน").await;
        let plan = reloaded(&db.store, office.plan.office).await;
        assert_eq!((plan.fiscal_year, plan.measures.len()), (2567, 6));
        let old = office.does(FINANCE, Action::Open(office.measure(1))).await;
        assert!(old.says("earlier-button"), "{}", text(&old));
    })
    .await;
}

#[tokio::test]
async fn many_measures_are_shown_page_by_page_and_a_choice_stays_while_the_pages_are_turned() {
    for_each_database(|db| async move {
        let mut office = Office::opened(&db.store, at(2023, 9, 25)).await;
        let mut long = PlanFile::of(&office.plan);
        for number in 7..=19 {
            let mut measure = long.measures[0].clone();
            measure.number = number;
            measure.title = format!("มาตรการเพิ่มเติมที่ {number}");
            long.measures.push(measure);
        }
        rapsap::store::plans::import(&db.store, &long, office.chats.now())
            .await
            .unwrap();
        office.plan = reloaded(&db.store, office.plan.office).await;
        office.goes_to(at(2023, 10, 2));
        let anyway = AdminAction::NextPlanAnyway(office.plan.office, 2567);
        let first = office.does(REPORTER, Action::Admin(anyway)).await;
        assert!(!text(&first).contains("เพิ่มเติมที่ 12"));
        let second = office.presses(REPORTER, &first, "ถัดไป").await;
        let second = office.presses(REPORTER, &second, "เพิ่มเติมที่ 12").await;
        assert!(text(&second).contains("๑๘ จาก ๑๙") && text(&second).contains("(ไม่นำไป)"));
        let third = office.presses(REPORTER, &second, "ถัดไป").await;
        assert!(
            text(&third).contains("<b>๑๘. มาตรการเพิ่มเติมที่ 19"),
            "{}",
            text(&third)
        );
        let opened = office.presses(REPORTER, &third, "ยืนยันเปิดแผน").await;
        assert!(opened.says("next-plan-opened"));
        let plan = reloaded(&db.store, office.plan.office).await;
        assert_eq!(plan.measures.len(), 18);
        assert!(plan.measures.iter().all(|of| !of.title.ends_with("ที่ 12")));
    })
    .await;
}

#[tokio::test]
async fn a_plan_without_measures_cannot_be_opened() {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 10, 2)).await;
        let anyway = AdminAction::NextPlanAnyway(office.plan.office, 2567);
        let mut shown = office.does(REPORTER, Action::Admin(anyway)).await;
        for measure in &office.plan.measures {
            let leave = AdminAction::CarryOver(measure.id, 0);
            shown = office.does(REPORTER, Action::Admin(leave)).await;
        }
        assert!(shown.says("next-plan-nothing"));
        let buttons = shown.shown.iter().flat_map(|shown| &shown.buttons);
        assert!(
            buttons
                .into_iter()
                .all(|(_, data)| !data.starts_with("onz"))
        );
        assert_eq!(
            reloaded(&db.store, office.plan.office).await.fiscal_year,
            2566
        );
    })
    .await;
}
