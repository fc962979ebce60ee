//! Codes that enrol a person into a post, once and for a time. The database holds their SHA-256
//! only, so that nobody who reads it can enrol.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sqlx::{AnyConnection, Row};

use super::blobs::sha256;
use super::{Store, audit, offices};
use crate::domain::office::{OfficeId, PostId, Role};
use crate::hidden::only_name;

/// A code found to be good.
#[derive(Clone, PartialEq, Eq)]
pub struct Claimable {
    /// SHA-256 of the code, lower-case hex.
    pub code_hash: String,
    pub office: i64,
    pub post: i64,
}

only_name!(Claimable);

/// A post that nobody holds.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenPost {
    pub office: OfficeId,
    pub office_name: String,
    pub post: PostId,
    /// The post's id in the plan file.
    pub code: String,
    pub role: Role,
    pub name: String,
    pub position: String,
}

only_name!(OpenPost);

/// Makes an invitation to a post and gives its code: 24 characters of `A-Z a-z 0-9 _ -`, 144 bits. It
/// is not kept anywhere. The invitations to this post before it end. Fails if the office has no such
/// post.
pub async fn create(
    store: &Store,
    office: OfficeId,
    post: PostId,
    valid_for: Duration,
    now: i64,
    rng: &mut (impl rand::Rng + rand::CryptoRng),
) -> Result<String> {
    let code = new_code(rng);
    let mut tx = store.begin().await?;
    let new = New {
        office,
        post,
        code: &code,
        until: until(valid_for, now)?,
        by: None,
    };
    insert(store, &mut tx, new, now).await?;
    tx.commit().await.context("commit an invitation")?;
    Ok(code)
}

/// The same at the wish of the one who writes from `chat`, with the moment until which the code can be
/// used; none if they are not the office's reporter at this moment, or the post is no more.
pub async fn create_for(
    store: &Store,
    chat: i64,
    office: OfficeId,
    post: PostId,
    code: &str,
    valid_for: Duration,
    now: i64,
) -> Result<Option<i64>> {
    let mut tx = store.begin().await?;
    offices::lock(store, &mut tx, &[office.0]).await?;
    let row = sqlx::query(
        "SELECT s.id FROM person AS s JOIN holding AS h ON h.person_id = s.id AND h.held_until IS NULL \
         JOIN post AS p ON p.id = h.post_id AND p.dropped_at IS NULL AND p.role = 'reporter' \
         JOIN post AS q ON q.office_id = p.office_id AND q.dropped_at IS NULL \
         WHERE s.chat_id = $1 AND p.office_id = $2 AND q.id = $3",
    )
    .bind(chat)
    .bind(office.0)
    .bind(post.0)
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let person: i64 = row.try_get(0)?;
    let until = until(valid_for, now)?;
    let new = New {
        office,
        post,
        code,
        until,
        by: Some(person),
    };
    insert(store, &mut tx, new, now).await?;
    tx.commit().await.context("commit an invitation")?;
    Ok(Some(until))
}

/// A code that nobody can guess.
pub fn new_code(rng: &mut (impl rand::Rng + rand::CryptoRng)) -> String {
    let mut bytes = [0; 18];
    rng.fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn until(valid_for: Duration, now: i64) -> Result<i64> {
    Ok(now.saturating_add(i64::try_from(valid_for.as_millis())?))
}

/// An invitation to be kept.
struct New<'a> {
    office: OfficeId,
    post: PostId,
    code: &'a str,
    /// Epoch milliseconds.
    until: i64,
    /// None where the one who runs the bot made it.
    by: Option<i64>,
}

async fn insert(store: &Store, tx: &mut AnyConnection, new: New<'_>, now: i64) -> Result<()> {
    let New {
        office,
        post,
        code,
        until,
        by,
    } = new;
    end_open(tx, post.0, now).await?;
    let inserted = sqlx::query(
        "INSERT INTO invitation (code_hash, office_id, post_id, created_at, expires_at) \
         SELECT $1, office_id, id, $2, $3 FROM post WHERE id = $4 AND office_id = $5 AND dropped_at IS NULL",
    )
    .bind(sha256(code.as_bytes()))
    .bind(now)
    .bind(until)
    .bind(post.0)
    .bind(office.0)
    .execute(&mut *tx)
    .await?;
    ensure!(inserted.rows_affected() == 1, "the office has no such post");
    let entry = audit::Entry {
        id: store.id(now),
        at: now,
        office: Some(office.0),
        person: by,
        action: "invite",
        subject: Some(post.0),
        detail: serde_json::json!({ "until": until }),
    };
    audit::write(tx, vec![entry]).await?;
    offices::revised(tx, &[office.0]).await
}

