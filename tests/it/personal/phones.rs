//! At the phone: the files that somebody gets who asks what is stored of them.

use crate::languages::menu_is;
use crate::town::{Town, Who};

#[tokio::test(flavor = "multi_thread")]
async fn a_person_reads_what_is_stored_of_them_on_their_phone() {
    let town = Town::enrolled().await;
    let finance = town.phone(Who::Finance);
    finance.presses("เริ่มใช้งาน").await;
    finance.presses("มาตรการที่ ๑").await;
    finance.types("มีการประชุมชี้แจง").await;
    let mark = finance.phone.mark();
    finance.types("/mydata").await;
    let named = |ending: &'static str| {
        let finance = &finance;
        async move {
            let sent = finance
                .sees_after(mark, |message| {
                    message.file.as_ref().is_some_and(|file| {
                        let name = file.name.as_deref().unwrap_or_default();
                        name.ends_with(ending)
                    })
                })
                .await;
            String::from_utf8(sent.file.unwrap().bytes.to_vec()).unwrap()
        }
    };
    let words = named(".txt").await;
    for line in [
        "ข้อมูลของท่านในระบบรับทราบ",
        "บัญชี (๑ รายการ) — เพื่อรู้ว่าเป็นท่าน",
        "นักวิชาการเงินและบัญชี",
        "เก็บ ๖๐ วัน",
        "ข้อความเก็บจนกว่าบอตจะตอบ จากนั้นเก็บเฉพาะเวลาที่รับไว้อีก ๒ วัน",
    ] {
        assert!(words.contains(line), "{line} is not in\n{words}");
    }
    let data: serde_json::Value = serde_json::from_str(&named(".json").await).unwrap();
    assert_eq!(data["posts"][0]["position"], "นักวิชาการเงินและบัญชี");
    assert!(data["drafts"].to_string().contains("มีการประชุมชี้แจง"));
    assert!(!data["received"].to_string().contains("มีการประชุมชี้แจง"));
    assert!(
        !data.to_string().contains("ปลัดองค์การบริหารส่วนตำบล"),
        "nothing of others"
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_erased_reads_the_farewell_has_a_strangers_menu_and_the_reporter_is_told() {
    let town = Town::enrolled().await;
    let (finance, reporter) = (town.phone(Who::Finance), town.phone(Who::Reporter));
    finance.presses("เริ่มใช้งาน").await;
    menu_is(&town, &finance, |menu| {
        menu.iter().any(|command| command["command"] == "measures")
    })
    .await;
    let asked = finance.types("/forget").await;
    assert!(asked.text.contains("ลบแล้วเรียกคืนไม่ได้"), "{}", asked.text);
    let (here, there) = (finance.phone.mark(), reporter.phone.mark());
    finance.press("ยืนยันลบข้อมูลและออก");
    let farewell = finance
        .sees_after(here, |message| message.text.contains("ลบข้อมูลของท่านแล้ว"))
        .await;
    // It stands where the question stood, and nothing is left to press.
    assert!(farewell.id == asked.id && farewell.keyboard.is_empty());
    reporter
        .sees_after(there, |message| message.text.contains("ออกจากตำแหน่งแล้ว"))
        .await;
    menu_is(&town, &finance, <[_]>::is_empty).await;
    let home = finance.types("/home").await;
    assert!(home.text.contains("ลิงก์เชิญ"), "{}", home.text);
    // What the next one is invited to is the same post, with what was begun.
    reporter.presses("เปิดดูตำแหน่งนี้").await;
    reporter.presses("เชิญ").await;
    town.close().await;
}
