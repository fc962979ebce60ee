//! Which message may leave when, and what becomes of it when it comes back: the pace, the chats that are being
//! written to, what is tried again and what is to be recorded. It is told the moment, sends nothing and waits
//! for nothing, so that hours of it pass in a test as they pass on the line.

mod behind;

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::Settings;
use crate::store::Store;
use crate::store::outbox::{self, Outcome, Outgoing, Waiting};
use crate::store::trouble::Trouble;
use crate::telegram::deliver::End;
use crate::telegram::pace::Pace;
use crate::vitals::Part;
use crate::vitals::line::HeldUp;
use behind::FRESH;

/// How long to sleep at most: rows that wait for a moment from before a restart are found by looking.
const GLANCE: Duration = Duration::from_secs(5);
/// How often to forget the chats that have been quiet.
const TIDY: Duration = Duration::from_secs(60);
/// How long what was sent may go unrecorded for want of a commit that is made anyway. Until then a
/// crash leaves it in doubt, as it does while the answer is on its way.
const UNRECORDED: Duration = Duration::from_millis(20);
/// A message that could not be sent so often is given up: at half a minute each, a good day [ours].
const ATTEMPTS: i64 = 3_000;

/// A moment by the clock that only counts, and by the one on the wall (epoch milliseconds).
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub at: Instant,
    pub epoch: i64,
}

/// A message that leaves.
#[derive(Debug)]
pub struct Flight {
    pub waiting: Waiting,
    /// Parts of it that are in the chat already.
    pub parts: usize,
}

/// A delivery that came back.
#[derive(Debug)]
pub struct Back {
    pub waiting: Waiting,
    pub end: End,
    /// Parts of the message that are in the chat.
    pub parts: usize,
}

pub struct Traffic {
    store: Store,
    settings: Settings,
    pace: Pace,
    /// The message that is in flight to a chat, and until when another one may board behind it.
    flying: HashMap<i64, (i64, Option<Instant>)>,
    /// The message that leaves once the one in flight to its chat has got there.
    behind: HashMap<i64, Waiting>,
    /// Those whose turn has come.
    next: Vec<Waiting>,
    /// The row that got to a chat last.
    arrived: HashMap<i64, i64>,
    /// To be recorded by the next turn; what was sent may be recorded by others before.
    outcomes: Vec<(i64, Outcome)>,
    /// Messages may wait in the outbox.
    backlog: bool,
    /// Likewise calm ones.
    calm: bool,
    /// When the outbox was last looked into.
    looked: Instant,
    tidied: Instant,
    /// Parts that have gone out of messages whose other parts must wait.
    halfway: HashMap<i64, usize>,
    /// When messages that failed may be tried again.
    retries: Vec<Instant>,
    /// With the database: said once, not with every message.
    trouble: Trouble,
}

impl Traffic {
    pub fn new(store: Store, settings: Settings, now: Instant) -> Traffic {
        Traffic {
            store,
            settings,
            pace: Pace::new(settings.rates),
            flying: HashMap::new(),
            behind: HashMap::new(),
            next: Vec::new(),
            arrived: HashMap::new(),
            outcomes: Vec::new(),
            backlog: true,
            calm: true,
            looked: now,
            tidied: now,
            halfway: HashMap::new(),
            retries: Vec::new(),
            trouble: Trouble::default(),
        }
    }

    /// Something was put into the outbox.
    pub fn filled(&mut self) {
        (self.backlog, self.calm) = (true, true);
    }

    /// Whether somebody may be waiting for a message.
    pub fn has_backlog(&self) -> bool {
        self.backlog
    }

    /// How many messages are on their way.
    pub fn in_flight(&self) -> usize {
        self.flying.len()
    }

    /// How long nothing is to be done unless somebody calls.
    pub fn asleep(&mut self, now: Instant) -> Duration {
        let moments = [
            self.pace.next(now),
            self.calm.then(|| self.pace.next_calm(now)).flatten(),
            self.retries.iter().min().copied(),
            self.record_at(),
            (self.behind.keys())
                .filter_map(|chat| self.stays_until(*chat))
                .min(),
            Some(self.looked + GLANCE),
        ];
        let at = moments.into_iter().flatten().min().unwrap_or(now);
        at.saturating_duration_since(now)
    }

    /// When what was sent must be recorded by the sender, if no commit of the worker records it before.
    fn record_at(&self) -> Option<Instant> {
        Some(self.store.runway.unrecorded_since()? + UNRECORDED)
    }

    fn free(&self) -> usize {
        // What is behind takes the place of the one before it.
        let taken = self.flying.len() + self.next.len();
        self.settings.concurrency.saturating_sub(taken)
    }

    /// How many messages may leave now.
    fn room(&mut self, now: Instant) -> usize {
        self.free().min(self.pace.room(now))
    }

    /// What may be claimed now of what waits.
    fn claimable(&mut self, now: Instant) -> outbox::Room {
        outbox::Room {
            prompt: if self.backlog { self.room(now) } else { 0 },
            calm: if self.calm {
                self.free().min(self.pace.calm_room(now))
            } else {
                0
            },
        }
    }

