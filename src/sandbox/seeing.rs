//! What a person sees on their phone: the messages as they are now, the answers to presses, and waiting for either.
//! What a person does is in `phone`.

use std::time::Duration;

use anyhow::{Context, bail};
use axum::body::Bytes;

use super::message::ChatMessage;
use super::phone::Phone;
use super::state::{PressAnswer, Received};

impl Phone {
    /// Everything in the chat as it is now, both directions, oldest first.
    pub fn messages(&self) -> Vec<ChatMessage> {
        let state = self.world.state();
        let chat = state.chats.get(&self.user);
        chat.into_iter()
            .flat_map(|chat| chat.messages.values().map(ChatMessage::new))
            .collect()
    }

    /// Every message that came from the bot, as it came and in that order, if
    /// [`Sandbox::remember_everything`](super::Sandbox::remember_everything) was called before.
    pub fn received(&self) -> Vec<Received> {
        let state = self.world.state();
        let chat = state.chats.get(&self.user);
        chat.map(|chat| chat.received.clone()).unwrap_or_default()
    }

    /// What the bot said that it was doing in this chat, by the names of Telegram's chat actions.
    pub fn actions(&self) -> Vec<String> {
        let state = self.world.state();
        let chat = state.chats.get(&self.user);
        chat.map(|chat| chat.actions.clone()).unwrap_or_default()
    }

    /// The newest message from the bot.
    pub fn last(&self) -> Option<ChatMessage> {
        self.newest(|_| true, 0)
    }

    fn newest(&self, fits: impl Fn(&ChatMessage) -> bool, mark: u64) -> Option<ChatMessage> {
        let state = self.world.state();
        let chat = state.chats.get(&self.user)?;
        // Who waits looks often, and mostly there is nothing new.
        if chat.shown <= mark {
            return None;
        }
        (chat.messages.values().rev())
            .filter(|message| message.from_bot && message.version > mark)
            .map(ChatMessage::new)
            .find(fits)
    }

    /// A point in time: what changes after it has a greater [`ChatMessage::version`].
    pub fn mark(&self) -> u64 {
        self.world.state().version
    }

    /// Waits until the bot shows a message that fits; one that is there already counts. The newest wins.
    pub async fn wait(
        &self,
        fits: impl Fn(&ChatMessage) -> bool,
        within: Duration,
    ) -> anyhow::Result<ChatMessage> {
        self.wait_after(0, fits, within).await
    }

    /// As [`Phone::wait`], but only what the bot sent or changed after [`Phone::mark`] counts.
    pub async fn wait_after(
        &self,
        mark: u64,
        fits: impl Fn(&ChatMessage) -> bool,
        within: Duration,
    ) -> anyhow::Result<ChatMessage> {
        let found = self.wait_for(within, || self.newest(&fits, mark)).await;
        match found {
            Some(message) => Ok(message),
            None => {
                let last: Vec<_> = self.messages().into_iter().rev().take(3).collect();
                let shown: Vec<_> = (last.iter().rev())
                    .map(|m| format!("{} {:?}", if m.from_bot { "bot" } else { "person" }, m.text))
                    .collect();
                bail!(
                    "person {} saw no such message within {within:?}; the last were:\n{}",
                    self.user,
                    shown.join("\n")
                )
            }
        }
    }

    async fn wait_for<T>(&self, within: Duration, look: impl Fn() -> Option<T>) -> Option<T> {
        let changed = {
            let state = self.world.state();
            state.chats.get(&self.user)?.changed.clone()
        };
        let watch = async {
            loop {
                let notified = changed.notified();
                tokio::pin!(notified);
                notified.as_mut().enable();
                if let Some(found) = look() {
                    return found;
                }
                notified.await;
            }
        };
        tokio::time::timeout(within, watch).await.ok()
    }

    /// The bytes of a message's file; empty if it has none.
    pub fn download(&self, message: &ChatMessage) -> Bytes {
        let file = message.file.as_ref();
        file.map(|file| file.bytes.clone()).unwrap_or_default()
    }

    /// What the bot answered to a press, in order; usually once.
    pub fn answers(&self, press: &str) -> Vec<PressAnswer> {
        let state = self.world.state();
        let press = state.presses.get(press);
        press.map(|press| press.answers.clone()).unwrap_or_default()
    }

    /// Waits for the bot's first answer to a press.
    pub async fn wait_answer(&self, press: &str, within: Duration) -> anyhow::Result<PressAnswer> {
        self.wait_for(within, || self.answers(press).into_iter().next())
            .await
            .with_context(|| format!("no answer to press {press} within {within:?}"))
    }
}
