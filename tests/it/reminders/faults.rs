//! A quarter through which the program is killed and started again at random moments: within commits, between a
//! commit and the sending, between the sending and the record of it, and while it puts right what the last end
//! left. Whatever happens, nobody gets a reminder twice, none is forgotten, and none is lost except one of which
//! nobody can know whether it came, which is noted.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rapsap::domain::calendar::midnight;
use rapsap::domain::due::opening;
use rapsap::reminders::tick;
use rapsap::store::Store;
use rapsap::store::outbox::{self, calm_waiting};
use rapsap::telegram::deliver::End;
use rapsap::telegram::sender::{Back, Flight, Moment, Settings, Traffic};
use sqlx::Row as _;

use super::scale::country;
use super::scale::simulation::day;
use crate::databases::{count, for_each_empty_database};

const OFFICES: usize = 3;
const PEOPLE: usize = 31;
/// The days of January 2023 on which something is to be said, and those on which a unit files.
const DAYS: [u32; 9] = [4, 9, 16, 18, 19, 20, 23, 24, 26];
const FILED: [(u32, usize); 4] = [(9, 0), (16, 1), (18, 2), (20, 3)];

/// A reminder: its quarter, person, kind and day.
type Key = (i64, i64, String, i64);

/// A future that is dropped after so many polls, as if the process had ended there.
struct Cut<F> {
    future: Pin<Box<F>>,
    left: u32,
}

impl<F: Future> Future for Cut<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        self.future.as_mut().poll(context).map(Some)
    }
}

/// How the program is treated.
struct Fate {
    chance: StdRng,
    /// One in so many things that it does is its last; 0 for none.
    deadly: u32,
    ends: usize,
}

impl Fate {
    /// Does something, or ends in the middle of it.
    async fn lets<F: Future>(&mut self, future: F) -> Option<F::Output> {
        if self.deadly == 0 || self.chance.random_range(0..self.deadly) > 0 {
            return Some(future.await);
        }
        // Most statements are a poll or two; few things that are done take more than some dozens.
        let left = 1 << self.chance.random_range(0..8);
        let left = self.chance.random_range(0..=left);
        let future = Box::pin(future);
        let done = Cut { future, left }.await;
        self.ends += usize::from(done.is_none());
        done
    }
}

/// What people got: how often each reminder came to their phone, by its key.
#[derive(Default)]
struct Phones {
    received: BTreeMap<Key, usize>,
    messages: usize,
}

impl Phones {
    async fn gets(&mut self, store: &Store, row: i64) {
        self.messages += 1;
        let sql = "SELECT quarter, person_id, kind, slot FROM reminder WHERE outbox_id = $1";
        for key in keys(store, sql, row).await {
            *self.received.entry(key).or_default() += 1;
        }
    }
}

async fn keys(store: &Store, sql: &'static str, value: i64) -> BTreeSet<Key> {
    let rows = sqlx::query(sql)
        .bind(value)
        .fetch_all(&mut *store.reader().await.unwrap())
        .await
        .unwrap();
    rows.iter()
        .map(|row| (row.get(0), row.get(1), row.get(2), row.get(3)))
        .collect()
}

/// One life of the program, from its start until its end or until nothing is left to do; gives whether it ended
/// of itself.
async fn life(store: &Store, now: &mut i64, fate: &mut Fate, phones: &mut Phones) -> bool {
    let origin = Instant::now();
    let began = *now;
    if fate.lets(outbox::recover(store, *now)).await.is_none() {
        return false;
    }
    let settings = Settings {
        concurrency: 3,
        ..Settings::unlimited()
    };
    let mut traffic = Traffic::new(store.clone(), settings, origin);
    let mut flights: Vec<Flight> = Vec::new();
    loop {
        let moment = Moment {
            at: origin + Duration::from_millis((*now - began) as u64),
            epoch: *now,
        };
        let Some(ticked) = fate.lets(tick(store, *now)).await else {
            break;
        };
        let ticked = ticked.unwrap();
        traffic.filled();
        let Some(left) = fate.lets(traffic.turn(true, moment)).await else {
            break;
        };
        flights.extend(left.unwrap());
        // Each reaches its phone in its own time, and comes back in its own.
        for Flight { waiting, parts } in std::mem::take(&mut flights) {
            phones.gets(store, waiting.id).await;
            if fate.deadly > 0 && fate.chance.random_range(0..fate.deadly * 8) == 0 {
                fate.ends += 1;
                return false;
            }
            let message_id = Some(waiting.id & 0xffff);
            let end = End::Sent { message_id };
            traffic.land(
                Back {
                    waiting,
                    end,
                    parts,
                },
                moment,
            );
        }
        let (calm, _) = calm_waiting(&mut store.reader().await.unwrap(), *now)
            .await
            .unwrap();
        let open = "SELECT COUNT(*) FROM reminder WHERE settled_at IS NULL";
        if ticked.offices == 0 && calm == 0 && count(store, open).await == 0 {
            return true;
        }
        *now += 1_000;
    }
    false
}

