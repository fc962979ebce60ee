//! The years that the office is done with: their reports can be had again by everyone who could have them
//! then, and their buttons and questions explain that the year is over.

use super::acknowledged;
use super::admin::AdminState;
use super::turn::Turn;
use super::{
    Action, Arg, Button, Desk, EarlierYear, Effect, Event, OfficeDesk, Phrase, Screen, State,
    periods,
};
use crate::domain::office::{OfficeId, ReportId, Role};
use crate::domain::report::{DocumentKind, DocumentView, ReportView, Stage};
use crate::wording;

/// The reports of earlier years.
pub(super) fn list(turn: &mut Turn, id: OfficeId) {
    let Some(office) = turn.desk.office(id) else {
        return turn.stale("not-yours");
    };
    let mut screen =
        Screen::new(Phrase::new("earlier-title").with("office", &office.plan.short_name));
    if office.earlier.is_empty() {
        screen = screen.and("earlier-none");
    }
    for year in &office.earlier {
        if year.report().is_none() {
            let year = Arg::Year(year.fiscal_year);
            screen = screen.and(Phrase::new("earlier-without-report").with("year", year));
        }
        for report in &year.reports {
            screen = screen.and(line(year, report));
            if document(turn, office, report).is_some() {
                let label =
                    Phrase::new("button-earlier-file").with("year", Arg::Year(year.fiscal_year));
                screen = screen.button(
                    periods::label(label, report.period),
                    Action::FileAgain(report.id),
                );
            }
        }
    }
    let screen = match office.earlier.iter().any(|year| !year.reports.is_empty()) {
        true => screen.button("button-versions", Action::Versions(id, 0)),
        false => screen,
    };
    turn.ask(State::Choice, screen.button("button-home", Action::Home));
}

/// How a report of a year ended.
fn line(year: &EarlierYear, report: &ReportView) -> Phrase {
    let phrase = |key: &str| {
        Phrase::new(key)
            .with("year", Arg::Year(year.fiscal_year))
            .with("version", wording::version(report.period, report.version))
    };
    match report.acknowledgement() {
        Some(by) => phrase("earlier-acknowledged")
            .with("name", &by.name)
            .with("position", &by.position)
            .with("at", Arg::Moment(by.at)),
        _ => phrase("earlier-unfinished"),
    }
}

/// The file of a version that this person may have: a contributor the acknowledged one alone.
pub(super) fn document<'a>(
    turn: &Turn,
    office: &OfficeDesk,
    report: &'a ReportView,
) -> Option<&'a DocumentView> {
    let mut posts = office.plan.held_by(turn.desk.person);
    let contributor_only = posts.all(|post| post.role == Role::Contributor);
    let compiled = report.document.as_ref().filter(|_| !contributor_only);
    report.acknowledged.as_ref().or(compiled)
}

/// The file once more, if it is of an earlier year; gives whether it is.
pub(super) fn file_again(turn: &mut Turn, id: ReportId) -> bool {
    let Some((office, year, report)) = turn.desk.earlier_report(id) else {
        return false;
    };
    if report.stage == Stage::Acknowledged && report.acknowledged.is_none() {
        // Making it failed: making it again does no harm.
        turn.effect(Effect::Print {
            report: id,
            kind: DocumentKind::Acknowledged,
        });
        turn.refuse("compile-under-way");
        return true;
    }
    let Some(document) = document(turn, office, report) else {
        turn.stale("stale-button");
        return true;
    };
    let again = || {
        let text = Phrase::new("file-again")
            .with("office", &office.plan.short_name)
            .with("year", Arg::Year(year.fiscal_year))
            .with("version", wording::version(report.period, report.version));
        let hash = Phrase::new("document-hash").with("sha256", Arg::Code(document.sha256.clone()));
        Screen::new(text).and(hash)
    };
    let acknowledged = acknowledged::said(office, year.fiscal_year, report);
    let screen = acknowledged
        .unwrap_or_else(again)
        .button("button-earlier", Action::Earlier(office.plan.office))
        .button("button-home", Action::Home);
    turn.effect(Effect::Deliver {
        person: turn.desk.person,
        document: document.id,
        screen,
    });
    true
}

/// A button of an earlier year that would change something of it: explains; gives whether it is one.
pub(super) fn explained(turn: &mut Turn, action: Action) -> bool {
    let measure = match action {
        Action::Admin(action) => action.measure(),
        other => other.measure(),
    };
    let of_measure = measure.and_then(|id| turn.desk.earlier_measure(id));
    let of_report = || Some(turn.desk.earlier_report(action.report()?)?.1.fiscal_year);
    let Some(year) = of_measure.or_else(of_report) else {
        return false;
    };
    turn.stale(Phrase::new("earlier-button").with("year", Arg::Year(year)));
    true
}

/// Whether the chat awaits something of an earlier year, which it cannot get any more: then it awaits a
/// choice, and this is what is said about it. News leave the question alone until the person does something.
pub(super) fn left_behind(state: &State, event: &Event, desk: &Desk) -> Option<Phrase> {
    if event.is_news()
        || matches!(
            event,
            Event::Blocked { .. }
                | Event::NotPrivate
                | Event::Foreign { .. }
                | Event::TooMany { .. }
        )
    {
        return None;
    }
    let report = match state {
        State::ReturnReason { report, .. }
        | State::Instruction { report }
        | State::Acknowledgement { report, .. }
        | State::Approval { report }
        | State::ReturnInstruction { report } => Some(*report),
        _ => None,
    };
    let measure = match state {
        State::Admin(AdminState::MeasureField { measure, .. }) => Some(*measure),
        other => other.measure(),
    };
    let of_measure = measure.and_then(|id| desk.earlier_measure(id));
    let of_report = || Some(desk.earlier_report(report?)?.1.fiscal_year);
    let year = of_measure.or_else(of_report)?;
    Some(Phrase::new("earlier-question").with("year", Arg::Year(year)))
}

/// An earlier year's file was made after all: the acknowledged one goes to everybody.
pub(super) fn printed(turn: &mut Turn, id: ReportId, failed: bool) -> bool {
    let Some((office, year, report)) = turn.desk.earlier_report(id) else {
        return false;
    };
    match &report.acknowledged {
        Some(document) if !failed => {
            acknowledged::hand_out(turn, office, year.fiscal_year, report, document.id);
        }
        _ if report.stage == Stage::Acknowledged => turn.show(
            Screen::new("printing-acknowledged-failed")
                .button("button-file-again", Action::FileAgain(id))
                .button("button-home", Action::Home),
        ),
        _ => turn.again("printed-too-late"),
    }
    true
}

/// The way to the reports of earlier years, if there are any.
pub(super) fn button(office: &OfficeDesk) -> Option<Button> {
    (!office.earlier.is_empty()).then(|| Button {
        label: "button-earlier".into(),
        action: Action::Earlier(office.plan.office),
    })
}
