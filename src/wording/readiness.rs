//! How a finding is said: what it is, where it is and what it is about. Screens and the page say it alike.

use crate::domain::readiness::{Detail, Finding, Spot};
use crate::phrase::{Arg, Phrase};

/// One finding with its rule and how it is mended.
pub fn line(
    Finding {
        rule,
        level,
        at,
        detail,
    }: &Finding,
) -> Phrase {
    Phrase::new("readiness-line")
        .with("level", Arg::Code(level.as_str().to_owned()))
        .with("place", place(at, IN_CHAT))
        .with(
            "finding",
            Phrase::new("readiness-finding")
                .with("rule", Arg::Code(rule.as_str().to_owned()))
                .with("detail", about(detail)),
        )
}

/// Messages about no item, items of column 5, items of column 6, and both.
pub type Places = [&'static str; 4];
/// In front of a finding in a chat.
pub const IN_CHAT: Places = [
    "readiness-place-none",
    "readiness-place-results",
    "readiness-place-outcomes",
    "readiness-place-both",
];
/// Within a sentence of the page.
pub const ON_PAGE: Places = [
    "readiness-page-place-none",
    "readiness-page-place-results",
    "readiness-page-place-outcomes",
    "readiness-page-place-both",
];

/// The items of a measure that a finding is about.
pub fn place(
    Spot {
        results, outcomes, ..
    }: &Spot,
    [none, in_results, in_outcomes, in_both]: Places,
) -> Phrase {
    let counted = |items: &[usize]| {
        let numbers: Vec<String> = items.iter().map(|at| (at + 1).to_string()).collect();
        Arg::Label(numbers.join(", "))
    };
    let key = match (results.is_empty(), outcomes.is_empty()) {
        (true, true) => none,
        (false, true) => in_results,
        (true, false) => in_outcomes,
        (false, false) => in_both,
    };
    Phrase::new(key)
        .with("results", counted(results))
        .with("outcomes", counted(outcomes))
}

/// What a finding is about, one below the other where there are several; nothing where its rule says all.
pub fn about(detail: &Detail) -> Phrase {
    match detail {
        Detail::None => Phrase::new("readiness-about-nothing"),
        Detail::Dates(dates) => Phrase::new("readiness-about-dates").with(
            "dates",
            dates
                .iter()
                .map(|date| Phrase::new("readiness-date").with("date", Arg::Date(*date)))
                .collect::<Vec<_>>(),
        ),
        Detail::Names(names) => {
            Phrase::new("readiness-about-names").with("names", Arg::Label(names.join(", ")))
        }
        Detail::Quarter(quarter) => {
            Phrase::new("readiness-about-quarter").with("quarter", usize::from(quarter.number()))
        }
        Detail::Personal(found) => {
            let shown: Vec<Phrase> = found
                .iter()
                .map(|found| {
                    Phrase::new("readiness-personal")
                        .with("kind", Arg::Code(found.kind.as_str().to_owned()))
                        .with("text", &found.text)
                })
                .collect();
            Phrase::new("readiness-about-personal").with("found", shown)
        }
    }
}
