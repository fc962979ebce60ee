//! From latencies to figures, and from rows to the table and its ratios.

use std::fmt;
use std::time::Duration;

/// What one run came to.
pub struct Row {
    pub bot: &'static str,
    pub people: usize,
    /// How long was measured.
    pub seconds: Duration,
    /// From an action to the reply on the phone, of every update answered; sorted.
    pub latencies: Vec<Duration>,
    /// MB, after the first poll.
    pub resident_before: f64,
    /// MB, when the work was done.
    pub resident_after: f64,
    /// From the start of the process.
    pub first_poll: Duration,
    /// Per cent of one core that the generator and the sandbox used.
    pub generator: f64,
    /// Likewise the bot.
    pub under_test: f64,
}

impl Row {
    fn updates_per_second(&self) -> f64 {
        self.latencies.len() as f64 / self.seconds.as_secs_f64()
    }

    /// In milliseconds.
    fn percentile(&self, share: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let at = (last as f64 * share).round() as usize;
        self.latencies
            .get(at)
            .map_or(f64::NAN, |latency| latency.as_secs_f64() * 1e3)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:<8} {:>6} {:>8} {:>10.0} {:>9.1} {:>9.1} {:>8.1} {:>8.1} {:>9.0} {:>6.0} {:>7.0}",
            self.bot,
            self.people,
            self.latencies.len(),
            self.updates_per_second(),
            self.percentile(0.5),
            self.percentile(0.99),
            self.resident_before,
            self.resident_after,
            self.first_poll.as_secs_f64() * 1e3,
            self.under_test,
            self.generator,
        )
    }
}

pub fn sorted(mut latencies: Vec<Duration>) -> Vec<Duration> {
    latencies.sort_unstable();
    latencies
}

/// The run in the middle, by updates a second.
pub fn median(mut rounds: Vec<Row>) -> Row {
    rounds.sort_by(|a, b| a.updates_per_second().total_cmp(&b.updates_per_second()));
    let middle = rounds.len() / 2;
    rounds.swap_remove(middle)
}

/// The table, then how far ahead of each peer Rapsap is with as many people.
pub fn table(rows: impl Iterator<Item = Row>) -> String {
    let rows: Vec<Row> = rows.collect();
    let mut lines = vec![
        "                           updates       p50       p99      MB       MB    start to   CPU %   CPU %".to_owned(),
        "bot      people  updates  a second        ms        ms    idle    after   poll ms     bot  others".to_owned(),
    ];
    lines.extend(rows.iter().map(Row::to_string));
    for own in rows.iter().filter(|row| row.bot == "rapsap") {
        for other in rows
            .iter()
            .filter(|row| row.people == own.people && row.bot != own.bot)
        {
            let ratio = own.updates_per_second() / other.updates_per_second();
            lines.push(format!(
                "{} people: rapsap answers {ratio:.2} times the updates of {}",
                own.people, other.bot
            ));
        }
    }
    lines.join("\n")
}
