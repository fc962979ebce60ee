//! The conversation: a pure function from what a chat awaits, what happened, and the office as this
//! person may see it, to what the chat awaits next and what shall be done. No I/O, no clock, no
//! randomness; the worker loads before and commits after.

pub mod action;
pub mod admin;
mod asking;
mod attach;
mod attached;
mod board;
mod calendar;
mod checking;
mod cited;
mod command;
mod compile;
mod correction;
mod dates;
mod deletion;
mod doubts;
mod edit;
mod edited;
pub mod editing;
mod executive;
mod files;
mod fix;
mod glance;
mod home;
mod insisted;
mod kinds;
mod known;
mod language;
mod measure;
mod order;
mod outcome;
mod papers;
mod quarters;
mod readiness;
mod reading;
mod reread;
mod results;
mod review;
pub mod screen;
mod step;
mod together;
mod usual;
mod waiting;

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use crate::phrase::{Arg, Phrase};
pub use action::Action;
pub use command::{Command, menu};
pub use editing::{Column, Editing, ItemRef, Usual, fingerprint};
pub use screen::{Button, Place, Screen};
pub use step::step;

use crate::domain::calendar::Quarter;
use crate::domain::due;
use crate::domain::evidence::FileRef;
use crate::domain::incoming::{IncomingFile, Unkept};
use crate::domain::office::{
    DocumentId, FileId, Holder, Language, MeasureId, OfficeId, PersonId, Post, PostId, ReportId,
    UploadId,
};
use crate::domain::office_change::OfficeChange;
use crate::domain::plan::{Measure, OfficePlan};
use crate::domain::progress::{Content, Draft, ItemPart, Progress, Typed};
use crate::domain::report::{Decision, ReportView, Snapshot, Standing};

/// What a chat awaits. Stored as JSON: variants and fields are never renamed or removed without a
/// migration, so that an upgrade locks nobody out; new fields get a default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What the office's admin is asked for.
    Admin(admin::AdminState),
}

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingFile {
    pub file: FileRef,
    pub incoming: IncomingFile,
    /// The message that it came in.
    pub message: i32,
}

/// What happened in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// /start, with the code of a deep link if there was one.
    Start {
        code: Option<String>,
    },
    Command(Command),
    Text {
        text: String,
        forwarded: bool,
        /// Telegram's id of the message, unique within the chat.
        message: i32,
    },
    /// A photo or a file. Those of an album come one by one, each in a message of its own.
    File {
        file: IncomingFile,
        caption: Option<String>,
        /// What the messages of one album have in common.
        album: Option<String>,
        forwarded: bool,
        message: i32,
    },
    /// A button; none if its data is not of our making.
    Press {
        press: String,
        message: Option<i32>,
        action: Option<Action>,
    },
    /// An edited message: what it says now, as its text or as the caption of its file.
    Edited {
        text: Option<String>,
        message: i32,
    },
    /// Something that cannot be used here, by its Fluent selector: sticker, voice, location…
    Unusable {
        kind: &'static str,
    },
    /// The file of a report, or of its acknowledgement, was made (or could not be).
    Printed {
        report: ReportId,
        document: DocumentId,
        failed: bool,
    },
    /// A file that was to be kept could not be. One that is kept tells nobody.
    FileUnkept {
        file: FileId,
        measure: MeasureId,
        photo: bool,
        /// The name it was sent under.
        name: Option<String>,
        why: Unkept,
    },
    /// A plan file that was sent was fetched and read, or could not be.
    PlanRead {
        upload: UploadId,
    },
    /// The person blocked the bot, or came back.
    Blocked {
        blocked: bool,
    },
    /// A message of a group or a channel: this bot works in private chats only.
    NotPrivate,
}

impl Event {
    /// Something that this program tells the chat, not something that the person did.
    pub fn is_news(&self) -> bool {
        matches!(
            self,
            Event::Printed { .. } | Event::FileUnkept { .. } | Event::PlanRead { .. }
        )
    }

    /// The plan file that a step on this event needs to see.
    pub fn upload(&self) -> Option<UploadId> {
        match self {
            Event::PlanRead { upload } => Some(*upload),
            Event::Press {
                action: Some(Action::Admin(admin::AdminAction::ImportNow(_, upload, _))),
                ..
            } => Some(UploadId(*upload)),
            _ => None,
        }
    }

