//! Column 5 of a measure: what was done, typed or pasted, or the reason why nothing was done. Orders
//! that lack a part are handed to their own conversation; items are changed one by one in `edit`.

use super::cited;
use super::home::{self};
use super::outcome;
use super::papers;
use super::reading;
use super::review::show_review;
use super::turn::Turn;
use super::{Action, Button, Phrase, Screen, State, Usual};
use super::{deletion, doubts, quarters, reread, usual};
use crate::domain::answer;
use crate::domain::office::MeasureId;
use crate::domain::progress::{Content, Part, ResultItem};

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
            .and("ask-results");
        screen = quarters::beginnings(screen, work)
            .row(add_evidence(id))
            .button("button-nothing-done", Action::NothingDone(id));
    } else {
        screen = screen
            .and(Phrase::new("results-saved").with("items", reading::results(results)))
            .and("ask-more-results")
            .row(add_evidence(id))
            .button("button-to-outcome", Action::Outcome(id))
            .button("button-edit-results", Action::EditResults(id));
    }
    deletion::undo_button(screen, work).row([
        quarters::button(id),
        Button {
            label: "button-leave".into(),
            action: Action::Home,
        },
    ])
}

/// The buttons that lead on from the results.
pub(super) fn way_on(work: &Work) -> Vec<Vec<Button>> {
    let id = work.measure.id;
    let button = |label: &str, action| {
        vec![Button {
            label: label.into(),
            action,
        }]
    };
    vec![
        add_evidence(id).to_vec(),
        button("button-to-outcome", Action::Outcome(id)),
        button("button-edit-results", Action::EditResults(id)),
        button("button-leave", Action::Home),
    ]
}

/// An order in one tap, since it is what is added most; any other kind in two.
fn add_evidence(id: MeasureId) -> [Button; 2] {
    [
        Button {
            label: "button-add-order".into(),
            action: Action::AddOrder(id),
        },
        Button {
            label: "button-add-evidence".into(),
            action: Action::AddEvidence(id),
        },
    ]
}

/// What was typed as results: items, papers, or both.
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
            .button("button-done-without-document", Action::NoDocument(id));
        return turn.show(screen);
    }
    let (notes, fresh) = add(turn, &mut work, text);
    papers::go_on(turn, work, notes, &fresh);
}

/// Papers that are typed where something else is asked: they go to the results, and the question stays.
/// Gives the work back if the text is something else, or tells nothing new.
pub(super) fn meanwhile<'a>(
    turn: &mut Turn<'a>,
    mut work: Work<'a>,
    text: &str,
) -> Result<(), Box<Work<'a>>> {
    if !cited::is_evidence(text, &work.office.plan) {
        return Err(Box::new(work));
    }
    let before = work.draft.clone();
    let (notes, fresh) = add(turn, &mut work, text);
    let pending = work.draft.orders.len() > before.orders.len();
    if fresh.is_empty() && !pending {
        work.draft = before;
        return Err(Box::new(work));
    }
    let added: Vec<_> = fresh
        .iter()
        .map(|&at| reading::result(&work.draft.progress.results[at]))
        .collect();
    let mut said = vec![Phrase::new("evidence-meanwhile").with("items", added)];
    said.extend(notes);
    if pending || fresh.iter().any(|&at| doubts::waits(&work, at)) {
        papers::go_on(turn, work, said, &fresh);
    } else {
        work.save(turn);
        turn.again(Phrase::new("lines").with("lines", said));
    }
    Ok(())
}

/// Adds what a text tells to the results: what is to be said about it, and where what is new stands.
fn add(turn: &Turn, work: &mut Work, text: &str) -> (Vec<Phrase>, Vec<usize>) {
    let read = cited::read_items(text, &work.office.plan);
    let mut end = work.draft.progress.results.len();
    let (mut notes, mut fresh) = (Vec::new(), Vec::new());
    for item in read {
        match item {
            cited::Read::Item(mut item) => {
                item.from = turn.typed(Part::Whole).into_iter().collect::<Vec<_>>();
                let added = papers::insert(work, None, item);
                notes.extend(added.note);
                fresh.extend(added.at);
                end += usize::from(added.at.is_some());
            }
            cited::Read::Incomplete(mut paper) => {
                paper.from = turn.typed(Part::Whole).into_iter().collect::<Vec<_>>();
                paper.place = Some(end);
                work.draft.orders.push(paper);
                end += 1;
            }
        }
    }
    (notes, fresh)
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
    let screen = Screen::new(work.heading()).and("ask-nothing-done-reason");
    Some(usual::buttons(screen, &work, Usual::Reason).button("button-back", Action::Results(id)))
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
    let reason = reread::reason(text);
    let mut item = ResultItem::new(Content::NothingDone { reason });
    item.from.extend(turn.typed(Part::Whole));
    work.draft.progress.results = vec![item];
    work.save(turn);
    show_review(turn, work);
}
