//! What a report covers: a quarter, the first six months, or the whole fiscal year, whose report closes
//! it. Each has its own line of versions; a quarter's filings stand in every report that covers it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::{FiscalYear, Quarter};

/// A reporting period of a fiscal year; stored by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    Quarter(Quarter),
    /// October to March (รอบ ๖ เดือน).
    Half,
    /// The closing report of the year (รอบ ๑๒ เดือน); what was compiled before there were periods.
    #[default]
    Year,
}

impl Period {
    /// In the order in which the reports of a year come.
    pub const ALL: [Period; 6] = [
        Period::Quarter(Quarter::First),
        Period::Quarter(Quarter::Second),
        Period::Half,
        Period::Quarter(Quarter::Third),
        Period::Quarter(Quarter::Fourth),
        Period::Year,
    ];

    /// The name used in the database, in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Period::Quarter(Quarter::First) => "q1",
            Period::Quarter(Quarter::Second) => "q2",
            Period::Quarter(Quarter::Third) => "q3",
            Period::Quarter(Quarter::Fourth) => "q4",
            Period::Half => "half",
            Period::Year => "year",
        }
    }

    pub fn parse(name: &str) -> Option<Period> {
        Period::ALL
            .into_iter()
            .find(|period| period.as_str() == name)
    }

    /// Its place in the order of [`Period::ALL`].
    pub fn place(self) -> usize {
        let mut all = Period::ALL.into_iter();
        all.position(|period| period == self).unwrap_or_default()
    }

    /// The number that buttons carry: a quarter's own, 5 for the six months, 0 for the year.
    pub fn number(self) -> i64 {
        match self {
            Period::Quarter(quarter) => quarter.number().into(),
            Period::Half => 5,
            Period::Year => 0,
        }
    }

    pub fn from_number(number: i64) -> Option<Period> {
        Period::ALL
            .into_iter()
            .find(|period| period.number() == number)
    }

    pub fn covers(self, quarter: Quarter) -> bool {
        match self {
            Period::Quarter(own) => own == quarter,
            Period::Half => quarter <= Quarter::Second,
            Period::Year => true,
        }
    }

    /// The quarters that it covers, in their order.
    pub fn quarters(self) -> impl Iterator<Item = Quarter> {
        Quarter::ALL
            .into_iter()
            .filter(move |quarter| self.covers(*quarter))
    }

    /// The quarter with which it ends.
    pub fn last(self) -> Quarter {
        match self {
            Period::Quarter(quarter) => quarter,
            Period::Half => Quarter::Second,
            Period::Year => Quarter::Fourth,
        }
    }

    /// Its first day in a fiscal year.
    pub fn start(self, year: FiscalYear) -> NaiveDate {
        match self {
            Period::Quarter(quarter) => year.quarter(quarter).start(),
            Period::Half | Period::Year => year.start(),
        }
    }

    /// Its last day in a fiscal year.
    pub fn end(self, year: FiscalYear) -> NaiveDate {
        year.quarter(self.last()).end()
    }

    /// What is reported while this quarter is: the six months at the end of the second quarter, the year at
    /// the end of the fourth, else the quarter itself [ours].
    pub fn closing(quarter: Quarter) -> Period {
        match quarter {
            Quarter::Second => Period::Half,
            Quarter::Fourth => Period::Year,
            other => Period::Quarter(other),
        }
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        period.as_str().to_owned()
    }
}

impl TryFrom<String> for Period {
    type Error = String;

    fn try_from(name: String) -> Result<Period, String> {
        Period::parse(&name).ok_or_else(|| format!("there is no period {name:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_known_by_its_name_and_its_number() {
        for period in Period::ALL {
            assert_eq!(Period::parse(period.as_str()), Some(period));
            assert_eq!(Period::from_number(period.number()), Some(period));
            let said = serde_json::to_string(&period).unwrap();
            assert_eq!(serde_json::from_str::<Period>(&said).unwrap(), period);
        }
        assert_eq!(Period::parse("q5"), None);
        assert_eq!(Period::from_number(6), None);
    }

    #[test]
    fn the_six_months_run_from_october_to_march() {
        let year = FiscalYear::new(2566).unwrap();
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(Period::Half.start(year), day(2022, 10, 1));
        assert_eq!(Period::Half.end(year), day(2023, 3, 31));
        assert_eq!(Period::Year.end(year), day(2023, 9, 30));
        let third = Period::Quarter(Quarter::Third);
        assert_eq!(third.start(year), day(2023, 4, 1));
        assert!(!Period::Half.covers(Quarter::Third) && third.covers(Quarter::Third));
    }

    #[test]
    fn the_calendar_suggests_six_months_after_march_and_the_year_at_its_end() {
        assert_eq!(Period::closing(Quarter::Second), Period::Half);
        assert_eq!(Period::closing(Quarter::Fourth), Period::Year);
        let third = Period::Quarter(Quarter::Third);
        assert_eq!(Period::closing(Quarter::Third), third);
    }
}
