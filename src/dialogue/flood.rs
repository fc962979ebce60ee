//! What is said to somebody who sends more than is taken of one person: from which message on nothing was
//! taken, and when to send it again. What was saved before stands, and what is awaited stays as it is.

use super::turn::Turn;
use super::{Arg, Phrase, Screen};
use crate::domain::shorten::short;
use crate::domain::typed;

/// So much of the first message that was not taken is quoted, in letters.
const QUOTED: usize = 40;

pub(super) fn refused(turn: &mut Turn, text: Option<&str>, pressed: bool, minutes: i64) {
    let text = text.map(|text| short(&typed::clean(text).replace('\n', " "), QUOTED));
    let text = text.filter(|text| !text.is_empty());
    let what = match (&text, pressed) {
        (_, true) => "press",
        (Some(_), false) => "text",
        (None, false) => "other",
    };
    let wait = Phrase::new("too-many-wait").with("minutes", Arg::Number(minutes));
    turn.answer(wait.clone(), true);
    let said = Phrase::new("too-many")
        .with("what", Arg::Code(what.to_owned()))
        .with("text", text.unwrap_or_default());
    turn.show_below(Screen::new(said).and(wait).aside());
}
