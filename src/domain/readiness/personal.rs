//! Numbers that identify a person and must not reach a published report unnoticed (Personal Data
//! Protection Act B.E. 2562): national ID numbers, mobile numbers, vehicle plates.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::domain::numerals::{is_digit, to_arabic, to_thai};

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
pub(crate) fn spans(text: &str) -> Vec<(Kind, Range<usize>)> {
    let mut spans: Vec<(Kind, Range<usize>)> = Vec::new();
    let mut add = |kind: Kind, span: Range<usize>| {
        let apart = spans
            .iter()
            .all(|(_, other)| span.end <= other.start || other.end <= span.start);
        if apart && stands_alone(text, &span) {
            spans.push((kind, span));
        }
    };
    for run in every(&THIRTEEN, text) {
        let decimals = DECIMALS.is_match(&text[run.end..]);
        if is_national_id(&text[run.clone()]) && !decimals {
            add(Kind::NationalId, run);
        }
    }
    for run in every(&MOBILE, text) {
        add(Kind::Mobile, run);
    }
    for pattern in [&*PLATE, &*PLATE_OF_CAR] {
        for plate in pattern.captures_iter(text) {
            if let Some(number) = plate.name("plate") {
                add(Kind::Plate, number.range());
            }
        }
    }
    spans.sort_by_key(|(_, span)| span.start);
    spans
}

/// Every match, be it that it begins within another one: what looked like the beginning of a number may be
/// the end of the word before it.
fn every<'a>(pattern: &'a Regex, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = pattern.find_at(text, from)?;
        let first = text[found.start()..].chars().next();
        from = found.start() + first.map_or(1, char::len_utf8);
        Some(found.range())
    })
}

/// Whether no digit goes on before or behind.
pub(crate) fn stands_alone(text: &str, span: &Range<usize>) -> bool {
    let digit_before = text[..span.start].chars().next_back().is_some_and(is_digit);
    let digit_behind = text[span.end..].chars().next().is_some_and(is_digit);
    !digit_before && !digit_behind
}

/// What makes two ways of writing a number one: its digits in one script, its letters, and nothing between;
/// a mobile number as it is dialled at home.
pub(crate) fn plain(kind: Kind, text: &str) -> String {
    let text = to_arabic(text);
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    match bare.strip_prefix("66") {
        Some(rest) if kind == Kind::Mobile => format!("0{}", rest.trim_start_matches('0')),
        _ => bare,
    }
}

