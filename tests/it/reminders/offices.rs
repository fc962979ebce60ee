//! Offices of any rhythm, closed on any days, for the tests of what follows from both.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::subsequence;
use rapsap::domain::calendar::Quarter;
use rapsap::domain::due::DueRule;
use rapsap::domain::holidays::{HolidayChange, Holidays};
use rapsap::domain::office::Role;
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::rhythm::{MOST_DAYS, MOST_WORKING_DAYS, Rhythm};
use rapsap::store::Store;

use crate::databases::sample_office;

/// The sample office with everybody at their post; the first verifier and the accountant head their units.
pub fn sample() -> OfficePlan {
    static PLAN: LazyLock<OfficePlan> = LazyLock::new(|| {
        // A thread of its own, since whoever asks may be within a runtime.
        let made = std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let folder = tempfile::tempdir().unwrap();
                let url = format!("sqlite:{}", folder.path().join("t.db").display());
                let store = Store::open(&url).await.unwrap();
                let plan = sample_office(&store).await;
                store.close().await;
                plan
            })
        });
        let mut plan = made.join().unwrap();
        for post in &mut plan.posts {
            post.head = heads(post.role, post.turn, &post.position);
        }
        plan.opened = 0;
        plan
    });
    PLAN.clone()
}

/// Whether a post of the sample heads its unit.
pub fn heads(role: Role, turn: u8, position: &str) -> bool {
    role == Role::Verifier && turn == 1 || position == "นักวิชาการเงินและบัญชี"
}

pub fn any_rhythm() -> impl Strategy<Value = Rhythm> {
    // What is never said, or due at once, is an office's choice more often than chance would make it.
    let or_none = |most| prop_oneof![1 => Just(0), 3 => 0..=most];
    let working = || or_none(MOST_WORKING_DAYS);
    let before = prop::collection::btree_set(1..=MOST_DAYS, 0..6);
    (
        (
            or_none(MOST_DAYS),
            subsequence(Quarter::ALL.to_vec(), 1..=4),
        ),
        (any::<bool>(), before, any::<bool>()),
        (working(), working(), working(), working()),
    )
        .prop_map(|(due, around, after)| Rhythm {
            due: DueRule { days_after: due.0 },
            quarters: due.1,
            opening: around.0,
            before: around.1.into_iter().rev().collect(),
            on_day: around.2,
            every: after.0,
            head_after: after.1,
            reporter_after: after.2,
            waiting_every: after.3,
            nudge_every: 1,
        })
}

/// The public table, with runs of closed days over it (some longer than a month), a month closed as a whole,
/// and days on which the office works although the table says otherwise.
pub fn any_holidays() -> impl Strategy<Value = Holidays> {
    let day = || 19_200i32..21_300;
    let closed = |date| HolidayChange {
        date,
        name: Some("ปิดทำการ".to_owned()),
    };
    let run = move |(first, days): (i32, i32)| (first..first + days).map(date).map(closed);
    let month = prop::option::of((2022i32..2028, 1u32..=12));
    (
        prop::collection::vec((day(), 1i32..45), 0..10),
        month,
        prop::collection::vec(day(), 0..30),
    )
        .prop_map(move |(runs, month, worked)| {
            let worked = worked.into_iter().map(|day| HolidayChange {
                date: date(day),
                name: None,
            });
            let month = month.into_iter().flat_map(move |(year, month)| {
                let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap();
                let end = first + chrono::Months::new(1);
                first.iter_days().take_while(move |day| *day < end)
            });
            let runs = runs.into_iter().flat_map(run);
            Holidays::with(runs.chain(worked).chain(month.map(closed)))
        })
}

fn date(days: i32) -> NaiveDate {
    NaiveDate::from_epoch_days(days).unwrap()
}

/// The days from one until before another.
pub fn until(from: NaiveDate, end: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day < end)
}

/// Days after a day.
pub fn later(day: NaiveDate, days: u32) -> NaiveDate {
    day + Days::new(days.into())
}
