//! A correction of what was filed: the reason first, then the review, then a new revision. It voids a
//! version of the report that holds what was filed before; whoever had that version is told.

use super::home;
use super::measure::{self, Work};
use super::quarters;
use super::review::{show_filed, show_review};
use super::turn::Turn;
use super::usual;
use super::{Action, Arg, Editing, Effect, Phrase, Screen, State, Usual};
use super::{checking, insisted, told};
use crate::domain::answer;
use crate::domain::calendar::Quarter;
use crate::domain::office::{MeasureId, Post, Role};
use crate::domain::report::{ReportView, Stage, Standing};
use crate::wording;

/// Asks why what was filed for this quarter is corrected; a draft of another quarter is set aside.
pub(super) fn correct(turn: &mut Turn, id: MeasureId, quarter: Quarter) {
    let Some(work) = measure::work_of(turn, id, quarter) else {
        return turn.stale(told::not_yours(turn, id));
    };
    if work.is_closed() {
        return turn.stale("locked-acknowledged");
    }
    let begun = turn.draft(id).is_some_and(|draft| draft.quarter == quarter);
    if begun || work.standing() != Standing::Filed {
        return quarters::open(turn, id, quarter);
    }
    ask(turn, &work);
}

/// Asks for the reason.
pub(super) fn ask(turn: &mut Turn, work: &Work) {
    turn.state = State::CorrectionReason {
        measure: work.measure.id,
        quarter: work.quarter,
    };
    let screen = home::question(turn);
    turn.show(screen);
}

pub(super) fn question(turn: &Turn, id: MeasureId, quarter: Quarter) -> Option<Screen> {
    let work = measure::work_of(turn, id, quarter)?;
    let mut screen = Screen::new(work.heading());
    screen.parts.extend(voids(&work));
    screen = usual::buttons(
        screen.and("ask-correction-reason"),
        &work,
        Usual::Correction,
    );
    Some(screen.button("button-back", Action::Edit(Editing::Quarter(id, quarter))))
}

pub(super) fn reason(turn: &mut Turn, id: MeasureId, quarter: Quarter, text: &str) {
    let Some(work) = measure::work_of(turn, id, quarter) else {
        turn.state = State::Choice;
        return turn.again(told::not_yours(turn, id));
    };
    if work.is_closed() {
        turn.state = State::Choice;
        return turn.again("locked-acknowledged");
    }
    if answer::evasive(text).is_some() {
        return turn.again("correction-reason-needed");
    }
    if work.standing() != Standing::Filed {
        let returned = work.standing() == Standing::Returned;
        quarters::open(turn, id, quarter);
        if returned {
            // What was just typed is not kept, since the return has a reason of its own.
            turn.put_first("correction-reason-unneeded".into());
        }
        return;
    }
    let mut draft = match turn.draft(id).cloned() {
        Some(draft) if draft.quarter == quarter => draft,
        present => quarters::exchange(present, work.draft),
    };
    draft.correction = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
    turn.save(id, &draft);
    if let Some(work) = measure::work(turn, id) {
        show_review(turn, work);
    }
}

/// An edited message had been filed: the way to correct it.
pub(super) fn offer(turn: &mut Turn, work: &Work) {
    let state = turn.state.clone();
    show_filed(turn, work, Some("edited-after-filing".into()));
    turn.state = state;
}

/// Says beforehand that filing voids the versions that are under way.
pub(super) fn voids(work: &Work) -> Vec<Phrase> {
    let holding = work.office.holding(work.quarter);
    holding
        .filter(|report| report.stage.is_under_way())
        .map(|report| {
            Phrase::new("filing-voids")
                .with("version", wording::version(report.period, report.version))
                .with("who", with_whom(work, report))
        })
        .collect()
}

fn with_whom(work: &Work, report: &ReportView) -> Phrase {
    match report.stage {
        Stage::Checking { turn } => {
            let post = checking::verifier(work.office, turn);
            Phrase::new("waits-for-checking").with(
                "name",
                post.map(|post| post.name.clone()).unwrap_or_default(),
            )
        }
        _ => Phrase::new("waits-for-acknowledgement"),
    }
}

/// After a filing: the version that held something else is void, and who needs to know is told.
pub(super) fn tell_of_filing(turn: &mut Turn, work: &Work) {
    let id = work.measure.id;
    let office = work.office;
    let outdated: Vec<&ReportView> = office.holding(work.quarter).collect();
    for report in &outdated {
        turn.effect(Effect::Supersede {
            report: report.id,
            measure: Some(id),
        });
        tell_holders(turn, work, report);
    }
    let this_quarter = work.quarter == office.quarter;
    let others_filed = this_quarter
        && office
            .standings
            .iter()
            .filter(|standing| standing.measure != id)
            .all(|standing| office.standing(standing) == Standing::Filed);
    let corrected = work.draft.correction.is_some();
    let returned = work.standing() == Standing::Returned;
    let odd = insisted::lines(&work.draft.progress);
    if !(others_filed || returned || corrected || !outdated.is_empty() || !odd.is_empty()) {
        return;
    }
    let key = match corrected {
        true => "tell-corrected",
        false if others_filed => "tell-all-filed",
        false if returned || !outdated.is_empty() => "tell-refiled",
        false => "tell-filed",
    };
    let mut told = said(work, key).with("year", Arg::Year(office.plan.fiscal_year));
    if let Some(reason) = &work.draft.correction {
        told = told.with("reason", reason);
    }
    let mut screen = Screen::new(told);
    if !odd.is_empty() {
        screen = screen.and(Phrase::new("tell-insisted").with("lines", odd));
    }
    let screen = screen.button("button-board", Action::Board(office.plan.office));
    for reporter in office.plan.with_role(Role::Reporter) {
        tell(turn, reporter, screen.clone());
    }
}

fn said(work: &Work, key: &str) -> Phrase {
    Phrase::new(key)
        .with("number", work.measure.number)
        .with("title", &work.measure.title)
        .with("name", &work.post.name)
}

/// Whoever checked the version, checks it or is to acknowledge it: what they have open counts no more.
fn tell_holders(turn: &mut Turn, work: &Work, report: &ReportView) {
    let verifiers = work.office.plan.verifiers();
    let reached = match report.stage {
        Stage::Checking { turn } => usize::from(turn),
        Stage::Submitted => verifiers.len(),
        _ => return,
    };
    let mut had: Vec<&Post> = verifiers.into_iter().take(reached).collect();
    if report.stage == Stage::Submitted {
        had.extend(work.office.plan.with_role(Role::Executive));
    }
    let told = said(work, "tell-version-void")
        .with("version", wording::version(report.period, report.version));
    for post in had {
        tell(
            turn,
            post,
            Screen::new(told.clone()).button("button-home", Action::Home),
        );
    }
}

fn tell(turn: &mut Turn, post: &Post, screen: Screen) {
    if let Some(holder) = &post.holder {
        turn.effect(Effect::Tell {
            person: holder.person,
            screen,
        });
    }
}
