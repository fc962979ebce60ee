//! The sandbox keeps updates, presses and commands as Telegram keeps them. Its strictness has tests of its own.

use std::sync::Arc;
use std::time::Duration;

use rapsap::sandbox::{self, AlbumItem, BotIdentity, Person, Phone, Sandbox, Settings};
use serde_json::{Value, json};

pub const TOKEN: &str = "777000:sandbox_token";
pub const SOMCHAI: i64 = 1001;
/// Has a phone, but never pressed Start.
pub const MALEE: i64 = 1002;
pub const SOON: Duration = Duration::from_secs(5);

pub fn settings() -> Settings {
    let person = |id, name: &str| Person {
        id,
        first_name: name.to_owned(),
        language_code: Some("th".to_owned()),
        ..Person::default()
    };
    Settings {
        token: TOKEN.to_owned(),
        bot: BotIdentity {
            id: 777_000,
            first_name: "รับทราบ".to_owned(),
            username: "rapsap_bot".to_owned(),
        },
        people: vec![person(SOMCHAI, "สมชาย"), person(MALEE, "มาลี")],
        now: Arc::new(|| 1_700_000_000),
        clock: None,
        words: serde_json::Map::new(),
        listen: ([127, 0, 0, 1], 0).into(),
    }
}

/// A sandbox in which สมชาย has pressed Start, and nothing waits.
pub async fn started() -> (Sandbox, Phone) {
    let sandbox = sandbox::start(settings()).await.unwrap();
    let phone = sandbox.phone(SOMCHAI);
    phone.start(None);
    call(&sandbox, "getUpdates", json!({"offset": -1})).await;
    let next = 1 + updates(&sandbox, json!({})).await[0]["update_id"]
        .as_i64()
        .unwrap();
    updates(&sandbox, json!({"offset": next})).await;
    (sandbox, phone)
}

pub fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// One request with a JSON body; the whole answer.
pub async fn call(sandbox: &Sandbox, method: &str, params: Value) -> Value {
    let url = format!("{}/bot{TOKEN}/{method}", sandbox.api_url());
    let request = client()
        .post(url)
        .header("content-type", "application/json")
        .body(params.to_string());
    let text = request.send().await.unwrap().text().await.unwrap();
    serde_json::from_str(&text).unwrap()
}

pub async fn updates(sandbox: &Sandbox, params: Value) -> Vec<Value> {
    let answer = call(sandbox, "getUpdates", params).await;
    assert_eq!(answer["ok"], true, "{answer}");
    answer["result"].as_array().unwrap().clone()
}

pub fn keyboard(button: Value) -> Value {
    json!({"chat_id": SOMCHAI, "text": "ก", "reply_markup": {"inline_keyboard": [[button]]}})
}

#[tokio::test]
async fn updates_come_again_until_they_are_confirmed() {
    let (sandbox, phone) = started().await;
    for text in ["หนึ่ง", "สอง", "สาม"] {
        phone.text(text);
    }
    let texts = |updates: &[Value]| -> Vec<String> {
        let text = |update: &Value| update["message"]["text"].as_str().unwrap().to_owned();
        updates.iter().map(text).collect()
    };
    let all = updates(&sandbox, json!({})).await;
    assert_eq!(texts(&all), ["หนึ่ง", "สอง", "สาม"]);
    assert_eq!(
        texts(&updates(&sandbox, json!({"limit": 2})).await),
        ["หนึ่ง", "สอง"]
    );
    let second = all[1]["update_id"].as_i64().unwrap();
    assert_eq!(
        texts(&updates(&sandbox, json!({"offset": second})).await),
        ["สอง", "สาม"]
    );
    assert_eq!(
        texts(&updates(&sandbox, json!({"offset": -1})).await),
        ["สาม"]
    );
    assert_eq!(sandbox.updates_pending(), 1);
    updates(&sandbox, json!({"offset": second + 2})).await;
    assert_eq!(sandbox.updates_pending(), 0);
}

#[tokio::test]
async fn a_long_poll_ends_with_the_first_update_and_a_second_reader_ends_the_first() {
    let (sandbox, phone) = started().await;
    let sandbox = &sandbox;
    let poll = || call(sandbox, "getUpdates", json!({"timeout": 20}));
    let write = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        phone.text("มาแล้ว");
    };
    let (answer, ()) = tokio::join!(poll(), write);
    assert_eq!(answer["result"][0]["message"]["text"], "มาแล้ว");
    let next = answer["result"][0]["update_id"].as_i64().unwrap() + 1;
    let first = call(
        sandbox,
        "getUpdates",
        json!({"timeout": 20, "offset": next}),
    );
    let second = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        call(sandbox, "getUpdates", json!({"timeout": 0})).await
    };
    let (first, second) = tokio::join!(first, second);
    assert_eq!(first["error_code"], 409);
    assert_eq!(
        first["description"],
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    );
    assert_eq!(second, json!({"ok": true, "result": []}));
}

