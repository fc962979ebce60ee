//! Opening a database: its schema's history, several openers at once, and the files beside it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::Duration;

use futures_util::future::join_all;
use rapsap::domain::calendar::Quarter;
use rapsap::domain::office::{FileId, ReportId};
use rapsap::domain::period::Period;
use rapsap::domain::report::Stage;
use rapsap::store::blobs::{Blobs, sha256};
use rapsap::store::{Store, evidence, facts, migrations, offices, outbox, redactions, sole};
use sqlx::{AssertSqlSafe, Executor};
use tokio::time::timeout;

use crate::databases::{NOW, count, for_each_database, for_each_empty_database, sample_office};

#[tokio::test]
async fn eight_who_open_a_new_database_at_once_all_succeed() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("new.db").display());
    let opened = join_all((0..8).map(|_| {
        let url = url.clone();
        tokio::spawn(async move { Store::open(&url).await })
    }))
    .await;
    let stores: Vec<_> = opened
        .into_iter()
        .map(|store| store.unwrap().unwrap())
        .collect();
    assert_eq!(count(&stores[0], "SELECT opened FROM process").await, 8);
    let mut ids: Vec<_> = stores.iter().map(|store| store.id(NOW)).collect();
    ids.dedup();
    assert_eq!(ids.len(), 8);
}

#[tokio::test]
async fn several_who_open_a_new_postgresql_database_at_once_all_succeed() {
    for_each_database(|db| async move {
        let stores = join_all((0..4).map(|_| Store::open(&db.url))).await;
        for store in stores {
            store.unwrap().close().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_in_words() {
    for_each_database(|db| async move {
        let mut tx = db.store.begin().await.unwrap();
        let newer = "UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1";
        sqlx::query(newer).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let error = format!("{:#}", Store::open(&db.url).await.err().unwrap());
        assert_eq!(
            error,
            "the database is newer than this program: it has migration 9999; install a newer rapsap"
        );
    })
    .await;
}

#[tokio::test]
async fn a_database_in_memory_is_refused() {
    assert!(Store::open("sqlite::memory:").await.is_err());
}

/// Every migration ships a sample of what its version wrote, which is put in before the next one runs:
/// it must survive all later ones and still be read.
#[tokio::test]
async fn the_sample_data_of_every_migration_is_read_today() {
    for_each_empty_database(|url| async move {
        for version in migrations::versions() {
            let sample = format!("tests/fixtures/migrations/{version:04}.sql");
            let sample = std::fs::read_to_string(&sample)
                .unwrap_or_else(|_| panic!("migration {version} ships no {sample}"));
            let pool = migrations::run_up_to(&url, version).await.unwrap();
            pool.execute(sqlx::raw_sql(AssertSqlSafe(sample)))
                .await
                .unwrap();
            pool.close().await;
        }
        let store = &Store::open(&url).await.unwrap();
        let offices = offices::all(store).await.unwrap();
        let plan = offices::with_plan(store, offices[0].0)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (plan.fiscal_year, plan.measures.len(), plan.posts.len()),
            (2566, 2, 3)
        );
        assert_eq!(plan.posts[0].holder.as_ref().unwrap().chat, 7001);
        let mut reader = store.reader().await.unwrap();
        let desk = facts::desks(&mut reader, &[plan.into()])
            .await
            .unwrap()
            .remove(0);
        let filing = desk.standings[0].newest().unwrap();
        assert_eq!(
            (filing.revision, filing.reason.as_deref()),
            (3, Some("พิมพ์วันที่ผิด"))
        );
        let filing = desk.standings[0].quarters[3].filing.as_ref().unwrap();
        assert_eq!((filing.revision, filing.progress.results.len()), (2, 2));
        assert_eq!(desk.standings[0].draft, Some(Quarter::Second));
        assert_eq!(desk.standings[1].draft, Some(Quarter::Fourth));
        assert_eq!(
            desk.standings[1].quarters[3].returned.as_deref(),
            Some("ขาดวันที่ของคำสั่ง")
        );
        let report = desk.report(Period::Year).unwrap();
        assert_eq!(
            (report.stage, report.decisions.len()),
            (Stage::Checking { turn: 1 }, 1)
        );
        let quarter = desk.report(Period::Quarter(Quarter::First)).unwrap();
        assert_eq!((quarter.version, quarter.stage), (2, Stage::Compiled));
        assert_eq!((report.version, report.period), (1, Period::Year));
        let hidden = redactions::of_report(&mut reader, ReportId(1002)).await;
        assert_eq!(hidden.unwrap().len(), 1);
        let drafts = facts::drafts(&mut reader, &[502]).await.unwrap();
        assert_eq!(drafts[&502].draft.orders.len(), 1);
        let files: Vec<_> = [1500, 1501, 1502].map(FileId).into();
        let mut files = evidence::standings(&mut reader, 100, &files).await.unwrap();
        files.sort_by_key(|(file, _)| *file);
        assert!(
            matches!(&files[..], [
                (FileId(1500), evidence::Standing::Wanted),
                (FileId(1501), evidence::Standing::Kept(kept)),
            ] if kept.size == 4),
            "{files:?}"
        );
        drop(reader);
        let wanted = evidence::oldest_wanted(store, &[], 10, NOW).await.unwrap();
        assert_eq!((wanted.len(), wanted[0].attempts), (1, 0));
        assert_eq!(
            outbox::turn(store, &[], &[], 10, NOW)
                .await
                .unwrap()
                .next
                .len(),
            1
        );
    })
    .await;
}

#[test]
fn no_statement_changes_or_deletes_a_decision_or_an_audit_row() {
    let mut paths = vec![PathBuf::from("src")];
    let mut looked = 0;
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()));
            continue;
        }
        let Some("rs") = path.extension().and_then(|end| end.to_str()) else {
            continue;
        };
        looked += 1;
        let source = std::fs::read_to_string(path).unwrap();
        for table in ["decision", "audit"] {
            for change in ["UPDATE", "DELETE FROM"] {
                assert!(
                    !source.contains(&format!("{change} {table} ")),
                    "{change} {table}"
                );
            }
        }
    }
    assert!(looked > 100, "only {looked} files were looked at");
}

