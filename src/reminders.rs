//! Reminds people: looks at the offices whose moment has come, and puts what is to be said into the outbox,
//! where it lets everything else go first. Which reminders there are is worked out by
//! [`crate::domain::reminding`]; each is kept under its natural key in the commit that holds its message, so
//! that no clock, no second process and no restart makes one twice.

mod outlook;
mod settling;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use sqlx::AnyConnection;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::dialogue::{Screen, reminder};
use crate::domain::calendar::bangkok;
use crate::domain::due::{closing, next_working_moment, working_hours};
use crate::domain::holidays::Holidays;
use crate::domain::office::{Holder, PersonId};
use crate::domain::plan::OfficePlan;
use crate::domain::reminding::{Kind, Situation, Slot};
use crate::store::outbox::{self, Calm};
use crate::store::reminders::{self, Due, Fate, Made, Record};
use crate::store::{Store, offices};
use crate::vitals::Part;

pub use outlook::{Outlook, Said, next, preview};

/// Offices that share one commit.
const PORTION: usize = 16;
/// How long an office waits whose reminders cannot be made, in milliseconds [ours].
const SET_ASIDE: i64 = 3600 * 1000;
/// So many reminders may wait in the outbox; the next offices are looked at when some have left. Thus what
/// leaves is never older than the minute or so in which so many leave, and the outbox stays small.
const WAITING: usize = 1_500;
/// A reminder that has not left after so long (milliseconds) is worked out anew: what was missing then may
/// have been filed since.
const FRESH: i64 = 15 * 60_000;
/// How far to look back (milliseconds) when it is not known what was looked at last, because a clock was
/// ahead: 14 days.
const LOOK_BACK: i64 = 14 * 86_400_000;
/// How often to look whether somebody is to be reminded, and how often while reminders wait.
const LOOK: Duration = Duration::from_secs(10);
const BUSY: Duration = Duration::from_secs(1);

/// What a tick came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tick {
    /// Offices that were looked at.
    pub offices: usize,
    /// Messages that were put into the outbox.
    pub messages: usize,
    /// Others wait until these have left.
    pub more: bool,
}

impl Tick {
    /// How long until the next one.
    pub fn pause(&self) -> Duration {
        if self.more || self.messages > 0 {
            BUSY
        } else {
            LOOK
        }
    }
}

