//! How the facts of a report are said: an order as its official citation, two scores as the sentence
//! that compares them, progress as numbered items. Chat and document say them alike.

use crate::domain::evidence::{Citation, EvidenceKind};
use crate::domain::plan::ScoreTopic;
use crate::domain::progress::{Content, Order, Progress, ResultItem, ScoreComparison, ScoreLink};
use crate::domain::score::Change;
use crate::phrase::{Arg, Phrase};

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

/// The citation of another paper, of the parts that are known.
pub fn paper(cited: &Citation) -> Phrase {
    let part = |key: &str, name: &str, text: Option<Arg>| match text {
        Some(text) => Arg::from(Phrase::new(key).with(name, text)),
        None => Arg::from(""),
    };
    Phrase::new("cite-paper")
        .with("paper", Arg::Code(cited.paper.as_str().to_owned()))
        .with("issuer", cited.issuer.as_deref().unwrap_or_default())
        .with(
            "number",
            part(
                match cited.paper {
                    EvidenceKind::Minutes => "cite-paper-round",
                    _ => "cite-paper-number",
                },
                "number",
                cited.number.clone().map(Arg::Label),
            ),
        )
        .with("subject", &cited.subject)
        .with(
            "date",
            part("cite-paper-date", "date", cited.date.map(Arg::from)),
        )
        .with(
            "url",
            part("cite-paper-url", "url", cited.url.clone().map(Arg::Code)),
        )
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

/// Somebody's own words.
pub fn said(text: &str) -> Phrase {
    Phrase::new("said").with("text", text)
}
