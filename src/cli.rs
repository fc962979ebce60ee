//! The command line: reads flags, sets up the log, and calls the library. What a command does is in
//! the rooms it calls; what it prints for people to use goes to standard output, all else to the log.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app;
use crate::clock::Clock;
use crate::domain::period::Period;
use crate::log;
use crate::press::this_program;
use crate::telegram::webhook::Webhook;
use place::Place;

mod audit;
mod backup;
mod doctor;
mod export;
mod export_plan;
mod import;
mod invite;
mod moment;
mod move_to;
mod offices;
mod person;
mod place;
mod press;
mod readiness;
mod reminders;
mod report;
mod restore;
pub mod sandbox;
mod terminal;
mod threads;
mod verify;

/// Rapsap (รับทราบ, "acknowledged"): the yearly integrity report of a Thai local office, by Telegram.
///
/// Contributors report their measures in a chat, verifiers check the compiled PDF, the executive
/// acknowledges it. `rapsap sandbox` shows all of it in a browser, with nothing else needed.
#[derive(Parser)]
#[command(version, propagate_version = true, verbatim_doc_comment)]
struct Cli {
    /// How the log is written
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        value_enum,
        env = "RAPSAP_LOG_FORMAT",
        default_value_t
    )]
    log_format: log::Format,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the bot against Telegram, by long polling or by webhook
    ///
    /// One program at a time serves a database; another one waits and takes over when the first ends.
    ///
    /// The token comes from the environment variable TELOXIDE_TOKEN (or `token` in the configuration
    /// file), never from the command line, where other users of the machine could read it. SIGINT and
    /// SIGTERM end the bot within ten seconds; nothing that was sent to it is lost.
    ///
    /// Keys of the configuration file: token, api_url, database, data_dir, evidence, poll_timeout_seconds, and
    /// in the table [webhook]: url, listen (behind something that ends TLS; polling if there is no url),
    /// in the table [health]: listen, and
    /// in the table [sending]: per_second, per_chat, burst, concurrency (0 lifts a rate). Each has a
    /// variable of the environment, such as RAPSAP_DATABASE or RAPSAP_SENDING_PER_SECOND, which
    /// stands above the file; flags stand above both. RUST_LOG says how much is logged; neither the token
    /// nor what people wrote is, at any level. With rapsap=debug there is a line for each update that is
    /// answered: its id, kind and office, how it ended, how long it waited and took, and how many messages
    /// came of it.
    ///
    /// The table [limits] says what is taken of one person, 0 for no limit: messages_at_once (120),
    /// messages_per_minute (60), messages_per_day (3000), person_mb_per_day (300) and office_mb_per_day
    /// (2048) of files that are kept, and free_mb (1024), which stays free on the disk of the evidence.
    ///
    /// The table [press] says how files are made, each in a process of its own: at_once (2), seconds (120, the
    /// longest that one may take) and memory_mb (1024, the most that a process may have).
    ///
    /// The file's table [reminders] says what offices go by that set nothing of their own:
    /// due_days_after (15), quarters ([1, 2, 3, 4]), opening (true), before ([7, 1] days), on_day (true),
    /// and in working days, 0 for never: every (2), head_after (3), reporter_after (5), waiting_every (2),
    /// and nudge_every (1, the least): from a person's last reminder until the reporter may remind them by a press.
    ///
    /// The table [retention] says for how many days what is no part of an office's record is kept: messages_days (2),
    /// strangers_days (1), wrong_codes_days (2), states_days (30), answers_days (60), files_days (90, of those
    /// that nothing names any more; 0 for ever), reminders_days (400), and former_days (730), after which who holds no
    /// post any more is erased, 0 for never.
    #[command(verbatim_doc_comment)]
    Serve {
        #[command(flatten)]
        place: Place,
        /// Bot API server to talk to [default: https://api.telegram.org]
        #[arg(long, value_name = "URL")]
        api_url: Option<String>,
        /// Have Telegram bring updates to this https:// address instead of asking for them
        #[arg(long, value_name = "URL")]
        webhook: Option<String>,
        /// Where to listen for what is brought there [default: 127.0.0.1:8080]
        #[arg(long, value_name = "ADDRESS", requires = "webhook")]
        webhook_listen: Option<std::net::SocketAddr>,
        /// Tell how the program does at this address: /health/live, /health/ready and /metrics
        #[arg(long, value_name = "ADDRESS")]
        health: Option<std::net::SocketAddr>,
    },
    /// Load an office's plan of measures from an Excel workbook or a TOML file
    ///
    /// A workbook (.xlsx) is the office's own: the table of measures, methods, who is responsible and
    /// when, as it stands in the plan or the report. For an office that is here already (--office) it
    /// needs no more than that; a new one needs the sheets that `rapsap export-plan` writes as well.
    ///
    /// The file is checked as a whole first: every mistake is listed with its line or cell, and nothing
    /// is loaded while there is one. Loading a changed file again updates the plan; what was reported
    /// stays with its measure, even if the measure's number changes.
    #[command(verbatim_doc_comment)]
    Import {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: import::Options,
    },
    /// Write an office's plan of measures as an Excel workbook or a TOML file
    ///
    /// Either can be changed and loaded again with `rapsap import`.
    #[command(verbatim_doc_comment)]
    ExportPlan {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: export_plan::Options,
    },
    /// Print one-time links by which people take their posts
    ///
    /// Each line is a post, its holder's name and a link. A link works once and then expires; making
    /// a new one for a post makes its earlier links void.
    #[command(verbatim_doc_comment)]
    Invite {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        whom: invite::Whom,
        /// Bot API server to ask for the bot's name [default: https://api.telegram.org]
        #[arg(long, value_name = "URL")]
        api_url: Option<String>,
    },
    /// Print which reminders would be sent at a moment, without sending them
    ///
    /// Each message is shown with its reader, as things stand in the database now.
    #[command(verbatim_doc_comment)]
    Reminders {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: reminders::Options,
    },
    /// Write what an assessor would mark down as a PDF, unit by unit, to be printed and handed out
    ///
    /// It is the report as it would be compiled now: of everything that was filed, compiled or not.
    #[command(verbatim_doc_comment)]
    Readiness {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: readiness::Options,
    },
    /// Write a compiled report as DOCX, XLSX, JSON or PDF
    ///
    /// Every file is made of the same frozen version and says the same. The PDF that was acknowledged is
    /// the one that the chats have, byte for byte; this one is for reading only.
    #[command(verbatim_doc_comment)]
    Report {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: report::Options,
    },
    /// Write everything that is filed after the acknowledgement, as a ZIP or a folder
    ///
    /// The acknowledged PDF, the memo of the acknowledgement, the report as DOCX, XLSX and JSON, every file
    /// of the evidence with an index, checksums, and the words for the item of the year's disclosure. The
    /// same version gives the same bytes.
    #[command(verbatim_doc_comment)]
    Export {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: export::Options,
    },
    /// Say whether a file is, byte for byte, one of an acknowledged report
    ///
    /// Answers of which office, year and version it is, and who acknowledged that when. A short code, as it
    /// stands on the last page and on the memo, is answered likewise, and a file of the evidence with its
    /// measure and quarter. The exit code is 0 if the file is of an acknowledged version, or evidence as it
    /// was filed, and 1 if it is of another version or unknown.
    #[command(verbatim_doc_comment)]
    Verify {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: verify::Options,
    },
    /// Print the append-only record of what was done, and verify it
    ///
    /// Each office's entries are chained by hash: an entry that was changed, taken out or put in is named,
    /// and so is a decision that is not what was written when it was taken. The newest entry of each record is
    /// printed as SEQ:HASH, and logged whenever there is another. Noted elsewhere and given with --expect, it also
    /// tells a record whose end was written anew, or all of it. The exit code is 1 if there is any fault.
    #[command(verbatim_doc_comment)]
    Audit {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: audit::Options,
    },
    /// Make files for the bot that has started it, until standard input ends
    #[command(hide = true)]
    Press(press::Options),
    /// Write what is stored of a person, or erase it
    ///
    /// A person is who holds a post, or a Telegram account. Erasing takes away the account: Telegram's id, the
    /// language, what was written and sent in the chat. They leave their posts by it; what they filed and decided
    /// stays, under the name that the plan gives the post, and `rapsap audit` finds the record whole.
    #[command(verbatim_doc_comment)]
    Person {
        #[command(subcommand)]
        what: person::What,
    },
    /// Write everything into one file: the database, the documents and the evidence
    ///
    /// The bot may go on meanwhile: the file holds what stood at one moment. It is written whole or not at
    /// all. With --recipient it is encrypted, and whoever has the key of one of them can read it. The
    /// token and the configuration are not in it.
    #[command(verbatim_doc_comment)]
    Backup {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: backup::Options,
    },
    /// Restore what `rapsap backup` wrote into an empty place, on either kind of database
    ///
    /// Everything is read and compared with its checksums before anything takes its place: a file that was
    /// cut off or changed restores nothing. One of an earlier version is brought up to date.
    #[command(verbatim_doc_comment)]
    Restore {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: restore::Options,
    },
    /// Put everything in the database into another, empty one, such as from SQLite to PostgreSQL
    ///
    /// No program may serve either of the two meanwhile. The old database stays as it was, and documents and
    /// evidence stay where they are.
    #[command(verbatim_doc_comment)]
    Move {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        options: move_to::Options,
    },
    /// Check everything that somebody would ask for who was asked for help
    ///
    /// Configuration, token and webhook, the machine's clock, the data folder and the disk, the database and
    /// its record, what waits and what failed, documents and evidence, the typesetter, and offices that
    /// nobody reports for. Each finding is ok, warn or FAIL, with what to do about it; the exit code is 1 if
    /// one is FAIL. Nothing is changed, and nothing is shown of what people wrote.
    #[command(verbatim_doc_comment)]
    Doctor {
        #[command(flatten)]
        place: Place,
        /// Bot API server to talk to [default: https://api.telegram.org]
        #[arg(long, value_name = "URL")]
        api_url: Option<String>,
        /// The https:// address by which `rapsap serve` is started, if it is
        #[arg(long, value_name = "URL")]
        webhook: Option<String>,
        /// Read every file of documents and evidence, and SQLite's indexes
        #[arg(long)]
        all: bool,
    },
    /// Show everything in a browser: sample office, phones side by side, the real bot behind them
    ///
    /// Needs no token, no account and no network: the bot talks to a loopback Bot API. Prints the
    /// page's address. It begins on 2 October 2023, two days after the sample's fiscal year ended; on the
    /// page its clock can be put forward, a day, a week or to the next reminder.
    #[command(verbatim_doc_comment)]
    Sandbox(sandbox::Options),
}

