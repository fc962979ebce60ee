//! Empties the outbox: takes the oldest waiting message of each chat, has them delivered side by side
//! but one at a time within a chat, and records how each ended together with taking the next. It
//! knows when to try and when to stop; what a delivery takes is in [`super::deliver`].

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::deliver::{Courier, End};
use super::pace::{Pace, Rates};
use crate::clock::Clock;
use crate::store::outbox::{self, Outcome, Outgoing, Waiting};

/// How the sender sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    pub rates: Rates,
    /// Chats that are sent to side by side.
    pub concurrency: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            rates: Rates::default(),
            concurrency: 64,
        }
    }
}

impl Settings {
    /// As fast as the other side takes it: for loopback.
    pub fn unlimited() -> Settings {
        Settings {
            rates: Rates {
                per_second: 0,
                per_chat: 0,
                burst: 0,
            },
            ..Settings::default()
        }
    }
}

/// How long to sleep at most: rows that wait for a moment from before a restart are found by looking.
const GLANCE: Duration = Duration::from_secs(5);
/// How often to forget the chats that have been quiet.
const TIDY: Duration = Duration::from_secs(60);
/// How long to wait for more to come back before what did is recorded, when others wait for it.
const LINGER: Duration = Duration::from_millis(3);
/// How long what was sent may go unrecorded for want of a commit that is made anyway. Until then a
/// crash leaves it in doubt, as it does while the answer is on its way.
const UNRECORDED: Duration = Duration::from_millis(20);
/// How long what is in flight may take once the program is to stop.
const LAST_CALLS: Duration = Duration::from_secs(8);
/// A message that could not be sent so often is given up: at half a minute each, a good day [ours].
const ATTEMPTS: i64 = 3_000;

/// A delivery that came back.
struct Back {
    waiting: Waiting,
    end: End,
    /// Parts of the message that are in the chat.
    parts: usize,
}

/// Delivers until `stop` turns true; then lets what is in flight come back, records it, and returns.
pub async fn run(
    courier: Arc<Courier>,
    settings: Settings,
    clock: Clock,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let store = courier.store.clone();
    let mut sender = Sender::new(courier, settings, clock);
    let mut tidied = Instant::now();
    loop {
        let stopping = *stop.borrow();
        sender.board();
        sender.turn(!stopping).await?;
        if stopping {
            return sender.finish().await;
        }
        sender.open();
        let asleep = sender.asleep(Instant::now());
        tokio::select! {
            () = store.outbox_filled.notified() => (sender.backlog, sender.calm) = (true, true),
            () = store.runway.changed.notified() => {}
            back = sender.backs.recv() => {
                sender.take_back(back);
                if sender.backlog {
                    sender.linger().await;
                }
            }
            () = tokio::time::sleep(asleep) => {}
            _ = stop.changed() => {}
        }
        while let Ok(back) = sender.backs.try_recv() {
            sender.take_back(Some(back));
        }
        if tidied.elapsed() > TIDY {
            sender.pace.tidy(Instant::now());
            tidied = Instant::now();
        }
    }
}

struct Sender {
    courier: Arc<Courier>,
    settings: Settings,
    clock: Clock,
    pace: Pace,
    flights: JoinSet<()>,
    back: mpsc::UnboundedSender<Back>,
    backs: mpsc::UnboundedReceiver<Back>,
    /// Chats with a message in flight.
    flying: HashSet<i64>,
    /// To be recorded by the next turn; what was sent may be recorded by others before.
    outcomes: Vec<(i64, Outcome)>,
    /// When what was sent must be recorded.
    record_at: Option<Instant>,
    /// Messages may wait in the outbox.
    backlog: bool,
    /// Likewise calm ones.
    calm: bool,
    /// When the outbox was last looked into.
    looked: Instant,
    /// Parts that have gone out of messages whose other parts must wait.
    halfway: HashMap<i64, usize>,
    /// When messages that failed may be tried again.
    retries: Vec<Instant>,
    /// Whether the line was down when it was last tried: said once, not with every message.
    down: bool,
    /// Likewise the database.
    ailing: bool,
}

impl Sender {
    fn new(courier: Arc<Courier>, settings: Settings, clock: Clock) -> Sender {
        let (back, backs) = mpsc::unbounded_channel();
        Sender {
            courier,
            settings,
            clock,
            pace: Pace::new(settings.rates),
            flights: JoinSet::new(),
            back,
            backs,
            flying: HashSet::new(),
            outcomes: Vec::new(),
            record_at: None,
            backlog: true,
            calm: true,
            looked: Instant::now(),
            halfway: HashMap::new(),
            retries: Vec::new(),
            down: false,
            ailing: false,
        }
    }

