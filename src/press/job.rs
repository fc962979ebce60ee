//! What the press makes: a job holds everything that its file is made of, so that it can be handed to another
//! process, and one function makes the file. Pure: the same job gives the same bytes wherever it is done.

use std::collections::BTreeSet;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::document::heat_map::{self, Chart};
use crate::document::memo::{self, Acknowledged};
use crate::document::photos::{self, Photos};
use crate::document::{docx, from_snapshot, json, pdf, preview, published, readiness, xlsx};
use crate::domain::calendar::bangkok;
use crate::domain::office::Language;
use crate::domain::readiness::page::Page;
use crate::domain::redaction::Key;
use crate::domain::report::{Decision, DocumentKind, Snapshot, SnapshotRow};
use crate::hidden::{only_name, only_names};
use crate::l10n::L10n;

/// A file to be made.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// A file of a version, with the version's photos.
    Paper(Box<Paper>),
    /// What is to be mended, in its reader's language.
    Readiness { language: Language, page: Page },
    /// Rows of the table as a picture.
    Rows {
        rows: Vec<SnapshotRow>,
        /// As in a snapshot.
        names: Vec<String>,
        whole_page: bool,
    },
    /// Measures by quarters as a picture.
    HeatMap(Chart),
    /// The sizes of the only photo that is along, or why there are none.
    Photo,
    /// What no job should do, for tests: a release knows no such job.
    #[cfg(debug_assertions)]
    Fault(Fault),
}

#[cfg(not(debug_assertions))]
only_names!(Job: Paper Readiness Rows HeatMap Photo);
#[cfg(debug_assertions)]
only_names!(Job: Paper Readiness Rows HeatMap Photo Fault);

/// Which file of a version, and the version.
#[derive(Clone, Serialize, Deserialize)]
pub struct Paper {
    pub kind: DocumentKind,
    /// Of a report's PDF, its creation date in epoch milliseconds; the others bear moments of their own.
    pub made_at: i64,
    pub snapshot: Snapshot,
    pub decisions: Vec<Decision>,
    /// What is hidden in the published copy.
    pub hidden: BTreeSet<Key>,
    /// Of the report itself, if it is made; lower-case hex.
    pub report_sha256: Option<String>,
    /// Likewise of the file with the acknowledgement on its last page.
    pub acknowledged_sha256: Option<String>,
}

only_name!(Paper);

/// How a job goes wrong.
#[cfg(debug_assertions)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    Abort,
    StackOverflow,
    Panic,
    /// Asks for more and more memory.
    Memory,
    Endless,
    /// Writes what is no answer.
    Garbage,
}

impl Job {
    /// Whether it is drawn for somebody who waits at their phone, in hundredths of a second.
    pub fn is_picture(&self) -> bool {
        matches!(self, Job::Rows { .. } | Job::HeatMap(_))
    }

    /// Makes the file; none of a published copy in which nothing is hidden. Takes up to some seconds of one core
    /// and blocks: call it off the async threads.
    ///
    /// # Errors
    /// In words for whoever runs the bot, which quote nothing of the report.
    pub fn make(&self, l10n: &L10n, photos: &Photos) -> anyhow::Result<Option<Vec<u8>>> {
        Ok(Some(match self {
            Job::Paper(paper) => return paper.make(l10n, photos),
            Job::Readiness { language, page } => readiness::pdf(l10n, *language, page)?,
            Job::Rows {
                rows,
                names,
                whole_page,
            } => preview::png(&from_snapshot::rows(l10n, rows, names), *whole_page)?,
            Job::HeatMap(chart) => heat_map::png(chart)?,
            Job::Photo => photos::judged(photos.values().next().context("no photo is along")?),
            #[cfg(debug_assertions)]
            Job::Fault(fault) => fault.happen(),
        }))
    }
}

impl Paper {
    fn make(&self, l10n: &L10n, photos: &Photos) -> anyhow::Result<Option<Vec<u8>>> {
        let (snapshot, decisions) = (&self.snapshot, &self.decisions[..]);
        let report_sha256 = self.report_sha256.as_deref();
        // What is to be edited is of no moment of its own: the same from the chat and from the command line.
        let compiled_at = bangkok(snapshot.compiled_at);
        let outline = |decisions: &[Decision]| {
            from_snapshot::outline(l10n, snapshot, decisions, report_sha256)
        };
        Ok(Some(match self.kind {
            DocumentKind::Published => {
                let hidden = &self.hidden;
                return Ok(published::pdf(l10n, snapshot, decisions, hidden, photos)?);
            }
            DocumentKind::Report | DocumentKind::Acknowledged => {
                pdf::pdf(&outline(decisions), photos, bangkok(self.made_at))?
            }
            DocumentKind::Memo => {
                let sha256 = self.acknowledged_sha256.as_deref();
                let of = Acknowledged {
                    snapshot,
                    decisions,
                    sha256: sha256.context("the acknowledged file is not made yet")?,
                };
                memo::pdf(l10n, &of)?.context("nothing was acknowledged")?
            }
            DocumentKind::Docx => docx::docx(&outline(&[]), photos, compiled_at)?,
            DocumentKind::AcknowledgedDocx => docx::docx(&outline(decisions), photos, compiled_at)?,
            DocumentKind::Xlsx => xlsx::xlsx(l10n, snapshot)?,
            DocumentKind::Json => json::json(l10n, snapshot, decisions, report_sha256)?,
            DocumentKind::Filing => anyhow::bail!("it is packed, not printed"),
        }))
    }
}

#[cfg(debug_assertions)]
impl Fault {
    fn happen(self) -> Vec<u8> {
        use std::io::Write as _;
        match self {
            Fault::Abort => std::process::abort(),
            Fault::StackOverflow => vec![deep(0)],
            Fault::Panic => panic!("as the test wants"),
            Fault::Memory => {
                let mut taken = Vec::new();
                loop {
                    // Written to, since memory that is only asked for costs nothing.
                    taken.push(vec![7_u8; 1 << 20]);
                    std::hint::black_box(&taken);
                }
            }
            Fault::Endless => loop {
                std::thread::park();
            },
            Fault::Garbage => {
                let mut out = std::io::stdout();
                // Whoever listens has ended: nothing is left to be done.
                let _ = out.write_all(&[0xff; 64]).and_then(|()| out.flush());
                Vec::new()
            }
        }
    }
}

#[cfg(debug_assertions)]
fn deep(depth: u64) -> u8 {
    let room = std::hint::black_box([depth; 64]);
    if depth == u64::MAX {
        return 0;
    }
    deep(depth + 1).wrapping_add(room[0] as u8)
}
