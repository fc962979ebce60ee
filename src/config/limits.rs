//! The `[limits]` table: what one person and one office may send, and what stays free on the disk.

use serde::Deserialize;

use super::number;
use crate::domain::budget::Limits;

/// See [`Limits`]; megabytes are of 1,048,576 bytes, and 0 stands for no limit.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsLayer {
    pub messages_at_once: Option<u32>,
    pub messages_per_minute: Option<u32>,
    pub messages_per_day: Option<u32>,
    pub person_mb_per_day: Option<u32>,
    pub office_mb_per_day: Option<u32>,
    pub free_mb: Option<u32>,
}

impl LimitsLayer {
    pub(super) fn from_env(env: &impl Fn(&str) -> Option<String>) -> anyhow::Result<LimitsLayer> {
        let read = |name: &str| number(env, &format!("RAPSAP_LIMITS_{name}"));
        Ok(LimitsLayer {
            messages_at_once: read("MESSAGES_AT_ONCE")?,
            messages_per_minute: read("MESSAGES_PER_MINUTE")?,
            messages_per_day: read("MESSAGES_PER_DAY")?,
            person_mb_per_day: read("PERSON_MB_PER_DAY")?,
            office_mb_per_day: read("OFFICE_MB_PER_DAY")?,
            free_mb: read("FREE_MB")?,
        })
    }

    pub(super) fn over(self, below: LimitsLayer) -> LimitsLayer {
        LimitsLayer {
            messages_at_once: self.messages_at_once.or(below.messages_at_once),
            messages_per_minute: self.messages_per_minute.or(below.messages_per_minute),
            messages_per_day: self.messages_per_day.or(below.messages_per_day),
            person_mb_per_day: self.person_mb_per_day.or(below.person_mb_per_day),
            office_mb_per_day: self.office_mb_per_day.or(below.office_mb_per_day),
            free_mb: self.free_mb.or(below.free_mb),
        }
    }

    pub(super) fn settle(self) -> Limits {
        let usual = Limits::default();
        let bytes = |mb: Option<u32>, usual: u64| mb.map_or(usual, |mb| u64::from(mb) << 20);
        Limits {
            burst: self.messages_at_once.unwrap_or(usual.burst),
            per_minute: self.messages_per_minute.unwrap_or(usual.per_minute),
            per_day: self.messages_per_day.unwrap_or(usual.per_day),
            person_bytes: bytes(self.person_mb_per_day, usual.person_bytes),
            office_bytes: bytes(self.office_mb_per_day, usual.office_bytes),
            free_bytes: bytes(self.free_mb, usual.free_bytes),
        }
    }
}