#[tokio::test]
async fn a_file_is_kept_under_its_hash_and_a_damaged_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path().join("blobs")).unwrap();
    let bytes = "รายงาน".as_bytes().to_vec();
    let name = blobs.put(bytes.clone()).await.unwrap();
    assert_eq!(name, sha256(&bytes));
    assert_eq!(blobs.put(bytes.clone()).await.unwrap(), name);
    assert_eq!(blobs.get(&name).await.unwrap(), bytes);

    let path = folder.path().join("blobs").join(&name[..2]).join(&name);
    std::fs::write(&path, "another").unwrap();
    assert!(
        blobs
            .get(&name)
            .await
            .unwrap_err()
            .to_string()
            .contains("damaged")
    );
    // Putting it again repairs it.
    blobs.put(bytes.clone()).await.unwrap();
    assert_eq!(blobs.get(&name).await.unwrap(), bytes);
    assert!(blobs.get("../../etc/passwd").await.is_err());
}

/// For a machine that others use as well.
const PATIENCE: Duration = Duration::from_secs(120);

fn serving(folder: &std::path::Path) -> (String, PathBuf) {
    let url = format!("sqlite:{}", folder.join("rapsap.db").display());
    (url, folder.join("rapsap.db.serving"))
}

#[tokio::test]
async fn who_tidies_the_lock_away_opens_no_way_for_a_second_program() {
    let folder = tempfile::tempdir().unwrap();
    let (url, lock) = serving(folder.path());
    let mut first = sole::take(&url).await.unwrap().unwrap();
    std::fs::remove_file(&lock).unwrap();
    let there_again = async {
        while !lock.exists() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = first.lost() => panic!("nobody came"),
        again = timeout(PATIENCE, there_again) => again.unwrap(),
    }
    assert!(sole::take(&url).await.unwrap().is_none());
    drop(first);
    assert!(sole::take(&url).await.unwrap().is_some());
}

#[tokio::test]
async fn a_program_whose_lock_was_taken_away_makes_way_for_the_one_that_came_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (url, lock) = serving(folder.path());
    let mut first = sole::take(&url).await.unwrap().unwrap();
    std::fs::remove_file(&lock).unwrap();
    let second = sole::take(&url).await.unwrap().unwrap();
    timeout(PATIENCE, first.lost()).await.unwrap();
    drop(first);
    assert!(sole::take(&url).await.unwrap().is_none());
    drop(second);
}

#[tokio::test]
async fn a_database_is_its_owners_alone_to_read_wherever_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rapsap.db");
    let store = Store::open(&format!("sqlite:{}", file.display()))
        .await
        .unwrap();
    sample_office(&store).await;
    for name in ["rapsap.db", "rapsap.db-wal", "rapsap.db-shm"] {
        let there = folder.path().join(name).metadata().unwrap();
        assert_eq!(there.permissions().mode() & 0o777, 0o600, "{name}");
    }
}
