//! What one person may send before others would feel it: so many messages at once, a minute and a day, so many
//! bytes of files a day. Far beyond what anybody needs who works with it; whoever is beyond waits a little.

use std::collections::HashMap;

/// What a person and an office may send; 0 stands for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Messages and presses of one chat that are taken at once.
    pub burst: u32,
    /// Likewise in a minute, when the burst is used up.
    pub per_minute: u32,
    /// Likewise in a day.
    pub per_day: u32,
    /// Bytes of files that are kept of one person in 24 hours.
    pub person_bytes: u64,
    /// Bytes of files that are kept of one office in 24 hours.
    pub office_bytes: u64,
    /// Bytes that stay free on the disk of the evidence.
    pub free_bytes: u64,
}

impl Default for Limits {
    /// An officer who types, photographs and presses all day stays below a third of each [ours].
    fn default() -> Limits {
        Limits {
            burst: 120,
            per_minute: 60,
            per_day: 3_000,
            person_bytes: 300 << 20,
            office_bytes: 2 << 30,
            free_bytes: 1 << 30,
        }
    }
}

impl Limits {
    pub const NONE: Limits = Limits {
        burst: 0,
        per_minute: 0,
        per_day: 0,
        person_bytes: 0,
        office_bytes: 0,
        free_bytes: 0,
    };

    /// Whether `more` bytes fit into what a person and their office have left of a day, of which they used so much.
    pub fn room_for(&self, more: u64, of_person: u64, of_office: u64) -> bool {
        let fits = |limit: u64, used: u64| limit == 0 || used.saturating_add(more) <= limit;
        fits(self.person_bytes, of_person) && fits(self.office_bytes, of_office)
    }
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Taken,
    /// It is the first that is not taken: its sender is told, and how many minutes to wait.
    FirstRefused {
        minutes: i64,
    },
    /// Nor are those after it, until its sender has waited: told already.
    Refused,
}

/// When a chat that was refused is heard again: when so many fit in at once. It is not heard for one message
/// only, so that what was taken and what was not do not alternate [ours].
const REOPEN: f64 = 30.0;
const MINUTE: f64 = 60_000.0;
const DAY: f64 = 86_400_000.0;
/// So many chats are remembered before those are let go that have their whole budget.
const REMEMBERED: usize = 4_096;

/// The budgets of chats. It is told the moments of messages (epoch milliseconds), which are those at which they
/// were written: what waited at Telegram while the bot was away is no flood.
#[derive(Clone, Debug)]
pub struct Budgets {
    limits: Limits,
    chats: HashMap<i64, Purse>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Purse {
    soon: f64,
    today: f64,
    at: i64,
    shut: bool,
}

/// How the purses stood before messages were weighed, the latest last: to be given back to [`Budgets::restore`]
/// if these are not kept after all, and come again.
#[derive(Debug, Default)]
pub struct Before(Vec<(i64, Option<Purse>)>);

impl Budgets {
    pub fn new(limits: Limits) -> Budgets {
        Budgets {
            limits,
            chats: HashMap::new(),
        }
    }

    /// Whether a message of this chat that was written at `at` is taken.
    pub fn weigh(&mut self, chat: i64, at: i64, before: &mut Before) -> Verdict {
        if self.chats.len() > REMEMBERED {
            let limits = self.limits;
            self.chats
                .retain(|_, purse| !purse.filled(&limits, at).is_full(&limits));
        }
        let known = self.chats.get(&chat).copied();
        before.0.push((chat, known));
        let mut purse = known
            .unwrap_or_else(|| Purse::full(&self.limits, at))
            .filled(&self.limits, at);
        let wait = purse.wait(&self.limits);
        let verdict = if purse.shut && wait > 0.0 {
            Verdict::Refused
        } else if purse.soon >= 1.0 && purse.today >= 1.0 {
            purse.soon -= 1.0;
            purse.today -= 1.0;
            purse.shut = false;
            Verdict::Taken
        } else {
            purse.shut = true;
            Verdict::FirstRefused {
                minutes: (wait / MINUTE).ceil().max(1.0) as i64,
            }
        };
        self.chats.insert(chat, purse);
        verdict
    }

    /// As if the messages since then had never come.
    pub fn restore(&mut self, before: Before) {
        for (chat, purse) in before.0.into_iter().rev() {
            match purse {
                Some(purse) => drop(self.chats.insert(chat, purse)),
                None => drop(self.chats.remove(&chat)),
            }
        }
    }
}

/// How much fits in and how much comes back in a millisecond.
fn soon(limits: &Limits) -> (f64, f64) {
    match (limits.burst, limits.per_minute) {
        (0, _) | (_, 0) => (f64::INFINITY, 0.0),
        (burst, rate) => (burst.into(), f64::from(rate) / MINUTE),
    }
}

fn today(limits: &Limits) -> (f64, f64) {
    match limits.per_day {
        0 => (f64::INFINITY, 0.0),
        most => (most.into(), f64::from(most) / DAY),
    }
}

impl Purse {
    fn full(limits: &Limits, at: i64) -> Purse {
        Purse {
            soon: soon(limits).0,
            today: today(limits).0,
            at,
            shut: false,
        }
    }

