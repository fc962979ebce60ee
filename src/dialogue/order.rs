//! Orders (คำสั่ง) as evidence: pasted whole or asked for part by part: number, subject, date. Each is
//! read back in its official form. A half-given order is kept in the draft, so that it survives any
//! pause.

use chrono::{Datelike, NaiveDate};

use super::cited::{Read, order, settle};
use super::measure::{self, Work};
use super::step::Turn;
use super::{Action, Arg, Phrase, Screen, State};
use super::{reading, results};
use crate::domain::answer::{self};
use crate::domain::citation::{self};
use crate::domain::office::MeasureId;
use crate::domain::order::{OrderNumber, OrderNumberFault};
use crate::domain::plan::OfficePlan;
use crate::domain::progress::{Content, Draft, OrderDraft, ResultItem};
use crate::domain::thai_date::{self, DateFault, DateReading};
use crate::wording;

/// What is awaited for the first order that lacks a part.
pub(super) fn awaited(measure: MeasureId, draft: &Draft) -> Option<State> {
    let order = draft.orders.first()?;
    Some(if order.number.is_none() {
        State::OrderNumber { measure }
    } else if order.subject.is_none() {
        State::OrderSubject { measure }
    } else {
        State::OrderDate { measure }
    })
}

pub(super) fn add(turn: &mut Turn, id: MeasureId) {
    let Some(mut work) = measure::open_work(turn, id) else {
        return;
    };
    if work.draft.orders.is_empty() {
        work.draft.orders.push(OrderDraft::default());
        work.turn_to_next_order(turn.desk.now);
        work.save(turn);
    }
    ask_next(turn, work);
}

/// Asks for the next missing part, or for more results if no order lacks any.
pub(super) fn ask_next(turn: &mut Turn, work: Work) {
    let id = work.measure.id;
    turn.state = awaited(id, &work.draft).unwrap_or(State::Results { measure: id });
    let screen = match turn.state {
        State::Results { .. } => results::results_screen(&work),
        _ => order_screen(&work),
    };
    turn.show(screen);
}

pub(super) fn question(turn: &Turn, id: MeasureId) -> Option<Screen> {
    let work = measure::work(turn, id)?;
    match awaited(id, &work.draft) {
        Some(_) => Some(order_screen(&work)),
        None => Some(results::results_screen(&work)),
    }
}

fn order_screen(work: &Work) -> Screen {
    let id = work.measure.id;
    let Some(order) = work.draft.orders.first() else {
        return results::results_screen(work);
    };
    let mut screen = Screen::new(work.heading());
    if let Some(typed) = &order.typed {
        screen = screen.and(Phrase::new("order-typed").with("typed", typed));
    }
    if let Some(number) = order.number {
        let issuer = order
            .issuer
            .as_ref()
            .unwrap_or(&work.office.plan.order_issuer);
        let known = Phrase::new("order-so-far")
            .with("issuer", issuer)
            .with("number", number.number())
            .with("year", Arg::Year(number.year_be()));
        let known = match &order.subject {
            Some(subject) => known
                .with("has-subject", Arg::Code("yes".to_owned()))
                .with("subject", subject),
            None => known
                .with("has-subject", Arg::Code("no".to_owned()))
                .with("subject", ""),
        };
        screen = screen.and(known);
    }
    screen = if order.number.is_none() {
        screen.and(
            Phrase::new("ask-order-number").with("year", Arg::Year(work.office.plan.fiscal_year)),
        )
    } else if order.subject.is_none() {
        screen.and("ask-order-subject")
    } else {
        screen
            .and(
                Phrase::new("ask-order-date").with("year", Arg::Year(work.office.plan.fiscal_year)),
            )
            .button("button-undated", Action::Undated(id, work.draft.serial))
    };
    screen.button(
        "button-drop-order",
        Action::DropOrder(id, work.draft.serial),
    )
}

/// The order that is being asked for, if the chat and the draft agree that there is one.
fn current<'a>(turn: &mut Turn<'a>, id: MeasureId) -> Option<Work<'a>> {
    let work = measure::open_work(turn, id)?;
    if work.draft.orders.is_empty() {
        turn.state = State::Results { measure: id };
        turn.stale("stale-button");
        return None;
    }
    Some(work)
}

