//! How an office chases its own reports: when each quarter's report is due, which reminders come before
//! and after that day, and after how long somebody else is told. No regulation sets any of it: the
//! defaults are this project's, an installation sets its own, and an office changes what it wants.

use serde::{Deserialize, Serialize};

use super::calendar::Quarter;
use super::due::DueRule;

/// What an office goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythm {
    pub due: DueRule,
    /// The quarters whose reports are chased, in order.
    pub quarters: Vec<Quarter>,
    /// A note on the first working day after the quarter's end.
    pub opening: bool,
    /// How many days before the due date reminders come, each moved to the next working day.
    pub before: Vec<u32>,
    /// A reminder on the due date.
    pub on_day: bool,
    /// Working days between reminders after the due date; 0 for none.
    pub every: u32,
    /// Working days after the due date until the head of the unit is told; 0 for never.
    pub head_after: u32,
    /// Likewise the reporter.
    pub reporter_after: u32,
    /// Working days between reminders of a report that waits for a verifier or the executive; 0 for none.
    pub waiting_every: u32,
    /// Working days from a person's last reminder until the reporter may remind them by a press; 1 at least.
    pub nudge_every: u32,
}

impl Default for Rhythm {
    fn default() -> Rhythm {
        Rhythm {
            due: DueRule::default(),
            quarters: Quarter::ALL.to_vec(),
            opening: true,
            before: vec![7, 1],
            on_day: true,
            every: 2,
            head_after: 3,
            reporter_after: 5,
            waiting_every: 2,
            nudge_every: 1,
        }
    }
}

/// The longest time between a quarter's end and its due date, and the longest before it for a reminder,
/// in days [ours].
pub const MOST_DAYS: u32 = 60;
/// The most reminders before a due date [ours].
pub const MOST_BEFORE: usize = 6;
/// The longest time between reminders, or until others are told, in working days [ours].
pub const MOST_WORKING_DAYS: u32 = 30;

/// What an installation or an office says of its own; whatever it leaves out is decided below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RhythmChange {
    /// Days after the quarter's last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_days_after: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quarters: Option<Vec<Quarter>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Vec<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_day: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head_after: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporter_after: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_every: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nudge_every: Option<u32>,
}

impl RhythmChange {
    /// These wishes laid over what holds without them.
    pub fn over(&self, below: &Rhythm) -> Rhythm {
        Rhythm {
            due: self
                .due_days_after
                .map_or(below.due, |days_after| DueRule { days_after }),
            quarters: self
                .quarters
                .clone()
                .unwrap_or_else(|| below.quarters.clone()),
            opening: self.opening.unwrap_or(below.opening),
            before: self.before.clone().unwrap_or_else(|| below.before.clone()),
            on_day: self.on_day.unwrap_or(below.on_day),
            every: self.every.unwrap_or(below.every),
            head_after: self.head_after.unwrap_or(below.head_after),
            reporter_after: self.reporter_after.unwrap_or(below.reporter_after),
            waiting_every: self.waiting_every.unwrap_or(below.waiting_every),
            nudge_every: self.nudge_every.unwrap_or(below.nudge_every),
        }
    }

    /// What of these wishes differs from what holds without them.
    pub fn beyond(self, below: &Rhythm) -> RhythmChange {
        RhythmChange {
            due_days_after: self
                .due_days_after
                .filter(|days| *days != below.due.days_after),
            quarters: self.quarters.filter(|quarters| *quarters != below.quarters),
            opening: self.opening.filter(|opening| *opening != below.opening),
            before: self.before.filter(|before| *before != below.before),
            on_day: self.on_day.filter(|on_day| *on_day != below.on_day),
            every: self.every.filter(|days| *days != below.every),
            head_after: self.head_after.filter(|days| *days != below.head_after),
            reporter_after: self
                .reporter_after
                .filter(|days| *days != below.reporter_after),
            waiting_every: self
                .waiting_every
                .filter(|days| *days != below.waiting_every),
            nudge_every: self.nudge_every.filter(|days| *days != below.nudge_every),
        }
    }

    /// Whether an office can go by it: every number within its bounds, at least one quarter, and lists
    /// in their order without repetitions.
    pub fn is_sound(&self) -> bool {
        let working = |days: Option<u32>| days.is_none_or(|days| days <= MOST_WORKING_DAYS);
        let quarters = self.quarters.as_ref();
        let before = self.before.as_ref();
        self.due_days_after.is_none_or(|days| days <= MOST_DAYS)
            && quarters.is_none_or(|all| !all.is_empty() && all.is_sorted_by(|a, b| a < b))
            && before.is_none_or(|all| {
                all.len() <= MOST_BEFORE
                    && all.iter().all(|days| (1..=MOST_DAYS).contains(days))
                    && all.is_sorted_by(|a, b| a > b)
            })
            && [
                self.every,
                self.head_after,
                self.reporter_after,
                self.waiting_every,
                self.nudge_every,
            ]
            .into_iter()
            .all(working)
            && self.nudge_every.is_none_or(|days| days > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_that_changes_one_thing_keeps_the_rest_of_its_installation() {
        let installation = RhythmChange {
            before: Some(vec![10, 3]),
            every: Some(3),
            ..RhythmChange::default()
        }
        .over(&Rhythm::default());
        let office: RhythmChange =
            serde_json::from_str(r#"{"every":0,"due_days_after":20}"#).unwrap();
        assert_eq!(
            office.over(&installation),
            Rhythm {
                due: DueRule { days_after: 20 },
                before: vec![10, 3],
                every: 0,
                ..Rhythm::default()
            }
        );
    }

    #[test]
    fn a_wish_that_the_installation_has_already_is_none() {
        let wishes = RhythmChange {
            before: Some(vec![7, 1]),
            on_day: Some(false),
            every: Some(2),
            ..RhythmChange::default()
        };
        let own = RhythmChange {
            on_day: Some(false),
            ..RhythmChange::default()
        };
        assert_eq!(wishes.beyond(&Rhythm::default()), own);
    }

    #[test]
    fn what_no_office_can_go_by_is_not_sound() {
        let of = |json: &str| serde_json::from_str::<RhythmChange>(json).unwrap();
        for sound in [
            "{}",
            r#"{"before":[]}"#,
            r#"{"before":[30,7,1],"quarters":[2,4],"every":0,"due_days_after":60}"#,
        ] {
            assert!(of(sound).is_sound(), "{sound}");
        }
        for unsound in [
            r#"{"before":[1,7]}"#,
            r#"{"before":[7,7]}"#,
            r#"{"before":[0]}"#,
            r#"{"quarters":[]}"#,
            r#"{"quarters":[4,1]}"#,
            r#"{"every":31}"#,
            r#"{"nudge_every":0}"#,
            r#"{"due_days_after":61}"#,
        ] {
            assert!(!of(unsound).is_sound(), "{unsound}");
        }
    }

    #[test]
    fn what_an_office_leaves_out_is_not_stored() {
        let office = RhythmChange {
            on_day: Some(false),
            ..RhythmChange::default()
        };
        assert_eq!(
            serde_json::to_string(&office).unwrap(),
            r#"{"on_day":false}"#
        );
    }
}
