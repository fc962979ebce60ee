//! A message in a chat, and its shape in the Bot API and for the person who reads it.
//! It knows content and form; who may send or change what is decided by the methods.

use std::sync::Arc;

use axum::body::Bytes;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::entities::{Entity, Formatted};
use super::files::StoredFile;
use super::keyboard::{self, Button};
use super::state::{Chat, State};

#[derive(Debug, Clone)]
pub(super) enum Media {
    File(Arc<StoredFile>),
    /// Fields of a kind that the bot has no use for: location, contact, poll.
    Other(Map<String, Value>),
}

#[derive(Debug, Clone)]
pub(super) struct Message {
    pub id: i64,
    pub from_bot: bool,
    /// Epoch seconds.
    pub date: i64,
    pub edit_date: Option<i64>,
    /// Text, or caption where there is media.
    pub body: Formatted,
    pub media: Option<Media>,
    pub markup: Option<Arc<Value>>,
    pub media_group_id: Option<String>,
    /// The name shown as the origin of a forwarded message.
    pub forwarded_from: Option<String>,
    pub reply_to: Option<i64>,
    /// Grows with every change anywhere in the sandbox.
    pub version: u64,
}

impl Message {
    pub fn is_document(&self) -> bool {
        matches!(&self.media, Some(Media::File(file)) if file.kind == super::files::FileKind::Document)
    }
}

/// A message as the person sees it now, edits included.
#[derive(Debug, Clone)]
pub struct ChatMessage {
    pub id: i64,
    pub from_bot: bool,
    /// Epoch seconds.
    pub date: i64,
    pub edited: Option<i64>,
    /// What is read: text or caption, without markup.
    pub text: String,
    /// What the bot sent: with its markup, if it used any.
    pub html: String,
    pub entities: Vec<Entity>,
    pub keyboard: Vec<Vec<Button>>,
    pub file: Option<Attachment>,
    pub media_group_id: Option<String>,
    pub reply_to: Option<i64>,
    pub forwarded_from: Option<String>,
    /// Grows with every change; compare with [`Phone::mark`](super::Phone::mark).
    pub version: u64,
}

/// A file in a message.
#[derive(Debug, Clone)]
pub struct Attachment {
    pub file_id: String,
    pub name: Option<String>,
    pub mime: String,
    pub bytes: Bytes,
    pub is_photo: bool,
}

impl ChatMessage {
    pub(super) fn new(message: &Message) -> Self {
        let file = match &message.media {
            Some(Media::File(file)) => Some(Attachment {
                file_id: file.id.clone(),
                name: file.name.clone(),
                mime: file.mime.clone(),
                bytes: file.bytes.clone(),
                is_photo: file.kind == super::files::FileKind::Photo,
            }),
            _ => None,
        };
        Self {
            id: message.id,
            from_bot: message.from_bot,
            date: message.date,
            edited: message.edit_date,
            text: message.body.text.clone(),
            html: message.body.source.clone(),
            entities: message.body.entities.clone(),
            keyboard: keyboard::rows(message.markup.as_deref()),
            file,
            media_group_id: message.media_group_id.clone(),
            reply_to: message.reply_to,
            forwarded_from: message.forwarded_from.clone(),
            version: message.version,
        }
    }

    /// All buttons, row by row.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        self.keyboard.iter().flatten()
    }

    /// The button with this label or, failing that, this callback data.
    pub fn button(&self, label_or_data: &str) -> Option<&Button> {
        self.buttons()
            .find(|button| button.text == label_or_data)
            .or_else(|| {
                self.buttons()
                    .find(|button| button.data.as_deref() == Some(label_or_data))
            })
    }
}

/// A message in the shape of the Bot API.
pub(super) struct Wire<'a> {
    pub state: &'a State,
    pub chat: &'a Chat,
    pub message: &'a Message,
    /// Whether the message that it answers is told too; one level deep only, as at Telegram.
    pub with_reply: bool,
}

impl Serialize for Wire<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let message = self.message;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("message_id", &message.id)?;
        let from = if message.from_bot {
            &self.state.bot_json
        } else {
            &self.chat.user_json
        };
        map.serialize_entry("from", from)?;
        map.serialize_entry("chat", &self.chat.chat_json)?;
        map.serialize_entry("date", &message.date)?;
        if let Some(date) = message.edit_date {
            map.serialize_entry("edit_date", &date)?;
        }
        if let Some(name) = &message.forwarded_from {
            let origin = serde_json::json!({
                "type": "hidden_user", "sender_user_name": name, "date": message.date
            });
            map.serialize_entry("forward_origin", &origin)?;
        }
        if let Some(id) = message.reply_to
            && self.with_reply
            && let Some(answered) = self.chat.messages.get(&id)
        {
            let wire = Wire {
                message: answered,
                with_reply: false,
                ..*self
            };
            map.serialize_entry("reply_to_message", &wire)?;
        }
        if let Some(group) = &message.media_group_id {
            map.serialize_entry("media_group_id", group)?;
        }
        let (text, entities) = match &message.media {
            None => ("text", "entities"),
            Some(Media::File(file)) => {
                map.serialize_entry(file.field(), &file.value())?;
                ("caption", "caption_entities")
            }
            Some(Media::Other(fields)) => {
                for (key, value) in fields {
                    map.serialize_entry(key, value)?;
                }
                ("caption", "caption_entities")
            }
        };
        if message.media.is_none() || !message.body.text.is_empty() {
            map.serialize_entry(text, &message.body.text)?;
        }
        if !message.body.entities.is_empty() {
            map.serialize_entry(entities, &message.body.entities)?;
        }
        if let Some(markup) = &message.markup {
            map.serialize_entry("reply_markup", markup.as_ref())?;
        }
        map.end()
    }
}
