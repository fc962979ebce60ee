//! What was typed as results, item by item: an order where one is cited, text otherwise. Nothing is
//! guessed: an order that lacks a part, or whose part is in doubt, stays incomplete and is asked about.

use chrono::NaiveDate;

use crate::domain::answer::{self, Item};
use crate::domain::calendar::FiscalYear;
use crate::domain::citation::{self, Cited};
use crate::domain::plan::OfficePlan;
use crate::domain::progress::{Order, OrderDraft, ResultItem};
use crate::domain::thai_date::DateReading;

/// One item of what was typed or pasted.
pub(super) enum Read {
    Item(ResultItem),
    /// An order that lacks a part; the part will be asked for.
    Incomplete(OrderDraft),
}

/// Reads results as they are typed: each item an order, if it is cited as one, or text.
pub(super) fn read_items(text: &str, plan: &OfficePlan) -> Vec<Read> {
    let near = fiscal_year(plan);
    let cited = citation::read(text, near);
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    // Lines without numbers are one item of text, but a line each if they are orders.
    if !cited.is_empty() && cited.len() == lines {
        return cited.into_iter().map(|cited| order(cited, plan)).collect();
    }
    answer::items(text)
        .into_iter()
        .map(|item| read_item(item, plan))
        .collect()
}

fn read_item(item: Item, plan: &OfficePlan) -> Read {
    if item.subitems.is_empty()
        && let [cited] = &mut citation::read(&item.text, fiscal_year(plan))[..]
        && item.text.starts_with(cited.raw.as_str())
    {
        return order(cited.clone(), plan);
    }
    Read::Item(ResultItem::Text {
        text: item.text,
        subitems: item.subitems,
    })
}

pub(super) fn order(cited: Cited, plan: &OfficePlan) -> Read {
    let date = match cited.date {
        Some(DateReading::Date(date)) => Some(date),
        _ => None,
    };
    settle(
        OrderDraft {
            issuer: cited.issuer,
            typed: cited.number.is_err().then_some(cited.raw),
            number: cited.number.ok(),
            subject: cited.subject,
            date,
            ..OrderDraft::default()
        },
        plan,
    )
}

/// The order, if nothing is missing any more.
pub(super) fn settle(draft: OrderDraft, plan: &OfficePlan) -> Read {
    match draft {
        OrderDraft {
            number: Some(number),
            subject: Some(subject),
            date,
            undated,
            issuer,
            ..
        } if date.is_some() || undated => {
            let issuer = issuer.unwrap_or_else(|| plan.order_issuer.clone());
            Read::Item(ResultItem::Order(Order {
                issuer,
                number,
                subject,
                date,
            }))
        }
        incomplete => Read::Incomplete(incomplete),
    }
}

pub(super) fn fiscal_year(plan: &OfficePlan) -> FiscalYear {
    // A plan's year is checked when it is imported.
    FiscalYear::new(plan.fiscal_year).unwrap_or_else(|| FiscalYear::of(NaiveDate::default()))
}
