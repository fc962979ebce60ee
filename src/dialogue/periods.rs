//! Which period a report covers: what the calendar suggests stands on the board as one button, every other
//! period that has begun is a choice away. Each period's report goes its own way.

use chrono::NaiveDate;

use super::board::{reporting, stage};
use super::turn::Turn;
use super::{Action, Button, OfficeDesk, Phrase, Screen, State};
use crate::domain::office::OfficeId;
use crate::domain::period::Period;
use crate::domain::report::{ReportView, Stage};
use crate::wording;

/// Whether the first quarter of the period has begun on a day. Of a year to come, nothing has but the year.
pub(super) fn is_begun(office: &OfficeDesk, period: Period, today: NaiveDate) -> bool {
    period == Period::Year || period.start(office.plan.year()) <= today
}

/// Whether the next version of a period's report may be compiled as things stand.
fn is_open(office: &OfficeDesk, period: Period) -> bool {
    let done =
        |report: &ReportView| report.stage.is_under_way() || report.stage == Stage::Acknowledged;
    !office.is_closed() && !office.report(period).is_some_and(done)
}

/// A button's words, with the period where it is not the year.
pub(super) fn label(words: impl Into<Phrase>, period: Period) -> Phrase {
    match period {
        Period::Year => words.into(),
        period => Phrase::new("button-of-period")
            .with("label", words.into())
            .with("period", wording::period(period)),
    }
}

/// The button that compiles a period's report, if it can be compiled.
pub(super) fn compile_button(office: &OfficeDesk, period: Period) -> Option<Button> {
    let id = office.plan.office;
    is_open(office, period).then(|| Button {
        label: label("button-compile", period),
        action: match period {
            Period::Year => Action::Compile(id),
            period => Action::CompileFor(id, period.number()),
        },
    })
}

pub(super) fn readiness_button(office: &OfficeDesk, period: Period) -> Button {
    let id = office.plan.office;
    Button {
        label: label("button-readiness", period),
        action: match period {
            Period::Year => Action::Readiness(id),
            period => Action::ReadinessFor(id, period.number()),
        },
    }
}

/// Every period that has begun, the suggested one first.
pub(super) fn choose(turn: &mut Turn, id: OfficeId) {
    let Some((office, _)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    if office.is_closed() {
        return turn.stale("locked-acknowledged");
    }
    let suggested = office.suggested();
    let mut periods = Period::ALL.to_vec();
    periods.sort_by_key(|period| *period != suggested);
    let mut screen = Screen::new("ask-which-period").and(stage(office));
    for period in periods {
        if !is_open(office, period) || !is_begun(office, period, turn.desk.today) {
            continue;
        }
        let name = match period {
            Period::Year => Phrase::new("button-period-year"),
            _ => Phrase::new("button-period"),
        };
        let action = match period {
            Period::Year => Action::Compile(id),
            period => Action::CompileFor(id, period.number()),
        };
        screen = screen.button(name.with("period", wording::period(period)), action);
    }
    turn.ask(
        State::Choice,
        screen.button("button-board", Action::Board(id)),
    );
}

/// Does what a button wants for the period of this number.
pub(super) fn of(turn: &mut Turn, number: i64, act: impl FnOnce(&mut Turn, Period)) {
    match Period::from_number(number) {
        Some(period) => act(turn, period),
        None => turn.stale("stale-button"),
    }
}
