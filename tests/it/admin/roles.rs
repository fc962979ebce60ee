//! What a post is there for, changed in chat: as far as the office's report can still go its way.

use rapsap::dialogue::State;
use rapsap::l10n::L10n;
use rapsap::store::Store;

use crate::chats::Chats;
use crate::databases::{NOW, count, for_each_database, sample_office};
use crate::hands::Hands;

const REPORTER: i64 = 1;
const FIRST: i64 = 2;
const SECOND: i64 = 3;
const FINANCE: i64 = 5;
const PERSONNEL: i64 = 6;

async fn chats(store: &Store) -> Chats {
    sample_office(store).await;
    Chats::new(store, L10n::new(), NOW)
}

async fn looks_at_post(reporter: &Hands<'_>, name: &str) {
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("จัดการสำนักงาน").await;
    reporter.presses("ตำแหน่งและผู้ใช้").await;
    reporter.presses(name).await;
}

async fn compiles(reporter: &Hands<'_>, finance: &Hands<'_>) {
    finance.types("/home").await;
    finance.presses("มาตรการที่ ๑").await;
    finance.presses("ไม่ได้ดำเนินการ").await;
    finance.types("อยู่ระหว่างจัดซื้อจัดจ้าง").await;
    finance.presses("ส่งรายงาน").await;
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.presses("รวบรวมเท่าที่มี").await;
}

#[tokio::test]
async fn a_verifier_becomes_a_contributor_in_two_taps_and_the_others_close_ranks() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let [reporter, first, second, finance] =
            [REPORTER, FIRST, SECOND, FINANCE].map(|chat| Hands::of(&chats, chat));
        looks_at_post(&reporter, "ตรวจหนึ่ง").await;
        let asked = reporter.presses("เปลี่ยนหน้าที่").await;
        asked.has(&[
            "เปลี่ยนเป็นเจ้าหน้าที่ผู้รับผิดชอบหรือไม่",
            "ตรวจสอบรายงานไม่ได้อีก",
            "สำนักปลัด",
            "ผู้ใช้จะได้รับแจ้ง",
        ]);
        let before = count(&db.store, "SELECT COUNT(*) FROM audit").await;
        let done = reporter.presses("ยืนยันเปลี่ยนเป็น").await;
        done.has(&["บันทึกแล้ว", "หน้าที่</b> เจ้าหน้าที่ผู้รับผิดชอบ"]);
        let told = reporter.tells(&first);
        told[0].has(&["หน้าที่ของท่านเปลี่ยนเป็นเจ้าหน้าที่ผู้รับผิดชอบ"]);
        let noted = count(&db.store, "SELECT COUNT(*) FROM audit").await;
        assert_eq!(noted, before + 1);
        // They may do what they are there for now, and nothing else.
        first.presses("หน้าแรก").await.has(&["เจ้าหน้าที่ผู้รับผิดชอบ"]);
        first.presses("มาตรการของฉัน").await;

        // The report goes to the one who is left.
        compiles(&reporter, &finance).await;
        reporter.presses("เสนอตรวจสอบ").await;
        let came = reporter.tells(&second);
        assert!(came.iter().any(|shown| shown.text.contains("รอท่านตรวจสอบ")));
        second.presses("ตรวจแล้วถูกต้อง").await;
        second
            .presses("ยืนยันว่าตรวจแล้ว")
            .await
            .has(&["นายสมมุติ รับทราบ"]);
    })
    .await;
}

