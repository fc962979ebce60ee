//! The methods that put something new into a chat: messages, documents, photos, albums, copies.
//! Changing what is there already is in `edit`.

use std::sync::Arc;

use serde_json::{Value, json};

use super::entities::Formatted;
use super::files::FileKind;
use super::keyboard;
use super::message::{Media, Message};
use super::params::Params;
use super::refusal::{Answer, Refusal};
use super::state::{Event, State, World};

/// UTF-16 units, after the markup is taken out.
pub(super) const TEXT_LIMIT: usize = 4096;
pub(super) const CAPTION_LIMIT: usize = 1024;
const ALBUM_LIMIT: usize = 10;

const ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

/// The chat that a request names.
pub(super) fn chat_id(params: &Params) -> Result<i64, Refusal> {
    match params.text("chat_id") {
        None => Err(Refusal::bad("chat_id is empty")),
        Some(text) if text.is_empty() => Err(Refusal::bad("chat_id is empty")),
        Some(text) => text.parse().map_err(|_| Refusal::chat_not_found()),
    }
}

pub(super) fn text(params: &Params) -> Result<Formatted, Refusal> {
    let source = params.text("text").unwrap_or_default();
    if source.is_empty() {
        return Err(Refusal::bad("message text is empty"));
    }
    let mode = params.text("parse_mode");
    let entities = params.json("entities", "entities")?;
    let formatted = Formatted::from_bot(&source, mode.as_deref(), entities.as_deref())?;
    if formatted.text.is_empty() {
        return Err(Refusal::bad("text must be non-empty"));
    }
    Ok(formatted)
}

pub(super) fn caption(params: &Params) -> Result<Formatted, Refusal> {
    let source = params.text("caption").unwrap_or_default();
    let mode = params.text("parse_mode");
    let entities = params.json("caption_entities", "caption entities")?;
    Formatted::from_bot(&source, mode.as_deref(), entities.as_deref())
}

/// The message that the new one answers: by `reply_parameters` or, as of old, `reply_to_message_id`.
fn reply_to(state: &State, chat: i64, params: &Params) -> Result<Option<i64>, Refusal> {
    let given = params.json("reply_parameters", "reply parameters")?;
    let (id, is_optional) = match given.as_deref() {
        Some(given) => (
            given["message_id"].as_i64(),
            given["allow_sending_without_reply"]
                .as_bool()
                .unwrap_or(false),
        ),
        None => (
            params.int("reply_to_message_id"),
            params.flag("allow_sending_without_reply"),
        ),
    };
    let Some(id) = id.filter(|id| *id != 0) else {
        return Ok(None);
    };
    let is_there = state
        .chats
        .get(&chat)
        .is_some_and(|chat| chat.messages.contains_key(&id));
    match (is_there, is_optional) {
        (true, _) => Ok(Some(id)),
        (false, true) => Ok(None),
        (false, false) => Err(Refusal::bad("message to be replied not found")),
    }
}

/// What a message is before it has an id.
pub(super) fn draft(now: i64, from_bot: bool, body: Formatted, media: Option<Media>) -> Message {
    Message {
        id: 0,
        from_bot,
        date: now,
        edit_date: None,
        body,
        media,
        markup: None,
        media_group_id: None,
        forwarded_from: None,
        reply_to: None,
        version: 0,
    }
}

fn check_pace(world: &World, state: &mut State, chat: i64) -> Result<(), Refusal> {
    if !world.faults.rates_limited() {
        return Ok(());
    }
    state
        .pace
        .take(chat, std::time::Instant::now())
        .map_err(Refusal::too_many_requests)
}

/// Puts a bot's message into the chat; returns its id.
fn post(world: &World, state: &mut State, chat: i64, message: Message) -> Result<i64, Refusal> {
    let id = state
        .insert(chat, message)
        .ok_or_else(Refusal::chat_not_found)?;
    world.tell(Event::Message { chat, id });
    Ok(id)
}

pub(super) fn message(world: &Arc<World>, params: &Params) -> Answer {
    let chat = chat_id(params)?;
    let body = text(params)?;
    let markup = keyboard::read(params)?;
    let mut state = world.state();
    state.writable(chat)?;
    if body.utf16_len() > TEXT_LIMIT {
        return Err(Refusal::bad("message is too long"));
    }
    let reply_to = reply_to(&state, chat, params)?;
    check_pace(world, &mut state, chat)?;
    let mut draft = draft(world.now(), true, body, None);
    draft.markup = markup;
    draft.reply_to = reply_to;
    let id = post(world, &mut state, chat, draft)?;
    Ok(state.message_json(chat, id))
}

/// `sendDocument` and `sendPhoto`.
pub(super) fn file(world: &Arc<World>, params: &Params, kind: FileKind) -> Answer {
    let field = if kind == FileKind::Photo {
        "photo"
    } else {
        "document"
    };
    let chat = chat_id(params)?;
    let body = caption(params)?;
    let markup = keyboard::read(params)?;
    let mut state = world.state();
    let file = state
        .files
        .resolve(params, params.text(field).as_deref(), field, kind)?;
    state.writable(chat)?;
    if body.utf16_len() > CAPTION_LIMIT {
        return Err(Refusal::bad("message caption is too long"));
    }
    let reply_to = reply_to(&state, chat, params)?;
    check_pace(world, &mut state, chat)?;
    let mut draft = draft(world.now(), true, body, Some(Media::File(file)));
    draft.markup = markup;
    draft.reply_to = reply_to;
    let id = post(world, &mut state, chat, draft)?;
    Ok(state.message_json(chat, id))
}

