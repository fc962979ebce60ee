//! A copy of everything in one file, and back from it: the database as it stood at one moment and every file that
//! its rows name. What a row is, is [`crate::store::whole`]'s matter; how the file is made up stands in
//! `archive`, what must be true of it in `sums`.

mod archive;
mod backup;
mod restore;
mod sums;
mod underway;

use std::time::Duration;

pub use archive::{identities, recipient};
pub use backup::{Written, backup};
pub use restore::{Place, Restored, restore};

use crate::store::blobs::Blobs;
use crate::store::evidence_store::EvidenceStore;
use crate::store::whole::{Loading, Taken};

/// Where the files lie that are copied.
pub struct Rooms {
    pub blobs: Blobs,
    pub evidence: EvidenceStore,
}

/// How long a server is asked what became of everything, where its answer was lost.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Puts everything that is in one database into another one, which must be empty. Gives the number of rows.
/// `patience`: for [`Loading::commit`].
pub async fn move_over(from: &str, to: &str, patience: Duration) -> anyhow::Result<u64> {
    let mut taken = Taken::of(from).await?;
    let mut loading = Loading::into(to, &taken.shape).await?;
    let mut moved = 0;
    for table in taken.shape.tables.clone() {
        let mut some = Vec::new();
        taken
            .rows(&table, async |row| {
                some.push(row);
                moved += 1;
                if some.len() == AT_ONCE {
                    loading.rows(&table, std::mem::take(&mut some)).await?;
                }
                Ok(())
            })
            .await?;
        loading.rows(&table, some).await?;
    }
    loading.settle().await?;
    loading.commit(patience).await?;
    taken.close().await?;
    Ok(moved)
}

/// Rows that are in memory at once.
const AT_ONCE: usize = 256;
