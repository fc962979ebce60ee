//! Chats without a network: Telegram's updates go straight into the inbox, the real worker and the real
//! dialogue answer them, and what stands in the outbox is rendered as people would see it. Quick
//! enough for hundreds of conversations; what happens between the outbox and the phone is tested
//! elsewhere.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use rapsap::dialogue::{self, Place, Screen, State};
use rapsap::domain::office::Language;
use rapsap::l10n::L10n;
use rapsap::store::inbox::{self, Received};
use rapsap::store::outbox::Outgoing;
use rapsap::store::{Store, conversations, documents};
use rapsap::telegram::{event, render};
use rapsap::worker::Worker;
use serde_json::{Value, json};
use sqlx::Row;

type Clock = Box<dyn Fn() -> i64 + Send + Sync>;

/// People's chats with the bot on one database.
pub struct Chats {
    pub store: Store,
    pub l10n: Arc<L10n>,
    worker: Worker<Clock>,
    now: Arc<AtomicI64>,
    /// The messages that were shown under a key, by chat and key.
    keyed: Mutex<HashMap<(i64, String), i64>>,
}

/// A message as its reader sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Of the message, which is an earlier one's if that was edited.
    pub message: i64,
    /// The Fluent keys of its paragraphs.
    pub keys: Vec<String>,
    pub text: String,
    /// Labels and callback data.
    pub buttons: Vec<(String, String)>,
}

/// What a chat got in answer.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub shown: Vec<Shown>,
    /// Words on the pressed button.
    pub notices: Vec<String>,
}

impl Chats {
    pub fn new(store: &Store, l10n: L10n, now: i64) -> Chats {
        let l10n = Arc::new(l10n);
        let now = Arc::new(AtomicI64::new(now));
        Chats {
            worker: worker(store, &l10n, &now),
            store: store.clone(),
            l10n,
            now,
            keyed: Mutex::default(),
        }
    }

    /// The program ends and is started again: what it has not written down is gone.
    pub fn restart(&mut self) {
        self.worker = worker(&self.store, &self.l10n, &self.now);
    }

    pub fn passes(&self, milliseconds: i64) {
        self.now.fetch_add(milliseconds, Ordering::Relaxed);
    }

    pub fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    /// The number of a new message or update.
    pub fn number(&self) -> i64 {
        static NEXT: AtomicI64 = AtomicI64::new(1_000_000);
        NEXT.fetch_add(1, Ordering::Relaxed)
    }

    /// Each chat sends one update; what every chat got, those that only overheard included.
    pub async fn send(&self, updates: Vec<(i64, Value)>) -> HashMap<i64, Answer> {
        self.arrive(updates).await;
        self.answers().await
    }

    /// Likewise, while no file is made.
    pub async fn send_unprinted(&self, updates: Vec<(i64, Value)>) -> HashMap<i64, Answer> {
        self.arrive(updates).await;
        self.unprinted().await
    }

    async fn arrive(&self, updates: Vec<(i64, Value)>) {
        self.passes(1000);
        let batch: Vec<Received> = updates
            .into_iter()
            .map(|(chat, mut update)| {
                let update_id = self.number();
                update["update_id"] = update_id.into();
                let payload = update.to_string();
                Received {
                    update_id,
                    chat,
                    payload,
                }
            })
            .collect();
        inbox::receive(&self.store, event::FROM_TELEGRAM, batch, self.now())
            .await
            .unwrap();
    }

    /// Works until nothing is left to do but files, and takes what was said from the outbox.
    pub async fn unprinted(&self) -> HashMap<i64, Answer> {
        let mut answers = HashMap::new();
        while self.worker.turn().await.unwrap() > 0 {}
        self.take(&mut answers).await;
        answers
    }

    /// Likewise, files included.
    pub async fn answers(&self) -> HashMap<i64, Answer> {
        let mut answers = HashMap::new();
        loop {
            while self.worker.turn().await.unwrap() > 0 {}
            self.take(&mut answers).await;
            let Some(wanted) = documents::oldest_wanted(&self.store, &[]).await.unwrap() else {
                return answers;
            };
            let sha256 = format!("{:064x}", wanted.document.0);
            documents::done(&self.store, wanted.document, &sha256, 4, self.now())
                .await
                .unwrap();
        }
    }

    pub async fn text(&self, chat: i64, text: &str) -> Answer {
        self.one(chat, self.message(chat, json!({ "text": text })))
            .await
    }

    pub async fn press(&self, chat: i64, message: i64, data: &str) -> Answer {
        self.one(chat, self.pressed(chat, message, data)).await
    }

    async fn one(&self, chat: i64, update: Value) -> Answer {
        let mut answers = self.send(vec![(chat, update)]).await;
        answers.remove(&chat).unwrap_or_default()
    }

    /// A new message with this content.
    pub fn message(&self, chat: i64, content: Value) -> Value {
        json!({ "message": self.content(chat, self.number(), content) })
    }

    /// A message, edited to say this.
    pub fn edited(&self, chat: i64, message: i64, content: Value) -> Value {
        let mut content = self.content(chat, message, content);
        content["edit_date"] = (self.now() / 1000).into();
        json!({ "edited_message": content })
    }

