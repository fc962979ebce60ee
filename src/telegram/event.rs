//! Reads a stored update into what happened in the chat. It knows Telegram's kinds of updates and
//! messages and this program's own printed notices; what is done about an event is the dialogue's.

use serde::Deserialize;
use teloxide::types::{
    ChatMemberUpdated, MediaKind, Message, MessageCommon, MessageKind, Update, UpdateKind,
};

use crate::dialogue::{Action, Command, Event};
use crate::domain::office::{DocumentId, ReportId};

/// The commands of the bot's menu, in its order.
pub const COMMANDS: [&str; 3] = ["home", "help", "language"];

/// The inbox source of what Telegram sent.
pub const FROM_TELEGRAM: &str = "telegram";
/// The inbox source of what the printer says.
pub const FROM_PRINTER: &str = "printer";

/// What the printer puts into the inbox of the chat that wanted the file.
#[derive(Deserialize)]
struct Notice {
    printed: Printed,
}

#[derive(Deserialize)]
struct Printed {
    report: ReportId,
    document: DocumentId,
    #[serde(default)]
    failed: bool,
}

/// Reads what stands in the inbox. Whatever cannot be read is an unusable message, so that the person
/// gets an answer.
pub fn read(source: &str, payload: &str) -> Event {
    if source == FROM_PRINTER {
        return match serde_json::from_str(payload) {
            Ok(Notice { printed: Printed { report, document, failed } }) => {
                Event::Printed { report, document, failed }
            }
            Err(_) => OTHER,
        };
    }
    match serde_json::from_str::<Update>(payload).map(|update| update.kind) {
        Ok(UpdateKind::Message(message)) => new_message(&message),
        Ok(UpdateKind::EditedMessage(message)) if !message.chat.is_private() => Event::NotPrivate,
        Ok(UpdateKind::EditedMessage(message)) => Event::Edited { text: message.text().map(str::to_owned) },
        Ok(UpdateKind::CallbackQuery(query)) => Event::Press {
            press: query.id.0,
            // A message too old to be seen by the bot is too old to be edited as well.
            message: query.message.as_ref().and_then(|message| message.regular_message()).map(|message| message.id.0),
            action: query.data.as_deref().and_then(Action::from_data),
        },
        Ok(UpdateKind::MyChatMember(change)) => membership(&change),
        Ok(UpdateKind::ChannelPost(_) | UpdateKind::EditedChannelPost(_)) => Event::NotPrivate,
        Ok(_) | Err(_) => OTHER,
    }
}

const OTHER: Event = Event::Unusable { kind: "other" };

fn new_message(message: &Message) -> Event {
    if !message.chat.is_private() {
        return Event::NotPrivate;
    }
    let forwarded = message.forward_origin().is_some();
    match message.text() {
        // A command that someone else gave is only a text.
        Some(text) if !forwarded => {
            command(text).unwrap_or_else(|| Event::Text { text: text.to_owned(), forwarded })
        }
        Some(text) => Event::Text { text: text.to_owned(), forwarded },
        None => Event::Unusable { kind: kind(&message.kind) },
    }
}

/// A command stands at the start of a message: a slash, then Latin letters, digits and underscores,
/// then perhaps the bot's name. Anything else that starts with a slash is text, such as /2566.
fn command(text: &str) -> Option<Event> {
    let mut words = text.strip_prefix('/')?.split_whitespace();
    let word = words.next()?;
    let name = word.split_once('@').map_or(word, |(name, _)| name);
    let latin = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if text.starts_with("/ ") || !latin {
        return None;
    }
    Some(match name.to_ascii_lowercase().as_str() {
        "start" => Event::Start { code: words.next().map(str::to_owned) },
        "home" => Event::Command(Command::Home),
        "help" => Event::Command(Command::Help),
        "language" => Event::Command(Command::Language),
        _ => Event::Command(Command::Unknown),
    })
}

fn membership(change: &ChatMemberUpdated) -> Event {
    if !change.chat.is_private() {
        return Event::NotPrivate;
    }
    Event::Blocked { blocked: change.new_chat_member.is_banned() || change.new_chat_member.is_left() }
}

