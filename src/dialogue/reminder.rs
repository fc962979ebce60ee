//! What a reminder says: everything that a person is to do for one office, and a button that begins the
//! first of it. When it is said is not known here.

use chrono::NaiveDate;

use super::admin::AdminAction;
use super::{Action, Arg, Editing, Phrase, Screen, later, quarters};
use crate::domain::office::{MeasureId, Role};
use crate::domain::plan::OfficePlan;
use crate::domain::reminding::{Closing, Notice, Part, Waits};
use crate::domain::report::Stage;
use crate::domain::shorten::short;
use crate::wording;

/// Measures that are named of one quarter; of more only the count is told. Four quarters of so many stay
/// within one message.
const NAMED: usize = 6;
/// The longest title on one line, in characters.
const TITLE: usize = 120;
/// People who are named.
const PEOPLE: usize = 10;

/// The reminder as one message; it leaves alone what the person is at.
pub fn screen(plan: &OfficePlan, notice: &Notice, today: NaiveDate) -> Screen {
    let mut screen = Screen::new(
        Phrase::new("reminder-title")
            .with("office", &plan.short_name)
            .with("year", Arg::Year(plan.fiscal_year)),
    );
    if notice.nudged {
        screen = screen.and(nudged(plan));
    }
    if let Some(waits) = &notice.waits {
        screen = screen.and(waiting(waits));
    }
    if !notice.own.is_empty() {
        screen = screen.and("reminder-own");
        screen.parts.extend(parts(plan, &notice.own, today));
    }
    if !notice.headed.is_empty() {
        screen = screen.and("reminder-head");
        screen.parts.extend(parts(plan, &notice.headed, today));
    }
    if !notice.office.is_empty() {
        screen = screen.and("reminder-office");
        for part in &notice.office {
            screen.parts.push(quarter(plan, part, today));
            screen.parts.extend(missing_people(plan, part));
        }
    }
    if notice.turn {
        screen = screen.and(
            Phrase::new("reminder-turn")
                .with("year", Arg::Year(plan.fiscal_year))
                .with("next", Arg::Year(plan.fiscal_year + 1)),
        );
    }
    if let Some(closing) = notice.closing {
        let what = match closing {
            Closing::ToCompile => "compile",
            Closing::ToSend(_) => "send",
        };
        screen = screen.and(
            Phrase::new("reminder-closing")
                .with("year", Arg::Year(plan.fiscal_year))
                .with("what", Arg::Code(what.to_owned())),
        );
    }
    if notice.next_plan {
        screen = screen.and(
            Phrase::new("reminder-next-plan")
                .with("year", Arg::Year(plan.fiscal_year))
                .with("next", Arg::Year(plan.fiscal_year + 1)),
        );
    }
    for person in &notice.away {
        if let Some(post) = plan.held_by(*person).next() {
            screen = screen.and(
                Phrase::new("reminder-away")
                    .with("name", &post.name)
                    .with("position", &post.position),
            );
        }
    }
    buttons(plan, notice, today, screen).aside()
}

/// Who asked for it: the reporter by name, if there is one only.
fn nudged(plan: &OfficePlan) -> Phrase {
    let held = plan.with_role(Role::Reporter);
    let mut held = held.filter(|post| post.holder.is_some());
    match (held.next(), held.next()) {
        (Some(post), None) => Phrase::new("reminder-nudged-by")
            .with("name", &post.name)
            .with("position", &post.position),
        _ => Phrase::new("reminder-nudged"),
    }
}

fn waiting(waits: &Waits) -> Phrase {
    let role = match waits.stage {
        Stage::Submitted => Role::Executive,
        _ => Role::Verifier,
    };
    Phrase::new("reminder-waiting")
        .with("version", wording::version(waits.period, waits.version))
        .with("since", Arg::Moment(waits.since))
        .with("role", Arg::Code(role.as_str().to_owned()))
}

fn quarter(plan: &OfficePlan, part: &Part, today: NaiveDate) -> Phrase {
    Phrase::new("reminder-quarter")
        .with("quarter", quarters::named(plan, part.quarter))
        .with("due", quarters::due_on(part.due, today))
        .with("count", part.measures.len())
}

