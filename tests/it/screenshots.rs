//! The pictures of the Thai guide: the sandbox's page at a phone's width, at the moments that the guide
//! speaks of. Run by hand when the screens have changed:
//! `RAPSAP_TEST_CHROMEDRIVER=… cargo test --test it screenshots -- --ignored`.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::browser::{Driver, Hand, browser};
use crate::town::{Town, Who};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes docs/th-*.png"]
async fn screenshots() {
    let driver = std::env::var("RAPSAP_TEST_CHROMEDRIVER").unwrap();
    let town = Town::open().await;
    let driver = Driver::start(&driver);
    let profile = tempfile::tempdir().unwrap();
    let browser = browser(&driver, profile.path(), "420,860").await;
    browser.goto(&town.stage.sandbox.page_url()).await.unwrap();
    let hand = |who| Hand {
        browser: &browser,
        person: town.phone(who).phone.user_id(),
    };
    for who in Who::ALL {
        hand(who).starts().await;
    }

    let officer = hand(Who::Personnel);
    officer.sees("มาตรการที่ ๒").await;
    picture(&officer, "th-home").await;
    officer.presses("มาตรการที่ ๒").await;
    officer.sees("ดำเนินการอะไรไปแล้วบ้าง").await;
    officer
        .types("คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียนประวัติ")
        .await;
    officer.sees("ลงวันที่เท่าไร").await;
    picture(&officer, "th-order").await;
    officer.types("1 ก.พ. 66").await;
    officer.presses("ไปที่ผลลัพธ์").await;
    officer.sees("ผลลัพธ์/ความสำเร็จคืออะไร").await;
    officer.types("บุคลากรเข้าใจหน้าที่ของตนมากขึ้น").await;
    officer.sees("คะแนน ITA").await;
    officer.types("85.00").await;
    officer.sees("ตรวจทานแล้วกดส่งรายงาน").await;
    picture(&officer, "th-review").await;
    officer.presses("ส่งรายงาน").await;
    officer.sees("ส่งรายงานมาตรการที่ ๒ แล้ว").await;

    let reporter = hand(Who::Reporter);
    // Below what came meanwhile.
    town.phone(Who::Reporter).phone.text("/status");
    reporter.sees("กระดานรายงาน ปีงบประมาณ").await;
    picture(&reporter, "th-board").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.presses("รวบรวมเท่าที่มี").await;
    reporter.presses("เสนอตรวจสอบ").await;
    for who in [Who::FirstVerifier, Who::SecondVerifier] {
        let verifier = hand(who);
        verifier.sees("รายงานรอท่านตรวจสอบ").await;
        verifier.presses("ตรวจแล้วถูกต้อง").await;
        verifier.presses("ยืนยันว่าตรวจแล้ว").await;
    }
    let executive = hand(Who::Executive);
    executive.sees("รายงานรอท่านรับทราบ").await;
    executive.presses("✅ รับทราบ").await;
    executive.sees("ยืนยันการรับทราบ").await;
    picture(&executive, "th-acknowledge").await;
    browser.close().await.unwrap();
    town.close().await;
}

/// The phone in front, as it looks now.
async fn picture(hand: &Hand<'_>, name: &str) {
    hand.click(&format!("//*[@data-testid='tab-{}']", hand.person))
        .await;
    // The newest message slides in.
    tokio::time::sleep(Duration::from_millis(600)).await;
    let down = "document.querySelectorAll('.phone.active .messages').forEach((log) => log.scrollTop = log.scrollHeight);";
    hand.browser.execute(down, vec![json!(null)]).await.unwrap();
    let picture = hand.browser.screenshot().await.unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}
