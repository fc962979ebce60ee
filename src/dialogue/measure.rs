//! One measure as the person who reports it works on it: its quarter, its draft, what that still lacks,
//! and where it is opened. What is asked and how answers are read have files of their own.

use chrono::NaiveDate;

use super::home;
use super::review::{review, show_filed};
use super::turn::Turn;
use super::{MeasureStanding, OfficeDesk, Phrase, State, papers, quarters, together, told};
use crate::domain::calendar::Quarter;
use crate::domain::office::{MeasureId, Post};
use crate::domain::plan::Measure;
use crate::domain::progress::{Draft, ResultItem};
use crate::domain::report::Standing;

/// A measure that this person may report now, with the working copy.
pub(super) struct Work<'a> {
    pub office: &'a OfficeDesk,
    pub measure: &'a Measure,
    pub standing: &'a MeasureStanding,
    pub post: &'a Post,
    /// The quarter that is worked on.
    pub quarter: Quarter,
    pub draft: Draft,
    /// The date in Bangkok.
    pub today: NaiveDate,
}

/// The measure, if this person may see it as its contributor; the draft begins as what was filed.
pub(super) fn work<'a>(turn: &Turn<'a>, id: MeasureId) -> Option<Work<'a>> {
    let (office, _, standing) = turn.desk.measure(id)?;
    let draft = turn.draft(id).cloned();
    let quarter = draft
        .as_ref()
        .map_or_else(|| office.at_hand(standing), |draft| draft.quarter);
    let mut work = work_of(turn, id, quarter)?;
    work.draft = draft.unwrap_or(work.draft);
    Some(work)
}

/// Likewise, as one quarter's report alone begins, whatever draft there is.
pub(super) fn work_of<'a>(turn: &Turn<'a>, id: MeasureId, quarter: Quarter) -> Option<Work<'a>> {
    let desk = turn.desk;
    let (office, measure, standing) = desk.measure(id)?;
    let post = office
        .plan
        .held_by(desk.person)
        .find(|post| office.plan.may_report(post, measure))?;
    let filed = standing.of(quarter).filing.as_ref();
    Some(Work {
        office,
        measure,
        standing,
        post,
        quarter,
        draft: Draft {
            quarter,
            progress: filed
                .map(|filing| filing.progress.clone())
                .unwrap_or_default(),
            ..Draft::default()
        },
        today: desk.today,
    })
}

/// Likewise, but only while the measure may be changed; says why not otherwise. What was filed is
/// changed by a correction only, which has a draft.
pub(super) fn open_work<'a>(turn: &mut Turn<'a>, id: MeasureId) -> Option<Work<'a>> {
    let Some(work) = work(turn, id) else {
        turn.state = State::Choice;
        turn.stale(told::not_yours(turn, id));
        return None;
    };
    if work.is_closed() {
        turn.state = State::Choice;
        turn.stale("locked-acknowledged");
        return None;
    }
    if turn.draft(id).is_none() && work.standing() == Standing::Filed {
        turn.answer("already-filed", false);
        show_filed(turn, &work, Some("already-filed".into()));
        return None;
    }
    Some(work)
}

impl Work<'_> {
    pub fn standing(&self) -> Standing {
        self.standing.at(self.quarter)
    }

    /// Whether the report of this quarter is acknowledged, and so nothing of it may change.
    pub fn is_closed(&self) -> bool {
        self.office.is_closed_for(self.standing, self.quarter)
    }

    /// Why it came back, while it is back.
    pub fn returned(&self) -> Option<&String> {
        self.standing.of(self.quarter).returned.as_ref()
    }

    /// The measure, and the quarter where it is not the one that is reported now.
    pub fn heading(&self) -> Phrase {
        let heading = if self.quarter == self.office.quarter {
            Phrase::new("measure-heading")
        } else {
            Phrase::new("measure-heading-of-quarter")
                .with("quarter", quarters::name(self.office, self.quarter))
        };
        heading
            .with("number", self.measure.number)
            .with("title", &self.measure.title)
    }

    pub fn save(&mut self, turn: &mut Turn) {
        // A reason stands for the words that it was given for, not for others.
        let progress = &mut self.draft.progress;
        let other_words = turn.draft(self.measure.id).is_some_and(|before| {
            before.progress.insisted == progress.insisted
                && !before.progress.says_the_same(progress)
        });
        if other_words {
            progress.insisted = None;
        }
        turn.save(self.measure.id, &self.draft);
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
        } else if super::doubts::first(self).is_some() {
            Some("lacks-doubt")
        } else if self.contradiction().is_some() {
            Some("lacks-contradiction")
        } else {
            None
        }
    }
}

/// Opens a measure where it was left. A draft of another quarter than the one at hand is not taken for
/// it: the person chooses.
pub(super) fn open(turn: &mut Turn, id: MeasureId) {
    let Some((office, _, standing)) = turn.desk.measure(id) else {
        return turn.stale(told::not_yours(turn, id));
    };
    quarters::open(turn, id, office.at_hand(standing));
}

/// Goes on with the draft, or begins one.
pub(super) fn go_on(turn: &mut Turn, id: MeasureId) {
    let Some(work) = work(turn, id) else {
        return turn.stale(told::not_yours(turn, id));
    };
    let untouched = turn.draft(id).is_none();
    if work.is_closed() || (work.standing() == Standing::Filed && untouched) {
        return show_filed(turn, &work, None);
    }
    let draft = &work.draft;
    let state = if let Some(state) = papers::awaited(id, draft) {
        state
    } else if work.standing() == Standing::Returned && untouched {
        return review(turn, id);
    } else if draft.progress.results.is_empty() {
        State::Results { measure: id }
    } else if work.lacks() == Some("lacks-outcome") {
        State::Outcome {
            measure: id,
            seen: turn.seen(id),
        }
    } else {
        review(turn, id);
        return together::introduce(turn, id);
    };
    turn.state = state;
    let screen = home::question(turn);
    turn.show(screen);
    together::introduce(turn, id);
}
