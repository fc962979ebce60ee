//! Programs of their own that start on one database: at the same moment, on an older one, on a newer one.

use std::path::Path;
use std::process::{Command, Stdio};

use rapsap::store::migrations;
use rapsap::store::whole::Taken;
use sqlx::{AnyPool, Executor};

use crate::cli::{rapsap, run};
use crate::databases::for_each_empty_database;
use crate::keeping::{a_row_of_everything, rows};
use crate::telegram_line::TOKEN;

/// A command that opens the database, which brings it up to date, and does nothing else.
fn opens(url: &str, folder: &Path) -> Command {
    let mut command = rapsap();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sample_office.toml");
    command.args([
        "import",
        "--dry-run",
        sample,
        "--database",
        url,
        "--data-dir",
    ]);
    command.arg(folder);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_start_at_once_bring_a_new_or_an_old_database_up_to_date_once() {
    for old in [false, true] {
        for_each_empty_database(|url| async move {
            let folder = tempfile::tempdir().unwrap();
            if old {
                a_row_of_everything(&url, 0..=5).await;
            }
            let begun: Vec<_> = (0..4)
                .map(|_| {
                    let mut command = opens(&url, folder.path());
                    command.stdout(Stdio::piped()).stderr(Stdio::piped());
                    command.spawn().unwrap()
                })
                .collect();
            for program in begun {
                let ended = program.wait_with_output().unwrap();
                let said = String::from_utf8_lossy(&ended.stderr);
                assert!(ended.status.success(), "{said}");
            }
            let taken = Taken::of(&url).await.unwrap();
            let all: Vec<i64> = migrations::versions().collect();
            assert_eq!(taken.shape.migrations, all);
            taken.close().await.unwrap();
            assert_eq!(rows(&url).await["office"].len(), usize::from(old));
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_is_older_than_the_database_says_so_ends_and_changes_nothing() {
    for_each_empty_database(|url| async move {
        let folder = tempfile::tempdir().unwrap();
        a_row_of_everything(&url, 0..=i64::MAX).await;
        let before = rows(&url).await;
        let pool = AnyPool::connect(&url).await.unwrap();
        let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             SELECT 9999, description, success, checksum, execution_time FROM _sqlx_migrations WHERE version = 1";
        pool.execute(newer).await.unwrap();
        let said = "the database is newer than this program: it has migration 9999; install a newer rapsap";
        let (well, _, err) = run(&mut opens(&url, folder.path()));
        assert!(!well && err.contains(said), "{err}");
        let (well, _, err) = run(rapsap()
            .args(["serve", "--api-url", "http://127.0.0.1:9", "--database", &url, "--data-dir"])
            .arg(folder.path())
            .env("TELOXIDE_TOKEN", TOKEN));
        assert!(!well && err.contains(said), "{err}");
        let copy = folder.path().join("copy.tar");
        let (well, _, err) = run(rapsap()
            .args(["backup", "--database", &url, "--data-dir"])
            .args([folder.path(), &copy]));
        assert!(!well && err.contains(said) && !copy.exists(), "{err}");
        let as_before = "DELETE FROM _sqlx_migrations WHERE version = 9999";
        pool.execute(as_before).await.unwrap();
        pool.close().await;
        assert!(rows(&url).await == before);
    })
    .await;
}
