//! The photos of a version on their way from the evidence store into a document: as many at a time as the press has
//! places, so that only so many originals are in memory. What is done to each is [`crate::document::photos`]'s
//! business.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use crate::document::from_snapshot;
use crate::document::photos::Photos;
use crate::domain::report::Snapshot;
use crate::press::job::Job;
use crate::press::{Press, Unmade};
use crate::store::evidence_store::EvidenceStore;

/// The photos that a version shows, made ready. One that is gone, damaged or not to be read is left out, and the
/// document says so in its place.
///
/// # Errors
/// If the evidence store cannot be reached, or no process can be started ([`Unmade::NoProcess`]).
pub async fn of(
    press: &Press,
    evidence: &EvidenceStore,
    snapshot: &Snapshot,
) -> anyhow::Result<Photos> {
    let shown: Vec<(i64, String)> = (snapshot.files.iter())
        .filter(|file| from_snapshot::is_shown(&file.kind))
        .map(|file| (file.file.0, file.sha256.clone()))
        .collect();
    let count = shown.len();
    let ready = shown.into_iter().map(async |(id, sha256)| {
        let Some(bytes) = evidence.find(&sha256).await? else {
            return Ok(None);
        };
        match press.make(Job::Photo { count }, [(id, bytes)].into()).await {
            Ok(jpeg) => Ok(jpeg.map(|jpeg| (id, jpeg))),
            Err(error @ Unmade::NoProcess(_)) => Err(anyhow::Error::from(error)),
            Err(error) => {
                tracing::warn!(file = id, "a photo is left out: {error}");
                Ok(None)
            }
        }
    });
    let ready = stream::iter(ready).buffered(press.at_once());
    ready
        .try_filter_map(async |photo| Ok(photo))
        .try_collect()
        .await
}
