//! Reporting one measure: results, outcome, scores, the review that reads like the report's row, and
//! filing. Orders, asked for part by part, have a file of their own.

use super::home::{self, locked};
use super::order;
use super::review::{review, show_filed};
use super::step::Turn;
use super::{Arg, Effect, MeasureStanding, OfficeDesk, Phrase, State};
use crate::domain::calendar::Quarter;
use crate::domain::office::{MeasureId, Post};
use crate::domain::plan::Measure;
use crate::domain::progress::{Draft, ResultItem};
use crate::domain::report::{Stage, Standing};

/// A measure that this person may report now, with the working copy.
pub(super) struct Work<'a> {
    pub office: &'a OfficeDesk,
    pub measure: &'a Measure,
    pub standing: &'a MeasureStanding,
    pub post: &'a Post,
    /// The quarter that is worked on.
    pub quarter: Quarter,
    pub draft: Draft,
}

/// The measure, if this person may see it as its contributor; the draft begins as what was filed.
pub(super) fn work<'a>(turn: &Turn<'a>, id: MeasureId) -> Option<Work<'a>> {
    let desk = turn.desk;
    let (office, measure, standing) = desk.measure(id)?;
    let post = office
        .plan
        .held_by(desk.person)
        .find(|post| office.plan.may_report(post, measure))?;
    let stored = desk.draft.as_ref().filter(|stored| stored.measure == id);
    let draft = match stored {
        Some(stored) => stored.draft.clone(),
        None => Draft {
            quarter: office.quarter,
            progress: standing
                .of(office.quarter)
                .filing
                .as_ref()
                .map(|filing| filing.progress.clone())
                .unwrap_or_default(),
            ..Draft::default()
        },
    };
    Some(Work {
        office,
        measure,
        standing,
        post,
        quarter: draft.quarter,
        draft,
    })
}

/// Likewise, but only while the measure may be changed; says why not otherwise.
pub(super) fn open_work<'a>(turn: &mut Turn<'a>, id: MeasureId) -> Option<Work<'a>> {
    let Some(work) = work(turn, id) else {
        turn.state = State::Choice;
        turn.stale("not-yours");
        return None;
    };
    if locked(work.office) {
        turn.state = State::Choice;
        let key = match work.office.report.as_ref().map(|report| report.stage) {
            Some(Stage::Acknowledged) => "locked-acknowledged",
            _ => "locked-checking",
        };
        turn.stale(key);
        return None;
    }
    Some(work)
}

impl Work<'_> {
    pub fn standing(&self) -> Standing {
        self.standing.at(self.quarter)
    }

    /// Why it came back, while it is back.
    pub fn returned(&self) -> Option<&String> {
        self.standing.of(self.quarter).returned.as_ref()
    }

    pub fn heading(&self) -> Phrase {
        Phrase::new("measure-heading")
            .with("number", self.measure.number)
            .with("title", &self.measure.title)
    }

    pub fn save(&self, turn: &mut Turn) {
        turn.effect(Effect::SaveDraft {
            measure: self.measure.id,
            draft: self.draft.clone(),
        });
    }

    /// Voids the buttons about the order that was asked for last.
    pub fn turn_to_next_order(&mut self, now: i64) {
        self.draft.serial = now.max(self.draft.serial + 1);
    }

    /// What the draft still lacks before it can be filed.
    pub fn lacks(&self) -> Option<&'static str> {
        let progress = &self.draft.progress;
        let nothing_done = progress.results.iter().any(ResultItem::is_nothing_done);
        if !self.draft.orders.is_empty() {
            Some("lacks-order")
        } else if progress.results.is_empty() {
            Some("lacks-results")
        } else if progress.outcomes.is_empty() && progress.scores.is_none() && !nothing_done {
            Some("lacks-outcome")
        } else {
            None
        }
    }
}

/// Opens a measure where it was left.
pub(super) fn open(turn: &mut Turn, id: MeasureId) {
    let Some(work) = work(turn, id) else {
        return turn.stale("not-yours");
    };
    if locked(work.office) || (work.standing() == Standing::Filed && turn.desk.draft.is_none()) {
        return show_filed(turn, &work);
    }
    let draft = &work.draft;
    let state = if let Some(state) = order::awaited(id, draft) {
        state
    } else if work.standing() == Standing::Returned && turn.desk.draft.is_none() {
        return review(turn, id);
    } else if draft.progress.results.is_empty() {
        State::Results { measure: id }
    } else if work.lacks().is_some() {
        State::Outcome { measure: id }
    } else {
        return review(turn, id);
    };
    turn.state = state;
    let mut screen = home::question(turn);
    if let Some(colleague) = colleague(turn, id) {
        screen.parts.insert(0, colleague);
    }
    turn.show(screen);
}

/// Says that somebody else wrote the draft last, so that nobody overwrites it unawares.
fn colleague(turn: &Turn, id: MeasureId) -> Option<Phrase> {
    let stored = turn
        .desk
        .draft
        .as_ref()
        .filter(|stored| stored.measure == id && stored.by != turn.desk.person)?;
    let (office, ..) = turn.desk.measure(id)?;
    let name = office
        .plan
        .held_by(stored.by)
        .next()
        .map(|post| post.name.clone())
        .unwrap_or_default();
    Some(
        Phrase::new("draft-by-colleague")
            .with("name", name)
            .with("at", Arg::Moment(stored.at)),
    )
}
