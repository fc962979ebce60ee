//! Has a photo made ready before it is kept. Whoever sent one that cannot be shown can send another one now, and not
//! when the report is due.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{End, Fetcher, later};
use crate::document::from_snapshot::is_shown;
use crate::document::photos::Unfit;
use crate::domain::incoming::Unkept;
use crate::domain::office::FileId;
use crate::photos::{self, NoSizes};
use crate::press::Unmade;
use crate::store::evidence::Wanted;
use crate::vitals::Part;

/// How often a photo is tried that its process does not get done [ours].
const TRIES: u32 = 3;

/// How often each photo was looked at in vain since the program began.
#[derive(Clone, Default)]
pub struct Tried(Arc<Mutex<BTreeMap<i64, u32>>>);

impl Tried {
    /// Gives how often it is with this time.
    fn again(&self, file: FileId) -> u32 {
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let times = tried.entry(file.0).or_default();
        *times += 1;
        *times
    }

    fn forget(&self, file: FileId) {
        let mut tried = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tried.remove(&file.0);
    }
}

impl Fetcher {
    /// Of a photo that reports show the sizes; or how it ends if it cannot be shown.
    pub(super) async fn sizes(
        &self,
        wanted: &Wanted,
        bytes: &[u8],
        kind: &str,
    ) -> Result<Option<Vec<u8>>, End> {
        if !is_shown(kind) {
            return Ok(None);
        }
        let why = match photos::made(&self.press, bytes.to_vec()).await {
            Ok(made) => {
                self.tried.forget(wanted.id);
                return Ok(Some(made));
            }
            Err(why) => why,
        };
        let detail = why.to_string();
        let unkept = match why {
            NoSizes::Unfit(Unfit::TooLarge) => Unkept::Pixels,
            NoSizes::Unfit(Unfit::Unusual) => Unkept::Unusual,
            NoSizes::Unfit(Unfit::Broken) => Unkept::Unreadable,
            // Nobody else's photo can be looked at either, until somebody helps the machine.
            NoSizes::Unmade(Unmade::NoProcess(error)) => {
                let (said, error) = ("photos wait", anyhow::Error::from(error));
                self.store.ails(Part::Evidence, said, &error);
                return Err(later(detail, None, i64::MAX));
            }
            // The machine may be to blame once or twice.
            NoSizes::Unmade(_) if self.tried.again(wanted.id) < TRIES => {
                return Err(later(detail, None, i64::MAX));
            }
            NoSizes::Unmade(_) => Unkept::Unusual,
        };
        self.tried.forget(wanted.id);
        Err(End::Unkept(unkept, detail))
    }
}
