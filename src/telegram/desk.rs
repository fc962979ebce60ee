//! The desk of each chat: the one message that a person works in. A press edits it in place; what comes
//! after something typed stands below what was typed, and the desk before it is put away, so that a chat
//! never shows the same question twice. It knows which message that is; how messages are sent is
//! [`super::deliver`]'s matter.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::de::IgnoredAny;
use teloxide::payloads::{DeleteMessage, EditMessageReplyMarkup};
use teloxide::types::{ChatId, MessageId};

use super::deliver::{Courier, End};
use super::render::Rendered;
use crate::dialogue::Place;
use crate::store::outbox;

/// Chats that are remembered, at some 50 bytes each; what is forgotten is read from the outbox again.
const REMEMBERED: usize = 50_000;

/// The message that is the desk of a chat, if the chat has one.
#[derive(Debug, Default)]
pub(super) struct Desks(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    desks: HashMap<i64, Option<i64>>,
    /// Desks that were left for another one and are to be put away.
    left: HashMap<i64, Vec<i64>>,
}

impl Desks {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, chat: i64, place: Place, message: Option<i64>) {
        let desks = &mut self.known().desks;
        if desks.len() >= REMEMBERED && !desks.contains_key(&chat) {
            desks.clear();
        }
        desks.insert(chat, message.filter(|_| place == Place::Desk));
    }

    fn leave(&self, chat: i64, message: i64) {
        self.known().left.entry(chat).or_default().push(message);
    }
}

impl Courier {
    /// The chat's desk. `None` where nothing is known of the chat, as before its first message.
    async fn desk(&self, chat: i64) -> Option<Option<i64>> {
        if let Some(known) = self.desks.known().desks.get(&chat) {
            return Some(*known);
        }
        match outbox::desk(&self.store, chat).await {
            Ok(desk) => desk,
            Err(error) => {
                tracing::warn!("which message a person works in cannot be looked up: {error:#}");
                None
            }
        }
    }

    /// A new message that takes the desk's place; the one before is left for [`Self::tidy`].
    pub(super) async fn show(
        &self,
        chat: i64,
        place: Place,
        messages: &[Rendered],
        parts: &mut usize,
    ) -> Result<Option<i64>, End> {
        // Nothing said that it was under way.
        if place == Place::Ended {
            return Ok(None);
        }
        if matches!(place, Place::Aside | Place::UnderWay) {
            return self.send_rest(chat, messages, parts).await;
        }
        let before = self.desk(chat).await.flatten();
        let sent = self.send_rest(chat, messages, parts).await?;
        self.desks.set(chat, place, sent);
        if let Some(before) = before.filter(|before| Some(*before) != sent) {
            self.desks.leave(chat, before);
        }
        Ok(sent)
    }

    /// The pressed message becomes this one if it is the desk. Otherwise it is news or a summary, and
    /// stays as it is.
    pub(super) async fn become_screen(
        &self,
        chat: i64,
        message: i32,
        place: Place,
        messages: &[Rendered],
        parts: &mut usize,
    ) -> Result<Option<i64>, End> {
        let desk = self.desk(chat).await;
        if *parts == 0 && desk.is_some_and(|desk| desk != Some(message.into())) {
            return self.show(chat, place, messages, parts).await;
        }
        let shown = self.replace(chat, message, messages, parts).await?;
        self.desks.set(chat, place, shown);
        Ok(shown)
    }

    /// Puts away the desks that were left in this chat.
    pub async fn tidy(&self, chat: i64) {
        let left = self.desks.known().left.remove(&chat);
        for message in left.into_iter().flatten() {
            self.put_away(chat, message).await;
        }
    }

    /// Takes a message out of the chat, or at least its buttons. Nothing depends on it: the buttons of a
    /// message that stays explain themselves.
    async fn put_away(&self, chat: i64, message: i64) {
        let Ok(message) = i32::try_from(message) else {
            return;
        };
        let (chat, message) = (ChatId(chat), MessageId(message));
        let deletion = DeleteMessage::new(chat, message);
        let deleted = self.api.call::<_, IgnoredAny>(&deletion).await;
        if deleted.is_err_and(|error| error.says("Bad Request: message can't be deleted")) {
            let bare = EditMessageReplyMarkup::new(chat, message);
            let _ = self.api.call::<_, IgnoredAny>(&bare).await;
        }
    }
}
