//! What becomes of updates that cannot be answered: they are tried one by one, so that no other is harmed, and those
//! that fail again are given up, and their chats told so.

use std::collections::HashSet;

use anyhow::Result;

use super::ledger::Ledger;
use super::seen::Seen;
use super::{BATCH, Batch, Failure, Worker};
use crate::dialogue::{Event, Screen};
use crate::domain::office::Language;
use crate::store::inbox::{self, Claimed};
use crate::store::outbox::{self, Message, Outgoing};
use crate::store::{people, trouble};

impl<C: Fn() -> i64> Worker<C> {
    /// Answers one update a transaction, so that one which cannot be answered harms no other. It is
    /// given up when it fails twice while the database works.
    pub(super) async fn one_by_one(&self, seen: &mut Seen) -> Result<Batch, Failure> {
        let mut tried = HashSet::new();
        let mut answered = 0;
        let mut wrote = false;
        for _ in 0..BATCH {
            match self.batch(seen, 1).await {
                Ok(Batch { answered: 0, .. }) => break,
                Ok(one) => (answered, wrote) = (answered + one.answered, true),
                Err(failure) => match failure.claimed.first() {
                    None => return Err(failure),
                    // The update is not to blame.
                    Some(_) if trouble::is_of_the_machine(&failure.error) => return Err(failure),
                    Some(update) if tried.insert(update.update_id) => {}
                    Some(update) => {
                        let given_up = self.give_up(update, &failure.error).await;
                        given_up.map_err(Failure::of_nothing)?;
                        (answered, wrote) = (answered + 1, true);
                    }
                },
            }
        }
        Ok(Batch {
            answered,
            wrote,
            more: answered > 0,
        })
    }

    async fn give_up(&self, update: &Claimed, error: &anyhow::Error) -> Result<()> {
        tracing::error!(
            update = update.update_id,
            "an update could not be answered: {error:#}"
        );
        let now = (self.clock)();
        let mut tx = self.store.begin().await?;
        let person = people::by_chats(&mut tx, &[update.chat])
            .await?
            .remove(&update.chat);
        let language = person.map_or_else(Language::default, |person| person.language);
        let event = self.event(update).ok();
        let messages = sorry(update.chat, language, event.as_ref());
        let mut ledger = Ledger::begin(now);
        ledger.failed(update, event.as_ref(), &[], &messages);
        inbox::failed(&mut tx, update.update_id, &format!("{error:#}"), now).await?;
        outbox::insert(&self.store, &mut tx, messages, now).await?;
        tx.commit().await?;
        ledger.close(&self.store.vitals);
        self.store.outbox_filled.notify_one();
        Ok(())
    }
}

/// What a chat reads when its update could not be answered; a press is answered, so that it does not
/// keep turning.
pub(super) fn sorry(chat: i64, language: Language, event: Option<&Event>) -> Vec<Message> {
    let mut messages = Vec::new();
    if let Some(Event::Press { press, .. }) = event {
        let outgoing = Outgoing::AnswerPress {
            press: press.clone(),
            text: None,
            alert: false,
        };
        messages.push(Message {
            chat,
            language,
            outgoing,
            key: None,
        });
    }
    messages.push(Message {
        chat,
        language,
        outgoing: Outgoing::Show {
            screen: Screen::new("failed-sorry").aside(),
        },
        key: None,
    });
    messages
}
