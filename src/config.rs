//! What an installation decides: read from a file, the environment and the command line, each above
//! the one before it. It knows names, defaults and what must not be shown; nothing is opened here.

mod limits;
mod listening;
mod press;
mod retention;
mod secret;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde::Deserialize;

use crate::domain::budget::Limits;
use crate::domain::readiness::requirements::RequirementSet;
use crate::domain::retention::Retention;
use crate::domain::rhythm::{Rhythm, RhythmChange};
use crate::telegram::pace::Rates;
use crate::telegram::sender;
use crate::telegram::webhook::Webhook;
use limits::LimitsLayer;
use press::PressLayer;
use retention::RetentionLayer;

pub use listening::{HealthLayer, WEBHOOK_LISTEN, WebhookLayer};
pub use secret::{DatabaseUrl, Secret};

/// Everything `serve` needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// None for commands that do not speak to Telegram.
    pub token: Option<Secret>,
    pub api_url: String,
    pub database: DatabaseUrl,
    /// Where the database (unless it is elsewhere) and the documents are kept.
    pub data_dir: PathBuf,
    /// Where evidence is kept, `s3://bucket/prefix`; in a folder of `data_dir` if none. Not shown, since
    /// people put credentials into such URLs although they are refused.
    pub evidence: Option<Secret>,
    /// How long Telegram holds a poll open that has nothing to give.
    pub poll_timeout: Duration,
    /// Where Telegram brings updates to; polled for if none.
    pub webhook: Option<Webhook>,
    /// Where it is told how the program does; nowhere if none.
    pub health: Option<SocketAddr>,
    pub sending: sender::Settings,
    /// What people may send.
    pub limits: Limits,
    /// How files are made.
    pub press: crate::press::Settings,
    /// How long what is no part of an office's record is kept.
    pub retention: Retention,
    /// What offices go by that set nothing of their own.
    pub rhythm: Rhythm,
    /// What reports are asked for beyond the usual.
    pub requirements: Vec<RequirementSet>,
}

/// What one source says; whatever it leaves out, the source below it decides.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    pub token: Option<Secret>,
    pub api_url: Option<String>,
    pub database: Option<DatabaseUrl>,
    pub data_dir: Option<PathBuf>,
    pub evidence: Option<Secret>,
    pub poll_timeout_seconds: Option<u64>,
    #[serde(default)]
    pub webhook: WebhookLayer,
    #[serde(default)]
    pub health: HealthLayer,
    #[serde(default)]
    pub sending: Sending,
    /// The `[limits]` table.
    #[serde(default)]
    pub limits: LimitsLayer,
    /// The `[press]` table.
    #[serde(default)]
    pub press: PressLayer,
    /// The `[retention]` table.
    #[serde(default)]
    pub retention: RetentionLayer,
    /// The `[reminders]` table.
    #[serde(default)]
    pub reminders: RhythmChange,
    /// `[[requirements]]`, as in the program's own table.
    #[serde(default)]
    pub requirements: Vec<RequirementSet>,
}

/// The `[sending]` table: see [`Rates`].
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sending {
    pub per_second: Option<u32>,
    pub per_chat: Option<u32>,
    pub burst: Option<u32>,
    pub concurrency: Option<usize>,
}

impl Config {
    /// Reads the file (`file`, else `RAPSAP_CONFIG` of the environment) and lays the environment and
    /// the command line over it. `env` gives a variable of the environment.
    pub fn load(
        flags: Layer,
        file: Option<&Path>,
        env: impl Fn(&str) -> Option<String>,
    ) -> anyhow::Result<Config> {
        let env = |name: &str| env(name).filter(|value| !value.is_empty());
        let file = file
            .map(Path::to_owned)
            .or_else(|| env("RAPSAP_CONFIG").map(PathBuf::from));
        let base = file
            .map(|file| Layer::from_file(&file))
            .transpose()?
            .unwrap_or_default();
        let above = Layer::from_env(env)?;
        Ok(flags.over(above).over(base).settle())
    }

