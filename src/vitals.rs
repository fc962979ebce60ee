//! How the program does: which of its rooms turn, what ails them, and what is counted. The rooms tell it; who
//! looks after the installation is told by [`crate::health`]. Nothing here says who wrote or what: parts, reasons
//! and numbers only.

pub mod counts;
pub mod line;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

pub use counts::Counts;
use line::{HeldUp, Line};

/// How much later than it said a room may turn before it counts as stuck. Waiting for the database alone may take
/// some minutes [ours].
const GRACE: Duration = Duration::from_secs(300);
/// Without an answer of Telegram for so long something is wrong; the longest poll takes about a minute [ours].
const SILENCE: Duration = Duration::from_secs(180);

/// A part of the program or of what it stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Intake,
    Worker,
    Sender,
    Printer,
    Fetcher,
    Plans,
    Checks,
    Reminders,
    /// The way of messages to Telegram.
    Line,
    /// That of updates from it.
    Telegram,
    Database,
    /// The one who serves the database.
    Place,
    Disk,
    /// How many files and connections may be open.
    Files,
    Clock,
    Evidence,
}

impl Part {
    /// The name used where it is counted or told.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Intake => "intake",
            Part::Worker => "worker",
            Part::Sender => "sender",
            Part::Printer => "printer",
            Part::Fetcher => "fetcher",
            Part::Plans => "plans",
            Part::Checks => "checks",
            Part::Reminders => "reminders",
            Part::Line => "line",
            Part::Telegram => "telegram",
            Part::Database => "database",
            Part::Place => "place",
            Part::Disk => "disk",
            Part::Files => "files",
            Part::Clock => "clock",
            Part::Evidence => "evidence",
        }
    }
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    pub part: Part,
    pub what: &'static str,
    /// Whose fault it is, as far as that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
    /// Since how many seconds.
    pub seconds: u64,
}

/// How the program does. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Vitals {
    state: Arc<Mutex<State>>,
    pub counts: Arc<Counts>,
}

#[derive(Debug, Default)]
struct State {
    /// When each room said that it would turn again at the latest.
    due: BTreeMap<Part, Instant>,
    ails: BTreeMap<Part, Ail>,
    /// What does not keep the program from its work, and should be looked at.
    remarks: BTreeMap<Part, Ail>,
    /// When Telegram answered last, if it ever did.
    answered: Option<Instant>,
    /// The rooms are open.
    open: bool,
    /// Files of the evidence store that are not what they were, or gone.
    damaged: BTreeSet<String>,
    line: Line,
    /// Since when a chat waits for the first answer to what it sent.
    waiting: HashMap<i64, Instant>,
}

#[derive(Clone, Copy, Debug)]
struct Ail {
    what: &'static str,
    why: Option<&'static str>,
    since: Instant,
}

impl Ail {
    fn told(self, part: Part, now: Instant) -> Wrong {
        Wrong {
            part,
            what: self.what,
            why: self.why,
            seconds: now.saturating_duration_since(self.since).as_secs(),
        }
    }
}

impl Vitals {
    fn state(&self) -> MutexGuard<'_, State> {
        // Whoever panicked while holding it left it whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rooms are open from now on.
    pub fn open(&self) {
        self.state().open = true;
    }

    /// The rooms are closed: what they said of themselves stands no more.
    pub fn close(&self) {
        let mut state = self.state();
        let of_place = state.ails.remove(&Part::Place);
        let counted = std::mem::take(&mut state.damaged);
        *state = State {
            damaged: counted,
            ..State::default()
        };
        state.ails.extend(of_place.map(|ail| (Part::Place, ail)));
    }

    pub fn is_open(&self) -> bool {
        self.state().open
    }

    /// Whether another program is in its place.
    pub fn waits(&self) -> bool {
        self.state().ails.contains_key(&Part::Place)
    }

    /// A room turns, and will again within this time unless it is held up.
    pub fn turns(&self, room: Part, within: Duration) {
        self.state().due.insert(room, Instant::now() + within);
    }

    /// Rooms that do not turn any more.
    pub fn stuck(&self, now: Instant) -> Vec<Part> {
        let state = self.state();
        let late = state.due.iter().filter(|(_, due)| **due + GRACE < now);
        late.map(|(room, _)| *room).collect()
    }

    /// Something is wrong with a part until [`Self::well`] is said of it.
    pub fn ill(&self, part: Part, what: &'static str, why: Option<&'static str>) {
        note(&mut self.state().ails, part, what, why);
    }

    pub fn well(&self, part: Part) {
        self.state().ails.remove(&part);
    }

    pub fn is_ill(&self, part: Part) -> bool {
        self.state().ails.contains_key(&part)
    }

    /// Something is to be looked at, and the program goes on; until it is said that there is nothing.
    pub fn remark(&self, part: Part, what: Option<&'static str>) {
        let remarks = &mut self.state().remarks;
        match what {
            Some(what) => note(remarks, part, what, None),
            None => drop(remarks.remove(&part)),
        }
    }

    /// Telegram has answered.
    pub fn reached(&self) {
        let mut state = self.state();
        state.answered = Some(Instant::now());
        state.ails.remove(&Part::Telegram);
    }

