//! The quarter that a measure is reported for: how it is named and when it is due, another one chosen,
//! and one begun as a copy of an earlier one. A measure has one draft at hand; the others are set aside
//! with it, and come back when their quarter is opened.

use chrono::NaiveDate;

use super::measure::{self, Work};
use super::review::{self, show_filed};
use super::told;
use super::turn::Turn;
use super::{Action, Arg, Button, Editing, Filing, OfficeDesk, Phrase, Screen, State, home};
use crate::domain::calendar::{Quarter, buddhist_year};
use crate::domain::office::MeasureId;
use crate::domain::plan::OfficePlan;
use crate::domain::progress::Draft;
use crate::domain::report::Standing;

/// The quarter with its months and its calendar year, and its fiscal year where the language says it.
pub(super) fn name(office: &OfficeDesk, quarter: Quarter) -> Phrase {
    named(&office.plan, quarter)
}

pub(super) fn named(plan: &OfficePlan, quarter: Quarter) -> Phrase {
    let start = plan.year().quarter(quarter).start();
    Phrase::new("date-quarter")
        .with("number", number(quarter))
        .with("fiscal-year", Arg::Year(plan.fiscal_year))
        .with(
            "year",
            Arg::Year(buddhist_year(chrono::Datelike::year(&start))),
        )
}

fn number(quarter: Quarter) -> u32 {
    quarter.number().into()
}

/// When the quarter's report is due, and how far off that is.
pub(super) fn due(office: &OfficeDesk, quarter: Quarter, today: NaiveDate) -> Phrase {
    due_on(office.due(quarter), today)
}

pub(super) fn due_on(date: NaiveDate, today: NaiveDate) -> Phrase {
    let days = (date - today).num_days();
    let key = match days {
        0 => "due-today",
        1.. => "due-in",
        _ => "due-over",
    };
    Phrase::new(key)
        .with("date", date)
        .with("days", Arg::Number(days.abs()))
}

/// The four quarters of a measure, each with its state.
pub(super) fn choose(turn: &mut Turn, id: MeasureId) {
    let Some(work) = measure::work(turn, id) else {
        return turn.stale(told::not_yours(turn, id));
    };
    let aside = |quarter| {
        work.draft
            .aside
            .iter()
            .any(|draft| draft.quarter == quarter)
    };
    let mut screen = Screen::new(work.heading()).and("ask-which-quarter");
    for quarter in Quarter::ALL {
        let standing = match work.standing.at(quarter) {
            Standing::NotStarted if aside(quarter) => Phrase::new("standing-draft"),
            standing => home::standing_in_words(work.office, quarter, standing),
        };
        let label = Phrase::new("button-quarter")
            .with("standing", standing)
            .with("quarter", name(work.office, quarter));
        screen = screen.button(label, Action::Edit(Editing::Quarter(id, quarter)));
    }
    let screen = screen.button("button-back", Action::Edit(Editing::GoOn(id)));
    turn.ask(State::Choice, screen);
}

/// The button that leads to the other quarters.
pub(super) fn button(id: MeasureId) -> Button {
    Button {
        label: "button-other-quarter".into(),
        action: Action::Edit(Editing::Quarters(id)),
    }
}

/// Opens a measure in one quarter: its draft, what was filed, or the first question.
pub(super) fn open(turn: &mut Turn, id: MeasureId, quarter: Quarter) {
    let Some(work) = measure::work_of(turn, id, quarter) else {
        return turn.stale(told::not_yours(turn, id));
    };
    let draft = turn.draft(id).cloned();
    match draft {
        Some(draft) if draft.quarter == quarter => measure::go_on(turn, id),
        _ if work.is_closed() || work.standing() == Standing::Filed => {
            show_filed(turn, &work, None);
        }
        _ if work.office.plan.year().quarter(quarter).start() > turn.desk.today => {
            let why = Phrase::new("quarter-not-begun").with("quarter", name(work.office, quarter));
            turn.refuse(why);
        }
        Some(draft) if !draft.is_empty() => in_the_way(turn, &work, &draft),
        draft => take_up(turn, work, draft),
    }
}

