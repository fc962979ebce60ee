//! How the facts of a report are said: an order as its official citation, two scores as the sentence
//! that compares them, progress as numbered items. Chat and document say them alike.

pub mod personal;
pub mod readiness;

use crate::domain::citation;
use crate::domain::evidence::{Citation, EvidenceKind};
use crate::domain::period::Period;
use crate::domain::plan::ScoreTopic;
use crate::domain::progress::{Content, Order, Progress, ResultItem, ScoreComparison, ScoreLink};
use crate::domain::score::Change;
use crate::domain::short_code::ShortCode;
use crate::domain::verified::{KeptEvidence, Verified};
use crate::phrase::{Arg, Phrase};

/// What a report covers: ไตรมาสที่ ๑, รอบ ๖ เดือน.
pub fn period(period: Period) -> Phrase {
    let (kind, number) = match period {
        Period::Quarter(quarter) => ("quarter", quarter.number().into()),
        Period::Half => ("months", 6_u32),
        Period::Year => ("months", 12),
    };
    Phrase::new("period")
        .with("kind", Arg::Code(kind.to_owned()))
        .with("number", number)
}

/// A version's number, with what it covers where that is not the year.
pub fn version(of: Period, version: u32) -> Arg {
    match of {
        Period::Year => version.into(),
        of => Phrase::new("version-of-period")
            .with("version", version)
            .with("period", period(of))
            .into(),
    }
}

/// The official citation: คำสั่ง<issuer>ที่ <number>/<year> เรื่อง <subject> ลงวันที่ <date>; without
/// its last part where the date is not known.
pub fn order(order: &Order) -> Phrase {
    let key = if order.date.is_some() {
        "cite-order-dated"
    } else {
        "cite-order"
    };
    let phrase = Phrase::new(key)
        .with("issuer", &order.issuer)
        .with("number", order.number.number())
        .with("year", Arg::Year(order.number.year_be()))
        .with("subject", &order.subject);
    match order.date {
        Some(date) => phrase.with("date", date),
        None => phrase,
    }
}

/// The citation of another paper, of the parts that are known, in the order in which officials cite its
/// kind. Words that were typed although the form says them itself are not said twice.
pub fn paper(cited: &Citation) -> Phrase {
    let cited = citation::tidied(cited);
    let part = |key: &str, value: Option<Arg>| match value {
        Some(value) => Arg::from(Phrase::new(key).with("part", value)),
        None => Arg::from(""),
    };
    let is_named = citation::names_itself(cited.paper, &cited.subject);
    let kind = cited.paper;
    let subject = Some(cited.subject).filter(|subject| !subject.is_empty());
    let key = match kind {
        EvidenceKind::Order => "cite-paper-order",
        EvidenceKind::Announcement => "cite-paper-announcement",
        EvidenceKind::Memo => "cite-paper-memo",
        EvidenceKind::Letter => "cite-paper-letter",
        EvidenceKind::Minutes => "cite-paper-minutes",
        EvidenceKind::Plan if is_named => "cite-paper-plan",
        EvidenceKind::Plan => "cite-paper-plan-of",
        EvidenceKind::Manual if is_named => "cite-paper-manual",
        EvidenceKind::Manual => "cite-paper-manual-of",
        EvidenceKind::Form if is_named => "cite-paper-form",
        EvidenceKind::Form => "cite-paper-form-of",
        EvidenceKind::Link if subject.is_none() => "cite-paper-site",
        EvidenceKind::Link => "cite-paper-link",
    };
    let issuer_key = match kind {
        EvidenceKind::Order | EvidenceKind::Announcement | EvidenceKind::Letter => "cite-part-by",
        _ => "cite-part-unit",
    };
    let number_key = match kind {
        EvidenceKind::Minutes => "cite-part-round",
        _ => "cite-part-number",
    };
    let subject_key = match kind {
        EvidenceKind::Minutes => "cite-part-meeting",
        EvidenceKind::Plan | EvidenceKind::Manual | EvidenceKind::Form | EvidenceKind::Link => {
            "cite-part-name"
        }
        _ => "cite-part-about",
    };
    let date_key = match kind {
        EvidenceKind::Minutes => "cite-part-held",
        EvidenceKind::Link if subject.is_none() => "cite-part-published",
        EvidenceKind::Link => "cite-part-posted",
        _ => "cite-part-dated",
    };
    let url_key = match kind {
        EvidenceKind::Link => "cite-part-address",
        _ => "cite-part-url",
    };
    Phrase::new(key)
        .with("issuer", part(issuer_key, cited.issuer.map(Arg::from)))
        .with("number", part(number_key, cited.number.map(Arg::Label)))
        .with("subject", part(subject_key, subject.map(Arg::from)))
        .with("date", part(date_key, cited.date.map(Arg::from)))
        .with("url", part(url_key, cited.url.map(Arg::from)))
}

