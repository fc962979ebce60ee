//! The store: what is handed over, what is erased and what stays.

use std::collections::BTreeSet;

use rapsap::store::erasure::{self, Account};
use rapsap::store::{Store, audit, personal};

use super::everything::{SOMSRI, everything, office, personal_columns, speaks, telling};
use crate::databases::for_each_database;
use crate::next_plan::office::{EXECUTIVE, Office, REPORTER, VERIFIERS};

async fn account(store: &Store, chat: i64) -> Account {
    let mut reader = store.reader().await.unwrap();
    personal::account(&mut reader, chat).await.unwrap()
}

async fn exported(store: &Store, chat: i64, now: i64) -> serde_json::Value {
    let account = account(store, chat).await;
    let mut reader = store.reader().await.unwrap();
    let file = personal::of(&mut reader, account, now).await.unwrap();
    serde_json::from_str(&file.to_json()).unwrap()
}

/// The rows of what the office keeps for ever.
async fn record(store: &Store) -> Vec<(String, Vec<String>)> {
    let mut kept = everything(store).await;
    kept.retain(|(table, _)| {
        [
            "filing", "returned", "report", "decision", "post", "plan", "measure", "audit",
        ]
        .contains(&table.as_str())
    });
    kept
}

/// Whether the record of the office, and that of none, is what was written.
pub async fn is_whole(office: &Office) -> bool {
    let mut reader = office.store().reader().await.unwrap();
    let own = audit::chain(&mut reader, Some(office.plan.office.0))
        .await
        .unwrap();
    let nobodys = audit::chain(&mut reader, None).await.unwrap();
    own.faults.is_empty() && nobodys.faults.is_empty()
}

