//! Everything that the database holds of one person, for themselves: one section a table, each row as it stands.
//! A test goes through the schema and names every table that is about a person; what is said of a section in
//! words is [`crate::wording::personal`]'s matter.

mod sources;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::erasure::Account;
use super::json;
use crate::domain::calendar::bangkok;
use crate::hidden::only_name;
use sources::SOURCES;

/// How a column is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum As {
    /// A moment, told first in a line of words.
    When,
    /// Another moment, or none.
    Moment,
    /// What people or the plan say; told in a line of words.
    Words,
    Code,
    Number,
    Json,
    /// An update of Telegram's, of which a line of words tells what was written.
    Update,
}

/// By what the rows of a section are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Person,
    Chat,
}

/// Where the rows of a section come from.
struct Source {
    /// Its name in the file and in Fluent selectors.
    name: &'static str,
    table: &'static str,
    by: By,
    sql: &'static str,
    columns: &'static [(&'static str, As)],
}

use As::{Code, Json, Moment, Number, Update, When, Words};

/// The tables that are about a person.
pub fn tables() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|source| source.table)
}

/// The names of the sections, as they stand in the file.
pub fn sections() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|source| source.name)
}

/// What one table holds of a person.
pub struct Section {
    pub name: &'static str,
    pub rows: Vec<Record>,
}

only_name!(Section);

/// One row.
pub struct Record {
    fields: Map<String, Value>,
    /// Epoch milliseconds.
    pub when: Option<i64>,
    /// What of it is told in words.
    pub words: Vec<String>,
}

only_name!(Record);

/// Everything of one person.
pub struct Personal {
    /// Epoch milliseconds.
    pub at: i64,
    pub chat: i64,
    /// Without those that are empty.
    pub sections: Vec<Section>,
}

only_name!(Personal);

impl Personal {
    /// As a file for programs; moments are of Bangkok.
    pub fn to_json(&self) -> String {
        let mut file = Map::new();
        file.insert("made_at".to_owned(), moment(self.at));
        file.insert("telegram_id".to_owned(), self.chat.into());
        for section in &self.sections {
            let rows = section
                .rows
                .iter()
                .map(|row| Value::Object(row.fields.clone()));
            file.insert(section.name.to_owned(), rows.collect());
        }
        format!("{:#}\n", Value::Object(file))
    }
}

/// Reads everything of one person.
pub async fn of(connection: &mut AnyConnection, account: Account, now: i64) -> Result<Personal> {
    let mut sections = Vec::new();
    for source in &SOURCES {
        let whose = match source.by {
            By::Chat => account.chat,
            By::Person => match account.person {
                Some(person) => person,
                None => continue,
            },
        };
        let rows = sqlx::query(source.sql)
            .bind(whose)
            .fetch_all(&mut *connection)
            .await
            .with_context(|| format!("read what is kept of a person in {}", source.table))?;
        let rows: Vec<Record> = rows
            .iter()
            .map(|row| record(row, source.columns))
            .collect::<Result<_>>()?;
        if !rows.is_empty() {
            let name = source.name;
            sections.push(Section { name, rows });
        }
    }
    Ok(Personal {
        at: now,
        chat: account.chat,
        sections,
    })
}

fn record(row: &AnyRow, columns: &[(&'static str, As)]) -> Result<Record> {
    let mut record = Record {
        fields: Map::new(),
        when: None,
        words: Vec::new(),
    };
    for (at, (name, kind)) in columns.iter().enumerate() {
        let value = match kind {
            When | Moment => {
                let value: Option<i64> = row.try_get(at)?;
                if *kind == When {
                    record.when = value;
                }
                value.map(moment)
            }
            Number => row.try_get::<Option<i64>, _>(at)?.map(Value::from),
            Code => row.try_get::<Option<String>, _>(at)?.map(Value::from),
            Words => {
                let value: Option<String> = row.try_get(at)?;
                record.words.extend(value.clone());
                value.map(Value::from)
            }
            Json | Update => {
                let text: Option<&str> = row.try_get(at)?;
                let value = text.map(|text| json::read(text).unwrap_or_else(|_| text.into()));
                if *kind == Update {
                    record.words.extend(value.as_ref().and_then(written));
                }
                value
            }
        };
        record
            .fields
            .insert((*name).to_owned(), value.unwrap_or_default());
    }
    Ok(record)
}

/// What a person wrote in an update.
fn written(update: &Value) -> Option<String> {
    let message = ["message", "edited_message"]
        .iter()
        .find_map(|kind| update.get(kind))?;
    let said = ["text", "caption"]
        .iter()
        .find_map(|kind| message[kind].as_str());
    said.map(str::to_owned)
}

fn moment(at: i64) -> Value {
    bangkok(at).to_rfc3339().into()
}

/// The account of a chat.
pub async fn account(connection: &mut AnyConnection, chat: i64) -> Result<Account> {
    let row = sqlx::query("SELECT id FROM person WHERE chat_id = $1")
        .bind(chat)
        .fetch_optional(connection)
        .await?;
    let person = row.map(|row| row.try_get(0)).transpose()?;
    Ok(Account { person, chat })
}

/// Whether something has come from a chat whose person is not known.
pub async fn wrote(connection: &mut AnyConnection, chat: i64) -> Result<bool> {
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM inbox WHERE chat_id = $1) + (SELECT COUNT(*) FROM outbox WHERE chat_id = $1)",
    )
    .bind(chat)
    .fetch_one(connection)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// The account of who holds a post; fails if nobody does.
pub async fn holder(connection: &mut AnyConnection, post: i64) -> Result<Account> {
    let row = sqlx::query(
        "SELECT p.id, p.chat_id FROM holding AS h JOIN person AS p ON p.id = h.person_id \
         WHERE h.post_id = $1 AND h.held_until IS NULL",
    )
    .bind(post)
    .fetch_optional(connection)
    .await?;
    match row {
        Some(row) => Ok(Account {
            person: Some(row.try_get(0)?),
            chat: row.try_get(1)?,
        }),
        None => bail!("nobody holds this post"),
    }
}

/// What a person holds at this moment: office, post, and whether the office would be without a reporter.
pub async fn held(connection: &mut AnyConnection, person: i64) -> Result<Vec<Held>> {
    let rows = sqlx::query(
        "SELECT h.office_id, h.post_id, p.role, p.name, o.name FROM holding AS h JOIN post AS p ON p.id = h.post_id \
         JOIN office AS o ON o.id = h.office_id \
         WHERE h.person_id = $1 AND h.held_until IS NULL ORDER BY h.office_id, h.post_id",
    )
    .bind(person)
    .fetch_all(connection)
    .await?;
    rows.iter()
        .map(|row| {
            let role: &str = row.try_get(2)?;
            Ok(Held {
                office: row.try_get(0)?,
                post: row.try_get(1)?,
                reports: role == "reporter",
                name: row.try_get(3)?,
                office_name: row.try_get(4)?,
            })
        })
        .collect()
}

/// A post that somebody holds.
pub struct Held {
    pub office: i64,
    pub post: i64,
    /// Without its holder the office could not be managed.
    pub reports: bool,
    /// As the plan calls its holder.
    pub name: String,
    pub office_name: String,
}

only_name!(Held);
