//! The files that are made of a version besides the report itself: the memo of its acknowledgement, the
//! forms to be edited, and everything that is filed in one. Made when they are first asked for, sent again
//! after that; what is filed is packed whenever it is asked for.

use super::turn::Turn;
use super::{Action, Arg, Button, Effect, OfficeDesk, Phrase, Screen, making, published};
use crate::domain::office::{PersonId, ReportId, Role};
use crate::domain::report::{DecisionKind, DocumentKind, DocumentView, ReportView, Stage};
use crate::domain::short_code::ShortCode;
use crate::wording;

fn roles(office: &OfficeDesk, person: PersonId) -> Vec<Role> {
    office.plan.held_by(person).map(|post| post.role).collect()
}

/// Whether somebody in these roles may have this file of the version.
fn may(roles: &[Role], report: &ReportView, kind: DocumentKind) -> bool {
    let reporter = roles.contains(&Role::Reporter);
    let acknowledged = report.stage == Stage::Acknowledged;
    match kind {
        DocumentKind::Memo => acknowledged && roles.iter().any(|role| *role != Role::Contributor),
        DocumentKind::Filing | DocumentKind::Published => acknowledged && reporter,
        _ => reporter && report.document.is_some(),
    }
}

/// The button that asks for a file of this kind.
fn button(report: ReportId, kind: DocumentKind) -> Button {
    let (label, action) = match kind {
        DocumentKind::Published => ("button-published", Action::Published(report)),
        DocumentKind::Memo => ("button-memo", Action::Memo(report)),
        DocumentKind::Docx | DocumentKind::AcknowledgedDocx => {
            ("button-docx", Action::Docx(report))
        }
        DocumentKind::Xlsx => ("button-xlsx", Action::Xlsx(report)),
        DocumentKind::Json | DocumentKind::Filing => ("button-filing", Action::Filing(report)),
        DocumentKind::Report | DocumentKind::Acknowledged => {
            ("button-file-again", Action::FileAgain(report))
        }
    };
    Button {
        label: label.into(),
        action,
    }
}

/// Adds the buttons for what this person may have of the version besides the report itself.
pub(super) fn with_buttons(
    mut screen: Screen,
    office: &OfficeDesk,
    report: &ReportView,
    person: PersonId,
) -> Screen {
    let roles = roles(office, person);
    for row in [
        &[DocumentKind::Docx, DocumentKind::Xlsx][..],
        &[DocumentKind::Memo],
        &[DocumentKind::Published],
        &[DocumentKind::Filing],
    ] {
        let kinds = row.iter().filter(|kind| may(&roles, report, **kind));
        screen = screen.row(kinds.map(|kind| button(report.id, *kind)));
    }
    screen
}

/// Sends the file, or has it made first.
pub(super) fn ask(turn: &mut Turn, id: ReportId, kind: DocumentKind) {
    let Some((office, report)) = turn.desk.report(id) else {
        return turn.stale("stale-button");
    };
    if !may(&roles(office, turn.desk.person), report, kind) {
        return turn.stale("stale-button");
    }
    let acknowledged = report.stage == Stage::Acknowledged;
    if acknowledged && report.acknowledged.is_none() {
        // It is being made, or making it failed: making it again does no harm, and it comes first.
        turn.effect(Effect::Print {
            report: id,
            kind: DocumentKind::Acknowledged,
        });
        return turn.refuse("compile-under-way");
    }
    let kind = match kind {
        DocumentKind::Docx if acknowledged => DocumentKind::AcknowledgedDocx,
        kind => kind,
    };
    // What is filed is packed anew: the year's item may be known by now.
    if let Some(file) = report.file(kind).filter(|_| kind != DocumentKind::Filing) {
        let screen = screen(office, report, kind, file);
        return turn.effect(Effect::Deliver {
            person: turn.desk.person,
            document: file.id,
            screen,
        });
    }
    turn.effect(Effect::Print { report: id, kind });
    turn.answer("made-under-way-short", false);
    let screen = Screen::new(named("made-under-way", kind)).button("button-home", Action::Home);
    turn.effect(making::asked(id, kind, screen));
}

/// A file was made: whoever has a use for it gets it.
pub(super) fn printed(
    turn: &mut Turn,
    office: &OfficeDesk,
    report: &ReportView,
    kind: DocumentKind,
    file: &DocumentView,
) {
    let mut people = vec![turn.desk.person];
    if kind == DocumentKind::Memo {
        let holders = office
            .plan
            .posts
            .iter()
            .filter_map(|post| post.holder.as_ref());
        let people_of = holders.map(|holder| holder.person);
        people.extend(people_of.filter(|person| may(&roles(office, *person), report, kind)));
    }
    people.sort_unstable();
    people.dedup();
    for person in people {
        if may(&roles(office, person), report, kind) {
            turn.effect(Effect::Deliver {
                person,
                document: file.id,
                screen: screen(office, report, kind, file),
            });
        }
    }
}

/// A file could not be made: it may be asked for again.
pub(super) fn failed(turn: &mut Turn, id: ReportId, kind: DocumentKind) {
    let screen = Screen::new(named("made-failed", kind)).row([button(id, kind)]);
    turn.show(screen.button("button-home", Action::Home));
}

pub(super) fn named(key: &str, kind: DocumentKind) -> Phrase {
    let what = Phrase::new("made-what").with("kind", Arg::Code(kind.as_str().to_owned()));
    Phrase::new(key).with("what", what)
}

fn screen(
    office: &OfficeDesk,
    report: &ReportView,
    kind: DocumentKind,
    file: &DocumentView,
) -> Screen {
    let mut screen = Screen::new(
        named("made-file", kind)
            .with("office", &office.plan.short_name)
            .with("year", Arg::Year(office.plan.fiscal_year))
            .with("version", wording::version(report.period, report.version)),
    );
    let mut newest_first = report.decisions.iter().rev();
    let decision = newest_first.find(|decision| decision.kind == DecisionKind::Acknowledged);
    if let (DocumentKind::Memo, Some(decision)) = (kind, decision) {
        let code =
            ShortCode::of(&decision.sha256).map_or_else(String::new, |code| code.to_string());
        screen = screen.and(Phrase::new("check-code").with("code", Arg::Code(code)));
    }
    if kind == DocumentKind::Filing {
        screen = published::with_open(screen.and("made-filing-how"), office, report.period);
    }
    if kind == DocumentKind::Published {
        screen = published::caption(screen, office, report, file);
    }
    screen
        .and(Phrase::new("document-hash").with("sha256", Arg::Code(file.sha256.clone())))
        .button("button-home", Action::Home)
}
