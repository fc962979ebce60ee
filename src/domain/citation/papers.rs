//! Papers that are no orders, as they are cited in one message: announcements, memos, letters, minutes,
//! plans, manuals, forms and pages of websites, alone or among orders, a line each or broken over lines.
//! It finds where each begins and ends; `paper_parts` reads what one says.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::super::calendar::FiscalYear;
use super::super::evidence::EvidenceKind;
use super::super::list_marker::{marker, on_lines_of_their_own};
use super::super::progress::OrderDraft;
use super::super::thai_date::{DateReading, leading};
use super::super::typed::clean;
use super::heads::heads;
use super::links;
use super::paper_parts::{self, Parts, is_sentence};
use super::{Cited, constant, read};

/// One paper as it was cited; what was not written is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedPaper {
    pub paper: EvidenceKind,
    /// The office or unit behind the paper's own word, as typed.
    pub issuer: Option<String>,
    /// What stands behind ที่ or ครั้งที่, in Arabic digits and with its spaces tidied.
    pub number: Option<String>,
    /// The subject, or the name of a plan, a manual or a form, or the words in front of a link.
    pub subject: Option<String>,
    pub date: Option<DateReading>,
    pub url: Option<String>,
    /// The part of the message that this was read from.
    pub raw: String,
}

/// An order or another paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    Order(Cited),
    Paper(CitedPaper),
}

impl CitedPaper {
    /// What is known of it. A date in doubt will be asked about.
    pub fn draft(self) -> OrderDraft {
        let (date, date_in_doubt) = match self.date {
            Some(DateReading::Date(date)) => (Some(date), None),
            other => (None, other.and_then(DateReading::in_doubt)),
        };
        OrderDraft {
            paper: self.paper,
            issuer: self.issuer,
            reference: self.number,
            subject: self.subject,
            date,
            typed: date_in_doubt.is_some().then_some(self.raw),
            date_in_doubt,
            url: self.url,
            ..OrderDraft::default()
        }
    }
}

/// The papers cited in a message that are no orders, in the order they stand. A paper that is only
/// mentioned within a sentence is not among them. Two-digit years are sought around the fiscal year `near`.
pub fn papers(text: &str, near: FiscalYear) -> Vec<CitedPaper> {
    everything(text, near)
        .into_iter()
        .filter_map(|found| match found {
            Found::Evidence(Evidence::Paper(paper)) => Some(paper),
            Found::Evidence(Evidence::Order(_)) | Found::Words => None,
        })
        .collect()
}

/// Everything that a message cites, if it does nothing but cite; `None` for a text that says more, or
/// nothing.
pub fn evidence(text: &str, near: FiscalYear) -> Option<Vec<Evidence>> {
    let cited: Vec<Evidence> = everything(text, near)
        .into_iter()
        .map(|found| match found {
            Found::Evidence(evidence) => Some(evidence),
            Found::Words => None,
        })
        .collect::<Option<_>>()?;
    (!cited.is_empty()).then_some(cited)
}

enum Found {
    Evidence(Evidence),
    /// Something else than a citation.
    Words,
}

/// Lines that belong together.
struct Entry {
    what: What,
    /// Byte range in the message.
    lines: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Paper(EvidenceKind),
    Orders,
    Words,
}

fn everything(text: &str, near: FiscalYear) -> Vec<Found> {
    let text = clean(text);
    if let Some(paper) = whole(&text, near) {
        return vec![Found::Evidence(Evidence::Paper(paper))];
    }
    let text = links::links_apart(&papers_apart(&on_lines_of_their_own(&text)));
    let mut found = Vec::new();
    for entry in entries(&text, near) {
        let part = &text[entry.lines];
        match entry.what {
            What::Words => found.push(Found::Words),
            What::Orders => found.extend(orders(part, near)),
            What::Paper(paper) => {
                found.push(match paper_parts::read(paper, unmarked(part), near) {
                    Some(parts) => Found::Evidence(Evidence::Paper(cited(paper, parts, part))),
                    None => Found::Words,
                })
            }
        }
    }
    found
}

