//! Takes updates from Telegram by long polling and puts them into the inbox as they came. An update
//! is confirmed to Telegram (by asking for the next) only after it is committed here, so a crash
//! loses none. What an update means is not looked at, but for whose chat it belongs to.

use std::time::{Duration, Instant};

use rand::Rng as _;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::sync::watch;

use super::api::{Api, CallError};
use super::event::FROM_TELEGRAM;
use super::flood;
use super::rival::Rival;
use crate::clock::Clock;
use crate::store::Store;
use crate::store::inbox::{self, Received};
use crate::vitals::Part;

/// Kinds of updates that the dialogue can answer.
pub(super) const ALLOWED: [&str; 4] = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
];
/// Updates asked for at once: Telegram's own limit.
const BATCH: u32 = 100;
/// What a slow line may add to the time that Telegram holds a poll open.
const SLACK: Duration = Duration::from_secs(15);
/// What is said of updates that the database does not take.
pub(super) const UNSTORED: &str = "updates cannot be stored";
/// How long a poll is held that only tries whether another program polls.
const TRIAL: Duration = Duration::from_secs(5);

#[derive(Serialize)]
struct GetUpdates {
    offset: i64,
    limit: u32,
    timeout: u64,
    allowed_updates: [&'static str; 4],
}

/// As much of an update as intake needs.
#[derive(Deserialize)]
struct Head {
    update_id: i64,
    message: Option<InChat>,
    edited_message: Option<InChat>,
    callback_query: Option<ByPerson>,
    my_chat_member: Option<InChat>,
}

#[derive(Deserialize)]
struct InChat {
    chat: Id,
}

#[derive(Deserialize)]
struct ByPerson {
    from: Id,
}

#[derive(Deserialize)]
struct Id {
    id: i64,
}

#[derive(Deserialize)]
struct OnlyId {
    update_id: i64,
}

impl Head {
    /// Telegram's own name of its kind.
    fn kind(&self) -> &'static str {
        let kinds = [
            (self.message.is_some(), ALLOWED[0]),
            (self.edited_message.is_some(), ALLOWED[1]),
            (self.callback_query.is_some(), ALLOWED[2]),
            (self.my_chat_member.is_some(), ALLOWED[3]),
        ];
        let kind = kinds.into_iter().find(|(is, _)| *is);
        kind.map_or("other", |(_, name)| name)
    }
}

/// Why polling ended for good.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    #[error(
        "Telegram does not accept the token: check TELOXIDE_TOKEN against what @BotFather shows for this bot"
    )]
    Unauthorized,
}

/// Polls until `stop` turns true, or until Telegram refuses the token. `hold` is how long Telegram
/// keeps a poll open that has nothing to give.
pub async fn run(
    api: Api,
    store: Store,
    clock: Clock,
    hold: Duration,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    // From 0: whatever is unconfirmed comes once more, and what is known already is dropped. Ids from
    // before are of no use, since Telegram may start them anew after a quiet week.
    let mut offset = 0;
    let mut condition = Condition::default();
    let mut rival = Rival::default();
    // Not held: whether Telegram answers is known at once, however quiet it is.
    let mut next_hold = Duration::ZERO;
    while !*stop.borrow() {
        store.vitals.turns(Part::Intake, hold + SLACK);
        let polled = tokio::select! {
            polled = poll(&api, offset, if rival.on_trial() { hold.min(TRIAL) } else { next_hold }) => polled,
            _ = stop.changed() => continue,
        };
        match &polled {
            Ok(_) => {
                next_hold = hold;
                store.vitals.reached();
            }
            Err(error) => store.vitals.ill(Part::Telegram, complaint(error), None),
        }
        let wait = match polled {
            // Not confirmed: whoever polls next gets them.
            Ok(batch) if rival.on_trial() => rival.tried(batch.is_empty()),
            Ok(batch) => match keep(&store, batch, &clock, condition.is(UNSTORED)).await {
                Ok(next) => {
                    offset = next;
                    condition.well();
                    store.vitals.well(Part::Intake);
                    rival.well(Instant::now());
                    continue;
                }
                // Not confirmed, so Telegram will give them again.
                Err(error) => {
                    store.ails(Part::Intake, UNSTORED, &error);
                    condition.ill(UNSTORED, format!("{error:#}"), None)
                }
            },
            Err(error) if error.is_unauthorized() => return Err(IntakeError::Unauthorized.into()),
            Err(error) if is_rival(&error) => {
                offset = 0;
                let wait = rival.disturbs(Instant::now());
                condition.ill(complaint(&error), error.without_quotes(), Some(wait))
            }
            Err(error) => {
                let wait = if let CallError::Wait(wait) = error {
                    Some(wait)
                } else {
                    None
                };
                condition.ill(complaint(&error), error.without_quotes(), wait)
            }
        };
        store.vitals.turns(Part::Intake, wait);
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stop.changed() => {}
        }
    }
    Ok(())
}