    /// How long nothing is to be done unless somebody calls.
    fn asleep(&mut self, now: Instant) -> Duration {
        let moments = [
            self.pace.next(now),
            self.calm.then(|| self.pace.next_calm(now)).flatten(),
            self.retries.iter().min().copied(),
            self.record_at,
            Some(self.looked + GLANCE),
        ];
        let at = moments.into_iter().flatten().min().unwrap_or(now);
        at.saturating_duration_since(now)
    }

    /// How many messages may leave now.
    fn room(&mut self, now: Instant) -> usize {
        let free = self.settings.concurrency.saturating_sub(self.flying.len());
        free.min(self.pace.room(now))
    }

    /// What may be claimed now of what waits.
    fn claimable(&mut self, now: Instant) -> outbox::Room {
        let free = self.settings.concurrency.saturating_sub(self.flying.len());
        outbox::Room {
            prompt: if self.backlog { self.room(now) } else { 0 },
            calm: if self.calm {
                free.min(self.pace.calm_room(now))
            } else {
                0
            },
        }
    }

    /// Tells the worker what may leave without being claimed first.
    fn open(&mut self) {
        let room = self.room(Instant::now());
        self.courier.store.runway.open(room, self.pace.resting());
    }

    /// Takes off with what the worker has claimed.
    fn board(&mut self) {
        let ready = self.courier.store.runway.take_ready();
        self.take_off(ready);
    }

    /// Others come back shortly after the first: recording them together saves a commit for each.
    /// Nothing is lingered over once more is to leave.
    async fn linger(&mut self) {
        let end = tokio::time::Instant::now() + LINGER;
        let store = self.courier.store.clone();
        while !self.flying.is_empty() {
            tokio::select! {
                () = store.outbox_filled.notified() => return,
                () = store.runway.changed.notified() => return,
                back = self.backs.recv() => self.take_back(back),
                () = tokio::time::sleep_until(end) => return,
            }
        }
    }

    /// Records what came back and takes off with what waits and may leave now.
    async fn turn(&mut self, more: bool) -> anyhow::Result<()> {
        let now = Instant::now();
        while self.flights.try_join_next().is_some() {}
        let retries = self.retries.len();
        self.retries.retain(|at| *at > now);
        if retries > self.retries.len() || now >= self.looked + GLANCE {
            (self.backlog, self.calm, self.looked) = (true, true, now);
        }
        let room = if more {
            self.claimable(now)
        } else {
            outbox::Room::default()
        };
        let looks = room != outbox::Room::default();
        let must_record = !more || self.record_at.is_some_and(|at| at <= now);
        let mut outcomes = std::mem::take(&mut self.outcomes);
        if looks || must_record || !outcomes.is_empty() {
            self.record_at = None;
            let sent = self.courier.store.runway.take_sent();
            outcomes.extend(
                sent.into_iter()
                    .map(|(id, message_id)| (id, Outcome::Sent { message_id })),
            );
        }
        if !looks && outcomes.is_empty() {
            return Ok(());
        }
        // A chat with a message in flight is left out by the store itself.
        let resting: Vec<i64> = self.pace.resting().collect();
        let taken = match outbox::turn(
            &self.courier.store,
            &outcomes,
            &resting,
            room,
            self.clock.now(),
        )
        .await
        {
            Ok(turn) => {
                if looks {
                    (self.backlog, self.calm, self.looked) = (turn.more, turn.more_calm, now);
                }
                turn.next
            }
            Err(error) => {
                // What has been sent must not be forgotten: the outcomes are kept and recorded later.
                self.outcomes = outcomes;
                if !more {
                    return Err(error.context("what was sent at last is not recorded"));
                }
                if !std::mem::replace(&mut self.ailing, true) {
                    tracing::error!("messages wait, because the database fails: {error:#}");
                }
                self.retries.push(now + Duration::from_secs(1));
                return Ok(());
            }
        };
        self.ailing = false;
        self.take_off(taken);
        Ok(())
    }

    fn take_off(&mut self, taken: Vec<Waiting>) {
        let messages = taken.iter().filter(|row| row.outgoing.is_message()).count();
        self.pace.took(u32::try_from(messages).unwrap_or(u32::MAX));
        for waiting in taken {
            self.fly(waiting);
        }
    }

