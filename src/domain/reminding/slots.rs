//! The days on which somebody is to be reminded, as things stand.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use super::{Kind, Situation, Slot};
use crate::domain::calendar::{Quarter, bangkok};
use crate::domain::due::next_working_moment;
use crate::domain::office::{PersonId, Role};

/// Who lacks something of a quarter.
struct Owing {
    quarter: Quarter,
    due: NaiveDate,
    people: BTreeSet<PersonId>,
}

impl Situation<'_> {
    /// Every reminder that falls on one of these days, if nothing changes: each on a working day, for who
    /// can be written to and lacks something. In the order of their days.
    pub fn slots(&self, days: RangeInclusive<NaiveDate>) -> BTreeSet<Slot> {
        let mut slots = BTreeSet::new();
        let chased: Vec<Owing> = (self.chased().into_iter())
            .map(|quarter| Owing {
                quarter,
                due: self.due(quarter),
                people: self.owing(quarter),
            })
            .collect();
        for (at, owing) in chased.iter().enumerate() {
            self.chase(owing, &chased[at + 1..], &days, &mut slots);
        }
        self.wait(&days, &mut slots);
        self.turn_of_year(&days, &mut slots);
        self.snoozes(&days, &mut slots);
        self.absences(&days, &mut slots);
        slots
    }

    fn chase(
        &self,
        owing: &Owing,
        later: &[Owing],
        days: &RangeInclusive<NaiveDate>,
        slots: &mut BTreeSet<Slot>,
    ) {
        let quarter = owing.quarter;
        let mut put = |kind, day, people: &BTreeSet<PersonId>| {
            if days.contains(&day) && day >= self.opened() {
                slots.extend(people.iter().map(|person| Slot {
                    day,
                    person: *person,
                    quarter: Some(quarter),
                    kind,
                }));
            }
        };
        for (kind, day) in self.before_due(quarter) {
            put(kind, day, &owing.people);
        }
        let rhythm = &self.plan.rhythm;
        for day in self.repeats(owing.due, rhythm.every, *days.end()) {
            // Each message tells of every quarter that is late. Whoever lacks a later one as well goes by its
            // rhythm, so that two late quarters do not make every day a day of reminders.
            let by_later = later.iter().filter(|later| later.due < day);
            let mut people = owing.people.clone();
            for later in by_later {
                people.retain(|person| !later.people.contains(person));
            }
            put(Kind::Overdue, day, &people);
        }
        let holidays = &self.plan.holidays;
        let after = |working_days| holidays.add_working_days(owing.due, working_days);
        if rhythm.head_after > 0 {
            let heads = self
                .lacking_in(quarter)
                .flat_map(|measure| self.heads(measure.unit));
            let heads = heads.map(|head| head.person).collect();
            put(Kind::Head, after(rhythm.head_after), &heads);
        }
        if rhythm.reporter_after > 0 && self.lacking_in(quarter).next().is_some() {
            let reporters = self.holders(Role::Reporter).map(|holder| holder.person);
            put(
                Kind::Reporter,
                after(rhythm.reporter_after),
                &reporters.collect(),
            );
        }
    }

    /// The opening note, the reminders before the due date and the one on it: one a day at most, of which
    /// the due date's stands above the note, and the note above the others.
    pub fn before_due(&self, quarter: Quarter) -> Vec<(Kind, NaiveDate)> {
        let (rhythm, holidays) = (&self.plan.rhythm, &self.plan.holidays);
        let due = self.due(quarter);
        let mut planned: Vec<(Kind, NaiveDate)> = Vec::new();
        let mut put = |kind, day| {
            if planned.iter().all(|(_, had)| *had != day) {
                planned.push((kind, day));
            }
        };
        if rhythm.on_day {
            put(Kind::DueDay, due);
        }
        let end = self.plan.year().quarter(quarter).end();
        let opening = holidays.next_working_day(end.succ_opt().unwrap_or(end));
        if rhythm.opening && opening < due {
            put(Kind::Opening, opening);
        }
        for days in &rhythm.before {
            let day = due.checked_sub_days(Days::new((*days).into()));
            let day = day.map(|day| holidays.next_working_day(day));
            if let Some(day) = day.filter(|day| *day < due) {
                put(Kind::Before, day);
            }
        }
        planned.sort_by_key(|(_, day)| *day);
        planned
    }

    /// Every so many working days after a day, until another.
    pub(super) fn repeats(&self, from: NaiveDate, every: u32, until: NaiveDate) -> Vec<NaiveDate> {
        let mut days = Vec::new();
        if every == 0 {
            return days;
        }
        let mut at = from;
        loop {
            let next = self.plan.holidays.add_working_days(at, every);
            if next > until || next <= at {
                break;
            }
            days.push(next);
            at = next;
        }
        days
    }

    fn wait(&self, days: &RangeInclusive<NaiveDate>, slots: &mut BTreeSet<Slot>) {
        let every = self.plan.rhythm.waiting_every;
        let under_way = self
            .reports
            .iter()
            .filter(|report| report.stage.is_under_way());
        for report in under_way.filter(|_| every > 0) {
            let came = bangkok(report.since).date_naive();
            let first = self.plan.holidays.add_working_days(came, 1);
            let all = std::iter::once(first).chain(self.repeats(first, every, *days.end()));
            let all: Vec<NaiveDate> = all.filter(|day| days.contains(day)).collect();
            for holder in self.awaited(report) {
                slots.extend(all.iter().map(|day| Slot {
                    day: *day,
                    person: holder.person,
                    quarter: None,
                    kind: Kind::Waiting,
                }));
            }
        }
    }

    /// Who asked to be reminded later, if there is still something to be reminded of.
    fn snoozes(&self, days: &RangeInclusive<NaiveDate>, slots: &mut BTreeSet<Slot>) {
        for (person, until) in &self.snoozed {
            let moment = next_working_moment(*until, &self.plan.holidays);
            let slot = Slot {
                day: bangkok(moment).date_naive(),
                person: *person,
                quarter: None,
                kind: Kind::Snoozed,
            };
            let holds = self.plan.held_by(*person).next().is_some();
            if holds
                && days.contains(&slot.day)
                && !self.away.contains_key(person)
                && !self.notice(*person, slot.day, &[slot]).is_empty()
            {
                slots.insert(slot);
            }
        }
    }

    /// What the reporter asked for until a day and nobody was told yet, if there is still something missing.
    pub fn nudges(&self, until: NaiveDate) -> impl Iterator<Item = Slot> {
        let due = self.nudged.iter().filter(move |(_, day)| **day <= until);
        let slots = due.map(|(person, day)| self.nudge_slot(*person, *day));
        slots.filter(move |slot| {
            self.plan.held_by(slot.person).next().is_some()
                && !self.away.contains_key(&slot.person)
                && !self.notice(slot.person, until, &[*slot]).is_empty()
        })
    }

    /// Who blocked the bot, for the reporters to be told.
    fn absences(&self, days: &RangeInclusive<NaiveDate>, slots: &mut BTreeSet<Slot>) {
        if self.holders(Role::Reporter).next().is_none() {
            return;
        }
        for (person, at) in &self.away {
            let day = bangkok(*at).date_naive();
            let day = self.plan.holidays.next_working_day(day);
            if days.contains(&day) && self.plan.held_by(*person).next().is_some() {
                slots.insert(Slot {
                    day,
                    person: *person,
                    quarter: None,
                    kind: Kind::Away,
                });
            }
        }
    }

    /// Who gets the message that a reminder goes into: its person, or the reporters.
    pub fn readers(&self, slot: &Slot) -> Vec<PersonId> {
        match slot.kind {
            Kind::Away => self
                .holders(Role::Reporter)
                .map(|holder| holder.person)
                .collect(),
            _ => vec![slot.person],
        }
    }
}
