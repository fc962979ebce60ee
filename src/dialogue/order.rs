//! Numbers of orders and of meetings: which year is meant, whether the order is known already, and whose
//! order it is. The other parts of a paper are asked for in [`super::papers`].

use super::editing::fingerprint;
use super::measure::Work;
use super::papers::{self, advance, current, pasted, pressed};
use super::turn::Turn;
use super::{Action, Arg, Button, Phrase, Screen, State};
use super::{kinds, known};
use crate::domain::answer;
use crate::domain::citation;
use crate::domain::evidence::EvidenceKind;
use crate::domain::office::MeasureId;
use crate::domain::order::{OrderNumber, OrderNumberFault};
use crate::domain::progress::{Order, OrderDraft, Part};

pub(super) fn number(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(work) = current(turn, id) else {
        return;
    };
    // Whoever pastes the whole citation here need not be asked for the rest.
    let work = match pasted(turn, work, text) {
        Ok(()) => return,
        Err(work) => *work,
    };
    let paper = work.draft.orders[0].paper;
    let evasive = answer::evasive(text).is_some();
    match paper {
        EvidenceKind::Order if evasive => turn.again("order-number-needed"),
        _ if evasive => papers::unnumbered(turn, id, work.draft.serial),
        EvidenceKind::Order | EvidenceKind::Minutes => {
            if let Some(number) = read_number(turn, &work, work.draft.serial, paper, text) {
                set_number(turn, work, number);
            }
        }
        _ => reference(turn, work, text),
    }
}

/// The number of a letter or a memo as it is written behind ที่.
fn reference(turn: &mut Turn, mut work: Work, text: &str) {
    let paper = work.draft.orders[0].paper;
    match citation::reference(paper, text, work.office.plan.year()) {
        Some(written) => {
            work.draft.orders[0].reference = Some(written);
            advance(turn, work, Part::Number);
        }
        None => turn.again(unreadable(paper)),
    }
}

fn unreadable(paper: EvidenceKind) -> Phrase {
    Phrase::new("paper-number-unreadable").with("paper", kinds::code(paper))
}

/// A running number over its year; asks which year is meant, or says what is wrong with it.
pub(super) fn read_number(
    turn: &mut Turn,
    work: &Work,
    serial: i64,
    paper: EvidenceKind,
    text: &str,
) -> Option<OrderNumber> {
    let id = work.measure.id;
    let near = work.office.plan.year();
    let text = match paper {
        EvidenceKind::Minutes => super::reading::round(text),
        _ => text.to_owned(),
    };
    let back = Action::Open(id);
    match OrderNumber::parse(&text, near) {
        Ok(number) => return Some(number),
        Err(OrderNumberFault::YearInDoubt(offered)) => {
            let screen = Screen::new(work.heading())
                .and(
                    Phrase::new("order-year-in-doubt")
                        .with("number", offered.number())
                        .with("year", Arg::Year(offered.year_be())),
                )
                .button(
                    numbered(offered),
                    Action::PickYear(id, serial, pack(offered)),
                )
                .button("button-back", back);
            turn.show(screen);
        }
        Err(OrderNumberFault::NoYear { number }) => {
            let offered = [near.year_be() - 1, near.year_be()];
            let offered = offered.map(|year| OrderNumber::new(number, year));
            let screen = Screen::new(work.heading())
                .and(Phrase::new("order-year-missing").with("number", number))
                .row(offered.into_iter().flatten().map(|offered| Button {
                    label: numbered(offered),
                    action: Action::PickYear(id, serial, pack(offered)),
                }))
                .button("button-back", back);
            turn.show(screen);
        }
        Err(OrderNumberFault::Round) => turn.again("order-number-is-round"),
        Err(_) => turn.again(unreadable(paper)),
    }
    None
}

fn numbered(number: OrderNumber) -> Phrase {
    Phrase::new("button-order-number")
        .with("number", number.number())
        .with("year", Arg::Year(number.year_be()))
}

/// An order number in one integer of callback data.
fn pack(number: OrderNumber) -> i64 {
    i64::from(number.number()) * 10_000 + i64::from(number.year_be())
}

fn unpack(packed: i64) -> Option<OrderNumber> {
    let number = u32::try_from(packed / 10_000).ok()?;
    OrderNumber::new(number, i32::try_from(packed % 10_000).ok()?)
}

pub(super) fn pick_year(turn: &mut Turn, id: MeasureId, serial: i64, packed: i64) {
    if let (State::FixPart { .. }, Some(number)) = (&turn.state, unpack(packed)) {
        return super::fix::pick_number(turn, id, serial, number);
    }
    let Some(work) = pressed(turn, id, serial) else {
        return;
    };
    match unpack(packed) {
        Some(number)
            if papers::awaited(id, &work.draft) == Some(State::OrderNumber { measure: id }) =>
        {
            set_number(turn, work, number);
        }
        _ => turn.stale("stale-button"),
    }
}

fn set_number(turn: &mut Turn, mut work: Work, number: OrderNumber) {
    let paper = &mut work.draft.orders[0];
    if paper.paper == EvidenceKind::Order {
        paper.number = Some(number);
        paper.typed = None;
    } else {
        paper.reference = Some(number.to_string());
    }
    advance(turn, work, Part::Number);
}

