//! Where the worker and the sender of one process meet, so that an answer costs one durable commit:
//! the worker writes messages that may leave at once as `sending` in the commit of their step, and the
//! sender's outcomes are recorded in the next commit that is made anyway. It counts and hands over;
//! what may leave is said by the sender, what leaves is written by [`super::outbox`]. Whoever answers
//! faster than the line says that the last message got there has the next one board behind it.
//!
//! Nothing is promised here that a crash could break: a row stands as `sending` before it is sent, and
//! until its outcome is recorded, so that the next start knows it for doubtful. A crash between the
//! commit and the sending makes a text that never left come with the mark of a repetition; a file is
//! never handed over this way, because it would have to be asked for once more.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

use super::outbox::Waiting;

/// A message that was sent: its row, and the message in the chat if it is one.
pub type Sent = (i64, Option<i64>);

/// A message that is marked as being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boarded {
    pub waiting: Waiting,
    /// The row of the same chat that was being sent when it was written: once that one has got there, and
    /// only then, it may leave.
    pub after: Option<i64>,
}

/// One for each open database.
#[derive(Debug, Default)]
pub struct Runway {
    state: Mutex<State>,
    /// Told when messages are ready to leave, or a transaction has ended that was waited for.
    pub changed: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// A sender of this process is at work.
    open: bool,
    /// How many more messages may leave now.
    room: usize,
    /// Chats that must not be written to now.
    resting: HashSet<i64>,
    ready: Vec<Boarded>,
    /// Not recorded yet.
    sent: Vec<Sent>,
    /// Since when the first of them is not.
    since: Option<Instant>,
    /// Transactions that hold places or outcomes.
    under_way: usize,
    /// Places that they hold.
    held: usize,
    /// A commit may have taken place although it failed.
    in_doubt: bool,
}

impl Runway {
    fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked while holding it left it whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sender can take so many more messages, none of them for these chats.
    pub fn open(&self, room: usize, resting: impl IntoIterator<Item = i64>) {
        let mut state = self.state();
        state.open = true;
        state.room = room.saturating_sub(state.held + state.ready.len());
        state.resting.clear();
        state.resting.extend(resting);
    }

    /// No sender is there any more: what has not left stays marked, for the next start to find.
    pub fn close(&self) {
        let mut state = self.state();
        (state.open, state.room) = (false, 0);
        state.ready.clear();
        state.sent.clear();
        state.since = None;
    }

    /// The sender takes off with what is ready.
    pub fn take_ready(&self) -> Vec<Boarded> {
        std::mem::take(&mut self.state().ready)
    }

    /// A message has gone out; whoever commits next records it.
    pub fn landed(&self, sent: Sent, now: Instant) {
        let mut state = self.state();
        state.sent.push(sent);
        state.since.get_or_insert(now);
    }

    /// Since when something waits to be recorded that no transaction has taken along.
    pub fn unrecorded_since(&self) -> Option<Instant> {
        self.state().since
    }

    /// The sender records itself what nobody else has recorded.
    pub fn take_sent(&self) -> Vec<Sent> {
        let mut state = self.state();
        state.since = None;
        std::mem::take(&mut state.sent)
    }

    /// Whether something is about to leave or to be recorded by a transaction.
    pub fn is_busy(&self) -> bool {
        self.at_rest().is_none()
    }

    /// The rows that went out and are not recorded, unless something is about to leave or to be recorded by a
    /// transaction.
    pub fn at_rest(&self) -> Option<Vec<i64>> {
        let state = self.state();
        let rests = state.under_way == 0 && state.ready.is_empty();
        rests.then(|| state.sent.iter().map(|(row, _)| *row).collect())
    }

    /// A commit failed, and it is not known whether it took place: rows may be marked that nobody sends.
    pub fn doubt(&self) {
        self.state().in_doubt = true;
    }

    /// Whether that is so still.
    pub fn is_in_doubt(&self) -> bool {
        self.state().in_doubt
    }

    /// The sender has looked at what is marked.
    pub fn settled(&self) {
        self.state().in_doubt = false;
    }

