//! Checking: each verifier in turn gets the file with a summary, and approves it in two steps or
//! returns one measure with a reason, which goes back to its unit and comes round again.

use super::compile::decision;
use super::home;
use super::turn::Turn;
use super::{Action, Arg, Button, Effect, MeasureStanding, OfficeDesk, Phrase, Screen, State};
use crate::domain::answer;
use crate::domain::calendar::Quarter;
use crate::domain::office::{MeasureId, PersonId, Post, ReportId, Role};
use crate::domain::period::Period;
use crate::domain::plan::Measure;
use crate::domain::report::{DecisionKind, DocumentView, ReportView, Stage};
use crate::wording;

/// The verifier whose turn this is, counted from 1.
pub(super) fn verifier(office: &OfficeDesk, turn: u8) -> Option<&Post> {
    office
        .plan
        .verifiers()
        .into_iter()
        .nth(usize::from(turn).checked_sub(1)?)
}

/// Whether a version waits for whoever holds this post.
pub(super) fn waits_for(office: &OfficeDesk, report: &ReportView, post: &Post) -> bool {
    match report.stage {
        Stage::Checking { turn } => {
            verifier(office, turn).is_some_and(|waiting| waiting.id == post.id)
        }
        Stage::Submitted => post.role == Role::Executive,
        _ => false,
    }
}

/// A version that waits for this person's check.
struct Check<'a> {
    office: &'a OfficeDesk,
    report: &'a ReportView,
    document: &'a DocumentView,
    post: &'a Post,
    turn: u8,
}

fn check<'a>(turn: &Turn<'a>, id: ReportId) -> Option<Check<'a>> {
    let (office, report) = turn.desk.report(id)?;
    let Stage::Checking { turn: number } = report.stage else {
        return None;
    };
    let post = verifier(office, number)?;
    let mine = post
        .holder
        .as_ref()
        .is_some_and(|holder| holder.person == turn.desk.person);
    let document = report.document.as_ref()?;
    mine.then_some(Check {
        office,
        report,
        document,
        post,
        turn: number,
    })
}

/// What a version holds, in a few lines.
pub(super) fn summary(office: &OfficeDesk, report: &ReportView, key: &str) -> Screen {
    let missing = report.missing.len();
    let orders: usize = office
        .standings
        .iter()
        .filter(|standing| !report.missing.contains(&standing.measure))
        .filter_map(|standing| standing.merged(report.period))
        .flat_map(|progress| progress.results)
        .filter(|item| matches!(item.content, crate::domain::progress::Content::Order(_)))
        .count();
    let screen = Screen::new(
        Phrase::new(key)
            .with("office", &office.plan.short_name)
            .with("year", Arg::Year(office.plan.fiscal_year))
            .with("version", wording::version(report.period, report.version)),
    )
    .and(
        Phrase::new("summary-counts")
            .with("reported", office.standings.len() - missing)
            .with("measures", office.standings.len())
            .with("orders", orders),
    );
    let numbers: Vec<String> = report
        .missing
        .iter()
        .filter_map(|id| office.plan.measure(*id))
        .map(|measure| measure.number.to_string())
        .collect();
    if numbers.is_empty() {
        screen
    } else {
        screen.and(Phrase::new("summary-missing").with("numbers", Arg::Label(numbers.join(", "))))
    }
}

/// Gives the version to the next person: a verifier to check, or the executive to acknowledge.
pub(super) fn hand_on(turn: &mut Turn, office: &OfficeDesk, report: &ReportView, next: &Post) {
    let Some(holder) = &next.holder else {
        return;
    };
    let screen = match next.role {
        Role::Executive => super::executive::waiting(office, report),
        _ => waiting(office, report),
    };
    deliver(turn, report, holder.person, screen);
}

/// The version as it waits for a verifier.
pub(super) fn waiting(office: &OfficeDesk, report: &ReportView) -> Screen {
    summary(office, report, "check-summary").row([
        Button {
            label: "button-approve".into(),
            action: Action::Approve(report.id),
        },
        Button {
            label: "button-return".into(),
            action: Action::ReturnWhich(report.id),
        },
    ])
}

/// The version's file with this screen below it.
pub(super) fn deliver(turn: &mut Turn, report: &ReportView, person: PersonId, screen: Screen) {
    if let Some(document) = &report.document {
        turn.effect(Effect::Deliver {
            person,
            document: document.id,
            screen,
        });
    }
}

