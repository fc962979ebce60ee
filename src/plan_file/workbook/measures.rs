//! The plan's own table, row by row: a measure begins where its column says something, and goes on over
//! the rows below that add methods to it.

use std::collections::HashSet;

use super::super::problem::{At, Place, Problems};
use super::super::{Note, check, one_line};
use super::grid::{Sheet, Value};
use super::numbered;
use super::rows::Kinds;
use super::scores::{self, Topic};
use super::words::{Column, Header};
use crate::domain::numerals::to_arabic;
use crate::phrase::{Arg, Phrase};

/// A measure as its rows state it; `None` is what the table has no column for.
pub struct Draft {
    pub at: Place,
    pub number: u32,
    pub title: String,
    pub methods: Option<Vec<String>>,
    pub unit: Option<At<String>>,
    pub period: Option<String>,
    pub topic: Option<Topic>,
}

/// The first row that heads a table of measures.
pub fn header(sheet: &Sheet) -> Option<Header<Column>> {
    use Column::{Measure, Methods, Period, Unit};
    let headers = sheet
        .rows()
        .into_iter()
        .map(|row| Header::of(sheet, row, Column::headed));
    headers.into_iter().find(|header| {
        let others = [Methods, Unit, Period];
        let others = others.into_iter().filter(|column| header.has(*column));
        header.has(Measure) && others.count() >= 2
    })
}

pub struct Rows<'a> {
    sheet: &'a Sheet,
    header: &'a Header<Column>,
    problems: &'a Problems,
    notes: &'a mut Vec<Note>,
    drafts: Vec<Draft>,
    seen: HashSet<String>,
    last_number: u32,
}

/// Reads all rows below the headings.
pub fn read(
    sheet: &Sheet,
    header: &Header<Column>,
    problems: &Problems,
    notes: &mut Vec<Note>,
) -> Vec<Draft> {
    let mut rows = Rows {
        sheet,
        header,
        problems,
        notes,
        drafts: Vec::new(),
        seen: HashSet::new(),
        last_number: 0,
    };
    rows.all();
    rows.drafts
}

