//! Who sets the reports: this program and, where `RAPSAP_PEERS` names a Python, the scripts beside it. Each is
//! a process of its own that prints a line of JSON for each report, and the figures are made of those.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, ensure};
use serde::{Deserialize, Serialize};

use crate::content::Content;

/// What is said after each report.
#[derive(Serialize, Deserialize)]
pub struct Made {
    pub seconds: f64,
    pub bytes: usize,
    /// Of the process and of those that it has work for it, in MB of 10⁶ bytes.
    pub peak: f64,
}

pub enum Contender {
    Own,
    Peer {
        name: &'static str,
        python: PathBuf,
        /// Where LibreOffice finds the face.
        fonts: PathBuf,
    },
}

impl Contender {
    /// This program, and the peers where there is a Python for them.
    pub fn available(folder: &Path) -> anyhow::Result<Vec<Contender>> {
        let mut contenders = vec![Contender::Own];
        let peers = std::env::var("RAPSAP_PEERS").unwrap_or_default();
        for python in peers.split(',').filter(|peer| peer.contains("python")) {
            let share = folder.join("share");
            let fonts = share.join("fonts");
            std::fs::create_dir_all(&fonts)?;
            for face in ["Sarabun-Regular.ttf", "Sarabun-Bold.ttf"] {
                std::fs::copy(
                    root().join("src/document/fonts").join(face),
                    fonts.join(face),
                )?;
            }
            for name in ["weasyprint", "libreoffice"] {
                contenders.push(Contender::Peer {
                    name,
                    python: python.into(),
                    fonts: share.clone(),
                });
            }
        }
        Ok(contenders)
    }

    pub fn is_own(&self) -> bool {
        matches!(self, Contender::Own)
    }

    pub fn name(&self) -> &'static str {
        match self {
            Contender::Own => "rapsap",
            Contender::Peer { name, .. } => name,
        }
    }

    /// One fresh process that sets all reports.
    pub fn run(&self, content: &Content) -> anyhow::Result<Figures> {
        let mut command = match self {
            Contender::Own => {
                let mut own = Command::new(std::env::current_exe()?);
                // As the processes of the press.
                own.env("MALLOC_ARENA_MAX", "2");
                own.arg("--set").arg(&content.folder);
                own
            }
            Contender::Peer {
                name,
                python,
                fonts,
            } => {
                let script = format!("benches/document/peers/with_{name}.py");
                let mut peer = Command::new(python);
                peer.arg(root().join(script))
                    .arg(&content.folder)
                    .env("XDG_DATA_HOME", fonts);
                peer
            }
        };
        let begun = Instant::now();
        let mut child = command
            .args(&content.outlines)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} does not start", self.name()))?;
        let mut cold = None;
        let mut made: Vec<Made> = Vec::new();
        for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
            cold.get_or_insert(begun.elapsed().as_secs_f64());
            made.push(serde_json::from_str(&line?)?);
        }
        ensure!(child.wait()?.success(), "{} failed", self.name());
        let (first, further) = made.split_first().context("no report was made")?;
        let (warm, corrected) = further.split_at(further.len() / 2);
        Ok(Figures {
            cold: cold.unwrap_or_default(),
            warm: median(warm),
            corrected: median(corrected),
            peak_first: first.peak,
            peak: made.iter().map(|made| made.peak).fold(0.0, f64::max),
            bytes: first.bytes,
        })
    }
}

fn median(made: &[Made]) -> f64 {
    let mut seconds: Vec<f64> = made.iter().map(|made| made.seconds).collect();
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or(f64::NAN)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The most memory this process has held, in MB of 10⁶ bytes.
pub fn peak() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))
        .context("no VmHWM in /proc")?;
    Ok(kib.trim().parse::<f64>()? * 1024.0 / 1e6)
}

/// What reports of one length came to.
#[derive(Clone, Copy)]
pub struct Figures {
    /// From the start of the process to the first report, in seconds.
    cold: f64,
    /// The median of those after it that are in other words, and of those that are the last one corrected.
    warm: f64,
    corrected: f64,
    peak_first: f64,
    peak: f64,
    bytes: usize,
}

impl Figures {
    pub const HEAD: &str = "             measures photos   cold s   warm s  corr. s  cold MB   all MB  file MB | to the fewest measures | to rapsap, and memory";
    pub const LEGEND: &str = "\ncold: from the start of the process to the first report; warm: the median of further reports, no paragraph\nthe same; corr.: of the last of these again with one measure corrected, likewise; cold MB, all MB: peak memory by\nthe first report and by the last; then how many times cold, warm and corr. of the report with the fewest measures\nthat is, and of rapsap's.";

    pub fn line(&self, name: &str, content: &Content, least: &Figures, own: &Figures) -> String {
        format!(
            "{name:<12} {:>8} {:>6} {:>8.3} {:>8.3} {:>8.3} {:>8.0} {:>8.0} {:>8.2} | {:>6.1} {:>7.1} {:>7.1} | {:>6.1} {:>6.1} {:>6.1} {:>6.1}",
            content.measures,
            content.photos,
            self.cold,
            self.warm,
            self.corrected,
            self.peak_first,
            self.peak,
            self.bytes as f64 / 1e6,
            self.cold / least.cold,
            self.warm / least.warm,
            self.corrected / least.corrected,
            self.cold / own.cold,
            self.warm / own.warm,
            self.corrected / own.corrected,
            self.peak / own.peak,
        )
    }
}
