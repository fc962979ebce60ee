//! Putting reminders off: to the next working day, or to a day that is chosen. What was put off comes again
//! by itself, if it is not done by then.

use super::step::Turn;
use super::{Action, Arg, Button, Effect, Phrase, Screen, State};
use crate::domain::due::opening;
use crate::domain::office::OfficeId;
use crate::domain::plan::OfficePlan;
use chrono::{Days, NaiveDate};

/// Working days that can be chosen from.
const CHOICE: usize = 8;
/// A quarter: a forged button must not silence somebody for good.
const LONGEST: u64 = 92;

/// The buttons below a reminder.
pub(super) fn buttons(plan: &OfficePlan) -> [Button; 2] {
    let button = |label: &str, days: i64| Button {
        label: label.into(),
        action: Action::Later(plan.office, days),
    };
    [
        button("button-later-tomorrow", 1),
        button("button-later-day", 0),
    ]
}

/// Puts reminders off for so many days, to a working day; asks for the day if it is 0.
pub(super) fn later(turn: &mut Turn, id: OfficeId, days: i64) {
    let Some(office) = turn.desk.office(id) else {
        return turn.stale("not-yours");
    };
    let (today, holidays) = (turn.desk.today, &office.plan.holidays);
    if days == 0 {
        let mut choice: Vec<NaiveDate> = Vec::with_capacity(CHOICE);
        let mut day = today;
        while choice.len() < CHOICE {
            day = holidays.add_working_days(day, 1);
            choice.push(day);
        }
        let mut screen = Screen::new("ask-later-day");
        for pair in choice.chunks(2) {
            screen = screen.row(pair.iter().map(|day| Button {
                label: Phrase::new("button-later-on").with("date", Arg::Date(*day)),
                action: Action::Later(id, (*day - today).num_days()),
            }));
        }
        return turn.ask(State::Choice, screen.button("button-home", Action::Home));
    }
    let ahead = u64::try_from(days).unwrap_or(1).clamp(1, LONGEST);
    let day = today.checked_add_days(Days::new(ahead)).unwrap_or(today);
    let day = holidays.next_working_day(day);
    turn.effect(Effect::Snooze {
        office: id,
        until: opening(day),
    });
    let screen = Screen::new(Phrase::new("later-said").with("date", Arg::Date(day)));
    turn.ask(
        State::Choice,
        screen.button("button-home", Action::Home).lasting(),
    );
}
