//! Evidence by conversation: citations of every kind pasted or asked for, dates typed or picked, orders
//! cited twice, and what seems odd. One test for each thing that people on phones really send.

use rapsap::l10n::L10n;
use serde_json::json;

use crate::chats::Chats;
use crate::conversations::Script;
use crate::databases::{NOW, count, for_each_database, sample_office};
use crate::hands::Hands;
use crate::town::{Person, Town, Who};

/// A measure of personnel, opened: what was done is asked for.
async fn opened(town: &Town) -> Person {
    let person = town.phone(Who::Personnel);
    person.enrols().await;
    person.presses("เริ่มใช้งาน").await;
    person.presses("มาตรการของฉัน").await;
    person.presses("๒. ").await;
    person
}

const PASTED: &str = "\
คำสั่งอบต.บุ่งคล้าที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียนประวัติ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖
ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง นโยบายไม่รับของขวัญ ลงวันที่ 15 ม.ค. 66
รายงานการประชุมพนักงานส่วนตำบล ครั้งที่ 2/2566
หนังสือจังหวัดเพชรบูรณ์ ที่ พช 0023.3/ว 1234 เรื่อง ซักซ้อมแนวทางปฏิบัติ ลงวันที่ 3/3/2566
คู่มือการปฏิบัติงานด้านการบริหารงานบุคคล
ประชาสัมพันธ์คู่มือ https://www.bungkla.go.th/news/12";