    /// The token, or what to do about its absence.
    pub fn token(&self) -> anyhow::Result<&Secret> {
        self.token
            .as_ref()
            .context("no token: set TELOXIDE_TOKEN to what @BotFather gave for this bot")
    }

    /// Where the documents are kept.
    pub fn blobs(&self) -> PathBuf {
        self.data_dir.join("documents")
    }

    /// Where evidence is kept if it is kept on this machine.
    pub fn evidence_folder(&self) -> PathBuf {
        self.data_dir.join("evidence")
    }
}

impl Layer {
    /// Reads a file; errors name the line and never quote it, since it may hold the token.
    pub fn from_file(path: &Path) -> anyhow::Result<Layer> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map_or(1, |before| before.matches('\n').count() + 1);
            // The parser's message for a wrong type says what it found.
            let message = match error.message().split_once("invalid type") {
                Some(_) => "a value of the wrong type",
                None => error.message(),
            };
            anyhow::anyhow!("{}:{line}: {message}", path.display())
        })
    }

    fn from_env(env: impl Fn(&str) -> Option<String>) -> anyhow::Result<Layer> {
        Ok(Layer {
            token: env("TELOXIDE_TOKEN").map(|token| Secret::new(token.trim())),
            api_url: env("RAPSAP_API_URL"),
            database: env("RAPSAP_DATABASE").map(DatabaseUrl::new),
            data_dir: env("RAPSAP_DATA_DIR").map(PathBuf::from),
            evidence: env("RAPSAP_EVIDENCE").map(Secret::new),
            poll_timeout_seconds: number(&env, "RAPSAP_POLL_TIMEOUT_SECONDS")?,
            webhook: WebhookLayer::from_env(&env)?,
            health: HealthLayer::from_env(&env)?,
            sending: Sending {
                per_second: number(&env, "RAPSAP_SENDING_PER_SECOND")?,
                per_chat: number(&env, "RAPSAP_SENDING_PER_CHAT")?,
                burst: number(&env, "RAPSAP_SENDING_BURST")?,
                concurrency: number(&env, "RAPSAP_SENDING_CONCURRENCY")?,
            },
            limits: LimitsLayer::from_env(&env)?,
            press: PressLayer::from_env(&env)?,
            retention: RetentionLayer::from_env(&env)?,
            // Lists do not fit into the environment: the file says it.
            reminders: RhythmChange::default(),
            requirements: Vec::new(),
        })
    }

    fn over(self, below: Layer) -> Layer {
        Layer {
            token: self.token.or(below.token),
            api_url: self.api_url.or(below.api_url),
            database: self.database.or(below.database),
            data_dir: self.data_dir.or(below.data_dir),
            evidence: self.evidence.or(below.evidence),
            poll_timeout_seconds: self.poll_timeout_seconds.or(below.poll_timeout_seconds),
            webhook: self.webhook.over(below.webhook),
            health: self.health.over(below.health),
            sending: Sending {
                per_second: self.sending.per_second.or(below.sending.per_second),
                per_chat: self.sending.per_chat.or(below.sending.per_chat),
                burst: self.sending.burst.or(below.sending.burst),
                concurrency: self.sending.concurrency.or(below.sending.concurrency),
            },
            limits: self.limits.over(below.limits),
            press: self.press.over(below.press),
            retention: self.retention.over(below.retention),
            reminders: below.reminders,
            requirements: below.requirements,
        }
    }

    fn settle(self) -> Config {
        let usual = sender::Settings::default();
        let data_dir = self.data_dir.unwrap_or_else(|| PathBuf::from("data"));
        let database = self.database.unwrap_or_else(|| {
            DatabaseUrl::new(format!(
                "sqlite:{}?mode=rwc",
                data_dir.join("rapsap.db").display()
            ))
        });
        Config {
            token: self.token,
            api_url: self
                .api_url
                .unwrap_or_else(|| "https://api.telegram.org".to_owned()),
            database,
            data_dir,
            evidence: self.evidence,
            // Telegram's own servers drop a poll after 50 s.
            poll_timeout: Duration::from_secs(self.poll_timeout_seconds.unwrap_or(30).min(50)),
            webhook: self.webhook.settle(),
            health: self.health.listen,
            sending: sender::Settings {
                rates: Rates {
                    per_second: self.sending.per_second.unwrap_or(usual.rates.per_second),
                    per_chat: self.sending.per_chat.unwrap_or(usual.rates.per_chat),
                    burst: self.sending.burst.unwrap_or(usual.rates.burst),
                },
                concurrency: self.sending.concurrency.unwrap_or(usual.concurrency).max(1),
            },
            limits: self.limits.settle(),
            press: self.press.settle(),
            retention: self.retention.settle(),
            rhythm: self.reminders.over(&Rhythm::default()),
            requirements: self.requirements,
        }
    }
}

