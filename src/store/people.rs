//! People and the posts they hold. A person is one Telegram account; which office they see follows
//! from the posts they hold at that moment, and from nothing else.

use std::collections::HashMap;

use anyhow::{Context, Result};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::Store;
use super::many::{List, portions};
use crate::dialogue::FormerPost;
use crate::domain::office::{Language, OfficeId, Role};

/// A person who enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: i64,
    pub chat: i64,
    pub language: Language,
    /// Could not be written to when it was tried last.
    pub blocked: bool,
}

/// The people of chats, by chat.
pub async fn by_chats(
    connection: &mut AnyConnection,
    chats: &[i64],
) -> Result<HashMap<i64, Person>> {
    static PEOPLE: List = List::new(
        "SELECT chat_id, id, language, blocked_at FROM person WHERE chat_id IN ({})",
        0,
    );
    let mut people = HashMap::with_capacity(chats.len());
    for portion in portions(chats) {
        for row in PEOPLE
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            let chat = row.try_get(0)?;
            let language = Language::from_code(row.try_get(2)?);
            people.insert(
                chat,
                Person {
                    id: row.try_get(1)?,
                    chat,
                    language,
                    blocked: row.try_get::<Option<i64>, _>(3)?.is_some(),
                },
            );
        }
    }
    Ok(people)
}

/// The offices in which people hold a post, by person, each office once and in the order of their ids.
pub async fn offices(
    connection: &mut AnyConnection,
    people: &[i64],
) -> Result<HashMap<i64, Vec<i64>>> {
    static OFFICES: List = List::new(
        "SELECT DISTINCT h.person_id, h.office_id FROM holding AS h JOIN post AS p ON p.id = h.post_id \
         WHERE h.held_until IS NULL AND p.dropped_at IS NULL AND h.person_id IN ({}) \
         ORDER BY h.person_id, h.office_id",
        0,
    );
    let mut offices: HashMap<i64, Vec<i64>> = HashMap::with_capacity(people.len());
    for portion in portions(people) {
        for row in OFFICES
            .query(&[], portion)
            .fetch_all(&mut *connection)
            .await?
        {
            offices
                .entry(row.try_get(0)?)
                .or_default()
                .push(row.try_get(1)?);
        }
    }
    Ok(offices)
}

/// The post that a person held last and holds no longer.
pub async fn last_post(connection: &mut AnyConnection, person: i64) -> Result<Option<FormerPost>> {
    let row = sqlx::query(
        "SELECT p.name, p.position, o.name FROM holding AS h JOIN post AS p ON p.id = h.post_id \
         JOIN office AS o ON o.id = h.office_id WHERE h.person_id = $1 AND h.held_until IS NOT NULL \
         ORDER BY h.held_until DESC, h.id DESC LIMIT 1",
    )
    .bind(person)
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(FormerPost {
            name: row.try_get(0)?,
            position: row.try_get(1)?,
            office_name: row.try_get(2)?,
        })
    })
    .transpose()
}

/// Whether the one who writes from this chat holds the reporter's post of an office.
pub async fn is_reporter(store: &Store, chat: i64, office: OfficeId) -> Result<bool> {
    let row = sqlx::query(
        "SELECT p.id FROM person AS s JOIN holding AS h ON h.person_id = s.id AND h.held_until IS NULL \
         JOIN post AS p ON p.id = h.post_id AND p.dropped_at IS NULL AND p.role = 'reporter' \
         WHERE s.chat_id = $1 AND p.office_id = $2",
    )
    .bind(chat)
    .bind(office.0)
    .fetch_optional(&mut *store.reader().await?)
    .await?;
    Ok(row.is_some())
}

/// The language of the person of a chat and the roles in which they act, in any office.
pub async fn roles(
    connection: &mut AnyConnection,
    chat: i64,
) -> Result<Option<(Language, Vec<Role>)>> {
    let rows = sqlx::query(
        "SELECT p.language, o.role FROM person AS p \
         LEFT JOIN holding AS h ON h.person_id = p.id AND h.held_until IS NULL \
         LEFT JOIN post AS o ON o.id = h.post_id AND o.dropped_at IS NULL WHERE p.chat_id = $1",
    )
    .bind(chat)
    .fetch_all(connection)
    .await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let language = Language::from_code(first.try_get(0)?);
    let mut roles = Vec::with_capacity(rows.len());
    for row in &rows {
        roles.extend(row.try_get::<Option<&str>, _>(1)?.and_then(Role::parse));
    }
    Ok(Some((language, roles)))
}

