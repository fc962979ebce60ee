//! Not lost, not stuck: whatever people send, from wherever they are, they get an answer with a way on,
//! and nothing that was saved disappears unless they delete it. Hundreds of random walks through
//! offices of their own, all on one database, step by step together; presses are taken from whatever
//! buttons have been shown so far, so that new conversations are walked through as they come.
//!
//! `RAPSAP_WALK=17` walks the one with that seed alone and prints it.

mod model;
mod walker;

use std::collections::{BTreeMap, HashMap};

use rapsap::l10n::L10n;
use rapsap::store::Store;
use serde_json::Value;
use sqlx::Row;

use crate::chats::Chats;
use crate::databases::NOW;
use walker::{Doing, Walker};

const WALKS: u64 = 200;
const STEPS: usize = 50;
const HOUR: i64 = 3600 * 1000;

/// What is kept of what people said, by office.
async fn kept(store: &Store) -> HashMap<i64, String> {
    let mut reader = store.reader().await.unwrap();
    let rows = sqlx::query(
        "SELECT office_id, body FROM draft \
         UNION ALL SELECT office_id, progress FROM filing \
         UNION ALL SELECT office_id, reason FROM filing WHERE reason IS NOT NULL",
    )
    .fetch_all(&mut *reader)
    .await
    .unwrap();
    let mut kept: HashMap<i64, String> = HashMap::new();
    for row in rows {
        let mut text: String = row.try_get(1).unwrap();
        if let Ok(mut body) = serde_json::from_str(&text) {
            forget_deleted(&mut body);
            text = body.to_string();
        }
        *kept.entry(row.try_get(0).unwrap()).or_default() += &text;
    }
    kept
}

/// What was deleted can be brought back for a while; it is not kept for good.
fn forget_deleted(body: &mut Value) {
    match body {
        Value::Object(fields) => {
            fields.remove("deleted");
            fields.values_mut().for_each(forget_deleted);
        }
        Value::Array(values) => values.iter_mut().for_each(forget_deleted),
        _ => {}
    }
}

/// Memory if there is a file system of it: these tests are about steps, not about disks.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn from_any_state_whatever_is_sent_there_is_a_way_on_and_nothing_saved_is_lost() {
    let folder = folder();
    let url = format!("sqlite:{}", folder.path().join("walks.db").display());
    let store = Store::open(&url).await.unwrap();
    let mut chats = Chats::new(&store, L10n::new(), NOW);
    let alone: Option<u64> = std::env::var("RAPSAP_WALK")
        .ok()
        .map(|seed| seed.parse().unwrap());
    let seeds: Vec<u64> = alone.map_or((0..WALKS).collect(), |seed| vec![seed]);
    let mut walkers = Vec::new();
    for seed in seeds {
        walkers.push(Walker::set_out(&store, seed).await);
    }
    let mut visited: BTreeMap<String, usize> = BTreeMap::new();
    for step in 0..STEPS {
        if step % 7 == 6 {
            chats.restart();
        }
        chats.passes(if step % 10 == 9 { 72 * HOUR } else { HOUR / 4 });
        let before = kept(&store).await;
        let mut doings: Vec<Doing> = Vec::new();
        for walker in &mut walkers {
            let doing = walker.next(&chats).await;
            *visited.entry(walker::name(&doing.state)).or_default() += 1;
            doings.push(doing);
        }
        let updates = doings
            .iter()
            .map(|doing| (doing.chat, doing.update.clone()));
        let mut answers = chats.send(updates.collect()).await;
        let after = kept(&store).await;
        let nothing = String::new();
        for (walker, doing) in walkers.iter_mut().zip(doings) {
            let office = walker.office();
            let texts = [&before, &after].map(|kept| kept.get(&office).unwrap_or(&nothing));
            let state = chats.state(doing.chat).await;
            walker.learn(&mut answers);
            if let Err(wrong) = model::check(walker, &doing, &state, texts) {
                panic!(
                    "{}\nseed {}, step {step}: {wrong}",
                    walker.story.join("\n"),
                    walker.seed
                );
            }
        }
    }
    if alone.is_some() {
        eprintln!("{}", walkers[0].story.join("\n"));
        return;
    }
    eprintln!("walked through {visited:?}");
    for state in [
        "Results",
        "OrderDate",
        "Outcome",
        "Approval",
        "Acknowledgement",
    ] {
        assert!(visited.contains_key(state), "no walk came to {state}");
    }
    store.close().await;
}
