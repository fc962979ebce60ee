//! Column 6 of a measure: the outcome, and the two scores whose comparison closes it.

use super::home::{self};
use super::reading;
use super::review::{show_review, show_review_with};
use super::step::Turn;
use super::{Action, Arg, Phrase, Screen, State};
use crate::domain::answer;
use crate::domain::office::MeasureId;
use crate::domain::progress::{ScoreComparison, ScoreLink};
use crate::domain::score::{Score, ScorePair, ScorePairFault};

use super::measure::{Work, open_work, work};

pub(super) fn ask_outcome(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    if work.draft.progress.results.is_empty() && work.draft.orders.is_empty() {
        turn.state = State::Results { measure: id };
        return turn.again("lacks-results");
    }
    turn.state = State::Outcome { measure: id };
    let screen = home::question(turn);
    turn.show(screen);
}

pub(super) fn outcome_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = work(turn, id)?;
    let mut screen = Screen::new(work.heading());
    let outcomes = &work.draft.progress.outcomes;
    if outcomes.is_empty() {
        screen = screen.and("ask-outcome");
        if let Some(topic) = &work.measure.score {
            screen = screen.and(
                Phrase::new("score-comes-next").with("topic", crate::wording::score_topic(topic)),
            );
        }
    } else {
        screen = screen
            .and(Phrase::new("outcomes-now").with("items", reading::numbered(outcomes)))
            .and("ask-outcome-again")
            .button("button-keep", Action::Review(id));
    }
    Some(screen.button("button-back-to-results", Action::Results(id)))
}

pub(super) fn outcome(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    if answer::evasive(text).is_some() {
        return turn.again("outcome-needed");
    }
    work.draft.progress.outcomes = answer::items(text)
        .into_iter()
        .map(reading::joined)
        .collect();
    work.save(turn);
    if work.measure.score.is_some() && work.draft.progress.scores.is_none() {
        turn.state = State::Scores { measure: id };
        let screen = scores_screen(&work, Some("outcome-saved"));
        return turn.show(screen);
    }
    show_review(turn, work);
}

pub(super) fn ask_scores(turn: &mut Turn, id: MeasureId) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    if work.measure.score.is_none() {
        return turn.stale("stale-button");
    }
    turn.ask(State::Scores { measure: id }, scores_screen(&work, None));
}

pub(super) fn scores_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    work(turn, id).map(|work| scores_screen(&work, None))
}

pub(super) fn scores_screen(work: &Work, saved: Option<&str>) -> Screen {
    let mut screen = Screen::new(work.heading());
    screen.parts.extend(saved.map(Phrase::new));
    if let Some(topic) = &work.measure.score {
        let phrase = match topic.before {
            Some(before) => Phrase::new("ask-score-after").with("before", before),
            None => Phrase::new("ask-score-pair"),
        };
        screen = screen.and(
            phrase
                .with("topic", crate::wording::score_topic(topic))
                .with("before-year", Arg::Year(topic.before_year))
                .with("after-year", Arg::Year(topic.after_year)),
        );
    }
    screen.button("button-no-score-yet", Action::Review(work.measure.id))
}

pub(super) fn scores(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    let Some(topic) = &work.measure.score else {
        return turn.again("stale-button");
    };
    let pair = match (ScorePair::parse(text), topic.before) {
        (Ok(pair), _) => pair,
        (Err(ScorePairFault::OnlyOne(after)), Some(before)) => ScorePair { before, after },
        (Err(ScorePairFault::OnlyOne(_)), None) => return turn.again("score-other-missing"),
        (Err(ScorePairFault::TooMany(_)), _) => return turn.again("score-too-many"),
        (Err(ScorePairFault::NotAScore(_)), _) => return turn.again("score-out-of-range"),
        (Err(ScorePairFault::Unreadable), _) => return turn.again("score-unreadable"),
    };
    let link = work
        .draft
        .progress
        .scores
        .map(|scores| scores.link)
        .unwrap_or_default();
    work.draft.progress.scores = Some(ScoreComparison {
        before: pair.before,
        after: pair.after,
        link,
    });
    work.save(turn);
    if let Some(planned) = topic.before.filter(|&before: &Score| before != pair.before) {
        let note = Phrase::new("score-differs-from-plan")
            .with("planned", planned)
            .with("given", pair.before);
        return show_review_with(turn, work, Some(note));
    }
    show_review(turn, work);
}

pub(super) fn link_score(turn: &mut Turn, id: MeasureId, link: ScoreLink) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    let Some(scores) = &mut work.draft.progress.scores else {
        return turn.stale("stale-button");
    };
    if scores.link == link {
        turn.answer("already-so", false);
        return show_review(turn, work);
    }
    scores.link = link;
    work.save(turn);
    show_review(turn, work);
}
