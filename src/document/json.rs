//! A version of the report as JSON, for whoever wants to count or compare: what the pages say, as data.
//! Its shape is documented in `docs/snapshot.schema.json`; the same version gives the same bytes. Ids of
//! chats, people and messages, and what people told the bot about oddities, are no part of it.

use chrono::SecondsFormat;
use serde::Serialize;

use super::exhibits::{Exhibit, exhibits};
use super::from_snapshot;
use super::outline::Outline;
use crate::domain::calendar::bangkok;
use crate::domain::overview::{self, Overview};
use crate::domain::plan::ScoreTopic;
use crate::domain::progress::{Content, ScoreComparison, ScoreLink};
use crate::domain::report::{Decision, DecisionKind, Snapshot, SnapshotRow};
use crate::domain::score::Change;
use crate::l10n::L10n;

/// The shape as a JSON Schema (draft 2020-12).
pub const SCHEMA: &str = include_str!("../../docs/snapshot.schema.json");

/// Of the shape; raised when a reader of the one before would misread it.
const VERSION: u32 = 1;

/// The version with the decisions taken on it, as UTF-8 JSON that ends in a line feed. `checked_sha256`
/// is the hash of the file that was presented.
pub fn json(
    l10n: &L10n,
    snapshot: &Snapshot,
    decisions: &[Decision],
    checked_sha256: Option<&str>,
) -> serde_json::Result<Vec<u8>> {
    let outline = from_snapshot::outline(l10n, snapshot, decisions, checked_sha256);
    let exhibits = exhibits(snapshot);
    let report = Report {
        schema: VERSION,
        office: Office {
            name: &snapshot.office_name,
            address: &snapshot.office_address,
        },
        fiscal_year: snapshot.fiscal_year,
        period: snapshot.period.as_str(),
        version: snapshot.version,
        compiled_at: moment(snapshot.compiled_at),
        title: &outline.title,
        heading: outline.heading.first().map_or("", String::as_str),
        introduction: &outline.intro,
        unit_in_charge: &snapshot.unit_in_charge,
        overview: overview::of(snapshot).map(at_a_glance),
        measures: (snapshot.rows.iter().enumerate())
            .map(|(index, row)| measure(index, row, &outline, &exhibits))
            .collect(),
        signers: snapshot
            .signers
            .iter()
            .map(|signer| Signer {
                role: signer.role.as_str(),
                name: &signer.name,
                position: &signer.position,
            })
            .collect(),
        presented_sha256: checked_sha256,
        decisions: decisions
            .iter()
            .map(|decision| taken(decision, snapshot))
            .collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&report)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// RFC 3339 in Bangkok, to the second.
fn moment(at: i64) -> String {
    bangkok(at).to_rfc3339_opts(SecondsFormat::Secs, false)
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    office: Office<'a>,
    fiscal_year: i32,
    period: &'static str,
    version: u32,
    compiled_at: String,
    title: &'a str,
    heading: &'a str,
    introduction: &'a str,
    unit_in_charge: &'a str,
    overview: Option<Glance<'a>>,
    measures: Vec<Measure<'a>>,
    signers: Vec<Signer<'a>>,
    presented_sha256: Option<&'a str>,
    decisions: Vec<Taken<'a>>,
}

#[derive(Serialize)]
struct Office<'a> {
    name: &'a str,
    address: &'a str,
}

#[derive(Serialize)]
struct Glance<'a> {
    measures: Vec<Carried>,
    reports: Vec<Earlier<'a>>,
}

#[derive(Serialize)]
struct Carried {
    number: u32,
    carried_out: &'static str,
    idle_quarters: Vec<u8>,
    score_change: Option<String>,
}

#[derive(Serialize)]
struct Earlier<'a> {
    period: &'static str,
    version: u32,
    acknowledged_at: String,
    name: &'a str,
    position: &'a str,
    note: Option<&'a str>,
    presented_sha256: &'a str,
}

#[derive(Serialize)]
struct Measure<'a> {
    number: u32,
    title: &'a str,
    methods: &'a [String],
    responsible: &'a str,
    period: &'a str,
    reported: bool,
    results: Vec<Item<'a>>,
    outcomes: Vec<&'a str>,
    score: Option<Scored<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    kind: &'static str,
    /// As it is printed.
    text: &'a str,
    subitems: &'a [String],
    exhibit: Option<usize>,
    paper: Option<Cited<'a>>,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct Cited<'a> {
    kind: &'static str,
    issuer: Option<&'a str>,
    number: Option<&'a str>,
    subject: &'a str,
    date: Option<String>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    photo: bool,
    caption: Option<&'a str>,
    too_large: bool,
}

#[derive(Serialize)]
struct Scored<'a> {
    code: Option<&'a str>,
    text: &'a str,
    before_year: i32,
    before: Option<String>,
    after_year: i32,
    after: Option<String>,
    link: Option<&'static str>,
}

#[derive(Serialize)]
struct Signer<'a> {
    role: &'static str,
    name: &'a str,
    position: &'a str,
}

