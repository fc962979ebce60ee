//! Half a year in which everything happens that may: the program is down for days, messages do not leave in
//! time, people block the bot and come back, put reminders off and are nudged, and the clock jumps. Whatever
//! happens, the next look succeeds, and nothing leaves while the office is closed.

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rapsap::dialogue::Action;
use rapsap::domain::calendar::bangkok;
use rapsap::domain::due::working_hours;
use rapsap::l10n::L10n;
use rapsap::reminders::tick;
use rapsap::store::outbox::{self, Outcome, Room};
use rapsap::store::{Store, people};

use super::{DAY, HOUR, at, opened};
use crate::chats::Chats;
use crate::databases::{count, for_each_database, sample_office};

const SEEDS: u64 = 4;
const REPORTER: i64 = 1;
const PEOPLE: i64 = 7;

/// What became of a message.
fn outcome(chance: &mut StdRng, now: i64) -> Outcome {
    match chance.random_range(0..24) {
        0 => Outcome::Unsure,
        1 => Outcome::Blocked,
        2 => Outcome::Failed {
            error: "refused".into(),
        },
        3..=5 => Outcome::Retry {
            not_before: now + 1000,
            error: "no line".into(),
        },
        _ => Outcome::Sent {
            message_id: Some(1),
        },
    }
}

/// Some people do something, or something is done to them.
async fn somebody(chance: &mut StdRng, chats: &Chats, office: rapsap::domain::office::OfficeId) {
    let who = chance.random_range(1..=PEOPLE);
    match chance.random_range(0..12) {
        0 => {
            let later = Action::Later(office, chance.random_range(1..12));
            chats.press(who, 5, &later.to_data()).await;
        }
        1 => {
            chats
                .press(REPORTER, 5, &Action::NudgeAll(office).to_data())
                .await;
        }
        2 => {
            let since = chance.random_bool(0.5).then_some(chats.now());
            let mut tx = chats.store.begin().await.unwrap();
            people::set_blocked(&mut tx, who, since).await.unwrap();
            tx.commit().await.unwrap();
        }
        3 => {
            chats.text(who, "/home").await;
        }
        _ => {}
    }
}

async fn half_a_year(store: &Store, seed: u64) {
    let mut chance = StdRng::seed_from_u64(seed);
    let plan = sample_office(store).await;
    opened(store, at(2022, 10, 1)).await;
    let chats = Chats::new(store, L10n::new(), at(2022, 12, 20));
    while chats.now() < at(2023, 6, 20) {
        chats.passes(match chance.random_range(0..10) {
            0 => chance.random_range(1..30) * DAY,
            1..=4 => chance.random_range(1..20) * HOUR,
            5 => -chance.random_range(1..40) * HOUR,
            _ => chance.random_range(1..120) * 60_000,
        });
        somebody(&mut chance, &chats, plan.office).await;
        let now = chats.now();
        let moment = bangkok(now);
        if let Err(error) = tick(store, now).await {
            panic!("seed {seed} at {moment}: {error:#}");
        }
        let room = Room {
            prompt: 9,
            calm: chance.random_range(0..4),
        };
        let turn = outbox::turn(store, &[], &[], room, now).await.unwrap();
        let reminders = "SELECT COUNT(*) FROM outbox WHERE calm = 1 AND status = 'sending'";
        let leave = count(store, reminders).await;
        assert!(
            leave == 0 || working_hours(now, &plan.holidays),
            "seed {seed} at {moment}"
        );
        let ended = turn.next.iter().map(|sent| sent.id);
        let ended: Vec<_> = ended.map(|id| (id, outcome(&mut chance, now))).collect();
        outbox::turn(store, &ended, &[], 0, now).await.unwrap();
    }
    let said = "SELECT COUNT(*) FROM reminder WHERE status IN ('sent', 'merged')";
    assert!(count(store, said).await > 20, "seed {seed}");
}

#[tokio::test]
async fn whatever_happens_to_people_clock_and_line_the_next_look_succeeds() {
    for seed in 0..SEEDS {
        for_each_database(|db| async move { half_a_year(&db.store, seed).await }).await;
    }
}