    fn content(&self, chat: i64, message: i64, content: Value) -> Value {
        let mut whole = json!({
            "message_id": message, "date": self.now() / 1000,
            "chat": { "id": chat, "type": "private", "first_name": "ก" },
            "from": { "id": chat, "is_bot": false, "first_name": "ก" },
        });
        for (key, value) in content.as_object().unwrap() {
            whole[key] = value.clone();
        }
        whole
    }

    pub fn pressed(&self, chat: i64, message: i64, data: &str) -> Value {
        json!({ "callback_query": {
            "id": self.number().to_string(), "chat_instance": "1", "data": data,
            "from": { "id": chat, "is_bot": false, "first_name": "ก" },
            "message": self.content(chat, message, json!({ "text": "…" })),
        }})
    }

    pub async fn state(&self, chat: i64) -> State {
        let mut reader = self.store.reader().await.unwrap();
        let mut states = conversations::states(&mut reader, &[chat]).await.unwrap();
        states.remove(&chat).unwrap_or_default()
    }

    async fn take(&self, answers: &mut HashMap<i64, Answer>) {
        let mut tx = self.store.begin().await.unwrap();
        let rows = sqlx::query(
            "SELECT chat_id, language, body, key FROM outbox WHERE settled_at IS NULL ORDER BY place",
        )
        .fetch_all(&mut *tx)
        .await
        .unwrap();
        for row in &rows {
            let chat: i64 = row.try_get(0).unwrap();
            let language = Language::from_code(row.try_get(1).unwrap());
            let outgoing = serde_json::from_str(row.try_get(2).unwrap()).unwrap();
            let answer = answers.entry(chat).or_default();
            let Some(key) = row.try_get::<Option<String>, _>(3).unwrap() else {
                self.read(language, outgoing, answer);
                continue;
            };
            // What is shown under a key again is the same message; an end is said only there.
            let mut keyed = self.keyed.lock().unwrap();
            let ended =
                matches!(&outgoing, Outgoing::Show { screen } if screen.place == Place::Ended);
            let known = keyed.get(&(chat, key.clone())).copied();
            if ended && known.is_none() {
                continue;
            }
            self.read(language, outgoing, answer);
            if let Some(shown) = answer.shown.last_mut() {
                shown.message = *keyed.entry((chat, key)).or_insert(shown.message);
            }
        }
        if !rows.is_empty() {
            sqlx::query(
                "UPDATE outbox SET status = 'sent', settled_at = 1 WHERE settled_at IS NULL",
            )
            .execute(&mut *tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
    }

    fn read(&self, language: Language, outgoing: Outgoing, answer: &mut Answer) {
        let (message, screen, parts) = match outgoing {
            Outgoing::Show { screen } => {
                let parts = render::messages(&self.l10n, language, &screen);
                (self.number(), screen, parts)
            }
            Outgoing::Replace {
                message, screen, ..
            }
            | Outgoing::Amend { message, screen } => {
                let parts = render::messages(&self.l10n, language, &screen);
                (message.into(), screen, parts)
            }
            Outgoing::Deliver { screen, .. }
            | Outgoing::Picture { screen, .. }
            | Outgoing::Page { screen, .. } => {
                let parts = render::captioned(&self.l10n, language, &screen);
                (self.number(), screen, parts)
            }
            Outgoing::Invitation { said, .. } => {
                let screen = Screen::new(said);
                let parts = render::captioned(&self.l10n, language, &screen);
                (self.number(), screen, parts)
            }
            // A file without words, below the button that asked for it.
            Outgoing::Plan { .. } | Outgoing::OwnData { .. } | Outgoing::Menu => return,
            Outgoing::AnswerPress { text, .. } => {
                let notice = text.map(|text| render::notice(&self.l10n, language, &text));
                answer.notices.extend(notice);
                return;
            }
        };
        let text: Vec<_> = parts.iter().map(|part| part.html.as_str()).collect();
        let buttons = parts.iter().filter_map(|part| part.keyboard.as_ref());
        let buttons = buttons.flat_map(|keyboard| keyboard.inline_keyboard.iter().flatten());
        answer.shown.push(Shown {
            message,
            keys: screen.parts.iter().map(|part| part.key.clone()).collect(),
            text: text.join("\n"),
            buttons: buttons
                .map(|button| {
                    let button = serde_json::to_value(button).unwrap();
                    let field = |name: &str| button[name].as_str().unwrap_or_default().to_owned();
                    (field("text"), field("callback_data"))
                })
                .collect(),
        });
    }
}

impl Answer {
    /// The newest button with these words on it: the message it stands below, and its data.
    pub fn button(&self, label: &str) -> (i64, String) {
        let found = self.shown.iter().rev().find_map(|shown| {
            let (_, data) = shown
                .buttons
                .iter()
                .find(|(text, _)| text.contains(label))?;
            Some((shown.message, data.clone()))
        });
        found.unwrap_or_else(|| panic!("no button {label} in {self:#?}"))
    }

    pub fn says(&self, key: &str) -> bool {
        self.shown
            .iter()
            .any(|shown| shown.keys.iter().any(|said| said == key))
    }
}

fn worker(store: &Store, l10n: &Arc<L10n>, now: &Arc<AtomicI64>) -> Worker<Clock> {
    let now = Arc::clone(now);
    let clock: Clock = Box::new(move || now.load(Ordering::Relaxed));
    Worker::new(store.clone(), dialogue::step, event::read, clock).speaking(l10n.languages())
}
