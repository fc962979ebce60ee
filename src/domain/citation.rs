//! Orders as they are cited in one message: `คำสั่ง<issuer>ที่ ๖๓/๒๕๖๖ เรื่อง <subject> ลงวันที่ <date>`, one or
//! several, numbered, on lines or run together, in full or cut short. It tells what was written and what is
//! in doubt; asking, correcting and filing are the dialogue's. Where orders begin is found in `heads`; papers
//! of other kinds, and messages that mix them, are read by `papers`.

mod heads;
mod links;
mod own_words;
mod paper_parts;
mod papers;

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use self::heads::{Head, heads};
pub use self::own_words::{names_itself, reference, tidied};
pub use self::papers::{CitedPaper, Evidence, evidence, papers};
use super::calendar::FiscalYear;
use super::list_marker::{Marker, marker, on_lines_of_their_own};
use super::numerals::is_digit;
use super::order::{OrderNumber, OrderNumberFault};
use super::thai_date::{DateReading, leading};
use super::typed::clean;

/// One order as it was cited. What was not written is `None`; what was written and cannot be taken as it
/// stands is a fault or a doubt to ask about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The office behind the word คำสั่ง, as typed.
    pub issuer: Option<String>,
    /// The number, or why it cannot be taken: 63/2023 offers 63/2566, ที่ 63 lacks its year.
    pub number: Result<OrderNumber, OrderNumberFault>,
    /// The subject behind เรื่อง, as typed, on one line.
    pub subject: Option<String>,
    pub date: Option<DateReading>,
    /// The part of the message that this was read from.
    pub raw: String,
}

/// Reads every order cited in a message, in the order they stand; empty for a text that cites none. Two-digit
/// years are sought around the fiscal year `near`. A citation needs a number: one that only says
/// คำสั่งแต่งตั้ง… is not read as an order.
pub fn read(text: &str, near: FiscalYear) -> Vec<Cited> {
    let text = on_lines_of_their_own(&clean(text));
    let heads = heads(&text, near);
    let mut all: Vec<(usize, Details)> = heads
        .iter()
        .enumerate()
        .map(|(position, head)| {
            let end = entry_end(&text, head, heads.get(position + 1));
            (end, details(&text[head.end..end], near))
        })
        .collect();
    // ที่ ๖๓/๒๕๖๖ และ ๖๔/๒๕๖๖ เรื่อง …: what is said behind the last is said of both.
    for position in (1..heads.len()).rev() {
        let between = &text[heads[position - 1].end..heads[position].start];
        let joined = JOINED
            .find(between)
            .is_some_and(|joint| joint.len() == between.len());
        let (before, behind) = all.split_at_mut(position);
        if let ([.., (_, before)], [(_, behind), ..]) = (before, behind)
            && joined
            && before.is_empty()
            && heads[position - 1].subject.is_none()
        {
            *before = behind.clone();
        }
    }
    let mut cited = Vec::new();
    for (head, (end, details)) in heads.iter().zip(all) {
        let raw = text[head.start..end].trim().to_owned();
        for number in &head.numbers {
            cited.push(Cited {
                issuer: head.issuer.clone(),
                number: number.clone(),
                subject: details.subject.clone().or_else(|| head.subject.clone()),
                date: details.date.clone(),
                raw: raw.clone(),
            });
        }
    }
    cited
}

/// The subject and the date behind it, where both are typed in answer to a question for the subject.
pub fn subject_and_date(text: &str, near: FiscalYear) -> (Option<String>, Option<DateReading>) {
    let details = details(&clean(text), near);
    (details.subject, details.date)
}

