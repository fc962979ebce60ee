//! The kinds of evidence to choose from, and what is no paper: a file to be sent, or the reason why there
//! is no document.

use super::measure::{open_work, work};
use super::turn::Turn;
use super::{Action, Arg, Button, Phrase, Screen, State};
use super::{papers, results};
use crate::domain::answer;
use crate::domain::evidence::EvidenceKind;
use crate::domain::office::MeasureId;

/// The kind as a Fluent selector.
pub(super) fn code(paper: EvidenceKind) -> Arg {
    Arg::Code(paper.as_str().to_owned())
}

/// Every kind, two a row.
pub(super) fn choose(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    let mut screen = Screen::new(work.heading()).and("ask-which-evidence");
    let mut buttons: Vec<Button> = (0..)
        .zip(EvidenceKind::ALL)
        .map(|(index, paper)| Button {
            label: Phrase::new("button-paper").with("paper", code(paper)),
            action: Action::AddPaper(id, index),
        })
        .collect();
    buttons.push(Button {
        label: "button-send-file".into(),
        action: Action::SendFile(id),
    });
    for row in buttons.chunks(2) {
        screen = screen.row(row.to_vec());
    }
    let screen = screen
        .button("button-no-document", Action::NoDocument(id))
        .button("button-back", Action::Results(id));
    turn.ask(State::Results { measure: id }, screen);
}

pub(super) fn add(turn: &mut Turn, id: MeasureId, index: i64) {
    let paper = usize::try_from(index)
        .ok()
        .and_then(|index| EvidenceKind::ALL.get(index));
    match paper {
        Some(paper) => papers::add(turn, id, *paper),
        None => turn.stale("stale-button"),
    }
}

/// A file can be sent at any time; this says so.
pub(super) fn ask_for_file(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    let screen = Screen::new(work.heading())
        .and("ask-file")
        .button("button-back", Action::Results(id));
    turn.ask(State::Results { measure: id }, screen);
}

pub(super) fn ask_no_document(turn: &mut Turn, id: MeasureId) {
    if open_work(turn, id).is_some() {
        turn.state = State::NoDocumentReason { measure: id };
        let screen = super::home::question(turn);
        turn.show(screen);
    }
}

pub(super) fn no_document_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = work(turn, id)?;
    Some(
        Screen::new(work.heading())
            .and("ask-no-document-reason")
            .button("button-back", Action::Results(id)),
    )
}

/// The reason becomes an item, in the words it was typed in; so does anything else that is typed here.
pub(super) fn no_document(turn: &mut Turn, id: MeasureId, text: &str) {
    if answer::evasive(text).is_some() {
        return turn.again("reason-needed");
    }
    turn.state = State::Results { measure: id };
    results::results(turn, id, text);
}