/// Likewise after a press, which must be about this very order: a second tap must not touch the next.
fn pressed<'a>(turn: &mut Turn<'a>, id: MeasureId, serial: i64) -> Option<Work<'a>> {
    let work = current(turn, id)?;
    if work.draft.serial != serial {
        turn.stale("stale-button");
        return None;
    }
    Some(work)
}

pub(super) fn number(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = current(turn, id) else {
        return;
    };
    let near = work.office.plan.year();
    // Whoever pastes the whole citation here need not be asked for the rest.
    if let [cited] = &citation::read(text, near)[..]
        && cited.subject.is_some()
    {
        let place = work.draft.orders[0].place;
        match order(cited.clone(), &work.office.plan) {
            Read::Incomplete(mut draft) => {
                draft.place = place;
                work.draft.orders[0] = draft;
            }
            Read::Item(item) => {
                work.draft.orders.remove(0);
                work.turn_to_next_order(turn.desk.now);
                insert(&mut work.draft, place, item);
            }
        }
        work.save(turn);
        return ask_next(turn, work);
    }
    match OrderNumber::parse(text, near) {
        Ok(number) => set_number(turn, work, number),
        Err(OrderNumberFault::YearInDoubt(offered)) => {
            let screen = Screen::new(work.heading())
                .and(
                    Phrase::new("order-year-in-doubt")
                        .with("number", offered.number())
                        .with("year", Arg::Year(offered.year_be())),
                )
                .button(
                    Phrase::new("button-order-number")
                        .with("number", offered.number())
                        .with("year", Arg::Year(offered.year_be())),
                    Action::PickYear(id, work.draft.serial, pack(offered)),
                )
                .button(
                    "button-drop-order",
                    Action::DropOrder(id, work.draft.serial),
                );
            turn.show(screen);
        }
        Err(OrderNumberFault::NoYear { number }) => {
            let years = [near.year_be() - 1, near.year_be()];
            let mut screen = Screen::new(work.heading())
                .and(Phrase::new("order-year-missing").with("number", number));
            for year in years {
                if let Some(offered) = OrderNumber::new(number, year) {
                    screen = screen.button(
                        Phrase::new("button-order-number")
                            .with("number", number)
                            .with("year", Arg::Year(year)),
                        Action::PickYear(id, work.draft.serial, pack(offered)),
                    );
                }
            }
            let drop = Action::DropOrder(id, work.draft.serial);
            turn.show(screen.button("button-drop-order", drop));
        }
        Err(OrderNumberFault::Round) => turn.again("order-number-is-round"),
        Err(_) => turn.again("order-number-unreadable"),
    }
}

/// An order number in one integer of callback data.
fn pack(number: OrderNumber) -> i64 {
    i64::from(number.number()) * 10_000 + i64::from(number.year_be())
}

pub(super) fn pick_year(turn: &mut Turn, id: MeasureId, serial: i64, packed: i64) {
    let Some(work) = pressed(turn, id, serial) else {
        return;
    };
    let number = u32::try_from(packed / 10_000).ok();
    let year = i32::try_from(packed % 10_000).ok();
    match number
        .zip(year)
        .and_then(|(number, year)| OrderNumber::new(number, year))
    {
        Some(number) if work.draft.orders[0].number.is_none() => set_number(turn, work, number),
        _ => turn.stale("stale-button"),
    }
}

fn set_number(turn: &mut Turn, mut work: Work, number: OrderNumber) {
    work.draft.orders[0].number = Some(number);
    advance(turn, work);
}

pub(super) fn subject(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(mut work) = current(turn, id) else {
        return;
    };
    if answer::evasive(text).is_some() {
        return turn.again("order-subject-needed");
    }
    work.draft.orders[0].subject = Some(reading::without_lead(text, &["เรื่อง"]));
    advance(turn, work);
}

pub(super) fn date(turn: &mut Turn, id: MeasureId, text: &str) {
    let Some(work) = current(turn, id) else {
        return;
    };
    if answer::evasive(text).is_some() {
        return undated(turn, id, None);
    }
    let year = Arg::Year(work.office.plan.fiscal_year);
    match thai_date::parse(text, turn.desk.today, work.office.plan.year()) {
        DateReading::Date(date) => set_date(turn, work, date),
        DateReading::Ambiguous(dates) => {
            let mut screen = Screen::new(work.heading()).and("date-ambiguous");
            for date in dates {
                screen = screen.button(
                    Phrase::new("button-date").with("date", date),
                    Action::PickDate(id, work.draft.serial, days(date)),
                );
            }
            let undated = Action::Undated(id, work.draft.serial);
            turn.show(screen.button("button-undated", undated));
        }
        DateReading::Impossible(DateFault::NoSuchDay { .. }) => {
            turn.again(Phrase::new("date-no-such-day").with("year", year))
        }
        DateReading::Impossible(_) => turn.again(Phrase::new("date-impossible").with("year", year)),
        DateReading::Unreadable => turn.again(Phrase::new("date-unreadable").with("year", year)),
    }
}

