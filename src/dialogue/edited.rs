//! A message that was edited after it was read. Before filing, what came from it is read anew and says
//! so; after filing, a correction is offered; what cannot be read leaves the answer as it was.

use std::collections::VecDeque;

use super::measure::{self, Work};
use super::review::show_review_with;
use super::turn::Turn;
use super::{Action, Arg, Phrase, Screen, State, cited, correction, edit, outcome, papers, reread};
use crate::domain::answer;
use crate::domain::calendar::Quarter;
use crate::domain::office::MeasureId;
use crate::domain::plan::OfficePlan;
use crate::domain::progress::{Draft, OrderDraft, Part, Progress, ResultItem, Typed};

/// The message that was edited.
#[derive(Clone, Copy)]
struct Message {
    chat: i64,
    id: i32,
}

impl Message {
    fn wrote(self, typed: &Typed) -> bool {
        typed.chat == self.chat && typed.message == self.id
    }

    /// Which part of something it held, if it came from it.
    fn part(self, from: &[Typed]) -> Option<Part> {
        let typed = from.iter().find(|typed| self.wrote(typed))?;
        Some(typed.part)
    }

    fn is_in(self, progress: &Progress) -> bool {
        let answers = [&progress.outcomes_from, &progress.scores_from];
        (progress.results.iter()).any(|item| self.part(&item.from).is_some())
            || answers.into_iter().flatten().any(|typed| self.wrote(typed))
    }

    fn is_in_draft(self, draft: &Draft) -> bool {
        self.is_in(&draft.progress)
            || (draft.orders.iter()).any(|order| self.part(&order.from).is_some())
    }

    fn whole(self) -> Typed {
        Typed {
            chat: self.chat,
            message: self.id,
            part: Part::Whole,
            forwarded: false,
        }
    }
}

pub(super) fn edited(turn: &mut Turn, text: Option<&str>, message: i32) {
    let work = turn.desk.edited.and_then(|id| measure::work(turn, id));
    let (Some(work), Some(chat)) = (work, turn.chat()) else {
        return turn.again("edited-nothing");
    };
    let id = work.measure.id;
    let message = Message { chat, id: message };
    let in_draft = turn
        .draft(id)
        .is_some_and(|draft| message.is_in_draft(draft));
    if work.office.is_closed() || in_draft && work.is_closed() {
        return say(turn, id, "locked-acknowledged".into());
    }
    if in_draft {
        let text = crate::domain::typed::clean(text.unwrap_or_default());
        return read_anew(turn, work, message, &text);
    }
    let filed = |quarter: &Quarter| {
        let filing = work.standing.of(*quarter).filing.as_ref();
        filing.is_some_and(|filing| message.is_in(&filing.progress))
    };
    let quarter = Quarter::ALL.into_iter().rev().find(filed);
    match quarter.and_then(|quarter| measure::work_of(turn, id, quarter)) {
        Some(work) if work.is_closed() => say(turn, id, "locked-acknowledged".into()),
        Some(work) => correction::offer(turn, &work),
        None => say(turn, id, "edited-replaced".into()),
    }
}

/// What was read anew, or why it was not.
type Changed = Result<Vec<Phrase>, Phrase>;

fn read_anew(turn: &mut Turn, mut work: Work, message: Message, text: &str) {
    let changed = if text.is_empty() {
        Err("empty-text".into())
    } else {
        change(turn, &mut work, message, text)
    };
    let id = work.measure.id;
    match changed {
        Err(how) => {
            let note = Phrase::new("edited-kept").with("how", how);
            say(turn, id, note);
        }
        Ok(notes) => {
            work.turn_to_next_order(turn.desk.now);
            work.save(turn);
            let note = Phrase::new("lines").with("lines", notes);
            follow(turn, &work);
            if matches!(
                &turn.state,
                State::EditItem { .. } | State::Choice | State::Review { .. }
            ) && (turn.state.measure().is_none() || turn.state.measure() == Some(id))
            {
                return show_review_with(turn, work, Some(note));
            }
            say(turn, id, note);
        }
    }
}