/// Each quarter with its due date and its measures.
fn parts(plan: &OfficePlan, parts: &[Part], today: NaiveDate) -> Vec<Phrase> {
    let mut said = Vec::with_capacity(parts.len() * 2);
    for part in parts {
        said.push(quarter(plan, part, today));
        let mut lines: Vec<Phrase> = (part.measures.iter().take(NAMED))
            .filter_map(|id| line(plan, *id))
            .collect();
        if part.measures.len() > NAMED {
            lines.push(Phrase::new("reminder-more").with("count", part.measures.len() - NAMED));
        }
        said.push(Phrase::new("lines").with("lines", lines));
    }
    said
}

fn line(plan: &OfficePlan, id: MeasureId) -> Option<Phrase> {
    let measure = plan.measure(id)?;
    Some(
        Phrase::new("reminder-measure")
            .with("number", measure.number)
            .with("title", short(&measure.title, TITLE)),
    )
}

/// Who is to report what is missing, with the numbers of the measures; what nobody is to report by unit.
fn missing_people(plan: &OfficePlan, part: &Part) -> Option<Phrase> {
    let measures: Vec<_> = part
        .measures
        .iter()
        .filter_map(|id| plan.measure(*id))
        .collect();
    let mut lines: Vec<Phrase> = Vec::new();
    for post in plan.with_role(Role::Contributor) {
        let theirs = measures
            .iter()
            .filter(|of| post.holder.is_some() && plan.may_report(post, of))
            .count();
        if theirs > 0 {
            lines.push(
                Phrase::new("reminder-person")
                    .with("name", &post.name)
                    .with("count", theirs),
            );
        }
    }
    let nobodys = measures
        .iter()
        .filter(|of| {
            let mut posts = plan.with_role(Role::Contributor);
            !posts.any(|post| post.holder.is_some() && plan.may_report(post, of))
        })
        .count();
    let more = lines.len().saturating_sub(PEOPLE);
    lines.truncate(PEOPLE);
    if more > 0 {
        lines.push(Phrase::new("reminder-more-people").with("count", more));
    }
    if nobodys > 0 {
        lines.push(Phrase::new("reminder-nobody").with("count", nobodys));
    }
    (!lines.is_empty()).then(|| Phrase::new("lines").with("lines", lines))
}

fn buttons(plan: &OfficePlan, notice: &Notice, today: NaiveDate, mut screen: Screen) -> Screen {
    match notice.waits.map(|waits| (waits.stage, waits.report)) {
        Some((Stage::Submitted, report)) => {
            screen = screen
                .button("button-acknowledge", Action::Acknowledge(report))
                .button("button-file-again", Action::FileAgain(report));
        }
        Some((_, report)) => {
            screen = screen
                .button("button-approve", Action::Approve(report))
                .button("button-file-again", Action::FileAgain(report));
        }
        None => {}
    }
    let first = notice.own.first().and_then(|part| {
        let measure = plan.measure(*part.measures.first()?)?;
        Some((measure, part.quarter))
    });
    if let Some((measure, quarter)) = first {
        let label = Phrase::new("button-reminder-begin").with("number", measure.number);
        let action = Action::Edit(Editing::Quarter(measure.id, quarter));
        screen = screen.button(label, action);
    }
    match notice.closing {
        Some(Closing::ToCompile) => {
            screen = screen.button("button-compile", Action::Compile(plan.office));
        }
        Some(Closing::ToSend(report)) => {
            screen = screen.button("button-send-for-checking", Action::SendForChecking(report));
        }
        None => {}
    }
    if !notice.office.is_empty() || notice.turn || notice.closing.is_some() {
        screen = screen.button("button-board", Action::Board(plan.office));
    }
    if notice.turn || notice.next_plan {
        let next = plan.fiscal_year + 1;
        let label = Phrase::new("button-next-plan").with("year", Arg::Year(next));
        let action = AdminAction::NextPlan(plan.office, next.into());
        screen = screen.button(label, Action::Admin(action));
    }
    // What is asked for before it is due does not come again by itself.
    let runs = |part: &Part| plan.year().quarter(part.quarter).end() >= today;
    let early = notice.nudged && notice.waits.is_none() && notice.own.iter().all(runs);
    match early {
        true => screen.button("button-home", Action::Home),
        false => screen.row(later::buttons(plan)),
    }
}
