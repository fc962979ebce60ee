//! One item of the results, opened: what it cites, what is attached, and any part of it typed anew. Until
//! the new part is there, the old one stands.

use chrono::NaiveDate;

use super::dates::{self, Dated};
use super::editing::fingerprint;
use super::measure::{self, Work, open_work};
use super::papers;
use super::review::show_review_with;
use super::turn::Turn;
use super::{Action, Arg, Button, Phrase, Screen, State};
use super::{cited, doubts, kinds, known, order, reading};
use crate::domain::answer;
use crate::domain::citation;
use crate::domain::evidence::EvidenceKind;
use crate::domain::office::MeasureId;
use crate::domain::order::OrderNumber;
use crate::domain::progress::{Content, ItemPart, Part, ResultItem};

/// The new value of a part.
pub(super) enum Value {
    Number(OrderNumber),
    Reference(Option<String>),
    Issuer(Option<String>),
    Subject(String),
    Date(Option<NaiveDate>),
    Url(String),
}

/// The kind of an item that cites a paper.
fn paper(item: &ResultItem) -> Option<EvidenceKind> {
    match &item.content {
        Content::Order(_) => Some(EvidenceKind::Order),
        Content::Cited(cited) => Some(cited.paper),
        _ => None,
    }
}

/// The parts that can be typed anew.
pub(super) fn parts(item: &ResultItem) -> &'static [ItemPart] {
    use ItemPart::*;
    match paper(item) {
        Some(EvidenceKind::Link) => &[Subject, Url, Date],
        Some(EvidenceKind::Plan | EvidenceKind::Manual | EvidenceKind::Form) => &[Subject, Date],
        Some(_) => &[Number, Subject, Date, Issuer],
        None if matches!(item.content, Content::Pictured { .. }) => &[Subject],
        None => &[],
    }
}

pub(super) fn button(id: MeasureId, index: i64, count: i64, part: ItemPart) -> Button {
    let at = ItemPart::ALL.iter().position(|&other| other == part);
    Button {
        label: Phrase::new("button-fix-part").with("part", Arg::Code(part.as_str().to_owned())),
        action: Action::FixPart(id, index, count, at.unwrap_or_default() as i64),
    }
}

/// The item that a button names, if the results still stand as they did when it was shown.
pub(super) fn item<'a>(
    turn: &mut Turn<'a>,
    id: MeasureId,
    index: i64,
    count: i64,
) -> Option<(Work<'a>, usize)> {
    let work = open_work(turn, id)?;
    let results = &work.draft.progress.results;
    match usize::try_from(index) {
        Ok(index) if index < results.len() && results.len() as i64 == count => Some((work, index)),
        _ => {
            turn.stale("stale-button");
            None
        }
    }
}

/// The rows of an item's screen that change one part of it, or what is attached.
pub(super) fn rows(work: &Work, at: usize) -> Vec<Vec<Button>> {
    let id = work.measure.id;
    let results = &work.draft.progress.results;
    let Some(item) = results.get(at) else {
        return Vec::new();
    };
    let mut buttons: Vec<Button> = (parts(item).iter())
        .map(|&part| button(id, at as i64, results.len() as i64, part))
        .collect();
    buttons.extend(item.files.first().map(|file| Button {
        label: "button-file-where".into(),
        action: Action::FileWhere(id, file.id),
    }));
    buttons.chunks(2).map(<[Button]>::to_vec).collect()
}

pub(super) fn ask(turn: &mut Turn, id: MeasureId, index: i64, count: i64, part: i64) {
    let Some((work, at)) = item(turn, id, index, count) else {
        return;
    };
    let item = &work.draft.progress.results[at];
    let part = usize::try_from(part)
        .ok()
        .and_then(|part| ItemPart::ALL.get(part).copied())
        .filter(|part| parts(item).contains(part));
    let Some(part) = part else {
        return turn.stale("stale-button");
    };
    turn.state = State::FixPart {
        measure: id,
        item: at,
        was: Box::new(item.content.clone()),
        part,
        serial: turn.desk.now.max(work.draft.serial + 1),
    };
    let screen = super::home::question(turn);
    turn.show(screen);
}

