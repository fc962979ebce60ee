//! The processes that make files, as the bot sees them: started when there is work, kept while they are warm, ended
//! when they have nothing to do or have done enough, and lost without harm.

use std::io::{self, BufReader};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::PathBuf;
use std::process::{self, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::wire::{Answer, Work};
use super::{Settings, Unmade};

/// How long one is kept that has nothing to do [ours]: a report goes from hand to hand in minutes.
const WARM: Duration = Duration::from_secs(60);
/// How many jobs one does before another takes its place, whatever it has piled up by then [ours].
const JOBS: u32 = 100;

/// Starts processes and keeps those that are warm.
pub struct Children {
    program: PathBuf,
    time: Duration,
    memory: u64,
    idle: Arc<Mutex<Vec<(Child, Instant)>>>,
}

/// A process that makes files; dropping it ends it.
struct Child {
    process: process::Child,
    /// None while a thread talks to it, and when it is of no use any more.
    pipes: Option<Pipes>,
    done: u32,
}

struct Pipes {
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

/// How a process was lost with its job.
enum Lost {
    /// It was given up.
    TooLong,
    Ended(ExitStatus),
    Garbled,
}

impl Children {
    pub fn new(program: PathBuf, settings: &Settings) -> Children {
        Children {
            program,
            time: settings.time,
            memory: settings.memory,
            idle: Arc::default(),
        }
    }

    /// Does the job. If a process is lost with it that may not have been lost by it, because it had done others
    /// before or was killed from outside, another one does it once more.
    pub async fn make(&self, work: Arc<Work>) -> Result<Answer, Unmade> {
        let warm = lock(&self.idle).pop();
        let mut child = match warm {
            Some((child, _)) => child,
            None => self.start().await?,
        };
        let mut lost = match child.does(&work, self.time).await {
            Ok(answer) => return Ok(self.kept(child, answer)),
            Err(lost) => lost,
        };
        if !matches!(lost, Lost::TooLong) && (child.done > 0 || lost.by_others()) {
            tracing::warn!(
                "a press was lost and its file is made by another: {}",
                lost.how()
            );
            let mut child = self.start().await?;
            lost = match child.does(&work, self.time).await {
                Ok(answer) => return Ok(self.kept(child, answer)),
                Err(lost) => lost,
            };
        }
        Err(match lost {
            Lost::TooLong => Unmade::TooLong(self.time),
            lost => Unmade::Ended(lost.how()),
        })
    }

    /// Nothing of the environment goes along, where the token and the keys of a bucket are, but how much to log.
    async fn start(&self) -> io::Result<Child> {
        let mut command = Command::new(&self.program);
        command
            .arg0("rapsap")
            .args(["press", "--memory", &self.memory.to_string()])
            .env_clear()
            .envs(std::env::var_os("RUST_LOG").map(|wanted| ("RUST_LOG", wanted)))
            // Each arena of the GNU allocator keeps what was freed in it.
            .env("MALLOC_ARENA_MAX", "2")
            // Ctrl-C is for the bot, which finishes what is in flight.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        // Whoever does not wait for it any more ends it all the same.
        let starting = tokio::task::spawn_blocking(move || command.spawn().map(Child::of));
        starting.await.map_err(io::Error::other)?
    }

    /// Keeps the process for the next job, if it is fit for one.
    fn kept(&self, child: Child, answer: Answer) -> Answer {
        if child.done < JOBS && !matches!(answer, Answer::Panicked) {
            lock(&self.idle).push((child, Instant::now()));
            let idle = Arc::downgrade(&self.idle);
            tokio::spawn(async move {
                tokio::time::sleep(WARM).await;
                if let Some(idle) = idle.upgrade() {
                    let cold: Vec<_> = lock(&idle)
                        .extract_if(.., |(_, since)| since.elapsed() >= WARM)
                        .collect();
                    drop(cold);
                }
            });
        }
        answer
    }
}

fn lock(idle: &Mutex<Vec<(Child, Instant)>>) -> MutexGuard<'_, Vec<(Child, Instant)>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Child {
    fn of(mut process: process::Child) -> Child {
        let pipes = process.stdin.take().zip(process.stdout.take());
        let pipes = pipes.map(|(to, from)| Pipes {
            to,
            from: BufReader::new(from),
        });
        Child {
            process,
            pipes,
            done: 0,
        }
    }

    async fn does(&mut self, work: &Arc<Work>, time: Duration) -> Result<Answer, Lost> {
        let Some(mut pipes) = self.pipes.take() else {
            return Err(self.ended());
        };
        let work = work.clone();
        let talking = tokio::task::spawn_blocking(move || {
            work.send(&mut pipes.to)?;
            let answer = Answer::receive(&mut pipes.from)?;
            io::Result::Ok((answer, pipes))
        });
        match tokio::time::timeout(time, talking).await {
            Ok(Ok(Ok((answer, pipes)))) => {
                self.pipes = Some(pipes);
                self.done += 1;
                Ok(answer)
            }
            Ok(Ok(Err(error))) if error.kind() == io::ErrorKind::InvalidData => Err(Lost::Garbled),
            Ok(_) => Err(self.ended()),
            // Ending it ends the thread that talks to it.
            Err(_) => Err(Lost::TooLong),
        }
    }

    /// How it ended, whose pipes are closed.
    fn ended(&mut self) -> Lost {
        // One that is on its way out goes on to its own end.
        let _ = self.process.kill();
        match self.process.wait() {
            Ok(status) => Lost::Ended(status),
            Err(_) => Lost::Garbled,
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Lost {
    fn how(&self) -> String {
        match self {
            Lost::TooLong => "it was given up".to_owned(),
            Lost::Ended(status) => status.to_string(),
            Lost::Garbled => "it gave no answer that can be read".to_owned(),
        }
    }

    /// Whether somebody ended it: people, a system that stops, or one that has no memory left.
    fn by_others(&self) -> bool {
        let Lost::Ended(status) = self else {
            return false;
        };
        let by = [Signal::HUP, Signal::INT, Signal::KILL, Signal::TERM];
        by.iter()
            .any(|signal| status.signal() == Some(signal.as_raw()))
    }
}
