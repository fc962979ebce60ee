//! A phrase is what shall be said without its words: a Fluent key and arguments. Each reader's
//! language decides how it is written; nothing here knows one.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::language::Language;
use crate::domain::score::Score;
use crate::hidden::Hidden;

/// A Fluent message and its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    pub key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, Arg)>,
}

/// A value that the reader's language decides how to write. Its `Debug` does not tell what people said.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", content = "is", rename_all = "snake_case")]
pub enum Arg {
    /// What a person or a plan says; shown as it is, never as markup.
    Text(String),
    /// A selector or a technical value such as a hash: never in Thai digits.
    Code(String),
    Number(i64),
    /// A label whose digits follow the language, such as the code i13 of a question or the number of a
    /// paper; never markup.
    Label(String),
    /// A year of the Buddhist Era, never grouped in thousands; a message may use its form in the Common Era,
    /// under the argument's name with `-common` behind.
    Year(i32),
    Date(NaiveDate),
    /// Epoch milliseconds.
    Moment(i64),
    Score(Score),
    /// A language's name in itself.
    Language(Language),
    /// Another message, inside this one.
    Phrase(Box<Phrase>),
    /// Messages one below the other.
    Lines(Vec<Phrase>),
}

impl fmt::Debug for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Arg::Text(text) | Arg::Label(text) => Hidden::text(text).fmt(f),
            Arg::Code(code) => code.fmt(f),
            Arg::Number(number) => number.fmt(f),
            Arg::Year(year) => year.fmt(f),
            Arg::Date(date) => date.fmt(f),
            Arg::Moment(at) => at.fmt(f),
            Arg::Score(score) => score.fmt(f),
            Arg::Language(language) => language.fmt(f),
            Arg::Phrase(phrase) => phrase.fmt(f),
            Arg::Lines(lines) => lines.fmt(f),
        }
    }
}

impl Phrase {
    pub fn new(key: &str) -> Phrase {
        Phrase {
            key: key.to_owned(),
            args: Vec::new(),
        }
    }

    pub fn with(mut self, name: &str, arg: impl Into<Arg>) -> Phrase {
        self.args.push((name.to_owned(), arg.into()));
        self
    }
}

impl From<&str> for Phrase {
    fn from(key: &str) -> Phrase {
        Phrase::new(key)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Arg {
        Arg::Text(text.clone())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Arg {
        Arg::Number(number as i64)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Arg {
        Arg::Number(number.into())
    }
}

impl From<NaiveDate> for Arg {
    fn from(date: NaiveDate) -> Arg {
        Arg::Date(date)
    }
}

impl From<Score> for Arg {
    fn from(score: Score) -> Arg {
        Arg::Score(score)
    }
}

impl From<Language> for Arg {
    fn from(language: Language) -> Arg {
        Arg::Language(language)
    }
}

impl From<Phrase> for Arg {
    fn from(phrase: Phrase) -> Arg {
        Arg::Phrase(Box::new(phrase))
    }
}

impl From<Vec<Phrase>> for Arg {
    fn from(lines: Vec<Phrase>) -> Arg {
        Arg::Lines(lines)
    }
}
