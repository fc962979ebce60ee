//! A person with the app open: writes, presses, sends files. Everything acts at once and reaches the bot as an
//! update. What the person sees is in `seeing`; nothing here speaks HTTP.

use std::sync::Arc;

use axum::body::Bytes;
use serde_json::{Map, Value, json};

use super::entities::{Formatted, split_at_utf16};
use super::files::FileKind;
use super::message::{ChatMessage, Media, Message};
use super::send::{TEXT_LIMIT, draft};
use super::state::{Event, Press, State, World};

/// The message has no such button (or is gone), so there is nothing to press.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("message {message} has no button {wanted:?}")]
pub struct NoSuchButton {
    pub message: i64,
    pub wanted: String,
}

/// A file of an album.
#[derive(Debug, Clone)]
pub enum AlbumItem {
    Photo {
        bytes: Vec<u8>,
        caption: Option<String>,
    },
    Document {
        name: String,
        mime: String,
        bytes: Vec<u8>,
        caption: Option<String>,
    },
}

/// A person's phone, with the chat with the bot open.
#[derive(Clone)]
pub struct Phone {
    pub(super) world: Arc<World>,
    pub(super) user: i64,
}

impl Phone {
    pub fn user_id(&self) -> i64 {
        self.user
    }

    /// Presses Start, as the button of a new chat does or, with `payload`, a link `t.me/<bot>?start=<payload>`.
    pub fn start(&self, payload: Option<&str>) -> i64 {
        match payload {
            Some(payload) => self.text(&format!("/start {payload}")),
            None => self.text("/start"),
        }
    }

    /// Types and sends. Text beyond 4096 UTF-16 units goes in several messages, as the apps do it.
    /// Returns the id of the last message.
    pub fn text(&self, text: &str) -> i64 {
        self.write(text, |_| {})
    }

    /// Forwards a message that somebody called `from` wrote.
    pub fn forward(&self, text: &str, from: &str) -> i64 {
        self.write(text, |message| {
            message.forwarded_from = Some(from.to_owned())
        })
    }

    /// Answers a message by swiping it.
    pub fn reply(&self, to: i64, text: &str) -> i64 {
        self.write(text, |message| message.reply_to = Some(to))
    }

    fn write(&self, text: &str, shape: impl Fn(&mut Message)) -> i64 {
        let mut rest = text;
        loop {
            let (part, more) = split_at_utf16(rest, TEXT_LIMIT);
            let id = self.send(Formatted::plain(part), None, &shape);
            if more.is_empty() {
                return id;
            }
            rest = more;
        }
    }

    /// Changes a text of their own. False if it is not there, or not theirs.
    pub fn edit(&self, message: i64, text: &str) -> bool {
        let mut state = self.world.state();
        let now = self.world.now();
        let is_own = state
            .chats
            .get(&self.user)
            .and_then(|chat| chat.messages.get(&message))
            .is_some_and(|message| !message.from_bot);
        if !is_own {
            return false;
        }
        state.change(self.user, message, |message| {
            message.body = Formatted::plain(text);
            message.edit_date = Some(now);
        });
        let json = state.message_json(self.user, message);
        self.world
            .push_update(&mut state, self.user, "edited_message", json);
        self.tell(message);
        true
    }

    pub fn photo(&self, bytes: impl Into<Bytes>, caption: Option<&str>) -> i64 {
        self.file(FileKind::Photo, None, None, bytes.into(), caption)
    }

    pub fn document(
        &self,
        name: &str,
        mime: &str,
        bytes: impl Into<Bytes>,
        caption: Option<&str>,
    ) -> i64 {
        let (name, mime) = (Some(name.to_owned()), Some(mime.to_owned()));
        self.file(FileKind::Document, name, mime, bytes.into(), caption)
    }

    pub fn voice(&self) -> i64 {
        self.file(
            FileKind::Voice,
            None,
            None,
            Bytes::from_static(b"OggS"),
            None,
        )
    }

    pub fn video_note(&self) -> i64 {
        self.file(
            FileKind::VideoNote,
            None,
            None,
            Bytes::from_static(b"ftyp"),
            None,
        )
    }

    pub fn sticker(&self) -> i64 {
        self.file(
            FileKind::Sticker,
            None,
            None,
            Bytes::from_static(b"RIFF"),
            None,
        )
    }

    fn file(
        &self,
        kind: FileKind,
        name: Option<String>,
        mime: Option<String>,
        bytes: Bytes,
        caption: Option<&str>,
    ) -> i64 {
        let file = self.world.state().files.store(kind, name, mime, bytes);
        let caption = Formatted::plain(caption.unwrap_or_default());
        self.send(caption, Some(Media::File(file)), &|_: &mut Message| {})
    }

    /// Several files at once: each is a message and an update of its own, all with one `media_group_id`.
    /// Returns their ids.
    pub fn album(&self, items: Vec<AlbumItem>) -> Vec<i64> {
        let group = self.world.state().next_group();
        let shape = |message: &mut Message| message.media_group_id = Some(group.clone());
        let mut ids = Vec::with_capacity(items.len());
        for item in items {
            let (kind, name, mime, bytes, caption) = match item {
                AlbumItem::Photo { bytes, caption } => {
                    (FileKind::Photo, None, None, bytes, caption)
                }
                AlbumItem::Document {
                    name,
                    mime,
                    bytes,
                    caption,
                } => (FileKind::Document, Some(name), Some(mime), bytes, caption),
            };
            let file = (self.world.state().files).store(kind, name, mime, bytes.into());
            let caption = Formatted::plain(&caption.unwrap_or_default());
            ids.push(self.send(caption, Some(Media::File(file)), &shape));
        }
        ids
    }