/// An announcement pasted whole: its heading, its body, and at its foot the day.
fn whole(text: &str, near: FiscalYear) -> Option<CitedPaper> {
    if paper_parts::kind(text) != Some(EvidenceKind::Announcement) {
        return None;
    }
    let foot = FOOT.find(text)?;
    let body = BODY.find(&text[..foot.start()])?;
    let heading = &text[..body.start()];
    let mut parts = paper_parts::read(EvidenceKind::Announcement, heading, near)?;
    parts.subject.as_ref()?;
    let (date, _) = leading(&text[foot.end()..], near, false)?;
    parts.date = Some(date);
    Some(cited(EvidenceKind::Announcement, parts, text))
}

fn cited(paper: EvidenceKind, parts: Parts, raw: &str) -> CitedPaper {
    CitedPaper {
        paper,
        issuer: parts.issuer,
        number: parts.number,
        subject: parts.subject,
        date: parts.date,
        url: parts.url,
        raw: unmarked(raw).to_owned(),
    }
}

/// The orders of some lines, and whether the lines say anything besides.
fn orders(text: &str, near: FiscalYear) -> Vec<Found> {
    let cited = read(text, near);
    let mut rest = text.to_owned();
    for cited in &cited {
        rest = rest.replacen(cited.raw.as_str(), "", 1);
    }
    let says_more = rest.lines().any(|line| {
        let line = LIST_MARK.replace(line, "");
        line.contains(char::is_alphanumeric)
    });
    let mut found: Vec<Found> = cited
        .into_iter()
        .map(|cited| Found::Evidence(Evidence::Order(cited)))
        .collect();
    if says_more || found.is_empty() {
        found.push(Found::Words);
    }
    found
}

fn entries(text: &str, near: FiscalYear) -> Vec<Entry> {
    let order_starts: Vec<usize> = heads(text, near).iter().map(|head| head.start).collect();
    let mut entries: Vec<Entry> = Vec::new();
    let mut after_blank = true;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let lines = at..at + line.len();
        at = lines.end;
        let content = unmarked(line);
        if content.is_empty() {
            after_blank = true;
            continue;
        }
        let is_marked = content.len() < line.trim().len();
        let last = entries
            .last_mut()
            .filter(|_| !after_blank && !is_marked)
            .map(|last| {
                let goes_on = last.goes_on(text, content);
                (last, goes_on)
            });
        let has_order = order_starts.iter().any(|start| lines.contains(start));
        let what = match paper_parts::kind(content) {
            Some(paper) => What::Paper(paper),
            None if has_order => What::Orders,
            None if links::has_link(content) => What::Paper(EvidenceKind::Link),
            None => What::Words,
        };
        // The heading of a whole order and its body are told apart by the reader of orders.
        let joins_orders = what == What::Orders || what == What::Words;
        match last {
            Some((last, true)) => last.join(lines, what),
            _ => match entries.last_mut() {
                Some(last)
                    if last.what == What::Orders
                        && (what == What::Orders || joins_orders && !is_marked) =>
                {
                    last.lines.end = lines.end;
                }
                _ => entries.push(Entry { what, lines }),
            },
        }
        after_blank = false;
    }
    entries
}

impl Entry {
    fn join(&mut self, lines: Range<usize>, what: What) {
        self.lines.end = lines.end;
        // A heading above its link.
        if self.what == What::Words && what == What::Paper(EvidenceKind::Link) {
            self.what = what;
        }
    }