/// Reminds until `stop` turns true.
pub async fn run(store: Store, mut clock: Clock, mut stop: watch::Receiver<bool>) -> Result<()> {
    let mut ailing = false;
    loop {
        store.vitals.turns(Part::Reminders, LOOK);
        let pause = match tick(&store, clock.now()).await {
            Ok(tick) => {
                if std::mem::take(&mut ailing) {
                    store.vitals.well(Part::Reminders);
                }
                tick.pause()
            }
            Err(error) => {
                store.ails(Part::Reminders, "reminders wait", &error);
                if !std::mem::replace(&mut ailing, true) {
                    tracing::error!("reminders wait, because the database fails: {error:#}");
                }
                LOOK
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = clock.moved() => {}
            () = store.reminders_wanted.notified() => {}
            _ = stop.wait_for(|stop| *stop) => return Ok(()),
        }
    }
}

/// Works out what is to be said at `now` (epoch milliseconds) and puts it into the outbox.
pub async fn tick(store: &Store, now: i64) -> Result<Tick> {
    let mut done = Tick::default();
    let mut portion = PORTION;
    settling::settle(store, now).await?;
    while reminders::any_due(store, now).await? {
        let (waiting, _) = outbox::calm_waiting(&mut *store.reader().await?, now).await?;
        if waiting >= WAITING {
            done.more = true;
            break;
        }
        let mut tx = store.begin().await?;
        let due = reminders::claim(store, &mut tx, portion, now).await?;
        // Somebody else has the others in hand.
        if due.is_empty() {
            break;
        }
        let looked = match (look(store, &mut tx, &due, now).await, &due[..]) {
            (Ok(looked), _) => looked,
            // One of them fails: whoever it is, the others are reminded.
            (Err(error), [one]) => {
                drop(tx);
                set_aside(store, one, now, &error).await?;
                continue;
            }
            (Err(_), _) => {
                drop(tx);
                portion = 1;
                continue;
            }
        };
        tx.commit().await.context("commit reminders")?;
        if looked.messages > 0 {
            store.outbox_filled.notify_one();
        }
        for (fate, count) in looked.fates {
            store.vitals.counts.reminded(fate, count);
        }
        done.offices += due.len();
        done.messages += looked.messages;
    }
    Ok(done)
}

/// An office that cannot be reminded is tried again in an hour, and holds up nobody until then.
///
/// # Errors
/// If that cannot be noted: then it is the database that fails.
async fn set_aside(store: &Store, due: &Due, now: i64, error: &anyhow::Error) -> Result<()> {
    let mut tx = store.begin().await?;
    reminders::looked(&mut tx, due.office, due.until, now + SET_ASIDE).await?;
    tx.commit().await.context("commit that an office waits")?;
    tracing::error!(
        office = due.office.0,
        "an office's reminders cannot be made and are tried again in an hour: {error:#}"
    );
    Ok(())
}

/// What a look at some offices came to.
#[derive(Default)]
struct Looked {
    messages: usize,
    /// How many reminders met each fate.
    fates: BTreeMap<&'static str, usize>,
}

/// Looks at offices that are locked.
async fn look(store: &Store, tx: &mut AnyConnection, due: &[Due], now: i64) -> Result<Looked> {
    let ids: Vec<i64> = due.iter().map(|due| due.office.0).collect();
    let plans = offices::with_plans(store, tx, &ids).await?;
    let until: HashMap<i64, i64> = due.iter().map(|due| (due.office.0, due.until)).collect();
    let mut messages = Vec::new();
    let mut fates = BTreeMap::new();
    let situations = reminders::situations(tx, &plans).await?;
    for situation in &situations {
        let office = situation.plan.office;
        let until = until.get(&office.0).copied().unwrap_or(0);
        if until > now {
            reminders::unmake(tx, office, now).await?;
        }
        let holidays = &situation.plan.holidays;
        if working_hours(now, holidays) {
            let from = from(situation.plan, until, now);
            let made = reminders::made(tx, office, situation.plan.plan, from).await?;
            let worked_out = work_out(situation, from, &made, now, || store.id(now));
            for record in &worked_out.records {
                *fates.entry(record.fate.as_str()).or_default() += 1;
            }
            reminders::record(
                store,
                tx,
                office,
                situation.plan.plan,
                worked_out.records,
                now,
            )
            .await?;
            messages.extend(worked_out.messages);
            reminders::looked(tx, office, now, next_look(situation, now)).await?;
        } else {
            // What was not looked at in time is looked at when the office opens.
            let opens = next_working_moment(now, holidays);
            let until = if until > now { back(now) } else { until };
            reminders::looked(tx, office, until, opens).await?;
        }
    }
    let planned: BTreeSet<i64> = plans.iter().map(|plan| plan.office.0).collect();
    for due in due.iter().filter(|due| !planned.contains(&due.office.0)) {
        // Nothing can be missing without a plan.
        let opens = after_today(now, &Holidays::default());
        reminders::looked(tx, due.office, now, opens).await?;
    }
    let count = messages.len();
    outbox::insert_calm(tx, messages, now).await?;
    Ok(Looked {
        messages: count,
        fates,
    })
}

/// The first day whose reminders may not have been made. On the day on which it takes its plan over an office
/// is not reminded yet: its people are just finding their way in.
pub fn from(plan: &OfficePlan, until: i64, now: i64) -> NaiveDate {
    let day = |moment| bangkok(moment).date_naive();
    let last = if until > now { back(now) } else { until };
    let opened = plan.opened_on();
    day(last).max(opened.succ_opt().unwrap_or(opened))
}

fn back(now: i64) -> i64 {
    now.saturating_sub(LOOK_BACK)
}

/// When the office is to be looked at again: at the next opening, or when a person's pause ends.
fn next_look(situation: &Situation, now: i64) -> i64 {
    let holidays = &situation.plan.holidays;
    let pauses = situation.snoozed.values().filter(|until| **until > now);
    pauses
        .map(|until| next_working_moment(*until, holidays))
        .min()
        .unwrap_or(i64::MAX)
        .min(after_today(now, holidays))
}

fn after_today(now: i64, holidays: &Holidays) -> i64 {
    next_working_moment(closing(bangkok(now).date_naive()).max(now), holidays)
}

/// What one office's reminders come to at a moment.
#[derive(Debug, Default)]
pub struct WorkedOut {
    pub messages: Vec<Calm>,
    /// Whom each message is for, and the reminders that it is made of.
    pub said: Vec<(PersonId, Vec<Slot>)>,
    pub records: Vec<Record>,
}

/// Works out an office's reminders at a moment of its working hours: those of the days from `from` on that
/// were not made before. What a person gets is one message, `id` makes its number.
pub fn work_out(
    situation: &Situation,
    from: NaiveDate,
    made: &[Made],
    now: i64,
    mut id: impl FnMut() -> i64,
) -> WorkedOut {
    let today = bangkok(now).date_naive();
    let mut out = WorkedOut::default();
    let known: HashMap<Slot, &Made> = made.iter().map(|made| (made.slot, made)).collect();
    let first = made
        .iter()
        .filter(|made| made.open && made.slot.kind != Kind::Nudge)
        .map(|made| made.slot.day);
    let from = first.min().map_or(from, |first| first.min(from));
    let mut standing = match from <= today {
        true => situation.slots(from..=today),
        false => BTreeSet::new(),
    };
    standing.extend(situation.nudges(today));
    let settle = |out: &mut WorkedOut, slot: Slot, fate| {
        let made = known.get(&slot).map(|made| made.id);
        out.records.push(Record { slot, made, fate });
    };
    for made in made
        .iter()
        .filter(|made| made.open && made.slot.day <= today)
    {
        if !standing.contains(&made.slot) {
            let why = match situation.away.contains_key(&made.slot.person) {
                true => "blocked",
                false => "done",
            };
            settle(&mut out, made.slot, Fate::Withdrawn { why });
        }
    }
    let mut said: BTreeMap<PersonId, Vec<Slot>> = BTreeMap::new();
    let mut latest: BTreeMap<(PersonId, Option<u8>, Kind), Slot> = BTreeMap::new();
    // In the order of their days: of one topic the last is said, unless it was said already.
    for slot in &standing {
        let quarter = slot.quarter.map(|quarter| quarter.number());
        let topic = (slot.person, quarter, slot.kind.topic());
        let new = known.get(slot).is_none_or(|made| made.open);
        let earlier = match new {
            true => latest.insert(topic, *slot),
            false => latest.remove(&topic),
        };
        if let Some(earlier) = earlier {
            settle(&mut out, earlier, Fate::Stale { why: "superseded" });
        }
    }
    for slot in latest.into_values() {
        let pause = situation.snoozed.get(&slot.person);
        // A colleague's request is not an automatic one: it comes in spite of a pause.
        let automatic = !matches!(slot.kind, Kind::Away | Kind::Nudge);
        if automatic && pause.is_some_and(|until| *until > now) {
            // They come back with the one that ends the pause.
            if slot.kind != Kind::Snoozed {
                settle(&mut out, slot, Fate::Withdrawn { why: "snoozed" });
            }
            continue;
        }
        for reader in situation.readers(&slot) {
            said.entry(reader).or_default().push(slot);
        }
    }
    let not_after = closing(today).min(now.saturating_add(FRESH));
    let mut settled: BTreeSet<Slot> = BTreeSet::new();
    let mut held: BTreeSet<Slot> = BTreeSet::new();
    for (person, mut slots) in said {
        slots.sort_unstable();
        let paused = situation.snoozed.get(&person);
        let notice = situation.notice(person, today, &slots);
        let holder = holder(situation.plan, person);
        let Some(holder) = holder.filter(|_| !notice.is_empty()) else {
            for slot in slots {
                if settled.insert(slot) {
                    settle(&mut out, slot, Fate::Withdrawn { why: "done" });
                }
            }
            continue;
        };
        // A reporter's own pause holds back what they are told of others as well.
        let asked_for = slots.iter().any(|slot| slot.kind == Kind::Nudge);
        if !asked_for && paused.is_some_and(|until| *until > now) {
            held.extend(slots);
            continue;
        }
        let message = id();
        let mut first = true;
        for slot in slots.iter().copied() {
            if settled.insert(slot) {
                let fate = match std::mem::take(&mut first) {
                    true => Fate::Planned { message },
                    false => Fate::Merged { message },
                };
                settle(&mut out, slot, fate);
            }
        }
        let screen: Screen = reminder::screen(situation.plan, &notice, today);
        out.messages.push(Calm {
            id: message,
            chat: holder.chat,
            language: holder.language,
            screen,
            not_after,
        });
        out.said.push((person, slots));
    }
    for slot in held.difference(&settled) {
        settle(&mut out, *slot, Fate::Held);
    }
    out
}

fn holder(plan: &OfficePlan, person: PersonId) -> Option<&Holder> {
    plan.held_by(person)
        .next()
        .and_then(|post| post.holder.as_ref())
}
