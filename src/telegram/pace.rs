//! How fast messages may leave: so many a second over all chats, so many to one chat, and silence
//! where Telegram asked for it. It knows moments and counts; what is sent is the sender's matter.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};

/// How fast to send; 0 stands for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Messages a second over all chats. Telegram allows about 30.
    pub per_second: u32,
    /// Messages a second to one chat, after a burst. Telegram allows about 1.
    pub per_chat: u32,
    /// Messages to one chat that may leave at once.
    pub burst: u32,
}

impl Default for Rates {
    fn default() -> Rates {
        Rates {
            per_second: 28,
            per_chat: 1,
            burst: 6,
        }
    }
}

/// So many different chats that are told to wait within [`FLOOD_WINDOW`] mean the bot as a whole is
/// too fast, not one chat [ours].
const FLOOD_CHATS: usize = 3;
const FLOOD_WINDOW: Duration = Duration::from_secs(2);

/// The sender's account of time.
pub struct Pace {
    clock: DefaultClock,
    overall: Option<DefaultDirectRateLimiter>,
    /// The most that may be taken at once: half of a second's worth, since what is taken is paid for
    /// afterwards and the account may be full at that moment.
    most: usize,
    /// Taken but not paid for.
    debt: u32,
    chats: Option<DefaultKeyedRateLimiter<i64>>,
    /// Chats that must not be written to before a moment.
    resting: HashMap<i64, Instant>,
    /// No chat may be written to before this moment.
    silent_until: Option<Instant>,
    floods: Vec<(Instant, i64)>,
}

impl Pace {
    pub fn new(rates: Rates) -> Pace {
        let overall = NonZeroU32::new(rates.per_second);
        let most = NonZeroU32::new(rates.per_second.div_ceil(2)).unwrap_or(NonZeroU32::MAX);
        let chats = NonZeroU32::new(rates.per_chat).map(|rate| {
            // The first message of a burst is not paid for beforehand.
            let burst = NonZeroU32::new(rates.burst.saturating_sub(1)).unwrap_or(NonZeroU32::MIN);
            RateLimiter::keyed(Quota::per_second(rate).allow_burst(burst))
        });
        Pace {
            clock: DefaultClock::default(),
            overall: overall
                .map(|rate| RateLimiter::direct(Quota::per_second(rate).allow_burst(most))),
            most: most.get() as usize,
            debt: 0,
            chats,
            resting: HashMap::new(),
            silent_until: None,
            floods: Vec::new(),
        }
    }

    /// How many messages may be taken now.
    pub fn room(&mut self, now: Instant) -> usize {
        if self.silent_until.is_some_and(|until| until > now) {
            return 0;
        }
        self.silent_until = None;
        let rested: Vec<i64> = self
            .resting
            .iter()
            .filter(|(_, until)| **until <= now)
            .map(|(chat, _)| *chat)
            .collect();
        for chat in rested {
            self.resting.remove(&chat);
            self.charge(chat, now);
        }
        if self.pay().is_some() { 0 } else { self.most }
    }

    /// So many messages were taken.
    pub fn took(&mut self, messages: u32) {
        if self.overall.is_some() {
            self.debt += messages;
        }
    }

    /// A message went to this chat; it rests if it has used up its burst.
    pub fn wrote(&mut self, chat: i64, now: Instant) {
        self.charge(chat, now);
    }

    /// Pays for the chat's next message beforehand, or lets the chat rest until it can be paid.
    fn charge(&mut self, chat: i64, now: Instant) {
        if let Some(chats) = &self.chats
            && let Err(not_until) = chats.check_key(&chat)
        {
            let wait = not_until.wait_time_from(self.clock.now());
            self.rest(chat, now + wait);
        }
    }

