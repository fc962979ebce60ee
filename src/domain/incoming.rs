//! Photos and files on their way in: what a message announces, and why one may not be kept. What is
//! kept of them in a report is [`super::evidence`]'s matter.

use serde::{Deserialize, Serialize};

use crate::hidden::only_name;

/// A photo or a file as a message announces it, before it is fetched. Whatever the sender's program
/// says about it is a claim: name and kind are for people to read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingFile {
    /// What Telegram fetches it by.
    pub telegram_file_id: String,
    /// The same for the same file, whoever sends it.
    pub telegram_unique_id: String,
    pub photo: bool,
    pub name: Option<String>,
    pub mime: Option<String>,
    /// In bytes.
    pub size: Option<i64>,
}

only_name!(IncomingFile);

/// The largest file that a bot can download, in bytes (Bot API, getFile: 20 MB).
pub const DOWNLOAD_LIMIT: usize = 20 * 1024 * 1024;

impl IncomingFile {
    /// Whether it is known to be beyond what a bot can download.
    pub fn too_large(&self) -> bool {
        self.size
            .is_some_and(|size| usize::try_from(size).is_ok_and(|size| size > DOWNLOAD_LIMIT))
    }

    /// Whether it seems to be a photo as iPhones keep them (HEIC), which the report cannot show.
    pub fn looks_heic(&self) -> bool {
        let name = self.name.as_deref().unwrap_or_default().to_lowercase();
        let mime = self.mime.as_deref().unwrap_or_default();
        name.ends_with(".heic")
            || name.ends_with(".heif")
            || matches!(mime, "image/heic" | "image/heif")
    }
}

/// Why a file is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unkept {
    /// Larger than a bot can download.
    TooLarge,
    /// Neither a picture nor a PDF, an office document or plain text, whatever its name says.
    Kind,
    /// A picture that is damaged or cut off.
    Unreadable,
    /// A picture of more pixels than are ever needed, or that would take too much memory.
    Pixels,
    /// A picture of a form that hardly any program writes.
    Unusual,
    /// A packed file that would unpack to far more than it seems.
    Packed,
    /// Telegram does not give it.
    Lost,
    /// A file of the office's own report.
    Document,
    /// More than is kept of one person, or of one office, in a day.
    Budget,
}

impl Unkept {
    pub const ALL: [Unkept; 9] = [
        Unkept::TooLarge,
        Unkept::Kind,
        Unkept::Unreadable,
        Unkept::Pixels,
        Unkept::Unusual,
        Unkept::Packed,
        Unkept::Lost,
        Unkept::Document,
        Unkept::Budget,
    ];

    /// The name used in the database and in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            Unkept::TooLarge => "too_large",
            Unkept::Kind => "kind",
            Unkept::Unreadable => "unreadable",
            Unkept::Pixels => "pixels",
            Unkept::Unusual => "unusual",
            Unkept::Packed => "packed",
            Unkept::Lost => "lost",
            Unkept::Document => "document",
            Unkept::Budget => "budget",
        }
    }
}
