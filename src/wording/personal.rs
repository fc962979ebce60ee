//! What is stored of a person in words: a heading for each kind, with why and how long it is kept, and a line for
//! each thing.

use crate::domain::retention::Retention;
use crate::phrase::{Arg, Phrase};
use crate::store::personal::{Personal, Record, Section};

/// The file to read, line by line.
pub fn lines(personal: &Personal, kept: &Retention) -> Vec<Phrase> {
    let mut lines = vec![
        Phrase::new("mydata-text-title").with("at", Arg::Moment(personal.at)),
        Phrase::new("mydata-text-id").with("id", Arg::Code(personal.chat.to_string())),
    ];
    for section in &personal.sections {
        lines.push(head(section, kept));
        lines.extend(rows(&section.rows));
    }
    if personal.sections.is_empty() {
        lines.push("mydata-text-nothing".into());
    }
    lines
}

fn head(section: &Section, kept: &Retention) -> Phrase {
    let name = || Arg::Code(section.name.to_owned());
    let what = Phrase::new("mydata-section")
        .with("section", name())
        .with("count", section.rows.len());
    Phrase::new("mydata-text-head")
        .with("what", what)
        .with("why", Phrase::new("mydata-why").with("section", name()))
        .with("kept", how_long(section.name, kept))
}

fn how_long(section: &str, kept: &Retention) -> Phrase {
    let days = |key: &str, days: u32| Phrase::new(key).with("days", days);
    match section {
        "account" if kept.former == 0 => "mydata-kept-account-open".into(),
        "account" => days("mydata-kept-account", kept.former),
        "state" => days("mydata-kept-state", kept.states),
        "drafts" => "mydata-kept-draft".into(),
        "paused" => "mydata-kept-pause".into(),
        "received" => days("mydata-kept-received", kept.messages),
        "sent" => days("mydata-kept-messages", kept.messages),
        "plan_files" | "checked_files" => days("mydata-kept-days", kept.messages),
        "wrong_codes" => days("mydata-kept-days", kept.wrong_codes),
        "answers" => days("mydata-kept-days", kept.answers),
        "files" if kept.files > 0 => days("mydata-kept-files", kept.files),
        "reminders" => days("mydata-kept-days", kept.reminders),
        _ => "mydata-kept-office".into(),
    }
}

/// A line for each row; those of which nothing can be told but when they were, as one.
fn rows(rows: &[Record]) -> Vec<Phrase> {
    let moments: Vec<i64> = rows.iter().filter_map(|row| row.when).collect();
    if rows.len() > 1 && rows.iter().all(|row| row.words.is_empty()) {
        let first = moments.iter().min().copied().unwrap_or_default();
        let last = moments.iter().max().copied().unwrap_or_default();
        return vec![
            Phrase::new("mydata-text-span")
                .with("from", Arg::Moment(first))
                .with("until", Arg::Moment(last)),
        ];
    }
    let line = |row: &Record| {
        let at = Arg::Moment(row.when.unwrap_or_default());
        match row.words.is_empty() {
            true => Phrase::new("mydata-text-moment").with("at", at),
            false => Phrase::new("mydata-text-line")
                .with("at", at)
                .with("words", row.words.join(" · ")),
        }
    };
    rows.iter().map(line).collect()
}