/// The draft at hand is of another quarter: it is gone on with, or set aside.
fn in_the_way(turn: &mut Turn, wanted: &Work, draft: &Draft) {
    let id = wanted.measure.id;
    let of_draft = name(wanted.office, draft.quarter);
    let screen = Screen::new(wanted.heading())
        .and(
            Phrase::new("draft-in-the-way")
                .with("quarter", of_draft)
                .with("wanted", name(wanted.office, wanted.quarter))
                .with("items", draft.progress.results.len()),
        )
        .button(
            Phrase::new("button-go-on").with("number", number(draft.quarter)),
            Action::Edit(Editing::GoOn(id)),
        )
        .button(
            Phrase::new("button-set-aside").with("number", number(wanted.quarter)),
            Action::Edit(Editing::SetAside(id, wanted.quarter)),
        )
        .button("button-home", Action::Home);
    turn.ask(State::Choice, screen);
}

pub(super) fn set_aside(turn: &mut Turn, id: MeasureId, quarter: Quarter) {
    let Some(work) = measure::work_of(turn, id, quarter) else {
        return turn.stale(told::not_yours(turn, id));
    };
    match turn.draft(id).cloned() {
        Some(draft) if draft.quarter != quarter && !work.is_closed() => {
            take_up(turn, work, Some(draft));
        }
        _ => open(turn, id, quarter),
    }
}

/// Goes to a quarter from the draft of another one, which is set aside.
fn take_up(turn: &mut Turn, work: Work, draft: Option<Draft>) {
    let id = work.measure.id;
    let taken = exchange(draft, work.draft);
    let usual = work.quarter == work.office.at_hand(work.standing);
    if !taken.is_empty() || !taken.aside.is_empty() || !usual {
        turn.save(id, &taken);
    } else if turn.draft(id).is_some() {
        turn.drop_draft(id);
    }
    measure::go_on(turn, id);
}

/// The draft of `fresh`'s quarter, which was set aside or begins now; `present` is set aside for it.
pub(super) fn exchange(present: Option<Draft>, fresh: Draft) -> Draft {
    let mut aside = Vec::new();
    if let Some(mut present) = present {
        aside.append(&mut present.aside);
        if !present.is_empty() {
            aside.push(present);
        }
    }
    let waiting = aside
        .iter()
        .position(|draft| draft.quarter == fresh.quarter);
    let mut taken = waiting.map_or(fresh, |at| aside.remove(at));
    taken.aside = aside;
    taken
}

/// The quarter before this one for which the measure was filed last.
pub(super) fn filed_before<'a>(work: &Work<'a>) -> Option<&'a Filing> {
    let earlier = Quarter::ALL.into_iter().rev();
    earlier
        .filter(|quarter| *quarter < work.quarter)
        .find_map(|quarter| work.standing.of(quarter).filing.as_ref())
}

/// What may be done about a quarter of which nothing is told yet, besides telling it.
pub(super) fn beginnings(screen: Screen, work: &Work) -> Screen {
    let id = work.measure.id;
    match filed_before(work) {
        Some(filing) => screen.button(
            Phrase::new("button-copy-quarter").with("number", number(filing.quarter)),
            Action::Edit(Editing::Copy(id, filing.quarter)),
        ),
        None => screen,
    }
}

/// Begins the quarter as a copy of an earlier one, to be read through.
pub(super) fn copy(turn: &mut Turn, id: MeasureId, from: Quarter) {
    let Some(mut work) = measure::open_work(turn, id) else {
        return;
    };
    let filed = work.standing.of(from).filing.as_ref();
    let Some(filing) = filed.filter(|_| from < work.quarter && work.draft.is_empty()) else {
        return turn.stale("stale-button");
    };
    work.draft.progress = filing.progress.clone().without_sources();
    work.draft.copied = Some(from);
    work.save(turn);
    review::show_review(turn, work);
}

/// Reminds that what is read is another quarter's report, until it is filed.
pub(super) fn copied(work: &Work) -> Option<Phrase> {
    let from = work.draft.copied?;
    Some(
        Phrase::new("copied-from-quarter")
            .with("from", name(work.office, from))
            .with("quarter", name(work.office, work.quarter)),
    )
}
