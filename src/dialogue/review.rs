//! The review that reads like the report's own row, filing, and what was filed.

use super::measure::{Work, open_work, work};
use super::papers;
use super::reading;
use super::turn::Turn;
use super::{Action, Arg, Button, Column, Editing, Effect, Phrase, Screen, State};
use super::{correction, deletion, doubts, edit, glance, quarters};
use crate::domain::office::MeasureId;
use crate::domain::progress::ScoreLink;
use crate::domain::report::Standing;

/// What was filed for the quarter, and the way to correct it.
pub(super) fn show_filed(turn: &mut Turn, work: &Work, note: Option<Phrase>) {
    let id = work.measure.id;
    let mut screen = Screen::new(work.heading());
    screen.parts.extend(note);
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
            if let Some(reason) = &filing.reason {
                screen = screen.and(Phrase::new("corrected-because").with("reason", reason));
            }
        }
        None => screen = screen.and("nothing-filed"),
    }
    if work.is_closed() {
        screen = screen.and("locked-note");
    } else {
        screen = screen.button(
            "button-correct",
            Action::Edit(Editing::Correct(id, work.quarter)),
        );
    }
    let screen = screen.row([
        quarters::button(id),
        Button {
            label: "button-measures".into(),
            action: Action::Measures,
        },
    ]);
    turn.ask(State::Choice, screen);
}

/// The review reads like the report's own row.
pub(super) fn review(turn: &mut Turn, id: MeasureId) {
    let filed = |work: &Work| work.standing() == Standing::Filed && !work.is_closed();
    if turn.draft(id).is_none()
        && let Some(work) = work(turn, id).filter(filed)
    {
        // An earlier version's button to correct what was filed.
        return correction::correct(turn, id, work.quarter);
    }
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
        return papers::ask_next(turn, work, note.into_iter().collect());
    }
    let screen = review_screen(&work, note);
    turn.ask(State::Review { measure: id }, screen);
}

pub(super) fn question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = super::measure::work(turn, id)?;
    Some(review_screen(&work, None))
}

fn review_screen(work: &Work, note: Option<Phrase>) -> Screen {
    let id = work.measure.id;
    let progress = &work.draft.progress;
    let mut screen = Screen::new(work.heading());
    if let Some(reason) = work.returned() {
        screen = screen.and(Phrase::new("returned-because").with("reason", reason));
    }
    if let Some(reason) = &work.draft.correction {
        screen = screen.and(Phrase::new("correcting-because").with("reason", reason));
    }
    screen.parts.extend(note);
    screen.parts.extend(quarters::copied(work));
    screen
        .parts
        .extend(reading::progress(progress, work.measure.score.as_ref()));
    screen.parts.extend(correction::voids(work));
    screen = match work.lacks() {
        Some("lacks-doubt") => screen
            .and("lacks-doubt")
            .button("button-doubts", Action::Doubts(id)),
        Some(lack) => match doubts::contradiction(work) {
            Some(contradiction) if lack == "lacks-contradiction" => {
                screen.and(contradiction).and(lack)
            }
            _ => screen.and("saved-so-far").and(lack),
        },
        None => screen
            .and("review-ready")
            .button("button-file", Action::File(id)),
    };
    screen = deletion::undo_button(screen, work);
    screen = edit::item_buttons(screen, work, Column::Results);
    screen = screen.row([
        Button {
            label: "button-add-results".into(),
            action: Action::Results(id),
        },
        Button {
            label: "button-edit-outcome".into(),
            action: Action::EditOutcome(id),
        },
    ]);
    if work.measure.score.is_some() {
        let mut row = vec![Button {
            label: "button-edit-scores".into(),
            action: Action::Scores(id),
        }];
        row.extend(progress.scores.map(|scores| match scores.link {
            ScoreLink::Because => Button {
                label: "button-score-led-to".into(),
                action: Action::ScoreLedTo(id),
            },
            ScoreLink::LedTo => Button {
                label: "button-score-because".into(),
                action: Action::ScoreBecause(id),
            },
        }));
        screen = screen.row(row);
    }
    if !progress.is_empty() {
        screen = screen.button("button-preview", Action::Preview(id));
    }
    screen.row([
        quarters::button(id),
        Button {
            label: "button-leave".into(),
            action: Action::Home,
        },
    ])
}

/// Files the measure: the next revision, by this post.
pub(super) fn file(turn: &mut Turn, id: MeasureId) {
    let mine = |work: &Work| {
        let filing = work.standing.of(work.quarter).filing.as_ref();
        work.standing() == Standing::Filed
            && filing.is_some_and(|filing| filing.by == work.post.name)
    };
    if turn.draft(id).is_none() && work(turn, id).is_some_and(|work| mine(&work)) {
        // The second tap of two: what the first one did stands in the chat.
        return turn.answer("already-filed", false);
    }
    let Some(work) = open_work(turn, id) else {
        return;
    };
    if work.lacks().is_some() {
        turn.answer("not-complete", false);
        return show_review(turn, work);
    }
    if work.standing() == Standing::Filed && work.draft.correction.is_none() {
        return correction::ask(turn, &work);
    }
    turn.effect(Effect::File {
        measure: id,
        quarter: work.quarter,
        post: work.post.id,
        reason: work.draft.correction.clone(),
        progress: work.draft.progress.clone(),
    });
    let mut aside = work.draft.aside.clone();
    if let Some(mut next) = aside.pop() {
        next.aside = aside;
        turn.effect(Effect::SaveDraft {
            measure: id,
            draft: next,
        });
    }
    correction::tell_of_filing(turn, &work);
    let mut screen = Screen::new(
        Phrase::new("filed")
            .with("number", work.measure.number)
            .with("title", &work.measure.title),
    );
    screen = match glance::next(work.office, work.post, Some(id)) {
        Some((measure, standing)) => screen.button(
            glance::next_label(work.office, measure, standing),
            Action::Open(measure.id),
        ),
        None => screen.and("filed-all-yours"),
    };
    let screen = screen.button("button-measures", Action::Measures).lasting();
    turn.ask(State::Choice, screen);
}
