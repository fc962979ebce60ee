//! Any order, any pause: every item can be changed from the review, deleted and brought back, moved;
//! what was filed is corrected with a reason; the fewest taps lead to a filed measure.

use rapsap::l10n::L10n;

use crate::chats::Chats;
use crate::databases::{Database, NOW, for_each_database, sample_office};
use crate::hands::Hands;
use crate::town::{Town, Who};

/// Chats by the places of the posts in the sample.
const REPORTER: i64 = 1;
const FIRST_VERIFIER: i64 = 2;
const EXECUTIVE: i64 = 4;
const FINANCE: i64 = 5;
const PERSONNEL: i64 = 6;
const ADMINISTRATION: i64 = 7;

async fn chats(db: &Database) -> Chats {
    sample_office(&db.store).await;
    Chats::new(&db.store, L10n::new(), NOW)
}

/// Three results and two outcomes of measure 5, up to the review.
async fn reviews(hands: &Hands<'_>) {
    hands.types("/home").await;
    hands.presses("มาตรการของฉัน").await;
    hands.presses(" ๕. ").await;
    hands
        .types("๑. ประชุมชี้แจง\n- ครั้งที่ ๑/๒๕๖๖\n๒. จัดทำเว็บไซต์\n๓. คำสั่งที่ 63/2566 เรื่อง แต่งตั้งผู้ดูแลเว็บไซต์ ลงวันที่ 1 ก.พ. 66")
        .await
        .has(&["มีข้อต่อไปอีกไหม"]);
    hands.presses("ไปที่ผลลัพธ์").await.has(&["๒. จัดทำเว็บไซต์"]);
    hands
        .types("๑. ประชาชนสอบถามได้สะดวก\n๒. เจ้าหน้าที่ตอบได้เร็วขึ้น")
        .await
        .has(&["ตรวจทานแล้วกดส่งรายงาน", "๒. เจ้าหน้าที่ตอบได้เร็วขึ้น"]);
}

#[tokio::test]
async fn an_item_is_changed_moved_deleted_and_brought_back_from_the_review() {
    for_each_database(|db| async move {
        let mut chats = chats(&db).await;
        let message;
        {
            let hands = Hands::of(&chats, ADMINISTRATION);
            reviews(&hands).await;
            // Another text in its place.
            hands
                .presses("✏️ ๒")
                .await
                .has(&["ข้อ ๒</b> จาก ๓ ข้อ", "<code>จัดทำเว็บไซต์</code>"]);
            hands
                .types("ปรับปรุงเว็บไซต์ใหม่ทั้งหมด")
                .await
                .has(&[
                    "แก้ข้อ ๒ และบันทึกแล้ว",
                    "๒. ปรับปรุงเว็บไซต์ใหม่ทั้งหมด",
                    "๑. ประชุมชี้แจง",
                ])
                .lacks(&["จัดทำเว็บไซต์"]);
            // Moved; the same tap once more moves nothing.
            hands.presses("✏️ ๑").await.has(&["ครั้งที่ ๑/๒๕๖๖"]);
            let (below, down) = hands.button("เลื่อนลง");
            hands.press(below, &down).await.has(&["ข้อ ๒</b> จาก ๓ ข้อ"]);
            hands.press(below, &down).await.has(&["ข้อ ๒</b> จาก ๓ ข้อ"]);
            hands
                .presses("กลับ")
                .await
                .has(&["๑. ปรับปรุงเว็บไซต์ใหม่ทั้งหมด\n๒. ประชุมชี้แจง\n- ครั้งที่ ๑/๒๕๖๖\n๓. คำสั่ง"]);
            // Deleted once, however often it is tapped.
            hands.presses("✏️ ๒").await;
            let (shown, delete) = hands.button("ลบข้อนี้");
            message = shown;
            hands
                .press(message, &delete)
                .await
                .has(&["ลบแล้ว: ประชุมชี้แจง", "๒. คำสั่ง"]);
            hands
                .press(message, &delete)
                .await
                .has(&["ปุ่มนี้เป็นของข้อความเก่า"]);
        }
        // What was deleted comes back after a restart, too.
        chats.restart();
        let hands = Hands::of(&chats, ADMINISTRATION);
        hands.types("/home").await;
        hands.presses("มาตรการที่ ๕").await.lacks(&["ประชุมชี้แจง"]);
        let (message, undo) = hands.button("เลิกลบ");
        hands
            .press(message, &undo)
            .await
            .has(&["๒. ประชุมชี้แจง\n- ครั้งที่ ๑/๒๕๖๖\n๓. คำสั่ง"]);
        hands
            .press(message, &undo)
            .await
            .has(&["ปุ่มนี้เป็นของข้อความเก่า"]);
    })
    .await;
}

