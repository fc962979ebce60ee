use super::*;
use crate::domain::incoming::Unkept;
use crate::domain::office::{DocumentId, FileId, MeasureId, ReportId};
use crate::domain::report::DocumentKind;
use serde_json::{Value, json};

fn message(chat_type: &str, rest: Value) -> Value {
    let mut message = json!({
        "message_id": 7, "date": 1_675_213_200,
        "chat": {"id": 501, "type": chat_type, "first_name": "สมศรี", "title": "กลุ่ม"},
        "from": {"id": 501, "is_bot": false, "first_name": "สมศรี"},
    });
    message
        .as_object_mut()
        .unwrap()
        .extend(rest.as_object().unwrap().clone());
    message
}

fn said(rest: Value) -> Event {
    read(
        FROM_TELEGRAM,
        &json!({"update_id": 1, "message": message("private", rest)}).to_string(),
    )
}

#[test]
fn a_text_arrives_as_it_was_typed_with_its_line_breaks() {
    let text = "63/66 แต่งตั้งคณะทำงาน\n๖๔/๒๕๖๖";
    assert_eq!(
        said(json!({"text": text})),
        Event::Text {
            text: text.to_owned(),
            forwarded: false,
            message: 7
        }
    );
}

fn account() -> Option<Account> {
    Some(Account {
        name: "สมศรี".to_owned(),
        username: None,
    })
}