pub(super) fn approve(turn: &mut Turn, id: ReportId) {
    if check(turn, id).is_none() {
        return turn.stale("not-waiting-for-you");
    }
    turn.state = State::Approval { report: id };
    if let Some(screen) = confirm_question(turn, id) {
        turn.show_below(screen);
    }
}

pub(super) fn confirm_question(turn: &Turn, id: ReportId) -> Option<Screen> {
    let check = check(turn, id)?;
    Some(
        Screen::new(named(
            "confirm-approval",
            check.office,
            check.report,
            check.document,
            check.post,
        ))
        .button("button-confirm-approval", Action::ConfirmApprove(id))
        .button("button-not-yet", Action::Home),
    )
}

/// Names the person, the document and its hash, as a second step must.
pub(super) fn named(
    key: &str,
    office: &OfficeDesk,
    report: &ReportView,
    document: &DocumentView,
    post: &Post,
) -> Phrase {
    Phrase::new(key)
        .with("name", &post.name)
        .with("position", &post.position)
        .with("office", &office.plan.name)
        .with("year", Arg::Year(office.plan.fiscal_year))
        .with("version", wording::version(report.period, report.version))
        .with("sha256", Arg::Code(document.sha256.clone()))
}

pub(super) fn confirm(turn: &mut Turn, id: ReportId) {
    let Some(check) = check(turn, id) else {
        return match super::executive::decided(turn, id, DecisionKind::Approved) {
            true => turn.answer("already-decided", false),
            false => turn.stale("not-waiting-for-you"),
        };
    };
    if turn.state != (State::Approval { report: id }) {
        return turn.stale("second-step-first");
    }
    let next = verifier(check.office, check.turn + 1)
        .or_else(|| check.office.plan.with_role(Role::Executive).next());
    let Some(next) = next.filter(|post| post.holder.is_some()) else {
        let name = next.map(|post| post.name.clone()).unwrap_or_default();
        return turn.refuse(Phrase::new("next-not-enrolled").with("name", name));
    };
    let stage = match next.role {
        Role::Verifier => Stage::Checking {
            turn: check.turn + 1,
        },
        _ => Stage::Submitted,
    };
    turn.effect(Effect::Decide {
        report: id,
        decision: decision(
            turn,
            check.post,
            DecisionKind::Approved,
            &check.document.sha256,
        ),
        stage,
    });
    hand_on(turn, check.office, check.report, next);
    let version = wording::version(check.report.period, check.report.version);
    let told = Phrase::new("tell-approved")
        .with("name", &check.post.name)
        .with("version", version.clone())
        .with("next", &next.name);
    tell_reporters(
        turn,
        check.office,
        Screen::new(told).button("button-board", Action::Board(check.office.plan.office)),
    );
    let screen = Screen::new(
        Phrase::new("approved")
            .with("version", version)
            .with("next", &next.name),
    )
    .button("button-home", Action::Home)
    .lasting();
    turn.ask(State::Choice, screen);
}

pub(super) fn tell_reporters(turn: &mut Turn, office: &OfficeDesk, screen: Screen) {
    for post in office.plan.with_role(Role::Reporter) {
        if let Some(holder) = post
            .holder
            .as_ref()
            .filter(|holder| holder.person != turn.desk.person)
        {
            turn.effect(Effect::Tell {
                person: holder.person,
                screen: screen.clone(),
            });
        }
    }
}

pub(super) fn return_which(turn: &mut Turn, id: ReportId) {
    let Some(check) = check(turn, id) else {
        return turn.stale("not-waiting-for-you");
    };
    let mut screen = Screen::new("ask-which-to-return");
    for measure in &check.office.plan.measures {
        screen = screen.button(
            measure_label(measure),
            Action::ReturnMeasure(id, measure.id),
        );
    }
    let screen = screen.button("button-not-yet", Action::Home);
    turn.state = State::Choice;
    turn.show_below(screen);
}

pub(super) fn measure_label(measure: &Measure) -> Phrase {
    Phrase::new("button-measure-plain")
        .with("number", measure.number)
        .with("title", &measure.title)
}

