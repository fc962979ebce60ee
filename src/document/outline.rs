//! The report as a document: what stands on each page, in reading order, with every string final.
//! It knows no locale, no numbering rule and no digits; the caller has put the words, the official
//! citations and the Thai digits in. PDF (and later other formats) are made from this one model.

use serde::{Deserialize, Serialize};

/// Number of columns of the report's table, in the order of the official form: measure, method,
/// responsible unit, period, result, outcome.
pub const COLUMNS: usize = 6;

/// A whole report, ready to be set. Plain data: it may be stored, hashed and compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// BCP 47 language of the text, e.g. `th`. Also chooses the digits of page numbers.
    pub language: String,
    /// Title on the cover, and of the file.
    pub title: String,
    /// Line below the title on the cover: whose report, of which year.
    pub subtitle: String,
    /// The office with its district and province, at the foot of the cover.
    pub cover_footer: String,
    /// Centred lines over the introduction.
    pub heading: Vec<String>,
    /// Introduction; a line break begins a new paragraph.
    pub intro: String,
    /// Header row, repeated on every page of the table.
    pub columns: [String; COLUMNS],
    pub rows: Vec<Row>,
    /// Line before the signatures: which unit answers for the report.
    pub responsible_line: String,
    pub sign_words: SignWords,
    /// In the order of signing. Printed together on one page, two in a row.
    pub signers: Vec<Signer>,
    /// Behind the signatures, each from a new page.
    #[serde(default)]
    pub annexes: Vec<Annex>,
    /// Last page of an acknowledged report.
    pub acknowledgement: Option<Acknowledgement>,
    /// Foot of every page but the cover; `{page}` and `{pages}` stand for the numbers.
    pub page_label: String,
    /// Small line at the top right of every page, e.g. version and short hash of a draft.
    pub mark: Option<String>,
    /// The office's own words (place, people, units): never broken at a line end.
    pub names: Vec<String>,
}

/// One measure. The first paragraph of its first cell is also its entry in the PDF's outline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub cells: [Vec<Para>; COLUMNS],
    /// At the head of every further page that the row reaches.
    #[serde(default)]
    pub continued: String,
}

/// A paragraph of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Para {
    /// Hanging number or dash, e.g. `๑.` or `-`.
    pub number: Option<String>,
    /// A line break begins a new line.
    pub text: String,
    /// 0 for an item, 1 for a sub-item, and so on.
    pub level: u8,
}

impl Para {
    /// A paragraph without number.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// An item with its number, or a sub-item with its dash.
    pub fn item(level: u8, number: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            number: Some(number.into()),
            text: text.into(),
            level,
        }
    }
}

/// The words beside the dotted lines of a signature.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignWords {
    pub signature: String,
    pub position: String,
    pub date: String,
}

/// One place for a signature.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// In which role, e.g. reporter, verifier.
    pub label: String,
    pub name: String,
    pub position: String,
    /// Stands on the signature line, e.g. that it was approved in the system; dots otherwise.
    pub signed: Option<String>,
    /// Stands on the date line; dots otherwise.
    pub date: Option<String>,
}

/// A part behind the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annex {
    /// Centred lines.
    pub heading: Vec<String>,
    pub body: AnnexBody,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnnexBody {
    Summary(Vec<Block>),
    Table(Table),
    Photos(Vec<Photo>),
    Scores(Scores),
}

/// A part of what shall share a page, set close.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    Heading(String),
    Text(String),
    Table(Table),
}

/// A plain table, its header repeated on every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub columns: Vec<String>,
    /// Of the width, for each column.
    pub shares: Vec<u16>,
    /// Of cells, one for each column; a line break begins a new line.
    pub rows: Vec<Vec<String>>,
}

/// A photo of the evidence, by the id of its file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    pub file: i64,
    /// Below the photo; also what a screen reader says of it.
    pub caption: String,
    /// In the place of a photo that cannot be shown.
    pub missing: String,
}

/// Scores of two years beside each other, as bars from 0 to 100.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// What the two bars of a measure stand for, e.g. the years.
    pub years: [String; 2],
    /// Over the measures and over the differences, where the scores stand in a table.
    pub heads: [String; 2],
    pub measures: Vec<ScoreBars>,
}

/// One measure's bars.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreBars {
    pub label: String,
    /// In hundredths of a point.
    pub scores: [u16; 2],
    pub said: [String; 2],
    /// How the second differs from the first.
    pub change: String,
}

/// Who acknowledged which version of the report, and when: the last page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledgement {
    pub heading: String,
    /// Label and value, e.g. the SHA-256 of the version that was shown.
    pub lines: Vec<(String, String)>,
    /// Paragraphs below, e.g. the instruction given.
    pub statement: Vec<String>,
}
