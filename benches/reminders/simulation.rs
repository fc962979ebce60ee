//! The reminders of many offices in virtual time: the program's own reminders room, outbox, worker, pace and
//! sender, and in Telegram's place the sandbox's rule, which takes 30 messages a second over all chats and one
//! a second in a chat. Between them lies a line with a delay. Nothing sleeps: time jumps to what happens next.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chrono::NaiveDate;
use futures_util::FutureExt as _;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rapsap::dialogue;
use rapsap::domain::due::opening;
use rapsap::l10n::L10n;
use rapsap::reminders;
use rapsap::sandbox::Pace;
use rapsap::store::Store;
use rapsap::store::inbox::{self, Received};
use rapsap::store::outbox::{self, Outgoing};
use rapsap::telegram::deliver::End;
use rapsap::telegram::event;
use rapsap::telegram::sender::{Back, Flight, Moment, Settings, Traffic};
use rapsap::worker::Worker;
use serde_json::json;

use super::country;

/// What Telegram takes in a second.
const LIMIT: f64 = 30.0;
/// The way to Telegram or back takes so long, and at most so much longer.
const WAY: Duration = Duration::from_millis(60);
const UNEVEN: Duration = Duration::from_millis(15);

type Clock = Box<dyn Fn() -> i64 + Send + Sync>;

/// What is to be simulated.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub offices: usize,
    pub people: usize,
    /// People who write to the bot, a second.
    pub writing: f64,
    pub seed: u64,
}

/// What one day came to.
#[derive(Debug, Default)]
pub struct Day {
    /// Messages that the reminders room put into the outbox.
    pub planned: usize,
    /// Reminders that came to their chats.
    pub sent: usize,
    /// Of them, those that came a second time.
    pub twice: usize,
    /// Requests that Telegram refused because all together were too many, or because it was busy.
    pub refused: usize,
    /// Those that it refused because the chat got something less than a second before.
    pub too_soon: usize,
    /// From the opening until the last reminder was in its chat, and the least that the limit allows for all
    /// that was sent until then.
    pub took: Duration,
    pub least: Duration,
    /// From somebody's writing until the answer is in their chat; sorted.
    pub replies: Vec<Duration>,
    /// By the machine's own clock: the reminders room at work, and everything.
    pub planning: Duration,
    pub wall: Duration,
    /// MB when most was going on.
    pub resident: f64,
}

impl Day {
    pub fn percentile(&self, share: f64) -> Duration {
        let last = self.replies.len().saturating_sub(1);
        let at = (last as f64 * share).round() as usize;
        self.replies.get(at).copied().unwrap_or_default()
    }

    /// By how much delivery took longer than the limit asks for; 0.05 is five per cent.
    pub fn over(&self) -> f64 {
        self.took.as_secs_f64() / self.least.as_secs_f64() - 1.0
    }
}

enum Event {
    /// The reminders room looks.
    Tick,
    /// Somebody writes.
    Writes,
    /// It has come to the bot.
    Update(i64),
    /// A message has come to Telegram.
    Reaches(Box<Flight>),
    Returns(Box<Back>),
}

pub struct Simulation {
    pub store: Store,
    plan: Plan,
    worker: Worker<Clock>,
    traffic: Traffic,
    origin: Instant,
    /// Since the beginning.
    now: Duration,
    /// What it is in epoch milliseconds, and at the beginning.
    epoch: Arc<AtomicI64>,
    began: i64,
    events: BTreeMap<(Duration, u64), Event>,
    number: u64,
    chance: StdRng,
    /// Who writes: those who have nothing to report. In a few offices everybody else would often get a reminder
    /// within the second of an answer, which in a whole country hardly happens.
    writers: Vec<i64>,
    telegram: Pace,
    /// Telegram refuses everything until then.
    busy_until: Duration,
    /// Since when chats wait for an answer.
    waiting: HashMap<i64, Duration>,
    /// Rows of the outbox that are in their chats.
    received: HashSet<i64>,
    /// When chats got something last.
    heard: HashMap<i64, Duration>,
}

