//! Reads other words for something that was told before: a whole item, or the one part of it that a
//! message held. What cannot be read says how it should look.

use chrono::NaiveDate;

use super::cited::{self, Read};
use super::{Arg, Phrase, reading};
use crate::domain::answer;
use crate::domain::numerals;
use crate::domain::order::OrderNumber;
use crate::domain::plan::OfficePlan;
use crate::domain::progress::{Content, OrderDraft, Part, ResultItem};
use crate::domain::thai_date::{self, DateReading};

/// What the item becomes: usually one, several where several were typed.
pub(super) fn item(
    item: &ResultItem,
    part: Part,
    text: &str,
    plan: &OfficePlan,
    today: NaiveDate,
) -> Result<Vec<Read>, Phrase> {
    let mut changed = item.clone();
    match (&mut changed.content, part) {
        (Content::NothingDone { reason }, _) => {
            if answer::evasive(text).is_some() {
                return Err("reason-needed".into());
            }
            *reason = self::reason(text);
        }
        (Content::Pictured { caption }, _) => *caption = reading::without_lead(text, &[]),
        (Content::Order(order), Part::Number) => order.number = number(text, plan)?,
        (Content::Order(order), Part::Subject) => order.subject = subject(text),
        (Content::Order(order), Part::Date) => order.date = Some(date(text, plan, today)?),
        (Content::Cited(paper), Part::Number) => paper.number = Some(reference(text)),
        (Content::Cited(paper), Part::Subject) => paper.subject = subject(text),
        (Content::Cited(paper), Part::Date) => paper.date = Some(date(text, plan, today)?),
        (_, Part::Caption) => {
            for file in &mut changed.files {
                file.caption = Some(reading::without_lead(text, &[]));
            }
        }
        (Content::Order(order), Part::Whole) => {
            // A part of it may be all that is wrong.
            if let Ok(number) = OrderNumber::parse(text, plan.year()) {
                order.number = number;
            } else if let Ok(date) = date(text, plan, today) {
                order.date = Some(date);
            } else if text.starts_with(SUBJECT) {
                order.subject = subject(text);
            } else {
                return whole(text, plan);
            }
        }
        (Content::Text { .. } | Content::Cited(_), _) => return whole(text, plan),
    }
    // It says something else now: whoever insisted on the old words did not insist on these.
    changed.insisted = None;
    Ok(vec![Read::Item(changed)])
}

/// A part of a paper that is still being asked about.
pub(super) fn pending(
    order: &mut OrderDraft,
    part: Part,
    text: &str,
    plan: &OfficePlan,
    today: NaiveDate,
) -> Result<(), Phrase> {
    match part {
        Part::Number if order.number.is_some() => order.number = Some(number(text, plan)?),
        Part::Number => order.reference = Some(reference(text)),
        Part::Subject => order.subject = Some(subject(text)),
        Part::Date => order.date = Some(date(text, plan, today)?),
        Part::Whole | Part::Caption => {}
    }
    Ok(())
}

fn whole(text: &str, plan: &OfficePlan) -> Result<Vec<Read>, Phrase> {
    let read = cited::read_items(text, plan);
    if read.is_empty() || answer::evasive(text).is_some() {
        return Err("item-words-needed".into());
    }
    Ok(read)
}

/// Introduces the subject in a citation.
const SUBJECT: &str = "เรื่อง";

fn subject(text: &str) -> String {
    reading::without_lead(text, &[SUBJECT])
}

/// The reason why nothing was done, without the word that introduces it in a sentence of ours.
pub(super) fn reason(text: &str) -> String {
    reading::without_lead(text, &["เนื่องจาก", "เพราะว่า", "เพราะ"])
}

fn reference(text: &str) -> String {
    numerals::to_arabic(&reading::without_lead(text, &["ครั้งที่", "เลขที่", "ที่"]))
}

fn number(text: &str, plan: &OfficePlan) -> Result<OrderNumber, Phrase> {
    OrderNumber::parse(text, plan.year()).map_err(|_| {
        let order = Arg::Code("order".to_owned());
        Phrase::new("paper-number-unreadable").with("paper", order)
    })
}

fn date(text: &str, plan: &OfficePlan, today: NaiveDate) -> Result<NaiveDate, Phrase> {
    match thai_date::parse(text, today, plan.year()) {
        DateReading::Date(date) => Ok(date),
        _ => Err(Phrase::new("date-unreadable").with("year", Arg::Year(plan.fiscal_year))),
    }
}
