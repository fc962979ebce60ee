//! What stands in the data folder from just before a restore takes its place until it is known that it has, so that who
//! says the same again, after a line or the program itself broke in between, hears what became of it.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use super::sums::{Sums, digest};
use crate::store::whole::fate::{self, Mark};

const NAME: &str = ".restoring.json";

/// A restore whose end is not known.
#[derive(Serialize, Deserialize)]
pub struct Underway {
    pub taken_at: i64,
    pub sums: Sums,
    /// The transaction that it waits for, where a server knows one.
    pub mark: Option<Mark>,
}

impl Underway {
    /// What is noted in the folder.
    pub fn noted(folder: &Path) -> Result<Option<Underway>> {
        let noted = match std::fs::read(folder.join(NAME)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            noted => noted.with_context(|| format!("{NAME} cannot be read"))?,
        };
        // One that was not written to its end is of a restore that changed nothing.
        Ok(serde_json::from_slice(&noted).ok())
    }

    /// Whether it is of the copy that begins so, and everything of it is there. `patience`: for [`fate::is_there`].
    pub async fn is_there(&self, head: &[u8], database: &str, patience: Duration) -> Result<bool> {
        if self.sums.head_sha256 != digest(head) {
            return Ok(false);
        }
        fate::is_there(database, self.mark, patience)
            .await
            .context("it is not known what became of the restore before")
    }

    pub fn note(&self, folder: &Path) -> Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.as_file().sync_all()?;
        file.persist(folder.join(NAME))?;
        File::open(folder)?.sync_all()?;
        Ok(())
    }

    /// Its end is known.
    pub fn forget(folder: &Path) -> Result<()> {
        match std::fs::remove_file(folder.join(NAME)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}
