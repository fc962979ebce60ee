//! The years the office counts in: Buddhist Era years, fiscal years (1 October to 30 September) and their
//! quarters, and the Thai and English names that people type for months. Reading a whole date is
//! `thai_date`'s work; month names for output come from the locale files. Also the clock of Bangkok, by
//! which a moment has its day.

use std::sync::LazyLock;

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, NaiveTime};
use regex::Regex;
use serde::{Deserialize, Serialize};

/// Years between the Buddhist Era as Thailand has counted it since B.E. 2484 and the Common Era.
const BUDDHIST_ERA_OFFSET: i32 = 543;
const FIRST_YEAR_BE: i32 = 2443;
const LAST_YEAR_BE: i32 = 2742;

/// The Buddhist Era year of a Common Era year (2023 is 2566).
pub fn buddhist_year(common_era: i32) -> i32 {
    common_era.saturating_add(BUDDHIST_ERA_OFFSET)
}

/// The Common Era year of a Buddhist Era year (2566 is 2023).
pub fn common_year(buddhist_era: i32) -> i32 {
    buddhist_era.saturating_sub(BUDDHIST_ERA_OFFSET)
}

/// Whether a Buddhist Era year is one that an office's papers can carry: 2443 to 2742 (C.E. 1900 to 2199).
pub fn is_buddhist_year(year: i32) -> bool {
    (FIRST_YEAR_BE..=LAST_YEAR_BE).contains(&year)
}

/// Whether a year can only be meant in the Common Era: 1900 to 2199.
pub fn is_common_year(year: i32) -> bool {
    is_buddhist_year(buddhist_year(year))
}

/// A Thai government fiscal year by its Buddhist Era number: 2566 runs from 1 October 2022 to
/// 30 September 2023. Always within B.E. 2443–2742.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// `None` outside B.E. 2443–2742, which catches a Common Era year passed by mistake.
    pub fn new(year_be: i32) -> Option<Self> {
        is_buddhist_year(year_be).then_some(Self(year_be))
    }

    /// The fiscal year that a day belongs to. A day outside the years held here is given the nearest one.
    pub fn of(date: NaiveDate) -> Self {
        let year = buddhist_year(date.year()) + i32::from(date.month() >= 10);
        Self(year.clamp(FIRST_YEAR_BE, LAST_YEAR_BE))
    }

    /// The Buddhist Era number, for example 2566.
    pub fn year_be(self) -> i32 {
        self.0
    }

    /// 1 October of the year before.
    pub fn start(self) -> NaiveDate {
        self.quarter(Quarter::First).start()
    }

    /// 30 September.
    pub fn end(self) -> NaiveDate {
        self.quarter(Quarter::Fourth).end()
    }

    pub fn contains(self, date: NaiveDate) -> bool {
        (self.start()..=self.end()).contains(&date)
    }

    pub fn quarter(self, quarter: Quarter) -> FiscalQuarter {
        FiscalQuarter {
            year: self,
            quarter,
        }
    }

    /// The four quarters from October on.
    pub fn quarters(self) -> [FiscalQuarter; 4] {
        Quarter::ALL.map(|quarter| self.quarter(quarter))
    }
}

impl From<FiscalYear> for i32 {
    fn from(year: FiscalYear) -> i32 {
        year.0
    }
}

impl TryFrom<i32> for FiscalYear {
    type Error = String;

    fn try_from(year_be: i32) -> Result<Self, String> {
        Self::new(year_be).ok_or_else(|| {
            format!("fiscal year {year_be} is not a Buddhist Era year from {FIRST_YEAR_BE} to {LAST_YEAR_BE}")
        })
    }
}

/// A quarter (ไตรมาส) of any fiscal year; stored as its number 1–4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Quarter {
    /// October to December of the calendar year before.
    First,
    /// January to March.
    Second,
    /// April to June.
    Third,
    /// July to September.
    Fourth,
}

/// The whole year's: what was reported before quarters were told apart counts as reported at its end.
impl Default for Quarter {
    fn default() -> Self {
        Self::Fourth
    }
}

impl Quarter {
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];

    /// The quarter by its number 1–4.
    pub fn new(number: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|quarter| quarter.number() == number)
    }

    pub fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
            Self::Fourth => 4,
        }
    }

    fn of_month(month: u32) -> Self {
        match month {
            1..=3 => Self::Second,
            4..=6 => Self::Third,
            7..=9 => Self::Fourth,
            _ => Self::First,
        }
    }
}

