//! A screen is a value: Fluent keys with arguments, and buttons. It knows no language and no markup;
//! the Telegram edge renders it for its reader.

use serde::{Deserialize, Serialize};

use super::action::Action;
use crate::phrase::Phrase;

/// One message as it will be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    /// Paragraphs, each from one Fluent message.
    pub parts: Vec<Phrase>,
    /// Rows of buttons below the message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Vec<Button>>,
}

/// A button below a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    pub label: Phrase,
    pub action: Action,
}

impl Screen {
    /// A screen of one paragraph.
    pub fn new(phrase: impl Into<Phrase>) -> Screen {
        Screen {
            parts: vec![phrase.into()],
            buttons: Vec::new(),
        }
    }

    /// Adds a paragraph.
    pub fn and(mut self, phrase: impl Into<Phrase>) -> Screen {
        self.parts.push(phrase.into());
        self
    }

    /// Adds a row of buttons, if there are any.
    pub fn row(mut self, buttons: impl IntoIterator<Item = Button>) -> Screen {
        let row: Vec<Button> = buttons.into_iter().collect();
        if !row.is_empty() {
            self.buttons.push(row);
        }
        self
    }

    /// Adds a row with one button.
    pub fn button(self, label: impl Into<Phrase>, action: Action) -> Screen {
        self.row([Button {
            label: label.into(),
            action,
        }])
    }
}
