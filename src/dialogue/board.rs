//! The reporter's side: who has reported and who has not, compiling a version, sending it for
//! checking, and returning a measure between versions.

use chrono::NaiveDate;

use super::admin::{self, AdminAction};
use super::home::{self, locked};
use super::turn::Turn;
use super::{
    Action, Arg, Button, Effect, MeasureStanding, OfficeDesk, Phrase, Screen, State, acknowledged,
    checking, compile, earlier, executive, heat_map, insisted, made, periods, versions,
};
use crate::domain::answer;
use crate::domain::office::{MeasureId, OfficeId, Post, ReportId, Role};
use crate::domain::period::Period;
use crate::domain::plan::Measure;
use crate::domain::report::{DocumentKind, ReportView, Stage, Standing};
use crate::wording;

/// The office, if this person is its reporter.
pub(super) fn reporting<'a>(turn: &Turn<'a>, id: OfficeId) -> Option<(&'a OfficeDesk, &'a Post)> {
    let office = turn.desk.office(id)?;
    let post = office
        .plan
        .held_by(turn.desk.person)
        .find(|post| post.role == Role::Reporter)?;
    Some((office, post))
}

/// How many measures are filed for the quarter that is reported, and how many there are.
pub(super) fn count(office: &OfficeDesk) -> (usize, usize) {
    let filed = office
        .standings
        .iter()
        .filter(|standing| office.standing(standing) == Standing::Filed)
        .count();
    (filed, office.standings.len())
}

/// Where the reports stand, in a line each.
pub(super) fn stage(office: &OfficeDesk) -> Phrase {
    let mut lines: Vec<Phrase> = (office.reports.iter())
        .map(|report| stage_of(office, report))
        .collect();
    match lines.len() {
        0 => Phrase::new("stage-none"),
        1 => lines.remove(0),
        _ => Phrase::new("lines").with("lines", lines),
    }
}

fn stage_of(office: &OfficeDesk, report: &ReportView) -> Phrase {
    let version = wording::version(report.period, report.version);
    let at = |key: &str| Phrase::new(key).with("version", version);
    match report.stage {
        Stage::Printing => at("stage-printing"),
        Stage::Compiled => at("stage-compiled"),
        Stage::Checking { turn } => {
            let name = checking::verifier(office, turn)
                .map(|post| post.name.clone())
                .unwrap_or_default();
            at("stage-checking").with("name", name)
        }
        Stage::Submitted => at("stage-submitted"),
        Stage::Returned => at("stage-returned"),
        Stage::Superseded => at("stage-superseded"),
        Stage::Acknowledged => at("stage-acknowledged"),
    }
}