impl Simulation {
    /// Makes the offices, and stands in the morning of 1 January 2023.
    pub async fn open(store: Store, plan: Plan, settings: Settings) -> anyhow::Result<Simulation> {
        country::open(&store, plan.offices, plan.people).await?;
        let writers = country::without_measures(&store).await?;
        let began = opening(day(2023, 1, 1));
        let epoch = Arc::new(AtomicI64::new(began));
        let clock = epoch.clone();
        let origin = Instant::now();
        let clock: Clock = Box::new(move || clock.load(Ordering::Relaxed));
        Ok(Simulation {
            worker: Worker::new(store.clone(), dialogue::step, event::read, clock)
                .speaking(L10n::new().languages()),
            traffic: Traffic::new(store.clone(), settings, origin),
            store,
            plan,
            origin,
            now: Duration::ZERO,
            epoch,
            began,
            events: BTreeMap::new(),
            number: 0,
            chance: StdRng::seed_from_u64(plan.seed),
            writers,
            telegram: Pace::default(),
            busy_until: Duration::ZERO,
            waiting: HashMap::new(),
            // So that what is counted here is no growth of the program's own.
            received: HashSet::with_capacity(plan.people * 4),
            heard: HashMap::with_capacity(plan.people),
        })
    }

    /// Lives through a day from its opening until nothing more is to be sent, and for so long at least. For
    /// some seconds from `busy` on after the opening Telegram takes nothing.
    pub async fn day(
        &mut self,
        date: NaiveDate,
        at_least: Duration,
        busy: Option<(Duration, Duration)>,
    ) -> anyhow::Result<Day> {
        let wall = Instant::now();
        let opens = opening(date);
        anyhow::ensure!(opens >= self.epoch(), "time goes on");
        self.set(Duration::from_millis(u64::try_from(opens - self.began)?));
        let start = self.now;
        let mut busy = busy.map(|(from, long)| (start + from, start + from + long));
        let mut done = Day::default();
        let mut messages = 0_usize;
        let mut last = start;
        self.after(Duration::ZERO, Event::Tick);
        if self.plan.writing > 0.0 {
            self.after(Duration::ZERO, Event::Writes);
        }
        let mut over = false;
        while !over {
            self.send().await?;
            let asleep = self.traffic.asleep(self.instant());
            let wakes = self.now + asleep.max(Duration::from_micros(1));
            let happens = self.events.first_key_value().map(|((at, _), _)| *at);
            self.set(happens.map_or(wakes, |at| at.min(wakes)));
            if let Some((_, until)) = busy.take_if(|(from, _)| *from <= self.now) {
                self.busy_until = until;
            }
            while self
                .events
                .first_key_value()
                .is_some_and(|((at, _), _)| *at <= self.now)
            {
                let Some((_, event)) = self.events.pop_first() else {
                    break;
                };
                match event {
                    Event::Tick => {
                        let begun = Instant::now();
                        let tick = reminders::tick(&self.store, self.epoch()).await?;
                        done.planning += begun.elapsed();
                        done.planned += tick.messages;
                        let left =
                            outbox::calm_waiting(&mut *self.store.reader().await?, self.epoch())
                                .await?;
                        over = tick == reminders::Tick::default()
                            && left.0 == 0
                            && self.traffic.in_flight() == 0
                            && self.now >= start + at_least;
                        done.resident = done.resident.max(resident());
                        self.after(tick.pause(), Event::Tick);
                    }
                    Event::Writes => self.writes(),
                    Event::Update(chat) => self.update(chat).await?,
                    Event::Reaches(flight) => {
                        let calm = is_reminder(&flight.waiting.outgoing);
                        let chat = flight.waiting.chat;
                        let is_message = flight.waiting.outgoing.is_message();
                        let row = flight.waiting.id;
                        if !self.reaches(*flight) {
                            let second = Duration::from_secs(1);
                            let heard = self.heard.get(&chat).copied();
                            match heard.is_some_and(|at| self.now - at < second) {
                                true => done.too_soon += 1,
                                false => done.refused += 1,
                            }
                        } else if is_message {
                            messages += 1;
                            self.heard.insert(chat, self.now);
                            if calm {
                                last = self.now;
                                done.sent += 1;
                                done.twice += usize::from(!self.received.insert(row));
                                done.least = Duration::from_secs_f64(messages as f64 / LIMIT);
                            } else if let Some(since) = self.waiting.remove(&chat) {
                                done.replies.push(self.now - since);
                            }
                        }
                    }
                    Event::Returns(back) => {
                        let now = self.moment();
                        self.traffic.land(*back, now);
                    }
                }
            }
        }
        // What is still on its way belongs to nobody's measure.
        self.events.clear();
        self.waiting.clear();
        while self.store.forget(self.epoch()).await? {}
        done.took = last - start;
        done.replies.sort_unstable();
        done.wall = wall.elapsed();
        Ok(done)
    }