#[tokio::test]
async fn an_outcome_is_changed_item_by_item() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, ADMINISTRATION);
        reviews(&hands).await;
        hands
            .presses("แก้ผลลัพธ์")
            .await
            .has(&["ประชาชนสอบถามได้สะดวก"]);
        hands
            .presses("✏️ ๒")
            .await
            .has(&["ผลลัพธ์/ความสำเร็จ ข้อ ๒</b> จาก ๒ ข้อ"]);
        hands
            .types("เจ้าหน้าที่ตอบได้ภายในวันเดียว")
            .await
            .has(&["๑. ประชาชนสอบถามได้สะดวก", "๒. เจ้าหน้าที่ตอบได้ภายในวันเดียว"]);
        hands.presses("แก้ผลลัพธ์").await;
        hands.presses("✏️ ๑").await;
        hands
            .presses("ลบข้อนี้")
            .await
            .lacks(&["๑. ประชาชนสอบถามได้สะดวก"]);
        hands
            .presses("เลิกลบ")
            .await
            .has(&["๑. ประชาชนสอบถามได้สะดวก"]);
    })
    .await;
}

#[tokio::test]
async fn only_what_is_wrong_about_an_order_is_typed_again() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, ADMINISTRATION);
        reviews(&hands).await;
        for (typed, cited) in [
            (
                "๖๔/๒๕๖๖",
                "ที่ ๖๔/๒๕๖๖ เรื่อง แต่งตั้งผู้ดูแลเว็บไซต์ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            ),
            (
                "2/2/66",
                "ที่ ๖๔/๒๕๖๖ เรื่อง แต่งตั้งผู้ดูแลเว็บไซต์ ลงวันที่ ๒ กุมภาพันธ์ ๒๕๖๖",
            ),
            (
                "เรื่อง แต่งตั้งคณะทำงาน",
                "ที่ ๖๔/๒๕๖๖ เรื่อง แต่งตั้งคณะทำงาน ลงวันที่ ๒ กุมภาพันธ์ ๒๕๖๖",
            ),
        ] {
            hands.presses("✏️ ๓").await.has(&["พิมพ์เฉพาะส่วนที่ผิด"]);
            hands.types(typed).await.has(&[cited, "แก้ข้อ ๓"]);
        }
        // A citation that lacks its date is asked about, at its place.
        hands.presses("✏️ ๓").await;
        hands
            .types("คำสั่งที่ ๗๐/๒๕๖๖ เรื่อง เผยแพร่ข้อมูล")
            .await
            .has(&["ลงวันที่เท่าไร"]);
        hands
            .types("๑ มี.ค. ๖๖")
            .await
            .has(&["๓. คำสั่ง", "ที่ ๗๐/๒๕๖๖ เรื่อง เผยแพร่ข้อมูล ลงวันที่ ๑ มีนาคม ๒๕๖๖"]);
    })
    .await;
}

#[tokio::test]
async fn forty_items_stay_in_reach() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, ADMINISTRATION);
        hands.types("/home").await;
        hands.presses("มาตรการที่ ๔").await;
        let items: Vec<String> = (1..=45)
            .map(|n| format!("{n}. ดำเนินการเรื่องที่ {n}"))
            .collect();
        hands.types(&items.join("\n")).await;
        hands.presses("ไปที่ผลลัพธ์").await;
        hands.types("สำเร็จตามแผน").await;
        hands
            .presses("ยังไม่มีคะแนน")
            .await
            .has(&["๔๕. ดำเนินการเรื่องที่ 45"]);
        hands.presses("แก้ผลการดำเนินงาน").await.lacks(&["เรื่องที่ 21"]);
        hands.presses("ถัดไป").await.has(&["๒๑. ดำเนินการเรื่องที่ 21"]);
        hands.presses("ถัดไป").await;
        hands.presses("✏️ ๔๔").await.has(&["ดำเนินการเรื่องที่ 44"]);
        hands.types("แก้แล้ว").await.has(&["๔๔. แก้แล้ว\n๔๕. "]);
    })
    .await;
}

#[tokio::test]
async fn a_pasted_measure_takes_three_taps_and_nothing_done_takes_three() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, FINANCE);
        hands.types("/home").await;
        hands.presses("มาตรการที่ ๑").await;
        hands.types("๑. ประชุมชี้แจงแผน\n๒. จัดทำเอกสารเผยแพร่").await;
        hands.presses("ไปที่ผลลัพธ์").await;
        hands.types("บุคลากรเข้าใจมากขึ้น").await;
        hands
            .presses("ส่งรายงาน")
            .await
            .has(&["ส่งรายงานมาตรการที่ ๑ แล้ว"]);
        assert_eq!((hands.taps.get(), hands.typed.get()), (3, 3));

        let hands = Hands::of(&chats, PERSONNEL);
        hands.types("/home").await;
        hands.presses("มาตรการที่ ๒").await;
        hands.presses("ไม่ได้ดำเนินการ").await;
        hands.types("อยู่ระหว่างจัดทำร่างแผน").await.has(&["บันทึกครบแล้ว"]);
        hands
            .presses("ส่งรายงาน")
            .await
            .has(&["ส่งรายงานมาตรการที่ ๒ แล้ว"]);
        assert_eq!(hands.taps.get(), 3);
    })
    .await;
}

