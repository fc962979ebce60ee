//! Reads a stored update into what happened in the chat. It knows Telegram's updates as far as the
//! dialogue has a use for them, and this program's own printed notices; what is done about an event
//! is the dialogue's.
//!
//! Only the fields that are used are read. teloxide's types would do, but they are whole: a text with
//! a kind of entity that came after them, or a voice message without its optional type, would not be
//! read at all, and what a person wrote must not be lost to an update of Telegram.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::dialogue::{Action, Command, Event};
use crate::store::documents::{Internal, PRINTER};

/// The commands of the bot's menu, in its order.
pub const COMMANDS: [&str; 4] = ["start", "home", "help", "language"];

/// The inbox source of what Telegram sent.
pub const FROM_TELEGRAM: &str = "telegram";

/// Fields of a message that say what it is where it is no text, and their Fluent selectors. The first
/// that is there counts: an animation has a `document` as well, a venue a `location`.
const KINDS: [&str; 13] = [
    "animation",
    "audio",
    "contact",
    "dice",
    "document",
    "location",
    "photo",
    "poll",
    "sticker",
    "story",
    "video",
    "video_note",
    "voice",
];

const OTHER: Event = Event::Unusable { kind: "other" };

#[derive(Deserialize)]
struct Update {
    message: Option<Message>,
    edited_message: Option<Message>,
    callback_query: Option<Query>,
    my_chat_member: Option<Membership>,
    channel_post: Option<IgnoredAny>,
    edited_channel_post: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Message {
    message_id: i32,
    /// 0 in a message that is too old for the bot to see.
    date: i64,
    chat: Chat,
    text: Option<String>,
    forward_origin: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Chat {
    #[serde(rename = "type")]
    kind: ChatKind,
}

#[derive(PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ChatKind {
    Private,
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Query {
    id: String,
    message: Option<Message>,
    data: Option<String>,
}

#[derive(Deserialize)]
struct Membership {
    chat: Chat,
    new_chat_member: Member,
}

#[derive(Deserialize)]
struct Member {
    status: String,
}

/// Reads what stands in the inbox. Whatever cannot be read is an unusable message, so that the person
/// gets an answer.
pub fn read(source: &str, payload: &str) -> Event {
    if source == PRINTER {
        return match serde_json::from_str(payload) {
            Ok(Internal::Printed {
                report,
                document,
                failed,
            }) => Event::Printed {
                report,
                document,
                failed,
            },
            Err(_) => OTHER,
        };
    }
    match serde_json::from_str(payload) {
        Ok(Update {
            message: Some(message),
            ..
        }) => new_message(message, payload),
        Ok(Update {
            callback_query: Some(query),
            ..
        }) => Event::Press {
            press: query.id,
            // What the bot cannot see it cannot edit.
            message: query
                .message
                .filter(|message| message.date != 0)
                .map(|message| message.message_id),
            action: query.data.as_deref().and_then(Action::from_data),
        },
        Ok(Update {
            edited_message: Some(message),
            ..
        }) if message.chat.kind == ChatKind::Private => Event::Edited { text: message.text },
        Ok(Update {
            my_chat_member: Some(change),
            ..
        }) if change.chat.kind == ChatKind::Private => Event::Blocked {
            blocked: matches!(change.new_chat_member.status.as_str(), "kicked" | "left"),
        },
        Ok(
            Update {
                edited_message: Some(_),
                ..
            }
            | Update {
                my_chat_member: Some(_),
                ..
            }
            | Update {
                channel_post: Some(_),
                ..
            }
            | Update {
                edited_channel_post: Some(_),
                ..
            },
        ) => Event::NotPrivate,
        Ok(_) | Err(_) => OTHER,
    }
}

fn new_message(message: Message, payload: &str) -> Event {
    if message.chat.kind != ChatKind::Private {
        return Event::NotPrivate;
    }
    let forwarded = message.forward_origin.is_some();
    match message.text {
        // A command that someone else gave is only a text.
        Some(text) if !forwarded => command(&text).unwrap_or(Event::Text { text, forwarded }),
        Some(text) => Event::Text { text, forwarded },
        None => unusable(payload),
    }
}

/// Read once more, since only few messages come here.
fn unusable(payload: &str) -> Event {
    let update: serde_json::Value = serde_json::from_str(payload).unwrap_or_default();
    let kind = KINDS
        .into_iter()
        .find(|kind| update["message"].get(kind).is_some());
    kind.map_or(OTHER, |kind| Event::Unusable { kind })
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
        "start" => Event::Start {
            code: words.next().map(str::to_owned),
        },
        "home" => Event::Command(Command::Home),
        "help" => Event::Command(Command::Help),
        "language" => Event::Command(Command::Language),
        _ => Event::Command(Command::Unknown),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::office::{DocumentId, ReportId};
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
                forwarded: false
            }
        );
    }

    #[test]
    fn a_command_may_carry_the_bots_name_and_start_its_code() {
        assert_eq!(
            said(json!({"text": "/start Ab_9-x"})),
            Event::Start {
                code: Some("Ab_9-x".to_owned())
            }
        );
        assert_eq!(
            said(json!({"text": "/start@rapsap_bot"})),
            Event::Start { code: None }
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
                    forwarded: false
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
                forwarded: true
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
        let picture = with(json!({"width": 1, "height": 1}));
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
            ("photo", json!({"photo": [picture], "caption": "ภาพกิจกรรม"})),
            ("document", json!({"document": file.clone()})),
            ("other", json!({"gift_from_the_future": {"stars": 1}})),
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
                forwarded: false
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
                text: Some("๖๔/๒๕๖๖".to_owned())
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
            failed,
        })
        .unwrap();
        assert_eq!(
            read(PRINTER, &notice),
            Event::Printed {
                report,
                document,
                failed
            }
        );
        assert_eq!(read(FROM_TELEGRAM, &notice), OTHER);
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
}
