//! Where the orders of a message begin: the word คำสั่ง with issuer and number, or a bare number at the head
//! of a line. It keeps rounds (ครั้งที่ ๑/๒๕๖๖), dates and orders quoted inside a subject apart from them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::calendar::FiscalYear;
use super::super::list_marker::marker;
use super::super::numerals::{is_digit, to_arabic};
use super::super::order::{OrderNumber, OrderNumberFault};

/// The front of a citation up to its number.
#[derive(Debug)]
pub(super) struct Head {
    /// Byte range in the message.
    pub start: usize,
    pub end: usize,
    pub issuer: Option<String>,
    /// The subject, where it stands in front of the number.
    pub subject: Option<String>,
    /// One, or several over one year (๑๗๒, ๔๓๙ และ ๔๖๘/๒๕๖๖).
    pub numbers: Vec<Result<OrderNumber, OrderNumberFault>>,
}

const KEYWORD: &str = "คำสั่ง";

/// Every head in the message, from left to right.
pub(super) fn heads(text: &str, near: FiscalYear) -> Vec<Head> {
    let mut heads = Vec::new();
    let mut from = 0;
    while let Some(head) = next_head(text, from, heads.last(), near) {
        from = head.end;
        heads.push(head);
    }
    heads
}

fn next_head(text: &str, from: usize, previous: Option<&Head>, near: FiscalYear) -> Option<Head> {
    let keyed = next_keyed(text, from, previous, near);
    let limit = keyed.as_ref().map_or(text.len(), |keyed| keyed.start);
    next_bare(text, from..limit, previous, near).or(keyed)
}

fn next_keyed(text: &str, from: usize, previous: Option<&Head>, near: FiscalYear) -> Option<Head> {
    let mut at = from;
    while let Some(found) = KEYED.captures_at(text, at) {
        if let Some(head) = keyed(text, &found, previous, near) {
            return Some(head);
        }
        let whole = found.get(0)?;
        at = whole.start()
            + KEYWORD_START
                .find(whole.as_str())
                .map_or(1, |word| word.end());
    }
    None
}

fn keyed(
    text: &str,
    found: &regex::Captures,
    previous: Option<&Head>,
    near: FiscalYear,
) -> Option<Head> {
    let whole = found.get(0)?;
    let (start, end) = (whole.start(), whole.end());
    let between = found.name("between")?.as_str();
    let with_year = found.name("year").is_some();
    let is_number = match found.name("by") {
        Some(by) => !NOT_AN_ORDER.is_match(last_chars(&text[start..by.start()])),
        None => with_year && !NOT_AN_ORDER.is_match(between),
    };
    let is_own = !between.contains(KEYWORD) && between.matches('\n').count() <= 3;
    let is_quoted = previous.is_some_and(|previous| quoted(&text[previous.end..start]));
    if !is_number || !is_own || is_quoted || !stands_alone(&text[end..]) {
        return None;
    }
    let numbers = numbers(found, near);
    let (issuer, subject) = issuer_and_subject(between);
    Some(Head {
        start,
        end,
        issuer,
        subject,
        numbers,
    })
}

/// A number without the word คำสั่ง counts at the head of a line, or right behind another order.
fn next_bare(
    text: &str,
    within: Range<usize>,
    previous: Option<&Head>,
    near: FiscalYear,
) -> Option<Head> {
    if let Some(previous) = previous
        && let Some(joint) = JOINT.find(&text[previous.end..])
        && let Some(head) = bare_at(text, previous.end + joint.end(), near)
    {
        return Some(head);
    }
    // The rest of a line that an order stands on is that order's.
    let first = match text[..within.start].rfind('\n').map_or(0, |at| at + 1) {
        line if line == within.start => line,
        _ => text[within.start..]
            .find('\n')
            .map_or(text.len(), |at| within.start + at + 1),
    };
    let mut line_start = first;
    for line in text[first..].split_inclusive('\n') {
        if line_start >= within.end {
            break;
        }
        if !NOT_AN_ORDER.is_match(last_chars(text[..line_start].trim_end())) {
            let behind_mark = marker(line).map(|(_, rest)| rest.trim_end());
            let behind_digits = TIGHT_MARK
                .find(line)
                .map(|mark| line[mark.end()..].trim_end());
            for rest in [Some(line.trim_end()), behind_mark, behind_digits]
                .into_iter()
                .flatten()
            {
                // Each is a tail of the line without its end.
                let start = line_start + line.trim_end().len() - rest.len();
                if let Some(head) = bare_at(text, start, near) {
                    return Some(head);
                }
            }
        }
        line_start += line.len();
    }
    None
}

fn bare_at(text: &str, start: usize, near: FiscalYear) -> Option<Head> {
    let found = BARE.captures(&text[start..])?;
    let end = start + found.get(0)?.end();
    let numbers = numbers(&found, near);
    let plausible = found.name("by").is_some()
        || numbers.iter().all(|number| match number {
            Ok(_) => true,
            Err(OrderNumberFault::YearInDoubt(offered)) => {
                (offered.year_be() - near.year_be()).abs() <= 10
            }
            // 63/2656 is an order with a slip; 12/3456 may be anything.
            Err(OrderNumberFault::YearOutOfRange { year }) => (2000..3000).contains(year),
            Err(_) => false,
        });
    (plausible && stands_alone(&text[end..])).then_some(Head {
        start,
        end,
        issuer: None,
        subject: None,
        numbers,
    })
}

