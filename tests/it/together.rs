//! Two people of one unit at the same measure: what is added goes together, and what would take the
//! place of a colleague's words is asked about first.

use rapsap::l10n::L10n;
use rapsap::store::Store;

use crate::chats::Chats;
use crate::databases::{NOW, for_each_database, office};
use crate::hands::Hands;

const PERSONNEL: i64 = 6;
const COLLEAGUE: i64 = 8;

/// The sample office with a second personnel officer, in chat 8.
async fn chats(store: &Store) -> Chats {
    let file = include_str!("../../src/sample_office.toml").to_owned()
        + r#"
[[post]]
id = "c-hr-2"
role = "contributor"
name = "นางสาวตัวอย่าง ร่วมงาน"
position = "ผู้ช่วยนักทรัพยากรบุคคล"
unit = "palad-hr"
"#;
    office(store, &file, 0).await;
    Chats::new(store, L10n::new(), NOW)
}

async fn opens(hands: &Hands<'_>) {
    hands.types("/home").await;
    hands.presses("มาตรการของฉัน").await;
    hands.presses(" ๒. ").await;
}

#[tokio::test]
async fn what_both_add_is_one_list_and_each_is_told() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let (one, other) = (Hands::of(&chats, PERSONNEL), Hands::of(&chats, COLLEAGUE));
        opens(&one).await;
        opens(&other).await;
        one.types("ประชุมมอบหมายงาน").await.lacks(&["บันทึกเพิ่มไว้"]);
        other.types("จัดทำคำสั่งแบ่งงาน").await.has(&[
            "นายตัวอย่าง บุคคล บันทึกเพิ่มไว้เมื่อ",
            "๑. ประชุมมอบหมายงาน\n๒. จัดทำคำสั่งแบ่งงาน",
        ]);
        one.types("ติดตามผล").await.has(&[
            "นางสาวตัวอย่าง ร่วมงาน บันทึกเพิ่มไว้เมื่อ",
            "๒. จัดทำคำสั่งแบ่งงาน\n๓. ติดตามผล",
        ]);
        opens(&other).await;
        other.types("/start").await.has(&["๓. ติดตามผล"]);
    })
    .await;
}

#[tokio::test]
async fn an_outcome_never_takes_the_place_of_a_colleagues_unseen() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let (one, other) = (Hands::of(&chats, PERSONNEL), Hands::of(&chats, COLLEAGUE));
        opens(&one).await;
        one.types("ประชุมมอบหมายงาน").await;
        one.presses("ไปที่ผลลัพธ์").await;
        // Opening shows what is saved.
        opens(&other).await;
        other.types("บุคลากรเข้าใจหน้าที่").await;

        one.types("งานเสร็จเร็วขึ้น").await.has(&[
            "นางสาวตัวอย่าง ร่วมงาน บันทึกไว้ก่อนท่าน",
            "บุคลากรเข้าใจหน้าที่",
            "งานเสร็จเร็วขึ้น",
        ]);
        // A pause changes nothing about it.
        one.types("/start").await.has(&["งานเสร็จเร็วขึ้น"]);
        let (message, add) = one.button("เพิ่มข้อความที่ท่านพิมพ์");
        one.press(message, &add)
            .await
            .has(&["๑. บุคลากรเข้าใจหน้าที่\n๒. งานเสร็จเร็วขึ้น"]);
        one.press(message, &add).await.has(&["ปุ่มนี้เป็นของข้อความเก่า"]);

        // Replaced only when that is chosen; seen words are replaced without a question.
        one.presses("แก้ผลลัพธ์").await;
        other.types("/home").await;
        other.presses("มาตรการที่ ๒").await;
        other.presses("แก้ผลลัพธ์").await;
        other.types("ไม่มีข้อร้องเรียน").await.lacks(&["ก่อนท่าน"]);
        one.types("งานเสร็จเร็วขึ้นมาก").await.has(&["บันทึกไว้ก่อนท่าน"]);
        one.presses("แทนที่ด้วยข้อความของท่าน").await.has(&["คะแนน ITA"]);
        one.types("82.94")
            .await
            .has(&["๑. งานเสร็จเร็วขึ้นมาก"])
            .lacks(&["ไม่มีข้อร้องเรียน"]);
    })
    .await;
}

#[tokio::test]
async fn an_item_that_a_colleague_changed_is_not_overwritten() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let (one, other) = (Hands::of(&chats, PERSONNEL), Hands::of(&chats, COLLEAGUE));
        opens(&one).await;
        one.types("๑. ประชุมมอบหมายงาน\n๒. ติดตามผล").await;
        one.presses("แก้ผลการดำเนินงาน").await;
        one.presses("✏️ ๒").await;
        opens(&other).await;
        other.presses("กลับไปผลการดำเนินงาน").await;
        other.presses("แก้ผลการดำเนินงาน").await;
        other.presses("✏️ ๒").await;
        other.types("ติดตามผลรายเดือน").await;
        one.types("ติดตามผลรายไตรมาส").await.has(&[
            "บันทึกไว้ก่อนท่าน",
            "๒. ติดตามผลรายเดือน",
            "ติดตามผลรายไตรมาส",
        ]);
        assert!(!one.labels().iter().any(|label| label.contains("แทนที่")));
        one.presses("เพิ่มข้อความที่ท่านพิมพ์")
            .await
            .has(&["๒. ติดตามผลรายเดือน\n๓. ติดตามผลรายไตรมาส"]);
    })
    .await;
}

#[tokio::test]
async fn what_a_colleague_filed_meanwhile_is_shown_and_corrected_only_with_a_reason() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let (one, other) = (Hands::of(&chats, PERSONNEL), Hands::of(&chats, COLLEAGUE));
        opens(&one).await;
        one.types("ประชุมมอบหมายงาน").await;
        // Opening shows what is saved.
        opens(&other).await;
        other.types("บุคลากรเข้าใจหน้าที่").await;
        other.presses("ยังไม่มีคะแนน").await;
        other.presses("ส่งรายงาน").await;
        one.types("จัดทำคำสั่งแบ่งงาน")
            .await
            .has(&["มาตรการนี้ส่งแล้ว", "ส่งโดย นางสาวตัวอย่าง ร่วมงาน"]);
        one.presses("แก้ไขและส่งใหม่").await.has(&["แก้ไขเพราะอะไร"]);
    })
    .await;
}
