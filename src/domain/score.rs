//! Scores of the integrity assessment: exact hundredths from 0 to 100, never floats, one by one or as the
//! pair of two years, and how the second compares with the first. The sentence that states the comparison is
//! written from these values by the locale files.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::calendar::{any_month_pattern, is_buddhist_year};
use super::numerals::{is_digit, to_arabic};
use super::typed::clean;

const FULL_MARKS: u16 = 10_000;

/// A score in hundredths, 0.00 to 100.00. Displayed with two decimals in Arabic digits: `84.25`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Score(u16);

/// Why a text is not a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ScoreFault {
    #[error("a score is at most 100")]
    AboveHundred,
    #[error("a score is not negative")]
    Negative,
    /// More than two decimals, which would have to be rounded.
    #[error("a score has at most two decimals")]
    TooManyDecimals,
    #[error("there is more than one number")]
    SeveralNumbers,
    #[error("this is not a score")]
    Unreadable,
}

impl Score {
    /// `None` above 10,000 hundredths.
    pub fn from_hundredths(hundredths: u16) -> Option<Self> {
        (hundredths <= FULL_MARKS).then_some(Self(hundredths))
    }

    pub fn hundredths(self) -> u16 {
        self.0
    }

    /// Reads a whole reply: 84.25, ๘๔.๒๕, 84.2, 84, 84,25, 84.25 คะแนน.
    pub fn parse(text: &str) -> Result<Self, ScoreFault> {
        let text = to_arabic(&clean(text));
        let trimmed = LABEL.replace(&text, "");
        if trimmed
            .strip_prefix(['-', '−', '–'])
            .is_some_and(|rest| rest.contains(is_digit))
        {
            return Err(ScoreFault::Negative);
        }
        let rest = UNIT.replace(&trimmed, "");
        match numbers(&rest).as_slice() {
            [one] if one.written.len() == rest.trim_end_matches('.').len() => {
                Self::from_decimal(one.written)
            }
            [] | [_] => Err(ScoreFault::Unreadable),
            _ => Err(ScoreFault::SeveralNumbers),
        }
    }

    /// Digits with at most one decimal mark.
    fn from_decimal(written: &str) -> Result<Self, ScoreFault> {
        let (whole, decimals) = written.split_once(['.', ',']).unwrap_or((written, ""));
        let whole: u16 = match whole.trim_start_matches('0') {
            "" => 0,
            digits if digits.len() > 3 => return Err(ScoreFault::AboveHundred),
            digits => digits.parse().map_err(|_| ScoreFault::Unreadable)?,
        };
        let decimals = match decimals.trim_end_matches('0') {
            "" => 0,
            digits if digits.len() > 2 => return Err(ScoreFault::TooManyDecimals),
            digits => format!("{digits:0<2}")
                .parse::<u16>()
                .map_err(|_| ScoreFault::Unreadable)?,
        };
        // At most 999.99: within 32 bits, and past 16 only when it is refused anyway.
        let hundredths = u32::from(whole) * 100 + u32::from(decimals);
        u16::try_from(hundredths)
            .ok()
            .and_then(Self::from_hundredths)
            .ok_or(ScoreFault::AboveHundred)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl From<Score> for u16 {
    fn from(score: Score) -> u16 {
        score.0
    }
}

impl TryFrom<u16> for Score {
    type Error = String;

    fn try_from(hundredths: u16) -> Result<Self, String> {
        Self::from_hundredths(hundredths)
            .ok_or_else(|| format!("{hundredths} hundredths are above 100 points"))
    }
}

/// The scores of one question or indicator in two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ScorePair {
    pub before: Score,
    pub after: Score,
}

/// How a score moved from one year to the next, with the size of the move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// เพิ่มขึ้น
    Rose(Score),
    /// ลดลง
    Fell(Score),
    Same,
}

/// Why a text is not a pair of scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ScorePairFault {
    /// One score is there; the other is still to be asked for, with the year this one belongs to.
    #[error("only the score {0} was given")]
    OnlyOne(Score),
    #[error("there are {0} numbers instead of two")]
    TooMany(usize),
    #[error("one of the numbers is not a score: {0}")]
    NotAScore(ScoreFault),
    #[error("there is no score")]
    Unreadable,
}

/// What the order of two scores follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairOrder {
    /// The years are named.
    Years,
    /// They are taken in the order in which they were given, the earlier year first.
    AsGiven,
}

impl ScorePair {
    pub fn change(self) -> Change {
        match self.after.0.cmp(&self.before.0) {
            std::cmp::Ordering::Greater => Change::Rose(Score(self.after.0 - self.before.0)),
            std::cmp::Ordering::Less => Change::Fell(Score(self.before.0 - self.after.0)),
            std::cmp::Ordering::Equal => Change::Same,
        }
    }

    /// Reads both scores from one message, the earlier year first: ๘๔.๒๕ ๘๒.๙๔, 84.25 -> 82.94, 84.25/82.94,
    /// ปี 2565 ได้ 84.25 ปี 2566 ได้ 82.94, or the report's own sentence. Years beside the scores decide the
    /// order; the difference (จำนวน … คะแนน) is left out, as it follows from the scores. The numbers of a text
    /// that speaks of something else, such as an order's, are no scores.
    pub fn parse(text: &str) -> Result<Self, ScorePairFault> {
        Ok(Self::read(text)?.0)
    }

