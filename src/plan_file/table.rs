//! Reading TOML tables so that every mistake is found in one go: whatever is missing, unknown or of the
//! wrong kind is noted with its line, and reading goes on. What the keys mean is the caller's business.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Problem;

/// The mistakes found so far, in a text.
pub struct Problems<'a> {
    text: &'a str,
    found: RefCell<Vec<Problem>>,
}

impl<'a> Problems<'a> {
    pub fn new(text: &'a str) -> Problems<'a> {
        Problems {
            text,
            found: RefCell::default(),
        }
    }

    /// Notes a mistake at a byte of the text.
    pub fn note(&self, at: usize, message: impl Into<String>) {
        let line = self
            .text
            .as_bytes()
            .iter()
            .take(at)
            .filter(|byte| **byte == b'\n')
            .count()
            + 1;
        self.found.borrow_mut().push(Problem {
            line,
            message: message.into(),
        });
    }

    /// All of them, by line.
    pub fn into_list(self) -> Vec<Problem> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|problem| problem.line);
        found
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    pub at: usize,
    pub value: T,
}

/// One table; every key that is asked for is known, the others are mistakes.
pub struct Table<'t, 'a> {
    name: &'static str,
    entries: &'t DeTable<'a>,
    pub at: usize,
    problems: &'t Problems<'a>,
}

impl<'t, 'a> Table<'t, 'a> {
    pub fn new(
        name: &'static str,
        table: &'t DeTable<'a>,
        at: usize,
        known: &[&str],
        problems: &'t Problems<'a>,
    ) -> Table<'t, 'a> {
        for key in table.keys() {
            let word: &str = key.get_ref();
            if !known.contains(&word) {
                let hint = did_you_mean(word, known.iter().copied());
                problems.note(
                    key.span().start,
                    format!("{name} has no key {word:?}{hint}"),
                );
            }
        }
        Table {
            name,
            entries: table,
            at,
            problems,
        }
    }

    fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'a>>> {
        self.entries
            .iter()
            .find(|(name, _)| name.get_ref() == key)
            .map(|(_, value)| value)
    }

    fn missing(&self, key: &str) {
        self.problems
            .note(self.at, format!("{} lacks {key:?}", self.name));
    }

    fn wrong(&self, key: &str, span: Range<usize>, wanted: &str, value: &DeValue<'_>) {
        self.problems.note(
            span.start,
            format!("{key:?} must be {wanted}, not {}", described(value)),
        );
    }

    /// A text that is not empty.
    pub fn text(&self, key: &str) -> Option<At<String>> {
        let found = self.optional_text(key);
        if found.is_none() && self.get(key).is_none() {
            self.missing(key);
        }
        found
    }

    /// A text that is not empty, if the key is there.
    pub fn optional_text(&self, key: &str) -> Option<At<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => self.filled(key, value.span(), text),
            other => {
                self.wrong(key, value.span(), "a text in quotation marks", other);
                None
            }
        }
    }

    fn filled(&self, key: &str, span: Range<usize>, text: &str) -> Option<At<String>> {
        let text = text.trim();
        if text.is_empty() {
            self.problems.note(span.start, format!("{key:?} is empty"));
            return None;
        }
        Some(At {
            at: span.start,
            value: text.to_owned(),
        })
    }

    /// A whole number.
    pub fn number(&self, key: &str) -> Option<At<i64>> {
        let found = self.optional_number(key);
        if found.is_none() && self.get(key).is_none() {
            self.missing(key);
        }
        found
    }

    /// A whole number, if the key is there.
    pub fn optional_number(&self, key: &str) -> Option<At<i64>> {
        let value = self.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(key, value.span(), "a whole number", value.get_ref());
        }
        number.map(|number| At {
            at: value.span().start,
            value: number,
        })
    }

    /// A list of texts, at least one, none empty.
    pub fn texts(&self, key: &str) -> Option<Vec<String>> {
        let Some(value) = self.get(key) else {
            self.missing(key);
            return None;
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value.span(), "a list of texts", value.get_ref());
            return None;
        };
        if items.is_empty() {
            self.problems
                .note(value.span().start, format!("{key:?} is empty"));
        }
        let read = |item: &Spanned<DeValue<'a>>| match item.get_ref() {
            DeValue::String(text) => self.filled(key, item.span(), text).map(|text| text.value),
            other => {
                self.wrong(key, item.span(), "a list of texts", other);
                None
            }
        };
        Some(items.iter().filter_map(read).collect())
    }

    /// A table within this one, if the key is there.
    pub fn optional_table(&self, key: &'static str, known: &[&str]) -> Option<Table<'t, 'a>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Table::new(
                key,
                table,
                value.span().start,
                known,
                self.problems,
            )),
            other => {
                self.wrong(key, value.span(), "a table", other);
                None
            }
        }
    }

    /// A table within this one.
    pub fn table(&self, key: &'static str, known: &[&str]) -> Option<Table<'t, 'a>> {
        if self.get(key).is_none() {
            self.problems
                .note(self.at, format!("the file lacks the table [{key}]"));
        }
        self.optional_table(key, known)
    }

    /// The tables of a list of tables, at least one.
    pub fn tables(&self, key: &'static str, known: &[&str]) -> Vec<Table<'t, 'a>> {
        let Some(value) = self.get(key) else {
            self.problems
                .note(self.at, format!("the file lacks a table [[{key}]]"));
            return Vec::new();
        };
        let items = match value.get_ref() {
            DeValue::Array(items) => items,
            other => {
                self.wrong(
                    key,
                    value.span(),
                    "a list of tables, each headed by double brackets",
                    other,
                );
                return Vec::new();
            }
        };
        let read = |item: &'t Spanned<DeValue<'a>>| match item.get_ref() {
            DeValue::Table(table) => Some(Table::new(
                key,
                table,
                item.span().start,
                known,
                self.problems,
            )),
            other => {
                self.wrong(key, item.span(), "a table", other);
                None
            }
        };
        items.iter().filter_map(read).collect()
    }
}

fn described(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a decimal point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The end of a sentence that names the nearest of the known words, if one is near.
pub fn did_you_mean<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> String {
    let nearest = known.map(|known| (distance(word, known), known)).min();
    match nearest {
        Some((distance, known)) if distance <= 1 + word.chars().count() / 4 => {
            format!("; did you mean {known:?}?")
        }
        _ => String::new(),
    }
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