/// Where the words that belong to an order end: before the next order with its mark, or before a line of the
/// same list that cites no order.
fn entry_end(text: &str, head: &Head, next: Option<&Head>) -> usize {
    let limit = next.map_or(text.len(), |next| {
        let line = text[..next.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &text[line..next.start];
        let is_lead_in = marker(before).is_some()
            || before.chars().count() <= 20 && !before.contains(char::is_numeric);
        if line >= head.end && is_lead_in {
            line
        } else {
            head.end
                + JOINED
                    .find(&text[head.end..next.start])
                    .map_or(next.start - head.end, |joint| joint.start())
        }
    });
    let own_line = text[..head.start].rfind('\n').map_or(0, |at| at + 1);
    let own_mark = marker(&text[own_line..]).map(|(mark, _)| mark);
    let mut at = head.end;
    for line in text[head.end..limit].split_inclusive('\n') {
        let ends_entry = match marker(line) {
            Some((Marker::Bullet, _)) => own_mark == Some(Marker::Bullet),
            Some(_) => true,
            None => false,
        };
        if at > head.end && ends_entry {
            return at;
        }
        at += line.len();
    }
    limit
}

#[derive(Clone, Debug, Default)]
struct Details {
    subject: Option<String>,
    date: Option<DateReading>,
}

impl Details {
    fn is_empty(&self) -> bool {
        self.subject.is_none() && self.date.is_none()
    }
}

/// What follows the number: the date and the subject in either order, either of them possibly missing.
fn details(text: &str, near: FiscalYear) -> Details {
    const SEPARATORS: [char; 6] = [' ', '\n', ',', ';', ':', '.'];
    let mut rest = text.trim_start_matches(SEPARATORS);
    let mut date = None;
    let marked = DATED
        .find(rest)
        .filter(|mark| mark.start() == 0)
        .map_or(0, |mark| mark.end());
    if let Some((reading, end)) = leading(&rest[marked..], near, marked > 0) {
        date = Some(reading);
        rest = rest[marked + end..].trim_start_matches(SEPARATORS);
    } else if marked > 0
        && let Some(word) = rest.find("เรื่อง")
    {
        date = Some(DateReading::Unreadable);
        rest = &rest[word..];
    }
    rest = SUBJECT.find(rest).map_or(rest, |word| &rest[word.end()..]);
    let (above, below) = match ABOVE_BODY.find(rest) {
        Some(gap) => (&rest[..gap.start()], &rest[gap.end()..]),
        None => (rest, ""),
    };
    let (subject, own_date) = if date.is_some() {
        (above, None)
    } else {
        dated_subject(above, near)
    };
    Details {
        subject: one_line(subject),
        date: date.or(own_date).or_else(|| closing_date(below, near)),
    }
}

/// The subject and the date behind it, if there is one.
fn dated_subject(text: &str, near: FiscalYear) -> (&str, Option<DateReading>) {
    let dated = DATED.find_iter(text).filter_map(|mark| {
        let behind = &text[mark.end()..];
        match leading(behind, near, true) {
            Some((reading, _)) => Some((mark.start(), reading)),
            // A date was begun, or its place left open; otherwise the words belong to the subject.
            None if behind.starts_with(is_digit) || !behind.contains(char::is_alphanumeric) => {
                Some((mark.start(), DateReading::Unreadable))
            }
            None => None,
        }
    });
    let Some((at, reading)) = dated.last() else {
        return trailing_date(text, near);
    };
    // … ยกเลิกคำสั่งที่ ๑๒/๒๕๖๕ ลงวันที่ …: the date of the order quoted, so the order's own is missing.
    if QUOTED_ORDER.is_match(&text[..at]) {
        return (text, None);
    }
    (&text[..at], Some(reading))
}

/// A date at the end of the subject without the word ลงวันที่. It is left to the subject where the words in
/// front of it say so (เมื่อวันที่, ระหว่างวันที่, a range).
fn trailing_date(text: &str, near: FiscalYear) -> (&str, Option<DateReading>) {
    let text = text.trim_end();
    // A date has at most six words, and its front is sought among the last ones only.
    let starts: Vec<usize> = text
        .match_indices([' ', '\n'])
        .map(|(at, _)| at + 1)
        .rev()
        .take(8)
        .collect();
    for start in starts.into_iter().rev() {
        let behind = &text[start..];
        let (date, by_word) = match behind.strip_prefix("วันที่") {
            Some(rest) => (rest.trim_start(), true),
            None => (behind, false),
        };
        let Some((reading, end)) = leading(date, near, false) else {
            continue;
        };
        if !date[end..].trim_matches(['.', ' ', ')']).is_empty() {
            continue;
        }
        let subject = text[..start].trim_end();
        if BELONGS_TO_SUBJECT.is_match(subject) {
            return (text, None);
        }
        // วันที่ on the line of the subject may be the day of the event as well as that of the order.
        let same_line = !text[..start].ends_with('\n');
        let reading = match reading {
            DateReading::Date(date) if by_word && same_line => DateReading::Ambiguous(vec![date]),
            other => other,
        };
        return (subject, Some(reading));
    }
    (text, None)
}

/// The date at the foot of a whole order (สั่ง ณ วันที่ …) or on a line of its own.
fn closing_date(text: &str, near: FiscalYear) -> Option<DateReading> {
    DATED
        .find_iter(text)
        .filter_map(|mark| leading(&text[mark.end()..], near, false))
        .last()
        .map(|(reading, _)| reading)
}

fn one_line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = POLITE.replace(&line, "");
    let line = line.trim_matches([' ', ',', ';', ':', '-', '–']);
    line.contains(char::is_alphanumeric)
        .then(|| line.to_owned())
}

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests compile")
}

static DATED: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"(?:ลง\s?วัน\s?ที่|(?:^|\s)ลว\.?\s?|สั่ง\s?ณ\s?วัน\s?ที่|(?i:dated))\s?:?\s?")
});
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| constant(r"^เรื่อง\s?:?\s?"));
/// An empty line or a rule ends the heading of a whole order; its body follows.
static ABOVE_BODY: LazyLock<Regex> =
    LazyLock::new(|| constant(r"\n\s*\n|\n?[-–—_=.*]{4,}\s*(?:\n|$)"));
static QUOTED_ORDER: LazyLock<Regex> =
    LazyLock::new(|| constant(r"คำสั่ง[^0-9๐-๙]*[0-9๐-๙]+\s?/\s?[0-9๐-๙]+\s*$"));
static BELONGS_TO_SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"(?:(?:เมื่อ|ใน|ระหว่าง|ตั้งแต่|ถึง|ประจำ|[-–])\s?(?:วันที่)?|วันที่|(?:^|\s)ณ)$")
});
static JOINED: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:\s(?:ข้อ\s?)?\(?[0-9๐-๙]{1,2}\.?[.)]\s?|\s[-–•*]\s?|[\s,;]*(?:และ|กับ|พร้อมด้วย|พร้อม)?\s?|[\s,;]+)$",
    )
});
static POLITE: LazyLock<Regex> =
    LazyLock::new(|| constant(r"(?:\s?(?:ครับ|ค่ะ)|\s(?:นะครับ|นะคะ|คะ|คับ))+$"));

#[cfg(test)]
mod tests;
