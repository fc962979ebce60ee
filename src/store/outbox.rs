//! Messages that shall leave: written in the transaction of the step that wanted them, delivered by
//! the sender, their outcome recorded here.

use serde::{Deserialize, Serialize};

use crate::dialogue::{Phrase, Screen};
use crate::domain::office::DocumentId;

/// What shall be sent; the Telegram edge renders it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Outgoing {
    /// A new message.
    Show { screen: Screen },
    /// Edits this message; sends a new one if it cannot be edited any more.
    Replace { message: i32, screen: Screen },
    /// Answers the press of a button.
    AnswerPress {
        press: String,
        text: Option<Phrase>,
        alert: bool,
    },
    /// A file of a report with the screen as its caption and buttons.
    Deliver {
        document: DocumentId,
        screen: Screen,
    },
}
