//! How far the file of a version is, from when it is wanted until it is made: what its reporter sees meanwhile.

use serde::{Deserialize, Serialize};

/// How far a version's file is. Stored in events as JSON: variants and fields are never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Making {
    /// So many files are made before it; none if it is the next.
    Queued(u32),
    /// Its data and photos are read.
    Reading,
    /// Its pages are set.
    Setting,
    /// It is hashed and kept.
    Keeping,
    Made,
    Failed,
}

impl Making {
    /// What is done to a file, in order.
    pub const WORK: [Making; 3] = [Making::Reading, Making::Setting, Making::Keeping];

    /// The name used in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            Making::Queued(_) => "queued",
            Making::Reading => "reading",
            Making::Setting => "setting",
            Making::Keeping => "keeping",
            Making::Made => "made",
            Making::Failed => "failed",
        }
    }

    /// Whether a place in the queue is told: each of the nearest, and every tenth of the others, so that a long
    /// queue does not spend the messages that all chats share [ours].
    pub fn is_told(ahead: u32) -> bool {
        ahead <= 5 || ahead.is_multiple_of(10)
    }
}
