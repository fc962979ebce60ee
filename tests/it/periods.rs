//! Reports of quarters, of six months and of the year beside each other, and every version of them had again.

use rapsap::dialogue::{Action, Editing};
use rapsap::document::from_snapshot;
use rapsap::domain::calendar::Quarter;
use rapsap::domain::period::Period;
use rapsap::l10n::L10n;
use rapsap::store::reports;

use crate::databases::for_each_database;
use crate::next_plan::office::{EXECUTIVE, FINANCE, Office, REPORTER, VERIFIERS, at, text};

/// From sent to acknowledged; gives what the executive was asked to confirm.
async fn acknowledges(office: &Office, send: &str) -> String {
    office.chats.press(REPORTER, 1, send).await;
    for verifier in VERIFIERS {
        let home = office.home(verifier).await;
        let confirm = office.presses(verifier, &home, "ตรวจแล้วถูกต้อง").await;
        office.presses(verifier, &confirm, "ยืนยันว่าตรวจแล้ว").await;
    }
    let confirm = office.chats.text(EXECUTIVE, "รับทราบ").await;
    let asked = text(&confirm);
    office.presses(EXECUTIVE, &confirm, "ยืนยันรับทราบ").await;
    asked
}

/// The data of the first button of these words.
fn button(answer: &crate::chats::Answer, label: &str) -> String {
    answer.button(label).1
}

#[tokio::test]
async fn an_acknowledged_quarter_is_closed_and_the_year_goes_on() {
    for_each_database(|db| async move {
        // Tuesday 10 January: the first quarter is reported until the 16th.
        let office = Office::opened(&db.store, at(2023, 1, 10)).await;
        office.files(&[Quarter::First, Quarter::Second]).await;
        let id = office.plan.office;
        let first = Period::Quarter(Quarter::First);

        // One tap compiles what the calendar suggests.
        let board = office.does(REPORTER, Action::Board(id)).await;
        let compile = Action::CompileFor(id, first.number()).to_data();
        assert_eq!(button(&board, "รวบรวมรายงาน"), compile);
        let compiled = office.chats.press(REPORTER, 1, &compile).await;
        assert!(text(&compiled).contains("ฉบับที่ ๑ (ไตรมาสที่ ๑)"));
        let asked = acknowledges(&office, &button(&compiled, "เสนอตรวจสอบ")).await;
        assert!(asked.contains("ฉบับที่ ๑ (ไตรมาสที่ ๑)"), "{asked}");
        assert!(asked.contains("SHA-256"), "{asked}");

        // What it holds is the first quarter's alone.
        let mut reader = db.store.reader().await.unwrap();
        let kept = reports::version(&mut reader, id.0, Some(first), None).await;
        drop(reader);
        let snapshot = kept.unwrap().unwrap().snapshot;
        assert_eq!((snapshot.period, snapshot.version), (first, 1));
        assert_eq!(snapshot.year, None);
        let outline = from_snapshot::outline(&L10n::new(), &snapshot, &[], None);
        assert!(
            outline.subtitle.contains("ไตรมาสที่ ๑"),
            "{}",
            outline.subtitle
        );
        let days = "ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๕ ถึงวันที่ ๓๑ ธันวาคม ๒๕๖๕";
        assert!(outline.intro.contains(days), "{}", outline.intro);
        assert!(
            snapshot
                .log
                .iter()
                .all(|of| of.quarter != Some(Quarter::Second))
        );

        // Nothing of that quarter changes any more; the next one goes on.
        let measure = office.measure(1);
        let contributor = FINANCE;
        let own = (office.plan.measures.iter()).find(|of| {
            let mut posts = office.plan.posts.iter();
            posts.any(|post| {
                office.plan.may_report(post, of)
                    && post
                        .holder
                        .as_ref()
                        .is_some_and(|held| held.chat == contributor)
            })
        });
        let own = own.map_or(measure, |of| of.id);
        let correct = |quarter| Action::Edit(Editing::Correct(own, quarter));
        let refused = office.does(contributor, correct(Quarter::First)).await;
        assert!(refused.says("locked-acknowledged"), "{}", text(&refused));
        let asked = office.does(contributor, correct(Quarter::Second)).await;
        assert!(asked.says("ask-correction-reason"), "{}", text(&asked));

        // The same quarter is not compiled again, the year is, as its first version.
        let again = office.chats.press(REPORTER, 1, &compile).await;
        assert!(again.says("locked-acknowledged"));
        let year = office.does(REPORTER, Action::Compile(id)).await;
        assert!(year.says("compiled-summary"), "{}", text(&year));
        assert!(
            text(&year).contains("<b>รายงานฉบับที่ ๑</b>"),
            "{}",
            text(&year)
        );
        // The year's overview tells of the quarter's report.
        let mut reader = db.store.reader().await.unwrap();
        let kept = reports::version(&mut reader, id.0, Some(Period::Year), None).await;
        drop(reader);
        let told = kept.unwrap().unwrap().snapshot.year.unwrap().reports;
        let [quarter] = &told[..] else {
            panic!("{told:?}");
        };
        assert_eq!((quarter.period, quarter.version), (first, 1));
        assert_eq!(quarter.name, "นายสมมุติ รับทราบ");
        let third = Action::CompileFor(id, 3);
        assert!(office.does(REPORTER, third).await.says("period-not-begun"));
    })
    .await;
}

