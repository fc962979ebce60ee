//! Column 6 of a measure: the outcome, and the two scores whose comparison closes it.

use super::results;
use super::review::{show_review, show_review_with};
use super::turn::Turn;
use super::{Action, Answer, Arg, Button, Column, Phrase, Screen, State, Usual};
use super::{edit, home, reading, together, usual};
use crate::domain::answer;
use crate::domain::doubt;
use crate::domain::list_marker;
use crate::domain::office::MeasureId;
use crate::domain::progress::{Part, ScoreComparison, ScoreLink, Typed};
use crate::domain::score::{PairOrder, Score, ScorePair, ScorePairFault};

use super::measure::{Work, open_work, work};

/// An outcome of so many bytes may be the first part of one that was too long for a message: 4,096
/// characters of Thai are 12,288 bytes, and Telegram's apps cut at the end of a word or a line [ours].
const NEARLY_FULL: usize = 3_000;

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
    let work = match results::meanwhile(turn, work, text) {
        Ok(()) => return,
        Err(work) => *work,
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
    work.draft.progress.outcomes_from = from;
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

/// The rest of a long outcome that Telegram cut into several messages: it comes at once behind the part
/// that was taken. Gives the work back if the text is something else.
pub(super) fn continued<'a>(
    turn: &mut Turn<'a>,
    mut work: Work<'a>,
    text: &str,
) -> Result<(), Box<Work<'a>>> {
    let progress = &mut work.draft.progress;
    let length: usize = progress.outcomes.iter().map(|said| said.len()).sum();
    let follows = progress.outcomes_from.is_some_and(|before| {
        Some(before.chat) == turn.chat() && Some(before.message + 1) == turn.message
    });
    let items = answer::items(text);
    let (Some(last), true) = (
        progress.outcomes.last_mut(),
        follows && length >= NEARLY_FULL && !items.is_empty(),
    ) else {
        return Err(Box::new(work));
    };
    let mut more = items.into_iter().map(reading::joined);
    if list_marker::marker(text).is_none() {
        let rest = more.next().unwrap_or_default();
        *last = format!("{last} {rest}");
    }
    progress.outcomes.extend(more);
    progress.outcomes_from = turn.typed(Part::Rest);
    work.save(turn);
    turn.again("outcome-continued");
    Ok(())
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
    let work = match continued(turn, work, text) {
        Ok(()) => return,
        Err(work) => *work,
    };
    let work = match results::meanwhile(turn, work, text) {
        Ok(()) => return,
        Err(work) => *work,
    };
    if answer::evasive(text).is_some() {
        // What the button below the question says; scores that stand are kept.
        let note = match work.draft.progress.scores {
            Some(_) => "scores-kept",
            None => "scores-none",
        };
        return show_review_with(turn, work, Some(note.into()));
    }
    if let Err(why) = pair(&work, text) {
        return turn.again(why);
    }
    let from = turn.typed(Part::Whole);
    if together::overtaken(turn, &work, Answer::Scores, seen, text, from) {
        return;
    }
    take_scores(turn, work, text, from);
}

/// The two scores of a text, or why there are none. They are in doubt if the text names no years and the
/// plan has the second for the year before.
fn pair(work: &Work, text: &str) -> Result<(ScorePair, bool), Phrase> {
    let Some(topic) = &work.measure.score else {
        return Err("stale-button".into());
    };
    let why = match (ScorePair::read(text), topic.before) {
        (Ok((pair, order)), planned) => {
            let turned = planned == Some(pair.after) && planned != Some(pair.before);
            return Ok((pair, order == PairOrder::AsGiven && turned));
        }
        (Err(ScorePairFault::OnlyOne(after)), Some(before)) => {
            return Ok((ScorePair { before, after }, false));
        }
        (Err(ScorePairFault::OnlyOne(_)), None) => "score-other-missing",
        (Err(ScorePairFault::TooMany(_)), _) => "score-too-many",
        (Err(ScorePairFault::NotAScore(_)), _) => "score-out-of-range",
        (Err(ScorePairFault::Unreadable), _) => "score-unreadable",
    };
    Err(why.into())
}

/// Puts the scores of a text into the draft; how they are joined to the outcome stays.
pub(super) fn read_scores(work: &mut Work, text: &str) -> Result<(), Phrase> {
    let (pair, in_doubt) = pair(work, text)?;
    if in_doubt {
        return Err("scores-in-doubt".into());
    }
    set_scores(work, pair);
    Ok(())
}

fn set_scores(work: &mut Work, pair: ScorePair) {
    let before = work.draft.progress.scores;
    work.draft.progress.scores = Some(ScoreComparison {
        before: pair.before,
        after: pair.after,
        link: before.map(|scores| scores.link).unwrap_or_default(),
    });
}

pub(super) fn take_scores(turn: &mut Turn, work: Work, text: &str, from: Option<Typed>) {
    match pair(&work, text) {
        Err(why) => turn.again(why),
        Ok((pair, true)) => ask_order(turn, &work, pair, from),
        Ok((pair, false)) => keep_scores(turn, work, pair, from),
    }
}

/// Asks which of two scores is of which year.
fn ask_order(turn: &mut Turn, work: &Work, pair: ScorePair, from: Option<Typed>) {
    let id = work.measure.id;
    let Some(topic) = &work.measure.score else {
        return turn.stale("stale-button");
    };
    turn.state = State::Scores {
        measure: id,
        seen: turn.seen(id),
    };
    let message = from.map_or(0, |typed| i64::from(typed.message));
    let choice = |before: Score, after: Score| Button {
        label: Phrase::new("button-score-order")
            .with("before-year", Arg::Year(topic.before_year))
            .with("before", before)
            .with("after-year", Arg::Year(topic.after_year))
            .with("after", after),
        action: Action::PickScores(id, pack(before, after), message),
    };
    let screen = Screen::new(work.heading())
        .and("scores-in-doubt")
        .row([choice(pair.after, pair.before)])
        .row([choice(pair.before, pair.after)])
        .button("button-back", Action::Scores(id));
    turn.show(screen);
}

/// Two scores in one number of callback data.
fn pack(before: Score, after: Score) -> i64 {
    i64::from(before.hundredths()) << 16 | i64::from(after.hundredths())
}

fn unpack(packed: i64) -> Option<ScorePair> {
    let score = |hundredths: i64| Score::from_hundredths(u16::try_from(hundredths).ok()?);
    Some(ScorePair {
        before: score(packed >> 16)?,
        after: score(packed & 0xffff)?,
    })
}

/// The years were said by a button; what was typed is message `message` of this chat.
pub(super) fn pick_scores(turn: &mut Turn, id: MeasureId, packed: i64, message: i64) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    let State::Scores { measure, seen } = turn.state else {
        return turn.stale("stale-button");
    };
    let (Some(pair), true) = (
        unpack(packed),
        measure == id && work.measure.score.is_some(),
    ) else {
        return turn.stale("stale-button");
    };
    let from = match (turn.chat(), i32::try_from(message)) {
        (Some(chat), Ok(message)) if message > 0 => Some(Typed {
            chat,
            message,
            part: Part::Whole,
            forwarded: false,
        }),
        _ => None,
    };
    let text = format!("{} {}", pair.before, pair.after);
    if together::overtaken(turn, &work, Answer::Scores, seen, &text, from) {
        return;
    }
    together::remember(turn, id, from);
    keep_scores(turn, work, pair, from);
}

fn keep_scores(turn: &mut Turn, mut work: Work, pair: ScorePair, from: Option<Typed>) {
    set_scores(&mut work, pair);
    work.draft.progress.scores_from = from;
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