#[tokio::test]
async fn only_the_kinds_of_update_that_the_bot_asked_for_are_kept() {
    let (sandbox, phone) = started().await;
    updates(&sandbox, json!({"allowed_updates": ["message"]})).await;
    let id = phone.text("ผิด");
    phone.edit(id, "ถูก");
    assert_eq!(updates(&sandbox, json!({})).await.len(), 1);
    updates(&sandbox, json!({"allowed_updates": []})).await;
    phone.edit(id, "ถูกแล้ว");
    let seen = updates(&sandbox, json!({})).await;
    assert_eq!(seen[1]["edited_message"]["text"], "ถูกแล้ว");
    assert_eq!(seen[1]["edited_message"]["message_id"], id);
}

#[tokio::test]
async fn an_album_arrives_as_several_updates_with_one_media_group_id() {
    let (sandbox, phone) = started().await;
    let photo = |caption: Option<&str>| AlbumItem::Photo {
        bytes: b"\x89PNG\r\n\x1a\n".to_vec(),
        caption: caption.map(str::to_owned),
    };
    phone.album(vec![photo(Some("หลักฐาน")), photo(None), photo(None)]);
    let seen = updates(&sandbox, json!({})).await;
    assert_eq!(seen.len(), 3);
    let group = &seen[0]["message"]["media_group_id"];
    assert!(group.is_string());
    assert!(
        seen.iter()
            .all(|u| &u["message"]["media_group_id"] == group)
    );
    assert_eq!(seen[0]["message"]["caption"], "หลักฐาน");
    assert_eq!(seen[1]["message"]["caption"], Value::Null);
}

#[tokio::test]
async fn a_press_carries_the_message_and_its_answer_can_be_read() {
    let (sandbox, phone) = started().await;
    let sent = call(
        &sandbox,
        "sendMessage",
        keyboard(json!({"text": "ตกลง", "callback_data": "ok:1"})),
    )
    .await;
    let id = sent["result"]["message_id"].as_i64().unwrap();
    assert!(phone.press(id, "ไม่มีปุ่มนี้").is_err());
    let press = phone.press(id, "ตกลง").unwrap();
    let seen = updates(&sandbox, json!({})).await;
    let query = &seen[0]["callback_query"];
    assert_eq!(query["id"], press.as_str());
    assert_eq!(query["data"], "ok:1");
    assert_eq!(query["message"]["message_id"], id);
    assert_eq!(query["from"]["id"], SOMCHAI);
    let answer = json!({"callback_query_id": press, "text": "บันทึกแล้ว", "show_alert": true});
    assert_eq!(
        call(&sandbox, "answerCallbackQuery", answer).await["result"],
        true
    );
    let answer = phone.wait_answer(&press, SOON).await.unwrap();
    assert_eq!(answer.text.as_deref(), Some("บันทึกแล้ว"));
    assert!(answer.show_alert);
    let forged = phone.press_data(4711, "old");
    let seen = updates(&sandbox, json!({"offset": -1})).await;
    assert_eq!(seen[0]["callback_query"]["id"], forged.as_str());
    assert_eq!(seen[0]["callback_query"]["message"]["date"], 0);
}

#[tokio::test]
async fn an_edit_without_a_keyboard_takes_the_keyboard_away() {
    let (sandbox, phone) = started().await;
    let sent = call(
        &sandbox,
        "sendMessage",
        keyboard(json!({"text": "ตกลง", "callback_data": "x"})),
    )
    .await;
    let id = sent["result"]["message_id"].as_i64().unwrap();
    let mark = phone.mark();
    let edit = json!({"chat_id": SOMCHAI, "message_id": id, "text": "ข"});
    let edited = call(&sandbox, "editMessageText", edit).await;
    assert_eq!(edited["result"]["reply_markup"], Value::Null);
    assert_eq!(edited["result"]["edit_date"], 1_700_000_000);
    let shown = phone.wait_after(mark, |m| m.id == id, SOON).await.unwrap();
    assert_eq!((shown.text.as_str(), shown.keyboard.len()), ("ข", 0));
}

#[tokio::test]
async fn commands_are_kept_by_scope_and_language() {
    let (sandbox, _phone) = started().await;
    let commands = |text: &str| json!([{"command": "tasks", "description": text}]);
    for params in [
        json!({"commands": commands("Tasks")}),
        json!({"commands": commands("งาน"), "language_code": "th"}),
        json!({"commands": commands("own"), "scope": {"type": "chat", "chat_id": SOMCHAI}}),
    ] {
        assert_eq!(call(&sandbox, "setMyCommands", params).await["ok"], true);
    }
    let stranger = json!({"commands": commands("x"), "scope": {"type": "chat", "chat_id": 1}});
    let refused = call(&sandbox, "setMyCommands", stranger).await;
    assert_eq!(refused["description"], "Bad Request: chat not found");
    let get = |params| call(&sandbox, "getMyCommands", params);
    assert_eq!(get(json!({})).await["result"], commands("Tasks"));
    assert_eq!(
        get(json!({"language_code": "th"})).await["result"],
        commands("งาน")
    );
    assert_eq!(
        get(json!({"scope": {"chat_id": SOMCHAI.to_string(), "type": "chat"}})).await["result"],
        commands("own")
    );
    assert_eq!(
        get(json!({"language_code": "en"})).await["result"],
        json!([])
    );
}