    /// What the sender does between two things that happen.
    async fn send(&mut self) -> anyhow::Result<()> {
        if self.store.outbox_filled.notified().now_or_never().is_some() {
            self.traffic.filled();
        }
        let now = self.moment();
        let mut flights = self.traffic.board(now.at);
        flights.extend(self.traffic.turn(true, now).await?);
        self.traffic.open(now.at);
        for flight in flights {
            let way = self.way();
            self.after(way, Event::Reaches(Box::new(flight)));
        }
        Ok(())
    }

    /// Telegram takes a message or refuses it.
    fn reaches(&mut self, flight: Flight) -> bool {
        let Flight { waiting, parts } = flight;
        let wait = if self.busy_until > self.now {
            Err(u32::try_from((self.busy_until - self.now).as_secs() + 1).unwrap_or(u32::MAX))
        } else if waiting.outgoing.is_message() {
            self.telegram.take(waiting.chat, self.instant())
        } else {
            Ok(())
        };
        let end = match wait {
            Ok(()) => End::Sent {
                message_id: Some(waiting.id & 0x7fff_ffff),
            },
            Err(seconds) => End::Flooded(Duration::from_secs(seconds.into())),
        };
        let way = self.way();
        let back = Back {
            waiting,
            end,
            parts,
        };
        self.after(way, Event::Returns(Box::new(back)));
        wait.is_ok()
    }

    /// Somebody who has read what came last writes to the bot, and then somebody else.
    fn writes(&mut self) {
        let chat = self.writers[self.chance.random_range(0..self.writers.len())];
        let reading = Duration::from_millis(1_200);
        let heard = self.heard.get(&chat).copied();
        if heard.is_none_or(|at| self.now - at > reading) && !self.waiting.contains_key(&chat) {
            self.waiting.insert(chat, self.now);
            let way = self.way();
            self.after(way, Event::Update(chat));
        }
        let pause = -self.chance.random::<f64>().max(1e-9).ln() / self.plan.writing;
        self.after(Duration::from_secs_f64(pause), Event::Writes);
    }

    async fn update(&mut self, chat: i64) -> anyhow::Result<()> {
        self.number += 1;
        let number = i64::try_from(self.number)?;
        let person = json!({ "id": chat, "is_bot": false, "first_name": "สมมุติ" });
        let update = json!({ "update_id": number, "message": {
            "message_id": number, "date": self.epoch() / 1000, "text": "/home", "from": person,
            "chat": { "id": chat, "type": "private", "first_name": "สมมุติ" },
        }});
        let received = Received {
            update_id: number,
            chat,
            payload: update.to_string(),
        };
        inbox::receive(
            &self.store,
            event::FROM_TELEGRAM,
            vec![received],
            self.epoch(),
        )
        .await?;
        while self.worker.turn().await.context("answer")? > 0 {}
        Ok(())
    }

    fn after(&mut self, wait: Duration, event: Event) {
        self.number += 1;
        self.events.insert((self.now + wait, self.number), event);
    }

    fn way(&mut self) -> Duration {
        WAY + UNEVEN.mul_f64(self.chance.random())
    }

    fn set(&mut self, now: Duration) {
        self.now = self.now.max(now);
        let passed = i64::try_from(self.now.as_millis()).unwrap_or(i64::MAX);
        self.epoch.store(self.began + passed, Ordering::Relaxed);
    }

    fn epoch(&self) -> i64 {
        self.epoch.load(Ordering::Relaxed)
    }

    fn instant(&self) -> Instant {
        self.origin + self.now
    }

    fn moment(&self) -> Moment {
        Moment {
            at: self.instant(),
            epoch: self.epoch(),
        }
    }
}

fn is_reminder(outgoing: &Outgoing) -> bool {
    matches!(outgoing, Outgoing::Show { screen }
        if screen.parts.first().is_some_and(|part| part.key == "reminder-title"))
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Resident memory of this process in MB of 10⁶ bytes.
pub fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
    kib.and_then(|kib| kib.trim().parse::<f64>().ok())
        .map_or(f64::NAN, |kib| kib * 1024.0 / 1e6)
}