#[tokio::test(flavor = "multi_thread")]
async fn one_pasted_message_becomes_papers_of_every_kind() {
    let town = Town::open().await;
    let person = town.phone(Who::Personnel);
    let mut script = Script::of(&person);
    script.starts().await;
    script.presses("เริ่มใช้งาน").await;
    script.presses("มาตรการของฉัน").await;
    script.presses("๒. ").await;
    script.types(PASTED).await;
    script.types("๑๐ กุมภาพันธ์ ๒๕๖๖").await;
    script.presses("ไม่ทราบวันที่").await;
    // Text, an order and minutes in one message, without marks.
    script
        .types("ประชุมชี้แจงบุคลากรทุกกอง\nคำสั่งที่ 64/66 เรื่อง มอบหมายงาน ลงวันที่ 2 ก.พ. 66\nรายงานการประชุมสภา ครั้งที่ 1/66 วันที่ 5/1/66")
        .await;
    script.presses("แก้ผลการดำเนินงาน").await;
    script.presses("✏️ ๔").await;
    script.presses("แก้ชื่อเรื่อง").await;
    script.types("ซักซ้อมแนวทางปฏิบัติงานบุคคล").await;
    insta::assert_snapshot!(script.text());
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_memo_is_asked_for_part_by_part_and_dated_from_the_calendar() {
    let town = Town::open().await;
    let person = town.phone(Who::Personnel);
    let mut script = Script::of(&person);
    script.starts().await;
    script.presses("เริ่มใช้งาน").await;
    script.presses("มาตรการที่ ๒").await;
    script.presses("หลักฐานอื่น").await;
    script.presses("บันทึกข้อความ").await;
    script.types("เลขที่จำไม่ได้ครับ").await;
    script.types("พช 73001/๑๒๓").await;
    script.types("เรื่อง ขออนุมัติจัดทำคู่มือ").await;
    script.presses("ปฏิทิน").await;
    script.presses("▶").await;
    script.presses("๑๔").await;
    // An order that is dated outside the year, kept for a reason.
    script.presses("เพิ่มคำสั่ง").await;
    script.types("468/2566").await;
    script.types("มอบหมายหน้าที่ผู้รับผิดชอบ").await;
    script.types("๑ พฤศจิกายน ๒๕๖๕").await;
    script.types("-").await;
    script.types("ออกเลขย้อนหลังตามทะเบียนคุมคำสั่ง").await;
    script.presses("หลักฐานอื่น").await;
    script.presses("ไม่มีเอกสาร").await;
    script.types("มอบหมายงานด้วยวาจา จึงไม่มีเอกสาร").await;
    script.presses("ไปที่ผลลัพธ์").await;
    script.types("ยังไม่ได้ดำเนินการตามมาตรการ").await;
    script.types("๘๒.๙๔").await;
    script.types("ดำเนินการแล้วแต่ยังไม่เห็นผล").await;
    script.presses("ส่งรายงาน").await;
    insta::assert_snapshot!(script.text());
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_adds_evidence_in_english() {
    let town = Town::open().await;
    let person = town.phone(Who::Administration);
    let mut script = Script::of(&person);
    script.starts().await;
    script.types("/language").await;
    script.presses("My measures").await;
    script.presses("4. ").await;
    script.presses("Other evidence").await;
    script.presses("Minutes").await;
    script.types("1/2023").await;
    script.presses("1/2566").await;
    script.presses("Calendar").await;
    script.types("20/1/66").await;
    script
        .types("คำสั่งจังหวัดเพชรบูรณ์ที่ 77/2566 เรื่อง แต่งตั้งคณะทำงาน ลงวันที่ 1 ก.พ. 66")
        .await;
    // The last order had another issuer: the same one is offered for the next.
    script.presses("Add an order").await;
    script.types("78/66").await;
    script.presses("Same issuer").await;
    script.types("แต่งตั้งผู้ประสานงาน ลงวันที่ 2/2/66").await;
    // One that stands in the list already.
    script.presses("Add an order").await;
    script.types("78/66").await;
    script.presses("Same issuer").await;
    script.presses("The same one").await;
    script.presses("Other evidence").await;
    script.presses("Web page").await;
    script.types("the website").await;
    script.types("https://www.bungkla.go.th/manual").await;
    script.types("Manual on borrowing equipment").await;
    script.presses("Date not known").await;
    insta::assert_snapshot!(script.text());
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_in_any_form_is_read_back_in_the_official_one() {
    let town = Town::open().await;
    let person = opened(&town).await;
    for typed in ["๖๓/๒๕๖๖", "63/66", "๖๓ /2566", "ที่ 63/๖๖"] {
        person.presses("เพิ่มคำสั่ง").await;
        let shown = person.types(typed).await;
        assert!(
            shown.text.contains("คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๖๓/๒๕๖๖"),
            "{typed}: {}",
            shown.text
        );
        person.presses("ยกเลิกคำสั่งนี้").await;
    }
    person.presses("เพิ่มคำสั่ง").await;
    let shown = person.types("63/2023").await;
    assert!(shown.text.contains("ปีไม่ชัดเจน"), "{}", shown.text);
    let shown = person.types("ครั้งที่ ๑/๒๕๖๖").await;
    assert!(shown.text.contains("ไม่ใช่เลขที่คำสั่ง"), "{}", shown.text);
    let shown = person.types("ไม่มี").await;
    assert!(shown.text.contains("คำสั่งต้องมีเลขที่"), "{}", shown.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_date_is_refused_with_an_example_and_a_doubtful_one_is_asked_about() {
    let town = Town::open().await;
    let person = opened(&town).await;
    person.types("คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียนประวัติ").await;
    for (typed, answer) in [
        ("31/2/2566", "ไม่มีวันที่นี้ในปฏิทิน"),
        ("1/13/2566", "เป็นไปไม่ได้"),
        ("เดือนที่แล้ว", "อ่านวันที่ไม่ได้"),
        ("1/2/23", "หมายถึงวันใด"),
    ] {
        let shown = person.types(typed).await;
        assert!(shown.text.contains(answer), "{typed}: {}", shown.text);
    }
    person.presses("๑ กุมภาพันธ์ ๒๕๖๖").await;
    person.sees("ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖").await;
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_tapped_twice_and_an_old_calendar_touch_nothing_else() {
    let town = Town::open().await;
    let person = opened(&town).await;
    person
        .types("คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียนประวัติ\nคำสั่งที่ 64/2566 เรื่อง มอบหมายงาน")
        .await;
    let calendar = person.presses("ปฏิทิน").await;
    let widths: Vec<usize> = calendar.keyboard.iter().map(Vec::len).collect();
    assert!(widths.iter().all(|&width| width <= 7), "{widths:?}");
    let header = &calendar.keyboard[0];
    assert_eq!(header[1].text, "ม.ค. ๒๕๖๖");
    // A cell that is no day only answers the press.
    let blank = header[1].data.clone().unwrap();
    person.phone.press_data(calendar.id, &blank);
    let day = calendar.keyboard[3]
        .iter()
        .find(|button| button.text == "๑๐")
        .and_then(|button| button.data.clone())
        .unwrap();
    let mark = person.phone.mark();
    person.phone.press_data(calendar.id, &day);
    person.phone.press_data(calendar.id, &day);
    let shown = person
        .sees_after(mark, |message| message.text.contains("ปุ่มนี้เป็นของข้อความเก่า"))
        .await;
    assert!(shown.text.contains("ที่ ๖๔/๒๕๖๖"), "{}", shown.text);
    assert!(shown.text.contains("ลงวันที่เท่าไร"), "{}", shown.text);
    let shown = person.presses("ไม่ทราบวันที่").await;
    assert!(
        shown.text.contains("ลงวันที่ ๑๐ มกราคม ๒๕๖๖\n๒. ") && shown.text.contains("มอบหมายงาน\n\n"),
        "{}",
        shown.text
    );
    // Nor does turning the page of the first order's calendar.
    let turn = header[2].data.clone().unwrap();
    let mark = person.phone.mark();
    person.phone.press_data(calendar.id, &turn);
    person
        .sees_after(mark, |message| message.text.contains("ปุ่มนี้เป็นของข้อความเก่า"))
        .await;
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_another_measure_cited_is_offered_for_reuse() {
    let town = Town::open().await;
    let administration = town.phone(Who::Administration);
    administration.enrols().await;
    administration.types("/home").await;
    administration.presses("มาตรการที่").await;
    administration
        .types("คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียนประวัติ ลงวันที่ 1 ก.พ. 66")
        .await;
    administration.presses("ไปที่ผลลัพธ์").await;
    let shown = administration.types("บุคลากรเข้าใจหน้าที่มากขึ้น").await;
    if shown.text.contains("คะแนน ITA") {
        administration.presses("ยังไม่มีคะแนน").await;
    }
    administration.presses("ส่งรายงาน").await;
    let person = opened(&town).await;
    person.presses("เพิ่มคำสั่ง").await;
    let shown = person.types("๖๓/๖๖").await;
    assert!(shown.text.contains("เคยอ้างไว้ ในมาตรการที่"), "{}", shown.text);
    let shown = person.presses("ใช้ข้อมูลเดิม").await;
    assert!(
        shown
            .text
            .contains("เรื่อง แต่งตั้งนายทะเบียนประวัติ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖"),
        "{}",
        shown.text
    );
    // The very same once more is not written twice.
    let shown = person
        .types("คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียนประวัติ ลงวันที่ 1 ก.พ. 66")
        .await;
    assert!(
        shown.text.contains("มีอยู่แล้วในข้อ ๑ จึงไม่ได้เพิ่มซ้ำ"),
        "{}",
        shown.text
    );
    // Another one with the same number is, and is pointed out.
    let shown = person
        .types("คำสั่งที่ 63/2566 เรื่อง มอบหมายงานอื่น ลงวันที่ 1 ก.พ. 66")
        .await;
    assert!(shown.text.contains("เลขที่เดียวกันเคยอ้างไว้"), "{}", shown.text);
    assert!(shown.text.contains("มอบหมายงานอื่น"), "{}", shown.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_insisted_on_is_shown_to_the_reporter_with_its_reason() {
    let town = Town::enrolled().await;
    let person = town.phone(Who::Finance);
    person.presses("เริ่มใช้งาน").await;
    person.presses("มาตรการที่ ๑").await;
    let shown = person
        .types("คำสั่งที่ 9/2566 เรื่อง จัดทำแผน ลงวันที่ 20 ตุลาคม 2566")
        .await;
    assert!(shown.text.contains("ยังมาไม่ถึง"), "{}", shown.text);
    assert!(shown.text.contains("อยู่นอกปีงบประมาณ"), "{}", shown.text);
    // It is kept meanwhile, and asked about before filing.
    person.presses("ไว้ก่อน").await;
    person.presses("ไปที่ผลลัพธ์").await;
    let shown = person.types("มีแผนการใช้จ่าย").await;
    assert!(shown.text.contains("ก่อนส่งรายงาน"), "{}", shown.text);
    person.presses("แก้หรือยืนยัน").await;
    // The right date, typed at once, is taken as one.
    let shown = person.types("20 กันยายน 2565").await;
    assert!(shown.text.contains("เลขที่เป็นของปี ๒๕๖๖"), "{}", shown.text);
    person.types("เลขทะเบียนคุมข้ามปี").await;
    person.presses("ส่งรายงาน").await;
    let reporter = town.phone(Who::Reporter);
    let told = reporter.sees("ส่งรายงานมาตรการที่ ๑ แล้ว").await;
    assert!(told.text.contains("เลขทะเบียนคุมข้ามปี"), "{}", told.text);
    let board = reporter.presses("กระดานรายงาน").await;
    assert!(board.text.contains("⚠️ ๑ รายการ"), "{}", board.text);
    let list = reporter.presses("ดูข้อสังเกต").await;
    assert!(list.text.contains("ลงวันที่ ๒๐ กันยายน ๒๕๖๕"), "{}", list.text);
    assert!(list.text.contains("เลขทะเบียนคุมข้ามปี"), "{}", list.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_said_in_a_dash_is_asked_about_and_its_reason_kept() {
    let town = Town::open().await;
    let person = opened(&town).await;
    for typed in ["-", "ไม่มี", "."] {
        let shown = person.types(typed).await;
        assert!(
            shown.text.contains("ดำเนินการแล้วแต่ไม่มีเอกสาร"),
            "{}",
            shown.text
        );
    }
    person.presses("ดำเนินการแล้ว ไม่มีเอกสาร").await;
    let shown = person.types("ชี้แจงในที่ประชุมด้วยวาจา จึงไม่มีเอกสาร").await;
    assert!(
        shown.text.contains("๑. ชี้แจงในที่ประชุมด้วยวาจา จึงไม่มีเอกสาร"),
        "{}",
        shown.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forwarded_citation_is_accepted() {
    let town = Town::open().await;
    let person = opened(&town).await;
    let mark = person.phone.mark();
    person.phone.forward(
        "คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียนประวัติ ลงวันที่ 1 ก.พ. 66",
        "งานสารบรรณ",
    );
    let shown = person.sees_after(mark, |_| true).await;
    assert!(
        shown
            .text
            .contains("๑. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๖๓/๒๕๖๖"),
        "{}",
        shown.text
    );
    town.close().await;
}

#[tokio::test]
async fn a_heic_photo_is_kept_and_who_sent_it_hears_that_the_report_cannot_show_it() {
    const FINANCE: i64 = 5;
    for_each_database(|db| async move {
        sample_office(&db.store).await;
        let chats = Chats::new(&db.store, L10n::new(), NOW);
        let hands = Hands::of(&chats, FINANCE);
        hands.types("/home").await;
        hands.presses("มาตรการที่ ๑").await;
        for (name, mime, is_heic) in [
            ("IMG_0001.HEIC", "application/octet-stream", true),
            ("IMG_0002", "image/heif", true),
            ("IMG_0003.jpg", "image/jpeg", false),
        ] {
            let document = json!({ "document": {
                "file_id": name, "file_unique_id": name, "file_name": name, "mime_type": mime, "file_size": 9,
            } });
            let update = chats.message(FINANCE, document);
            let answers = chats.send(vec![(FINANCE, update)]).await;
            assert_eq!(answers[&FINANCE].says("file-heic"), is_heic, "{name}");
        }
        assert_eq!(
            count(&db.store, "SELECT COUNT(*) FROM evidence_file").await,
            3,
            "all are kept"
        );
    })
    .await;
}
