//! Sixty offices through the days around a due date, in virtual time and against Telegram's limits: the same
//! simulation that `cargo bench --bench reminders` runs for the whole country.

#[path = "../../../benches/reminders/country.rs"]
pub mod country;
#[path = "../../../benches/reminders/simulation.rs"]
pub mod simulation;

use std::time::Duration;

use rapsap::domain::calendar::midnight;
use rapsap::store::Store;
use rapsap::telegram::sender::Settings;

use crate::databases::{count, for_each_database};
use simulation::{Day, Plan, Simulation, day};

const OFFICES: usize = 60;
const PEOPLE: usize = 612;

async fn world(store: &Store) -> Simulation {
    let plan = Plan {
        offices: OFFICES,
        people: PEOPLE,
        writing: 4.0,
        seed: 11,
    };
    Simulation::open(store.clone(), plan, Settings::default())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_broadcast_takes_what_the_limit_asks_for_once_a_person_and_keeps_nobody_waiting() {
    for_each_database(|db| async move {
        let store = &db.store;
        let mut world = world(store).await;
        let quiet = world
            .day(day(2023, 1, 3), Duration::from_secs(60), None)
            .await
            .unwrap();
        assert_eq!((quiet.planned, quiet.refused), (0, 0));
        assert!(quiet.replies.len() > 100);
        let mut replies = Vec::new();
        // The note that the quarter has ended goes to whoever has something to report; then one unit of six has
        // filed.
        let contributors = OFFICES * country::UNITS + PEOPLE - OFFICES * 10;
        for (date, expected) in [(4, contributors), (16, OFFICES * 5)] {
            let date = day(2023, 1, date);
            if expected < contributors {
                country::file(store, 0, midnight(date)).await.unwrap();
            }
            let done = world.day(date, Duration::ZERO, None).await.unwrap();
            assert_eq!(
                (done.planned, done.sent, done.twice),
                (expected, expected, 0),
                "{date}"
            );
            assert!(
                done.over() < 0.05,
                "{date}: {:.3} over the limit",
                done.over()
            );
            assert_eq!(done.refused, 0, "{date}");
            replies.extend(done.replies);
        }
        let mut busy = Day {
            replies,
            ..Day::default()
        };
        busy.replies.sort_unstable();
        assert!(busy.replies.len() > 50);
        let p99 = |day: &Day| day.percentile(0.99);
        assert!(
            p99(&busy) <= p99(&quiet) * 2,
            "{:?} and {:?}",
            p99(&busy),
            p99(&quiet)
        );
        let open = "SELECT COUNT(*) FROM reminder WHERE status NOT IN ('sent', 'stale')";
        assert_eq!(count(store, open).await, 0);
    })
    .await;
}

#[tokio::test]
async fn when_telegram_asks_for_silence_everybody_is_left_alone_and_the_rest_comes_afterwards() {
    for_each_database(|db| async move {
        let mut world = world(&db.store).await;
        let (from, long) = (Duration::from_secs(4), Duration::from_secs(7));
        let done = world
            .day(day(2023, 1, 4), Duration::ZERO, Some((from, long)))
            .await
            .unwrap();
        assert_eq!((done.sent, done.twice), (done.planned, 0));
        // What was on its way when it began, and no more.
        assert!(
            (3..=12).contains(&done.refused),
            "{} were refused",
            done.refused
        );
        let least = done.least + long;
        assert!(
            done.took >= least && done.took < least.mul_f64(1.05) + Duration::from_secs(1),
            "{:?}",
            done.took
        );
    })
    .await;
}
