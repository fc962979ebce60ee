//! A date as Thai officials type it, in words or digits, Buddhist or Common Era, and what it can mean. It
//! never guesses silently: a reading is certain, or a choice to ask about, or impossible for a stated reason.
//! How a date is printed is for the locale files; `DateParts` gives them the numbers.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use regex::{Captures, Regex};
use serde::{Deserialize, Serialize};

use super::answer::plain;
use super::calendar::{
    FiscalYear, any_month_pattern, buddhist_year, common_year, is_buddhist_year, is_common_year,
    month_named,
};
use super::numerals::{is_digit, to_arabic};

/// How far a two-digit year may lie from the fiscal year at hand and still be sure, in years.
const NEAR_YEARS: i32 = 10;

/// What a typed date can mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateReading {
    /// One day and no other.
    Date(NaiveDate),
    /// The days it may mean, likeliest first, never empty. Even a single one is to be asked about: it rests
    /// on an assumption, such as 23 standing for 2023 or the year being left out.
    Ambiguous(Vec<NaiveDate>),
    /// A date by its form that no calendar has.
    Impossible(DateFault),
    /// Not a date.
    Unreadable,
}

impl DateReading {
    /// The reading, if a date was meant that has to be asked about.
    pub fn in_doubt(self) -> Option<DateReading> {
        matches!(self, DateReading::Ambiguous(_) | DateReading::Impossible(_)).then_some(self)
    }
}

/// Why a date cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum DateFault {
    /// 31 February, or 29 February outside a leap year. The year is in the Buddhist Era.
    #[error("month {month} of B.E. {year_be} has no day {day}")]
    NoSuchDay { day: u32, month: u32, year_be: i32 },
    #[error("there is no month {month}")]
    NoSuchMonth { month: u32 },
    /// The year as typed: neither B.E. 2443–2742 nor C.E. 1900–2199.
    #[error("the year {year} is out of range")]
    YearOutOfRange { year: i32 },
}

/// The numbers of a date as Thai documents print it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateParts {
    pub day: u32,
    /// 1–12.
    pub month: u32,
    /// Buddhist Era.
    pub year_be: i32,
}

impl From<NaiveDate> for DateParts {
    fn from(date: NaiveDate) -> Self {
        Self {
            day: date.day(),
            month: date.month(),
            year_be: buddhist_year(date.year()),
        }
    }
}

/// Reads a whole reply as one date: ๑ กุมภาพันธ์ ๒๕๖๖, ลงวันที่ ๑ ก.พ. ๖๖, 1/2/66, 1 Feb 2023, 2023-02-01.
/// Days come before months. `today` serves วันนี้ and เมื่อวาน; a two-digit or missing year is sought around
/// the fiscal year `near`. Whether the date suits the fiscal year is for the caller to judge.
pub fn parse(text: &str, today: NaiveDate, near: FiscalYear) -> DateReading {
    let text = to_arabic(&plain(text)).to_lowercase();
    let text = PREFIX
        .find(&text)
        .map_or(text.as_str(), |prefix| &text[prefix.end()..]);
    let text = text.trim_end_matches(['.', ',', ' ']);
    if let Some(days_ago) = relative(text) {
        return today
            .checked_sub_days(Days::new(days_ago))
            .map_or(DateReading::Unreadable, DateReading::Date);
    }
    match recognise(text) {
        Some((written, end)) if end == text.len() => written.resolve(near),
        _ => DateReading::Unreadable,
    }
}

/// The date that a text begins with, and how many bytes of the text it takes; the text may go on behind it.
/// A date without its year counts only where `year_may_lack` and the line ends with it.
pub(super) fn leading(
    text: &str,
    near: FiscalYear,
    year_may_lack: bool,
) -> Option<(DateReading, usize)> {
    let (written, end) = recognise(text)?;
    let rest = text[end..].trim_start_matches(' ');
    let at_line_end = rest.is_empty() || rest.starts_with('\n');
    let complete = written.year.is_some() || year_may_lack && at_line_end;
    complete.then(|| (written.resolve(near), end))
}

static PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"^(?:(?:ประกาศ|สั่ง)\s?)?(?:ณ\s?)?(?:(?:ลง|เมื่อ|ใน)?\s?วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)?\s?ที่|ลว\.?|dated?|on)\s?:?\s?",
    )
});

const ERA: &str = r"(?P<era>(?i:ปี\s?)?(?i:พ\.?\s?ศ\.?|พุทธศักราช|ค\.?\s?ศ\.?|คริสต์ศักราช|b\.?e\.?|c\.?e\.?|a\.?d\.?)|ปี)?\s*";
const YEAR: &str = r"(?P<year>[0-9๐-๙]{1,4})";
const DAY: &str = r"(?P<day>[0-9๐-๙]{1,2})(?i:st|nd|rd|th)?";

/// The forms in the order they are tried: each may only match what the ones before it do not claim.
static FORMS: LazyLock<[Regex; 6]> = LazyLock::new(|| {
    let month = format!(r"(?:เดือน\s*)?(?P<name>{})", any_month_pattern());
    let number = r"(?P<month>[0-9๐-๙]{1,2})";
    [
        format!(r"^(?P<year>[0-9๐-๙]{{4}})\s?[-/.–]\s?{number}\s?[-/.–]\s?{DAY}"),
        format!(r"^{DAY}\s?[-/.–]\s?{number}\s?[-/.–]\s?{ERA}{YEAR}"),
        format!(r"^{DAY}\s*[-/.,–]?\s*{month}(?:\s*[-/.,–]?\s*{ERA}{YEAR})?"),
        format!(r"^{month}\s*{DAY}(?:\s*,\s*|\s+){YEAR}"),
        format!(r"^{DAY} {number} {ERA}{YEAR}"),
        format!(r"^{DAY}\s?/\s?{number}"),
    ]
    .map(|form| constant(&form))
});

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests compile")
}