#[tokio::test]
async fn what_the_office_said_before_is_offered_and_nothing_else() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, ADMINISTRATION);
        let said = "ประชาชนเข้าถึงข้อมูลข่าวสารของหน่วยงานได้สะดวกและรวดเร็วมากขึ้นกว่าปีที่ผ่านมาอย่างเห็นได้ชัด";
        hands.types("/home").await;
        hands.presses("มาตรการของฉัน").await;
        hands.presses(" ๕. ").await;
        hands.types("จัดทำเว็บไซต์").await;
        hands.presses("ไปที่ผลลัพธ์").await.lacks(&["เคยรายงานไว้"]);
        hands.types(said).await;
        hands.presses("ส่งรายงาน").await;
        hands.presses("มาตรการของฉัน").await;
        hands.presses(" ๖. ").await;
        hands.types("ปรับปรุงเว็บไซต์").await;
        hands.presses("ไปที่ผลลัพธ์").await.has(&["เคยรายงานไว้"]);
        let (message, words) = hands.button("💬 ประชาชนเข้าถึงข้อมูล");
        hands
            .press(message, &words)
            .await
            .has(&[&format!("๑. {said}"), "บันทึกครบแล้ว"]);
        hands
            .press(message, &words)
            .await
            .has(&["ปุ่มนี้เป็นของข้อความเก่า"]);

        // Another unit's words are not this one's.
        let finance = Hands::of(&chats, FINANCE);
        finance.types("/home").await;
        finance.presses("มาตรการที่ ๑").await;
        finance.types("ประชุมชี้แจงแผน").await;
        finance.presses("ไปที่ผลลัพธ์").await.lacks(&["เคยรายงานไว้"]);

        // A reason, likewise.
        hands.types("/home").await;
        hands.presses("มาตรการที่ ๖").await;
        hands.presses("ส่งรายงาน").await;
        hands.presses("มาตรการที่ ๔").await;
        hands.presses("ไม่ได้ดำเนินการ").await.lacks(&["เคยรายงานไว้"]);
        hands.types("อยู่ระหว่างจัดซื้อจัดจ้าง").await;
        hands.presses("ส่งรายงาน").await;
        hands.types("/home").await;
        hands.presses("มาตรการของฉัน").await;
        hands.presses(" ๔. ").await;
        hands.presses("ไตรมาสอื่น").await;
        hands.presses("ไตรมาสที่ ๓").await;
        hands.presses("ไม่ได้ดำเนินการ").await;
        hands
            .presses("💬 อยู่ระหว่างจัดซื้อจัดจ้าง")
            .await
            .has(&["ไม่มีผลการดำเนินงาน เนื่องจากอยู่ระหว่างจัดซื้อจัดจ้าง", "บันทึกครบแล้ว"]);
    })
    .await;
}

async fn filed(chats: &Chats) -> Hands<'_> {
    let hands = Hands::of(chats, FINANCE);
    hands.types("/home").await;
    hands.presses("มาตรการที่ ๑").await;
    hands.types("ประชุมชี้แจงแผน").await;
    hands.presses("ไปที่ผลลัพธ์").await;
    hands.types("บุคลากรเข้าใจมากขึ้น").await;
    hands.presses("ส่งรายงาน").await;
    hands
}

/// Opens the filed measure and gives the reason of its correction.
async fn corrects(hands: &Hands<'_>, reason: &str) {
    hands.presses("มาตรการของฉัน").await;
    hands.presses(" ๑. ").await;
    hands.presses("แก้ไขและส่งใหม่").await.has(&["แก้ไขเพราะอะไร"]);
    hands
        .types(reason)
        .await
        .has(&[&format!("แก้ไขเพราะ</b> {reason}"), "ประชุมชี้แจงแผน"]);
}

