//! What was typed as results, item by item: an order where one is cited, text otherwise. Nothing is
//! guessed: an order that lacks a part, or whose part is in doubt, stays incomplete and is asked about.

use crate::domain::answer::{self, Item};
use crate::domain::citation::{self, Cited};
use crate::domain::plan::OfficePlan;
use crate::domain::progress::{Content, Order, OrderDraft, ResultItem};
use crate::domain::thai_date::DateReading;

/// One item of what was typed or pasted.
pub(super) enum Read {
    Item(ResultItem),
    /// An order that lacks a part; the part will be asked for.
    Incomplete(OrderDraft),
}

/// Reads results as they are typed: each item one or several orders, if that is all it cites, or text.
pub(super) fn read_items(text: &str, plan: &OfficePlan) -> Vec<Read> {
    // Lines without numbers are one item of text, but orders may stand a line each.
    orders(text, plan).unwrap_or_else(|| {
        answer::items(text)
            .into_iter()
            .flat_map(|item| read_item(item, plan))
            .collect()
    })
}

fn read_item(item: Item, plan: &OfficePlan) -> Vec<Read> {
    let orders = if item.subitems.is_empty() {
        orders(&item.text, plan)
    } else {
        None
    };
    orders.unwrap_or_else(|| {
        vec![Read::Item(
            Content::Text {
                text: item.text,
                subitems: item.subitems,
            }
            .into(),
        )]
    })
}

/// The orders of a text that holds nothing else; a text that only mentions an order stays a text.
fn orders(text: &str, plan: &OfficePlan) -> Option<Vec<Read>> {
    let cited = citation::read(text, plan.year());
    let mut rest = crate::domain::typed::clean(text);
    for cited in &cited {
        rest = rest.replacen(cited.raw.as_str(), "", 1);
    }
    let nothing_else = !rest.contains(char::is_alphanumeric);
    (!cited.is_empty() && nothing_else)
        .then(|| cited.into_iter().map(|cited| order(cited, plan)).collect())
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
            Read::Item(
                Content::Order(Order {
                    issuer,
                    number,
                    subject,
                    date,
                })
                .into(),
            )
        }
        incomplete => Read::Incomplete(incomplete),
    }
}
