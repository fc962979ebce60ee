//! The program's beginning, its work and its end, as those see it who run it: systemd, and whoever reads its log.

use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use rapsap::domain::office::Role;
use rapsap::sandbox::{Fault, Misbehaviour};
use rapsap::store::Store;
use serde_json::Value;

use super::office;
use super::program::{PATIENCE, Program};
use super::telegram;
use super::two::{SOMEBODY, phone, unmarked, until_said};
use crate::databases::{count, for_each_empty_database};
use crate::telegram_line::TOKEN;

const SENDING: &str = "SELECT COUNT(*) FROM outbox WHERE status = 'sending'";

/// Waits until the database holds so many.
async fn until(store: &Store, sql: &'static str, wanted: i64, program: &Program) {
    let begun = tokio::time::Instant::now();
    while count(store, sql).await != wanted {
        assert!(begun.elapsed() < PATIENCE, "{sql}\n{}", program.log());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn told_to_end_the_program_finishes_what_it_holds_and_goes_on_with_the_rest_when_it_comes_back()
 {
    const WANTED: &str = "SELECT COUNT(*) FROM document WHERE status = 'wanted'";
    for_each_empty_database(|url| async move {
        let telegram = telegram().await;
        let store = Store::open(&url).await.unwrap();
        let office = office::open(&store, &telegram, 1).await.unwrap();
        let reporter = &office.at_phones(Role::Reporter)[0];
        let folder = tempfile::tempdir().unwrap();
        let mut program = Program::new(&url, &telegram.api_url(), folder.path());
        program.start();
        office::reports(&office.at_phones(Role::Contributor)[0], None).await;
        office::compiles(reporter).await;
        let somebody = phone(&telegram, SOMEBODY);
        somebody.start(None);
        until_said(&somebody, 1, &program).await;
        program.is_idle(&store).await;
        // A message is on a slow line, a document is being made, and more comes in: then it is to end.
        let slow = Misbehaviour::Delay(Duration::from_secs(3));
        let faults = telegram.faults();
        faults.add(Fault::new(slow).on("sendMessage").in_chat(SOMEBODY));
        somebody.text("ขอลิงก์เชิญ");
        until(&store, SENDING, 1, &program).await;
        office::presses(reporter, "รวบรวมเท่าที่มี").await;
        until(&store, WANTED, 1, &program).await;
        somebody.text("ขอลิงก์เชิญ");
        program.terminate();
        assert_eq!(
            program.said("still in flight at the end"),
            0,
            "{}",
            program.log()
        );
        assert_eq!(count(&store, SENDING).await, 0, "nothing is left in doubt");
        program.start();
        until_said(&somebody, 3, &program).await;
        reporter.gets_file("รายงานฉบับที่ ๑").await;
        program.is_idle(&store).await;
        program.terminate();
        store.close().await;
        assert_eq!(somebody.received().len(), 3);
        assert_eq!(unmarked(&somebody), 3, "{:?}", somebody.received());
        let files = reporter.phone.received();
        assert_eq!(
            files.iter().filter(|message| message.is_document).count(),
            1
        );
    })
    .await;
}

/// The one end that is waited for to its limit: of a message that never comes back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_does_not_come_back_the_program_lets_go_of_in_time_and_says_how_long_it_took() {
    let telegram = telegram().await;
    let somebody = phone(&telegram, SOMEBODY);
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("rapsap.db").display());
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    program.start();
    somebody.start(None);
    until_said(&somebody, 1, &program).await;
    let never = Misbehaviour::Delay(Duration::from_secs(3_600));
    telegram.faults().add(Fault::new(never).on("sendMessage"));
    somebody.text("ขอลิงก์เชิญ");
    let store = Store::open(&url).await.unwrap();
    until(&store, SENDING, 1, &program).await;
    tokio::task::block_in_place(|| program.terminate());
    let took = program.end().expect("it says how long it took");
    assert!(
        took >= Duration::from_secs(8),
        "{took:?}: it waited for nothing"
    );
    assert_eq!(
        program.said("still in flight at the end"),
        1,
        "{}",
        program.log()
    );
    assert_eq!(
        count(&store, SENDING).await,
        1,
        "the next start knows of it"
    );
    // An end with nothing to wait for takes no time to speak of.
    telegram.faults().clear();
    program.start();
    until_said(&somebody, 2, &program).await;
    program.is_idle(&store).await;
    program.terminate();
    assert!(program.end().unwrap() < took, "{:?}", program.end());
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn systemd_hears_that_the_program_is_ready_turns_ails_and_stops() {
    let telegram = telegram().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    let url = format!("sqlite:{}", folder.path().join("rapsap.db").display());
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    program.env = vec![
        ("NOTIFY_SOCKET", path.display().to_string()),
        ("WATCHDOG_USEC", "900000".to_owned()),
    ];
    let hears = |words: &str| {
        let mut bytes = [0; 4096];
        loop {
            let size = socket.recv(&mut bytes).unwrap();
            let heard = String::from_utf8_lossy(&bytes[..size])
                .trim_end()
                .to_owned();
            if heard.contains(words) {
                return;
            }
        }
    };
    program.start();
    tokio::task::block_in_place(|| {
        hears("READY=1");
        hears("STATUS=answers");
        hears("WATCHDOG=1");
    });
    let broken = Fault::new(Misbehaviour::ServerError(500)).on("getUpdates");
    telegram.faults().add(broken.times(10_000));
    tokio::task::block_in_place(|| hears("STATUS=Telegram cannot be reached"));
    telegram.faults().clear();
    tokio::task::block_in_place(|| hears("STATUS=answers"));
    program.terminate();
    tokio::task::block_in_place(|| hears("STOPPING=1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_line_of_the_log_is_an_object_and_one_of_them_tells_an_updates_whole_way() {
    let telegram = telegram().await;
    let somebody = phone(&telegram, SOMEBODY);
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("rapsap.db").display());
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    program.env = vec![
        ("RAPSAP_LOG_FORMAT", "json".to_owned()),
        ("RUST_LOG", "rapsap=debug".to_owned()),
    ];
    program.start();
    somebody.text("ขอลิงก์เชิญ");
    until_said(&somebody, 1, &program).await;
    program.terminate();
    let lines = program.lines();
    let lines: Vec<Value> = lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
        .collect();
    for line in &lines {
        assert!(
            line["message"].is_string() && line["level"].is_string(),
            "{line}"
        );
        // A moment may hold any digits.
        let mut said = line.clone();
        said.as_object_mut().unwrap().remove("timestamp");
        let text = said.to_string();
        let (_, token) = TOKEN.split_once(':').unwrap();
        for secret in [token, "601", "เชิญ"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    let done: Vec<_> = lines
        .iter()
        .filter(|line| line["message"] == "an update is done with")
        .collect();
    let [done] = done[..] else {
        panic!("{done:?}");
    };
    assert_eq!(done["kind"], "text");
    assert_eq!(done["outcome"], "answered");
    assert_eq!(done["answers"], 1);
    for number in ["update", "queued_ms", "worked_ms"] {
        assert!(done[number].is_number(), "{done}");
    }
}