#[tokio::test]
async fn a_correction_says_why_and_is_a_new_revision() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = filed(&chats).await;
        hands.presses("มาตรการของฉัน").await;
        hands.presses(" ๑. ").await;
        hands.presses("แก้ไขและส่งใหม่").await;
        hands.types("-").await.has(&["ต้องระบุเหตุผลที่แก้ไข"]);
        hands.types("ระบุจำนวนครั้งผิด").await;
        hands.presses("✏️ ๑").await;
        hands.types("ประชุมชี้แจงแผน ๒ ครั้ง").await;
        let file = hands.button("ส่งรายงาน");
        chats.press(FINANCE, file.0, &file.1).await;
        let again = chats.press(FINANCE, file.0, &file.1).await;
        assert_eq!(again.notices, ["มาตรการนี้ส่งแล้ว"]);
        hands.types("/home").await;
        hands.presses("มาตรการของฉัน").await;
        hands
            .presses(" ๑. ")
            .await
            .has(&["๑. ประชุมชี้แจงแผน ๒ ครั้ง", "แก้ไขเพราะ ระบุจำนวนครั้งผิด"]);
        // The reason is the office's own by now.
        hands.presses("แก้ไขและส่งใหม่").await;
        hands
            .presses("💬 ระบุจำนวนครั้งผิด")
            .await
            .has(&["๑. ประชุมชี้แจงแผน ๒ ครั้ง"]);
    })
    .await;
}

#[tokio::test]
async fn a_correction_voids_the_version_that_waits_and_says_so_before_and_after() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = filed(&chats).await;
        let reporter = Hands::of(&chats, REPORTER);
        reporter.types("/home").await;
        reporter.presses("กระดานรายงาน").await;
        reporter.presses("รวบรวมรายงาน").await;
        reporter.presses("รวบรวมเท่าที่มี").await;
        reporter.presses("เสนอตรวจสอบ").await;
        let verifier = Hands::of(&chats, FIRST_VERIFIER);
        verifier
            .types("/home")
            .await
            .has(&["รอท่านตรวจสอบ", "รอมาตั้งแต่ ๑ ตุลาคม ๒๕๖๖"]);
        verifier.presses("ตรวจแล้วถูกต้อง").await;

        corrects(&hands, "ระบุวันที่ผิด").await;
        let last = hands.types("/home").await;
        last.has(&["มาตรการ"]);
        hands.presses("มาตรการที่ ๑").await.has(&[
            "รายงานฉบับที่ ๑ อยู่ระหว่าง นางสาวสมมุติ ตรวจหนึ่ง ตรวจสอบ",
            "ฉบับที่ ๑ จะใช้ไม่ได้",
        ]);
        let (message, file) = hands.button("ส่งรายงาน");
        let told = chats
            .send(vec![(FINANCE, chats.pressed(FINANCE, message, &file))])
            .await;
        told[&REPORTER].shown[0].has(&["แก้ไขและส่งมาตรการที่ ๑ ใหม่", "ระบุวันที่ผิด"]);
        told[&FIRST_VERIFIER].shown[0].has(&["รายงานฉบับที่ ๑ ใช้ไม่ได้แล้ว"]);
        assert!(!told.contains_key(&EXECUTIVE));

        // What the verifier still has open explains itself.
        verifier
            .presses("ยืนยันว่าตรวจแล้ว")
            .await
            .has(&["รายการนี้ไม่ได้รอท่านอยู่ในขณะนี้", "ต้องรวบรวมใหม่"]);
        reporter
            .types("/home")
            .await
            .has(&["มีการแก้ไขหลังรวบรวม ต้องรวบรวมใหม่"]);
    })
    .await;
}

#[tokio::test]
async fn a_returned_measure_needs_no_other_reason_than_the_return_has() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = filed(&chats).await;
        let reporter = Hands::of(&chats, REPORTER);
        reporter.types("/home").await;
        reporter.presses("กระดานรายงาน").await;
        reporter.presses("ส่งคืนมาตรการ").await;
        reporter.presses("๑. ").await;
        reporter.types("โปรดระบุจำนวนครั้ง").await;
        hands.types("/home").await.has(&["↩️ ๑. "]);
        hands
            .presses("มาตรการที่ ๑ ↩️")
            .await
            .has(&["โปรดระบุจำนวนครั้ง", "ประชุมชี้แจงแผน"]);
        hands.presses("✏️ ๑").await;
        hands.types("ประชุมชี้แจงแผน ๒ ครั้ง").await;
        hands
            .presses("ส่งรายงาน")
            .await
            .has(&["ส่งรายงานมาตรการที่ ๑ แล้ว"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_phone_an_item_is_changed_in_the_message_that_was_pressed() {
    let town = Town::enrolled().await;
    let person = town.phone(Who::Finance);
    person.types("/home").await;
    person.presses("มาตรการที่ ๑").await;
    person.types("๑. ประชุมชี้แจง\n๒. จัดทำเอกสาร").await;
    let list = person.presses("แก้ผลการดำเนินงาน").await;
    let item = person.presses("✏️ ๒").await;
    assert_eq!(item.id, list.id);
    assert!(item.text.contains("ข้อ ๒ จาก ๒ ข้อ"), "{}", item.text);
    let review = person.types("จัดทำและเผยแพร่เอกสาร").await;
    assert!(
        review.text.contains("๒. จัดทำและเผยแพร่เอกสาร"),
        "{}",
        review.text
    );
    town.close().await;
}
