//! Items that are deleted, and brought back: what was deleted last stays in the draft until the next is
//! deleted or the draft is filed.

use super::edit::{count, find, of};
use super::editing::{ItemRef, fingerprint};
use super::measure::{Work, open_work};
use super::review::show_review_with;
use super::turn::Turn;
use super::{Action, Column, Editing, Phrase, Screen, reading};
use crate::domain::office::MeasureId;
use crate::domain::progress::{Deleted, ResultItem};
use crate::wording;

/// The way back for what was deleted last.
pub(super) fn undo_button(screen: Screen, work: &Work) -> Screen {
    match &work.draft.deleted {
        Some(deleted) => screen.button(
            "button-undelete",
            Action::Edit(Editing::Undelete(work.measure.id, fingerprint(deleted))),
        ),
        None => screen,
    }
}

/// Deletes one item, which can be brought back until the next is deleted.
pub(super) fn delete(turn: &mut Turn, item: ItemRef) {
    let Some(mut work) = open_work(turn, item.measure) else {
        return;
    };
    let Some(at) = find(&work.draft, item) else {
        return turn.stale("stale-button");
    };
    let mut deleted = Deleted::default();
    let words = match item.column {
        Column::Results => {
            let item = work.draft.progress.results.remove(at);
            let words = reading::result(&item);
            deleted.items.push((at, item));
            words
        }
        Column::Outcomes => {
            let text = work.draft.progress.outcomes.remove(at);
            let words = wording::said(&text);
            deleted.outcomes.push((at, text));
            words
        }
    };
    work.draft.deleted = Some(deleted);
    work.save(turn);
    let done = Phrase::new("item-deleted").with("item", words);
    show_review_with(turn, work, Some(done));
}

/// An earlier version's button, which names how many items there were.
pub(super) fn delete_counted(turn: &mut Turn, id: MeasureId, index: i64, counted: i64) {
    let Some(work) = open_work(turn, id) else {
        return;
    };
    let at = usize::try_from(index).ok();
    match at.filter(|&at| {
        let count = count(&work.draft, Column::Results);
        at < count && count as i64 == counted
    }) {
        Some(at) => delete(turn, of(&work, Column::Results, at)),
        None => turn.stale("stale-button"),
    }
}

/// Brings back what was deleted last.
pub(super) fn undelete(turn: &mut Turn, id: MeasureId, hash: i64) {
    let Some(mut work) = open_work(turn, id) else {
        return;
    };
    let deleted = work.draft.deleted.take();
    let Some(deleted) = deleted.filter(|deleted| fingerprint(deleted) == hash) else {
        return turn.stale("stale-button");
    };
    let progress = &mut work.draft.progress;
    let nothing = |(_, item): &(usize, ResultItem)| item.is_nothing_done();
    if deleted.items.iter().any(nothing) && !progress.results.is_empty() {
        return turn.again("nothing-done-contradicts");
    }
    if !deleted.items.is_empty() {
        progress.results.retain(|item| !item.is_nothing_done());
    }
    for (at, item) in deleted.items {
        let at = at.min(progress.results.len());
        progress.results.insert(at, item);
    }
    for (at, text) in deleted.outcomes {
        let at = at.min(progress.outcomes.len());
        progress.outcomes.insert(at, text);
    }
    work.save(turn);
    show_review_with(turn, work, Some("item-undeleted".into()));
}