#[tokio::test]
async fn every_table_that_is_about_a_person_is_in_what_they_are_handed() {
    for_each_database(|db| async move {
        if !db.store.is_sqlite() {
            return; // the schema is the same
        }
        let told: BTreeSet<&str> = personal::tables().collect();
        for (table, column) in personal_columns(&db.store).await {
            // Who wanted a file made is asked only while it is being made.
            let passing = (table.as_str(), column.as_str()) == ("document", "wanted_by");
            assert!(
                passing || told.contains(table.as_str()),
                "{table}.{column} is told to nobody"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_person_is_handed_everything_they_said_and_nothing_of_others() {
    for_each_database(|db| async move {
        let office = office(&db.store).await;
        speaks(&office).await;
        office.chats.text(REPORTER, "ความลับของผู้รายงาน").await;
        let file = exported(&db.store, SOMSRI, office.chats.now()).await;
        let text = file.to_string();
        for said in ["ประชุมชี้แจงลับเฉพาะ", "จัดทำประกาศ"]
        {
            assert!(text.contains(said), "{said} is not in {file:#}");
        }
        // What was answered is kept no longer: that it came, and when.
        assert!(!text.contains("wrong-code"), "{file:#}");
        let received = file["received"].as_array().unwrap();
        assert!(received.len() >= 6 && received.iter().all(|row| row["update"].is_null()));
        assert_eq!(file["telegram_id"], SOMSRI);
        assert_eq!(file["posts"][0]["position"], "นักวิชาการเงินและบัญชี");
        assert_eq!(file["posts"][0]["until"], serde_json::Value::Null);
        for section in [
            "filed",
            "drafts",
            "files",
            "answers",
            "wrong_codes",
            "received",
            "sent",
            "state",
        ] {
            assert!(file[section].is_array(), "{section}");
        }
        assert!(!text.contains("ความลับของผู้รายงาน"));

        // Of somebody who never enrolled there is only what they wrote.
        office.chats.text(99_001, "สวัสดี").await;
        let stranger = exported(&db.store, 99_001, office.chats.now()).await;
        let sections: Vec<&String> = stranger.as_object().unwrap().keys().collect();
        assert_eq!(sections, ["made_at", "received", "sent", "telegram_id"]);
    })
    .await;
}

#[tokio::test]
async fn who_is_erased_leaves_nothing_of_the_account_and_the_record_stays_as_it_was() {
    for_each_database(|db| async move {
        let store = &db.store;
        let office = office(store).await;
        speaks(&office).await;
        let now = office.chats.now();
        let draft = telling(store, &["ประชุมชี้แจงลับเฉพาะ"]).await;
        assert!(
            draft.iter().any(|row| row.starts_with("draft")),
            "{draft:?}"
        );
        let before = record(store).await;

        let somsri = account(store, SOMSRI).await;
        let left = erasure::by_operator(store, somsri, now).await.unwrap();
        assert_eq!(left.len(), 1);
        let number = SOMSRI.to_string();
        assert_eq!(telling(store, &[&number]).await, Vec::<String>::new());
        // What she had begun is the division's work, and stays with the measure.
        let still = telling(store, &["ประชุมชี้แจงลับเฉพาะ"]).await;
        let tables: BTreeSet<&str> = still
            .iter()
            .filter_map(|row| row.split(':').next())
            .collect();
        assert_eq!(tables, BTreeSet::from(["draft"]), "{still:?}");

        // The record is what it was; the audit says that she left and was erased, by her number here.
        let after = record(store).await;
        for ((table, before), (_, after)) in before.iter().zip(&after) {
            let lost: Vec<_> = before.iter().filter(|row| !after.contains(row)).collect();
            let added = after.len() - before.len();
            assert_eq!(
                (lost.len(), added),
                (0, if table == "audit" { 2 } else { 0 }),
                "{table}: {lost:?}"
            );
        }
        assert!(is_whole(&office).await);

        // The account is a stranger's from then on.
        let answer = office.chats.text(SOMSRI, "/home").await;
        assert!(answer.says("unknown-person"), "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn who_approved_and_acknowledged_can_be_erased_and_their_decisions_verify() {
    for_each_database(|db| async move {
        let store = &db.store;
        let office = office(store).await;
        let compiled = office
            .does(
                REPORTER,
                rapsap::dialogue::Action::CompileAnyway(office.plan.office),
            )
            .await;
        office.presses(REPORTER, &compiled, "เสนอตรวจสอบ").await;
        for verifier in VERIFIERS {
            let home = office.home(verifier).await;
            let confirm = office.presses(verifier, &home, "ตรวจแล้วถูกต้อง").await;
            office.presses(verifier, &confirm, "ยืนยันว่าตรวจแล้ว").await;
        }
        let confirm = office.chats.text(EXECUTIVE, "รับทราบ").await;
        office.presses(EXECUTIVE, &confirm, "ยืนยันรับทราบ").await;
        let before = record(store).await;
        for chat in [VERIFIERS[0], VERIFIERS[1], EXECUTIVE] {
            let account = account(store, chat).await;
            erasure::by_operator(store, account, office.chats.now())
                .await
                .unwrap();
        }
        let after = record(store).await;
        let of = |rows: &[(String, Vec<String>)], name: &str| {
            rows.iter()
                .find(|(table, _)| table == name)
                .unwrap()
                .1
                .clone()
        };
        for table in ["decision", "report", "filing"] {
            assert_eq!(of(&before, table), of(&after, table));
        }
        assert_eq!(of(&after, "decision").len(), 4);
        assert!(is_whole(&office).await);
    })
    .await;
}

#[tokio::test]
async fn the_one_who_manages_an_office_is_not_erased_before_the_post_is_passed_on() {
    for_each_database(|db| async move {
        let office = office(&db.store).await;
        let reporter = account(&db.store, REPORTER).await;
        let before = everything(&db.store).await;
        let error = erasure::by_operator(&db.store, reporter, office.chats.now()).await;
        let error = error.err().unwrap().to_string();
        assert!(error.contains("invite another holder"), "{error}");
        assert_eq!(everything(&db.store).await, before);
    })
    .await;
}
