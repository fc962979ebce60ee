//! Makes files off the async threads: in processes of their own, a few at a time, each job within a budget of time
//! and memory, so that whatever goes wrong in one costs that one job. What stands in a file is the document's
//! matter; which is wanted, and what is done if it is not made, the caller's.

pub mod child;
mod children;
pub mod job;
pub mod wire;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::document::photos::Photos;
use crate::l10n::L10n;
use children::Children;
use job::Job;
use wire::{Answer, Work};

/// How files are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The program whose processes make them; within this process, and without budgets, if none.
    pub program: Option<PathBuf>,
    /// So many documents at the same time, and beside them one picture and the sizes of one photo.
    pub at_once: usize,
    /// The longest that a job may take; a report takes well under a second in a release build [ours].
    pub time: Duration,
    /// The most memory that a process may have, in bytes [ours]: a photo of 50 million pixels takes half of it.
    pub memory: u64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            program: None,
            at_once: 2,
            time: Duration::from_secs(120),
            memory: 1 << 30,
        }
    }
}

/// Why a file was not made. None of it quotes what people wrote.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    #[error("{0}")]
    Failed(String),
    #[error("the document engine failed")]
    Panicked,
    #[error("it takes longer than {} s", .0.as_secs())]
    TooLong(Duration),
    /// How its process ended.
    #[error("the process that was to make it ended: {0}")]
    Ended(String),
    /// The machine is to blame and not the job, which may be tried again.
    #[error("no process can be started: {0}")]
    NoProcess(#[from] io::Error),
}

/// Makes files; cloning shares its places and processes.
#[derive(Clone)]
pub struct Press(Arc<Inner>);

struct Inner {
    at_once: usize,
    documents: Arc<Semaphore>,
    pictures: Arc<Semaphore>,
    photos: Arc<Semaphore>,
    by: By,
}

enum By {
    /// This process.
    Itself(Arc<L10n>),
    Children(Children),
}

impl Press {
    pub fn new(settings: &Settings, l10n: Arc<L10n>) -> Press {
        let at_once = settings.at_once.max(1);
        Press(Arc::new(Inner {
            at_once,
            documents: Arc::new(Semaphore::new(at_once)),
            // Nobody waits at their phone for documents of others.
            pictures: Arc::new(Semaphore::new(1)),
            photos: Arc::new(Semaphore::new(1)),
            by: match &settings.program {
                Some(program) => By::Children(Children::new(program.clone(), settings)),
                None => By::Itself(l10n),
            },
        }))
    }

    /// Makes files within this process, for commands that end when the file is made.
    pub fn itself(l10n: Arc<L10n>) -> Press {
        Press::new(&Settings::default(), l10n)
    }

    /// How many documents are made at the same time.
    pub fn at_once(&self) -> usize {
        self.0.at_once
    }

    /// Makes the file once there is a place; none of a published copy in which nothing is hidden. Whoever does not
    /// wait any longer ends the process that makes it.
    pub async fn make(&self, job: Job, photos: Photos) -> Result<Option<Vec<u8>>, Unmade> {
        let places = match &job {
            Job::Photo => &self.0.photos,
            job if job.is_picture() => &self.0.pictures,
            _ => &self.0.documents,
        };
        // Nothing closes it.
        let place = places.clone().acquire_owned().await.ok();
        let work = Work { job, photos };
        let answer = match &self.0.by {
            By::Children(children) => children.make(Arc::new(work)).await?,
            By::Itself(l10n) => {
                let l10n = l10n.clone();
                let making = tokio::task::spawn_blocking(move || {
                    // Held by the thread, which nobody can end, and not by whoever waits.
                    let _place = place;
                    answer(&l10n, &work)
                });
                making.await.unwrap_or(Answer::Panicked)
            }
        };
        match answer {
            Answer::Made(bytes) => Ok(Some(bytes)),
            Answer::Nothing => Ok(None),
            Answer::Failed(why) => Err(Unmade::Failed(why)),
            Answer::Panicked => Err(Unmade::Panicked),
        }
    }

    /// Likewise a file without photos that there always is.
    pub async fn one(&self, job: Job) -> Result<Vec<u8>, Unmade> {
        let made = self.make(job, Photos::new()).await?;
        made.ok_or_else(|| Unmade::Failed("there is no such file".to_owned()))
    }
}

/// What becomes of a job in this process, whose memory and stack it shares.
fn answer(l10n: &L10n, work: &Work) -> Answer {
    let made = catch_unwind(AssertUnwindSafe(|| work.job.make(l10n, &work.photos)));
    match made {
        Ok(Ok(Some(bytes))) => Answer::Made(bytes),
        Ok(Ok(None)) => Answer::Nothing,
        Ok(Err(error)) => Answer::Failed(format!("{error:#}")),
        Err(_) => Answer::Panicked,
    }
}

/// This very program, even if another release lies in its place by now.
///
/// # Errors
/// If the machine does not tell where it is.
pub fn this_program() -> io::Result<PathBuf> {
    let linux = Path::new("/proc/self/exe");
    match linux.exists() {
        true => Ok(linux.to_owned()),
        false => std::env::current_exe(),
    }
}
