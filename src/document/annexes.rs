//! The annexes of a report: the year at a glance if it closes the year, what shows it, as an index and as photos,
//! the scores of both years as bars, and what happened until it was compiled. All of it from the snapshot; an annex that would be empty is left out.

use std::collections::HashMap;

use super::exhibits::{Attached, Exhibit, exhibits};
use super::from_snapshot::Words;
use super::outline::{Annex, AnnexBody, Photo, ScoreBars, Scores, Table};
use super::overview;
use crate::domain::calendar::bangkok;
use crate::domain::period::Period;
use crate::domain::progress::ResultItem;
use crate::domain::report::{DecisionKind, FrozenFile, Happened, Happening, Snapshot};
use crate::domain::score::{Change, ScorePair};
use crate::domain::shorten::short;
use crate::phrase::{Arg, Phrase};
use crate::wording;

/// The kinds of pictures that can be set; others are listed only.
pub(super) const SHOWN: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

/// What is said below a photo, in characters: two lines or three.
const CAPTION: usize = 140;

/// The annexes in their order, lettered.
pub(super) fn annexes(words: &Words, snapshot: &Snapshot) -> Vec<Annex> {
    let kept: HashMap<i64, &FrozenFile> = (snapshot.files.iter())
        .map(|file| (file.file.0, file))
        .collect();
    let exhibits = exhibits(snapshot);
    let parts = [
        ("annex-overview", overview::overview(words, snapshot)),
        (
            "annex-evidence",
            evidence(words, snapshot, &exhibits, &kept),
        ),
        ("annex-photos", photos(words, snapshot, &exhibits, &kept)),
        ("annex-scores", scores(words, snapshot)),
        ("annex-log", log(words, snapshot)),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(key, body)| Some((key, body?)));
    (1_usize..)
        .zip(parts)
        .map(|(number, (key, body))| Annex {
            heading: vec![
                words.say(&Phrase::new("annex-letter").with("number", number)),
                words.word(key),
            ],
            body,
        })
        .collect()
}

pub(super) fn header(words: &Words, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| words.word(key)).collect()
}

fn evidence(
    words: &Words,
    snapshot: &Snapshot,
    exhibits: &[Exhibit],
    kept: &HashMap<i64, &FrozenFile>,
) -> Option<AnnexBody> {
    if exhibits.is_empty() {
        return None;
    }
    let row = |exhibit: &Exhibit| {
        let paper = exhibit.paper.as_ref();
        let date = paper.and_then(|paper| paper.date);
        let kind = match paper {
            Some(paper) => {
                Phrase::new("annex-paper").with("kind", Arg::Code(paper.kind.as_str().to_owned()))
            }
            None => Phrase::new("annex-paper").with("kind", Arg::Code("photo".to_owned())),
        };
        let number = paper.and_then(|paper| paper.number.as_deref());
        let subject = match paper {
            Some(paper) => {
                let lines = [
                    Some(paper.subject).filter(|said| !said.is_empty()),
                    paper.url,
                ];
                lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
            }
            None => captions(exhibit).unwrap_or_else(|| in_short(words, result(snapshot, exhibit))),
        };
        vec![
            words.digits(&exhibit.number.to_string()),
            words.say(&kind),
            words.digits(number.unwrap_or("-")),
            words.digits(&subject),
            date.map_or_else(
                || "-".to_owned(),
                |date| words.say(&Phrase::new("annex-date").with("date", date)),
            ),
            words.digits(&exhibit.measure.to_string()),
            // As it is called in the filing: in its own digits.
            files(words, &exhibit.files, kept),
        ]
    };
    Some(AnnexBody::Table(Table {
        columns: header(
            words,
            &[
                "annex-column-place",
                "annex-column-kind",
                "annex-column-number",
                "annex-column-subject",
                "annex-column-date",
                "annex-column-measure",
                "annex-column-file",
            ],
        ),
        shares: vec![42, 95, 90, 235, 105, 60, 130],
        rows: exhibits.iter().map(row).collect(),
    }))
}

/// Line breaks could take more room below a photo than there is.
fn on_a_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The result that an exhibit belongs to.
fn result<'a>(snapshot: &'a Snapshot, exhibit: &Exhibit) -> Option<&'a ResultItem> {
    let (row, item) = exhibit.place;
    let progress = snapshot.rows.get(row)?.progress.as_ref()?;
    progress.results.get(item)
}

/// What a result says, where its files have no words of their own.
fn in_short(words: &Words, result: Option<&ResultItem>) -> String {
    let said = result.map(|result| words.say(&wording::result(result)));
    said.map_or_else(String::new, |said| short(&on_a_line(&said), CAPTION))
}

fn captions(exhibit: &Exhibit) -> Option<String> {
    let captions = exhibit.files.iter();
    let captions: Vec<&str> = captions
        .filter_map(|attached| attached.file.caption.as_deref())
        .collect();
    (!captions.is_empty()).then(|| captions.join("\n"))
}

