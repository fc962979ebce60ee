//! The machine and the database server misbehave: the program says what is wrong, confirms nothing that it cannot
//! keep, and goes on by itself when the fault ends.

use std::time::Duration;

use rapsap::store::Store;
use rapsap::vitals::Part;

use super::cluster::Line;
use super::disk::Disk;
use super::health::Health;
use super::program::{PATIENCE, Program};
use super::telegram;
use super::two::{SOMEBODY, phone, unmarked, until_said};
use crate::databases::for_each_empty_database;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_full_disk_nothing_is_confirmed_that_is_not_kept_and_all_is_answered_once_there_is_room()
 {
    let (folder, small) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Some(disk) = Disk::mount(small.path(), 6) else {
        eprintln!("full disk left out: this user may not mount one");
        return;
    };
    let telegram = telegram().await;
    let somebody = phone(&telegram, SOMEBODY);
    let url = format!("sqlite:{}", small.path().join("rapsap.db").display());
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    let health = Health::of(&mut program);
    program.start();
    somebody.start(None);
    until_said(&somebody, 1, &program).await;
    health.is_ready(&program).await;
    let ballast = disk.fill();
    // Some may still find a place in what the database has at hand.
    let mut sent = 1;
    while program.said("updates cannot be stored") == 0 {
        assert!(sent < 60, "a full disk is not noticed\n{}", program.log());
        somebody.text(&"ก".repeat(3_000));
        sent += 1;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    assert!(
        telegram.updates_pending() > 0,
        "something was confirmed that is not kept"
    );
    assert!(program.lives(), "{}", program.log());
    assert!(program.said("full") > 0, "{}", program.log());
    health.says(&program, "intake", "the disk is full").await;
    health.says(&program, "disk", "database").await;
    assert!(
        health.lives().await,
        "it is not the program that is to be ended"
    );
    // That nothing comes for a while does not end the trouble: whoever looks sees one, and the log tells of it once.
    let troubles = program.said("updates wait, because");
    health.ails_for(&program, "worker", 5).await;
    assert_eq!(
        program.said("updates wait, because"),
        troubles,
        "{}",
        program.log()
    );
    assert_eq!(
        program.said("updates are answered again"),
        troubles - 1,
        "{}",
        program.log()
    );
    std::fs::remove_file(ballast).unwrap();
    until_said(&somebody, sent, &program).await;
    health.is_ready(&program).await;
    assert!(telegram.wait_until_confirmed(PATIENCE).await);
    program.says("updates arrive again").await;
    program.terminate();
    assert_eq!(unmarked(&somebody), sent);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_is_hardly_larger_than_the_database_is_not_filled_by_its_journal() {
    let (folder, small) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Some(disk) = Disk::mount(small.path(), 3) else {
        eprintln!("small disk left out: this user may not mount one");
        return;
    };
    let telegram = telegram().await;
    // No more of each than is taken of one person.
    let phones: Vec<_> = (0..8).map(|at| phone(&telegram, SOMEBODY + at)).collect();
    let url = format!("sqlite:{}", small.path().join("rapsap.db").display());
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    program.start();
    let mut said = 0;
    // Many times what the disk can hold goes through the journal.
    for _ in 0..30 {
        said += 1;
        for phone in &phones {
            phone.text("ขอลิงก์เชิญ");
            until_said(phone, said, &program).await;
        }
    }
    let journal = small.path().join("rapsap.db-wal");
    let journal = std::fs::metadata(journal).unwrap().len();
    assert!(journal < 1 << 20, "{journal} bytes");
    // Full, it goes on as soon as a little room is there again, and goes on going on.
    let ballast = disk.fill();
    let mut waiting = 0;
    while program.said("updates cannot be stored") == 0 {
        assert!(
            waiting < 50,
            "a full disk is not noticed\n{}",
            program.log()
        );
        for phone in &phones {
            phone.text("ขอลิงก์เชิญ");
        }
        waiting += 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    said += waiting;
    let file = std::fs::File::options().write(true).open(&ballast).unwrap();
    let length = file.metadata().unwrap().len();
    file.set_len(length - (384 << 10)).unwrap();
    for phone in &phones {
        until_said(phone, said, &program).await;
    }
    program.terminate();
    assert_eq!(program.audit(), "the record is whole");
}

#[tokio::test]
async fn on_a_disk_that_others_have_filled_the_journal_gives_back_the_room_that_it_took() {
    let small = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(small.path(), 3) else {
        eprintln!("small disk left out: this user may not mount one");
        return;
    };
    let url = format!("sqlite:{}", small.path().join("rapsap.db").display());
    // Opened once more, it begins a journal of its own.
    Store::open(&url).await.unwrap().close().await;
    let store = Store::open(&url).await.unwrap();
    // As in a program with several rooms, where the writer's connection is never the last.
    let reader = store.reader().await.unwrap();
    for _ in 0..40 {
        store.probe().await.unwrap();
    }
    disk.fill();
    let full = store.probe().await.unwrap_err();
    store.ails(Part::Worker, "updates wait", &full);
    let told = store.vitals.wrong(std::time::Instant::now());
    assert!(
        told.iter()
            .any(|wrong| wrong.why == Some("the disk is full")),
        "{told:?}"
    );
    // No more room than before, and what the journal held is in the file.
    for _ in 0..20 {
        store.probe().await.unwrap();
    }
    drop(reader);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_hardly_any_files_to_open_everybody_is_answered() {
    for_each_empty_database(|url| async move {
        let telegram = telegram().await;
        let folder = tempfile::tempdir().unwrap();
        let phones: Vec<_> = (0..60).map(|at| phone(&telegram, SOMEBODY + at)).collect();
        let mut program = Program::new(&url, &telegram.api_url(), folder.path());
        program.by = ["sh", "-c", "ulimit -n 30; exec \"$@\"", "sh"]
            .map(str::to_owned)
            .into();
        program.start();
        assert!(
            telegram.wait_until_polled(PATIENCE).await,
            "{}",
            program.log()
        );
        for phone in &phones {
            phone.start(None);
            phone.text("ขอลิงก์เชิญ");
        }
        for phone in &phones {
            until_said(phone, 2, &program).await;
        }
        assert!(program.said("Too many open files") > 0, "{}", program.log());
        assert!(program.lives());
        program.terminate();
        assert!(phones.iter().all(|phone| unmarked(phone) <= 2));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgresql_that_restarts_or_goes_away_for_a_while_costs_no_answer() {
    for_each_empty_database(|url| async move {
        if url.starts_with("sqlite:") {
            return;
        }
        let mut through = reqwest::Url::parse(&url).unwrap();
        let server = format!(
            "{}:{}",
            through.host_str().unwrap(),
            through.port().unwrap_or(5432)
        );
        let line = Line::to(server).await;
        through.set_host(Some("127.0.0.1")).unwrap();
        through.set_port(Some(line.port)).unwrap();
        let telegram = telegram().await;
        let somebody = phone(&telegram, SOMEBODY);
        let folder = tempfile::tempdir().unwrap();
        let mut program = Program::new(through.as_str(), &telegram.api_url(), folder.path());
        program.start();
        somebody.start(None);
        until_said(&somebody, 1, &program).await;
        // Connections break in the middle of whatever is done, again and again.
        for said in 2..=12 {
            somebody.text("ขอลิงก์เชิญ");
            tokio::time::sleep(Duration::from_millis(13 * said)).await;
            line.is_up(true);
        }
        until_said(&somebody, 12, &program).await;
        // The server is away.
        line.is_up(false);
        for _ in 0..3 {
            somebody.text("ขอลิงก์เชิญ");
        }
        program.says("updates cannot be stored").await;
        assert!(telegram.updates_pending() > 0);
        line.is_up(true);
        until_said(&somebody, 15, &program).await;
        program.says("updates arrive again").await;
        assert!(program.lives());
        program.terminate();
        assert!(unmarked(&somebody) <= 15, "{:?}", somebody.received());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_disk_that_has_become_read_only_nothing_is_confirmed_until_it_can_be_written_again() {
    let (folder, small) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let Some(disk) = Disk::mount(small.path(), 6) else {
        eprintln!("read-only disk left out: this user may not mount one");
        return;
    };
    let telegram = telegram().await;
    let somebody = phone(&telegram, SOMEBODY);
    // A disk with an open file that is written to is not made read-only; its limit is what can be changed.
    let url = format!("sqlite:{}", small.path().join("rapsap.db").display());
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    program.start();
    somebody.start(None);
    until_said(&somebody, 1, &program).await;
    program.terminate();
    disk.remount("remount,ro");
    program.start();
    let begun = std::time::Instant::now();
    while program.lives() {
        assert!(begun.elapsed() < PATIENCE, "it goes on\n{}", program.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(
        program.said("Read-only file system") > 0,
        "{}",
        program.log()
    );
    somebody.text("ขอลิงก์เชิญ");
    assert_eq!(telegram.updates_pending(), 1);
    disk.remount("remount,rw");
    program.start();
    until_said(&somebody, 2, &program).await;
    program.terminate();
}