/// An `InputMedia`: its caption and its file.
pub(super) fn input_media(
    state: &mut State,
    params: &Params,
    item: &Value,
) -> Result<(Formatted, Media), Refusal> {
    let refuse = |reason: String| Refusal::bad(format!("can't parse InputMedia: {reason}"));
    if !item.is_object() {
        return Err(refuse("expected an Object".to_owned()));
    }
    let kind = match item["type"].as_str() {
        Some("photo") => FileKind::Photo,
        Some("document") => FileKind::Document,
        Some(other) => return Err(refuse(format!("type \"{other}\" is unsupported"))),
        None => return Err(refuse("Can't find field \"type\"".to_owned())),
    };
    let caption = Formatted::from_bot(
        item["caption"].as_str().unwrap_or_default(),
        item["parse_mode"].as_str(),
        Some(&item["caption_entities"]),
    )?;
    let reference = item["media"].as_str().filter(|media| !media.is_empty());
    let reference = reference.ok_or_else(|| refuse("media not found".to_owned()))?;
    let file = state
        .files
        .resolve(params, Some(reference), "media", kind)?;
    Ok((caption, Media::File(file)))
}

pub(super) fn album(world: &Arc<World>, params: &Params) -> Answer {
    let chat = chat_id(params)?;
    let media = params
        .json("media", "media")?
        .ok_or_else(|| Refusal::bad("parameter \"media\" is required"))?;
    let Value::Array(items) = media.as_ref() else {
        return Err(Refusal::bad("expected an Array of InputMedia"));
    };
    if items.is_empty() {
        return Err(Refusal::bad("there are no messages to send"));
    }
    if items.len() > ALBUM_LIMIT {
        return Err(Refusal::bad("too many messages to send as an album"));
    }
    if items.iter().any(|item| item["type"] != items[0]["type"]) {
        return Err(Refusal::bad(
            "document can't be mixed with other media types",
        ));
    }
    let mut state = world.state();
    let drafts = items
        .iter()
        .map(|item| input_media(&mut state, params, item))
        .collect::<Result<Vec<_>, _>>()?;
    state.writable(chat)?;
    if drafts
        .iter()
        .any(|(body, _)| body.utf16_len() > CAPTION_LIMIT)
    {
        return Err(Refusal::bad("message caption is too long"));
    }
    let reply_to = reply_to(&state, chat, params)?;
    check_pace(world, &mut state, chat)?;
    let group = (items.len() > 1).then(|| state.next_group());
    let mut sent = Vec::with_capacity(drafts.len());
    for (body, media) in drafts {
        let mut draft = draft(world.now(), true, body, Some(media));
        draft.media_group_id = group.clone();
        draft.reply_to = reply_to;
        let id = post(world, &mut state, chat, draft)?;
        sent.push(state.message_json(chat, id));
    }
    Ok(format!("[{}]", sent.join(",")))
}

/// `forwardMessage` and `copyMessage`.
pub(super) fn again(world: &Arc<World>, params: &Params, is_copy: bool) -> Answer {
    let chat = chat_id(params)?;
    let from = params.int("from_chat_id").unwrap_or_default();
    let markup = keyboard::read(params)?;
    let what = if is_copy { "copy" } else { "forward" };
    let mut state = world.state();
    state.writable(chat)?;
    let original = state
        .chats
        .get(&from)
        .ok_or_else(Refusal::chat_not_found)?
        .messages
        .get(&params.int("message_id").unwrap_or_default())
        .cloned()
        .ok_or_else(|| Refusal::bad(format!("message to {what} not found")))?;
    let mut draft = draft(world.now(), true, original.body, original.media);
    if is_copy {
        draft.markup = markup;
        if params.text("caption").is_some() {
            draft.body = caption(params)?;
        }
    } else {
        draft.forwarded_from = Some(match original.from_bot {
            true => state.bot.first_name.clone(),
            false => state.chats[&from].person.first_name.clone(),
        });
    }
    check_pace(world, &mut state, chat)?;
    let id = post(world, &mut state, chat, draft)?;
    Ok(if is_copy {
        json!({ "message_id": id }).to_string()
    } else {
        state.message_json(chat, id)
    })
}

pub(super) fn chat_action(world: &Arc<World>, params: &Params) -> Answer {
    let chat = chat_id(params)?;
    let action = params.text("action").unwrap_or_default();
    if !ACTIONS.contains(&action.as_ref()) {
        return Err(Refusal::bad("wrong parameter action in request"));
    }
    let mut state = world.state();
    state.writable(chat)?;
    if let Some(of) = state.chats.get_mut(&chat) {
        of.actions.push(action.to_string());
    }
    drop(state);
    if action.starts_with("upload") {
        world.tell(Event::Sending { chat });
    }
    Ok("true".to_owned())
}
