//! Telegram's published pace for sending: about 30 messages a second overall, one a second in a chat.
//! It counts and says how long to wait; whether the limit is on is a matter of the faults.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

const SECOND: Duration = Duration::from_secs(1);
const PER_SECOND: usize = 30;

/// What Telegram remembers of a bot's messages for its limits.
#[derive(Debug, Default)]
pub struct Pace {
    recent: VecDeque<Instant>,
    last_in_chat: HashMap<i64, Instant>,
}

impl Pace {
    /// Counts a message, or says after how many seconds to try again.
    pub fn take(&mut self, chat: i64, now: Instant) -> Result<(), u32> {
        while self.recent.front().is_some_and(|t| now - *t >= SECOND) {
            self.recent.pop_front();
        }
        let too_soon = self
            .last_in_chat
            .get(&chat)
            .is_some_and(|last| now - *last < SECOND);
        if too_soon || self.recent.len() >= PER_SECOND {
            return Err(1);
        }
        self.recent.push_back(now);
        self.last_in_chat.insert(chat, now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_takes_one_a_second_and_all_chats_together_thirty() {
        let mut pace = Pace::default();
        let start = Instant::now();
        assert_eq!(pace.take(1, start), Ok(()));
        assert_eq!(pace.take(1, start + SECOND / 2), Err(1));
        assert_eq!(pace.take(1, start + SECOND), Ok(()));
        for chat in 2..31 {
            assert_eq!(pace.take(chat, start + SECOND), Ok(()));
        }
        assert_eq!(pace.take(31, start + SECOND), Err(1));
        assert_eq!(pace.take(31, start + SECOND * 2), Ok(()));
    }
}
