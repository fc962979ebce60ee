//! Photos and files in the chat: what they are attached to, albums, files that are too large, and files
//! that come while no measure is open.

use rapsap::sandbox::AlbumItem;

use crate::town::{Person, Town, Who};

/// A picture of one pixel.
fn picture() -> Vec<u8> {
    const PNG: &[u8] =
        b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\
      \x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0d\x49\x44\x41\
      \x54\x78\xda\x63\x64\xf8\xcf\x50\x0f\x00\x03\x86\x01\x80\x5a\x34\x7d\x6b\x00\x00\
      \x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
    PNG.to_vec()
}

async fn opened(town: &Town) -> Person {
    let person = town.phone(Who::Personnel);
    person.enrols().await;
    person.presses("เริ่มใช้งาน").await;
    person.presses("มาตรการของฉัน").await;
    person.presses("๒. ").await;
    person
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_goes_to_what_was_typed_last_and_to_another_item_in_a_tap() {
    let town = Town::open().await;
    let person = opened(&town).await;
    person.types("๑. ประชุมชี้แจงบุคลากร\n๒. จัดทำคู่มือแล้วเสร็จ").await;
    let mark = person.phone.mark();
    person.phone.photo(picture(), None);
    let shown = person.sees_after(mark, |_| true).await;
    assert!(
        shown.text.contains("แนบ ๑ ภาพ กับข้อ ๒ แล้ว: จัดทำคู่มือ"),
        "{}",
        shown.text
    );
    person.presses("ย้ายไปข้ออื่น").await;
    let shown = person.presses("๑. ประชุม").await;
    assert!(shown.text.contains("กับข้อ ๑ แล้ว: ประชุม"), "{}", shown.text);
    let shown = person.presses("แยกเป็นข้อใหม่").await;
    assert!(shown.text.contains("เป็นข้อ ๓ แล้ว"), "{}", shown.text);
    let shown = person.types("ภาพถ่ายการประชุมชี้แจง").await;
    assert!(
        shown.text.contains("๓. ภาพถ่ายการประชุมชี้แจง\n🖼 ๑ ภาพ"),
        "{}",
        shown.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_without_anything_typed_is_an_item_whose_caption_may_be_skipped() {
    let town = Town::open().await;
    let person = opened(&town).await;
    let mark = person.phone.mark();
    person.phone.photo(picture(), None);
    let shown = person.sees_after(mark, |_| true).await;
    assert!(shown.text.contains("ภาพหรือไฟล์นี้แสดงอะไร"), "{}", shown.text);
    let shown = person.presses("ไม่ต้องมีคำบรรยาย").await;
    assert!(shown.text.contains("🖼 ๑ ภาพ"), "{}", shown.text);
    // With a caption there is nothing to ask.
    let mark = person.phone.mark();
    person.phone.photo(picture(), Some("ภาพถ่ายกิจกรรมอบรม"));
    let shown = person.sees_after(mark, |_| true).await;
    assert!(
        shown
            .text
            .contains("บันทึก ๑ ภาพ เป็นข้อ ๒ แล้ว: ภาพถ่ายกิจกรรมอบรม"),
        "{}",
        shown.text
    );
    person.presses("ไม่ใช้ไฟล์นี้").await;
    let shown = person.types("/start").await;
    assert!(!shown.text.contains("กิจกรรมอบรม"), "{}", shown.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_joined_photos_of_something_else_can_be_parted_from_them() {
    let town = Town::open().await;
    let person = opened(&town).await;
    let mark = person.phone.mark();
    person.phone.photo(picture(), Some("ภาพการประชุม"));
    person.sees_after(mark, |_| true).await;
    let mark = person.phone.mark();
    person.phone.document(
        "รายงาน.pdf",
        "application/pdf",
        b"%PDF-1.7\n%%EOF".to_vec(),
        None,
    );
    let shown = person.sees_after(mark, |_| true).await;
    assert!(
        shown.text.contains("แนบ ๑ ไฟล์ กับข้อ ๑ แล้ว: ภาพการประชุม"),
        "{}",
        shown.text
    );
    person.presses("แยกเป็นข้อใหม่").await;
    let shown = person.types("รายงานผลการประชุม").await;
    assert!(
        shown
            .text
            .contains("๑. ภาพการประชุม\n🖼 ๑ ภาพ\n๒. รายงานผลการประชุม\n📎 ๑ ไฟล์"),
        "{}",
        shown.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_whose_caption_cites_an_order_is_that_orders() {
    let town = Town::open().await;
    let person = opened(&town).await;
    let mark = person.phone.mark();
    person.phone.document(
        "คำสั่ง.pdf",
        "application/pdf",
        b"%PDF-1.7\n%%EOF".to_vec(),
        Some("คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียนประวัติ"),
    );
    let shown = person.sees_after(mark, |_| true).await;
    assert!(shown.text.contains("กับคำสั่งที่กำลังกรอก"), "{}", shown.text);
    assert!(shown.text.contains("ลงวันที่เท่าไร"), "{}", shown.text);
    // Another page, while the order is asked about.
    let mark = person.phone.mark();
    person.phone.photo(picture(), None);
    person
        .sees_after(mark, |message| message.text.contains("กับคำสั่งที่กำลังกรอก"))
        .await;
    let shown = person.types("1 ก.พ. 66").await;
    assert!(
        shown
            .text
            .contains("ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖\n🖼 ๑ ภาพ · 📎 ๑ ไฟล์"),
        "{}",
        shown.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_is_taken_whole_and_answered_once_with_its_count() {
    let town = Town::open().await;
    let person = opened(&town).await;
    person.types("ประชุมชี้แจงบุคลากร").await;
    let before = person.phone.messages().len();
    let mark = person.phone.mark();
    let photo = || AlbumItem::Photo {
        bytes: picture(),
        caption: None,
    };
    person.phone.album(vec![photo(), photo(), photo()]);
    let shown = person
        .sees_after(mark, |message| message.text.contains("แนบ ๓ ภาพ"))
        .await;
    assert!(shown.text.contains("กับข้อ ๑ แล้ว"), "{}", shown.text);
    let answers = person.phone.messages()[before..]
        .iter()
        .filter(|message| message.from_bot)
        .count();
    assert_eq!(answers, 1, "one answer to three photos");
    // The whole album moves together.
    let shown = person.presses("แยกเป็นข้อใหม่").await;
    assert!(
        shown.text.contains("บันทึก ๓ ภาพ เป็นข้อ ๒ แล้ว"),
        "{}",
        shown.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_too_large_is_answered_by_a_link() {
    let town = Town::open().await;
    let person = opened(&town).await;
    person.types("จัดทำคู่มือแล้วเสร็จ").await;
    let mark = person.phone.mark();
    person.phone.document(
        "คู่มือ.pdf",
        "application/pdf",
        vec![0; 21 * 1024 * 1024],
        None,
    );
    let shown = person.sees_after(mark, |_| true).await;
    assert!(shown.text.contains("วางลิงก์ของไฟล์"), "{}", shown.text);
    let shown = person.types("https://www.bungkla.go.th/manual.pdf").await;
    assert!(
        shown.text.contains("https://www.bungkla.go.th/manual.pdf"),
        "{}",
        shown.text
    );
    assert!(shown.text.contains("มีข้อต่อไปอีกไหม"), "{}", shown.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_comes_while_no_measure_is_open_waits_for_the_tap_that_says_which() {
    let town = Town::open().await;
    let person = town.phone(Who::Personnel);
    person.enrols().await;
    let mark = person.phone.mark();
    person.phone.photo(picture(), Some("ภาพถ่ายการอบรม"));
    person.phone.photo(picture(), None);
    person
        .sees_after(mark, |message| message.text.contains("ได้รับ ๒ ภาพแล้ว"))
        .await;
    // They wait while the person looks at home.
    person.types("/home").await;
    let shown = person.types("/start").await;
    assert!(shown.text.contains("เป็นของมาตรการใด"), "{}", shown.text);
    let shown = person.presses("๒. ").await;
    assert!(shown.text.contains("ภาพถ่ายการอบรม"), "{}", shown.text);
    let shown = person.types("/start").await;
    assert!(shown.text.contains("🖼"), "{}", shown.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forwarded_photo_is_recorded_as_forwarded_and_a_sticker_is_not_evidence() {
    let town = Town::open().await;
    let person = opened(&town).await;
    person.types("ประชุมชี้แจงบุคลากร").await;
    for send in [
        |person: &Person| person.phone.sticker(),
        |person: &Person| person.phone.voice(),
        |person: &Person| person.phone.video_note(),
        |person: &Person| person.phone.location(),
        |person: &Person| person.phone.contact(),
        |person: &Person| person.phone.poll(),
    ] {
        let mark = person.phone.mark();
        send(&person);
        let shown = person.sees_after(mark, |_| true).await;
        assert!(shown.text.contains("มีข้อต่อไปอีกไหม"), "{}", shown.text);
    }
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_comes_when_everything_is_filed_is_told_how_it_becomes_evidence() {
    let town = Town::open().await;
    let person = town.phone(Who::Finance);
    person.enrols().await;
    person.presses("เริ่มใช้งาน").await;
    person.presses("มาตรการที่ ๑").await;
    person.presses("ไม่ได้ดำเนินการ").await;
    person.types("รองบประมาณ").await;
    person.presses("ส่งรายงาน").await;
    person.types("/home").await;
    let mark = person.phone.mark();
    person.phone.document(
        "ประกาศ.pdf",
        "application/pdf",
        b"%PDF-1.7\n%%EOF".to_vec(),
        None,
    );
    person
        .sees_after(mark, |message| {
            message.text.contains("เป็นหลักฐานของมาตรการที่ส่งไปแล้ว")
        })
        .await;
    person.presses("มาตรการของฉัน").await;
    town.close().await;
}