pub(super) fn pick_date(turn: &mut Turn, id: MeasureId, serial: i64, days: i64) {
    let Some(work) = pressed(turn, id, serial) else {
        return;
    };
    let date = i32::try_from(days)
        .ok()
        .and_then(NaiveDate::from_epoch_days);
    match date {
        Some(date) if work.draft.orders[0].subject.is_some() => set_date(turn, work, date),
        _ => turn.stale("stale-button"),
    }
}

fn days(date: NaiveDate) -> i64 {
    date.to_epoch_days().into()
}

fn set_date(turn: &mut Turn, mut work: Work, date: NaiveDate) {
    if date > turn.desk.today {
        return turn.again(Phrase::new("date-in-future").with("date", date));
    }
    work.draft.orders[0].date = Some(date);
    advance(turn, work);
}

/// The date is not known: said in words, or by the button of the order with this serial.
pub(super) fn undated(turn: &mut Turn, id: MeasureId, serial: Option<i64>) {
    let work = match serial {
        Some(serial) => pressed(turn, id, serial),
        None => current(turn, id),
    };
    let Some(mut work) = work else {
        return;
    };
    if work.draft.orders[0].subject.is_none() {
        return turn.stale("stale-button");
    }
    work.draft.orders[0].undated = true;
    advance(turn, work);
}

pub(super) fn drop(turn: &mut Turn, id: MeasureId, serial: i64) {
    let Some(mut work) = pressed(turn, id, serial) else {
        return;
    };
    work.draft.orders.remove(0);
    work.turn_to_next_order(turn.desk.now);
    work.save(turn);
    ask_next(turn, work);
}

/// Files the order among the results if it is whole now, and goes on.
fn advance(turn: &mut Turn, mut work: Work) {
    let order = work.draft.orders.remove(0);
    let place = order.place;
    let mut notes = Vec::new();
    match settle(order, &work.office.plan) {
        Read::Incomplete(order) => work.draft.orders.insert(0, order),
        Read::Item(item) => {
            notes.extend(doubts(&item, &work.office.plan));
            work.turn_to_next_order(turn.desk.now);
            insert(&mut work.draft, place, item);
        }
    }
    work.save(turn);
    let id = work.measure.id;
    turn.state = awaited(id, &work.draft).unwrap_or(State::Results { measure: id });
    let mut screen = match turn.state {
        State::Results { .. } => results::results_screen(&work),
        _ => order_screen(&work),
    };
    if matches!(turn.state, State::Results { .. }) && !notes.is_empty() {
        // The list of results, which comes next, reads the order back already.
        notes.remove(0);
    }
    for note in notes.into_iter().rev() {
        screen.parts.insert(1, note);
    }
    turn.show(screen);
}

/// What is odd about an order though it may be true: pointed out, and kept.
fn doubts(item: &ResultItem, plan: &OfficePlan) -> Vec<Phrase> {
    let Content::Order(order) = &item.content else {
        return Vec::new();
    };
    let mut notes = vec![Phrase::new("order-added").with("citation", wording::order(order))];
    let Some(date) = order.date else { return notes };
    if !plan.year().contains(date) {
        notes.push(
            Phrase::new("order-outside-year")
                .with("date", date)
                .with("year", Arg::Year(plan.fiscal_year)),
        );
    }
    if !order.number.suits(date) {
        notes.push(
            Phrase::new("order-year-differs")
                .with("number-year", Arg::Year(order.number.year_be()))
                .with(
                    "date-year",
                    Arg::Year(crate::domain::calendar::buddhist_year(date.year())),
                ),
        );
    }
    notes
}

fn insert(draft: &mut Draft, place: Option<usize>, item: ResultItem) {
    let results = &mut draft.progress.results;
    results.retain(|item| !item.is_nothing_done());
    let at = place.unwrap_or(results.len()).min(results.len());
    results.insert(at, item);
}
