//! Reads progress back to people: numbered items one below the other, as they will stand in the
//! report's row.

use super::Phrase;
use crate::domain::answer::Item;
use crate::domain::evidence::FileRef;
use crate::domain::plan::ScoreTopic;
use crate::domain::progress::{Content, Progress, ResultItem};
use crate::wording;

/// Columns 5 and 6 of one measure.
pub(super) fn progress(progress: &Progress, topic: Option<&ScoreTopic>) -> Vec<Phrase> {
    let mut parts = Vec::new();
    if !progress.results.is_empty() {
        parts.push(Phrase::new("read-results").with("items", results(&progress.results)));
    }
    let outcomes = wording::outcomes(progress, topic);
    if !outcomes.is_empty() {
        parts.push(Phrase::new("read-outcomes").with("items", lines(outcomes)));
    }
    parts
}

/// The items of column 5 with their sub-items.
pub(super) fn results(items: &[ResultItem]) -> Vec<Phrase> {
    results_from(items, 0)
}

/// Some of them, the first with the number that follows `before`.
pub(super) fn results_from(items: &[ResultItem], before: usize) -> Vec<Phrase> {
    (before..)
        .zip(items)
        .flat_map(|(index, item)| one(index, item))
        .collect()
}

/// One item with its sub-items, what is attached to it, and why it stands.
pub(super) fn one(index: usize, item: &ResultItem) -> Vec<Phrase> {
    let mut out = vec![line(index, result(item))];
    if let Content::Text { subitems, .. } = &item.content {
        out.extend(
            subitems
                .iter()
                .map(|text| Phrase::new("subitem-line").with("text", text)),
        );
    }
    out.extend(files(&item.files));
    if let Some(reason) = &item.insisted {
        out.push(Phrase::new("insisted-line").with("reason", reason));
    }
    out
}

/// What is attached, in numbers.
pub(super) fn files(files: &[FileRef]) -> Option<Phrase> {
    let photos = files.iter().filter(|file| file.photo).count();
    let others = files.len() - photos;
    let forwarded = files.iter().filter(|file| file.forwarded).count();
    let large = files.iter().filter(|file| file.too_large).count();
    let mut words = Vec::new();
    let mut say = |key: &str, count: usize| {
        if count > 0 {
            words.push(Phrase::new(key).with("count", count));
        }
    };
    say("files-photos", photos);
    say("files-others", others);
    say("files-forwarded", forwarded);
    say("files-too-large", large);
    let mut words = words.into_iter();
    let first = words.next()?;
    Some(words.fold(first, |before, word| {
        Phrase::new("files-and")
            .with("before", before)
            .with("word", word)
    }))
}

/// An answer's item as one text: column 6 has no sub-items.
pub(super) fn joined(item: Item) -> String {
    std::iter::once(item.text)
        .chain(item.subitems)
        .collect::<Vec<_>>()
        .join(" ")
}

/// One item, without its number and sub-items.
pub(super) fn result(item: &ResultItem) -> Phrase {
    wording::result(item)
}

/// A text on one line, without the word that introduces it in a sentence of ours.
pub(super) fn without_lead(text: &str, leads: &[&str]) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = leads
        .iter()
        .find_map(|lead| one_line.strip_prefix(lead))
        .map(str::trim);
    match rest {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => one_line,
    }
}

/// The round of a meeting without the words in front of it.
pub(super) fn round(text: &str) -> String {
    without_lead(text, &["การประชุมครั้งที่", "ประชุมครั้งที่", "ครั้งที่"])
}

/// Texts as numbered lines.
pub(super) fn numbered(texts: &[String]) -> Vec<Phrase> {
    lines(texts.iter().map(|text| wording::said(text)).collect())
}

fn lines(items: Vec<Phrase>) -> Vec<Phrase> {
    items
        .into_iter()
        .enumerate()
        .map(|(index, item)| line(index, item))
        .collect()
}

fn line(index: usize, item: Phrase) -> Phrase {
    Phrase::new("item-line")
        .with("number", index + 1)
        .with("item", item)
}
