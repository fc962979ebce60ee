//! Whether a file, or the short code on paper, is what the executive acknowledged. Asked by the command, by
//! the button, or just by sending it while nothing else is awaited; answered for the person's own offices.

use super::turn::Turn;
use super::{Action, Effect, Phrase, Screen, State, attach, executive, waiting};
use crate::domain::incoming::IncomingFile;
use crate::domain::short_code::ShortCode;
use crate::domain::verified::Probe;
use crate::wording;

/// How the names of files end that may be an office's plan.
const PLANS: [&str; 2] = [".xlsx", ".toml"];

/// Asks for the file or the code.
pub(super) fn ask(turn: &mut Turn) {
    // What waits for its measure is not forgotten over it.
    if matches!(turn.state, State::FilesWait { .. }) {
        return turn.again("check-after-files");
    }
    turn.ask(State::CheckFile, question());
}

pub(super) fn question() -> Screen {
    Screen::new("check-ask").button("button-home", Action::Home)
}

/// A file was sent for it. One of several that were sent together leaves the question open for the rest.
pub(super) fn file(turn: &mut Turn, incoming: &IncomingFile, album: Option<&str>) {
    if incoming.photo {
        return turn.again("check-as-file");
    }
    if album.is_none() {
        turn.state = State::Choice;
    }
    if incoming.too_large() {
        return turn.show(Screen::new("check-too-large").button("button-home", Action::Home));
    }
    turn.effect(Effect::CheckFile {
        check: turn.desk.fresh,
        incoming: incoming.clone(),
    });
    turn.show(Screen::new("checking-file").button("button-home", Action::Home));
}

/// The file was hashed, or cannot be had.
pub(super) fn checked(turn: &mut Turn, sha256: Option<&str>, name: Option<&str>) {
    let name = name.unwrap_or_default();
    let ends = |end: &&str| name.to_lowercase().ends_with(*end);
    let import = waiting::import(turn).filter(|_| PLANS.iter().any(ends));
    let screen = match (&turn.desk.found, sha256) {
        (_, None) => Screen::new(Phrase::new("check-lost").with("name", name)),
        (Some(found), _) => Screen::new(wording::verified(found, "file")),
        (None, _) if !turn.desk.evidence.is_empty() => {
            Screen::new(wording::evidence(&turn.desk.evidence, "file"))
        }
        (None, _) => {
            let mut unknown = Screen::new(Phrase::new("check-unknown").with("name", name));
            if !attach::own_measures(turn).is_empty() {
                // Their measures are all filed, or the file would have been asked about.
                unknown = unknown
                    .and("check-may-be-evidence")
                    .button("button-measures", Action::Measures);
            }
            match import {
                Some(button) => unknown.and("check-may-be-plan").row([button]),
                None => unknown,
            }
        }
    };
    turn.show(screen.button("button-home", Action::Home));
}

/// A typed or scanned text, where no question is open; false if it asks for nothing of this kind.
pub(super) fn typed(turn: &mut Turn, text: &str) -> bool {
    let Some(probe) = Probe::read(text) else {
        return false;
    };
    let by = match probe {
        Probe::Sha256(_) => "hash",
        Probe::Code(_) => "code",
    };
    let meant = match probe {
        Probe::Sha256(_) => true,
        Probe::Code(_) => turn.state == State::CheckFile || ShortCode::looks_meant(text),
    };
    let screen = match &turn.desk.found {
        Some(found) => Screen::new(wording::verified(found, by)),
        None if !turn.desk.evidence.is_empty() => {
            Screen::new(wording::evidence(&turn.desk.evidence, by))
        }
        None if meant => Screen::new("check-unknown-code"),
        None => return false,
    };
    turn.ask(
        State::Choice,
        screen.button("button-home", Action::Home).lasting(),
    );
    true
}

/// A text where a file or a code is asked for: the words that stand for buttons are understood as ever.
pub(super) fn answer(turn: &mut Turn, text: &str) {
    if !typed(turn, text) {
        executive::typed(turn, text);
    }
}
