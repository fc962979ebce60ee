//! What a run came to: counted while people work, compared with the database and the phones at the end.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rapsap::domain::office::Role;
use rapsap::domain::progress::{Content, Progress};
use rapsap::sandbox::{Received, Sandbox};
use rapsap::store::Store;
use sqlx::Row as _;

use super::fate::Fate;
use super::office::{Member, Office};
use super::people::{RESULTS, result};
use crate::databases::count;

/// An answer that takes longer is late.
const LATE: Duration = Duration::from_secs(10);
/// How a message begins that says that it may have come before.
const AGAIN: &str = "(ส่งซ้ำ";

#[derive(Default)]
pub struct Tally {
    updates: AtomicU64,
    late: AtomicU64,
    unanswered: AtomicU64,
    slowest: AtomicU64,
    marked: AtomicU64,
    lost: AtomicU64,
    doubled: AtomicU64,
    /// How often people asked for a document that may not have come, by chat.
    asked: Mutex<BTreeMap<i64, usize>>,
}

impl Tally {
    pub fn answered(&self, updates: usize, after: Duration, answered: bool) {
        self.updates.fetch_add(updates as u64, Ordering::Relaxed);
        self.late
            .fetch_add(u64::from(after > LATE), Ordering::Relaxed);
        self.unanswered
            .fetch_add(u64::from(!answered), Ordering::Relaxed);
        self.slowest
            .fetch_max(after.as_millis() as u64, Ordering::Relaxed);
    }

    pub fn asked_again(&self, chat: i64) {
        *self.asked.lock().unwrap().entry(chat).or_default() += 1;
    }

    /// Everything that is not as it must be.
    pub async fn check(
        &self,
        store: &Store,
        telegram: &Sandbox,
        offices: &[Office],
    ) -> Vec<String> {
        let mut wrong = Vec::new();
        for office in offices {
            let of = |what: String| format!("office {}: {what}", office.number);
            wrong.extend(self.filed(store, office).await.into_iter().map(of));
            wrong.extend(decided(store, office).await.into_iter().map(of));
            for member in &office.people {
                let told = self.told(&telegram.phone(member.phone.user_id()).received(), member);
                wrong.extend(
                    told.into_iter()
                        .map(|what| of(format!("{}: {what}", member.code))),
                );
            }
        }
        for (what, sql) in [
            (
                "updates wait",
                "SELECT COUNT(*) FROM inbox WHERE done_at IS NULL",
            ),
            (
                "updates failed",
                "SELECT COUNT(*) FROM inbox WHERE failed_at IS NOT NULL",
            ),
            (
                "messages wait",
                "SELECT COUNT(*) FROM outbox WHERE settled_at IS NULL AND calm = 0",
            ),
            (
                "messages failed",
                "SELECT COUNT(*) FROM outbox WHERE status = 'failed'",
            ),
            (
                "documents failed",
                "SELECT COUNT(*) FROM document WHERE status = 'failed'",
            ),
            (
                "messages that are unsure were neither repeated nor asked about",
                "SELECT COUNT(*) FROM outbox AS u WHERE u.status = 'unsure' AND u.calm = 0 AND NOT EXISTS \
                 (SELECT 1 FROM outbox AS s WHERE s.chat_id = u.chat_id AND s.place = u.place AND s.status = 'sent')",
            ),
        ] {
            let number = count(store, sql).await;
            if number > 0 {
                wrong.push(format!("{number} {what}"));
            }
        }
        wrong
    }

    /// Each measure is filed once, with everything that was typed, in its order.
    async fn filed(&self, store: &Store, office: &Office) -> Vec<String> {
        let rows = sqlx::query("SELECT measure_id, progress FROM filing WHERE office_id = $1")
            .bind(office.id)
            .fetch_all(&mut *store.reader().await.unwrap())
            .await
            .unwrap();
        let units = office
            .people
            .iter()
            .filter(|member| member.role == Role::Contributor)
            .count();
        let mut wrong = Vec::new();
        if rows.len() != units {
            wrong.push(format!("{units} measures were filed {} times", rows.len()));
        }
        let expected: Vec<String> = RESULTS.iter().map(|word| result(word)).collect();
        for row in &rows {
            let progress: Progress = serde_json::from_str(row.get(1)).unwrap();
            let text = |content: &Content| match content {
                Content::Text { text, .. } => text.clone(),
                other => format!("{other:?}"),
            };
            let found: Vec<String> = progress
                .results
                .iter()
                .map(|item| text(&item.content))
                .collect();
            let lost = expected.iter().filter(|text| !found.contains(text)).count();
            let doubled = (found.len() + lost).saturating_sub(expected.len());
            self.lost.fetch_add(lost as u64, Ordering::Relaxed);
            self.doubled.fetch_add(doubled as u64, Ordering::Relaxed);
            if found != expected || progress.outcomes.len() != 1 {
                wrong.push(format!(
                    "measure {} holds {found:?} and {:?}",
                    row.get::<i64, _>(0),
                    progress.outcomes
                ));
            }
        }
        wrong
    }

