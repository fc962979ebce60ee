//! Reads other words for something that was told before: a whole item, or the one part of it that a
//! message held. What cannot be read says how it should look.

use chrono::NaiveDate;

use super::cited::{self, Read};
use super::{Arg, Phrase, reading};
use crate::domain::answer;
use crate::domain::citation;
use crate::domain::evidence::EvidenceKind;
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
        (_, Part::Caption) => self::caption(&mut changed, text, plan),
        (Content::Pictured { caption }, _) => *caption = reading::without_lead(text, &[]),
        (Content::Order(order), Part::Number) => order.number = number(text, plan)?,
        (Content::Order(order), Part::Date) => order.date = Some(date(text, plan, today)?),
        (Content::Order(order), Part::Subject) => {
            let (subject, date) = cited::subject_and_date(text, plan);
            (order.subject, order.date) = (subject, date.or(order.date));
        }
        (Content::Cited(paper), Part::Number) => {
            paper.number = Some(reference(paper.paper, text, plan)?);
        }
        (Content::Cited(paper), Part::Date) => paper.date = Some(date(text, plan, today)?),
        (Content::Cited(paper), Part::Subject) => {
            let (subject, date) = cited::subject_and_date(text, plan);
            (paper.subject, paper.date) = (subject, date.or(paper.date));
        }
        (Content::Order(order), Part::Whole | Part::Rest) => {
            // A part of it may be all that is wrong.
            if let Ok(number) = OrderNumber::parse(text, plan.year()) {
                order.number = number;
            } else if let Ok(date) = date(text, plan, today) {
                order.date = Some(date);
            } else if text.starts_with(SUBJECT) {
                order.subject = cited::subject_and_date(text, plan).0;
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
        Part::Number if order.paper == EvidenceKind::Order => {
            order.number = Some(number(text, plan)?);
        }
        Part::Number => order.reference = Some(reference(order.paper, text, plan)?),
        Part::Subject => {
            let (subject, date) = cited::subject_and_date(text, plan);
            order.subject = Some(subject);
            order.date = date.or(order.date);
        }
        Part::Date => order.date = Some(date(text, plan, today)?),
        Part::Whole | Part::Caption | Part::Rest => {}
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

/// What a photo shows, or the paper that it is of. Beside a paper that was told otherwise, a caption is
/// only the file's.
fn caption(item: &mut ResultItem, text: &str, plan: &OfficePlan) {
    let said = reading::without_lead(text, &[]);
    match (&mut item.content, &cited::read_papers(text, plan)[..]) {
        (content, [Read::Item(cited)]) => *content = cited.content.clone(),
        (Content::Pictured { caption }, _) => caption.clone_from(&said),
        _ => {}
    }
    if let Some(file) = (item.files.iter_mut()).find(|file| file.caption.is_some()) {
        file.caption = Some(said);
    }
}

/// What a paper that lacks a part now had before, from other messages than the one that was edited.
pub(super) fn complete(paper: &mut OrderDraft, before: &OrderDraft) {
    if paper.paper != before.paper {
        return;
    }
    paper.number = paper.number.or(before.number);
    paper.undated |= before.undated && paper.date.is_none();
    paper.unnumbered |= before.unnumbered && paper.reference.is_none();
    paper.date = paper.date.or(before.date);
    let or = |part: &mut Option<String>, before: &Option<String>| {
        *part = part.take().or_else(|| before.clone());
    };
    or(&mut paper.issuer, &before.issuer);
    or(&mut paper.reference, &before.reference);
    or(&mut paper.subject, &before.subject);
    or(&mut paper.url, &before.url);
}

/// A finished paper as what it was asked for; none of an item that is no paper.
pub(super) fn as_draft(item: &ResultItem) -> Option<OrderDraft> {
    let told = |date: Option<NaiveDate>| (date, date.is_none());
    Some(match item.content.clone() {
        Content::Order(order) => {
            let (date, undated) = told(order.date);
            OrderDraft {
                issuer: Some(order.issuer),
                number: Some(order.number),
                subject: Some(order.subject),
                date,
                undated,
                ..OrderDraft::default()
            }
        }
        Content::Cited(paper) => {
            let (date, undated) = told(paper.date);
            OrderDraft {
                paper: paper.paper,
                issuer: paper.issuer,
                unnumbered: paper.number.is_none(),
                reference: paper.number,
                subject: Some(paper.subject),
                url: paper.url,
                date,
                undated,
                ..OrderDraft::default()
            }
        }
        _ => return None,
    })
}

/// The reason why nothing was done, without the word that introduces it in a sentence of ours.
pub(super) fn reason(text: &str) -> String {
    reading::without_lead(text, &["เนื่องจาก", "เพราะว่า", "เพราะ"])
}

fn reference(paper: EvidenceKind, text: &str, plan: &OfficePlan) -> Result<String, Phrase> {
    let read = match paper {
        EvidenceKind::Minutes => OrderNumber::parse(&reading::round(text), plan.year())
            .ok()
            .map(|round| round.to_string()),
        _ => citation::reference(paper, text, plan.year()),
    };
    read.ok_or_else(|| {
        let paper = Arg::Code(paper.as_str().to_owned());
        Phrase::new("paper-number-unreadable").with("paper", paper)
    })
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