#[tokio::test]
async fn a_contributor_becomes_the_last_verifier_once_somebody_else_reports_their_measures() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let reporter = Hands::of(&chats, REPORTER);
        let officer = Hands::of(&chats, PERSONNEL);
        looks_at_post(&reporter, "นายตัวอย่าง บุคคล").await;
        let refused = reporter.presses("เปลี่ยนหน้าที่").await;
        refused.has(&["จะไม่มีผู้รายงาน"]);

        // The head of the division reports for its sections as well.
        looks_at_post(&reporter, "ตรวจหนึ่ง").await;
        reporter.presses("เปลี่ยนหน้าที่").await;
        reporter.presses("ยืนยันเปลี่ยนเป็น").await;
        officer.types("/home").await;
        officer.presses("มาตรการที่ ๒").await;
        officer.types("จัดทำคำสั่งแบ่งงานแล้ว").await;
        looks_at_post(&reporter, "นายตัวอย่าง บุคคล").await;
        let asked = reporter.presses("เปลี่ยนหน้าที่").await;
        asked.has(&["เปลี่ยนเป็นเจ้าหน้าที่ผู้ตรวจสอบหรือไม่", "ลำดับสุดท้าย"]);
        let done = reporter.presses("ยืนยันเปลี่ยนเป็น").await;
        done.has(&["ตรวจสอบเป็นลำดับที่</b> ๒"]);
        let told = reporter.tells(&officer);
        told[0].has(&["เปลี่ยนเป็นเจ้าหน้าที่ผู้ตรวจสอบ", "ยังอยู่กับมาตรการ"]);
        // In the middle of an answer: it is not taken, and said so.
        officer
            .types("และแจ้งเวียนแล้ว")
            .await
            .has(&["ไม่อยู่ในความรับผิดชอบของท่าน"]);
        assert_eq!(chats.state(PERSONNEL).await, State::Choice);
        // What they had given goes on in other hands.
        let head = Hands::of(&chats, FIRST);
        head.types("/home").await;
        head.presses("มาตรการของฉัน").await;
        head.presses(" ๒. ").await;
        head.types("แบ่งงานเป็นธรรม").await;
        head.types("82.94").await.has(&["จัดทำคำสั่งแบ่งงานแล้ว"]);
    })
    .await;
}

#[tokio::test]
async fn what_the_report_needs_keeps_its_role() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let reporter = Hands::of(&chats, REPORTER);
        for only_one in ["ผู้รายงาน", "นายสมมุติ รับทราบ"]
        {
            looks_at_post(&reporter, only_one).await;
            let labels = reporter.labels();
            assert!(
                !labels.iter().any(|label| label.contains("เปลี่ยนหน้าที่")),
                "{labels:?}"
            );
        }
        // Who sits in no unit can report none.
        looks_at_post(&reporter, "ตรวจสอง").await;
        reporter.presses("เปลี่ยนหน้าที่").await.has(&["ต้องอยู่ในหน่วยงาน"]);
        looks_at_post(&reporter, "ตรวจหนึ่ง").await;
        reporter.presses("เปลี่ยนหน้าที่").await;
        reporter.presses("ยืนยันเปลี่ยนเป็น").await;
        // The last verifier.
        looks_at_post(&reporter, "ตรวจสอง").await;
        reporter.presses("เปลี่ยนหน้าที่").await.has(&["ตำแหน่งเดียว"]);
    })
    .await;
}

#[tokio::test]
async fn a_role_is_not_changed_under_a_checker_nor_by_an_old_second_tap() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let [reporter, finance] = [REPORTER, FINANCE].map(|chat| Hands::of(&chats, chat));
        looks_at_post(&reporter, "ตรวจหนึ่ง").await;
        reporter.presses("เปลี่ยนหน้าที่").await;
        let (message, old) = reporter.button("ยืนยันเปลี่ยนเป็น");
        // Meanwhile the post gets another position.
        looks_at_post(&reporter, "ตรวจหนึ่ง").await;
        reporter.presses("ชื่อตำแหน่ง").await;
        reporter.types("รองปลัดองค์การบริหารส่วนตำบล").await;
        reporter
            .press(message, &old)
            .await
            .has(&["เปลี่ยนไปหลังจากที่แสดง"]);

        compiles(&reporter, &finance).await;
        reporter.presses("เสนอตรวจสอบ").await;
        for name in ["ตรวจหนึ่ง", "นายตัวอย่าง บุคคล"]
        {
            looks_at_post(&reporter, name).await;
            reporter.presses("เปลี่ยนหน้าที่").await.has(&["ระหว่างตรวจสอบ"]);
        }
        let first = Hands::of(&chats, FIRST);
        first.types("/home").await;
        first.presses("ตรวจแล้วถูกต้อง").await;
        first.presses("ยืนยันว่าตรวจแล้ว").await.has(&["ตรวจสอง"]);
    })
    .await;
}
