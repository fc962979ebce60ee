//! The way in and back: enrolment by invitation, home by role, resuming where the person was, help
//! and language.

use super::admin::AdminAction;
use super::step::Turn;
use super::{
    Action, Arg, Button, Effect, FormerPost, Invitation, MeasureStanding, OfficeDesk, Phrase,
    Screen, State, board, checking, executive, language, order,
};
use super::{outcome, results};
use crate::domain::office::{Post, Role};
use crate::domain::plan::Measure;
use crate::domain::report::{Stage, Standing};

/// /start with a code: the person takes the post that the code is bound to.
pub(super) fn claim(turn: &mut Turn) {
    let Some(invitation) = &turn.desk.invitation else {
        if turn.desk.offices.is_empty() {
            return turn.show(Screen::new("invitation-unknown"));
        }
        return turn.again("invitation-used");
    };
    turn.effect(Effect::Claim {
        code_hash: invitation.code_hash.clone(),
    });
    let post = &invitation.post;
    tell_of_claim(turn, invitation);
    turn.show(
        Screen::new(
            Phrase::new("welcome")
                .with("name", &post.name)
                .with("position", &post.position)
                .with("role", role(post.role))
                .with("office", &invitation.office_name),
        )
        .and(Phrase::new("welcome-what").with("role", Arg::Code(post.role.as_str().to_owned())))
        .lasting()
        .button("button-begin", Action::Home),
    );
    turn.state = State::Choice;
}

/// Who held the post until now hears that they do no longer; the reporter, who took it.
fn tell_of_claim(turn: &mut Turn, invitation: &Invitation) {
    let (post, me) = (&invitation.post, turn.desk.person);
    let former = post.holder.as_ref().map(|holder| holder.person);
    if let Some(person) = former.filter(|person| *person != me) {
        turn.effect(Effect::Tell {
            person,
            screen: Screen::new(super::admin::no_longer(post, &invitation.office_name)),
        });
    }
    for person in invitation.reporters.iter().map(|holder| holder.person) {
        if person == me || Some(person) == former {
            continue;
        }
        let told = Phrase::new("tell-claimed")
            .with("name", &post.name)
            .with("position", &post.position)
            .with("role", role(post.role));
        let screen = Screen::new(told).button(
            "button-admin-post-open",
            Action::Admin(AdminAction::Post(post.id)),
        );
        turn.effect(Effect::Tell { person, screen });
    }
}

/// What a person reads who held a post and holds none now.
pub(super) fn no_longer(former: &FormerPost) -> Phrase {
    Phrase::new("post-no-longer")
        .with("name", &former.name)
        .with("position", &former.position)
        .with("office", &former.office_name)
}

/// /start without a code: back to the question that waits, or home.
pub(super) fn resume(turn: &mut Turn) {
    if turn.state == State::Choice {
        return home(turn);
    }
    turn.again("resumed");
}

pub(super) fn home(turn: &mut Turn) {
    let screen = home_screen(turn);
    turn.ask(State::Choice, screen);
}

/// The question that the present state asks, as it was asked.
pub(super) fn question(turn: &Turn) -> Screen {
    let screen = match &turn.state {
        State::Choice => None,
        State::Results { measure } => results::results_question(turn, *measure),
        State::OrderNumber { measure }
        | State::OrderSubject { measure }
        | State::OrderDate { measure } => order::question(turn, *measure),
        State::NothingDoneReason { measure } => results::nothing_done_question(turn, *measure),
        State::Outcome { measure } => outcome::outcome_question(turn, *measure),
        State::Scores { measure } => outcome::scores_question(turn, *measure),
        State::ReturnReason { report, measure } => {
            checking::reason_question(turn, *report, *measure)
        }
        State::ReopenReason { measure } => board::reopen_question(turn, *measure),
        State::Instruction { report } => executive::instruction_question(turn, *report),
        State::ReturnInstruction { report } => executive::return_question(turn, *report),
        State::Acknowledgement {
            report,
            instruction,
            serial,
        } => executive::confirm_question(turn, *report, instruction.as_deref(), *serial),
        State::Approval { report } => checking::confirm_question(turn, *report),
        State::Admin(state) => super::admin::question(turn, state),
    };
    screen.unwrap_or_else(|| home_screen(turn))
}

pub(super) fn help(turn: &mut Turn) {
    let mut screen = Screen::new("help-title");
    for wanted in Role::ALL {
        if posts(turn).any(|(_, post)| post.role == wanted) {
            screen = screen
                .and(Phrase::new("help-role").with("role", Arg::Code(wanted.as_str().to_owned())));
        }
    }
    screen = screen
        .and("help-commands")
        .button("button-home", Action::Home);
    turn.show(screen);
}

/// The contributor's measures.
pub(super) fn measures(turn: &mut Turn) {
    let mut screen = Screen::new("my-measures");
    let mut any = false;
    for (office, measure, standing) in own_measures(turn) {
        any = true;
        screen = screen.button(
            Phrase::new("button-measure")
                .with("number", measure.number)
                .with("title", &measure.title)
                .with("standing", standing_of(office, standing)),
            Action::Open(measure.id),
        );
    }
    if !any {
        return turn.stale("not-yours");
    }
    let screen = screen.button("button-home", Action::Home);
    turn.ask(State::Choice, screen);
}

