//! The reporter sees who is missing and when each was reminded, reminds one or all of them by a press, and
//! sees what will come by itself: on real databases, in virtual time.

use std::collections::HashMap;

use chrono::NaiveDate;
use rapsap::dialogue::Action;
use rapsap::domain::due::opening;
use rapsap::domain::office::PersonId;
use rapsap::domain::plan::OfficePlan;
use rapsap::l10n::L10n;
use rapsap::reminders::{preview, tick};
use rapsap::sandbox::ChatMessage;
use rapsap::store::{Store, offices, people};

use crate::chats::{Answer, Chats};
use crate::databases::{OTHER_OFFICE, count, for_each_database, office, person, sample_office};
use crate::town::{Town, Who};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The chats of the sample's people.
const REPORTER: i64 = 1;
const FINANCE: i64 = 5;
const PERSONNEL: i64 = 6;
const ADMINISTRATION: i64 = 7;

fn at(month: u32, day: u32) -> i64 {
    opening(NaiveDate::from_ymd_opt(2023, month, day).unwrap())
}

/// The sample office, whose plan was there from the year's beginning, on a morning: Tuesday the 17th of
/// January, the day after the first quarter's due date, if nothing else is wanted.
async fn on(store: &Store, now: i64) -> (OfficePlan, Chats) {
    let plan = sample_office(store).await;
    crate::reminders::opened(store, at(1, 1) - 92 * DAY).await;
    let mut tx = store.begin().await.unwrap();
    offices::revised(&mut tx, &[plan.office.0]).await.unwrap();
    tx.commit().await.unwrap();
    (plan, Chats::new(store, L10n::new(), now))
}

/// Lets the reminders look, and everything arrive at this moment.
async fn arrives(bot: &Chats) -> HashMap<i64, Answer> {
    tick(&bot.store, bot.now()).await.unwrap();
    let answers = bot.answers().await;
    let mut tx = bot.store.begin().await.unwrap();
    sqlx::query("UPDATE outbox SET settled_at = $1 WHERE settled_at = 1")
        .bind(bot.now())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    tick(&bot.store, bot.now()).await.unwrap();
    answers
}

async fn missing(bot: &Chats) -> Answer {
    let board = bot.text(REPORTER, "/status").await;
    let (message, data) = board.button("👥");
    bot.press(REPORTER, message, &data).await
}

fn reminders(answers: &HashMap<i64, Answer>, chat: i64) -> usize {
    let Some(answer) = answers.get(&chat) else {
        return 0;
    };
    let is_reminder = |key: &String| key == "reminder-title";
    let shown = answer.shown.iter();
    shown
        .filter(|shown| shown.keys.iter().any(is_reminder))
        .count()
}

#[tokio::test]
async fn one_press_reminds_one_person_at_once_and_the_next_says_when_it_is_possible_again() {
    for_each_database(|db| async move {
        let (_, bot) = on(&db.store, at(1, 16)).await;
        let list = missing(&bot).await;
        assert!(list.shown[0].text.contains("ยังไม่เคยเตือน"), "{list:#?}");
        let due = arrives(&bot).await;
        assert_eq!(reminders(&due, FINANCE), 1);
        // The next morning, on which no reminder comes by itself.
        bot.passes(at(1, 17) + HOUR - bot.now());
        let list = missing(&bot).await;
        let text = &list.shown[0].text;
        assert!(text.contains("เตือนล่าสุด ๑๖ มกราคม ๒๕๖๖ เวลา ๐๘.๓๐ น."), "{text}");
        let (message, data) = list.button("เตือน นางสาวตัวอย่าง คลัง");
        let said = bot.press(REPORTER, message, &data).await;
        assert!(said.says("nudge-sent") && said.notices == ["ส่งการเตือน ๑ ราย"], "{said:#?}");
        assert!(said.shown[0].text.contains("รอส่งการเตือนของวันที่ ๑๗ มกราคม"), "{said:#?}");
        let came = arrives(&bot).await;
        assert_eq!(came.keys().collect::<Vec<_>>(), [&FINANCE]);
        let reminder = &came[&FINANCE].shown[0];
        assert!(reminder.text.contains("นางสมมุติ ผู้รายงาน"), "{}", reminder.text);
        assert!(reminder.keys.contains(&"reminder-own".to_owned()));
        let (_, begins) = came[&FINANCE].button("รายงานมาตรการที่ ๑");
        assert!(bot.press(FINANCE, reminder.message, &begins).await.says("ask-results"));

        let again = bot.press(REPORTER, message, &data).await;
        let text = &again.shown[0].text;
        assert!(
            text.contains("ได้รับการเตือนแล้วเมื่อ ๑๗ มกราคม ๒๕๖๖ เวลา ๐๙.๓๐ น. เตือนได้อีกตั้งแต่ ๑๘ มกราคม ๒๕๖๖ เวลา ๐๘.๓๐ น."),
            "{text}"
        );
        assert!(arrives(&bot).await.is_empty());
        // What comes by itself counts as well.
        bot.passes(at(1, 18) - bot.now());
        assert_eq!(reminders(&arrives(&bot).await, FINANCE), 1);
        assert!(bot.press(REPORTER, message, &data).await.says("board-lines"));
        assert_eq!(reminders(&arrives(&bot).await, FINANCE), 0);
        let nudges = "SELECT COUNT(*) FROM reminder WHERE kind = 'nudge' AND status = 'sent'";
        assert_eq!(count(&bot.store, nudges).await, 1);
        let audited = "SELECT COUNT(*) FROM audit WHERE action = 'nudge'";
        assert_eq!(count(&bot.store, audited).await, 1);
    })
    .await;
}

