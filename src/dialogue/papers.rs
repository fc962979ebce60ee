//! Papers as evidence, asked for part by part: number, subject, date, address. Each is read back in its
//! official form. A half-given paper is kept in the draft, so that it survives any pause. What is
//! special about the number of an order has a file of its own.

use chrono::NaiveDate;

use super::cited::{self, Read};
use super::measure::{self, Work};
use super::step::Turn;
use super::{Action, Arg, Button, Phrase, Screen, State};
use super::{doubts, kinds, known, order, reading, results};
use crate::domain::answer;
use crate::domain::evidence::{self, EvidenceKind, Missing};
use crate::domain::office::MeasureId;
use crate::domain::progress::{Content, Draft, OrderDraft, Part, ResultItem};
use crate::domain::thai_date::{self, DateFault, DateReading};

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
    let untouched = |order: &OrderDraft| {
        *order
            == OrderDraft {
                paper: order.paper,
                ..OrderDraft::default()
            }
    };
    // Whoever presses another kind has changed their mind about one that nothing is known of.
    work.draft.orders.retain(|order| !untouched(order));
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

/// Asks for the next missing part, or for more results if no paper lacks any.
pub(super) fn ask_next(turn: &mut Turn, work: Work, notes: Vec<Phrase>) {
    let id = work.measure.id;
    turn.state = awaited(id, &work.draft).unwrap_or(State::Results { measure: id });
    let screen = match turn.state {
        State::Results { .. } => results::results_screen(&work),
        _ => paper_screen(&work),
    };
    turn.show(with_notes(screen, notes));
}

/// Notes stand below the heading.
pub(super) fn with_notes(mut screen: Screen, notes: Vec<Phrase>) -> Screen {
    let at = screen.parts.len().min(1);
    screen.parts.splice(at..at, notes);
    screen
}

pub(super) fn question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = measure::work(turn, id)?;
    match awaited(id, &work.draft) {
        Some(_) => Some(paper_screen(&work)),
        None => Some(results::results_screen(&work)),
    }
}

/// What is known of the paper so far, and the question for the next part.
pub(super) fn paper_screen(work: &Work) -> Screen {
    let id = work.measure.id;
    let serial = work.draft.serial;
    let Some(paper) = work.draft.orders.first() else {
        return results::results_screen(work);
    };
    let mut screen = Screen::new(work.heading());
    if let Some(typed) = &paper.typed {
        screen = screen.and(Phrase::new("order-typed").with("typed", typed));
    }
    screen.parts.extend(so_far(work, paper));
    screen.parts.extend(reading::files(&paper.files));
    let year = Arg::Year(work.office.plan.fiscal_year);
    let kind = || kinds::code(paper.paper);
    let ask = |key: &str| Phrase::new(key).with("paper", kind());
    match evidence::missing(paper) {
        Some(Missing::Number) => {
            screen = screen.and(ask("ask-paper-number").with("year", year));
            if paper.paper != EvidenceKind::Order {
                screen = screen.button("button-unnumbered", Action::Unnumbered(id, serial));
            }
        }
        Some(Missing::Subject) | None => {
            match order::offer(work, paper) {
                Some(offer) => {
                    screen.parts.extend(offer.parts);
                    screen.buttons.extend(offer.buttons);
                }
                None => screen = screen.and(ask("ask-paper-subject")),
            }
            screen.buttons.extend(order::issuer_rows(work, paper));
        }
        Some(Missing::Date) => {
            screen = screen.and(ask("ask-paper-date").with("year", year)).row([
                Button {
                    label: "button-calendar".into(),
                    action: Action::Calendar(id, serial, 0),
                },
                Button {
                    label: "button-undated".into(),
                    action: Action::Undated(id, serial),
                },
            ]);
        }
        Some(Missing::Url) => screen = screen.and("ask-paper-url"),
    }
    screen.button(
        Phrase::new("button-drop-paper").with("paper", kind()),
        Action::DropOrder(id, serial),
    )
}