#[test]
fn who_starts_is_called_as_their_account_calls_itself_in_one_line() {
    let from = |from: serde_json::Value| {
        let update = json!({ "update_id": 1, "message": {
            "message_id": 7, "date": 1_700_000_000, "chat": { "id": 5, "type": "private" },
            "from": from, "text": "/start Ab_9-x",
        }});
        match read(FROM_TELEGRAM, &update.to_string()) {
            Event::Start { from, .. } => from.map(|account| (account.name, account.username)),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        from(
            json!({ "first_name": "สมศรี\n\u{202E}", "last_name": "ตัวอย่าง", "username": "somsri" })
        ),
        Some(("สมศรี ตัวอย่าง".to_owned(), Some("somsri".to_owned())))
    );
    assert_eq!(
        from(json!({ "first_name": "ก".repeat(500) })),
        Some(("ก".repeat(64), None))
    );
    // Nothing that is odd about an account keeps anybody out.
    assert_eq!(from(json!({ "first_name": 5 })), None);
    assert_eq!(from(json!("?")), None);
}

#[test]
fn a_command_may_carry_the_bots_name_and_start_its_code() {
    assert_eq!(
        said(json!({"text": "/start Ab_9-x"})),
        Event::Start {
            code: Some("Ab_9-x".to_owned()),
            from: account(),
        }
    );
    assert_eq!(
        said(json!({"text": "/start@rapsap_bot"})),
        Event::Start {
            code: None,
            from: account(),
        }
    );
    assert_eq!(
        said(json!({"text": "/HELP@rapsap_bot"})),
        Event::Command(Command::Help)
    );
    assert_eq!(
        said(json!({"text": "/language"})),
        Event::Command(Command::Language)
    );
    assert_eq!(
        said(json!({"text": "/home"})),
        Event::Command(Command::Home)
    );
    assert_eq!(
        said(json!({"text": "/settings now"})),
        Event::Command(Command::Unknown)
    );
}

#[test]
fn a_slash_before_a_number_or_a_thai_word_is_text() {
    for text in ["/2566", "/ start", "/ไม่มี", "/", "ที่ 63/66"] {
        assert_eq!(
            said(json!({"text": text})),
            Event::Text {
                text: text.to_owned(),
                forwarded: false,
                message: 7
            }
        );
    }
}

#[test]
fn a_forwarded_command_is_forwarded_text() {
    let event = said(json!({
        "text": "/start abc",
        "forward_origin": {"type": "hidden_user", "date": 1_675_213_100, "sender_user_name": "สมชาย"},
    }));
    assert_eq!(
        event,
        Event::Text {
            text: "/start abc".to_owned(),
            forwarded: true,
            message: 7
        }
    );
}

#[test]
fn what_cannot_be_used_is_named() {
    let file = json!({"file_id": "f", "file_unique_id": "u", "file_size": 1});
    let with = |more: Value| {
        let mut all = file.clone();
        all.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        all
    };
    let film = with(json!({"width": 1, "height": 1, "duration": 1}));
    for (kind, content) in [
        (
            "sticker",
            json!({"sticker": with(json!({"width": 1, "height": 1, "type": "regular", "is_animated": false, "is_video": false}))}),
        ),
        ("voice", json!({"voice": with(json!({"duration": 1}))})),
        (
            "video_note",
            json!({"video_note": with(json!({"duration": 1, "length": 1}))}),
        ),
        ("video", json!({"video": film.clone()})),
        (
            "animation",
            json!({"animation": film, "document": file.clone()}),
        ),
        ("audio", json!({"audio": with(json!({"duration": 1}))})),
        (
            "location",
            json!({"location": {"latitude": 13.7, "longitude": 100.5}}),
        ),
        (
            "contact",
            json!({"contact": {"phone_number": "0", "first_name": "ก"}}),
        ),
        ("dice", json!({"dice": {"emoji": "🎲", "value": 4}})),
        ("other", json!({"gift_from_the_future": {"stars": 1}})),
    ] {
        assert_eq!(said(content.clone()), Event::Unusable { kind }, "{content}");
    }
}

#[test]
fn of_a_photo_the_largest_size_counts_with_its_caption_and_album() {
    let size = |id: &str, width: u32| json!({"file_id": id, "file_unique_id": format!("u{id}"), "width": width, "height": width, "file_size": width});
    let event = said(json!({
        "photo": [size("small", 90), size("large", 1280), size("middle", 320)],
        "caption": "ภาพกิจกรรม", "media_group_id": "14000",
        "forward_origin": {"type": "hidden_user", "date": 1_675_213_100, "sender_user_name": "สมชาย"},
    }));
    let file = IncomingFile {
        telegram_file_id: "large".to_owned(),
        telegram_unique_id: "ularge".to_owned(),
        photo: true,
        name: None,
        mime: None,
        size: Some(1280),
    };
    assert_eq!(
        event,
        Event::File {
            file,
            caption: Some("ภาพกิจกรรม".to_owned()),
            album: Some("14000".to_owned()),
            forwarded: true,
            message: 7
        }
    );
}

#[test]
fn a_document_keeps_a_name_that_can_be_read_and_nothing_optional_is_missed() {
    let sent = |document: Value| match said(json!({ "document": document })) {
        Event::File { file, .. } => file,
        other => panic!("{other:?}"),
    };
    let whole = sent(json!({
        "file_id": "f", "file_unique_id": "u", "file_name": "../../etc/\u{202E}fdp.exe\n", "mime_type": "video/mp4",
        "file_size": 21 << 20, "thumbnail": {"invented": "later"},
    }));
    assert_eq!(whole.name.as_deref(), Some("../../etc/fdp.exe"));
    assert_eq!(whole.mime.as_deref(), Some("video/mp4"));
    assert!(whole.too_large() && !whole.photo);
    let bare = sent(json!({"file_id": "f", "file_size": "large", "file_name": ["?"]}));
    assert_eq!(
        (bare.telegram_file_id.as_str(), bare.size, bare.name.clone()),
        ("f", None, None)
    );
    assert!(!bare.too_large());
}

#[test]
fn a_file_that_cannot_be_fetched_is_unusable() {
    for (kind, content) in [
        ("photo", json!({"photo": []})),
        ("photo", json!({"photo": "later"})),
        ("document", json!({"document": {"file_name": "สำเนา.pdf"}})),
    ] {
        assert_eq!(said(content.clone()), Event::Unusable { kind }, "{content}");
    }
}

#[test]
fn a_text_with_marks_that_telegram_has_yet_to_invent_is_still_a_text() {
    let text = "๖๓/๒๕๖๖";
    let marks = json!([{"type": "hologram", "offset": 0, "length": 7, "colour": "blue"}]);
    let event = said(json!({"text": text, "entities": marks, "invented_later": {"by": 2570}}));
    assert_eq!(
        event,
        Event::Text {
            text: text.to_owned(),
            forwarded: false,
            message: 7
        }
    );
}

#[test]
fn a_press_names_its_message_unless_that_is_too_old_to_be_seen() {
    let press = |message: Value| {
        let update = json!({"update_id": 1, "callback_query": {
            "id": "4711", "chat_instance": "1", "data": Action::Home.to_data(), "message": message,
            "from": {"id": 501, "is_bot": false, "first_name": "สมศรี"},
        }});
        read(FROM_TELEGRAM, &update.to_string())
    };
    let seen = press(message("private", json!({"text": "เลือกมาตรการ"})));
    assert_eq!(
        seen,
        Event::Press {
            press: "4711".to_owned(),
            message: Some(7),
            action: Some(Action::Home)
        }
    );
    let old = press(
        json!({"message_id": 7, "date": 0, "chat": {"id": 501, "type": "private", "first_name": "สมศรี"}}),
    );
    assert_eq!(
        old,
        Event::Press {
            press: "4711".to_owned(),
            message: None,
            action: Some(Action::Home)
        }
    );
}

#[test]
fn an_edit_carries_what_the_message_says_now() {
    let edited = |rest: Value| {
        let update = json!({"update_id": 1, "edited_message": message("private", rest)});
        read(FROM_TELEGRAM, &update.to_string())
    };
    assert_eq!(
        edited(json!({"text": "๖๔/๒๕๖๖"})),
        Event::Edited {
            text: Some("๖๔/๒๕๖๖".to_owned()),
            message: 7
        }
    );
    assert_eq!(
        edited(json!({"photo": [], "caption": "ภาพการประชุม"})),
        Event::Edited {
            text: Some("ภาพการประชุม".to_owned()),
            message: 7
        }
    );
}

#[test]
fn blocking_and_coming_back_are_events_and_groups_are_not_private() {
    let member = |kind: &str, status: &str| {
        let bot = json!({"id": 9, "is_bot": true, "first_name": "รับทราบ"});
        let chat = message(kind, json!({}))["chat"].clone();
        let mut new = json!({"user": bot, "status": status});
        if status == "kicked" {
            new["until_date"] = json!(0);
        }
        let update = json!({"update_id": 1, "my_chat_member": {
            "chat": chat, "from": {"id": 501, "is_bot": false, "first_name": "สมศรี"}, "date": 1_675_213_200,
            "old_chat_member": {"user": bot, "status": "member"}, "new_chat_member": new,
        }});
        read(FROM_TELEGRAM, &update.to_string())
    };
    assert_eq!(
        member("private", "kicked"),
        Event::Blocked { blocked: true }
    );
    assert_eq!(
        member("private", "member"),
        Event::Blocked { blocked: false }
    );
    assert_eq!(member("group", "member"), Event::NotPrivate);
    let spoken =
        json!({"update_id": 1, "message": message("supergroup", json!({"text": "/start"}))});
    assert_eq!(read(FROM_TELEGRAM, &spoken.to_string()), Event::NotPrivate);
}

#[test]
fn a_printed_notice_counts_only_from_the_printer() {
    let (report, document, failed) = (ReportId(3), DocumentId(4), false);
    let notice = serde_json::to_string(&Internal::Printed {
        report,
        document,
        kind: Some(DocumentKind::Memo),
        failed,
    })
    .unwrap();
    assert_eq!(
        read(PRINTER, &notice),
        Event::Printed {
            report,
            document,
            kind: Some(DocumentKind::Memo),
            failed
        }
    );
    assert_eq!(read(FROM_TELEGRAM, &notice), OTHER);
    // One that was written before there were several kinds.
    let old = r#"{"printed":{"report":3,"document":4,"failed":false}}"#;
    assert!(matches!(
        read(PRINTER, old),
        Event::Printed { kind: None, .. }
    ));
}

#[test]
fn a_notice_of_a_file_that_is_not_kept_counts_only_from_the_fetcher() {
    let notice = Internal::Unkept {
        file: FileId(5),
        measure: MeasureId(6),
        photo: false,
        name: Some("บันทึก.exe".to_owned()),
        why: Unkept::Kind,
        sha256: None,
    };
    let text = serde_json::to_string(&notice).unwrap();
    assert!(matches!(
        read(FETCHER, &text),
        Event::FileUnkept {
            file: FileId(5),
            measure: MeasureId(6),
            why: Unkept::Kind,
            ..
        }
    ));
    assert_eq!(read(FROM_TELEGRAM, &text), OTHER);
}

#[test]
fn what_cannot_be_read_is_unusable() {
    for payload in [
        "",
        "{",
        "[]",
        r#"{"update_id":1}"#,
        r#"{"update_id":1,"message":{"broken":true}}"#,
    ] {
        assert_eq!(read(FROM_TELEGRAM, payload), OTHER, "{payload}");
    }
}

#[test]
fn a_press_that_is_not_below_a_message_of_ours_in_a_private_chat_presses_nothing() {
    let pressed = |more: Value| {
        let mut query = json!({"id": "9", "from": {"id": 501}, "data": Action::Home.to_data()});
        let object = query.as_object_mut().unwrap();
        object.extend(more.as_object().unwrap().clone());
        read(
            FROM_TELEGRAM,
            &json!({"update_id": 1, "callback_query": query}).to_string(),
        )
    };
    let none = Event::Foreign {
        press: Some("9".to_owned()),
    };
    for kind in ["group", "supergroup", "channel", "of a later Bot API"] {
        assert_eq!(pressed(json!({"message": message(kind, json!({}))})), none);
    }
    assert_eq!(pressed(json!({"inline_message_id": "AQ"})), none);
    let bot = json!({"id": 501, "is_bot": true});
    let below = message("private", json!({}));
    assert_eq!(pressed(json!({"from": bot, "message": below})), none);
    let own = pressed(json!({"message": message("private", json!({}))}));
    let action = Some(Action::Home);
    assert_eq!(
        own,
        Event::Press {
            press: "9".to_owned(),
            message: Some(7),
            action
        }
    );
}

#[test]
fn nothing_that_a_bot_says_is_a_persons() {
    let bot = json!({"id": 501, "is_bot": true, "first_name": "บอต"});
    let photo = json!([{"file_id": "f", "width": 9, "height": 9}]);
    for rest in [
        json!({"text": "/start Ab_9-x"}),
        json!({"text": "63/66"}),
        json!({"photo": photo, "caption": "ก"}),
    ] {
        let mut content = message("private", rest);
        content["from"] = bot.clone();
        for kind in ["message", "edited_message"] {
            let update = json!({"update_id": 1, kind: content.clone()}).to_string();
            let foreign = Event::Foreign { press: None };
            assert_eq!(read(FROM_TELEGRAM, &update), foreign, "{update}");
            let beyond = format!("{{\"refused\":3,\"update\":{update}}}");
            assert_eq!(read(FROM_TELEGRAM, &beyond), foreign, "{beyond}");
        }
    }
}

#[test]
fn nothing_from_a_group_a_channel_or_an_anonymous_admin_is_read() {
    let sender = json!({"text": "/start abc", "sender_chat": {"id": -100, "type": "supergroup"}});
    for kind in ["group", "supergroup", "channel"] {
        for rest in [
            json!({"text": "63/66"}),
            sender.clone(),
            json!({"new_chat_title": "ก"}),
        ] {
            for update in [
                "message",
                "edited_message",
                "channel_post",
                "edited_channel_post",
            ] {
                let update = json!({"update_id": 1, update: message(kind, rest.clone())});
                assert_eq!(read(FROM_TELEGRAM, &update.to_string()), Event::NotPrivate);
            }
        }
    }
}