pub(super) fn return_measure(turn: &mut Turn, id: ReportId, measure: MeasureId) {
    let known = check(turn, id).is_some_and(|check| check.office.plan.measure(measure).is_some());
    if !known {
        return turn.stale("not-waiting-for-you");
    }
    turn.state = State::ReturnReason {
        report: id,
        measure,
    };
    let screen = home::question(turn);
    turn.show(screen);
}

pub(super) fn reason_question(turn: &Turn, id: ReportId, measure: MeasureId) -> Option<Screen> {
    let check = check(turn, id)?;
    let measure = check.office.plan.measure(measure)?;
    Some(ask_reason(measure).button("button-back", Action::ReturnWhich(id)))
}

pub(super) fn ask_reason(measure: &Measure) -> Screen {
    Screen::new(
        Phrase::new("ask-return-reason")
            .with("number", measure.number)
            .with("title", &measure.title),
    )
}

pub(super) fn reason(turn: &mut Turn, id: ReportId, measure: MeasureId, text: &str) {
    let Some(check) = check(turn, id) else {
        turn.state = State::Choice;
        return turn.again("not-waiting-for-you");
    };
    let Some(measure) = check.office.plan.measure(measure) else {
        turn.state = State::Choice;
        return turn.again("stale-button");
    };
    if answer::evasive(text).is_some() {
        return turn.again("reason-needed");
    }
    let mut returned = decision(
        turn,
        check.post,
        DecisionKind::Returned,
        &check.document.sha256,
    );
    returned.note = Some(text.to_owned());
    returned.measure = Some(measure.id);
    turn.effect(Effect::Decide {
        report: id,
        decision: returned,
        stage: Stage::Returned,
    });
    send_back(
        turn,
        check.office,
        measure,
        check.post,
        check.report.period,
        text,
    );
    let told = Phrase::new("tell-returned")
        .with("name", &check.post.name)
        .with("number", measure.number)
        .with("title", &measure.title)
        .with("reason", text);
    tell_reporters(
        turn,
        check.office,
        Screen::new(told).button("button-board", Action::Board(check.office.plan.office)),
    );
    let screen = Screen::new(Phrase::new("measure-sent-back").with("number", measure.number))
        .button("button-home", Action::Home)
        .lasting();
    turn.ask(State::Choice, screen);
}

/// The quarter in which a measure that goes back is mended: what was filed last in the period, rather where
/// nothing is acknowledged yet. What was acknowledged is opened again only if there is nothing else.
fn to_mend(office: &OfficeDesk, standing: &MeasureStanding, period: Period) -> Quarter {
    let latest = |open: bool| {
        let quarters: Vec<Quarter> = period.quarters().collect();
        quarters.into_iter().rev().find(|quarter| {
            let closed = office.is_closed_for(standing, *quarter);
            standing.of(*quarter).filing.is_some() && !(open && closed)
        })
    };
    let at_hand = Some(period.last().min(office.quarter))
        .filter(|quarter| period.covers(*quarter))
        .filter(|quarter| !office.is_closed_for(standing, *quarter));
    latest(true)
        .or(at_hand)
        .or_else(|| latest(false))
        .unwrap_or(office.quarter)
}

/// The measure goes back to everyone who may report it, from the report of this period; gives the quarter in
/// which it is mended.
pub(super) fn send_back(
    turn: &mut Turn,
    office: &OfficeDesk,
    measure: &Measure,
    by: &Post,
    period: Period,
    reason: &str,
) -> Quarter {
    let standing = office.standings.iter().find(|of| of.measure == measure.id);
    let quarter = standing.map_or(office.quarter, |standing| to_mend(office, standing, period));
    turn.effect(Effect::ReturnMeasure {
        measure: measure.id,
        quarter,
        post: by.id,
        reason: reason.to_owned(),
    });
    let told = Phrase::new("tell-measure-returned")
        .with("number", measure.number)
        .with("title", &measure.title)
        .with("name", &by.name)
        .with("reason", reason);
    for post in office
        .plan
        .posts
        .iter()
        .filter(|post| office.plan.may_report(post, measure))
    {
        let Some(holder) = &post.holder else { continue };
        let screen = Screen::new(told.clone()).button("button-mend", Action::Open(measure.id));
        turn.effect(Effect::Tell {
            person: holder.person,
            screen,
        });
    }
    quarter
}
