//! The sandbox misbehaves when it is told to, and only then; webhooks deliver until they are taken.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use rapsap::sandbox::{Fault, Misbehaviour, Sandbox};
use serde_json::{Value, json};

use crate::sandbox_api::{SOMCHAI, SOON, TOKEN, call, started, updates};

fn text(text: &str) -> Value {
    json!({"chat_id": SOMCHAI, "text": text})
}

#[tokio::test]
async fn a_planned_fault_befalls_the_requests_it_was_planned_for() {
    let (sandbox, phone) = started().await;
    let limit = Misbehaviour::TooManyRequests { retry_after: 7 };
    sandbox.faults().add(
        Fault::new(limit)
            .on("sendMessage")
            .in_chat(SOMCHAI)
            .after(1)
            .times(2),
    );
    sandbox
        .faults()
        .add(Fault::new(Misbehaviour::ServerError(502)).on("getMe"));
    assert_eq!(call(&sandbox, "sendMessage", text("ก")).await["ok"], true);
    for _ in 0..2 {
        let answer = call(&sandbox, "sendMessage", text("ข")).await;
        assert_eq!(
            answer,
            json!({
                "ok": false, "error_code": 429, "description": "Too Many Requests: retry after 7",
                "parameters": {"retry_after": 7}
            })
        );
    }
    assert_eq!(call(&sandbox, "sendMessage", text("ค")).await["ok"], true);
    assert_eq!(call(&sandbox, "getMe", json!({})).await["error_code"], 502);
    assert_eq!(call(&sandbox, "getMe", json!({})).await["ok"], true);
    let shown: Vec<_> = phone
        .messages()
        .into_iter()
        .filter(|m| m.from_bot)
        .collect();
    assert_eq!(shown.len(), 2);
}

async fn breaks(sandbox: &Sandbox, method: &str, params: Value) -> bool {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/bot{TOKEN}/{method}", sandbox.api_url());
    let request = client
        .post(url)
        .header("content-type", "application/json")
        .body(params.to_string());
    request.send().await.is_err()
}

#[tokio::test]
async fn a_connection_breaks_before_or_after_the_request_is_processed() {
    let (sandbox, phone) = started().await;
    let shown = || phone.messages().iter().filter(|m| m.from_bot).count();
    sandbox.faults().add(Fault::new(Misbehaviour::DropBefore));
    assert!(breaks(&sandbox, "sendMessage", text("ก")).await);
    assert_eq!(shown(), 0);
    sandbox.faults().add(Fault::new(Misbehaviour::DropAfter));
    assert!(breaks(&sandbox, "sendMessage", text("ก")).await);
    assert_eq!(shown(), 1);
    assert_eq!(call(&sandbox, "sendMessage", text("ข")).await["ok"], true);
}

#[tokio::test]
async fn an_answer_may_be_late() {
    let (sandbox, _phone) = started().await;
    let delay = Duration::from_millis(120);
    sandbox.faults().add(Fault::new(Misbehaviour::Delay(delay)));
    let before = Instant::now();
    call(&sandbox, "getMe", json!({})).await;
    assert!(before.elapsed() >= delay);
}

#[tokio::test]
async fn updates_may_come_twice_late_or_not_until_they_are_released() {
    let (sandbox, phone) = started().await;
    sandbox.faults().duplicate_updates(1);
    phone.text("สองครั้ง");
    phone.text("ครั้งเดียว");
    let seen = updates(&sandbox, json!({})).await;
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[0], seen[1]);
    let next = seen[2]["update_id"].as_i64().unwrap() + 1;
    sandbox.faults().hold_updates();
    phone.text("รอ");
    assert_eq!(updates(&sandbox, json!({"offset": next})).await.len(), 0);
    sandbox.release_updates();
    assert_eq!(updates(&sandbox, json!({"offset": next})).await.len(), 1);
    sandbox
        .faults()
        .delay_updates(Some(Duration::from_millis(100)));
    phone.text("ช้า");
    let offset = json!({"offset": next + 1});
    assert_eq!(updates(&sandbox, offset).await.len(), 0);
    let late = updates(&sandbox, json!({"offset": next + 1, "timeout": 5})).await;
    assert_eq!(late[0]["message"]["text"], "ช้า");
}

