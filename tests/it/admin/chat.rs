//! What the office's admin sees and does on the phone, as snapshots; and what is refused, with the
//! reason, before anything is changed.

use regex::Regex;

use crate::conversations::Script;
use crate::town::{Person, Town, Who};

/// Opens the admin's menu.
async fn manages(person: &Person, home: &str, board: &str, manage: &str) {
    person.types("/home").await;
    person.presses(home).await;
    let shown = person.presses(manage).await;
    assert!(shown.text.contains(board), "{}", shown.text);
}

async fn in_thai(town: &Town) -> Person {
    let reporter = town.phone(Who::Reporter);
    manages(&reporter, "กระดานรายงาน", "จัดการสำนักงาน", "จัดการสำนักงาน").await;
    reporter
}

/// Without the codes of links, which differ from run to run.
fn stable(text: &str) -> String {
    let code = Regex::new("start=[A-Za-z0-9_-]{24}").unwrap();
    code.replace_all(text, "start=(code)").into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_changes_measures_units_posts_and_holidays_in_thai() {
    let town = Town::enrolled().await;
    let reporter = in_thai(&town).await;
    let mut script = Script::of(&reporter);
    script.types("/home").await;
    script.presses("กระดานรายงาน").await;
    script.presses("จัดการสำนักงาน").await;

    script.presses("หน่วยงาน").await;
    script.presses("เพิ่มหน่วยงาน").await;
    script.types("-").await;
    script.types("งานพัสดุและทรัพย์สิน").await;
    script.types("กองคลัง").await;
    script.presses("กองคลัง").await;
    script.presses("กลับ").await;
    script.presses("สำนักปลัด").await;
    script.presses("เลิกใช้").await;

    script.presses("จัดการสำนักงาน").await;
    script.presses("ตำแหน่งและผู้ใช้").await;
    script.presses("เพิ่มตำแหน่ง").await;
    script.presses("เจ้าหน้าที่ผู้รับผิดชอบ").await;
    script.types("นางสาวพัสดุ\nนายพัสดุ").await;
    script.types("นางสาวตัวอย่าง พัสดุ").await;
    script.types("นักวิชาการพัสดุ").await;
    script.presses("งานพัสดุ").await;

    script.types("/home").await;
    script.presses("กระดานรายงาน").await;
    script.presses("จัดการสำนักงาน").await;
    script.presses("มาตรการ").await;
    script.presses("เพิ่มมาตรการ").await;
    script.types("ไม่มี").await;
    script.types("จัดทำทะเบียนคุมทรัพย์สินให้เป็นปัจจุบัน").await;
    script.types("๑. สำรวจทรัพย์สิน\n๒. ปรับปรุงทะเบียนคุม").await;
    script.presses("งานพัสดุ").await;
    script.presses("ต.ค. ๖๕").await;
    script.presses("คะแนน ITA").await;
    script.types("i30 ท่านขอยืมทรัพย์สินของราชการได้สะดวก").await;
    script.presses("คะแนนปีก่อน").await;
    script.types("แปดสิบ").await;
    script.types("๘๐.๕").await;
    script.presses("เลื่อนขึ้น").await;
    script.presses("เลิกใช้").await;
    script.presses("ยืนยันเลิกใช้").await;
    script.presses("เลิกใช้แล้ว").await;
    script.presses("นำกลับมา").await;

    script.types("/home").await;
    script.presses("กระดานรายงาน").await;
    script.presses("จัดการสำนักงาน").await;
    script.presses("วันหยุด").await;
    script.presses("เพิ่มวันหยุด").await;
    script.types("31 ก.พ. 66").await;
    script.types("15/9/66").await;
    script.types("วันคล้ายวันสถาปนาสำนักงาน").await;
    script.presses("๑๕ กันยายน").await;
    script.presses("กลับ").await;
    script.presses("สิงหาคม").await;
    script.presses("🗑 ๑๔ สิงหาคม").await;
    script.presses("↩️ ๑๔ สิงหาคม").await;
    insta::assert_snapshot!(stable(&script.text()));
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_invites_and_moves_a_post_in_english() {
    let town = Town::enrolled().await;
    let reporter = town.phone(Who::Reporter);
    reporter.types("/language").await;
    manages(&reporter, "Board", "Manage the office", "Manage the office").await;
    let mut script = Script::of(&reporter);
    script.types("/home").await;
    script.presses("Board").await;
    script.presses("Manage the office").await;
    script.presses("Posts and people").await;
    script.presses("นางสาวตัวอย่าง คลัง").await;
    script.presses("Move to another person").await;
    let mark = reporter.phone.mark();
    reporter.press("Send the link");
    let link = reporter
        .sees_after(mark, |message| message.file.is_some())
        .await;
    script.write("[Send the link]", &link);
    reporter.types("/home").await;
    reporter.presses("Board").await;
    reporter.presses("Manage the office").await;
    reporter.presses("Posts and people").await;
    script.presses("นางสาวตัวอย่าง คลัง").await;
    script.presses("Cancel the link").await;
    script.presses("End the enrolment").await;
    script.presses("Yes, end it").await;
    script.presses("Back").await;
    insta::assert_snapshot!(stable(&script.text()));
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_checker_was_shown_cannot_be_changed_under_them() {
    let town = Town::enrolled().await;
    let finance = town.phone(Who::Finance);
    finance.presses("เริ่มใช้งาน").await;
    finance.presses("มาตรการที่ ๑").await;
    finance.types("มีการประชุมชี้แจง").await;
    finance.presses("ไปที่ผลลัพธ์").await;
    finance.types("บุคลากรเข้าใจมากขึ้น").await;
    finance.presses("ส่งรายงาน").await;
    let reporter = town.phone(Who::Reporter);
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.presses("รวบรวมเท่าที่มี").await;
    reporter.gets_file("รายงานฉบับที่ ๑").await;
    reporter.presses("เสนอตรวจสอบ").await;
    town.phone(Who::FirstVerifier)
        .gets_file("รอท่านตรวจสอบ")
        .await;

    in_thai(&town).await;
    reporter.presses("มาตรการ").await;
    reporter.presses("๓. ").await;
    reporter.presses("ชื่อมาตรการ").await;
    let refused = reporter.types("ชื่ออื่นของมาตรการ").await;
    assert!(refused.text.contains("อยู่ระหว่างตรวจสอบ"), "{}", refused.text);
    reporter.presses("กลับ").await;
    let refused = reporter.presses("เลื่อนขึ้น").await;
    assert!(refused.text.contains("อยู่ระหว่างตรวจสอบ"), "{}", refused.text);
    // Who reports may change meanwhile; who signs may not.
    in_thai(&town).await;
    reporter.presses("ตำแหน่งและผู้ใช้").await;
    reporter.presses("ตรวจสอง").await;
    let refused = reporter.presses("เลิกใช้").await;
    assert!(refused.text.contains("อยู่ระหว่างตรวจสอบ"), "{}", refused.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_after_compiling_makes_the_version_void() {
    let town = Town::enrolled().await;
    let finance = town.phone(Who::Finance);
    finance.presses("เริ่มใช้งาน").await;
    finance.presses("มาตรการที่ ๑").await;
    finance.presses("ไม่ได้ดำเนินการ").await;
    finance.types("อยู่ระหว่างจัดทำร่างแผน").await;
    finance.presses("ส่งรายงาน").await;
    let reporter = town.phone(Who::Reporter);
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.presses("รวบรวมเท่าที่มี").await;
    reporter.gets_file("รายงานฉบับที่ ๑").await;
    in_thai(&town).await;
    reporter.presses("มาตรการ").await;
    reporter.presses("๖. ").await;
    reporter.presses("เลื่อนขึ้น").await;
    reporter.types("/home").await;
    let board = reporter.presses("กระดานรายงาน").await;
    assert!(board.text.contains("ต้องรวบรวมใหม่"), "{}", board.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_tap_confirms_only_what_was_shown() {
    let town = Town::enrolled().await;
    let reporter = in_thai(&town).await;
    reporter.presses("มาตรการ").await;
    reporter.presses("๖. ").await;
    let asked = reporter.presses("เลิกใช้").await;
    let confirm = asked.button("ยืนยันเลิกใช้").or(asked.button("🗑 ยืนยันเลิกใช้"));
    let data = confirm.unwrap().data.clone().unwrap();
    // Meanwhile the plan changes.
    reporter.presses("ยังก่อน").await;
    reporter.presses("เลื่อนขึ้น").await;
    let mark = reporter.phone.mark();
    reporter.phone.press_data(asked.id, &data);
    let shown = reporter.sees_after(mark, |_| true).await;
    assert!(shown.text.contains("เปลี่ยนไปหลังจากที่แสดง"), "{}", shown.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_plan_goes_out_as_a_file_that_can_be_read_back() {
    let town = Town::enrolled().await;
    let reporter = in_thai(&town).await;
    for (button, name) in [("ส่งออก TOML", "toml"), ("ส่งออก Excel", "xlsx")]
    {
        let mark = reporter.phone.mark();
        reporter.press(button);
        let sent = reporter
            .sees_after(mark, |message| message.file.is_some())
            .await;
        let file = sent.file.unwrap();
        let called = file.name.clone().unwrap();
        assert!(
            called.ends_with(name) && called.contains("บุ่งคล้า"),
            "{called}"
        );
        let plan = rapsap::plan_file::read_any(&called, &file.bytes, None)
            .unwrap()
            .plan;
        assert_eq!((plan.measures.len(), plan.posts.len()), (6, 7));
    }
    town.close().await;
}
