//! What happens in a chat, as a step sees it.

use std::fmt;

use super::making::Version;
use super::{Action, Command, admin};
use crate::domain::incoming::{IncomingFile, Unkept};
use crate::domain::making::Making;
use crate::domain::office::{DocumentId, FileId, MeasureId, OfficeId, ReportId, UploadId};
use crate::domain::report::DocumentKind;
use crate::domain::verified::Probe;
use crate::hidden::only_names;

/// What happened in a chat.
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    /// /start, with the code of a deep link if there was one.
    Start {
        code: Option<String>,
        /// Whose account it came from, as Telegram says.
        from: Option<Account>,
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
        kind: Option<DocumentKind>,
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
        /// Of one that was not kept for what it is: a file of the office's own report; lower-case hex.
        sha256: Option<String>,
    },
    /// A file that was sent to find out what it is was hashed; none if it cannot be had.
    FileChecked {
        sha256: Option<String>,
        name: Option<String>,
    },
    /// A plan file that was sent was fetched and read, or could not be.
    PlanRead {
        upload: UploadId,
    },
    /// How far a file of a version is that this chat waits for.
    Making {
        of: Version,
        report: ReportId,
        kind: DocumentKind,
        making: Making,
    },
    /// The person blocked the bot, or came back.
    Blocked {
        blocked: bool,
    },
    /// More came than is taken of one person, and this is the first of what was not.
    TooMany {
        text: Option<String>,
        press: Option<String>,
        /// How long to wait.
        minutes: i64,
    },
    /// A message of a group or a channel: this bot works in private chats only.
    NotPrivate,
    /// What no person did in their private chat: a press below a message that is not ours there, or anything of a
    /// bot.
    Foreign {
        /// To be answered, so that it does not keep turning.
        press: Option<String>,
    },
}

only_names!(Event: TooMany Start Command Text File Press Edited Unusable Printed FileUnkept FileChecked PlanRead Making Blocked NotPrivate Foreign);

/// How Telegram calls an account; it is said to who must know, and kept nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// First and last name, in one line; an account chooses it.
    pub name: String,
    /// Without the @, if the account has one.
    pub username: Option<String>,
}

/// For a log: without the words.
impl fmt::Debug for Account {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Account")
    }
}

impl Event {
    /// What it is, where it is counted.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Start { .. } => "start",
            Event::Command(_) => "command",
            Event::Text { .. } => "text",
            Event::File { .. } => "file",
            Event::Press { .. } => "press",
            Event::Edited { .. } => "edited",
            Event::Unusable { .. } => "unusable",
            Event::Printed { .. } => "printed",
            Event::FileUnkept { .. } => "file_unkept",
            Event::FileChecked { .. } => "file_checked",
            Event::PlanRead { .. } => "plan_read",
            Event::Making { .. } => "making",
            Event::Blocked { .. } => "blocked",
            Event::TooMany { .. } => "too_many",
            Event::NotPrivate => "not_private",
            Event::Foreign { .. } => "foreign",
        }
    }

    /// Something that this program tells the chat, not something that the person did.
    pub fn is_news(&self) -> bool {
        matches!(
            self,
            Event::Printed { .. }
                | Event::FileUnkept { .. }
                | Event::FileChecked { .. }
                | Event::PlanRead { .. }
                | Event::Making { .. }
        )
    }

    /// Something that the person did in this chat.
    pub fn is_by_person(&self) -> bool {
        !self.is_news()
            && !matches!(
                self,
                Event::Blocked { .. } | Event::NotPrivate | Event::Foreign { .. }
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

    /// The office of which a step on this event needs to see how it is reminded, and whether what is
    /// coming as well.
    pub fn chased(&self) -> Option<(OfficeId, bool)> {
        match self {
            Event::Press {
                action: Some(action),
                ..
            } => Some((action.chased()?, matches!(action, Action::Coming(_)))),
            _ => None,
        }
    }

    /// The office of which a step on this event needs to see every version.
    pub fn versions(&self) -> Option<OfficeId> {
        match self {
            Event::Press {
                action: Some(Action::Versions(office, _) | Action::VersionFile(office, _)),
                ..
            } => Some(*office),
            _ => None,
        }
    }

    /// Whether a step on this event may want a version's file made.
    pub fn compiles(&self) -> bool {
        matches!(
            self,
            Event::Press {
                action: Some(
                    Action::Compile(_)
                        | Action::CompileAnyway(_)
                        | Action::CompileFor(..)
                        | Action::CompileForAnyway(..)
                ),
                ..
            }
        )
    }

    /// What a step on this event needs to know of the files that were made of reports.
    pub fn probe(&self) -> Option<Probe> {
        match self {
            Event::Text { text, .. } => Probe::read(text),
            Event::FileChecked { sha256, .. } | Event::FileUnkept { sha256, .. } => {
                sha256.clone().map(Probe::Sha256)
            }
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
