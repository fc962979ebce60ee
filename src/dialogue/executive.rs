//! The executive: acknowledges (รับทราบ) in two steps that name the person, the version and its hash,
//! with an instruction if there is one; or returns the report with an instruction. What must not be
//! missed has a second way besides a button: the word itself, typed.

use super::checking::{self, named, tell_reporters};
use super::compile::decision;
use super::told;
use super::turn::Turn;
use super::{Action, Arg, Button, Effect, OfficeDesk, Phrase, Screen, State};
use crate::domain::answer;
use crate::domain::office::{Post, ReportId, Role};
use crate::domain::period::Period;
use crate::domain::report::{DecisionKind, DocumentKind, DocumentView, ReportView, Stage};
use crate::wording;

/// What the executive may type in place of the first button, and of the second.
const ACKNOWLEDGE: &str = "รับทราบ";
const CONFIRM: &str = "ยืนยันรับทราบ";

/// A version that waits for this executive.
struct Submitted<'a> {
    office: &'a OfficeDesk,
    report: &'a ReportView,
    document: &'a DocumentView,
    post: &'a Post,
}

impl Submitted<'_> {
    fn version(&self) -> Arg {
        wording::version(self.report.period, self.report.version)
    }
}

fn submitted<'a>(turn: &Turn<'a>, id: ReportId) -> Option<Submitted<'a>> {
    let (office, report) = turn.desk.report(id)?;
    if report.stage != Stage::Submitted {
        return None;
    }
    let post = office
        .plan
        .held_by(turn.desk.person)
        .find(|post| post.role == Role::Executive)?;
    let document = report.document.as_ref()?;
    Some(Submitted {
        office,
        report,
        document,
        post,
    })
}

/// The version as it waits for the executive.
pub(super) fn waiting(office: &OfficeDesk, report: &ReportView) -> Screen {
    super::checking::summary(office, report, "executive-summary")
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
}

/// The first step.
pub(super) fn acknowledge(turn: &mut Turn, id: ReportId) {
    if submitted(turn, id).is_none() {
        return turn.stale("not-waiting-for-you");
    }
    ask_to_confirm(turn, id, None);
}

fn ask_to_confirm(turn: &mut Turn, id: ReportId, instruction: Option<String>) {
    // Later than every confirmation shown before, which is void now.
    let serial = match turn.state {
        State::Acknowledgement { serial, .. } => turn.desk.now.max(serial + 1),
        _ => turn.desk.now,
    };
    let screen = confirm_question(turn, id, instruction.as_deref(), serial);
    turn.state = State::Acknowledgement {
        report: id,
        instruction,
        serial,
    };
    if let Some(screen) = screen {
        turn.show_below(screen);
    }
}

pub(super) fn confirm_question(
    turn: &Turn,
    id: ReportId,
    instruction: Option<&str>,
    serial: i64,
) -> Option<Screen> {
    let waiting = submitted(turn, id)?;
    let mut screen = Screen::new(named(
        "confirm-acknowledgement",
        waiting.office,
        waiting.report,
        waiting.document,
        waiting.post,
    ));
    if let Some(instruction) = instruction {
        screen = screen.and(Phrase::new("with-instruction").with("instruction", instruction));
    }
    Some(
        screen
            .and("confirm-acknowledgement-how")
            .button(
                "button-confirm-acknowledgement",
                Action::ConfirmAcknowledge(id, serial),
            )
            .button("button-not-yet", Action::Home),
    )
}

pub(super) fn instruct(turn: &mut Turn, id: ReportId) {
    if submitted(turn, id).is_none() {
        return turn.stale("not-waiting-for-you");
    }
    turn.state = State::Instruction { report: id };
    if let Some(screen) = instruction_question(turn, id) {
        turn.show_below(screen);
    }
}

pub(super) fn instruction_question(turn: &Turn, id: ReportId) -> Option<Screen> {
    submitted(turn, id)?;
    Some(
        Screen::new("ask-instruction")
            .button("button-without-instruction", Action::Acknowledge(id)),
    )
}

pub(super) fn instruction(turn: &mut Turn, id: ReportId, text: &str) {
    if submitted(turn, id).is_none() {
        turn.state = State::Choice;
        return turn.again("not-waiting-for-you");
    }
    let none = answer::evasive(text).is_some() || reserved(text);
    ask_to_confirm(turn, id, (!none).then(|| text.to_owned()));
}

/// The words that stand for the buttons; they are never an instruction.
fn reserved(text: &str) -> bool {
    matches!(text, ACKNOWLEDGE | CONFIRM)
}

