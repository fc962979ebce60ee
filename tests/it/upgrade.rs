//! The first version's database, with people in the middle of answers, opened by this one: everybody's
//! next text is the answer to what they were asked, and old buttons are still understood.

use rapsap::dialogue::{Action, State};
use rapsap::l10n::L10n;
use rapsap::store::{Store, migrations};
use sqlx::{AssertSqlSafe, Executor, Row};

use crate::chats::Chats;
use crate::databases::{NOW, for_each_empty_database};

/// Everything that is kept of what people have said.
const KEPT: &str = "SELECT body FROM draft UNION ALL SELECT progress FROM filing \
     UNION ALL SELECT reason FROM returned UNION ALL SELECT note FROM decision WHERE note IS NOT NULL \
     UNION ALL SELECT state FROM conversation";

async fn upgraded(url: &str) -> Chats {
    let pool = migrations::run_up_to(url, 1).await.unwrap();
    let people = include_str!("../fixtures/upgrade/first-version.sql");
    pool.execute(sqlx::raw_sql(AssertSqlSafe(people)))
        .await
        .unwrap();
    pool.close().await;
    let store = Store::open(url).await.unwrap();
    Chats::new(&store, L10n::new(), NOW)
}

async fn kept(store: &Store) -> String {
    let mut reader = store.reader().await.unwrap();
    let rows = sqlx::query(KEPT).fetch_all(&mut *reader).await.unwrap();
    let texts: Vec<String> = rows.iter().map(|row| row.try_get(0).unwrap()).collect();
    texts.join("\n")
}

#[tokio::test]
async fn after_an_upgrade_the_next_text_answers_what_each_person_was_asked() {
    // Chat, what its person was asked, what they type now, and what is kept of it.
    const NEXT: [(i64, &str, &str, &str); 13] = [
        (101, "results", "ประชุมครั้งที่สอง", "ประชุมครั้งที่สอง"),
        (102, "order_number", "๖๔/๒๕๖๖", r#""number":64"#),
        (103, "order_subject", "แต่งตั้งคณะทำงาน", "แต่งตั้งคณะทำงาน"),
        (104, "order_date", "๑ ก.พ. ๖๖", "2023-02-01"),
        (105, "nothing_done_reason", "อยู่ระหว่างจัดซื้อ", "อยู่ระหว่างจัดซื้อ"),
        (106, "outcome", "บุคลากรเข้าใจหน้าที่", "บุคลากรเข้าใจหน้าที่"),
        (107, "scores", "๘๒.๙๔", r#""after":8294"#),
        (108, "reopen_reason", "ขาดเลขที่ประกาศ", "ขาดเลขที่ประกาศ"),
        (209, "return_reason", "ขาดวันที่ของคำสั่ง", "ขาดวันที่ของคำสั่ง"),
        (309, "approval", "ตรวจแล้วหรือยัง", r#""awaiting":"approval""#),
        (410, "instruction", "ให้เร่งรัดทุกมาตรการ", "ให้เร่งรัดทุกมาตรการ"),
        (510, "acknowledgement", "ยืนยันรับทราบ", "ให้เร่งรัด"),
        (610, "return_instruction", "ให้ทบทวนใหม่", "ให้ทบทวนใหม่"),
    ];
    for_each_empty_database(|url| async move {
        let chats = upgraded(&url).await;
        let store = &chats.store;
        let before = kept(store).await;
        chats.answers().await;
        for (chat, asked, text, becomes) in NEXT {
            assert!(before.contains(&format!(r#""awaiting":"{asked}""#)));
            let answer = chats.text(chat, text).await;
            let shown = answer.shown.last();
            let shown = shown.unwrap_or_else(|| panic!("silence where {asked} was awaited"));
            for wrong in ["choose-first", "resumed", "not-yours", "failed-sorry"] {
                // A check is confirmed by its button only.
                let explained = (asked, wrong) == ("approval", "choose-first");
                assert!(!answer.says(wrong) || explained, "{asked}: {}", shown.text);
            }
            let after = kept(store).await;
            assert!(after.contains(becomes), "{asked}: {}\n{after}", shown.text);
        }
        // What had been saved before is there still.
        let after = kept(store).await;
        for said in [
            "ประชุมครั้งแรก",
            "เข้าใจมากขึ้น",
            "แต่งตั้งนายทะเบียนประวัติ",
            "จัดทำประกาศแล้ว",
        ] {
            let count = |text: &str| text.matches(said).count();
            assert!(count(&after) >= count(&before), "{said} is lost");
        }
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn after_an_upgrade_start_asks_again_what_was_asked() {
    for_each_empty_database(|url| async move {
        let chats = upgraded(&url).await;
        let mut reader = chats.store.reader().await.unwrap();
        let rows = sqlx::query("SELECT chat_id FROM conversation ORDER BY chat_id")
            .fetch_all(&mut *reader)
            .await
            .unwrap();
        drop(reader);
        for row in rows {
            let chat = row.try_get(0).unwrap();
            let before = chats.state(chat).await;
            assert_ne!(before, State::Choice);
            let answer = chats.text(chat, "/start").await;
            let shown = answer.shown.last().unwrap();
            assert_eq!(shown.keys[0], "resumed", "{before:?}");
            assert!(shown.keys.len() > 1, "{before:?} has no question");
            assert_eq!(chats.state(chat).await, before);
        }
        chats.store.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_waited_in_the_first_versions_outbox_is_written_without_a_flaw() {
    for_each_empty_database(|url| async move {
        let chats = upgraded(&url).await;
        let answers = chats.answers().await;
        let shown = &answers[&101].shown[0];
        assert!(shown.text.starts_with("กลับมาแล้ว"), "{}", shown.text);
        assert_eq!(shown.buttons.len(), 2);
        for (label, data) in &shown.buttons {
            assert!(!label.contains(['{', '-']), "{label}");
            assert!(Action::from_data(data).is_some());
        }
        chats.store.close().await;
    })
    .await;
}

/// As the first version wrote them below its messages, which people still have on their phones.
#[test]
fn every_button_of_the_first_version_is_still_understood() {
    const ONE: [&str; 26] = [
        "mo", "mr", "ma", "mn", "mc", "ms", "mb", "ml", "mv", "me", "mt", "mf", "rb", "rc", "ra",
        "rs", "rf", "rr", "rw", "va", "vc", "vr", "xa", "xi", "xr", "mo",
    ];
    const MORE: [&str; 7] = [
        "mu:7ps:2",
        "mp:7ps:2",
        "md:7ps:2:f3k",
        "my:7ps:2:1za",
        "xc:7ps:8",
        "mx:7ps:0:3",
        "vm:7ps:7px",
    ];
    let buttons = ONE.iter().map(|verb| format!("{verb}:7ps"));
    let buttons = buttons.chain(MORE.iter().map(|data| (*data).to_owned()));
    for data in buttons.chain(["h", "?", "l", "m"].map(str::to_owned)) {
        let action = Action::from_data(&data);
        let action = action.unwrap_or_else(|| panic!("{data} is understood no more"));
        let again = action.to_data();
        assert_eq!(
            Action::from_data(&again),
            Some(action),
            "{data} became {again}"
        );
    }
}