fn numbers(
    found: &regex::Captures,
    near: FiscalYear,
) -> Vec<Result<OrderNumber, OrderNumberFault>> {
    let digits = |group: &str| {
        found
            .name(group)
            .map_or_else(String::new, |digits| to_arabic(digits.as_str()))
    };
    let year = digits("year");
    let numbers = digits("numbers");
    numbers
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .map(|number| OrderNumber::from_digits(number, &year, near))
        .collect()
}

/// Whether the number ends here: 1/2/66 is a date, 84/82.94 a score.
fn stands_alone(rest: &str) -> bool {
    let mut next = rest.trim_start_matches(' ').chars();
    match next.next() {
        Some('/' | '\\') => false,
        Some('.' | '-' | ',') => !next.next().is_some_and(is_digit) || rest.starts_with(' '),
        Some(c) => !is_digit(c) || rest.starts_with(' '),
        None => true,
    }
}

/// Whether an order with these words between it and the one before is only spoken of in that one's subject.
fn quoted(between: &str) -> bool {
    let trimmed = between.trim_end();
    if QUOTING.is_match(last_chars(trimmed)) {
        return true;
    }
    let joined = JOINING.is_match(last_chars(trimmed));
    let glued = trimmed.len() == between.len()
        && !trimmed.is_empty()
        && !trimmed.ends_with(['.', ')', ',', ';', '-', '•', '*'])
        && !trimmed.ends_with(is_digit);
    // ยกเลิกคำสั่งที่ ๑/๒๕๖๕ และคำสั่งที่ ๒/๒๕๖๕: whoever quotes one order goes on quoting.
    glued && !joined || joined && !between.contains('\n') && between.contains(KEYWORD)
}

/// Enough of the end of a text to see the words it ends with, so that a long message stays cheap to read.
fn last_chars(text: &str) -> &str {
    let from = text
        .char_indices()
        .rev()
        .take(24)
        .last()
        .map_or(text.len(), |(at, _)| at);
    &text[from..]
}

fn issuer_and_subject(between: &str) -> (Option<String>, Option<String>) {
    let words = between.split_whitespace().collect::<Vec<_>>().join(" ");
    let (issuer, subject) = match words.split_once("เรื่อง") {
        Some((issuer, subject)) => (issuer, subject),
        None if DEED.is_match(&words) => ("", words.as_str()),
        None => (words.as_str(), ""),
    };
    let named = |part: &str| {
        let part = part.trim_matches([' ', ':', ',', '-', '–']);
        part.contains(char::is_alphanumeric)
            .then(|| part.to_owned())
    };
    (named(issuer), named(subject))
}

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests compile")
}

const NUMBERS: &str = r"(?P<by>เลข\s?ที่|ที่|(?i:no)\.?)?\s?:?\s?(?P<numbers>[0-9๐-๙]{1,6}(?:\s?(?:,|และ|กับ)\s?[0-9๐-๙]{1,6}){0,30})";
const YEAR: &str = r"\s?[/\\⁄∕]\s?(?P<year>[0-9๐-๙]{2,6})";

static KEYED: LazyLock<Regex> = LazyLock::new(|| {
    constant(&format!(
        r"(?:คำสั่ง|คส\.)(?P<between>[^0-9๐-๙]{{0,160}}?)\s?{NUMBERS}(?:{YEAR})?"
    ))
});
static KEYWORD_START: LazyLock<Regex> = LazyLock::new(|| constant(r"^(?:คำสั่ง|คส\.)"));
static BARE: LazyLock<Regex> = LazyLock::new(|| constant(&format!(r"^{NUMBERS}{YEAR}")));
static JOINT: LazyLock<Regex> = LazyLock::new(|| constant(r"^\s*(?:[,;]|และ|กับ)?\s*"));
static TIGHT_MARK: LazyLock<Regex> = LazyLock::new(|| constant(r"^\(?[0-9๐-๙]{1,2}[.)]+\s?"));
/// Words in front of ที่ or of a number that make it the number of something else.
static NOT_AN_ORDER: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:ครั้ง|วัน|รุ่น|ชุด|สมัย|ไตรมาส|ภาคเรียน|ภาค|งวด|ฉบับ|หมู่|ข้อ|ลำดับ|ระยะ|ชั้น|เลขทะเบียน|ปี|พ\.ศ\.|จำนวน)\s?(?:ที่)?\s?$",
    )
});
/// Words behind which an order is spoken of, even over a line end. Words that a subject may well end with
/// (แทน, ทบทวน) are not among them; glued to คำสั่ง they are seen to by `quoted`.
static QUOTING: LazyLock<Regex> =
    LazyLock::new(|| constant(r"(?:ยกเลิก|แก้ไข|แก้ไขเพิ่มเติม|ตาม|แนบท้าย|อ้างถึง|\(|“)$"));
static JOINING: LazyLock<Regex> = LazyLock::new(|| constant(r"(?:และ|กับ|พร้อมด้วย|พร้อม|สำเนา)$"));
/// Words that begin a subject and no office's name.
static DEED: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"^(?:แต่งตั้ง|มอบ|การ|ให้|เลื่อน|อนุมัติ|อนุญาต|ยกเลิก|กำหนด|จัดตั้ง|แก้ไข|ย้าย|โอน|รับโอน|บรรจุ|ปรับปรุง|จัดทำ)",
    )
});
