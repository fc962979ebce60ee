//! A day without Telegram: nothing reaches the bot and nothing it sends arrives. What was typed comes afterwards, a
//! press does not, since Telegram keeps presses for some minutes only.

use rapsap::sandbox::{Fault, Misbehaviour};
use serde_json::json;

use crate::sandbox_page::act;
use crate::town::{Town, Who};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_in_a_day_without_telegram_is_kept_in_its_order_and_a_lost_press_is_pressed_again()
 {
    let town = Town::enrolled().await;
    let telegram = &town.stage.sandbox;
    let finance = town.phone(Who::Finance);
    finance.presses("เริ่มใช้งาน").await;
    finance.presses("มาตรการที่ ๑").await;
    finance.types("ประชุมชี้แจงระเบียบ").await;

    let mark = finance.phone.mark();
    telegram.faults().expire_presses_after(Some(150));
    telegram.faults().hold_updates();
    let down = Misbehaviour::ServerError(502);
    telegram.faults().add(Fault::new(down).times(u32::MAX));
    finance.phone.text("จัดทำแผ่นพับ");
    let lost = finance.press("ไปที่ผลลัพธ์");
    finance.phone.text("อบรมบุคลากรทุกส่วน");
    // A day later there is Telegram again.
    let (status, _) = act(telegram, "clock", json!({"to": "day"})).await;
    assert_eq!(status, 200);
    telegram.faults().clear();
    telegram.faults().expire_presses_after(Some(150));
    telegram.release_updates();

    let answered = finance
        .sees_after(mark, |message| message.text.contains("อบรมบุคลากรทุกส่วน"))
        .await;
    let places = ["ประชุมชี้แจงระเบียบ", "จัดทำแผ่นพับ", "อบรมบุคลากรทุกส่วน"].map(|typed| {
        assert_eq!(answered.text.matches(typed).count(), 1, "{}", answered.text);
        answered.text.find(typed)
    });
    assert!(places.is_sorted(), "{}", answered.text);
    assert!(finance.phone.answers(&lost).is_empty());
    let asked = finance.presses("ไปที่ผลลัพธ์").await;
    assert!(asked.text.contains("ผลลัพธ์"), "{}", asked.text);
    town.close().await;
}
