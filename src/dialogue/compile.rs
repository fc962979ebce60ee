//! Compiling: freezes what was filed as the next version, hands out the file when it is made, and
//! sends a version for checking.

use super::making::Version;
use super::turn::Turn;
use super::{
    Action, Arg, Effect, OfficeDesk, Phrase, Screen, State, acknowledged, checking, closing,
    earlier, made, making, periods, preview, readiness,
};
use crate::domain::making::Making;
use crate::domain::office::{DocumentId, MeasureId, OfficeId, Post, ReportId, Role};
use crate::domain::period::Period;
use crate::domain::plan::OfficePlan;
use crate::domain::progress::Progress;
use crate::domain::report::{
    Decision, DecisionKind, DocumentKind, DocumentView, ReportView, Signer, Snapshot, SnapshotRow,
    Stage, Standing,
};
use crate::wording;

use super::board::{board_line, reporting};

/// Raised with every change of what a snapshot means.
const SNAPSHOT_SCHEMA: u32 = 1;

fn reporting_of<'a>(
    turn: &Turn<'a>,
    report: ReportId,
) -> Option<(&'a OfficeDesk, &'a ReportView, &'a Post)> {
    let (office, report) = turn.desk.report(report)?;
    let (_, post) = reporting(turn, office.plan.office)?;
    Some((office, report, post))
}

