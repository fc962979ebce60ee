//! What is counted since the start, as Prometheus reads it. Labels are kinds and outcomes: never a person, an
//! office or a word.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::Part;

type Labels<const N: usize> = [(&'static str, &'static str); N];
type Counted<const N: usize> = Family<Labels<N>, Counter>;

/// Seconds from an update's receipt to its first answer.
const REPLIES: [f64; 12] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0,
];
/// Seconds that a document takes.
const DOCUMENTS: [f64; 9] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0, 120.0];

/// What waits in one queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queue {
    pub name: &'static str,
    pub depth: i64,
    /// How long the oldest has waited, in seconds.
    pub oldest: i64,
}

pub struct Counts {
    registry: Mutex<Registry>,
    received: Counted<1>,
    answered: Counted<2>,
    replies: Histogram,
    sends: Counted<1>,
    reminders: Counted<1>,
    documents: Counted<2>,
    document_seconds: Family<Labels<1>, Histogram>,
    files: Counted<1>,
    troubles: Counted<1>,
    openings: Counter,
    jumps: Counter,
    damaged: Gauge,
    depth: Family<Labels<1>, Gauge>,
    oldest: Family<Labels<1>, Gauge>,
    free: Family<Labels<1>, Gauge>,
    ready: Gauge,
}

impl fmt::Debug for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Counts")
    }
}

impl Default for Counts {
    fn default() -> Counts {
        let counts = Counts {
            registry: Mutex::new(Registry::with_prefix("rapsap")),
            received: Family::default(),
            answered: Family::default(),
            replies: Histogram::new(REPLIES),
            sends: Family::default(),
            reminders: Family::default(),
            documents: Family::default(),
            document_seconds: Family::new_with_constructor(|| Histogram::new(DOCUMENTS)),
            files: Family::default(),
            troubles: Family::default(),
            openings: Counter::default(),
            jumps: Counter::default(),
            damaged: Gauge::default(),
            depth: Family::default(),
            oldest: Family::default(),
            free: Family::default(),
            ready: Gauge::default(),
        };
        counts.register();
        counts
    }
}

impl Counts {
    fn register(&self) {
        let mut registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        registry.register(
            "updates_received",
            "Updates that came in and were kept, by kind",
            self.received.clone(),
        );
        registry.register(
            "updates",
            "Updates that need no more work, by kind and outcome",
            self.answered.clone(),
        );
        registry.register_with_unit(
            "reply",
            "From an update's receipt until its first answer was sent",
            Unit::Seconds,
            self.replies.clone(),
        );
        registry.register(
            "sends",
            "Attempts to send a message, by outcome",
            self.sends.clone(),
        );
        registry.register(
            "reminders",
            "Reminders, by what became of them",
            self.reminders.clone(),
        );
        registry.register(
            "documents",
            "Documents that were to be made, by kind and outcome",
            self.documents.clone(),
        );
        registry.register_with_unit(
            "document",
            "What making a document took, by kind",
            Unit::Seconds,
            self.document_seconds.clone(),
        );
        registry.register(
            "files",
            "Attempts to fetch a file that was sent, by outcome",
            self.files.clone(),
        );
        registry.register(
            "troubles",
            "How often a part met a fault of the machine or the database",
            self.troubles.clone(),
        );
        registry.register(
            "openings",
            "How often this program opened its rooms; more than once if another one had taken over",
            self.openings.clone(),
        );
        registry.register(
            "clock_jumps",
            "How often the machine's clock jumped",
            self.jumps.clone(),
        );
        registry.register(
            "evidence_damaged",
            "Files of the evidence store that were found damaged or gone",
            self.damaged.clone(),
        );
        registry.register("queue_depth", "What waits, by queue", self.depth.clone());
        registry.register_with_unit(
            "queue_oldest",
            "How long the oldest has waited, by queue",
            Unit::Seconds,
            self.oldest.clone(),
        );
        registry.register_with_unit(
            "disk_free",
            "Room on the disks that are written to",
            Unit::Bytes,
            self.free.clone(),
        );
        registry.register(
            "ready",
            "1 if nothing keeps the program from answering",
            self.ready.clone(),
        );
    }

    pub fn received(&self, kind: &'static str) {
        self.received.get_or_create(&[("kind", kind)]).inc();
    }

    /// An update needs no more work.
    pub fn answered(&self, kind: &'static str, outcome: &'static str) {
        let labels = [("kind", kind), ("outcome", outcome)];
        self.answered.get_or_create(&labels).inc();
    }

    pub(super) fn replied(&self, after: Duration) {
        self.replies.observe(after.as_secs_f64());
    }

    pub fn sent(&self, outcome: &'static str) {
        self.sends.get_or_create(&[("outcome", outcome)]).inc();
    }

    pub fn reminded(&self, fate: &'static str, count: usize) {
        if count > 0 {
            let counter = self.reminders.get_or_create(&[("fate", fate)]);
            counter.inc_by(count as u64);
        }
    }

    pub fn printed(&self, kind: &'static str, outcome: &'static str, took: Duration) {
        let labels = [("kind", kind), ("outcome", outcome)];
        self.documents.get_or_create(&labels).inc();
        let seconds = self.document_seconds.get_or_create(&[("kind", kind)]);
        seconds.observe(took.as_secs_f64());
    }

    pub fn fetched(&self, outcome: &'static str) {
        self.files.get_or_create(&[("outcome", outcome)]).inc();
    }

    pub fn trouble(&self, part: Part) {
        self.troubles
            .get_or_create(&[("part", part.as_str())])
            .inc();
    }

    pub fn opened(&self) {
        self.openings.inc();
    }

    pub fn clock_jumped(&self) {
        self.jumps.inc();
    }

    pub(super) fn damaged(&self, files: usize) {
        self.damaged.set(i64::try_from(files).unwrap_or(i64::MAX));
    }

    /// How much room a disk has left.
    pub fn free(&self, disk: &'static str, bytes: u64) {
        let free = self.free.get_or_create(&[("disk", disk)]);
        free.set(i64::try_from(bytes).unwrap_or(i64::MAX));
    }

    /// Everything as text in the format of OpenMetrics, which Prometheus reads. Queues that cannot be looked into
    /// are left out.
    ///
    /// # Errors
    /// If a metric cannot be written.
    pub fn text(&self, ready: bool, queues: &[Queue]) -> Result<String, fmt::Error> {
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        self.ready.set(ready.into());
        self.depth.clear();
        self.oldest.clear();
        for queue in queues {
            let labels = [("queue", queue.name)];
            self.depth.get_or_create(&labels).set(queue.depth);
            self.oldest.get_or_create(&labels).set(queue.oldest);
        }
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}
