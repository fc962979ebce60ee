//! Papers as evidence, asked for part by part: number, subject, date, address. Each is read back in its
//! official form. A half-given paper is kept in the draft, so that it survives any pause. What is
//! special about the number of an order has a file of its own.

use super::attach::counted;
use super::cited::{self, Read};
use super::measure::{self, Work};
use super::turn::Turn;
use super::{Phrase, State};
use super::{asking, doubts, kinds, known, order, reading, results};
use crate::domain::answer;
use crate::domain::evidence::{self, EvidenceKind, Missing};
use crate::domain::office::MeasureId;
use crate::domain::progress::{Content, Draft, OrderDraft, Part, ResultItem};

/// What is awaited for the first paper that lacks a part.
pub(super) fn awaited(measure: MeasureId, draft: &Draft) -> Option<State> {
    let paper = draft.orders.first()?;
    Some(match evidence::missing(paper) {
        Some(Missing::Number) => State::OrderNumber { measure },
        Some(Missing::Date) => State::OrderDate { measure },
        Some(Missing::Url) => State::PaperUrl { measure },
        Some(Missing::Subject) | None => State::OrderSubject { measure },
    })
}

/// Begins a paper of this kind, before those that were half given.
pub(super) fn add(turn: &mut Turn, id: MeasureId, paper: EvidenceKind) {
    let Some(mut work) = measure::open_work(turn, id) else {
        return;
    };
    // Whoever presses another kind has changed their mind about one that nothing is known of.
    let forgotten = |order: &OrderDraft| is_untouched(order) && order.files.is_empty();
    work.draft.orders.retain(|order| !forgotten(order));
    if work
        .draft
        .orders
        .first()
        .is_none_or(|order| order.paper != paper)
    {
        work.draft.orders.insert(
            0,
            OrderDraft {
                paper,
                ..OrderDraft::default()
            },
        );
    }
    work.turn_to_next_order(turn.desk.now);
    work.save(turn);
    ask_next(turn, work, Vec::new());
}

/// Whether nothing is known of a paper, besides what shows it.
fn is_untouched(order: &OrderDraft) -> bool {
    let OrderDraft {
        paper,
        place,
        ref files,
        ref from,
        ..
    } = *order;
    *order
        == OrderDraft {
            paper,
            place,
            files: files.clone(),
            from: from.clone(),
            ..OrderDraft::default()
        }
}

/// Asks for the next missing part, or for more results if no paper lacks any.
pub(super) fn ask_next(turn: &mut Turn, work: Work, notes: Vec<Phrase>) {
    let id = work.measure.id;
    turn.state = awaited(id, &work.draft).unwrap_or(State::Results { measure: id });
    let screen = match turn.state {
        State::Results { .. } => results::results_screen(&work),
        _ => asking::paper_screen(&work),
    };
    turn.show(asking::with_notes(screen, notes));
}

/// The paper that is being asked for, if the chat and the draft agree that there is one.
pub(super) fn current<'a>(turn: &mut Turn<'a>, id: MeasureId) -> Option<Work<'a>> {
    let work = measure::open_work(turn, id)?;
    if work.draft.orders.is_empty() {
        turn.state = State::Results { measure: id };
        turn.stale("stale-button");
        return None;
    }
    Some(work)
}

/// Likewise after a press, which must be about this very paper: a second tap must not touch the next.
pub(super) fn pressed<'a>(turn: &mut Turn<'a>, id: MeasureId, serial: i64) -> Option<Work<'a>> {
    let work = current(turn, id)?;
    if work.draft.serial != serial {
        turn.stale("stale-button");
        return None;
    }
    Some(work)
}