impl From<Quarter> for u8 {
    fn from(quarter: Quarter) -> u8 {
        quarter.number()
    }
}

impl TryFrom<u8> for Quarter {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        Self::new(number).ok_or_else(|| format!("quarter {number} is not one of 1, 2, 3, 4"))
    }
}

/// One quarter of one fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FiscalQuarter {
    pub year: FiscalYear,
    pub quarter: Quarter,
}

impl FiscalQuarter {
    /// The quarter that a day falls in.
    pub fn of(date: NaiveDate) -> Self {
        FiscalYear::of(date).quarter(Quarter::of_month(date.month()))
    }

    pub fn start(self) -> NaiveDate {
        let (years_before, month) = match self.quarter {
            Quarter::First => (1, 10),
            Quarter::Second => (0, 1),
            Quarter::Third => (0, 4),
            Quarter::Fourth => (0, 7),
        };
        NaiveDate::from_ymd_opt(common_year(self.year.0) - years_before, month, 1)
            .expect("a fiscal year lies within 1899–2199 C.E., where every month has a first day")
    }

    /// The last day of the quarter.
    pub fn end(self) -> NaiveDate {
        let next = self.start() + Months::new(3);
        next.pred_opt().unwrap_or(next)
    }

    pub fn contains(self, date: NaiveDate) -> bool {
        (self.start()..=self.end()).contains(&date)
    }
}

/// What people type for each month: in full, cut short, abbreviated with or without dots, in English.
/// Letters in brackets are slips common enough to be sure of (ฏ for ฎ and the like).
const MONTH_PATTERNS: [&str; 12] = [
    r"มกรา(?:คม)?|ม\.?\s?ค\.?|jan(?:uary)?",
    r"กุมภา(?:พัน(?:ธ[\u{0E38}\u{0E34}]?\u{0E4C}?)?)?|ก\.?\s?พ\.?|feb(?:ruary)?",
    r"มีนา(?:คม)?|มี\.?\s?ค\.?|mar(?:ch)?",
    r"เมษา(?:ยน)?|เม\.?\s?ย\.?|apr(?:il)?",
    r"พฤ[ษศส]ภา(?:คม)?|พ\.?\s?ค\.?|may",
    r"มิถุนา(?:ยน)?|มิ\.?\s?ย\.?|june?",
    r"กรก[ฎฏ]า(?:คม)?|ก\.?\s?ค\.?|july?",
    r"สิงหา(?:คม)?|ส\.?\s?ค\.?|aug(?:ust)?",
    r"กันยา(?:ยน)?|ก\.?\s?ย\.?|sep(?:t(?:ember)?)?",
    r"ตุลา(?:คม)?|ต\.?\s?ค\.?|oct(?:ober)?",
    r"พฤ[ศษส]จิกา(?:ยน)?|พ\.?\s?ย\.?|nov(?:ember)?",
    r"ธันวา(?:คม)?|ธ\.?\s?ค\.?|dec(?:ember)?",
];

static MONTHS: LazyLock<[Regex; 12]> = LazyLock::new(|| {
    MONTH_PATTERNS.map(|pattern| {
        Regex::new(&format!("^(?i:เดือน\\s?)?(?i:{pattern})[.ฯ]?$"))
            .expect("a constant pattern that the tests compile")
    })
});

/// A pattern that matches any month name, to build the patterns of dates from.
pub(super) fn any_month_pattern() -> String {
    format!("(?i:{})[.ฯ]?", MONTH_PATTERNS.join("|"))
}

/// The month 1–12 that a name stands for: กุมภาพันธ์, ก.พ., กพ, กุมภาฯ, เดือนกุมภาพันธ์, Feb, February.
pub fn month_named(name: &str) -> Option<u32> {
    let name = name.trim();
    (1..)
        .zip(MONTHS.iter())
        .find_map(|(number, month)| month.is_match(name).then_some(number))
}

const SEVEN_HOURS: i32 = 7 * 60 * 60;

/// The moment (epoch milliseconds) on the clock of Bangkok, which has been UTC+7 without daylight
/// saving since 1920. A moment that no calendar has is shown as the epoch.
pub fn bangkok(moment: i64) -> DateTime<FixedOffset> {
    let offset = FixedOffset::east_opt(SEVEN_HOURS).expect("seven hours is a valid offset");
    DateTime::from_timestamp_millis(moment)
        .filter(|utc| (1..=9999).contains(&utc.year()))
        .unwrap_or_default()
        .with_timezone(&offset)
}

