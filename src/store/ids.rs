//! Ids that grow with time: milliseconds, then the number of this opening of the database, then a
//! counter. They never run backwards within a process, whatever the clock does.

use std::sync::Mutex;

const COUNTER_BITS: u32 = 12;
const PROCESS_BITS: u32 = 8;
const COUNTERS: i64 = 1 << COUNTER_BITS;

/// The source of every id that this program makes.
#[derive(Debug)]
pub struct Ids {
    process: i64,
    /// The millisecond and the counter of the last id.
    last: Mutex<(i64, i64)>,
}

impl Ids {
    /// `process` tells processes on one database apart (its low 8 bits count); `after` is an id that
    /// all new ids shall exceed.
    pub fn new(process: i64, after: i64) -> Ids {
        Ids {
            process: process & ((1 << PROCESS_BITS) - 1),
            last: Mutex::new((after >> (COUNTER_BITS + PROCESS_BITS), COUNTERS - 1)),
        }
    }

    /// Every id that was made before a moment (epoch milliseconds) is below this, unless a clock was ahead.
    pub fn at(moment: i64) -> i64 {
        moment.max(0) << (COUNTER_BITS + PROCESS_BITS)
    }

    /// All ids from now on shall exceed this one, which another process may have made.
    pub fn exceed(&self, id: i64) {
        let mut last = self.last();
        let made =
            (last.0 << (COUNTER_BITS + PROCESS_BITS)) | (self.process << COUNTER_BITS) | last.1;
        if id > made {
            *last = (id >> (COUNTER_BITS + PROCESS_BITS), COUNTERS - 1);
        }
    }

    fn last(&self) -> std::sync::MutexGuard<'_, (i64, i64)> {
        // Whoever panicked while holding it left whole numbers behind.
        self.last
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The next id at `now` (epoch milliseconds).
    pub fn next(&self, now: i64) -> i64 {
        let mut last = self.last();
        let (millisecond, counter) = *last;
        *last = if now > millisecond {
            (now, 0)
        } else if counter + 1 < COUNTERS {
            (millisecond, counter + 1)
        } else {
            (millisecond + 1, 0)
        };
        (last.0 << (COUNTER_BITS + PROCESS_BITS)) | (self.process << COUNTER_BITS) | last.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_although_the_clock_runs_back() {
        let ids = Ids::new(3, 0);
        let mut last = 0;
        for now in [
            1_700_000_000_000,
            1_700_000_000_000,
            1_600_000_000_000,
            1_700_000_000_001,
        ] {
            for _ in 0..5_000 {
                let id = ids.next(now);
                assert!(id > last);
                last = id;
            }
        }
    }

    #[test]
    fn ids_after_a_restart_exceed_those_before_it() {
        let before = Ids::new(255, 0).next(1_700_000_000_000);
        assert!(Ids::new(0, before).next(1_500_000_000_000) > before);
    }

    #[test]
    fn two_processes_never_make_the_same_id() {
        let (one, two) = (Ids::new(1, 0), Ids::new(2, 0));
        let first: Vec<_> = (0..5_000).map(|_| one.next(1)).collect();
        assert!((0..5_000).all(|_| !first.contains(&two.next(1))));
    }
}
