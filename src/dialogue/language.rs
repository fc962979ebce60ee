//! The language and the digits that a person reads. Choosing them never leaves the question that
//! waits: it is asked again in the new words.

use super::turn::Turn;
use super::{Action, Arg, Button, Effect, Phrase, Screen};
use crate::domain::language::{Digits, Language};
use crate::domain::numerals;

/// /language and the button: the other language of two, or the choice among several.
pub(super) fn switch(turn: &mut Turn) {
    match others(turn).as_slice() {
        [other] => choose(turn, *other),
        others => {
            let mut screen = Screen::new("ask-language").and(spoken_now(turn));
            for other in others {
                screen = screen.button(name(*other), Action::ChooseLanguage(*other));
            }
            let screen = screen
                .row([digits_button(turn)])
                .button("button-home", Action::Home);
            turn.show(screen);
        }
    }
}

pub(super) fn choose(turn: &mut Turn, language: Language) {
    let known = turn.desk.languages.iter();
    match known.into_iter().find(|known| known.same_words(language)) {
        Some(known) => set(turn, known.with_digits(turn.language.digits())),
        None => turn.stale("stale-button"),
    }
}

pub(super) fn choose_digits(turn: &mut Turn, digits: Digits) {
    let language = turn.language;
    let chosen = (own_digits(turn) != digits).then_some(digits);
    set(turn, language.with_digits(chosen));
}

/// The button on the home screen: it bears the name of the other language, so that who cannot read
/// this one finds it.
pub(super) fn button(turn: &Turn) -> Button {
    Button {
        label: match others(turn).as_slice() {
            [other] => name(*other),
            _ => "button-language".into(),
        },
        action: Action::SwitchLanguage,
    }
}

fn set(turn: &mut Turn, language: Language) {
    turn.effect(Effect::SetLanguage(language));
    turn.language = language;
    let button = digits_button(turn);
    let now = spoken_now(turn);
    turn.again_with(now, [button]);
}

fn others(turn: &Turn) -> Vec<Language> {
    let here = known(turn);
    let languages = turn.desk.languages.iter().copied();
    languages.filter(|other| !other.same_words(here)).collect()
}

/// The person's language as it is among those there are: Thai if it is none of them.
fn known(turn: &Turn) -> Language {
    let mut languages = turn.desk.languages.iter();
    let known = languages.find(|known| known.same_words(turn.language));
    let known = known.or(turn.desk.languages.first());
    known.copied().unwrap_or_default()
}

fn own_digits(turn: &Turn) -> Digits {
    known(turn).digits().unwrap_or(Digits::Thai)
}

fn name(language: Language) -> Phrase {
    Phrase::new("button-language-name").with("language", language)
}

/// The button for the digits that are not in use.
fn digits_button(turn: &Turn) -> Button {
    let other = match shown_digits(turn) {
        Digits::Thai => Digits::Latin,
        Digits::Latin => Digits::Thai,
    };
    Button {
        label: in_words(other),
        action: Action::ChooseDigits(other),
    }
}

fn shown_digits(turn: &Turn) -> Digits {
    turn.language.digits().unwrap_or_else(|| own_digits(turn))
}

fn spoken_now(turn: &Turn) -> Phrase {
    Phrase::new("spoken-now")
        .with("language", known(turn))
        .with("digits", in_words(shown_digits(turn)))
}

/// The name of the digits, with the first three as they are.
fn in_words(digits: Digits) -> Phrase {
    const SAMPLE: &str = "123";
    let (key, sample) = match digits {
        Digits::Thai => ("digits-thai", numerals::to_thai(SAMPLE)),
        Digits::Latin => ("digits-latn", SAMPLE.to_owned()),
    };
    Phrase::new(key).with("sample", Arg::Text(sample))
}
