//! A compiled report: a frozen snapshot of the plan and what was filed, and its way from the reporter
//! past the verifiers to the executive.

use serde::{Deserialize, Serialize};

use super::calendar::Quarter;
use super::office::{DocumentId, FileId, MeasureId, PersonId, PostId, ReportId};
use super::overview::YearSoFar;
use super::period::Period;
use super::plan::{Measure, Wording};
use super::progress::Progress;

/// Where a compiled version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// The file is being made.
    Printing,
    /// The reporter has it and has not sent it yet.
    Compiled,
    /// The verifier of this turn (from 1) has it.
    Checking {
        turn: u8,
    },
    /// The executive has it.
    Submitted,
    /// Sent back, by a verifier or by the executive; the next version begins anew.
    Returned,
    Acknowledged,
    /// A newer version was compiled, or what it holds has changed since.
    Superseded,
}

impl Stage {
    /// Whether somebody checks the version or is to acknowledge it.
    pub fn is_under_way(self) -> bool {
        matches!(self, Stage::Checking { .. } | Stage::Submitted)
    }

    /// Whether the reporter alone has the version.
    pub fn is_with_reporter(self) -> bool {
        matches!(self, Stage::Printing | Stage::Compiled)
    }
}

/// How a measure stands in the year's round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    #[default]
    NotStarted,
    Draft,
    Filed,
    Returned,
}

/// Everything the document is rendered from; it never changes once it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Of this shape; raised with every change of meaning.
    pub schema: u32,
    pub office_name: String,
    pub office_address: String,
    /// Fiscal year, Buddhist Era.
    pub fiscal_year: i32,
    /// What the report covers; the year in snapshots from before there were periods.
    #[serde(default)]
    pub period: Period,
    /// Counted from 1 within the plan's reports of this period.
    pub version: u32,
    pub wording: Wording,
    /// The unit in charge of the report itself.
    pub unit_in_charge: String,
    pub rows: Vec<SnapshotRow>,
    pub signers: Vec<Signer>,
    /// Names that a line end must not cut: the office, its places, its units.
    pub names: Vec<String>,
    /// Epoch milliseconds.
    pub compiled_at: i64,
    /// What is kept of the files that the rows name; one that is missing here was not kept then.
    #[serde(default)]
    pub files: Vec<FrozenFile>,
    /// What happened to the report before this version, in order.
    #[serde(default)]
    pub log: Vec<Happened>,
    /// What its overview tells besides; in the year's report alone, and none from before there were overviews.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<YearSoFar>,
}

/// A file as it was kept when the version was compiled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFile {
    pub file: FileId,
    /// Lower-case hex.
    pub sha256: String,
    /// What its content shows it to be: a MIME type.
    pub kind: String,
    /// In bytes.
    pub size: i64,
    /// Epoch milliseconds.
    pub received_at: i64,
}

/// One line of the report's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// Epoch milliseconds.
    pub at: i64,
    pub what: Happening,
    /// Of the version, where it is about one; counted from 1.
    pub version: Option<u32>,
    /// Of the measure, where it is about one.
    pub measure: Option<u32>,
    pub quarter: Option<Quarter>,
    /// Who did it, as they were called then.
    pub name: String,
    /// The reason that was given, or the instruction.
    pub note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// A unit filed a measure.
    Filed,
    /// A unit filed it again, with a reason.
    Corrected,
    /// It came back to its unit.
    SentBack,
    /// A version was compiled.
    Compiled,
    /// Something was decided about a version.
    Decided(DecisionKind),
}

/// One measure and what was filed for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRow {
    pub measure: Measure,
    /// Column 3.
    pub responsible: String,
    /// None where the reporter compiled without it.
    pub progress: Option<Progress>,
}

/// A person of the sign-off block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    pub post: PostId,
    pub role: super::office::Role,
    pub name: String,
    pub position: String,
}

/// What someone decided about a version; kept for ever, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub kind: DecisionKind,
    pub post: PostId,
    pub person: PersonId,
    /// As they were when the decision was taken.
    pub name: String,
    pub position: String,
    /// Epoch milliseconds.
    pub at: i64,
    /// The reason of a return or the executive's instruction (ข้อสั่งการ).
    pub note: Option<String>,
    /// The measure that was returned.
    pub measure: Option<MeasureId>,
    /// SHA-256 (lower-case hex) of the file that was decided upon.
    pub sha256: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// By the reporter: sent for checking.
    Sent,
    /// By a verifier.
    Approved,
    /// By a verifier or the executive.
    Returned,
    /// By the executive (รับทราบ).
    Acknowledged,
}

