//! The photos on their way from Telegram into the evidence store, where their sizes are put beside them, and from
//! there into a document: as many at a time as the press has places, so that only so many originals are in memory.
//! What is done to each is [`crate::document::photos`]'s business.

use anyhow::Result;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use crate::document::from_snapshot;
use crate::document::photos::{self, INDEX, Index, Photos, Size, Unfit};
use crate::domain::report::Snapshot;
use crate::press::job::Job;
use crate::press::{Press, Unmade};
use crate::store::evidence_store::EvidenceStore;

/// A photo that a document shows: its id and its SHA-256.
pub type Shown = (i64, String);

/// The photos that a version shows.
pub fn shown(snapshot: &Snapshot) -> Vec<Shown> {
    (snapshot.files.iter())
        .filter(|file| from_snapshot::is_shown(&file.kind))
        .map(|file| (file.file.0, file.sha256.clone()))
        .collect()
}

/// The photos of a document in the sizes that there is room for. One that is gone, damaged or not to be read is left
/// out, and the document says so in its place.
///
/// # Errors
/// If the evidence store cannot be reached, or no process can be started ([`Unmade::NoProcess`]).
pub async fn of(press: &Press, evidence: &EvidenceStore, shown: Vec<Shown>) -> Result<Photos> {
    let count = shown.len();
    let ready = shown.into_iter().map(async |(id, sha256)| {
        // Read in any case: what is printed is evidence that the office still has.
        let Some(original) = evidence.find(&sha256).await? else {
            return Ok(None);
        };
        if let Some(jpeg) = at_hand(evidence, &sha256, &original, count).await {
            return Ok(Some((id, jpeg)));
        }
        match made(press, original.clone()).await {
            Ok(made) => {
                let jpeg = photos::chosen(&original, &made, count);
                keep(evidence, &sha256, made).await;
                Ok(jpeg.map(|jpeg| (id, jpeg)))
            }
            Err(NoSizes::Unmade(error @ Unmade::NoProcess(_))) => Err(anyhow::Error::from(error)),
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

/// A photo whose sizes are made.
async fn at_hand(
    evidence: &EvidenceStore,
    sha256: &str,
    original: &[u8],
    count: usize,
) -> Option<Vec<u8>> {
    let index = evidence.beside(sha256, 0..INDEX).await?;
    match Index::read(&index, sha256)?.within(photos::room(count)) {
        Size::AsSent => photos::bare(original),
        Size::Made(place) => {
            let jpeg = evidence.beside(sha256, place.bytes.clone()).await;
            jpeg.filter(|jpeg| place.holds(jpeg))
        }
    }
}

/// Why there are no sizes of a photo.
#[derive(Debug, thiserror::Error)]
pub enum NoSizes {
    #[error("the photo is {}", .0.as_str())]
    Unfit(Unfit),
    #[error("{0}")]
    Unmade(#[from] Unmade),
}

/// The file of the sizes of a photo.
///
/// # Errors
/// If it cannot be shown, or the press does not get it done.
pub async fn made(press: &Press, original: Vec<u8>) -> Result<Vec<u8>, NoSizes> {
    let judged = press.make(Job::Photo, [(0, original)].into()).await?;
    let judged = judged.unwrap_or_default();
    match photos::unfit(&judged) {
        Some(unfit) => Err(NoSizes::Unfit(unfit)),
        None => Ok(judged),
    }
}

/// Keeps them for the documents to come; without them these only take longer.
pub async fn keep(evidence: &EvidenceStore, sha256: &str, made: Vec<u8>) {
    if let Err(error) = evidence.put_beside(sha256, made).await {
        tracing::warn!(sha256, "the sizes of a photo are not kept: {error:#}");
    }
}
