//! Bringing a plan file into the database, in one transaction. A second import of the same office and
//! year changes what differs: units and posts are known by the file's ids, measures by their texts
//! ([`super::measures`]), and what was drafted, filed or held stays with them. What the file drops is
//! kept, out of sight.

use std::collections::HashMap;

use anyhow::{Context, Result};
use sqlx::{AnyConnection, Row};

use super::{Store, audit, measures, offices, reminders, reports};
use crate::domain::office::{OfficeId, PersonId};
use crate::phrase::{Arg, Phrase};
use crate::plan_file::PlanFile;

/// What an import came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    pub office: OfficeId,
    pub outcome: ImportOutcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// The office or the fiscal year is new.
    Created,
    Changed,
    /// The database said all of this already.
    Unchanged,
}

/// Why a plan that is sound cannot be taken over now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untimely {
    /// The office's units and posts are those of a later plan.
    #[error("{office} has a plan of {later} already: one of {year} cannot follow it")]
    LaterPlan {
        office: String,
        later: i32,
        year: i32,
    },
    /// Whoever checks or acknowledges must find what they were shown, and their post.
    #[error(
        "the report of {office} is being checked or waits to be acknowledged: \
         import a changed plan when it has come back"
    )]
    BeingChecked { office: String },
}

impl Untimely {
    /// The same for a person in a chat.
    pub fn phrase(&self) -> Phrase {
        match self {
            Untimely::LaterPlan { later, year, .. } => Phrase::new("plan-later-exists")
                .with("later", Arg::Year(*later))
                .with("year", Arg::Year(*year)),
            Untimely::BeingChecked { .. } => Phrase::new("plan-being-checked"),
        }
    }
}

/// Imports a plan, in a transaction of its own. Fails, and changes nothing, with [`Untimely`] where the
/// plan must wait.
pub async fn import(store: &Store, file: &PlanFile, now: i64) -> Result<Imported> {
    let mut tx = store.begin().await?;
    let imported = import_within(store, &mut tx, file, None, now).await?;
    tx.commit().await.context("commit the import")?;
    Ok(imported)
}

/// What [`import`] would do, without doing it.
pub async fn try_import(store: &Store, file: &PlanFile, now: i64) -> Result<Imported> {
    let mut tx = store.begin().await?;
    let imported = import_within(store, &mut tx, file, None, now).await?;
    tx.rollback().await?;
    Ok(imported)
}

/// Imports a plan as part of a transaction, which must end without a commit if this fails; `by` is who
/// brought the file, if it came by chat.
pub async fn import_within(
    store: &Store,
    tx: &mut AnyConnection,
    file: &PlanFile,
    by: Option<PersonId>,
    now: i64,
) -> Result<Imported> {
    let office = office(store, tx, file, now).await?;
    offices::lock(store, tx, &[office]).await?;
    let before = offices::with_plans(store, tx, &[office]).await?.pop();
    if let Some(later) = before
        .as_ref()
        .filter(|plan| plan.fiscal_year > file.fiscal_year)
    {
        return Err(Untimely::LaterPlan {
            office: file.office_name.clone(),
            later: later.fiscal_year,
            year: file.fiscal_year,
        }
        .into());
    }
    let mut import = Import {
        store,
        tx,
        file,
        office,
        now,
    };
    let units = import.units().await?;
    import.posts(&units).await?;
    let plan = import.plan().await?;
    measures::replace(store, tx, (office, plan), &file.measures, &units, now).await?;
    let after = offices::with_plans(store, tx, &[office])
        .await?
        .pop()
        .context("the imported plan is not there")?;
    let checked = match &before {
        Some(before) => reports::any_under_way(tx, before.plan.0).await?,
        None => false,
    };
    let outcome = match &before {
        None => ImportOutcome::Created,
        Some(before) if before.plan != after.plan => ImportOutcome::Created,
        Some(before) if *before == after => ImportOutcome::Unchanged,
        Some(_) => ImportOutcome::Changed,
    };
    if outcome != ImportOutcome::Unchanged {
        if checked {
            let office = file.office_name.clone();
            return Err(Untimely::BeingChecked { office }.into());
        }
        if let Some(before) = before.filter(|before| before.plan != after.plan) {
            reminders::turned(tx, before.plan, now).await?;
        }
        offices::revised(tx, &[office]).await?;
        let entry = audit::Entry {
            id: store.id(now),
            at: now,
            office: Some(office),
            person: by.map(|person| person.0),
            action: "import",
            subject: Some(plan),
            detail: serde_json::json!({ "fiscal_year": file.fiscal_year, "measures": file.measures.len() }),
        };
        audit::write(tx, vec![entry]).await?;
    }
    Ok(Imported {
        office: OfficeId(office),
        outcome,
    })
}

