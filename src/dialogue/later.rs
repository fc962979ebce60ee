//! Putting reminders off: to the next working day, or to a day that is chosen. What was put off comes again
//! by itself, if it is not done by then.

use super::turn::Turn;
use super::{Action, Arg, Button, Effect, Phrase, Screen, State};
use crate::domain::calendar::Quarter;
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
    if days == 0 {
        return choose(turn, &office.plan, Screen::default());
    }
    let ahead = u64::try_from(days).unwrap_or(1);
    put_off(turn, &office.plan, ahead);
}

/// Puts reminders off to the day of a button, which may have been pressed long after it was shown.
pub(super) fn on(turn: &mut Turn, id: OfficeId, day: i64) {
    let Some(office) = turn.desk.office(id) else {
        return turn.stale("not-yours");
    };
    let ahead = day.saturating_sub(turn.desk.today.to_epoch_days().into());
    match u64::try_from(ahead) {
        Ok(ahead) if ahead > 0 => put_off(turn, &office.plan, ahead),
        _ => choose(turn, &office.plan, Screen::new("later-passed")),
    }
}

fn choose(turn: &mut Turn, plan: &OfficePlan, screen: Screen) {
    let mut screen = screen.and("ask-later-day");
    for pair in days(plan, turn.desk.today).chunks(2) {
        screen = screen.row(pair.iter().map(|day| Button {
            label: Phrase::new("button-later-on").with("date", Arg::Date(*day)),
            action: Action::LaterOn(plan.office, day.to_epoch_days().into()),
        }));
    }
    // What the person is at waits on.
    let screen = match turn.state {
        State::Choice => screen.button("button-home", Action::Home),
        _ => screen.button("button-resume", Action::Resume),
    };
    turn.show(screen);
}

/// The working days that can be chosen: none behind the next due date, as long as it is ahead.
fn days(plan: &OfficePlan, today: NaiveDate) -> Vec<NaiveDate> {
    let quarters = Quarter::ALL
        .into_iter()
        .filter(|quarter| plan.chases(*quarter));
    let due = quarters.map(|quarter| plan.due(quarter));
    let last = due.filter(|due| *due > today).min();
    let mut days = Vec::with_capacity(CHOICE);
    let mut day = today;
    while days.len() < CHOICE {
        day = plan.holidays.add_working_days(day, 1);
        if last.is_some_and(|last| day > last) {
            break;
        }
        days.push(day);
    }
    days
}

fn put_off(turn: &mut Turn, plan: &OfficePlan, ahead: u64) {
    let today = turn.desk.today;
    let day = today.checked_add_days(Days::new(ahead.clamp(1, LONGEST)));
    let day = plan.holidays.next_working_day(day.unwrap_or(today));
    turn.effect(Effect::Snooze {
        office: plan.office,
        until: opening(day),
    });
    let said = Phrase::new("later-said").with("date", Arg::Date(day));
    match turn.state {
        State::Choice => {
            let screen = Screen::new(said).button("button-home", Action::Home);
            turn.show(screen.lasting());
        }
        // The question that the reminder came between is still open.
        _ => turn.again(said),
    }
}
