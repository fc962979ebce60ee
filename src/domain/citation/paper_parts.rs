//! What one citation of a paper says: issuer, number, subject, date and link. Whatever stands there besides
//! makes it a text that is no mere citation.

use std::sync::LazyLock;

use regex::Regex;

use super::super::calendar::FiscalYear;
use super::super::evidence::EvidenceKind;
use super::super::numerals::is_digit;
use super::super::thai_date::{DateReading, leading};
use super::links;
use super::own_words::reference;
use super::{DATED, POLITE, constant, dated_subject, one_line};

#[derive(Debug, Default)]
pub(super) struct Parts {
    pub issuer: Option<String>,
    pub number: Option<String>,
    pub subject: Option<String>,
    pub date: Option<DateReading>,
    pub url: Option<String>,
}

/// The kind of paper that a line begins to cite, by its first word.
pub(super) fn kind(line: &str) -> Option<EvidenceKind> {
    KINDS
        .iter()
        .find_map(|(kind, word)| word.is_match(line).then_some(*kind))
}

fn word_end(paper: EvidenceKind, text: &str) -> Option<usize> {
    let (_, word) = KINDS.iter().find(|(kind, _)| *kind == paper)?;
    word.find(text).map(|found| found.end())
}

/// Reads one citation; `None` if it says more than a citation does.
pub(super) fn read(paper: EvidenceKind, text: &str, near: FiscalYear) -> Option<Parts> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = POLITE.replace(&text, "");
    let text = GIVEN.replace_all(&text, " ลงวันที่");
    if text.chars().count() > LONGEST {
        return None;
    }
    if paper == EvidenceKind::Link {
        return links::page(&text, near);
    }
    let (text, url) = match links::closing(&text)? {
        Some((front, url)) => (front, Some(url)),
        None => (text, None),
    };
    let mut parts = match paper {
        EvidenceKind::Minutes => minutes(&text, near)?,
        EvidenceKind::Plan | EvidenceKind::Manual | EvidenceKind::Form => named(&text, near)?,
        _ => filed(paper, &text, near)?,
    };
    parts.url = url;
    let told_at = |part: &Option<String>| Some(SENTENCE.find(part.as_deref()?)?.start());
    // A subject may begin with a verb; a name or an office does not.
    let is_told = match paper {
        EvidenceKind::Plan | EvidenceKind::Manual | EvidenceKind::Form => {
            told_at(&parts.subject).is_some()
        }
        _ => told_at(&parts.subject).is_some_and(|at| at > 0) || told_at(&parts.issuer).is_some(),
    };
    (!is_told).then_some(parts)
}

/// Announcements, memos and letters: issuer, then number, date and subject in any order.
fn filed(paper: EvidenceKind, text: &str, near: FiscalYear) -> Option<Parts> {
    let body = text[word_end(paper, text)?..].trim_start_matches(TRIMMED);
    let body = UNIT_FIELD.replace(body, "");
    let front = front_end(&body, near);
    let mut parts = Parts {
        issuer: one_line(&body[..front]),
        ..Parts::default()
    };
    let mut rest = &body[front..];
    loop {
        rest = rest.trim_start_matches(TRIMMED);
        if rest.is_empty() {
            break;
        }
        if parts.number.is_none()
            && let Some((number, end)) = number_at(paper, rest, near)
        {
            parts.number = Some(number);
            rest = &rest[end..];
        } else if parts.date.is_none()
            && let Some((date, end)) = date_at(rest, near)
        {
            parts.date = Some(date);
            rest = &rest[end..];
        } else if let Some(about) = ABOUT.find(rest) {
            subject(&mut parts, paper, &rest[about.end()..], near)?;
            break;
        } else if parts.number.is_some() || parts.date.is_some() && is_office(&parts) {
            subject(&mut parts, paper, rest, near)?;
            break;
        } else {
            return None;
        }
    }
    let is_office = parts
        .issuer
        .as_deref()
        .is_some_and(|issuer| OFFICE.is_match(issuer));
    if parts.subject.is_none() && parts.number.is_none() && !is_office {
        // ประกาศนโยบาย… ลงวันที่…: what is announced, not who announces it.
        parts.date.as_ref()?;
        parts.subject = parts.issuer.take();
    }
    Some(parts)
}

fn is_office(parts: &Parts) -> bool {
    parts
        .issuer
        .as_deref()
        .is_some_and(|issuer| OFFICE.is_match(issuer))
}

/// Where the issuer ends: at the number, the date or the word เรื่อง.
fn front_end(body: &str, near: FiscalYear) -> usize {
    let number = NUMBER
        .find_iter(body)
        .find(|found| !NOT_A_NUMBER.is_match(&body[..found.start()]))
        .map(|found| found.start());
    let date = DATE_MARK
        .find_iter(body)
        .find(|mark| date_at(&body[mark.start()..], near).is_some())
        .map(|mark| mark.start());
    let about = APART
        .find(body)
        .map(|found| found.start())
        .or_else(|| body.find("เรื่อง"));
    [number, date, about]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(body.len())
}

