//! The reporter's side: who has reported and who has not, compiling a version, sending it for
//! checking, and returning a measure between versions.

use super::home::{self, locked};
use super::step::Turn;
use super::{Action, Arg, Button, Effect, MeasureStanding, OfficeDesk, Phrase, Screen, State, checking};
use crate::domain::office::{DocumentId, MeasureId, OfficeId, Post, ReportId, Role};
use crate::domain::plan::Measure;
use crate::domain::report::{
    Decision, DecisionKind, ReportView, Signer, Snapshot, SnapshotRow, Stage, Standing,
};

/// Raised with every change of what a snapshot means.
const SNAPSHOT_SCHEMA: u32 = 1;

/// The office, if this person is its reporter.
fn reporting<'a>(turn: &Turn<'a>, id: OfficeId) -> Option<(&'a OfficeDesk, &'a Post)> {
    let office = turn.desk.office(id)?;
    let post = office.plan.held_by(turn.desk.person).find(|post| post.role == Role::Reporter)?;
    Some((office, post))
}

fn reporting_of<'a>(turn: &Turn<'a>, report: ReportId) -> Option<(&'a OfficeDesk, &'a ReportView, &'a Post)> {
    let (office, report) = turn.desk.report(report)?;
    let (_, post) = reporting(turn, office.plan.office)?;
    Some((office, report, post))
}

pub(super) fn home_part(office: &OfficeDesk) -> Screen {
    let (filed, all) = count(office);
    Screen::new(Phrase::new("home-reporter").with("filed", filed).with("measures", all))
        .and(stage(office))
        .button("button-board", Action::Board(office.plan.office))
}

fn count(office: &OfficeDesk) -> (usize, usize) {
    let filed = office.standings.iter().filter(|standing| standing.standing == Standing::Filed).count();
    (filed, office.standings.len())
}

/// Where the report stands, in one line.
pub(super) fn stage(office: &OfficeDesk) -> Phrase {
    let Some(report) = &office.report else { return Phrase::new("stage-none") };
    let at = |key: &str| Phrase::new(key).with("version", report.version);
    match report.stage {
        Stage::Printing => at("stage-printing"),
        Stage::Compiled => at("stage-compiled"),
        Stage::Checking { turn } => {
            let name = checking::verifier(office, turn).map(|post| post.name.clone()).unwrap_or_default();
            at("stage-checking").with("name", name)
        }
        Stage::Submitted => at("stage-submitted"),
        Stage::Returned => at("stage-returned"),
        Stage::Superseded => at("stage-superseded"),
        Stage::Acknowledged => at("stage-acknowledged"),
    }
}

pub(super) fn board(turn: &mut Turn, id: OfficeId) {
    let Some((office, _)) = reporting(turn, id) else { return turn.stale("not-yours") };
    let screen = board_screen(office);
    turn.ask(State::Choice, screen);
}

fn board_screen(office: &OfficeDesk) -> Screen {
    let (filed, all) = count(office);
    let lines: Vec<Phrase> = office
        .standings
        .iter()
        .filter_map(|standing| Some(board_line(office, office.plan.measure(standing.measure)?, standing)))
        .collect();
    let mut screen = Screen::new(
        Phrase::new("board-title")
            .with("filed", filed)
            .with("measures", all)
            .with("year", Arg::Year(office.plan.fiscal_year)),
    )
    .and(Phrase::new("board-lines").with("lines", lines))
    .and(stage(office));
    if let Some(report) = &office.report {
        if report.stage == Stage::Compiled {
            screen = screen.button("button-send-for-checking", Action::SendForChecking(report.id));
        }
        if report.document.is_some() {
            screen = screen.button("button-file-again", Action::FileAgain(report.id));
        }
    }
    if !locked(office) {
        screen = screen.row([
            Button { label: "button-compile".into(), action: Action::Compile(office.plan.office) },
            Button { label: "button-reopen".into(), action: Action::ReopenWhich(office.plan.office) },
        ]);
    }
    screen.button("button-home", Action::Home)
}

fn board_line(office: &OfficeDesk, measure: &Measure, standing: &MeasureStanding) -> Phrase {
    let line = Phrase::new("board-line")
        .with("number", measure.number)
        .with("title", &measure.title)
        .with("unit", office.plan.responsible(measure.unit))
        .with("standing", home::standing_of(office, standing));
    match &standing.filing {
        Some(filing) if standing.standing == Standing::Filed => {
            line.with("by", Phrase::new("board-by").with("name", &filing.by).with("at", Arg::Moment(filing.at)))
        }
        _ => line.with("by", who(office, measure)),
    }
}

/// Whom to ask for a measure.
fn who(office: &OfficeDesk, measure: &Measure) -> Phrase {
    let post = office.plan.posts.iter().find(|post| office.plan.may_report(post, measure));
    match post {
        Some(post) if post.holder.is_some() => Phrase::new("board-who").with("name", &post.name),
        Some(post) => Phrase::new("board-not-enrolled").with("name", &post.name),
        None => Phrase::new("board-nobody"),
    }
}