#[tokio::test]
async fn a_correction_voids_every_open_report_that_holds_the_quarter_and_no_other() {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 4, 10)).await;
        office.files(&[Quarter::First, Quarter::Second]).await;
        let id = office.plan.office;
        for period in [
            Period::Quarter(Quarter::First),
            Period::Quarter(Quarter::Second),
            Period::Half,
        ] {
            let compiled = office
                .does(REPORTER, Action::CompileFor(id, period.number()))
                .await;
            assert!(compiled.says("compiled-summary"), "{}", text(&compiled));
            let send = button(&compiled, "เสนอตรวจสอบ");
            assert!(
                office
                    .chats
                    .press(REPORTER, 1, &send)
                    .await
                    .says("sent-for-checking")
            );
        }
        let own = office.plan.measures.iter().find(|of| {
            let mut posts = office.plan.posts.iter();
            posts.any(|post| {
                office.plan.may_report(post, of)
                    && post
                        .holder
                        .as_ref()
                        .is_some_and(|held| held.chat == FINANCE)
            })
        });
        let own = own.unwrap().id;
        let asked = office
            .does(FINANCE, Action::Edit(Editing::Correct(own, Quarter::First)))
            .await;
        assert!(text(&asked).contains("(ไตรมาสที่ ๑)") && text(&asked).contains("(รอบ ๖ เดือน)"));
        assert!(!text(&asked).contains("(ไตรมาสที่ ๒)"));
        office.chats.text(FINANCE, "พิมพ์วันที่ผิด").await;
        let filed = office.does(FINANCE, Action::File(own)).await;
        assert!(!filed.shown.is_empty());
        let mut reader = db.store.reader().await.unwrap();
        let all = reports::all(&mut reader, id).await.unwrap();
        drop(reader);
        let under_way: Vec<Period> = (all.iter())
            .filter(|kept| kept.report.stage.is_under_way())
            .map(|kept| kept.report.period)
            .collect();
        assert_eq!(under_way, [Period::Quarter(Quarter::Second)]);
    })
    .await;
}

#[tokio::test]
async fn every_version_can_be_had_again_and_tells_what_became_of_it() {
    for_each_database(|db| async move {
        let office = Office::opened(&db.store, at(2023, 10, 10)).await;
        office.files(&Quarter::ALL).await;
        let id = office.plan.office;
        // Seven versions: two pages.
        for _ in 0..6 {
            office.does(REPORTER, Action::Compile(id)).await;
        }
        let fourth = Period::Quarter(Quarter::Fourth).number();
        let compiled = office.does(REPORTER, Action::CompileFor(id, fourth)).await;
        acknowledges(&office, &button(&compiled, "เสนอตรวจสอบ")).await;

        let list = office.does(REPORTER, Action::Versions(id, 0)).await;
        let shown = text(&list);
        let newest = shown.find("ฉบับที่ ๑ (ไตรมาสที่ ๔)").unwrap();
        assert!(newest < shown.find("ฉบับที่ ๖").unwrap(), "{shown}");
        assert!(shown.contains("รับทราบแล้วโดย"), "{shown}");
        assert!(
            !shown.contains("ฉบับที่ ๑</b>") && !shown.contains("ฉบับที่ ๑ ▫"),
            "{shown}"
        );
        let older = office.presses(REPORTER, &list, "ฉบับเก่ากว่า").await;
        assert!(text(&older).contains("ถูกแทนด้วยฉบับใหม่"), "{}", text(&older));
        let file = office.presses(REPORTER, &older, "ฉบับที่ ๑").await;
        assert!(
            file.says("version-file") && file.says("document-hash"),
            "{}",
            text(&file)
        );

        // A contributor has what was acknowledged, nothing else.
        let list = office.does(FINANCE, Action::Versions(id, 0)).await;
        let buttons = list.shown.iter().flat_map(|shown| &shown.buttons);
        let versions = buttons.filter(|(_, data)| data.starts_with("rx:"));
        assert_eq!(versions.count(), 1);
        let mut reader = db.store.reader().await.unwrap();
        let all = reports::all(&mut reader, id).await.unwrap();
        drop(reader);
        let superseded = all.last().unwrap().report.id.0;
        let refused = office
            .does(FINANCE, Action::VersionFile(id, superseded))
            .await;
        assert!(refused.says("stale-button"));
    })
    .await;
}
