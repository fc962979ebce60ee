//! What is erased of a person, and what stays. The account goes: Telegram's id, the language, what was written
//! and sent in the chat, what the bot awaited and reminded. The office's record stays as it is and verifies as
//! before: it names posts, as the plan calls their holders, and the number that the person had in this database,
//! which stands for no account from then on.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sqlx::{AnyConnection, Row};

use super::audit::{self, Entry};
use super::personal::{self, Held};
use super::{Store, offices};
use crate::hidden::only_name;

/// Of whom everything is erased.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// None of somebody who never enrolled.
    pub person: Option<i64>,
    /// Telegram's id of the private chat, which is the account's own.
    pub chat: i64,
}

only_name!(Account);

/// Stands where a chat's id stood: no chat has it.
pub const NOBODY: i64 = 0;

/// Erases everything but what came in, for which [`received`] is called once the updates of this transaction are
/// marked; posts that the person still holds they hold no longer.
pub async fn erase(connection: &mut AnyConnection, account: Account, now: i64) -> Result<()> {
    let Account { person, chat } = account;
    for sql in [
        "DELETE FROM conversation WHERE chat_id = $1",
        "DELETE FROM typed WHERE chat_id = $1",
        "DELETE FROM wrong_code WHERE chat_id = $1",
        "DELETE FROM plan_upload WHERE chat_id = $1",
        "DELETE FROM file_check WHERE chat_id = $1",
        // What is being sent at this moment is deleted when it is done.
        "DELETE FROM outbox WHERE chat_id = $1 AND status <> 'sending'",
        "UPDATE document SET wanted_by = 0 WHERE wanted_by = $1",
        "UPDATE evidence_file SET chat_id = 0 WHERE chat_id = $1",
    ] {
        run(connection, sql, chat).await?;
    }
    let mut touched = sources(connection, chat).await?;
    let mut revised = BTreeSet::new();
    if let Some(person) = person {
        for sql in [
            "DELETE FROM snooze WHERE person_id = $1",
            "DELETE FROM reminder WHERE person_id = $1",
            // What is kept is the office's; of what is not, neither the name nor Telegram's reference is needed.
            "UPDATE evidence_file SET name = NULL, mime = NULL, telegram_file_id = '', telegram_unique_id = '' \
             WHERE status IN ('refused', 'failed') AND person_id = $1",
        ] {
            run(connection, sql, person).await?;
        }
        revised = leave(connection, person, now).await?;
        sqlx::query(
            "UPDATE person SET chat_id = 0 - id, language = 'th', blocked_at = NULL, erased_at = $1 WHERE id = $2",
        )
        .bind(now)
        .bind(person)
        .execute(&mut *connection)
        .await?;
    }
    touched.retain(|office| !revised.contains(office));
    let revised: Vec<i64> = revised.into_iter().collect();
    let touched: Vec<i64> = touched.into_iter().collect();
    offices::revised(connection, &revised).await?;
    offices::facts_changed(connection, &revised).await?;
    offices::facts_changed(connection, &touched).await
}

/// Takes the chat out of what came in and was answered; the words went with the answer. The update's id stays for
/// as long as Telegram may repeat it.
pub async fn received(connection: &mut AnyConnection, chat: i64) -> Result<()> {
    run(
        connection,
        "UPDATE inbox SET chat_id = 0, payload = '', error = NULL WHERE done_at IS NOT NULL AND chat_id = $1",
        chat,
    )
    .await
}

