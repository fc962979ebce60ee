//! What is told and counted of the updates of a batch once they are answered: one line of the log for each, by
//! which it can be followed through. It holds ids, kinds and times; no chat, since that is a person, and no word.

use std::time::{Duration, Instant};

use crate::dialogue::Event;
use crate::store::inbox::Claimed;
use crate::store::outbox::Message;
use crate::vitals::Vitals;

/// The updates of one batch.
pub struct Ledger {
    begun: Instant,
    /// Epoch milliseconds.
    now: i64,
    lines: Vec<Line>,
}

struct Line {
    update: i64,
    chat: i64,
    kind: &'static str,
    office: Option<i64>,
    outcome: &'static str,
    /// How long it waited, by the office's clock.
    queued: Duration,
    messages: usize,
    /// Its own chat gets one of them.
    answers: bool,
}

impl Ledger {
    /// Of a batch that begins now; `now` in epoch milliseconds.
    pub fn begin(now: i64) -> Ledger {
        Ledger {
            begun: Instant::now(),
            now,
            lines: Vec::new(),
        }
    }

    /// A step has answered an update of somebody who holds posts in these offices.
    pub fn answered(
        &mut self,
        update: &Claimed,
        event: Option<&Event>,
        offices: &[i64],
        messages: &[Message],
    ) {
        self.add(update, event, offices, messages, "answered");
    }

    /// It could not be answered; its person is told so.
    pub fn failed(
        &mut self,
        update: &Claimed,
        event: Option<&Event>,
        offices: &[i64],
        messages: &[Message],
    ) {
        self.add(update, event, offices, messages, "failed");
    }

    fn add(
        &mut self,
        update: &Claimed,
        event: Option<&Event>,
        offices: &[i64],
        messages: &[Message],
        outcome: &'static str,
    ) {
        let queued = u64::try_from(self.now - update.received_at).unwrap_or(0);
        let own = |message: &Message| message.chat == update.chat;
        self.lines.push(Line {
            update: update.update_id,
            chat: update.chat,
            kind: event.map_or("unreadable", Event::kind),
            // Which of several it was about is the step's secret.
            office: match offices {
                [office] => Some(*office),
                _ => None,
            },
            outcome,
            queued: Duration::from_millis(queued),
            messages: messages.len(),
            answers: event.is_some_and(|event| !event.is_news()) && messages.iter().any(own),
        });
    }

    /// The batch is committed.
    pub fn close(self, vitals: &Vitals) {
        let milliseconds = |of: Duration| u64::try_from(of.as_millis()).unwrap_or(u64::MAX);
        let worked = self.begun.elapsed();
        for line in self.lines {
            vitals.counts.answered(line.kind, line.outcome);
            if line.answers {
                let since = self.begun.checked_sub(line.queued).unwrap_or(self.begun);
                vitals.will_answer(line.chat, since);
            }
            tracing::debug!(
                update = line.update,
                kind = line.kind,
                office = line.office,
                outcome = line.outcome,
                queued_ms = milliseconds(line.queued),
                worked_ms = milliseconds(worked),
                answers = line.messages,
                "an update is done with"
            );
        }
    }
}
