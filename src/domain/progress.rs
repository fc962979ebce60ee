//! What is reported on one measure: its results, evidence, outcomes and scores, columns 5 and 6 of
//! the report. A draft is the same while it is being written.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::order::OrderNumber;
use super::score::{Score, ScorePair};

/// What a unit says that it did and reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    pub results: Vec<ResultItem>,
    /// Each an item of column 6; may be negative.
    pub outcomes: Vec<String>,
    pub scores: Option<ScoreComparison>,
}

/// One numbered item of column 5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ResultItem {
    Text {
        text: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        subitems: Vec<String>,
    },
    Order(Order),
    /// Nothing was done, and why.
    NothingDone {
        reason: String,
    },
}

/// An order (คำสั่ง) cited as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub issuer: String,
    pub number: OrderNumber,
    pub subject: String,
    /// None where the reporter has said that it is not known.
    pub date: Option<NaiveDate>,
}

/// An order while the bot still asks for parts of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderDraft {
    pub issuer: Option<String>,
    pub number: Option<OrderNumber>,
    pub subject: Option<String>,
    pub date: Option<NaiveDate>,
    /// The person said that the date is not known: do not ask again.
    pub undated: bool,
    /// How the citation was typed, while its number is in doubt.
    pub typed: Option<String>,
    /// Where among the results it belongs, counted from 0; at the end if none.
    pub place: Option<usize>,
}

/// The two scores of a measure and how the sentence that compares them is joined to the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreComparison {
    pub before: Score,
    pub after: Score,
    #[serde(default)]
    pub link: ScoreLink,
}

/// The score as the reason of the outcome, or as its effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoreLink {
    #[default]
    Because,
    LedTo,
}

/// One measure's working copy, shared by everyone who may report it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub progress: Progress,
    /// Orders that were named but still lack a part, oldest first.
    pub orders: Vec<OrderDraft>,
    /// Changes whenever another order comes to be asked about: buttons of the one before are void.
    pub serial: i64,
}

impl Progress {
    pub fn is_empty(&self) -> bool {
        self.results.is_empty() && self.outcomes.is_empty() && self.scores.is_none()
    }
}

impl ScoreComparison {
    /// The two scores alone.
    pub fn pair(self) -> ScorePair {
        ScorePair {
            before: self.before,
            after: self.after,
        }
    }
}
