//! The acknowledged file: to everybody once it is made, and to whoever asks for it again, with what was decided.

use super::turn::Turn;
use super::{Action, Arg, Effect, OfficeDesk, Phrase, Screen, admin, made};
use crate::domain::office::{DocumentId, PersonId, Role};
use crate::domain::report::{DecisionKind, ReportView};
use crate::domain::short_code::ShortCode;
use crate::wording;

/// The acknowledged report, once to each person of the office.
pub(super) fn hand_out(
    turn: &mut Turn,
    office: &OfficeDesk,
    year: i32,
    report: &ReportView,
    document: DocumentId,
) {
    let Some(screen) = said(office, year, report) else {
        return turn.again("printed-too-late");
    };
    let mut people: Vec<_> = office
        .plan
        .posts
        .iter()
        .filter_map(|post| post.holder.as_ref())
        .map(|holder| holder.person)
        .collect();
    people.sort_unstable();
    people.dedup();
    for person in people {
        let screen = said_to(screen.clone(), office, report, person);
        turn.effect(Effect::Deliver {
            person,
            document,
            screen,
        });
    }
}

/// What is said with the acknowledged file: who acknowledged it, when, with which instruction, and how it can be
/// checked later. None if it is not acknowledged.
pub(super) fn said(office: &OfficeDesk, year: i32, report: &ReportView) -> Option<Screen> {
    let mut decisions = report.decisions.iter().rev();
    let decision = decisions.find(|decision| decision.kind == DecisionKind::Acknowledged)?;
    let mut text = Phrase::new("acknowledged-document")
        .with("office", &office.plan.name)
        .with("year", Arg::Year(year))
        .with("version", wording::version(report.period, report.version))
        .with("name", &decision.name)
        .with("position", &decision.position)
        .with("at", Arg::Moment(decision.at));
    text = match &decision.note {
        Some(note) => text.with(
            "instruction",
            Phrase::new("with-instruction").with("instruction", note),
        ),
        None => text.with("instruction", ""),
    };
    let mut screen = Screen::new(text);
    // By which the page on paper can be checked, and this file by sending it back.
    if let Some(code) = ShortCode::of(&decision.sha256) {
        screen = screen.and(Phrase::new("check-how").with("code", Arg::Code(code.to_string())));
    }
    if let Some(file) = &report.acknowledged {
        screen =
            screen.and(Phrase::new("document-hash").with("sha256", Arg::Code(file.sha256.clone())));
    }
    Some(screen)
}

/// The same with this person's ways on from there.
pub(super) fn said_to(
    screen: Screen,
    office: &OfficeDesk,
    report: &ReportView,
    person: PersonId,
) -> Screen {
    let mut posts = office.plan.held_by(person);
    let reports = posts.any(|post| post.role == Role::Reporter);
    let next = admin::button_when_ready(office).filter(|_| reports);
    made::with_buttons(screen, office, report, person)
        .button("button-home", Action::Home)
        .row(next)
}