/// The second step: recorded for ever.
pub(super) fn confirm(turn: &mut Turn, id: ReportId, shown: i64) {
    let Some(waiting) = submitted(turn, id) else {
        return match decided(turn, id, DecisionKind::Acknowledged) {
            true => turn.answer("already-decided", false),
            false => turn.stale("not-waiting-for-you"),
        };
    };
    let State::Acknowledgement {
        report,
        instruction,
        serial,
    } = turn.state.clone()
    else {
        return turn.stale("second-step-first");
    };
    if report != id || serial != shown {
        return turn.stale("second-step-first");
    }
    let mut acknowledged = decision(
        turn,
        waiting.post,
        DecisionKind::Acknowledged,
        &waiting.document.sha256,
    );
    acknowledged.note = instruction;
    turn.effect(Effect::Decide {
        report: id,
        decision: acknowledged,
        stage: Stage::Acknowledged,
    });
    turn.effect(Effect::Print {
        report: id,
        kind: DocumentKind::Acknowledged,
    });
    told::acknowledged(turn, waiting.office, waiting.report.period);
    if waiting.report.period == Period::Year {
        end_others(turn, waiting.office, waiting.report);
    }
    let screen = Screen::new(Phrase::new("acknowledged").with("version", waiting.version()))
        .button("button-home", Action::Home)
        .lasting();
    turn.ask(State::Choice, screen);
}

/// The year is closed: what of its other reports is still open goes no further.
fn end_others(turn: &mut Turn, office: &OfficeDesk, acknowledged: &ReportView) {
    for report in &office.reports {
        let open = report.stage.is_under_way() || report.stage.is_with_reporter();
        if !open || report.id == acknowledged.id {
            continue;
        }
        turn.effect(Effect::Supersede {
            report: report.id,
            measure: None,
        });
        let told = Phrase::new("tell-period-ended")
            .with("version", wording::version(report.period, report.version))
            .with("year", Arg::Year(office.plan.fiscal_year));
        let screen = Screen::new(told).button("button-home", Action::Home);
        tell_reporters(turn, office, screen.clone());
        let posts = office.plan.posts.iter();
        let waiting = posts.filter(|post| checking::waits_for(office, report, post));
        for holder in waiting.filter_map(|post| post.holder.as_ref()) {
            if holder.person != turn.desk.person {
                turn.effect(Effect::Tell {
                    person: holder.person,
                    screen: screen.clone(),
                });
            }
        }
    }
}

/// Whether this person has taken this decision about the version already: the second tap of two has
/// nothing to do, and what the first one did stands in the chat.
pub(super) fn decided(turn: &Turn, id: ReportId, kind: DecisionKind) -> bool {
    turn.desk.report(id).is_some_and(|(_, report)| {
        let mut taken = report.decisions.iter();
        taken.any(|taken| taken.person == turn.desk.person && taken.kind == kind)
    })
}

pub(super) fn return_report(turn: &mut Turn, id: ReportId) {
    if submitted(turn, id).is_none() {
        return turn.stale("not-waiting-for-you");
    }
    turn.state = State::ReturnInstruction { report: id };
    if let Some(screen) = return_question(turn, id) {
        turn.show_below(screen);
    }
}

pub(super) fn return_question(turn: &Turn, id: ReportId) -> Option<Screen> {
    let waiting = submitted(turn, id)?;
    Some(
        Screen::new(Phrase::new("ask-return-instruction").with("version", waiting.version()))
            .button("button-not-yet", Action::Home),
    )
}

pub(super) fn return_instruction(turn: &mut Turn, id: ReportId, text: &str) {
    let Some(waiting) = submitted(turn, id) else {
        turn.state = State::Choice;
        return turn.again("not-waiting-for-you");
    };
    if reserved(text) {
        return ask_to_confirm(turn, id, None);
    }
    if answer::evasive(text).is_some() {
        return turn.again("reason-needed");
    }
    let mut returned = decision(
        turn,
        waiting.post,
        DecisionKind::Returned,
        &waiting.document.sha256,
    );
    returned.note = Some(text.to_owned());
    turn.effect(Effect::Decide {
        report: id,
        decision: returned,
        stage: Stage::Returned,
    });
    let told = Phrase::new("tell-returned-by-executive")
        .with("name", &waiting.post.name)
        .with("version", waiting.version())
        .with("instruction", text);
    let office = waiting.office;
    tell_reporters(
        turn,
        office,
        Screen::new(told.clone())
            .button("button-reopen", Action::ReopenWhich(office.plan.office))
            .button("button-board", Action::Board(office.plan.office)),
    );
    for post in office.plan.verifiers() {
        if let Some(holder) = &post.holder {
            turn.effect(Effect::Tell {
                person: holder.person,
                screen: Screen::new(told.clone()),
            });
        }
    }
    let screen = Screen::new(Phrase::new("report-sent-back").with("version", waiting.version()))
        .button("button-home", Action::Home)
        .lasting();
    turn.ask(State::Choice, screen);
}

/// Text where a press is awaited: the words that stand for the buttons, or an explanation.
pub(super) fn typed(turn: &mut Turn, text: &str) {
    // What was begun goes on with its instruction.
    if let State::Acknowledgement {
        report,
        instruction,
        serial,
    } = turn.state.clone()
    {
        match text {
            ACKNOWLEDGE => return ask_to_confirm(turn, report, instruction),
            CONFIRM => return confirm(turn, report, serial),
            _ => {}
        }
    }
    let waiting = turn
        .desk
        .offices
        .iter()
        .flat_map(|office| &office.reports)
        .map(|report| report.id)
        .find(|&id| submitted(turn, id).is_some());
    match waiting {
        Some(id) if reserved(text) => ask_to_confirm(turn, id, None),
        _ => turn.again("choose-first"),
    }
}