    /// Everything that keeps the program from answering.
    pub fn wrong(&self, now: Instant) -> Vec<Wrong> {
        let state = self.state();
        let mut wrong: Vec<_> = (state.ails.iter())
            .map(|(part, ail)| ail.told(*part, now))
            .collect();
        let mut add = |part, what, since: Instant| {
            let ail = Ail {
                what,
                why: None,
                since,
            };
            wrong.push(ail.told(part, now));
        };
        if !state.open {
            if !state.ails.contains_key(&Part::Place) {
                add(Part::Place, "the rooms are not open", now);
            }
        } else if !state.ails.contains_key(&Part::Telegram) {
            match state.answered {
                None => add(Part::Telegram, "Telegram has not answered yet", now),
                Some(at) if at + SILENCE < now => {
                    add(Part::Telegram, "Telegram does not answer", at);
                }
                Some(_) => {}
            }
        }
        if let Some(since) = state.line.down(now) {
            add(Part::Line, "messages do not leave", since);
        }
        for (room, due) in &state.due {
            if *due + GRACE < now {
                add(*room, "this room does not turn", *due);
            }
        }
        wrong
    }

    /// What is to be looked at.
    pub fn remarks(&self, now: Instant) -> Vec<Wrong> {
        let state = self.state();
        let told = state.remarks.iter().map(|(part, ail)| ail.told(*part, now));
        let mut remarks: Vec<_> = told.collect();
        if state.line.down(now).is_none()
            && let Some(since) = state.line.waits(now)
        {
            let ail = Ail {
                what: "messages to single chats do not leave",
                why: None,
                since,
            };
            remarks.push(ail.told(Part::Line, now));
        }
        remarks
    }

    /// A message to this chat did not leave and will be tried again.
    pub fn held_up(&self, chat: i64, now: Instant) -> HeldUp {
        self.state().line.held_up(chat, now)
    }

    /// A message has left for this chat; gives whether none did before.
    pub fn leaves(&self, chat: i64, now: Instant) -> bool {
        self.state().line.leaves(chat, now)
    }

    /// What did not leave for this chat is not tried again.
    pub fn lets_go(&self, chat: i64) {
        self.state().line.lets_go(chat);
    }

    /// A file of the evidence store is not what it was, or is again.
    pub fn evidence(&self, sha256: &str, sound: bool) {
        let mut state = self.state();
        let changed = match sound {
            true => state.damaged.remove(sha256),
            false => state.damaged.insert(sha256.to_owned()),
        };
        if changed {
            self.counts.damaged(state.damaged.len());
        }
    }

    /// Files of the evidence store that were found damaged or gone, by their SHA-256.
    pub fn damaged(&self) -> Vec<String> {
        self.state().damaged.iter().cloned().collect()
    }

    /// Whether this file of the evidence store was found damaged or gone.
    pub fn is_damaged(&self, sha256: &str) -> bool {
        self.state().damaged.contains(sha256)
    }

    /// A chat will be answered that waits since this moment.
    pub fn will_answer(&self, chat: i64, since: Instant) {
        self.state().waiting.entry(chat).or_insert(since);
    }

    /// The first answer has reached the chat, or will not.
    pub fn answered(&self, chat: i64, reached: bool) {
        let since = self.state().waiting.remove(&chat);
        if let Some(since) = since.filter(|_| reached) {
            self.counts.replied(since.elapsed());
        }
    }
}

fn note(ails: &mut BTreeMap<Part, Ail>, part: Part, what: &'static str, why: Option<&'static str>) {
    let since = ails
        .get(&part)
        .filter(|before| before.what == what)
        .map_or_else(Instant::now, |before| before.since);
    ails.insert(part, Ail { what, why, since });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(wrong: &[Wrong]) -> Vec<(Part, &str)> {
        wrong.iter().map(|wrong| (wrong.part, wrong.what)).collect()
    }

    #[test]
    fn a_program_is_ready_once_its_rooms_are_open_and_telegram_has_answered() {
        let vitals = Vitals::default();
        let now = Instant::now();
        let wrong = vitals.wrong(now);
        assert_eq!(parts(&wrong), [(Part::Place, "the rooms are not open")]);
        vitals.open();
        let wrong = vitals.wrong(now);
        assert_eq!(
            parts(&wrong),
            [(Part::Telegram, "Telegram has not answered yet")]
        );
        vitals.reached();
        assert_eq!(vitals.wrong(now), []);
        let later = now + SILENCE + Duration::from_secs(9);
        let wrong = vitals.wrong(later);
        assert_eq!(
            parts(&wrong),
            [(Part::Telegram, "Telegram does not answer")]
        );
        assert!(wrong[0].seconds > SILENCE.as_secs());
    }

    #[test]
    fn a_trouble_is_told_since_it_began_until_it_ends() {
        let vitals = Vitals::default();
        vitals.open();
        vitals.reached();
        vitals.ill(Part::Worker, "updates wait", Some("the disk is full"));
        vitals.ill(Part::Worker, "updates wait", Some("the disk is full"));
        let now = Instant::now() + Duration::from_secs(20);
        let [wrong] = &vitals.wrong(now)[..] else {
            panic!("one trouble");
        };
        assert_eq!((wrong.what, wrong.seconds), ("updates wait", 20));
        vitals.well(Part::Worker);
        assert_eq!(vitals.wrong(now), []);
    }

    #[test]
    fn a_room_that_does_not_come_again_when_it_said_is_stuck_after_some_minutes() {
        let vitals = Vitals::default();
        vitals.turns(Part::Printer, Duration::from_secs(120));
        let now = Instant::now();
        assert_eq!(vitals.stuck(now + Duration::from_secs(400)), []);
        assert_eq!(
            vitals.stuck(now + Duration::from_secs(430)),
            [Part::Printer]
        );
        vitals.close();
        assert_eq!(vitals.stuck(now + Duration::from_secs(430)), []);
    }
}
