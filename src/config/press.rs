//! The `[press]` table: how many documents are made at the same time, and what one may take.

use std::time::Duration;

use serde::Deserialize;

use super::number;
use crate::press::Settings;

/// See [`Settings`]; a megabyte is of 1,048,576 bytes.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PressLayer {
    pub at_once: Option<usize>,
    pub seconds: Option<u32>,
    pub memory_mb: Option<u32>,
}

impl PressLayer {
    pub(super) fn from_env(env: &impl Fn(&str) -> Option<String>) -> anyhow::Result<PressLayer> {
        Ok(PressLayer {
            at_once: number(env, "RAPSAP_PRESS_AT_ONCE")?,
            seconds: number(env, "RAPSAP_PRESS_SECONDS")?,
            memory_mb: number(env, "RAPSAP_PRESS_MEMORY_MB")?,
        })
    }

    pub(super) fn over(self, below: PressLayer) -> PressLayer {
        PressLayer {
            at_once: self.at_once.or(below.at_once),
            seconds: self.seconds.or(below.seconds),
            memory_mb: self.memory_mb.or(below.memory_mb),
        }
    }

    /// Of this process, as tests and commands have it: whoever serves names the program.
    pub(super) fn settle(self) -> Settings {
        let usual = Settings::default();
        Settings {
            program: None,
            at_once: self.at_once.unwrap_or(usual.at_once).clamp(1, 64),
            time: self.seconds.map_or(usual.time, |seconds| {
                Duration::from_secs(seconds.max(1).into())
            }),
            memory: self
                .memory_mb
                .map_or(usual.memory, |mb| u64::from(mb.max(64)) << 20),
        }
    }
}
