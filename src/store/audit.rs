//! Who changed which fact when: one row for every change, written in the same transaction, never
//! changed and never deleted.

use anyhow::Result;
use sqlx::AnyConnection;

use super::many::{Cell, Rows};

/// One change of a fact.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: i64,
    /// Epoch milliseconds.
    pub at: i64,
    pub office: Option<i64>,
    /// None where the program itself or the one who runs it did it.
    pub person: Option<i64>,
    /// What was done, such as `file`.
    pub action: &'static str,
    /// The id of what it was done to.
    pub subject: Option<i64>,
    pub detail: serde_json::Value,
}

pub async fn write(connection: &mut AnyConnection, entries: Vec<Entry>) -> Result<()> {
    static WRITE: Rows = Rows::new(
        "INSERT INTO audit (id, at, office_id, person_id, action, subject, detail) \
         SELECT column1, column2, column3, column4, column5, column6, column7 \
         FROM (VALUES {}) AS given WHERE column1 IS NOT NULL",
        7,
    );
    let rows = entries.into_iter().map(|entry| {
        [
            Cell::Int(entry.id),
            Cell::Int(entry.at),
            Cell::MaybeInt(entry.office),
            Cell::MaybeInt(entry.person),
            Cell::Text(entry.action.to_owned()),
            Cell::MaybeInt(entry.subject),
            Cell::Text(entry.detail.to_string()),
        ]
    });
    WRITE.execute(connection, rows).await?;
    Ok(())
}
