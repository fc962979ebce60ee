//! What the program tells of itself at its health address: to whoever looks after it, and to nobody else's harm.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use rapsap::sandbox::{Fault, Misbehaviour};
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use super::program::{PATIENCE, Program};
use super::telegram;
use super::two::{SOMEBODY, phone, until_said};
use crate::databases::for_each_empty_database;
use crate::telegram_line::TOKEN;

/// A health address of one program.
pub struct Health {
    address: String,
    http: reqwest::Client,
}

impl Health {
    /// Has the program tell how it does.
    pub fn of(program: &mut Program) -> Health {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        program.env.push(("RAPSAP_HEALTH_LISTEN", address.clone()));
        let http = reqwest::Client::builder().no_proxy();
        // Who gets no answer asks again.
        let http = http.timeout(Duration::from_secs(12)).build().unwrap();
        Health { address, http }
    }

    /// Status and text; none while nobody listens.
    async fn get(&self, path: &str) -> Option<(u16, String)> {
        let url = format!("http://{}{path}", self.address);
        let answer = self.http.get(url).send().await.ok()?;
        Some((answer.status().as_u16(), answer.text().await.ok()?))
    }

    pub async fn metrics(&self) -> String {
        self.get("/metrics").await.unwrap().1
    }

    pub async fn lives(&self) -> bool {
        for _ in 0..10 {
            if let Some((code, _)) = self.get("/health/live").await {
                return code == 200;
            }
        }
        false
    }

    /// Waits until it is well.
    pub async fn is_ready(&self, program: &Program) {
        self.until(program, |code, _| code == 200).await;
    }

    /// Waits until this part says this of itself or of what it stands on.
    pub async fn says(&self, program: &Program, part: &str, words: &str) {
        let said = |code, told: &Value| {
            let mut wrong = told["wrong"].as_array().unwrap().iter();
            code == 503
                && wrong.any(|wrong| wrong["part"] == part && wrong.to_string().contains(words))
        };
        self.until(program, said).await;
    }

    /// Waits until this part has been ill for so many seconds without a break.
    pub async fn ails_for(&self, program: &Program, part: &str, seconds: u64) {
        let said = |_, told: &Value| {
            let mut wrong = told["wrong"].as_array().unwrap().iter();
            wrong.any(|wrong| wrong["part"] == part && wrong["seconds"].as_u64() >= Some(seconds))
        };
        self.until(program, said).await;
    }

    /// Waits until something is to be looked at that is no trouble.
    pub async fn remarks(&self, program: &Program, words: &str) {
        let said = |code, told: &Value| code == 200 && told.to_string().contains(words);
        self.until(program, said).await;
    }

