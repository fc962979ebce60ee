//! The bytes of evidence by their SHA-256: in a folder of this machine, or in a bucket of an
//! S3-compatible store. What is stored under a hash is that content and stays so, until
//! nothing is left that names it; whose it is and what it shows stands in the database. Beside a content there may
//! be a file that is made of it, and can be made again.

use std::fmt;
use std::ops::Range;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path as Folder;
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};

use super::{blobs::sha256, evidence_s3};
use crate::vitals::Vitals;

/// The folder of what is made of the contents.
const BESIDE: &str = "made";

/// An open evidence store. Cloning shares it; its `Debug` names the place and no secret.
#[derive(Clone)]
pub struct EvidenceStore {
    objects: Arc<dyn ObjectStore>,
    prefix: Path,
    place: Arc<str>,
    /// On this machine.
    folder: Option<Arc<Folder>>,
    vitals: Vitals,
    /// Nothing is put beside a content.
    to_be_read: bool,
}

/// What lies under a hash cannot be read now, whatever it is.
#[derive(Debug, thiserror::Error)]
#[error("{0} of the evidence store cannot be read")]
pub struct Unread(String);

/// What is found under a hash.
enum Read {
    Sound(Vec<u8>),
    Gone,
    /// Something else than what was kept.
    Damaged,
}

impl fmt::Debug for EvidenceStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EvidenceStore({})", self.place)
    }
}

impl EvidenceStore {
    /// Opens a folder, made for its owner alone if it is not there. Files are written whole and durably,
    /// or not at all.
    pub fn folder(folder: &Folder) -> Result<EvidenceStore> {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .with_context(|| format!("make the folder {}", folder.display()))?;
        let files = LocalFileSystem::new_with_prefix(folder)
            .with_context(|| format!("open the folder {}", folder.display()))?
            .with_fsync(true);
        Ok(EvidenceStore {
            objects: Arc::new(files),
            prefix: Path::default(),
            place: folder.display().to_string().into(),
            folder: Some(folder.into()),
            vitals: Vitals::default(),
            to_be_read: false,
        })
    }