/// Runs the program that the command line asks for.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    log::start(cli.log_format);
    let result = match cli.command {
        // One thread does one thing after the other.
        Command::Press(options) => press::run(&options).map(|()| ExitCode::SUCCESS),
        command => by_and_by(command),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            let io = error.downcast_ref::<std::io::Error>();
            // Whoever read what was printed has read enough.
            if io.is_none_or(|io| io.kind() != std::io::ErrorKind::BrokenPipe) {
                eprintln!("rapsap: {}", terminal::plain(&format!("{error:#}")));
            }
            ExitCode::FAILURE
        }
    }
}

/// Runs a command that waits for others most of the time.
fn by_and_by(command: Command) -> anyhow::Result<ExitCode> {
    let runtime = threads::start()?;
    let result = runtime.block_on(run(command));
    // What a command waits for no longer must not hold the program up.
    runtime.shutdown_timeout(app::LAST_THREADS);
    result
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    let done = match command {
        Command::Serve {
            place,
            api_url,
            webhook,
            webhook_listen,
            health,
        } => {
            let mut config = place.config(api_url)?;
            if let Some(url) = webhook {
                let listen = webhook_listen
                    .or(config.webhook.map(|given| given.listen))
                    .unwrap_or(crate::config::WEBHOOK_LISTEN);
                config.webhook = Some(Webhook { url, listen });
            }
            config.press.program = Some(this_program()?);
            config.health = health.or(config.health);
            app::serve(config, Clock::system(), shutdown()).await
        }
        Command::Import { place, options } => {
            import::run(&place.config(None)?, &options, Clock::system()).await
        }
        Command::ExportPlan { place, options } => {
            export_plan::run(&place.config(None)?, &options).await
        }
        Command::Invite {
            place,
            whom,
            api_url,
        } => invite::run(&place.config(api_url)?, whom, Clock::system()).await,
        Command::Reminders { place, options } => {
            reminders::run(&place.config(None)?, &options, Clock::system()).await
        }
        Command::Readiness { place, options } => {
            readiness::run(&place.config(None)?, &options, Clock::system()).await
        }
        Command::Report { place, options } => report::run(&place.config(None)?, &options).await,
        Command::Export { place, options } => {
            export::run(&place.config(None)?, &options, Clock::system()).await
        }
        Command::Verify { place, options } => {
            return verify::run(&place.config(None)?, &options).await;
        }
        Command::Audit { place, options } => audit::run(&place.config(None)?, &options).await,
        Command::Press(options) => press::run(&options),
        Command::Person { what } => person::run(what, Clock::system()).await,
        Command::Backup { place, options } => {
            until_ended(backup::run(&place.config(None)?, options, Clock::system())).await
        }
        Command::Restore { place, options } => {
            until_ended(restore::run(&place.config(None)?, &options)).await
        }
        Command::Move { place, options } => {
            until_ended(move_to::run(place.config(None)?, options)).await
        }
        Command::Doctor {
            place,
            api_url,
            webhook,
            all,
        } => {
            let config = place.config(api_url).map(|mut config| {
                let listen = crate::config::WEBHOOK_LISTEN;
                config.webhook = webhook
                    .map(|url| Webhook { url, listen })
                    .or(config.webhook);
                config
            });
            return Ok(doctor::run(config, all, Clock::system()).await);
        }
        Command::Sandbox(options) => sandbox::run(options, shutdown()).await,
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Comes with SIGINT or SIGTERM. They are caught from this call on, not only once it is awaited.
fn shutdown() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let caught = |kind| {
        signal(kind).inspect_err(|error| tracing::warn!("a signal cannot be caught: {error}"))
    };
    let interrupt = caught(SignalKind::interrupt());
    let terminate = caught(SignalKind::terminate());
    async {
        let wait = async |signal: std::io::Result<tokio::signal::unix::Signal>| match signal {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        };
        tokio::select! {
            () = wait(interrupt) => {}
            () = wait(terminate) => {}
        }
    }
}

/// What leaves nothing half done when it is let go of, until it or the program shall end.
async fn until_ended(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    tokio::select! {
        done = work => done,
        () = shutdown() => anyhow::bail!("it was ended before it was done"),
    }
}

/// A period as it is typed: q1 to q4, half or year.
fn period(name: &str) -> Result<Period, String> {
    Period::parse(name).ok_or_else(|| "it is one of q1, q2, q3, q4, half and year".to_owned())
}