/// A pattern for every way of writing such a number, of [`plain`]'s making.
pub(crate) fn anyhow_written(kind: Kind, plain: &str) -> Option<Regex> {
    const BETWEEN: &str = r"[\s.()\-\u{2010}-\u{2015}\u{2212}]{0,3}";
    let mut pattern = String::new();
    for (at, c) in plain.chars().enumerate() {
        if at > 0 {
            pattern += BETWEEN;
        }
        match c.to_digit(10) {
            Some(0) if at == 0 && kind == Kind::Mobile => {
                pattern += r"(?:\+?[6๖][6๖][\s.-]{0,2}(?:\([0๐]\))?|[0๐])";
            }
            Some(digit) => {
                pattern += &format!("[{digit}{}]", to_thai(&digit.to_string()));
            }
            None => pattern += &regex::escape(&c.to_string()),
        }
    }
    Regex::new(&pattern).ok()
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

/// Between two groups: a space, a dash, a dot, or a dash with spaces around it.
macro_rules! between {
    () => {
        r"(?:\s?[-.\u{2010}-\u{2015}\u{2212}]\s?|\s)?"
    };
}
/// One digit of either script.
macro_rules! digit {
    ($count:literal) => {
        concat!("[0-9๐-๙]{", $count, "}")
    };
}

/// In one piece, as it is printed (1-2345-67890-12-1), or in threes as some say it.
static THIRTEEN: LazyLock<Regex> = LazyLock::new(|| {
    constant(concat!(
        "(?:",
        digit!(1),
        between!(),
        digit!(4),
        between!(),
        digit!(5),
        between!(),
        digit!(2),
        between!(),
        digit!(1),
        "|",
        digit!(3),
        between!(),
        digit!(3),
        between!(),
        digit!(3),
        between!(),
        digit!(3),
        between!(),
        digit!(1),
        ")"
    ))
});
/// An amount of money goes on like this; no ID does.
static DECIMALS: LazyLock<Regex> = LazyLock::new(|| constant(r"^\.[0-9๐-๙]{1,2}(?:[^0-9๐-๙]|$)"));
/// In the groups in which people type them; others, such as 06-10-2566 08, are dates and hours.
static MOBILE: LazyLock<Regex> = LazyLock::new(|| {
    constant(concat!(
        r"(?:\(?(?:\+[6๖][6๖]\s?-?\s?(?:\([0๐]\)\s?)?|[6๖][6๖]|[0๐]-?)[689๖๘๙])(?:",
        digit!(1),
        r"\)?",
        between!(),
        digit!(3),
        between!(),
        digit!(4),
        "|",
        digit!(1),
        between!(),
        digit!(4),
        between!(),
        digit!(3),
        "|",
        digit!(1),
        between!(),
        digit!(3),
        between!(),
        digit!(2),
        between!(),
        digit!(2),
        r"|\)?",
        between!(),
        digit!(4),
        between!(),
        digit!(4),
        ")"
    ))
});
/// Behind the word: other letters before numbers, such as a letter's reference, are none.
static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:ทะเบียน(?:รถ)?(?:ยนต์|จักรยานยนต์|บรรทุก)?|เลขทะเบียน|ป้ายทะเบียน)\s?(?:หมายเลข|เลขที่|คือ|ที่)?\s?:?\s?(?P<plate>(?:[0-9๐-๙]\s?)?[ก-ฮ]{1,3}\s?-?\s?[0-9๐-๙]{1,4}|[0-9๐-๙]{2}\s?-\s?[0-9๐-๙]{4})",
    )
});
/// Behind the car itself, where the word is left out; then it takes three digits to be sure.
static PLATE_OF_CAR: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"รถ(?:ยนต์|จักรยานยนต์|กระบะ|บรรทุกน้ำ|บรรทุก|ตู้|เก๋ง|ราชการ|ส่วนกลาง|ดับเพลิง|พยาบาล|กู้ชีพ)+\s?(?:คัน|หมายเลข|เลขที่)?\s?(?P<plate>(?:[0-9๐-๙]\s?)?[ก-ฮ]{2}\s?-?\s?[0-9๐-๙]{3,4})",
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
    fn numbers_are_found_with_the_spaces_and_dashes_that_people_type() {
        for number in [
            "1 2345 67890 12 1",
            "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑",
            "1–2345–67890–12–1",
            "1 - 2345 - 67890 - 12 - 1",
            "1.2345.67890.12.1",
            "123-456-789-012-1",
        ] {
            let found = kinds(&format!("เลข {number}, 0"));
            assert_eq!(found, [(Kind::NationalId, number.to_owned())]);
        }
        for number in [
            "08-1234-5678",
            "081 2345678",
            "081-2345-678",
            "๐๘๑-๒๓๔-๕๖-๗๘",
            "081.234.5678",
            "(081) 234-5678",
            "081–234–5678",
            "+66(0)81-234-5678",
            "66812345678",
        ] {
            let found = kinds(&format!("โทร.{number}/0898765432"));
            let plain = plain(Kind::Mobile, number);
            assert_eq!(found.first(), Some(&(Kind::Mobile, number.to_owned())));
            assert_eq!((found.len(), plain.as_str()), (2, "0812345678"), "{number}");
        }
    }

    #[test]
    fn orders_scores_dates_and_amounts_are_no_numbers_of_persons() {
        for other in [
            "คำสั่งที่ 0812/2566 ลงวันที่ 06-10-2566 08:30 น.",
            "ที่ มท 0808.2/ว 1234 ลว. 6 ต.ค. 2566",
            "งบประมาณ 1234567890121.50 บาท",
            "งบประมาณ 8,123,456,789.00 บาท",
            "คะแนน ๘๔.๒๕ ๘๒.๙๔ ๘๐.๑๒ ๙๐.๐๐",
            "ปี 2560 2561 2562 2563",
            "ครั้งที่ 1/2566 2/2566 3/2566",
            "เลขที่สัญญา 66081234567",
            "นิติบุคคลเลขที่ 0105536000003",
            "รถยนต์ จำนวน 3 คัน",
            "ทะเบียนคุมพัสดุ 12/2566",
            "โทร. 0 5671 2345",
        ] {
            assert_eq!(kinds(other), [], "{other}");
        }
    }

    #[test]
    fn a_number_that_is_known_is_found_in_every_way_of_writing_it() {
        for (kind, known, others) in [
            (
                Kind::Mobile,
                "081-234-5678",
                ["๐๘๑๒๓๔๕๖๗๘", "+66 81 234 5678", "0 8 1 2 3 4 5 6 7 8"],
            ),
            (
                Kind::NationalId,
                "1-2345-67890-12-1",
                ["1234567890121", "๑ ๒๓๔๕ ๖๗๘๙๐ ๑๒ ๑", "12 34 56 78 90 12 1"],
            ),
            (Kind::Plate, "นข ๓๗๓๖", ["นข3736", "นข-3736", "นข ๓๗๓๖"]),
        ] {
            let pattern = anyhow_written(kind, &plain(kind, known)).unwrap();
            for other in others {
                let found = pattern.find(other).map(|found| found.as_str());
                assert_eq!(found, Some(other));
            }
        }
    }

    #[test]
    fn a_plate_is_found_behind_its_word() {
        for (text, plate) in [
            ("ทะเบียนรถ : กข-1234 กรุงเทพมหานคร", "กข-1234"),
            ("รถบรรทุกน้ำ ทะเบียน ๘๐-๑๒๓๔ เพชรบูรณ์", "๘๐-๑๒๓๔"),
            ("ใช้รถยนต์ส่วนกลาง กข 1234 ไปราชการ", "กข 1234"),
        ] {
            assert_eq!(kinds(text), [(Kind::Plate, plate.to_owned())]);
        }
        assert_eq!(
            kinds("หมายเลขทะเบียน นข ๓๗๓๖ เพชรบูรณ์"),
            [(Kind::Plate, "นข ๓๗๓๖".to_owned())]
        );
        assert_eq!(kinds("รถทะเบียน 1กก 1234")[0].1, "1กก 1234");
        assert_eq!(kinds("หนังสือที่ พช ๗๓๐๐๑/๑๒๓"), []);
        assert_eq!(kinds("แต่งตั้งนายทะเบียนประวัติ"), []);
    }
}
