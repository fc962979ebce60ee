//! What is wrong with a file, and where: values, which the reader's language puts into words.

use std::cell::RefCell;
use std::fmt;

use super::PlanFile;
use crate::domain::office::Language;
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File,
    /// Of a text, counted from 1.
    Line(usize),
    /// Of a workbook.
    Cell {
        sheet: String,
        /// Counted from 1, as the workbook's reader sees it.
        row: u32,
        /// A letter or several, such as C.
        column: String,
    },
}

/// One mistake in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub place: Place,
    pub what: Phrase,
}

/// Something about a file that is good to know and no mistake.
pub type Note = Problem;

impl Problem {
    /// The place and what is wrong there, for a chat.
    pub fn phrase(&self) -> Phrase {
        match &self.place {
            Place::File => self.what.clone(),
            Place::Line(line) => Phrase::new("plan-at-line")
                .with("line", *line)
                .with("what", self.what.clone()),
            Place::Cell { sheet, row, column } => Phrase::new("plan-at-cell")
                .with("sheet", sheet)
                .with("row", Arg::Code(row.to_string()))
                .with("column", column)
                .with("what", self.what.clone()),
        }
    }

    /// The same on one line, as a compiler would: `plan.toml:3: …`, `plan.xlsx:Sheet1!C12: …`.
    pub fn line(&self, file: &str, l10n: &L10n, language: Language) -> String {
        let what = l10n.text(language, &self.what);
        match &self.place {
            Place::File => format!("{file}: {what}"),
            Place::Line(line) => format!("{file}:{line}: {what}"),
            Place::Cell { sheet, row, column } => format!("{file}:{sheet}!{column}{row}: {what}"),
        }
    }
}

/// Why a file was refused: every mistake, by its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub file: String,
    pub problems: Vec<Problem>,
}

impl Refused {
    /// A line for each mistake, as the command line shows them.
    pub fn lines(&self, l10n: &L10n, language: Language) -> String {
        let lines = self
            .problems
            .iter()
            .map(|problem| problem.line(&self.file, l10n, language));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// For a log: without the words, which are [`Refused::lines`]'s.
impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.problems.len();
        write!(out, "{} was refused, mistakes: {count}", self.file)
    }
}

impl std::error::Error for Refused {}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    pub at: Place,
    pub value: T,
}

/// The mistakes found so far in a file.
#[derive(Default)]
pub struct Problems {
    found: RefCell<Vec<Problem>>,
}

impl Problems {
    pub fn note(&self, place: &Place, what: Phrase) {
        self.found.borrow_mut().push(Problem {
            place: place.clone(),
            what,
        });
    }

    /// The plan, if it was read and nothing is wrong; else all that is wrong, by place.
    pub fn unless_any(self, file: &str, plan: Option<PlanFile>) -> Result<PlanFile, Refused> {
        let mut problems = self.found.into_inner();
        match plan {
            Some(plan) if problems.is_empty() => Ok(plan),
            _ => {
                sort(&mut problems);
                Err(Refused {
                    file: file.to_owned(),
                    problems,
                })
            }
        }
    }
}

/// By line, or by sheet as they come and row within it.
fn sort(problems: &mut [Problem]) {
    let mut sheets: Vec<String> = Vec::new();
    for problem in problems.iter() {
        if let Place::Cell { sheet, .. } = &problem.place
            && !sheets.contains(sheet)
        {
            sheets.push(sheet.clone());
        }
    }
    problems.sort_by_key(|problem| match &problem.place {
        Place::File => (0, 0),
        Place::Line(line) => (0, *line),
        Place::Cell { sheet, row, .. } => {
            let sheet = sheets.iter().position(|known| known == sheet);
            (1 + sheet.unwrap_or(0), *row as usize)
        }
    });
}

/// The end of a sentence that names the nearest of the known words, if one is near; else nothing.
pub fn did_you_mean<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Arg {
    // Nobody mistypes a page; and comparing takes the product of both lengths.
    match nearest(word, known, 80) {
        Some(known) => Phrase::new("plan-did-you-mean").with("word", known).into(),
        None => "".into(),
    }
}

/// The nearest of the known words, if one is near; longer ones are not compared.
pub fn nearest<'w>(
    word: &str,
    known: impl Iterator<Item = &'w str>,
    longest: usize,
) -> Option<&'w str> {
    let length = word.chars().count();
    let near = 1 + length / 4;
    if length > longest {
        return None;
    }
    let (distance, known) = known
        .filter(|known| {
            let other = known.chars().count();
            other <= longest && other.abs_diff(length) <= near
        })
        .map(|known| (distance(word, known), known))
        .min()?;
    (distance <= near).then_some(known)
}

/// Levenshtein's distance, in characters.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}
