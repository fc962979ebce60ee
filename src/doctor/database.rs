//! The database: whether it can be read and is sound, whether the record is whole, what waits and what went wrong.

use anyhow::Result;
use sqlx::AnyConnection;

use super::Findings;
use crate::clock::Clock;
use crate::config::Config;
use crate::store::whole::Taken;
use crate::store::{audit, file_of, health, migrations, sole, trouble};

/// What waits longer than this, in milliseconds, is not worked on.
const STUCK: i64 = 10 * 60_000;
const DAMAGED: &str =
    "keep the file as it is, and restore the newest copy into an empty place: rapsap restore";
/// How far back failures are told, in milliseconds.
const LATELY: i64 = 7 * 24 * 3_600_000;

/// The hashes of the documents and of the evidence that the database names, if it can be read.
pub async fn look(
    config: &Config,
    clock: &Clock,
    all: bool,
    findings: &mut Findings,
) -> Option<[Vec<String>; 2]> {
    let mut taken = match Taken::of(config.database.reveal()).await {
        Ok(taken) => taken,
        Err(error) => {
            let advice = advice(config, &error);
            findings.fail("database", said(&error), advice);
            return None;
        }
    };
    let served = served(config, findings).await;
    let lacking = migrations::versions()
        .filter(|version| !taken.shape.migrations.contains(version))
        .count();
    let newest = taken.shape.migrations.last().copied().unwrap_or_default();
    if lacking > 0 {
        findings.warn(
            "database",
            format!("its schema is {newest}, {lacking} migrations behind this program"),
            "take a copy with rapsap backup; the next start brings it up to date",
        );
    } else {
        findings.well(
            "database",
            format!("it can be read, its schema is {newest}"),
        );
    }
    let asked = ask(&mut taken, clock.now(), served, all, lacking == 0, findings).await;
    if let Err(error) = asked {
        let advice = advice(config, &error);
        findings.fail(
            "database",
            format!("it cannot be asked: {}", said(&error)),
            advice,
        );
    }
    let names = taken.files().await.ok();
    // Whatever it says, it was only read.
    let _ = taken.close().await;
    names
}

/// What is wrong in a phrase, where there is one, and as whoever noticed it says it.
fn said(error: &anyhow::Error) -> String {
    match trouble::name(error) {
        Some(name) => format!("{name}: {}", error.root_cause()),
        None => format!("{error:#}"),
    }
}

/// What to do about a database that cannot be read.
fn advice(config: &Config, error: &anyhow::Error) -> &'static str {
    let file = file_of(config.database.reveal()).ok().flatten();
    if trouble::is_damage(error) {
        return DAMAGED;
    }
    match (file, trouble::name(error)) {
        (Some(file), _) if !file.exists() => {
            "rapsap restore brings it back from a copy, rapsap import makes a new one; else look at --data-dir \
             and --database"
        }
        (Some(_), Some(_)) => {
            "look at its disk, at whether it is mounted read-only, and at the owner and the rights of file and folder"
        }
        (None, Some(_)) => "look at whether the server runs, at --database, and at the network",
        (_, None) => "look at --database, and at the version of this program",
    }
}

async fn served(config: &Config, findings: &mut Findings) -> bool {
    match sole::take(config.database.reveal()).await {
        Ok(None) => {
            findings.well("program", "one serves this database");
            true
        }
        Ok(Some(_)) => {
            findings.warn(
                "program",
                "none serves this database",
                "start rapsap serve, or let the machine start it",
            );
            false
        }
        Err(error) => {
            let advice = "look at the rights of the folder that the database lies in";
            findings.fail("program", format!("it cannot be said: {error:#}"), advice);
            false
        }
    }
}

async fn ask(
    taken: &mut Taken,
    now: i64,
    served: bool,
    all: bool,
    current: bool,
    findings: &mut Findings,
) -> Result<()> {
    let connection = taken.connection();
    let faults = health::integrity(connection, all).await?;
    for fault in &faults {
        findings.fail("integrity", fault, DAMAGED);
    }
    if faults.is_empty() {
        findings.well("integrity", "nothing is wrong");
    }
    let forgetful = health::forgetful(connection).await?;
    for setting in &forgetful {
        findings.fail(
            "durability",
            format!("{setting} is off: a power cut loses what was confirmed"),
            "turn it on in postgresql.conf and restart the server",
        );
    }
    if forgetful.is_empty() {
        findings.well("durability", "what was confirmed is kept");
    }
    if !current {
        return Ok(());
    }
    match audit::faults(connection).await? {
        0 => findings.well("record", "it is whole"),
        faults => findings.fail(
            "record",
            format!("{faults} entries are not what was written"),
            "rapsap audit names them; somebody has changed the database by hand",
        ),
    }
    queues(connection, now, served, findings).await?;
    for (what, count) in health::failures(connection, now - LATELY).await? {
        if count > 0 {
            findings.warn(
                "failures",
                format!("{count} {what} in the last 7 days"),
                "the log says why, at the moment at which it happened",
            );
        }
    }
    let offices = health::enrolled(connection).await?;
    if offices.is_empty() {
        findings.warn(
            "offices",
            "there is none yet",
            "load one with rapsap import",
        );
    }
    for (name, reporters, executives) in &offices {
        for (count, who) in [(reporters, "reporter"), (executives, "executive")] {
            if *count == 0 {
                findings.warn(
                    "offices",
                    format!("{name}: no {who} is enrolled"),
                    "rapsap invite prints their link",
                );
            }
        }
    }
    if offices
        .iter()
        .all(|(_, reporters, executives)| reporters.min(executives) > &0)
    {
        findings.well(
            "offices",
            format!("{} with reporter and executive", offices.len()),
        );
    }
    Ok(())
}

async fn queues(
    connection: &mut AnyConnection,
    now: i64,
    served: bool,
    findings: &mut Findings,
) -> Result<()> {
    for queue in health::queues(connection, now).await? {
        let minutes = match queue.waiting {
            0 => 0,
            _ => (now - queue.oldest).max(0) / 60_000,
        };
        let says = match queue.waiting {
            0 => format!("no {}", queue.name),
            waiting => format!("{waiting} {}, the oldest for {minutes} min", queue.name),
        };
        if minutes * 60_000 < STUCK {
            findings.well("queues", says);
        } else if served {
            let advice = "the log says what keeps it; start rapsap serve anew if it says nothing";
            findings.fail("queues", says, advice);
        } else {
            findings.warn("queues", says, "they wait for rapsap serve");
        }
    }
    Ok(())
}
