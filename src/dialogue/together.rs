//! Two people of one unit at the same measure. Whoever comes later sees what the other saved; an answer
//! that would take the place of what a colleague saved meanwhile waits until the person has chosen.

use super::editing::fingerprint;
use super::measure::{self, Work};
use super::review::show_review;
use super::turn::Turn;
use super::{
    Action, Answer, Arg, Column, Editing, Effect, Phrase, Screen, State, StoredDraft, cited, edit,
    outcome, reading,
};
use crate::domain::answer;
use crate::domain::office::MeasureId;
use crate::domain::progress::Typed;
use crate::wording;

/// What somebody else saved last, if it was after the moment `seen`.
fn colleagues<'a>(turn: &Turn<'a>, id: MeasureId, seen: i64) -> Option<&'a StoredDraft> {
    let stored = turn.desk.draft.as_ref()?;
    let theirs = stored.measure == id && stored.by != turn.desk.person && stored.at > seen;
    theirs.then_some(stored)
}

fn said(turn: &Turn, key: &str, stored: &StoredDraft) -> Option<Phrase> {
    let (office, measure, _) = turn.desk.measure(stored.measure)?;
    // Whoever has several posts wrote it in one of its unit.
    let mut held = office.plan.held_by(stored.by);
    let post = held.find(|post| office.plan.may_report(post, measure));
    Some(
        Phrase::new(key)
            .with(
                "name",
                post.map(|post| post.name.clone()).unwrap_or_default(),
            )
            .with("at", Arg::Moment(stored.at)),
    )
}

/// On opening: says that somebody else wrote the draft last, so that nobody overwrites it unawares.
pub(super) fn introduce(turn: &mut Turn, id: MeasureId) {
    if !turn.has_saved()
        && let Some(stored) = colleagues(turn, id, 0)
        && let Some(phrase) = said(turn, "draft-by-colleague", stored)
    {
        turn.put_first(phrase);
    }
}

/// After an answer that was added to a colleague's: says so.
pub(super) fn mention(turn: &mut Turn, before: &State) {
    let added_to = match before {
        State::Results { measure }
        | State::OrderNumber { measure }
        | State::OrderSubject { measure }
        | State::OrderDate { measure }
        | State::PaperUrl { measure }
        | State::PaperIssuer { measure }
        | State::NoDocumentReason { measure } => *measure,
        _ => return,
    };
    if turn.has_saved()
        && let Some(stored) = colleagues(turn, added_to, 0)
        && let Some(phrase) = said(turn, "added-to-colleagues", stored)
    {
        turn.put_first(phrase);
    }
}

/// Whether an answer must wait because a colleague saved after this person's screen was shown; asks
/// what becomes of it.
pub(super) fn overtaken(
    turn: &mut Turn,
    work: &Work,
    answer: Answer,
    seen: i64,
    text: &str,
    from: Option<Typed>,
) -> bool {
    let id = work.measure.id;
    // Where nothing is, nothing can be overwritten.
    if colleagues(turn, id, seen).is_none() || theirs(work, answer).is_empty() {
        return false;
    }
    turn.state = State::Overtaken {
        measure: id,
        answer,
        text: text.to_owned(),
        from,
    };
    let screen = question_of(turn, work, answer, text);
    turn.show(screen);
    true
}

/// What stands where the answer would go.
fn theirs(work: &Work, answer: Answer) -> Vec<Phrase> {
    match answer {
        Answer::Outcome => reading::numbered(&work.draft.progress.outcomes),
        Answer::Scores => match (&work.measure.score, &work.draft.progress.scores) {
            (Some(topic), Some(scores)) => vec![wording::scores(topic, scores)],
            _ => Vec::new(),
        },
        Answer::Item(item) => edit::column(&work.draft, item.column),
    }
}

/// What the colleague saved, what was typed meanwhile, and what may become of it.
pub(super) fn question(turn: &Turn, id: MeasureId, answer: Answer, text: &str) -> Option<Screen> {
    Some(question_of(turn, &measure::work(turn, id)?, answer, text))
}

fn question_of(turn: &Turn, work: &Work, answer: Answer, text: &str) -> Screen {
    let id = work.measure.id;
    let hash = fingerprint(&text);
    let mut screen = Screen::new(work.heading());
    let by = colleagues(turn, id, 0);
    screen
        .parts
        .extend(by.and_then(|stored| said(turn, "overtaken", stored)));
    screen = screen
        .and(Phrase::new("overtaken-theirs").with("items", theirs(work, answer)))
        .and(Phrase::new("overtaken-mine").with("text", text));
    if answer != Answer::Scores {
        screen = screen.button("button-add-mine", Action::Edit(Editing::AddMine(id, hash)));
    }
    let replaceable = match answer {
        Answer::Item(item) => edit::find(&work.draft, item).is_some(),
        _ => true,
    };
    if replaceable {
        screen = screen.button("button-use-mine", Action::Edit(Editing::UseMine(id, hash)));
    }
    screen.button("button-keep-theirs", Action::Review(id))
}

/// What waits, if the button is about it.
fn waiting(turn: &mut Turn, id: MeasureId, hash: i64) -> Option<(Answer, String, Option<Typed>)> {
    match turn.state.clone() {
        State::Overtaken {
            measure,
            answer,
            text,
            from,
        } if measure == id && fingerprint(&text) == hash => Some((answer, text, from)),
        _ => {
            turn.stale("stale-button");
            None
        }
    }
}

/// Adds what was typed to what the colleague saved.
pub(super) fn add(turn: &mut Turn, id: MeasureId, hash: i64) {
    let Some((answer, text, from)) = waiting(turn, id, hash) else {
        return;
    };
    let Some(mut work) = measure::open_work(turn, id) else {
        return;
    };
    let column = match answer {
        Answer::Item(item) => item.column,
        Answer::Outcome | Answer::Scores => Column::Outcomes,
    };
    match column {
        Column::Outcomes => {
            let items = answer::items(&text);
            let more = items.into_iter().map(reading::joined);
            work.draft.progress.outcomes.extend(more);
        }
        Column::Results => {
            for item in cited::read_items(&text, &work.office.plan) {
                edit::take_in(&mut work.draft, None, item, from);
            }
        }
    }
    work.save(turn);
    remember(turn, id, from);
    show_review(turn, work);
}

/// The text came in a message of its own, before the press.
pub(super) fn remember(turn: &mut Turn, measure: MeasureId, from: Option<Typed>) {
    if let Some(Typed { message, .. }) = from {
        turn.effect(Effect::Typed { message, measure });
    }
}

/// Puts it in the place of what the colleague saved.
pub(super) fn replace(turn: &mut Turn, id: MeasureId, hash: i64) {
    let Some((answer, text, from)) = waiting(turn, id, hash) else {
        return;
    };
    let Some(work) = measure::open_work(turn, id) else {
        return;
    };
    remember(turn, id, from);
    match answer {
        Answer::Outcome => outcome::take(turn, work, &text, from),
        Answer::Scores => outcome::take_scores(turn, work, &text, from),
        Answer::Item(item) => edit::take(turn, work, item, &text, from),
    }
}

/// Typed once more where the choice is awaited: the same answer, now that the person has seen theirs.
pub(super) fn typed_again(turn: &mut Turn, id: MeasureId, answer: Answer, text: &str) {
    let seen = turn.seen(id);
    match answer {
        Answer::Outcome => outcome::outcome(turn, id, seen, text),
        Answer::Scores => outcome::scores(turn, id, seen, text),
        Answer::Item(item) => edit::typed(turn, item, seen, text),
    }
}
