//! teloxide talks to the sandbox as it would to Telegram, and understands every answer.

use rapsap::sandbox::{AlbumItem, Fault, Misbehaviour, Sandbox};
use serde_json::json;
use teloxide::net::Download;
use teloxide::payloads::{
    AnswerCallbackQuerySetters, EditMessageTextSetters, GetUpdatesSetters, SendDocumentSetters,
    SendMessageSetters,
};
use teloxide::prelude::Requester;
use teloxide::types::{
    BotCommand, ChatId, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMedia,
    InputMediaDocument, MessageId, ParseMode, UpdateKind,
};
use teloxide::{ApiError, Bot, RequestError};

use crate::sandbox_api::{SOMCHAI, SOON, TOKEN, call, started, updates};

const CHAT: ChatId = ChatId(SOMCHAI);

fn bot(sandbox: &Sandbox) -> Bot {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    Bot::with_client(TOKEN, client).set_api_url(sandbox.api_url().parse().unwrap())
}

fn keyboard(rows: &[(&str, &str)]) -> InlineKeyboardMarkup {
    let row = |(text, data): &(&str, &str)| {
        vec![InlineKeyboardButton::callback(
            (*text).to_owned(),
            (*data).to_owned(),
        )]
    };
    InlineKeyboardMarkup::new(rows.iter().map(row))
}

#[tokio::test]
async fn a_question_with_buttons_is_sent_pressed_answered_and_edited() {
    let (sandbox, phone) = started().await;
    let bot = bot(&sandbox);
    assert_eq!(bot.get_me().await.unwrap().username(), "rapsap_bot");
    let sent = bot
        .send_message(CHAT, "<b>เลขที่คำสั่ง</b> ๖๓/๒๕๖๖ ใช่หรือไม่")
        .parse_mode(ParseMode::Html)
        .reply_markup(keyboard(&[("ใช่", "yes"), ("แก้ไข", "fix")]))
        .await
        .unwrap();
    assert_eq!(sent.text(), Some("เลขที่คำสั่ง ๖๓/๒๕๖๖ ใช่หรือไม่"));
    assert_eq!(sent.entities().unwrap()[0].length, 12);
    let press = phone.press(i64::from(sent.id.0), "ใช่").unwrap();
    let seen = bot.get_updates().timeout(2).await.unwrap();
    let UpdateKind::CallbackQuery(query) = &seen[0].kind else {
        panic!("{:?}", seen[0]);
    };
    assert_eq!(query.data.as_deref(), Some("yes"));
    bot.answer_callback_query(query.id.clone())
        .text("บันทึกแล้ว")
        .await
        .unwrap();
    let answer = phone.wait_answer(&press, SOON).await.unwrap();
    assert_eq!(answer.text.as_deref(), Some("บันทึกแล้ว"));
    let edited = bot
        .edit_message_text(CHAT, sent.id, "บันทึกแล้ว")
        .reply_markup(keyboard(&[("ต่อไป", "next")]))
        .await
        .unwrap();
    assert_eq!(edited.text(), Some("บันทึกแล้ว"));
    let shown = phone.wait(|m| m.text == "บันทึกแล้ว", SOON).await.unwrap();
    assert_eq!(shown.keyboard[0][0].text, "ต่อไป");
    let again = bot
        .edit_message_text(CHAT, sent.id, "บันทึกแล้ว")
        .reply_markup(keyboard(&[("ต่อไป", "next")]))
        .await;
    assert!(matches!(
        again,
        Err(RequestError::Api(ApiError::MessageNotModified))
    ));
}

#[tokio::test]
async fn files_go_both_ways_with_every_byte() {
    let (sandbox, phone) = started().await;
    let bot = bot(&sandbox);
    let pdf = b"%PDF-1.7 \xe0\xb8\x81".repeat(1000);
    let sent = bot
        .send_document(
            CHAT,
            InputFile::memory(pdf.clone()).file_name("รายงาน ๒๕๖๖.pdf"),
        )
        .caption("<i>ฉบับร่าง</i>")
        .parse_mode(ParseMode::Html)
        .await
        .unwrap();
    let document = sent.document().unwrap();
    assert_eq!(document.file_name.as_deref(), Some("รายงาน ๒๕๖๖.pdf"));
    assert_eq!(
        document.mime_type.as_ref().unwrap().essence_str(),
        "application/pdf"
    );
    assert_eq!(sent.caption(), Some("ฉบับร่าง"));
    assert_eq!(phone.download(&phone.last().unwrap()), pdf);
    let again = InputFile::file_id(document.file.id.clone());
    let again = bot.send_document(CHAT, again).await.unwrap();
    assert_eq!(again.document().unwrap().file.id, document.file.id);

    phone.document("คำสั่ง.pdf", "application/pdf", pdf.clone(), Some("หลักฐาน"));
    phone.photo(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0".to_vec(),
        None,
    );
    let seen = bot.get_updates().await.unwrap();
    let UpdateKind::Message(message) = &seen[0].kind else {
        panic!("{:?}", seen[0]);
    };
    let file = bot
        .get_file(message.document().unwrap().file.id.clone())
        .await
        .unwrap();
    let mut bytes = Vec::new();
    bot.download_file(&file.path, &mut bytes).await.unwrap();
    assert_eq!(bytes, pdf);
    let UpdateKind::Message(message) = &seen[1].kind else {
        panic!("{:?}", seen[1]);
    };
    let size = message.photo().unwrap().last().unwrap();
    assert_eq!((size.width, size.height), (640, 480));

    let media = |name: &'static str| {
        let file = InputFile::memory(name.as_bytes()).file_name(name);
        InputMedia::Document(InputMediaDocument::new(file))
    };
    let album = bot
        .send_media_group(CHAT, [media("a.docx"), media("b.xlsx")])
        .await
        .unwrap();
    assert_eq!(album.len(), 2);
    assert!(album[0].media_group_id().is_some());
    assert_eq!(album[0].media_group_id(), album[1].media_group_id());
}

