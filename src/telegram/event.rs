//! Reads a stored update into what happened in the chat. It knows Telegram's updates as far as the
//! dialogue has a use for them, and this program's own notices; what is done about an event
//! is the dialogue's.
//!
//! Only the fields that are used are read. teloxide's types would do, but they are whole: a text with
//! a kind of entity that came after them, or a voice message without its optional type, would not be
//! read at all, and what a person wrote must not be lost to an update of Telegram.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

use super::flood;
use crate::dialogue::making::Version;
use crate::dialogue::{Account, Action, Command, Event};
use crate::domain::incoming::IncomingFile;
use crate::domain::typed;
use crate::store::documents::{Internal, PRINTER};
use crate::store::evidence::FETCHER;
use crate::store::file_checks::CHECKER;
use crate::store::plan_uploads::READER;

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

/// The longest name of a file that is remembered, in letters: what file systems allow.
const LONGEST_NAME: usize = 255;

/// The longest name of an account, first or last, in letters: what Telegram allows.
const LONGEST_ACCOUNT: usize = 64;

const OTHER: Event = Event::Unusable { kind: "other" };

#[derive(Deserialize)]
struct Update<'a> {
    #[serde(borrow)]
    message: Option<Message<'a>>,
    #[serde(borrow)]
    edited_message: Option<Message<'a>>,
    #[serde(borrow)]
    callback_query: Option<Query<'a>>,
    my_chat_member: Option<Membership>,
    channel_post: Option<IgnoredAny>,
    edited_channel_post: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Message<'a> {
    message_id: i32,
    /// 0 in a message that is too old for the bot to see.
    date: i64,
    chat: Chat,
    #[serde(borrow)]
    from: Option<&'a RawValue>,
    text: Option<String>,
    caption: Option<String>,
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

/// Of an account, as much as is asked for here.
#[derive(Deserialize)]
struct Sender {
    is_bot: bool,
}

#[derive(Deserialize)]
struct Query<'a> {
    id: String,
    #[serde(borrow)]
    from: Option<&'a RawValue>,
    #[serde(borrow)]
    message: Option<Message<'a>>,
    inline_message_id: Option<IgnoredAny>,
    data: Option<String>,
}

impl Message<'_> {
    fn is_private(&self) -> bool {
        self.chat.kind == ChatKind::Private
    }
}

impl Query<'_> {
    /// This bot puts buttons into private chats only: whatever says otherwise is not of its making.
    fn is_ours(&self) -> bool {
        self.inline_message_id.is_none()
            && self.message.as_ref().is_none_or(Message::is_private)
            && !is_bot(self.from)
    }
}