/// Freezes what was filed for a period as its report's next version.
pub(super) fn compile(turn: &mut Turn, id: OfficeId, period: Period, anyway: bool) {
    let Some((office, post)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    if office.is_closed() {
        return turn.stale("locked-acknowledged");
    }
    match office.report(period).map(|report| report.stage) {
        Some(Stage::Acknowledged) => return turn.stale("locked-acknowledged"),
        Some(Stage::Checking { .. } | Stage::Submitted) => {
            return turn.stale("compile-while-checked");
        }
        Some(Stage::Printing) => return turn.refuse("compile-under-way"),
        _ => {}
    }
    if !periods::is_begun(office, period, turn.desk.today) {
        let why = Phrase::new("period-not-begun").with("period", wording::period(period));
        return turn.refuse(why);
    }
    let missing: Vec<MeasureId> = office
        .standings
        .iter()
        .filter(|standing| office.standing_in(standing, period) != Standing::Filed)
        .map(|standing| standing.measure)
        .collect();
    if missing.len() == office.standings.len() {
        return turn.refuse("compile-nothing");
    }
    if !missing.is_empty() && !anyway {
        let lines: Vec<Phrase> = office
            .standings
            .iter()
            .filter(|standing| missing.contains(&standing.measure))
            .filter_map(|standing| {
                Some(board_line(
                    office,
                    office.plan.measure(standing.measure)?,
                    standing,
                ))
            })
            .collect();
        let screen = Screen::new(
            Phrase::new("compile-missing")
                .with("count", missing.len())
                .with("lines", lines),
        )
        .button("button-compile-anyway", anyway_of(id, period))
        .button("button-board", Action::Board(id));
        return turn.ask(State::Choice, screen);
    }
    let snapshot = snapshot(office, post, period, turn.desk.now);
    let version = Version {
        office: id,
        fiscal_year: snapshot.fiscal_year,
        period,
        version: snapshot.version,
    };
    turn.effect(Effect::Compile {
        office: id,
        snapshot: Box::new(snapshot),
        missing,
        post: post.id,
    });
    turn.state = State::Choice;
    turn.effect(making::of_report(version, Making::Queued(turn.desk.queued)));
}

fn anyway_of(id: OfficeId, period: Period) -> Action {
    match period {
        Period::Year => Action::CompileAnyway(id),
        period => Action::CompileForAnyway(id, period.number()),
    }
}

/// The office's own words, which no line end cuts.
pub(super) fn names(plan: &OfficePlan) -> Vec<String> {
    let mut names = vec![
        place_name(&plan.name, &plan.short_name),
        plan.short_name.clone(),
    ];
    names.extend(plan.units.iter().map(|unit| unit.name.clone()));
    names
}

/// A period's report as it would be frozen at `now` (epoch milliseconds).
pub(super) fn snapshot(office: &OfficeDesk, reporter: &Post, period: Period, now: i64) -> Snapshot {
    let plan = &office.plan;
    let rows = plan
        .measures
        .iter()
        .map(|measure| {
            let standing = office
                .standings
                .iter()
                .find(|standing| standing.measure == measure.id);
            SnapshotRow {
                measure: measure.clone(),
                responsible: plan.responsible(measure.unit),
                progress: standing
                    .and_then(|standing| standing.merged(period))
                    .map(Progress::without_sources),
            }
        })
        .collect();
    let mut signers = vec![reporter];
    signers.extend(plan.verifiers());
    signers.extend(plan.with_role(Role::Executive));
    Snapshot {
        schema: SNAPSHOT_SCHEMA,
        office_name: plan.name.clone(),
        office_address: plan.address.clone(),
        fiscal_year: plan.fiscal_year,
        period,
        version: office.report(period).map_or(1, |report| report.version + 1),
        wording: plan.wording.clone(),
        unit_in_charge: reporter
            .unit
            .and_then(|unit| plan.unit(unit))
            .map(|unit| unit.name.clone())
            .unwrap_or_default(),
        rows,
        signers: signers
            .into_iter()
            .map(|post| Signer {
                post: post.id,
                role: post.role,
                name: post.name.clone(),
                position: post.position.clone(),
            })
            .collect(),
        names: names(plan),
        // Filled in when it is frozen.
        files: Vec::new(),
        log: Vec::new(),
        year: (period == Period::Year).then(|| closing::so_far(office)),
        compiled_at: now,
    }
}

/// The office's own name without its kind: what its long and its short name end with alike. Only that
/// is no dictionary word and must not be cut; the kind may be, between its words.
fn place_name(name: &str, short_name: &str) -> String {
    let alike: usize = name
        .chars()
        .rev()
        .zip(short_name.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let suffix = &name[name.len() - alike..];
    // A vowel or tone mark cannot begin a word.
    let place = suffix.trim_start_matches(|c: char| {
        matches!(c, '\u{E30}'..='\u{E3A}' | '\u{E45}'..='\u{E4E}') || c.is_whitespace()
    });
    if place.is_empty() {
        name.to_owned()
    } else {
        place.to_owned()
    }
}

/// What stands below the file of a version that the reporter may send for checking.
pub(super) fn ready(
    turn: &Turn,
    office: &OfficeDesk,
    report: &ReportView,
    file: &DocumentView,
) -> Screen {
    let reporter = reporting(turn, office.plan.office);
    let found =
        reporter.and_then(|(_, post)| readiness::in_short(turn, office, post, report.period));
    let screen = found
        .into_iter()
        .fold(
            checking::summary(office, report, "compiled-summary"),
            Screen::and,
        )
        .and(Phrase::new("document-hash").with("sha256", Arg::Code(file.sha256.clone())))
        .button(
            "button-send-for-checking",
            Action::SendForChecking(report.id),
        )
        .row([periods::readiness_button(office, report.period)]);
    made::with_buttons(screen, office, report, turn.desk.person)
        .button("button-board", Action::Board(office.plan.office))
}

/// A file was made: the reporter gets the version, everyone the acknowledged one.
pub(super) fn printed(
    turn: &mut Turn,
    id: ReportId,
    document: DocumentId,
    kind: Option<DocumentKind>,
    failed: bool,
) {
    if earlier::printed(turn, id, failed) {
        return;
    }
    if failed {
        if let Some(kind) = kind
            && !matches!(kind, DocumentKind::Report | DocumentKind::Acknowledged)
        {
            return made::failed(turn, id, kind);
        }
        let screen = match turn.desk.report(id) {
            Some((_, report)) if report.stage == Stage::Acknowledged => {
                Screen::new("printing-acknowledged-failed")
                    .button("button-file-again", Action::FileAgain(id))
            }
            _ => Screen::new("printing-failed"),
        };
        return turn.show(screen.button("button-home", Action::Home));
    }
    let Some((office, report)) = turn.desk.report(id) else {
        return turn.again("printed-too-late");
    };
    if report
        .acknowledged
        .as_ref()
        .is_some_and(|file| file.id == document)
    {
        return acknowledged::hand_out(turn, office, office.plan.fiscal_year, report, document);
    }
    let mut others = report.others.iter();
    if let Some((kind, file)) = others.find(|(_, file)| file.id == document) {
        return made::printed(turn, office, report, *kind, file);
    }
    let Some(file) = report
        .document
        .as_ref()
        .filter(|file| file.id == document && report.stage == Stage::Compiled)
    else {
        return turn.again("printed-too-late");
    };
    let screen = ready(turn, office, report, file);
    // The file with its buttons comes last.
    if let Some((_, post)) = reporting(turn, office.plan.office) {
        preview::first_page(turn, office, post, report.period);
    }
    turn.effect(Effect::Deliver {
        person: turn.desk.person,
        document,
        screen,
    });
}

pub(super) fn send_for_checking(turn: &mut Turn, id: ReportId) {
    let Some((office, report, post)) = reporting_of(turn, id) else {
        return turn.stale("stale-button");
    };
    let (Stage::Compiled, Some(document)) = (report.stage, &report.document) else {
        return turn.stale("stale-button");
    };
    let first =
        checking::verifier(office, 1).or_else(|| office.plan.with_role(Role::Executive).next());
    let Some(first) = first.and_then(|post| Some((post, post.holder.as_ref()?))) else {
        let name = checking::verifier(office, 1)
            .map(|post| post.name.clone())
            .unwrap_or_default();
        return turn.refuse(Phrase::new("next-not-enrolled").with("name", name));
    };
    let (next, _) = first;
    turn.effect(Effect::Decide {
        report: id,
        decision: decision(turn, post, DecisionKind::Sent, &document.sha256),
        stage: if next.role == Role::Verifier {
            Stage::Checking { turn: 1 }
        } else {
            Stage::Submitted
        },
    });
    checking::hand_on(turn, office, report, next);
    turn.answer("sent-short", false);
    turn.state = State::Choice;
    turn.show_below(
        Screen::new(
            Phrase::new("sent-for-checking")
                .with("version", wording::version(report.period, report.version))
                .with("name", &next.name),
        )
        .button("button-board", Action::Board(office.plan.office))
        .lasting(),
    );
}

/// A decision of this person, at this moment, on this file.
pub(super) fn decision(turn: &Turn, post: &Post, kind: DecisionKind, sha256: &str) -> Decision {
    Decision {
        kind,
        post: post.id,
        person: turn.desk.person,
        name: post.name.clone(),
        position: post.position.clone(),
        at: turn.desk.now,
        note: None,
        measure: None,
        sha256: sha256.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::place_name;

    #[test]
    fn the_place_is_what_both_names_of_an_office_end_with() {
        let long = "องค์การบริหารส่วนตำบลบุ่งคล้า";
        assert_eq!(place_name(long, "อบต.บุ่งคล้า"), "บุ่งคล้า");
        assert_eq!(place_name(long, "อบต."), long);
    }
}
