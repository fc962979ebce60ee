//! When an office is looked at again: what people put off, a day on which the office works after all, and when
//! what was said is forgotten.

use rapsap::dialogue::Action;
use rapsap::domain::holidays::HolidayChange;
use rapsap::l10n::L10n;
use rapsap::reminders::tick;
use rapsap::store::holidays;

use super::{DAY, HOUR, at, delivered, opened, owing, said};
use crate::chats::Chats;
use crate::databases::{NOW, count, for_each_database, sample_office};

#[tokio::test]
async fn who_puts_a_reminder_off_gets_one_on_the_day_they_chose_and_none_before() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let first = plan.posts.iter().find(|post| {
            let mut measures = plan.measures.iter();
            measures.any(|measure| plan.may_report(post, measure))
        });
        let holder = first.unwrap().holder.clone().unwrap();
        tick(store, at(2023, 1, 16)).await.unwrap();
        assert!(
            delivered(store, at(2023, 1, 16))
                .await
                .contains(&holder.chat)
        );
        let chosen = at(2023, 1, 20);
        let chats = Chats::new(store, L10n::new(), at(2023, 1, 16) + HOUR);
        let choose = Action::Later(plan.office, 0).to_data();
        let choice = chats.press(holder.chat, 1, &choose).await;
        let (_, friday) = choice.button("๒๐ มกราคม ๒๕๖๖");
        assert_eq!(friday, Action::Later(plan.office, 4).to_data());
        let said = chats.press(holder.chat, 1, &friday).await;
        assert!(said.says("later-said"));
        // The office is reminded of what is overdue on the 18th; this person is not.
        for day in 17..20 {
            tick(store, at(2023, 1, day)).await.unwrap();
            let chats = delivered(store, at(2023, 1, day)).await;
            assert!(!chats.contains(&holder.chat), "{day}: {chats:?}");
        }
        tick(store, chosen).await.unwrap();
        let chats = delivered(store, chosen).await;
        let theirs = chats.iter().filter(|chat| **chat == holder.chat);
        assert_eq!(theirs.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_office_that_works_on_a_holiday_after_all_is_reminded_on_it() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        // The last working day of the year; Monday 2 and Tuesday 3 January are holidays of the table.
        let last = at(2022, 12, 29);
        tick(store, last).await.unwrap();
        let monday = chrono::NaiveDate::from_ymd_opt(2023, 1, 2).unwrap();
        assert!(!plan.holidays.is_working_day(monday));
        let works = HolidayChange {
            date: monday,
            name: None,
        };
        let mut tx = store.begin().await.unwrap();
        holidays::set(&mut tx, plan.office.0, &works, 1, last + HOUR)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        tick(store, last + 2 * HOUR).await.unwrap();
        assert!(delivered(store, last + 2 * HOUR).await.is_empty());
        tick(store, at(2023, 1, 2)).await.unwrap();
        assert_eq!(delivered(store, at(2023, 1, 2)).await.len(), owing(&plan));
        assert_eq!(said(store, "opening").await, owing(&plan) as i64);
    })
    .await;
}

#[tokio::test]
async fn a_years_reminders_are_remembered_and_then_forgotten() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let monday = at(2023, 1, 16);
        tick(store, monday).await.unwrap();
        delivered(store, monday).await;
        tick(store, monday + HOUR).await.unwrap();
        let all = count(store, "SELECT COUNT(*) FROM reminder").await;
        assert!(all >= owing(&plan) as i64);
        store.forget(monday + 399 * DAY).await.unwrap();
        assert_eq!(count(store, "SELECT COUNT(*) FROM reminder").await, all);
        // Counted from when their rows were made, by whatever clock.
        store.forget(NOW + 401 * DAY).await.unwrap();
        assert_eq!(count(store, "SELECT COUNT(*) FROM reminder").await, 0);
    })
    .await;
}
