//! Updates on their way from Telegram into the inbox, over the sandbox.

use std::time::Duration;

use rapsap::clock::Clock;
use rapsap::config::Secret;
use rapsap::sandbox::{Fault, Misbehaviour};
use rapsap::store::inbox;
use rapsap::telegram::api::Api;
use rapsap::telegram::intake;

use crate::telegram_line::{Line, Running, SOMCHAI, SOMSRI, SOON};

async fn until_waiting(line: &Line, updates: i64) {
    let begun = tokio::time::Instant::now();
    loop {
        let waiting = inbox::waiting(&line.store).await.unwrap();
        if waiting == updates {
            return;
        }
        assert!(
            begun.elapsed() < SOON,
            "{waiting} updates wait, not {updates}"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn an_update_is_in_the_inbox_by_the_time_it_is_confirmed() {
    let line = Line::open().await;
    line.phone(SOMSRI).text("๖๓/๒๕๖๖");
    line.phone(SOMCHAI).sticker();
    let intake = line.intake();
    assert!(line.sandbox.wait_until_confirmed(SOON).await);
    intake.kill().await;
    assert_eq!(inbox::waiting(&line.store).await.unwrap(), 4);
}

#[tokio::test]
async fn an_update_that_comes_twice_is_kept_once() {
    let line = Line::open().await;
    line.sandbox.faults().duplicate_updates(1);
    line.phone(SOMSRI).text("ที่ 63/66");
    let intake = line.intake();
    until_waiting(&line, 3).await;
    intake.stop().await.unwrap();
    // A new start asks from 0 and is given nothing that it knows.
    let intake = line.intake();
    line.phone(SOMSRI).text("ลงวันที่ ๑ ก.พ. ๖๖");
    until_waiting(&line, 4).await;
    intake.stop().await.unwrap();
}

#[tokio::test]
async fn a_line_that_breaks_is_taken_up_again() {
    let line = Line::open().await;
    for what in [
        Misbehaviour::DropBefore,
        Misbehaviour::ServerError(502),
        Misbehaviour::DropAfter,
    ] {
        line.sandbox.faults().add(Fault::new(what).on("getUpdates"));
    }
    let intake = line.intake();
    until_waiting(&line, 2).await;
    intake.stop().await.unwrap();
}

#[tokio::test]
async fn a_wrong_token_ends_polling_and_says_where_the_token_comes_from() {
    let line = Line::open().await;
    let api = Api::new(&line.sandbox.api_url(), &Secret::new("1:AAother")).unwrap();
    let store = line.store.clone();
    let intake = Running::start(|stop| {
        intake::run(api, store, Clock::system(), Duration::from_secs(5), stop)
    });
    let error = intake.end().await.unwrap_err();
    assert!(error.to_string().contains("TELOXIDE_TOKEN"), "{error:#}");
    assert!(!format!("{error:?}").contains("AAother"));
}

#[tokio::test]
async fn polling_begins_once_the_webhook_that_stood_in_its_way_is_gone() {
    let line = Line::open().await;
    let hook = serde_json::json!({"url": "http://127.0.0.1:9/hook"});
    let _: bool = line
        .api()
        .call_named("setWebhook", &hook, SOON)
        .await
        .unwrap();
    let intake = line.intake();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(inbox::waiting(&line.store).await.unwrap(), 0);
    let _: bool = line
        .api()
        .call_named("deleteWebhook", &serde_json::json!({}), SOON)
        .await
        .unwrap();
    until_waiting(&line, 2).await;
    intake.stop().await.unwrap();
}

#[tokio::test]
async fn a_long_poll_does_not_hold_up_the_end() {
    let line = Line::open().await;
    let intake = line.intake();
    until_waiting(&line, 2).await;
    let begun = tokio::time::Instant::now();
    intake.stop().await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn after_a_quiet_week_ids_that_start_anew_lose_no_update() {
    let line = Line::open().await;
    let (api, store) = (line.api(), line.store.clone());
    let hold = Duration::from_secs(1);
    let intake = Running::start(|stop| intake::run(api, store, Clock::system(), hold, stop));
    until_waiting(&line, 2).await;
    // Nothing comes for a while; then something under a smaller id, between two polls.
    let polls = line.sandbox.polls();
    while line.sandbox.polls() < polls + 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    line.sandbox.faults().hold_updates();
    line.sandbox.faults().set_next_update_id(5);
    line.phone(SOMSRI).text("๖๓/๒๕๖๖");
    let polls = line.sandbox.polls();
    while line.sandbox.polls() < polls + 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    line.sandbox.release_updates();
    until_waiting(&line, 3).await;
    intake.stop().await.unwrap();
}

#[tokio::test]
async fn who_comes_second_with_the_same_token_leaves_the_first_alone() {
    let line = Line::open().await;
    let intake = line.intake();
    until_waiting(&line, 2).await;
    // Somebody else polls, with a database of their own.
    let ask = serde_json::json!({"timeout": 0});
    let _: Vec<serde_json::Value> = line
        .api()
        .call_named("getUpdates", &ask, SOON)
        .await
        .unwrap();
    let polls = line.sandbox.polls();
    line.phone(SOMSRI).text("๖๓/๒๕๖๖");
    tokio::time::sleep(Duration::from_secs(2)).await;
    // It has just come itself, so it waits: the other one gets what is written.
    assert_eq!(line.sandbox.polls(), polls);
    assert_eq!(inbox::waiting(&line.store).await.unwrap(), 2);
    intake.stop().await.unwrap();
}
