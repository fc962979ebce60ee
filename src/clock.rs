//! The present moment, handed to whoever needs it. The demonstration plays in October 2023, when the
//! sample report was due; everything else runs on the machine's own time.

use std::time::{SystemTime, UNIX_EPOCH};

/// A source of the present moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// Milliseconds that are added to the machine's time.
    ahead: i64,
}

impl Clock {
    /// The machine's own time.
    pub fn system() -> Clock {
        Clock::default()
    }

    /// A clock that shows `moment` (epoch milliseconds) now and runs on from there.
    pub fn starting_at(moment: i64) -> Clock {
        Clock {
            ahead: moment - Clock::system().now(),
        }
    }

    /// Epoch milliseconds.
    pub fn now(&self) -> i64 {
        // A machine whose clock stands before 1970 has other troubles; 0 keeps the bot answering.
        let elapsed = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(elapsed.as_millis())
            .unwrap_or(i64::MAX)
            .saturating_add(self.ahead)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_to_a_moment_runs_on_from_there() {
        let clock = Clock::starting_at(1_696_212_000_000);
        let first = clock.now();
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!((1_696_212_000_000..1_696_212_060_000).contains(&first));
        assert!(clock.now() > first);
    }
}
