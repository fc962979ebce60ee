//! How the way of messages to Telegram does, by how single ones end: whether none leaves, which keeps the program from
//! its work, or only those to single chats, which Telegram fails for reasons of its own.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// What was not tried again for so long is none of the line's any more: its person was erased, or it was given up.
/// Half a minute is the longest between two attempts [ours].
const FORGOTTEN: Duration = Duration::from_secs(180);
/// So many chats to which nothing leaves, and none to which something did meanwhile, mean the line [ours].
const CHATS: usize = 2;

/// What a message that did not leave says of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldUp {
    /// Nothing new.
    Again,
    /// Its chat is the only one, or others are reached.
    One,
    /// Nothing leaves.
    All,
}

/// The chats to which messages wait that did not leave.
#[derive(Debug, Default)]
pub struct Line(HashMap<i64, Held>);

#[derive(Debug)]
struct Held {
    since: Instant,
    last: Instant,
    /// Others were reached meanwhile.
    alone: bool,
}

impl Line {
    /// A message to this chat did not leave and will be tried again.
    pub fn held_up(&mut self, chat: i64, now: Instant) -> HeldUp {
        self.0.retain(|_, held| held.last + FORGOTTEN > now);
        let was_down = self.down(now).is_some();
        let known = self.0.contains_key(&chat);
        let held = self.0.entry(chat).or_insert(Held {
            since: now,
            last: now,
            alone: false,
        });
        held.last = now;
        match (was_down, self.down(now).is_some(), known) {
            (false, true, _) => HeldUp::All,
            (false, false, false) => HeldUp::One,
            _ => HeldUp::Again,
        }
    }

    /// A message has left for this chat; gives whether none did before.
    pub fn leaves(&mut self, chat: i64, now: Instant) -> bool {
        let was_down = self.down(now).is_some();
        self.0.remove(&chat);
        for held in self.0.values_mut() {
            held.alone = true;
        }
        was_down
    }

    /// Nothing is tried again for this chat.
    pub fn lets_go(&mut self, chat: i64) {
        self.0.remove(&chat);
    }

    /// Since when nothing leaves, if that is so.
    pub fn down(&self, now: Instant) -> Option<Instant> {
        let held = || self.held(now).filter(|held| !held.alone);
        let since = held().map(|held| held.since).min();
        since.filter(|_| held().count() >= CHATS)
    }

    /// Since when nothing leaves for some chat.
    pub fn waits(&self, now: Instant) -> Option<Instant> {
        self.held(now).map(|held| held.since).min()
    }

    fn held(&self, now: Instant) -> impl Iterator<Item = &Held> {
        (self.0.values()).filter(move |held| held.last + FORGOTTEN > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Instant {
        static BEGUN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
        *BEGUN.get_or_init(Instant::now) + Duration::from_secs(seconds)
    }

    #[test]
    fn a_chat_that_telegram_fails_for_itself_is_not_the_line() {
        let mut line = Line::default();
        assert_eq!(line.held_up(1, at(0)), HeldUp::One);
        assert!(!line.leaves(2, at(1)));
        for seconds in [2, 30, 60, 90] {
            assert_eq!(line.held_up(1, at(seconds)), HeldUp::Again);
        }
        assert_eq!(line.held_up(3, at(91)), HeldUp::One);
        assert!(!line.leaves(2, at(92)));
        assert_eq!(line.held_up(3, at(93)), HeldUp::Again);
        assert_eq!((line.down(at(94)), line.waits(at(94))), (None, Some(at(0))));
        line.leaves(1, at(95));
        assert_eq!(line.waits(at(96)), Some(at(91)));
        line.lets_go(3);
        assert_eq!(line.waits(at(96)), None);
    }

    #[test]
    fn where_nothing_leaves_for_anybody_the_line_is_down_until_something_does() {
        let mut line = Line::default();
        assert_eq!(line.held_up(1, at(0)), HeldUp::One);
        assert_eq!(line.held_up(2, at(5)), HeldUp::All);
        assert_eq!(line.held_up(3, at(6)), HeldUp::Again);
        assert_eq!(line.down(at(7)), Some(at(0)));
        assert!(line.leaves(2, at(8)));
        assert_eq!(line.down(at(9)), None);
    }

    #[test]
    fn what_is_not_tried_again_is_forgotten() {
        let mut line = Line::default();
        line.held_up(1, at(0));
        line.held_up(2, at(0));
        assert_eq!(line.down(at(179)), Some(at(0)));
        assert_eq!((line.down(at(180)), line.waits(at(180))), (None, None));
        assert_eq!(line.held_up(2, at(200)), HeldUp::One);
    }
}
