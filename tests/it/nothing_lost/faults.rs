//! What the database server, a file and the clock do to a program that runs, and what it says of itself meanwhile at
//! its health address: what is wrong as long as it is, and that it is well once it is not.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rapsap::domain::office::Role;
use rapsap::sandbox::Phone;
use rapsap::store::Store;

use super::cluster::{Line, Server};
use super::health::Health;
use super::office;
use super::program::{PATIENCE, Program};
use super::telegram;
use super::two::{SOMEBODY, phone, unmarked, until_said};
use crate::evidence::picture;

/// Writes, and waits until that and everything before it is answered.
async fn answered(somebody: &Phone, said: &mut usize, program: &Program) {
    somebody.text("ขอลิงก์เชิญ");
    *said += 1;
    until_said(somebody, *said, program).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgresql_that_dies_writes_nothing_or_is_taken_over_at_another_address_costs_no_answer()
{
    let Some(first) = tokio::task::block_in_place(Server::start) else {
        eprintln!("PostgreSQL server suite left out: there is no server's program to start one");
        return;
    };
    let line = Line::to(first.address()).await;
    let url = format!("postgres://rapsap@127.0.0.1:{}/postgres", line.port);
    let telegram = telegram().await;
    let somebody = phone(&telegram, SOMEBODY);
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    let health = Health::of(&mut program);
    program.start();
    let mut said = 0;
    answered(&somebody, &mut said, &program).await;
    health.is_ready(&program).await;
    // It dies in the middle of its work, and comes back.
    for _ in 0..3 {
        somebody.text("ขอลิงก์เชิญ");
    }
    tokio::task::block_in_place(|| first.dies());
    somebody.text("ขอลิงก์เชิญ");
    said += 4;
    health.says(&program, "database", "does not answer").await;
    health
        .says(&program, "intake", "updates cannot be stored")
        .await;
    assert!(
        health.lives().await,
        "it is not the program that is to be ended"
    );
    assert!(telegram.updates_pending() > 0);
    tokio::task::block_in_place(|| first.up());
    until_said(&somebody, said, &program).await;
    health.is_ready(&program).await;
    // It answers and takes nothing.
    tokio::task::block_in_place(|| first.is_read_only(true));
    somebody.text("ขอลิงก์เชิญ");
    said += 1;
    health
        .says(&program, "intake", "the database is read-only")
        .await;
    assert!(telegram.updates_pending() > 0);
    tokio::task::block_in_place(|| first.is_read_only(false));
    until_said(&somebody, said, &program).await;
    health.is_ready(&program).await;
    // It dies for good, and the one that followed it takes over, elsewhere.
    let second = tokio::task::block_in_place(|| first.followed());
    answered(&somebody, &mut said, &program).await;
    somebody.text("ขอลิงก์เชิญ");
    tokio::task::block_in_place(|| first.dies());
    somebody.text("ขอลิงก์เชิญ");
    said += 2;
    health.says(&program, "database", "does not answer").await;
    line.leads_to(second.address());
    health
        .says(&program, "intake", "the database is read-only")
        .await;
    tokio::task::block_in_place(|| second.takes_over());
    until_said(&somebody, said, &program).await;
    health.is_ready(&program).await;
    assert!(telegram.wait_until_confirmed(PATIENCE).await);
    assert!(program.lives());
    program.terminate();
    assert!(unmarked(&somebody) <= said, "{:?}", somebody.received());
    assert_eq!(program.audit(), "the record is whole");
}

/// A file that nobody may write to; it may be as before once this is dropped.
struct Sealed(PathBuf);

impl Sealed {
    /// None where file systems or rights do not allow it.
    fn seal(file: PathBuf) -> Option<Sealed> {
        let done = Command::new("chattr").arg("+i").arg(&file).output();
        done.is_ok_and(|done| done.status.success())
            .then_some(Sealed(file))
    }
}

impl Drop for Sealed {
    fn drop(&mut self) {
        let _ = Command::new("chattr").arg("-i").arg(&self.0).output();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_cannot_be_written_any_more_takes_nothing_until_it_can_and_says_so() {
    let telegram = telegram().await;
    let somebody = phone(&telegram, SOMEBODY);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rapsap.db");
    let url = format!("sqlite:{}", file.display());
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    let health = Health::of(&mut program);
    program.start();
    let mut said = 0;
    answered(&somebody, &mut said, &program).await;
    health.is_ready(&program).await;
    let Some(sealed) = Sealed::seal(file.with_extension("db-wal")) else {
        eprintln!("sealed database left out: this user, or this file system, cannot seal a file");
        return;
    };
    for _ in 0..3 {
        somebody.text("ขอลิงก์เชิญ");
    }
    said += 3;
    health
        .says(&program, "intake", "updates cannot be stored")
        .await;
    assert!(
        telegram.updates_pending() > 0,
        "something was confirmed that is not kept"
    );
    assert!(program.lives());
    drop(sealed);
    until_said(&somebody, said, &program).await;
    health.is_ready(&program).await;
    program.terminate();
    assert_eq!(unmarked(&somebody), said);
}

/// The only file below a folder.
fn only_file(folder: &Path) -> PathBuf {
    let mut folder = folder.to_owned();
    while folder.is_dir() {
        let first = folder.read_dir().unwrap().next().unwrap();
        folder = first.unwrap().path();
    }
    folder
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_file_of_the_evidence_is_told_the_report_goes_on_without_it_and_who_sends_it_again_mends_it()
 {
    let telegram = telegram().await;
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("rapsap.db").display());
    let store = Store::open(&url).await.unwrap();
    let office = office::open(&store, &telegram, 1).await.unwrap();
    let officers = office.at_phones(Role::Contributor);
    let reporter = &office.at_phones(Role::Reporter)[0];
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    let health = Health::of(&mut program);
    program.start();
    office::reports(&officers[0], Some(picture(40, "one"))).await;
    program.says("a file is kept").await;
    let photo = only_file(&folder.path().join("data/evidence"));
    let sound = std::fs::read(&photo).unwrap();
    program.is_idle(&store).await;
    // A disk has turned some of its bits.
    std::fs::write(&photo, [&sound[..], b"damage"].concat()).unwrap();
    office::compiles(reporter).await;
    office::presses(reporter, "รวบรวมเท่าที่มี").await;
    reporter.gets_file("รายงานฉบับที่ ๑").await;
    let name = photo.file_name().unwrap().to_str().unwrap().to_owned();
    health.remarks(&program, &name).await;
    assert!(
        health
            .metrics()
            .await
            .contains("rapsap_evidence_damaged 1\n")
    );
    assert!(program.said("a file of the evidence store is damaged") > 0);
    let told = health.metrics().await;
    for line in [
        "rapsap_documents_total{kind=\"report\",outcome=\"made\"} 1",
        "rapsap_document_seconds_count{kind=\"report\"} 1",
        "rapsap_files_total{outcome=\"kept\"} 1",
    ] {
        assert!(told.contains(line), "{line} is missing in\n{told}");
    }
    // Sent again, by whomever, it is what it was.
    office::reports(&officers[1], Some(picture(40, "one"))).await;
    let begun = std::time::Instant::now();
    while !health
        .metrics()
        .await
        .contains("rapsap_evidence_damaged 0\n")
    {
        assert!(begun.elapsed() < PATIENCE, "{}", program.log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(std::fs::read(&photo).unwrap(), sound);
    health.is_ready(&program).await;
    program.terminate();
    store.close().await;
}

/// What gives a program another time than the machine's, where it is installed.
fn faketime() -> Option<PathBuf> {
    let folders = Path::new("/usr/lib").read_dir().ok()?;
    folders
        .filter_map(|folder| Some(folder.ok()?.path().join("faketime/libfaketime.so.1")))
        .find(|library| library.exists())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_ahead_and_back_is_told_and_costs_no_answer() {
    let Some(library) = faketime() else {
        eprintln!("jumping clock suite left out: libfaketime is not installed");
        return;
    };
    let telegram = telegram().await;
    let somebody = phone(&telegram, SOMEBODY);
    let folder = tempfile::tempdir().unwrap();
    let ahead = folder.path().join("ahead");
    let shows = |how: &str| std::fs::write(&ahead, how).unwrap();
    shows("+0");
    let url = format!("sqlite:{}", folder.path().join("rapsap.db").display());
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    program.env = vec![
        ("LD_PRELOAD", library.display().to_string()),
        ("FAKETIME_TIMESTAMP_FILE", ahead.display().to_string()),
        ("FAKETIME_NO_CACHE", "1".to_owned()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ("NO_FAKE_STAT", "1".to_owned()),
    ];
    let health = Health::of(&mut program);
    program.start();
    let mut said = 0;
    for (jumps, how) in [(0, "+0"), (1, "+3d"), (2, "-2d"), (3, "+0")] {
        shows(how);
        program
            .says_again("the machine's clock has jumped", jumps)
            .await;
        for _ in 0..3 {
            answered(&somebody, &mut said, &program).await;
        }
        health.is_ready(&program).await;
        if jumps == 2 {
            let behind = "the clock stands before what was written down last";
            health.remarks(&program, behind).await;
        }
    }
    assert!(
        health
            .metrics()
            .await
            .contains("rapsap_clock_jumps_total 3\n")
    );
    assert!(telegram.wait_until_confirmed(PATIENCE).await);
    program.terminate();
    assert_eq!(unmarked(&somebody), said);
}
