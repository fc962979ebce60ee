//! Everything the sandbox remembers: people and their chats, files, presses, and what the bot has set up.
//! One short-held lock guards it. Waiting and waking are done around it, by [`World`].

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use tokio::sync::{Notify, broadcast, watch};

use super::faults::Faults;
use super::files::Files;
use super::message::{Message, Wire};
use super::pace::Pace;
use super::profile::Profile;
use super::refusal::Refusal;
use super::updates::Queue;
use super::{BotIdentity, Person, Settings, VisitorsClock};

/// What a page that watches a chat is told.
#[derive(Debug, Clone)]
pub(super) enum Event {
    Message {
        chat: i64,
        id: i64,
    },
    Deleted {
        chat: i64,
        id: i64,
    },
    Answer {
        chat: i64,
        answer: PressAnswer,
    },
    /// The bot says that it is sending a file.
    Sending {
        chat: i64,
    },
    /// The clock was put forward.
    Clock,
    /// Someone joined, started or blocked, or the commands changed: read it all again.
    Everything,
}

/// A message as it came to a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    pub id: i64,
    pub text: String,
    /// It is a file, not a picture.
    pub is_document: bool,
}

/// The bot's answer to a press of a button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressAnswer {
    pub press: String,
    pub text: Option<String>,
    /// A window to be closed, instead of words that fade.
    pub show_alert: bool,
}

#[derive(Debug)]
pub(super) struct Press {
    pub chat: i64,
    pub answers: Vec<PressAnswer>,
}

#[derive(Debug)]
pub(super) struct Chat {
    pub person: Person,
    /// The person as `User` and as `Chat`, written once.
    pub user_json: Box<RawValue>,
    pub chat_json: Box<RawValue>,
    /// Pressed Start: only then may the bot write.
    pub started: bool,
    pub blocked: bool,
    pub messages: BTreeMap<i64, Message>,
    /// Every message that came from the bot, if the sandbox remembers that.
    pub received: Vec<Received>,
    /// What the bot said that it was doing, such as uploading a file.
    pub actions: Vec<String>,
    /// The greatest version among the bot's messages.
    pub shown: u64,
    /// Wakes those who wait for something in this chat.
    pub changed: Arc<Notify>,
}

pub(super) struct State {
    pub bot: BotIdentity,
    pub bot_json: Box<RawValue>,
    /// In the order in which their phones lie on the table.
    pub people: Vec<i64>,
    pub chats: HashMap<i64, Chat>,
    pub queue: Queue,
    pub files: Files,
    pub presses: HashMap<String, Press>,
    pub profile: Profile,
    pub pace: Pace,
    pub version: u64,
    pub last_message_id: i64,
    pub last_group: u64,
    /// Whether phones remember what came.
    pub remembers: bool,
}

impl State {
    fn new(bot: BotIdentity) -> Self {
        let bot_json = raw(&json!({
            "id": bot.id, "is_bot": true, "first_name": bot.first_name, "username": bot.username
        }));
        Self {
            bot,
            bot_json,
            people: Vec::new(),
            chats: HashMap::new(),
            queue: Queue::default(),
            files: Files::default(),
            presses: HashMap::new(),
            profile: Profile::default(),
            pace: Pace::default(),
            version: 0,
            last_message_id: 0,
            last_group: 0,
            remembers: false,
        }
    }

    pub fn add_person(&mut self, person: Person) {
        let mut chat = json!({
            "id": person.id, "type": "private", "first_name": person.first_name
        });
        if let Some(name) = &person.last_name {
            chat["last_name"] = name.as_str().into();
        }
        if let Some(name) = &person.username {
            chat["username"] = name.as_str().into();
        }
        let mut user = chat.clone();
        if let Value::Object(fields) = &mut user {
            fields.remove("type");
        }
        user["is_bot"] = false.into();
        if let Some(code) = &person.language_code {
            user["language_code"] = code.as_str().into();
        }
        if !self.chats.contains_key(&person.id) {
            self.people.push(person.id);
        }
        let chat = Chat {
            user_json: raw(&user),
            chat_json: raw(&chat),
            started: false,
            blocked: false,
            messages: BTreeMap::new(),
            received: Vec::new(),
            actions: Vec::new(),
            shown: 0,
            changed: Arc::default(),
            person,
        };
        self.chats.insert(chat.person.id, chat);
    }

    /// The chat, if the bot may write to it.
    pub fn writable(&self, id: i64) -> Result<&Chat, Refusal> {
        let chat = self.chats.get(&id).ok_or_else(Refusal::chat_not_found)?;
        if chat.blocked {
            Err(Refusal::new(403, "Forbidden: bot was blocked by the user"))
        } else if !chat.started {
            Err(Refusal::new(
                403,
                "Forbidden: bot can't initiate conversation with a user",
            ))
        } else {
            Ok(chat)
        }
    }