fn files(words: &Words, files: &[Attached], kept: &HashMap<i64, &FrozenFile>) -> String {
    if files.is_empty() {
        return "-".to_owned();
    }
    let names = files
        .iter()
        .map(|attached| match kept.contains_key(&attached.file.id.0) {
            true => attached.name.clone(),
            false => format!("{} {}", attached.name, words.word("annex-file-missing")),
        });
    names.collect::<Vec<_>>().join("\n")
}

fn photos(
    words: &Words,
    snapshot: &Snapshot,
    exhibits: &[Exhibit],
    kept: &HashMap<i64, &FrozenFile>,
) -> Option<AnnexBody> {
    let mut photos = Vec::new();
    for exhibit in exhibits {
        let said = result(snapshot, exhibit);
        for attached in &exhibit.files {
            let Some(file) = kept.get(&attached.file.id.0) else {
                continue;
            };
            if !SHOWN.contains(&file.kind.as_str()) {
                continue;
            }
            let shows = match &attached.file.caption {
                Some(caption) => short(&on_a_line(&words.digits(caption)), CAPTION),
                None => in_short(words, said),
            };
            let sent = bangkok(file.received_at).date_naive();
            photos.push(Photo {
                file: file.file.0,
                caption: words.say(
                    &Phrase::new("annex-photo")
                        .with("exhibit", exhibit.number)
                        .with("measure", exhibit.measure)
                        .with("shows", shows)
                        .with("date", sent),
                ),
                missing: words.word("annex-photo-missing"),
            });
        }
    }
    (!photos.is_empty()).then_some(AnnexBody::Photos(photos))
}

fn scores(words: &Words, snapshot: &Snapshot) -> Option<AnnexBody> {
    let measures: Vec<_> = (snapshot.rows.iter())
        .filter_map(|row| {
            let topic = row.measure.score.as_ref()?;
            let scores = row.progress.as_ref()?.scores?;
            let said = |year: i32, score| {
                words.say(
                    &Phrase::new("annex-score")
                        .with("year", Arg::Year(year))
                        .with("score", score),
                )
            };
            let bars = ScoreBars {
                label: words.say(
                    &Phrase::new("annex-score-of")
                        .with("number", row.measure.number)
                        .with("topic", wording::score_topic(topic)),
                ),
                scores: [scores.before.hundredths(), scores.after.hundredths()],
                said: [
                    said(topic.before_year, scores.before),
                    said(topic.after_year, scores.after),
                ],
                change: words.say(&change(scores.pair())),
            };
            Some((topic, bars))
        })
        .collect();
    let (topic, _) = measures.first()?;
    let year =
        |year: i32| words.say(&Phrase::new("annex-score-year").with("year", Arg::Year(year)));
    Some(AnnexBody::Scores(Scores {
        years: [year(topic.before_year), year(topic.after_year)],
        heads: ["sheet-topic", "overview-column-change"].map(|key| words.word(key)),
        measures: measures.into_iter().map(|(_, bars)| bars).collect(),
    }))
}

pub(super) fn change(pair: ScorePair) -> Phrase {
    match pair.change() {
        Change::Rose(by) => Phrase::new("annex-score-rose").with("by", by),
        Change::Fell(by) => Phrase::new("annex-score-fell").with("by", by),
        Change::Same => Phrase::new("annex-score-same"),
    }
}

fn log(words: &Words, snapshot: &Snapshot) -> Option<AnnexBody> {
    if snapshot.log.is_empty() {
        return None;
    }
    let row = |happened: &Happened| {
        let name = match happened.name.as_str() {
            "" => words.word("doc-signer-reporter"),
            name => name.to_owned(),
        };
        vec![
            words.say(&Phrase::new("said-moment").with("at", Arg::Moment(happened.at))),
            words.say(&what(happened, snapshot.period)),
            name,
            words.digits(happened.note.as_deref().unwrap_or("-")),
        ]
    };
    Some(AnnexBody::Table(Table {
        columns: header(
            words,
            &[
                "annex-column-at",
                "annex-column-what",
                "annex-column-who",
                "annex-column-note",
            ],
        ),
        shares: vec![185, 205, 165, 202],
        rows: snapshot.log.iter().map(row).collect(),
    }))
}

fn what(happened: &Happened, period: Period) -> Phrase {
    let key = match happened.what {
        Happening::Filed => "annex-filed",
        Happening::Corrected => "annex-corrected",
        Happening::SentBack => "annex-sent-back",
        Happening::Compiled => "annex-compiled",
        Happening::Decided(DecisionKind::Sent) => "annex-sent",
        Happening::Decided(DecisionKind::Approved) => "annex-approved",
        Happening::Decided(DecisionKind::Returned) => "annex-returned",
        Happening::Decided(DecisionKind::Acknowledged) => "annex-acknowledged",
    };
    Phrase::new(key)
        .with("measure", happened.measure.unwrap_or_default())
        .with(
            "version",
            wording::version(period, happened.version.unwrap_or_default()),
        )
        .with(
            "quarter",
            happened
                .quarter
                .map_or(0, |quarter| u32::from(quarter.number())),
        )
}
