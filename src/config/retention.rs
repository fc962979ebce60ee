//! The `[retention]` table: how long what is no part of an office's record is kept.

use serde::Deserialize;

use super::number;
use crate::domain::retention::Retention;

/// See [`Retention`]; days, at least one but for `files_days` and `former_days`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionLayer {
    pub messages_days: Option<u32>,
    pub strangers_days: Option<u32>,
    pub wrong_codes_days: Option<u32>,
    pub states_days: Option<u32>,
    pub answers_days: Option<u32>,
    pub files_days: Option<u32>,
    pub reminders_days: Option<u32>,
    pub former_days: Option<u32>,
}

impl RetentionLayer {
    pub(super) fn from_env(
        env: &impl Fn(&str) -> Option<String>,
    ) -> anyhow::Result<RetentionLayer> {
        let read = |name: &str| number(env, &format!("RAPSAP_RETENTION_{name}_DAYS"));
        Ok(RetentionLayer {
            messages_days: read("MESSAGES")?,
            strangers_days: read("STRANGERS")?,
            wrong_codes_days: read("WRONG_CODES")?,
            states_days: read("STATES")?,
            answers_days: read("ANSWERS")?,
            files_days: read("FILES")?,
            reminders_days: read("REMINDERS")?,
            former_days: read("FORMER")?,
        })
    }

    pub(super) fn over(self, below: RetentionLayer) -> RetentionLayer {
        RetentionLayer {
            messages_days: self.messages_days.or(below.messages_days),
            strangers_days: self.strangers_days.or(below.strangers_days),
            wrong_codes_days: self.wrong_codes_days.or(below.wrong_codes_days),
            states_days: self.states_days.or(below.states_days),
            answers_days: self.answers_days.or(below.answers_days),
            files_days: self.files_days.or(below.files_days),
            reminders_days: self.reminders_days.or(below.reminders_days),
            former_days: self.former_days.or(below.former_days),
        }
    }

    pub(super) fn settle(self) -> Retention {
        let usual = Retention::default();
        let days = |given: Option<u32>, usual: u32| given.unwrap_or(usual).max(1);
        Retention {
            messages: days(self.messages_days, usual.messages),
            strangers: days(self.strangers_days, usual.strangers),
            wrong_codes: days(self.wrong_codes_days, usual.wrong_codes),
            states: days(self.states_days, usual.states),
            answers: days(self.answers_days, usual.answers),
            files: self.files_days.unwrap_or(usual.files),
            // Within two weeks one may be worked out once more, if a clock was wrong.
            reminders: days(self.reminders_days, usual.reminders).max(30),
            former: self.former_days.unwrap_or(usual.former),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_undo_the_bots_own_work_is_kept_a_little_longer() {
        let env = |name: &str| match name {
            "RAPSAP_RETENTION_MESSAGES_DAYS" => Some("0".to_owned()),
            "RAPSAP_RETENTION_REMINDERS_DAYS" => Some("3".to_owned()),
            "RAPSAP_RETENTION_FORMER_DAYS" => Some("0".to_owned()),
            _ => None,
        };
        let file = RetentionLayer {
            messages_days: Some(9),
            answers_days: Some(20),
            ..RetentionLayer::default()
        };
        let retention = RetentionLayer::from_env(&env).unwrap().over(file).settle();
        let usual = Retention::default();
        assert_eq!((retention.messages, retention.reminders), (1, 30));
        assert_eq!((retention.answers, retention.former), (20, 0));
        assert_eq!(retention.states, usual.states);
    }
}
