//! Everything that an office files after the acknowledgement, in one ZIP or folder: gathers the finished
//! files and the evidence, puts them in with their checksums, one at a time, so that no more than one file
//! of the evidence is in memory besides what is written. What the files say is the document's matter.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{Seek, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::document::exhibits::exhibits;
use crate::document::filing::{self, Kept, Named};
use crate::document::published;
use crate::domain::evidence::FileRef;
use crate::domain::office::{FileId, ReportId};
use crate::domain::readiness::requirements::Requirements;
use crate::domain::redaction::Key;
use crate::domain::report::{Decision, DecisionKind, DocumentKind, Snapshot};
use crate::l10n::L10n;
use crate::photos;
use crate::press::Press;
use crate::press::job::{Job, Paper};
use crate::store::blobs::{Blobs, sha256};
use crate::store::evidence::{self, Standing};
use crate::store::evidence_store::EvidenceStore;
use crate::store::{Store, documents, redactions};

/// The largest ZIP for a chat, in bytes: a bot may upload 50 MB (Bot API, sendDocument), and what packs
/// and carries the files needs some room.
pub const CHAT_LIMIT: i64 = 48 << 20;

/// The name of the list of checksums, which `sha256sum --check` reads.
pub const SUMS: &str = "SHA256SUMS";

/// The rooms that files are gathered from.
pub struct Rooms {
    pub store: Store,
    pub blobs: Blobs,
    pub evidence: EvidenceStore,
    pub l10n: Arc<L10n>,
    pub press: Press,
    /// Epoch milliseconds.
    pub now: i64,
}

/// The version that is filed.
pub struct Of<'a> {
    pub office: i64,
    pub report: ReportId,
    pub snapshot: &'a Snapshot,
    pub decisions: &'a [Decision],
}

/// What goes in: the papers, then the evidence by name and SHA-256.
pub struct Contents {
    papers: Vec<Named>,
    evidence: Vec<(String, String)>,
    /// How many files of the evidence are left out for their size, and how many were never kept.
    pub left_out: usize,
    pub lacking: usize,
}

