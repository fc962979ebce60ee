//! Who is at work on what the office changes around them hears of it, and loses nothing.

use rapsap::dialogue::State;
use rapsap::l10n::L10n;
use rapsap::store::Store;

use crate::chats::Chats;
use crate::databases::{NOW, for_each_database, sample_office};
use crate::hands::Hands;

const REPORTER: i64 = 1;
const FINANCE: i64 = 5;
const PERSONNEL: i64 = 6;

async fn chats(store: &Store) -> Chats {
    sample_office(store).await;
    Chats::new(store, L10n::new(), NOW)
}

async fn opens_the_second(officer: &Hands<'_>) {
    officer.types("/home").await;
    officer.presses("มาตรการของฉัน").await;
    officer.presses(" ๒. ").await;
}

async fn looks_at_measures(reporter: &Hands<'_>) {
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("จัดการสำนักงาน").await;
    reporter.presses("📋 มาตรการ").await;
}

#[tokio::test]
async fn whoever_is_at_work_on_a_measure_hears_that_it_is_retired_and_finds_all_when_it_is_back() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let reporter = Hands::of(&chats, REPORTER);
        let officer = Hands::of(&chats, PERSONNEL);
        let other = Hands::of(&chats, FINANCE);
        opens_the_second(&officer).await;
        officer.types("จัดทำคำสั่งแบ่งงานแล้ว").await;

        looks_at_measures(&reporter).await;
        reporter.presses("๒. ").await;
        let asked = reporter.presses("เลิกใช้").await;
        asked.has(&["มีผู้กรอกข้อมูลมาตรการนี้ค้างอยู่"]);
        reporter.presses("ยืนยันเลิกใช้").await;
        let told = reporter.tells(&officer);
        assert_eq!(told.len(), 1, "{told:?}");
        told[0].has(&[
            "เลิกใช้มาตรการในความรับผิดชอบของท่าน",
            "๒. การมอบหมายงาน",
            "ยังเก็บอยู่",
        ]);
        assert!(reporter.tells(&other).is_empty());

        // Their open question leads on, whichever way they go.
        assert!(matches!(
            chats.state(PERSONNEL).await,
            State::Results { .. }
        ));
        let resumed = officer.types("/start").await;
        resumed.has(&["เลิกใช้มาตรการ “การมอบหมายงาน", "ยังเก็บอยู่"]);
        assert_eq!(chats.state(PERSONNEL).await, State::Choice);
        assert!(!officer.labels().is_empty());

        looks_at_measures(&reporter).await;
        reporter.presses("เลิกใช้แล้ว").await;
        reporter.presses("นำกลับมา").await;
        let told = reporter.tells(&officer);
        assert_eq!(told.len(), 1, "{told:?}");
        told[0].has(&["มาตรการที่ ๖ กลับเข้าแผนแล้ว"]);
        officer.presses("มาตรการของฉัน").await;
        officer.presses(" ๖. ").await;
        officer.types("แบ่งงานเป็นธรรม").await;
        let row = officer.types("82.94").await;
        row.has(&["จัดทำคำสั่งแบ่งงานแล้ว", "แบ่งงานเป็นธรรม"]);
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_a_retired_measure_is_told_why_it_is_not_taken() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let reporter = Hands::of(&chats, REPORTER);
        let officer = Hands::of(&chats, PERSONNEL);
        opens_the_second(&officer).await;
        looks_at_measures(&reporter).await;
        reporter.presses("๒. ").await;
        let asked = reporter.presses("เลิกใช้").await;
        asked.lacks(&["มีผู้กรอกข้อมูล"]);
        reporter.presses("ยืนยันเลิกใช้").await;
        let told = reporter.tells(&officer);
        told[0].lacks(&["กรอกค้างไว้"]);
        let said = officer.types("จัดทำคำสั่งแบ่งงานแล้ว").await;
        said.has(&["ผู้รายงานเลิกใช้มาตรการ “การมอบหมายงาน"]);
        assert_eq!(chats.state(PERSONNEL).await, State::Choice);
    })
    .await;
}

#[tokio::test]
async fn an_acknowledgement_tells_whoever_had_a_correction_open() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let [reporter, first, second, executive, finance, officer] =
            [REPORTER, 2, 3, 4, FINANCE, PERSONNEL].map(|chat| Hands::of(&chats, chat));
        opens_the_second(&officer).await;
        officer.presses("ไม่ได้ดำเนินการ").await;
        officer.types("อยู่ระหว่างจัดซื้อจัดจ้าง").await;
        officer.presses("ส่งรายงาน").await;
        reporter.types("/home").await;
        reporter.presses("กระดานรายงาน").await;
        reporter.presses("รวบรวมรายงาน").await;
        reporter.presses("รวบรวมเท่าที่มี").await;
        reporter.presses("เสนอตรวจสอบ").await;
        for verifier in [&first, &second] {
            verifier.types("/home").await;
            verifier.presses("ตรวจแล้วถูกต้อง").await;
            verifier.presses("ยืนยันว่าตรวจแล้ว").await;
        }
        opens_the_second(&officer).await;
        officer.presses("แก้ไขและส่งใหม่").await;
        officer.types("พิมพ์ผิด").await;
        executive.types("/home").await;
        executive.presses("รับทราบ").await;
        executive.presses("ยืนยันรับทราบ").await;
        let told = executive.tells(&officer);
        let unfiled = told.iter().find(|shown| shown.keys[0] == "tell-unfiled");
        unfiled.unwrap().has(&[
            "ผู้บริหารรับทราบรายงานปีงบประมาณ พ.ศ. ๒๕๖๖ แล้ว",
            "๒. การมอบหมายงาน",
            "โปรดแจ้งผู้รายงาน",
        ]);
        // Who had nothing open is told of nothing that they lose.
        let told = executive.tells(&finance);
        assert!(told.iter().all(|shown| shown.keys[0] != "tell-unfiled"));
        let refused = officer.presses("ส่งรายงาน").await;
        refused.has(&["รับทราบรายงานแล้ว"]);
        assert_eq!(chats.state(PERSONNEL).await, State::Choice);
    })
    .await;
}
