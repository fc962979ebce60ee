//! Invitations in chat, posts that move to another person, enrolments that end.

use rapsap::sandbox::Person as Account;
use regex::Regex;

use crate::town::{Person, Town, Who};

/// The reporter looks at the post of somebody.
async fn looks_at(town: &Town, name: &str) -> Person {
    let reporter = town.phone(Who::Reporter);
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("จัดการสำนักงาน").await;
    reporter.presses("ตำแหน่งและผู้ใช้").await;
    reporter.presses(name).await;
    reporter
}

/// Presses what sends an invitation; gives the code.
async fn gets_code(reporter: &Person, button: &str) -> String {
    let mark = reporter.phone.mark();
    reporter.press(button);
    let sent = reporter
        .sees_after(mark, |message| message.file.is_some())
        .await;
    let file = sent.file.unwrap();
    assert!(file.is_photo && file.bytes.starts_with(b"\x89PNG"));
    let link = Regex::new(r"https://t\.me/rapsap_sandbox_bot\?start=([A-Za-z0-9_-]{24})").unwrap();
    let found = link
        .captures(&sent.text)
        .unwrap_or_else(|| panic!("{}", sent.text));
    found[1].to_owned()
}

/// Somebody who has not been here before.
fn newcomer(town: &Town, invitation: Option<String>) -> Person {
    const ID: i64 = 66_199_999;
    town.stage.sandbox.add_person(Account {
        id: ID,
        first_name: "สมศรี".to_owned(),
        last_name: Some("ตัวอย่าง".to_owned()),
        username: Some("somsri_99".to_owned()),
        language_code: Some("th".to_owned()),
        caption: "สมศรี".to_owned(),
        ..Account::default()
    });
    Person {
        phone: town.stage.sandbox.phone(ID),
        invitation,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_moves_to_another_person_with_its_tasks_while_authorship_stays() {
    let town = Town::enrolled().await;
    let before = town.phone(Who::Finance);
    before.presses("เริ่มใช้งาน").await;
    before.presses("มาตรการที่ ๑").await;
    before.types("มีการประชุมชี้แจง").await;

    let reporter = looks_at(&town, "นางสาวตัวอย่าง คลัง").await;
    let asked = reporter.presses("ย้ายให้ผู้อื่น").await;
    assert!(
        asked
            .text
            .contains("เมื่อคนใหม่รับ ตำแหน่งจะย้ายไป งานที่ค้างตามไปด้วย ชื่อผู้เขียนเดิมคงอยู่"),
        "{}",
        asked.text
    );
    let code = gets_code(&reporter, "ส่งลิงก์เชิญ").await;
    // Until it is claimed, nothing changes.
    assert!(before.types("/home").await.text.contains("เจ้าหน้าที่ผู้รับผิดชอบ"));

    let after = newcomer(&town, Some(code));
    let welcome = after.enrols().await;
    assert!(
        welcome.text.contains("นักวิชาการเงินและบัญชี"),
        "{}",
        welcome.text
    );
    let told = reporter.sees("มีผู้รับตำแหน่งแล้ว").await;
    assert!(
        told.text.contains("นักวิชาการเงินและบัญชี")
            && told.text.contains("บัญชี Telegram: สมศรี ตัวอย่าง (@somsri_99)"),
        "{}",
        told.text
    );
    before.sees("ท่านไม่ได้อยู่ในตำแหน่งนี้แล้ว").await;
    let open = after.presses("เริ่มใช้งาน").await;
    assert!(open.text.contains("เจ้าหน้าที่ผู้รับผิดชอบ"), "{}", open.text);
    let draft = after.presses("มาตรการที่ ๑").await;
    assert!(
        draft.text.contains("มีการประชุมชี้แจง") || draft.text.contains("ผลลัพธ์"),
        "{}",
        draft.text
    );

    // The next press of the one who held it explains itself, and changes nothing.
    let mark = before.phone.mark();
    before.phone.text("ข้อความที่ส่งช้าไป");
    let explained = before.sees_after(mark, |_| true).await;
    assert!(
        explained.text.contains("ท่านไม่ได้อยู่ในตำแหน่งนี้แล้ว"),
        "{}",
        explained.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_link_voids_the_one_before_and_a_cancelled_one_is_void() {
    let town = Town::enrolled().await;
    let reporter = looks_at(&town, "นายตัวอย่าง บุคคล").await;
    reporter.presses("ย้ายให้ผู้อื่น").await;
    let first = gets_code(&reporter, "ส่งลิงก์เชิญ").await;
    looks_at(&town, "นายตัวอย่าง บุคคล").await;
    reporter.presses("ย้ายให้ผู้อื่น").await;
    let second = gets_code(&reporter, "ส่งลิงก์เชิญ").await;
    assert_ne!(first, second);
    let somebody = newcomer(&town, Some(first));
    let mark = somebody.phone.mark();
    somebody.phone.start(somebody.invitation.as_deref());
    let refused = somebody.sees_after(mark, |_| true).await;
    assert!(refused.text.contains("ลิงก์เชิญนี้ใช้ไม่ได้"), "{}", refused.text);

    looks_at(&town, "นายตัวอย่าง บุคคล").await;
    let cancelled = reporter.presses("ยกเลิกลิงก์เชิญ").await;
    assert!(
        cancelled.text.contains("ยกเลิกลิงก์เชิญแล้ว"),
        "{}",
        cancelled.text
    );
    let mark = somebody.phone.mark();
    somebody.phone.start(Some(&second));
    let refused = somebody.sees_after(mark, |_| true).await;
    assert!(refused.text.contains("ลิงก์เชิญนี้ใช้ไม่ได้"), "{}", refused.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrolment_is_ended_in_two_taps_and_the_person_is_told() {
    let town = Town::enrolled().await;
    let finance = town.phone(Who::Finance);
    let reporter = looks_at(&town, "นางสาวตัวอย่าง คลัง").await;
    reporter.presses("ให้ออกจากตำแหน่ง").await;
    let done = reporter.presses("ยืนยันให้ออก").await;
    assert!(done.text.contains("ยังไม่มีผู้ใช้"), "{}", done.text);
    finance.sees("ท่านไม่ได้อยู่ในตำแหน่งนี้แล้ว").await;
    // An old button of theirs does nothing and says why.
    let mark = finance.phone.mark();
    finance.press("เริ่มใช้งาน");
    let explained = finance.sees_after(mark, |_| true).await;
    assert!(explained.text.contains("ขอลิงก์เชิญใหม่"), "{}", explained.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_cannot_lock_the_office_out() {
    let town = Town::enrolled().await;
    let reporter = looks_at(&town, "นางสมมุติ ผู้รายงาน").await;
    let refused = reporter.presses("ให้ออกจากตำแหน่ง").await;
    assert!(
        refused.text.contains("จะไม่มีผู้ดูแลสำนักงานเหลืออยู่"),
        "{}",
        refused.text
    );
    looks_at(&town, "นางสมมุติ ผู้รายงาน").await;
    let refused = reporter.presses("เลิกใช้").await;
    assert!(refused.text.contains("ตำแหน่งเดียว"), "{}", refused.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_went_astray_is_noticed_and_the_enrolment_ended_from_the_notice() {
    let town = Town::enrolled().await;
    let reporter = looks_at(&town, "นายตัวอย่าง บุคคล").await;
    reporter.presses("ย้ายให้ผู้อื่น").await;
    let code = gets_code(&reporter, "ส่งลิงก์เชิญ").await;
    let stranger = newcomer(&town, Some(code));
    stranger.enrols().await;
    reporter.sees("@somsri_99").await;
    let asked = reporter.presses("ให้ออกจากตำแหน่ง").await;
    assert!(
        asked.text.contains("นายตัวอย่าง บุคคล") && asked.text.contains("ให้ผู้ใช้คนนี้ออก"),
        "{}",
        asked.text
    );
    let done = reporter.presses("ยืนยันให้ออก").await;
    assert!(done.text.contains("ยังไม่มีผู้ใช้"), "{}", done.text);
    stranger.sees("ท่านไม่ได้อยู่ในตำแหน่งนี้แล้ว").await;
    town.close().await;
}
