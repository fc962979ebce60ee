//! Files are made in processes of their own, and whatever goes wrong in one costs the one file that it was to make.
#![cfg(debug_assertions)] // A release knows no job that goes wrong.

mod figures;
mod phones;

use std::io::{Cursor, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use image::{DynamicImage, ImageFormat};
use rapsap::document::photos::{Photos, chosen, unfit};
use rapsap::domain::report::DocumentKind;
use rapsap::l10n::L10n;
use rapsap::press::job::{Fault, Job, Paper};
use rapsap::press::{Press, Settings, Unmade};

use crate::cli::rapsap;
use crate::faces::snapshot::{COMPILED, HASH, decisions, with_files};

fn settings() -> Settings {
    Settings {
        program: Some(env!("CARGO_BIN_EXE_rapsap").into()),
        ..Settings::default()
    }
}

/// One whose files are made in processes of their own, one document at a time.
fn press(settings: Settings) -> Press {
    let settings = Settings {
        at_once: 1,
        ..settings
    };
    Press::new(&settings, Arc::new(L10n::new()))
}

fn paper(kind: DocumentKind) -> Job {
    let snapshot = with_files();
    Job::Paper(Box::new(Paper {
        kind,
        made_at: COMPILED,
        decisions: decisions(&snapshot),
        snapshot,
        hidden: Default::default(),
        report_sha256: Some(HASH.to_owned()),
        acknowledged_sha256: Some(HASH.to_owned()),
    }))
}

fn taken() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::new_rgb8(400, 300);
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

async fn photo(press: &Press, bytes: Vec<u8>) -> Result<Option<Vec<u8>>, Unmade> {
    let photos = Photos::from([(12, bytes)]);
    press.make(Job::Photo, photos).await
}

async fn faulty(press: &Press, fault: Fault) -> String {
    let made = press.make(Job::Fault(fault), Photos::new()).await;
    made.expect_err("nothing is made of it").to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_makes_the_same_bytes_as_a_command_does_cold_and_warm() {
    let processes = press(settings());
    let itself = Press::itself(Arc::new(L10n::new()));
    let sizes = photo(&itself, taken()).await.unwrap().unwrap();
    assert!(photo(&processes, taken()).await.unwrap().unwrap() == sizes);
    let jpeg = chosen(&taken(), &sizes, 2).unwrap();
    let photos = Photos::from([(12, jpeg.clone()), (14, jpeg)]);
    for kind in DocumentKind::ALL {
        if kind == DocumentKind::Filing {
            continue;
        }
        let here = itself.make(paper(kind), photos.clone()).await.unwrap();
        let there = processes.make(paper(kind), photos.clone()).await.unwrap();
        assert!(here == there, "{}", kind.as_str());
        // Nothing is hidden.
        assert_eq!(here.is_none(), kind == DocumentKind::Published);
    }
    let again = processes.make(paper(DocumentKind::Report), photos.clone());
    let cold = press(settings())
        .make(paper(DocumentKind::Report), photos)
        .await;
    assert!(again.await.unwrap() == cold.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_job_does_to_its_process_the_next_one_is_done() {
    let press = press(Settings {
        memory: 256 << 20,
        ..settings()
    });
    for (fault, said) in [
        (Fault::Abort, "SIGABRT"),
        (Fault::StackOverflow, "SIGABRT"),
        (Fault::Panic, "the document engine failed"),
        (Fault::Garbage, "no answer that can be read"),
        (Fault::Memory, "SIGABRT"),
    ] {
        let error = faulty(&press, fault).await;
        assert!(error.contains(said), "{fault:?}: {error}");
        assert!(photo(&press, taken()).await.unwrap().is_some(), "{fault:?}");
        // Warm as well.
        assert!(photo(&press, taken()).await.unwrap().is_some(), "{fault:?}");
        let error = faulty(&press, fault).await;
        assert!(error.contains(said), "{fault:?}: {error}");
    }
    assert!(photo(&press, taken()).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_without_end_is_given_up_and_its_place_is_free_again() {
    let press = press(Settings {
        time: Duration::from_secs(10),
        ..settings()
    });
    let error = faulty(&press, Fault::Endless).await;
    assert_eq!(error, "it takes longer than 10 s");
    assert!(photo(&press, taken()).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_no_longer_leaves_a_free_place() {
    let press = press(settings());
    tokio::select! {
        biased;
        _ = press.make(Job::Fault(Fault::Endless), Photos::new()) => panic!("it has no end"),
        () = tokio::task::yield_now() => {}
    }
    assert!(photo(&press, taken()).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_photo_is_not_made_ready_and_harms_no_other() {
    let press = press(settings());
    let whole = taken();
    for broken in [
        whole[..whole.len() / 2].to_vec(),
        whole[..20].to_vec(),
        b"\xff\xd8\xff\xe0".repeat(1000),
        Vec::new(),
    ] {
        let judged = photo(&press, broken).await.unwrap().unwrap();
        assert!(unfit(&judged).is_some());
    }
    let judged = photo(&press, b"no photo".to_vec()).await.unwrap().unwrap();
    assert!(unfit(&judged).is_some());
    let judged = photo(&press, whole).await.unwrap().unwrap();
    assert_eq!(unfit(&judged), None);
}

#[tokio::test]
async fn a_program_that_is_not_there_is_the_machines_fault_and_not_the_documents() {
    let press = press(Settings {
        program: Some("/nowhere/rapsap".into()),
        ..settings()
    });
    let error = photo(&press, taken()).await.err().unwrap();
    assert!(matches!(error, Unmade::NoProcess(_)), "{error}");
}

fn by_hand() -> Command {
    let mut command = rapsap();
    command
        .args(["press", "--memory", "1000000000"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

#[test]
fn garbage_on_its_input_ends_the_process_and_is_not_quoted() {
    for garbage in [
        "GET /marker HTTP/1.1\r\n\r\n",
        "\0\0\0\u{8}{\"mark\":}marker",
    ] {
        let mut child = by_hand().spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        // It may end before all of it is written.
        let _ = input.write_all(garbage.as_bytes());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("no job") && !said.contains("mark"), "{said}");
        assert!(output.stdout.is_empty());
        drop(input);
    }
}

#[test]
fn a_process_that_nobody_listens_to_any_more_ends_in_the_midst_of_a_job_as_well() {
    let child = by_hand().spawn().unwrap();
    // Its input ends here.
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stdout.is_empty());

    let mut child = by_hand().spawn().unwrap();
    let work = rapsap::press::wire::Work {
        job: Job::Fault(Fault::Endless),
        photos: Photos::new(),
    };
    work.send(child.stdin.as_mut().unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stdout.is_empty());
}
