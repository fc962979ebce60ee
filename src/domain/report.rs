//! A compiled report: a frozen snapshot of the plan and what was filed, and its way from the reporter
//! past the verifiers to the executive.

use serde::{Deserialize, Serialize};

use super::calendar::Quarter;
use super::office::{DocumentId, FileId, MeasureId, PersonId, PostId, ReportId};
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
    /// A newer version was compiled.
    Superseded,
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
    /// Counted from 1 within the plan.
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

/// A version as the people of the office see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    pub id: ReportId,
    pub version: u32,
    pub stage: Stage,
    /// The file, once it is made.
    pub document: Option<DocumentView>,
    /// The file with the acknowledgement on its last page, once it is made.
    pub acknowledged: Option<DocumentView>,
    pub decisions: Vec<Decision>,
    /// Measures that the version lacks.
    pub missing: Vec<MeasureId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentView {
    pub id: DocumentId,
    /// Lower-case hex.
    pub sha256: String,
    /// In bytes.
    pub size: i64,
}
