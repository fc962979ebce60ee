//! When the office's reports are due and who is reminded when: what it goes by, as sentences, each part
//! changed by a press or by typing. What may be set is [`crate::domain::rhythm`]'s matter, how it is
//! typed [`super::rhythm_typed`]'s.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::measures::after_done;
use super::{
    AdminAction, AdminState, Arg, Button, OfficeDesk, Phrase, Screen, State, Turn, admin, ask,
    button, change, in_pairs, rhythm_typed,
};
use crate::domain::calendar::Quarter;
use crate::domain::due::due;
use crate::domain::office_change::OfficeChange;
use crate::domain::plan::OfficePlan;
use crate::domain::rhythm::{MOST_DAYS, Rhythm, RhythmChange};

/// A part of the rhythm. Its value is a number: days, 0 or 1, or a set with a bit for each quarter (from
/// 1) or for each number of days before the due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RhythmPart {
    Quarters,
    Due,
    Opening,
    Before,
    OnDay,
    Every,
    HeadAfter,
    ReporterAfter,
    WaitingEvery,
}

impl RhythmPart {
    pub const ALL: [RhythmPart; 9] = [
        RhythmPart::Quarters,
        RhythmPart::Due,
        RhythmPart::Opening,
        RhythmPart::Before,
        RhythmPart::OnDay,
        RhythmPart::Every,
        RhythmPart::HeadAfter,
        RhythmPart::ReporterAfter,
        RhythmPart::WaitingEvery,
    ];

    /// By which the locales tell the parts apart.
    fn code(self) -> &'static str {
        match self {
            RhythmPart::Quarters => "quarters",
            RhythmPart::Due => "due",
            RhythmPart::Opening => "opening",
            RhythmPart::Before => "before",
            RhythmPart::OnDay => "on-day",
            RhythmPart::Every => "every",
            RhythmPart::HeadAfter => "head",
            RhythmPart::ReporterAfter => "reporter",
            RhythmPart::WaitingEvery => "waiting",
        }
    }

    fn value(self, rhythm: &Rhythm) -> i64 {
        match self {
            RhythmPart::Quarters => set(rhythm
                .quarters
                .iter()
                .map(|quarter| quarter.number().into())),
            RhythmPart::Due => rhythm.due.days_after.into(),
            RhythmPart::Opening => rhythm.opening.into(),
            RhythmPart::Before => set(rhythm.before.iter().copied()),
            RhythmPart::OnDay => rhythm.on_day.into(),
            RhythmPart::Every => rhythm.every.into(),
            RhythmPart::HeadAfter => rhythm.head_after.into(),
            RhythmPart::ReporterAfter => rhythm.reporter_after.into(),
            RhythmPart::WaitingEvery => rhythm.waiting_every.into(),
        }
    }

    /// The office's wishes with this value, or with none for this part. No number that a button may
    /// carry fails: what is out of bounds is refused where the change is made.
    fn wished(self, own: &RhythmChange, value: Option<i64>) -> RhythmChange {
        let mut own = own.clone();
        let days = value.map(|value| u32::try_from(value).unwrap_or(u32::MAX));
        let truth = value.map(|value| value != 0);
        match self {
            RhythmPart::Quarters => {
                own.quarters = value.map(|value| {
                    let numbers = members(value).filter_map(|number| u8::try_from(number).ok());
                    numbers.filter_map(Quarter::new).collect()
                });
            }
            RhythmPart::Due => own.due_days_after = days,
            RhythmPart::Opening => own.opening = truth,
            RhythmPart::Before => {
                own.before = value.map(|value| {
                    let mut days: Vec<u32> = members(value).collect();
                    days.reverse();
                    days
                });
            }
            RhythmPart::OnDay => own.on_day = truth,
            RhythmPart::Every => own.every = days,
            RhythmPart::HeadAfter => own.head_after = days,
            RhythmPart::ReporterAfter => own.reporter_after = days,
            RhythmPart::WaitingEvery => own.waiting_every = days,
        }
        own
    }

    /// Whether the office wishes something of its own.
    fn is_own(self, plan: &OfficePlan) -> bool {
        self.wished(&plan.own_rhythm, None) != plan.own_rhythm
    }
}

/// Numbers below 63 as a set; larger ones make it one that no rhythm is sound with.
pub(super) fn set(numbers: impl IntoIterator<Item = u32>) -> i64 {
    let bit = |number: u32| 1_i64 << number.min(MOST_DAYS + 1);
    numbers.into_iter().fold(0, |set, number| set | bit(number))
}