    /// Telegram asked to leave this chat alone for so long.
    pub fn flooded(&mut self, chat: i64, wait: Duration, now: Instant) {
        self.rest(chat, now + wait);
        self.floods
            .retain(|(at, other)| now.duration_since(*at) < FLOOD_WINDOW && *other != chat);
        self.floods.push((now, chat));
        if self.floods.len() >= FLOOD_CHATS {
            let until = now + wait;
            self.silent_until = Some(self.silent_until.map_or(until, |other| other.max(until)));
        }
    }

    /// The chats that must be left alone now.
    pub fn resting(&self) -> impl Iterator<Item = i64> {
        self.resting.keys().copied()
    }

    /// When to ask again, if something is waiting for time to pass.
    pub fn next(&mut self, now: Instant) -> Option<Instant> {
        let paid = self.pay().map(|wait| now + wait);
        let rested = self.resting.values().min().copied();
        [self.silent_until, paid, rested]
            .into_iter()
            .flatten()
            .min()
    }

    /// Forgets chats that have been left alone for long enough to have their burst back.
    pub fn tidy(&self) {
        if let Some(chats) = &self.chats {
            chats.retain_recent();
        }
    }

    fn rest(&mut self, chat: i64, until: Instant) {
        let entry = self.resting.entry(chat).or_insert(until);
        *entry = (*entry).max(until);
    }

    /// Pays what was taken; how long to wait if it cannot be paid yet.
    fn pay(&mut self) -> Option<Duration> {
        let overall = self.overall.as_ref()?;
        while let Some(debt) = NonZeroU32::new(self.debt) {
            let part = debt.min(NonZeroU32::new(self.most as u32)?);
            match overall.check_n(part) {
                Ok(Ok(())) => self.debt -= part.get(),
                Ok(Err(not_until)) => return Some(not_until.wait_time_from(self.clock.now())),
                Err(_) => self.debt = 0,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_the_rate_leaves_in_the_first_second() {
        let mut pace = Pace::new(Rates {
            per_second: 28,
            ..Rates::default()
        });
        let mut taken = 0;
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(300) {
            let room = pace.room(Instant::now());
            pace.took(room as u32);
            taken += room;
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!((28..=42).contains(&taken), "{taken} in 0.3 s");
        assert!(pace.next(Instant::now()).is_some());
    }

    #[test]
    fn a_chat_rests_after_its_burst_and_others_do_not() {
        let mut pace = Pace::new(Rates {
            per_second: 0,
            per_chat: 1,
            burst: 3,
        });
        let now = Instant::now();
        for _ in 0..2 {
            pace.wrote(501, now);
        }
        assert_eq!(pace.resting().count(), 0);
        pace.wrote(501, now);
        assert_eq!(pace.resting().collect::<Vec<_>>(), [501]);
        assert_eq!(
            pace.room(now),
            u32::MAX as usize,
            "other chats may be written to"
        );
    }

    #[test]
    fn a_chat_that_never_falls_silent_gets_its_rate_and_no_more() {
        let mut pace = Pace::new(Rates {
            per_second: 0,
            per_chat: 20,
            burst: 2,
        });
        let (start, mut sent) = (Instant::now(), 0);
        while start.elapsed() < Duration::from_millis(500) {
            let now = Instant::now();
            pace.room(now);
            if pace.resting().count() == 0 {
                sent += 1;
                pace.wrote(501, now);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!(
            (8..=13).contains(&sent),
            "{sent} in half a second at 20 a second"
        );
    }

    #[test]
    fn one_flooded_chat_rests_alone_and_three_at_once_silence_all() {
        let mut pace = Pace::new(Rates {
            per_second: 0,
            per_chat: 0,
            burst: 0,
        });
        let (now, wait) = (Instant::now(), Duration::from_secs(5));
        pace.flooded(501, wait, now);
        pace.flooded(501, wait, now);
        pace.flooded(502, wait, now);
        assert!(pace.room(now) > 0);
        pace.flooded(503, wait, now);
        assert_eq!(pace.room(now), 0);
        assert!(pace.room(now + wait) > 0);
    }
}