    fn is_full(&self, limits: &Limits) -> bool {
        self.soon >= soon(limits).0 && self.today >= today(limits).0
    }

    /// With what has come back since. A moment that lies before brings nothing.
    fn filled(self, limits: &Limits, at: i64) -> Purse {
        let passed = (at - self.at).max(0) as f64;
        let fill = |has: f64, (most, rate): (f64, f64)| (has + passed * rate).min(most);
        Purse {
            soon: fill(self.soon, soon(limits)),
            today: fill(self.today, today(limits)),
            at: self.at.max(at),
            ..self
        }
    }

    /// In how many milliseconds a chat that was refused is heard again.
    fn wait(&self, limits: &Limits) -> f64 {
        let until = |has: f64, (most, rate): (f64, f64)| {
            let wanted = REOPEN.min(most);
            if has >= wanted {
                0.0
            } else {
                (wanted - has) / rate
            }
        };
        until(self.soon, soon(limits)).max(until(self.today, today(limits)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NINE: i64 = 1_696_125_600_000;

    fn taken(budgets: &mut Budgets, chat: i64, messages: i64, each: i64) -> Vec<Verdict> {
        let weigh = |n| budgets.weigh(chat, NINE + n * each, &mut Before::default());
        (0..messages).map(weigh).collect()
    }

    fn count(verdicts: &[Verdict], wanted: Verdict) -> usize {
        verdicts
            .iter()
            .filter(|verdict| **verdict == wanted)
            .count()
    }

    #[test]
    fn of_a_thousand_messages_at_once_some_are_taken_and_one_is_answered() {
        let mut budgets = Budgets::new(Limits::default());
        let verdicts = taken(&mut budgets, 5, 1_000, 10);
        assert!((120..=140).contains(&count(&verdicts, Verdict::Taken)));
        assert_eq!(count(&verdicts, Verdict::FirstRefused { minutes: 1 }), 1);
        let first = verdicts
            .iter()
            .position(|verdict| *verdict != Verdict::Taken);
        let after = &verdicts[first.unwrap() + 1..];
        assert!(after.iter().all(|verdict| *verdict == Verdict::Refused));
        // Nobody else's are counted, and after a pause theirs are taken again.
        assert_eq!(taken(&mut budgets, 6, 100, 0), [Verdict::Taken; 100]);
        let mut before = Before::default();
        let later = NINE + 10_000 + 31_000;
        assert_eq!(budgets.weigh(5, later, &mut before), Verdict::Taken);
    }

    #[test]
    fn an_album_a_pasted_report_and_a_days_hard_work_are_all_taken() {
        for (messages, each) in [(30, 0), (20, 100), (60, 500), (500, 1_000), (1_000, 8_000)] {
            let mut budgets = Budgets::new(Limits::default());
            let verdicts = taken(&mut budgets, 5, messages, each);
            assert_eq!(count(&verdicts, Verdict::Taken), verdicts.len());
        }
    }

    #[test]
    fn what_waited_while_the_bot_was_away_counts_by_when_it_was_written() {
        let mut budgets = Budgets::new(Limits::default());
        let verdicts = taken(&mut budgets, 5, 800, 60_000);
        assert_eq!(count(&verdicts, Verdict::Taken), 800);
    }

    #[test]
    fn whoever_sends_without_end_is_heard_up_to_the_days_budget() {
        let mut budgets = Budgets::new(Limits::default());
        let verdicts = taken(&mut budgets, 5, 86_400 * 2, 500);
        let heard = count(&verdicts, Verdict::Taken);
        assert!((3_000..=6_000).contains(&heard), "{heard}");
        let told = verdicts
            .iter()
            .filter(|verdict| matches!(verdict, Verdict::FirstRefused { .. }))
            .count();
        assert!(told < 200, "{told}");
    }

    #[test]
    fn what_could_not_be_kept_and_comes_again_costs_once() {
        let mut budgets = Budgets::new(Limits::default());
        for _ in 0..50 {
            let mut before = Before::default();
            for _ in 0..100 {
                assert_eq!(budgets.weigh(5, NINE, &mut before), Verdict::Taken);
            }
            budgets.restore(before);
        }
    }

    #[test]
    fn a_limit_of_0_is_none() {
        let mut budgets = Budgets::new(Limits::NONE);
        assert_eq!(taken(&mut budgets, 5, 10_000, 0), [Verdict::Taken; 10_000]);
        assert!(Limits::NONE.room_for(u64::MAX, u64::MAX, 1));
    }
}