/// Where the item that is being mended stands now.
fn place(work: &Work, at: usize, was: &Content) -> Option<usize> {
    let results = &work.draft.progress.results;
    match results.get(at) {
        Some(item) if item.content == *was => Some(at),
        _ => results.iter().position(|item| item.content == *was),
    }
}

pub(super) fn question(turn: &Turn) -> Option<Screen> {
    let State::FixPart {
        measure: id,
        item,
        was,
        part,
        serial,
    } = &turn.state
    else {
        return None;
    };
    let work = measure::work(turn, *id)?;
    let at = place(&work, *item, was)?;
    let shown = &work.draft.progress.results[at];
    let mut screen = Screen::new(work.heading())
        .and(Phrase::new("item-opened").with("items", reading::one(at, shown)))
        .and(
            Phrase::new("ask-part-anew")
                .with("part", Arg::Code(part.as_str().to_owned()))
                .with("paper", kinds::code(paper(shown).unwrap_or_default()))
                .with("year", Arg::Year(work.office.plan.fiscal_year)),
        );
    match part {
        ItemPart::Date => {
            screen = screen.button("button-calendar", Action::Calendar(*id, *serial, 0));
        }
        ItemPart::Issuer if matches!(shown.content, Content::Order(_)) => {
            for issuer in known::issuers(&work).into_iter().take(4) {
                let action = Action::PickIssuer(*id, *serial, fingerprint(&issuer));
                screen = screen.button(Phrase::new("button-issuer").with("issuer", issuer), action);
            }
        }
        _ => {}
    }
    Some(screen.button("button-back", Action::EditResults(*id)))
}

/// The work and the place of the item, if the state awaits a part of it.
fn awaited<'a>(turn: &mut Turn<'a>) -> Option<(Work<'a>, usize, ItemPart, i64)> {
    let State::FixPart {
        measure,
        item,
        was,
        part,
        serial,
    } = turn.state.clone()
    else {
        turn.stale("stale-button");
        return None;
    };
    let work = open_work(turn, measure)?;
    match place(&work, item, &was) {
        Some(at) => Some((work, at, part, serial)),
        None => {
            turn.state = State::Results { measure };
            turn.stale("item-changed-meanwhile");
            None
        }
    }
}

/// Likewise for a button that was made for this question and no other.
fn awaited_by<'a>(
    turn: &mut Turn<'a>,
    id: MeasureId,
    serial: i64,
    wanted: ItemPart,
) -> Option<(Work<'a>, usize)> {
    let fits = matches!(&turn.state, State::FixPart { measure, serial: own, part, .. }
        if *measure == id && *own == serial && *part == wanted);
    if !fits {
        turn.stale("stale-button");
        return None;
    }
    awaited(turn).map(|(work, at, ..)| (work, at))
}

/// For the calendar: the item whose date is awaited under this serial. Silent if there is none.
pub(super) fn awaiting_date<'a>(
    turn: &mut Turn<'a>,
    id: MeasureId,
    serial: i64,
) -> Option<(Work<'a>, usize)> {
    let fits = matches!(&turn.state, State::FixPart { measure, serial: own, part: ItemPart::Date, .. }
        if *measure == id && *own == serial);
    if !fits {
        return None;
    }
    awaited(turn).map(|(work, at, ..)| (work, at))
}

pub(super) fn pick_date(turn: &mut Turn, id: MeasureId, serial: i64, date: NaiveDate) {
    if let Some((work, at)) = awaited_by(turn, id, serial, ItemPart::Date) {
        set(turn, work, at, Value::Date(Some(date)));
    }
}

pub(super) fn pick_number(turn: &mut Turn, id: MeasureId, serial: i64, number: OrderNumber) {
    if let Some((work, at)) = awaited_by(turn, id, serial, ItemPart::Number) {
        set(turn, work, at, Value::Number(number));
    }
}

pub(super) fn pick_issuer(turn: &mut Turn, id: MeasureId, serial: i64, hash: i64) {
    let Some((work, at)) = awaited_by(turn, id, serial, ItemPart::Issuer) else {
        return;
    };
    let issuer = known::issuers(&work)
        .into_iter()
        .find(|issuer| fingerprint(issuer) == hash);
    match issuer {
        Some(issuer) => set(turn, work, at, Value::Issuer(Some(issuer))),
        None => turn.stale("stale-button"),
    }
}

