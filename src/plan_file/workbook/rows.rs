//! The kinds of rows below the headings of a plan's table, told by what is merged and what is said.

use super::super::one_line;
use super::grid::{Sheet, Value};
use super::words::{Column, Header};

pub struct Kinds<'a> {
    pub sheet: &'a Sheet,
    pub header: &'a Header<Column>,
}

impl Kinds<'_> {
    fn own(&self, row: u32, column: Column) -> Option<&Value> {
        self.sheet.own(row, self.header.at(column)?)
    }

    /// The headings again, as they stand on a second page.
    pub fn is_header(&self, row: u32) -> bool {
        let known = self
            .header
            .columns
            .iter()
            .filter(|column| column.2.is_some());
        known.into_iter().all(|(column, headed, _)| {
            matches!(self.sheet.own(row, *column), Some(Value::Text(text)) if one_line(text) == *headed)
        })
    }

    /// A line across the table that groups the measures below it.
    pub fn is_heading(&self, row: u32) -> bool {
        let (Some(measure), Some(methods)) = (
            self.header.at(Column::Measure),
            self.header.at(Column::Methods),
        ) else {
            return false;
        };
        let merge = self.sheet.merge(row, measure);
        merge.is_some_and(|merge| (merge.left..=merge.right).contains(&methods))
    }

    /// Whether the measure's cell is merged from above over this row.
    pub fn continues(&self, row: u32) -> bool {
        let measure = self.header.at(Column::Measure);
        let merge = measure.and_then(|measure| self.sheet.merge(row, measure));
        merge.is_some_and(|merge| merge.top < row)
    }

    pub fn says_something(&self, row: u32) -> bool {
        let asked = [Column::Methods, Column::Unit, Column::Period, Column::Topic];
        asked
            .into_iter()
            .any(|column| self.own(row, column).is_some())
    }

    /// What stands below a table: its remarks and signatures.
    pub fn ends(&self, row: u32) -> bool {
        match self.own(row, Column::Measure) {
            Some(Value::Text(text)) => {
                let text = one_line(text);
                ["หมายเหตุ", "ลงชื่อ", "(ลงชื่อ"]
                    .iter()
                    .any(|word| text.starts_with(word))
            }
            _ => false,
        }
    }
}