    async fn until(&self, program: &Program, said: impl Fn(u16, &Value) -> bool) {
        let begun = Instant::now();
        let mut last = None;
        loop {
            if let Some((code, text)) = self.get("/health/ready").await {
                if said(code, &serde_json::from_str(&text).unwrap()) {
                    return;
                }
                last = Some((code, text));
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "it says {last:?}\n{}",
                program.log()
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_looks_after_the_program_is_told_whether_it_works_and_what_it_counted() {
    for_each_empty_database(|url| async move {
        let telegram = telegram().await;
        let somebody = phone(&telegram, SOMEBODY);
        let folder = tempfile::tempdir().unwrap();
        let mut program = Program::new(&url, &telegram.api_url(), folder.path());
        let health = Health::of(&mut program);
        program.start();
        health.is_ready(&program).await;
        assert!(health.lives().await);
        for said in 1..=3 {
            somebody.text("ขอลิงก์เชิญ");
            until_said(&somebody, said, &program).await;
        }
        // What was sent is counted when its answer has come back.
        let begun = Instant::now();
        while !health
            .metrics()
            .await
            .contains("rapsap_reply_seconds_count 3\n")
        {
            let told = health.metrics().await;
            assert!(begun.elapsed() < PATIENCE, "{told}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let told = health.metrics().await;
        for line in [
            "rapsap_updates_received_total{kind=\"message\"} 3",
            "rapsap_updates_total{kind=\"text\",outcome=\"answered\"} 3",
            "rapsap_sends_total{outcome=\"sent\"} 3",
            "rapsap_queue_depth{queue=\"inbox\"} 0",
            "rapsap_queue_oldest_seconds{queue=\"outbox\"} 0",
            "rapsap_openings_total 1",
            "rapsap_ready 1",
            "# EOF",
        ] {
            assert!(told.contains(line), "{line} is missing in\n{told}");
        }
        assert!(told.contains("rapsap_disk_free_bytes{disk=\"documents\"}"));
        let (_, token) = TOKEN.split_once(':').unwrap();
        for secret in [token, "601", "เชิญ"] {
            assert!(!told.contains(secret), "{told}");
        }
        program.terminate();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_another_program_and_whom_telegram_fails_is_not_ready_and_says_why() {
    let telegram = telegram().await;
    let somebody = phone(&telegram, SOMEBODY);
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let url = format!("sqlite:{}", folders[0].path().join("rapsap.db").display());
    let [mut first, mut second] = folders
        .each_ref()
        .map(|folder| Program::new(&url, &telegram.api_url(), folder.path()));
    let (of_first, of_second) = (Health::of(&mut first), Health::of(&mut second));
    first.start();
    of_first.is_ready(&first).await;
    second.start();
    let why = "another program serves this database";
    of_second.says(&second, "place", why).await;
    assert!(of_second.lives().await, "it does what it should");
    first.terminate();
    of_second.is_ready(&second).await;
    let faults = telegram.faults();
    faults.add(Fault::new(Misbehaviour::ServerError(500)).times(10_000));
    of_second
        .says(&second, "telegram", "cannot be reached")
        .await;
    somebody.text("ขอลิงก์เชิญ");
    faults.clear();
    of_second.is_ready(&second).await;
    until_said(&somebody, 1, &second).await;
    second.terminate();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chat_that_telegram_fails_for_itself_is_a_remark_and_a_line_by_which_nothing_leaves_is_a_trouble()
 {
    let telegram = telegram().await;
    let [first, second, third] =
        [SOMEBODY, SOMEBODY + 1, SOMEBODY + 2].map(|id| phone(&telegram, id));
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("rapsap.db").display());
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    let health = Health::of(&mut program);
    program.start();
    health.is_ready(&program).await;
    let faults = telegram.faults();
    let fails = || Fault::new(Misbehaviour::ServerError(500)).on("sendMessage");
    faults.add(fails().in_chat(SOMEBODY).times(10_000));
    first.text("ขอลิงก์เชิญ");
    let single = "messages to single chats do not leave";
    health.remarks(&program, single).await;
    // Others are answered, before and after each attempt, and it stays what it was.
    for said in 1..=3 {
        second.text("ขอลิงก์เชิญ");
        until_said(&second, said, &program).await;
        health.remarks(&program, single).await;
    }
    assert_eq!(
        program.said("messages do not leave"),
        0,
        "{}",
        program.log()
    );
    assert_eq!(
        program.said("a message does not leave"),
        1,
        "{}",
        program.log()
    );
    // Nobody is reached any more.
    faults.add(fails().times(10_000));
    second.text("ขอลิงก์เชิญ");
    third.text("ขอลิงก์เชิญ");
    health.says(&program, "line", "messages do not leave").await;
    assert!(health.lives().await);
    faults.clear();
    until_said(&first, 1, &program).await;
    until_said(&second, 4, &program).await;
    until_said(&third, 1, &program).await;
    health.is_ready(&program).await;
    program.says("messages leave again").await;
    program.terminate();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_who_say_nothing_at_the_health_address_are_in_nobodys_way() {
    let telegram = telegram().await;
    let somebody = phone(&telegram, SOMEBODY);
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("rapsap.db").display());
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    // As many files as a system usually allows.
    program.by = ["sh", "-c", "ulimit -n 1024; exec \"$@\"", "sh"]
        .map(str::to_owned)
        .into();
    let health = Health::of(&mut program);
    program.start();
    health.is_ready(&program).await;
    // Some have begun to ask and do not go on.
    let mut silent = Vec::new();
    for n in 0..1_000 {
        let mut stream = TcpStream::connect(&health.address).await.unwrap();
        if n % 3 == 0 {
            stream
                .write_all(b"GET /health/live HTTP/1.1\r\nhost: ")
                .await
                .unwrap();
        }
        silent.push(stream);
        if n % 100 == 0 {
            assert!(health.lives().await);
        }
    }
    assert!(health.lives().await);
    health.is_ready(&program).await;
    somebody.text("ขอลิงก์เชิญ");
    until_said(&somebody, 1, &program).await;
    let open = std::fs::read_dir(format!("/proc/{}/fd", program.id())).unwrap();
    let open = open.count();
    assert!(open < 200, "{open} files are open");
    drop(silent);
    assert!(health.lives().await);
    program.terminate();
}
