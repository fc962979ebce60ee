//! Photos and files: what a draft, a filing, a version or an open question names stays; what nothing names goes
//! after a time, and its content with the last that had it.

use rapsap::dialogue::State;
use rapsap::domain::office::FileId;
use rapsap::keeping::{self, Rooms};
use rapsap::store::blobs::Blobs;
use rapsap::store::evidence::{self, Kept};
use rapsap::store::evidence_store::EvidenceStore;
use rapsap::store::whole::Taken;
use rapsap::store::{Store, offices, unattached};
use serde_json::json;
use sqlx::{AssertSqlSafe, Row};

use super::everything::{SOMSRI, office};
use crate::databases::{count, for_each_database};
use crate::next_plan::office::Office;

const DAY: i64 = 24 * 3_600_000;

async fn photo(office: &Office, name: &str, content: &str) {
    let file =
        json!({ "document": { "file_id": name, "file_unique_id": name, "file_name": name } });
    let update = office.chats.message(SOMSRI, file);
    office.chats.send(vec![(SOMSRI, update)]).await;
    let rows = sqlx::query("SELECT id FROM evidence_file WHERE telegram_file_id = $1")
        .bind(name)
        .fetch_all(&mut *office.store().reader().await.unwrap())
        .await
        .unwrap();
    let id: i64 = rows[0].get(0);
    let kept = Kept {
        sha256: content.to_owned(),
        kind: "image/png".to_owned(),
        size: 1,
    };
    evidence::keep(office.store(), FileId(id), &kept, office.chats.now())
        .await
        .unwrap();
}

