//! What the chat page is shown, and the stream of events that keeps it up to date.
//! It translates the state for reading; actions and assets are in `page`.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::State as Shared;
use axum::response::sse::{Event as SseEvent, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;

use super::clock;
use super::files::FileKind;
use super::keyboard;
use super::message::{Media, Message};
use super::state::{Chat, Event, State, World};

/// A person with their whole chat.
pub(super) fn shown_person(state: &State, chat: &Chat) -> Value {
    let person = &chat.person;
    let last_name = person.last_name.as_deref().unwrap_or_default();
    let language = person.language_code.as_deref().unwrap_or_default();
    let messages: Vec<Value> = chat.messages.values().map(shown_message).collect();
    json!({
        "id": person.id,
        "name": format!("{} {last_name}", person.first_name).trim(),
        "caption": person.caption,
        "started": chat.started,
        "blocked": chat.blocked,
        "commands": state.profile.commands_for(person.id, language),
        "messages": messages,
    })
}

fn shown_message(message: &Message) -> Value {
    let (file, other) = match &message.media {
        Some(Media::File(file)) if matches!(file.kind, FileKind::Document | FileKind::Photo) => {
            let shown = json!({
                "url": format!("/sandbox/file/{}", file.id),
                "name": file.name,
                "size": file.bytes.len(),
                "photo": file.kind == FileKind::Photo,
                "width": file.width,
                "height": file.height,
            });
            (shown, None)
        }
        Some(Media::File(file)) => (Value::Null, Some(file.field())),
        Some(Media::Other(fields)) => (Value::Null, fields.keys().next().map(String::as_str)),
        None => (Value::Null, None),
    };
    let rows: Vec<Vec<Value>> = keyboard::rows(message.markup.as_deref())
        .into_iter()
        .map(|row| {
            row.into_iter()
                .map(|key| json!({"text": key.text, "data": key.data, "url": key.url}))
                .collect()
        })
        .collect();
    json!({
        "id": message.id,
        "mine": !message.from_bot,
        "date": message.date,
        "edited": message.edit_date.is_some(),
        "text": message.body.text,
        "entities": message.body.entities,
        "keyboard": rows,
        "file": file,
        "other": other,
        "group": message.media_group_id,
        "replyTo": message.reply_to,
        "forwardedFrom": message.forwarded_from,
        "version": message.version,
    })
}

fn sse(world: &World, event: Event) -> SseEvent {
    let (name, data) = match event {
        Event::Message { chat, id } => {
            let state = world.state();
            let message = state.chats.get(&chat).and_then(|c| c.messages.get(&id));
            match message {
                Some(message) => (
                    "message",
                    json!({"chat": chat, "message": shown_message(message)}),
                ),
                // Deleted in the meantime; that event follows.
                None => ("deleted", json!({"chat": chat, "id": id})),
            }
        }
        Event::Deleted { chat, id } => ("deleted", json!({"chat": chat, "id": id})),
        Event::Answer { chat, answer } => (
            "answer",
            json!({"chat": chat, "answer": {
                "press": answer.press, "text": answer.text, "alert": answer.show_alert
            }}),
        ),
        Event::Sending { chat } => ("sending", json!({"chat": chat})),
        Event::Clock => ("clock", clock::shown(world)),
        Event::Everything => ("everything", json!({})),
    };
    SseEvent::default().event(name).data(data.to_string())
}

/// `GET /sandbox/events`: server-sent events until the page or the sandbox closes.
pub(super) async fn follow(
    Shared(world): Shared<Arc<World>>,
) -> Sse<impl Stream<Item = Result<SseEvent, Infallible>>> {
    let events = world.events.subscribe();
    let stream = stream::unfold((world, events), |(world, mut events)| async move {
        let event = tokio::select! {
            event = events.recv() => event,
            () = world.closed() => return None,
        };
        let event = match event {
            Ok(event) => event,
            // The page fell behind: it had better read everything anew.
            Err(RecvError::Lagged(_)) => Event::Everything,
            Err(RecvError::Closed) => return None,
        };
        let shown = sse(&world, event);
        Some((Ok(shown), (world, events)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}
