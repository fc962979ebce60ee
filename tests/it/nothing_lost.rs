//! Nothing is lost: the program as it runs is killed and ended at random moments, and Telegram misbehaves, while
//! people of many offices take their reports from the invitation to the acknowledgement. Whatever was said to be
//! saved is there, in its order and once; everything is answered; nobody is sent a document twice.
//!
//! A short run is part of the tests. The long one:
//! `RAPSAP_TEST_KILLS=200 cargo test --test it nothing_lost::killed -- --nocapture`
//! (`RAPSAP_TEST_SEED` replays the faults of another run). Both print what they counted.

mod bucket;
pub mod cluster;
mod descriptors;
pub mod disk;
mod farewell;
mod fate;
mod faults;
mod health;
mod machine;
pub mod office;
mod people;
pub mod program;
mod tally;
mod two;
mod webhook;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rapsap::sandbox::Sandbox;
use rapsap::store::Store;
use tokio::task::JoinSet;

use crate::databases::for_each_empty_database;
use crate::telegram_line::telegram_of;
use fate::Fate;
use program::Program;
use tally::Tally;

/// Offices at work at the same time, each with seven people.
const OFFICES: u64 = 3;

pub async fn telegram() -> Sandbox {
    let sandbox = telegram_of(Vec::new()).await;
    sandbox.remember_everything();
    sandbox
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |number| number.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_and_ill_treated_the_program_loses_nothing_and_does_nothing_twice() {
    let kills = number("RAPSAP_TEST_KILLS", 8);
    let seed = number("RAPSAP_TEST_SEED", 2566);
    for_each_empty_database(|url| run(url, seed, kills)).await;
}

async fn run(url: String, seed: u64, kills: u64) {
    let telegram = Arc::new(telegram().await);
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&url).await.unwrap();
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    program.start();
    let tally = Arc::new(Tally::default());
    let enough = Arc::new(AtomicBool::new(false));
    let mut offices = JoinSet::new();
    for slot in 0..OFFICES {
        let (store, telegram) = (store.clone(), telegram.clone());
        let (tally, enough) = (tally.clone(), enough.clone());
        offices.spawn(async move {
            let mut played = Vec::new();
            for round in 0.. {
                let number = round * OFFICES + slot;
                let chance = StdRng::seed_from_u64(seed.wrapping_mul(1_000_003) + number);
                let office = office::open(&store, &telegram, number).await.unwrap();
                let played_out = people::play(&office, chance, &tally).await;
                played_out.unwrap_or_else(|why| panic!("office {number}: {why:#}"));
                played.push(office);
                if enough.load(Ordering::Relaxed) {
                    break;
                }
            }
            played
        });
    }
    let mut fate = Fate::new(seed, telegram.clone());
    let done = async {
        let mut played = Vec::new();
        while let Some(offices) = offices.join_next().await {
            played.extend(offices.map_err(|error| error.to_string())?);
        }
        Ok::<_, String>(played)
    };
    let misfortune = async {
        while fate.kills < kills {
            fate.strikes(&mut program).await;
        }
        enough.store(true, Ordering::Relaxed);
        // What is planned and did not befall must not stand in the way of the last conversations.
        telegram.faults().clear();
        std::future::pending::<()>().await
    };
    let played = tokio::select! {
        played = done => played,
        () = misfortune => unreachable!(),
    };
    let played = match played {
        Ok(played) => played,
        Err(why) => {
            program.kill();
            let open = tally::open(&store).await.join("\n");
            panic!("seed {seed}: {why}\nnot done:\n{open}\n{}", program.log())
        }
    };
    program.is_idle(&store).await;
    program.terminate();
    store.close().await;
    let store = Store::open(&url).await.unwrap();
    let found = tally.check(&store, &telegram, &played).await;
    eprintln!(
        "{}",
        tally.table(&store, seed, &fate, program.slowest_end, &telegram, &played)
    );
    assert!(
        found.is_empty(),
        "seed {seed}: {}\n{}",
        found.join("\n"),
        program.log()
    );
    assert_eq!(program.audit(), "the record is whole");
    store.close().await;
}

/// A pause of up to so long, by this chance.
async fn pause(chance: &mut StdRng, most: Duration) {
    let most = u64::try_from(most.as_micros()).unwrap();
    tokio::time::sleep(Duration::from_micros(chance.random_range(0..=most))).await;
}
