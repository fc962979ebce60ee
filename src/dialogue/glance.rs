//! What home shows at a glance, by role: what waits for the person and until when, how far their
//! measures or the office's are, and one button for the next thing to do.

use super::home::{standing_in_words, with_file};
use super::{
    Action, Arg, Button, Editing, MeasureStanding, OfficeDesk, Phrase, Screen, board, checking,
    heat_map, quarters,
};
use crate::domain::calendar::Quarter;
use crate::domain::office::{MeasureId, Post, Role};
use crate::domain::plan::Measure;
use crate::domain::report::{ReportView, Stage, Standing};
use crate::domain::shorten::short;
use crate::wording;
use chrono::NaiveDate;

/// Measures that are listed one by one on the first screen; of more only the counts are told.
const LISTED: usize = 12;
/// The longest title on one line of a phone, in characters.
const TITLE: usize = 40;
/// Cells of a bar for more than so many measures.
const CELLS: usize = 10;

/// The part of one post.
pub(super) fn of(office: &OfficeDesk, post: &Post, today: NaiveDate) -> Screen {
    match post.role {
        Role::Contributor => contributor(office, post, today),
        Role::Reporter => reporter(office, today),
        Role::Verifier => verifier(office, post),
        Role::Executive => executive(office),
    }
}

/// The measures that a post reports, in the plan's order.
pub(super) fn own<'a>(
    office: &'a OfficeDesk,
    post: &Post,
) -> Vec<(&'a Measure, &'a MeasureStanding)> {
    office
        .standings
        .iter()
        .filter_map(|standing| Some((office.plan.measure(standing.measure)?, standing)))
        .filter(|(measure, _)| office.plan.may_report(post, measure))
        .collect()
}

/// How a measure stands in the quarter that waits for its unit.
pub(super) fn standing(office: &OfficeDesk, standing: &MeasureStanding) -> Standing {
    let at_hand = office.at_hand(standing);
    match standing.at(at_hand) {
        // One is begun, though for another quarter: it must not be forgotten.
        Standing::NotStarted if standing.draft.is_some() => Standing::Draft,
        // Nor must a correction that is not filed yet.
        Standing::Filed if standing.draft.is_some() && !office.is_closed_for(standing, at_hand) => {
            Standing::Draft
        }
        known => known,
    }
}

/// The measure to do next: what came back, then what was begun, then what was not.
pub(super) fn next<'a>(
    office: &'a OfficeDesk,
    post: &Post,
    except: Option<MeasureId>,
) -> Option<(&'a Measure, &'a MeasureStanding)> {
    let own = own(office, post);
    [Standing::Returned, Standing::Draft, Standing::NotStarted]
        .into_iter()
        .find_map(|wanted| {
            own.iter()
                .find(|(measure, of)| {
                    let closed = office.is_closed_for(of, office.at_hand(of));
                    Some(measure.id) != except && !closed && standing(office, of) == wanted
                })
                .copied()
        })
}

pub(super) fn next_label(office: &OfficeDesk, measure: &Measure, of: &MeasureStanding) -> Phrase {
    Phrase::new("button-next-measure")
        .with("number", measure.number)
        .with("standing", in_words(office, of))
}

/// One measure on one line: the sign of its state, its number, the title as far as it fits.
pub(super) fn line(
    key: &str,
    office: &OfficeDesk,
    measure: &Measure,
    of: &MeasureStanding,
) -> Phrase {
    Phrase::new(key)
        .with("sign", sign(office, of))
        .with("number", measure.number)
        .with("title", short(&measure.title, TITLE))
}

fn in_words(office: &OfficeDesk, of: &MeasureStanding) -> Phrase {
    standing_in_words(office, office.at_hand(of), standing(office, of))
}

/// The sign of a state, as it stands before the state in words.
fn sign(office: &OfficeDesk, of: &MeasureStanding) -> Phrase {
    let words = in_words(office, of);
    Phrase::new(match words.key.as_str() {
        "standing-not-started" => "sign-not-started",
        "standing-draft" => "sign-draft",
        "standing-returned" => "sign-returned",
        "standing-filed" => "sign-filed",
        "standing-approved" => "sign-approved",
        _ => "sign-acknowledged",
    })
}

/// The quarter; with its due date as long as something is missing.
fn until(office: &OfficeDesk, complete: bool, today: NaiveDate) -> Phrase {
    let name = quarters::name(office, office.quarter);
    if complete {
        return Phrase::new("glance-quarter").with("quarter", name);
    }
    Phrase::new("glance-quarter-due")
        .with("quarter", name)
        .with("due", quarters::due(office, office.quarter, today))
}

/// A bar of as many cells as there are measures, ten at most.
pub(super) fn bar(done: usize, all: usize) -> Arg {
    let cells = all.min(CELLS);
    // Full only when everything is done.
    let full = (done * cells).checked_div(all).unwrap_or_default();
    Arg::Code("▓".repeat(full) + &"░".repeat(cells - full))
}