/// The numbers of a set, in order.
fn members(set: i64) -> impl DoubleEndedIterator<Item = u32> {
    (0..=MOST_DAYS + 1).filter(move |number| (set >> number) & 1 == 1)
}

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    use AdminAction::*;
    let (Rhythm(id)
    | EditRhythm(id, _)
    | RhythmIs(id, ..)
    | RhythmUsual(id, _)
    | RhythmAllUsual(id)) = action
    else {
        return turn.stale("stale-button");
    };
    let Some(office) = admin(turn, id) else {
        return turn.stale("not-yours");
    };
    match action {
        EditRhythm(_, part) => ask(turn, AdminState::RhythmPart { office: id, part }),
        RhythmIs(_, part, value) => set_part(turn, office, part, Some(value)),
        RhythmUsual(_, part) => set_part(turn, office, part, None),
        RhythmAllUsual(_) => {
            if let Some(after) = wish(turn, office, RhythmChange::default()) {
                let screen = all(&after, turn.desk.today);
                turn.show(after_done("admin-rhythm-usual-again", screen));
            }
        }
        _ => {
            let screen = all(&office.plan, turn.desk.today);
            turn.ask(State::Choice, screen);
        }
    }
}

fn wish(turn: &mut Turn, office: &OfficeDesk, wishes: RhythmChange) -> Option<OfficePlan> {
    let back = AdminAction::Rhythm(office.plan.office);
    change(turn, office, OfficeChange::SetRhythm(wishes), back)
}

fn set_part(turn: &mut Turn, office: &OfficeDesk, part: RhythmPart, value: Option<i64>) {
    let wishes = part.wished(&office.plan.own_rhythm, value);
    let Some(after) = wish(turn, office, wishes) else {
        return;
    };
    // Of a set one member after the other is switched.
    if matches!(part, RhythmPart::Quarters | RhythmPart::Before) {
        let office = after.office;
        turn.state = State::Admin(AdminState::RhythmPart { office, part });
        turn.show(after_done("admin-saved", one(&after, part)));
    } else {
        turn.show(after_done("admin-saved", all(&after, turn.desk.today)));
    }
}

pub(super) fn question(turn: &Turn, state: &AdminState) -> Option<Screen> {
    let AdminState::RhythmPart { office, part } = state else {
        return None;
    };
    Some(one(&admin(turn, *office)?.plan, *part))
}

pub(super) fn typed(turn: &mut Turn, state: AdminState, text: &str) {
    let AdminState::RhythmPart { office, part } = state else {
        return turn.again("admin-choose-button");
    };
    let Some(desk) = admin(turn, office) else {
        turn.state = State::Choice;
        return turn.again("not-yours");
    };
    match rhythm_typed::read(part, text) {
        Ok(value) if value == part.value(&desk.plan.rhythm) => turn.again("already-so"),
        Ok(value) => {
            let wishes = part.wished(&desk.plan.own_rhythm, Some(value));
            if let Some(after) = wish(turn, desk, wishes) {
                turn.show(after_done("admin-saved", all(&after, turn.desk.today)));
            }
        }
        Err(wrong) => turn.again(wrong),
    }
}

/// What holds of one part, in one sentence.
fn sentence(part: RhythmPart, rhythm: &Rhythm) -> Phrase {
    let value = part.value(rhythm);
    let phrase = Phrase::new("rhythm-sentence").with("part", Arg::Code(part.code().to_owned()));
    match part {
        RhythmPart::Quarters => phrase
            .with("list", listed(members(value)))
            .with("days", Arg::Number(0)),
        RhythmPart::Before => phrase
            .with("list", listed(members(value).rev()))
            .with("days", Arg::Number(value.count_ones().into())),
        _ => phrase.with("list", "").with("days", Arg::Number(value)),
    }
}

fn listed(numbers: impl Iterator<Item = u32>) -> Arg {
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    Arg::Label(numbers.join(", "))
}

/// The whole rhythm, what of it is the office's own, and the due dates that follow.
fn all(plan: &OfficePlan, today: NaiveDate) -> Screen {
    let id = plan.office;
    let sentences = RhythmPart::ALL.map(|part| {
        let key = match part.is_own(plan) {
            true => "rhythm-line-own",
            false => "rhythm-line",
        };
        Phrase::new(key).with("sentence", sentence(part, &plan.rhythm))
    });
    let next: Vec<Phrase> = plan
        .rhythm
        .quarters
        .iter()
        .map(|quarter| plan.year().quarter(*quarter))
        .filter_map(|quarter| {
            let date = due(quarter, &plan.rhythm.due, &plan.holidays);
            let name = super::super::quarters::named(plan, quarter.quarter);
            let line = Phrase::new("rhythm-next-due")
                .with("quarter", name)
                .with("date", date);
            (date >= today).then_some(line)
        })
        .collect();
    let mut screen = Screen::new("admin-rhythm")
        .and(Phrase::new("board-lines").with("lines", sentences.to_vec()));
    screen = match next.is_empty() {
        true => screen.and(Phrase::new("rhythm-no-due").with("year", Arg::Year(plan.fiscal_year))),
        false => screen.and(Phrase::new("rhythm-next").with("lines", next)),
    };
    let edit = |part: RhythmPart| {
        let value = part.value(&plan.rhythm);
        let label = Phrase::new("button-rhythm-part")
            .with("part", Arg::Code(part.code().to_owned()))
            .with("value", Arg::Number(value.min(1)));
        match part {
            RhythmPart::Opening | RhythmPart::OnDay => button(
                label,
                AdminAction::RhythmIs(id, part, i64::from(value == 0)),
            ),
            part => button(label, AdminAction::EditRhythm(id, part)),
        }
    };
    screen = in_pairs(screen, RhythmPart::ALL.map(edit).to_vec());
    if plan.own_rhythm != RhythmChange::default() {
        screen = screen.row([button(
            "button-rhythm-all-usual",
            AdminAction::RhythmAllUsual(id),
        )]);
    }
    screen.row([button("button-admin", AdminAction::Menu(id))])
}