impl Rooms {
    /// Gathers what is filed of a version that was acknowledged. Where everything would be more than `most`
    /// bytes, only the index of the evidence goes in; then nothing is made while some of it is still on its
    /// way.
    pub async fn contents(&self, of: &Of<'_>, most: Option<i64>) -> Result<Contents> {
        let mut newest_first = of.decisions.iter().rev();
        let decision = newest_first
            .find(|decision| decision.kind == DecisionKind::Acknowledged)
            .context("this version is not acknowledged yet")?;
        let (hash, acknowledged) = self.acknowledged(of.report).await?;
        let memo = self.memo(of, hash).await?;
        let hidden = self.hidden(of.report).await?;
        let copy = match documents::made(&self.store, of.report, DocumentKind::Published).await? {
            Some(hash) => Some(self.blobs.get(&hash).await?),
            None => None,
        };
        // The copy and the forms to be edited are hardly larger than the report itself.
        let others = i64::try_from(4 * acknowledged.len() + memo.len())?;
        let room = most.map(|most| (most - others).max(0));
        let kept = self.kept(of, room).await?;
        let requirements = Requirements::of(
            of.snapshot.fiscal_year,
            &of.snapshot.office_name,
            &self.store.requirements,
        );
        let photos = photos::of(&self.press, &self.evidence, photos::shown(of.snapshot)).await?;
        let paper = |kind: DocumentKind| Paper {
            kind,
            made_at: of.snapshot.compiled_at,
            snapshot: of.snapshot.clone(),
            decisions: of.decisions.to_vec(),
            hidden: hidden.clone(),
            report_sha256: Some(decision.sha256.clone()),
            acknowledged_sha256: None,
        };
        let publishing = published::of(&self.l10n, of.snapshot, of.decisions, &hidden);
        let copy = match copy.filter(|_| publishing.hidden > 0) {
            Some(copy) => Some(copy),
            None => {
                let job = Job::Paper(paper(DocumentKind::Published).into());
                self.press.make(job, photos.clone()).await?
            }
        };
        let is_copy = copy.is_some();
        let docx = Job::Paper(paper(DocumentKind::AcknowledgedDocx).into());
        let docx = self.press.make(docx, photos).await?;
        let standing = |file: &FileRef| kept.get(&file.id).cloned().unwrap_or(Kept::Lacking);
        let papers = filing::papers(
            &self.l10n,
            filing::Of {
                snapshot: of.snapshot,
                decisions: of.decisions,
                version_sha256: &decision.sha256,
                acknowledged,
                published: copy,
                open: publishing.open,
                memo,
                docx: docx.context("there is no form to be edited")?,
                xlsx: self
                    .press
                    .one(Job::Paper(paper(DocumentKind::Xlsx).into()))
                    .await?,
                json: self
                    .press
                    .one(Job::Paper(paper(DocumentKind::Json).into()))
                    .await?,
                requirements: &requirements,
            },
            &standing,
        );
        let mut contents = Contents {
            papers,
            evidence: Vec::new(),
            left_out: 0,
            lacking: 0,
        };
        for exhibit in exhibits(of.snapshot) {
            for attached in &exhibit.files {
                match standing(attached.file) {
                    Kept::Along { sha256, kind, .. } => {
                        let name = filing::evidence_name(&self.l10n, attached, &kind);
                        contents.evidence.push((name, sha256));
                    }
                    Kept::LeftOut { .. } => contents.left_out += 1,
                    Kept::Lacking => contents.lacking += 1,
                }
            }
        }
        if self.hidden(of.report).await? != hidden {
            bail!("what is hidden has changed meanwhile");
        }
        if let Some((_, copy)) = contents.papers.first().filter(|_| is_copy) {
            self.remember(of, DocumentKind::Published, copy).await?;
        }
        for kind in [
            DocumentKind::AcknowledgedDocx,
            DocumentKind::Xlsx,
            DocumentKind::Json,
        ] {
            let ending = format!(".{}", kind.format().0);
            let mut papers = contents.papers.iter();
            if let Some((_, bytes)) = papers.find(|(name, _)| name.ends_with(&ending)) {
                self.remember(of, kind, bytes).await?;
            }
        }
        Ok(contents)
    }

    async fn hidden(&self, report: ReportId) -> Result<BTreeSet<Key>> {
        redactions::of_report(&mut *self.store.reader().await?, report).await
    }

    /// Records a file that was made along, so that it is known when somebody asks what it is.
    async fn remember(&self, of: &Of<'_>, kind: DocumentKind, bytes: &[u8]) -> Result<()> {
        if documents::made(&self.store, of.report, kind)
            .await?
            .is_some()
        {
            return Ok(());
        }
        let size = i64::try_from(bytes.len())?;
        let sha256 = self.blobs.put(bytes.to_vec()).await?;
        let (office, report) = (of.office, of.report);
        documents::made_along(&self.store, office, report, kind, &sha256, size, self.now).await
    }