fn subject(parts: &mut Parts, paper: EvidenceKind, text: &str, near: FiscalYear) -> Option<()> {
    let mut text = text.trim();
    if parts.date.is_none() {
        let (above, date) = dated_subject(text, near);
        // Words behind the date are no part of a citation.
        if let Some(mark) = DATED.find(&text[above.len()..]) {
            let behind = &text[above.len() + mark.end()..];
            if let Some((_, end)) = leading(behind, near, true)
                && behind[end..].contains(char::is_alphanumeric)
            {
                return None;
            }
        }
        text = above.trim();
        parts.date = date;
    }
    if parts.number.is_none()
        && let Some(found) = NUMBER.find_iter(text).last()
        && found.end() == text.len()
        && found
            .as_str()
            .contains(|c: char| ('ก'..='ฮ').contains(&c) && c != 'ท')
        && !NOT_A_NUMBER.is_match(&text[..found.start()])
    {
        parts.number = reference(paper, found.as_str(), near);
        text = &text[..found.start()];
    }
    parts.subject = one_line(text);
    Some(())
}

/// Minutes: the meeting, its round, its day.
fn minutes(text: &str, near: FiscalYear) -> Option<Parts> {
    let mut rest = text[word_end(EvidenceKind::Minutes, text)?..].trim_matches(TRIMMED);
    let mut parts = Parts::default();
    if let Some(mark) = DATE_MARK.find_iter(rest).last()
        && let Some((date, end)) = date_at(&rest[mark.start()..], near)
    {
        if rest[mark.start() + end..].contains(char::is_alphanumeric) {
            return None;
        }
        parts.date = Some(date);
        rest = rest[..mark.start()].trim_matches(TRIMMED);
    }
    // Several meetings in one breath are more than one citation.
    if ROUND.find_iter(rest).nth(1).is_some() {
        return None;
    }
    if let Some(found) = ROUND.captures(rest) {
        let whole = found.get(0)?;
        let number = found.name("number").map_or("", |part| part.as_str());
        let year = found.name("year").or_else(|| found.name("of_year"));
        let round = match year {
            Some(year) => format!("{number}/{}", year.as_str()),
            None => number.to_owned(),
        };
        parts.number = reference(EvidenceKind::Minutes, &round, near);
        let behind = rest[whole.end()..].trim_matches(TRIMMED);
        rest = rest[..whole.start()].trim_matches(TRIMMED);
        if OFFICE.is_match(behind) {
            parts.issuer = one_line(behind);
        } else if rest.is_empty() {
            rest = ABOUT
                .find(behind)
                .map_or(behind, |about| &behind[about.end()..]);
        } else if !behind.is_empty() {
            return None;
        }
    }
    parts.subject = one_line(rest);
    Some(parts)
}

/// Plans, manuals and forms are known by their names.
fn named(text: &str, near: FiscalYear) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut name = text;
    if let Some(mark) = DATED.find_iter(name).last()
        && let Some((date, end)) = leading(&name[mark.end()..], near, false)
        && !name[mark.end() + end..].contains(char::is_alphanumeric)
    {
        parts.date = Some(date);
        name = &name[..mark.start()];
    }
    parts.subject = Some(one_line(name)?);
    Some(parts)
}

fn number_at(paper: EvidenceKind, text: &str, near: FiscalYear) -> Option<(String, usize)> {
    let found = NUMBER.find(text).filter(|found| found.start() == 0)?;
    // A number cut in half is another number.
    if text[found.end()..].starts_with(is_digit) {
        return None;
    }
    Some((reference(paper, found.as_str(), near)?, found.end()))
}

/// A date with its word in front, at the start of a text; one whose place was left open is unreadable.
fn date_at(text: &str, near: FiscalYear) -> Option<(DateReading, usize)> {
    let mark = DATE_MARK.find(text).filter(|mark| mark.start() == 0)?;
    let behind = &text[mark.end()..];
    match leading(behind, near, true) {
        Some((date, end)) => Some((date, mark.end() + end)),
        None if !behind.contains(char::is_alphanumeric) => {
            Some((DateReading::Unreadable, text.len()))
        }
        None => None,
    }
}

/// Whether a text has the words of a sentence: it tells what was done, and does not name a paper.
pub(super) fn is_sentence(text: &str) -> bool {
    SENTENCE.is_match(text)
}

pub(super) fn ends_with_date(text: &str) -> bool {
    ENDS_WITH_DATE.is_match(text.trim_end())
}

/// Longer texts are no citations, in characters.
const LONGEST: usize = 600;
pub(super) const TRIMMED: [char; 8] = [' ', '\n', ',', ';', ':', '.', '-', '–'];

