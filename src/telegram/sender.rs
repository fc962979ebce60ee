//! Empties the outbox: takes the oldest waiting message of each chat, has them delivered side by side
//! but one at a time within a chat, and records how each ended together with taking the next. It runs
//! what [`traffic`] decides on; what a delivery takes is in [`super::deliver`].

mod traffic;

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::deliver::{Courier, End};
use super::pace::Rates;
use crate::clock::Clock;
use crate::vitals::Part;

pub use traffic::{Back, Flight, Moment, Traffic};

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

/// How long to wait for more to come back before what did is recorded, when others wait for it.
const LINGER: Duration = Duration::from_millis(3);
/// How long what is in flight may take once the program is to stop.
pub const LAST_CALLS: Duration = Duration::from_secs(8);

/// Delivers until `stop` turns true; then lets what is in flight come back, records it, and returns.
pub async fn run(
    courier: Arc<Courier>,
    settings: Settings,
    clock: Clock,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let store = courier.store.clone();
    let mut sender = Sender::new(courier, settings, clock);
    loop {
        let stopping = *stop.borrow();
        sender.board();
        sender.turn(!stopping).await?;
        if stopping {
            return sender.finish().await;
        }
        sender.traffic.open(Instant::now());
        let asleep = sender.traffic.asleep(Instant::now());
        store.vitals.turns(Part::Sender, asleep);
        tokio::select! {
            () = store.outbox_filled.notified() => sender.traffic.filled(),
            () = store.runway.changed.notified() => {}
            back = sender.backs.recv() => {
                sender.land(back);
                if sender.traffic.has_backlog() {
                    sender.linger().await;
                }
            }
            () = tokio::time::sleep(asleep) => {}
            _ = stop.changed() => {}
        }
        while let Ok(back) = sender.backs.try_recv() {
            sender.land(Some(back));
        }
    }
}

struct Sender {
    courier: Arc<Courier>,
    clock: Clock,
    traffic: Traffic,
    flights: JoinSet<()>,
    back: mpsc::UnboundedSender<Back>,
    backs: mpsc::UnboundedReceiver<Back>,
}

impl Sender {
    fn new(courier: Arc<Courier>, settings: Settings, clock: Clock) -> Sender {
        let (back, backs) = mpsc::unbounded_channel();
        Sender {
            traffic: Traffic::new(courier.store.clone(), settings, Instant::now()),
            courier,
            clock,
            flights: JoinSet::new(),
            back,
            backs,
        }
    }

    fn now(&self) -> Moment {
        Moment {
            at: Instant::now(),
            epoch: self.clock.now(),
        }
    }

    /// Takes off with what the worker has claimed.
    fn board(&mut self) {
        let flights = self.traffic.board(Instant::now());
        self.fly(flights);
    }

    /// Others come back shortly after the first: recording them together saves a commit for each.
    /// Nothing is lingered over once more is to leave.
    async fn linger(&mut self) {
        let end = tokio::time::Instant::now() + LINGER;
        let store = self.courier.store.clone();
        while self.traffic.in_flight() > 0 {
            tokio::select! {
                () = store.outbox_filled.notified() => return self.traffic.filled(),
                () = store.runway.changed.notified() => return,
                back = self.backs.recv() => self.land(back),
                () = tokio::time::sleep_until(end) => return,
            }
        }
    }

    /// Records what came back and takes off with what waits and may leave now.
    async fn turn(&mut self, more: bool) -> anyhow::Result<()> {
        while self.flights.try_join_next().is_some() {}
        let flights = self.traffic.turn(more, self.now()).await?;
        self.fly(flights);
        Ok(())
    }

    fn fly(&mut self, flights: Vec<Flight>) {
        for Flight { waiting, mut parts } in flights {
            let (courier, back) = (self.courier.clone(), self.back.clone());
            self.flights.spawn(async move {
                let (chat, press) = (waiting.chat, waiting.outgoing.press_along());
                let flight = async {
                    let end = courier.deliver(&waiting, &mut parts).await;
                    // Nobody listens only when the program has been stopped hard.
                    let _ = back.send(Back {
                        waiting,
                        end,
                        parts,
                    });
                    // The next message need not wait for what nothing depends on.
                    courier.tidy(chat).await;
                };
                tokio::join!(flight, courier.answer_along(press));
            });
        }
    }

    fn land(&mut self, back: Option<Back>) {
        if let Some(back) = back {
            let now = self.now();
            self.count(&back);
            self.traffic.land(back, now);
            // Who waited behind it.
            self.board();
        }
    }

    fn count(&self, back: &Back) {
        let vitals = &self.courier.store.vitals;
        let chat = back.waiting.chat;
        let outcome = match &back.end {
            End::Sent { .. } => {
                vitals.answered(chat, true);
                "sent"
            }
            End::Flooded(_) => "flooded",
            End::Later(_) => "later",
            End::Unsure(_) => {
                vitals.answered(chat, false);
                "unsure"
            }
            End::Blocked => {
                vitals.answered(chat, false);
                "blocked"
            }
            End::Failed(_) => {
                vitals.answered(chat, false);
                "failed"
            }
        };
        vitals.counts.sent(outcome);
    }

    /// Waits for what is in flight and records it. What does not come back in time stays marked as in
    /// flight, and the next start treats it as unsure.
    async fn finish(mut self) -> anyhow::Result<()> {
        let end = tokio::time::Instant::now() + LAST_CALLS;
        let store = self.courier.store.clone();
        store.runway.open(0, []);
        while self.traffic.in_flight() > 0 || store.runway.is_busy() {
            let changed = async {
                tokio::select! {
                    back = self.backs.recv() => back,
                    () = store.runway.changed.notified() => None,
                }
            };
            match tokio::time::timeout_at(end, changed).await {
                Ok(back) => {
                    self.land(back);
                    self.board();
                }
                Err(_) => {
                    let messages = self.traffic.in_flight();
                    tracing::warn!(messages, "still in flight at the end");
                    break;
                }
            }
        }
        self.turn(false).await?;
        // What is left is of no importance.
        let rest = async { while self.flights.join_next().await.is_some() {} };
        let _ = tokio::time::timeout_at(end, rest).await;
        Ok(())
    }
}
