//! What a result is shown by: papers that are cited, and files that are attached. How a citation is
//! worded is [`crate::wording`]'s matter; how one is read from what people type, [`super::citation`]'s.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::office::FileId;
use super::progress::OrderDraft;

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

/// A part of a citation that is still to be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The number, or the round of a meeting.
    Number,
    Subject,
    Date,
    Url,
}

/// The part of a citation to ask for next, in the order in which its kind is cited; `None` if it is whole.
/// An announcement's number is welcome and never asked for, and so is the date of a plan, a manual or a
/// form, unless one was typed that cannot be taken as it stands.
pub fn missing(draft: &OrderDraft) -> Option<Missing> {
    let blank = |part: &Option<String>| part.as_deref().is_none_or(|part| part.trim().is_empty());
    let number = match draft.paper {
        // An order without its number cannot be found.
        EvidenceKind::Order => draft.number.is_none(),
        _ => blank(&draft.reference) && !draft.unnumbered,
    };
    let subject = blank(&draft.subject);
    let date = draft.date.is_none() && !draft.undated;
    let lacks: &[(Missing, bool)] = match draft.paper {
        EvidenceKind::Order | EvidenceKind::Memo | EvidenceKind::Letter => &[
            (Missing::Number, number),
            (Missing::Subject, subject),
            (Missing::Date, date),
        ],
        EvidenceKind::Announcement => &[(Missing::Subject, subject), (Missing::Date, date)],
        EvidenceKind::Minutes => &[(Missing::Number, number), (Missing::Date, date)],
        EvidenceKind::Plan | EvidenceKind::Manual | EvidenceKind::Form => {
            let doubtful = date && draft.date_in_doubt.is_some();
            &[(Missing::Subject, subject), (Missing::Date, doubtful)]
        }
        EvidenceKind::Link => &[
            (Missing::Url, blank(&draft.url)),
            (Missing::Subject, subject),
            (Missing::Date, date),
        ],
    };
    lacks
        .iter()
        .find_map(|&(part, lacking)| lacking.then_some(part))
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
    /// What the messages of the album that it came in have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub album: Option<String>,
    /// It is larger than a bot can fetch: only its reference is kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub too_large: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::OrderNumber;

    /// The parts asked for, one after the other, if each is given when it is asked for.
    fn asked(paper: EvidenceKind) -> Vec<Missing> {
        let mut draft = OrderDraft {
            paper,
            ..OrderDraft::default()
        };
        std::iter::from_fn(|| {
            let part = missing(&draft)?;
            match part {
                Missing::Number if paper == EvidenceKind::Order => {
                    draft.number = OrderNumber::new(63, 2566);
                }
                Missing::Number => draft.reference = Some("พช 73001/123".into()),
                Missing::Subject => draft.subject = Some("ขออนุมัติ".into()),
                Missing::Date => draft.date = NaiveDate::from_ymd_opt(2023, 2, 1),
                Missing::Url => draft.url = Some("https://bungkla.go.th".into()),
            }
            Some(part)
        })
        .collect()
    }

    #[test]
    fn each_kind_is_asked_for_what_its_citation_needs_and_no_more() {
        use EvidenceKind::*;
        use Missing::{Date, Number, Subject, Url};
        for (paper, parts) in [
            (Order, &[Number, Subject, Date][..]),
            (Announcement, &[Subject, Date]),
            (Memo, &[Number, Subject, Date]),
            (Letter, &[Number, Subject, Date]),
            (Minutes, &[Number, Date]),
            (Plan, &[Subject]),
            (Manual, &[Subject]),
            (Form, &[Subject]),
            (Link, &[Url, Subject, Date]),
        ] {
            assert_eq!(asked(paper), parts, "{paper:?}");
        }
    }

    #[test]
    fn what_the_person_said_is_not_there_is_not_asked_again() {
        let draft = OrderDraft {
            paper: EvidenceKind::Memo,
            unnumbered: true,
            undated: true,
            subject: Some(" ".into()),
            ..OrderDraft::default()
        };
        assert_eq!(missing(&draft), Some(Missing::Subject));
        let order = OrderDraft {
            unnumbered: true,
            ..OrderDraft::default()
        };
        assert_eq!(missing(&order), Some(Missing::Number));
    }
}