async fn poll(api: &Api, offset: i64, hold: Duration) -> Result<Vec<Box<RawValue>>, CallError> {
    let ask = GetUpdates {
        offset,
        limit: BATCH,
        timeout: hold.as_secs(),
        allowed_updates: ALLOWED,
    };
    api.call_named("getUpdates", &ask, hold + SLACK).await
}

/// Commits the batch; gives the offset that confirms it. It is 0 after an empty one: everything is confirmed,
/// and after a quiet week what comes next may have a smaller id than what came last. Where updates could not be
/// stored before (`ailing`), and there is nothing new among these, it is tried whether they could be.
async fn keep(
    store: &Store,
    batch: Vec<Box<RawValue>>,
    clock: &Clock,
    ailing: bool,
) -> anyhow::Result<i64> {
    let mut next = 0;
    let mut batch_of_chats = Vec::with_capacity(batch.len());
    let mut kinds = Vec::with_capacity(batch.len());
    for update in batch {
        let Some(Incoming {
            update_id,
            kind,
            kept,
        }) = received(update)
        else {
            continue;
        };
        kinds.push(kind);
        batch_of_chats.extend(kept);
        next = next.max(update_id.saturating_add(1));
    }
    let fresh = match batch_of_chats.is_empty() {
        true => 0,
        false => receive(store, batch_of_chats, clock.now()).await?,
    };
    if ailing && fresh == 0 {
        store.probe().await?;
    }
    for kind in kinds {
        store.vitals.counts.received(kind);
    }
    Ok(next)
}

/// Keeps what is within its chats' budgets; gives how many of these were new.
pub(super) async fn receive(
    store: &Store,
    batch: Vec<Received>,
    now: i64,
) -> anyhow::Result<usize> {
    let (batch, before) = flood::weigh(store, batch, now);
    let kept = inbox::receive(store, FROM_TELEGRAM, batch, now).await;
    if kept.is_err() {
        // They come again, and shall not cost twice.
        store.budgets().restore(before);
    }
    kept
}

/// An update as it came.
pub(super) struct Incoming {
    pub update_id: i64,
    /// By which it is counted.
    pub kind: &'static str,
    /// What is to be kept of it: nothing of a kind that belongs to no chat or that cannot be read.
    pub kept: Option<Received>,
}

/// Looks at an update. None if it has no id.
pub(super) fn received(update: Box<RawValue>) -> Option<Incoming> {
    match serde_json::from_str::<Head>(update.get()) {
        Ok(head) => {
            let (update_id, kind) = (head.update_id, head.kind());
            let chat = chat(head);
            if chat.is_none() {
                tracing::debug!(update_id, "an update of a kind that was not asked for");
            }
            let kept = chat.map(|chat| Received {
                update_id,
                chat,
                payload: Box::<str>::from(update).into_string(),
            });
            Some(Incoming {
                update_id,
                kind,
                kept,
            })
        }
        Err(_) => {
            let OnlyId { update_id } = serde_json::from_str(update.get()).ok()?;
            tracing::warn!(update_id, "an update that cannot be read is passed over");
            Some(Incoming {
                update_id,
                kind: "unreadable",
                kept: None,
            })
        }
    }
}

