//! What the reporter sees, as snapshots.

use rapsap::dialogue::Action;
use rapsap::dialogue::admin::AdminAction;
use rapsap::domain::calendar::Quarter;
use rapsap::store::{Store, offices};

use super::office::{Office, REPORTER, at};
use crate::chats::{Answer, Shown};

/// A script of what is pressed and shown.
pub fn written(lines: &mut String, said: &str, answer: &Answer) {
    *lines += &format!("> {said}\n\n");
    for Shown { text, buttons, .. } in &answer.shown {
        *lines += &format!("{text}\n");
        for (label, _) in buttons {
            *lines += &format!("[{label}]\n");
        }
        *lines += "\n";
    }
}

async fn script(language: &'static str, labels: [&str; 6]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("t.db").display());
    let store = Store::open(&url).await.unwrap();
    let mut office = Office::opened(&store, at(2023, 10, 2)).await;
    let mut lines = String::new();
    office.files(&Quarter::ALL).await;
    let mut tx = store.begin().await.unwrap();
    sqlx::query("UPDATE person SET language = $1 WHERE chat_id = 1")
        .bind(language)
        .execute(&mut *tx)
        .await
        .unwrap();
    sqlx::query("UPDATE measure SET period = 'ตลอดปี' WHERE number = 6")
        .execute(&mut *tx)
        .await
        .unwrap();
    offices::revised(&mut tx, &[office.plan.office.0])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    office.chats.restart();
    let said = office.reminded(at(2023, 10, 2)).await;
    written(&mut lines, "2023-10-02", &said[&REPORTER]);
    let asked = office.presses(REPORTER, &said[&REPORTER], labels[0]).await;
    written(&mut lines, labels[0], &asked);
    let said = office.reminded(at(2023, 10, 17)).await;
    written(&mut lines, "2023-10-17", &said[&REPORTER]);
    office.acknowledges().await;
    let said = office.reminded(at(2023, 10, 18)).await;
    written(&mut lines, "2023-10-18", &said[&REPORTER]);
    let [next, leave, take, now, earlier, file] = labels;
    let mut shown = office.presses(REPORTER, &said[&REPORTER], next).await;
    written(&mut lines, next, &shown);
    for label in [leave, take, now] {
        shown = office.presses(REPORTER, &shown, label).await;
        written(&mut lines, label, &shown);
    }
    for label in [earlier, file] {
        shown = office.presses(REPORTER, &shown, label).await;
        written(&mut lines, label, &shown);
    }
    let home = office.home(REPORTER).await;
    written(&mut lines, "/home", &home);
    let old = Action::Admin(AdminAction::Measure(office.measure(1)));
    written(&mut lines, "(old)", &office.does(REPORTER, old).await);
    store.close().await;
    lines
}

#[tokio::test]
async fn the_next_plan_is_opened_in_thai() {
    let labels = [
        "เปิดแผนปี ๒๕๖๗",
        "✅ จัดทำและเผยแพร่",
        "➖ จัดทำและเผยแพร่",
        "ยืนยันเปิดแผนปี ๒๕๖๗",
        "รายงานปีก่อน",
        "ขอไฟล์ปี ๒๕๖๖",
    ];
    insta::assert_snapshot!(script("th", labels).await);
}

#[tokio::test]
async fn the_next_plan_is_opened_in_english() {
    let labels = [
        "Open the plan of FY2567",
        "✅ จัดทำและเผยแพร่",
        "➖ จัดทำและเผยแพร่",
        "Confirm the plan of FY2567",
        "Reports of earlier years",
        "The file of FY2566",
    ];
    insta::assert_snapshot!(script("en", labels).await);
}