fn home_screen(turn: &Turn) -> Screen {
    let mut screen = Screen::default();
    let several = turn.desk.offices.len() > 1;
    for office in &turn.desk.offices {
        let plan = &office.plan;
        let held: Vec<&Post> = plan.held_by(turn.desk.person).collect();
        let Some(first) = held.first() else { continue };
        let roles: Vec<Phrase> = held.iter().map(|post| role(post.role)).collect();
        screen = screen.and(
            Phrase::new("home-title")
                .with("name", &first.name)
                .with("roles", roles)
                .with("office", &plan.short_name)
                .with("year", Arg::Year(plan.fiscal_year)),
        );
        for post in held {
            let part = match post.role {
                Role::Contributor => contributor_part(office, post),
                Role::Reporter => board::home_part(office),
                Role::Verifier => checking::home_part(office, post),
                Role::Executive => executive::home_part(office),
            };
            screen.parts.extend(part.parts);
            screen.buttons.extend(part.buttons);
            if several
                && let Some(button) = screen.buttons.last_mut().and_then(|row| row.last_mut())
            {
                button.label = Phrase::new("button-of-office")
                    .with("label", button.label.clone())
                    .with("office", &plan.short_name);
            }
        }
    }
    screen.row([
        language::button(turn),
        Button {
            label: "button-help".into(),
            action: Action::Help,
        },
    ])
}

/// What waits for a contributor: the first measure to do, one press away.
fn contributor_part(office: &OfficeDesk, post: &Post) -> Screen {
    let own: Vec<(&Measure, &MeasureStanding)> = office
        .standings
        .iter()
        .filter_map(|standing| Some((office.plan.measure(standing.measure)?, standing)))
        .filter(|(measure, _)| office.plan.may_report(post, measure))
        .collect();
    let filed = own
        .iter()
        .filter(|(_, standing)| office.standing(standing) == Standing::Filed)
        .count();
    let mut screen = Screen::new(
        Phrase::new("home-contributor")
            .with("filed", filed)
            .with("measures", own.len()),
    );
    let next = own
        .iter()
        .find(|(_, standing)| office.standing(standing) == Standing::Returned)
        .or_else(|| {
            own.iter()
                .find(|(_, standing)| office.standing(standing) == Standing::Draft)
        })
        .or_else(|| {
            own.iter()
                .find(|(_, standing)| office.standing(standing) == Standing::NotStarted)
        });
    if let Some((measure, standing)) = next
        && !locked(office)
    {
        screen = screen.button(
            Phrase::new("button-next-measure")
                .with("number", measure.number)
                .with("standing", standing_of(office, standing)),
            Action::Open(measure.id),
        );
    }
    let screen = screen.button("button-measures", Action::Measures);
    with_file(screen, office)
}

/// Adds the way to the acknowledged file, once there is one.
pub(super) fn with_file(screen: Screen, office: &OfficeDesk) -> Screen {
    match &office.report {
        Some(report) if report.acknowledged.is_some() => {
            screen.button("button-file-again", Action::FileAgain(report.id))
        }
        _ => screen,
    }
}

/// Every post this person holds, with its office.
pub(super) fn posts<'a>(
    turn: &Turn<'a>,
) -> impl Iterator<Item = (&'a OfficeDesk, &'a Post)> + use<'a> {
    let desk = turn.desk;
    desk.offices.iter().flat_map(move |office| {
        office
            .plan
            .held_by(desk.person)
            .map(move |post| (office, post))
    })
}

fn own_measures<'a>(turn: &Turn<'a>) -> Vec<(&'a OfficeDesk, &'a Measure, &'a MeasureStanding)> {
    let mut own = Vec::new();
    for office in &turn.desk.offices {
        for standing in &office.standings {
            let Some(measure) = office.plan.measure(standing.measure) else {
                continue;
            };
            if office
                .plan
                .held_by(turn.desk.person)
                .any(|post| office.plan.may_report(post, measure))
            {
                own.push((office, measure, standing));
            }
        }
    }
    own
}

/// Whether what was filed is being checked or is acknowledged, and so must not change.
pub(super) fn locked(office: &OfficeDesk) -> bool {
    office.report.as_ref().is_some_and(|report| {
        matches!(
            report.stage,
            Stage::Checking { .. } | Stage::Submitted | Stage::Acknowledged
        )
    })
}

/// A measure's state in words.
pub(super) fn standing_of(office: &OfficeDesk, standing: &MeasureStanding) -> Phrase {
    let acknowledged = office
        .report
        .as_ref()
        .is_some_and(|report| report.stage == Stage::Acknowledged);
    Phrase::new(match office.standing(standing) {
        Standing::NotStarted => "standing-not-started",
        Standing::Draft => "standing-draft",
        Standing::Filed if acknowledged => "standing-acknowledged",
        Standing::Filed => "standing-filed",
        Standing::Returned => "standing-returned",
    })
}

/// A role in words.
pub(super) fn role(role: Role) -> Phrase {
    Phrase::new("role").with("role", Arg::Code(role.as_str().to_owned()))
}
