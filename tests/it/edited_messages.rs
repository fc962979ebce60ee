//! A message that was edited after it was read: before filing the answer follows it, after filing a
//! correction is offered, and what cannot be read changes nothing.

use rapsap::l10n::L10n;
use rapsap::store::typed;

use crate::chats::Chats;
use crate::databases::{Database, NOW, for_each_database, sample_office};
use crate::hands::Hands;
use crate::town::{Town, Who};

const FINANCE: i64 = 5;
const PERSONNEL: i64 = 6;
const ADMINISTRATION: i64 = 7;

async fn chats(db: &Database) -> Chats {
    sample_office(&db.store).await;
    Chats::new(&db.store, L10n::new(), NOW)
}

async fn opens(hands: &Hands<'_>, measure: &str) {
    hands.types("/home").await;
    hands.presses("มาตรการของฉัน").await;
    hands.presses(measure).await;
}

#[tokio::test]
async fn an_edited_answer_changes_just_what_came_from_it_and_says_so() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, FINANCE);
        opens(&hands, " ๑. ").await;
        let (first, _) = hands.sends("๑. ประชุมชี้แจง\n๒. จัดทำเอกสาร").await;
        hands.types("เผยแพร่ทางเว็บไซต์").await;
        hands.edits(first, "๑. ประชุมชี้แจง\n๒. จัดทำคู่มือ").await.has(&[
            "แก้ข้อ ๒ ตามข้อความที่ท่านแก้ไขแล้ว",
            "๑. ประชุมชี้แจง\n๒. จัดทำคู่มือ\n๓. เผยแพร่ทางเว็บไซต์",
            "มีข้อต่อไปอีกไหม",
        ]);
        // One more, in its place; then two fewer.
        hands
            .edits(first, "๑. ประชุมชี้แจง\n๒. จัดทำคู่มือ\n๓. อบรม")
            .await
            .has(&["๒. จัดทำคู่มือ\n๓. อบรม\n๔. เผยแพร่ทางเว็บไซต์"]);
        hands
            .edits(first, "ประชุมชี้แจง")
            .await
            .has(&["เอาออก ๒ ข้อ", "๑. ประชุมชี้แจง\n๒. เผยแพร่ทางเว็บไซต์"]);
        hands
            .edits(first, "-")
            .await
            .has(&["ยังใช้คำตอบเดิมอยู่", "๑. ประชุมชี้แจง\n๒. เผยแพร่ทางเว็บไซต์"]);
        // An order that lacks a part now is asked about.
        hands
            .edits(first, "คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งคณะทำงาน")
            .await
            .has(&["ลงวันที่เท่าไร"]);
        hands
            .edits(first, "คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งคณะทำงาน ลงวันที่ ๑ ก.พ. ๖๖")
            .await
            .has(&[
                "ที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งคณะทำงาน ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
                "มีข้อต่อไปอีกไหม",
            ]);
    })
    .await;
}

#[tokio::test]
async fn an_edited_part_of_an_order_changes_that_part_alone() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, FINANCE);
        opens(&hands, " ๑. ").await;
        hands.presses("เพิ่มคำสั่ง").await;
        let (number, _) = hands.sends("63/66").await;
        let (subject, _) = hands.sends("แต่งตั้งคณะทำงาน").await;
        // While it is still being asked about.
        hands.edits(number, "64/66").await.has(&[
            "แก้รายละเอียดของเอกสาร",
            "ที่ ๖๔/๒๕๖๖ เรื่อง แต่งตั้งคณะทำงาน",
            "ลงวันที่เท่าไร",
        ]);
        let (date, _) = hands.sends("1 ก.พ. 66").await;
        hands
            .edits(subject, "แต่งตั้งคณะกรรมการ")
            .await
            .has(&["ที่ ๖๔/๒๕๖๖ เรื่อง แต่งตั้งคณะกรรมการ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖"]);
        hands
            .edits(date, "2/2/66")
            .await
            .has(&["แก้ข้อ ๑", "เรื่อง แต่งตั้งคณะกรรมการ ลงวันที่ ๒ กุมภาพันธ์ ๒๕๖๖"]);
        hands.edits(date, "31 ก.พ. 66").await.has(&[
            "ยังใช้คำตอบเดิมอยู่",
            "อ่านวันที่ไม่ได้",
            "ลงวันที่ ๒ กุมภาพันธ์ ๒๕๖๖",
        ]);

        // What another message told of it stays.
        let (pasted, _) = hands.sends("คำสั่งที่ ๗๐/๒๕๖๖ เรื่อง เผยแพร่ข้อมูล").await;
        hands.types("1 มี.ค. 66").await;
        hands
            .edits(pasted, "คำสั่งที่ ๗๐/๒๕๖๖ เรื่อง เผยแพร่ข้อมูลข่าวสาร")
            .await
            .has(&[
                "แก้ข้อ ๒",
                "เรื่อง เผยแพร่ข้อมูลข่าวสาร ลงวันที่ ๑ มีนาคม ๒๕๖๖",
                "มีข้อต่อไปอีกไหม",
            ]);
    })
    .await;
}