    /// Likewise, with what their order follows from.
    pub fn read(text: &str) -> Result<(Self, PairOrder), ScorePairFault> {
        let text = to_arabic(&clean(text));
        if OF_A_PAPER.is_match(&text) && !OF_SCORES.is_match(&text) {
            return Err(ScorePairFault::Unreadable);
        }
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        if letters > FEW_LETTERS && !OF_SCORES.is_match(&text) {
            return Err(ScorePairFault::Unreadable);
        }
        let text = DIFFERENCE.replace_all(&text, " ");
        let mut years = Vec::new();
        let mut scores = Vec::new();
        for number in numbers(&text) {
            match number.year() {
                Some(year) => years.push(year),
                None => scores.push((number.written, years.last().copied())),
            }
        }
        let score = |written: &str| Score::from_decimal(written).map_err(ScorePairFault::NotAScore);
        match scores.as_slice() {
            [] => Err(ScorePairFault::Unreadable),
            [(only, _)] => Err(ScorePairFault::OnlyOne(score(only)?)),
            [(first, first_year), (second, second_year)] => {
                // Two years go with two scores in turn, whether each stands before or behind its score.
                let later_first = match years.as_slice() {
                    [one, other] => one > other,
                    _ => first_year > second_year,
                };
                let (first, second) = (score(first)?, score(second)?);
                let (before, after) = if later_first {
                    (second, first)
                } else {
                    (first, second)
                };
                let order = match (years.len(), first_year, second_year) {
                    (2.., ..) | (_, Some(_), Some(_)) => PairOrder::Years,
                    _ => PairOrder::AsGiven,
                };
                Ok((Self { before, after }, order))
            }
            more => Err(ScorePairFault::TooMany(more.len())),
        }
    }
}

/// So many may stand beside a score without saying what it is.
const FEW_LETTERS: usize = 8;

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests compile")
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| constant(r"^(?:ได้|คะแนน|ร้อยละ|เท่ากับ|=|:|\s)+"));
static UNIT: LazyLock<Regex> = LazyLock::new(|| constant(r"(?:\s|คะแนน|%|เปอร์เซ็นต์|ครับ|ค่ะ)+$"));
static OF_SCORES: LazyLock<Regex> =
    LazyLock::new(|| constant(r"(?i)คะแนน|ได้|ปี|พ\.?\s?ศ|ร้อยละ|เปอร์เซ็นต์|\bita\b|score|points?\b"));
/// A day with its month, or a number over its year.
static OF_A_PAPER: LazyLock<Regex> = LazyLock::new(|| {
    let month = any_month_pattern();
    constant(&format!(
        r"\d\s*(?:เดือน\s*)?(?:{month})|\d\s*/\s*2[45]\d\d\b"
    ))
});
static DIFFERENCE: LazyLock<Regex> = LazyLock::new(|| constant(r"จำนวน\s*[0-9.,]+\s*คะแนน"));
static YEAR_WORD: LazyLock<Regex> =
    LazyLock::new(|| constant(r"(?i:ปี|งบประมาณ|ปีงบ|พ\.?\s?ศ\.?|ita)[\s.:]*$"));

/// A number as written, in Arabic digits, with the few characters in front of it.
struct Number<'a> {
    written: &'a str,
    before: &'a str,
}

impl Number<'_> {
    /// The year this number names rather than a score: 2566, or 66 behind the word ปี or พ.ศ.
    fn year(&self) -> Option<i32> {
        let year: i32 = self.written.parse().ok()?;
        match self.written.len() {
            4 if is_buddhist_year(year) => Some(year),
            2 if YEAR_WORD.is_match(self.before) => Some(2500 + year),
            _ => None,
        }
    }
}

/// The numbers of a text. A comma is a decimal mark only where it cannot be a separator: alone in its number,
/// with one or two digits behind it. Digits that continue a Latin word (i13) are no number.
fn numbers(text: &str) -> Vec<Number<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    let ends = text.char_indices().map(Some).chain([None]);
    for end in ends {
        let (at, numeric) = end.map_or((text.len(), false), |(at, c)| {
            (
                at,
                c.is_ascii_digit() || (start.is_some() && matches!(c, '.' | ',')),
            )
        });
        match (start, numeric) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                start = None;
                if !text[..from].ends_with(|c: char| c.is_ascii_alphabetic()) {
                    let before = last_chars(&text[..from], 16);
                    found.extend(split(&text[from..at]).map(|written| Number { written, before }));
                }
            }
            _ => {}
        }
    }
    found
}

fn last_chars(text: &str, count: usize) -> &str {
    let from = text
        .char_indices()
        .rev()
        .take(count)
        .last()
        .map_or(text.len(), |(at, _)| at);
    &text[from..]
}

fn split(run: &str) -> impl Iterator<Item = &str> {
    let run = run.trim_end_matches(['.', ',']);
    let decimal_comma = !run.contains('.')
        && run
            .split_once(',')
            .is_some_and(|(_, decimals)| decimals.len() <= 2);
    let separator = if decimal_comma { '\0' } else { ',' };
    run.split(separator).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests;
