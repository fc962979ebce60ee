//! People are reminded in working hours, once, and only of what is missing: the reminders room on real
//! databases, in virtual time.

mod due_dates;
mod faults;
mod killed;
mod letters;
mod moments;
mod odds;
mod offices;
mod scale;
mod years;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;
use rapsap::domain::calendar::bangkok;
use rapsap::domain::due::{opening, working_hours};
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::reminding::Situation;
use rapsap::reminders::{next, preview, tick};
use rapsap::store::Store;
use rapsap::store::outbox::{self, Outcome, Outgoing, Room};
use sqlx::Row;

use crate::databases::{count, for_each_database, sample_office};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn at(year: i32, month: u32, day: u32) -> i64 {
    opening(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

/// Sends what may leave; gives the chats that got something.
pub async fn delivered(store: &Store, now: i64) -> Vec<i64> {
    let room = Room {
        prompt: 1000,
        calm: 1000,
    };
    let mut chats = Vec::new();
    loop {
        let turn = outbox::turn(store, &[], &[], room, now).await.unwrap();
        if turn.next.is_empty() {
            return chats;
        }
        let sent = |id| {
            (
                id,
                Outcome::Sent {
                    message_id: Some(id),
                },
            )
        };
        let sent: Vec<_> = turn.next.iter().map(|waiting| sent(waiting.id)).collect();
        outbox::turn(store, &sent, &[], 0, now).await.unwrap();
        chats.extend(turn.next.iter().map(|waiting| waiting.chat));
    }
}

pub async fn opened(store: &Store, moment: i64) {
    let mut tx = store.begin().await.unwrap();
    sqlx::query("UPDATE plan SET opened_at = $1")
        .bind(moment)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Reminders by kind that were said: sent, or along with another.
async fn said(store: &Store, kind: &'static str) -> i64 {
    let row = sqlx::query(
        "SELECT COUNT(*) FROM reminder WHERE kind = $1 AND status IN ('planned', 'sent', 'merged')",
    )
    .bind(kind)
    .fetch_one(&mut *store.reader().await.unwrap())
    .await
    .unwrap();
    row.try_get(0).unwrap()
}

fn owing(plan: &OfficePlan) -> usize {
    let posts = plan.posts.iter().filter(|post| {
        plan.measures
            .iter()
            .any(|measure| plan.may_report(post, measure))
    });
    posts.count()
}

#[tokio::test]
async fn through_the_first_quarters_due_date_everyone_is_reminded_once_a_step_and_never_at_night() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let mut messages = 0;
        let mut now = at(2022, 12, 28);
        while now < at(2023, 1, 18) {
            tick(store, now).await.unwrap();
            let chats = delivered(store, now).await;
            assert!(
                chats.is_empty() || working_hours(now, &plan.holidays),
                "{}",
                bangkok(now)
            );
            let people: BTreeSet<_> = chats.iter().collect();
            assert_eq!(people.len(), chats.len(), "one message a person");
            messages += chats.len();
            now += HOUR;
        }
        // In the evening before the first reminder after the due date.
        tick(store, now - 12 * HOUR).await.unwrap();
        let owing = owing(&plan);
        assert!(owing > 0);
        // A day before Monday the 16th is a Sunday, which moves onto the due date itself.
        for (kind, times) in [("opening", 1), ("before", 1), ("due", 1), ("overdue", 0)] {
            assert_eq!(said(store, kind).await, (owing * times) as i64, "{kind}");
        }
        assert_eq!(messages, owing * 3);
        assert_eq!(
            count(
                store,
                "SELECT COUNT(*) FROM reminder WHERE status <> 'sent'"
            )
            .await,
            0
        );
    })
    .await;
}

