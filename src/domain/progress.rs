//! What is reported on one measure: its results, evidence, outcomes and scores, columns 5 and 6 of
//! the report. A draft is the same while it is being written.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::Quarter;
use super::evidence::{Citation, EvidenceKind, FileRef};
use super::order::OrderNumber;
use super::score::{Score, ScorePair};
use super::thai_date::DateReading;

/// What a unit says that it did and reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    pub results: Vec<ResultItem>,
    /// Each an item of column 6; may be negative.
    pub outcomes: Vec<String>,
    pub scores: Option<ScoreComparison>,
    /// Why results and outcomes stand although they seem to contradict each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub insisted: Option<String>,
    /// The messages that the outcomes and the scores came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcomes_from: Option<Typed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores_from: Option<Typed>,
}

/// One numbered item of column 5, with what shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultItem {
    #[serde(flatten)]
    pub content: Content,
    /// Photos and files that belong to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// Why it stands although the bot pointed out something odd about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insisted: Option<String>,
    /// The messages that it was typed in, so that editing one of them changes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Typed>,
}

/// What an item of column 5 says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    Text {
        text: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        subitems: Vec<String>,
    },
    Order(Order),
    /// Another paper than an order.
    Cited(Citation),
    /// Photos or files that stand for themselves, under one caption.
    Pictured {
        caption: String,
    },
    /// Nothing was done, and why.
    NothingDone {
        reason: String,
    },
}

/// A part of an answer and the message that it came in (Telegram's message id in the chat of `chat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    pub chat: i64,
    pub message: i32,
    #[serde(default)]
    pub part: Part,
    /// The message was forwarded from somebody else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forwarded: bool,
}

/// Which part of an item a message held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    #[default]
    Whole,
    Number,
    Subject,
    Date,
    Caption,
    /// The last of several messages that Telegram made of one long text.
    Rest,
}

/// A part of an item that can be typed anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemPart {
    /// The number, or the round of a meeting.
    Number,
    /// The subject, the name of a plan, the caption of photos.
    Subject,
    Date,
    Issuer,
    Url,
}

impl ItemPart {
    pub const ALL: [ItemPart; 5] = [
        ItemPart::Number,
        ItemPart::Subject,
        ItemPart::Date,
        ItemPart::Issuer,
        ItemPart::Url,
    ];

    /// The name used in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            ItemPart::Number => "number",
            ItemPart::Subject => "subject",
            ItemPart::Date => "date",
            ItemPart::Issuer => "issuer",
            ItemPart::Url => "url",
        }
    }
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

/// An order or another paper while the bot still asks for parts of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderDraft {
    pub paper: EvidenceKind,
    pub issuer: Option<String>,
    /// Of an order.
    pub number: Option<OrderNumber>,
    /// Of another paper, as it is written.
    pub reference: Option<String>,
    /// The person said that it has no number: do not ask again.
    pub unnumbered: bool,
    pub url: Option<String>,
    pub subject: Option<String>,
    pub date: Option<NaiveDate>,
    /// A date that was typed and cannot be taken as it stands: no calendar has it, or it may mean several
    /// days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_in_doubt: Option<DateReading>,
    /// The person said that the date is not known: do not ask again.
    pub undated: bool,
    /// How the citation was typed, while its number is in doubt.
    pub typed: Option<String>,
    /// The person said that it is another order than the known one of this number.
    pub distinct: bool,
    /// Where among the results it belongs, counted from 0; at the end if none.
    pub place: Option<usize>,
    pub files: Vec<FileRef>,
    pub from: Vec<Typed>,
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

/// One measure's working copy, shared by everyone who may report it. A measure has one at a time, for
/// one quarter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The quarter that it reports.
    pub quarter: Quarter,
    pub progress: Progress,
    /// Orders that were named but still lack a part, oldest first.
    pub orders: Vec<OrderDraft>,
    /// Changes whenever another order comes to be asked about: buttons of the one before are void.
    pub serial: i64,
    /// Why what was filed is corrected.
    pub correction: Option<String>,
    /// The items deleted last, with their places, so that they can be brought back.
    pub deleted: Option<Deleted>,
    /// It began as a copy of what was filed for this quarter.
    pub copied: Option<Quarter>,
    /// Drafts of other quarters that were set aside for this one.
    pub aside: Vec<Draft>,
}

/// Items that were deleted together, with the places where they stood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deleted {
    /// Counted from 0, rising.
    pub items: Vec<(usize, ResultItem)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<(usize, String)>,
}

impl Draft {
    /// Whether it holds nothing that somebody could miss; what was set aside is not counted.
    pub fn is_empty(&self) -> bool {
        self.progress.is_empty()
            && self.orders.is_empty()
            && self.correction.is_none()
            && self.deleted.is_none()
    }
}

impl ResultItem {
    pub fn new(content: Content) -> ResultItem {
        ResultItem {
            content,
            files: Vec::new(),
            insisted: None,
            from: Vec::new(),
        }
    }

    pub fn is_nothing_done(&self) -> bool {
        matches!(self.content, Content::NothingDone { .. })
    }
}

impl From<Content> for ResultItem {
    fn from(content: Content) -> ResultItem {
        ResultItem::new(content)
    }
}

impl Progress {
    pub fn is_empty(&self) -> bool {
        self.results.is_empty() && self.outcomes.is_empty() && self.scores.is_none()
    }

    /// Whether results and outcomes say what the other's say, whatever shows them.
    pub fn says_the_same(&self, other: &Progress) -> bool {
        let said = |progress: &Progress| -> Vec<Content> {
            let items = progress.results.iter();
            items.map(|item| item.content.clone()).collect()
        };
        self.outcomes == other.outcomes && said(self) == said(other)
    }

    /// Whether it says no more than that nothing was done.
    pub fn nothing_done(&self) -> bool {
        !self.results.is_empty() && self.results.iter().all(ResultItem::is_nothing_done)
    }

    /// Without the chats and messages that it came from, which are nobody's business but the bot's.
    pub fn without_sources(mut self) -> Progress {
        (self.outcomes_from, self.scores_from) = (None, None);
        for item in &mut self.results {
            item.from.clear();
            for file in &mut item.files {
                file.album = None;
            }
        }
        self
    }

    /// One year's report from its quarters', in their order: every item once, since a quarter often
    /// begins as a copy of the one before; outcomes and scores as they were said last. That nothing was
    /// done in one quarter is left out where something was done in another.
    pub fn merged<'a>(quarters: impl IntoIterator<Item = &'a Progress>) -> Option<Progress> {
        let mut quarters = quarters.into_iter();
        let mut merged = quarters.next()?.clone();
        for later in quarters {
            for item in &later.results {
                if !merged.results.iter().any(|had| had.content == item.content) {
                    merged.results.push(item.clone());
                }
            }
            if !later.outcomes.is_empty() {
                merged.outcomes.clone_from(&later.outcomes);
                merged.outcomes_from = later.outcomes_from;
            }
            merged.scores = later.scores.or(merged.scores);
            merged.insisted = later.insisted.clone().or(merged.insisted);
        }
        if !merged.nothing_done() {
            merged.results.retain(|item| !item.is_nothing_done());
        }
        Some(merged)
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
