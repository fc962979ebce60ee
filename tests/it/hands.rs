//! Somebody at their phone over [`Chats`]: types, presses what was shown last, edits what they typed;
//! taps and messages are counted.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use serde_json::json;

use crate::chats::{Answer, Chats, Shown};

pub struct Hands<'a> {
    chats: &'a Chats,
    chat: i64,
    /// What the chat shows, oldest first; an edited message moves to the end.
    seen: RefCell<Vec<Shown>>,
    /// What the others were shown meanwhile, by chat.
    overheard: RefCell<HashMap<i64, Answer>>,
    pub taps: Cell<usize>,
    pub typed: Cell<usize>,
}

impl<'a> Hands<'a> {
    pub fn of(chats: &'a Chats, chat: i64) -> Hands<'a> {
        Hands {
            chats,
            chat,
            seen: RefCell::default(),
            overheard: RefCell::default(),
            taps: Cell::default(),
            typed: Cell::default(),
        }
    }

    /// Types and sends; gives the message's number and what is shown then.
    pub async fn sends(&self, text: &str) -> (i64, Shown) {
        self.typed.set(self.typed.get() + 1);
        let update = self.chats.message(self.chat, json!({ "text": text }));
        let message = update["message"]["message_id"].as_i64().unwrap();
        (message, self.update(update).await)
    }

    pub async fn types(&self, text: &str) -> Shown {
        self.sends(text).await.1
    }

    /// Changes what was sent before.
    pub async fn edits(&self, message: i64, text: &str) -> Shown {
        let content = json!({ "text": text });
        let update = self.chats.edited(self.chat, message, content);
        self.update(update).await
    }

    /// Presses the newest button whose label contains `label`.
    pub async fn presses(&self, label: &str) -> Shown {
        let (message, data) = self.button(label);
        self.press(message, &data).await
    }

    pub async fn press(&self, message: i64, data: &str) -> Shown {
        self.taps.set(self.taps.get() + 1);
        let update = self.chats.pressed(self.chat, message, data);
        self.update(update).await
    }

    /// What somebody else was shown by what was just done here; they have it before them.
    pub fn tells(&self, other: &Hands<'_>) -> Vec<Shown> {
        let told = self.overheard.borrow_mut().remove(&other.chat);
        let told = told.unwrap_or_default().shown;
        other.seen.borrow_mut().extend(told.clone());
        told
    }

    /// The newest button whose label contains `label`.
    pub fn button(&self, label: &str) -> (i64, String) {
        let answer = Answer {
            shown: self.seen.borrow().clone(),
            ..Answer::default()
        };
        answer.button(label)
    }

    /// The labels below what is shown last.
    pub fn labels(&self) -> Vec<String> {
        let seen = self.seen.borrow();
        let buttons = seen.last().map(|shown| shown.buttons.iter());
        buttons
            .into_iter()
            .flatten()
            .map(|(label, _)| label.clone())
            .collect()
    }

    async fn update(&self, update: serde_json::Value) -> Shown {
        let mut answers = self.chats.send(vec![(self.chat, update)]).await;
        let shown = answers.remove(&self.chat).unwrap_or_default().shown;
        *self.overheard.borrow_mut() = answers;
        let mut seen = self.seen.borrow_mut();
        seen.extend(shown);
        seen.last().cloned().expect("something is shown")
    }
}

impl Shown {
    /// Fails, and shows what was shown, unless every one of these words is in it.
    pub fn has(&self, words: &[&str]) -> &Shown {
        for word in words {
            assert!(
                self.text.contains(word),
                "{word:?} is not in\n{}",
                self.text
            );
        }
        self
    }

    pub fn lacks(&self, words: &[&str]) -> &Shown {
        for word in words {
            assert!(!self.text.contains(word), "{word:?} is in\n{}", self.text);
        }
        self
    }
}
