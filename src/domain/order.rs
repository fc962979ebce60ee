//! The number of an order (คำสั่ง) as offices write it: a running number over a Buddhist Era year, ๖๓/๒๕๖๖.
//! Orders are numbered from 1 within a *calendar* year, so the fiscal year of an order follows from its date,
//! never from this number. Issuer, subject and date around the number are read by `citation`.

use std::fmt;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;
use serde::{Deserialize, Serialize};

use super::calendar::{FiscalYear, buddhist_year, is_buddhist_year, is_common_year};
use super::numerals::to_arabic;
use super::thai_date::{YearReading, two_digit_year};
use super::typed::clean;

/// No office comes near this many orders in a year; a longer number is a slip or something else.
const LARGEST: u32 = 99_999;

/// A number from 1 over a Buddhist Era year. Displayed in Arabic digits, for logs and keys: `63/2566`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct OrderNumber {
    year_be: i32,
    number: u32,
}

/// Why a text is not the number of an order, with what can be offered in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum OrderNumberFault {
    /// The year suits only the Common Era (63/2023), or is a two-digit one far from the fiscal year: ask
    /// whether the number offered is meant.
    #[error("the year is in doubt; {0} may be meant")]
    YearInDoubt(OrderNumber),
    /// The number stands alone.
    #[error("the number {number} has no year")]
    NoYear { number: u32 },
    /// Only a year was given.
    #[error("the year {year} has no number")]
    NoNumber { year: i32 },
    /// The year as typed: neither B.E. 2443–2742 nor C.E. 1900–2199.
    #[error("the year {year} is out of range")]
    YearOutOfRange { year: i32 },
    /// 0, or above 99,999.
    #[error("no order has this number")]
    NumberOutOfRange,
    /// ครั้งที่ ๑/๒๕๖๖ is the round of something, not an order.
    #[error("this is a round, not an order")]
    Round,
    /// Not of this form at all.
    #[error("this is not the number of an order")]
    Unreadable,
}

impl OrderNumber {
    /// `None` unless the number is 1–99,999 and the year is within B.E. 2443–2742.
    pub fn new(number: u32, year_be: i32) -> Option<Self> {
        ((1..=LARGEST).contains(&number) && is_buddhist_year(year_be))
            .then_some(Self { year_be, number })
    }

    /// Reads a whole reply: ๖๓/๒๕๖๖, 63/66, ๖๓ /2566, ที่ 63/2566, คำสั่งเลขที่ ๖๓/๒๕๖๖. A two-digit year is
    /// sought around the fiscal year `near`.
    pub fn parse(text: &str, near: FiscalYear) -> Result<Self, OrderNumberFault> {
        let text = to_arabic(&clean(text)).to_lowercase();
        let found = FORM.captures(&text).ok_or(OrderNumberFault::Unreadable)?;
        if found.name("round").is_some() {
            return Err(OrderNumberFault::Round);
        }
        let number = found.name("number").map_or("", |number| number.as_str());
        let year = found.name("year").map_or("", |year| year.as_str());
        match (number.is_empty(), year.is_empty()) {
            (true, true) => Err(OrderNumberFault::Unreadable),
            (true, false) => Err(OrderNumberFault::NoNumber {
                year: year.parse().unwrap_or(0),
            }),
            (false, _) => Self::from_digits(number, year, near),
        }
    }

    /// Number and year as Arabic digits, the year possibly empty.
    pub(super) fn from_digits(
        number: &str,
        year: &str,
        near: FiscalYear,
    ) -> Result<Self, OrderNumberFault> {
        // What does not fit into 32 bits is out of range all the more.
        let number = number.parse().unwrap_or(u32::MAX);
        if !(1..=LARGEST).contains(&number) {
            return Err(OrderNumberFault::NumberOutOfRange);
        }
        if year.is_empty() {
            return Err(OrderNumberFault::NoYear { number });
        }
        let typed = year.parse().unwrap_or(i32::MAX);
        let reading = match year.len() {
            2 => two_digit_year(typed, near),
            _ if is_buddhist_year(typed) => YearReading::Sure(typed),
            _ if is_common_year(typed) => YearReading::Ask(buddhist_year(typed)),
            _ => YearReading::OutOfRange(typed),
        };
        let order = |year_be| {
            Self::new(number, year_be).ok_or(OrderNumberFault::YearOutOfRange { year: typed })
        };
        match reading {
            YearReading::Sure(year_be) => order(year_be),
            YearReading::Ask(year_be) => Err(OrderNumberFault::YearInDoubt(order(year_be)?)),
            YearReading::OutOfRange(year) => Err(OrderNumberFault::YearOutOfRange { year }),
        }
    }

    /// The running number, from 1.
    pub fn number(self) -> u32 {
        self.number
    }

    /// The Buddhist Era number of the *calendar* year.
    pub fn year_be(self) -> i32 {
        self.year_be
    }

    /// Whether an order of this number can bear this date: the calendar years agree.
    pub fn suits(self, date: NaiveDate) -> bool {
        buddhist_year(date.year()) == self.year_be
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.year_be)
    }
}

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?P<round>ครั้ง\s?ที่)|(?:คำสั่ง|คส\.?)?\s?(?:เลข\s?ที่|ที่|no\.?|number|#)?)\s?:?\s?(?P<number>[0-9]*)(?:(?:\s?[/\\⁄∕]\s?|\s?(?:ปี|พ\.?ศ\.?)\s?|\s?-\s?)(?P<year>[0-9]+))?\.?$",
    )
    .expect("a constant pattern that the tests compile")
});