    /// Tells the worker what may leave without being claimed first.
    pub fn open(&mut self, now: Instant) {
        let room = self.room(now);
        self.store.runway.open(room, self.pace.resting());
    }

    /// Records what came back; gives what waits and takes off now, if `more` is to leave. Fails only when
    /// nothing more is to leave.
    pub async fn turn(&mut self, more: bool, now: Moment) -> anyhow::Result<Vec<Flight>> {
        let Moment { at: now, epoch } = now;
        if now.saturating_duration_since(self.tidied) > TIDY {
            self.pace.tidy(now);
            self.arrived.clear();
            self.tidied = now;
        }
        let retries = self.retries.len();
        self.retries.retain(|at| *at > now);
        if retries > self.retries.len() || now >= self.looked + GLANCE {
            (self.backlog, self.calm, self.looked) = (true, true, now);
        }
        self.wait_no_longer(now);
        let room = if more {
            self.claimable(now)
        } else {
            self.stay();
            outbox::Room::default()
        };
        let looks = room != outbox::Room::default();
        let must_record = !more || self.record_at().is_some_and(|at| at <= now);
        let mut outcomes = std::mem::take(&mut self.outcomes);
        if looks || must_record || !outcomes.is_empty() {
            let sent = self.store.runway.take_sent();
            outcomes.extend(
                sent.into_iter()
                    .map(|(id, message_id)| (id, Outcome::Sent { message_id })),
            );
        }
        if !looks && outcomes.is_empty() {
            return Ok(Vec::new());
        }
        if self.store.runway.is_in_doubt() {
            self.settle_doubt(&outcomes, epoch).await;
        }
        // A chat with a message in flight is left out by the store itself.
        let resting: Vec<i64> = self.pace.resting().collect();
        match outbox::turn(&self.store, &outcomes, &resting, room, epoch).await {
            Ok(turn) => {
                if looks {
                    (self.backlog, self.calm, self.looked) = (turn.more, turn.more_calm, now);
                }
                let mut wrote = !outcomes.is_empty() || !turn.next.is_empty();
                if !wrote && self.trouble.is_quiet(now) {
                    wrote = self.store.probe().await.is_ok();
                }
                if wrote && self.trouble.wrote() {
                    self.store.vitals.well(Part::Sender);
                }
                Ok(self.take_off(turn.next, now))
            }
            Err(error) => {
                // What has been sent must not be forgotten: the outcomes are kept and recorded later.
                self.outcomes = outcomes;
                self.store.runway.doubt();
                if !more {
                    return Err(error.context("what was sent at last is not recorded"));
                }
                self.store.ails(Part::Sender, "messages wait", &error);
                if self.trouble.fails(false, now) {
                    tracing::error!("messages wait, because the database fails: {error:#}");
                }
                self.retries.push(now + Duration::from_secs(1));
                Ok(Vec::new())
            }
        }
    }

    /// A commit whose answer was lost may have marked messages as being sent that nobody sends: they wait again.
    async fn settle_doubt(&self, outcomes: &[(i64, Outcome)], epoch: i64) {
        // Whatever the worker hands over from now on has a later id.
        let before = self.store.id(epoch);
        let Some(unrecorded) = self.store.runway.at_rest() else {
            return;
        };
        let mut known: Vec<i64> = self.flying.values().map(|(id, _)| *id).collect();
        known.extend(self.behind.values().chain(&self.next).map(|row| row.id));
        known.extend(outcomes.iter().map(|(id, _)| *id));
        known.extend(unrecorded);
        match outbox::reclaim(&self.store, &known, before).await {
            Ok(0) => self.store.runway.settled(),
            Ok(messages) => {
                self.store.runway.settled();
                tracing::info!(
                    messages,
                    "were marked as being sent and are not: they wait again"
                );
            }
            Err(error) => tracing::debug!("messages in doubt stay so: {error:#}"),
        }
    }

    fn take_off(&mut self, taken: Vec<Waiting>, now: Instant) -> Vec<Flight> {
        let messages = taken.iter().filter(|row| row.outgoing.is_message()).count();
        self.pace
            .took(u32::try_from(messages).unwrap_or(u32::MAX), now);
        let fly = |waiting: Waiting| {
            // A file takes long.
            let until = (!waiting.outgoing.is_file()).then_some(now + FRESH);
            self.flying.insert(waiting.chat, (waiting.id, until));
            let parts = self.halfway.remove(&waiting.id).unwrap_or(0);
            Flight { waiting, parts }
        };
        taken.into_iter().map(fly).collect()
    }

