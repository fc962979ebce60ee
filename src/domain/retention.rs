//! How long what is no part of an office's record is kept. Days, all of them; the record itself (what was filed,
//! compiled and decided, the audit, and the evidence) is the office's to keep for as long as the law wants it.

const DAY: i64 = 24 * 3600 * 1000;

/// Days until something is deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// That something came in and was answered, so that it is known when it comes again; what was sent, for looking
    /// into a failure.
    pub messages: u32,
    /// Likewise of who never enrolled, or is erased. Telegram repeats nothing that is older than a day.
    pub strangers: u32,
    /// Codes of invitations that stood for nothing: guessing is counted over an hour.
    pub wrong_codes: u32,
    /// What the bot awaited of who holds no post.
    pub states: u32,
    /// Which measure a message was an answer for, so that editing it changes the answer: a quarter's report is
    /// filed by then.
    pub answers: u32,
    /// Photos and files that nothing names any more, from when they were fetched; 0 for ever.
    pub files: u32,
    /// Who was reminded of what: a year can be looked up.
    pub reminders: u32,
    /// The account of who holds no post any more; 0 for as long as the office has the bot.
    pub former: u32,
}

impl Default for Retention {
    fn default() -> Retention {
        Retention {
            messages: 2,
            strangers: 1,
            wrong_codes: 2,
            states: 30,
            answers: 60,
            files: 90,
            reminders: 400,
            former: 730,
        }
    }
}

/// The moment so many days before another, in epoch milliseconds.
pub fn before(now: i64, days: u32) -> i64 {
    now.saturating_sub(i64::from(days) * DAY)
}