    /// For one transaction: the outcomes that it records, and places for messages that it writes.
    pub fn departure(&self) -> Departure<'_> {
        let mut state = self.state();
        state.under_way += 1;
        Departure {
            runway: self,
            since: state.since.take(),
            sent: std::mem::take(&mut state.sent),
            ready: Vec::new(),
            held: 0,
        }
    }
}

/// What one transaction takes along. Dropped before [`Self::leave`], everything goes back.
#[derive(Debug)]
pub struct Departure<'a> {
    runway: &'a Runway,
    sent: Vec<Sent>,
    since: Option<Instant>,
    ready: Vec<Boarded>,
    /// Places held for messages.
    held: usize,
}

impl Departure<'_> {
    /// To be recorded in this transaction.
    pub fn sent(&self) -> &[Sent] {
        &self.sent
    }

    /// Holds a place for a message to this chat, if it may leave now.
    pub fn admit(&mut self, chat: i64) -> bool {
        let mut state = self.runway.state();
        let admitted = state.room > 0 && !state.resting.contains(&chat);
        if admitted {
            state.room -= 1;
            state.held += 1;
            self.held += 1;
        }
        admitted
    }

    /// The message for which a place is held, as it was written.
    pub fn board(&mut self, boarded: Boarded) {
        self.ready.push(boarded);
    }

    /// The transaction is committed: the messages leave.
    pub fn leave(mut self) {
        self.sent.clear();
        self.since = None;
        let mut state = self.runway.state();
        state.held -= self.held;
        self.held = 0;
        if state.open {
            state.ready.append(&mut self.ready);
        }
    }
}

impl Drop for Departure<'_> {
    fn drop(&mut self) {
        let mut state = self.runway.state();
        state.under_way -= 1;
        state.held -= self.held;
        if state.open {
            state.room += self.held;
            state.sent.append(&mut self.sent);
            state.since = self.since.or(state.since);
        }
        drop(state);
        self.runway.changed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialogue::Screen;
    use crate::domain::office::Language;
    use crate::store::outbox::Outgoing;

    fn waiting(chat: i64) -> Boarded {
        let waiting = Waiting {
            id: chat,
            chat,
            language: Language::THAI,
            outgoing: Outgoing::Show {
                screen: Screen::new("home"),
            },
            attempts: 0,
        };
        Boarded {
            waiting,
            after: None,
        }
    }

    #[test]
    fn no_more_is_admitted_than_the_sender_can_take() {
        let runway = Runway::default();
        assert!(!runway.departure().admit(1), "no sender is there");
        runway.open(2, [7]);
        let mut one = runway.departure();
        assert!(one.admit(1) && !one.admit(7));
        let mut two = runway.departure();
        assert!(two.admit(2) && !two.admit(3));
        runway.open(2, []);
        assert!(!two.admit(3), "places that are held are not free");
        one.board(waiting(1));
        one.leave();
        drop(two);
        runway.open(2, []);
        let mut three = runway.departure();
        assert!(three.admit(3) && !three.admit(4), "one is ready to leave");
        assert_eq!(runway.take_ready(), [waiting(1)]);
    }

    #[test]
    fn a_transaction_that_fails_gives_back_what_it_took() {
        let runway = Runway::default();
        runway.open(1, []);
        let then = Instant::now();
        runway.landed((5, Some(50)), then);
        let mut failed = runway.departure();
        assert_eq!(runway.unrecorded_since(), None);
        assert!(failed.admit(1) && failed.sent() == [(5, Some(50))]);
        assert!(runway.is_busy());
        failed.board(waiting(1));
        drop(failed);
        assert_eq!(runway.unrecorded_since(), Some(then));
        assert!(!runway.is_busy() && runway.take_ready().is_empty());
        let mut next = runway.departure();
        assert!(next.admit(1) && next.sent() == [(5, Some(50))]);
        next.leave();
        assert!(runway.take_sent().is_empty());
    }

    #[test]
    fn without_a_sender_nothing_becomes_ready() {
        let runway = Runway::default();
        runway.open(1, []);
        let mut last = runway.departure();
        assert!(last.admit(1));
        last.board(waiting(1));
        runway.close();
        last.leave();
        assert!(runway.take_ready().is_empty());
    }
}