    pub fn location(&self) -> i64 {
        self.other(
            "location",
            json!({"latitude": 15.2287, "longitude": 104.8564}),
        )
    }

    pub fn contact(&self) -> i64 {
        self.other(
            "contact",
            json!({"phone_number": "0000000000", "first_name": "Test"}),
        )
    }

    pub fn poll(&self) -> i64 {
        let option = |text| json!({"text": text, "voter_count": 0});
        self.other(
            "poll",
            json!({
                "id": "5000000000000000001", "question": "?", "options": [option("1"), option("2")],
                "total_voter_count": 0, "is_closed": false, "is_anonymous": true,
                "type": "regular", "allows_multiple_answers": false
            }),
        )
    }

    fn other(&self, field: &str, value: Value) -> i64 {
        let fields = Map::from_iter([(field.to_owned(), value)]);
        self.send(
            Formatted::default(),
            Some(Media::Other(fields)),
            &|_: &mut Message| {},
        )
    }

    fn send(&self, body: Formatted, media: Option<Media>, shape: &impl Fn(&mut Message)) -> i64 {
        let mut state = self.world.state();
        if self.is_blocking(&state) {
            // The apps show "Unblock" in place of the text field.
            self.set_blocked(&mut state, false);
        }
        let mut message = draft(self.world.now(), false, body, media);
        shape(&mut message);
        let Some(id) = state.insert(self.user, message) else {
            return 0;
        };
        if let Some(chat) = state.chats.get_mut(&self.user)
            && !chat.started
        {
            chat.started = true;
            self.world.tell(Event::Everything);
        }
        let json = state.message_json(self.user, id);
        self.world
            .push_update(&mut state, self.user, "message", json);
        self.tell(id);
        id
    }

    fn tell(&self, id: i64) {
        let chat = self.user;
        self.world.tell(Event::Message { chat, id });
    }

    /// Presses the button with this label or, failing that, this callback data.
    /// Returns the id of the press, by which the bot's answer can be read.
    pub fn press(&self, message: i64, label_or_data: &str) -> Result<String, NoSuchButton> {
        let data = {
            let state = self.world.state();
            state
                .chats
                .get(&self.user)
                .and_then(|chat| chat.messages.get(&message))
                .and_then(|message| {
                    let button = ChatMessage::new(message);
                    button.button(label_or_data)?.data.clone()
                })
        };
        data.map(|data| self.press_data(message, &data))
            .ok_or_else(|| NoSuchButton {
                message,
                wanted: label_or_data.to_owned(),
            })
    }

    /// Presses a button that need not be there: forged, or of an older state of the message.
    pub fn press_data(&self, message: i64, data: &str) -> String {
        let mut state = self.world.state();
        state.version += 1;
        let id = format!("{}", 4_000_000_000_000_000_000_u64 + state.version);
        let press = Press {
            chat: self.user,
            answers: Vec::new(),
        };
        state.presses.insert(id.clone(), press);
        let Some(chat) = state.chats.get(&self.user) else {
            return id;
        };
        let shown = if chat.messages.contains_key(&message) {
            state.message_json(self.user, message)
        } else {
            // A message that is gone: Telegram tells its chat and id only, and date 0.
            format!(
                r#"{{"chat":{},"message_id":{message},"date":0}}"#,
                chat.chat_json
            )
        };
        let query = format!(
            r#"{{"id":"{id}","from":{},"message":{shown},"chat_instance":"-{}","data":{}}}"#,
            chat.user_json,
            self.user,
            Value::from(data)
        );
        self.world
            .push_update(&mut state, self.user, "callback_query", query);
        id
    }

    pub fn block(&self) {
        let mut state = self.world.state();
        if !self.is_blocking(&state) {
            self.set_blocked(&mut state, true);
        }
    }

    pub fn unblock(&self) {
        let mut state = self.world.state();
        if self.is_blocking(&state) {
            self.set_blocked(&mut state, false);
        }
    }

    fn is_blocking(&self, state: &State) -> bool {
        state.chats.get(&self.user).is_some_and(|chat| chat.blocked)
    }

    fn set_blocked(&self, state: &mut State, blocked: bool) {
        let Some(chat) = state.chats.get_mut(&self.user) else {
            return;
        };
        chat.blocked = blocked;
        let member = |is_in: bool| match is_in {
            true => format!(r#"{{"user":{},"status":"member"}}"#, state.bot_json),
            false => format!(
                r#"{{"user":{},"status":"kicked","until_date":0}}"#,
                state.bot_json
            ),
        };
        let change = format!(
            r#"{{"chat":{},"from":{},"date":{},"old_chat_member":{},"new_chat_member":{}}}"#,
            chat.chat_json,
            chat.user_json,
            self.world.now(),
            member(blocked),
            member(!blocked)
        );
        self.world
            .push_update(state, self.user, "my_chat_member", change);
        self.world.tell(Event::Everything);
    }
}
