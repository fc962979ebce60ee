//! What was typed as results, item by item: a paper where one is cited, text otherwise. Nothing is
//! guessed: a paper that lacks a part, or whose part is in doubt, stays incomplete and is asked about.

use chrono::NaiveDate;

use super::reread;
use crate::domain::answer::{self, Item};
use crate::domain::citation::{self, Cited, Evidence};
use crate::domain::evidence::{self, Citation, EvidenceKind};
use crate::domain::plan::OfficePlan;
use crate::domain::progress::{Content, Order, OrderDraft, ResultItem};
use crate::domain::thai_date::DateReading;

/// Longer texts than this, in lines, are not searched for citations between lines of text.
const MOST_LINES: usize = 60;

/// One item of what was typed or pasted.
pub(super) enum Read {
    Item(ResultItem),
    /// A paper that lacks a part; the part will be asked for.
    Incomplete(OrderDraft),
}

/// Reads results as they are typed: each item one or several papers, if that is all it cites, or text.
pub(super) fn read_items(text: &str, plan: &OfficePlan) -> Vec<Read> {
    // Papers may stand a line each, with or without numbers in front.
    if let Some(read) = papers(text, plan) {
        return read;
    }
    match &answer::items(text)[..] {
        [item] if item.subitems.is_empty() => {
            mixed_lines(text, plan).unwrap_or_else(|| vec![words(item.clone())])
        }
        items => (items.iter().cloned())
            .flat_map(|item| read_item(item, plan))
            .collect(),
    }
}

/// The papers of a text that holds nothing else; none otherwise.
pub(super) fn read_papers(text: &str, plan: &OfficePlan) -> Vec<Read> {
    papers(text, plan).unwrap_or_default()
}

fn read_item(item: Item, plan: &OfficePlan) -> Vec<Read> {
    let cited = match item.subitems.is_empty() {
        true => papers(&item.text, plan),
        false => None,
    };
    cited.unwrap_or_else(|| vec![words(item)])
}

fn words(Item { text, subitems }: Item) -> Read {
    Read::Item(Content::Text { text, subitems }.into())
}

/// The papers of a text that holds nothing else; a text that only mentions one stays a text.
fn papers(text: &str, plan: &OfficePlan) -> Option<Vec<Read>> {
    let cited = citation::evidence(text, plan.year())?;
    Some(cited.into_iter().map(|cited| paper(cited, plan)).collect())
}

/// Lines without marks of which some are citations and others are not: each run of lines that is a
/// citation is one, and what stands between them is text.
fn mixed_lines(text: &str, plan: &OfficePlan) -> Option<Vec<Read>> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    if !(2..=MOST_LINES).contains(&lines.len()) {
        return None;
    }
    let mut read = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    let mut any = false;
    let mut at = 0;
    while at < lines.len() {
        // A citation runs over a few lines at most.
        let longest = lines.len().min(at + 4);
        let found = (at + 1..=longest)
            .rev()
            .find_map(|end| Some((papers(&lines[at..end].join("\n"), plan)?, end)));
        match found {
            Some((papers, end)) => {
                read.extend(said_so_far(&mut said));
                read.extend(papers);
                any = true;
                at = end;
            }
            None => {
                said.push(lines[at]);
                at += 1;
            }
        }
    }
    read.extend(said_so_far(&mut said));
    any.then_some(read)
}

fn said_so_far(said: &mut Vec<&str>) -> Vec<Read> {
    let text = std::mem::take(said).join("\n");
    answer::items(&text).into_iter().map(words).collect()
}

fn paper(cited: Evidence, plan: &OfficePlan) -> Read {
    match cited {
        Evidence::Order(cited) => order(cited, plan),
        Evidence::Paper(cited) => settle(cited.draft(), plan),
    }
}

fn order(cited: Cited, plan: &OfficePlan) -> Read {
    let doubtful = matches!(&cited.date, Some(reading) if certain(reading.clone()).is_none());
    settle(
        OrderDraft {
            issuer: cited.issuer,
            // What cannot be taken as it was typed is shown where it is asked for.
            typed: (cited.number.is_err() || doubtful).then_some(cited.raw),
            number: cited.number.ok(),
            subject: cited.subject,
            date: cited.date.clone().and_then(certain),
            date_in_doubt: cited.date.and_then(DateReading::in_doubt),
            ..OrderDraft::default()
        },
        plan,
    )
}

fn certain(date: DateReading) -> Option<NaiveDate> {
    match date {
        DateReading::Date(date) => Some(date),
        _ => None,
    }
}

