//! Looks at an installation as somebody would who was asked for help: each check is a finding of its own, with what to
//! do about it, and none of them changes anything or tells what people wrote.

mod database;
mod files;
mod line;

use std::fmt;

use crate::clock::Clock;
use crate::config::Config;
use crate::document::outline::Outline;
use crate::document::pdf;
use crate::document::photos::Photos;
use crate::domain::calendar::bangkok;
use crate::domain::language::Language;
use crate::l10n::L10n;
use crate::phrase::Phrase;

/// How well something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    Well,
    /// It works, and somebody should look.
    Warn,
    /// It does not work.
    Fail,
}

/// What one check has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub about: &'static str,
    pub grade: Grade,
    pub says: String,
    /// What to do about it.
    pub advice: Option<String>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let grade = match self.grade {
            Grade::Well => "ok",
            Grade::Warn => "warn",
            Grade::Fail => "FAIL",
        };
        write!(f, "{grade:<5} {:<14} {}", self.about, self.says)?;
        match &self.advice {
            Some(advice) => write!(f, "\n{:20} → {advice}", ""),
            None => Ok(()),
        }
    }
}

/// Findings in the order in which they were made.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn well(&mut self, about: &'static str, says: impl Into<String>) {
        self.add(about, Grade::Well, says.into(), None);
    }

    fn warn(&mut self, about: &'static str, says: impl Into<String>, advice: impl Into<String>) {
        self.add(about, Grade::Warn, says.into(), Some(advice.into()));
    }

    fn fail(&mut self, about: &'static str, says: impl Into<String>, advice: impl Into<String>) {
        self.add(about, Grade::Fail, says.into(), Some(advice.into()));
    }

    fn add(&mut self, about: &'static str, grade: Grade, says: String, advice: Option<String>) {
        self.0.push(Finding {
            about,
            grade,
            says,
            advice,
        });
    }
}

/// Looks at everything; every file of documents and evidence is read if `all`, else some of them.
pub async fn examine(config: &Config, clock: &Clock, all: bool) -> Vec<Finding> {
    let mut findings = Findings::default();
    let evidence = match config.evidence {
        Some(_) => "a bucket",
        None => "the data folder",
    };
    findings.well(
        "configuration",
        format!(
            "data in {}, database {}, evidence in {evidence}",
            config.data_dir.display(),
            config.database
        ),
    );
    line::look(config, clock, &mut findings).await;
    files::folder(config, &mut findings);
    let names = database::look(config, clock, all, &mut findings).await;
    if let Some(names) = names {
        files::kept(config, names, all, &mut findings).await;
    }
    page(clock, &mut findings).await;
    findings.0
}

/// Whether a page can be set in Thai.
async fn page(clock: &Clock, findings: &mut Findings) {
    let now = bangkok(clock.now());
    let set = tokio::task::spawn_blocking(move || {
        let outline = Outline {
            language: Language::THAI.code().to_owned(),
            title: L10n::new().text(Language::THAI, &Phrase::new("bot-short-description")),
            ..Outline::default()
        };
        pdf::pdf(&outline, &Photos::new(), now)
    });
    match set.await {
        Ok(Ok(bytes)) if bytes.starts_with(b"%PDF") => {
            findings.well("page", format!("a page was set, {} bytes", bytes.len()));
        }
        _ => findings.fail(
            "page",
            "no page can be set",
            "the program itself is damaged or lacks memory: install it anew, and look at the free memory",
        ),
    }
}
