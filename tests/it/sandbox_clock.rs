//! The sandbox's clock is put forward by a visitor: what was to come by itself comes, in the phones.

use chrono::NaiveDate;
use rapsap::cli::sandbox::Stage;
use rapsap::domain::calendar::bangkok;
use rapsap::domain::due::opening;
use rapsap::sandbox::Sandbox;
use serde_json::{Value, json};

use crate::sandbox_api::started;
use crate::sandbox_page::{act, get};
use crate::town::{Town, Who};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

fn at(year: i32, month: u32, day: u32) -> i64 {
    opening(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

/// Where the page's clock stands, in epoch milliseconds.
async fn shown(sandbox: &Sandbox) -> i64 {
    let (_, state) = get(sandbox, "sandbox/state", None).await;
    let state: Value = serde_json::from_str(&state).unwrap();
    state["clock"]["now"].as_i64().unwrap()
}

async fn forward(sandbox: &Sandbox, to: &str) -> bool {
    let (status, said) = act(sandbox, "clock", json!({"to": to})).await;
    assert_eq!(status, 200);
    said["moved"].as_bool().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn at_the_next_reminder_everyone_who_lacks_something_hears_of_it_and_begins_with_a_press() {
    let town = Town::enrolled().await;
    let sandbox = &town.stage.sandbox;
    let owing = [Who::Finance, Who::Personnel, Who::Administration];
    let marks = owing.map(|who| town.phone(who).phone.mark());
    assert!(forward(sandbox, "message").await);
    // A week before the due date, which is Monday the 16th.
    let now = shown(sandbox).await;
    let morning = at(2023, 10, 9);
    assert!(
        (morning..morning + 10 * MINUTE).contains(&now),
        "{}",
        bangkok(now)
    );
    for (who, mark) in owing.into_iter().zip(marks) {
        let is_reminder =
            |message: &rapsap::sandbox::ChatMessage| message.text.contains("แจ้งเตือนการรายงาน");
        let came = town.phone(who).sees_after(mark, is_reminder).await;
        assert!(came.date >= morning / 1000, "{who:?}");
    }
    let officer = town.phone(Who::Finance);
    let item = officer.presses("รายงานมาตรการที่ ๑").await;
    assert!(item.text.contains("ดำเนินการอะไรไปแล้วบ้าง"), "{}", item.text);
    // The next one is on the due date; nobody is told twice of the first.
    let mark = town.phone(Who::Personnel).phone.mark();
    assert!(forward(sandbox, "message").await);
    let now = shown(sandbox).await;
    assert_eq!(
        bangkok(now).date_naive(),
        NaiveDate::from_ymd_opt(2023, 10, 16).unwrap()
    );
    town.phone(Who::Personnel)
        .sees_after(mark, |message| message.text.contains("แจ้งเตือนการรายงาน"))
        .await;
    let reminders = town.phone(Who::Personnel).phone.messages();
    let reminders = reminders
        .iter()
        .filter(|message| message.text.contains("แจ้งเตือนการรายงาน"));
    assert_eq!(reminders.count(), 2);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clock_goes_forward_a_day_and_a_week_and_nowhere_if_nobody_will_be_reminded() {
    let town = Town::open().await;
    let sandbox = &town.stage.sandbox;
    let began = shown(sandbox).await;
    assert!(!forward(sandbox, "message").await);
    assert!(shown(sandbox).await < began + DAY);
    assert!(forward(sandbox, "day").await);
    assert!((began + DAY..began + 2 * DAY).contains(&shown(sandbox).await));
    assert!(forward(sandbox, "week").await);
    assert!((began + 8 * DAY..began + 9 * DAY).contains(&shown(sandbox).await));
    for nonsense in [json!({"to": "yesterday"}), json!({"to": -1}), json!({})] {
        let (status, _) = act(sandbox, "clock", nonsense).await;
        assert!((400..500).contains(&status), "{status}");
    }
    town.close().await;
}

#[tokio::test]
async fn a_sandbox_without_a_clock_of_its_own_shows_none() {
    let (sandbox, _phone) = started().await;
    let (_, state) = get(&sandbox, "sandbox/state", None).await;
    let state: Value = serde_json::from_str(&state).unwrap();
    assert!(state["clock"].is_null());
    assert_eq!(act(&sandbox, "clock", json!({"to": "day"})).await.0, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kept_data_goes_on_where_it_ended_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let set = |at| Stage::set(folder.path().to_owned(), 0, at);
    let new_year = at(2023, 1, 3);
    let stage = set(Some(new_year)).await.unwrap();
    let began = shown(&stage.sandbox).await;
    assert!((new_year..new_year + 10 * MINUTE).contains(&began));
    forward(&stage.sandbox, "week").await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let bot = tokio::spawn(stage.play(async move { drop(stopped.await) }));
    stage.sandbox.phone(stage.people[0].id).start(None);
    assert!(
        stage
            .sandbox
            .wait_until_confirmed(crate::town::PATIENCE)
            .await
    );
    stop.send(()).unwrap();
    bot.await.unwrap().unwrap();
    stage.sandbox.shutdown().await;
    let refused = set(Some(new_year)).await.err().unwrap();
    assert!(format!("{refused:#}").contains("2023-01-10"), "{refused:#}");
    let again = set(Some(new_year + 9 * DAY)).await.unwrap();
    assert!(shown(&again.sandbox).await >= new_year + 9 * DAY);
    again.sandbox.shutdown().await;
    let usual = set(None).await.unwrap();
    let now = shown(&usual.sandbox).await;
    assert!((new_year + 9 * DAY..new_year + 10 * DAY).contains(&now));
    usual.sandbox.shutdown().await;
}
