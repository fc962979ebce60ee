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
    #[serde(default, skip_serializing_if = "Place::is_desk")]
    pub place: Place,
}

/// Where a screen stands in the chat. A chat has one desk at most: the message that the person works in,
/// edited in place by presses, and moved below what they typed so that they need not look for it above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// It is the desk from now on; the desk before it goes.
    #[default]
    Desk,
    /// It takes the desk's place and stays as it is: what was finished, in short.
    Lasting,
    /// News that comes in between: the desk stays.
    Aside,
    /// How far something is: where a button asked for it, it takes the desk's place, and from then on it is edited
    /// where it stands, whatever else the chat shows.
    UnderWay,
    /// That it has ended: edits what said that it was under way, and is not said where nothing did.
    Ended,
}

impl Place {
    fn is_desk(&self) -> bool {
        *self == Place::Desk
    }
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
            ..Screen::default()
        }
    }

    /// Says what was finished: it stays, and what comes next is another message.
    pub fn lasting(mut self) -> Screen {
        self.place = Place::Lasting;
        self
    }

    /// Says how far something is that takes a while, and is edited where it stands.
    pub fn under_way(mut self) -> Screen {
        self.place = Place::UnderWay;
        self
    }

    /// Says that what was under way has ended.
    pub fn ended(mut self) -> Screen {
        self.place = Place::Ended;
        self
    }

    /// Comes in between and leaves the desk alone.
    pub fn aside(mut self) -> Screen {
        self.place = Place::Aside;
        self
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