    /// Whether an unmarked line right below belongs to this entry.
    fn goes_on(&self, text: &str, line: &str) -> bool {
        let own = &text[self.lines.clone()];
        let starts_another = paper_parts::kind(line).is_some() || ORDER_START.is_match(line);
        match self.what {
            What::Orders => false,
            What::Words => {
                links::is_only_link(line)
                    && !unmarked(own).trim_end().contains('\n')
                    && !is_sentence(own)
            }
            What::Paper(EvidenceKind::Link) => {
                links::is_date_phrase(line) || links::is_only_link(line) && !links::has_link(own)
            }
            What::Paper(_) if DAY_AT_FOOT.is_match(line) => true,
            What::Paper(_) if starts_another => false,
            What::Paper(_) if links::is_only_link(line) => !links::has_link(own),
            What::Paper(_) => {
                PART_START.is_match(line)
                    || !links::has_link(line)
                        && !is_sentence(line)
                        && !paper_parts::ends_with_date(own)
            }
        }
    }
}

/// A line without the mark that it begins with.
fn unmarked(line: &str) -> &str {
    let line = line.trim();
    match marker(line) {
        Some((_, rest)) => rest.trim(),
        None => line,
    }
}

/// A paper that stands behind the date of another, on a line of its own.
fn papers_apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if ORDER_START.is_match(unmarked(line)) && links::has_link(line) {
            // An order has no address; what stands behind it is a page of its own.
            out.push_str(&BEFORE_LINK.replace(line, "\n${address}"));
        } else if QUOTING.is_match(line) {
            out.push_str(line);
        } else {
            out.push_str(&BEHIND_DATE.replace_all(line, "${date}\n${head}"));
        }
    }
    out
}

static BEHIND_DATE: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?P<date>(?:ลง|เมื่อ)\s?วันที่\s?[0-9๐-๙]{1,2}[^0-9๐-๙\n]{1,20}(?:[0-9๐-๙]{1,2}/)?[0-9๐-๙]{2,4})[ ,;]*(?:และ|กับ|พร้อมด้วย|พร้อม)?\s?(?P<head>คำสั่ง|ประกาศ|บันทึกข้อความ|หนังสือ|รายงานการประชุม)",
    )
});
static BEFORE_LINK: LazyLock<Regex> =
    LazyLock::new(|| constant(r"(?i)\s(?P<address>(?:https?://|www\.).*)"));
static FOOT: LazyLock<Regex> =
    LazyLock::new(|| constant(r"\n(?:จึงประกาศ[^\n]*\n\s*)?(?:ประกาศ|ให้ไว้)\s?ณ\s?วัน\s?ที่\s?"));
/// A line that says no more than the day on which a paper was given.
static DAY_AT_FOOT: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(?:ประกาศ|ให้ไว้|สั่ง)\s?ณ\s?วัน\s?ที่"));
/// The body begins behind a rule, an empty line, or with the words that begin it.
static BODY: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"\n\s*[-–—_=.*]{4,}\s*\n|\n\s*\n|\n\s*(?:ด้วย|ตามที่|เพื่อ|โดยที่|อาศัยอำนาจ)")
});
static QUOTING: LazyLock<Regex> =
    LazyLock::new(|| constant(r"ยกเลิก|แก้ไข|(?:อ้างถึง|ตาม)\s?(?:คำสั่ง|ประกาศ|หนังสือ|บันทึก)"));
static ORDER_START: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(?:คำสั่ง|คส\.|[0-9๐-๙]{1,5}\s?/\s?[0-9๐-๙]{2,4}(?:\s|$))"));
/// Words that begin a part of a citation.
static PART_START: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"^(?:เรื่อง|(?:เลข)?ที่\s?:?\s?[ก-ฮ.]{0,5}\s?[0-9๐-๙]|(?:ลง|เมื่อ)?\s?วันที่|ลว|ครั้งที่)")
});
static LIST_MARK: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^\s*(?:ข้อ\s?)?\(?[0-9๐-๙]{1,2}[.)]*\s*$|^\s*(?:ตาม|และ)\s*$"));

#[cfg(test)]
mod tests;