/// Takes a whole citation, or several, that was pasted in answer to the question for one part.
pub(super) fn pasted<'a>(
    turn: &mut Turn<'a>,
    mut work: Work<'a>,
    text: &str,
) -> Result<(), Box<Work<'a>>> {
    let read = cited::read_papers(text, &work.office.plan);
    let tells_more = |read: &Read| match read {
        Read::Item(_) => true,
        Read::Incomplete(paper) => paper.subject.is_some(),
    };
    if !read.iter().any(tells_more) {
        return Err(Box::new(work));
    }
    let mut asked = work.draft.orders.remove(0);
    // A paper of another number is another paper: the one that was asked about is not forgotten for it.
    let answers = match is_untouched(&asked) {
        true => Some(0),
        false => read.iter().position(|read| cited::answers(read, &asked)),
    };
    let begun = asked.place.unwrap_or(work.draft.progress.results.len());
    let stays = usize::from(answers.is_none());
    let mut pending = Vec::new();
    let mut fresh = Vec::new();
    let mut notes = Vec::new();
    for (at, mut read) in read.into_iter().enumerate() {
        let place = asked.place.map(|_| begun + at);
        let files = match answers == Some(at) {
            true => std::mem::take(&mut asked.files),
            false => Vec::new(),
        };
        if answers == Some(at) {
            read = cited::complete(read, &asked, &work.office.plan);
        }
        match read {
            Read::Item(mut item) => {
                item.files = files;
                item.from = turn.typed(Part::Whole).into_iter().collect::<Vec<_>>();
                let added = insert(&mut work, place, item);
                notes.extend(added.note);
                fresh.extend(added.at);
            }
            Read::Incomplete(mut paper) => {
                paper.files = files;
                paper.from = turn.typed(Part::Whole).into_iter().collect::<Vec<_>>();
                paper.place = place.map(|place| place + stays);
                pending.push(paper);
            }
        }
    }
    if answers.is_none() {
        asked.place = Some(begun);
        if !pending.is_empty() {
            // They are asked about behind the one at hand, and must not seem to be overlooked.
            notes.push(Phrase::new("papers-wait").with("count", pending.len()));
        }
        pending.insert(0, asked);
    }
    work.draft.orders.splice(0..0, pending);
    go_on(turn, work, notes, &fresh);
    Ok(())
}

pub(super) fn subject(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(work) = current(turn, id) else {
        return;
    };
    let paper = work.draft.orders[0].paper;
    if answer::evasive(text).is_some() {
        return turn.again(Phrase::new("paper-subject-needed").with("paper", kinds::code(paper)));
    }
    let mut work = match pasted(turn, work, text) {
        Ok(()) => return,
        Err(work) => *work,
    };
    let (subject, date) = cited::subject_and_date(text, &work.office.plan);
    let doubt = cited::subject_and_doubt(text, &work.office.plan);
    let paper = &mut work.draft.orders[0];
    match doubt {
        Some((subject, doubt)) if paper.date.is_none() => {
            paper.subject = Some(subject);
            paper.date_in_doubt = Some(doubt);
        }
        _ => {
            paper.subject = Some(subject);
            paper.date = paper.date.or(date);
        }
    }
    advance(turn, work, Part::Subject);
}

pub(super) fn url(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(work) = current(turn, id) else {
        return;
    };
    let mut work = match cited::url(text, &work.office.plan) {
        Some(_) => work,
        None => match pasted(turn, work, text) {
            Ok(()) => return,
            Err(work) => *work,
        },
    };
    let Some(link) = cited::url(text, &work.office.plan) else {
        return turn.again("url-unreadable");
    };
    let paper = &mut work.draft.orders[0];
    paper.url = Some(link.url);
    paper.subject = paper.subject.take().or(link.subject);
    paper.date = paper.date.or(link.date);
    advance(turn, work, Part::Whole);
}

pub(super) fn unnumbered(turn: &mut Turn, id: MeasureId, serial: i64) {
    let Some(mut work) = pressed(turn, id, serial) else {
        return;
    };
    if awaited(id, &work.draft) != Some(State::OrderNumber { measure: id })
        || work.draft.orders[0].paper == EvidenceKind::Order
    {
        return turn.stale("stale-button");
    }
    work.draft.orders[0].unnumbered = true;
    advance(turn, work, Part::Number);
}

