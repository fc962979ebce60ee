//! The bots that can be measured and how each is started: Rapsap from this build, peers by the
//! interpreters that `RAPSAP_PEERS` names, and the echo in this very process.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::Context as _;
use tokio::task::JoinHandle;

use super::echo;
use super::proc::{self, Usage};

/// What is measured.
#[derive(Clone, Debug)]
pub enum Kind {
    Rapsap,
    /// Answers without doing anything: what remains is the generator itself.
    Echo,
    Aiogram(PathBuf),
    Grammy(PathBuf),
}

impl Kind {
    /// Everything that can be run here.
    pub fn available() -> Vec<Kind> {
        let mut kinds = vec![Kind::Rapsap, Kind::Echo];
        let peers = std::env::var("RAPSAP_PEERS").unwrap_or_default();
        for peer in peers
            .split(',')
            .filter(|peer| !peer.is_empty())
            .map(PathBuf::from)
        {
            let name = peer
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            match name.as_str() {
                python if python.starts_with("python") => kinds.push(Kind::Aiogram(peer)),
                node if node.starts_with("node") => kinds.push(Kind::Grammy(peer)),
                _ => eprintln!(
                    "RAPSAP_PEERS: {} is neither python nor node",
                    peer.display()
                ),
            }
        }
        kinds
    }

    pub fn name(&self) -> &'static str {
        match self {
            Kind::Rapsap => "rapsap",
            Kind::Echo => "echo",
            Kind::Aiogram(_) => "aiogram",
            Kind::Grammy(_) => "grammy",
        }
    }

    fn command(&self, api_url: &str, token: &str, folder: &Path) -> Option<Command> {
        let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
        let mut command = match self {
            Kind::Echo => return None,
            Kind::Rapsap => {
                let mut rapsap = Command::new(env!("CARGO_BIN_EXE_rapsap"));
                rapsap
                    .args(["serve", "--api-url", api_url, "--data-dir"])
                    .arg(folder)
                    .env("TELOXIDE_TOKEN", token)
                    .env("RAPSAP_SENDING_PER_SECOND", "0")
                    .env("RAPSAP_SENDING_PER_CHAT", "0")
                    .env("RAPSAP_SENDING_CONCURRENCY", "256")
                    // Its people type faster than people can.
                    .env("RAPSAP_LIMITS_MESSAGES_AT_ONCE", "0")
                    .env("RAPSAP_LIMITS_MESSAGES_PER_DAY", "0")
                    .env("RUST_LOG", "warn");
                rapsap
            }
            Kind::Aiogram(python) => {
                let mut peer = Command::new(python);
                peer.arg(peers.join("aiogram_form.py"));
                peer
            }
            Kind::Grammy(node) => {
                let mut peer = Command::new(node);
                peer.arg(peers.join("grammy_form.mjs"));
                peer
            }
        };
        command
            .env("API_URL", api_url)
            .env("BOT_TOKEN", token)
            .env("FORM_DATABASE", folder.join("form.db"))
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        Some(command)
    }
}

/// A bot that runs, until it is dropped: none of them loses anything that matters here.
pub enum Bot {
    Process(Child),
    Inside(JoinHandle<anyhow::Result<()>>),
}

impl Bot {
    pub fn start(kind: &Kind, api_url: &str, token: &str, folder: &Path) -> anyhow::Result<Bot> {
        let Some(mut command) = kind.command(api_url, token, folder) else {
            return Ok(Bot::Inside(tokio::spawn(echo::run(format!(
                "{api_url}/bot{token}"
            )))));
        };
        let child = command
            .spawn()
            .with_context(|| format!("{} cannot be started", kind.name()))?;
        Ok(Bot::Process(child))
    }

    /// Resident memory in MB; of the echo there is none of its own.
    pub fn resident(&self) -> anyhow::Result<f64> {
        match self {
            Bot::Process(child) => proc::resident(child.id()),
            Bot::Inside(_) => Ok(0.0),
        }
    }

    pub fn usage(&self) -> anyhow::Result<Usage> {
        match self {
            Bot::Process(child) => Usage::of(&child.id().to_string()),
            Bot::Inside(_) => Usage::own(),
        }
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        match self {
            Bot::Process(child) => {
                // It may have ended by itself, which the run has noticed by then.
                let _ = child.kill();
                let _ = child.wait();
            }
            Bot::Inside(task) => task.abort(),
        }
    }
}
