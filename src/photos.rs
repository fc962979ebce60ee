//! The photos of a version on their way from the evidence store into a document: one after the other, so that
//! only one original is in memory. What is done to each is [`crate::document::photos`]'s business.

use crate::document::from_snapshot;
use crate::document::photos::Photos;
use crate::domain::report::Snapshot;
use crate::press::job::Job;
use crate::press::{Press, Unmade};
use crate::store::evidence_store::EvidenceStore;

/// The photos that a version shows, made ready one after the other. One that is gone, damaged or not to be
/// read is left out, and the document says so in its place.
///
/// # Errors
/// If the evidence store cannot be reached, or no process can be started ([`Unmade::NoProcess`]).
pub async fn of(
    press: &Press,
    evidence: &EvidenceStore,
    snapshot: &Snapshot,
) -> anyhow::Result<Photos> {
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
        match press.make(Job::Photo { count }, [(id, bytes)].into()).await {
            Ok(jpeg) => photos.extend(jpeg.map(|jpeg| (id, jpeg))),
            Err(error @ Unmade::NoProcess(_)) => return Err(error.into()),
            Err(error) => tracing::warn!(file = id, "a photo is left out: {error}"),
        }
    }
    Ok(photos)
}
