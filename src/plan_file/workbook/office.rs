//! What a workbook says of the office itself: in a sheet of labels and values, or in the title above
//! the plan's table.

use std::sync::LazyLock;

use regex::Regex;

use super::super::problem::{At, Problems};
use super::super::{Note, one_line};
use super::grid::{Sheet, Value};
use super::scores::number;
use super::words::bare;
use crate::domain::numerals::to_arabic;
use crate::domain::plan::Wording;
use crate::domain::typed::clean;
use crate::phrase::Phrase;

/// What was found of the office.
#[derive(Default)]
pub struct Said {
    pub name: Option<At<String>>,
    pub short_name: Option<String>,
    pub address: Option<String>,
    pub order_issuer: Option<String>,
    pub fiscal_year: Option<At<i64>>,
    /// The inner `None` is a label with nothing beside it.
    pub title: Option<Option<String>>,
    pub heading: Option<Option<String>>,
    pub intro: Option<Option<String>>,
}

impl Said {
    /// The wording, where a label was left out that of `base`.
    pub fn wording(&self, base: &Wording) -> Wording {
        let own = |said: &Option<Option<String>>, base: &Option<String>| {
            said.clone().unwrap_or_else(|| base.clone())
        };
        Wording {
            title: own(&self.title, &base.title),
            heading: own(&self.heading, &base.heading),
            intro: own(&self.intro, &base.intro),
        }
    }
}

/// The sheet of the office: a label a row, its value beside it.
pub fn of_sheet(sheet: &Sheet, problems: &Problems, notes: &mut Vec<Note>) -> Said {
    let mut said = Said::default();
    for row in sheet.rows() {
        let mut cells = sheet.row(row);
        let Some((column, Value::Text(label))) = cells.next() else {
            continue;
        };
        let value = column + 1;
        let beside = cells.next().map_or(value, |(column, _)| column);
        let line = || sheet.line(row, beside, problems);
        let required = || {
            let line = line();
            if line.is_none() && !matches!(sheet.shown(row, beside), Some(Value::Other(_))) {
                let what = Phrase::new("plan-cell-empty").with("column", one_line(label));
                problems.note(&sheet.place(row, beside), what);
            }
            line
        };
        let lines = || {
            let text = sheet.text(row, beside, problems);
            let text = text.map(|text| clean(&text.value));
            text.filter(|text| !text.is_empty())
        };
        match bare(label).as_str() {
            "ชื่อหน่วยงาน" | "ชื่อสำนักงาน" | "ชื่อ" | "name" => {
                said.name = required()
            }
            "ชื่อย่อ" | "shortname" => {
                said.short_name = required().map(|text| text.value)
            }
            "ที่อยู่" | "ที่ตั้ง" | "address" => {
                said.address = required().map(|text| text.value)
            }
            "ผู้ออกคำสั่ง" | "orderissuer" => {
                said.order_issuer = line().map(|text| text.value);
            }
            "ปีงบประมาณ" | "ปีงบประมาณพศ" | "fiscalyear" =>
            {
                said.fiscal_year = required().and_then(|year| number(&year, problems));
            }
            "ชื่อรายงาน" | "reporttitle" => said.title = Some(lines()),
            "หัวเรื่อง" | "reportheading" => said.heading = Some(lines()),
            "คำนำ" | "บทนำ" | "introduction" => said.intro = Some(lines()),
            _ => notes.push(Note {
                place: sheet.place(row, column),
                what: Phrase::new("plan-note-row").with("text", one_line(label)),
            }),
        }
    }
    said
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:ปีงบประมาณ|ประจำปี) ?(?:พ\. ?ศ\.?|พศ)? ?([0-9]{4})(?:[^0-9]|$)")
        .expect("a constant pattern that the tests compile")
});

static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร))[^\s,()]+")
        .expect("a constant pattern that the tests compile")
});

/// The title: every row above the headings. Two years in it are a question, unless the year is known.
pub fn of_title(sheet: &Sheet, headings: u32, year_known: bool, problems: &Problems) -> Said {
    let mut said = Said::default();
    let mut years: Vec<At<i64>> = Vec::new();
    for row in sheet.rows().into_iter().take_while(|row| *row < headings) {
        for (column, value) in sheet.row(row) {
            let Value::Text(text) = value else { continue };
            let text = one_line(text);
            let at = sheet.place(row, column);
            for found in YEAR.captures_iter(&to_arabic(&text)) {
                if let Ok(year) = found[1].parse()
                    && years.iter().all(|known| known.value != year)
                {
                    let at = at.clone();
                    years.push(At { at, value: year });
                }
            }
            if said.name.is_none()
                && let Some(found) = OFFICE.find(&text)
            {
                let value = found.as_str().to_owned();
                said.short_name = short(&value);
                said.name = Some(At { at, value });
            }
            if said.address.is_none()
                && (text.contains("อำเภอ") || text.contains("เขต"))
                && text.contains("จังหวัด")
            {
                said.address = Some(text);
            }
        }
    }
    if years.len() > 1 && !year_known {
        ambiguous(&years, problems);
    }
    said.fiscal_year = years.into_iter().next();
    said
}

/// A title with two years does not tell which of them is the plan's.
fn ambiguous(years: &[At<i64>], problems: &Problems) {
    let written: Vec<_> = years.iter().map(|year| year.value.to_string()).collect();
    if let Some(year) = years.last() {
        let what = Phrase::new("plan-title-years").with("years", written.join(", "));
        problems.note(&year.at, what);
    }
}

/// The usual abbreviation of an office's name.
fn short(name: &str) -> Option<String> {
    const KINDS: [(&str, &str); 5] = [
        ("องค์การบริหารส่วนตำบล", "อบต."),
        ("องค์การบริหารส่วนจังหวัด", "อบจ."),
        ("เทศบาลตำบล", "ทต."),
        ("เทศบาลเมือง", "ทม."),
        ("เทศบาลนคร", "ทน."),
    ];
    KINDS
        .into_iter()
        .find_map(|(full, short)| Some(format!("{short}{}", name.strip_prefix(full)?)))
}