    fn fly(&mut self, waiting: Waiting) {
        self.flying.insert(waiting.chat);
        let mut parts = self.halfway.remove(&waiting.id).unwrap_or(0);
        let (courier, back) = (self.courier.clone(), self.back.clone());
        self.flights.spawn(async move {
            let end = courier.deliver(&waiting, &mut parts).await;
            // Nobody listens only when the program has been stopped hard.
            let _ = back.send(Back {
                waiting,
                end,
                parts,
            });
        });
    }

    fn take_back(&mut self, back: Option<Back>) {
        let Some(Back {
            waiting,
            end,
            parts,
        }) = back
        else {
            return;
        };
        self.flying.remove(&waiting.chat);
        let now = Instant::now();
        if waiting.outgoing.is_message() {
            self.pace.wrote(waiting.chat, now);
        }
        let outcome = match end {
            End::Sent { message_id } => {
                self.line_is(true, "");
                self.courier.store.runway.landed((waiting.id, message_id));
                self.record_at.get_or_insert(now + UNRECORDED);
                return;
            }
            End::Flooded(wait) => {
                tracing::warn!(
                    row = waiting.id,
                    seconds = wait.as_secs(),
                    "Telegram asks to wait"
                );
                self.pace.flooded(waiting.chat, wait, now);
                self.again(&waiting, parts, wait, "too many requests".to_owned())
            }
            End::Later(error) if waiting.attempts >= ATTEMPTS => self.give_up(&waiting, error),
            End::Later(error) => {
                self.line_is(false, &error);
                self.again(&waiting, parts, backoff(waiting.attempts), error)
            }
            // An edit that ended as a new message is not worth a warning; a second warning would say no
            // more than the first.
            End::Unsure(error) if may_repeat(&waiting.outgoing) => {
                self.line_is(false, &error);
                self.again(&waiting, parts, backoff(waiting.attempts), error)
            }
            End::Unsure(error) => {
                tracing::warn!(
                    row = waiting.id,
                    "no answer to a message: it is unsure whether it arrived: {error}"
                );
                Outcome::Unsure
            }
            End::Blocked => {
                tracing::info!(row = waiting.id, "a person has blocked the bot");
                Outcome::Blocked
            }
            End::Failed(error) => self.give_up(&waiting, error),
        };
        self.outcomes.push((waiting.id, outcome));
    }

    fn again(&mut self, waiting: &Waiting, parts: usize, wait: Duration, error: String) -> Outcome {
        if parts > 0 {
            self.halfway.insert(waiting.id, parts);
        }
        self.retries.push(Instant::now() + wait);
        let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        Outcome::Retry {
            not_before: self.clock.now().saturating_add(wait),
            error,
        }
    }

    fn give_up(&mut self, waiting: &Waiting, error: String) -> Outcome {
        tracing::error!(
            row = waiting.id,
            attempts = waiting.attempts,
            "a message is given up: {error}"
        );
        Outcome::Failed { error }
    }

    fn line_is(&mut self, up: bool, error: &str) {
        if up && self.down {
            tracing::info!("messages leave again");
        } else if !up && !self.down {
            tracing::warn!("messages do not leave, they will be tried again: {error}");
        }
        self.down = !up;
    }

    /// Waits for what is in flight and records it. What does not come back in time stays marked as in
    /// flight, and the next start treats it as unsure.
    async fn finish(mut self) -> anyhow::Result<()> {
        let end = tokio::time::Instant::now() + LAST_CALLS;
        let store = self.courier.store.clone();
        store.runway.open(0, []);
        while !self.flying.is_empty() || store.runway.is_busy() {
            let changed = async {
                tokio::select! {
                    back = self.backs.recv() => back,
                    () = store.runway.changed.notified() => None,
                }
            };
            match tokio::time::timeout_at(end, changed).await {
                Ok(back) => {
                    self.take_back(back);
                    self.board();
                }
                Err(_) => {
                    tracing::warn!(messages = self.flying.len(), "still in flight at the end");
                    break;
                }
            }
        }
        self.turn(false).await
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.courier.store.runway.close();
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
        | Outgoing::AnswerPress { .. }
        | Outgoing::Invitation { .. }
        | Outgoing::Plan { .. }
        | Outgoing::Picture { .. }
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
