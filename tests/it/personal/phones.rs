//! At the phone: the files that somebody gets who asks what is stored of them.

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
        "มีการประชุมชี้แจง",
    ] {
        assert!(words.contains(line), "{line} is not in\n{words}");
    }
    let data: serde_json::Value = serde_json::from_str(&named(".json").await).unwrap();
    assert_eq!(data["posts"][0]["position"], "นักวิชาการเงินและบัญชี");
    assert!(data["received"].to_string().contains("มีการประชุมชี้แจง"));
    assert!(
        !data.to_string().contains("ปลัดองค์การบริหารส่วนตำบล"),
        "nothing of others"
    );
    town.close().await;
}
