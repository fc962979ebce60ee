//! What a chat awaits, as it is stored between steps.

use serde::{Deserialize, Serialize};

use super::{ItemRef, admin};
use crate::domain::calendar::Quarter;
use crate::domain::evidence::FileRef;
use crate::domain::incoming::IncomingFile;
use crate::domain::office::{FileId, MeasureId, ReportId};
use crate::domain::progress::{Content, ItemPart, Typed};
use crate::hidden::only_name;
use crate::hidden::only_names;

/// What a chat awaits. Stored as JSON: variants and fields are never renamed or removed without a
/// migration, so that an upgrade locks nobody out; new fields get a default.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "awaiting", rename_all = "snake_case")]
pub enum State {
    /// A press or a command.
    #[default]
    Choice,
    /// Result items, or orders pasted whole.
    Results {
        measure: MeasureId,
    },
    OrderNumber {
        measure: MeasureId,
    },
    OrderSubject {
        measure: MeasureId,
    },
    OrderDate {
        measure: MeasureId,
    },
    /// The reason why nothing was done.
    NothingDoneReason {
        measure: MeasureId,
    },
    /// The address of a page.
    PaperUrl {
        measure: MeasureId,
    },
    /// Whose order it is.
    PaperIssuer {
        measure: MeasureId,
    },
    /// The reason why there is no document.
    NoDocumentReason {
        measure: MeasureId,
    },
    /// A part of an item, typed anew.
    FixPart {
        measure: MeasureId,
        /// Where the item stood, counted from 0.
        item: usize,
        /// What it says: it may have moved, or changed.
        was: Box<Content>,
        part: ItemPart,
        /// Of the question that was shown.
        serial: i64,
    },
    /// The reason why the first item that seems odd stands.
    DoubtReason {
        measure: MeasureId,
    },
    /// A press below the review; or the reason why results and outcome stand although they seem to
    /// contradict each other.
    Review {
        measure: MeasureId,
    },
    /// What the photos of an item show.
    Caption {
        measure: MeasureId,
        /// One of them.
        file: FileId,
    },
    /// A link to a file that was too large, or a smaller copy of it.
    FileLink {
        measure: MeasureId,
        file: FileId,
    },
    /// The measure that files belong to, which came while none was open.
    FilesWait {
        files: Vec<WaitingFile>,
    },
    Outcome {
        measure: MeasureId,
        /// When the draft was saved that the person saw, in epoch milliseconds; likewise below.
        #[serde(default)]
        seen: i64,
    },
    Scores {
        measure: MeasureId,
        #[serde(default)]
        seen: i64,
    },
    /// The words that take this item's place.
    EditItem {
        item: ItemRef,
        #[serde(default)]
        seen: i64,
    },
    /// What becomes of an answer that was typed while a colleague saved.
    Overtaken {
        measure: MeasureId,
        answer: Answer,
        text: String,
        #[serde(default)]
        from: Option<Typed>,
    },
    /// Why what was filed for this quarter is corrected.
    CorrectionReason {
        measure: MeasureId,
        quarter: Quarter,
    },
    /// The reason for sending a measure back.
    ReturnReason {
        report: ReportId,
        measure: MeasureId,
    },
    /// The reporter's reason for sending a measure back between versions.
    ReopenReason {
        measure: MeasureId,
    },
    /// The executive's instruction, to go with the acknowledgement.
    Instruction {
        report: ReportId,
    },
    /// The person and the version were named; the second step is awaited.
    Acknowledgement {
        report: ReportId,
        instruction: Option<String>,
        /// Of the confirmation that was shown.
        #[serde(default)]
        serial: i64,
    },
    /// Likewise before a verifier's approval.
    Approval {
        report: ReportId,
    },
    /// The executive's instruction, to go with the return of the report.
    ReturnInstruction {
        report: ReportId,
    },
    /// A file or a short code, to find out whether it is what was acknowledged.
    CheckFile,
    /// What the office's admin is asked for.
    Admin(admin::AdminState),
}

only_names!(State: Choice Results OrderNumber OrderSubject OrderDate NothingDoneReason PaperUrl PaperIssuer NoDocumentReason FixPart DoubtReason Review Caption FileLink FilesWait Outcome Scores EditItem Overtaken CorrectionReason ReturnReason ReopenReason Instruction Acknowledgement Approval ReturnInstruction CheckFile Admin);

/// An answer that takes the place of what was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Outcome,
    Scores,
    Item(ItemRef),
}

impl State {
    /// The measure whose draft a step from here needs to see.
    pub fn measure(&self) -> Option<MeasureId> {
        use State::*;
        match self {
            Results { measure }
            | OrderNumber { measure }
            | OrderSubject { measure }
            | OrderDate { measure }
            | NothingDoneReason { measure }
            | Outcome { measure, .. }
            | Scores { measure, .. }
            | Overtaken { measure, .. }
            | CorrectionReason { measure, .. }
            | PaperUrl { measure }
            | PaperIssuer { measure }
            | NoDocumentReason { measure }
            | FixPart { measure, .. }
            | DoubtReason { measure }
            | Review { measure }
            | Caption { measure, .. }
            | FileLink { measure, .. }
            | ReturnReason { measure, .. }
            | ReopenReason { measure } => Some(*measure),
            EditItem { item, .. } => Some(item.measure),
            _ => None,
        }
    }
}

/// A file that was sent before it was known which measure it belongs to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingFile {
    pub file: FileRef,
    pub incoming: IncomingFile,
    /// The message that it came in.
    pub message: i32,
}

only_name!(WaitingFile);