#[tokio::test]
async fn after_weeks_without_the_program_what_is_still_useful_comes_once_and_the_rest_is_noted() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        tick(store, at(2022, 12, 28)).await.unwrap();
        assert!(delivered(store, at(2022, 12, 28)).await.is_empty());
        // Down from December until three weeks after the due date; back at night.
        let night = at(2023, 2, 6) - 5 * HOUR;
        tick(store, night).await.unwrap();
        assert!(delivered(store, night).await.is_empty());
        let now = at(2023, 2, 6) + 2 * HOUR;
        tick(store, now).await.unwrap();
        let mut chats = delivered(store, now).await;
        let all = chats.len();
        chats.sort_unstable();
        chats.dedup();
        assert_eq!(chats.len(), all, "one message a person");
        assert!(all >= owing(&plan));
        assert_eq!(said(store, "due").await, 0);
        assert_eq!(said(store, "overdue").await, owing(&plan) as i64);
        assert!(
            count(
                store,
                "SELECT COUNT(*) FROM reminder WHERE status = 'stale' AND why = 'superseded'"
            )
            .await
                > 0
        );
        tick(store, now + HOUR).await.unwrap();
        assert!(delivered(store, now + HOUR).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_jumps_ahead_and_back_sends_nothing_twice_and_silences_nobody() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        tick(store, at(2022, 12, 28)).await.unwrap();
        // Ahead, past the due date; what it wrote does not leave before the clock is put right.
        tick(store, at(2023, 1, 25)).await.unwrap();
        let now = at(2023, 1, 4);
        assert!(delivered(store, now - 8 * HOUR).await.is_empty());
        tick(store, now).await.unwrap();
        assert_eq!(said(store, "opening").await, owing(&plan) as i64);
        assert!(delivered(store, now).await.len() >= owing(&plan));
        let mut now = now;
        while now < at(2023, 1, 17) {
            tick(store, now).await.unwrap();
            delivered(store, now).await;
            now += HOUR;
        }
        assert_eq!(said(store, "due").await, owing(&plan) as i64);
        assert_eq!(said(store, "before").await, owing(&plan) as i64);
    })
    .await;
}

#[tokio::test]
async fn two_programs_at_once_send_nothing_twice() {
    for_each_database(|db| async move {
        let plan = sample_office(&db.store).await;
        opened(&db.store, at(2022, 10, 1)).await;
        let other = Store::open(&db.url).await.unwrap();
        let mut messages = 0;
        for day in 0..12 {
            let now = at(2023, 1, 9) + day * DAY;
            let (one, two) = tokio::join!(tick(&db.store, now), tick(&other, now));
            messages += one.unwrap().messages + two.unwrap().messages;
            delivered(&db.store, now).await;
        }
        other.close().await;
        let sent = count(&db.store, "SELECT COUNT(*) FROM outbox WHERE calm = 1").await;
        assert_eq!(sent, messages as i64);
        assert_eq!(said(&db.store, "due").await, owing(&plan) as i64);
    })
    .await;
}

#[tokio::test]
async fn a_reminder_that_does_not_leave_in_time_is_worked_out_anew_the_next_working_day() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let friday = at(2023, 1, 13);
        tick(store, friday).await.unwrap();
        let evening = friday + 9 * HOUR;
        assert!(
            delivered(store, evening).await.is_empty(),
            "it is of no use at night"
        );
        tick(store, evening).await.unwrap();
        let monday = at(2023, 1, 16);
        tick(store, monday).await.unwrap();
        let chats = delivered(store, monday).await;
        assert_eq!(chats.len(), owing(&plan));
        tick(store, monday + HOUR).await.unwrap();
        assert_eq!(
            count(
                store,
                "SELECT COUNT(*) FROM reminder WHERE settled_at IS NULL"
            )
            .await,
            0
        );
        assert_eq!(said(store, "due").await, owing(&plan) as i64);
    })
    .await;
}