    pub fn next_group(&mut self) -> String {
        self.last_group += 1;
        format!("{}", 13_000_000_000_000_000 + self.last_group)
    }

    /// Puts a message into a chat, under an id of its own.
    pub fn insert(&mut self, chat: i64, mut message: Message) -> Option<i64> {
        self.last_message_id += 1;
        self.version += 1;
        message.id = self.last_message_id;
        message.version = self.version;
        let chat = self.chats.get_mut(&chat)?;
        if message.from_bot {
            chat.shown = message.version;
            if self.remembers {
                chat.received.push(Received {
                    id: message.id,
                    text: message.body.text.clone(),
                    is_document: message.is_document(),
                });
            }
        }
        chat.messages.insert(message.id, message);
        chat.changed.notify_waiters();
        Some(self.last_message_id)
    }

    /// Changes a message that is there.
    pub fn change(&mut self, chat: i64, id: i64, change: impl FnOnce(&mut Message)) -> bool {
        let Some(chat) = self.chats.get_mut(&chat) else {
            return false;
        };
        let Some(message) = chat.messages.get_mut(&id) else {
            return false;
        };
        self.version += 1;
        change(message);
        message.version = self.version;
        if message.from_bot {
            chat.shown = message.version;
        }
        chat.changed.notify_waiters();
        true
    }

    /// A message as JSON in the shape of the Bot API; `null` if there is none.
    pub fn message_json(&self, chat: i64, id: i64) -> String {
        let wire = self.chats.get(&chat).and_then(|chat| {
            let message = chat.messages.get(&id)?;
            let wire = Wire {
                state: self,
                chat,
                message,
                with_reply: true,
            };
            serde_json::to_string(&wire).ok()
        });
        wire.unwrap_or_else(|| "null".to_owned())
    }
}

fn raw(value: &Value) -> Box<RawValue> {
    serde_json::value::to_raw_value(value).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// The state and all that goes on around it, shared by the HTTP edge, the phones and the page.
pub(super) struct World {
    pub token: String,
    pub now: Arc<dyn Fn() -> i64 + Send + Sync>,
    pub clock: Option<Arc<dyn VisitorsClock>>,
    pub words: Map<String, Value>,
    pub faults: Faults,
    /// Wakes getUpdates and webhook delivery.
    pub updates: Notify,
    pub events: broadcast::Sender<Event>,
    pub closing: watch::Sender<bool>,
    pub runtime: tokio::runtime::Handle,
    state: Mutex<State>,
}

impl World {
    pub fn new(settings: Settings, runtime: tokio::runtime::Handle) -> Self {
        let mut state = State::new(settings.bot);
        for person in settings.people {
            state.add_person(person);
        }
        Self {
            token: settings.token,
            now: settings.now,
            clock: settings.clock,
            words: settings.words,
            faults: Faults::default(),
            updates: Notify::new(),
            events: broadcast::channel(256).0,
            closing: watch::channel(false).0,
            runtime,
            state: Mutex::new(state),
        }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        // A panic in another thread leaves the state usable: every change under the lock is complete by itself.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn now(&self) -> i64 {
        (self.now)()
    }

    /// Tells the pages; when none is open, nothing happens.
    pub fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }

    /// Hands an update to the bot, with the faults that were planned for it.
    pub fn push_update(
        self: &Arc<Self>,
        state: &mut State,
        chat: i64,
        kind: &'static str,
        object: String,
    ) {
        if let Some(delay) = self.faults.update_delay() {
            let world = Arc::clone(self);
            self.runtime.spawn(async move {
                tokio::time::sleep(delay).await;
                let mut state = world.state();
                world.push_now(&mut state, chat, kind, &object);
            });
        } else {
            self.push_now(state, chat, kind, &object);
        }
    }

    fn push_now(&self, state: &mut State, chat: i64, kind: &'static str, object: &str) {
        if let Some(id) = self.faults.take_next_update_id() {
            state.queue.go_on_from(id);
        }
        let twice = self.faults.take_duplicate();
        state.queue.push(chat, kind, object, self.now(), twice);
        self.updates.notify_waiters();
    }

    /// Ends when the sandbox closes.
    pub async fn closed(&self) {
        let mut closing = self.closing.subscribe();
        // An error means that the sender is gone, which is closing too.
        let _ = closing.wait_for(|closing| *closing).await;
    }

    /// How long a failed webhook delivery waits before the next try.
    pub const WEBHOOK_RETRY: Duration = Duration::from_millis(200);
}