/// The chat an update belongs to; a press belongs to the private chat with who pressed.
fn chat(head: Head) -> Option<i64> {
    let message = head
        .message
        .or(head.edited_message)
        .or(head.my_chat_member)
        .map(|message| message.chat.id);
    message.or(head.callback_query.map(|query| query.from.id))
}

/// Whether another program polls with this token; a webhook is none.
fn is_rival(error: &CallError) -> bool {
    matches!(error, CallError::Refused { code: 409, .. })
        && !error.says("Conflict: can't use getUpdates")
}

fn complaint(error: &CallError) -> &'static str {
    match error {
        CallError::Refused { code: 409, .. } if error.says("Conflict: can't use getUpdates") => {
            "this bot is set up for a webhook, so it cannot be polled: remove the webhook (deleteWebhook)"
        }
        CallError::Refused { code: 409, .. } => {
            "another program polls with the same token: stop one of the two; the one that came later waits"
        }
        CallError::Wait(_) => "Telegram asks to poll less often",
        _ => "Telegram cannot be reached",
    }
}

/// Whether updates flow, said in the log once for each change.
#[derive(Default)]
pub(super) struct Condition {
    complaint: Option<&'static str>,
    failures: u32,
}

impl Condition {
    pub(super) fn well(&mut self) {
        self.failures = 0;
        if self.complaint.take().is_some() {
            tracing::info!("updates arrive again");
        }
    }

    /// Whether this is what was complained of last.
    fn is(&self, complaint: &str) -> bool {
        self.complaint == Some(complaint)
    }

    /// How long to wait before trying again: as long as Telegram said, else 1 s doubling to 30 s, with
    /// up to a quarter of it added so that many bots do not come back at the same moment.
    pub(super) fn ill(
        &mut self,
        complaint: &'static str,
        error: String,
        told: Option<Duration>,
    ) -> Duration {
        if self.complaint != Some(complaint) {
            tracing::warn!("{complaint}: {error}");
            self.complaint = Some(complaint);
        }
        let backoff = Duration::from_secs(1 << self.failures.min(5)).min(Duration::from_secs(30));
        self.failures += 1;
        told.unwrap_or(backoff)
            .mul_f64(1.0 + rand::rng().random_range(0.0..0.25))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chat_of(update: &str) -> Option<i64> {
        chat(serde_json::from_str(update).unwrap())
    }

    #[test]
    fn each_kind_of_update_names_its_chat() {
        assert_eq!(
            chat_of(r#"{"update_id":1,"message":{"chat":{"id":501},"text":"ก"}}"#),
            Some(501)
        );
        assert_eq!(
            chat_of(r#"{"update_id":1,"edited_message":{"chat":{"id":502}}}"#),
            Some(502)
        );
        assert_eq!(
            chat_of(r#"{"update_id":1,"callback_query":{"from":{"id":503},"data":"h"}}"#),
            Some(503)
        );
        assert_eq!(
            chat_of(r#"{"update_id":1,"my_chat_member":{"chat":{"id":504}}}"#),
            Some(504)
        );
        assert_eq!(chat_of(r#"{"update_id":1,"poll":{}}"#), None);
    }

    #[test]
    fn a_failing_line_is_tried_ever_more_seldom_and_telegrams_own_word_counts() {
        let mut condition = Condition::default();
        let mut wait = |told| {
            condition
                .ill("Telegram cannot be reached", String::new(), told)
                .as_secs_f64()
        };
        for least in [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0] {
            let waited = wait(None);
            assert!(
                (least..least * 1.25).contains(&waited),
                "{waited} s where {least} s were due"
            );
        }
        assert!(wait(Some(Duration::from_secs(3))) < 4.0);
    }
}
