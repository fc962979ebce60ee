//! The office's due dates and reminders, set in chat, and who is the head of a unit.

use rapsap::domain::rhythm::RhythmChange;
use sqlx::Row;

use crate::conversations::Script;
use crate::town::{Person, Town, Who};

async fn manages(town: &Town) -> Person {
    let reporter = town.phone(Who::Reporter);
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("จัดการสำนักงาน").await;
    reporter
}

/// What the office wishes of its own, as it is stored, and how often the office was changed by it.
async fn stored(town: &Town) -> (RhythmChange, i64) {
    let row = sqlx::query(
        "SELECT rhythm, (SELECT COUNT(*) FROM audit WHERE action = 'administer' \
         AND detail LIKE '%set_rhythm%') FROM office",
    )
    .fetch_one(&mut *town.store().await.reader().await.unwrap())
    .await
    .unwrap();
    let rhythm: &str = row.try_get(0).unwrap();
    (
        serde_json::from_str(rhythm).unwrap(),
        row.try_get(1).unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_sets_due_dates_and_reminders_in_thai() {
    let town = Town::enrolled().await;
    let reporter = manages(&town).await;
    let mut script = Script::of(&reporter);
    script.presses("กำหนดส่งและการแจ้งเตือน").await;
    script.presses("วันครบกำหนด").await;
    script.types("สิ้นเดือน").await;
    script.types("๒๐ วัน").await;
    script.presses("ก่อนกำหนด").await;
    script.presses("ก่อน ๓ วัน").await;
    script.types("๑๔, ๗ และ ๑").await;
    script.presses("ไตรมาส").await;
    script.presses("ไตรมาสที่ ๑").await;
    script.types("ไตรมาส ๕").await;
    script.presses("กลับ").await;
    script.presses("ไม่แจ้งเปิดรอบ").await;
    script.presses("เลยกำหนด").await;
    script.types("ไม่เตือน").await;
    script.presses("หัวหน้าหน่วยงาน").await;
    script.presses("๑ วันทำการ").await;
    script.presses("วันครบกำหนด").await;
    script.presses("ใช้ค่าปกติ").await;
    insta::assert_snapshot!(script.text());
    let (own, changes) = stored(&town).await;
    let expected: RhythmChange = serde_json::from_str(
        r#"{"quarters":[2,3,4],"opening":false,"before":[14,7,1],"every":0,"head_after":1}"#,
    )
    .unwrap();
    assert_eq!(own, expected, "only what differs is stored");
    assert_eq!(changes, 8, "every change has its line in the record");
    reporter.presses("ใช้ค่าปกติทั้งหมด").await;
    assert_eq!(stored(&town).await.0, RhythmChange::default());
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_quarter_cannot_be_left_out_and_the_next_due_dates_follow_in_english() {
    let town = Town::enrolled().await;
    let reporter = town.phone(Who::Reporter);
    reporter.types("/language").await;
    reporter.types("/home").await;
    reporter.presses("Board").await;
    reporter.presses("Manage the office").await;
    let mut script = Script::of(&reporter);
    script.presses("Due dates and reminders").await;
    script.presses("Quarters").await;
    script.types("4").await;
    script.presses("Quarters").await;
    script.presses("Quarter 4").await;
    script.presses("Back").await;
    script.presses("Verifiers, executive").await;
    script.types("every day").await;
    insta::assert_snapshot!(script.text());
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contributors_post_is_made_the_heads_and_keeps_it_in_the_exported_plan() {
    let town = Town::enrolled().await;
    let reporter = manages(&town).await;
    reporter.presses("ตำแหน่งและผู้ใช้").await;
    let verifier = reporter.presses("ตรวจหนึ่ง").await;
    let offered = verifier.keyboard.iter().flatten();
    assert!(
        !offered
            .map(|button| &button.text)
            .any(|text| text.contains("หัวหน้าหน่วยงาน")),
        "only contributors are heads of units"
    );
    reporter.presses("กลับ").await;
    reporter.presses("นางสาวตัวอย่าง คลัง").await;
    let head = reporter.presses("ให้เป็นหัวหน้าหน่วยงาน").await;
    assert!(
        head.text.contains("เป็นหัวหน้าหน่วยงาน ได้รับแจ้ง"),
        "{}",
        head.text
    );
    reporter.presses("กลับ").await;
    reporter.presses("จัดการสำนักงาน").await;
    let mark = reporter.phone.mark();
    reporter.press("ส่งออก TOML");
    let sent = reporter
        .sees_after(mark, |message| message.file.is_some())
        .await;
    let plan = String::from_utf8(sent.file.unwrap().bytes.to_vec()).unwrap();
    assert_eq!(plan.matches("head = true").count(), 1, "{plan}");
    reporter.presses("ตำแหน่งและผู้ใช้").await;
    reporter.presses("นางสาวตัวอย่าง คลัง").await;
    let not = reporter.presses("ไม่เป็นหัวหน้าหน่วยงาน").await;
    assert!(!not.text.contains("ได้รับแจ้ง"), "{}", not.text);
    town.close().await;
}