#[derive(Serialize)]
struct Taken<'a> {
    kind: &'static str,
    name: &'a str,
    position: &'a str,
    at: String,
    note: Option<&'a str>,
    measure: Option<u32>,
    sha256: &'a str,
}

fn at_a_glance(overview: Overview<'_>) -> Glance<'_> {
    let measures = overview.measures.iter().map(|short| Carried {
        number: short.measure.number,
        carried_out: short.carried.as_str(),
        idle_quarters: short.idle.iter().map(|quarter| quarter.number()).collect(),
        score_change: short.scores.map(|pair| match pair.change() {
            Change::Rose(by) => by.to_string(),
            Change::Fell(by) => format!("-{by}"),
            Change::Same => "0.00".to_owned(),
        }),
    });
    let reports = overview.reports.iter().map(|report| Earlier {
        period: report.period.as_str(),
        version: report.version,
        acknowledged_at: moment(report.at),
        name: &report.name,
        position: &report.position,
        note: report.note.as_deref(),
        presented_sha256: &report.sha256,
    });
    Glance {
        measures: measures.collect(),
        reports: reports.collect(),
    }
}

fn measure<'a>(
    index: usize,
    row: &'a SnapshotRow,
    outline: &'a Outline,
    exhibits: &'a [Exhibit<'a>],
) -> Measure<'a> {
    let progress = row.progress.as_ref();
    // Column 5 of the pages: an item, and below it its sub-items.
    let printed = outline.rows[index].cells[4]
        .iter()
        .filter(|para| para.level == 0);
    let results = progress.map_or(&[][..], |progress| &progress.results);
    Measure {
        number: row.measure.number,
        title: &row.measure.title,
        methods: &row.measure.methods,
        responsible: &row.responsible,
        period: &row.measure.period,
        reported: progress.is_some(),
        results: (results.iter().zip(printed).enumerate())
            .map(|(item, (result, printed))| {
                let exhibit = exhibits
                    .iter()
                    .find(|exhibit| exhibit.place == (index, item));
                let (kind, subitems) = content(&result.content);
                Item {
                    kind,
                    text: &printed.text,
                    subitems,
                    exhibit: exhibit.map(|exhibit| exhibit.number),
                    paper: exhibit.and_then(cited),
                    files: exhibit.map(files).unwrap_or_default(),
                }
            })
            .collect(),
        outcomes: progress
            .map(|progress| progress.outcomes.iter().map(String::as_str).collect())
            .unwrap_or_default(),
        score: (row.measure.score.as_ref())
            .map(|topic| scored(topic, progress.and_then(|progress| progress.scores))),
    }
}

fn content(content: &Content) -> (&'static str, &[String]) {
    match content {
        Content::Text { subitems, .. } => ("text", subitems),
        Content::Order(_) | Content::Cited(_) => ("paper", &[]),
        Content::Pictured { .. } => ("pictured", &[]),
        Content::NothingDone { .. } => ("nothing_done", &[]),
    }
}

fn cited<'a>(exhibit: &'a Exhibit<'a>) -> Option<Cited<'a>> {
    let paper = exhibit.paper.as_ref()?;
    Some(Cited {
        kind: paper.kind.as_str(),
        issuer: paper.issuer,
        number: paper.number.as_deref(),
        subject: paper.subject,
        date: paper.date.map(|date| date.to_string()),
        url: paper.url,
    })
}

fn files<'a>(exhibit: &'a Exhibit<'a>) -> Vec<File<'a>> {
    let files = exhibit.files.iter().map(|attached| File {
        name: &attached.name,
        photo: attached.file.photo,
        caption: attached.file.caption.as_deref(),
        too_large: attached.file.too_large,
    });
    files.collect()
}

fn scored(topic: &ScoreTopic, compared: Option<ScoreComparison>) -> Scored<'_> {
    let before = compared.map(|scores| scores.before).or(topic.before);
    Scored {
        code: topic.code.as_deref(),
        text: &topic.text,
        before_year: topic.before_year,
        before: before.map(|score| score.to_string()),
        after_year: topic.after_year,
        after: compared.map(|scores| scores.after.to_string()),
        link: compared.map(|scores| match scores.link {
            ScoreLink::Because => "because",
            ScoreLink::LedTo => "led_to",
        }),
    }
}

fn taken<'a>(decision: &'a Decision, snapshot: &Snapshot) -> Taken<'a> {
    let returned = snapshot
        .rows
        .iter()
        .find(|row| Some(row.measure.id) == decision.measure);
    Taken {
        kind: match decision.kind {
            DecisionKind::Sent => "sent",
            DecisionKind::Approved => "approved",
            DecisionKind::Returned => "returned",
            DecisionKind::Acknowledged => "acknowledged",
        },
        name: &decision.name,
        position: &decision.position,
        at: moment(decision.at),
        note: decision.note.as_deref(),
        measure: returned.map(|row| row.measure.number),
        sha256: &decision.sha256,
    }
}
