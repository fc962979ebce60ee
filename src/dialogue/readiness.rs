//! What an assessor would mark down, as the reporter reads it before anything is sent for checking: for
//! the whole and for each measure, with the way to mend it. The rules are [`crate::domain::readiness`]'s.

use super::board::reporting;
use super::home::locked;
use super::turn::Turn;
use super::{Action, Arg, OfficeDesk, Phrase, Screen, State, checking, compile};
use crate::domain::office::{OfficeId, Post};
use crate::domain::period::Period;
use crate::domain::readiness::requirements::Level;
use crate::domain::readiness::{Detail, Finding, Rule, Spot, check};
use crate::wording;

/// What is found in a period's report as it would be compiled now.
fn findings(turn: &Turn, office: &OfficeDesk, reporter: &Post, period: Period) -> Vec<Finding> {
    let snapshot = compile::snapshot(turn, office, reporter, period);
    let decisions = office.report(period).map(|report| &report.decisions[..]);
    check(
        &snapshot,
        Some(&office.plan),
        decisions.unwrap_or_default(),
        &office.plan.requirements,
    )
}

/// How many findings of each level there are, in one line; none if there are none.
pub(super) fn in_short(
    turn: &Turn,
    office: &OfficeDesk,
    reporter: &Post,
    period: Period,
) -> Option<Phrase> {
    let findings = findings(turn, office, reporter, period);
    (!findings.is_empty()).then(|| counted("readiness-short", &findings))
}

fn counted(key: &str, findings: &[Finding]) -> Phrase {
    let count = |level: Level| findings.iter().filter(|found| found.level == level).count();
    Phrase::new(key)
        .with("must", count(Level::Must))
        .with("should", count(Level::Should))
        .with("info", count(Level::Info))
}

pub(super) fn list(turn: &mut Turn, id: OfficeId, period: Period) {
    let Some((office, post)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    let findings = findings(turn, office, post, period);
    let mut screen = Screen::new(
        Phrase::new("readiness-title").with("year", Arg::Year(office.plan.fiscal_year)),
    );
    if period != Period::Year {
        let of = Phrase::new("readiness-of-period").with("period", wording::period(period));
        screen = screen.and(of);
    }
    if findings.is_empty() {
        screen = screen.and("readiness-none");
    } else {
        screen = screen.and(counted("readiness-counts", &findings));
    }
    let whole: Vec<Phrase> = of(&findings, None);
    if !whole.is_empty() {
        screen = screen.and(Phrase::new("readiness-of-whole").with("lines", whole));
    }
    for measure in &office.plan.measures {
        let lines = of(&findings, Some(measure.number));
        if !lines.is_empty() {
            screen = screen.and(
                Phrase::new("readiness-of-measure")
                    .with("number", measure.number)
                    .with("title", &measure.title)
                    .with("lines", lines),
            );
        }
    }
    if !locked(office) {
        for measure in &office.plan.measures {
            let grave = findings.iter().any(|found| {
                found.at.measure == Some(measure.id)
                    && found.level < Level::Info
                    && found.rule != Rule::NoResult
            });
            let standing = office.standings.iter().find(|of| of.measure == measure.id);
            let filed = standing.is_some_and(|standing| standing.latest().is_some());
            if grave && filed {
                screen = screen.button(
                    Phrase::new("button-readiness-return")
                        .with("measure", checking::measure_label(measure)),
                    Action::Reopen(measure.id),
                );
            }
        }
    }
    turn.ask(
        State::Choice,
        screen.button("button-board", Action::Board(id)),
    );
}

fn of(findings: &[Finding], number: Option<u32>) -> Vec<Phrase> {
    findings
        .iter()
        .filter(|found| found.at.measure.map(|_| found.at.number) == number)
        .map(line)
        .collect()
}

/// One finding with its rule and how it is mended.
fn line(
    Finding {
        rule,
        level,
        at,
        detail,
    }: &Finding,
) -> Phrase {
    Phrase::new("readiness-line")
        .with("level", Arg::Code(level.as_str().to_owned()))
        .with("place", place(at))
        .with(
            "finding",
            Phrase::new("readiness-finding")
                .with("rule", Arg::Code(rule.as_str().to_owned()))
                .with("detail", about(detail)),
        )
}

fn place(
    Spot {
        results, outcomes, ..
    }: &Spot,
) -> Phrase {
    let counted = |items: &[usize]| {
        let numbers: Vec<String> = items.iter().map(|at| (at + 1).to_string()).collect();
        Arg::Label(numbers.join(", "))
    };
    let key = match (results.is_empty(), outcomes.is_empty()) {
        (true, true) => "readiness-place-none",
        (false, true) => "readiness-place-results",
        (true, false) => "readiness-place-outcomes",
        (false, false) => "readiness-place-both",
    };
    Phrase::new(key)
        .with("results", counted(results))
        .with("outcomes", counted(outcomes))
}

fn about(detail: &Detail) -> Phrase {
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