/// How an order number is stored.
#[derive(Serialize, Deserialize)]
struct Parts {
    number: u32,
    year_be: i32,
}

impl From<OrderNumber> for Parts {
    fn from(order: OrderNumber) -> Self {
        Self {
            number: order.number,
            year_be: order.year_be,
        }
    }
}

impl TryFrom<Parts> for OrderNumber {
    type Error = String;

    fn try_from(parts: Parts) -> Result<Self, String> {
        Self::new(parts.number, parts.year_be).ok_or_else(|| {
            format!(
                "{}/{} is not the number of an order",
                parts.number, parts.year_be
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<OrderNumber, OrderNumberFault> {
        OrderNumber::parse(text, FiscalYear::new(2566).unwrap())
    }

    fn order(number: u32, year_be: i32) -> OrderNumber {
        OrderNumber::new(number, year_be).unwrap()
    }

    #[test]
    fn an_order_number_is_read_in_every_form_people_type() {
        for text in [
            "๖๓/๒๕๖๖",
            "63/2566",
            "63/66",
            "๖๓ /2566",
            "๖๓ / ๖๖",
            "063/2566",
            "ที่ 63/2566",
            "ที่๖๓/๒๕๖๖",
            "เลขที่ 63/66",
            "เลขที่: 63/66",
            "คำสั่งที่ ๖๓/๒๕๖๖",
            "คำสั่ง 63/2566",
            "No. 63/2566",
            "#63/66",
            "63-2566",
            "63 ปี 2566",
            "63\\2566",
            " ท\u{E35}\u{E48}\u{200B} ๖๓/๒๕๖๖. ",
        ] {
            assert_eq!(read(text), Ok(order(63, 2566)), "{text}");
        }
        assert_eq!(read("1/2566"), Ok(order(1, 2566)));
    }

    #[test]
    fn a_common_era_year_offers_the_buddhist_one() {
        let offered = Err(OrderNumberFault::YearInDoubt(order(63, 2566)));
        assert_eq!(read("63/2023"), offered);
        assert_eq!(read("๖๓/๒๓"), offered);
        assert_eq!(
            read("63/45"),
            Err(OrderNumberFault::YearInDoubt(order(63, 2545)))
        );
    }

    #[test]
    fn a_number_without_its_year_and_a_year_without_its_number_are_told_apart() {
        assert_eq!(read("63"), Err(OrderNumberFault::NoYear { number: 63 }));
        assert_eq!(read("ที่ ๖๓"), Err(OrderNumberFault::NoYear { number: 63 }));
        assert_eq!(
            read("/2566"),
            Err(OrderNumberFault::NoNumber { year: 2566 })
        );
    }

    #[test]
    fn a_round_is_not_an_order() {
        assert_eq!(read("ครั้งที่ ๑/๒๕๖๖"), Err(OrderNumberFault::Round));
    }

    #[test]
    fn numbers_and_years_that_no_order_has_are_refused() {
        assert_eq!(read("0/2566"), Err(OrderNumberFault::NumberOutOfRange));
        assert_eq!(read("123456/2566"), Err(OrderNumberFault::NumberOutOfRange));
        assert_eq!(
            read("63/2656789012"),
            Err(OrderNumberFault::YearOutOfRange { year: i32::MAX })
        );
        assert_eq!(
            read("63/3566"),
            Err(OrderNumberFault::YearOutOfRange { year: 3566 })
        );
        assert_eq!(
            read("63/256"),
            Err(OrderNumberFault::YearOutOfRange { year: 256 })
        );
    }

    #[test]
    fn other_things_are_unreadable() {
        for text in [
            "",
            "ไม่มี",
            "-",
            "1/2/66",
            "พช ๗๓๐๐๑/๑๒๓",
            "84.25",
            "63/66 64/66",
            "๑ กุมภาพันธ์ ๒๕๖๖",
            "ที่",
        ] {
            assert_eq!(read(text), Err(OrderNumberFault::Unreadable), "{text}");
        }
    }

    #[test]
    fn an_order_suits_the_dates_of_its_calendar_year_only() {
        let day = |year, month| NaiveDate::from_ymd_opt(year, month, 1).unwrap();
        assert!(order(63, 2566).suits(day(2023, 2)) && order(468, 2566).suits(day(2023, 11)));
        assert!(!order(63, 2566).suits(day(2022, 11)));
    }

    #[test]
    fn no_wrong_number_comes_in_through_json() {
        let json = serde_json::to_string(&order(63, 2566)).unwrap();
        assert_eq!(json, r#"{"number":63,"year_be":2566}"#);
        assert_eq!(
            serde_json::from_str::<OrderNumber>(&json).unwrap(),
            order(63, 2566)
        );
        assert!(serde_json::from_str::<OrderNumber>(r#"{"number":63,"year_be":2023}"#).is_err());
    }

    proptest! {
        #[test]
        fn every_order_number_is_read_back_as_itself(number in 1u32..=LARGEST, year in 2556i32..=2576, short: bool) {
            let written = if short { format!("{number}/{}", year % 100) } else { order(number, year).to_string() };
            prop_assert_eq!(read(&super::super::numerals::to_thai(&written)), Ok(order(number, year)));
            prop_assert_eq!(read(&written), Ok(order(number, year)));
        }

        #[test]
        fn no_text_makes_reading_fail(text in any::<String>(), jumble in "[0-9๐-๙/ ทคีำ่สัง.]{0,20}") {
            let _ = (read(&text), read(&jumble));
        }
    }
}
