//! Reading TOML tables so that every mistake is found in one go: whatever is missing, unknown or of the
//! wrong kind is noted with its line, and reading goes on. What the keys mean is the caller's business.

use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::problem::{At, Place, Problems, did_you_mean};
use super::{MOST, one_line};
use crate::domain::typed::clean;
use crate::phrase::{Arg, Phrase};

/// Where the lines of a text begin.
pub struct Lines {
    ends: Vec<usize>,
}

impl Lines {
    pub fn of(text: &str) -> Lines {
        let ends = text.bytes().enumerate();
        Lines {
            ends: ends
                .filter_map(|(at, byte)| (byte == b'\n').then_some(at))
                .collect(),
        }
    }

    /// The line of a byte.
    pub fn place(&self, at: usize) -> Place {
        Place::Line(self.ends.partition_point(|end| *end < at) + 1)
    }
}

/// One table; every key that is asked for is known, the others are mistakes.
pub struct Table<'t, 'a> {
    name: &'static str,
    entries: &'t DeTable<'a>,
    pub at: Place,
    lines: &'t Lines,
    problems: &'t Problems,
}

impl<'t, 'a> Table<'t, 'a> {
    pub fn new(
        name: &'static str,
        table: &'t DeTable<'a>,
        at: Place,
        known: &[&str],
        lines: &'t Lines,
        problems: &'t Problems,
    ) -> Table<'t, 'a> {
        for key in table.keys() {
            let word: &str = key.get_ref();
            if !known.contains(&word) {
                let what = Phrase::new("plan-key-unknown")
                    .with("table", Arg::Code(name.to_owned()))
                    .with("key", word)
                    .with("hint", did_you_mean(word, known.iter().copied()));
                problems.note(&lines.place(key.span().start), what);
            }
        }
        Table {
            name,
            entries: table,
            at,
            lines,
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
        let what = Phrase::new("plan-key-missing")
            .with("table", Arg::Code(self.name.to_owned()))
            .with("key", key);
        self.problems.note(&self.at, what);
    }

    fn wrong(&self, key: &str, span: Range<usize>, wanted: &str, value: &DeValue<'_>) {
        let what = Phrase::new("plan-key-kind")
            .with("key", key)
            .with("wanted", Arg::Code(wanted.to_owned()))
            .with("found", Arg::Code(described(value).to_owned()));
        self.problems.note(&self.lines.place(span.start), what);
    }

    /// A text that is not empty.
    pub fn text(&self, key: &str) -> Option<At<String>> {
        let found = self.optional_text(key);
        if found.is_none() && self.get(key).is_none() {
            self.missing(key);
        }
        found
    }

    /// A text that is not empty, in one line, if the key is there.
    pub fn optional_text(&self, key: &str) -> Option<At<String>> {
        self.optional(key, one_line)
    }

    /// A text that is not empty and may have several lines, if the key is there.
    pub fn optional_lines(&self, key: &str) -> Option<At<String>> {
        self.optional(key, clean)
    }

    fn optional(&self, key: &str, cleaned: fn(&str) -> String) -> Option<At<String>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => self.filled(key, value.span(), cleaned(text)),
            other => {
                self.wrong(key, value.span(), "quoted-text", other);
                None
            }
        }
    }

    fn filled(&self, key: &str, span: Range<usize>, text: String) -> Option<At<String>> {
        let at = self.lines.place(span.start);
        if text.is_empty() {
            self.empty(key, &at);
            return None;
        }
        Some(At { at, value: text })
    }

    fn empty(&self, key: &str, at: &Place) {
        let what = Phrase::new("plan-key-empty").with("key", key);
        self.problems.note(at, what);
    }

    /// True or false, if the key is there.
    pub fn optional_truth(&self, key: &str) -> Option<At<bool>> {
        let value = self.get(key)?;
        let DeValue::Boolean(truth) = value.get_ref() else {
            self.wrong(key, value.span(), "truth", value.get_ref());
            return None;
        };
        Some(At {
            at: self.lines.place(value.span().start),
            value: *truth,
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
            self.wrong(key, value.span(), "whole-number", value.get_ref());
        }
        number.map(|number| At {
            at: self.lines.place(value.span().start),
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
            self.wrong(key, value.span(), "texts", value.get_ref());
            return None;
        };
        if items.is_empty() {
            self.empty(key, &self.lines.place(value.span().start));
        }
        let read = |item: &Spanned<DeValue<'a>>| match item.get_ref() {
            DeValue::String(text) => self
                .filled(key, item.span(), one_line(text))
                .map(|text| text.value),
            other => {
                self.wrong(key, item.span(), "texts", other);
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
                self.lines.place(value.span().start),
                known,
                self.lines,
                self.problems,
            )),
            other => {
                self.wrong(key, value.span(), "table", other);
                None
            }
        }
    }

    /// A table within this one.
    pub fn table(&self, key: &'static str, known: &[&str]) -> Option<Table<'t, 'a>> {
        if self.get(key).is_none() {
            let what = Phrase::new("plan-table-missing").with("table", key);
            self.problems.note(&self.at, what);
        }
        self.optional_table(key, known)
    }

    /// The tables of a list of tables, at least one.
    pub fn tables(&self, key: &'static str, known: &[&str]) -> Vec<Table<'t, 'a>> {
        let Some(value) = self.get(key) else {
            let what = Phrase::new("plan-tables-missing").with("table", key);
            self.problems.note(&self.at, what);
            return Vec::new();
        };
        let items = match value.get_ref() {
            DeValue::Array(items) => items,
            other => {
                self.wrong(key, value.span(), "tables", other);
                return Vec::new();
            }
        };
        let read = |item: &'t Spanned<DeValue<'a>>| match item.get_ref() {
            DeValue::Table(table) => Some(Table::new(
                key,
                table,
                self.lines.place(item.span().start),
                known,
                self.lines,
                self.problems,
            )),
            other => {
                self.wrong(key, item.span(), "table", other);
                None
            }
        };
        if items.len() > MOST {
            let what = Phrase::new("plan-too-much").with("most", MOST);
            self.problems
                .note(&self.lines.place(value.span().start), what);
            return Vec::new();
        }
        items.iter().filter_map(read).collect()
    }
}

fn described(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "number",
        DeValue::Float(_) => "decimal",
        DeValue::Boolean(_) => "truth",
        DeValue::Datetime(_) => "date",
        DeValue::Array(_) => "list",
        DeValue::Table(_) => "table",
    }
}
