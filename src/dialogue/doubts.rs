//! What is odd about an item, or about results and outcome together: pointed out at once, kept if the
//! person insists, with their reason, which the reporter sees.

use super::asking::with_notes;
use super::measure::{self, Work, open_work};
use super::outcome;
use super::papers;
use super::review::{show_review, show_review_with};
use super::turn::Turn;
use super::{Action, Arg, Button, Phrase, Screen, State};
use super::{cited, fix, reading};
use crate::domain::answer;
use crate::domain::calendar::Quarter;
use crate::domain::doubt::{self, Contradiction, Doubt};
use crate::domain::office::MeasureId;
use crate::domain::order::OrderNumber;
use crate::domain::progress::{Content, ItemPart};
use crate::domain::thai_date::{self, DateReading};

impl Work<'_> {
    /// Whether this measure is reported quarter by quarter, so that another quarter's date is odd.
    pub fn quarterly(&self) -> bool {
        self.quarter != Quarter::Fourth
            || Quarter::ALL
                .into_iter()
                .any(|other| other != self.quarter && self.standing.of(other).filing.is_some())
    }

    /// Results and outcomes that deny each other, while nobody has said why they stand.
    pub fn contradiction(&self) -> Option<Contradiction> {
        match self.draft.progress.insisted {
            Some(_) => None,
            None => doubt::contradiction(&self.draft.progress),
        }
    }
}

fn of(work: &Work, item: usize) -> Vec<Doubt> {
    let Some(item) = work.draft.progress.results.get(item) else {
        return Vec::new();
    };
    if item.insisted.is_some() {
        return Vec::new();
    }
    doubt::doubts(
        item,
        work.office.plan.year(),
        work.quarter,
        work.quarterly(),
        work.today,
    )
}

/// Whether the item waits for being mended or insisted on.
pub(super) fn waits(work: &Work, item: usize) -> bool {
    !of(work, item).is_empty()
}

/// The first item that waits.
pub(super) fn first(work: &Work) -> Option<usize> {
    (0..work.draft.progress.results.len()).find(|&item| waits(work, item))
}

/// Points out what is odd about an item; what is typed next is the reason why it stands.
pub(super) fn ask(turn: &mut Turn, work: Work, item: usize, mut notes: Vec<Phrase>) {
    turn.state = State::DoubtReason {
        measure: work.measure.id,
    };
    // What is odd is read back below.
    if let Some(added) = notes.iter().position(|note| note.key == "order-added") {
        notes.remove(added);
    }
    turn.show(with_notes(screen(&work, item), notes));
}

fn screen(work: &Work, item: usize) -> Screen {
    let id = work.measure.id;
    let results = &work.draft.progress.results;
    let (index, count) = (item as i64, results.len() as i64);
    let doubts = of(work, item);
    let mut screen = Screen::new(work.heading()).and(
        Phrase::new("doubt-item")
            .with("number", item + 1)
            .with("item", reading::result(&results[item])),
    );
    let mut mend = vec![fix::button(id, index, count, ItemPart::Date)];
    for doubt in doubts {
        if matches!(doubt, Doubt::NumberYearDiffers { .. }) {
            mend.push(fix::button(id, index, count, ItemPart::Number));
        }
        screen = screen.and(phrase(doubt, work));
    }
    screen.and("ask-doubt-reason").row(mend).row([
        Button {
            label: "button-delete".into(),
            action: Action::DeleteResult(id, index, count),
        },
        Button {
            label: "button-later".into(),
            action: Action::Results(id),
        },
    ])
}

fn phrase(doubt: Doubt, work: &Work) -> Phrase {
    let at = |key: &str, date| Phrase::new(key).with("date", Arg::Date(date));
    match doubt {
        Doubt::OutsideYear { date } => {
            at("doubt-outside-year", date).with("year", Arg::Year(work.office.plan.fiscal_year))
        }
        Doubt::OutsideQuarter { date } => at("doubt-outside-quarter", date)
            .with("quarter", u32::from(work.quarter.number()))
            .with("year", Arg::Year(work.office.plan.fiscal_year)),
        Doubt::NotYet { date } => at("doubt-not-yet", date),
        Doubt::NumberYearDiffers {
            number_year,
            date_year,
        } => Phrase::new("doubt-year-differs")
            .with("number-year", Arg::Year(number_year))
            .with("date-year", Arg::Year(date_year)),
    }
}

pub(super) fn question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = measure::work(turn, id)?;
    let item = first(&work)?;
    Some(screen(&work, item))
}

/// Opens the first doubt that waits.
pub(super) fn open(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    match first(&work) {
        Some(item) => ask(turn, work, item, Vec::new()),
        None => show_review(turn, work),
    }
}

/// The reason; or the date or the number, typed right away.
pub(super) fn reason(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    let Some(item) = first(&work) else {
        turn.state = State::Results { measure: id };
        return super::results::results(turn, id, text);
    };
    if answer::evasive(text).is_some() {
        return turn.again("reason-needed");
    }
    let near = work.office.plan.year();
    let is_order = matches!(work.draft.progress.results[item].content, Content::Order(_));
    if let DateReading::Date(date) = thai_date::parse(text, turn.desk.today, near) {
        return fix::set(turn, work, item, fix::Value::Date(Some(date)));
    }
    if is_order && let Ok(number) = OrderNumber::parse(text, near) {
        return fix::set(turn, work, item, fix::Value::Number(number));
    }
    if !cited::read_papers(text, &work.office.plan).is_empty() {
        // More results, which may be mended later as well as now.
        turn.state = State::Results { measure: id };
        return super::results::results(turn, id, text);
    }
    work.draft.progress.results[item].insisted = Some(one_line(text));
    work.save(turn);
    let note = Phrase::new("doubt-settled")
        .with("number", item + 1)
        .with("reason", one_line(text));
    match first(&work) {
        Some(next) => ask(turn, work, next, vec![note]),
        None if work.lacks().is_none() => show_review_with(turn, work, Some(note)),
        None => papers::ask_next(turn, work, vec![note]),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How results and outcomes deny each other, and what to do about it.
pub(super) fn contradiction(work: &Work) -> Option<Phrase> {
    Some(match work.contradiction()? {
        Contradiction::NothingDoneBesideResults { result } => {
            Phrase::new("contradiction-nothing-done").with("item", result + 1)
        }
        Contradiction::OutcomeDeniesResults { outcome } => {
            Phrase::new("contradiction-outcome-denies").with("item", outcome + 1)
        }
        Contradiction::SuccessWithoutResult { outcome } => {
            Phrase::new("contradiction-no-result").with("item", outcome + 1)
        }
    })
}

/// What is typed below a review: the reason for a contradiction, if there is one.
pub(super) fn at_review(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    let work = match outcome::continued(turn, work, text) {
        Ok(()) => return,
        Err(work) => *work,
    };
    let mut work = match super::results::meanwhile(turn, work, text) {
        Ok(()) => return,
        Err(work) => *work,
    };
    if work.contradiction().is_none() {
        return super::executive::typed(turn, text);
    }
    if answer::evasive(text).is_some() {
        return turn.again("reason-needed");
    }
    let reason = one_line(text);
    work.draft.progress.insisted = Some(reason.clone());
    work.save(turn);
    let note = Phrase::new("contradiction-settled").with("reason", reason);
    show_review_with(turn, work, Some(note));
}
