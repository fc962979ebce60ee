//! An office, its units and posts: who is who. A role belongs to a post and never to a person,
//! because staff rotate; who holds a post at a moment is a fact the store keeps.

use serde::{Deserialize, Serialize};

pub use super::language::Language;

/// Declares an id that is made by us and stored as `BIGINT`.
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    )*};
}

id! {
    /// One tenant.
    OfficeId,
    /// A division or a section of an office.
    UnitId,
    /// A post that a person can hold.
    PostId,
    /// A person who enrolled; bound to one Telegram account.
    PersonId,
    /// An office's measures for one fiscal year.
    PlanId,
    /// One measure of a plan.
    MeasureId,
    /// One compiled version of a report.
    ReportId,
    /// One rendered file of a report.
    DocumentId,
    /// One photo or file that was sent as evidence.
    FileId,
    /// One plan file that was sent to be taken over.
    UploadId,
}

/// What a post is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reports the measures of their unit (เจ้าหน้าที่ผู้รับผิดชอบ).
    Contributor,
    /// Owns the plan, compiles, sends for checking (เจ้าหน้าที่ผู้รายงาน).
    Reporter,
    /// Checks, in order, the first before the second (เจ้าหน้าที่ผู้ตรวจสอบ).
    Verifier,
    /// Acknowledges (ผู้บริหาร).
    Executive,
}

impl Role {
    pub const ALL: [Role; 4] = [
        Role::Contributor,
        Role::Reporter,
        Role::Verifier,
        Role::Executive,
    ];

    /// The name used in files, in the database and in Fluent selectors.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Contributor => "contributor",
            Role::Reporter => "reporter",
            Role::Verifier => "verifier",
            Role::Executive => "executive",
        }
    }

    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// A division (สำนัก/กอง) or a section (งาน) below one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub id: UnitId,
    /// The plan file's own id.
    #[serde(default)]
    pub code: String,
    pub name: String,
    pub parent: Option<UnitId>,
}

/// A post: its role, where it sits, and who holds it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub id: PostId,
    /// The plan file's own id.
    #[serde(default)]
    pub code: String,
    pub role: Role,
    /// Verifiers check in this order, counted from 1; 0 for every other role.
    pub turn: u8,
    /// Whether its holder is told what is overdue in the unit.
    #[serde(default)]
    pub head: bool,
    /// The name printed in the document's sign-off.
    pub name: String,
    pub position: String,
    pub unit: Option<UnitId>,
    /// Nobody, until an invitation to this post is claimed.
    pub holder: Option<Holder>,
    /// Until when an open invitation to it can be claimed, in epoch milliseconds; perhaps by now over.
    #[serde(default)]
    pub invited_until: Option<i64>,
}

/// The person who holds a post, as far as a message to them needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub person: PersonId,
    /// Telegram's id of the private chat, which is the person's user id as well.
    pub chat: i64,
    pub language: Language,
    /// Epoch milliseconds.
    #[serde(default)]
    pub since: i64,
}
