//! Looks after what no room notices by itself: disks that fill up or can be written no more, too many open files, and
//! a clock that jumps. It mends nothing, but tells the database how much room there is.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::StatVfsMountFlags;
use rustix::io::Errno;

use super::Health;
use crate::clock::Clock;
use crate::config::Config;
use crate::store;
use crate::vitals::Part;

/// How often it looks.
const LOOK: Duration = Duration::from_secs(5);
/// With less room than this (bytes) a disk counts as full [ours].
const FULL: u64 = 1 << 20;
/// As it is called where it is told.
const DATABASE: &str = "database";
/// The machine's clock may differ by so much (milliseconds) from what has passed [ours].
const SLIP: i64 = 10_000;
/// So far behind what was written down last (milliseconds) a clock is wrong [ours].
const BEHIND: i64 = 60_000;

/// A disk that is written to.
struct Disk {
    name: &'static str,
    folder: PathBuf,
    /// What has to stay free on it, in bytes.
    least: u64,
    /// What is said when it does not.
    full: &'static str,
}

/// Looks until it is dropped.
pub async fn run(health: Health, config: Config) {
    let disks = disks(&config);
    let mut wall = Wall::new(Clock::system().now(), Instant::now());
    let mut full = false;
    loop {
        if let (Some(free), Some(store)) = (look_at_disks(&health, &disks), health.store())
            && let Err(error) = store.spares_room(free).await
        {
            tracing::debug!("the database does not spare room: {error:#}");
        }
        look_at_files(&health, &mut full);
        look_at_clock(&health, &mut wall);
        tokio::time::sleep(LOOK).await;
    }
}

fn disks(config: &Config) -> Vec<Disk> {
    let disk = |name, folder: &Path| Disk {
        name,
        folder: folder.to_owned(),
        least: FULL,
        full: "the disk is full",
    };
    let mut disks = vec![disk("documents", &config.data_dir)];
    let file = store::file_of(config.database.reveal()).ok().flatten();
    if let Some(folder) = file.as_deref() {
        // A bare name lies in the folder that the program was started in.
        let folder = folder
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        disks.push(disk(DATABASE, folder.unwrap_or(Path::new("."))));
    }
    if config.evidence.is_none() {
        disks.push(Disk {
            least: config.limits.free_bytes.max(FULL),
            full: "the disk of the evidence is almost full, so that files wait",
            ..disk("evidence", &config.evidence_folder())
        });
    }
    disks
}

/// Gives how many bytes are free on the disk of the database.
fn look_at_disks(health: &Health, disks: &[Disk]) -> Option<u64> {
    let (mut ill, mut for_database) = (None, None);
    for disk in disks {
        // What is not there yet has no trouble.
        let Ok(found) = rustix::fs::statvfs(&disk.folder) else {
            continue;
        };
        let free = found.f_bavail.saturating_mul(found.f_frsize);
        health.vitals.counts.free(disk.name, free);
        if disk.name == DATABASE && found.f_blocks > 0 {
            for_database = Some(free);
        }
        if found.f_flag.contains(StatVfsMountFlags::RDONLY) {
            ill = Some((disk, "the disk is read-only"));
        } else if found.f_blocks > 0 && free < disk.least && ill.is_none() {
            ill = Some((disk, disk.full));
        }
    }
    match ill {
        Some((disk, what)) => health.vitals.ill(Part::Disk, what, Some(disk.name)),
        None => health.vitals.well(Part::Disk),
    }
    for_database
}

/// Whether a file or a connection can be opened at all: rooms that use what they have open do not notice.
fn look_at_files(health: &Health, full: &mut bool) {
    let error = File::open("/").err();
    let error = error.and_then(|error| Errno::from_io_error(&error));
    let is_full = matches!(error, Some(Errno::MFILE | Errno::NFILE));
    match is_full {
        true => health.vitals.ill(
            Part::Files,
            "nothing more can be opened",
            Some("too many open files"),
        ),
        false => health.vitals.well(Part::Files),
    }
    match (std::mem::replace(full, is_full), is_full) {
        (false, true) => tracing::error!("too many files are open: nothing more can be opened"),
        (true, false) => tracing::info!("files can be opened again"),
        _ => {}
    }
}

fn look_at_clock(health: &Health, wall: &mut Wall) {
    let now = Clock::system().now();
    if let Some(seconds) = wall.jumped(now, Instant::now()) {
        tracing::warn!(seconds, "the machine's clock has jumped");
        health.vitals.counts.clock_jumped();
    }
    let newest = health.store().map_or(0, |store| store.newest_received());
    let is_behind = health.clock.now() < newest - BEHIND;
    let said = is_behind.then_some("the clock stands before what was written down last");
    health.vitals.remark(Part::Clock, said);
}

/// The clock on the wall beside one that only counts.
struct Wall {
    shown: i64,
    at: Instant,
}

impl Wall {
    fn new(shown: i64, at: Instant) -> Wall {
        Wall { shown, at }
    }

    /// By how many seconds the clock has jumped since this was asked last; none if it runs as it should.
    fn jumped(&mut self, shown: i64, at: Instant) -> Option<i64> {
        let passed = at.saturating_duration_since(self.at).as_millis();
        let due = self
            .shown
            .saturating_add(i64::try_from(passed).unwrap_or(i64::MAX));
        *self = Wall { shown, at };
        let slip = shown.saturating_sub(due);
        (slip.abs() > SLIP).then_some(slip / 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_jumps_is_noticed_once_and_one_that_runs_is_not() {
        let (noon, begun) = (1_700_000_000_000, Instant::now());
        let mut wall = Wall::new(noon, begun);
        let mut at = |seconds, shown| wall.jumped(shown, begun + Duration::from_secs(seconds));
        assert_eq!(at(5, noon + 5_100), None);
        assert_eq!(at(10, noon + 3_610_100), Some(3600));
        assert_eq!(at(15, noon + 3_615_000), None);
        assert_eq!(at(20, noon - 80_000), Some(-3700));
    }
}
