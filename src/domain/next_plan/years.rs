//! The years within a plan's texts, moved on by one: in the digits they are written in, and only where a
//! number can be nothing else than a year.

use std::sync::LazyLock;

use regex::Regex;

use super::super::calendar::{any_month_pattern, buddhist_year};
use super::super::numerals::{to_arabic, to_thai};

/// Years of a period lie at most so far from the plan's.
const NEAR: i32 = 3;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| constant("[0-9๐-๙]+"));
static AFTER_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    let month = any_month_pattern();
    constant(&format!(r"(?:{month})\s*(?:พ\.?\s?ศ\.?\s*)?$"))
});
/// What a year of two digits stands behind, besides a month.
static AFTER_YEAR_WORD: LazyLock<Regex> =
    LazyLock::new(|| constant(r"(?:ปี|งบประมาณ|ปีงบ|พ\.?\s?ศ\.?)\s*$"));
static AFTER_DAY_AND_MONTH: LazyLock<Regex> =
    LazyLock::new(|| constant(r"(?:^|[^0-9๐-๙/])[0-9๐-๙]{1,2}/[0-9๐-๙]{1,2}/$"));
/// The first or the last of a span of years, such as a five-year plan's.
static SPAN_BEFORE: LazyLock<Regex> = LazyLock::new(|| constant(r"[0-9๐-๙]{4}\s*[-–—]\s*$"));
static SPAN_BEHIND: LazyLock<Regex> = LazyLock::new(|| constant(r"^\s*[-–—]\s*[0-9๐-๙]{4}"));

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests compile")
}

/// A number of a text, with what stands around it.
struct Number<'a> {
    value: i32,
    digits: usize,
    before: &'a str,
    behind: &'a str,
}

/// A period a year later; none if no year can be read in it. `year` is the plan's, Buddhist Era.
pub fn later_period(text: &str, year: i32) -> Option<String> {
    let near = |of: i32| (of - year).abs() <= NEAR;
    moved(text, |number| match number.digits {
        4 => near(number.value) || near(buddhist_year(number.value)),
        2 => {
            near(year / 100 * 100 + number.value)
                && (AFTER_MONTH.is_match(number.before)
                    || AFTER_YEAR_WORD.is_match(number.before)
                    || AFTER_DAY_AND_MONTH.is_match(number.before))
        }
        _ => false,
    })
}

/// A sentence of the report with the fiscal year and the one before it a year later; none if it names
/// neither.
pub fn later_wording(text: &str, year: i32) -> Option<String> {
    moved(text, |number| {
        (number.value == year || number.value == year - 1) && is_fiscal(number)
    })
}

/// Whether a text names a fiscal year.
pub fn names(text: &str, year: i32) -> bool {
    moved(text, |number| number.value == year && is_fiscal(number)).is_some()
}

/// A year by itself: not of a date, of an order's number or of a span.
fn is_fiscal(number: &Number) -> bool {
    number.digits == 4
        && !number.before.ends_with('/')
        && !AFTER_MONTH.is_match(number.before)
        && !SPAN_BEFORE.is_match(number.before)
        && !SPAN_BEHIND.is_match(number.behind)
}

/// The text with the numbers that `is_year` takes for years greater by one; none if there is none.
fn moved(text: &str, is_year: impl Fn(&Number) -> bool) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for found in NUMBER.find_iter(text) {
        let written = found.as_str();
        let digits = written.chars().count();
        let Ok(value) = to_arabic(written).parse() else {
            continue;
        };
        let number = Number {
            value,
            digits,
            before: &text[..found.start()],
            behind: &text[found.end()..],
        };
        if !is_year(&number) {
            continue;
        }
        let next = match digits {
            2 => format!("{:02}", (value + 1) % 100),
            _ => (value + 1).to_string(),
        };
        out.push_str(&text[from..found.start()]);
        out.push_str(&if written.is_ascii() {
            next
        } else {
            to_thai(&next)
        });
        from = found.end();
    }
    (from > 0).then(|| out + &text[from..])
}
