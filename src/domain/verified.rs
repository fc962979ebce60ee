//! What a file or a short code turns out to be, among the files that were made of reports and those that were sent as
//! evidence. Looking it up
//! is the store's matter, saying it the wording's.

use super::calendar::Quarter;
use super::office::OfficeId;
use super::period::Period;
use super::report::{Decision, DocumentKind};
use super::short_code::ShortCode;

/// By what a file is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// Of its bytes, in lower-case hex.
    Sha256(String),
    Code(ShortCode),
}

impl Probe {
    /// The longest text that is looked into, in bytes; a QR code holds less.
    const LONGEST: usize = 2000;

    /// What a typed or scanned text asks for: a SHA-256 within it, or a short code that it is or holds.
    pub fn read(text: &str) -> Option<Probe> {
        if text.len() > Self::LONGEST {
            return None;
        }
        let words = || text.split_whitespace();
        let hash =
            words().find(|word| word.len() == 64 && word.bytes().all(|c| c.is_ascii_hexdigit()));
        if let Some(hash) = hash {
            return Some(Probe::Sha256(hash.to_ascii_lowercase()));
        }
        if let Some(code) = ShortCode::parse(text) {
            return Some(Probe::Code(code));
        }
        let mut codes = words().filter(|word| word.contains('-'));
        codes.find_map(ShortCode::parse).map(Probe::Code)
    }
}

/// A file that is known by its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub office: OfficeId,
    pub office_name: String,
    /// Buddhist Era.
    pub fiscal_year: i32,
    pub period: Period,
    pub version: u32,
    /// The newest version of the same report.
    pub newest: u32,
    pub kind: DocumentKind,
    /// The executive's, if the version was acknowledged.
    pub acknowledged: Option<Decision>,
    /// Lower-case hex.
    pub sha256: String,
}

/// A file that is kept as evidence, known by its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEvidence {
    pub office_name: String,
    /// Buddhist Era.
    pub fiscal_year: i32,
    /// The measure's, in the plan of that year.
    pub number: u32,
    pub title: String,
    /// Of which what was filed last names it; none if it was sent and never filed.
    pub quarters: Vec<Quarter>,
    /// When it was sent, in epoch milliseconds.
    pub sent_at: i64,
}

/// What that means for who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The version that was acknowledged, as it was shown or with its page of acknowledgement.
    Acknowledged,
    /// The copy of it from which personal data is hidden.
    Published,
    /// The memo of the acknowledgement.
    Memo,
    /// Made from an acknowledged version, to be edited or filed.
    MadeOfAcknowledged,
    /// Of a version that was never acknowledged, and a newer one is there.
    Older,
    /// Of the newest version, which is not acknowledged yet.
    NotYet,
}

impl Verdict {
    /// The name used in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Acknowledged => "acknowledged",
            Verdict::Published => "published",
            Verdict::Memo => "memo",
            Verdict::MadeOfAcknowledged => "made",
            Verdict::Older => "older",
            Verdict::NotYet => "not_yet",
        }
    }
}

impl Verified {
    pub fn verdict(&self) -> Verdict {
        match (self.acknowledged.is_some(), self.kind) {
            (true, DocumentKind::Report | DocumentKind::Acknowledged) => Verdict::Acknowledged,
            (true, DocumentKind::Published) => Verdict::Published,
            (true, DocumentKind::Memo) => Verdict::Memo,
            (true, _) => Verdict::MadeOfAcknowledged,
            (false, _) if self.version < self.newest => Verdict::Older,
            (false, _) => Verdict::NotYet,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHA256: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    #[test]
    fn a_scanned_text_is_read_by_its_hash_and_a_typed_one_by_its_code() {
        let code = ShortCode::of(SHA256).map(Probe::Code);
        let hash = Some(Probe::Sha256(SHA256.to_owned()));
        let scanned = format!("รายงานที่รับทราบแล้ว ฉบับที่ ๑ รหัส KY3D1-0C89H SHA-256 {SHA256}");
        assert_eq!(Probe::read(&scanned), hash);
        assert_eq!(Probe::read(&SHA256.to_uppercase()), hash);
        for typed in ["ky๓d๑-๐c๘๙h", "KY3D1 0C89H", "รหัสตรวจสอบ KY3D1-0C89H"]
        {
            assert_eq!(Probe::read(typed), code, "{typed}");
        }
        for other in ["รับทราบ", "63/2566", "", "ประชุม 1-2 ครั้ง"]
        {
            assert_eq!(Probe::read(other), None, "{other}");
        }
    }
}