/// The first moment of a day in Bangkok, in epoch milliseconds.
pub fn midnight(date: NaiveDate) -> i64 {
    let utc = date.and_time(NaiveTime::MIN).and_utc();
    utc.timestamp_millis() - i64::from(SEVEN_HOURS) * 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn fy2566() -> FiscalYear {
        FiscalYear::new(2566).unwrap()
    }

    #[test]
    fn the_fiscal_year_2566_runs_from_october_2022_to_september_2023() {
        assert_eq!(fy2566().start(), day(2022, 10, 1));
        assert_eq!(fy2566().end(), day(2023, 9, 30));
        assert!(!fy2566().contains(day(2022, 9, 9)) && !fy2566().contains(day(2023, 10, 1)));
    }

    #[test]
    fn the_quarters_of_2566_are_those_of_the_real_report() {
        let quarters = fy2566()
            .quarters()
            .map(|quarter| (quarter.start(), quarter.end()));
        assert_eq!(quarters[0], (day(2022, 10, 1), day(2022, 12, 31)));
        assert_eq!(quarters[1], (day(2023, 1, 1), day(2023, 3, 31)));
        assert_eq!(quarters[2], (day(2023, 4, 1), day(2023, 6, 30)));
        assert_eq!(quarters[3], (day(2023, 7, 1), day(2023, 9, 30)));
        assert_eq!(
            FiscalQuarter::of(day(2023, 2, 1)),
            fy2566().quarter(Quarter::Second)
        );
    }

    #[test]
    fn a_common_era_year_is_no_fiscal_year() {
        assert_eq!(FiscalYear::new(2023), None);
        assert!(serde_json::from_str::<FiscalYear>("2023").is_err());
        assert_eq!(
            serde_json::to_string(&fy2566().quarter(Quarter::Second)).unwrap(),
            r#"{"year":2566,"quarter":2}"#
        );
    }

    #[test]
    fn months_are_known_by_every_name_people_type() {
        for name in [
            "กุมภาพันธ์",
            "กุมภาพันธุ์",
            "กุมภา",
            "กุมภาฯ",
            "ก.พ.",
            "กพ",
            "กพ.",
            "ก. พ.",
            "เดือนกุมภาพันธ์",
            "Feb",
            "FEBRUARY",
            "feb.",
        ] {
            assert_eq!(month_named(name), Some(2), "{name}");
        }
        let full = [
            "มกราคม",
            "กุมภาพันธ์",
            "มีนาคม",
            "เมษายน",
            "พฤษภาคม",
            "มิถุนายน",
            "กรกฎาคม",
            "สิงหาคม",
            "กันยายน",
            "ตุลาคม",
            "พฤศจิกายน",
            "ธันวาคม",
        ];
        let short = [
            "ม.ค.",
            "ก.พ.",
            "มี.ค.",
            "เม.ย.",
            "พ.ค.",
            "มิ.ย.",
            "ก.ค.",
            "ส.ค.",
            "ก.ย.",
            "ต.ค.",
            "พ.ย.",
            "ธ.ค.",
        ];
        for (number, (full, short)) in (1..).zip(full.iter().zip(short)) {
            assert_eq!(month_named(full), Some(number), "{full}");
            assert_eq!(month_named(short), Some(number), "{short}");
            assert_eq!(
                month_named(&short.replace('.', "")),
                Some(number),
                "{short}"
            );
        }
        assert_eq!(month_named("กรกฏาคม"), Some(7));
        assert_eq!(month_named("พ.ศ."), None);
        assert_eq!(month_named(""), None);
    }

    proptest! {
        #[test]
        fn every_day_lies_in_its_own_fiscal_year_and_quarter(days in -25_000i32..80_000) {
            let date = NaiveDate::from_epoch_days(days).unwrap();
            prop_assert!(FiscalYear::of(date).contains(date));
            prop_assert!(FiscalQuarter::of(date).contains(date));
            prop_assert_eq!(FiscalQuarter::of(date).year, FiscalYear::of(date));
        }

        #[test]
        fn no_day_of_any_age_makes_a_fiscal_year_fail(days in any::<i32>()) {
            if let Some(date) = NaiveDate::from_epoch_days(days) {
                let _ = (FiscalYear::of(date).start(), FiscalYear::of(date).end());
            }
        }

        #[test]
        fn both_ways_between_the_eras_agree(year in any::<i16>()) {
            prop_assert_eq!(common_year(buddhist_year(year.into())), i32::from(year));
        }

        #[test]
        fn no_text_makes_the_month_names_fail(text in any::<String>()) {
            let _ = month_named(&text);
        }
    }
}