#[tokio::test]
async fn a_reply_goes_before_a_reminder_of_the_same_chat_and_a_doubtful_reminder_is_not_repeated() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let now = at(2023, 1, 16);
        tick(store, now).await.unwrap();
        let calm = outbox::turn(store, &[], &[], Room { prompt: 9, calm: 1 }, now)
            .await
            .unwrap();
        let [reminder] = calm.next.as_slice() else {
            panic!("{calm:?}")
        };
        assert!(matches!(reminder.outgoing, Outgoing::Show { .. }) && calm.more_calm && !calm.more);
        assert_eq!(outbox::recover(store, now).await.unwrap(), 1);
        let again = outbox::turn(
            store,
            &[],
            &[],
            Room {
                prompt: 99,
                calm: 99,
            },
            now,
        )
        .await
        .unwrap();
        assert!(again.next.iter().all(|next| next.chat != reminder.chat));
        tick(store, now + 60_000).await.unwrap();
        assert_eq!(
            count(store, "SELECT COUNT(*) FROM reminder WHERE status = 'sent'").await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn who_blocked_the_bot_is_not_reminded_and_the_reporter_hears_of_it_once() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let contributor = plan
            .with_role(rapsap::domain::office::Role::Contributor)
            .next();
        let blocked = contributor.unwrap().holder.as_ref().unwrap();
        let mut tx = store.begin().await.unwrap();
        rapsap::store::people::set_blocked(&mut tx, blocked.chat, Some(at(2023, 1, 16)))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut told = Vec::new();
        for day in 0..3 {
            let now = at(2023, 1, 16) + day * DAY;
            tick(store, now).await.unwrap();
            told.extend(delivered(store, now).await);
        }
        assert!(!told.contains(&blocked.chat));
        assert_eq!(said(store, "away").await, 1);
    })
    .await;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn nobody_without_something_missing_is_chased(
        missing in any::<[bool; 4]>(), before in prop::collection::vec(0u32..40, 0..4), every in 0u32..6,
        days_after in 1u32..40,
    ) {
        let mut plan = offices::sample();
        plan.rhythm.before = before;
        plan.rhythm.every = every;
        plan.rhythm.due.days_after = days_after;
        let situation = Situation {
            plan: &plan,
            lacking: plan.measures.iter().map(|measure| (measure.id, missing)).collect(),
            reports: Vec::new(),
            away: Default::default(),
            snoozed: Default::default(),
            nudged: Default::default(),
        };
        let days = plan.year().start()..=plan.year().end() + chrono::Days::new(90);
        for slot in situation.slots(days) {
            prop_assert!(plan.holidays.is_working_day(slot.day));
            if let Some(quarter) = slot.quarter {
                prop_assert!(missing[usize::from(quarter.number() - 1)]);
                prop_assert!(!situation.notice(slot.person, slot.day, &[slot]).is_empty());
            }
        }
    }
}

#[tokio::test]
async fn what_would_be_said_is_shown_beforehand_and_nothing_is_written() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let morning = at(2023, 1, 16);
        let moments = [
            morning - 3 * HOUR,
            morning,
            morning + DAY,
            morning + 2 * DAY,
        ];
        let shown = preview(store, plan.office, moments).await.unwrap();
        let counts: Vec<_> = shown.iter().map(|(_, said)| said.len()).collect();
        // At night nothing, on the due date everybody, then every second working day.
        assert_eq!(counts, [0, owing(&plan), 0, owing(&plan)]);
        let (_, shown) = &shown[1];
        assert!(shown.iter().all(|said| !said.name.is_empty()));
        let ahead = next(store, plan.office, morning).await.unwrap();
        assert_eq!(ahead, Some(morning + 2 * DAY));
        let before = next(store, plan.office, morning - 20 * HOUR).await.unwrap();
        assert_eq!(before, Some(morning));
        assert_eq!(count(store, "SELECT COUNT(*) FROM reminder").await, 0);
        tick(store, morning).await.unwrap();
        assert_eq!(delivered(store, morning).await.len(), shown.len());
        let again = preview(store, plan.office, [morning]).await.unwrap();
        assert_eq!(again[0].1.len(), 0, "it was said");
    })
    .await;
}