fn number<T: std::str::FromStr>(
    env: &impl Fn(&str) -> Option<String>,
    name: &str,
) -> anyhow::Result<Option<T>> {
    let Some(value) = env(name) else {
        return Ok(None);
    };
    match value.trim().parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => bail!("{name} is not a whole number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    }

    fn no_env(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn the_command_line_stands_above_the_environment_and_that_above_the_file() {
        let file =
            file("api_url = \"http://file\"\ndata_dir = \"/file\"\n[sending]\nper_second = 5\n");
        let env = |name: &str| match name {
            "RAPSAP_API_URL" => Some("http://env".to_owned()),
            "RAPSAP_DATA_DIR" => Some("/env".to_owned()),
            "TELOXIDE_TOKEN" => Some("1:A\n".to_owned()),
            _ => None,
        };
        let flags = Layer {
            api_url: Some("http://flag".to_owned()),
            ..Layer::default()
        };
        let config = Config::load(flags, Some(file.path()), env).unwrap();
        assert_eq!(config.api_url, "http://flag");
        assert_eq!(config.data_dir, Path::new("/env"));
        assert_eq!(config.database.reveal(), "sqlite:/env/rapsap.db?mode=rwc");
        assert_eq!(config.sending.rates.per_second, 5);
        assert_eq!(config.token().unwrap().reveal(), "1:A");
    }

    #[test]
    fn an_unknown_key_is_an_error_with_its_line() {
        let file = file("data_dir = \"/d\"\ndatabse = \"x\"\n");
        let error = Config::load(Layer::default(), Some(file.path()), no_env)
            .unwrap_err()
            .to_string();
        assert!(error.contains(":2: unknown field `databse`"), "{error}");
    }

    #[test]
    fn no_error_about_the_file_quotes_the_token() {
        for text in [
            "token = 123456789\n",
            "token = \"123:AAmarker\" x\n",
            "token = 123:AAmarker\n",
            "token = [\"AAmarker\"]\n",
        ] {
            let error =
                Config::load(Layer::default(), Some(file(text).path()), no_env).unwrap_err();
            let shown = format!("{error:#}");
            assert!(
                !shown.contains("marker") && !shown.contains("123456789"),
                "{shown}"
            );
            assert!(shown.contains(":1: "), "{shown}");
        }
    }

    #[test]
    fn debug_shows_neither_the_token_nor_the_databases_password() {
        let flags = Layer {
            token: Some(Secret::new("123:AAmarker")),
            database: Some(DatabaseUrl::new(
                "postgres://rapsap:p@ss@db.example:5432/rapsap?password=p@ss",
            )),
            ..Layer::default()
        };
        let shown = format!(
            "{:?} {flags:?}",
            Config::load(flags.clone(), None, no_env).unwrap()
        );
        assert!(
            !shown.contains("marker") && !shown.contains("p@ss"),
            "{shown}"
        );
        assert!(
            shown.contains("postgres://rapsap@db.example:5432/rapsap"),
            "{shown}"
        );
    }

    #[test]
    fn a_missing_token_says_where_it_comes_from() {
        let error = Config::load(Layer::default(), None, no_env)
            .unwrap()
            .token()
            .unwrap_err();
        assert!(error.to_string().contains("TELOXIDE_TOKEN"));
    }
}
