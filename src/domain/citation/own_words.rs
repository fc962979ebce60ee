//! The words with which papers name themselves, and the forms of their numbers. The reader of citations
//! and their wording both go by them, so that no citation says คู่มือคู่มือ or เรื่อง เรื่อง.

use std::sync::LazyLock;

use regex::Regex;

use super::super::calendar::FiscalYear;
use super::super::evidence::{Citation, EvidenceKind};
use super::super::numerals::to_arabic;
use super::super::order::OrderNumber;
use super::super::typed::clean;
use super::constant;

/// The number of a paper as it is kept: what stands behind ที่ or ครั้งที่ in Arabic digits, with spaces where
/// officials put them: `พช 73001/123`, `มท 0810.3/ว 1234`, `1/2566`. A two-digit year of a round or of an
/// announcement is sought around the fiscal year `near`. `None` for a text that is no number.
pub fn reference(paper: EvidenceKind, text: &str, near: FiscalYear) -> Option<String> {
    let text = to_arabic(&clean(text));
    let found = REFERENCE.captures(&text)?;
    let part = |name: &str| found.name(name).map_or("", |part| part.as_str());
    let letters = part("letters").trim_end_matches('.');
    let digits = part("digits").replace(' ', "");
    if letters.is_empty()
        && matches!(paper, EvidenceKind::Minutes | EvidenceKind::Announcement)
        && let Ok(number) = OrderNumber::parse(&digits, near)
    {
        return Some(number.to_string());
    }
    let digits = CIRCULAR.replace(&digits, "ว ");
    Some(if letters.is_empty() {
        digits.into_owned()
    } else {
        format!("{letters} {digits}")
    })
}

/// The parts of a citation without the words that the official form puts in front of them itself, however
/// they were typed.
pub fn tidied(cited: &Citation) -> Citation {
    let own = match cited.paper {
        EvidenceKind::Order => &*ORDER,
        EvidenceKind::Announcement => &*ANNOUNCEMENT,
        EvidenceKind::Memo => &*MEMO,
        EvidenceKind::Letter => &*LETTER,
        EvidenceKind::Minutes => &*MINUTES,
        EvidenceKind::Plan | EvidenceKind::Manual | EvidenceKind::Form | EvidenceKind::Link => {
            &*NO_WORD
        }
    };
    let part = |text: &str, own: &Regex| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        own.replace(&text, "").trim().to_owned()
    };
    let filled = |text: String| Some(text).filter(|text| !text.is_empty());
    Citation {
        paper: cited.paper,
        issuer: cited
            .issuer
            .as_deref()
            .and_then(|issuer| filled(part(issuer, own))),
        number: cited
            .number
            .as_deref()
            .and_then(|number| filled(part(number, &NUMBERED))),
        subject: match cited.paper {
            EvidenceKind::Minutes => part(&cited.subject, own),
            _ => part(&cited.subject, &SUBJECT),
        },
        date: cited.date,
        url: cited
            .url
            .as_deref()
            .and_then(|url| filled(part(url, &NO_WORD))),
    }
}

/// Whether the name of a plan, a manual or a form says itself what it is.
pub fn names_itself(paper: EvidenceKind, subject: &str) -> bool {
    match paper {
        EvidenceKind::Plan => PLAN.is_match(subject),
        EvidenceKind::Manual => MANUAL.is_match(subject),
        EvidenceKind::Form => FORM.is_match(subject),
        _ => false,
    }
}

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"^(?:ครั้ง\s?ที่|เลข\s?ที่|ที่|(?i:no)\.?)?\s?:?\s?(?P<letters>[ก-ฮ]{1,4}\.?)?\s?(?P<digits>[0-9]{1,6}(?:\s?\.\s?[0-9]{1,4}){0,3}(?:\s?[/-]\s?(?:ว\.?\s?)?(?:[0-9]{1,6}|-)){0,3}(?:\s?ว\.?\s?[0-9]{1,6})?)\.?$",
    )
});
static CIRCULAR: LazyLock<Regex> = LazyLock::new(|| constant(r"ว\.?"));
static NO_WORD: LazyLock<Regex> = LazyLock::new(|| constant(r"^\s+"));
static ORDER: LazyLock<Regex> = LazyLock::new(|| constant(r"^คำสั่ง"));
static ANNOUNCEMENT: LazyLock<Regex> = LazyLock::new(|| constant(r"^ประกาศ"));
static MEMO: LazyLock<Regex> = LazyLock::new(|| constant(r"^บันทึกข้อความ"));
static LETTER: LazyLock<Regex> = LazyLock::new(|| constant(r"^หนังสือ"));
static MINUTES: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(?:รายงานการประชุม|รายงานประชุม|บันทึกการประชุม|การประชุม|ประชุม)"));
/// เรื่อง only where it stands apart: a subject may be เรื่องร้องเรียน.
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| constant(r"^เรื่อง(?:\s*:\s*|\s+)"));
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(?:ครั้ง\s?ที่|เลข\s?ที่|ที่|(?i:no)\.)\s?:?\s?"));
static PLAN: LazyLock<Regex> = LazyLock::new(|| constant(r"แผน|(?i:\bplan\b)"));
static MANUAL: LazyLock<Regex> =
    LazyLock::new(|| constant(r"คู่มือ|แนวทาง|แนวปฏิบัติ|(?i:\bmanual\b|\bguide)"));
static FORM: LazyLock<Regex> =
    LazyLock::new(|| constant(r"แบบ|ฟอร์ม|^ใบ|(?i:\bform\b|questionnaire)"));
