//! What a result is shown by: papers that are cited, and files that are attached. How a citation is
//! worded is [`crate::wording`]'s matter; how one is read from what people type, [`super::citation`]'s.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::office::FileId;

/// The kind of a paper that can be cited.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// คำสั่ง: numbered within a calendar year.
    #[default]
    Order,
    /// ประกาศ
    Announcement,
    /// บันทึกข้อความ: within the office.
    Memo,
    /// หนังสือ: to or from another office.
    Letter,
    /// รายงานการประชุม: numbered by rounds, ครั้งที่ ๑/๒๕๖๖.
    Minutes,
    /// แผน
    Plan,
    /// คู่มือ
    Manual,
    /// แบบฟอร์ม, แบบสอบถาม
    Form,
    /// A page of a website.
    Link,
}

impl EvidenceKind {
    pub const ALL: [EvidenceKind; 9] = [
        EvidenceKind::Order,
        EvidenceKind::Announcement,
        EvidenceKind::Memo,
        EvidenceKind::Letter,
        EvidenceKind::Minutes,
        EvidenceKind::Plan,
        EvidenceKind::Manual,
        EvidenceKind::Form,
        EvidenceKind::Link,
    ];

    /// The name used in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            EvidenceKind::Order => "order",
            EvidenceKind::Announcement => "announcement",
            EvidenceKind::Memo => "memo",
            EvidenceKind::Letter => "letter",
            EvidenceKind::Minutes => "minutes",
            EvidenceKind::Plan => "plan",
            EvidenceKind::Manual => "manual",
            EvidenceKind::Form => "form",
            EvidenceKind::Link => "link",
        }
    }
}

/// A paper that is cited and is no order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Citation {
    pub paper: EvidenceKind,
    /// Whose paper it is, where it is not the office's own.
    pub issuer: Option<String>,
    /// As it is written behind ที่ or ครั้งที่, in Arabic digits: `พช 73001/123`, `1/2566`.
    pub number: Option<String>,
    pub subject: String,
    pub date: Option<NaiveDate>,
    /// Of a page on a website.
    pub url: Option<String>,
}

/// A photo or a file that a person sent. Its bytes, once they are fetched, lie in the evidence store
/// under their SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    pub id: FileId,
    /// A photo, not a file of another kind.
    #[serde(default)]
    pub photo: bool,
    /// The name it was sent under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// It was forwarded from somebody else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forwarded: bool,
}