#[tokio::test]
async fn refusals_arrive_as_the_errors_that_teloxide_has_for_them() {
    let (sandbox, phone) = started().await;
    let bot = bot(&sandbox);
    let limit = Misbehaviour::TooManyRequests { retry_after: 3 };
    sandbox.faults().add(Fault::new(limit).on("sendMessage"));
    let RequestError::RetryAfter(wait) = bot.send_message(CHAT, "ก").await.unwrap_err() else {
        panic!("expected RetryAfter");
    };
    assert_eq!(wait.seconds(), 3);
    let refused = bot.send_message(ChatId(5), "ก").await.unwrap_err();
    assert!(matches!(refused, RequestError::Api(ApiError::ChatNotFound)));
    let refused = bot.edit_message_text(CHAT, MessageId(99), "ก").await;
    assert!(matches!(
        refused,
        Err(RequestError::Api(ApiError::MessageToEditNotFound))
    ));
    let refused = bot.send_message(CHAT, "ก".repeat(4097)).await.unwrap_err();
    assert!(matches!(
        refused,
        RequestError::Api(ApiError::MessageIsTooLong)
    ));
    let refused = bot
        .send_message(CHAT, "<b>")
        .parse_mode(ParseMode::Html)
        .await;
    assert!(matches!(
        refused,
        Err(RequestError::Api(ApiError::CantParseEntities(_)))
    ));
    phone.block();
    let refused = bot.send_message(CHAT, "ก").await.unwrap_err();
    assert!(matches!(refused, RequestError::Api(ApiError::BotBlocked)));
}

#[tokio::test]
async fn every_kind_of_message_that_people_send_is_understood() {
    let (sandbox, phone) = started().await;
    let bot = bot(&sandbox);
    let first = phone.text("/start เดิม");
    phone.edit(first, "แก้แล้ว");
    phone.forward("ข้อความส่งต่อ", "คุณวิชัย");
    phone.reply(first, "ตอบ");
    phone.sticker();
    phone.voice();
    phone.video_note();
    phone.location();
    phone.contact();
    phone.poll();
    phone.album(vec![AlbumItem::Document {
        name: "a.pdf".to_owned(),
        mime: "application/pdf".to_owned(),
        bytes: b"%PDF".to_vec(),
        caption: None,
    }]);
    phone.press_data(first, "x");
    phone.press_data(9999, "gone");
    phone.block();
    let raw = updates(&sandbox, json!({})).await;
    let seen = bot.get_updates().await.unwrap();
    assert_eq!(seen.len(), 14);
    for (update, raw) in seen.iter().zip(&raw) {
        assert!(!matches!(update.kind, UpdateKind::Error(_)), "{raw}");
    }
    let message = |n: usize| match &seen[n].kind {
        UpdateKind::Message(message) => message,
        other => panic!("{other:?}"),
    };
    assert!(matches!(seen[1].kind, UpdateKind::EditedMessage(_)));
    assert!(message(2).forward_origin().is_some());
    assert_eq!(message(3).reply_to_message().unwrap().text(), Some("แก้แล้ว"));
    assert!(message(4).sticker().is_some());
    assert!(message(5).voice().is_some());
    assert!(message(6).video_note().is_some());
    assert!(message(7).location().is_some());
    assert!(message(8).contact().is_some());
    assert!(message(9).poll().is_some());
    assert!(message(10).media_group_id().is_some());
    assert!(matches!(seen[13].kind, UpdateKind::MyChatMember(_)));
}

#[tokio::test]
async fn the_bots_own_affairs_are_answered_in_a_shape_that_parses() {
    let (sandbox, _phone) = started().await;
    let bot = bot(&sandbox);
    bot.set_my_commands([BotCommand::new("tasks", "งานของฉัน")])
        .await
        .unwrap();
    assert_eq!(bot.get_my_commands().await.unwrap()[0].command, "tasks");
    bot.set_chat_menu_button().await.unwrap();
    bot.get_chat_menu_button().await.unwrap();
    bot.set_my_name().await.unwrap();
    bot.get_my_description().await.unwrap();
    bot.get_webhook_info().await.unwrap();
    assert!(bot.get_chat(CHAT).await.unwrap().is_private());
    let sent = bot.send_message(CHAT, "ก").await.unwrap();
    let copy = bot.copy_message(CHAT, CHAT, sent.id).await.unwrap();
    bot.forward_message(CHAT, CHAT, sent.id).await.unwrap();
    bot.delete_message(CHAT, copy).await.unwrap();
    bot.delete_messages(CHAT, [sent.id, copy]).await.unwrap();
    assert_eq!(call(&sandbox, "logOut", json!({})).await["result"], true);
}
