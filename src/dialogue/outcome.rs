//! Column 6 of a measure: the outcome, and the two scores whose comparison closes it.

use super::review::{show_review, show_review_with};
use super::step::Turn;
use super::{Action, Answer, Arg, Button, Column, Phrase, Screen, State, Usual};
use super::{edit, home, reading, together, usual};
use crate::domain::answer;
use crate::domain::doubt;
use crate::domain::office::MeasureId;
use crate::domain::progress::{Part, ScoreComparison, ScoreLink, Typed};
use crate::domain::score::{Score, ScorePair, ScorePairFault};

use super::measure::{Work, open_work, work};

/// Results that are read back where their outcome is asked for; of more only the count is told.
const READ_BACK: usize = 10;

pub(super) fn ask_outcome(turn: &mut Turn, id: MeasureId) {
    if open_work(turn, id).is_none() {
        return;
    }
    turn.state = State::Outcome {
        measure: id,
        seen: turn.seen(id),
    };
    let screen = home::question(turn);
    turn.show(screen);
}

pub(super) fn outcome_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = work(turn, id)?;
    let mut screen = Screen::new(work.heading());
    let outcomes = &work.draft.progress.outcomes;
    if outcomes.is_empty() {
        let results = &work.draft.progress.results;
        screen = match results.len() {
            0 => screen,
            1..=READ_BACK => {
                screen.and(Phrase::new("results-saved").with("items", reading::results(results)))
            }
            count => screen.and(Phrase::new("results-are-saved").with("count", count)),
        };
        screen = screen.and("ask-outcome");
        if let Some(topic) = &work.measure.score {
            screen = screen.and(
                Phrase::new("score-comes-next").with("topic", crate::wording::score_topic(topic)),
            );
        }
        screen = usual::buttons(screen, &work, Usual::Outcome);
    } else {
        screen = screen
            .and(Phrase::new("outcomes-now").with("items", reading::numbered(outcomes)))
            .and("ask-outcome-again");
        screen = edit::item_buttons(screen, &work, Column::Outcomes)
            .button("button-keep", Action::Review(id));
    }
    Some(screen.button("button-back-to-results", Action::Results(id)))
}

/// The items of an outcome; none if the text says nothing.
pub(super) fn read(text: &str) -> Option<Vec<String>> {
    let items = answer::items(text);
    ((answer::evasive(text).is_none() || doubt::says_nothing_done(text)) && !items.is_empty())
        .then(|| items.into_iter().map(reading::joined).collect())
}

pub(super) fn outcome(turn: &mut Turn, id: MeasureId, seen: i64, text: &str) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    if read(text).is_none() {
        return turn.again("outcome-needed");
    }
    let from = turn.typed(Part::Whole);
    if together::overtaken(turn, &work, Answer::Outcome, seen, text, from) {
        return;
    }
    take(turn, work, text, from);
}

/// Takes what was typed for the outcome, in the place of what there was.
pub(super) fn take(turn: &mut Turn, work: Work, text: &str, from: Option<Typed>) {
    save(turn, work, read(text).unwrap_or_default(), from);
}

/// Keeps the outcome, and goes on to the scores or to the review.
pub(super) fn save(turn: &mut Turn, mut work: Work, said: Vec<String>, from: Option<Typed>) {
    let id = work.measure.id;
    work.draft.progress.outcomes = said;
    work.draft.outcomes_from = from;
    work.save(turn);
    if work.measure.score.is_some() && work.draft.progress.scores.is_none() {
        turn.state = State::Scores {
            measure: id,
            seen: turn.seen(id),
        };
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
    let seen = turn.seen(id);
    turn.ask(
        State::Scores { measure: id, seen },
        scores_screen(&work, None),
    );
}

pub(super) fn scores_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    work(turn, id).map(|work| scores_screen(&work, None))
}

pub(super) fn scores_screen(work: &Work, saved: Option<&str>) -> Screen {
    let id = work.measure.id;
    let mut screen = Screen::new(work.heading());
    screen.parts.extend(saved.map(Phrase::new));
    let scores = &work.draft.progress.scores;
    if let Some(topic) = &work.measure.score {
        if let Some(scores) = scores {
            let sentence = crate::wording::scores(topic, scores);
            screen = screen.and(Phrase::new("scores-now").with("sentence", sentence));
        }
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
    let done = match scores {
        Some(_) => "button-keep",
        None => "button-no-score-yet",
    };
    screen.row([
        Button {
            label: "button-back".into(),
            action: Action::EditOutcome(id),
        },
        Button {
            label: done.into(),
            action: Action::Review(id),
        },
    ])
}

pub(super) fn scores(turn: &mut Turn, id: MeasureId, seen: i64, text: &str) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    if let Err(why) = pair(&work, text) {
        return turn.again(why);
    }
    let from = turn.typed(Part::Whole);
    if together::overtaken(turn, &work, Answer::Scores, seen, text, from) {
        return;
    }
    take_scores(turn, work, text, from);
}

/// The two scores of a text, or why there are none.
fn pair(work: &Work, text: &str) -> Result<ScorePair, Phrase> {
    let Some(topic) = &work.measure.score else {
        return Err("stale-button".into());
    };
    let why = match (ScorePair::parse(text), topic.before) {
        (Ok(pair), _) => return Ok(pair),
        (Err(ScorePairFault::OnlyOne(after)), Some(before)) => {
            return Ok(ScorePair { before, after });
        }
        (Err(ScorePairFault::OnlyOne(_)), None) => "score-other-missing",
        (Err(ScorePairFault::TooMany(_)), _) => "score-too-many",
        (Err(ScorePairFault::NotAScore(_)), _) => "score-out-of-range",
        (Err(ScorePairFault::Unreadable), _) => "score-unreadable",
    };
    Err(why.into())
}

/// Puts the scores of a text into the draft; how they are joined to the outcome stays.
pub(super) fn read_scores(work: &mut Work, text: &str) -> Result<ScorePair, Phrase> {
    let pair = pair(work, text)?;
    let before = work.draft.progress.scores;
    work.draft.progress.scores = Some(ScoreComparison {
        before: pair.before,
        after: pair.after,
        link: before.map(|scores| scores.link).unwrap_or_default(),
    });
    Ok(pair)
}

pub(super) fn take_scores(turn: &mut Turn, mut work: Work, text: &str, from: Option<Typed>) {
    let pair = match read_scores(&mut work, text) {
        Ok(pair) => pair,
        Err(why) => return turn.again(why),
    };
    work.draft.scores_from = from;
    work.save(turn);
    let planned = work.measure.score.as_ref().and_then(|topic| topic.before);
    if let Some(planned) = planned.filter(|&before: &Score| before != pair.before) {
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