/// Erases at the wish of the one who runs the bot, in a transaction of its own; gives the posts that the person
/// has left by it. Fails if an office would be left without the one who manages it.
pub async fn by_operator(store: &Store, account: Account, now: i64) -> Result<Vec<Held>> {
    let mut tx = store.begin().await?;
    let held = match account.person {
        Some(person) => personal::held(&mut tx, person).await?,
        None => Vec::new(),
    };
    for post in &held {
        ensure!(
            !post.reports,
            "{} manages {}: invite another holder to the post first, with `rapsap invite --post`",
            post.name,
            post.office_name
        );
    }
    let ids: Vec<i64> = held.iter().map(|post| post.office).collect();
    offices::lock(store, &mut tx, &ids).await?;
    erase(&mut tx, account, now).await?;
    received(&mut tx, account.chat).await?;
    let entry = |office, action, subject| Entry {
        id: store.id(now),
        at: now,
        office,
        person: None,
        action,
        subject,
        detail: json!({ "by": "operator" }),
    };
    let left = (held.iter()).map(|post| entry(Some(post.office), "leave", Some(post.post)));
    let mut entries: Vec<Entry> = left.collect();
    entries.push(entry(None, "erase", account.person));
    audit::write(&mut tx, entries).await?;
    tx.commit().await.context("commit an erasure")?;
    Ok(held)
}

async fn run(connection: &mut AnyConnection, sql: &'static str, whose: i64) -> Result<()> {
    sqlx::query(sql)
        .bind(whose)
        .execute(connection)
        .await
        .context("erase a person's data")?;
    Ok(())
}

/// Ends what the person holds; gives the offices.
async fn leave(connection: &mut AnyConnection, person: i64, now: i64) -> Result<BTreeSet<i64>> {
    let rows = sqlx::query(
        "UPDATE holding SET held_until = $1 WHERE person_id = $2 AND held_until IS NULL RETURNING office_id",
    )
    .bind(now)
    .bind(person)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

/// Takes the chat out of drafts and filings: which message an answer came in is the bot's business alone, and
/// no part of what was reported. Gives the offices.
async fn sources(connection: &mut AnyConnection, chat: i64) -> Result<BTreeSet<i64>> {
    let mut touched = BTreeSet::new();
    for (find, put) in [
        (
            "SELECT measure_id, office_id, body FROM draft WHERE body LIKE $1",
            "UPDATE draft SET body = $1 WHERE measure_id = $2",
        ),
        (
            "SELECT id, office_id, progress FROM filing WHERE progress LIKE $1",
            "UPDATE filing SET progress = $1 WHERE id = $2",
        ),
    ] {
        let rows = sqlx::query(find)
            .bind(format!("%\"chat\":{chat}%"))
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            let mut said: Value = super::json::read(row.try_get(2)?)?;
            if !without_chat(&mut said, chat) {
                continue;
            }
            sqlx::query(put)
                .bind(said.to_string())
                .bind(row.try_get::<i64, _>(0)?)
                .execute(&mut *connection)
                .await?;
            touched.insert(row.try_get(1)?);
        }
    }
    Ok(touched)
}

/// Whether the chat stood there as where a message came from.
fn without_chat(value: &mut Value, chat: i64) -> bool {
    match value {
        Value::Object(fields) => {
            let mut found = false;
            if fields.contains_key("message")
                && let Some(of) = fields.get_mut("chat")
                && of.as_i64() == Some(chat)
            {
                *of = NOBODY.into();
                found = true;
            }
            for inner in fields.values_mut() {
                found |= without_chat(inner, chat);
            }
            found
        }
        Value::Array(items) => {
            let mut found = false;
            for item in items {
                found |= without_chat(item, chat);
            }
            found
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_where_a_message_came_from_is_taken_out() {
        let mut said = serde_json::json!({
            "results": [{ "text": "chat 71", "from": [{ "chat": 71, "message": 5 }, { "chat": 710, "message": 6 }] }],
            "aside": [{ "outcomes_from": { "chat": 71, "message": 7 } }],
            "chat": 71,
        });
        assert!(without_chat(&mut said, 71));
        assert_eq!(said["results"][0]["from"][0]["chat"], NOBODY);
        assert_eq!(said["results"][0]["from"][1]["chat"], 710);
        assert_eq!(said["aside"][0]["outcomes_from"]["chat"], NOBODY);
        assert_eq!(
            (&said["chat"], &said["results"][0]["text"]),
            (&71.into(), &"chat 71".into())
        );
        assert!(!without_chat(&mut said, 71));
    }
}