#[tokio::test]
async fn an_edited_outcome_and_an_edited_score_are_read_anew() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands, " ๒. ").await;
        hands.types("ประชุมมอบหมายงาน").await;
        hands.presses("ไปที่ผลลัพธ์").await;
        let (outcome, _) = hands.sends("บุคลากรเข้าใจงาน").await;
        let (score, _) = hands.sends("82.94").await;
        hands
            .edits(outcome, "บุคลากรเข้าใจหน้าที่มากขึ้น")
            .await
            .has(&["แก้ผลลัพธ์ตามข้อความ", "๑. บุคลากรเข้าใจหน้าที่มากขึ้น"]);
        hands
            .edits(score, "๘๓.๙๔")
            .await
            .has(&["แก้คะแนนตามข้อความ", "จำนวน ๐.๓๑ คะแนน"]);
        hands
            .edits(score, "ประมาณแปดสิบ")
            .await
            .has(&["ยังใช้คำตอบเดิมอยู่", "อ่านคะแนนไม่ได้ ตัวอย่างที่ถูกต้อง ๘๒.๙๔"])
            .has(&["จำนวน ๐.๓๑ คะแนน"]);
    })
    .await;
}

#[tokio::test]
async fn an_edited_reason_why_nothing_was_done_is_read_anew() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, FINANCE);
        opens(&hands, " ๑. ").await;
        hands.presses("ไม่ได้ดำเนินการ").await;
        let (reason, _) = hands.sends("อยู่ระหว่างจัดซื้อ").await;
        hands
            .edits(reason, "เนื่องจากอยู่ระหว่างจัดจ้าง")
            .await
            .has(&["ไม่มีผลการดำเนินงาน เนื่องจากอยู่ระหว่างจัดจ้าง"])
            .lacks(&["จัดซื้อ"]);
    })
    .await;
}

#[tokio::test]
async fn while_another_measure_is_answered_an_edit_leaves_that_question_alone() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, ADMINISTRATION);
        opens(&hands, " ๕. ").await;
        let (first, _) = hands.sends("จัดทำเว็บไซต์").await;
        opens(&hands, " ๖. ").await;
        hands.types("ปรับปรุงข้อมูล").await;
        hands
            .edits(first, "จัดทำเว็บไซต์ใหม่")
            .await
            .has(&["มาตรการที่ ๕", "แก้ข้อ ๑ ตามข้อความ"]);
        hands
            .presses("กลับไปทำต่อ")
            .await
            .has(&["มาตรการที่ ๖", "๑. ปรับปรุงข้อมูล"]);
        hands.presses("เปิดมาตรการนี้").await.has(&["จัดทำเว็บไซต์ใหม่"]);
    })
    .await;
}

#[tokio::test]
async fn after_filing_an_edit_offers_a_correction_and_changes_nothing() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, FINANCE);
        let (thanks, _) = hands.sends("ขอบคุณ").await;
        opens(&hands, " ๑. ").await;
        let (first, _) = hands.sends("ประชุมชี้แจง").await;
        hands.presses("ไปที่ผลลัพธ์").await;
        let (outcome, _) = hands.sends("เข้าใจมากขึ้น").await;
        hands.presses("ส่งรายงาน").await;
        for message in [first, outcome] {
            hands
                .edits(message, "ประชุมชี้แจง ๒ ครั้ง")
                .await
                .has(&["มาตรการนี้ส่งไปแล้ว", "๑. ประชุมชี้แจง\n"]);
        }
        hands.presses("แก้ไขและส่งใหม่").await.has(&["แก้ไขเพราะอะไร"]);
        hands.types("ระบุจำนวนครั้งไม่ครบ").await;
        // The correction has the answer again, and follows an edit.
        hands
            .edits(first, "ประชุมชี้แจง ๓ ครั้ง")
            .await
            .has(&["แก้ข้อ ๑ ตามข้อความ", "๑. ประชุมชี้แจง ๓ ครั้ง"]);
        hands
            .edits(thanks, "ขอบคุณมาก")
            .await
            .has(&["ไม่ได้เป็นคำตอบของข้อใด"]);
    })
    .await;
}

const FOLLOWED: i64 = 60 * 24 * 3600 * 1000;

#[tokio::test]
async fn what_a_message_answered_is_remembered_for_sixty_days() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, FINANCE);
        opens(&hands, " ๑. ").await;
        let (message, _) = hands.sends("ประชุมชี้แจง").await;
        for (later, known) in [(FOLLOWED - 60_000, true), (FOLLOWED + 60_000, false)] {
            db.store.forget(NOW + later).await.unwrap();
            let mut reader = db.store.reader().await.unwrap();
            let measure = typed::measure(&mut reader, FINANCE, message).await.unwrap();
            assert_eq!(measure.is_some(), known);
        }
        hands
            .edits(message, "ประชุมชี้แจงแล้ว")
            .await
            .has(&["ไม่ได้เป็นคำตอบ"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_phone_a_long_press_and_edit_is_enough() {
    let town = Town::enrolled().await;
    let person = town.phone(Who::Finance);
    person.types("/home").await;
    person.presses("มาตรการที่ ๑").await;
    let mark = person.phone.mark();
    let message = person.phone.text("ประชุมชี้แจงแผนการใช้จ่าย");
    person
        .sees_after(mark, |shown| shown.text.contains("๑. ประชุม"))
        .await;
    let mark = person.phone.mark();
    assert!(person.phone.edit(message, "ประชุมชี้แจงแผนการใช้จ่ายงบประมาณ"));
    let shown = person
        .sees_after(mark, |shown| shown.text.contains("ตามข้อความที่ท่านแก้ไขแล้ว"))
        .await;
    assert!(
        shown.text.contains("๑. ประชุมชี้แจงแผนการใช้จ่ายงบประมาณ"),
        "{}",
        shown.text
    );
    town.close().await;
}
