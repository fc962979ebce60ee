//! The sandbox refuses what Telegram refuses, in Telegram's words and codes, and counts as Telegram counts.

use serde_json::json;

use crate::sandbox_api::{MALEE, SOMCHAI, TOKEN, call, client, keyboard, started, updates};

#[tokio::test]
async fn what_telegram_refuses_is_refused_in_telegrams_words() {
    let (sandbox, phone) = started().await;
    let own = call(
        &sandbox,
        "sendMessage",
        json!({"chat_id": SOMCHAI, "text": "เดิม"}),
    )
    .await;
    let own = own["result"]["message_id"].as_i64().unwrap();
    let theirs = phone.text("ของฉัน");
    let long = "ก".repeat(4097);
    let text = |text: &str| json!({"chat_id": SOMCHAI, "text": text});
    let html = |text: &str| json!({"chat_id": SOMCHAI, "text": text, "parse_mode": "HTML"});
    let edit = |id: i64, text: &str| json!({"chat_id": SOMCHAI, "message_id": id, "text": text});
    for (method, params, code, words) in [
        (
            "sendMessage",
            text(""),
            400,
            "Bad Request: message text is empty",
        ),
        (
            "sendMessage",
            text(" \n "),
            400,
            "Bad Request: text must be non-empty",
        ),
        (
            "sendMessage",
            html("<b></b>"),
            400,
            "Bad Request: text must be non-empty",
        ),
        (
            "sendMessage",
            text(&long),
            400,
            "Bad Request: message is too long",
        ),
        (
            "sendMessage",
            html("<b>ก"),
            400,
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            "sendMessage",
            html("ก <br>"),
            400,
            "Bad Request: can't parse entities: Unsupported start tag \"br\" at byte offset 4",
        ),
        (
            "sendMessage",
            json!({"text": "ก"}),
            400,
            "Bad Request: chat_id is empty",
        ),
        (
            "sendMessage",
            json!({"chat_id": 9, "text": "ก"}),
            400,
            "Bad Request: chat not found",
        ),
        (
            "sendMessage",
            json!({"chat_id": MALEE, "text": "ก"}),
            403,
            "Forbidden: bot can't initiate conversation with a user",
        ),
        (
            "sendMessage",
            keyboard(json!({"text": "ก", "callback_data": "ก".repeat(22)})),
            400,
            "Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            keyboard(json!({"text": "ก"})),
            400,
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            "sendMessage",
            keyboard(json!({"text": " ", "callback_data": "x"})),
            400,
            "Bad Request: inline keyboard button text must be non-empty",
        ),
        (
            "sendMessage",
            keyboard(json!({"text": "ก", "url": "nowhere"})),
            400,
            "Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (
            "sendMessage",
            json!({"chat_id": SOMCHAI, "text": "ก", "reply_parameters": {"message_id": 99}}),
            400,
            "Bad Request: message to be replied not found",
        ),
        (
            "editMessageText",
            edit(99, "ก"),
            400,
            "Bad Request: message to edit not found",
        ),
        (
            "editMessageText",
            edit(theirs, "ก"),
            400,
            "Bad Request: message can't be edited",
        ),
        (
            "editMessageText",
            edit(own, &long),
            400,
            "Bad Request: MESSAGE_TOO_LONG",
        ),
        (
            "editMessageText",
            edit(own, "เดิม"),
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the \
             same as a current content and reply markup of the message",
        ),
        (
            "editMessageCaption",
            json!({"chat_id": SOMCHAI, "message_id": own, "caption": "ก"}),
            400,
            "Bad Request: there is no caption in the message to edit",
        ),
        (
            "deleteMessage",
            json!({"chat_id": SOMCHAI, "message_id": 99}),
            400,
            "Bad Request: message to delete not found",
        ),
        (
            "answerCallbackQuery",
            json!({"callback_query_id": "1"}),
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        (
            "sendDocument",
            json!({"chat_id": SOMCHAI}),
            400,
            "Bad Request: there is no document in the request",
        ),
        (
            "sendChatAction",
            json!({"chat_id": SOMCHAI, "action": "dancing"}),
            400,
            "Bad Request: wrong parameter action in request",
        ),
        (
            "setMyCommands",
            json!({"commands": [{"command": "รายงาน", "description": "x"}]}),
            400,
            "Bad Request: BOT_COMMAND_INVALID",
        ),
        (
            "setWebhook",
            json!({"url": "http://192.0.2.1/"}),
            400,
            "Bad Request: bad webhook: HTTPS url must be provided for webhook",
        ),
        ("danceWithMe", json!({}), 404, "Not Found"),
    ] {
        let answer = call(&sandbox, method, params.clone()).await;
        let wanted = json!({"ok": false, "error_code": code, "description": words});
        assert_eq!(answer, wanted, "{method} {params}");
    }
    let wrong = format!("{}/bot1:wrong/getMe", sandbox.api_url());
    let answer = client().get(wrong).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(
        answer.text().await.unwrap(),
        r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#
    );
}

#[tokio::test]
async fn a_person_who_blocks_the_bot_is_out_of_reach_until_they_write_again() {
    let (sandbox, phone) = started().await;
    let text = json!({"chat_id": SOMCHAI, "text": "ก"});
    phone.block();
    let answer = call(&sandbox, "sendMessage", text.clone()).await;
    assert_eq!(answer["error_code"], 403);
    assert_eq!(
        answer["description"],
        "Forbidden: bot was blocked by the user"
    );
    phone.text("กลับมาแล้ว");
    assert_eq!(call(&sandbox, "sendMessage", text).await["ok"], true);
    let seen = updates(&sandbox, json!({})).await;
    assert_eq!(
        seen[0]["my_chat_member"]["new_chat_member"]["status"],
        "kicked"
    );
    assert_eq!(
        seen[1]["my_chat_member"]["new_chat_member"]["status"],
        "member"
    );
    assert_eq!(seen[2]["message"]["text"], "กลับมาแล้ว");
}

#[tokio::test]
async fn lengths_are_counted_in_utf16_units_after_the_markup_is_taken_out() {
    let (sandbox, phone) = started().await;
    let send = |text: String| {
        let params = json!({"chat_id": SOMCHAI, "text": text, "parse_mode": "HTML"});
        call(&sandbox, "sendMessage", params)
    };
    assert_eq!(send("ก".repeat(4096)).await["ok"], true);
    assert_eq!(
        send(format!("<b>{}</b>", "ก".repeat(4096))).await["ok"],
        true
    );
    assert_eq!(send("🙏".repeat(2048)).await["ok"], true);
    assert_eq!(send("🙏".repeat(2049)).await["ok"], false);
    let sent = send("🙏 <b>มาตรการ</b> /help".to_owned()).await;
    assert_eq!(sent["result"]["text"], "🙏 มาตรการ /help");
    assert_eq!(
        sent["result"]["entities"],
        json!([
            {"type": "bold", "offset": 3, "length": 7},
            {"type": "bot_command", "offset": 11, "length": 5}
        ])
    );
    let shown = phone.last().unwrap();
    assert_eq!(shown.text, "🙏 มาตรการ /help");
    assert_eq!(shown.html, "🙏 <b>มาตรการ</b> /help");
    let first = phone.text(&"ข".repeat(5000)) - 1;
    let parts: Vec<_> = (phone.messages().into_iter())
        .filter(|message| message.id >= first)
        .map(|message| message.text.chars().count())
        .collect();
    assert_eq!(parts, [4096, 904]);
}

#[tokio::test]
async fn parameters_may_come_in_the_query_in_a_form_or_as_json_and_method_names_in_any_case() {
    let (sandbox, phone) = started().await;
    let base = format!("{}/bot{TOKEN}", sandbox.api_url());
    let query = format!("{base}/SENDMESSAGE?chat_id={SOMCHAI}&text=%E0%B8%81+%26");
    assert_eq!(client().get(query).send().await.unwrap().status(), 200);
    assert_eq!(phone.last().unwrap().text, "ก &");
    let form = client()
        .post(format!("{base}/sendmessage"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!(
            "chat_id={SOMCHAI}&text=form&reply_markup=%7B%22inline_keyboard%22%3A%5B%5B%7B%22text%22%3A%22ok%22%2C%22callback_data%22%3A%22y%22%7D%5D%5D%7D"
        ));
    assert_eq!(form.send().await.unwrap().status(), 200);
    let shown = phone.last().unwrap();
    assert_eq!(shown.text, "form");
    assert_eq!(shown.button("ok").unwrap().data.as_deref(), Some("y"));
}

#[tokio::test]
async fn a_file_beyond_twenty_megabytes_cannot_be_downloaded() {
    let (sandbox, phone) = started().await;
    phone.document(
        "ใหญ่.pdf",
        "application/pdf",
        vec![0; 20 * 1024 * 1024 + 1],
        None,
    );
    let seen = updates(&sandbox, json!({})).await;
    let document = &seen[0]["message"]["document"];
    assert_eq!(document["file_name"], "ใหญ่.pdf");
    let answer = call(&sandbox, "getFile", json!({"file_id": document["file_id"]})).await;
    assert_eq!(answer["description"], "Bad Request: file is too big");
}
