//! The chat page: what it serves, whom it serves, and what a person does in it.

use std::collections::BTreeMap;
use std::time::Duration;

use rapsap::sandbox::{Person, Sandbox};
use serde_json::{Map, Value, json};

use crate::sandbox_api::{MALEE, SOMCHAI, call, settings, started, updates};

pub async fn act(sandbox: &Sandbox, path: &str, body: Value) -> (u16, Value) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = client
        .post(format!("{}sandbox/{path}", sandbox.page_url()))
        .header("content-type", "application/json")
        .header("origin", sandbox.api_url())
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or_default())
}

pub async fn get(sandbox: &Sandbox, path: &str, host: Option<&str>) -> (u16, String) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut request = client.get(format!("{}{path}", sandbox.page_url()));
    if let Some(host) = host {
        request = request.header("host", host);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn what_a_person_does_in_the_page_reaches_the_bot_and_what_it_answers_is_shown() {
    let (sandbox, _phone) = started().await;
    sandbox.add_person(Person {
        id: 1003,
        first_name: "วิภา".to_owned(),
        start_payload: Some("invite-3".to_owned()),
        ..Person::default()
    });
    assert_eq!(act(&sandbox, "start", json!({"user": 1003})).await.0, 200);
    let seen = updates(&sandbox, json!({})).await;
    assert_eq!(seen[0]["message"]["text"], "/start invite-3");
    let keys = json!({"inline_keyboard": [[{"text": "ใช่", "callback_data": "y"}]]});
    let question =
        json!({"chat_id": 1003, "text": "<b>ใช่</b>?", "parse_mode": "HTML", "reply_markup": keys});
    let sent = call(&sandbox, "sendMessage", question).await;
    let message = sent["result"]["message_id"].clone();
    let (_, state) = get(&sandbox, "sandbox/state", None).await;
    let state: Value = serde_json::from_str(&state).unwrap();
    let shown = &state["people"][2];
    assert_eq!(shown["started"], true);
    assert_eq!(shown["messages"][1]["text"], "ใช่?");
    assert_eq!(shown["messages"][1]["keyboard"][0][0]["text"], "ใช่");
    let press = json!({"user": 1003, "message": message, "row": 0, "column": 0});
    assert_eq!(act(&sandbox, "press", press).await.0, 200);
    let seen = updates(&sandbox, json!({"offset": -1})).await;
    assert_eq!(seen[0]["callback_query"]["data"], "y");
    let nowhere = json!({"user": 1003, "message": message, "row": 7, "column": 0});
    assert_eq!(act(&sandbox, "press", nowhere).await.0, 404);
    let stranger = json!({"user": 9, "text": "ก"});
    assert_eq!(act(&sandbox, "text", stranger).await.0, 404);
}

#[tokio::test]
async fn files_from_the_page_arrive_as_an_album_and_can_be_opened() {
    let (sandbox, phone) = started().await;
    let part = |name: &'static str, mime: &str, bytes: &'static [u8]| {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name);
        part.mime_str(mime).unwrap()
    };
    let form = reqwest::multipart::Form::new()
        .text("user", SOMCHAI.to_string())
        .text("caption", "หลักฐาน")
        .part("file", part("คำสั่ง.pdf", "application/pdf", b"%PDF-1"))
        .part("file", part("x.html", "text/html", b"<script>"));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}sandbox/upload", sandbox.page_url());
    let answer = client.post(url).multipart(form).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let shown = phone.messages();
    let files: Vec<_> = shown.iter().filter_map(|m| m.file.as_ref()).collect();
    assert_eq!(files.len(), 2);
    let open = async |n: usize| {
        let url = format!("{}sandbox/file/{}", sandbox.page_url(), files[n].file_id);
        client.get(url).send().await.unwrap()
    };
    let pdf = open(0).await;
    assert_eq!(pdf.headers()["content-type"], "application/pdf");
    assert!(
        pdf.headers()["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("inline")
    );
    // What could carry script is handed out for saving only.
    let html = open(1).await;
    assert_eq!(html.headers()["content-type"], "application/octet-stream");
    assert!(
        html.headers()["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment")
    );
}

#[tokio::test]
async fn the_page_is_served_to_this_machine_under_its_own_name_only() {
    let (sandbox, _phone) = started().await;
    let (status, page) = get(&sandbox, "", None).await;
    assert_eq!(status, 200);
    assert!(page.contains("/sandbox/page.js"));
    for path in ["", "sandbox/state", "sandbox/events"] {
        assert_eq!(
            get(&sandbox, path, Some("evil.example")).await.0,
            403,
            "{path}"
        );
    }
}

#[test]
fn the_page_has_every_word_it_uses_in_both_languages() {
    let sources = [
        include_str!("../../src/sandbox/page.html"),
        include_str!("../../src/sandbox/page.js"),
        include_str!("../../src/sandbox/phone.js"),
        include_str!("../../src/sandbox/bubble.js"),
        include_str!("../../src/sandbox/clock.js"),
    ];
    for (language, words) in words() {
        for source in sources {
            for used in source
                .split('"')
                .filter(|part| part.starts_with("sandbox-"))
            {
                assert!(!words[used].is_null(), "{used} in {language}");
            }
        }
        for kind in [
            "sticker",
            "voice",
            "video_note",
            "location",
            "contact",
            "poll",
        ] {
            assert!(
                !words[format!("sandbox-{kind}")].is_null(),
                "{kind} in {language}"
            );
        }
    }
}