/// The paper, if nothing is missing any more.
pub(super) fn settle(draft: OrderDraft, plan: &OfficePlan) -> Read {
    if evidence::missing(&draft).is_some() {
        return Read::Incomplete(draft);
    }
    let OrderDraft {
        paper,
        issuer,
        number,
        reference,
        subject,
        date,
        url,
        files,
        from,
        ..
    } = draft;
    let subject = subject.unwrap_or_default();
    let content = match (paper, number) {
        (EvidenceKind::Order, Some(number)) => Content::Order(Order {
            issuer: issuer.unwrap_or_else(|| plan.order_issuer.clone()),
            number,
            subject,
            date,
        }),
        _ => Content::Cited(Citation {
            paper,
            issuer,
            number: reference,
            subject,
            date,
            url,
        }),
    };
    Read::Item(ResultItem {
        files,
        from,
        ..content.into()
    })
}

/// Whether what was read is the paper that is asked about: of its kind, of no other number, and of the same
/// subject as far as one was told.
pub(super) fn answers(read: &Read, asked: &OrderDraft) -> bool {
    let known = match read {
        Read::Incomplete(paper) => Some(paper.clone()),
        Read::Item(item) => reread::as_draft(item),
    };
    known.is_some_and(|paper| {
        let same = |one: &Option<String>, other: &Option<String>| {
            one.is_none() || other.is_none() || one == other
        };
        let said = |subject: &Option<String>| answer::plain(subject.as_deref().unwrap_or_default());
        let (read, told) = (said(&paper.subject), said(&asked.subject));
        paper.paper == asked.paper
            && (read.contains(&told) || told.contains(&read))
            && (paper.number.is_none() || asked.number.is_none() || paper.number == asked.number)
            && same(&paper.reference, &asked.reference)
    })
}

/// What was read, with what was told before of the same paper where it says nothing itself.
pub(super) fn complete(read: Read, asked: &OrderDraft, plan: &OfficePlan) -> Read {
    match read {
        Read::Incomplete(mut paper) => {
            reread::complete(&mut paper, asked);
            settle(paper, plan)
        }
        whole => whole,
    }
}

/// Whether a text holds nothing but papers that leave no doubt that they are evidence: cited by their
/// numbers or by an address.
pub(super) fn is_evidence(text: &str, plan: &OfficePlan) -> bool {
    let read = read_papers(text, plan);
    let sure = |read: &Read| match read {
        Read::Item(item) => match &item.content {
            Content::Order(_) => true,
            Content::Cited(paper) => paper.number.is_some() || paper.url.is_some(),
            _ => false,
        },
        Read::Incomplete(paper) => {
            paper.subject.is_some() && (paper.number.is_some() || paper.reference.is_some())
        }
    };
    !read.is_empty() && read.iter().all(sure)
}

/// A page's address with what was typed around it.
pub(super) struct Link {
    pub url: String,
    pub subject: Option<String>,
    pub date: Option<NaiveDate>,
}

/// The link of a text, if it holds one.
pub(super) fn url(text: &str, plan: &OfficePlan) -> Option<Link> {
    let cited = citation::papers(text, plan.year())
        .into_iter()
        .find_map(|cited| {
            Some(Link {
                url: cited.url.clone()?,
                subject: cited.subject,
                date: cited.date.and_then(certain),
            })
        });
    cited.or_else(|| {
        // An address without its scheme is taken where one is asked for.
        let bare = text.trim();
        let address = !bare.contains(char::is_whitespace)
            && bare.split_once('.').is_some_and(|(host, rest)| {
                !host.is_empty() && rest.starts_with(|c: char| c.is_alphabetic())
            });
        address.then(|| Link {
            url: bare.to_owned(),
            subject: None,
            date: None,
        })
    })
}

/// A subject as it was typed, and the date in doubt that was typed behind it with the word for it.
pub(super) fn subject_and_doubt(text: &str, plan: &OfficePlan) -> Option<(String, DateReading)> {
    let said = super::reading::without_lead(text, &["เรื่อง"]);
    if !DATED.iter().any(|word| said.to_lowercase().contains(word)) {
        return None;
    }
    let (subject, date) = citation::subject_and_date(&said, plan.year());
    Some((subject?, date?.in_doubt()?))
}

/// Words for the date of a paper, which a day within its subject does not have.
const DATED: [&str; 3] = ["ลงวันที่", "ลว", "dated"];

/// A subject as it was typed, and the date that was typed behind it.
pub(super) fn subject_and_date(text: &str, plan: &OfficePlan) -> (String, Option<NaiveDate>) {
    let said = super::reading::without_lead(text, &["เรื่อง"]);
    let (subject, date) = citation::subject_and_date(&said, plan.year());
    match (subject, date.and_then(certain)) {
        (Some(subject), Some(date)) => (subject, Some(date)),
        _ => (said, None),
    }
}
