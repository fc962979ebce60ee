//! Photos and files: what a draft, a filing, a version or an open question names stays; what nothing names goes
//! after a time, and its content with the last that had it.

use rapsap::dialogue::State;
use rapsap::domain::office::FileId;
use rapsap::store::evidence::{self, Kept};
use rapsap::store::evidence_store::EvidenceStore;
use rapsap::store::{Store, unattached};
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
        let early = unattached::let_go(store, 0, now - DAY).await.unwrap();
        assert_eq!(
            (early.seen, early.unused.len()),
            (0, 0),
            "none is old enough"
        );
        let gone = unattached::let_go(store, 0, now + DAY).await.unwrap();
        assert_eq!((gone.seen, gone.unused), (4, vec![alone]));
        assert_eq!(names(store).await, ["used", "the same again"]);
        // Behind the last there is nothing; the next round finds nothing to do.
        assert_eq!(
            unattached::let_go(store, gone.last, now + DAY)
                .await
                .unwrap()
                .seen,
            0
        );
        assert_eq!(
            unattached::let_go(store, 0, now + DAY)
                .await
                .unwrap()
                .unused
                .len(),
            0
        );
        assert_eq!(count(store, "SELECT COUNT(*) FROM draft").await, 1);
        assert!(office.chats.state(SOMSRI).await != State::Choice);
    })
    .await;
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
