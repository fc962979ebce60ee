//! The date of a paper: typed in any form, picked from a calendar, or not known.

use chrono::NaiveDate;

use super::asking::{dates_to_choose, way_out};
use super::measure::Work;
use super::papers::{advance, awaited, current, pasted, pressed};
use super::turn::Turn;
use super::{Action, Arg, Phrase, Screen, State};
use crate::domain::answer;
use crate::domain::office::MeasureId;
use crate::domain::progress::Part;
use crate::domain::thai_date::{self, DateFault, DateReading};

/// What a typed date means, or what to ask about it.
pub(super) enum Dated {
    Date(NaiveDate),
    /// Asked or refused already.
    Asked,
}

/// Reads a typed date; asks which one is meant, or says what is wrong with it.
pub(super) fn read_date(turn: &mut Turn, work: &Work, serial: i64, text: &str) -> Dated {
    let id = work.measure.id;
    let year = Arg::Year(work.office.plan.fiscal_year);
    match thai_date::parse(text, turn.desk.today, work.office.plan.year()) {
        DateReading::Date(date) => return Dated::Date(date),
        DateReading::Ambiguous(dates) => {
            let screen = dates_to_choose(work, serial, &dates, Screen::new(work.heading()));
            let calendar = Action::Calendar(id, serial, 0);
            let screen = screen.button("button-calendar", calendar);
            turn.show(screen.row(way_out(id)));
        }
        DateReading::Impossible(DateFault::NoSuchDay { .. }) => {
            turn.again(Phrase::new("date-no-such-day").with("year", year));
        }
        DateReading::Impossible(_) => turn.again(Phrase::new("date-impossible").with("year", year)),
        DateReading::Unreadable => turn.again(Phrase::new("date-unreadable").with("year", year)),
    }
    Dated::Asked
}

pub(super) fn date(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(work) = current(turn, id) else {
        return;
    };
    if answer::evasive(text).is_some() {
        return undated(turn, id, None);
    }
    let mut work = match pasted(turn, work, text) {
        Ok(()) => return,
        Err(work) => *work,
    };
    if work.draft.orders[0].date_in_doubt.take().is_some() {
        // What was wrong with the date before is not said again about this one.
        work.save(turn);
    }
    if let Dated::Date(date) = read_date(turn, &work, work.draft.serial, text) {
        work.draft.orders[0].date = Some(date);
        advance(turn, work, Part::Date);
    }
}

pub(super) fn pick_date(turn: &mut Turn, id: MeasureId, serial: i64, days: i64) {
    let date = i32::try_from(days)
        .ok()
        .and_then(NaiveDate::from_epoch_days);
    if let (State::FixPart { .. }, Some(date)) = (&turn.state, date) {
        return super::fix::pick_date(turn, id, serial, date);
    }
    let Some(mut work) = pressed(turn, id, serial) else {
        return;
    };
    match date {
        Some(date) if awaits_date(id, &work) => {
            work.draft.orders[0].date = Some(date);
            advance(turn, work, Part::Date);
        }
        _ => turn.stale("stale-button"),
    }
}

fn awaits_date(id: MeasureId, work: &Work) -> bool {
    awaited(id, &work.draft) == Some(State::OrderDate { measure: id })
}

/// The date is not known: said in words, or by the button of the paper with this serial.
pub(super) fn undated(turn: &mut Turn, id: MeasureId, serial: Option<i64>) {
    let work = match serial {
        Some(serial) => pressed(turn, id, serial),
        None => current(turn, id),
    };
    let Some(mut work) = work else {
        return;
    };
    if !awaits_date(id, &work) {
        return turn.stale("stale-button");
    }
    work.draft.orders[0].undated = true;
    advance(turn, work, Part::Date);
}