/// Freezes what was filed as the next version.
pub(super) fn compile(turn: &mut Turn, id: OfficeId, anyway: bool) {
    let Some((office, post)) = reporting(turn, id) else { return turn.stale("not-yours") };
    match office.report.as_ref().map(|report| report.stage) {
        Some(Stage::Acknowledged) => return turn.stale("locked-acknowledged"),
        Some(Stage::Checking { .. } | Stage::Submitted) => return turn.stale("compile-while-checked"),
        Some(Stage::Printing) => return turn.answer("compile-under-way", true),
        _ => {}
    }
    let missing: Vec<MeasureId> = office
        .standings
        .iter()
        .filter(|standing| standing.standing != Standing::Filed)
        .map(|standing| standing.measure)
        .collect();
    if missing.len() == office.standings.len() {
        return turn.answer("compile-nothing", true);
    }
    if !missing.is_empty() && !anyway {
        let lines: Vec<Phrase> = office
            .standings
            .iter()
            .filter(|standing| missing.contains(&standing.measure))
            .filter_map(|standing| Some(board_line(office, office.plan.measure(standing.measure)?, standing)))
            .collect();
        let screen = Screen::new(Phrase::new("compile-missing").with("count", missing.len()).with("lines", lines))
            .button("button-compile-anyway", Action::CompileAnyway(id))
            .button("button-board", Action::Board(id));
        return turn.ask(State::Choice, screen);
    }
    let snapshot = snapshot(turn, office, post);
    let version = snapshot.version;
    turn.effect(Effect::Compile { office: id, snapshot: Box::new(snapshot), missing, post: post.id });
    turn.ask(State::Choice, Screen::new(Phrase::new("compiling").with("version", version)));
}

fn snapshot(turn: &Turn, office: &OfficeDesk, reporter: &Post) -> Snapshot {
    let plan = &office.plan;
    let rows = plan
        .measures
        .iter()
        .map(|measure| {
            let standing = office.standings.iter().find(|standing| standing.measure == measure.id);
            SnapshotRow {
                measure: measure.clone(),
                responsible: plan.responsible(measure.unit),
                progress: standing
                    .filter(|standing| standing.standing == Standing::Filed)
                    .and_then(|standing| standing.filing.as_ref())
                    .map(|filing| filing.progress.clone()),
            }
        })
        .collect();
    let mut signers = vec![reporter];
    signers.extend(plan.verifiers());
    signers.extend(plan.with_role(Role::Executive));
    let mut names = vec![plan.name.clone(), plan.short_name.clone()];
    names.extend(plan.units.iter().map(|unit| unit.name.clone()));
    Snapshot {
        schema: SNAPSHOT_SCHEMA,
        office_name: plan.name.clone(),
        office_address: plan.address.clone(),
        fiscal_year: plan.fiscal_year,
        version: office.report.as_ref().map_or(1, |report| report.version + 1),
        wording: plan.wording.clone(),
        unit_in_charge: reporter.unit.and_then(|unit| plan.unit(unit)).map(|unit| unit.name.clone()).unwrap_or_default(),
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
        names,
        compiled_at: turn.desk.now,
    }
}

/// A file was made: the reporter gets the version, everyone the acknowledged one.
pub(super) fn printed(turn: &mut Turn, id: ReportId, document: DocumentId, failed: bool) {
    if failed {
        return turn.show(Screen::new("printing-failed").button("button-home", Action::Home));
    }
    let Some((office, report)) = turn.desk.report(id) else { return turn.again("printed-too-late") };
    if report.acknowledged.as_ref().is_some_and(|file| file.id == document) {
        return hand_out(turn, office, report, document);
    }
    let Some(file) = report.document.as_ref().filter(|file| file.id == document && report.stage == Stage::Compiled) else {
        return turn.again("printed-too-late");
    };
    let screen = checking::summary(office, report, "compiled-summary")
        .and(Phrase::new("document-hash").with("sha256", Arg::Code(file.sha256.clone())))
        .button("button-send-for-checking", Action::SendForChecking(id))
        .button("button-board", Action::Board(office.plan.office));
    turn.effect(Effect::Deliver { person: turn.desk.person, document, screen });
}

