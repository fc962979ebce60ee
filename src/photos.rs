//! The photos of a version on their way from the evidence store into a document: one after the other, so that
//! only one original is in memory. What is done to each is [`crate::document::photos`]'s business.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::document::from_snapshot;
use crate::document::photos::{self, Photos};
use crate::domain::report::Snapshot;
use crate::store::evidence_store::EvidenceStore;

/// The photos that a version shows, made ready one after the other. One that is gone, damaged or not to be
/// read is left out, and the document says so in its place.
///
/// # Errors
/// If the evidence store cannot be reached.
pub async fn of(evidence: &EvidenceStore, snapshot: &Snapshot) -> anyhow::Result<Photos> {
    let shown: Vec<_> = (snapshot.files.iter())
        .filter(|file| from_snapshot::is_shown(&file.kind))
        .collect();
    let count = shown.len();
    let mut photos = Photos::new();
    for file in shown {
        let id = file.file.0;
        let Some(bytes) = evidence.find(&file.sha256).await? else {
            continue;
        };
        let preparing = tokio::task::spawn_blocking(move || {
            catch_unwind(AssertUnwindSafe(|| photos::prepared(&bytes, count)))
        });
        match preparing.await? {
            Ok(Ok(jpeg)) => {
                photos.insert(id, jpeg);
            }
            Ok(Err(error)) => tracing::warn!(file = id, "a photo is left out: {error}"),
            Err(_) => tracing::warn!(file = id, "a photo is left out: reading it failed"),
        }
    }
    Ok(photos)
}
