//! The reporter's side: who has reported and who has not, compiling a version, sending it for
//! checking, and returning a measure between versions.

use chrono::NaiveDate;

use super::admin::{self, AdminAction};
use super::home::{self, locked};
use super::turn::Turn;
use super::{
    Action, Arg, Button, Effect, MeasureStanding, OfficeDesk, Phrase, Screen, State, checking,
    earlier, heat_map, insisted, made,
};
use crate::domain::answer;
use crate::domain::office::{MeasureId, OfficeId, Post, ReportId, Role};
use crate::domain::plan::Measure;
use crate::domain::report::{DocumentKind, Stage, Standing};

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

/// Where the report stands, in one line.
pub(super) fn stage(office: &OfficeDesk) -> Phrase {
    let Some(report) = &office.report else {
        return Phrase::new("stage-none");
    };
    let at = |key: &str| Phrase::new(key).with("version", report.version);
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
    if let Some(report) = &office.report {
        if report.stage == Stage::Compiled {
            screen = screen.button(
                "button-send-for-checking",
                Action::SendForChecking(report.id),
            );
        }
        if report.document.is_some() {
            screen = screen.button("button-file-again", Action::FileAgain(report.id));
        }
    }
    if insisted > 0 {
        screen = screen.button("button-insisted", Action::Insisted(office.plan.office));
    }
    screen = screen.button("button-readiness", Action::Readiness(office.plan.office));
    if !locked(office) {
        screen = screen.row([
            Button {
                label: "button-compile".into(),
                action: Action::Compile(office.plan.office),
            },
            Button {
                label: "button-reopen".into(),
                action: Action::ReopenWhich(office.plan.office),
            },
        ]);
    }
    screen
        .row(admin::button_when_ready(office))
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
    let contributor_only = office
        .plan
        .held_by(turn.desk.person)
        .all(|post| post.role == Role::Contributor);
    let document = report
        .acknowledged
        .as_ref()
        .or_else(|| report.document.as_ref().filter(|_| !contributor_only));
    let Some(document) = document else {
        return turn.stale("stale-button");
    };
    let screen = checking::summary(office, report, "file-again")
        .and(Phrase::new("document-hash").with("sha256", Arg::Code(document.sha256.clone())));
    let screen = made::with_buttons(screen, office, report, turn.desk.person)
        .button("button-home", Action::Home);
    turn.effect(Effect::Deliver {
        person: turn.desk.person,
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
    (office.standing(standing) == Standing::Filed && !locked(office))
        .then_some((office, measure, post))
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
    checking::send_back(turn, office, measure, post, text);
    if let Some(report) = office
        .report
        .as_ref()
        .filter(|report| matches!(report.stage, Stage::Printing | Stage::Compiled))
    {
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
