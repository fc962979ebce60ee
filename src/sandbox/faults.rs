//! Misbehaviour on demand: what a network and a busy Telegram do to a bot, made repeatable.
//! It decides which request goes wrong and how; the HTTP edge and the update queue carry it out.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How one request goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misbehaviour {
    /// 429 with `retry_after` in seconds; the request is not processed.
    TooManyRequests { retry_after: u32 },
    /// A 5xx; the request is not processed.
    ServerError(u16),
    /// 404; the request is not processed.
    NotFound,
    /// The connection breaks before the request is processed.
    DropBefore,
    /// The request is processed, and the connection breaks before the answer; in the middle of the file
    /// if it is a download.
    DropAfter,
    /// The request is processed after this long.
    Delay(Duration),
}

impl Misbehaviour {
    /// Its name where faults are counted.
    pub fn name(self) -> &'static str {
        match self {
            Misbehaviour::TooManyRequests { .. } => "429",
            Misbehaviour::ServerError(_) => "5xx",
            Misbehaviour::NotFound => "404",
            Misbehaviour::DropBefore => "dropped before it was processed",
            Misbehaviour::DropAfter => "dropped after it was processed",
            Misbehaviour::Delay(_) => "slow",
        }
    }
}

/// One kind of misbehaviour, and the requests it befalls. Without further words: the next request of any method.
#[derive(Debug, Clone)]
pub struct Fault {
    what: Misbehaviour,
    method: Option<String>,
    chat: Option<i64>,
    left: u32,
    skip: u32,
}

impl Fault {
    pub fn new(what: Misbehaviour) -> Self {
        Self {
            what,
            method: None,
            chat: None,
            left: 1,
            skip: 0,
        }
    }

    /// Only requests of this method; `download` is the download of a file.
    pub fn on(mut self, method: &str) -> Self {
        self.method = Some(method.to_ascii_lowercase());
        self
    }

    /// Only requests with this `chat_id`.
    pub fn in_chat(mut self, chat: i64) -> Self {
        self.chat = Some(chat);
        self
    }

    /// This many requests.
    pub fn times(mut self, times: u32) -> Self {
        self.left = times;
        self
    }

    /// After this many requests that it spares.
    pub fn after(mut self, spared: u32) -> Self {
        self.skip = spared;
        self
    }
}

#[derive(Debug, Default)]
struct Plan {
    requests: Vec<Fault>,
    duplicates: u32,
    reversals: u32,
    holding: bool,
    update_delay: Option<Duration>,
    limit_rates: bool,
    presses_expire: Option<i64>,
    next_update_id: Option<i64>,
    /// What befell so far, by name.
    struck: BTreeMap<&'static str, u64>,
}

impl Plan {
    fn count(&mut self, what: &'static str) {
        *self.struck.entry(what).or_default() += 1;
    }
}

/// The switches of the sandbox's misbehaviour. All off at the start.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Plan>);

impl Faults {
    fn plan(&self) -> MutexGuard<'_, Plan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Plans a fault. Faults are tried in the order of planning; the first that fits is used.
    pub fn add(&self, fault: Fault) {
        self.plan().requests.push(fault);
    }

    /// The next `count` updates arrive twice, under the same `update_id`.
    pub fn duplicate_updates(&self, count: u32) {
        self.plan().duplicates = count;
    }

    /// The next `count` polls that give several updates give the newest first.
    pub fn reverse_updates(&self, count: u32) {
        self.plan().reversals = count;
    }

    /// How often each fault has befallen, by its name.
    pub fn struck(&self) -> BTreeMap<&'static str, u64> {
        self.plan().struck.clone()
    }

    /// Updates wait until [`Sandbox::release_updates`](super::Sandbox::release_updates).
    pub fn hold_updates(&self) {
        self.plan().holding = true;
    }

    pub(super) fn release(&self) {
        self.plan().holding = false;
    }

    /// Every update from now on arrives this much later; `None` ends it.
    pub fn delay_updates(&self, delay: Option<Duration>) {
        self.plan().update_delay = delay;
    }

    /// Telegram's published limits for sending: about 30 messages a second overall, one a second in a chat.
    pub fn limit_rates(&self, on: bool) {
        self.plan().limit_rates = on;
    }

    /// Presses that waited longer than this many seconds are dropped unseen (150 at Telegram); `None` keeps them.
    pub fn expire_presses_after(&self, seconds: Option<i64>) {
        self.plan().presses_expire = seconds;
    }

    /// The next update gets this id: after an idle week Telegram may go on from any number.
    pub fn set_next_update_id(&self, id: i64) {
        self.plan().next_update_id = Some(id);
    }

    /// Everything back to good behaviour, except updates that are held.
    pub fn clear(&self) {
        let mut plan = self.plan();
        let (holding, struck) = (plan.holding, std::mem::take(&mut plan.struck));
        *plan = Plan {
            holding,
            struck,
            ..Plan::default()
        };
    }

    pub(super) fn strike(&self, method: &str, chat: Option<i64>) -> Option<Misbehaviour> {
        let mut plan = self.plan();
        if plan.requests.is_empty() {
            return None;
        }
        let fits = |fault: &&mut Fault| {
            fault.method.as_deref().is_none_or(|m| m == method)
                && (fault.chat.is_none() || fault.chat == chat)
        };
        let mut struck = None;
        for fault in plan.requests.iter_mut().filter(fits) {
            if fault.skip > 0 {
                fault.skip -= 1;
            } else if fault.left > 0 {
                fault.left -= 1;
                struck = Some(fault.what);
                break;
            }
        }
        plan.requests.retain(|fault| fault.left > 0);
        if let Some(what) = struck {
            plan.count(what.name());
        }
        struck
    }

    pub(super) fn take_duplicate(&self) -> bool {
        let mut plan = self.plan();
        let twice = plan.duplicates > 0;
        if twice {
            plan.duplicates -= 1;
            plan.count("update delivered twice");
        }
        twice
    }

    pub(super) fn take_reversal(&self) -> bool {
        let mut plan = self.plan();
        let reversed = plan.reversals > 0;
        if reversed {
            plan.reversals -= 1;
            plan.count("updates out of order");
        }
        reversed
    }

    pub(super) fn count(&self, what: &'static str) {
        self.plan().count(what);
    }

    pub(super) fn holding(&self) -> bool {
        self.plan().holding
    }

    pub(super) fn update_delay(&self) -> Option<Duration> {
        self.plan().update_delay
    }

    pub(super) fn rates_limited(&self) -> bool {
        self.plan().limit_rates
    }

    pub(super) fn presses_expire(&self) -> Option<i64> {
        self.plan().presses_expire
    }

    pub(super) fn take_next_update_id(&self) -> Option<i64> {
        self.plan().next_update_id.take()
    }
}