#[tokio::test]
async fn presses_that_waited_too_long_are_gone_and_update_ids_may_start_anew() {
    use std::sync::atomic::{AtomicI64, Ordering};
    let clock = Arc::new(AtomicI64::new(1_700_000_000));
    let mut settings = crate::sandbox_api::settings();
    settings.now = Arc::new({
        let clock = clock.clone();
        move || clock.load(Ordering::Relaxed)
    });
    let sandbox = rapsap::sandbox::start(settings).await.unwrap();
    let phone = sandbox.phone(SOMCHAI);
    sandbox.faults().expire_presses_after(Some(150));
    sandbox.faults().set_next_update_id(42);
    phone.start(Some("code"));
    phone.press_data(1, "old");
    clock.fetch_add(151, Ordering::Relaxed);
    phone.press_data(1, "new");
    let seen = updates(&sandbox, json!({})).await;
    assert_eq!(seen[0]["update_id"], 42);
    assert_eq!(seen[0]["message"]["text"], "/start code");
    assert_eq!(
        seen[0]["message"]["entities"],
        json!([{"type": "bot_command", "offset": 0, "length": 6}])
    );
    assert_eq!(seen[1]["callback_query"]["data"], "new");
    assert_eq!(seen.len(), 2);
}

#[tokio::test]
async fn the_pace_of_telegram_can_be_switched_on() {
    let (sandbox, _phone) = started().await;
    sandbox.faults().limit_rates(true);
    assert_eq!(call(&sandbox, "sendMessage", text("ก")).await["ok"], true);
    let answer = call(&sandbox, "sendMessage", text("ข")).await;
    assert_eq!(answer["parameters"]["retry_after"], 1);
    sandbox.faults().clear();
    assert_eq!(call(&sandbox, "sendMessage", text("ข")).await["ok"], true);
}

type Received = Arc<Mutex<Vec<(Option<String>, Value)>>>;

/// A webhook that refuses the first delivery.
async fn receive(State(received): State<Received>, headers: HeaderMap, body: String) -> StatusCode {
    let secret = headers.get("X-Telegram-Bot-Api-Secret-Token");
    let secret = secret.map(|value| value.to_str().unwrap().to_owned());
    let mut received = received.lock().unwrap();
    received.push((secret, serde_json::from_str(&body).unwrap()));
    if received.len() == 1 {
        StatusCode::INTERNAL_SERVER_ERROR
    } else {
        StatusCode::OK
    }
}

#[tokio::test]
async fn a_webhook_gets_each_update_until_it_says_yes() {
    let (sandbox, phone) = started().await;
    let received = Received::default();
    let app = axum::Router::new()
        .fallback(axum::routing::post(receive))
        .with_state(received.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    let set = json!({"url": url, "secret_token": "s3cret"});
    assert_eq!(call(&sandbox, "setWebhook", set).await["ok"], true);
    phone.text("หนึ่ง");
    phone.text("สอง");
    assert!(sandbox.wait_until_confirmed(SOON).await);
    let seen = received.lock().unwrap().clone();
    let texts: Vec<_> = (seen.iter())
        .map(|(_, update)| update["message"]["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["หนึ่ง", "หนึ่ง", "สอง"]);
    assert!(
        seen.iter()
            .all(|(secret, _)| secret.as_deref() == Some("s3cret"))
    );
    let info = call(&sandbox, "getWebhookInfo", json!({})).await;
    assert_eq!(info["result"]["pending_update_count"], 0);
    assert_eq!(
        info["result"]["last_error_message"],
        "Wrong response from the webhook: 500 Internal Server Error"
    );
    let poll = call(&sandbox, "getUpdates", json!({})).await;
    assert_eq!(
        poll["description"],
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    );
    assert_eq!(call(&sandbox, "deleteWebhook", json!({})).await["ok"], true);
    assert_eq!(call(&sandbox, "getUpdates", json!({})).await["ok"], true);
}

/// Ratio to compare by: `cargo test --test it -- --ignored --nocapture sends_per_second`. Counts the processor time
/// of server and client together, so the server alone does better.
#[tokio::test]
#[ignore = "a measurement"]
async fn sends_per_second_of_processor_time() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let (sandbox, _phone) = started().await;
    let body = json!({
        "chat_id": SOMCHAI, "text": "<b>บันทึกแล้ว</b> คำสั่งที่ ๖๓/๒๕๖๖", "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[{"text": "ต่อไป", "callback_data": "next:1"}]]}
    })
    .to_string();
    let address = sandbox.api_url().replace("http://", "");
    let request = format!(
        "POST /bot{TOKEN}/SendMessage HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let spent = || -> f64 {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
        let fields: Vec<_> = stat.rsplit(')').next().unwrap().split(' ').collect();
        let ticks: f64 = fields[12].parse::<f64>().unwrap() + fields[13].parse::<f64>().unwrap();
        ticks / 100.0
    };
    let before = spent();
    let rounds = 20_000;
    let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
    let mut answer = vec![0; 16 * 1024];
    for _ in 0..rounds {
        stream.write_all(request.as_bytes()).await.unwrap();
        assert!(stream.read(&mut answer).await.unwrap() > 0);
    }
    println!(
        "{:.0} sends per processor second",
        f64::from(rounds) / (spent() - before)
    );
}