/// Read by itself: nothing that is odd about an account keeps its person out.
fn is_bot(from: Option<&RawValue>) -> bool {
    let sender = from.and_then(|from| serde_json::from_str::<Sender>(from.get()).ok());
    sender.is_some_and(|sender| sender.is_bot)
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
    if matches!(source, PRINTER | FETCHER | READER | CHECKER) {
        return serde_json::from_str(payload).map_or(OTHER, internal);
    }
    if let Some(refused) = flood::refused(payload) {
        return too_many(read(source, refused.update.get()), refused.minutes);
    }
    match serde_json::from_str(payload) {
        Ok(Update {
            message: Some(message),
            ..
        }) => new_message(message, payload),
        Ok(Update {
            callback_query: Some(query),
            ..
        }) => pressed(query),
        Ok(Update {
            edited_message: Some(message),
            ..
        }) if message.is_private() => match is_bot(message.from) {
            true => Event::Foreign { press: None },
            false => Event::Edited {
                text: message.text.or(message.caption),
                message: message.message_id,
            },
        },
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

fn pressed(query: Query<'_>) -> Event {
    if !query.is_ours() {
        let press = Some(query.id);
        return Event::Foreign { press };
    }
    Event::Press {
        action: query.data.as_deref().and_then(Action::from_data),
        press: query.id,
        // What the bot cannot see it cannot edit.
        message: query
            .message
            .filter(|message| message.date != 0)
            .map(|message| message.message_id),
    }
}

/// What was not taken; what no person said in a private chat is what it would have been.
fn too_many(event: Event, minutes: i64) -> Event {
    let (text, press) = match event {
        foreign @ (Event::NotPrivate | Event::Foreign { .. }) => return foreign,
        Event::Text { text, .. } => (Some(text), None),
        Event::Edited { text, .. } => (text, None),
        Event::File { caption, .. } => (caption, None),
        Event::Press { press, .. } => (None, Some(press)),
        _ => (None, None),
    };
    Event::TooMany {
        text,
        press,
        minutes,
    }
}

fn new_message(message: Message<'_>, payload: &str) -> Event {
    if !message.is_private() {
        return Event::NotPrivate;
    }
    if is_bot(message.from) {
        return Event::Foreign { press: None };
    }
    let forwarded = message.forward_origin.is_some();
    let Some(text) = message.text else {
        return no_text(message, payload);
    };
    // A command that someone else gave is only a text.
    let command = match forwarded {
        true => None,
        false => command(&text, payload),
    };
    command.unwrap_or(Event::Text {
        text,
        forwarded,
        message: message.message_id,
    })
}

/// Read once more, since only few messages come here.
fn no_text(message: Message<'_>, payload: &str) -> Event {
    let update: Value = serde_json::from_str(payload).unwrap_or_default();
    let content = &update["message"];
    let Some(kind) = KINDS.into_iter().find(|kind| content.get(kind).is_some()) else {
        return OTHER;
    };
    let file = match kind {
        "document" => file(&content["document"], false),
        "photo" => largest(&content["photo"]).and_then(|size| file(size, true)),
        _ => None,
    };
    match file {
        Some(file) => Event::File {
            file,
            caption: message.caption,
            album: content["media_group_id"].as_str().map(str::to_owned),
            forwarded: message.forward_origin.is_some(),
            message: message.message_id,
        },
        None => Event::Unusable { kind },
    }
}

/// The account that a message came from. Read once more, since few messages are asked for it.
fn account(payload: &str) -> Option<Account> {
    let update: Value = serde_json::from_str(payload).ok()?;
    let from = &update["message"]["from"];
    let one_line = |text: &str| {
        let text = typed::clean(text).replace('\n', " ");
        text.chars().take(LONGEST_ACCOUNT).collect::<String>()
    };
    let text = |name: &str| from[name].as_str().map(one_line);
    let names = [text("first_name"), text("last_name")]
        .into_iter()
        .flatten();
    let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
    Some(Account {
        name: names.join(" "),
        username: text("username").filter(|username| !username.is_empty()),
    })
    .filter(|account| !account.name.is_empty())
}

/// Of a photo's sizes the one with the most pixels; the last where that is not said.
fn largest(sizes: &Value) -> Option<&Value> {
    let pixels = |size: &&Value| {
        let side = |name: &str| size[name].as_u64().unwrap_or_default();
        side("width").saturating_mul(side("height"))
    };
    sizes.as_array()?.iter().max_by_key(pixels)
}

fn file(value: &Value, photo: bool) -> Option<IncomingFile> {
    let text = |name: &str| value[name].as_str().map(str::to_owned);
    let name = text("file_name").map(|name| {
        let name = typed::clean(&name).replace('\n', " ");
        name.chars().take(LONGEST_NAME).collect::<String>()
    });
    Some(IncomingFile {
        telegram_file_id: text("file_id")?,
        // Without it the file is never taken for one that was sent before.
        telegram_unique_id: text("file_unique_id").unwrap_or_default(),
        photo,
        name: name.filter(|name| !name.is_empty()),
        mime: text("mime_type"),
        size: value["file_size"].as_i64(),
    })
}

/// What happened inside this program.
fn internal(what: Internal) -> Event {
    match what {
        Internal::Printed {
            report,
            document,
            kind,
            failed,
        } => Event::Printed {
            report,
            document,
            kind,
            failed,
        },
        Internal::Unkept {
            file,
            measure,
            photo,
            name,
            why,
            sha256,
        } => Event::FileUnkept {
            file,
            measure,
            photo,
            name,
            why,
            sha256,
        },
        Internal::Checked { sha256, name } => Event::FileChecked { sha256, name },
        Internal::PlanRead { upload } => Event::PlanRead { upload },
        Internal::Making {
            report,
            kind,
            office,
            fiscal_year,
            period,
            version,
            making,
        } => Event::Making {
            of: Version {
                office,
                fiscal_year,
                period,
                version,
            },
            report,
            kind,
            making,
        },
    }
}

/// A command stands at the start of a message: a slash, then Latin letters, digits and underscores,
/// then perhaps the bot's name. Anything else that starts with a slash is text, such as /2566.
fn command(text: &str, payload: &str) -> Option<Event> {
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
            from: account(payload),
        },
        name => Event::Command(Command::parse(name)),
    })
}

#[cfg(test)]
mod tests;
