//! Opening the next fiscal year's plan: this year's measures are shown as they would stand in it, each can
//! be left out, and a second tap opens it. What they become is [`crate::domain::next_plan`]'s matter; what
//! is confirmed is what was shown, by a fingerprint of it.

mod screens;

use super::super::{Effect, editing::fingerprint};
use super::{Action, Arg, OfficeDesk, Phrase, Screen, State, Turn};
use super::{AdminAction, AdminState, admin, admin_of, button};
use crate::domain::next_plan::{self, CarriedOver, Opening};
use crate::domain::office::{MeasureId, OfficeId};
use crate::domain::period::Period;
use crate::plan_file::PlanFile;

/// Measures on one screen.
const PAGE: usize = 8;

/// What has been chosen for the next plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// Measures that are not carried over, by their ids.
    left_out: Vec<MeasureId>,
    /// Although this year's report is not acknowledged.
    unfinished: bool,
}

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    match action {
        AdminAction::NextPlan(office, year) => begin(turn, office, year, false),
        AdminAction::NextPlanAnyway(office, year) => begin(turn, office, year, true),
        AdminAction::CarryOver(measure, wanted) => carry_over(turn, measure, wanted != 0),
        AdminAction::NextPlanPage(office, page) => {
            let shown = usize::try_from(page).unwrap_or_default();
            if let Some(desk) = chosen_for(turn, office) {
                show(turn, desk, shown);
            }
        }
        AdminAction::NextPlanNow(office, year, shown) => open(turn, office, year, shown),
        _ => turn.stale("stale-button"),
    }
}

/// The button that leads here, if the next plan can be opened as things stand.
pub(super) fn button_for(turn: &Turn, office: &OfficeDesk) -> Option<super::Button> {
    let may = matches!(opening(turn, office), Opening::Ready | Opening::Unfinished);
    may.then(|| way(office))
}

/// Likewise, but only when this year is done with.
pub(in crate::dialogue) fn button_when_ready(office: &OfficeDesk) -> Option<super::Button> {
    office.is_closed().then(|| way(office))
}

fn way(office: &OfficeDesk) -> super::Button {
    let next = office.plan.fiscal_year + 1;
    let label = Phrase::new("button-next-plan").with("year", Arg::Year(next));
    button(
        label,
        AdminAction::NextPlan(office.plan.office, next.into()),
    )
}

pub(super) fn opening(turn: &Turn, office: &OfficeDesk) -> Opening {
    let stage = office.stage();
    next_plan::opening(&office.plan, stage, turn.desk.today)
}

/// Why the next plan cannot be opened now.
pub(super) fn refusal(office: &OfficeDesk, opening: Opening) -> Option<Phrase> {
    match opening {
        Opening::Ready | Opening::Unfinished => None,
        Opening::BeingChecked => Some(Phrase::new("admin-being-checked")),
        Opening::Running => Some(
            Phrase::new("next-plan-running")
                .with("year", Arg::Year(office.plan.fiscal_year))
                .with("next", Arg::Year(office.plan.fiscal_year + 1)),
        ),
    }
}

/// The office, if this is the year that can be opened in it now; says why not otherwise.
fn openable<'a>(turn: &mut Turn<'a>, id: OfficeId, year: i64) -> Option<&'a OfficeDesk> {
    let Some(office) = admin(turn, id) else {
        turn.stale("not-yours");
        return None;
    };
    if i64::from(office.plan.fiscal_year) >= year {
        let year = Arg::Year(office.plan.fiscal_year);
        forget_choice(turn, id);
        turn.stale(Phrase::new("next-plan-already").with("year", year));
        return None;
    }
    if i64::from(office.plan.fiscal_year) + 1 != year {
        turn.stale("stale-button");
        return None;
    }
    if let Some(why) = refusal(office, opening(turn, office)) {
        forget_choice(turn, id);
        turn.refuse(why);
        return None;
    }
    Some(office)
}

/// What cannot be confirmed any more is not asked any more; another question is left as it is.
fn forget_choice(turn: &mut Turn, id: OfficeId) {
    if choice(turn, id).is_some() {
        turn.state = State::Choice;
    }
}

fn begin(turn: &mut Turn, id: OfficeId, year: i64, anyway: bool) {
    let Some(office) = openable(turn, id, year) else {
        return;
    };
    let unfinished = opening(turn, office) == Opening::Unfinished;
    if unfinished && !anyway {
        let screen = screens::unfinished(office, turn.desk.today);
        return turn.ask(State::Choice, screen);
    }
    turn.state = State::Admin(AdminState::NextPlan {
        office: id,
        left_out: Vec::new(),
        unfinished,
    });
    show(turn, office, 0);
}

/// What is chosen for this office at the moment.
fn choice(turn: &Turn, id: OfficeId) -> Option<Choice> {
    match &turn.state {
        State::Admin(AdminState::NextPlan {
            office,
            left_out,
            unfinished,
        }) if *office == id => Some(Choice {
            left_out: left_out.clone(),
            unfinished: *unfinished,
        }),
        _ => None,
    }
}

