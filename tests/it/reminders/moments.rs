//! When an office is looked at again: what people put off, a day on which the office works after all, and when
//! what was said is forgotten.

use rapsap::dialogue::Action;
use rapsap::domain::holidays::HolidayChange;
use rapsap::domain::plan::OfficePlan;
use rapsap::l10n::L10n;
use rapsap::reminders::tick;
use rapsap::store::outbox::{self, Outcome, Room};
use rapsap::store::{holidays, people};

use super::{DAY, HOUR, at, delivered, opened, owing, said};
use crate::chats::Chats;
use crate::databases::{NOW, count, for_each_database, office, sample_office};
use crate::hands::Hands;

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
        let day = chrono::NaiveDate::from_ymd_opt(2023, 1, 20).unwrap();
        let day = day.to_epoch_days().into();
        assert_eq!(friday, Action::LaterOn(plan.office, day).to_data());
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
async fn what_becomes_of_reminders_is_counted_for_whoever_looks_after_the_program() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let monday = at(2023, 1, 16);
        tick(store, monday).await.unwrap();
        let reached = delivered(store, monday).await.len();
        tick(store, monday + HOUR).await.unwrap();
        let told = store.vitals.counts.text(true, &[]).unwrap();
        let counted = |fate: &str| format!("rapsap_reminders_total{{fate=\"{fate}\"}} ");
        assert!(told.contains(&counted("planned")), "{told}");
        let sent = format!("{}{reached}\n", counted("sent"));
        assert!(
            reached >= owing(&plan) && told.contains(&sent),
            "{sent}{told}"
        );
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

#[tokio::test]
async fn after_weeks_whom_the_reminder_did_not_reach_in_time_gets_it_and_the_others_do_not_again() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        tick(store, at(2022, 12, 28)).await.unwrap();
        let now = at(2023, 2, 6) + 2 * HOUR;
        let planned = tick(store, now).await.unwrap().messages;
        // The line breaks after the reporter and one of the contributors.
        let room = Room { prompt: 0, calm: 2 };
        let turn = outbox::turn(store, &[], &[], room, now).await.unwrap();
        let mut told: Vec<i64> = turn.next.iter().map(|sent| sent.chat).collect();
        assert_eq!(told.len(), 2);
        let sent = turn.next.iter().map(|sent| {
            let message_id = Some(sent.id & 0xffff);
            (sent.id, Outcome::Sent { message_id })
        });
        let sent: Vec<_> = sent.collect();
        outbox::turn(store, &sent, &[], 0, now).await.unwrap();
        for minutes in [1, 20, 40] {
            let later = now + minutes * 60_000;
            tick(store, later).await.unwrap();
            if minutes > 1 {
                told.extend(delivered(store, later).await);
            }
        }
        assert_eq!(told.len(), planned);
        told.sort_unstable();
        told.dedup();
        assert_eq!(told.len(), planned, "one message a person");
        let open = "SELECT COUNT(*) FROM reminder WHERE settled_at IS NULL";
        assert_eq!(count(store, open).await, 0);
    })
    .await;
}

/// What a chat is told on the days from one moment on, the keys of its paragraphs.
async fn hears(chats: &Chats, chat: i64, days: i64) -> Vec<Vec<String>> {
    let mut heard = Vec::new();
    for _ in 0..days {
        tick(&chats.store, chats.now()).await.unwrap();
        let answer = chats.answers().await.remove(&chat).unwrap_or_default();
        heard.push(
            answer
                .shown
                .into_iter()
                .flat_map(|shown| shown.keys)
                .collect(),
        );
        chats.passes(DAY);
    }
    heard
}

#[tokio::test]
async fn a_reporter_who_paused_hears_afterwards_who_blocked_the_bot_and_who_is_overdue() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let chats = Chats::new(store, L10n::new(), at(2023, 1, 17));
        let (reporter, blocked) = (1, 6);
        hears(&chats, reporter, 1).await;
        // From the 18th until Wednesday the 25th; the escalation is Monday the 23rd's.
        let pause = Action::Later(plan.office, 7).to_data();
        chats.press(reporter, 5, &pause).await;
        let mut tx = store.begin().await.unwrap();
        people::set_blocked(&mut tx, blocked, Some(chats.now()))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        chats.passes(at(2023, 1, 18) - chats.now());
        let heard = hears(&chats, reporter, 12).await;
        for key in ["reminder-away", "reminder-office"] {
            let days = heard.iter().map(|keys| keys.iter().any(|said| said == key));
            let days: Vec<usize> = days
                .enumerate()
                .filter(|day| day.1)
                .map(|day| day.0)
                .collect();
            assert_eq!(days, [7], "{key}");
        }
        // What the reporter puts off comes again.
        let pause = Action::Later(plan.office, 1).to_data();
        chats.press(reporter, 5, &pause).await;
        chats.passes(at(2023, 1, 31) - chats.now());
        let heard = hears(&chats, reporter, 3).await;
        assert!(
            heard[0].iter().any(|key| key == "reminder-office"),
            "{heard:?}"
        );
        assert!(heard[1..].iter().all(Vec::is_empty), "{heard:?}");
    })
    .await;
}

