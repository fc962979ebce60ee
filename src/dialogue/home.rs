//! The way in and back: enrolment by invitation, home by role, resuming where the person was, help
//! and language.

use super::admin::AdminAction;
use super::turn::Turn;
use super::{
    Account, Action, Arg, Button, Effect, FormerPost, Invitation, OfficeDesk, Phrase, Screen,
    State, asking, attached, board, check, checking, correction, doubts, earlier, edit, executive,
    fix, glance, kinds, language, order, outcome, quarters, results, review, together, told,
    versions, waiting,
};
use crate::domain::calendar::Quarter;
use crate::domain::office::{Post, Role};
use crate::domain::period::Period;
use crate::domain::report::{ReportView, Stage, Standing};

/// /start with a code: the person takes the post that the code is bound to.
pub(super) fn claim(turn: &mut Turn, from: Option<&Account>) {
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
    tell_of_claim(turn, invitation, from);
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

/// Who held the post until now hears that they do no longer; the reporter, which account took it, so that
/// a link that went astray is noticed.
fn tell_of_claim(turn: &mut Turn, invitation: &Invitation, from: Option<&Account>) {
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
            .with("role", role(post.role))
            .with("account", account(from));
        let button = |label: &str, action| Button {
            label: label.into(),
            action: Action::Admin(action),
        };
        let screen = Screen::new(told).row([
            button("button-admin-end", AdminAction::EndHolding(post.id)),
            button("button-admin-post-open", AdminAction::Post(post.id)),
        ]);
        turn.effect(Effect::Tell { person, screen });
    }
}