pub(super) fn board(turn: &mut Turn, id: OfficeId) {
    let Some((office, _)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    let screen = board_screen(office, turn.desk.today);
    turn.ask(State::Choice, screen);
}

fn board_screen(office: &OfficeDesk, today: NaiveDate) -> Screen {
    let (filed, all) = count(office);
    let mut lines: Vec<Phrase> = Vec::new();
    let mut insisted = 0;
    for standing in &office.standings {
        let Some(measure) = office.plan.measure(standing.measure) else {
            continue;
        };
        lines.push(board_line(office, measure, standing));
        let odd = insisted::count(standing);
        if odd > 0 {
            lines.push(Phrase::new("board-insisted").with("count", odd));
        }
        insisted += odd;
    }
    let mut screen = Screen::new(
        Phrase::new("board-title")
            .with("filed", filed)
            .with("measures", all)
            .with("year", Arg::Year(office.plan.fiscal_year)),
    )
    .and(Phrase::new("board-lines").with("lines", lines));
    let overdue = heat_map::overdue_lines(office, today);
    if !overdue.is_empty() {
        screen = screen.and(Phrase::new("board-lines").with("lines", overdue));
    }
    screen = screen.and(stage(office));
    screen = screen.row([
        Button {
            label: "button-heat-map".into(),
            action: Action::HeatMap(office.plan.office),
        },
        Button {
            label: "button-missing".into(),
            action: Action::Missing(office.plan.office),
        },
    ]);
    let suggested = office.suggested();
    for report in &office.reports {
        let period = report.period;
        if report.stage == Stage::Compiled {
            screen = screen.button(
                periods::label("button-send-for-checking", period),
                Action::SendForChecking(report.id),
            );
        }
        // The others are found among all versions.
        let at_hand = report.stage.is_with_reporter() || report.stage.is_under_way();
        let shown = at_hand || period == suggested || period == Period::Year;
        if report.document.is_some() && shown {
            screen = screen.button(
                periods::label("button-file-again", period),
                Action::FileAgain(report.id),
            );
        }
    }
    if insisted > 0 {
        screen = screen.button("button-insisted", Action::Insisted(office.plan.office));
    }
    screen = screen.row([periods::readiness_button(office, suggested)]);
    let compile = periods::compile_button(office, suggested);
    let reopen = (!locked(office)).then(|| Button {
        label: "button-reopen".into(),
        action: Action::ReopenWhich(office.plan.office),
    });
    screen = screen.row(compile.into_iter().chain(reopen));
    if !office.is_closed() {
        screen = screen.button("button-periods", Action::Periods(office.plan.office));
    }
    screen
        .row(admin::button_when_ready(office))
        .row(versions::button(office))
        .row(earlier::button(office))
        .button(
            "button-admin",
            Action::Admin(AdminAction::Menu(office.plan.office)),
        )
        .button("button-home", Action::Home)
}

pub(super) fn board_line(
    office: &OfficeDesk,
    measure: &Measure,
    standing: &MeasureStanding,
) -> Phrase {
    let line = Phrase::new("board-line")
        .with("number", measure.number)
        .with("title", &measure.title)
        .with("unit", office.plan.responsible(measure.unit))
        .with("standing", home::standing_of(office, standing));
    match &standing.of(office.quarter).filing {
        Some(filing) if office.standing(standing) == Standing::Filed => line.with(
            "by",
            Phrase::new("board-by")
                .with("name", &filing.by)
                .with("at", Arg::Moment(filing.at)),
        ),
        _ => line.with("by", who(office, measure)),
    }
}

/// Whom to ask for a measure.
pub(super) fn who(office: &OfficeDesk, measure: &Measure) -> Phrase {
    let post = office
        .plan
        .posts
        .iter()
        .find(|post| office.plan.may_report(post, measure));
    match post {
        Some(post) if post.holder.is_some() => Phrase::new("board-who").with("name", &post.name),
        Some(post) => Phrase::new("board-not-enrolled").with("name", &post.name),
        None => Phrase::new("board-nobody"),
    }
}

/// The file once more, for whoever may see it.
pub(super) fn file_again(turn: &mut Turn, id: ReportId) {
    if earlier::file_again(turn, id) {
        return;
    }
    let Some((office, report)) = turn.desk.report(id) else {
        return turn.stale("stale-button");
    };
    if report.stage == Stage::Acknowledged && report.acknowledged.is_none() {
        // It is being made, or making it failed: making it again does no harm.
        turn.effect(Effect::Print {
            report: id,
            kind: DocumentKind::Acknowledged,
        });
        return turn.refuse("compile-under-way");
    }
    let person = turn.desk.person;
    let posts = || office.plan.held_by(person);
    let contributor_only = posts().all(|post| post.role == Role::Contributor);
    let document = report
        .acknowledged
        .as_ref()
        .or_else(|| report.document.as_ref().filter(|_| !contributor_only));
    let Some(document) = document else {
        return turn.stale("stale-button");
    };
    let hash = Phrase::new("document-hash").with("sha256", Arg::Code(document.sha256.clone()));
    // Everybody gets it as it came first: that message may never have arrived.
    let waits = posts().find(|post| checking::waits_for(office, report, post));
    let is_reporter = posts().any(|post| post.role == Role::Reporter);
    let screen = match waits.map(|post| post.role) {
        Some(Role::Executive) => executive::waiting(office, report).and(hash),
        Some(_) => checking::waiting(office, report).and(hash),
        None if is_reporter && report.stage == Stage::Compiled => {
            compile::ready(turn, office, report, document)
        }
        None => match acknowledged::said(office, office.plan.fiscal_year, report) {
            Some(screen) => acknowledged::said_to(screen, office, report, person),
            None => {
                let screen = checking::summary(office, report, "file-again").and(hash);
                made::with_buttons(screen, office, report, person)
                    .button("button-home", Action::Home)
            }
        },
    };
    turn.effect(Effect::Deliver {
        person,
        document: document.id,
        screen,
    });
}

pub(super) fn reopen_which(turn: &mut Turn, id: OfficeId) {
    let Some((office, _)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    if locked(office) {
        return turn.stale("locked-checking");
    }
    let mut screen = Screen::new("ask-which-to-return");
    for standing in office
        .standings
        .iter()
        .filter(|standing| office.standing(standing) == Standing::Filed)
        .filter(|standing| !office.is_closed_for(standing, office.quarter))
    {
        let Some(measure) = office.plan.measure(standing.measure) else {
            continue;
        };
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

fn reopenable<'a>(
    turn: &Turn<'a>,
    id: MeasureId,
) -> Option<(&'a OfficeDesk, &'a Measure, &'a Post)> {
    let (office, measure, standing) = turn.desk.measure(id)?;
    let (_, post) = reporting(turn, office.plan.office)?;
    let filed = office.standing(standing) == Standing::Filed;
    let closed = office.is_closed_for(standing, office.quarter);
    (filed && !closed && !locked(office)).then_some((office, measure, post))
}

pub(super) fn reopen_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let (office, measure, _) = reopenable(turn, id)?;
    Some(
        checking::ask_reason(measure)
            .button("button-back", Action::ReopenWhich(office.plan.office)),
    )
}

pub(super) fn reopen_reason(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some((office, measure, post)) = reopenable(turn, id) else {
        turn.state = State::Choice;
        return turn.again("stale-button");
    };
    if answer::evasive(text).is_some() {
        return turn.again("reason-needed");
    }
    let quarter = checking::send_back(turn, office, measure, post, Period::Year, text);
    for report in office.holding(quarter) {
        turn.effect(Effect::Supersede {
            report: report.id,
            measure: Some(id),
        });
    }
    let screen = Screen::new(Phrase::new("measure-sent-back").with("number", measure.number))
        .button("button-board", Action::Board(office.plan.office))
        .lasting();
    turn.ask(State::Choice, screen);
}