/// A quarter; gives what came to the phones.
async fn quarter(url: &str, fate: &mut Fate) -> Phones {
    let store = Store::open(url).await.unwrap();
    country::open(&store, OFFICES, PEOPLE).await.unwrap();
    store.close().await;
    let mut phones = Phones::default();
    let mut now = 0;
    for date in DAYS.map(|number| day(2023, 1, number)) {
        now = opening(date).max(now);
        let store = Store::open(url).await.unwrap();
        for (_, unit) in FILED.iter().filter(|(on, _)| day(2023, 1, *on) == date) {
            country::file(&store, *unit, midnight(date)).await.unwrap();
        }
        store.close().await;
        for lives in 0.. {
            assert!(lives < 500, "it never gets to an end");
            let store = Store::open(url).await.unwrap();
            let ended = life(&store, &mut now, fate, &mut phones).await;
            store.close().await;
            if ended {
                break;
            }
            // Somebody notices at once, or after some minutes; reminders that wait may be too old by then.
            now += fate.chance.random_range(0..20 * 60_000);
        }
    }
    phones
}

#[tokio::test]
async fn killed_at_random_moments_through_a_quarter_every_reminder_comes_exactly_once() {
    let seeds = std::env::var("RAPSAP_TEST_SEEDS");
    let seeds: u64 = seeds.map_or(1, |seeds| seeds.parse().unwrap());
    // What it is without any fault.
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("t.db").display());
    let mut fate = Fate {
        chance: StdRng::seed_from_u64(0),
        deadly: 0,
        ends: 0,
    };
    let expected = quarter(&url, &mut fate).await.received;
    assert!(expected.values().all(|times| *times == 1));
    let expected = &named(&url, expected.into_keys().collect()).await;
    assert!(expected.len() > 50, "{}", expected.len());
    for seed in 1..=seeds {
        for_each_empty_database(|url| async move { survives(&url, seed, expected).await }).await;
    }
}

async fn survives(url: &str, seed: u64, expected: &BTreeSet<Key>) {
    let mut fate = Fate {
        chance: StdRng::seed_from_u64(seed),
        deadly: 3,
        ends: 0,
    };
    let phones = quarter(url, &mut fate).await;
    let store = Store::open(url).await.unwrap();
    let of = |status: &'static str| {
        let store = &store;
        async move {
            let sql = match status {
                "sent" => {
                    "SELECT r.quarter, r.person_id, r.kind, r.slot FROM reminder AS r \
                     JOIN outbox AS o ON o.id = r.outbox_id WHERE o.status = 'sent' AND r.status IN ('sent', 'merged') AND r.id > $1"
                }
                "unsure" => {
                    "SELECT r.quarter, r.person_id, r.kind, r.slot FROM reminder AS r \
                     JOIN outbox AS o ON o.id = r.outbox_id WHERE o.status = 'unsure' AND r.status IN ('sent', 'merged') AND r.id > $1"
                }
                _ => "SELECT quarter, person_id, kind, slot FROM reminder WHERE id > $1",
            };
            keys(store, sql, 0).await
        }
    };
    let (sent, unsure, all) = (of("sent").await, of("unsure").await, of("").await);
    let times = |key: &Key| phones.received.get(key).copied().unwrap_or(0);
    let lost = unsure.iter().filter(|key| times(key) == 0).count();
    let told = format!(
        "seed {seed}: killed {} times; {} reminders in {} messages; of {} it is not known whether they came, {lost} did not",
        fate.ends,
        all.len(),
        phones.messages,
        unsure.len()
    );
    eprintln!("{told}");
    assert!(fate.ends > 8, "{told}");
    assert!(
        all.iter().all(|key| times(key) <= 1),
        "one came twice; {told}"
    );
    assert!(
        sent.iter().all(|key| times(key) == 1),
        "one is noted as sent and did not come; {told}"
    );
    let noted: BTreeSet<Key> = sent.union(&unsure).cloned().collect();
    assert_eq!(noted, all, "one is neither sent nor noted; {told}");
    store.close().await;
    assert_eq!(&named(url, noted).await, expected, "{told}");
}

/// The same keys with the chats of the people, which are the same in every database.
async fn named(url: &str, keys: BTreeSet<Key>) -> BTreeSet<Key> {
    let store = Store::open(url).await.unwrap();
    let rows = sqlx::query("SELECT id, chat_id FROM person")
        .fetch_all(&mut *store.reader().await.unwrap())
        .await
        .unwrap();
    let chats: BTreeMap<i64, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    store.close().await;
    let name = |(quarter, person, kind, slot)| (quarter, chats[&person], kind, slot);
    keys.into_iter().map(name).collect()
}