    /// Puts everything onto a shelf, with the checksums as the last file.
    pub async fn fill<S: Shelf + Send + 'static>(&self, contents: Contents, shelf: S) -> Result<S> {
        let mut shelf = shelf;
        let mut sums = String::new();
        for (name, bytes) in contents.papers {
            shelf = put(shelf, name, bytes, &mut sums).await?;
        }
        for (name, hash) in contents.evidence {
            let bytes = self.evidence.get(&hash).await?;
            shelf = put(shelf, name, bytes, &mut sums).await?;
        }
        put(shelf, SUMS.to_owned(), sums.clone().into_bytes(), &mut sums).await
    }

    /// The file with the page of acknowledgement, and its SHA-256.
    async fn acknowledged(&self, report: ReportId) -> Result<(String, Vec<u8>)> {
        let hash = documents::made(&self.store, report, DocumentKind::Acknowledged)
            .await?
            .context("the acknowledged file is not made yet: let the bot run for a moment")?;
        let bytes = self.blobs.get(&hash).await?;
        Ok((hash, bytes))
    }

    /// The memo; what was acknowledged before there were memos gets it now.
    async fn memo(&self, of: &Of<'_>, acknowledged: String) -> Result<Vec<u8>> {
        if let Some(hash) = documents::made(&self.store, of.report, DocumentKind::Memo).await? {
            return self.blobs.get(&hash).await;
        }
        let paper = Paper {
            kind: DocumentKind::Memo,
            made_at: of.snapshot.compiled_at,
            snapshot: of.snapshot.clone(),
            decisions: of.decisions.to_vec(),
            hidden: BTreeSet::new(),
            report_sha256: None,
            acknowledged_sha256: Some(acknowledged),
        };
        let bytes = self.press.one(Job::Paper(paper.into())).await?;
        self.remember(of, DocumentKind::Memo, &bytes).await?;
        Ok(bytes)
    }

    async fn kept(&self, of: &Of<'_>, most: Option<i64>) -> Result<HashMap<FileId, Kept>> {
        let files: Vec<FileId> = exhibits(of.snapshot)
            .iter()
            .flat_map(|exhibit| &exhibit.files)
            .map(|attached| attached.file.id)
            .collect();
        let mut reader = self.store.reader().await?;
        let standings = evidence::standings(&mut reader, of.office, &files).await?;
        let mut total = 0_i64;
        let mut kept = HashMap::new();
        for (file, standing) in standings {
            match standing {
                Standing::Kept(of_file) => {
                    total = total.saturating_add(of_file.size);
                    kept.insert(file, of_file);
                }
                Standing::Wanted if most.is_some() => bail!("evidence is still on its way"),
                Standing::Wanted | Standing::Unkept => {}
            }
        }
        let along = most.is_none_or(|most| total <= most);
        let standing = |of_file: evidence::Kept| {
            let (sha256, size, kind) = (of_file.sha256, of_file.size, of_file.kind);
            match along {
                true => Kept::Along { sha256, size, kind },
                false => Kept::LeftOut { sha256, size, kind },
            }
        };
        Ok(kept
            .into_iter()
            .map(|(file, of_file)| (file, standing(of_file)))
            .collect())
    }
}

async fn put<S: Shelf + Send + 'static>(
    mut shelf: S,
    name: String,
    bytes: Vec<u8>,
    sums: &mut String,
) -> Result<S> {
    let (shelf, line) = tokio::task::spawn_blocking(move || {
        let line = format!("{}  {name}\n", sha256(&bytes));
        shelf
            .put(&name, &bytes)
            .with_context(|| format!("write {name}"))?;
        anyhow::Ok((shelf, line))
    })
    .await
    .context("the thread that writes the files ended")??;
    *sums += &line;
    Ok(shelf)
}

/// Where files are put, under names with `/` between a folder and what is in it.
pub trait Shelf {
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()>;
}

/// A ZIP without moments and owners: the same files give the same bytes.
pub struct Zip<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> Zip<W> {
    pub fn new(to: W) -> Zip<W> {
        Zip(ZipWriter::new(to))
    }

    pub fn finish(self) -> Result<W> {
        Ok(self.0.finish()?)
    }
}

impl<W: Write + Seek> Shelf for Zip<W> {
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        // Only text gets smaller: the rest is packed already.
        let text = [".txt", ".csv", ".json", SUMS]
            .iter()
            .any(|end| name.ends_with(end));
        let method = match text {
            true => CompressionMethod::Deflated,
            false => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        self.0.start_file(name, options)?;
        self.0.write_all(bytes)?;
        Ok(())
    }
}

/// A folder, which is made.
pub struct Folder(PathBuf);

impl Folder {
    /// Fails if something is there already: what was filed once is not mixed with another version.
    pub fn make(folder: PathBuf) -> Result<Folder> {
        std::fs::create_dir(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Folder(folder))
    }
}

impl Shelf for Folder {
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.0.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = File::create_new(&path)?;
        file.write_all(bytes)?;
        Ok(())
    }
}
