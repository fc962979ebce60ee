//! What a batch is about to answer: what has been handed in at the door is put into the inbox, and the oldest of
//! each chat is claimed.

use anyhow::{Context, Result};
use sqlx::{Any, AnyConnection, Transaction};

use super::Worker;
use super::seen::Seen;
use crate::store::door::Arrival;
use crate::store::inbox::{self, Claimed, Rowed};

/// What a batch is about to answer.
pub(super) struct Claim {
    pub claimed: Vec<Claimed>,
    /// What arrived and is still to be put in, the claimed ones as answered already.
    pub arriving: Option<Rowed>,
    /// How many updates of each arrival were new.
    pub fresh: Vec<usize>,
    /// How many wait, with those that are claimed; None if it is not known.
    pub waiting: Option<usize>,
}

impl<C: Fn() -> i64> Worker<C> {
    /// Begins the transaction of a batch: puts in what was handed in, and claims.
    pub(super) async fn claim(
        &self,
        arrivals: &[Arrival],
        seen: &mut Seen,
        limit: usize,
    ) -> Result<(Transaction<'static, Any>, Claim)> {
        let mut tx = self.store.begin_queues().await?;
        seen.check(self.store.written(&mut tx).await?);
        if seen.is_idle() && !arrivals.is_empty() {
            let arrived = inbox::arrived(&self.store, arrivals, limit, (self.clock)());
            let claim = Claim {
                waiting: Some(arrived.claimed.len() + arrived.behind),
                claimed: arrived.claimed,
                arriving: Some(arrived.rows),
                fresh: arrived.fresh,
            };
            return Ok((tx, claim));
        }
        let fresh = self.receive(&mut tx, arrivals).await?;
        let claimed = inbox::claim(&self.store, &mut tx, limit).await?;
        let waiting = match self.store.is_sqlite() && !claimed.is_empty() {
            true => usize::try_from(inbox::count_waiting(&mut tx).await?).ok(),
            // Other workers may answer them meanwhile.
            false => None,
        };
        let claim = Claim {
            arriving: None,
            claimed,
            fresh,
            waiting,
        };
        Ok((tx, claim))
    }

    /// Puts what has been handed in into the inbox; gives how many updates of each batch were new.
    async fn receive(&self, tx: &mut AnyConnection, arrivals: &[Arrival]) -> Result<Vec<usize>> {
        let mut fresh = Vec::with_capacity(arrivals.len());
        for arrival in arrivals {
            let (source, batch, now) = (&arrival.source, &arrival.batch, arrival.now);
            fresh.push(inbox::insert(&self.store, tx, source, batch, now).await?);
        }
        Ok(fresh)
    }

    /// The same in a commit of its own.
    pub(super) async fn keep(&self, arrivals: Vec<Arrival>) -> Result<()> {
        if arrivals.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.begin_queues().await?;
        let fresh = self.receive(&mut tx, &arrivals).await?;
        tx.commit().await.context("commit what was received")?;
        tell(arrivals, &fresh);
        Ok(())
    }
}

/// What was handed in is committed.
pub(super) fn tell(arrivals: Vec<Arrival>, fresh: &[usize]) {
    for (arrival, fresh) in arrivals.into_iter().zip(fresh) {
        arrival.kept(*fresh);
    }
}
