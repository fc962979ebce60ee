//! `rapsap doctor`: what a helper would ask for, and what to do about it.

use std::process::ExitCode;

use super::terminal;
use crate::clock::Clock;
use crate::config::Config;
use crate::doctor::{self, Finding, Grade};

/// Failure if anything does not work.
pub async fn run(config: anyhow::Result<Config>, all: bool, clock: Clock) -> ExitCode {
    println!("rapsap {}", env!("CARGO_PKG_VERSION"));
    let findings = match config {
        Ok(config) => doctor::examine(&config, &clock, all).await,
        Err(error) => vec![Finding {
            about: "configuration",
            grade: Grade::Fail,
            says: format!("{error:#}"),
            advice: Some(
                "mend the file or the variable; rapsap serve --help names every key".into(),
            ),
        }],
    };
    for finding in &findings {
        println!("{}", terminal::plain(&finding.to_string()));
    }
    let count = |grade| findings.iter().filter(|found| found.grade == grade).count();
    let failed = count(Grade::Fail);
    println!(
        "{} checks: {failed} failed, {} to look at",
        findings.len(),
        count(Grade::Warn)
    );
    match failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
