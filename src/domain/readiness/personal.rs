//! Numbers that identify a person and must not reach a published report unnoticed (Personal Data
//! Protection Act B.E. 2562): national ID numbers, mobile numbers, vehicle plates.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::domain::numerals::{is_digit, to_arabic};

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 13 digits with a check digit that is right.
    NationalId,
    /// 06, 08 or 09 and eight digits more.
    Mobile,
    Plate,
}

impl Kind {
    /// The name used in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::NationalId => "national-id",
            Kind::Mobile => "mobile",
            Kind::Plate => "plate",
        }
    }
}

/// One such number in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub kind: Kind,
    /// As it stands there.
    pub text: String,
}

/// What stands in a text, in order.
pub fn find(text: &str) -> Vec<Found> {
    spans(text)
        .into_iter()
        .map(|(kind, span)| Found {
            kind,
            text: text[span].to_owned(),
        })
        .collect()
}

/// The places of a text, in order and apart from each other.
fn spans(text: &str) -> Vec<(Kind, Range<usize>)> {
    let mut spans: Vec<(Kind, Range<usize>)> = Vec::new();
    let mut add = |kind: Kind, span: Range<usize>, alone: bool| {
        let digit_before = text[..span.start].chars().next_back().is_some_and(is_digit);
        let digit_behind = text[span.end..].chars().next().is_some_and(is_digit);
        let apart = spans
            .iter()
            .all(|(_, other)| span.end <= other.start || other.end <= span.start);
        if apart && !(alone && (digit_before || digit_behind)) {
            spans.push((kind, span));
        }
    };
    for run in THIRTEEN.find_iter(text) {
        if is_national_id(run.as_str()) {
            add(Kind::NationalId, run.range(), true);
        }
    }
    for run in MOBILE.find_iter(text) {
        add(Kind::Mobile, run.range(), true);
    }
    for plate in PLATE.captures_iter(text) {
        if let Some(number) = plate.name("plate") {
            add(Kind::Plate, number.range(), false);
        }
    }
    spans.sort_by_key(|(_, span)| span.start);
    spans
}

/// Whether 13 digits, however grouped, are a national ID: the last is 11 less the sum of the others,
/// weighted 13 to 2, by 11; its last digit.
pub fn is_national_id(text: &str) -> bool {
    let digits: Vec<u32> = to_arabic(text)
        .chars()
        .filter_map(|c| c.to_digit(10))
        .collect();
    let Some((check, rest)) = digits.split_last() else {
        return false;
    };
    let sum: u32 = rest
        .iter()
        .zip((2..=13).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    digits.len() == 13 && digits.first() != Some(&0) && (11 - sum % 11) % 10 == *check
}

/// In one piece, or as it is printed: 1-2345-67890-12-1.
static THIRTEEN: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"[0-9๐-๙][- ]?[0-9๐-๙]{4}[- ]?[0-9๐-๙]{5}[- ]?[0-9๐-๙]{2}[- ]?[0-9๐-๙]")
});
static MOBILE: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"(?:\+66\s?|[0๐])-?[689๖๘๙][0-9๐-๙][- ]?[0-9๐-๙]{3}[- ]?[0-9๐-๙]{4}")
});
/// Behind the word, or in front of the province as on the plate itself: other letters before numbers, such as
/// a letter's reference, are none.
static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:ทะเบียน(?:รถ)?(?:ยนต์|จักรยานยนต์)?|เลขทะเบียน|ป้ายทะเบียน)\s?(?:หมายเลข|เลขที่|ที่)?\s?(?P<plate>(?:[0-9๐-๙]\s?)?[ก-ฮ]{1,3}\s?-?\s?[0-9๐-๙]{1,4})",
    )
});

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests compile")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(Kind, String)> {
        find(text)
            .into_iter()
            .map(|found| (found.kind, found.text))
            .collect()
    }

    #[test]
    fn a_national_id_counts_only_with_its_check_digit() {
        assert_eq!(
            kinds("เลขประจำตัวประชาชน 1-2345-67890-12-1 ของผู้ร้อง"),
            [(Kind::NationalId, "1-2345-67890-12-1".to_owned())]
        );
        assert_eq!(kinds("๑๒๓๔๕๖๗๘๙๐๑๒๑")[0].0, Kind::NationalId);
        assert_eq!(kinds("1-2345-67890-12-2"), []);
        assert_eq!(kinds("1234567890121555"), [], "a longer number is another");
    }

    #[test]
    fn mobile_numbers_are_found_however_they_are_grouped_and_landlines_are_not() {
        for number in [
            "081-234-5678",
            "0812345678",
            "๐๘๑ ๒๓๔ ๕๖๗๘",
            "+66 81 234 5678",
        ] {
            assert_eq!(
                kinds(&format!("โทร. {number} ครับ")),
                [(Kind::Mobile, number.to_owned())]
            );
        }
        assert_eq!(kinds("โทร. 056-712-345"), []);
        assert_eq!(kinds("คำสั่งที่ ๖๓/๒๕๖๖ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖"), []);
    }

    #[test]
    fn a_plate_is_found_behind_its_word() {
        assert_eq!(
            kinds("หมายเลขทะเบียน นข ๓๗๓๖ เพชรบูรณ์"),
            [(Kind::Plate, "นข ๓๗๓๖".to_owned())]
        );
        assert_eq!(kinds("รถทะเบียน 1กก 1234")[0].1, "1กก 1234");
        assert_eq!(kinds("หนังสือที่ พช ๗๓๐๐๑/๑๒๓"), []);
        assert_eq!(kinds("แต่งตั้งนายทะเบียนประวัติ"), []);
    }
}
