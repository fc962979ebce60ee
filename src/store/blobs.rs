//! Files by their SHA-256, in a folder. What is stored under a hash is that content and stays so:
//! it is written whole or not at all, and checked whenever it is read.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

/// A folder of files. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: Arc<Path>,
}

/// SHA-256 as lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

impl Blobs {
    /// Opens the folder, and makes it if it is not there.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Blobs> {
        let folder = folder.into();
        fs::create_dir_all(&folder)
            .with_context(|| format!("make the folder {}", folder.display()))?;
        Ok(Blobs {
            folder: folder.into(),
        })
    }

    /// Keeps `bytes` durably and gives their SHA-256 in lower-case hex.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<String> {
        let this = self.clone();
        tokio::task::spawn_blocking(move || this.write(&bytes)).await?
    }

    /// What was kept under this hash. Fails if the file is gone or is not what it was.
    pub async fn get(&self, sha256: &str) -> Result<Vec<u8>> {
        let path = self.path(sha256)?;
        let wanted = sha256.to_owned();
        tokio::task::spawn_blocking(move || {
            let bytes = fs::read(&path).with_context(|| format!("read {}", path.display()))?;
            ensure!(
                self::sha256(&bytes) == wanted,
                "{} is damaged: its content has changed",
                path.display()
            );
            Ok(bytes)
        })
        .await?
    }

    fn path(&self, sha256: &str) -> Result<PathBuf> {
        let hex = sha256.len() == 64
            && sha256
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        ensure!(hex, "not a SHA-256");
        Ok(self.folder.join(&sha256[..2]).join(sha256))
    }

    fn write(&self, bytes: &[u8]) -> Result<String> {
        let name = sha256(bytes);
        let path = self.path(&name)?;
        let folder = path.parent().context("a file lies in a folder")?;
        if fs::read(&path).is_ok_and(|present| present == bytes) {
            return Ok(name);
        }
        fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
        // The file's name is durable only with its folder, and the folder's with the one above.
        for folder in [folder, &self.folder] {
            File::open(folder)?.sync_all()?;
        }
        Ok(name)
    }
}
