//! A sheet as people see it: what a merged cell shows, it shows over its whole area.

use std::collections::BTreeMap;

use super::super::one_line;
use super::super::problem::{At, Place, Problems};
use super::numbered::is_dash;
use crate::phrase::Phrase;

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, or a number as it is written.
    Text(String),
    /// What nothing can be read from, and why.
    Other(Phrase),
}

/// A merged area, counted from 0, with its last row and column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    pub top: u32,
    pub left: u32,
    pub bottom: u32,
    pub right: u32,
}

impl Merge {
    fn covers(&self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

pub struct Sheet {
    pub name: String,
    /// By row and column, counted from 0.
    cells: BTreeMap<(u32, u32), Value>,
    merges: Vec<Merge>,
}

impl Sheet {
    pub fn new(name: String, merges: Vec<Merge>) -> Sheet {
        Sheet {
            name,
            cells: BTreeMap::new(),
            merges,
        }
    }

    pub fn set(&mut self, row: u32, column: u32, value: Value) {
        self.cells.insert((row, column), value);
    }

    /// The rows that have anything in them.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<_> = self.cells.keys().map(|(row, _)| *row).collect();
        rows.dedup();
        rows
    }

    /// The cells of a row that have anything in them, by column.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Value)> {
        self.cells
            .range((row, 0)..=(row, u32::MAX))
            .map(|((_, column), value)| (*column, value))
    }

    /// The merged area that a cell is part of.
    pub fn merge(&self, row: u32, column: u32) -> Option<&Merge> {
        self.merges.iter().find(|merge| merge.covers(row, column))
    }

    /// What stands in the very cell.
    pub fn own(&self, row: u32, column: u32) -> Option<&Value> {
        self.cells.get(&(row, column))
    }

    /// What the cell shows, be it another's that is merged over it.
    pub fn shown(&self, row: u32, column: u32) -> Option<&Value> {
        self.own(row, column).or_else(|| {
            let merge = self.merge(row, column)?;
            self.own(merge.top, merge.left)
        })
    }

    pub fn place(&self, row: u32, column: u32) -> Place {
        Place::Cell {
            sheet: self.name.clone(),
            row: row + 1,
            column: letters(column),
        }
    }

    /// The text of a cell with its lines, if there is one; what is no text is noted.
    pub fn text(&self, row: u32, column: u32, problems: &Problems) -> Option<At<String>> {
        let at = self.place(row, column);
        match self.shown(row, column)? {
            Value::Text(value) => Some(At {
                at,
                value: value.clone(),
            }),
            Value::Other(what) => {
                problems.note(&at, what.clone());
                None
            }
        }
    }

    /// The text of a cell in one line, if there is one.
    pub fn line(&self, row: u32, column: u32, problems: &Problems) -> Option<At<String>> {
        let text = self.text(row, column, problems)?;
        let value = one_line(&text.value);
        (!value.is_empty()).then_some(At { at: text.at, value })
    }

    /// The same of a cell that may be empty, which people also show by a dash.
    pub fn optional(&self, row: u32, column: u32, problems: &Problems) -> Option<At<String>> {
        let text = self.line(row, column, problems);
        text.filter(|text| !is_dash(&text.value))
    }
}

/// A column's letters: A to Z, then AA.
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_a_spreadsheet_letters_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), name);
        }
    }
}
