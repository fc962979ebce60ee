//! The office's own earlier words as buttons: outcomes, reasons why nothing was done, reasons of
//! corrections. Only texts that people of this office filed, whole and unchanged; never invented.

use super::editing::fingerprint;
use super::measure::{self, Work};
use super::turn::Turn;
use super::{Action, Editing, Filing, Phrase, Screen, State, Usual, correction, outcome, results};
use crate::domain::office::MeasureId;
use crate::domain::progress::Content;

/// How many are offered.
const OFFERED: usize = 3;
/// Longer texts are not what somebody says again and again; in characters.
const LONGEST: usize = 300;

struct Said<'a> {
    text: &'a str,
    times: usize,
    /// Filed last at this moment, in epoch milliseconds.
    last: i64,
}

/// What was filed of this measure and of those that the same post reports, most often said first.
fn said<'a>(work: &Work<'a>, what: Usual) -> Vec<&'a str> {
    let mut found: Vec<Said> = Vec::new();
    for standing in &work.office.standings {
        let measure = work.office.plan.measure(standing.measure);
        let near = measure.is_some_and(|measure| work.office.plan.may_report(work.post, measure));
        if !near {
            continue;
        }
        let filings = (standing.quarters.iter()).filter_map(|quarter| quarter.filing.as_ref());
        for filing in filings {
            for text in texts(filing, what) {
                match found.iter_mut().find(|said| said.text == text) {
                    Some(said) => {
                        said.times += 1;
                        said.last = said.last.max(filing.at);
                    }
                    None => found.push(Said {
                        text,
                        times: 1,
                        last: filing.at,
                    }),
                }
            }
        }
    }
    found.retain(|said| said.text.chars().count() <= LONGEST);
    found.sort_by_key(|said| std::cmp::Reverse((said.times, said.last)));
    found.into_iter().map(|said| said.text).collect()
}

fn texts(filing: &Filing, what: Usual) -> Vec<&str> {
    match what {
        Usual::Outcome => (filing.progress.outcomes.iter())
            .map(String::as_str)
            .collect(),
        Usual::Reason => (filing.progress.results.iter())
            .filter_map(|item| match &item.content {
                Content::NothingDone { reason } => Some(reason.as_str()),
                _ => None,
            })
            .collect(),
        Usual::Correction => filing.reason.as_deref().into_iter().collect(),
    }
}

/// Adds a button for each, and says where they come from.
pub(super) fn buttons(mut screen: Screen, work: &Work, what: Usual) -> Screen {
    let said = said(work, what);
    if !said.is_empty() {
        screen = screen.and("usual-words");
    }
    said.into_iter().take(OFFERED).fold(screen, |screen, text| {
        let action = Editing::Usual(work.measure.id, what, fingerprint(&text));
        screen.button(
            Phrase::new("button-usual").with("text", text),
            Action::Edit(action),
        )
    })
}

/// Answers the question that waits with these words.
pub(super) fn answer(turn: &mut Turn, id: MeasureId, what: Usual, hash: i64) {
    let quarter = match (&turn.state, what) {
        (State::Outcome { measure, .. }, Usual::Outcome) if *measure == id => None,
        (State::NothingDoneReason { measure }, Usual::Reason) if *measure == id => None,
        (State::CorrectionReason { measure, quarter }, Usual::Correction) if *measure == id => {
            Some(*quarter)
        }
        _ => return turn.stale("stale-button"),
    };
    let work = match quarter {
        Some(quarter) => measure::work_of(turn, id, quarter),
        None => measure::work(turn, id),
    };
    let Some(work) = work else {
        return turn.stale(super::told::not_yours(turn, id));
    };
    let words = said(&work, what);
    let Some(text) = words.into_iter().find(|text| fingerprint(text) == hash) else {
        return turn.stale("stale-button");
    };
    match (what, quarter) {
        (Usual::Correction, Some(quarter)) => correction::reason(turn, id, quarter, text),
        (Usual::Reason, _) => results::nothing_done(turn, id, text),
        _ => match measure::open_work(turn, id) {
            Some(work) if work.draft.progress.outcomes.is_empty() => {
                outcome::save(turn, work, vec![text.to_owned()], None);
            }
            Some(_) => turn.stale("stale-button"),
            None => {}
        },
    }
}
