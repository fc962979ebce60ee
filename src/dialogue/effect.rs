//! What a step wants done.

use chrono::NaiveDate;

use super::heat_map::Picture;
use super::{Phrase, Screen, admin};
use crate::domain::calendar::Quarter;
use crate::domain::incoming::IncomingFile;
use crate::domain::office::{
    DocumentId, FileId, Language, MeasureId, OfficeId, PersonId, PostId, ReportId, UploadId,
};
use crate::domain::office_change::OfficeChange;
use crate::domain::progress::{Draft, Progress};
use crate::domain::readiness::page::Page;
use crate::domain::redaction::Key;
use crate::domain::report::{Decision, DocumentKind, Snapshot};
use crate::hidden::only_names;
use crate::plan_file::PlanFile;

/// What a step wants done; committed by the worker together with the next state.
#[derive(Clone, PartialEq)]
pub enum Effect {
    /// A new message in this chat.
    Show(Screen),
    /// Likewise; but where the chat was shown a screen under this key lately, this one takes its place:
    /// of those that are still to be sent, and by an edit of the one that was. For what arrives in
    /// pieces, such as an album, and is answered once, and for how far something is, which a pressed message
    /// becomes. The screen must fit into one message.
    Update {
        key: String,
        screen: Screen,
    },
    /// The message whose button was pressed becomes this screen; a new message if there was none.
    Replace(Screen),
    /// Answers the press, with a short text if there is something to say.
    AnswerPress {
        press: String,
        text: Option<Phrase>,
        alert: bool,
    },
    /// A message to another person of the same office.
    Tell {
        person: PersonId,
        screen: Screen,
    },
    /// A file of a report, with a screen as its caption.
    Deliver {
        person: PersonId,
        document: DocumentId,
        screen: Screen,
    },
    /// A picture to this chat, with a screen as its caption.
    Picture {
        picture: Picture,
        screen: Screen,
    },
    /// What is to be mended as a file to this chat, with a screen as its caption.
    Page {
        page: Box<Page>,
        screen: Screen,
    },
    /// Everything that is stored of the person as a file to this chat: in words, or for programs.
    OwnData {
        words: bool,
    },
    /// The person leaves their posts, and their account is erased. What this step still says reaches them.
    Erase,
    SetLanguage(Language),
    /// The person takes the post; the code is used up.
    Claim {
        code_hash: String,
    },
    SaveDraft {
        measure: MeasureId,
        draft: Draft,
    },
    /// Removes the draft, which holds nothing.
    DropDraft {
        measure: MeasureId,
    },
    /// This message of this chat was an answer for the measure: editing it will change the answer.
    Typed {
        message: i32,
        measure: MeasureId,
    },
    /// Files the draft's progress as the measure's next revision and removes the draft.
    File {
        measure: MeasureId,
        quarter: Quarter,
        post: PostId,
        /// Why it corrects what was filed before.
        reason: Option<String>,
        progress: Progress,
    },
    /// The measure goes back to its unit with a reason.
    ReturnMeasure {
        measure: MeasureId,
        quarter: Quarter,
        post: PostId,
        reason: String,
    },
    /// Freezes the next version and has its file made; older versions are superseded.
    Compile {
        office: OfficeId,
        snapshot: Box<Snapshot>,
        missing: Vec<MeasureId>,
        post: PostId,
    },
    /// Records a decision and moves the version to its next stage.
    Decide {
        report: ReportId,
        decision: Decision,
        stage: crate::domain::report::Stage,
    },
    /// What this version holds has changed since it was compiled: it can no longer be sent, checked or
    /// acknowledged.
    Supersede {
        report: ReportId,
        /// The measure that was filed or sent back, if it is that.
        measure: Option<MeasureId>,
    },
    /// Hides personal data in the published copy, or shows it again; by the office's reporter only.
    Redact {
        office: OfficeId,
        post: PostId,
        texts: Vec<(MeasureId, Key)>,
        hide: bool,
    },
    /// Has another file of the version made, unless it is made or wanted already.
    Print {
        report: ReportId,
        kind: DocumentKind,
    },
    /// Has a file that was sent fetched and kept in the evidence store, under this id (the desk's fresh
    /// one). One that is too large is only recorded: the step says so itself. Said again of the same file,
    /// it is of another measure now.
    KeepFile {
        measure: MeasureId,
        file: FileId,
        incoming: IncomingFile,
    },
    /// Has a file that was sent fetched and hashed under this id (the desk's fresh one); it is not kept.
    CheckFile {
        check: i64,
        incoming: IncomingFile,
    },
    SetBlocked(bool),
    /// The person is not reminded for the office until a moment (epoch milliseconds), and is then.
    Snooze {
        office: OfficeId,
        until: i64,
    },
    /// These people are reminded of what they lack on this day, as a colleague asks; by the office's reporter
    /// only, who does it from this post.
    Nudge {
        office: OfficeId,
        post: PostId,
        people: Vec<PersonId>,
        day: NaiveDate,
    },
    /// Changes the office; by its reporter only.
    Administer {
        office: OfficeId,
        change: OfficeChange,
    },
    /// Has a plan file fetched and read, under this id (the desk's fresh one).
    FetchPlan {
        office: OfficeId,
        upload: UploadId,
        file: IncomingFile,
    },
    /// Takes over the plan of the desk's upload; by the office's reporter only.
    ImportPlan {
        office: OfficeId,
        upload: UploadId,
    },
    /// Opens the plan of the year after the one at hand; by the office's reporter only.
    OpenPlan {
        office: OfficeId,
        plan: Box<PlanFile>,
        /// Although the report of the year before is not acknowledged.
        unfinished: bool,
    },
    /// The plan as a file, to this chat; for the office's reporter only.
    Export {
        office: OfficeId,
        kind: admin::ExportKind,
    },
}

only_names!(Effect: Show Update Replace AnswerPress Tell Deliver Picture Page OwnData Erase Redact SetLanguage Claim SaveDraft DropDraft Typed File ReturnMeasure Compile Decide Supersede Print KeepFile CheckFile SetBlocked Snooze Nudge Administer FetchPlan ImportPlan OpenPlan Export);
