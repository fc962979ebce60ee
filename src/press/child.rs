//! The process in which files are made, `rapsap press`: limits itself, then takes one job after the other from
//! standard input and answers on standard output, until there is nobody who could give it more.

use std::io::{self, BufReader, Write as _};
use std::process;
use std::sync::mpsc;

use anyhow::Context as _;
use rustix::process::{Resource, Rlimit, setrlimit};

use super::answer;
use super::wire::Work;
use crate::l10n::L10n;

/// The exit code upon something that is no job.
const GARBLED: i32 = 2;

/// Works until standard input ends, with at most `memory` bytes.
pub fn run(memory: u64) -> anyhow::Result<()> {
    limit(Resource::Data, memory).context("the memory cannot be limited")?;
    // What people wrote is left in no file of a crash.
    limit(Resource::Core, 0).context("files of crashes cannot be forbidden")?;
    // Where the machine itself has no memory left, this process is to be ended and not the bot; no matter if the
    // system knows no such wish.
    let _ = std::fs::write("/proc/self/oom_score_adj", "500");
    let (hand_over, jobs) = mpsc::sync_channel(0);
    std::thread::Builder::new()
        .name("jobs".into())
        .spawn(move || listen(&hand_over))
        .context("no thread can be started")?;
    let l10n = L10n::new();
    for work in jobs {
        let answer = answer(&l10n, &work);
        // Its memory is not needed for sending.
        drop(work);
        let mut out = io::stdout().lock();
        answer.send(&mut out)?;
        out.flush()?;
    }
    Ok(())
}

fn limit(what: Resource, most: u64) -> io::Result<()> {
    let most = Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    Ok(setrlimit(what, most)?)
}

/// Listens while a file is made as well, so that the process ends at once when the bot has ended, however that was.
fn listen(hand_over: &mpsc::SyncSender<Work>) {
    let mut input = BufReader::new(io::stdin());
    loop {
        match Work::receive(&mut input) {
            Ok(Some(work)) => {
                if hand_over.send(work).is_err() {
                    return;
                }
            }
            Ok(None) => process::exit(0),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => process::exit(0),
            Err(error) => {
                tracing::error!("a press was given what is no job: {error}");
                process::exit(GARBLED);
            }
        }
    }
}