impl Rows<'_> {
    fn all(&mut self) {
        let mut last = None;
        // Whether the row above belongs to the last measure.
        let mut open = false;
        for row in self.sheet.rows() {
            if row < self.header.below || self.kinds().is_header(row) {
                continue;
            }
            let follows = last.is_none_or(|last| row == last + 1) || self.kinds().continues(row);
            last = Some(row);
            if self.kinds().is_heading(row) {
                self.leave_out(row);
                open = false;
            } else if self.own(row, Column::Measure).is_some() {
                if self.kinds().ends(row) {
                    return;
                }
                open = self.begin(row);
            } else if open && follows {
                self.go_on(row);
            } else if self.kinds().says_something(row) {
                self.leave_out(row);
                open = false;
            }
        }
    }

    fn kinds(&self) -> Kinds<'_> {
        Kinds {
            sheet: self.sheet,
            header: self.header,
        }
    }

    fn own(&self, row: u32, column: Column) -> Option<&Value> {
        self.sheet.own(row, self.header.at(column)?)
    }

    fn line(&self, row: u32, column: Column) -> Option<At<String>> {
        self.sheet.line(row, self.header.at(column)?, self.problems)
    }

    fn optional(&self, row: u32, column: Column) -> Option<At<String>> {
        self.sheet
            .optional(row, self.header.at(column)?, self.problems)
    }

    fn place(&self, row: u32, column: Column) -> Place {
        let column = self.header.at(column).or(self.header.at(Column::Measure));
        self.sheet.place(row, column.unwrap_or_default())
    }

    fn leave_out(&mut self, row: u32) {
        let shown = self.sheet.row(row).find_map(|(column, value)| match value {
            Value::Text(text) => Some((column, one_line(text))),
            Value::Other(_) => None,
        });
        if let Some((column, text)) = shown {
            let text: String = text.chars().take(80).collect();
            self.notes.push(Note {
                place: self.sheet.place(row, column),
                what: Phrase::new("plan-note-row").with("text", text),
            });
        }
    }

    /// Begins a measure; tells whether it is one.
    fn begin(&mut self, row: u32) -> bool {
        let Some(written) = self.line(row, Column::Measure) else {
            return false;
        };
        let (of_title, title) = numbered::title(&written.value);
        let of_column = self.optional(row, Column::Number);
        let shown = |column| {
            self.header
                .at(column)
                .and_then(|at| self.sheet.shown(row, at))
        };
        let alone = [Column::Methods, Column::Unit, Column::Period]
            .into_iter()
            .all(|column| shown(column).is_none());
        if alone && of_title.is_none() && of_column.is_none() {
            self.leave_out(row);
            return false;
        }
        let number = match &of_column {
            Some(written) => self.number(written),
            None => Some(of_title.unwrap_or(self.last_number + 1)),
        };
        let at = of_column.as_ref().map_or(&written.at, |number| &number.at);
        let number = number.and_then(|number| {
            let number = At {
                at: at.clone(),
                value: i64::from(number),
            };
            check::measure_number(&number, self.problems)
        });
        let number = number.unwrap_or(self.last_number + 1);
        let said = At {
            at: at.clone(),
            value: number.to_string(),
        };
        check::once("measure", &said, &mut self.seen, self.problems);
        self.last_number = number;
        if title.is_empty() {
            self.empty(row, Column::Measure);
        }
        let methods = self.header.has(Column::Methods).then(|| self.methods(row));
        let unit = self.line(row, Column::Unit);
        let period = self.line(row, Column::Period).map(|period| period.value);
        for (column, missing) in [
            (Column::Unit, unit.is_none()),
            (Column::Period, period.is_none()),
        ] {
            if missing && self.header.has(column) && !matches!(shown(column), Some(Value::Other(_)))
            {
                self.empty(row, column);
            }
        }
        let topic = scores::of_row(self.sheet, self.header, row, self.problems);
        let above = self.drafts.last();
        let unit = unit.map(|unit| At {
            value: ditto(
                unit.value,
                above.and_then(|above| Some(&above.unit.as_ref()?.value)),
            ),
            at: unit.at,
        });
        let period =
            period.map(|period| ditto(period, above.and_then(|above| above.period.as_ref())));
        self.drafts.push(Draft {
            at: self
                .sheet
                .place(row, self.header.at(Column::Measure).unwrap_or_default()),
            number,
            title,
            methods,
            unit,
            period,
            topic,
        });
        true
    }

    fn number(&self, written: &At<String>) -> Option<u32> {
        let digits = to_arabic(&written.value);
        let number = digits.trim_end_matches(['.', ')']).trim().parse().ok();
        if number.is_none() {
            let what = Phrase::new("plan-cell-number").with("text", &written.value);
            self.problems.note(&written.at, what);
        }
        number
    }

    fn methods(&self, row: u32) -> Vec<String> {
        let text = self
            .header
            .at(Column::Methods)
            .and_then(|column| self.sheet.text(row, column, self.problems));
        text.map(|text| numbered::methods(&text.value))
            .unwrap_or_default()
    }

    /// A further row of the last measure.
    fn go_on(&mut self, row: u32) {
        let methods = match self.own(row, Column::Methods) {
            Some(_) => self.methods(row),
            None => Vec::new(),
        };
        let again = [Column::Unit, Column::Period];
        let again: Vec<_> = again
            .into_iter()
            .filter(|column| self.own(row, *column).is_some())
            .filter_map(|column| Some((column, self.line(row, column)?)))
            .collect();
        let Some(draft) = self.drafts.last_mut() else {
            return;
        };
        draft
            .methods
            .iter_mut()
            .for_each(|all| all.extend(methods.iter().cloned()));
        for (column, written) in again {
            let before = match column {
                Column::Unit => draft.unit.as_ref().map(|unit| &unit.value),
                _ => draft.period.as_ref(),
            };
            let same = ditto(written.value.clone(), before);
            if before != Some(&same) {
                self.notes.push(Note {
                    place: written.at,
                    what: Phrase::new("plan-note-second")
                        .with("measure", draft.number)
                        .with("text", &written.value),
                });
            }
        }
    }

    fn empty(&self, row: u32, column: Column) {
        let at = self.header.at(column);
        let headed = self.header.columns.iter().find(|known| Some(known.0) == at);
        let headed = headed.map(|known| known.1.as_str()).unwrap_or_default();
        let what = Phrase::new("plan-cell-empty").with("column", Arg::from(headed));
        self.problems.note(&self.place(row, column), what);
    }
}

/// The text, or the one above where it only says "the same".
fn ditto(text: String, above: Option<&String>) -> String {
    match (text.as_str(), above) {
        ("\"" | "''" | "”" | "“" | "〃" | ",,", Some(above)) => above.clone(),
        _ => text,
    }
}