/// The sentence that compares two scores. The difference and the word (เพิ่มขึ้น/ลดลง) follow from
/// the two scores.
pub fn scores(topic: &ScoreTopic, pair: &ScoreComparison) -> Phrase {
    let change = pair.pair().change();
    let key = match (pair.link, change) {
        (ScoreLink::Because, Change::Rose(_)) => "score-because-rose",
        (ScoreLink::Because, Change::Fell(_)) => "score-because-fell",
        (ScoreLink::Because, Change::Same) => "score-because-same",
        (ScoreLink::LedTo, Change::Rose(_)) => "score-led-to-rose",
        (ScoreLink::LedTo, Change::Fell(_)) => "score-led-to-fell",
        (ScoreLink::LedTo, Change::Same) => "score-led-to-same",
    };
    let compared = Phrase::new("score-pair")
        .with("before-year", Arg::Year(topic.before_year))
        .with("before", pair.before)
        .with("after-year", Arg::Year(topic.after_year))
        .with("after", pair.after);
    let phrase = Phrase::new(key)
        .with("topic", score_topic(topic))
        .with("before-year", Arg::Year(topic.before_year))
        .with("pair", compared);
    match change {
        Change::Rose(difference) | Change::Fell(difference) => {
            phrase.with("difference", difference)
        }
        Change::Same => phrase,
    }
}

/// What the score is of: a question with its code, or an indicator.
pub fn score_topic(topic: &ScoreTopic) -> Phrase {
    match &topic.code {
        Some(code) => Phrase::new("score-topic-question")
            .with("code", Arg::Label(code.clone()))
            .with("text", &topic.text),
        None => Phrase::new("score-topic-indicator").with("text", &topic.text),
    }
}

/// One item of column 5, without its number; sub-items are the caller's to lay out.
pub fn result(item: &ResultItem) -> Phrase {
    match &item.content {
        Content::Text { text, .. } => said(text),
        Content::Order(cited) => order(cited),
        Content::Cited(cited) => paper(cited),
        Content::Pictured { caption } if caption.is_empty() => {
            match item.files.iter().all(|file| file.photo) {
                true => Phrase::new("pictured-photos"),
                false => Phrase::new("pictured-files"),
            }
        }
        Content::Pictured { caption } => said(caption),
        Content::NothingDone { reason } => Phrase::new("nothing-done").with("reason", reason),
    }
}

/// The items of column 6; the last is joined with the score sentence.
pub fn outcomes(progress: &Progress, topic: Option<&ScoreTopic>) -> Vec<Phrase> {
    let mut items: Vec<Phrase> = progress.outcomes.iter().map(|text| said(text)).collect();
    if let (Some(topic), Some(pair)) = (topic, &progress.scores) {
        let sentence = scores(topic, pair);
        items = match items.pop() {
            Some(last) => {
                items.push(
                    Phrase::new("outcome-with-score")
                        .with("outcome", last)
                        .with("score", sentence),
                );
                items
            }
            None => vec![sentence],
        };
    }
    items
}

/// What a file, or what a code or a hash stands for, turned out to be: `by` is how it was asked, by `file`,
/// `code` or `hash`.
pub fn verified(found: &Verified, by: &str) -> Phrase {
    let what = Phrase::new("verified-what").with("by", Arg::Code(by.to_owned()));
    let mut lines = vec![
        Phrase::new("verified")
            .with("verdict", Arg::Code(found.verdict().as_str().to_owned()))
            .with("what", what),
        Phrase::new("verified-whose")
            .with("office", &found.office_name)
            .with("year", Arg::Year(found.fiscal_year))
            .with("version", version(found.period, found.version)),
    ];
    lines.extend(found.acknowledged.as_ref().map(|decision| {
        Phrase::new("verified-by")
            .with("name", &decision.name)
            .with("position", &decision.position)
            .with("at", Arg::Moment(decision.at))
    }));
    if found.version < found.newest {
        lines.push(
            Phrase::new("verified-newer").with("version", version(found.period, found.newest)),
        );
    }
    let of = found
        .acknowledged
        .as_ref()
        .map_or(&found.sha256, |decision| &decision.sha256);
    lines.extend(
        ShortCode::of(of)
            .map(|code| Phrase::new("check-code").with("code", Arg::Code(code.to_string()))),
    );
    Phrase::new("lines").with("lines", lines)
}

/// What a file is evidence of, with when it was sent.
pub fn evidence(of: &[KeptEvidence], by: &str) -> Phrase {
    let mut lines = Vec::new();
    for kept in of {
        let quarters: Vec<String> = (kept.quarters.iter())
            .map(|quarter| quarter.number().to_string())
            .collect();
        let what = Phrase::new("verified-what").with("by", Arg::Code(by.to_owned()));
        let key = match quarters.is_empty() {
            true => "verified-evidence-unfiled",
            false => "verified-evidence",
        };
        lines.push(
            Phrase::new(key)
                .with("what", what)
                .with("number", kept.number)
                .with("title", &kept.title)
                .with("quarters", Arg::Label(quarters.join(", "))),
        );
        lines.push(
            Phrase::new("verified-evidence-of")
                .with("office", &kept.office_name)
                .with("year", Arg::Year(kept.fiscal_year))
                .with("at", Arg::Moment(kept.sent_at)),
        );
    }
    Phrase::new("lines").with("lines", lines)
}

/// Somebody's own words.
pub fn said(text: &str) -> Phrase {
    Phrase::new("said").with("text", text)
}

#[cfg(test)]
mod tests;
