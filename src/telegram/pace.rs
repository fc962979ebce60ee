//! How fast messages may leave: so many a second over all chats, so many to one chat, and silence
//! where Telegram asked for it. It knows moments and counts; what is sent is the sender's matter. Its
//! moments are the machine's own (`Instant`), never the office's: Telegram counts seconds as they pass, even
//! where the sandbox's clock is put forward by a week.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// How fast to send; 0 stands for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Messages over all chats in any second. Telegram allows about 30.
    pub per_second: u32,
    /// Messages a second to one chat, after a burst. Telegram allows about 1.
    pub per_chat: u32,
    /// Messages to one chat that may leave at once.
    pub burst: u32,
}

impl Default for Rates {
    fn default() -> Rates {
        Rates {
            per_second: 30,
            per_chat: 1,
            burst: 6,
        }
    }
}

/// So many different chats that are told to wait within [`FLOOD_WINDOW`] mean the bot as a whole is
/// too fast, not one chat [ours].
const FLOOD_CHATS: usize = 3;
const FLOOD_WINDOW: Duration = Duration::from_secs(2);

/// What counts as a second: the limit holds where Telegram counts, and the line may hasten a message behind
/// one that it held up [ours].
const SECOND: Duration = Duration::from_millis(1_030);
/// Calm messages are taken so many at a time, so that each does not cost a commit of its own. A reply waits
/// no longer than until the next of them might have left.
const CALM_PORTION: usize = 2;

/// The sender's account of time.
pub struct Pace {
    overall: Option<Window>,
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

/// The messages of the last second, over all chats.
struct Window {
    /// That many fit in.
    most: usize,
    /// When each was taken, the oldest first.
    taken: VecDeque<Instant>,
}

impl Window {
    fn room(&mut self, now: Instant) -> usize {
        while self.taken.front().is_some_and(|at| *at + SECOND <= now) {
            self.taken.pop_front();
        }
        self.most.saturating_sub(self.taken.len())
    }

    /// When there is room again, if there is none now.
    fn free_at(&mut self, now: Instant) -> Option<Instant> {
        (self.room(now) == 0)
            .then(|| self.taken.front().map(|at| *at + SECOND))
            .flatten()
    }

    /// In how long a portion of calm messages may leave, so that a second's worth is spread over it evenly.
    fn span(&self) -> Duration {
        let most = u32::try_from(self.most).unwrap_or(u32::MAX).max(1);
        SECOND * (CALM_PORTION as u32) / most
    }

    /// How many calm messages fit in: no more than a portion in its span, whatever else leaves in it.
    fn calm_room(&mut self, now: Instant) -> usize {
        let span = self.span();
        let newest = self.taken.iter().rev();
        let recent = newest.take_while(|at| **at + span > now).count();
        CALM_PORTION.saturating_sub(recent).min(self.room(now))
    }

    /// When a calm message fits in, if none does now.
    fn calm_at(&mut self, now: Instant) -> Option<Instant> {
        if self.calm_room(now) > 0 {
            return None;
        }
        let span = self.span();
        let spread = self.taken.iter().rev().nth(CALM_PORTION - 1);
        let spread = spread.map(|at| *at + span).filter(|at| *at > now);
        spread.max(self.free_at(now))
    }
}

impl Pace {
    pub fn new(rates: Rates) -> Pace {
        Pace {
            overall: (rates.per_second > 0).then(|| Window {
                most: rates.per_second as usize,
                taken: VecDeque::new(),
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
            Some(window) => window.room(now),
        }
    }

    /// How many calm messages may be taken now: they leave one after the other, so that between them there is
    /// soon room for those that people wait for.
    pub fn calm_room(&mut self, now: Instant) -> usize {
        let room = self.room(now);
        match &mut self.overall {
            Some(window) => window.calm_room(now).min(room),
            None => room,
        }
    }

    /// So many messages were taken.
    pub fn took(&mut self, messages: u32, now: Instant) {
        if let Some(window) = &mut self.overall {
            window.taken.extend((0..messages).map(|_| now));
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
        let free = (self.overall.as_mut()).and_then(|window| window.free_at(now));
        let rested = self.resting.values().min().copied();
        [self.silent_until, free, rested]
            .into_iter()
            .flatten()
            .min()
    }

    /// When to ask again for calm messages.
    pub fn next_calm(&mut self, now: Instant) -> Option<Instant> {
        let free = (self.overall.as_mut()).and_then(|window| window.calm_at(now));
        free.max(self.silent_until)
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

    /// The most that was taken in any second.
    fn densest(taken: &[Instant]) -> usize {
        let second = |from: &Instant| {
            let within = |at: &&Instant| (*from..*from + Duration::from_secs(1)).contains(*at);
            taken.iter().filter(within).count()
        };
        taken.iter().map(second).max().unwrap_or(0)
    }

    #[test]
    fn no_more_than_the_limit_leaves_in_any_second_however_it_is_asked_for() {
        let mut pace = Pace::new(Rates::default());
        let (start, mut now, mut taken) = (Instant::now(), Instant::now(), Vec::new());
        for turn in 0..4_000_u64 {
            let room = match turn % 7 {
                0 => pace.room(now).min(turn as usize % 5),
                6 if turn % 900 == 6 => pace.room(now),
                _ => pace.calm_room(now),
            };
            pace.took(room as u32, now);
            taken.extend((0..room).map(|_| now));
            now += Duration::from_millis(1 + turn % 9);
        }
        assert_eq!(densest(&taken), 30);
        let seconds = (now - start).as_secs_f64();
        let rate = taken.len() as f64 / seconds;
        assert!((28.6..30.0).contains(&rate), "{rate} a second");
    }

    #[test]
    fn calm_messages_use_the_limit_and_a_reply_is_let_in_between_them() {
        let mut pace = Pace::new(Rates::default());
        let (start, mut now, mut taken) = (Instant::now(), Instant::now(), 0);
        while now < start + Duration::from_secs(60) {
            let room = pace.calm_room(now);
            assert!(room > 0, "asked too early");
            pace.took(room as u32, now);
            taken += room;
            let soon = now + Duration::from_millis(70);
            assert!(pace.next(now).is_none_or(|at| at <= soon), "a reply waits");
            now = pace.next_calm(now).unwrap();
        }
        // Of 1800 that may leave in a minute.
        assert!((1_740..=1_750).contains(&taken), "{taken} in a minute");
        // A reply takes a calm one's place.
        let room = pace.room(now);
        pace.took(room as u32, now);
        assert_eq!(pace.calm_room(now), 0);
    }

    #[test]
    fn a_crowd_is_answered_at_once_after_a_silence() {
        let mut pace = Pace::new(Rates::default());
        let now = Instant::now();
        assert_eq!(pace.room(now), 30);
        pace.took(30, now);
        assert_eq!(pace.room(now + Duration::from_secs(1)), 0);
        assert_eq!(pace.next(now), Some(now + SECOND));
        assert_eq!(pace.room(now + SECOND), 30);
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