#[tokio::test]
async fn two_taps_at_once_and_a_program_that_dies_send_one_reminder() {
    for_each_database(|db| async move {
        let (plan, mut bot) = on(&db.store, at(1, 17) + HOUR).await;
        let data = Action::Nudge(plan.office, person(&plan, FINANCE).0).to_data();
        let taps = (0..3).map(|_| (REPORTER, bot.pressed(REPORTER, 5, &data)));
        let said = bot.send(taps.collect()).await;
        assert_eq!(said[&REPORTER].notices.len(), 3);
        bot.restart();
        let (one, two) = tokio::join!(tick(&db.store, bot.now()), tick(&db.store, bot.now()));
        let messages = one.unwrap().messages + two.unwrap().messages;
        bot.restart();
        let came = arrives(&bot).await;
        assert_eq!((messages > 0, reminders(&came, FINANCE)), (true, 1));
        assert!(arrives(&bot).await.is_empty());
        let nudges = "SELECT COUNT(*) FROM reminder WHERE kind = 'nudge'";
        assert_eq!(count(&bot.store, nudges).await, 1);
    })
    .await;
}

#[tokio::test]
async fn outside_working_hours_a_nudge_waits_for_the_next_working_morning_and_says_so() {
    for_each_database(|db| async move {
        // Friday evening before the due date, which is Monday.
        let (plan, bot) = on(&db.store, at(1, 13) + 10 * HOUR).await;
        tick(&db.store, at(1, 13)).await.unwrap();
        crate::reminders::delivered(&db.store, at(1, 13)).await;
        let all = Action::NudgeAll(plan.office).to_data();
        let said = bot.press(REPORTER, 5, &all).await;
        let text = &said.shown[0].text;
        assert!(said.says("nudge-planned"), "{said:#?}");
        assert!(text.contains("๑๖ มกราคม ๒๕๖๖ เวลา ๐๘.๓๐ น."), "{text}");
        let again = bot.press(REPORTER, 5, &all).await;
        assert!(again.shown[0].text.contains("รอส่งอยู่แล้ว"), "{again:#?}");
        for hours in [1, 24, 24] {
            bot.passes(hours * HOUR);
            assert!(arrives(&bot).await.is_empty());
        }
        // On Monday it is one message with the reminder of the day.
        bot.passes(at(1, 16) - bot.now());
        let came = arrives(&bot).await;
        for chat in [FINANCE, PERSONNEL, ADMINISTRATION] {
            assert_eq!(reminders(&came, chat), 1);
            assert!(came[&chat].says("reminder-nudged-by"));
        }
        bot.passes(HOUR);
        assert!(arrives(&bot).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_blocked_the_bot_or_was_reminded_is_named_and_who_has_reported_is_left_alone() {
    for_each_database(|db| async move {
        let (plan, bot) = on(&db.store, at(1, 17) + HOUR).await;
        let mut tx = db.store.begin().await.unwrap();
        people::set_blocked(&mut tx, PERSONNEL, Some(at(1, 17)))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let one = |chat| Action::Nudge(plan.office, person(&plan, chat).0).to_data();
        bot.press(REPORTER, 5, &one(FINANCE)).await;
        // The reporter hears of the block, and the first quarter of the reminder that was missed.
        arrives(&bot).await;
        bot.passes(5 * MINUTE);
        let all = Action::NudgeAll(plan.office).to_data();
        let said = bot.press(REPORTER, 5, &all).await;
        let text = &said.shown[0].text;
        assert!(
            text.contains("นายตัวอย่าง บุคคล (นักทรัพยากรบุคคล) ปิดกั้นการรับข้อความ"),
            "{text}"
        );
        assert!(
            text.contains("นางสาวตัวอย่าง คลัง ได้รับการเตือนแล้วเมื่อ"),
            "{text}"
        );
        assert!(
            !text.contains("เตือน นายตัวอย่าง บุคคล"),
            "no button for who cannot be reminded"
        );
        let came = arrives(&bot).await;
        assert_eq!(reminders(&came, PERSONNEL) + reminders(&came, FINANCE), 0);

        // Everything was filed: there is nothing to remind anybody of.
        let mut tx = db.store.begin().await.unwrap();
        sqlx::query("UPDATE measure SET dropped_at = 1")
            .execute(&mut *tx)
            .await
            .unwrap();
        offices::revised(&mut tx, &[plan.office.0]).await.unwrap();
        tx.commit().await.unwrap();
        bot.passes(2 * DAY);
        let said = bot.press(REPORTER, 5, &all).await;
        assert!(said.says("missing-nobody"), "{said:#?}");
        let said = bot.press(REPORTER, 5, &one(FINANCE)).await;
        assert!(said.shown[0].text.contains("ไม่มีรายการค้าง"), "{said:#?}");
        assert!(arrives(&bot).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_pause_that_somebody_took_does_not_keep_a_colleague_from_asking() {
    for_each_database(|db| async move {
        let (plan, bot) = on(&db.store, at(1, 17) + HOUR).await;
        let later = Action::Later(plan.office, 9).to_data();
        bot.press(FINANCE, 5, &later).await;
        assert_eq!(reminders(&arrives(&bot).await, FINANCE), 0);
        let nudge = Action::Nudge(plan.office, person(&plan, FINANCE).0).to_data();
        bot.press(REPORTER, 5, &nudge).await;
        assert_eq!(reminders(&arrives(&bot).await, FINANCE), 1);
        bot.passes(2 * DAY);
        assert_eq!(
            reminders(&arrives(&bot).await, FINANCE),
            0,
            "the pause goes on"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_for_before_it_is_due_offers_no_putting_off() {
    for_each_database(|db| async move {
        // In the first quarter nothing is late.
        let (_, bot) = on(&db.store, at(1, 1) - 40 * DAY + HOUR).await;
        let list = missing(&bot).await;
        let (message, data) = list.button("เตือน นางสาวตัวอย่าง คลัง");
        bot.press(REPORTER, message, &data).await;
        let came = arrives(&bot).await;
        let shown = &came[&FINANCE].shown[0];
        let labels: Vec<_> = shown
            .buttons
            .iter()
            .map(|(label, _)| label.as_str())
            .collect();
        assert!(labels[0].contains("รายงานมาตรการที่ ๑"), "{labels:?}");
        assert!(labels[1..] == ["🏠 หน้าแรก"], "{labels:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_of_another_office_is_reminded_by_a_forged_button() {
    for_each_database(|db| async move {
        let (plan, bot) = on(&db.store, at(1, 17) + HOUR).await;
        let other = office(&db.store, OTHER_OFFICE, 100).await;
        let theirs = other.posts[0].holder.as_ref().unwrap().person;
        for (office, PersonId(person)) in [(plan.office, theirs), (other.office, theirs)] {
            let forged = Action::Nudge(office, person).to_data();
            let said = bot.press(REPORTER, 5, &forged).await;
            assert!(
                !said.shown.is_empty() && !said.says("nudge-sent"),
                "{said:#?}"
            );
        }
        let contributor = Action::NudgeAll(plan.office).to_data();
        assert!(bot.press(FINANCE, 5, &contributor).await.says("not-yours"));
        let nudges = "SELECT COUNT(*) FROM reminder WHERE kind = 'nudge'";
        assert_eq!(count(&db.store, nudges).await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_is_coming_is_what_the_command_line_shows_and_what_then_comes() {
    for_each_database(|db| async move {
        let (plan, bot) = on(&db.store, at(1, 9)).await;
        arrives(&bot).await;
        let coming = Action::Coming(plan.office).to_data();
        let list = bot.press(REPORTER, 5, &coming).await;
        let text = list.shown[0].text.clone();
        let days = (0..28).map(|day| at(1, 9) + day * DAY);
        let shown = preview(&db.store, plan.office, days).await.unwrap();
        let days: Vec<_> = shown.iter().filter(|(_, said)| !said.is_empty()).collect();
        assert!(days.len() > 5, "{days:?}");
        for (moment, said) in days.iter().take(10) {
            let day = rapsap::domain::calendar::bangkok(*moment);
            let day = bot.l10n.text(
                rapsap::domain::office::Language::THAI,
                &rapsap::dialogue::Phrase::new("said").with("text", day.date_naive()),
            );
            assert!(text.contains(&day), "{day} is not in {text}");
            for said in said {
                assert!(text.contains(&said.name), "{} is not in {text}", said.name);
            }
        }
        // The due date comes as it was foreseen.
        bot.passes(at(1, 16) - bot.now());
        let came = arrives(&bot).await;
        assert_eq!(came.len(), days[0].1.len());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_nudge_arrives_on_the_phone_at_once_and_on_no_other() {
    let town = Town::enrolled().await;
    let reporter = town.phone(Who::Reporter);
    reporter.types("/status").await;
    reporter.presses("ผู้ที่ยังไม่รายงาน").await;
    let officer = town.phone(Who::Finance);
    let mark = officer.phone.mark();
    reporter.press("เตือน นางสาวตัวอย่าง คลัง");
    let is_nudge = |message: &ChatMessage| message.text.contains("ขอให้ท่านช่วยดำเนินการ");
    officer.sees_after(mark, is_nudge).await;
    officer.presses("รายงานมาตรการที่ ๑").await;
    officer.sees("ดำเนินการอะไรไปแล้วบ้าง").await;
    for who in [Who::Personnel, Who::Administration] {
        let messages = town.phone(who).phone.messages();
        let reminders = messages
            .iter()
            .filter(|message| message.text.contains("แจ้งเตือนการรายงาน"));
        assert_eq!(reminders.count(), 0, "{who:?}");
    }
    town.close().await;
}

/// What the reporter is shown: the text, then the buttons.
fn pictured(answer: &Answer) -> String {
    let shown = answer.shown.last().unwrap();
    let buttons: Vec<_> = shown
        .buttons
        .iter()
        .map(|(label, _)| format!("[{label}]"))
        .collect();
    format!("{}\n{}\n", shown.text, buttons.join("\n"))
}

#[tokio::test]
async fn who_is_missing_a_nudge_and_what_is_coming_in_thai_and_english() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("t.db").display());
    let store = Store::open(&url).await.unwrap();
    let (plan, bot) = on(&store, at(1, 16)).await;
    arrives(&bot).await;
    bot.passes(at(1, 17) + HOUR - bot.now());
    let mut said = String::new();
    for language in ["th", "en"] {
        let language = rapsap::domain::office::Language::from_code(language);
        bot.press(REPORTER, 5, &Action::ChooseLanguage(language).to_data())
            .await;
        let list = missing(&bot).await;
        said += &format!("{}\n", pictured(&list));
        let whom =
            [FINANCE, PERSONNEL][usize::from(language != rapsap::domain::office::Language::THAI)];
        let nudge = Action::Nudge(plan.office, person(&plan, whom).0).to_data();
        said += &format!("{}\n", pictured(&bot.press(REPORTER, 5, &nudge).await));
        let came = arrives(&bot).await;
        said += &format!("{}\n", pictured(&came[&whom]));
        said += &format!("{}\n", pictured(&bot.press(REPORTER, 5, &nudge).await));
        let coming = Action::Coming(plan.office).to_data();
        said += &format!("{}\n", pictured(&bot.press(REPORTER, 5, &coming).await));
    }
    insta::assert_snapshot!(said);
    store.close().await;
}