async fn names(store: &Store) -> Vec<String> {
    let rows = sqlx::query("SELECT telegram_file_id FROM evidence_file ORDER BY id")
        .fetch_all(&mut *store.reader().await.unwrap())
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn a_file_that_nothing_names_goes_and_every_other_stays() {
    for_each_database(|db| async move {
        let store = &db.store;
        let office = office(store).await;
        let home = office.chats.text(SOMSRI, "/home").await;
        let list = office.presses(SOMSRI, &home, "มาตรการของฉัน").await;
        office.presses(SOMSRI, &list, " ๑. ").await;
        office.chats.text(SOMSRI, "ประชุมชี้แจง").await;
        let (used, shared) = ("a".repeat(64), "b".repeat(64));
        photo(&office, "used", &used).await;
        photo(&office, "dropped", &shared).await;
        photo(&office, "the same again", &shared).await;
        // Two are taken out of the draft for good: one whose content another has, one that is alone with it.
        let alone = "c".repeat(64);
        photo(&office, "alone", &alone).await;
        for name in ["dropped", "alone"] {
            let rows = sqlx::query("SELECT id FROM evidence_file WHERE telegram_file_id = $1")
                .bind(name)
                .fetch_all(&mut *store.reader().await.unwrap())
                .await
                .unwrap();
            let id: i64 = rows[0].get(0);
            let mut tx = store.begin().await.unwrap();
            let sql = format!("UPDATE draft SET body = REPLACE(body, '{id}', '1')");
            sqlx::query(AssertSqlSafe(sql))
                .execute(&mut *tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        let now = office.chats.now();
        let early = unattached::let_go(store, 0, now - DAY, now).await.unwrap();
        assert_eq!(early.seen, 0, "none is old enough");
        let gone = unattached::let_go(store, 0, now + DAY, now).await.unwrap();
        assert_eq!(gone.seen, 4);
        assert_eq!(names(store).await, ["used", "the same again"]);
        assert_eq!(to_go(store).await, [shared, alone]);
        // Behind the last there is nothing.
        let behind = unattached::let_go(store, gone.last, now + DAY, now).await;
        assert_eq!(behind.unwrap().seen, 0);
        assert_eq!(count(store, "SELECT COUNT(*) FROM draft").await, 1);
        assert!(office.chats.state(SOMSRI).await != State::Choice);
    })
    .await;
}

/// A photo of this content, which lies in the store and nothing names.
async fn left(office: &Office, evidence: &EvidenceStore, name: &str, content: &str) -> String {
    let home = office.chats.text(SOMSRI, "/home").await;
    let list = office.presses(SOMSRI, &home, "มาตรการของฉัน").await;
    office.presses(SOMSRI, &list, " ๑. ").await;
    let sha256 = evidence.put(content.as_bytes().to_vec()).await.unwrap();
    photo(office, name, &sha256).await;
    let mut tx = office.store().begin().await.unwrap();
    for sql in ["DELETE FROM draft", "DELETE FROM conversation"] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    sha256
}

#[tokio::test]
async fn a_content_goes_a_day_after_its_last_file_whatever_comes_in_between() {
    for_each_database(|db| async move {
        let store = &db.store;
        let office = office(store).await;
        let folder = tempfile::tempdir().unwrap();
        let evidence = EvidenceStore::folder(folder.path()).unwrap();
        let [one, two] = [
            left(&office, &evidence, "one", "first").await,
            left(&office, &evidence, "two", "second").await,
        ];
        let now = office.chats.now();
        let let_go = async |now| {
            let gone = unattached::let_go(store, 0, now + DAY, now).await;
            gone.unwrap();
        };
        let_go(now).await;
        assert!(names(store).await.is_empty());
        let sweep = async |now| {
            let swept = unattached::sweep(store, &evidence, now - unattached::REST).await;
            assert!(!swept.unwrap(), "it was all");
        };
        // A copy that was begun before the rows went still finds what they name.
        sweep(now + DAY).await;
        for name in [&one, &two] {
            assert!(evidence.get(name).await.is_ok(), "it has gone too early");
        }
        // The program is killed when one of them is gone and that is not written down.
        evidence.delete(&one).await.unwrap();
        // The other is sent once more, and is somebody's again.
        left(&office, &evidence, "again", "second").await;
        let later = now + DAY + 1;
        sweep(later).await;
        assert_eq!(evidence.find(&one).await.unwrap(), None);
        assert!(evidence.get(&two).await.is_ok());
        assert!(to_go(store).await.is_empty());
        let_go(later).await;
        sweep(later + DAY).await;
        assert!(evidence.get(&two).await.is_ok());
        sweep(later + DAY + 1).await;
        assert_eq!(evidence.find(&two).await.unwrap(), None);
        assert!(to_go(store).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_copy_that_is_being_made_lacks_nothing_that_is_let_go_of_meanwhile() {
    for_each_database(|db| async move {
        let store = &db.store;
        let office = office(store).await;
        let folder = tempfile::tempdir().unwrap();
        let rooms = Rooms {
            blobs: Blobs::open(folder.path().join("documents")).unwrap(),
            evidence: EvidenceStore::folder(&folder.path().join("evidence")).unwrap(),
        };
        left(&office, &rooms.evidence, "one", "first").await;
        let now = office.chats.now();
        let taken = Taken::of(&db.url).await.unwrap();
        unattached::let_go(store, 0, now + DAY, now).await.unwrap();
        unattached::sweep(store, &rooms.evidence, now - unattached::REST)
            .await
            .unwrap();
        assert!(names(store).await.is_empty());
        let copy = folder.path().join("copy.tar");
        let written = keeping::backup(taken, &rooms, &copy, Vec::new(), now).await;
        let sums = written.unwrap().sums;
        assert_eq!((sums.evidence, sums.lacking.len()), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_named_while_it_would_go_stays() {
    for_each_database(|db| async move {
        let store = &db.store;
        let office = office(store).await;
        let folder = tempfile::tempdir().unwrap();
        let evidence = EvidenceStore::folder(folder.path()).unwrap();
        left(&office, &evidence, "one", "first").await;
        let now = office.chats.now();
        let id = count(store, "SELECT id FROM evidence_file").await;
        // Somebody's step has the office to itself, and names the file.
        let mut step = store.begin().await.unwrap();
        offices::lock(store, &mut step, &[office.plan.office.0])
            .await
            .unwrap();
        let state = format!(
            "INSERT INTO conversation (chat_id, state, version) VALUES ({SOMSRI}, '{id}', 1)"
        );
        sqlx::query(AssertSqlSafe(state))
            .execute(&mut *step)
            .await
            .unwrap();
        let letting_go = tokio::spawn({
            let store = store.clone();
            async move { unattached::let_go(&store, 0, now + DAY, now).await }
        });
        // It has looked, and waits for the step.
        for _ in 0..10_000 {
            tokio::task::yield_now().await;
        }
        step.commit().await.unwrap();
        assert_eq!(letting_go.await.unwrap().unwrap().seen, 1);
        assert_eq!(names(store).await, ["one"]);
    })
    .await;
}

/// The contents that are to go, oldest first.
async fn to_go(store: &Store) -> Vec<String> {
    let rows = sqlx::query("SELECT sha256 FROM evidence_removal ORDER BY since, sha256")
        .fetch_all(&mut *store.reader().await.unwrap())
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn a_content_that_is_deleted_is_gone_and_deleting_it_twice_is_no_matter() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = EvidenceStore::folder(folder.path()).unwrap();
    let name = evidence.put(b"x".to_vec()).await.unwrap();
    let other = evidence.put(b"y".to_vec()).await.unwrap();
    for _ in 0..2 {
        evidence.delete(&name).await.unwrap();
        assert_eq!(evidence.find(&name).await.unwrap(), None);
    }
    assert_eq!(evidence.get(&other).await.unwrap(), b"y");
    assert!(evidence.delete("../../etc/passwd").await.is_err());
}
