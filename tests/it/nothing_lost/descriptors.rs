//! A program that may open no more files: it says so, keeps what it has, and goes on by itself once it may.

use std::os::unix::net::UnixDatagram;
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rapsap::domain::office::Role;
use rapsap::store::Store;

use super::health::Health;
use super::office;
use super::program::{PATIENCE, Program};
use super::telegram;
use super::two::{SOMEBODY, phone, unmarked, until_said};
use crate::databases::for_each_empty_database;
use crate::evidence::picture;

/// Says how many files the program may open from now on; false where that cannot be said.
fn may_open(program: &Program, files: u32) -> bool {
    let done = Command::new("prlimit")
        .args(["--pid", &program.id().to_string()])
        .arg(format!("--nofile={files}:"))
        .output();
    done.is_ok_and(|done| done.status.success())
}

/// The lowest number that no file of the program has: whoever may open so many may open no more.
fn unused(program: &Program) -> u32 {
    let open: Vec<u32> = std::fs::read_dir(format!("/proc/{}/fd", program.id()))
        .unwrap()
        .filter_map(|file| file.unwrap().file_name().to_str()?.parse().ok())
        .collect();
    (0..).find(|file| !open.contains(file)).unwrap()
}

/// Lets the program open no more files than it has open; false where that cannot be done. What it was just closing
/// must not leave it one.
async fn may_open_no_more(program: &Program) -> bool {
    let mut most = u32::MAX;
    let mut quiet = 0;
    while quiet < 10 {
        let lowest = unused(program);
        quiet = if lowest < most { 0 } else { quiet + 1 };
        most = most.min(lowest);
        if !may_open(program, most) {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_open_no_more_files_says_so_and_loses_nothing_and_goes_on_once_it_may() {
    for_each_empty_database(|url| async move {
        let telegram = telegram().await;
        let phones: Vec<_> = (0..20).map(|at| phone(&telegram, SOMEBODY + at)).collect();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&url).await.unwrap();
        let office = office::open(&store, &telegram, 1).await.unwrap();
        let (officer, reporter) = (
            &office.at_phones(Role::Contributor)[0],
            &office.at_phones(Role::Reporter)[0],
        );
        // Whom systemd would be.
        let notified = folder.path().join("notify");
        let socket = UnixDatagram::bind(&notified).unwrap();
        let (tells, told) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(size) = socket.recv(&mut bytes) {
                let words = String::from_utf8_lossy(&bytes[..size]).into_owned();
                if tells.send(words).is_err() {
                    break;
                }
            }
        });
        let hears = |words: &str| {
            tokio::task::block_in_place(|| {
                let begun = Instant::now();
                while !told.recv_timeout(PATIENCE).unwrap().contains(words) {
                    assert!(begun.elapsed() < PATIENCE, "{words} is not heard");
                }
            });
        };
        let mut program = Program::new(&url, &telegram.api_url(), folder.path());
        program.env = vec![
            ("NOTIFY_SOCKET", notified.display().to_string()),
            ("WATCHDOG_USEC", "900000".to_owned()),
        ];
        let health = Health::of(&mut program);
        program.start();
        office::reports(officer, Some(picture(40, "one"))).await;
        office::compiles(reporter).await;
        program.says("a file is kept").await;
        health.is_ready(&program).await;
        hears("STATUS=answers");
        if !may_open_no_more(&program).await {
            eprintln!("open files left out: there is no prlimit");
            return;
        }
        for phone in &phones {
            phone.text("ขอลิงก์เชิญ");
        }
        office::presses(reporter, "รวบรวมเท่าที่มี").await;
        officer.phone.text("/home");
        health.says(&program, "files", "too many open files").await;
        assert!(
            health.lives().await,
            "it is not the program that is to be ended"
        );
        hears("too many open files");
        hears("WATCHDOG=1");
        assert!(program.lives());
        assert!(may_open(&program, 1024));
        for phone in &phones {
            until_said(phone, 1, &program).await;
        }
        reporter.gets_file("รายงานฉบับที่ ๑").await;
        health.is_ready(&program).await;
        hears("STATUS=answers");
        program.says("files can be opened again").await;
        assert!(telegram.wait_until_confirmed(PATIENCE).await);
        program.is_idle(&store).await;
        program.terminate();
        assert!(phones.iter().all(|phone| unmarked(phone) == 1));
        assert_eq!(program.audit(), "the record is whole");
        store.close().await;
    })
    .await;
}