/// The Fluent selector of a message without usable text.
fn kind(kind: &MessageKind) -> &'static str {
    match kind {
        MessageKind::Common(MessageCommon { media_kind, .. }) => match media_kind {
            MediaKind::Animation(_) => "animation",
            MediaKind::Audio(_) => "audio",
            MediaKind::Contact(_) => "contact",
            MediaKind::Document(_) => "document",
            MediaKind::Location(_) | MediaKind::Venue(_) => "location",
            MediaKind::Photo(_) => "photo",
            MediaKind::Poll(_) => "poll",
            MediaKind::Sticker(_) => "sticker",
            MediaKind::Story(_) => "story",
            MediaKind::Video(_) => "video",
            MediaKind::VideoNote(_) => "video_note",
            MediaKind::Voice(_) => "voice",
            _ => "other",
        },
        MessageKind::Dice(_) => "dice",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn message(chat_type: &str, rest: Value) -> Value {
        let mut message = json!({
            "message_id": 7, "date": 1_675_213_200,
            "chat": {"id": 501, "type": chat_type, "first_name": "สมศรี", "title": "กลุ่ม"},
            "from": {"id": 501, "is_bot": false, "first_name": "สมศรี"},
        });
        message.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        message
    }

    fn said(rest: Value) -> Event {
        read(FROM_TELEGRAM, &json!({"update_id": 1, "message": message("private", rest)}).to_string())
    }

    #[test]
    fn a_text_arrives_as_it_was_typed_with_its_line_breaks() {
        let text = "63/66 แต่งตั้งคณะทำงาน\n๖๔/๒๕๖๖";
        assert_eq!(said(json!({"text": text})), Event::Text { text: text.to_owned(), forwarded: false });
    }

    #[test]
    fn a_command_may_carry_the_bots_name_and_start_its_code() {
        assert_eq!(said(json!({"text": "/start Ab_9-x"})), Event::Start { code: Some("Ab_9-x".to_owned()) });
        assert_eq!(said(json!({"text": "/start@rapsap_bot"})), Event::Start { code: None });
        assert_eq!(said(json!({"text": "/HELP@rapsap_bot"})), Event::Command(Command::Help));
        assert_eq!(said(json!({"text": "/language"})), Event::Command(Command::Language));
        assert_eq!(said(json!({"text": "/home"})), Event::Command(Command::Home));
        assert_eq!(said(json!({"text": "/settings now"})), Event::Command(Command::Unknown));
    }

    #[test]
    fn a_slash_before_a_number_or_a_thai_word_is_text() {
        for text in ["/2566", "/ start", "/ไม่มี", "/", "ที่ 63/66"] {
            assert_eq!(said(json!({"text": text})), Event::Text { text: text.to_owned(), forwarded: false });
        }
    }

    #[test]
    fn a_forwarded_command_is_forwarded_text() {
        let event = said(json!({
            "text": "/start abc",
            "forward_origin": {"type": "hidden_user", "date": 1_675_213_100, "sender_user_name": "สมชาย"},
        }));
        assert_eq!(event, Event::Text { text: "/start abc".to_owned(), forwarded: true });
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let file = json!({"file_id": "f", "file_unique_id": "u", "file_size": 1});
        let with = |more: Value| {
            let mut all = file.clone();
            all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            all
        };
        let picture = with(json!({"width": 1, "height": 1}));
        let film = with(json!({"width": 1, "height": 1, "duration": 1}));
        for (kind, content) in [
            ("sticker", json!({"sticker": with(json!({"width": 1, "height": 1, "type": "regular", "is_animated": false, "is_video": false}))})),
            ("voice", json!({"voice": with(json!({"duration": 1}))})),
            ("video_note", json!({"video_note": with(json!({"duration": 1, "length": 1}))})),
            ("video", json!({"video": film.clone()})),
            ("animation", json!({"animation": film, "document": file.clone()})),
            ("audio", json!({"audio": with(json!({"duration": 1}))})),
            ("location", json!({"location": {"latitude": 13.7, "longitude": 100.5}})),
            ("contact", json!({"contact": {"phone_number": "0", "first_name": "ก"}})),
            ("dice", json!({"dice": {"emoji": "🎲", "value": 4}})),
            ("photo", json!({"photo": [picture], "caption": "ภาพกิจกรรม"})),
            ("document", json!({"document": file.clone()})),
            ("other", json!({"gift_from_the_future": {"stars": 1}})),
        ] {
            assert_eq!(said(content.clone()), Event::Unusable { kind }, "{content}");
        }
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
        assert_eq!(seen, Event::Press { press: "4711".to_owned(), message: Some(7), action: Some(Action::Home) });
        let old = press(json!({"message_id": 7, "date": 0, "chat": {"id": 501, "type": "private", "first_name": "สมศรี"}}));
        assert_eq!(old, Event::Press { press: "4711".to_owned(), message: None, action: Some(Action::Home) });
    }

    #[test]
    fn an_edit_carries_what_the_message_says_now() {
        let edited = |rest: Value| {
            let update = json!({"update_id": 1, "edited_message": message("private", rest)});
            read(FROM_TELEGRAM, &update.to_string())
        };
        assert_eq!(edited(json!({"text": "๖๔/๒๕๖๖"})), Event::Edited { text: Some("๖๔/๒๕๖๖".to_owned()) });
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
        assert_eq!(member("private", "kicked"), Event::Blocked { blocked: true });
        assert_eq!(member("private", "member"), Event::Blocked { blocked: false });
        assert_eq!(member("group", "member"), Event::NotPrivate);
        let spoken = json!({"update_id": 1, "message": message("supergroup", json!({"text": "/start"}))});
        assert_eq!(read(FROM_TELEGRAM, &spoken.to_string()), Event::NotPrivate);
    }

    #[test]
    fn a_printed_notice_counts_only_from_the_printer() {
        let notice = r#"{"printed":{"report":3,"document":4}}"#;
        let printed = Event::Printed { report: ReportId(3), document: DocumentId(4), failed: false };
        assert_eq!(read(FROM_PRINTER, notice), printed);
        assert_eq!(read(FROM_TELEGRAM, notice), OTHER);
    }

    #[test]
    fn what_cannot_be_read_is_unusable() {
        for payload in ["", "{", "[]", r#"{"update_id":1}"#, r#"{"update_id":1,"message":{"broken":true}}"#] {
            assert_eq!(read(FROM_TELEGRAM, payload), OTHER, "{payload}");
        }
    }
}
