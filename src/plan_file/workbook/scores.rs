//! The ITA scores that measures are to raise: in columns of the plan's table, or in a sheet of their own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::super::check;
use super::super::problem::{At, Place, Problems};
use super::grid::Sheet;
use super::numbered;
use super::words::{Column, Header};
use crate::domain::numerals::to_arabic;
use crate::domain::plan::ScoreTopic;
use crate::domain::score::Score;
use crate::phrase::Phrase;

/// A topic as a row states it; years that no column gives are the plan's own and the one before.
pub struct Topic {
    code: Option<String>,
    text: String,
    before_year: Option<(i32, Place)>,
    before: Option<Score>,
    after_year: Option<i32>,
    at: Place,
}

impl Topic {
    pub fn of(self, fiscal_year: i32, problems: &Problems) -> ScoreTopic {
        let after_year = self.after_year.unwrap_or(fiscal_year);
        let (before_year, at) = self.before_year.unwrap_or((fiscal_year - 1, self.at));
        check::later(before_year, after_year, &at, problems);
        ScoreTopic {
            code: self.code,
            text: self.text,
            before_year,
            before: self.before,
            after_year,
        }
    }
}

static CODED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\(?([ieoIEO][0-9๐-๙]{1,2})\)?[ :.)]\s*(.+)$")
        .expect("a constant pattern that the tests compile")
});

/// What a row says of a score.
pub fn of_row(
    sheet: &Sheet,
    header: &Header<Column>,
    row: u32,
    problems: &Problems,
) -> Option<Topic> {
    let cell = |column| sheet.optional(row, header.at(column)?, problems);
    let topic = cell(Column::Topic)?;
    let (mut code, mut text) = (cell(Column::Code).map(|code| code.value), topic.value);
    if !header.has(Column::Code)
        && let Some(found) = CODED.captures(&text)
    {
        code = Some(to_arabic(&found[1]).to_lowercase());
        text = found[2].to_owned();
    }
    let year = |column| {
        let year = number(&cell(column)?, problems)?;
        Some((check::buddhist_year(&year, problems)?, year.at))
    };
    Some(Topic {
        code,
        text,
        before_year: year(Column::BeforeYear),
        before: cell(Column::Before).and_then(|before| check::score(&before, problems)),
        after_year: year(Column::AfterYear).map(|year| year.0),
        at: topic.at,
    })
}

/// The sheet of scores: topics by the number of their measure.
pub fn of_sheet(sheet: &Sheet, problems: &Problems) -> BTreeMap<u32, At<Topic>> {
    let mut topics = BTreeMap::new();
    let headers = sheet.rows().into_iter();
    let mut headers = headers.map(|row| Header::of(sheet, row, Column::headed));
    let found = headers.find(|header| {
        header.has(Column::Topic) && (header.has(Column::Number) || header.has(Column::Measure))
    });
    let Some(header) = found else {
        return topics;
    };
    let measure = if header.has(Column::Number) {
        Column::Number
    } else {
        Column::Measure
    };
    for row in sheet.rows().into_iter().filter(|row| *row >= header.below) {
        let Some(topic) = of_row(sheet, &header, row, problems) else {
            continue;
        };
        let written = header
            .at(measure)
            .and_then(|column| sheet.line(row, column, problems));
        let Some(written) = written else {
            problems.note(&topic.at, Phrase::new("plan-score-of-none"));
            continue;
        };
        let number = to_arabic(&written.value).parse().ok();
        match number.or_else(|| numbered::title(&written.value).0) {
            Some(number) => {
                let at = written.at;
                topics.insert(number, At { at, value: topic });
            }
            None => {
                let what = Phrase::new("plan-cell-number").with("text", &written.value);
                problems.note(&written.at, what);
            }
        }
    }
    topics
}

/// A whole number.
pub fn number(written: &At<String>, problems: &Problems) -> Option<At<i64>> {
    let number = to_arabic(&written.value).parse().ok();
    if number.is_none() {
        let what = Phrase::new("plan-cell-number").with("text", &written.value);
        problems.note(&written.at, what);
    }
    number.map(|value| At {
        at: written.at.clone(),
        value,
    })
}
