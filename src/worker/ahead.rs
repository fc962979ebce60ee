//! Steps that are taken while the database still begins: what arrived in an idle inbox, of people of whom
//! everything is remembered, is answered from memory, side by side with the transaction in which it is put into the
//! inbox. Whether nobody else has written meanwhile is known once that has begun; if somebody has, nothing is
//! made of it.

use anyhow::Result;
use sqlx::{Any, Transaction};

use super::Worker;
use super::changes::Changes;
use super::claim::Claim;
use super::ledger::Ledger;
use super::loaded::Loaded;
use super::seen::Seen;
use crate::store::Written;
use crate::store::door::Arrival;
use crate::store::inbox::{self, Rowed};

/// What the steps have come to.
pub(super) struct Stepped {
    pub loaded: Loaded,
    pub changes: Changes,
}

impl<C: Fn() -> i64> Worker<C> {
    /// Answers what arrived, in a transaction that holds it. None where something must be looked up first: then
    /// nothing is written, and nothing wrong remembered.
    ///
    /// # Errors
    /// If no transaction can be begun.
    pub(super) async fn ahead(
        &self,
        arrivals: &[Arrival],
        seen: &mut Seen,
        limit: usize,
        ledger: &mut Ledger,
    ) -> Result<Option<(Transaction<'static, Any>, Claim, Stepped)>> {
        if arrivals.is_empty() || !seen.presume(&self.store) {
            return Ok(None);
        }
        let now = (self.clock)();
        let arrived = inbox::arrived(&self.store, arrivals, limit, now);
        let claim = Claim {
            waiting: Some(arrived.claimed.len() + arrived.behind),
            claimed: arrived.claimed,
            arriving: None,
            fresh: arrived.fresh,
        };
        let events: Vec<_> = claim.claimed.iter().map(|one| self.event(one)).collect();
        let Some(mut loaded) = Loaded::recall(&claim.claimed, &events, seen, now) else {
            return Ok(None);
        };
        let mut changes = Changes::new(now);
        changes.marked = true;
        let steps = self.steps(&claim.claimed, &events, &mut loaded, &mut changes, ledger);
        let (begun, ()) = tokio::join!(self.put_in(arrived.rows), steps);
        let (tx, put_in) = match begun {
            Ok(begun) => begun,
            Err(error) => {
                seen.clear();
                return Err(error);
            }
        };
        let stands = put_in.map(|written| {
            seen.check(written);
            seen.is_idle()
        });
        if !stands.unwrap_or(false) {
            let _ = tx.rollback().await;
            seen.clear();
            return Ok(None);
        }
        Ok(Some((tx, claim, Stepped { loaded, changes })))
    }

    /// Begins a transaction and puts in what arrived. The second says how often the database has been written to,
    /// if that could be done.
    async fn put_in(
        &self,
        rows: Rowed,
    ) -> Result<(Transaction<'static, Any>, Result<Option<Written>>)> {
        let mut tx = self.store.begin_queues().await?;
        let put_in = async {
            let written = self.store.written(&mut tx).await?;
            inbox::arrive(&mut tx, rows).await?;
            anyhow::Ok(written)
        };
        let put_in = put_in.await;
        Ok((tx, put_in))
    }
}
