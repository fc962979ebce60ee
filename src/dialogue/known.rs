//! What the office has cited before: orders and their issuers, in this draft and in everything that was
//! filed. An order that is named by a known number need not be typed again.

use chrono::NaiveDate;

use super::measure::Work;
use super::{Arg, Phrase};
use crate::domain::calendar::Quarter;
use crate::domain::order::OrderNumber;
use crate::domain::plan::OfficePlan;
use crate::domain::progress::{Content, Order, ResultItem};

/// An order that was cited before, and where.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub order: &'a Order,
    pub place: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In this very draft: the item's place, counted from 0.
    Here(usize),
    /// In what was filed for a measure (its number) and a quarter.
    Filed(u32, Quarter),
}

impl Place {
    pub fn phrase(self) -> Phrase {
        match self {
            Place::Here(item) => Phrase::new("known-here").with("item", item + 1),
            Place::Filed(measure, quarter) => Phrase::new("known-filed")
                .with("measure", measure)
                .with("quarter", u32::from(quarter.number())),
        }
    }
}

fn order(item: &ResultItem) -> Option<&Order> {
    match &item.content {
        Content::Order(order) => Some(order),
        _ => None,
    }
}

/// Every order that is known here: the draft's first, then what was filed.
fn orders<'a>(work: &'a Work) -> impl Iterator<Item = Known<'a>> {
    let here = work.draft.progress.results.iter().enumerate();
    let here = here.filter_map(|(item, result)| {
        Some(Known {
            order: order(result)?,
            place: Place::Here(item),
        })
    });
    let filed = work.office.standings.iter().flat_map(|standing| {
        let number = work.office.plan.measure(standing.measure)?.number;
        let filings = standing.quarters.iter();
        let filings = filings.filter_map(|quarter| quarter.filing.as_ref());
        Some(filings.flat_map(move |filing| {
            let place = Place::Filed(number, filing.quarter);
            let orders = filing.progress.results.iter().filter_map(order);
            orders.map(move |order| Known { order, place })
        }))
    });
    here.chain(filed.flatten())
}

/// The issuer as it stands in a citation: the office's own short name means its official one.
pub(super) fn issuer(work: &Work, given: Option<&str>) -> String {
    let plan = &work.office.plan;
    match given {
        Some(given) if !means_own(plan, given) => given.to_owned(),
        _ => plan.order_issuer.clone(),
    }
}

fn bare(name: &str) -> String {
    name.split_whitespace().collect()
}

/// Whether a name stands for the office itself: its short name, or the beginning of its names, such as
/// the kind of office alone.
fn means_own(plan: &OfficePlan, given: &str) -> bool {
    let given = bare(given);
    !given.is_empty()
        && [&plan.short_name, &plan.name]
            .into_iter()
            .any(|own| bare(own).starts_with(&given))
}

fn same_issuer(work: &Work, one: &str, other: &str) -> bool {
    bare(&issuer(work, Some(one))) == bare(&issuer(work, Some(other)))
}

/// The place of the very same order among this draft's results.
pub(super) fn here(work: &Work, cited: &Order) -> Option<usize> {
    work.draft.progress.results.iter().position(|item| {
        order(item).is_some_and(|had| {
            had.number == cited.number
                && bare(&had.subject) == bare(&cited.subject)
                && same_issuer(work, &had.issuer, &cited.issuer)
                && (had.date == cited.date || had.date.is_none() || cited.date.is_none())
        })
    })
}

/// The order that was cited before under this number by this issuer.
pub(super) fn same<'a>(
    work: &'a Work,
    number: OrderNumber,
    given: Option<&str>,
) -> Option<Known<'a>> {
    let wanted = issuer(work, given);
    orders(work).find(|known| {
        known.order.number == number && same_issuer(work, &known.order.issuer, &wanted)
    })
}

/// The date of the order with the nearest number of the same year and issuer: numbers rise with dates.
pub(super) fn nearest_date(
    work: &Work,
    number: OrderNumber,
    given: Option<&str>,
) -> Option<NaiveDate> {
    let wanted = issuer(work, given);
    orders(work)
        .filter(|known| known.order.number.year_be() == number.year_be())
        .filter(|known| same_issuer(work, &known.order.issuer, &wanted))
        .filter_map(|known| Some((known.order.number.number(), known.order.date?)))
        .filter(|(_, date)| number.suits(*date))
        .min_by_key(|(other, _)| other.abs_diff(number.number()))
        .map(|(_, date)| date)
}

/// Whose orders are cited here: the office's own first, then others in the order of their appearance.
pub(super) fn issuers(work: &Work) -> Vec<String> {
    let mut issuers = vec![work.office.plan.order_issuer.clone()];
    for known in orders(work) {
        if !issuers
            .iter()
            .any(|had| same_issuer(work, had, &known.order.issuer))
        {
            issuers.push(known.order.issuer.clone());
        }
    }
    issuers
}

/// The issuer of the order that was cited last in this draft, if it is not the office itself.
pub(super) fn foreign_issuer(work: &Work) -> Option<String> {
    let last = work.draft.progress.results.iter().rev().find_map(order)?;
    let own = &work.office.plan.order_issuer;
    (!same_issuer(work, &last.issuer, own)).then(|| last.issuer.clone())
}

/// The order as it was cited before, and where.
pub(super) fn phrase(known: &Known, key: &str) -> Phrase {
    Phrase::new(key)
        .with("citation", Arg::from(crate::wording::order(known.order)))
        .with("where", Arg::from(known.place.phrase()))
}