/// What is offered where the order is known by its number: the one that was cited before, or another.
pub(super) fn offer(work: &Work, paper: &OrderDraft) -> Option<Screen> {
    let known = known(work, paper)?;
    let (id, serial) = (work.measure.id, work.draft.serial);
    let key = match known.place {
        known::Place::Here(_) => "button-not-again",
        known::Place::Filed(..) => "button-use-known",
    };
    Some(
        Screen::new(known::phrase(&known, "order-known"))
            .and("order-known-or-subject")
            .button(
                Phrase::new(key)
                    .with("number", known.order.number.number())
                    .with("year", Arg::Year(known.order.number.year_be())),
                Action::UseKnown(id, serial),
            )
            .button("button-another-order", Action::AnotherOrder(id, serial)),
    )
}

fn known<'a>(work: &'a Work, paper: &OrderDraft) -> Option<known::Known<'a>> {
    if paper.distinct || paper.paper != EvidenceKind::Order || paper.subject.is_some() {
        return None;
    }
    known::same(work, paper.number?, paper.issuer.as_deref())
}

/// The order is the known one: its subject and date are taken from there.
pub(super) fn use_known(turn: &mut Turn, id: MeasureId, serial: i64) {
    let Some(mut work) = pressed(turn, id, serial) else {
        return;
    };
    let Some(order) = known(&work, &work.draft.orders[0]).map(|known| known.order.clone()) else {
        return turn.stale("stale-button");
    };
    let paper = &mut work.draft.orders[0];
    paper.issuer = Some(order.issuer);
    paper.subject = Some(order.subject);
    paper.undated = order.date.is_none();
    paper.date = order.date;
    advance(turn, work, Part::Subject);
}

pub(super) fn another(turn: &mut Turn, id: MeasureId, serial: i64) {
    let Some(mut work) = pressed(turn, id, serial) else {
        return;
    };
    if known(&work, &work.draft.orders[0]).is_none() {
        return turn.stale("stale-button");
    }
    work.draft.orders[0].distinct = true;
    work.save(turn);
    papers::ask_next(turn, work, Vec::new());
}

/// That this very number was cited before with another subject or date.
pub(super) fn differs(work: &Work, order: &Order) -> Option<Phrase> {
    let known = known::same(work, order.number, Some(&order.issuer))?;
    let differs = known.order.subject != order.subject
        || known.order.date.is_some() && order.date.is_some() && known.order.date != order.date;
    differs.then(|| known::phrase(&known, "order-known-otherwise"))
}

/// Issuers to choose from, where the last order of this draft had another issuer than the office.
pub(super) fn issuer_rows(work: &Work, paper: &OrderDraft) -> Vec<Vec<Button>> {
    let (id, serial) = (work.measure.id, work.draft.serial);
    let offered = paper.paper == EvidenceKind::Order
        && paper.number.is_some()
        && known::foreign_issuer(work).is_some();
    if !offered {
        return Vec::new();
    }
    let now = known::issuer(work, paper.issuer.as_deref());
    let last = known::foreign_issuer(work);
    let mut rows: Vec<Vec<Button>> = known::issuers(work)
        .into_iter()
        .filter(|issuer| *issuer != now)
        .take(3)
        .map(|issuer| {
            let key = match last.as_ref() == Some(&issuer) {
                true => "button-same-issuer",
                false => "button-issuer",
            };
            let action = Action::PickIssuer(id, serial, fingerprint(&issuer));
            vec![Button {
                label: Phrase::new(key).with("issuer", issuer),
                action,
            }]
        })
        .collect();
    rows.push(vec![Button {
        label: "button-other-issuer".into(),
        action: Action::OtherIssuer(id, serial),
    }]);
    rows
}

pub(super) fn pick_issuer(turn: &mut Turn, id: MeasureId, serial: i64, hash: i64) {
    if matches!(turn.state, State::FixPart { .. }) {
        return super::fix::pick_issuer(turn, id, serial, hash);
    }
    let Some(mut work) = pressed(turn, id, serial) else {
        return;
    };
    let issuer = known::issuers(&work)
        .into_iter()
        .find(|issuer| fingerprint(issuer) == hash);
    let Some(issuer) = issuer else {
        return turn.stale("stale-button");
    };
    work.draft.orders[0].issuer = Some(issuer);
    work.save(turn);
    papers::ask_next(turn, work, Vec::new());
}

pub(super) fn ask_issuer(turn: &mut Turn, id: MeasureId, serial: i64) {
    if pressed(turn, id, serial).is_some() {
        turn.state = State::PaperIssuer { measure: id };
        let screen = super::home::question(turn);
        turn.show(screen);
    }
}

pub(super) fn issuer_question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = super::measure::work(turn, id)?;
    work.draft.orders.first()?;
    Some(
        Screen::new(work.heading())
            .and("ask-issuer")
            .button("button-back", Action::Open(id)),
    )
}

pub(super) fn issuer(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(work) = current(turn, id) else {
        return;
    };
    if answer::evasive(text).is_some() {
        return turn.again("issuer-needed");
    }
    let mut work = match pasted(turn, work, text) {
        Ok(()) => return,
        Err(work) => *work,
    };
    work.draft.orders[0].issuer = Some(super::reading::without_lead(text, &["คำสั่ง"]));
    work.save(turn);
    papers::ask_next(turn, work, Vec::new());
}
