//! Two programs that poll with one token: Telegram ends the poll of the one whenever the other asks, and each
//! would get some of the updates. Who has polled undisturbed for a while goes on; who has just come waits, says
//! so, and now and then tries whether the other is gone, keeping nothing of what such a trial gives.
//! It counts and is told the moment; polling is [`super::intake`]'s.

use std::time::{Duration, Instant};

/// Who has polled undisturbed for so long goes on polling.
const SETTLED: Duration = Duration::from_secs(60);
/// How long who goes on leaves the other to notice.
const BREATH: Duration = Duration::from_secs(1);
/// How long who waits leaves the other alone.
const RESPECT: Duration = Duration::from_secs(60);
/// How long after a trial that gave something it is made again: meanwhile the other would have taken it.
const CHECK: Duration = Duration::from_secs(3);

/// How this program stands to another that polls with the same token, if there is one.
#[derive(Debug, Default)]
pub(super) struct Rival {
    /// Since when nobody has disturbed the polls.
    undisturbed: Option<Instant>,
    /// This program waits for the other to end.
    waits: bool,
    /// A trial has found something.
    doubtful: bool,
}

impl Rival {
    /// Whether the next poll is a trial: nothing that it gives may be kept.
    pub fn on_trial(&self) -> bool {
        self.waits
    }

    /// A poll was answered.
    pub fn well(&mut self, now: Instant) {
        self.undisturbed.get_or_insert(now);
    }

    /// The other has polled. Gives how long to wait.
    pub fn disturbs(&mut self, now: Instant) -> Duration {
        let settled = |since: Instant| now.saturating_duration_since(since) >= SETTLED;
        if !self.waits && self.undisturbed.is_some_and(settled) {
            return BREATH;
        }
        *self = Rival {
            waits: true,
            ..Rival::default()
        };
        RESPECT
    }

    /// A trial was answered, with something or without. Gives how long to wait before the next poll.
    pub fn tried(&mut self, empty: bool) -> Duration {
        if !empty && !std::mem::replace(&mut self.doubtful, true) {
            return CHECK;
        }
        *self = Rival::default();
        Duration::ZERO
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_there_first_goes_on_and_who_came_later_waits_until_the_other_is_gone() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let (mut first, mut second) = (Rival::default(), Rival::default());
        first.well(at(0));
        second.well(at(300));
        assert_eq!(first.disturbs(at(300)), BREATH);
        assert_eq!(second.disturbs(at(301)), RESPECT);
        assert!(!first.on_trial() && second.on_trial());
        // The trial disturbs the first, which comes back and ends it.
        assert_eq!(first.disturbs(at(361)), BREATH);
        assert_eq!(second.disturbs(at(362)), RESPECT);
        // The first is gone: what is found twice is nobody else's.
        assert_eq!(second.tried(false), CHECK);
        assert!(second.on_trial());
        assert_eq!(second.tried(false), Duration::ZERO);
        assert!(!second.on_trial());
    }

    #[test]
    fn a_trial_that_stays_quiet_to_its_end_shows_that_nobody_else_polls() {
        let mut rival = Rival::default();
        assert_eq!(rival.disturbs(Instant::now()), RESPECT);
        assert_eq!(rival.tried(true), Duration::ZERO);
        assert!(!rival.on_trial());
    }
}