async fn office(store: &Store, tx: &mut AnyConnection, file: &PlanFile, now: i64) -> Result<i64> {
    sqlx::query(
        "INSERT INTO office (id, name, short_name, address, order_issuer, revision, facts, created_at) \
         VALUES ($1, $2, '', '', '', 0, 0, $3) ON CONFLICT (name) DO NOTHING",
    )
    .bind(store.id(now))
    .bind(file.office_name.as_str())
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let row = sqlx::query("SELECT id FROM office WHERE name = $1")
        .bind(file.office_name.as_str())
        .fetch_one(tx)
        .await?;
    Ok(row.try_get(0)?)
}

struct Import<'a> {
    store: &'a Store,
    tx: &'a mut AnyConnection,
    file: &'a PlanFile,
    office: i64,
    now: i64,
}

impl Import<'_> {
    /// Gives the ids of the file's units by the file's own.
    async fn units(&mut self) -> Result<HashMap<String, i64>> {
        sqlx::query(
            "UPDATE office SET short_name = $1, address = $2, order_issuer = $3 WHERE id = $4",
        )
        .bind(self.file.short_name.as_str())
        .bind(self.file.address.as_str())
        .bind(self.file.order_issuer.as_str())
        .bind(self.office)
        .execute(&mut *self.tx)
        .await?;
        self.drop_all(
            "UPDATE unit SET dropped_at = $1 WHERE office_id = $2 AND dropped_at IS NULL",
            self.office,
        )
        .await?;
        let mut ids = HashMap::new();
        for (place, unit) in (0_i64..).zip(&self.file.units) {
            let parent = unit
                .parent
                .as_ref()
                .and_then(|parent| ids.get(parent))
                .copied();
            let row = sqlx::query(
                "INSERT INTO unit (id, office_id, code, name, parent_id, place) VALUES ($1, $2, $3, $4, $5, $6) \
                 ON CONFLICT (office_id, code) DO UPDATE SET name = excluded.name, \
                   parent_id = excluded.parent_id, place = excluded.place, dropped_at = NULL RETURNING id",
            )
            .bind(self.store.id(self.now))
            .bind(self.office)
            .bind(unit.id.as_str())
            .bind(unit.name.as_str())
            .bind(parent)
            .bind(place)
            .fetch_one(&mut *self.tx)
            .await?;
            ids.insert(unit.id.clone(), row.try_get(0)?);
        }
        Ok(ids)
    }

    async fn posts(&mut self, units: &HashMap<String, i64>) -> Result<()> {
        self.drop_all(
            "UPDATE post SET dropped_at = $1 WHERE office_id = $2 AND dropped_at IS NULL",
            self.office,
        )
        .await?;
        for (place, post) in (0_i64..).zip(&self.file.posts) {
            let unit = post.unit.as_ref().and_then(|unit| units.get(unit)).copied();
            sqlx::query(
                "INSERT INTO post (id, office_id, code, role, turn, name, position, unit_id, place, head) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
                 ON CONFLICT (office_id, code) DO UPDATE SET role = excluded.role, turn = excluded.turn, \
                   name = excluded.name, position = excluded.position, unit_id = excluded.unit_id, \
                   place = excluded.place, head = excluded.head, dropped_at = NULL",
            )
            .bind(self.store.id(self.now))
            .bind(self.office)
            .bind(post.id.as_str())
            .bind(post.role.as_str())
            .bind(i64::from(post.turn))
            .bind(post.name.as_str())
            .bind(post.position.as_str())
            .bind(unit)
            .bind(place)
            .bind(i64::from(post.head))
            .execute(&mut *self.tx)
            .await?;
        }
        // Nobody holds a post that is no more.
        sqlx::query(
            "UPDATE holding SET held_until = $1 WHERE held_until IS NULL AND post_id IN \
             (SELECT id FROM post WHERE office_id = $2 AND dropped_at IS NOT NULL)",
        )
        .bind(self.now)
        .bind(self.office)
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    async fn plan(&mut self) -> Result<i64> {
        let row = sqlx::query(
            "INSERT INTO plan (id, office_id, fiscal_year, wording, imported_at, opened_at) \
             VALUES ($1, $2, $3, $4, $5, $5) \
             ON CONFLICT (office_id, fiscal_year) DO UPDATE SET wording = excluded.wording, \
               imported_at = excluded.imported_at RETURNING id",
        )
        .bind(self.store.id(self.now))
        .bind(self.office)
        .bind(i64::from(self.file.fiscal_year))
        .bind(serde_json::to_string(&self.file.wording)?)
        .bind(self.now)
        .fetch_one(&mut *self.tx)
        .await?;
        Ok(row.try_get(0)?)
    }

    /// Puts out of sight what the file may bring back.
    async fn drop_all(&mut self, sql: &'static str, of: i64) -> Result<()> {
        sqlx::query(sql)
            .bind(self.now)
            .bind(of)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