static KINDS: LazyLock<[(EvidenceKind, Regex); 7]> = LazyLock::new(|| {
    [
        (EvidenceKind::Announcement, r"^(?:สำเนา|ตาม)?ประกาศ"),
        (EvidenceKind::Memo, r"^(?:สำเนา|ตาม)?บันทึกข้อความ"),
        (
            EvidenceKind::Minutes,
            r"^(?:สำเนา|ตาม)?(?:รายงานการประชุม|รายงานประชุม|บันทึกการประชุม)",
        ),
        (EvidenceKind::Letter, r"^(?:สำเนา|ตาม)?หนังสือ"),
        (
            EvidenceKind::Plan,
            r"^(?:ร่าง)?แผน(?:กา|กล|กำ|กิ|ท่|[ขคจฉชซญดตถธนบปพฟมยรลวสหอไใเแโ]|\s)",
        ),
        (EvidenceKind::Manual, r"^คู่มือ"),
        (
            EvidenceKind::Form,
            r"^แบบ(?:ฟอร์ม|สอบ|ประเมิน|รายงาน|คำ|สำรวจ|บันทึก|ขอ|ยืม|ตรวจ|แสดง|ใบ|ติดตาม|ทดสอบ|\s?[ก-ฮ]{2,4}\.)",
        ),
    ]
    .map(|(kind, word)| (kind, constant(word)))
});
/// The day at the foot of an announcement.
static GIVEN: LazyLock<Regex> = LazyLock::new(|| constant(r"\s?(?:ประกาศ|ให้ไว้)\s?ณ\s?วัน\s?ที่"));
/// The field of a memo's form in front of the unit.
static UNIT_FIELD: LazyLock<Regex> = LazyLock::new(|| constant(r"^ส่วนราชการ\s?:?\s?"));
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:เลข\s?)?ที่\s?:?\s?(?:[ก-ฮ]{1,4}\.?\s?)?[0-9๐-๙]{1,6}(?:\s?\.\s?[0-9๐-๙]{1,4}){0,3}(?:\s?[/-]\s?(?:ว\.?\s?)?(?:[0-9๐-๙]{1,6}|-)){0,3}(?:\s?ว\.?\s?[0-9๐-๙]{1,6})?",
    )
});
/// Words in front of ที่ that make it the number of something else.
static NOT_A_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:ครั้ง|วัน|จันทร์|อังคาร|พุธ|พฤหัส|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์|รุ่น|ชุด|สมัย|ไตรมาส|ภาค|งวด|ฉบับ|หมู่|ข้อ|ลำดับ|ระยะ|ชั้น|เขต|สาขา)\s?$",
    )
});
static DATE_MARK: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:(?:ลง|เมื่อ|ณ)\s?)?วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)?\s?ที่\s?:?\s?|ลว\.?\s?|(?i:dated)\s?",
    )
});
static ABOUT: LazyLock<Regex> = LazyLock::new(|| constant(r"^เรื่อง\s?:?\s?"));
static APART: LazyLock<Regex> = LazyLock::new(|| constant(r"(?:^|\s)เรื่อง"));
static ROUND: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"ครั้ง\s?ที่\s?(?P<number>[0-9๐-๙]{1,4})(?:\s?/\s?(?P<year>[0-9๐-๙]{2,4})|\s?ประจำปี\s?(?:พ\.ศ\.\s?)?(?P<of_year>[0-9๐-๙]{4}))?",
    )
});
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"^(?:องค์การ|เทศบาล|อบต|อบจ|กรม|กระทรวง|จังหวัด|อำเภอ|ที่ทำการ|ที่ว่าการ|สำนัก|กอง|งาน|ฝ่าย|ศูนย์|สภา|คณะกรรมการ|โรงเรียน|มหาวิทยาลัย|โรงพยาบาล|นายก|ราชกิจจา)",
    )
});
/// The verbs of a sentence stand behind a blank or at its start; a name has none.
static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:^|\s)(?:และ|โดย|ซึ่ง|จึง|แล้ว|หน่วยงาน|อบต\.?)?\s?(?:ได้(?:มี|ดำเนิน|ประชา|จัด|แจ้ง|เผย|ปิด|นำ|มอบ|กำหนด|รับ)|มีการ|ซึ่ง|ทำให้|ส่งผล|ดำเนินการ)|ดังกล่าวได้|ดังกล่าวมี|ดังนี้|แล้วเสร็จ|(?:แล้ว|เรียบร้อย)$|ยังไม่|ให้บุคลากร.*ทราบ|ให้ประชาชน.*ทราบ",
    )
});
static ENDS_WITH_DATE: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?:วัน\s?ที่|ลว\.?|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์)\s?ที่)\s?[0-9๐-๙]{1,2}[^0-9๐-๙\n]{1,24}(?:[0-9๐-๙]{1,2}[/.-])?[0-9๐-๙]{2,4}[.)]?$",
    )
});