    /// The measure whose draft a step on this event needs to see.
    pub fn measure(&self) -> Option<MeasureId> {
        match self {
            Event::Press {
                action: Some(action),
                ..
            } => action.measure(),
            Event::FileUnkept { measure, .. } => Some(*measure),
            _ => None,
        }
    }
}

/// What this person may see at this moment; loaded within the transaction of the step.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Epoch milliseconds.
    pub now: i64,
    /// The date in Bangkok.
    pub today: NaiveDate,
    /// An id that nothing has yet, for the one file or other row that this step may make.
    pub fresh: i64,
    pub person: PersonId,
    pub language: Language,
    /// The languages there are, each with the digits that are its own; Thai comes first.
    pub languages: Arc<[Language]>,
    /// Only offices in which the person holds a post.
    pub offices: Vec<OfficeDesk>,
    /// The draft of the measure that this step is about, if it may be seen and there is one.
    pub draft: Option<StoredDraft>,
    /// The measure that an edited message was an answer for.
    pub edited: Option<MeasureId>,
    /// The invitation that the code of /start stands for, if it can be claimed.
    pub invitation: Option<Invitation>,
    /// The post that this person held last, if they hold none now.
    pub former: Option<FormerPost>,
    /// The plan file that this step is about, if it is of an office in which they hold a post.
    pub upload: Option<admin::Upload>,
}

/// A post that a person holds no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerPost {
    pub name: String,
    pub position: String,
    pub office_name: String,
}

/// One office as the people in it see it.
#[derive(Clone, Debug)]
pub struct OfficeDesk {
    pub plan: Arc<OfficePlan>,
    /// The quarter that is reported on the day of this step.
    pub quarter: Quarter,
    /// Of each measure of the plan, in the plan's order.
    pub standings: Vec<MeasureStanding>,
    /// The newest version of the plan's report.
    pub report: Option<ReportView>,
}

/// How a measure stands, quarter by quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureStanding {
    pub measure: MeasureId,
    /// The quarter that the draft reports, if there is a draft.
    pub draft: Option<Quarter>,
    /// From the first quarter to the fourth.
    pub quarters: [QuarterStanding; 4],
}

/// What was filed for one quarter last, and whether it came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuarterStanding {
    pub filing: Option<Filing>,
    /// Why it was returned, while it is.
    pub returned: Option<String>,
}

/// One filed revision of a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// Counted from 1 over all quarters of the measure.
    pub revision: i64,
    pub quarter: Quarter,
    /// Why it corrects the revision before.
    pub reason: Option<String>,
    /// Who filed it; authorship stays with them.
    pub by: String,
    /// Epoch milliseconds.
    pub at: i64,
    pub progress: Progress,
}

/// The working copy of a measure and who touched it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft {
    pub measure: MeasureId,
    pub draft: Draft,
    pub by: PersonId,
    /// Epoch milliseconds.
    pub at: i64,
}

/// A post that waits for the person who holds the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// SHA-256 of the code, lower-case hex.
    pub code_hash: String,
    pub office: OfficeId,
    pub office_name: String,
    /// With its present holder, whom the claim ends.
    pub post: Post,
    /// The people who are told of a claim.
    pub reporters: Vec<Holder>,
}

/// What a step wants done; committed by the worker together with the next state.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// A new message in this chat.
    Show(Screen),
    /// Likewise; but where the chat was shown a screen under this key lately, this one takes its place:
    /// of those that are still to be sent, and by an edit of the one that was. For what arrives in
    /// pieces, such as an album, and is answered once. The screen must fit into one message.
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
    /// Has the file with the acknowledgement on its last page made.
    PrintAcknowledged {
        report: ReportId,
    },
    /// Has a file that was sent fetched and kept in the evidence store, under this id (the desk's fresh
    /// one). One that is too large is only recorded: the step says so itself.
    KeepFile {
        measure: MeasureId,
        file: FileId,
        incoming: IncomingFile,
    },
    SetBlocked(bool),
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
    /// The plan as a file, to this chat; for the office's reporter only.
    Export {
        office: OfficeId,
        kind: admin::ExportKind,
    },
}

