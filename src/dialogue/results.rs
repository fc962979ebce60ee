//! Column 5 of a measure: what was done, typed or pasted, deleted item by item, or the reason why
//! nothing was done. Orders that lack a part are handed to their own conversation.

use super::cited;
use super::home::{self};
use super::order;
use super::outcome;
use super::reading;
use super::review::show_review;
use super::step::Turn;
use super::{Action, Button, Phrase, Screen, State};
use crate::domain::answer;
use crate::domain::office::MeasureId;
use crate::domain::progress::Content;

use super::measure::{Work, open_work, work};

pub(super) fn ask_results(turn: &mut Turn, id: MeasureId) {
    if open_work(turn, id).is_some() {
        turn.state = State::Results { measure: id };
        let screen = home::question(turn);
        turn.show(screen);
    }
}

pub(super) fn results_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    work(turn, id).map(|work| results_screen(&work))
}

/// The results as they stand, and what may follow.
pub(super) fn results_screen(work: &Work) -> Screen {
    let id = work.measure.id;
    let results = &work.draft.progress.results;
    let mut screen = Screen::new(work.heading());
    if let Some(reason) = work.returned() {
        screen = screen.and(Phrase::new("returned-because").with("reason", reason));
    }
    if results.is_empty() {
        screen = screen
            .and(
                Phrase::new("measure-methods")
                    .with("methods", reading::numbered(&work.measure.methods)),
            )
            .and("ask-results")
            .button("button-add-order", Action::AddOrder(id))
            .button("button-nothing-done", Action::NothingDone(id));
    } else {
        screen = screen
            .and(Phrase::new("results-saved").with("items", reading::results(results)))
            .and("ask-more-results")
            .row([
                Button {
                    label: "button-add-order".into(),
                    action: Action::AddOrder(id),
                },
                Button {
                    label: "button-to-outcome".into(),
                    action: Action::Outcome(id),
                },
            ])
            .button("button-edit-results", Action::EditResults(id));
    }
    screen.button("button-leave", Action::Home)
}

/// What was typed as results: items, orders, or both.
pub(super) fn results(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    if answer::evasive(text).is_some() && !work.draft.progress.results.is_empty() {
        // "None" to the question whether there is more: on to the outcome.
        return outcome::ask_outcome(turn, id);
    }
    if answer::evasive(text).is_some() {
        let screen = Screen::new(work.heading())
            .and("ask-nothing-or-no-document")
            .button("button-nothing-done", Action::NothingDone(id))
            .button("button-done-without-document", Action::Results(id));
        return turn.show(screen);
    }
    let read = cited::read_items(text, &work.office.plan);
    let results = &mut work.draft.progress.results;
    results.retain(|item| !item.is_nothing_done());
    let begun = results.len();
    for (place, item) in read.into_iter().enumerate() {
        match item {
            cited::Read::Item(item) => work.draft.progress.results.push(item),
            cited::Read::Incomplete(mut order) => {
                order.place = Some(begun + place);
                work.draft.orders.push(order);
            }
        }
    }
    work.turn_to_next_order(turn.desk.now);
    work.save(turn);
    order::ask_next(turn, work);
}

pub(super) fn ask_nothing_done(turn: &mut Turn, id: MeasureId) {
    if let Some(work) = open_work(turn, id) {
        if something_done(&work) {
            return turn.stale("stale-button");
        }
        turn.state = State::NothingDoneReason { measure: id };
        let screen = home::question(turn);
        turn.show(screen);
    }
}

/// Whether there are results that would contradict that nothing was done.
fn something_done(work: &Work) -> bool {
    let results = &work.draft.progress.results;
    !work.draft.orders.is_empty() || results.iter().any(|item| !item.is_nothing_done())
}

pub(super) fn nothing_done_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = work(turn, id)?;
    Some(
        Screen::new(work.heading())
            .and("ask-nothing-done-reason")
            .button("button-back", Action::Results(id)),
    )
}

pub(super) fn nothing_done(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    if answer::evasive(text).is_some() {
        return turn.again("reason-needed");
    }
    if something_done(&work) {
        turn.state = State::Results { measure: id };
        return turn.again("nothing-done-contradicts");
    }
    let reason = reading::without_lead(text, &["เนื่องจาก", "เพราะว่า", "เพราะ"]);
    work.draft.progress.results = vec![Content::NothingDone { reason }.into()];
    work.save(turn);
    show_review(turn, work);
}

/// The results, each with a button that deletes it.
pub(super) fn edit_results(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    show_edit(turn, &work, None);
}

fn show_edit(turn: &mut Turn, work: &Work, done: Option<Phrase>) {
    let id = work.measure.id;
    let results = &work.draft.progress.results;
    let mut screen = Screen::new(work.heading());
    screen.parts.extend(done);
    if results.is_empty() {
        screen = screen.and("results-none");
    } else {
        screen = screen
            .and(Phrase::new("results-now").with("items", reading::results(results)))
            .and("ask-which-to-delete");
    }
    let count = results.len();
    for row in (0..count).collect::<Vec<_>>().chunks(2) {
        screen = screen.row(row.iter().map(|&index| Button {
            label: Phrase::new("button-delete-item").with("number", index + 1),
            action: Action::DeleteResult(id, index as i64, count as i64),
        }));
    }
    let screen = screen
        .button("button-add-results", Action::Results(id))
        .button("button-review", Action::Review(id));
    turn.ask(State::Choice, screen);
}

/// Deletes one item. The button names how many items there were, so that an old one deletes nothing.
pub(super) fn delete_result(turn: &mut Turn, id: MeasureId, index: i64, count: i64) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    let results = &mut work.draft.progress.results;
    let Some(index) = usize::try_from(index)
        .ok()
        .filter(|&index| index < results.len() && results.len() as i64 == count)
    else {
        return turn.stale("stale-button");
    };
    let deleted = results.remove(index);
    work.save(turn);
    let done = Phrase::new("item-deleted").with("item", reading::result(&deleted));
    show_edit(turn, &work, Some(done));
}