/// The acknowledged report, once to each person of the office.
fn hand_out(turn: &mut Turn, office: &OfficeDesk, report: &ReportView, document: DocumentId) {
    let Some(decision) = report.decisions.iter().rev().find(|decision| decision.kind == DecisionKind::Acknowledged) else {
        return turn.again("printed-too-late");
    };
    let mut people: Vec<_> =
        office.plan.posts.iter().filter_map(|post| post.holder.as_ref()).map(|holder| holder.person).collect();
    people.sort_unstable();
    people.dedup();
    let mut text = Phrase::new("acknowledged-document")
        .with("office", &office.plan.name)
        .with("year", Arg::Year(office.plan.fiscal_year))
        .with("version", report.version)
        .with("name", &decision.name)
        .with("position", &decision.position)
        .with("at", Arg::Moment(decision.at));
    text = match &decision.note {
        Some(note) => text.with("instruction", Phrase::new("with-instruction").with("instruction", note)),
        None => text.with("instruction", ""),
    };
    let mut screen = Screen::new(text);
    if let Some(file) = &report.acknowledged {
        screen = screen.and(Phrase::new("document-hash").with("sha256", Arg::Code(file.sha256.clone())));
    }
    for person in people {
        turn.effect(Effect::Deliver { person, document, screen: screen.clone() });
    }
}

pub(super) fn send_for_checking(turn: &mut Turn, id: ReportId) {
    let Some((office, report, post)) = reporting_of(turn, id) else { return turn.stale("stale-button") };
    let (Stage::Compiled, Some(document)) = (report.stage, &report.document) else { return turn.stale("stale-button") };
    let first = checking::verifier(office, 1).or_else(|| office.plan.with_role(Role::Executive).next());
    let Some(first) = first.and_then(|post| Some((post, post.holder.as_ref()?))) else {
        let name = checking::verifier(office, 1).map(|post| post.name.clone()).unwrap_or_default();
        return turn.answer(Phrase::new("next-not-enrolled").with("name", name), true);
    };
    let (next, _) = first;
    turn.effect(Effect::Decide {
        report: id,
        decision: decision(turn, post, DecisionKind::Sent, &document.sha256),
        stage: if next.role == Role::Verifier { Stage::Checking { turn: 1 } } else { Stage::Submitted },
    });
    checking::hand_on(turn, office, report, next);
    turn.answer("sent-short", false);
    turn.state = State::Choice;
    turn.show_below(
        Screen::new(Phrase::new("sent-for-checking").with("version", report.version).with("name", &next.name))
            .button("button-board", Action::Board(office.plan.office)),
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

/// The file once more, for whoever may see it.
pub(super) fn file_again(turn: &mut Turn, id: ReportId) {
    let Some((office, report)) = turn.desk.report(id) else { return turn.stale("stale-button") };
    let contributor_only =
        office.plan.held_by(turn.desk.person).all(|post| post.role == Role::Contributor);
    let document = report.acknowledged.as_ref().or_else(|| report.document.as_ref().filter(|_| !contributor_only));
    let Some(document) = document else { return turn.stale("stale-button") };
    let screen = checking::summary(office, report, "file-again")
        .and(Phrase::new("document-hash").with("sha256", Arg::Code(document.sha256.clone())))
        .button("button-home", Action::Home);
    turn.effect(Effect::Deliver { person: turn.desk.person, document: document.id, screen });
}

pub(super) fn reopen_which(turn: &mut Turn, id: OfficeId) {
    let Some((office, _)) = reporting(turn, id) else { return turn.stale("not-yours") };
    if locked(office) {
        return turn.stale("locked-checking");
    }
    let mut screen = Screen::new("ask-which-to-return");
    for standing in office.standings.iter().filter(|standing| standing.standing == Standing::Filed) {
        let Some(measure) = office.plan.measure(standing.measure) else { continue };
        screen = screen.button(checking::measure_label(measure), Action::Reopen(measure.id));
    }
    let screen = screen.button("button-board", Action::Board(id));
    turn.ask(State::Choice, screen);
}

pub(super) fn reopen(turn: &mut Turn, id: MeasureId) {
    if reopenable(turn, id).is_none() {
        return turn.stale("stale-button");
    }
    turn.state = State::ReopenReason { measure: id };
    let screen = home::question(turn);
    turn.show(screen);
}

fn reopenable<'a>(turn: &Turn<'a>, id: MeasureId) -> Option<(&'a OfficeDesk, &'a Measure, &'a Post)> {
    let (office, measure, standing) = turn.desk.measure(id)?;
    let (_, post) = reporting(turn, office.plan.office)?;
    (standing.standing == Standing::Filed && !locked(office)).then_some((office, measure, post))
}

pub(super) fn reopen_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let (office, measure, _) = reopenable(turn, id)?;
    Some(checking::ask_reason(measure).button("button-back", Action::ReopenWhich(office.plan.office)))
}

pub(super) fn reopen_reason(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some((office, measure, post)) = reopenable(turn, id) else {
        turn.state = State::Choice;
        return turn.again("stale-button");
    };
    checking::send_back(turn, office, measure, post, text);
    if let Some(report) = office.report.as_ref().filter(|report| matches!(report.stage, Stage::Printing | Stage::Compiled)) {
        turn.effect(Effect::Supersede { report: report.id });
    }
    let screen = Screen::new(Phrase::new("measure-sent-back").with("number", measure.number))
        .button("button-board", Action::Board(office.plan.office));
    turn.ask(State::Choice, screen);
}
