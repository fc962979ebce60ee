//! `rapsap backup` and `rapsap restore`.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use age::secrecy::ExposeSecret as _;
use rapsap::store::Store;
use rapsap::store::audit::{self, Entry};
use serde_json::json;

use super::{
    a_copy, a_row_of_everything, acknowledged, backup, does, exported, restore, rows, sqlite, types,
};
use crate::cli::rapsap;
use crate::databases::{NOW, count, for_each_empty_database};
use crate::telegram_line::SOON;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_backed_up_is_restored_the_same_on_either_database() {
    for_each_empty_database(|from| async move {
        let here = tempfile::tempdir().unwrap();
        acknowledged(&from, here.path()).await;
        let copy = here.path().join("copy.tar");
        let copy = copy.to_str().unwrap();
        let told = does(&from, here.path(), &["backup", copy]);
        assert!(told.contains("3 files of evidence"), "{told}");
        let (said, zip, before) = (
            &does(&from, here.path(), &["audit"]),
            &exported(&from, here.path()),
            &rows(&from).await,
        );
        for_each_empty_database(|to| async move {
            let there = tempfile::tempdir().unwrap();
            let told = does(&to, there.path(), &["restore", copy]);
            assert!(told.contains("its record is whole"), "{told}");
            assert!(rows(&to).await == *before, "other rows than were backed up");
            assert_eq!(does(&to, there.path(), &["audit"]), *said);
            assert!(exported(&to, there.path()) == *zip, "another export");
            // Work goes on: what is new comes after what was there.
            let store = Store::open(&to).await.unwrap();
            let newest = count(&store, "SELECT MAX(id) FROM audit").await;
            assert!(store.id(NOW + 1000) > newest);
            store.close().await;
            // Once only.
            let (well, told) = types(&to, there.path(), &["restore", copy]);
            assert!(!well && told.contains("is not empty"), "{told}");
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_have_put_into_the_database_is_neither_copied_nor_in_the_way() {
    for_each_empty_database(|from| async move {
        let here = tempfile::tempdir().unwrap();
        acknowledged(&from, here.path()).await;
        let store = Store::open(&from).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        for theirs in [
            "CREATE TABLE _theirs (id INTEGER, day DATE)",
            "CREATE VIEW names AS SELECT id, name FROM office",
        ] {
            sqlx::query(theirs).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        store.close().await;
        let copy = here.path().join("copy.tar");
        let copy = copy.to_str().unwrap();
        does(&from, here.path(), &["backup", copy]);
        let there = tempfile::tempdir().unwrap();
        let told = does(&sqlite(there.path()), there.path(), &["restore", copy]);
        assert!(told.contains("its record is whole"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_row_of_every_table_comes_back_and_an_older_version_is_brought_up_to_date() {
    for_each_empty_database(|from| async move {
        let here = tempfile::tempdir().unwrap();
        a_row_of_everything(&from, 0..=6).await;
        let old = &here.path().join("old.tar");
        backup(&from, here.path(), old).await.unwrap();
        a_row_of_everything(&from, 7..=i64::MAX).await;
        let new = &here.path().join("new.tar");
        let written = backup(&from, here.path(), new).await.unwrap();
        // The fixtures name files that never were.
        assert!(!written.sums.lacking.is_empty());
        let before = &rows(&from).await;
        for (name, rows) in before {
            assert!(!rows.is_empty(), "{name} has no row to be copied");
        }
        for_each_empty_database(|to| async move {
            let there = tempfile::tempdir().unwrap();
            let restored = restore(&to, there.path(), new).await.unwrap();
            assert_eq!(restored.taken_at, NOW);
            assert!(rows(&to).await == *before);
        })
        .await;
        for_each_empty_database(|to| async move {
            let there = tempfile::tempdir().unwrap();
            restore(&to, there.path(), old).await.unwrap();
            let now = rows(&to).await;
            assert!(now["report"][0].contains("year"), "{:?}", now["report"]);
            assert_eq!(now["office"], before["office"]);
            Store::open(&to).await.unwrap().close().await;
        })
        .await;
        // A place that is newer already is said to be, and is left alone.
        for_each_empty_database(|to| async move {
            Store::open(&to).await.unwrap().close().await;
            let there = tempfile::tempdir().unwrap();
            let error = restore(&to, there.path(), old).await.err().unwrap();
            assert!(format!("{error:#}").contains("take a place without a database"));
            restore(&to, there.path(), new).await.unwrap();
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_is_made_while_people_work_is_of_one_moment() {
    for_each_empty_database(|from| async move {
        let here = tempfile::tempdir().unwrap();
        acknowledged(&from, here.path()).await;
        let store = Store::open(&from).await.unwrap();
        let stop = Arc::new(AtomicBool::new(false));
        let written = Arc::new(AtomicU64::new(0));
        let working = tokio::spawn({
            let (store, stop, written) = (store.clone(), stop.clone(), written.clone());
            async move {
                while !stop.load(Ordering::Relaxed) {
                    // The entry and the newest hash are two tables' rows of one commit.
                    let mut tx = store.begin().await.unwrap();
                    let entry = Entry {
                        id: store.id(NOW),
                        at: NOW,
                        office: None,
                        person: None,
                        action: "import",
                        subject: None,
                        detail: json!({ "long": "ก".repeat(2000) }),
                    };
                    audit::write(&mut tx, vec![entry]).await.unwrap();
                    tx.commit().await.unwrap();
                    written.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        let mut copies = Vec::new();
        for n in 0..4 {
            let copy = here.path().join(format!("{n}.tar"));
            let before = written.load(Ordering::Relaxed);
            while written.load(Ordering::Relaxed) < before + 20 {
                tokio::task::yield_now().await;
            }
            backup(&from, here.path(), &copy).await.unwrap();
            copies.push(copy);
        }
        stop.store(true, Ordering::Relaxed);
        working.await.unwrap();
        store.close().await;
        let mut sizes = Vec::new();
        for copy in copies {
            let there = tempfile::tempdir().unwrap();
            let to = sqlite(there.path());
            restore(&to, there.path(), &copy).await.unwrap();
            let store = Store::open(&to).await.unwrap();
            assert_eq!(
                audit::faults(&mut store.reader().await.unwrap())
                    .await
                    .unwrap(),
                0
            );
            store.close().await;
            sizes.push(rows(&to).await["audit"].len());
        }
        assert!(sizes.is_sorted() && sizes[0] < sizes[3], "{sizes:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_encrypted_copy_is_read_with_its_key_only() {
    let (dir, _) = a_copy().await;
    let url = sqlite(dir.path());
    let mine = age::x25519::Identity::generate();
    let key = |name: &str, key: &age::x25519::Identity| {
        let path = dir.path().join(name);
        std::fs::write(&path, key.to_string().expose_secret()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let my_file = key("mine.txt", &mine);
    let other_file = key("other.txt", &age::x25519::Identity::generate());
    let folder = dir.path().join("copies");
    std::fs::create_dir(&folder).unwrap();
    let into = folder.to_str().unwrap();
    let recipient = mine.to_public().to_string();
    let told = does(
        &url,
        dir.path(),
        &["backup", "--recipient", &recipient, into],
    );
    let copy = folder.read_dir().unwrap().next().unwrap().unwrap().path();
    let bytes = std::fs::read(&copy).unwrap();
    assert!(!bytes.windows(9).any(|part| part == b"sums.json"));
    let copy = copy.to_str().unwrap();
    assert!(copy.ends_with(".tar.age") && told.contains(copy), "{told}");

    let there = tempfile::tempdir().unwrap();
    let to = sqlite(there.path());
    let restores = |words: &[&str]| types(&to, there.path(), &[&["restore"], words].concat());
    let (well, told) = restores(&[copy]);
    assert!(!well && told.contains("--identity"), "{told}");
    let (well, told) = restores(&["--identity", &other_file, copy]);
    assert!(!well && told.contains("cannot be restored"), "{told}");
    // Its end is missed although everything before it is right.
    let short = dir.path().join("short.age");
    std::fs::write(&short, &bytes[..bytes.len() - 20]).unwrap();
    let (well, told) = restores(&["--identity", &my_file, short.to_str().unwrap()]);
    assert!(!well && told.contains("damaged"), "{told}");
    let (well, told) = restores(&["--identity", &my_file, copy]);
    assert!(well, "{told}");
    assert!(exported(&to, there.path()) == exported(&url, dir.path()));
    let (well, told) = types(
        &url,
        dir.path(),
        &["backup", "--recipient", "ssh-rsa AAAA", into],
    );
    assert!(!well && told.contains("begins with age1"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_takes_no_other_files_place_and_says_what_it_lacks() {
    let (dir, copy) = a_copy().await;
    let url = sqlite(dir.path());
    let kept = std::fs::read(&copy).unwrap();
    let (well, told) = types(&url, dir.path(), &["backup", copy.to_str().unwrap()]);
    assert!(!well && told.contains("is there already"), "{told}");
    assert!(std::fs::read(&copy).unwrap() == kept);
    let (well, told) = types(&url, dir.path(), &["backup", "/nowhere/at/all.tar"]);
    assert!(!well && told.contains("cannot be written to"), "{told}");
    let (well, told) = types(&url, dir.path(), &["backup", "/nowhere/"]);
    assert!(
        !well && told.contains("there is no folder /nowhere/"),
        "{told}"
    );
    let nowhere = tempfile::tempdir().unwrap();
    let (well, told) = types(
        &sqlite(nowhere.path()),
        nowhere.path(),
        &["backup", "a.tar"],
    );
    assert!(!well && told.contains("there is no database"), "{told}");
    assert!(nowhere.path().read_dir().unwrap().next().is_none());

    // One file of the evidence is gone: the rest is kept, and who asked is told.
    let evidence = dir.path().join("evidence");
    let gone = evidence.read_dir().unwrap().next().unwrap().unwrap().path();
    std::fs::remove_dir_all(gone).unwrap();
    let lame = dir.path().join("lame.tar");
    let (well, told) = types(&url, dir.path(), &["backup", lame.to_str().unwrap()]);
    assert!(
        !well && told.contains("1 files are gone or damaged"),
        "{told}"
    );
    let there = tempfile::tempdir().unwrap();
    let restored = restore(&sqlite(there.path()), there.path(), &lame).await;
    let sums = restored.unwrap().sums;
    assert_eq!((sums.lacking.len(), sums.evidence), (1, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_is_ended_in_the_middle_leaves_nothing() {
    let (dir, copy) = a_copy().await;
    let whole = std::fs::read(&copy).unwrap();
    // A copy that comes slowly, and whose last entry never comes.
    let slow = dir.path().join("slow.tar");
    assert!(
        Command::new("mkfifo")
            .arg(&slow)
            .status()
            .unwrap()
            .success()
    );
    let pipe = File::options().read(true).write(true).open(&slow).unwrap();
    let last = whole.iter().rposition(|byte| *byte != 0).unwrap();
    let mut coming = Command::new("head")
        .args(["-c", &(last - 2000).to_string()])
        .arg(&copy)
        .stdout(pipe.try_clone().unwrap())
        .spawn()
        .unwrap();
    let there = tempfile::tempdir().unwrap();
    let mut program = rapsap()
        .args(["restore", "--data-dir"])
        .args([there.path(), &slow])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let aside = || {
        let mut inside = there.path().read_dir().unwrap();
        inside.any(|entry| {
            let name = entry.unwrap().file_name();
            name.to_str().unwrap().starts_with(".restoring-")
        })
    };
    let begun = Instant::now();
    while !aside() {
        assert!(begun.elapsed() < SOON, "it does not begin");
        std::thread::sleep(Duration::from_millis(10));
    }
    let id = program.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
    assert!(!program.wait().unwrap().success());
    coming.kill().unwrap();
    coming.wait().unwrap();
    drop(pipe);
    assert!(!aside());
    let url = sqlite(there.path());
    restore(&url, there.path(), &copy).await.unwrap();
    assert!(rows(&url).await == rows(&sqlite(dir.path())).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_that_is_killed_at_any_moment_is_done_by_saying_the_same_again() {
    let (dir, copy) = a_copy().await;
    let (copy, of) = (copy.to_str().unwrap(), &rows(&sqlite(dir.path())).await);
    let (dir, zip) = (dir.path(), &exported(&sqlite(dir.path()), dir.path()));
    let files = &|folder: &Path| {
        let kinds = ["documents", "evidence"].map(|kind| folder.join(kind));
        kinds.map(|kind| kind.read_dir().unwrap().count())
    };
    for round in 0..6 {
        for_each_empty_database(|to| async move {
            let there = tempfile::tempdir().unwrap();
            let mut program = rapsap()
                .args(["restore", "--database", &to, "--data-dir"])
                .arg(there.path())
                .arg(copy)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            // Sometimes about where the database and the folder change, else anywhere.
            let at_the_end = || there.path().join(".restoring.json").exists();
            let (anywhere, about) = (round % 2 == 0, Duration::from_millis(round * 3));
            let mut begun = Instant::now();
            while program.try_wait().unwrap().is_none() {
                let moment = if anywhere { about * 15 } else { about };
                if !anywhere && !at_the_end() {
                    begun = Instant::now();
                } else if begun.elapsed() >= moment {
                    break;
                }
                std::thread::yield_now();
            }
            program.kill().unwrap();
            program.wait().unwrap();
            let unsure = at_the_end();
            let (well, told) = types(&to, there.path(), &["restore", copy]);
            // One that had come to its end has nothing left to do.
            let was_done = !unsure && told.contains("is not empty");
            assert!(well || was_done, "{round}: {told}");
            assert!(rows(&to).await == *of, "{round}: {told}");
            assert!(exported(&to, there.path()) == *zip, "{round}");
            assert_eq!(files(there.path()), files(dir), "{round}");
            let mut left = there.path().read_dir().unwrap();
            let left = left.find(|entry| {
                let name = entry.as_ref().unwrap().file_name();
                name.to_str().unwrap().starts_with(".restoring")
            });
            // What was killed before it could tidy up is tidied up by the next.
            assert!(!well || left.is_none(), "{round}: {left:?}");
        })
        .await;
    }
}