/// One part: what holds, what is usual, and what else it may be.
fn one(plan: &OfficePlan, part: RhythmPart) -> Screen {
    let id = plan.office;
    let mut screen = Screen::new(
        Phrase::new("admin-rhythm-part").with("sentence", sentence(part, &plan.rhythm)),
    );
    if part.is_own(plan) {
        screen = screen.and(
            Phrase::new("admin-rhythm-usual").with("sentence", sentence(part, &plan.usual_rhythm)),
        );
    }
    screen =
        screen.and(Phrase::new("admin-ask-rhythm").with("part", Arg::Code(part.code().to_owned())));
    screen = in_pairs(screen, choices(plan, part));
    let mut last = Vec::new();
    if part.is_own(plan) {
        last.push(button(
            "button-rhythm-usual",
            AdminAction::RhythmUsual(id, part),
        ));
    }
    last.push(button("button-back", AdminAction::Rhythm(id)));
    screen.row(last)
}

fn choices(plan: &OfficePlan, part: RhythmPart) -> Vec<Button> {
    let now = part.value(&plan.rhythm);
    let id = plan.office;
    let days = |key: &'static str, offered: &[i64]| -> Vec<Button> {
        let offered = offered.iter().filter(|days| **days != now);
        offered
            .map(|days| {
                let label = Phrase::new(key).with("days", Arg::Number(*days));
                button(label, AdminAction::RhythmIs(id, part, *days))
            })
            .collect()
    };
    let switches = |key: &'static str, offered: Vec<u32>| -> Vec<Button> {
        let switch = |number: u32| {
            let bit = set([number]);
            let label = Phrase::new(key)
                .with("number", number)
                .with("on", Arg::Number(i64::from(now & bit != 0)));
            button(label, AdminAction::RhythmIs(id, part, now ^ bit))
        };
        offered.into_iter().map(switch).collect()
    };
    match part {
        RhythmPart::Quarters => switches("button-rhythm-quarter", (1..=4).collect()),
        RhythmPart::Before => {
            let mut offered: Vec<u32> = members(now).chain([1, 2, 3, 5, 7, 14]).collect();
            offered.sort_unstable();
            offered.dedup();
            offered.reverse();
            switches("button-rhythm-before", offered)
        }
        RhythmPart::Due => days("button-rhythm-due", &[5, 7, 10, 15, 20, 30]),
        RhythmPart::Every | RhythmPart::WaitingEvery => {
            days("button-rhythm-every", &[0, 1, 2, 3, 5, 10])
        }
        RhythmPart::HeadAfter | RhythmPart::ReporterAfter => {
            days("button-rhythm-after", &[0, 1, 3, 5, 7, 10])
        }
        RhythmPart::Opening | RhythmPart::OnDay => days("button-rhythm-whether", &[1, 0]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_keeps_its_value_through_a_button() {
        let usual = Rhythm::default();
        for part in RhythmPart::ALL {
            let wished = part.wished(&RhythmChange::default(), Some(part.value(&usual)));
            assert_ne!(wished, RhythmChange::default(), "{part:?}");
            assert_eq!(wished.over(&usual), usual, "{part:?}");
            assert_eq!(part.wished(&wished, None), RhythmChange::default());
        }
    }

    #[test]
    fn sets_of_days_and_quarters_are_read_back_in_their_order() {
        let before = set([1, 7, 14]);
        let wished = RhythmPart::Before.wished(&RhythmChange::default(), Some(before));
        assert_eq!(wished.before, Some(vec![14, 7, 1]));
        // A number that no day has leaves a set that is refused.
        let beyond = RhythmPart::Before.wished(&RhythmChange::default(), Some(set([7, 99])));
        assert!(!beyond.is_sound());
        let none = RhythmPart::Quarters.wished(&RhythmChange::default(), Some(0));
        assert!(!none.is_sound());
    }
}
