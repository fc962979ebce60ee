//! What Linux says about a process: the memory it holds and the processor time it has used.

use std::time::Duration;

use anyhow::Context as _;

/// Ticks a second in /proc, which Linux fixes for programs whatever its own clock.
const TICKS: f64 = 100.0;

/// Processor time used so far, in seconds of one core.
#[derive(Clone, Copy, Debug)]
pub struct Usage(f64);

impl Usage {
    pub fn own() -> anyhow::Result<Usage> {
        Usage::of("self")
    }

    /// Of a process with all its threads, by its id.
    pub fn of(process: &str) -> anyhow::Result<Usage> {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
        // The second field is a name in brackets, which may hold anything.
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .unwrap_or_default()
            .split(' ')
            .collect();
        let ticks = |at: usize| -> anyhow::Result<f64> {
            Ok(fields
                .get(at)
                .context("a short line in /proc")?
                .parse::<u64>()? as f64)
        };
        Ok(Usage((ticks(12)? + ticks(13)?) / TICKS))
    }

    pub fn since(self, before: Usage) -> Usage {
        Usage(self.0 - before.0)
    }

    /// Per cent of one core.
    pub fn share(self, of: Duration) -> f64 {
        100.0 * self.0 / of.as_secs_f64()
    }
}

/// Resident memory (VmRSS) in MB of 10⁶ bytes.
pub fn resident(process: u32) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"))
        .context("no VmRSS in /proc")?;
    Ok(kib.trim().parse::<f64>()? * 1024.0 / 1e6)
}
