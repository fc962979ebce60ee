//! What leaves behind the message in flight to its chat: its person answered faster than the line said that the one
//! before it got there. It is marked as being sent already, and if it cannot leave soon it is put back into the outbox,
//! as if it had never been.

use std::time::{Duration, Instant};

use super::{Flight, Traffic};
use crate::store::outbox::{Outcome, Waiting};
use crate::store::runway::Boarded;

/// How old a flight may be that another message is behind: on a slow line nobody minds a commit more, and what has
/// not left is not to be taken for doubtful after a crash.
pub(super) const FRESH: Duration = Duration::from_millis(200);
/// Why a message waits that could not leave behind the one before it.
const BEHIND: &str = "after the one before it";

impl Traffic {
    /// What the worker has claimed takes off, or waits for the one before it to get there.
    pub fn board(&mut self, now: Instant) -> Vec<Flight> {
        let next = std::mem::take(&mut self.next);
        let mut flights = self.take_off(next, now);
        for Boarded { waiting, after } in self.store.runway.take_ready() {
            let (chat, ahead) = (waiting.chat, self.flying.get(&waiting.chat).copied());
            let leaves = match after {
                None => true,
                Some(_) if ahead.is_some() => false,
                // Faster than the word that it got there.
                after => self.arrived.get(&chat).copied() == after && self.is_free(chat, now),
            };
            let follows = |(row, until): (i64, Option<Instant>)| {
                Some(row) == after && until.is_some_and(|until| now < until)
            };
            if leaves {
                flights.extend(self.take_off(vec![waiting], now));
            } else if ahead.is_some_and(follows) && !self.behind.contains_key(&chat) {
                self.behind.insert(chat, waiting);
            } else {
                self.put_back(&waiting);
            }
        }
        flights
    }

    /// Whether a message may go to this chat now.
    pub(super) fn is_free(&mut self, chat: i64, now: Instant) -> bool {
        self.pace.room(now) > 0 && !self.pace.resting().any(|resting| resting == chat)
    }

    /// It waits in the outbox, as if it had never been marked as being sent.
    pub(super) fn put_back(&mut self, waiting: &Waiting) {
        let again = Outcome::Retry {
            not_before: 0,
            error: BEHIND.to_owned(),
        };
        self.outcomes.push((waiting.id, again));
        self.backlog = true;
    }

    /// Until when what is behind a flight to this chat stays there.
    pub(super) fn stays_until(&self, chat: i64) -> Option<Instant> {
        self.flying.get(&chat)?.1
    }

    /// What is behind a flight that takes long waits in the outbox instead.
    pub(super) fn wait_no_longer(&mut self, now: Instant) {
        let late: Vec<i64> = (self.behind.keys().copied())
            .filter(|chat| self.stays_until(*chat).is_none_or(|until| until <= now))
            .collect();
        for chat in late {
            if let Some(waiting) = self.behind.remove(&chat) {
                self.put_back(&waiting);
            }
        }
    }

    /// What has not left yet stays for the next start.
    pub(super) fn stay(&mut self) {
        let behind = std::mem::take(&mut self.behind).into_values();
        for waiting in behind
            .chain(std::mem::take(&mut self.next))
            .collect::<Vec<_>>()
        {
            self.put_back(&waiting);
        }
    }
}
