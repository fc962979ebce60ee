//! The evidence store that the photos come from. They were sent before, and their sizes stand beside them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context as _;
use rapsap::document::outline::Outline;
use rapsap::document::photos::Photos;
use rapsap::l10n::L10n;
use rapsap::photos::{self, Shown};
use rapsap::press::Press;
use rapsap::store::evidence_store::EvidenceStore;
use tokio::runtime::Runtime;

use crate::content;

pub struct Rooms {
    runtime: Runtime,
    press: Press,
    evidence: EvidenceStore,
    index: PathBuf,
    /// The SHA-256 of each photo that was sent, and how long its sizes took, in seconds.
    sent: BTreeMap<i64, (String, f64)>,
}

impl Rooms {
    pub fn open(folder: &Path) -> anyhow::Result<Rooms> {
        let index = folder.join("sent.json");
        let sent = match index.exists() {
            true => serde_json::from_slice(&std::fs::read(&index)?)?,
            false => BTreeMap::new(),
        };
        Ok(Rooms {
            runtime: Runtime::new()?,
            press: Press::itself(Arc::new(L10n::new())),
            evidence: EvidenceStore::folder(&folder.join("evidence"))?,
            index,
            sent,
        })
    }

    /// Takes in a photo as the bot does when somebody sends it.
    pub fn take(&mut self, id: i64, original: Vec<u8>) -> anyhow::Result<()> {
        let (press, evidence) = (&self.press, &self.evidence);
        let sent = self.runtime.block_on(async {
            let begun = Instant::now();
            let sizes = photos::made(press, original.clone()).await?;
            let seconds = begun.elapsed().as_secs_f64();
            let sha256 = evidence.put(original).await?;
            photos::keep(evidence, &sha256, sizes).await;
            anyhow::Ok((sha256, seconds))
        })?;
        self.sent.insert(id, sent);
        Ok(std::fs::write(
            &self.index,
            serde_json::to_vec(&self.sent)?,
        )?)
    }

    pub fn has(&self, id: i64) -> bool {
        self.sent.contains_key(&id)
    }

    /// The mean of how long the sizes of a photo took.
    pub fn seconds_a_photo(&self) -> Option<f64> {
        let all: f64 = self.sent.values().map(|(_, seconds)| seconds).sum();
        (!self.sent.is_empty()).then(|| all / self.sent.len() as f64)
    }

    pub fn shown(&self, outline: &Outline) -> anyhow::Result<Vec<Shown>> {
        let sha256 = |id: i64| {
            let sent = self.sent.get(&id).context("it was not sent")?;
            Ok((id, sent.0.clone()))
        };
        content::photos_of(outline)
            .into_iter()
            .map(sha256)
            .collect()
    }

    pub fn photos(&self, shown: Vec<Shown>) -> anyhow::Result<Photos> {
        let ready = photos::of(&self.press, &self.evidence, shown);
        self.runtime.block_on(ready)
    }
}