/// The posts that nobody holds, of one office or of all, in the order of the plan files.
pub async fn open_posts(store: &Store, office: Option<OfficeId>) -> Result<Vec<OpenPost>> {
    let rows = sqlx::query(
        "SELECT o.id, o.name, p.id, p.code, p.role, p.name, p.position FROM post AS p \
         JOIN office AS o ON o.id = p.office_id WHERE p.dropped_at IS NULL AND p.id NOT IN \
         (SELECT post_id FROM holding WHERE held_until IS NULL) ORDER BY o.id, p.place",
    )
    .fetch_all(&mut *store.reader().await?)
    .await?;
    let mut posts = Vec::with_capacity(rows.len());
    for row in &rows {
        let of = OfficeId(row.try_get(0)?);
        if office.is_none_or(|wanted| wanted == of) {
            posts.push(OpenPost {
                office: of,
                office_name: row.try_get(1)?,
                post: PostId(row.try_get(2)?),
                code: row.try_get(3)?,
                role: Role::parse(row.try_get(4)?).context("read a post's role")?,
                name: row.try_get(5)?,
                position: row.try_get(6)?,
            });
        }
    }
    Ok(posts)
}

/// What a code stands for, if it can still be claimed.
pub async fn claimable(
    connection: &mut AnyConnection,
    code: &str,
    now: i64,
) -> Result<Option<Claimable>> {
    let code_hash = sha256(code.as_bytes());
    let row = sqlx::query(
        "SELECT i.office_id, i.post_id FROM invitation AS i JOIN post AS p ON p.id = i.post_id \
         WHERE i.code_hash = $1 AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $2 \
         AND p.dropped_at IS NULL",
    )
    .bind(code_hash.as_str())
    .bind(now)
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(Claimable {
            code_hash,
            office: row.try_get(0)?,
            post: row.try_get(1)?,
        })
    })
    .transpose()
}

/// Uses a code up. Other codes to the same post end with it: the one who just took the post shall not
/// lose it to a link that was passed on earlier. Fails if the code was used in the meantime.
pub async fn claim(
    connection: &mut AnyConnection,
    claimed: &Claimable,
    person: i64,
    now: i64,
) -> Result<()> {
    let used = sqlx::query(
        "UPDATE invitation SET used_at = $1, used_by = $2 \
         WHERE code_hash = $3 AND used_at IS NULL AND revoked_at IS NULL",
    )
    .bind(now)
    .bind(person)
    .bind(claimed.code_hash.as_str())
    .execute(&mut *connection)
    .await?;
    ensure!(
        used.rows_affected() == 1,
        "the invitation was used in the meantime"
    );
    end_open(connection, claimed.post, now).await?;
    Ok(())
}

/// Ends every open invitation to a post; gives how many there were.
pub async fn revoke(store: &Store, post: PostId, now: i64) -> Result<u64> {
    let mut tx = store.begin().await?;
    let revoked = end_open(&mut tx, post.0, now).await?;
    tx.commit().await.context("commit a revocation")?;
    Ok(revoked)
}

/// A post of an office, and the chat of the person who holds it.
#[derive(Clone, PartialEq, Eq)]
pub struct PostListed {
    pub office: OfficeId,
    pub post: PostId,
    /// The post's id in the plan file.
    pub code: String,
    pub role: Role,
    pub name: String,
    pub position: String,
    pub holder: Option<i64>,
}

only_name!(PostListed);

/// Every post of an office, in the order of its plan file.
pub async fn posts(store: &Store, office: OfficeId) -> Result<Vec<PostListed>> {
    let rows = sqlx::query(
        "SELECT p.id, p.code, p.role, p.name, p.position, n.chat_id FROM post AS p \
         LEFT JOIN holding AS h ON h.post_id = p.id AND h.held_until IS NULL \
         LEFT JOIN person AS n ON n.id = h.person_id \
         WHERE p.office_id = $1 AND p.dropped_at IS NULL ORDER BY p.place",
    )
    .bind(office.0)
    .fetch_all(&mut *store.reader().await?)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(PostListed {
                office,
                post: PostId(row.try_get(0)?),
                code: row.try_get(1)?,
                role: Role::parse(row.try_get(2)?).context("read a post's role")?,
                name: row.try_get(3)?,
                position: row.try_get(4)?,
                holder: row.try_get(5)?,
            })
        })
        .collect()
}

pub async fn end_open(connection: &mut AnyConnection, post: i64, now: i64) -> Result<u64> {
    let ended = sqlx::query(
        "UPDATE invitation SET revoked_at = $1 WHERE post_id = $2 AND used_at IS NULL AND revoked_at IS NULL",
    )
    .bind(now)
    .bind(post)
    .execute(connection)
    .await?;
    Ok(ended.rows_affected())
}