fn contributor(office: &OfficeDesk, post: &Post, today: NaiveDate) -> Screen {
    let own = own(office, post);
    let filed = own
        .iter()
        .filter(|(_, of)| standing(office, of) == Standing::Filed)
        .count();
    let mut screen = Screen::new(until(office, filed == own.len(), today)).and(
        Phrase::new("home-contributor")
            .with("bar", bar(filed, own.len()))
            .with("filed", filed)
            .with("measures", own.len()),
    );
    if own.len() <= LISTED {
        let lines: Vec<Phrase> = (own.iter())
            .map(|(measure, of)| line("measure-line", office, measure, of))
            .collect();
        screen = screen.and(Phrase::new("lines").with("lines", lines));
    }
    let late: Vec<(Quarter, &Measure)> = own
        .iter()
        .flat_map(|(measure, of)| {
            let late = heat_map::overdue(office, of, today);
            late.map(move |quarter| (quarter, *measure))
        })
        .filter(|(quarter, _)| *quarter != office.quarter)
        .collect();
    for quarter in Quarter::ALL {
        let of_quarter = || late.iter().filter(|(of, _)| *of == quarter);
        let Some((_, first)) = of_quarter().next() else {
            continue;
        };
        let numbers: Vec<String> = of_quarter()
            .map(|(_, measure)| measure.number.to_string())
            .collect();
        screen = screen
            .and(
                Phrase::new("home-overdue")
                    .with("quarter", quarters::name(office, quarter))
                    .with("due", quarters::due(office, quarter, today))
                    .with("numbers", Arg::Label(numbers.join(", "))),
            )
            .button(
                Phrase::new("button-report-overdue")
                    .with("number", first.number)
                    .with("quarter", u32::from(quarter.number())),
                Action::Edit(Editing::Quarter(first.id, quarter)),
            );
    }
    if let Some((measure, of)) = next(office, post, None) {
        screen = screen.button(next_label(office, measure, of), Action::Open(measure.id));
    }
    with_file(screen.button("button-measures", Action::Measures), office)
}

fn reporter(office: &OfficeDesk, today: NaiveDate) -> Screen {
    let (filed, all) = board::count(office);
    let label = match all - filed {
        0 => Phrase::new("button-board"),
        missing => Phrase::new("button-board-missing").with("missing", missing),
    };
    let mut screen = Screen::new(until(office, filed == all, today)).and(
        Phrase::new("glance-bar").with("bar", bar(filed, all)).with(
            "words",
            Phrase::new("home-reporter")
                .with("filed", filed)
                .with("measures", all),
        ),
    );
    let overdue = heat_map::overdue_lines(office, today);
    if !overdue.is_empty() {
        screen = screen.and(Phrase::new("lines").with("lines", overdue));
    }
    screen
        .and(board::stage(office))
        .button(label, Action::Board(office.plan.office))
}

/// Since when a version waits: the decision that brought it where it is.
fn since(report: &ReportView) -> Option<Phrase> {
    let last = report.decisions.last()?;
    Some(
        Phrase::new("waits-since")
            .with("name", &last.name)
            .with("at", Arg::Moment(last.at)),
    )
}

fn verifier(office: &OfficeDesk, post: &Post) -> Screen {
    let mut reports = office.reports.iter();
    let report = reports.find(|report| checking::waits_for(office, report, post));
    let Some(report) = report else {
        return with_file(
            Screen::new("home-verifier").and(board::stage(office)),
            office,
        );
    };
    let mut screen = Screen::new(
        Phrase::new("home-verifier-waiting")
            .with("version", wording::version(report.period, report.version)),
    );
    screen.parts.extend(since(report));
    screen
        .button("button-approve", Action::Approve(report.id))
        .button("button-return", Action::ReturnWhich(report.id))
        .button("button-file-again", Action::FileAgain(report.id))
}

fn executive(office: &OfficeDesk) -> Screen {
    let mut reports = office.reports.iter();
    match reports.find(|report| report.stage == Stage::Submitted) {
        Some(report) => {
            let version = wording::version(report.period, report.version);
            let mut screen =
                Screen::new(Phrase::new("home-executive-waiting").with("version", version));
            screen.parts.extend(since(report));
            screen
                .button("button-acknowledge", Action::Acknowledge(report.id))
                .row([
                    Button {
                        label: "button-instruct".into(),
                        action: Action::Instruct(report.id),
                    },
                    Button {
                        label: "button-return-report".into(),
                        action: Action::ReturnReport(report.id),
                    },
                ])
                .button("button-file-again", Action::FileAgain(report.id))
        }
        _ => with_file(
            Screen::new("home-executive").and(board::stage(office)),
            office,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_when_everything_is_done() {
        let text = |done, all| match bar(done, all) {
            Arg::Code(text) => text,
            _ => String::new(),
        };
        assert_eq!(text(3, 6), "▓▓▓░░░");
        assert_eq!(text(0, 2), "░░");
        assert_eq!(text(24, 25), "▓▓▓▓▓▓▓▓▓░");
        assert_eq!(text(25, 25), "▓▓▓▓▓▓▓▓▓▓");
        assert_eq!(text(0, 0), "");
    }
}