/// What is asked about this measure: a paper may lack a part now, or lack it no longer.
fn follow(turn: &mut Turn, work: &Work) {
    let id = work.measure.id;
    let Some(here) = turn.state.measure().or(Some(id)).filter(|&here| here == id) else {
        return;
    };
    let asks_for_papers = matches!(
        turn.state,
        State::OrderNumber { .. }
            | State::OrderSubject { .. }
            | State::OrderDate { .. }
            | State::PaperUrl { .. }
            | State::PaperIssuer { .. }
    );
    match papers::awaited(here, &work.draft) {
        Some(state) => turn.state = state,
        None if asks_for_papers => turn.state = State::Results { measure: here },
        None => {}
    }
}

fn change(turn: &Turn, work: &mut Work, message: Message, text: &str) -> Changed {
    let mut notes = Vec::new();
    let progress = &mut work.draft.progress;
    let wrote = |typed: &Typed| message.wrote(typed);
    if let Some(typed) = progress.outcomes_from.filter(wrote) {
        if typed.part == Part::Rest {
            return Err("edited-of-several".into());
        }
        progress.outcomes = outcome::read(text).ok_or("outcome-needed")?;
        notes.push("edited-outcome".into());
    }
    if progress.scores_from.is_some_and(|typed| wrote(&typed)) {
        outcome::read_scores(work, text)?;
        notes.push("edited-scores".into());
    }
    notes.extend(change_parts(turn, work, message, text)?);
    notes.extend(change_whole(work, message, text)?);
    Ok(notes)
}

/// The parts of items and papers that the message held.
fn change_parts(turn: &Turn, work: &mut Work, message: Message, text: &str) -> Changed {
    let (plan, today) = (&work.office.plan, turn.desk.today);
    let mut notes = Vec::new();
    for (at, item) in work.draft.progress.results.iter_mut().enumerate() {
        let alone = item.is_nothing_done();
        match message.part(&item.from) {
            Some(part) if part != Part::Whole || alone => {
                let read = reread::item(item, part, text, plan, today)?;
                if let Some(cited::Read::Item(changed)) = read.into_iter().next() {
                    *item = changed;
                    notes.push(numbered(&[at]));
                }
            }
            _ => {}
        }
    }
    for order in &mut work.draft.orders {
        match message.part(&order.from) {
            Some(part) if part != Part::Whole => {
                reread::pending(order, part, text, plan, today)?;
                notes.push("edited-pending".into());
            }
            _ => {}
        }
    }
    Ok(notes)
}

/// The items that came whole from the message: each takes the place of the one it was.
fn change_whole(work: &mut Work, message: Message, text: &str) -> Changed {
    let whole = |from: &[Typed]| message.part(from) == Some(Part::Whole);
    let draft = &mut work.draft;
    let places: Vec<usize> = (draft.progress.results.iter().enumerate())
        .filter(|(_, item)| whole(&item.from) && !item.is_nothing_done())
        .map(|(at, _)| at)
        .collect();
    let pending = draft.orders.iter().any(|order| whole(&order.from));
    if places.is_empty() && !pending {
        return Ok(Vec::new());
    }
    let read = cited::read_items(text, &work.office.plan);
    if read.is_empty() || answer::evasive(text).is_some() {
        return Err("item-words-needed".into());
    }
    let mut old: VecDeque<(usize, ResultItem)> = (places.iter().rev())
        .map(|&at| (at, draft.progress.results.remove(at)))
        .collect();
    old.make_contiguous().reverse();
    let (pending, others) = std::mem::take(&mut draft.orders)
        .into_iter()
        .partition(|order: &OrderDraft| whole(&order.from));
    draft.orders = others;
    let mut pending = VecDeque::from(pending);
    let had = old.len() + pending.len();
    // What was changed by itself meanwhile came from another message: it is not told twice.
    let elsewhere = draft.progress.results.clone();
    let twice = |read: &cited::Read| match read {
        cited::Read::Item(item) => elsewhere.iter().any(|had| had.content == item.content),
        cited::Read::Incomplete(_) => false,
    };
    let fresh: Vec<_> = read.into_iter().filter(|read| !twice(read)).collect();
    let has = fresh.len();
    let mut changed = Vec::new();
    let mut next = places.first().copied().unwrap_or(elsewhere.len());
    for read in fresh {
        let (at, read, same) = match read {
            cited::Read::Item(item) => succeed(item, &mut old, &mut pending, next),
            cited::Read::Incomplete(paper) => {
                let plan = &work.office.plan;
                take_up(paper, &mut old, &mut pending, next, plan)
            }
        };
        if !same {
            changed.push(at);
        }
        next = at + 1;
        edit::take_in(draft, Some(at), read, Some(message.whole()));
    }
    // Files of what is told no longer stay with what is.
    let files = (old.into_iter().flat_map(|(_, item)| item.files))
        .chain(pending.into_iter().flat_map(|paper| paper.files));
    let keeper = next
        .saturating_sub(1)
        .min(draft.progress.results.len().saturating_sub(1));
    match draft.progress.results.get_mut(keeper) {
        Some(item) => item.files.extend(files),
        None => {
            if let Some(paper) = draft.orders.last_mut() {
                paper.files.extend(files);
            }
        }
    }
    let mut notes = Vec::new();
    if !changed.is_empty() {
        notes.push(numbered(&changed));
    }
    if had > has {
        notes.push(Phrase::new("edited-fewer").with("count", had - has));
    }
    if !draft.orders.is_empty() {
        notes.push("edited-pending".into());
    }
    if notes.is_empty() {
        notes.push("edited-same".into());
    }
    Ok(notes)
}

