//! `rapsap serve` as a process of its own: started, ended, killed, with its log at hand.

use std::fs::File;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rapsap::store::Store;

use crate::cli::{rapsap, run};
use crate::databases::count;
use crate::telegram_line::TOKEN;

/// How long the program may take to end once it is told to, by its own word.
const END: Duration = Duration::from_secs(10);
/// For a machine that others use as well.
pub const PATIENCE: Duration = Duration::from_secs(120);

pub struct Program {
    url: String,
    api_url: String,
    folder: PathBuf,
    /// More of the environment.
    pub env: Vec<(&'static str, String)>,
    /// What runs it, with its arguments, such as a shell that sets limits.
    pub by: Vec<String>,
    child: Option<Child>,
    /// The length of its log when it was started last.
    logged_before: u64,
    /// The longest that it took to end when it was asked to, by its own word.
    pub slowest_end: Duration,
}

impl Program {
    pub fn new(url: &str, api_url: &str, folder: &Path) -> Program {
        Program {
            url: url.to_owned(),
            api_url: api_url.to_owned(),
            folder: folder.to_owned(),
            env: Vec::new(),
            by: Vec::new(),
            child: None,
            logged_before: 0,
            slowest_end: Duration::ZERO,
        }
    }

    fn command(&self) -> Command {
        let plain = rapsap();
        let Some((first, rest)) = self.by.split_first() else {
            return plain;
        };
        let mut command = Command::new(first);
        command.args(rest).arg(plain.get_program());
        for (name, value) in plain.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    pub fn start(&mut self) {
        self.logged_before = self.logged();
        let log = File::options()
            .append(true)
            .create(true)
            .open(self.folder.join("log"));
        let child = self
            .command()
            .args(["serve", "--api-url", &self.api_url, "--database", &self.url])
            .arg("--data-dir")
            .arg(self.folder.join("data"))
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("RAPSAP_SENDING_PER_SECOND", "0")
            .env("RAPSAP_SENDING_PER_CHAT", "0")
            .env("RAPSAP_POLL_TIMEOUT_SECONDS", "5")
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log.unwrap())
            .spawn();
        self.child = Some(child.unwrap());
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Of the process, while it runs.
    pub fn id(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    /// Whether it still runs.
    pub fn lives(&mut self) -> bool {
        self.child
            .as_mut()
            .is_some_and(|child| child.try_wait().unwrap().is_none())
    }

    /// SIGTERM, upon which it ends well and in time. What a machine that others use takes to notice counts neither
    /// for nor against it.
    pub fn terminate(&mut self) {
        let Some(mut child) = self.child.take() else {
            return;
        };
        let begun = Instant::now();
        let sent = Command::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                // Before it has said its first word it has nothing to end well.
                let unborn = status.signal() == Some(15) && self.logged() == self.logged_before;
                assert!(status.success() || unborn, "{status}\n{}", self.log());
                break;
            }
            if begun.elapsed() > PATIENCE {
                child.kill().unwrap();
                panic!("it does not end\n{}", self.log());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        if let Some(took) = self.end() {
            assert!(took <= END, "it took {took:?} to end\n{}", self.log());
            self.slowest_end = self.slowest_end.max(took);
        }
    }

    /// How long its end took, as it says itself: nothing if it had nothing to end.
    pub fn end(&self) -> Option<Duration> {
        let log = std::fs::read(self.folder.join("log")).unwrap_or_default();
        let life = log.get(usize::try_from(self.logged_before).unwrap()..)?;
        let life = String::from_utf8_lossy(life);
        let line = life
            .lines()
            .find(|line| line.contains("the program has ended"))?;
        let (_, after) = line.split_once("milliseconds")?;
        let digits = after.trim_start_matches(|sign: char| !sign.is_ascii_digit());
        let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
        Some(Duration::from_millis(digits.parse().unwrap()))
    }

    fn logged(&self) -> u64 {
        std::fs::metadata(self.folder.join("log")).map_or(0, |log| log.len())
    }

    /// The end of its log, of all its lives.
    pub fn log(&self) -> String {
        let log = std::fs::read(self.folder.join("log")).unwrap_or_default();
        let log = String::from_utf8_lossy(&log[log.len().saturating_sub(6_000)..]).into_owned();
        format!("the end of the log:\n{log}")
    }

    /// Its whole log, of all its lives.
    pub fn lines(&self) -> Vec<String> {
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }

    /// Waits until its log says this.
    pub async fn says(&self, words: &str) {
        self.says_again(words, 1).await;
    }

    /// Waits until its log has said this so often.
    pub async fn says_again(&self, words: &str, times: usize) {
        let begun = Instant::now();
        while self.said(words) < times {
            assert!(
                begun.elapsed() < PATIENCE,
                "{words:?} is not said\n{}",
                self.log()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// How often its log says this.
    pub fn said(&self, words: &str) -> usize {
        let log = std::fs::read(self.folder.join("log")).unwrap_or_default();
        String::from_utf8_lossy(&log).matches(words).count()
    }

    /// Waits until it has nothing left to do.
    pub async fn is_idle(&self, store: &Store) {
        const OPEN: &str = "SELECT (SELECT COUNT(*) FROM inbox WHERE done_at IS NULL) \
             + (SELECT COUNT(*) FROM outbox WHERE settled_at IS NULL AND calm = 0) \
             + (SELECT COUNT(*) FROM document WHERE status = 'wanted')";
        let begun = Instant::now();
        while count(store, OPEN).await > 0 {
            assert!(
                begun.elapsed() < PATIENCE,
                "something is left to do\n{}",
                self.log()
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The last line of `rapsap audit`.
    pub fn audit(&self) -> String {
        let (_, out, err) = run(rapsap()
            .args(["audit", "--quiet", "--database", &self.url, "--data-dir"])
            .arg(self.folder.join("data")));
        out.lines().last().map_or(err, str::to_owned)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}