    /// Opens `s3://bucket/prefix`. Its address, region and credentials come from `AWS_…` variables, of
    /// which `variables` gives name and value: `AWS_ENDPOINT`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`. Nothing is sent yet.
    pub fn s3(
        url: &str,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<EvidenceStore> {
        let (objects, bucket, prefix) = evidence_s3::open(url, variables)?;
        let place = format!("s3://{bucket}/{prefix}").into();
        Ok(EvidenceStore {
            objects,
            prefix,
            place,
            folder: None,
            vitals: Vitals::default(),
            to_be_read: false,
        })
    }

    /// Files that are found damaged are told here.
    pub fn with_vitals(self, vitals: Vitals) -> EvidenceStore {
        EvidenceStore { vitals, ..self }
    }

    /// For commands that only read: whatever they would put beside a content is let go of, since the bot may not be
    /// allowed to delete the files of whoever gives the command.
    pub fn to_be_read(self) -> EvidenceStore {
        EvidenceStore {
            to_be_read: true,
            ..self
        }
    }

    /// How much room is left for those who are not the machine's administrator, in bytes; none of a bucket, or if
    /// the machine does not say.
    pub fn free_bytes(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(self.folder.as_deref()?).ok()?;
        // A file system that does not count says 0 of 0.
        (disk.f_blocks > 0).then(|| disk.f_bavail.saturating_mul(disk.f_frsize))
    }

    /// Keeps `bytes` durably and gives their SHA-256 in lower-case hex. What is there already is left.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<String> {
        let (bytes, name) = tokio::task::spawn_blocking(move || {
            let name = sha256(&bytes);
            (bytes, name)
        })
        .await?;
        let path = self.path(&name)?;
        let size = bytes.len() as u64;
        match self.objects.head(&path).await {
            Ok(present) if present.size == size && !self.is_damaged(&name).await => {
                return Ok(name);
            }
            Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error).context("look into the evidence store"),
        }
        self.objects
            .put(&path, bytes.into())
            .await
            .context("write into the evidence store")?;
        self.vitals.evidence(&name, true);
        Ok(name)
    }

    /// Whether a file of this machine is not what it was: then the one that comes again mends it. A bucket sees
    /// to its own.
    async fn is_damaged(&self, name: &str) -> bool {
        self.folder.is_some() && !matches!(self.read(name).await, Ok(Read::Sound(_)))
    }

    /// What was kept under this hash. Fails if it is gone or is not what it was.
    pub async fn get(&self, name: &str) -> Result<Vec<u8>> {
        match self.read(name).await? {
            Read::Sound(bytes) => Ok(bytes),
            Read::Gone => bail!("{name} of the evidence store is gone"),
            Read::Damaged => {
                bail!("{name} of the evidence store is damaged: its content has changed")
            }
        }
    }

    /// Likewise, but none if it is gone or damaged, which is logged.
    ///
    /// # Errors
    /// If the store cannot be asked.
    pub async fn find(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match self.read(name).await? {
            Read::Sound(bytes) => return Ok(Some(bytes)),
            Read::Gone => tracing::error!(sha256 = name, "a file of the evidence store is gone"),
            Read::Damaged => {
                tracing::error!(sha256 = name, "a file of the evidence store is damaged")
            }
        }
        Ok(None)
    }

    /// Deletes what was kept under this hash, and what stands beside it; that it is gone already is as good.
    pub async fn delete(&self, name: &str) -> Result<()> {
        for path in [self.path(name)?, self.path_beside(name)?] {
            match self.objects.delete(&path).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error).context("delete from the evidence store"),
            }
        }
        Ok(())
    }

    /// Puts what is made of the content with this hash beside it, in place of what was there; not if the content has
    /// gone meanwhile.
    pub async fn put_beside(&self, name: &str, made: Vec<u8>) -> Result<()> {
        if self.to_be_read {
            return Ok(());
        }
        let path = self.path_beside(name)?;
        let put = self.objects.put(&path, made.into()).await;
        put.context("write into the evidence store")?;
        // Looked for last, since whoever deletes begins with the content.
        match self.objects.head(&self.path(name)?).await {
            Ok(_) => Ok(()),
            Err(_) => {
                let gone = self.objects.delete(&path).await;
                gone.context("delete from the evidence store")
            }
        }
    }

    /// Some bytes of what stands beside the content with this hash, or as many of them as there are. None if
    /// nothing does, or it cannot be read: it is made anew then.
    pub async fn beside(&self, name: &str, bytes: Range<u64>) -> Option<Vec<u8>> {
        let path = self.path_beside(name).ok()?;
        match self.objects.get_range(&path, bytes).await {
            Ok(bytes) => Some(bytes.into()),
            Err(object_store::Error::NotFound { .. }) => None,
            Err(error) => {
                tracing::debug!(sha256 = name, "what stands beside it is not read: {error}");
                None
            }
        }
    }

    async fn read(&self, name: &str) -> Result<Read> {
        let read = self.look(name).await?;
        self.vitals.evidence(name, matches!(read, Read::Sound(_)));
        Ok(read)
    }

    async fn look(&self, name: &str) -> Result<Read> {
        let reading = || Unread(name.to_owned());
        let read = match self.objects.get(&self.path(name)?).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(Read::Gone),
            read => read.with_context(reading)?,
        };
        let bytes = read.bytes().await.with_context(reading)?;
        let wanted = name.to_owned();
        let sound = tokio::task::spawn_blocking(move || match sha256(&bytes) == wanted {
            true => Read::Sound(bytes.to_vec()),
            false => Read::Damaged,
        });
        Ok(sound.await?)
    }

    fn path(&self, name: &str) -> Result<Path> {
        Self::path_in(self.prefix.clone(), name)
    }

    fn path_beside(&self, name: &str) -> Result<Path> {
        Self::path_in(self.prefix.clone().join(BESIDE), name)
    }

    /// `ab/cdef…`, so that no folder holds too many. Names are hashes only: what people call a file never
    /// becomes a path.
    fn path_in(folder: Path, name: &str) -> Result<Path> {
        let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        ensure!(name.len() == 64 && name.bytes().all(hex), "not a SHA-256");
        let (first, rest) = name.split_at(2);
        Ok(folder.join(first).join(rest))
    }
}
