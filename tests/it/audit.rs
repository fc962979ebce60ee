//! The record of what was done: whole as it is written, and every way of tampering with it shows.

use rapsap::domain::office::{MeasureId, PersonId, PostId};
use rapsap::domain::report::{Decision, DecisionKind, Stage};
use rapsap::store::audit::{self, Chain, Entry, Fault};
use rapsap::store::reports::{self, NewReport};
use rapsap::store::{Store, people};
use serde_json::json;
use sqlx::AssertSqlSafe;

use crate::cli::{rapsap, run};
use crate::databases::{NOW, for_each_database, sample_office};

async fn writes(store: &Store, office: Option<i64>, what: &[&'static str]) {
    let mut tx = store.begin().await.unwrap();
    let entries = what.iter().map(|action| Entry {
        id: store.id(NOW),
        at: NOW,
        office,
        person: Some(7),
        action,
        subject: Some(1),
        detail: json!({ "was": action }),
    });
    audit::write(&mut tx, entries.collect()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn read(store: &Store, office: Option<i64>) -> Chain {
    audit::chain(&mut store.reader().await.unwrap(), office)
        .await
        .unwrap()
}

async fn tampers(store: &Store, sql: String) {
    let mut tx = store.begin().await.unwrap();
    let done = sqlx::query(AssertSqlSafe(sql))
        .execute(&mut *tx)
        .await
        .unwrap();
    assert_eq!(done.rows_affected(), 1);
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn each_office_has_a_chain_of_its_own_that_stays_whole() {
    for_each_database(async |database| {
        let store = &database.store;
        let office = sample_office(store).await.office.0;
        let begun = read(store, Some(office)).await.entries.len();
        writes(store, Some(office), &["file", "return"]).await;
        writes(store, None, &["import"]).await;
        writes(store, Some(office), &["file"]).await;
        let chain = read(store, Some(office)).await;
        assert_eq!(chain.faults, []);
        assert_eq!(chain.entries.len(), begun + 3);
        let last = chain.entries.last().unwrap();
        assert_eq!(
            chain.newest.as_ref().unwrap().to_string(),
            format!("{}:{}", last.seq, last.hash)
        );
        assert_eq!(read(store, None).await.faults, []);
        let before = audit::before(&mut store.reader().await.unwrap()).await;
        assert_eq!(before.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn two_who_write_at_once_make_one_chain() {
    for_each_database(async |database| {
        let store = &database.store;
        let office = sample_office(store).await.office.0;
        let begun = read(store, Some(office)).await.entries.len();
        let many = (0..8).map(|_| writes(store, Some(office), &["file", "return"]));
        futures_util::future::join_all(many).await;
        let chain = read(store, Some(office)).await;
        assert_eq!(chain.faults, []);
        assert_eq!(chain.entries.len(), begun + 16);
    })
    .await;
}

#[tokio::test]
async fn a_changed_a_deleted_and_an_inserted_row_are_found() {
    for_each_database(async |database| {
        let store = &database.store;
        let office = sample_office(store).await.office.0;
        writes(store, Some(office), &["a", "b", "c", "d"]).await;
        let entries = read(store, Some(office)).await.entries;
        let [.., b, c, d] = entries.as_slice() else {
            panic!("{entries:?}")
        };
        let faults = async || read(store, Some(office)).await.faults;

        tampers(store, format!("UPDATE audit SET person_id = 8 WHERE id = {}", c.id)).await;
        assert_eq!(faults().await, [Fault::Changed { seq: c.seq }]);
        tampers(store, format!("UPDATE audit SET person_id = 7 WHERE id = {}", c.id)).await;
        assert_eq!(faults().await, []);

        tampers(store, format!("UPDATE audit SET hash = '00' WHERE id = {}", b.id)).await;
        assert_eq!(
            faults().await,
            [Fault::Changed { seq: b.seq }, Fault::Changed { seq: c.seq }]
        );
        tampers(store, format!("UPDATE audit SET hash = '{}' WHERE id = {}", b.hash, b.id)).await;

        // One put in at the end, as its writer would have it, and one outside the chain.
        let put_in = |id: i64, seq: i64| {
            format!(
                "INSERT INTO audit (id, at, office_id, person_id, action, subject, detail, seq, hash) \
                 VALUES ({id}, 1, {office}, 7, 'x', 1, '{{}}', {seq}, 'ff')"
            )
        };
        tampers(store, put_in(1, d.seq + 1)).await;
        assert_eq!(faults().await, [Fault::Changed { seq: d.seq + 1 }, Fault::Head]);
        tampers(store, "DELETE FROM audit WHERE id = 1".to_owned()).await;
        tampers(store, put_in(1, c.seq)).await;
        assert!(faults().await.contains(&Fault::Twice { seq: c.seq }));
        tampers(store, "DELETE FROM audit WHERE id = 1".to_owned()).await;
        tampers(store, put_in(1, 0)).await;
        let before = audit::before(&mut store.reader().await.unwrap()).await.unwrap();
        assert_eq!(before, Some(Fault::Before { were: 0, found: 1 }));
        tampers(store, "DELETE FROM audit WHERE id = 1".to_owned()).await;
        assert_eq!(faults().await, []);

        tampers(store, format!("DELETE FROM audit WHERE id = {}", c.id)).await;
        assert_eq!(faults().await, [Fault::Missing { seq: c.seq }]);
        tampers(store, format!("DELETE FROM audit WHERE id = {}", d.id)).await;
        assert_eq!(
            faults().await,
            [Fault::Missing { seq: c.seq }, Fault::Missing { seq: d.seq }]
        );
    })
    .await;
}

#[tokio::test]
async fn entries_that_hide_in_an_office_that_is_not_there_are_found() {
    for_each_database(async |database| {
        let store = &database.store;
        sample_office(store).await;
        let nowhere = async || {
            let mut reader = store.reader().await.unwrap();
            let found = audit::nowhere(&mut reader).await.unwrap();
            assert_eq!(audit::faults(&mut reader).await.unwrap(), found.len());
            found
        };
        assert_eq!(nowhere().await, []);
        writes(store, Some(77), &["a", "b"]).await;
        let found = Fault::Nowhere {
            office: 77,
            entries: 2,
        };
        assert_eq!(nowhere().await, [found]);
        tampers(store, "DELETE FROM audit_head WHERE chain = 77".to_owned()).await;
        let found = Fault::Nowhere {
            office: 77,
            entries: 2,
        };
        assert_eq!(nowhere().await, [found]);
    })
    .await;
}

#[tokio::test]
async fn an_entry_that_was_given_a_number_far_away_is_found_and_not_counted_up_to() {
    for_each_database(async |database| {
        let store = &database.store;
        let office = sample_office(store).await.office.0;
        writes(store, Some(office), &["a", "b", "c"]).await;
        let entries = read(store, Some(office)).await.entries;
        let last = entries.last().unwrap();
        for far in [1 << 40, i64::MAX] {
            tampers(
                store,
                format!("UPDATE audit SET seq = {far} WHERE id = {}", last.id),
            )
            .await;
            let gap = Fault::Gap {
                first: last.seq,
                last: far - 1,
            };
            let faults = read(store, Some(office)).await.faults;
            assert_eq!(faults, [gap, Fault::Head]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_decision_that_was_rewritten_is_found() {
    for_each_database(async |database| {
        let store = &database.store;
        let plan = sample_office(store).await;
        let office = plan.office.0;
        let post = &plan.posts[0];
        let person = people::by_chats(&mut store.reader().await.unwrap(), &[1])
            .await
            .unwrap()[&1]
            .id;
        let report = rapsap::domain::office::ReportId(store.id(NOW));
        let snapshot = serde_json::from_value(json!({
            "schema": 1, "office_name": plan.name, "office_address": "", "fiscal_year": 2566, "version": 1,
            "wording": {}, "unit_in_charge": "", "rows": [], "signers": [], "names": [], "compiled_at": 0
        }))
        .unwrap();
        let new = NewReport {
            id: report,
            office,
            plan: plan.plan,
            snapshot,
            missing: Vec::<MeasureId>::new(),
            person,
            post: post.id.0,
        };
        let decision = Decision {
            kind: DecisionKind::Acknowledged,
            post: PostId(post.id.0),
            person: PersonId(person),
            name: "นายสมมุติ รับทราบ".to_owned(),
            position: "นายก".to_owned(),
            at: NOW,
            note: Some("ให้เผยแพร่".to_owned()),
            measure: None,
            sha256: "ab".to_owned(),
        };
        let mut tx = store.begin().await.unwrap();
        reports::compile(&mut tx, &new, NOW).await.unwrap();
        let id = store.id(NOW);
        reports::decide(&mut tx, id, office, report, &decision, Stage::Acknowledged)
            .await
            .unwrap();
        let entry = Entry {
            id: store.id(NOW),
            at: NOW,
            office: Some(office),
            person: Some(person),
            action: "decide",
            subject: Some(report.0),
            detail: json!({ "decision": decision, "stage": Stage::Acknowledged }),
        };
        audit::write(&mut tx, vec![entry]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(read(store, Some(office)).await.faults, []);
        tampers(store, format!("UPDATE decision SET note = NULL WHERE id = {id}")).await;
        let fault = Fault::Decision {
            id,
            report: report.0,
        };
        assert_eq!(read(store, Some(office)).await.faults, [fault]);
        tampers(store, format!("DELETE FROM decision WHERE id = {id}")).await;
        let gone = Fault::Decision {
            id: 0,
            report: report.0,
        };
        assert_eq!(read(store, Some(office)).await.faults, [gone]);
        // Nothing at all is not whole either.
        let mut tx = store.begin().await.unwrap();
        for everything in ["DELETE FROM audit", "DELETE FROM audit_head"] {
            sqlx::query(everything).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        let faults = read(store, Some(office)).await.faults;
        assert!(faults.contains(&Fault::Nothing), "{faults:?}");
    })
    .await;
}

/// The newest entries and the word of which one is the newest, taken away as if they had never been written.
async fn forgets_the_newest(store: &Store, office: i64, chain: &Chain, how_many: usize) {
    let (left, gone) = chain.entries.split_at(chain.entries.len() - how_many);
    for entry in gone {
        tampers(store, format!("DELETE FROM audit WHERE id = {}", entry.id)).await;
    }
    let last = left.last().unwrap();
    let (seq, hash) = (last.seq, &last.hash);
    tampers(
        store,
        format!("UPDATE audit_head SET seq = {seq}, hash = '{hash}' WHERE chain = {office}"),
    )
    .await;
}

#[tokio::test]
async fn an_end_that_was_written_anew_is_found_by_what_was_noted_elsewhere() {
    for_each_database(|database| async move {
        let store = &database.store;
        let office = sample_office(store).await.office.0;
        writes(store, Some(office), &["file", "return", "file"]).await;
        let noted = read(store, Some(office)).await;
        let newest = noted.newest.clone().unwrap();
        writes(store, Some(office), &["file"]).await;
        let later = read(store, Some(office)).await;
        assert!(later.holds(&newest), "what is added changes nothing");

        // By somebody who knows how: the record is whole in itself.
        forgets_the_newest(store, office, &later, 3).await;
        writes(store, Some(office), &["return", "return", "return"]).await;
        let rewritten = read(store, Some(office)).await;
        assert_eq!(rewritten.faults, []);
        assert_eq!(rewritten.entries.len(), later.entries.len());
        assert!(!rewritten.holds(&newest));
        // What was noted earlier still stands.
        let before = &later.entries[later.entries.len() - 4];
        let before: audit::Noted = format!("{}:{}", before.seq, before.hash).parse().unwrap();
        assert!(rewritten.holds(&before));
        // Of another office's record nothing is known by it.
        assert!(!read(store, None).await.holds(&before));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_noted_the_newest_entry_hears_of_an_end_that_was_written_anew() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("rapsap.db").display());
    let store = Store::open(&url).await.unwrap();
    let plan = sample_office(&store).await;
    let office = plan.office.0;
    writes(&store, Some(office), &["file", "return"]).await;
    let audits = |words: &[&str]| {
        let mut command = rapsap();
        command.arg("audit").args(words).arg("--data-dir");
        tokio::task::block_in_place(|| run(command.arg(dir.path())))
    };
    let (well, said, _) = audits(&["--quiet"]);
    assert!(well, "{said}");
    let newest = said.split("newest ").nth(1).unwrap();
    let newest = newest.lines().next().unwrap();
    for words in [
        vec!["--expect", newest],
        vec!["--quiet", "--expect", newest, "--expect", newest],
        vec!["--office", &plan.name, "--expect", newest],
    ] {
        let (well, said, err) = audits(&words);
        assert!(
            well && said.ends_with("the record is whole\n"),
            "{said}{err}"
        );
    }

    let chain = read(&store, Some(office)).await;
    forgets_the_newest(&store, office, &chain, 2).await;
    writes(&store, Some(office), &["file", "acknowledge"]).await;
    store.close().await;
    let (well, said, _) = audits(&["--quiet"]);
    assert!(well, "it is whole in itself: {said}");
    let (well, said, err) = audits(&["--quiet", "--expect", newest]);
    let fault = format!(
        "FAULT: the entry {newest} that was noted is in no record that was read: what was written until then was \
         written anew"
    );
    assert!(!well && said.contains(&fault), "{said}");
    assert!(
        err.contains("the record is not what was written: 1 faults"),
        "{err}"
    );

    for unreadable in [
        "12",
        "12:abc",
        ":",
        "0:00",
        newest.split_once(':').unwrap().1,
    ] {
        let (well, _, err) = audits(&["--expect", unreadable]);
        assert!(!well && err.contains("it is SEQ:HASH"), "{err}");
    }
}