pub(super) fn drop(turn: &mut Turn, id: MeasureId, serial: i64) {
    let Some(mut work) = pressed(turn, id, serial) else {
        return;
    };
    let dropped = work.draft.orders.remove(0);
    close_gap(&mut work.draft, dropped.place);
    let mut notes = Vec::new();
    if !dropped.files.is_empty() {
        // What shows something is kept though the citation is given up.
        let mut item = ResultItem::new(Content::Pictured {
            caption: dropped.subject.unwrap_or_default(),
        });
        notes.push(counted("files-kept-apart", dropped.files.iter()));
        item.files = dropped.files;
        insert(&mut work, None, item);
    }
    work.turn_to_next_order(turn.desk.now);
    work.save(turn);
    ask_next(turn, work, notes);
}

/// What stands behind a place that stays empty moves up.
fn close_gap(draft: &mut Draft, place: Option<usize>) {
    for later in draft
        .orders
        .iter_mut()
        .filter_map(|order| order.place.as_mut())
    {
        if place.is_some_and(|place| place < *later) {
            *later -= 1;
        }
    }
}

/// Files the paper among the results if it is whole now, and goes on.
pub(super) fn advance(turn: &mut Turn, mut work: Work, part: Part) {
    let mut paper = work.draft.orders.remove(0);
    paper
        .from
        .extend(turn.typed(part).into_iter().collect::<Vec<_>>());
    let place = paper.place;
    match cited::settle(paper, &work.office.plan) {
        Read::Incomplete(paper) => {
            work.draft.orders.insert(0, paper);
            work.save(turn);
            ask_next(turn, work, Vec::new());
        }
        Read::Item(item) => {
            let mut notes =
                vec![Phrase::new("order-added").with("citation", reading::result(&item))];
            let added = insert(&mut work, place, item);
            if let Some(note) = added.note {
                notes[0] = note;
            }
            go_on(turn, work, notes, added.at.as_slice());
        }
    }
}

/// Saves, and asks what is to be asked next: whether what was just added is right, if it seems odd;
/// then for parts that papers lack; then for more.
pub(super) fn go_on(turn: &mut Turn, mut work: Work, mut notes: Vec<Phrase>, fresh: &[usize]) {
    work.turn_to_next_order(turn.desk.now);
    work.save(turn);
    let odd = fresh
        .iter()
        .copied()
        .find(|&item| doubts::waits(&work, item));
    if let Some(item) = odd {
        return doubts::ask(turn, work, item, notes);
    }
    if work.draft.orders.is_empty() {
        // The list of results, which comes next, reads the paper back already.
        notes.retain(|note| note.key != "order-added");
    }
    ask_next(turn, work, notes);
}

/// Where an item went.
pub(super) struct Added {
    /// None if it stood there already.
    pub at: Option<usize>,
    pub note: Option<Phrase>,
}

/// Puts an item among the results. A paper that stands there already is not written twice; what came
/// with it goes to the one that stands.
pub(super) fn insert(work: &mut Work, place: Option<usize>, mut item: ResultItem) -> Added {
    if let Content::Order(order) = &mut item.content {
        order.issuer = known::issuer(work, Some(&order.issuer));
    }
    let stands = match &item.content {
        Content::Order(order) => known::here(work, order),
        Content::Cited(_) => {
            (work.draft.progress.results.iter()).position(|had| had.content == item.content)
        }
        _ => None,
    };
    let note = match &item.content {
        Content::Order(order) if stands.is_none() => order::differs(work, order),
        _ => None,
    };
    let results = &mut work.draft.progress.results;
    if let Some(at) = stands {
        results[at].files.append(&mut item.files);
        results[at].from.append(&mut item.from);
        if let (Content::Order(had), Content::Order(order)) =
            (&mut results[at].content, &item.content)
        {
            had.date = had.date.or(order.date);
        }
        close_gap(&mut work.draft, place);
        let note = Phrase::new("already-there")
            .with("item", at + 1)
            .with("citation", reading::result(&item));
        return Added {
            at: None,
            note: Some(note),
        };
    }
    // A reason why nothing was done stays until the person deletes it: the review points it out.
    let at = place.unwrap_or(results.len()).min(results.len());
    results.insert(at, item);
    Added { at: Some(at), note }
}