    /// One came back; it is recorded by the next turn.
    pub fn land(&mut self, back: Back, now: Moment) {
        let Back {
            waiting,
            end,
            parts,
        } = back;
        self.flying.remove(&waiting.chat);
        if waiting.outgoing.is_message() {
            self.pace.wrote(waiting.chat, now.at);
        }
        if !matches!(end, End::Sent { .. })
            && let Some(next) = self.behind.remove(&waiting.chat)
        {
            self.put_back(&next);
        }
        let outcome = match end {
            End::Sent { message_id } => {
                if self.store.vitals.leaves(waiting.chat, now.at) {
                    tracing::info!("messages leave again");
                }
                self.store.runway.landed((waiting.id, message_id), now.at);
                self.arrived.insert(waiting.chat, waiting.id);
                match self.behind.remove(&waiting.chat) {
                    Some(next) if self.is_free(next.chat, now.at) => self.next.push(next),
                    Some(next) => self.put_back(&next),
                    None => {}
                }
                return;
            }
            End::Flooded(wait) => {
                tracing::warn!(
                    row = waiting.id,
                    seconds = wait.as_secs(),
                    "Telegram asks to wait"
                );
                self.pace.flooded(waiting.chat, wait, now.at);
                let error = outbox::FLOODED.to_owned();
                self.again(&waiting, parts, wait, error, now)
            }
            End::Later(error) if waiting.attempts >= ATTEMPTS => self.give_up(&waiting, error),
            End::Later(error) => {
                self.held_up(&waiting, &error, now);
                self.again(&waiting, parts, backoff(waiting.attempts), error, now)
            }
            // An edit that ended as a new message is not worth a warning; a second warning would say no
            // more than the first.
            End::Unsure(error) if may_repeat(&waiting.outgoing) => {
                self.held_up(&waiting, &error, now);
                self.again(&waiting, parts, backoff(waiting.attempts), error, now)
            }
            End::Unsure(error) => {
                tracing::warn!(
                    row = waiting.id,
                    "no answer to a message: it is unsure whether it arrived: {error}"
                );
                self.store.vitals.lets_go(waiting.chat);
                // It comes once more, and waits for that.
                self.backlog = true;
                Outcome::Unsure
            }
            End::Blocked => {
                tracing::info!(row = waiting.id, "a person has blocked the bot");
                self.store.vitals.lets_go(waiting.chat);
                Outcome::Blocked
            }
            End::Failed(error) => self.give_up(&waiting, error),
        };
        self.outcomes.push((waiting.id, outcome));
    }

    fn again(
        &mut self,
        waiting: &Waiting,
        parts: usize,
        wait: Duration,
        error: String,
        now: Moment,
    ) -> Outcome {
        if parts > 0 {
            self.halfway.insert(waiting.id, parts);
        }
        self.retries.push(now.at + wait);
        let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        Outcome::Retry {
            not_before: now.epoch.saturating_add(wait),
            error,
        }
    }

    /// It will be tried again: said once of a chat, and once of the line.
    fn held_up(&self, waiting: &Waiting, error: &str, now: Moment) {
        let said = match self.store.vitals.held_up(waiting.chat, now.at) {
            HeldUp::Again => return,
            HeldUp::One => "a message does not leave, it will be tried again",
            HeldUp::All => "messages do not leave, they will be tried again",
        };
        tracing::warn!(row = waiting.id, "{said}: {error}");
    }

    fn give_up(&self, waiting: &Waiting, error: String) -> Outcome {
        tracing::error!(
            row = waiting.id,
            attempts = waiting.attempts,
            "a message is given up: {error}"
        );
        self.store.vitals.lets_go(waiting.chat);
        Outcome::Failed { error }
    }
}

impl Drop for Traffic {
    fn drop(&mut self) {
        self.store.runway.close();
    }
}

/// 1 s, doubling to half a minute.
fn backoff(attempts: i64) -> Duration {
    Duration::from_secs(1 << attempts.clamp(0, 5)).min(Duration::from_secs(30))
}

/// Whether the message may come twice: it begins by saying so, or it is an edit.
fn may_repeat(outgoing: &Outgoing) -> bool {
    match outgoing {
        Outgoing::Show { screen } => screen
            .parts
            .first()
            .is_some_and(|first| matches!(first.key.as_str(), "again-mark" | "maybe-delivered")),
        Outgoing::Replace { .. }
        | Outgoing::Amend { .. }
        | Outgoing::AnswerPress { .. }
        | Outgoing::Invitation { .. }
        | Outgoing::Plan { .. }
        | Outgoing::OwnData { .. }
        | Outgoing::Picture { .. }
        | Outgoing::Page { .. }
        | Outgoing::Menu => true,
        Outgoing::Deliver { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialogue::Screen;

    #[test]
    fn a_failing_line_is_tried_after_a_second_and_then_ever_more_seldom() {
        let seconds: Vec<_> = (0..8).map(|attempts| backoff(attempts).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 30, 30, 30]);
    }

    #[test]
    fn a_warned_message_is_not_warned_again() {
        assert!(may_repeat(&Outgoing::Show {
            screen: Screen::new("again-mark").and("ask-results")
        }));
        assert!(!may_repeat(&Outgoing::Show {
            screen: Screen::new("ask-results")
        }));
    }
}