/// An account as Telegram calls it.
fn account(from: Option<&Account>) -> Phrase {
    match from {
        None => Phrase::new("account-unnamed"),
        Some(Account {
            name,
            username: None,
        }) => Phrase::new("account").with("name", name),
        Some(Account {
            name,
            username: Some(username),
        }) => Phrase::new("account-known")
            .with("name", name)
            .with("username", Arg::Code(username.clone())),
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
    if let Some(over) = turn.state.measure().and_then(|id| told::over(turn, id)) {
        turn.state = State::Choice;
        return turn.again(over);
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
        | State::OrderDate { measure }
        | State::PaperUrl { measure } => asking::question(turn, *measure),
        State::PaperIssuer { measure } => order::issuer_question(turn, *measure),
        State::NoDocumentReason { measure } => kinds::no_document_question(turn, *measure),
        State::FixPart { .. } => fix::question(turn),
        State::DoubtReason { measure } => doubts::question(turn, *measure),
        State::Review { measure } => review::question(turn, *measure),
        State::Caption { measure, file } => attached::caption_question(turn, *measure, *file),
        State::FileLink { measure, file } => attached::link_question(turn, *measure, *file),
        State::FilesWait { files } => waiting::question(turn, files),
        State::NothingDoneReason { measure } => results::nothing_done_question(turn, *measure),
        State::Outcome { measure, .. } => outcome::outcome_question(turn, *measure),
        State::Scores { measure, .. } => outcome::scores_question(turn, *measure),
        State::EditItem { item, .. } => edit::question(turn, *item),
        State::Overtaken {
            measure,
            answer,
            text,
            ..
        } => together::question(turn, *measure, *answer, text),
        State::CorrectionReason { measure, quarter } => {
            correction::question(turn, *measure, *quarter)
        }
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
        State::CheckFile => Some(check::question()),
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
    let roles: Vec<Role> = posts(turn).map(|(_, post)| post.role).collect();
    let commands: Vec<Phrase> = super::menu(&roles)
        .into_iter()
        .map(|name| {
            Phrase::new("help-command")
                .with("name", Arg::Code(name.to_owned()))
                .with("what", Phrase::new(&format!("command-{name}")))
        })
        .collect();
    screen = screen
        .and(Phrase::new("help-commands").with("commands", commands))
        .button("button-check-file", Action::CheckFile)
        .button("button-mydata", Action::MyData)
        .button("button-home", Action::Home);
    turn.show(screen);
}

/// The contributor's measures, with the quarter whose state is shown.
pub(super) fn measures(turn: &mut Turn) {
    let mut screen = Screen::default();
    let mut known: Vec<(&OfficeDesk, Vec<_>)> = Vec::new();
    for (office, post) in posts(turn) {
        let own = glance::own(office, post);
        match known
            .iter_mut()
            .find(|(had, _)| had.plan.office == office.plan.office)
        {
            Some((_, measures)) => measures.extend(own),
            None => known.push((office, own)),
        }
    }
    for (office, mut own) in known {
        own.sort_by_key(|(measure, _)| measure.number);
        own.dedup_by_key(|(measure, _)| measure.id);
        if own.is_empty() {
            continue;
        }
        screen = screen.and(
            Phrase::new("my-measures").with("quarter", quarters::name(office, office.quarter)),
        );
        for (measure, standing) in own {
            screen = screen.button(
                glance::line("button-measure", office, measure, standing),
                Action::Open(measure.id),
            );
        }
    }
    if screen.buttons.is_empty() {
        return turn.stale("not-yours");
    }
    let screen = screen.and("signs").button("button-home", Action::Home);
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
            let part = glance::of(office, post, turn.desk.today);
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
        screen = with_years(turn, screen, office);
    }
    screen.row([
        language::button(turn),
        Button {
            label: "button-help".into(),
            action: Action::Help,
        },
    ])
}

/// Adds the ways to the next plan and to the earlier years' reports, where there are any.
fn with_years(turn: &Turn, screen: Screen, office: &OfficeDesk) -> Screen {
    let several = turn.desk.offices.len() > 1;
    let reports = board::reporting(turn, office.plan.office).is_some();
    let next = super::admin::button_when_ready(office).filter(|_| reports);
    let buttons = next
        .into_iter()
        .chain(versions::button_at_home(turn, office))
        .chain(earlier::button(office));
    buttons.fold(screen, |screen, button| {
        let label = match several {
            true => Phrase::new("button-of-office")
                .with("label", button.label)
                .with("office", &office.plan.short_name),
            false => button.label,
        };
        screen.button(label, button.action)
    })
}

/// Adds the way to the acknowledged file, once there is one: the year's, else that of the latest period.
pub(super) fn with_file(screen: Screen, office: &OfficeDesk) -> Screen {
    let made = |report: &&ReportView| report.acknowledged.is_some();
    let of_year = office.report(Period::Year).filter(made);
    let newest = || office.reports.iter().rev().find(made);
    match of_year.or_else(newest) {
        Some(report) => screen.button("button-file-again", Action::FileAgain(report.id)),
        None => screen,
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

/// Whether what was filed is being checked or the year is closed: the reporter sends nothing back meanwhile.
pub(super) fn locked(office: &OfficeDesk) -> bool {
    let mut reports = office.reports.iter();
    office.is_closed() || reports.any(|report| report.stage.is_under_way())
}

/// A measure's state in words.
pub(super) fn standing_of(office: &OfficeDesk, standing: &super::MeasureStanding) -> Phrase {
    standing_in_words(office, office.quarter, office.standing(standing))
}

/// A quarter's state in words. What every verifier approved waits for the executive alone.
pub(super) fn standing_in_words(
    office: &OfficeDesk,
    quarter: Quarter,
    standing: Standing,
) -> Phrase {
    let submitted = || {
        let mut holding = office.holding(quarter);
        holding.any(|report| report.stage == Stage::Submitted)
    };
    Phrase::new(match standing {
        Standing::NotStarted => "standing-not-started",
        Standing::Draft => "standing-draft",
        Standing::Filed if office.is_acknowledged(quarter) => "standing-acknowledged",
        Standing::Filed if submitted() => "standing-approved",
        Standing::Filed => "standing-filed",
        Standing::Returned => "standing-returned",
    })
}

/// A role in words.
pub(super) fn role(role: Role) -> Phrase {
    Phrase::new("role").with("role", Arg::Code(role.as_str().to_owned()))
}
