//! The methods that change or remove what is in a chat, and the answers to presses.
//! New messages are the business of `send`.

use std::sync::Arc;

use serde_json::Value;

use super::keyboard;
use super::message::{Media, Message};
use super::params::Params;
use super::refusal::{Answer, Refusal};
use super::send::{CAPTION_LIMIT, TEXT_LIMIT, caption, chat_id, input_media, text};
use super::state::{Event, PressAnswer, State, World};

/// A bot may delete a message for this many seconds (48 hours).
const DELETABLE: i64 = 48 * 3600;

/// The bot's own message that a request wants to change.
fn editable<'a>(state: &'a State, params: &Params) -> Result<(i64, &'a Message), Refusal> {
    if params.text("inline_message_id").is_some() {
        return Err(Refusal::bad("MESSAGE_ID_INVALID"));
    }
    let chat = chat_id(params)?;
    let id = params
        .int("message_id")
        .ok_or_else(|| Refusal::bad("message identifier is not specified"))?;
    let message = state
        .chats
        .get(&chat)
        .ok_or_else(Refusal::chat_not_found)?
        .messages
        .get(&id)
        .ok_or_else(|| Refusal::bad("message to edit not found"))?;
    if !message.from_bot || message.forwarded_from.is_some() {
        return Err(Refusal::bad("message can't be edited"));
    }
    state.writable(chat)?;
    Ok((chat, message))
}

/// Carries out a change, or says that it is none.
fn finish(world: &World, state: &mut State, chat: i64, old: &Message, mut new: Message) -> Answer {
    let is_same_media = match (&old.media, &new.media) {
        (Some(Media::File(a)), Some(Media::File(b))) => a.id == b.id,
        (None, None) => true,
        _ => false,
    };
    if is_same_media
        && old.body.text == new.body.text
        && old.body.entities == new.body.entities
        && old.markup == new.markup
    {
        return Err(Refusal::not_modified());
    }
    let id = old.id;
    new.edit_date = Some(world.now());
    state.change(chat, id, |message| *message = new);
    world.tell(Event::Message { chat, id });
    Ok(state.message_json(chat, id))
}

pub(super) fn edit_text(world: &Arc<World>, params: &Params) -> Answer {
    let body = text(params)?;
    let markup = keyboard::read(params)?;
    let mut state = world.state();
    let (chat, message) = editable(&state, params)?;
    if message.media.is_some() {
        return Err(Refusal::bad("there is no text in the message to edit"));
    }
    if body.utf16_len() > TEXT_LIMIT {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let (old, mut new) = (message.clone(), message.clone());
    new.body = body;
    // An edit without a keyboard takes the keyboard away.
    new.markup = markup;
    finish(world, &mut state, chat, &old, new)
}

pub(super) fn edit_caption(world: &Arc<World>, params: &Params) -> Answer {
    let body = caption(params)?;
    let markup = keyboard::read(params)?;
    let mut state = world.state();
    let (chat, message) = editable(&state, params)?;
    if message.media.is_none() {
        return Err(Refusal::bad("there is no caption in the message to edit"));
    }
    if body.utf16_len() > CAPTION_LIMIT {
        return Err(Refusal::bad("MEDIA_CAPTION_TOO_LONG"));
    }
    let (old, mut new) = (message.clone(), message.clone());
    new.body = body;
    new.markup = markup;
    finish(world, &mut state, chat, &old, new)
}

pub(super) fn edit_markup(world: &Arc<World>, params: &Params) -> Answer {
    let markup = keyboard::read(params)?;
    let mut state = world.state();
    let (chat, message) = editable(&state, params)?;
    let (old, mut new) = (message.clone(), message.clone());
    new.markup = markup;
    finish(world, &mut state, chat, &old, new)
}

pub(super) fn edit_media(world: &Arc<World>, params: &Params) -> Answer {
    let item = params
        .json("media", "input media")?
        .ok_or_else(|| Refusal::bad("parameter \"media\" is required"))?;
    let markup = keyboard::read(params)?;
    let mut state = world.state();
    let (chat, message) = editable(&state, params)?;
    let (old, mut new) = (message.clone(), message.clone());
    let (body, media) = input_media(&mut state, params, &item)?;
    if body.utf16_len() > CAPTION_LIMIT {
        return Err(Refusal::bad("MEDIA_CAPTION_TOO_LONG"));
    }
    new.body = body;
    new.media = Some(media);
    new.markup = markup;
    finish(world, &mut state, chat, &old, new)
}

fn remove(world: &World, state: &mut State, chat: i64, id: i64) -> Result<(), Refusal> {
    let now = world.now();
    let entry = state
        .chats
        .get_mut(&chat)
        .ok_or_else(Refusal::chat_not_found)?;
    let message = entry
        .messages
        .get(&id)
        .ok_or_else(|| Refusal::bad("message to delete not found"))?;
    if now - message.date > DELETABLE {
        return Err(Refusal::bad("message can't be deleted"));
    }
    entry.messages.remove(&id);
    entry.changed.notify_waiters();
    state.version += 1;
    world.tell(Event::Deleted { chat, id });
    Ok(())
}

pub(super) fn delete(world: &Arc<World>, params: &Params) -> Answer {
    let chat = chat_id(params)?;
    let id = params.int("message_id");
    let id = id.ok_or_else(|| Refusal::bad("message identifier is not specified"))?;
    remove(world, &mut world.state(), chat, id)?;
    Ok("true".to_owned())
}

/// `deleteMessages`: what cannot be found or deleted is passed over.
pub(super) fn delete_many(world: &Arc<World>, params: &Params) -> Answer {
    let chat = chat_id(params)?;
    let ids = params
        .json("message_ids", "message_ids")?
        .ok_or_else(|| Refusal::bad("message identifiers are not specified"))?;
    let Value::Array(ids) = ids.as_ref() else {
        return Err(Refusal::bad("expected an Array of message identifiers"));
    };
    if ids.len() > 100 {
        return Err(Refusal::bad("too many message identifiers specified"));
    }
    let mut state = world.state();
    state.chats.get(&chat).ok_or_else(Refusal::chat_not_found)?;
    for id in ids {
        let id = id
            .as_i64()
            .ok_or_else(|| Refusal::bad("message identifier must be a Number"))?;
        let _ = remove(world, &mut state, chat, id);
    }
    Ok("true".to_owned())
}

/// `answerCallbackQuery`.
pub(super) fn answer_press(world: &Arc<World>, params: &Params) -> Answer {
    let id = params.text("callback_query_id").unwrap_or_default();
    let text = params.text("text").filter(|text| !text.is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > 200) {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let mut state = world.state();
    let Some(press) = state.presses.get_mut(id.as_ref()) else {
        return Err(Refusal::bad(
            "query is too old and response timeout expired or query ID is invalid",
        ));
    };
    let answer = PressAnswer {
        press: id.clone().into_owned(),
        text: text.map(|text| text.into_owned()),
        show_alert: params.flag("show_alert"),
    };
    press.answers.push(answer.clone());
    let chat = press.chat;
    if let Some(chat) = state.chats.get(&chat) {
        chat.changed.notify_waiters();
    }
    world.tell(Event::Answer { chat, answer });
    Ok("true".to_owned())
}
