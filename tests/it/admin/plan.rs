//! A plan that is sent as a file in chat: what is wrong with it, what it would change, and taking it
//! over with a second tap.

use rapsap::plan_file;

use crate::town::{Person, Town, Who};

pub async fn awaits_file(town: &Town) -> Person {
    let reporter = town.phone(Who::Reporter);
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("จัดการสำนักงาน").await;
    let asked = reporter.presses("นำเข้าแผน").await;
    assert!(asked.text.contains("ส่งไฟล์แผนมาในแชตนี้"), "{}", asked.text);
    reporter
}

/// Sends a file; what is said about it once it is read.
pub async fn sends(reporter: &Person, name: &str, bytes: Vec<u8>, until: &str) -> String {
    let mark = reporter.phone.mark();
    reporter
        .phone
        .document(name, "application/octet-stream", bytes, None);
    let said = reporter
        .sees_after(mark, |message| message.text.contains(until))
        .await;
    said.text
}

pub fn sample() -> String {
    include_str!("../../../src/sample_office.toml").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_file_is_previewed_and_taken_over_once() {
    let town = Town::enrolled().await;
    let reporter = awaits_file(&town).await;
    let changed = sample()
        .replace("นักทรัพยากรบุคคล", "นักทรัพยากรบุคคลชำนาญการ")
        .replace(
            "ปรับปรุงข้อมูลในเว็บไซต์หน่วยงานให้เป็นปัจจุบัน",
            "ปรับปรุงเว็บไซต์หน่วยงานให้เป็นปัจจุบันทุกเดือน",
        );
    let preview = sends(&reporter, "แผน.toml", changed.into_bytes(), "สิ่งที่จะเปลี่ยน").await;
    assert!(
        preview.contains("๒ รายการ") && preview.contains("นักทรัพยากรบุคคลชำนาญการ"),
        "{preview}"
    );
    // Nothing has changed yet.
    let personnel = town.phone(Who::Personnel);
    let mark = reporter.phone.mark();
    reporter.press("ยืนยันนำเข้าแผน");
    reporter
        .sees_after(mark, |message| message.text.contains("นำเข้าแผนแล้ว"))
        .await;
    let measures = reporter.presses("มาตรการ").await;
    let labels: Vec<_> = measures
        .keyboard
        .iter()
        .flatten()
        .map(|button| &button.text)
        .collect();
    assert!(
        labels.iter().any(|label| label.contains("ทุกเดือน")),
        "{labels:?}"
    );
    // Who holds a post holds it still.
    assert!(
        personnel
            .types("/home")
            .await
            .text
            .contains("เจ้าหน้าที่ผู้รับผิดชอบ")
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_says_which_reports_would_stand_under_another_title() {
    let town = Town::enrolled().await;
    let personnel = town.phone(Who::Personnel);
    personnel.types("/home").await;
    personnel.presses("มาตรการที่ ๒").await;
    personnel.presses("ไม่ได้ดำเนินการ").await;
    personnel.types("อยู่ระหว่างจัดซื้อจัดจ้าง").await;
    personnel.presses("ส่งรายงาน").await;
    let reporter = awaits_file(&town).await;
    let changed = sample().replace(
        "การมอบหมายงานให้แก่บุคลากรตามหน้าที่ความรับผิดชอบอย่างเป็นธรรม",
        "เรื่องอื่นโดยสิ้นเชิง",
    );
    let preview = sends(&reporter, "แผน.toml", changed.into_bytes(), "สิ่งที่จะเปลี่ยน").await;
    assert!(
        preview.contains("มาตรการที่ ๒ มีผลที่รายงานไว้แล้ว") && preview.contains("เรื่องอื่นโดยสิ้นเชิง"),
        "{preview}"
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_filed_under_a_number_is_not_found_under_another_measure_with_that_number() {
    let town = Town::enrolled().await;
    let personnel = town.phone(Who::Personnel);
    personnel.types("/home").await;
    personnel.presses("มาตรการที่ ๒").await;
    personnel.presses("ไม่ได้ดำเนินการ").await;
    personnel.types("อยู่ระหว่างจัดซื้อจัดจ้าง").await;
    personnel.presses("ส่งรายงาน").await;
    let reporter = awaits_file(&town).await;
    let mut plan = plan_file::read("plan.toml", &sample()).unwrap();
    plan.measures[1].title = "จัดตั้งศูนย์รับเรื่องร้องเรียน".to_owned();
    plan.measures[1].methods = vec!["ตั้งคณะทำงาน".to_owned()];
    let file = plan_file::write_toml(&plan).into_bytes();
    let preview = sends(&reporter, "แผน.toml", file, "สิ่งที่จะเปลี่ยน").await;
    assert!(
        preview.contains("ลำดับนี้เป็นมาตรการอื่นแล้ว")
            && preview.contains("แก้ชื่อในแชตก่อน")
            && !preview.contains("มีผลที่รายงานไว้แล้ว"),
        "{preview}"
    );
    let mark = reporter.phone.mark();
    reporter.press("ยืนยันนำเข้าแผน");
    reporter
        .sees_after(mark, |message| message.text.contains("นำเข้าแผนแล้ว"))
        .await;
    let told = personnel.sees("เลิกใช้มาตรการในความรับผิดชอบของท่าน").await;
    assert!(told.text.contains("๒. การมอบหมายงาน"), "{}", told.text);
    personnel.types("/home").await;
    let opened = personnel.presses("มาตรการที่ ๒").await;
    assert!(
        opened.text.contains("จัดตั้งศูนย์รับเรื่องร้องเรียน") && !opened.text.contains("อยู่ระหว่างจัดซื้อจัดจ้าง"),
        "{}",
        opened.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_years_plan_tells_whoever_had_something_of_this_year_open() {
    let town = Town::enrolled().await;
    let personnel = town.phone(Who::Personnel);
    personnel.types("/home").await;
    personnel.presses("มาตรการที่ ๒").await;
    personnel.types("จัดทำคำสั่งแบ่งงานแล้ว").await;
    let reporter = awaits_file(&town).await;
    let mut plan = plan_file::read("plan.toml", &sample()).unwrap();
    plan.fiscal_year = 2567;
    let file = plan_file::write_toml(&plan).into_bytes();
    sends(&reporter, "แผน.toml", file, "สิ่งที่จะเปลี่ยน").await;
    reporter.press("ยืนยันนำเข้าแผน");
    let told = personnel.sees("เริ่มใช้แผนปีงบประมาณ พ.ศ. ๒๕๖๗").await;
    assert!(
        told.text.contains("๒. การมอบหมายงาน") && told.text.contains("ของปี ๒๕๖๖"),
        "{}",
        told.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_with_mistakes_is_answered_with_their_places_and_changes_nothing() {
    let town = Town::enrolled().await;
    let reporter = awaits_file(&town).await;
    let wrong = sample().replace(
        "unit = \"klang-fin\"\nperiod",
        "unit = \"klang-finn\"\nperiod",
    );
    let said = sends(&reporter, "แผน.toml", wrong.into_bytes(), "ยังนำเข้าไม่ได้").await;
    assert!(
        said.contains("บรรทัดที่") && said.contains("klang-finn"),
        "{said}"
    );
    reporter.presses("ส่งไฟล์ใหม่").await;
    let said = sends(
        &reporter,
        "รูป.pdf",
        b"%PDF-1.7 \xff\xfe".to_vec(),
        "ยังนำเข้าไม่ได้",
    )
    .await;
    assert!(said.contains("ไม่ใช่ Excel"), "{said}");
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_of_an_office_that_has_changed_since_cannot_be_confirmed() {
    let town = Town::enrolled().await;
    let reporter = awaits_file(&town).await;
    let changed = sample().replace("ให้เป็นปัจจุบัน\"\nmethods", "ให้เป็นปัจจุบันเสมอ\"\nmethods");
    sends(&reporter, "plan.toml", changed.into_bytes(), "สิ่งที่จะเปลี่ยน").await;
    let preview = reporter.sees("สิ่งที่จะเปลี่ยน").await;
    let confirm = preview
        .button("✅ ยืนยันนำเข้าแผน")
        .unwrap()
        .data
        .clone()
        .unwrap();
    awaits_file(&town).await;
    reporter.presses("ยกเลิก").await;
    reporter.presses("มาตรการ").await;
    reporter.presses("๖. ").await;
    reporter.presses("เลื่อนขึ้น").await;
    let mark = reporter.phone.mark();
    reporter.phone.press_data(preview.id, &confirm);
    let said = reporter.sees_after(mark, |_| true).await;
    assert!(said.text.contains("เปลี่ยนไปหลังจากที่แสดง"), "{}", said.text);
    town.close().await;
}

/// Parts by name; what is said of their size is true.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_that_is_made_to_harm_is_refused_kindly_and_the_next_one_is_read() {
    let town = Town::enrolled().await;
    let reporter = awaits_file(&town).await;
    let nothing = vec![b' '; 40 << 20];
    let bomb = packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", &nothing),
    ]);
    assert!(bomb.len() < 100_000);
    let said = sends(&reporter, "แผน.xlsx", bomb.clone(), "Excel").await;
    assert!(said.contains("ใหญ่เกินกว่าจะเป็นแผน"), "{said}");
    // One within another, and entities that would multiply: nothing of either is followed.
    let nested = packed(&[("แผน.xlsx", &bomb)]);
    let said = sends(
        &reporter,
        "../../etc/passwd\u{202E}xslx.xlsx",
        nested,
        "TOML",
    )
    .await;
    assert!(
        said.contains("ไม่ใช่ Excel") && !said.contains('\u{202E}'),
        "{said}"
    );
    let laughs = format!(
        "<!DOCTYPE a [<!ENTITY a0 \"ฮา\">{}]><workbook>&a9;</workbook>",
        (1..10)
            .map(|n| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10)))
            .collect::<String>()
    );
    let multiplying = packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", laughs.as_bytes()),
    ]);
    let said = sends(&reporter, "แผน.xlsx", multiplying, "Excel").await;
    assert!(said.contains("ชำรุด") || said.contains("ไม่ใช่"), "{said}");
    let changed = sample().replace("นักทรัพยากรบุคคล", "นักทรัพยากรบุคคลชำนาญการ");
    sends(&reporter, "แผน.toml", changed.into_bytes(), "สิ่งที่จะเปลี่ยน").await;
    town.close().await;
}
