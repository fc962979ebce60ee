//! Addresses of pages on websites, and the words around them: what is published there, and on which day.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::super::calendar::FiscalYear;
use super::super::numerals::is_digit;
use super::super::thai_date::leading;
use super::paper_parts::{Parts, TRIMMED, is_sentence};
use super::{constant, one_line};

/// A page of a website: the words in front of its address, and the day behind it.
pub(super) fn page(text: &str, near: FiscalYear) -> Option<Parts> {
    let found = first(text)?;
    let mut parts = Parts {
        url: Some(address(found.as_str())),
        ..Parts::default()
    };
    let behind = text[found.start() + address(found.as_str()).len()..].trim_matches(TRIMMED);
    if behind.contains(char::is_alphanumeric) {
        let mark = PUBLISHED.find(behind).map_or(0, |mark| mark.end());
        let (date, end) = leading(&behind[mark..], near, mark > 0)?;
        if behind[mark + end..].contains(char::is_alphanumeric) {
            return None;
        }
        parts.date = Some(date);
    }
    let before = LINK_WORDS.replace(&text[..found.start()], "");
    let mut before = before.trim_end_matches(TRIMMED);
    if parts.date.is_none()
        && let Some(mark) = PUBLISHED_WITHIN.find_iter(before).last()
        && let Some((date, end)) = leading(&before[mark.end()..], near, false)
        && !before[mark.end() + end..].contains(char::is_alphanumeric)
    {
        parts.date = Some(date);
        before = &before[..mark.start()];
    }
    parts.subject = one_line(before);
    let is_told = parts.subject.as_deref().is_some_and(is_sentence);
    (!is_told).then_some(parts)
}

/// The address at the end of a citation, and what stands in front of it; `Some(None)` where there is no
/// address, `None` where words stand behind it.
pub(super) fn closing(text: &str) -> Option<Option<(Cow<'_, str>, String)>> {
    let Some(found) = first(text) else {
        return Some(None);
    };
    let is_last = !text[found.end()..].contains(char::is_alphanumeric);
    is_last.then(|| {
        Some((
            LINK_WORDS.replace(&text[..found.start()], ""),
            address(found.as_str()),
        ))
    })
}

pub(super) fn has_link(text: &str) -> bool {
    first(text).is_some()
}

/// Whether a line holds an address and nothing else, save the word for it and the day.
pub(super) fn is_only_link(line: &str) -> bool {
    addresses(line).next().is_some_and(|found| {
        is_link(line, &found)
            && !LINK_WORDS
                .replace(&line[..found.start()], "")
                .contains(char::is_alphanumeric)
            && {
                let behind = line[found.end()..].trim_matches(TRIMMED);
                behind.is_empty() || is_date_phrase(behind)
            }
    })
}

/// Whether a line tells the day on which a page was published, and nothing else.
pub(super) fn is_date_phrase(line: &str) -> bool {
    PUBLISHED
        .find(line)
        .is_some_and(|mark| mark.end() > 0 && line[mark.end()..].starts_with(is_digit))
}

/// Addresses that stand behind each other, on lines of their own.
pub(super) fn links_apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut previous: Option<usize> = None;
    for found in addresses(text).filter(|found| is_link(text, found)) {
        let gap = previous.map(|end| &text[end..found.start()]);
        if let (Some(gap), Some(end)) = (gap, previous)
            && !gap.contains('\n')
            && matches!(gap.trim_matches([' ', ',', ';']), "" | "และ")
            && !gap.is_empty()
        {
            out.push_str(&text[from..end]);
            out.push('\n');
            from = found.start();
        }
        previous = Some(found.end());
    }
    out.push_str(&text[from..]);
    out
}

fn first(text: &str) -> Option<regex::Match<'_>> {
    addresses(text).find(|found| is_link(text, found))
}

/// What looks like an address. Among Thai letters the search for one is slow, because a word's end is sought
/// as well; so it is not begun where no Latin letter stands, of which each address has some.
fn addresses(text: &str) -> impl Iterator<Item = regex::Match<'_>> {
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '\u{17F}' | '\u{212A}');
    let searched = text.contains(['.', ':']) && text.contains(latin);
    (searched.then(|| LINK.find_iter(text)).into_iter()).flatten()
}

/// An address does not begin within a word or behind the @ of a mail address.
fn is_link(text: &str, found: &regex::Match) -> bool {
    !text[..found.start()]
        .ends_with(|c: char| c == '@' || c == '.' || c == '-' || c.is_ascii_alphanumeric())
}

/// The address without the punctuation of the sentence around it.
fn address(found: &str) -> String {
    found
        .trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?', '*'])
        .to_owned()
}

const ADDRESS_END: &str = r#"[^\s<>“”"]*"#;
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    constant(&format!(
        r"(?i:https?://|www\.)[a-z0-9]{ADDRESS_END}|(?i:(?:[a-z0-9-]+\.){{1,4}}(?:com|net|org|info|th|me|ee|gl|ly|gle|be|app|link|io))(?:[/?]{ADDRESS_END}|\b)"
    ))
});
/// The words that lead from what is published to its address.
static LINK_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?i)(?:^|\s)?(?:(?:เผยแพร่|ดู|โพสต์|ประชาสัมพันธ์)?\s?(?:รายละเอียด|ข้อมูล)?\s?(?:ได้)?(?:ทาง|ผ่าน|บน|ใน|ที่|ตาม)?\s?(?:หน้า)?\s?(?:เว็บไซ[ตด]์?|เว็บเพจ|เว็บ|เพจ|เฟซบุ๊ก|เฟสบุ๊ค|face\s?book|line|ไลน์|ลิงก์|ลิงค์|link|url|website)|(?:เผยแพร่|ดู)\s?(?:รายละเอียด|ข้อมูล)?\s?(?:ได้)?(?:ทาง|ผ่าน|บน|ใน|ที่|ตาม)?)?[\s:(–-]*$",
    )
});
const PUBLISHED_WORDS: &str = r"(?:เผยแพร่|สืบค้น|เข้าถึง|โพสต์|ประกาศ|ลง)\s?(?:ข้อมูล)?\s?(?:เมื่อ|ณ)?\s?(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)?\s?ที่)?\s?:?\s?";
static PUBLISHED: LazyLock<Regex> = LazyLock::new(|| {
    constant(&format!(
        r"^(?:{PUBLISHED_WORDS}|(?:เมื่อ|ณ)?\s?(?:วันที่)?\s?:?\s?)"
    ))
});
static PUBLISHED_WITHIN: LazyLock<Regex> =
    LazyLock::new(|| constant(&format!(r"\s(?:{PUBLISHED_WORDS}|เมื่อวันที่\s?)")));