/// The office, if its next plan is being chosen and can be opened; says why not otherwise.
fn chosen_for<'a>(turn: &mut Turn<'a>, id: OfficeId) -> Option<&'a OfficeDesk> {
    let Some(next) = admin(turn, id).map(|office| i64::from(office.plan.fiscal_year) + 1) else {
        turn.stale("not-yours");
        return None;
    };
    let office = openable(turn, id, next)?;
    if choice(turn, id).is_none() {
        begin(turn, id, next, false);
        return None;
    }
    Some(office)
}

fn carry_over(turn: &mut Turn, measure: MeasureId, wanted: bool) {
    let Some(office) = admin_of(turn, |plan| plan.measure(measure).is_some()) else {
        return turn.stale("not-yours");
    };
    let id = office.plan.office;
    let Some(office) = chosen_for(turn, id) else {
        return;
    };
    let Some(mut choice) = choice(turn, id) else {
        return;
    };
    choice.left_out.retain(|other| *other != measure);
    if !wanted {
        choice.left_out.push(measure);
        choice.left_out.sort_unstable();
    }
    turn.state = State::Admin(AdminState::NextPlan {
        office: id,
        left_out: choice.left_out,
        unfinished: choice.unfinished,
    });
    let at = proposal(office)
        .iter()
        .position(|of| of.measure.id == measure);
    show(turn, office, at.unwrap_or_default() / PAGE);
}

fn proposal(office: &OfficeDesk) -> Vec<CarriedOver<'_>> {
    next_plan::proposal(&office.plan, |measure| {
        let mut standings = office.standings.iter();
        let standing = standings.find(|standing| standing.measure == measure)?;
        Some(standing.merged(Period::Year)?.scores?.pair())
    })
}

/// What a confirmation is of: the office as it stands, and what is chosen.
fn shown(office: &OfficeDesk, choice: &Choice) -> i64 {
    let carried = proposal(office);
    let scores: Vec<_> = (carried.iter())
        .map(|of| (of.measure.id, of.fell, &of.score))
        .collect();
    fingerprint(&(
        office.plan.revision,
        &choice.left_out,
        choice.unfinished,
        scores,
    ))
}

pub(super) fn question(turn: &Turn, id: OfficeId) -> Option<Screen> {
    let office = admin(turn, id)?;
    if refusal(office, opening(turn, office)).is_some() {
        return None;
    }
    Some(screens::preview(office, &choice(turn, id)?, 0))
}

fn show(turn: &mut Turn, office: &OfficeDesk, page: usize) {
    if let Some(choice) = choice(turn, office.plan.office) {
        let screen = screens::preview(office, &choice, page);
        turn.show(screen);
    }
}

/// The second tap.
fn open(turn: &mut Turn, id: OfficeId, year: i64, confirmed: i64) {
    let Some(office) = openable(turn, id, year) else {
        return;
    };
    let Some(choice) = choice(turn, id) else {
        return turn.stale("second-step-first");
    };
    let unfinished = opening(turn, office) == Opening::Unfinished;
    if (unfinished && !choice.unfinished) || shown(office, &choice) != confirmed {
        turn.state = State::Choice;
        turn.answer("admin-changed-since", true);
        let again = AdminAction::NextPlan(id, year);
        return turn.show(Screen::new("admin-changed-since").row([button("button-back", again)]));
    }
    let carried: Vec<CarriedOver> = proposal(office)
        .into_iter()
        .filter(|of| !choice.left_out.contains(&of.measure.id))
        .collect();
    if carried.is_empty() {
        return turn.again("next-plan-nothing");
    }
    let plan = PlanFile::next_year(&office.plan, &carried);
    let measures = plan.measures.len();
    turn.effect(Effect::OpenPlan {
        office: id,
        plan: Box::new(plan),
        unfinished,
    });
    tell(turn, office, office.plan.fiscal_year + 1);
    let done = Phrase::new("next-plan-opened")
        .with("next", Arg::Year(office.plan.fiscal_year + 1))
        .with("year", Arg::Year(office.plan.fiscal_year))
        .with("count", measures);
    turn.ask(
        State::Choice,
        Screen::new(done)
            .row([button("button-admin-measures", AdminAction::Measures(id))])
            .button("button-earlier", Action::Earlier(id))
            .button("button-home", Action::Home)
            .lasting(),
    );
}

/// Everybody else of the office hears that another year's plan is at hand.
pub(super) fn tell(turn: &mut Turn, office: &OfficeDesk, year: i32) {
    let holders = office
        .plan
        .posts
        .iter()
        .filter_map(|post| post.holder.as_ref());
    let mut people: Vec<_> = holders.map(|holder| holder.person).collect();
    people.sort_unstable();
    people.dedup();
    for person in people.into_iter().filter(|of| *of != turn.desk.person) {
        let told = Phrase::new("tell-next-plan")
            .with("office", &office.plan.short_name)
            .with("next", Arg::Year(year))
            .with("year", Arg::Year(office.plan.fiscal_year));
        let screen = Screen::new(told)
            .button("button-earlier", Action::Earlier(office.plan.office))
            .button("button-home", Action::Home);
        turn.effect(Effect::Tell { person, screen });
    }
}
