//! A screen is a value: Fluent keys with arguments, and buttons. It knows no language and no markup;
//! the Telegram edge renders it for its reader.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::action::Action;
use crate::domain::score::Score;

/// One message as it will be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    /// Paragraphs, each from one Fluent message.
    pub parts: Vec<Phrase>,
    /// Rows of buttons below the message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Vec<Button>>,
}

/// A Fluent message and its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    pub key: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, Arg)>,
}

/// A value that the reader's language decides how to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", content = "is", rename_all = "snake_case")]
pub enum Arg {
    /// What a person or a plan says; shown as it is, never as markup.
    Text(String),
    /// A selector or a technical value such as a hash: never in Thai digits.
    Code(String),
    Number(i64),
    /// A fiscal or order year, Buddhist Era; never grouped in thousands.
    Year(i32),
    Date(NaiveDate),
    /// Epoch milliseconds.
    Moment(i64),
    Score(Score),
    /// Another message, inside this one.
    Phrase(Box<Phrase>),
}

/// A button below a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    pub label: Phrase,
    pub action: Action,
}

impl Phrase {
    pub fn new(key: &str) -> Phrase {
        Phrase { key: key.to_owned(), args: Vec::new() }
    }

    pub fn with(mut self, name: &str, arg: impl Into<Arg>) -> Phrase {
        self.args.push((name.to_owned(), arg.into()));
        self
    }
}

impl Screen {
    /// A screen of one paragraph.
    pub fn new(phrase: impl Into<Phrase>) -> Screen {
        Screen { parts: vec![phrase.into()], buttons: Vec::new() }
    }

    /// Adds a paragraph.
    pub fn and(mut self, phrase: impl Into<Phrase>) -> Screen {
        self.parts.push(phrase.into());
        self
    }

    /// Adds a row of buttons.
    pub fn row(mut self, buttons: impl IntoIterator<Item = Button>) -> Screen {
        self.buttons.push(buttons.into_iter().collect());
        self
    }

    /// Adds a row with one button.
    pub fn button(self, label: impl Into<Phrase>, action: Action) -> Screen {
        self.row([Button { label: label.into(), action }])
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

impl From<Phrase> for Arg {
    fn from(phrase: Phrase) -> Arg {
        Arg::Phrase(Box::new(phrase))
    }
}