fn relative(text: &str) -> Option<u64> {
    match text {
        "วันนี้" | "today" => Some(0),
        "เมื่อวาน" | "เมื่อวานนี้" | "yesterday" => Some(1),
        "เมื่อวานซืน" | "เมื่อวานซืนนี้" => {
            Some(2)
        }
        _ => None,
    }
}

/// The calendar that a year says it is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Era {
    Buddhist,
    Common,
}

/// The numbers of a date before it is known what they mean.
#[derive(Debug, Clone, Copy)]
struct Written {
    day: u32,
    month: u32,
    /// The year with its count of digits, or none.
    year: Option<(i32, usize)>,
    era: Option<Era>,
}

fn recognise(text: &str) -> Option<(Written, usize)> {
    FORMS.iter().find_map(|form| {
        let found = form.captures(text)?;
        let end = found.get(0)?.end();
        // A number cut in half is another number.
        if text[..end].ends_with(is_digit) && text[end..].starts_with(is_digit) {
            return None;
        }
        Some((written(&found)?, end))
    })
}

fn written(found: &Captures) -> Option<Written> {
    let number = |group: &str| {
        found
            .name(group)
            .and_then(|digits| to_arabic(digits.as_str()).parse::<u32>().ok())
    };
    let month = match found.name("name") {
        Some(name) => month_named(name.as_str())?,
        None => number("month")?,
    };
    let digits = found
        .name("year")
        .map_or(0, |year| year.as_str().chars().count());
    let year = number("year").and_then(|year| Some((i32::try_from(year).ok()?, digits)));
    // Forms without a year look like half of other things: 63/66 is an order, not the 63rd of month 66.
    if year.is_none() && found.name("name").is_none() && month > 12 {
        return None;
    }
    let era = found.name("era").and_then(|era| {
        let era = era
            .as_str()
            .trim_start_matches("ปี")
            .trim_start()
            .to_lowercase();
        match era.chars().next() {
            Some('พ' | 'b') => Some(Era::Buddhist),
            Some(_) => Some(Era::Common),
            None => None,
        }
    });
    Some(Written {
        day: number("day")?,
        month,
        year,
        era,
    })
}

impl Written {
    fn resolve(self, near: FiscalYear) -> DateReading {
        if !(1..=12).contains(&self.month) {
            return DateReading::Impossible(DateFault::NoSuchMonth { month: self.month });
        }
        let reading = match self.year {
            None => YearReading::Ask(year_in(near, self.month)),
            Some((year, 4)) => four_digits(year, self.era),
            Some((year, 2)) => two_digits(year, self.era, near),
            Some((year, _)) => YearReading::OutOfRange(year),
        };
        let (year_be, sure) = match reading {
            YearReading::Sure(year_be) => (year_be, true),
            YearReading::Ask(year_be) => (year_be, false),
            YearReading::OutOfRange(year) => {
                return DateReading::Impossible(DateFault::YearOutOfRange { year });
            }
        };
        match NaiveDate::from_ymd_opt(common_year(year_be), self.month, self.day) {
            Some(date) if sure => DateReading::Date(date),
            Some(date) => DateReading::Ambiguous(vec![date]),
            None => DateReading::Impossible(DateFault::NoSuchDay {
                day: self.day,
                month: self.month,
                year_be,
            }),
        }
    }
}

/// What a typed year can mean, in the Buddhist Era.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearReading {
    Sure(i32),
    /// One meaning stands out, but rests on an assumption.
    Ask(i32),
    /// The year as typed.
    OutOfRange(i32),
}

/// The one year in which a month lies within the fiscal year.
fn year_in(near: FiscalYear, month: u32) -> i32 {
    if month >= 10 {
        near.year_be() - 1
    } else {
        near.year_be()
    }
}

fn four_digits(year: i32, era: Option<Era>) -> YearReading {
    match (is_buddhist_year(year), is_common_year(year), era) {
        (true, _, None | Some(Era::Buddhist)) => YearReading::Sure(year),
        (_, true, None | Some(Era::Common)) => YearReading::Sure(buddhist_year(year)),
        // The number belongs to one era and the word beside it says the other: a slip to ask about.
        (true, _, Some(Era::Common)) => YearReading::Ask(year),
        (_, true, Some(Era::Buddhist)) => YearReading::Ask(buddhist_year(year)),
        (false, false, _) => YearReading::OutOfRange(year),
    }
}

/// 66 near 2566 is 2566; 23 near 2566 is likely 2023, which is to be asked; what is near in neither era is
/// taken in the Buddhist Era and asked too. The two eras stand 43 years apart within a century, so that
/// never both of them are near.
pub(super) fn two_digit_year(year: i32, near: FiscalYear) -> YearReading {
    two_digits(year, None, near)
}

fn two_digits(year: i32, era: Option<Era>, near: FiscalYear) -> YearReading {
    let near = near.year_be();
    let closest = |offset: i32| {
        // The century that brings the year closest to the fiscal year, after the offset between the eras.
        let away = (year + offset - near).rem_euclid(100);
        near + if away > 50 { away - 100 } else { away }
    };
    let (buddhist, common) = (closest(0), closest(buddhist_year(0)));
    let is_near = |candidate: i32| (candidate - near).abs() <= NEAR_YEARS;
    match era {
        Some(Era::Common) if is_near(common) => YearReading::Sure(common),
        Some(Era::Common) => YearReading::Ask(common),
        _ if is_near(buddhist) => YearReading::Sure(buddhist),
        None if is_near(common) => YearReading::Ask(common),
        _ => YearReading::Ask(buddhist),
    }
}

#[cfg(test)]
mod tests;
