//! The year on one page, in the report that closes it: how far each measure was carried out, how its score moved,
//! and which reports of shorter periods were acknowledged. What it counts is `domain/overview`'s.

use super::annexes::{change, header};
use super::from_snapshot::Words;
use super::outline::{AnnexBody, Block, Table};
use crate::domain::calendar::{Quarter, bangkok};
use crate::domain::overview::{self, Carried, EarlierReport, InShort, Overview};
use crate::domain::report::Snapshot;
use crate::domain::score::{Score, ScorePair};
use crate::domain::short_code::ShortCode;
use crate::domain::shorten::short;
use crate::phrase::{Arg, Phrase};
use crate::wording;

/// The most letters of a measure's title: one line of its column.
const TITLE: usize = 52;
/// Likewise of an instruction, of two lines.
const NOTE: usize = 45;

/// None where the version has no overview.
pub(super) fn overview(words: &Words, snapshot: &Snapshot) -> Option<AnnexBody> {
    let overview = overview::of(snapshot)?;
    let text = |phrase: Phrase| Block::Text(words.say(&phrase));
    let mut blocks = vec![
        text(counts(&overview)),
        text(moves(&overview)),
        Block::Table(measures(words, &overview)),
        Block::Heading(words.word("overview-reports")),
    ];
    blocks.push(match overview.reports.is_empty() {
        true => text("overview-no-reports".into()),
        false => Block::Table(reports(words, overview.reports)),
    });
    blocks.push(text("overview-how".into()));
    Some(AnnexBody::Summary(blocks))
}

/// How many measures were carried out how far.
pub(super) fn counts(overview: &Overview) -> Phrase {
    let count = |carried| overview.count(carried);
    Phrase::new("overview-counts")
        .with("all", overview.measures.len())
        .with("done", count(Carried::Done))
        .with("partly", count(Carried::Partly))
        .with("not-done", count(Carried::NotDone))
        .with("unreported", count(Carried::Unreported))
}

/// How many scores moved which way.
pub(super) fn moves(overview: &Overview) -> Phrase {
    let moves = overview.moves();
    Phrase::new("overview-moves")
        .with("rose", moves.rose)
        .with("fell", moves.fell)
        .with("same", moves.same)
        .with("open", moves.open)
}

/// How far one measure was carried out, in words.
pub(super) fn carried(short: &InShort) -> Phrase {
    let carried = Phrase::new("overview-carried").with(
        "carried",
        Arg::Code(short.carried.as_str().replace('_', "-")),
    );
    if short.idle.is_empty() {
        return carried;
    }
    let quarters: Vec<String> = (short.idle.iter())
        .map(|quarter: &Quarter| quarter.number().to_string())
        .collect();
    Phrase::new("overview-carried-but")
        .with("carried", carried)
        .with("quarters", Arg::Label(quarters.join(", ")))
}

fn measures(words: &Words, overview: &Overview) -> Table {
    let score = |score: Option<Score>| match score {
        Some(score) => words.say(&Phrase::new("overview-score").with("score", score)),
        None => "-".to_owned(),
    };
    let row = |short_of: &InShort| {
        let scores = short_of.scores;
        let known = short_of.measure.score.as_ref();
        let before = scores.map(|pair| pair.before);
        let before = before.or(known.and_then(|topic| topic.before));
        vec![
            words.digits(&short_of.measure.number.to_string()),
            words.digits(&short(&short_of.measure.title, TITLE)),
            words.say(&carried(short_of)),
            score(before),
            score(scores.map(|pair| pair.after)),
            scores.map_or_else(
                || "-".to_owned(),
                |pair: ScorePair| words.say(&change(pair)),
            ),
        ]
    };
    Table {
        columns: header(
            words,
            &[
                "annex-column-measure",
                "doc-column-measure",
                "overview-column-carried",
                "overview-column-before",
                "overview-column-after",
                "overview-column-change",
            ],
        ),
        shares: vec![58, 295, 165, 68, 68, 112],
        rows: overview.measures.iter().map(row).collect(),
    }
}

fn reports(words: &Words, reports: &[EarlierReport]) -> Table {
    let row = |report: &EarlierReport| {
        let code = ShortCode::of(&report.sha256).map_or_else(String::new, |code| code.to_string());
        let note = report.note.as_deref().unwrap_or("-");
        vec![
            words.say(&wording::period(report.period)),
            words.digits(&report.version.to_string()),
            words.say(&Phrase::new("annex-date").with("date", bangkok(report.at).date_naive())),
            words.say(
                &Phrase::new("overview-by")
                    .with("name", &report.name)
                    .with("position", &report.position),
            ),
            words.digits(&short(note, NOTE)),
            code,
        ]
    };
    Table {
        columns: header(
            words,
            &[
                "overview-column-period",
                "overview-column-version",
                "overview-column-at",
                "overview-column-by",
                "ack-instruction",
                "ack-code",
            ],
        ),
        shares: vec![75, 48, 110, 300, 145, 88],
        rows: reports.iter().map(row).collect(),
    }
}