/// An item that was read anew, in the place of one that it was before: where it goes, and whether it is
/// the same.
fn succeed(
    mut item: ResultItem,
    old: &mut VecDeque<(usize, ResultItem)>,
    pending: &mut VecDeque<OrderDraft>,
    next: usize,
) -> (usize, cited::Read, bool) {
    let mut place = (next, false);
    if let Some((at, before)) = old.pop_front() {
        let same = before.content == item.content;
        item.files = before.files;
        item.from = before.from;
        item.insisted = before.insisted.filter(|_| same);
        place = (at, same);
    } else if let Some(before) = pending.pop_front() {
        item.files = before.files;
        item.from = before.from;
        place.0 = before.place.unwrap_or(next);
    }
    (place.0, cited::Read::Item(item), place.1)
}

/// Likewise a paper that lacks a part, unless other messages told it.
fn take_up(
    mut paper: OrderDraft,
    old: &mut VecDeque<(usize, ResultItem)>,
    pending: &mut VecDeque<OrderDraft>,
    next: usize,
    plan: &OfficePlan,
) -> (usize, cited::Read, bool) {
    let mut at = next;
    let mut content = None;
    if let Some(before) = pending.pop_front() {
        reread::complete(&mut paper, &before);
        paper.files = before.files;
        paper.from = before.from;
        at = before.place.unwrap_or(next);
    } else if let Some((place, before)) = old.pop_front() {
        // Only what another message told is kept of it.
        if before.from.len() > 1
            && let Some(known) = reread::as_draft(&before)
        {
            reread::complete(&mut paper, &known);
        }
        content = Some(before.content);
        paper.files = before.files;
        paper.from = before.from;
        at = place;
    }
    let read = cited::settle(paper, plan);
    let same = matches!(&read, cited::Read::Item(item) if Some(&item.content) == content.as_ref());
    (at, read, same)
}

fn numbered(places: &[usize]) -> Phrase {
    let numbers: Vec<String> = places.iter().map(|at| (at + 1).to_string()).collect();
    Phrase::new("edited-items").with("numbers", Arg::Label(numbers.join(", ")))
}

/// Says it, and what is awaited; where that is another measure, only the ways to both.
fn say(turn: &mut Turn, id: MeasureId, note: Phrase) {
    match turn.state.measure() {
        Some(awaited) if awaited == id => turn.again(note),
        Some(_) => {
            let mut screen = Screen::new(note);
            if let Some(work) = measure::work(turn, id) {
                screen.parts.insert(0, work.heading());
            }
            let screen = screen
                .button("button-resume", Action::Resume)
                .button("button-open-measure", Action::Open(id));
            turn.show(screen);
        }
        None => {
            let screen = Screen::new(note)
                .button("button-open-measure", Action::Open(id))
                .button("button-home", Action::Home);
            turn.show(screen);
        }
    }
}