impl MeasureStanding {
    /// Nothing was done about it yet.
    pub fn new(measure: MeasureId) -> MeasureStanding {
        MeasureStanding {
            measure,
            draft: None,
            quarters: Default::default(),
        }
    }

    pub fn of(&self, quarter: Quarter) -> &QuarterStanding {
        &self.quarters[usize::from(quarter.number() - 1)]
    }

    pub fn of_mut(&mut self, quarter: Quarter) -> &mut QuarterStanding {
        &mut self.quarters[usize::from(quarter.number() - 1)]
    }

    pub fn at(&self, quarter: Quarter) -> Standing {
        let QuarterStanding { filing, returned } = self.of(quarter);
        match (returned, filing) {
            (Some(_), _) => Standing::Returned,
            (None, Some(_)) => Standing::Filed,
            (None, None) if self.draft == Some(quarter) => Standing::Draft,
            (None, None) => Standing::NotStarted,
        }
    }

    /// The revision that was filed last, of any quarter.
    pub fn newest(&self) -> Option<&Filing> {
        self.quarters
            .iter()
            .filter_map(|quarter| quarter.filing.as_ref())
            .max_by_key(|filing| filing.revision)
    }

    /// The latest quarter's report.
    pub fn latest(&self) -> Option<&Filing> {
        self.quarters
            .iter()
            .rev()
            .find_map(|quarter| quarter.filing.as_ref())
    }

    /// The year's report on it: what was filed and has not come back, in the order of the quarters.
    pub fn merged(&self) -> Option<Progress> {
        let standing = self
            .quarters
            .iter()
            .filter(|quarter| quarter.returned.is_none());
        Progress::merged(
            standing
                .filter_map(|quarter| quarter.filing.as_ref())
                .map(|filing| &filing.progress),
        )
    }
}

impl OfficeDesk {
    /// How a measure stands in the quarter that is reported now; as long as another quarter's report is
    /// back, it is back.
    pub fn standing(&self, standing: &MeasureStanding) -> Standing {
        let returned = standing
            .quarters
            .iter()
            .any(|quarter| quarter.returned.is_some());
        if returned {
            Standing::Returned
        } else {
            standing.at(self.quarter)
        }
    }

    /// The quarter that is reported on this day.
    pub fn quarter_on(&self, today: NaiveDate) -> Quarter {
        due::reporting_quarter(
            self.plan.year(),
            today,
            &self.plan.rhythm.due,
            &self.plan.holidays,
        )
    }

    /// The day on which a quarter's report is due.
    pub fn due(&self, quarter: Quarter) -> NaiveDate {
        due::due(
            self.plan.year().quarter(quarter),
            &self.plan.rhythm.due,
            &self.plan.holidays,
        )
    }

    /// The quarter of a measure that waits for its unit: one that came back, else the one reported now.
    pub fn at_hand(&self, standing: &MeasureStanding) -> Quarter {
        let returned = |quarter: &Quarter| standing.of(*quarter).returned.is_some();
        if returned(&self.quarter) {
            return self.quarter;
        }
        Quarter::ALL
            .into_iter()
            .rev()
            .find(returned)
            .unwrap_or(self.quarter)
    }
}

impl Desk {
    /// The office of this plan's measure, the measure, and its standing, if this person is in it.
    pub fn measure(&self, id: MeasureId) -> Option<(&OfficeDesk, &Measure, &MeasureStanding)> {
        self.offices.iter().find_map(|office| {
            let measure = office.plan.measure(id)?;
            let standing = office
                .standings
                .iter()
                .find(|standing| standing.measure == id)?;
            Some((office, measure, standing))
        })
    }

    pub fn office(&self, id: OfficeId) -> Option<&OfficeDesk> {
        self.offices.iter().find(|office| office.plan.office == id)
    }

    /// The office whose newest version this is.
    pub fn report(&self, id: ReportId) -> Option<(&OfficeDesk, &ReportView)> {
        self.offices.iter().find_map(|office| {
            let report = office.report.as_ref()?;
            (report.id == id).then_some((office, report))
        })
    }
}
