//! What an assessor would mark down, as the reporter reads it before anything is sent for checking: for
//! the whole and for each measure, with the way to mend it. The rules are [`crate::domain::readiness`]'s.

use super::board::reporting;
use super::home::locked;
use super::turn::Turn;
use super::{
    Action, Arg, Effect, OfficeDesk, Phrase, Screen, State, checking, compile, periods, published,
};
use crate::domain::office::{OfficeId, Post};
use crate::domain::period::Period;
use crate::domain::readiness::page::Page;
use crate::domain::readiness::requirements::Level;
use crate::domain::readiness::{Finding, Rule, check};
use crate::domain::redaction;
use crate::wording;
use crate::wording::readiness::line;

/// What is found in a period's report as it would be compiled now.
fn findings(office: &OfficeDesk, reporter: &Post, period: Period, now: i64) -> Vec<Finding> {
    let snapshot = compile::snapshot(office, reporter, period, now);
    let decisions = office.report(period).map(|report| &report.decisions[..]);
    let mut findings = check(
        &snapshot,
        Some(&office.plan),
        decisions.unwrap_or_default(),
        &office.plan.requirements,
    );
    let places = published::places(office, period);
    redaction::leave_open(&mut findings, &places, &office.hidden);
    findings
}

/// How many findings of each level there are, in one line; none if there are none.
pub(super) fn in_short(
    turn: &Turn,
    office: &OfficeDesk,
    reporter: &Post,
    period: Period,
) -> Option<Phrase> {
    let findings = findings(office, reporter, period, turn.desk.now);
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
    shown(turn, office, post, period);
}

/// The findings of an office as it stands after this step.
pub(super) fn shown(turn: &mut Turn, office: &OfficeDesk, post: &Post, period: Period) {
    let id = office.plan.office;
    let findings = findings(office, post, period, turn.desk.now);
    let title = Phrase::new("readiness-title").with("year", Arg::Year(office.plan.fiscal_year));
    let mut screen = of_period(Screen::new(title), period);
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
    screen = published::with_numbers(screen, office, period);
    if !locked(office) {
        for measure in &office.plan.measures {
            let grave = findings.iter().any(|found| {
                found.at.measure == Some(measure.id)
                    && found.level < Level::Info
                    && !matches!(found.rule, Rule::NoResult | Rule::PersonalData)
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
    let page = match period {
        Period::Year => Action::ReadinessPage(id),
        period => Action::ReadinessPageFor(id, period.number()),
    };
    screen = screen.button(periods::label("button-readiness-page", period), page);
    turn.ask(
        State::Choice,
        screen.button("button-board", Action::Board(id)),
    );
}

/// What is found in a period's report as it would be compiled at `now` (epoch milliseconds), to be printed.
pub fn page(office: &OfficeDesk, reporter: &Post, period: Period, now: i64) -> Page {
    let findings = findings(office, reporter, period, now);
    Page {
        period,
        ..Page::of(&office.plan, &findings, compile::names(&office.plan), now)
    }
}

/// The same as a file that can be printed and handed to the units.
pub(super) fn print(turn: &mut Turn, id: OfficeId, period: Period) {
    let Some((office, post)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    let findings = findings(office, post, period, turn.desk.now);
    let said =
        Phrase::new("readiness-page-caption").with("year", Arg::Year(office.plan.fiscal_year));
    let screen = of_period(Screen::new(said), period).and(match findings.is_empty() {
        true => Phrase::new("readiness-none"),
        false => counted("readiness-counts", &findings),
    });
    let screen = screen.button("button-board", Action::Board(id));
    let page = page(office, post, period, turn.desk.now);
    turn.effect(Effect::Page {
        page: Box::new(page),
        screen,
    });
    turn.answer("readiness-page-sent", false);
}

/// Says what is weighed, where that is not the year.
fn of_period(screen: Screen, period: Period) -> Screen {
    match period {
        Period::Year => screen,
        period => {
            screen.and(Phrase::new("readiness-of-period").with("period", wording::period(period)))
        }
    }
}

fn of(findings: &[Finding], number: Option<u32>) -> Vec<Phrase> {
    findings
        .iter()
        .filter(|found| found.at.measure.map(|_| found.at.number) == number)
        .map(line)
        .collect()
}