fn words() -> Map<String, Value> {
    let read = |text: &str| -> Value {
        let pairs = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(" = "));
        let pairs: BTreeMap<_, _> = pairs.collect();
        json!(pairs)
    };
    Map::from_iter([
        (
            "th".to_owned(),
            read(include_str!("../../locales/th/sandbox.ftl")),
        ),
        (
            "en".to_owned(),
            read(include_str!("../../locales/en/sandbox.ftl")),
        ),
    ])
}

/// For looking at the page by eye: `RAPSAP_SHOW_SECONDS=60 cargo test --test it -- --ignored --nocapture show_the_page`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "keeps a page open for looking at it"]
async fn show_the_page() {
    let mut settings = settings();
    settings.words = words();
    settings
        .listen
        .set_port(std::env::var("RAPSAP_SHOW_PORT").map_or(0, |port| port.parse().unwrap()));
    let posts = [
        "ผู้อำนวยการกองคลัง",
        "นักวิเคราะห์นโยบายและแผน",
        "ปลัด อบต.",
        "นายก อบต. (ผู้บริหาร)",
    ];
    let names = ["สมชาย", "มาลี", "วิภา", "ประเสริฐ"];
    settings.people = (names.iter().zip(posts).zip(SOMCHAI..))
        .map(|((name, post), id)| Person {
            id,
            first_name: (*name).to_owned(),
            last_name: Some("ใจดี".to_owned()),
            caption: post.to_owned(),
            start_payload: Some(format!("invite-{id}")),
            ..Person::default()
        })
        .collect();
    let sandbox = rapsap::sandbox::start(settings).await.unwrap();
    println!("{}", sandbox.page_url());
    let commands = json!({"commands": [
        {"command": "tasks", "description": "งานของฉัน"}, {"command": "help", "description": "วิธีใช้"}
    ]});
    call(&sandbox, "setMyCommands", commands).await;
    let phone = sandbox.phone(SOMCHAI);
    phone.start(Some("invite-1001"));
    let keys = json!({"inline_keyboard": [
        [{"text": "ใช่ บันทึก", "callback_data": "y"}, {"text": "แก้ไข", "callback_data": "n"}],
        [{"text": "ดูเว็บไซต์", "url": "https://example.org"}]
    ]});
    let text = "สวัสดีครับ <b>คุณสมชาย</b>\nรายงานผลการดำเนินงานตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส \
                ปีงบประมาณ พ.ศ. <i>๒๕๖๖</i> ใช้คำสั่ง /tasks เพื่อดูงาน หรือเปิด https://example.org/\n\
                <blockquote>คำสั่งที่ ๖๓/๒๕๖๖</blockquote>";
    let question =
        json!({"chat_id": SOMCHAI, "text": text, "parse_mode": "HTML", "reply_markup": keys});
    call(&sandbox, "sendMessage", question).await;
    phone.photo(
        include_bytes!("../../src/sandbox/icon.svg").to_vec(),
        Some("รูป"),
    );
    let order = phone.document(
        "คำสั่งแต่งตั้งคณะทำงาน ๖๓-๒๕๖๖.pdf",
        "application/pdf",
        b"%PDF-1.7".to_vec(),
        None,
    );
    phone.reply(order, "คำสั่งอบต.ที่ ๖๓/๒๕๖๖ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖");
    phone.forward("ขอส่งเอกสารเพิ่มเติม", "กองช่าง");
    phone.sticker();
    sandbox.phone(MALEE).start(None);
    let seconds = std::env::var("RAPSAP_SHOW_SECONDS").map_or(30, |s| s.parse().unwrap());
    echo(&sandbox, Duration::from_secs(seconds)).await;
}

/// A bot that repeats what it is told, with buttons.
async fn echo(sandbox: &Sandbox, how_long: Duration) {
    let keys = json!({"inline_keyboard": [[
        {"text": "👍 ตกลง", "callback_data": "toast"}, {"text": "รายละเอียด", "callback_data": "alert"}
    ]]});
    let talk = async {
        let mut offset = 0;
        loop {
            for update in updates(sandbox, json!({"offset": offset, "timeout": 10})).await {
                offset = update["update_id"].as_i64().unwrap() + 1;
                if let Some(text) = update["message"]["text"].as_str() {
                    let text = format!("ได้รับแล้ว: {text}");
                    let chat = &update["message"]["chat"]["id"];
                    let params = json!({"chat_id": chat, "text": text, "reply_markup": keys});
                    call(sandbox, "sendMessage", params).await;
                } else if let Some(id) = update["callback_query"]["id"].as_str() {
                    let is_alert = update["callback_query"]["data"] == "alert";
                    let params = json!({
                        "callback_query_id": id, "text": "บันทึกแล้ว ๑ รายการ", "show_alert": is_alert
                    });
                    call(sandbox, "answerCallbackQuery", params).await;
                }
            }
        }
    };
    let _ = tokio::time::timeout(how_long, talk).await;
}
