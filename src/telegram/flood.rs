//! Weighs what comes in against the budget of its chat, before it is kept: what is beyond is let go of, and the
//! first of it becomes an update of ours, by which its sender is told what was not taken.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::budget::{Before, Verdict};
use crate::store::Store;
use crate::store::inbox::Received;

/// How an update begins in the inbox that was not taken: no update of Telegram begins so.
const MARK: &str = "{\"refused\":";

/// An update that was not taken.
#[derive(Deserialize)]
pub struct Refused<'a> {
    /// How long its sender should wait.
    #[serde(rename = "refused")]
    pub minutes: i64,
    #[serde(borrow)]
    pub update: &'a RawValue,
}

/// As much of an update as weighing needs.
#[derive(Deserialize)]
struct Dates {
    message: Option<Written>,
    edited_message: Option<Written>,
    my_chat_member: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    date: i64,
    #[serde(default)]
    edit_date: i64,
}

/// What of the batch is to be kept, and how to take the weighing back if it cannot be. `now` in epoch
/// milliseconds.
pub fn weigh(store: &Store, batch: Vec<Received>, now: i64) -> (Vec<Received>, Before) {
    let mut before = Before::default();
    let mut budgets = store.budgets();
    let kept = batch.into_iter().filter_map(|mut update| {
        let Some(at) = written_at(&update.payload, now) else {
            return Some(update);
        };
        match budgets.weigh(update.chat, at, &mut before) {
            Verdict::Taken => Some(update),
            Verdict::FirstRefused { minutes } => {
                tracing::info!(
                    update = update.update_id,
                    minutes,
                    "a chat sends more than is taken of one"
                );
                update.payload = format!("{MARK}{minutes},\"update\":{}}}", update.payload);
                Some(update)
            }
            Verdict::Refused => None,
        }
    });
    let kept = kept.collect();
    (kept, before)
}

/// When an update was written, in epoch milliseconds, never after `now`; none if it is not weighed, since it is
/// Telegram's own word of a chat.
fn written_at(payload: &str, now: i64) -> Option<i64> {
    let Ok(dates) = serde_json::from_str::<Dates>(payload) else {
        return Some(now);
    };
    if dates.my_chat_member.is_some() {
        return None;
    }
    let written = dates.message.or(dates.edited_message);
    let seconds = written.map_or(0, |written| written.date.max(written.edit_date));
    Some(match seconds {
        // A press: those that waited longer than some minutes never come.
        ..=0 => now,
        _ => seconds.saturating_mul(1_000).min(now),
    })
}

/// The update that was not taken, if `payload` is one.
pub fn refused(payload: &str) -> Option<Refused<'_>> {
    payload
        .starts_with(MARK)
        .then(|| serde_json::from_str(payload).ok())
        .flatten()
}