/// The parts that are saved already, in the order of the official form.
fn so_far(work: &Work, paper: &OrderDraft) -> Option<Phrase> {
    let part = |key: &str, arg: Option<Arg>| match arg {
        Some(arg) => Arg::from(Phrase::new(key).with("part", arg)),
        None => Arg::from(""),
    };
    let number = match (paper.number, &paper.reference) {
        (Some(number), _) => Some(Arg::Label(number.to_string())),
        (None, reference) => reference.clone().map(Arg::Label),
    };
    let nothing =
        number.is_none() && paper.subject.is_none() && paper.date.is_none() && paper.url.is_none();
    if nothing {
        return None;
    }
    let is = |kind| paper.paper == kind;
    let issuer = match paper.paper {
        EvidenceKind::Order => Some(known::issuer(work, paper.issuer.as_deref())),
        // The meeting's name stands before its round.
        EvidenceKind::Minutes => paper.subject.clone(),
        _ => paper.issuer.clone(),
    };
    let meeting = is(EvidenceKind::Minutes);
    let subject = paper.subject.clone().filter(|_| !meeting);
    let is_named = is(EvidenceKind::Plan)
        || is(EvidenceKind::Manual)
        || is(EvidenceKind::Form)
        || is(EvidenceKind::Link);
    let key =
        |wanted: bool, one: &'static str, other: &'static str| if wanted { one } else { other };
    let round = key(meeting, "so-far-round", "so-far-number");
    let whose = key(meeting, "so-far-meeting", "so-far-issuer");
    let about = key(is_named, "so-far-name", "so-far-subject");
    let link = key(subject.is_none(), "so-far-name", "so-far-url");
    Some(
        Phrase::new("paper-so-far")
            .with("paper", kinds::code(paper.paper))
            .with("issuer", part(whose, issuer.map(Arg::Text)))
            .with("number", part(round, number))
            .with("subject", part(about, subject.map(Arg::Text)))
            .with("date", part("so-far-date", paper.date.map(Arg::Date)))
            .with("url", part(link, paper.url.clone().map(Arg::Text))),
    )
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
    let asked = work.draft.orders.remove(0);
    let begun = asked.place.unwrap_or(work.draft.progress.results.len());
    let mut files = Some(asked.files);
    let mut pending = Vec::new();
    let mut fresh = Vec::new();
    let mut notes = Vec::new();
    for (at, read) in read.into_iter().enumerate() {
        let place = asked.place.map(|_| begun + at);
        match read {
            Read::Item(mut item) => {
                item.files = files.take().unwrap_or_default();
                item.from = turn.typed(Part::Whole).into_iter().collect::<Vec<_>>();
                let added = insert(&mut work, place, item);
                notes.extend(added.note);
                fresh.extend(added.at);
            }
            Read::Incomplete(mut paper) => {
                paper.files = files.take().unwrap_or_default();
                paper.from = turn.typed(Part::Whole).into_iter().collect::<Vec<_>>();
                paper.place = place;
                pending.push(paper);
            }
        }
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
    let paper = &mut work.draft.orders[0];
    paper.subject = Some(subject);
    if paper.date.is_none() {
        paper.date = date;
    }
    advance(turn, work, Part::Subject);
}

pub(super) fn url(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = current(turn, id) else {
        return;
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

/// What a typed date means, or what to ask about it.
pub(super) enum Dated {
    Date(NaiveDate),
    /// Asked or refused already.
    Asked,
}

/// Reads a typed date; asks which one is meant, or says what is wrong with it.
pub(super) fn read_date(turn: &mut Turn, work: &Work, serial: i64, text: &str) -> Dated {
    let id = work.measure.id;
    let year = Arg::Year(work.office.plan.fiscal_year);
    match thai_date::parse(text, turn.desk.today, work.office.plan.year()) {
        DateReading::Date(date) => return Dated::Date(date),
        DateReading::Ambiguous(dates) => {
            let mut screen = Screen::new(work.heading()).and("date-ambiguous");
            for date in dates {
                screen = screen.button(
                    Phrase::new("button-date").with("date", date),
                    Action::PickDate(id, serial, date.to_epoch_days().into()),
                );
            }
            let calendar = Action::Calendar(id, serial, 0);
            turn.show(screen.button("button-calendar", calendar));
        }
        DateReading::Impossible(DateFault::NoSuchDay { .. }) => {
            turn.again(Phrase::new("date-no-such-day").with("year", year));
        }
        DateReading::Impossible(_) => turn.again(Phrase::new("date-impossible").with("year", year)),
        DateReading::Unreadable => turn.again(Phrase::new("date-unreadable").with("year", year)),
    }
    Dated::Asked
}

pub(super) fn date(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = current(turn, id) else {
        return;
    };
    if answer::evasive(text).is_some() {
        return undated(turn, id, None);
    }
    if let Dated::Date(date) = read_date(turn, &work, work.draft.serial, text) {
        work.draft.orders[0].date = Some(date);
        advance(turn, work, Part::Date);
    }
}

pub(super) fn pick_date(turn: &mut Turn, id: MeasureId, serial: i64, days: i64) {
    let date = i32::try_from(days)
        .ok()
        .and_then(NaiveDate::from_epoch_days);
    if let (State::FixPart { .. }, Some(date)) = (&turn.state, date) {
        return super::fix::pick_date(turn, id, serial, date);
    }
    let Some(mut work) = pressed(turn, id, serial) else {
        return;
    };
    match date {
        Some(date) if awaits_date(id, &work) => {
            work.draft.orders[0].date = Some(date);
            advance(turn, work, Part::Date);
        }
        _ => turn.stale("stale-button"),
    }
}

fn awaits_date(id: MeasureId, work: &Work) -> bool {
    awaited(id, &work.draft) == Some(State::OrderDate { measure: id })
}

/// The date is not known: said in words, or by the button of the paper with this serial.
pub(super) fn undated(turn: &mut Turn, id: MeasureId, serial: Option<i64>) {
    let work = match serial {
        Some(serial) => pressed(turn, id, serial),
        None => current(turn, id),
    };
    let Some(mut work) = work else {
        return;
    };
    if !awaits_date(id, &work) {
        return turn.stale("stale-button");
    }
    work.draft.orders[0].undated = true;
    advance(turn, work, Part::Date);
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
        notes.push(Phrase::new("files-kept-apart").with("count", Arg::from(dropped.files.len())));
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
