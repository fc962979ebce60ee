//! The queue of updates and `getUpdates`: kept until confirmed, one reader at a time, as at Telegram.
//! It knows updates as ready JSON only; what happened in the chats is told by others.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::params::Params;
use super::refusal::{Answer, Refusal};
use super::state::World;
use super::webhook::Webhook;

#[derive(Debug)]
pub(super) struct Queued {
    /// Tells two copies of one update apart.
    pub serial: u64,
    pub id: i64,
    pub chat: i64,
    pub is_press: bool,
    /// Epoch seconds.
    pub since: i64,
    pub json: Arc<str>,
}

#[derive(Debug)]
pub(super) struct Queue {
    pub waiting: VecDeque<Queued>,
    pub webhook: Option<Webhook>,
    next_id: i64,
    serial: u64,
    allowed: Option<HashSet<String>>,
    /// Grows with each getUpdates, so that an earlier one finds itself replaced.
    reader: u64,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            webhook: None,
            next_id: 501_000_001,
            serial: 0,
            allowed: None,
            reader: 0,
        }
    }
}

impl Queue {
    pub fn go_on_from(&mut self, id: i64) {
        self.next_id = id;
    }

    pub fn push(&mut self, chat: i64, kind: &'static str, object: &str, now: i64, twice: bool) {
        if self
            .allowed
            .as_ref()
            .is_some_and(|allowed| !allowed.contains(kind))
        {
            return;
        }
        let id = self.next_id;
        self.next_id += 1;
        let json: Arc<str> = format!(r#"{{"update_id":{id},"{kind}":{object}}}"#).into();
        for _ in 0..if twice { 2 } else { 1 } {
            self.serial += 1;
            self.waiting.push_back(Queued {
                serial: self.serial,
                id,
                chat,
                is_press: kind == "callback_query",
                since: now,
                json: json.clone(),
            });
        }
    }

    /// An update of a kind that the bot has not asked for and may not know; `fields` is JSON without braces.
    pub fn push_strange(&mut self, fields: &str, now: i64) {
        let id = self.next_id;
        self.next_id += 1;
        self.serial += 1;
        self.waiting.push_back(Queued {
            serial: self.serial,
            id,
            chat: 0,
            is_press: false,
            since: now,
            json: format!(r#"{{"update_id":{id},{fields}}}"#).into(),
        });
    }

    /// Remembers which kinds the bot wants; an empty list means the usual ones.
    pub fn allow(&mut self, params: &Params) -> Result<(), Refusal> {
        if let Some(list) = params.json("allowed_updates", "allowed_updates")? {
            let kinds: HashSet<String> = (list.as_array().into_iter().flatten())
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
            self.allowed = (!kinds.is_empty()).then_some(kinds);
        }
        Ok(())
    }

    /// How often getUpdates was called.
    pub fn polls(&self) -> u64 {
        self.reader
    }

    pub fn allowed(&self) -> Option<&HashSet<String>> {
        self.allowed.as_ref()
    }

    /// Everything before `offset` is confirmed and forgotten; a negative one keeps that many of the last.
    fn confirm(&mut self, offset: i64) {
        if offset < 0 {
            let keep = usize::try_from(-offset).unwrap_or(usize::MAX);
            let gone = self.waiting.len().saturating_sub(keep);
            self.waiting.drain(..gone);
        } else if offset > 0 {
            self.waiting.retain(|update| update.id >= offset);
        }
    }

    /// Drops presses that have waited too long.
    pub fn expire(&mut self, now: i64, seconds: Option<i64>) {
        if let Some(seconds) = seconds {
            self.waiting
                .retain(|update| !update.is_press || now - update.since <= seconds);
        }
    }

    fn batch(&self, limit: usize, reversed: impl FnOnce() -> bool) -> Option<String> {
        let mut batch: Vec<&str> = (self.waiting.iter().take(limit))
            .map(|update| &*update.json)
            .collect();
        if batch.len() > 1 && reversed() {
            batch.reverse();
        }
        (!batch.is_empty()).then(|| format!("[{}]", batch.join(",")))
    }
}

/// `getUpdates`, waiting up to `timeout` seconds for something to tell.
pub(super) async fn get_updates(world: &Arc<World>, params: &Params) -> Answer {
    let limit = params.int("limit").unwrap_or(100).clamp(1, 100);
    let limit = usize::try_from(limit).unwrap_or(100);
    let timeout = params.int("timeout").unwrap_or(0).clamp(0, 50);
    let deadline = tokio::time::Instant::now() + Duration::from_secs(timeout.unsigned_abs());
    let reader = {
        let mut state = world.state();
        let queue = &mut state.queue;
        if queue.webhook.is_some() {
            return Err(Refusal::webhook_is_active());
        }
        queue.allow(params)?;
        queue.confirm(params.int("offset").unwrap_or(0));
        queue.reader += 1;
        queue.reader
    };
    world.updates.notify_waiters();
    loop {
        let notified = world.updates.notified();
        tokio::pin!(notified);
        // Registered before looking, so that what comes in between is not missed.
        notified.as_mut().enable();
        {
            let mut state = world.state();
            let queue = &mut state.queue;
            if queue.reader != reader {
                return Err(Refusal::other_get_updates());
            }
            if queue.webhook.is_some() {
                return Err(Refusal::new(
                    409,
                    "Conflict: terminated by setWebhook request",
                ));
            }
            queue.expire(world.now(), world.faults.presses_expire());
            if !world.faults.holding()
                && let Some(batch) = queue.batch(limit, || world.faults.take_reversal())
            {
                return Ok(batch);
            }
        }
        tokio::select! {
            () = notified => {}
            () = tokio::time::sleep_until(deadline) => return Ok("[]".to_owned()),
            () = world.closed() => return Ok("[]".to_owned()),
        }
    }
}