#[tokio::test]
async fn a_reminder_that_is_put_off_in_the_middle_of_an_answer_leaves_the_question_open() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let chats = Chats::new(store, L10n::new(), at(2023, 1, 9));
        let officer = Hands::of(&chats, 5);
        officer.types("/measures").await;
        officer.presses("๑.").await;
        let choose = Action::Later(plan.office, 0).to_data();
        officer.press(7, &choose).await.has(&["ให้เตือนอีกครั้งวันใด"]);
        // The first quarter is due on Monday the 16th: nothing behind it can be chosen.
        let offered = officer.labels();
        assert!(
            offered.iter().any(|label| label.contains("๑๖ มกราคม")),
            "{offered:?}"
        );
        assert!(
            !offered.iter().any(|label| label.contains("๑๗ มกราคม")),
            "{offered:?}"
        );
        let (message, thursday) = officer.button("๑๒ มกราคม");
        officer
            .press(message, &thursday)
            .await
            .has(&["จะเตือนอีกครั้งในวันที่ ๑๒ มกราคม", "ดำเนินการอะไรไปแล้วบ้าง"]);
        officer
            .types("จัดประชุมชี้แจงบุคลากร")
            .await
            .has(&["จัดประชุมชี้แจงบุคลากร"]);
        // The button still means its own day, and says so when that is over.
        chats.passes(DAY);
        let again = officer.press(message, &thursday).await;
        again.has(&["จะเตือนอีกครั้งในวันที่ ๑๒ มกราคม"]);
        chats.passes(3 * DAY);
        let late = officer.press(message, &thursday).await;
        late.has(&["ผ่านไปแล้ว", "ให้เตือนอีกครั้งวันใด"]);
    })
    .await;
}

#[tokio::test]
async fn who_writes_again_is_reminded_again_even_if_telegram_did_not_say_that_they_are_back() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        opened(store, at(2022, 10, 1)).await;
        let chats = Chats::new(store, L10n::new(), at(2023, 1, 9));
        let (reporter, officer) = (1, 6);
        for day in [at(2023, 1, 9), at(2023, 1, 12)] {
            // Noticed once by sending, and told once more by Telegram.
            let mut tx = store.begin().await.unwrap();
            people::set_blocked(&mut tx, officer, Some(day))
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        let heard = hears(&chats, reporter, 6).await;
        let told = heard.iter().flatten().filter(|key| *key == "reminder-away");
        assert_eq!(told.count(), 1, "{heard:?}");
        chats.text(officer, "/measures").await;
        chats.passes(at(2023, 1, 16) - chats.now());
        assert!(!hears(&chats, officer, 1).await[0].is_empty());
        let back = "SELECT COUNT(*) FROM audit WHERE action = 'blocked'";
        assert_eq!(count(store, back).await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_office_that_cannot_be_reminded_holds_up_nobody_and_is_tried_again() {
    for_each_database(|db| async move {
        let store = &db.store;
        let broken = sample_office(store).await;
        let other = include_str!("../../../src/sample_office.toml").replace("บุ่งคล้า", "ห้วยไร่");
        let sound = office(store, &other, 100).await;
        opened(store, at(2022, 10, 1)).await;
        let rhythm = |said: &'static str| async move {
            let mut tx = store.begin().await.unwrap();
            sqlx::query("UPDATE office SET rhythm = $1 WHERE id = $2")
                .bind(said)
                .bind(broken.office.0)
                .execute(&mut *tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        };
        rhythm("{ broken").await;
        let due = at(2023, 1, 16);
        tick(store, due).await.unwrap();
        let chats = delivered(store, due).await;
        let of = |plan: &OfficePlan, chat: &i64| {
            let mut holders = plan.posts.iter().filter_map(|post| post.holder.as_ref());
            holders.any(|holder| holder.chat == *chat)
        };
        assert!(
            !chats.is_empty() && chats.iter().all(|chat| of(&sound, chat)),
            "{chats:?}"
        );
        // Mended, it is reminded within the hour, and the other not twice.
        rhythm("{}").await;
        tick(store, due + HOUR).await.unwrap();
        let chats = delivered(store, due + HOUR).await;
        assert!(
            !chats.is_empty() && chats.iter().all(|chat| !of(&sound, chat)),
            "{chats:?}"
        );
    })
    .await;
}