/// Which of a version's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// The report itself, as it is checked and acknowledged.
    Report,
    /// The report with the acknowledgement on its last page.
    Acknowledged,
    /// Likewise without the personal data that is hidden: for everybody to read.
    Published,
    /// The memo (บันทึกข้อความ) of the acknowledgement.
    Memo,
    /// The report to be edited, without and with what was acknowledged.
    Docx,
    AcknowledgedDocx,
    /// The report as a workbook.
    Xlsx,
    /// The version's data, as it is filed.
    Json,
    /// Everything that is filed, in one ZIP.
    Filing,
}

impl DocumentKind {
    pub const ALL: [DocumentKind; 9] = [
        DocumentKind::Report,
        DocumentKind::Acknowledged,
        DocumentKind::Published,
        DocumentKind::Memo,
        DocumentKind::Docx,
        DocumentKind::AcknowledgedDocx,
        DocumentKind::Xlsx,
        DocumentKind::Json,
        DocumentKind::Filing,
    ];

    /// Whether the photos of the evidence are set in it.
    pub fn shows_photos(self) -> bool {
        matches!(
            self,
            DocumentKind::Report
                | DocumentKind::Acknowledged
                | DocumentKind::Published
                | DocumentKind::Docx
                | DocumentKind::AcknowledgedDocx
        )
    }

    /// The name used in the database and in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            DocumentKind::Report => "report",
            DocumentKind::Acknowledged => "acknowledged",
            DocumentKind::Published => "published",
            DocumentKind::Memo => "memo",
            DocumentKind::Docx => "docx",
            DocumentKind::AcknowledgedDocx => "acknowledged_docx",
            DocumentKind::Xlsx => "xlsx",
            DocumentKind::Json => "json",
            DocumentKind::Filing => "filing",
        }
    }

    pub fn parse(name: &str) -> Option<DocumentKind> {
        let mut all = DocumentKind::ALL.into_iter();
        all.find(|kind| kind.as_str() == name)
    }

    /// The ending of such a file's name, and its MIME type.
    pub fn format(self) -> (&'static str, &'static str) {
        match self {
            DocumentKind::Report
            | DocumentKind::Acknowledged
            | DocumentKind::Published
            | DocumentKind::Memo => ("pdf", "application/pdf"),
            DocumentKind::Docx | DocumentKind::AcknowledgedDocx => (
                "docx",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            DocumentKind::Xlsx => (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
            DocumentKind::Json => ("json", "application/json"),
            DocumentKind::Filing => ("zip", "application/zip"),
        }
    }
}

/// A version as the people of the office see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    pub id: ReportId,
    pub period: Period,
    /// Counted from 1 within the plan's reports of this period.
    pub version: u32,
    pub stage: Stage,
    /// The file, once it is made.
    pub document: Option<DocumentView>,
    /// The file with the acknowledgement on its last page, once it is made.
    pub acknowledged: Option<DocumentView>,
    /// The other files that were made of it.
    pub others: Vec<(DocumentKind, DocumentView)>,
    pub decisions: Vec<Decision>,
    /// Measures that the version lacks.
    pub missing: Vec<MeasureId>,
}

impl ReportView {
    /// The executive's decision, if the version is acknowledged.
    pub fn acknowledgement(&self) -> Option<&Decision> {
        let mut newest_first = self.decisions.iter().rev();
        newest_first
            .find(|decision| decision.kind == DecisionKind::Acknowledged)
            .filter(|_| self.stage == Stage::Acknowledged)
    }

    /// The file of this kind, once it is made.
    pub fn file(&self, kind: DocumentKind) -> Option<&DocumentView> {
        match kind {
            DocumentKind::Report => self.document.as_ref(),
            DocumentKind::Acknowledged => self.acknowledged.as_ref(),
            other => {
                let mut others = self.others.iter();
                others.find_map(|(kind, file)| (*kind == other).then_some(file))
            }
        }
    }

    /// The kind of a file that was made.
    pub fn kind_of(&self, document: DocumentId) -> Option<DocumentKind> {
        let mut all = DocumentKind::ALL.into_iter();
        all.find(|kind| self.file(*kind).is_some_and(|file| file.id == document))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentView {
    pub id: DocumentId,
    /// Lower-case hex.
    pub sha256: String,
    /// In bytes.
    pub size: i64,
}
