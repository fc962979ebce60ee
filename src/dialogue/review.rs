//! The review that reads like the report's own row, filing, and what was filed.

use super::home::{self, locked};
use super::order;
use super::reading;
use super::step::Turn;
use super::{Action, Arg, Button, Effect, Phrase, Screen, State};
use crate::domain::office::{MeasureId, Role};
use crate::domain::progress::ScoreLink;
use crate::domain::report::{Stage, Standing};

use super::measure::{Work, open_work};

pub(super) fn show_filed(turn: &mut Turn, work: &Work) {
    let mut screen = Screen::new(work.heading());
    match &work.standing.of(work.quarter).filing {
        Some(filing) => {
            screen.parts.extend(reading::progress(
                &filing.progress,
                work.measure.score.as_ref(),
            ));
            screen = screen.and(
                Phrase::new("filed-by")
                    .with("name", &filing.by)
                    .with("at", Arg::Moment(filing.at)),
            );
        }
        None => screen = screen.and("nothing-filed"),
    }
    if locked(work.office) {
        screen = screen.and("locked-note");
    } else {
        screen = screen.button("button-correct", Action::Review(work.measure.id));
    }
    let screen = screen.button("button-measures", Action::Measures);
    turn.ask(State::Choice, screen);
}

/// The review reads like the report's own row.
pub(super) fn review(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    show_review(turn, work);
}

pub(super) fn show_review(turn: &mut Turn, work: Work) {
    show_review_with(turn, work, None);
}

pub(super) fn show_review_with(turn: &mut Turn, work: Work, note: Option<Phrase>) {
    let id = work.measure.id;
    if !work.draft.orders.is_empty() {
        return order::ask_next(turn, work);
    }
    let mut screen = Screen::new(work.heading());
    if let Some(reason) = work.returned() {
        screen = screen.and(Phrase::new("returned-because").with("reason", reason));
    }
    screen.parts.extend(note);
    screen.parts.extend(reading::progress(
        &work.draft.progress,
        work.measure.score.as_ref(),
    ));
    screen = match work.lacks() {
        Some(lack) => screen.and(lack),
        None => screen
            .and("review-saved")
            .button("button-file", Action::File(id)),
    };
    if let Some(scores) = work.draft.progress.scores {
        screen = match scores.link {
            ScoreLink::Because => screen.button("button-score-led-to", Action::ScoreLedTo(id)),
            ScoreLink::LedTo => screen.button("button-score-because", Action::ScoreBecause(id)),
        };
    }
    screen = screen.row([
        Button {
            label: "button-edit-results".into(),
            action: Action::EditResults(id),
        },
        Button {
            label: "button-edit-outcome".into(),
            action: Action::EditOutcome(id),
        },
    ]);
    if work.measure.score.is_some() {
        screen = screen.button("button-edit-scores", Action::Scores(id));
    }
    let screen = screen.button("button-leave", Action::Home);
    turn.ask(State::Choice, screen);
}

/// Files the measure: the next revision, by this post.
pub(super) fn file(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    if turn.desk.draft.is_none() && work.standing() == Standing::Filed {
        return turn.stale("already-filed");
    }
    if work.lacks().is_some() {
        turn.answer("not-complete", false);
        return show_review(turn, work);
    }
    turn.effect(Effect::File {
        measure: id,
        quarter: work.quarter,
        post: work.post.id,
        reason: work.draft.correction.clone(),
        progress: work.draft.progress.clone(),
    });
    let outdated = work
        .office
        .report
        .as_ref()
        .filter(|report| matches!(report.stage, Stage::Printing | Stage::Compiled))
        .map(|report| report.id);
    if let Some(report) = outdated {
        turn.effect(Effect::Supersede { report });
    }
    let others_filed = work
        .office
        .standings
        .iter()
        .filter(|standing| standing.measure != id)
        .all(|standing| work.office.standing(standing) == Standing::Filed);
    let returned = work.standing() == Standing::Returned;
    if others_filed || returned || outdated.is_some() {
        let key = if others_filed {
            "tell-all-filed"
        } else {
            "tell-refiled"
        };
        for reporter in work.office.plan.with_role(Role::Reporter) {
            let Some(holder) = &reporter.holder else {
                continue;
            };
            let screen = Screen::new(
                Phrase::new(key)
                    .with("number", work.measure.number)
                    .with("title", &work.measure.title)
                    .with("name", &work.post.name)
                    .with("year", Arg::Year(work.office.plan.fiscal_year)),
            )
            .button("button-board", Action::Board(work.office.plan.office));
            turn.effect(Effect::Tell {
                person: holder.person,
                screen,
            });
        }
    }
    let mut screen = Screen::new(
        Phrase::new("filed")
            .with("number", work.measure.number)
            .with("title", &work.measure.title),
    );
    let next = work.office.standings.iter().find(|standing| {
        standing.measure != id
            && work.office.standing(standing) != Standing::Filed
            && work
                .office
                .plan
                .measure(standing.measure)
                .is_some_and(|measure| work.office.plan.may_report(work.post, measure))
    });
    screen = match next.and_then(|next| Some((next, work.office.plan.measure(next.measure)?))) {
        Some((next, measure)) => screen.button(
            Phrase::new("button-next-measure")
                .with("number", measure.number)
                .with("standing", home::standing_of(work.office, next)),
            Action::Open(measure.id),
        ),
        None => screen.and("filed-all-yours"),
    };
    let screen = screen.button("button-measures", Action::Measures).lasting();
    turn.ask(State::Choice, screen);
}