    /// What came to a phone: answers in order and once unless marked, documents once unless asked for.
    fn told(&self, received: &[Received], member: &Member) -> Vec<String> {
        let mut wrong = Vec::new();
        let marked = received
            .iter()
            .filter(|message| message.text.starts_with(AGAIN))
            .count();
        self.marked.fetch_add(marked as u64, Ordering::Relaxed);
        let asked = self.asked.lock().unwrap();
        let asked = asked.get(&member.phone.user_id()).copied().unwrap_or(0);
        let mut documents: BTreeMap<&str, usize> = BTreeMap::new();
        for document in received.iter().filter(|message| message.is_document) {
            *documents.entry(document.text.as_str()).or_default() += 1;
        }
        for (text, times) in documents {
            if times > 1 + asked {
                let title = text.lines().next().unwrap_or_default();
                wrong.push(format!(
                    "{title:?} came {times} times and was asked for {asked} times"
                ));
            }
        }
        if member.role != Role::Contributor {
            return wrong;
        }
        // The screens that answer each of what was typed.
        let stands = |text: &str, at: usize| {
            let has = |word: Option<&&str>| word.is_some_and(|word| text.contains(word));
            has(RESULTS.get(at)) && !has(RESULTS.get(at + 1))
        };
        let mut newest = 0;
        for (at, word) in RESULTS.iter().enumerate().take(RESULTS.len() - 1) {
            let answers: Vec<usize> = (received.iter().enumerate())
                .filter(|(_, message)| {
                    !message.text.starts_with(AGAIN) && stands(&message.text, at)
                })
                .map(|(place, _)| place)
                .collect();
            if answers.len() > 1 {
                wrong.push(format!("{word:?} was answered {} times", answers.len()));
            }
            if let Some(first) = answers.first() {
                if *first < newest {
                    wrong.push(format!("{:?} was answered out of order", RESULTS[at]));
                }
                newest = *first;
            }
        }
        wrong
    }

    /// The figures of the run.
    pub fn table(
        &self,
        store: &Store,
        seed: u64,
        fate: &Fate,
        slowest_end: Duration,
        telegram: &Sandbox,
        offices: &[Office],
    ) -> String {
        let number = |counter: &AtomicU64| counter.load(Ordering::Relaxed).to_string();
        let database = if store.is_sqlite() {
            "SQLite"
        } else {
            "PostgreSQL"
        };
        let mut lines = vec![
            (format!("{database}, seed"), seed.to_string()),
            ("killed (SIGKILL)".to_owned(), fate.kills.to_string()),
            (
                "ended (SIGTERM) and started again".to_owned(),
                fate.terminations.to_string(),
            ),
            (
                "slowest start, ms".to_owned(),
                fate.slowest_start.as_millis().to_string(),
            ),
            (
                "slowest end, ms".to_owned(),
                slowest_end.as_millis().to_string(),
            ),
        ];
        for (what, times) in telegram.faults().struck() {
            lines.push((format!("fault: {what}"), times.to_string()));
        }
        lines.extend([
            ("reports acknowledged".to_owned(), offices.len().to_string()),
            ("updates played".to_owned(), number(&self.updates)),
            ("answers lost".to_owned(), number(&self.lost)),
            ("answers doubled".to_owned(), number(&self.doubled)),
            (
                "updates without an answer".to_owned(),
                number(&self.unanswered),
            ),
            (
                format!("answered later than {} s", LATE.as_secs()),
                number(&self.late),
            ),
            ("slowest answer, ms".to_owned(), number(&self.slowest)),
            (
                "messages marked as a repetition".to_owned(),
                number(&self.marked),
            ),
            (
                "documents asked for again".to_owned(),
                self.asked
                    .lock()
                    .unwrap()
                    .values()
                    .sum::<usize>()
                    .to_string(),
            ),
        ]);
        let line = |(what, figure): &(String, String)| format!("  {what:<42} {figure:>8}");
        lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// What the database holds that is not done, without what it says.
pub async fn open(store: &Store) -> Vec<String> {
    let mut open = Vec::new();
    for (table, sql) in [
        (
            "inbox",
            "SELECT CAST(chat_id AS TEXT) || ' received ' || CAST(received_at AS TEXT) || ' ' || source \
             FROM inbox WHERE done_at IS NULL",
        ),
        (
            "outbox",
            "SELECT CAST(chat_id AS TEXT) || ' ' || status || ' place ' || CAST(place AS TEXT) || ' calm ' \
             || CAST(calm AS TEXT) || ' not before ' || CAST(not_before AS TEXT) || ' attempts ' \
             || CAST(attempts AS TEXT) || ' ' || COALESCE(error, '') || ' ' || SUBSTR(body, 1, 80) \
             FROM outbox WHERE settled_at IS NULL ORDER BY chat_id, place",
        ),
    ] {
        let rows = sqlx::query(sql)
            .fetch_all(&mut *store.reader().await.unwrap())
            .await
            .unwrap();
        let line = |row: &sqlx::any::AnyRow| format!("{table} {}", row.get::<String, _>(0));
        open.extend(rows.iter().map(line));
    }
    open
}

/// One version, sent once, approved by each verifier once, acknowledged once.
async fn decided(store: &Store, office: &Office) -> Option<String> {
    let rows = sqlx::query(
        "SELECT d.kind, COUNT(*) FROM decision AS d WHERE d.office_id = $1 GROUP BY d.kind ORDER BY d.kind",
    )
    .bind(office.id)
    .fetch_all(&mut *store.reader().await.unwrap())
    .await
    .unwrap();
    let decided: Vec<(String, i64)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    let decided: Vec<String> = decided
        .iter()
        .map(|(kind, times)| format!("{kind} {times}"))
        .collect();
    let decided = decided.join(", ");
    (decided != "acknowledged 1, approved 2, sent 1").then_some(decided)
}