/// The chat and the language of who holds a post, if anybody does.
pub async fn holder(connection: &mut AnyConnection, post: i64) -> Result<Option<(i64, Language)>> {
    let row = sqlx::query(
        "SELECT p.chat_id, p.language FROM holding AS h JOIN person AS p ON p.id = h.person_id \
         WHERE h.post_id = $1 AND h.held_until IS NULL",
    )
    .bind(post)
    .fetch_optional(connection)
    .await?;
    row.map(|row| Ok((row.try_get(0)?, Language::from_code(row.try_get(1)?))))
        .transpose()
}

/// Who holds the posts of an office: the chat, the language and the role of each holding.
pub async fn holders(
    connection: &mut AnyConnection,
    office: OfficeId,
) -> Result<Vec<(i64, Language, Role)>> {
    let rows = sqlx::query(
        "SELECT s.chat_id, s.language, p.role FROM holding AS h JOIN person AS s ON s.id = h.person_id \
         JOIN post AS p ON p.id = h.post_id AND p.dropped_at IS NULL \
         WHERE h.held_until IS NULL AND p.office_id = $1",
    )
    .bind(office.0)
    .fetch_all(connection)
    .await?;
    let holder = |row: &AnyRow| {
        let role = Role::parse(row.try_get(2)?).context("there is no such role")?;
        Ok((row.try_get(0)?, Language::from_code(row.try_get(1)?), role))
    };
    rows.iter().map(holder).collect()
}

/// Makes the person of a chat, if there is none.
pub async fn enrol(connection: &mut AnyConnection, person: Person, now: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO person (id, chat_id, language, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (chat_id) DO NOTHING",
    )
    .bind(person.id)
    .bind(person.chat)
    .bind(person.language.to_string())
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn set_language(
    connection: &mut AnyConnection,
    chat: i64,
    language: Language,
) -> Result<()> {
    sqlx::query("UPDATE person SET language = $1 WHERE chat_id = $2")
        .bind(language.to_string())
        .bind(chat)
        .execute(connection)
        .await?;
    Ok(())
}

/// Remembers since when a person cannot be written to, the earliest that was noticed; None when they are back.
pub async fn set_blocked(
    connection: &mut AnyConnection,
    chat: i64,
    since: Option<i64>,
) -> Result<()> {
    const AWAY: &str =
        "UPDATE person SET blocked_at = $1 WHERE chat_id = $2 AND blocked_at IS NULL";
    const BACK: &str = "UPDATE person SET blocked_at = $1 WHERE chat_id = $2";
    sqlx::query(if since.is_some() { AWAY } else { BACK })
        .bind(since)
        .bind(chat)
        .execute(connection)
        .await?;
    Ok(())
}

/// The person holds the post from now on; who held it before does so no longer.
pub async fn take_post(
    connection: &mut AnyConnection,
    id: i64,
    office: i64,
    post: i64,
    person: i64,
    now: i64,
) -> Result<()> {
    sqlx::query("UPDATE holding SET held_until = $1 WHERE post_id = $2 AND held_until IS NULL")
        .bind(now)
        .bind(post)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "INSERT INTO holding (id, office_id, post_id, person_id, held_since) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id)
    .bind(office)
    .bind(post)
    .bind(person)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Counts a code that stood for nothing.
pub async fn wrong_code(
    connection: &mut AnyConnection,
    id: i64,
    chat: i64,
    now: i64,
) -> Result<()> {
    sqlx::query("INSERT INTO wrong_code (id, chat_id, tried_at) VALUES ($1, $2, $3)")
        .bind(id)
        .bind(chat)
        .bind(now)
        .execute(connection)
        .await?;
    Ok(())
}

/// How many wrong codes came from a chat after this moment.
pub async fn wrong_codes(connection: &mut AnyConnection, chat: i64, after: i64) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) FROM wrong_code WHERE chat_id = $1 AND tried_at > $2")
        .bind(chat)
        .bind(after)
        .fetch_one(connection)
        .await?;
    Ok(row.try_get(0)?)
}

/// How many came from all chats.
pub async fn wrong_codes_of_all(connection: &mut AnyConnection, after: i64) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) FROM wrong_code WHERE tried_at > $1")
        .bind(after)
        .fetch_one(connection)
        .await?;
    Ok(row.try_get(0)?)
}
