//! Every version of the office's reports, of any period and year: whoever could have a version's file may
//! have it again, as it was, and hears which version it is and what became of it.

use super::earlier::document;
use super::turn::Turn;
use super::{Action, Arg, Button, Effect, KeptVersion, OfficeDesk, Phrase, Screen, State};
use crate::domain::office::{OfficeId, ReportId, Role};
use crate::domain::report::{DecisionKind, ReportView, Stage};
use crate::wording;

/// Versions on one screen.
const PAGE: usize = 6;

/// The way here for whoever is not the reporter, or to be found on the board: once there is more than the
/// one version that every screen offers anyway.
pub(super) fn button(office: &OfficeDesk) -> Option<Button> {
    let more = office.reports.len() > 1 || office.reports.iter().any(|report| report.version > 1);
    more.then(|| Button {
        label: "button-versions".into(),
        action: Action::Versions(office.plan.office, 0),
    })
}

/// Likewise on the home screen of somebody who has no board: a contributor has the acknowledged ones only.
pub(super) fn button_at_home(turn: &Turn, office: &OfficeDesk) -> Option<Button> {
    let mut posts = office.plan.held_by(turn.desk.person);
    if posts.any(|post| post.role == Role::Reporter) {
        return None;
    }
    let mut own = office.reports.iter();
    let any = own.any(|report| document(turn, office, report).is_some());
    button(office).filter(|_| any)
}

/// The versions that this person may have.
fn shown<'a>(turn: &Turn<'a>, office: &OfficeDesk) -> Vec<&'a KeptVersion> {
    let versions = turn.desk.versions.iter();
    versions
        .filter(|kept| kept.office == office.plan.office)
        .filter(|kept| document(turn, office, &kept.report).is_some())
        .collect()
}

/// The versions from the newest on.
pub(super) fn list(turn: &mut Turn, id: OfficeId, page: i64) {
    let Some(office) = turn.desk.office(id) else {
        return turn.stale("not-yours");
    };
    let shown = shown(turn, office);
    let pages = shown.len().div_ceil(PAGE).max(1);
    let page = usize::try_from(page).unwrap_or_default().min(pages - 1);
    let mut screen =
        Screen::new(Phrase::new("versions-title").with("office", &office.plan.short_name));
    if shown.is_empty() {
        screen = screen.and("versions-none");
    }
    for kept in shown.iter().skip(page * PAGE).take(PAGE) {
        screen = screen
            .and(named("versions-line", kept).with("fate", fate(&kept.report)))
            .button(
                named("button-version", kept),
                Action::VersionFile(id, kept.report.id.0),
            );
    }
    let at = |page: usize| Action::Versions(id, i64::try_from(page).unwrap_or_default());
    let newer = (page > 0).then(|| Button {
        label: "button-versions-newer".into(),
        action: at(page - 1),
    });
    let older = (page + 1 < pages).then(|| Button {
        label: "button-versions-older".into(),
        action: at(page + 1),
    });
    let screen = screen.row(newer.into_iter().chain(older));
    turn.ask(State::Choice, screen.button("button-home", Action::Home));
}

fn named(key: &str, kept: &KeptVersion) -> Phrase {
    let report = &kept.report;
    Phrase::new(key)
        .with("year", Arg::Year(kept.fiscal_year))
        .with("version", wording::version(report.period, report.version))
}

/// What became of a version.
fn fate(report: &ReportView) -> Phrase {
    let last = report.decisions.last();
    let by = |key: &str| match last {
        Some(last) => Phrase::new(key)
            .with("name", &last.name)
            .with("position", &last.position)
            .with("at", Arg::Moment(last.at)),
        None => Phrase::new("fate-superseded"),
    };
    match (report.stage, last.map(|last| last.kind)) {
        (Stage::Acknowledged, _) => by("fate-acknowledged"),
        // A newer one takes the place of what came back.
        (_, Some(DecisionKind::Returned)) => by("fate-returned"),
        (Stage::Superseded, None) => Phrase::new("fate-superseded"),
        (Stage::Superseded, Some(_)) => by("fate-superseded-after"),
        (Stage::Checking { .. }, _) => Phrase::new("fate-checking"),
        (Stage::Submitted, _) => Phrase::new("fate-submitted"),
        (Stage::Printing | Stage::Compiled | Stage::Returned, _) => Phrase::new("fate-compiled"),
    }
}

/// The file of a version as it was then.
pub(super) fn file(turn: &mut Turn, id: OfficeId, report: ReportId) {
    let Some(office) = turn.desk.office(id) else {
        return turn.stale("not-yours");
    };
    let shown = shown(turn, office);
    let Some(kept) = shown.iter().find(|kept| kept.report.id == report) else {
        return turn.stale("stale-button");
    };
    let Some(file) = document(turn, office, &kept.report) else {
        return turn.stale("stale-button");
    };
    let mut screen =
        Screen::new(named("version-file", kept).with("office", &office.plan.short_name))
            .and(Phrase::new("version-fate").with("fate", fate(&kept.report)));
    let last = kept.report.decisions.last();
    if let Some(note) = last.and_then(|last| last.note.as_ref()) {
        screen = screen.and(Phrase::new("version-note").with("note", note));
    }
    let screen = screen
        .and(Phrase::new("document-hash").with("sha256", Arg::Code(file.sha256.clone())))
        .button("button-versions", Action::Versions(id, 0))
        .button("button-home", Action::Home);
    turn.effect(Effect::Deliver {
        person: turn.desk.person,
        document: file.id,
        screen,
    });
}
