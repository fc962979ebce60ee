//! How fast messages may leave: so many a second over all chats, so many to one chat, and silence
//! where Telegram asked for it. It knows moments and counts; what is sent is the sender's matter. Its
//! moments are the machine's own (`Instant`), never the office's: Telegram counts seconds as they pass, even
//! where the sandbox's clock is put forward by a week.

use std::collections::HashMap;
use std::time::{Duration, Instant};

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

/// Calm messages are taken so many at a time, so that each does not cost a commit of its own.
const CALM_PORTION: f64 = 4.0;

/// The sender's account of time.
pub struct Pace {
    overall: Option<Account>,
    /// Messages a second to one chat, and how many more than that may leave at once.
    per_chat: Option<(f64, f64)>,
    /// What chats may have at a moment. One that is not here has its whole burst.
    chats: HashMap<i64, (f64, Instant)>,
    /// Chats that must not be written to before a moment.
    resting: HashMap<i64, Instant>,
    /// No chat may be written to before this moment.
    silent_until: Option<Instant>,
    floods: Vec<(Instant, i64)>,
}

/// Messages that may leave: it fills at a rate, and what is taken is paid for afterwards.
struct Account {
    /// A second.
    rate: f64,
    /// Half of a second's worth, which is also the most that may be taken at once, since the account may be
    /// full at that moment.
    most: f64,
    /// Below 0 while something taken is not paid for.
    left: f64,
    at: Option<Instant>,
}

impl Account {
    fn fill(&mut self, now: Instant) {
        let since = self.at.map(|at| now.saturating_duration_since(at));
        let filled = since.unwrap_or_default().as_secs_f64() * self.rate;
        self.left = (self.left + filled).min(self.most);
        self.at = Some(self.at.map_or(now, |at| at.max(now)));
    }

    /// How long until so much is left, if it is not now.
    fn wait(&self, left: f64) -> Option<Duration> {
        // A billionth of a message is nothing but rounding.
        (self.left < left - 1e-9).then(|| Duration::from_secs_f64((left - self.left) / self.rate))
    }

    /// What calm messages leave for those that people wait for.
    fn reserve(&self) -> f64 {
        (self.most / 2.0).floor()
    }

    /// What must be left for calm messages to be taken.
    fn calm_from(&self) -> f64 {
        (self.reserve() + CALM_PORTION).min(self.most)
    }
}

impl Pace {
    pub fn new(rates: Rates) -> Pace {
        let most = f64::from(rates.per_second.div_ceil(2));
        Pace {
            overall: (rates.per_second > 0).then(|| Account {
                rate: rates.per_second.into(),
                most,
                left: most,
                at: None,
            }),
            // The first message of a burst is not paid for beforehand.
            per_chat: (rates.per_chat > 0).then(|| {
                let burst = rates.burst.saturating_sub(1).max(1);
                (rates.per_chat.into(), burst.into())
            }),
            chats: HashMap::new(),
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
        match &mut self.overall {
            None => u32::MAX as usize,
            Some(account) => {
                account.fill(now);
                match account.wait(0.0) {
                    Some(_) => 0,
                    None => account.most as usize,
                }
            }
        }
    }

    /// How many calm messages may be taken now: a reserve stays for those that people wait for.
    pub fn calm_room(&mut self, now: Instant) -> usize {
        let room = self.room(now);
        match &self.overall {
            Some(account) if room > 0 => match account.wait(account.calm_from()) {
                Some(_) => 0,
                None => (account.left - account.reserve()).round() as usize,
            },
            _ => room,
        }
    }

    /// So many messages were taken.
    pub fn took(&mut self, messages: u32) {
        if let Some(account) = &mut self.overall {
            account.left -= f64::from(messages);
        }
    }

    /// A message went to this chat; it rests if it has used up its burst.
    pub fn wrote(&mut self, chat: i64, now: Instant) {
        self.charge(chat, now);
    }

    /// Pays for the chat's next message beforehand, or lets the chat rest until it can be paid.
    fn charge(&mut self, chat: i64, now: Instant) {
        let Some((rate, burst)) = self.per_chat else {
            return;
        };
        let (left, at) = self.chats.entry(chat).or_insert((burst, now));
        let filled = now.saturating_duration_since(*at).as_secs_f64() * rate;
        (*left, *at) = ((*left + filled).min(burst), now.max(*at));
        if *left >= 1.0 - 1e-9 {
            *left -= 1.0;
        } else {
            let wait = Duration::from_secs_f64((1.0 - *left) / rate);
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
        let paid = self.overall.as_mut().and_then(|account| {
            account.fill(now);
            Some(now + account.wait(0.0)?)
        });
        let rested = self.resting.values().min().copied();
        [self.silent_until, paid, rested]
            .into_iter()
            .flatten()
            .min()
    }

    /// When to ask again for calm messages.
    pub fn next_calm(&mut self, now: Instant) -> Option<Instant> {
        let saved = self.overall.as_mut().and_then(|account| {
            account.fill(now);
            Some(now + account.wait(account.calm_from())?)
        });
        saved.max(self.silent_until)
    }

    /// Forgets chats that have been left alone for long enough to have their burst back.
    pub fn tidy(&mut self, now: Instant) {
        let Some((rate, burst)) = self.per_chat else {
            return;
        };
        self.chats.retain(|_, (left, at)| {
            *left + now.saturating_duration_since(*at).as_secs_f64() * rate < burst
        });
    }

    fn rest(&mut self, chat: i64, until: Instant) {
        let entry = self.resting.entry(chat).or_insert(until);
        *entry = (*entry).max(until);
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
    fn calm_messages_use_the_whole_rate_and_leave_a_reserve() {
        let mut pace = Pace::new(Rates::default());
        let (start, mut now, mut taken) = (Instant::now(), Instant::now(), 0);
        while now < start + Duration::from_secs(60) {
            let room = pace.calm_room(now);
            pace.took(room as u32);
            taken += room;
            assert_eq!(pace.room(now), 14, "a reply leaves at once");
            now = pace.next_calm(now).unwrap_or(now) + Duration::from_micros(1);
        }
        assert!((1675..=1690).contains(&taken), "{taken} in a minute");
        // A reply is paid for by the calm ones.
        pace.took(7);
        assert_eq!(pace.calm_room(now), 0);
        assert!(
            pace.next_calm(now)
                .is_some_and(|at| at > now + Duration::from_millis(240))
        );
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
