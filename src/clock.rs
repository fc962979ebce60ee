//! The present moment, handed to whoever needs it. In production it is the machine's own time. The sandbox
//! plays in October 2023, when the sample report was due, on a clock that can be put forward.
//!
//! This is the time of the office: what is written down, what is due, what expires. What protects a line or
//! a machine (the pace of sending, long polls, time limits) goes by `Instant` instead, so that a clock that
//! jumps neither opens the gates nor shuts them.

use std::time::{SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

/// A source of the present moment. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Milliseconds that are added to the machine's time, if somebody may put the clock forward.
    ahead: Option<watch::Receiver<i64>>,
}

impl Clock {
    /// The machine's own time.
    pub fn system() -> Clock {
        Clock::default()
    }

    /// Epoch milliseconds.
    pub fn now(&self) -> i64 {
        let ahead = self.ahead.as_ref().map_or(0, |ahead| *ahead.borrow());
        machine().saturating_add(ahead)
    }

    /// Comes when the clock has been put forward since this was last asked of this clone; on the machine's
    /// own time never.
    pub async fn moved(&mut self) {
        let moved = match &mut self.ahead {
            Some(ahead) => ahead.changed().await.is_ok(),
            None => false,
        };
        if !moved {
            // Nobody can move it, or not any more.
            std::future::pending::<()>().await;
        }
    }
}

/// A clock that runs like the machine's and can be put forward, never back.
#[derive(Debug)]
pub struct MovableClock {
    ahead: watch::Sender<i64>,
}

impl MovableClock {
    /// Shows `moment` (epoch milliseconds) now and runs on from there.
    pub fn starting_at(moment: i64) -> MovableClock {
        MovableClock {
            ahead: watch::Sender::new(moment.saturating_sub(machine())),
        }
    }

    /// What it shows, for those who only read it.
    pub fn clock(&self) -> Clock {
        Clock {
            ahead: Some(self.ahead.subscribe()),
        }
    }

    /// Shows `moment` (epoch milliseconds) from now on, unless that has passed.
    pub fn put_forward(&self, moment: i64) {
        let wanted = moment.saturating_sub(machine());
        self.ahead.send_if_modified(|ahead| {
            let is_later = wanted > *ahead;
            *ahead = wanted.max(*ahead);
            is_later
        });
    }
}

/// The machine's time in epoch milliseconds.
fn machine() -> i64 {
    // A machine whose clock stands before 1970 has other troubles; 0 keeps the bot answering.
    let elapsed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    const MORNING: i64 = 1_696_212_000_000;
    const MINUTE: i64 = 60_000;

    #[test]
    fn a_clock_set_to_a_moment_runs_on_from_there() {
        let clock = MovableClock::starting_at(MORNING).clock();
        let first = clock.now();
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!((MORNING..MORNING + MINUTE).contains(&first));
        assert!(clock.now() > first);
    }

    #[tokio::test]
    async fn a_clock_is_put_forward_for_everybody_who_reads_it_and_never_back() {
        let movable = MovableClock::starting_at(MORNING);
        let mut clock = movable.clock();
        movable.put_forward(MORNING + 60 * MINUTE);
        clock.moved().await;
        assert!((60..61).contains(&((clock.clone().now() - MORNING) / MINUTE)));
        movable.put_forward(MORNING);
        assert!((60..61).contains(&((clock.now() - MORNING) / MINUTE)));
        assert_eq!(clock.moved().now_or_never(), None, "it did not move");
        assert_eq!(Clock::system().moved().now_or_never(), None);
    }
}