/// The part, as it was typed.
pub(super) fn text(turn: &mut Turn, text: &str) {
    let Some((work, at, part, serial)) = awaited(turn) else {
        return;
    };
    let evasive = answer::evasive(text).is_some();
    let item = &work.draft.progress.results[at];
    let kind = paper(item).unwrap_or_default();
    let is_order = kind == EvidenceKind::Order;
    let value = match part {
        ItemPart::Number if is_order => match order::read_number(turn, &work, serial, kind, text) {
            Some(number) => Value::Number(number),
            None => return,
        },
        ItemPart::Number if evasive => Value::Reference(None),
        ItemPart::Number => match citation::reference(kind, text, work.office.plan.year()) {
            Some(reference) => Value::Reference(Some(reference)),
            None => {
                let why = Phrase::new("paper-number-unreadable").with("paper", kinds::code(kind));
                return turn.again(why);
            }
        },
        ItemPart::Subject if evasive => {
            return turn
                .again(Phrase::new("paper-subject-needed").with("paper", kinds::code(kind)));
        }
        ItemPart::Subject => Value::Subject(reading::without_lead(text, &["เรื่อง"])),
        ItemPart::Date if evasive => Value::Date(None),
        ItemPart::Date => match dates::read_date(turn, &work, serial, text) {
            Dated::Date(date) => Value::Date(Some(date)),
            Dated::Asked => return,
        },
        ItemPart::Issuer if evasive => Value::Issuer(None),
        ItemPart::Issuer => Value::Issuer(Some(reading::without_lead(text, &["คำสั่ง"]))),
        ItemPart::Url => match cited::url(text, &work.office.plan) {
            Some(link) => Value::Url(link.url),
            None => return turn.again("url-unreadable"),
        },
    };
    set(turn, work, at, value);
}

/// Writes the part, reads the item back, and goes on.
pub(super) fn set(turn: &mut Turn, mut work: Work, at: usize, value: Value) {
    let own = work.office.plan.order_issuer.clone();
    let part = match &value {
        Value::Number(_) | Value::Reference(_) => Part::Number,
        Value::Subject(_) => Part::Subject,
        Value::Date(_) => Part::Date,
        Value::Issuer(_) | Value::Url(_) => Part::Whole,
    };
    let sources = match part {
        // An edit of that message would replace the whole item.
        Part::Whole => Vec::new(),
        part => turn.typed(part).into_iter().collect::<Vec<_>>(),
    };
    let item = &mut work.draft.progress.results[at];
    match (&mut item.content, value) {
        (Content::Order(order), Value::Number(number)) => order.number = number,
        (Content::Order(order), Value::Issuer(issuer)) => order.issuer = issuer.unwrap_or(own),
        (Content::Order(order), Value::Subject(subject)) => order.subject = subject,
        (Content::Order(order), Value::Date(date)) => order.date = date,
        (Content::Cited(cited), Value::Number(number)) => cited.number = Some(number.to_string()),
        (Content::Cited(cited), Value::Reference(number)) => cited.number = number,
        (Content::Cited(cited), Value::Issuer(issuer)) => cited.issuer = issuer,
        (Content::Cited(cited), Value::Subject(subject)) => cited.subject = subject,
        (Content::Cited(cited), Value::Date(date)) => cited.date = date,
        (Content::Cited(cited), Value::Url(url)) => cited.url = Some(url),
        (Content::Pictured { caption }, Value::Subject(subject)) => *caption = subject,
        _ => return turn.stale("stale-button"),
    }
    item.insisted = None;
    item.from.retain(|typed| typed.part != part);
    item.from.extend(sources);
    work.save(turn);
    let note = Phrase::new("item-mended")
        .with("items", reading::one(at, &work.draft.progress.results[at]));
    if doubts::waits(&work, at) {
        return doubts::ask(turn, work, at, Vec::new());
    }
    if work.lacks().is_none() {
        return show_review_with(turn, work, Some(note));
    }
    papers::ask_next(turn, work, vec![note]);
}
