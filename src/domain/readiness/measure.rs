//! What is looked for within one measure.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::{Detail, Raw, Rule, Spot};
use crate::domain::calendar::{FiscalQuarter, FiscalYear};
use crate::domain::doubt;
use crate::domain::evidence::EvidenceKind;
use crate::domain::numerals::to_arabic;
use crate::domain::period::Period;
use crate::domain::progress::{Content, Progress, ResultItem};
use crate::domain::redaction::{self, Part};
use crate::domain::report::SnapshotRow;
use crate::domain::thai_date::{DateReading, leading};

pub(super) fn check(row: &SnapshotRow, year: FiscalYear, period: Period, found: &mut Vec<Raw>) {
    let mut measure = Measure {
        row,
        year,
        period,
        found,
    };
    let Some(progress) = row.progress.as_ref().filter(|p| !p.results.is_empty()) else {
        return measure.add(Rule::NoResult, [], [], Detail::None);
    };
    measure.papers(progress);
    measure.dates(progress);
    measure.claims(progress);
    measure.outcomes(progress);
    measure.personal();
}

struct Measure<'a> {
    row: &'a SnapshotRow,
    year: FiscalYear,
    period: Period,
    found: &'a mut Vec<Raw>,
}

impl Measure<'_> {
    fn add(
        &mut self,
        rule: Rule,
        results: impl IntoIterator<Item = usize>,
        outcomes: impl IntoIterator<Item = usize>,
        detail: Detail,
    ) {
        let at = Spot {
            measure: Some(self.row.measure.id),
            number: self.row.measure.number,
            results: results.into_iter().collect(),
            outcomes: outcomes.into_iter().collect(),
        };
        self.found.push(Raw { rule, at, detail });
    }

    /// Papers that cannot be found by what is said of them.
    fn papers(&mut self, progress: &Progress) {
        let undated = places(progress, |item| match &item.content {
            Content::Order(order) => order.date.is_none(),
            Content::Cited(cited) => {
                use EvidenceKind::{Announcement, Letter, Memo, Minutes, Order};
                cited.date.is_none()
                    && matches!(cited.paper, Order | Announcement | Memo | Letter | Minutes)
            }
            _ => false,
        });
        if !undated.is_empty() {
            let names = undated
                .iter()
                .filter_map(|&at| match &progress.results.get(at)?.content {
                    Content::Order(order) => Some(order.number.to_string()),
                    Content::Cited(cited) => cited.number.clone().or(Some(cited.subject.clone())),
                    _ => None,
                });
            let detail = Detail::Names(names.collect());
            self.add(Rule::PaperWithoutDate, undated, [], detail);
        }
        let unnumbered = places(progress, |item| match &item.content {
            Content::Cited(cited) => {
                cited.number.is_none() && {
                    use EvidenceKind::{Letter, Memo, Order};
                    matches!(cited.paper, Order | Memo | Letter)
                }
            }
            _ => false,
        });
        if !unnumbered.is_empty() {
            self.add(Rule::PaperWithoutNumber, unnumbered, [], Detail::None);
        }
    }

    /// Evidence outside the year, and a year that was lived in one quarter.
    fn dates(&mut self, progress: &Progress) {
        let dated: Vec<(usize, NaiveDate)> = (0..)
            .zip(&progress.results)
            .flat_map(|(at, item)| {
                let dates = evidence_dates(item, self.year);
                dates.into_iter().map(move |date| (at, date))
            })
            .collect();
        let outside = |&&(_, date): &&(usize, NaiveDate)| !self.year.contains(date);
        let strays: Vec<_> = dated.iter().filter(outside).copied().collect();
        if !strays.is_empty() {
            let mut at: Vec<usize> = strays.iter().map(|(at, _)| *at).collect();
            at.dedup();
            let dates = strays.iter().map(|(_, date)| *date).collect();
            self.add(Rule::EvidenceOutsideYear, at, [], Detail::Dates(dates));
        }
        let mut within = dated.iter().filter(|(_, date)| self.year.contains(*date));
        let (Some((_, first)), several) = (within.next(), within.clone().next().is_some()) else {
            return;
        };
        let quarter = FiscalQuarter::of(*first).quarter;
        // A quarter's report can hold no other.
        let of_quarter = matches!(self.period, Period::Quarter(_));
        if !of_quarter
            && several
            && within.all(|(_, date)| FiscalQuarter::of(*date).quarter == quarter)
        {
            self.add(Rule::OneQuarterOnly, [], [], Detail::Quarter(quarter));
        }
    }

    /// What is said to have been done, without what would show it.
    fn claims(&mut self, progress: &Progress) {
        let charged = places(progress, |item| {
            matches!(&item.content, Content::Text { .. }) && ASSIGNMENT.is_match(&words(item))
        });
        let shown = progress.results.iter().any(|item| match &item.content {
            Content::Order(_) => true,
            Content::Cited(cited) => {
                matches!(cited.paper, EvidenceKind::Order | EvidenceKind::Memo)
            }
            _ => false,
        });
        if !charged.is_empty() && !shown {
            self.add(Rule::AssignmentWithoutOrder, charged, [], Detail::None);
        }
        self.websites(progress);
    }

    /// What is said to be on a website is shown by a picture, or by where it is to be seen and since when; a link
    /// without a day is not enough.
    fn websites(&mut self, progress: &Progress) {
        let pictured = progress.results.iter().any(|item| {
            matches!(&item.content, Content::Pictured { .. }) || !item.files.is_empty()
        });
        if pictured {
            return;
        }
        let linked = |item: &ResultItem| match &item.content {
            Content::Cited(cited) => cited.url.is_some(),
            Content::Text { .. } => LINK.is_match(&words(item)),
            _ => false,
        };
        let dated = |item: &ResultItem| !evidence_dates(item, self.year).is_empty();
        let mut results = progress.results.iter();
        let shown = results.any(|item| linked(item) && dated(item));
        let website = places(progress, |item| match &item.content {
            Content::Text { .. } if linked(item) => !dated(item),
            Content::Text { .. } => !shown && WEBSITE.is_match(&words(item)),
            Content::Cited(cited) => {
                cited.paper == EvidenceKind::Link && !(linked(item) && dated(item))
            }
            _ => false,
        });
        if !website.is_empty() {
            self.add(Rule::WebsiteWithoutLink, website, [], Detail::None);
        }
    }

    fn outcomes(&mut self, progress: &Progress) {
        if progress.outcomes.is_empty() && !progress.nothing_done() {
            return self.add(Rule::NoOutcome, [], [], Detail::None);
        }
        let papers = places(progress, |item| {
            matches!(item.content, Content::Order(_) | Content::Cited(_))
        });
        let denying: Vec<usize> = (0..)
            .zip(&progress.outcomes)
            .filter(|(_, outcome)| {
                doubt::says_nothing_done(outcome) || NOT_YET.is_match(outcome.trim_start())
            })
            .map(|(at, _)| at)
            .collect();
        if !papers.is_empty() && !denying.is_empty() {
            self.add(
                Rule::OutcomeContradictsEvidence,
                papers,
                denying,
                Detail::None,
            );
        }
        let measured = progress.scores.is_some()
            || progress
                .outcomes
                .iter()
                .any(|outcome| FIGURE.is_match(&to_arabic(outcome)));
        if !measured && !progress.nothing_done() {
            self.add(Rule::NoMeasuredOutcome, [], [], Detail::None);
        }
        let wrong: Vec<usize> = (0..)
            .zip(&progress.outcomes)
            .filter(|(_, outcome)| !adds_up(outcome))
            .map(|(at, _)| at)
            .collect();
        if !wrong.is_empty() {
            self.add(Rule::ScoresDoNotAddUp, [], wrong, Detail::None);
        }
    }

    fn personal(&mut self) {
        let places = redaction::places_in(self.row);
        let (mut results, mut outcomes) = (Vec::new(), Vec::new());
        for place in &places {
            match place.part {
                Part::Result(at) => results.push(at),
                Part::Outcome(at) => outcomes.push(at),
            }
        }
        results.dedup();
        outcomes.dedup();
        if !places.is_empty() {
            let found = places.into_iter().map(|place| place.found).collect();
            self.add(
                Rule::PersonalData,
                results,
                outcomes,
                Detail::Personal(found),
            );
        }
    }
}

fn places(progress: &Progress, odd: impl Fn(&ResultItem) -> bool) -> Vec<usize> {
    let items = progress.results.iter().enumerate();
    items
        .filter_map(|(at, item)| odd(item).then_some(at))
        .collect()
}

/// Everything that a person wrote in an item, a line for each part.
pub(super) fn words(item: &ResultItem) -> String {
    let mut parts: Vec<&str> = Vec::new();
    match &item.content {
        Content::Text { text, subitems } => {
            parts.push(text);
            parts.extend(subitems.iter().map(String::as_str));
        }
        Content::Order(order) => parts.push(&order.subject),
        Content::Cited(cited) => {
            parts.push(&cited.subject);
            parts.extend(cited.url.as_deref());
        }
        Content::Pictured { caption } => parts.push(caption),
        Content::NothingDone { reason } => parts.push(reason),
    }
    parts.extend(item.files.iter().filter_map(|file| file.caption.as_deref()));
    parts.join("\n")
}

/// The days that an item says something happened on: of its paper, or written out in its text. The date
/// within a paper's subject is another matter's.
fn evidence_dates(item: &ResultItem, year: FiscalYear) -> Vec<NaiveDate> {
    match &item.content {
        Content::Order(order) => order.date.into_iter().collect(),
        Content::Cited(cited) => cited.date.into_iter().collect(),
        Content::Text { .. } | Content::Pictured { .. } => dates_in(&words(item), year),
        Content::NothingDone { .. } => Vec::new(),
    }
}

/// The dates written out in a text, each with its month's name and its year.
fn dates_in(text: &str, year: FiscalYear) -> Vec<NaiveDate> {
    let text = to_arabic(text).to_lowercase();
    let mut dates = Vec::new();
    let (mut from, mut before) = (0, ' ');
    while let Some(c) = text[from..].chars().next() {
        if c.is_ascii_digit()
            && !before.is_ascii_digit()
            && !matches!(before, '/' | '.')
            && let Some((DateReading::Date(date), length)) = leading(&text[from..], year, false)
        {
            if text[from..from + length].contains(char::is_alphabetic) {
                dates.push(date);
            }
            from += length;
            before = '0';
            continue;
        }
        from += c.len_utf8();
        before = c;
    }
    dates
}

/// Whether a score sentence says the difference and the direction of its two scores; a text that is no
/// such sentence does.
fn adds_up(outcome: &str) -> bool {
    let text = to_arabic(outcome).replace(',', "");
    for sentence in SCORE_SENTENCE.captures_iter(&text) {
        let hundredths = |name: &str| hundredths(sentence.name(name)?.as_str());
        let (Some(by), Some(before), Some(after)) =
            (hundredths("by"), hundredths("before"), hundredths("after"))
        else {
            continue;
        };
        let rises = &sentence["way"] == "เพิ่มขึ้น";
        if after - before != if rises { by } else { -by } {
            return false;
        }
    }
    true
}

fn hundredths(decimal: &str) -> Option<i64> {
    let (whole, part) = decimal.split_once('.').unwrap_or((decimal, ""));
    let part = format!("{part:0<2}");
    Some(whole.parse::<i64>().ok()? * 100 + part.get(..2)?.parse::<i64>().ok()?)
}

static ASSIGNMENT: LazyLock<Regex> =
    LazyLock::new(|| constant(r"(?m)^\s*(?:ได้|มี(?:การ)?)?มอบหมาย(?:ให้)?"));
static WEBSITE: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"(?i)เว็?[บป]\s?ไซ[ตท]์?|web\s?site|face\s?book|เฟ[ซส]\s?บุ๊?[คก]|line\s?official")
});
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"(?i)https?://|\bwww\.|\b[a-z0-9-]+\.(?:go|or|in|ac|co)\.th\b|\bfacebook\.com")
});
static NOT_YET: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^(?:\S{0,30}\s)?ยังไม่(?:มีการ|ได้|มีผล)"));
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"ร้อยละ\s?[0-9]|[0-9.]+\s?(?:%|เปอร์เซ็นต์|คะแนน|คน|ราย|ครั้ง|เรื่อง|แห่ง|บาท|วัน|ชั่วโมง|นาที|โครงการ)",
    )
});
static SCORE_SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"(?s)(?P<way>เพิ่มขึ้น|ลดลง).{0,80}?(?:จำนวน\s?)?(?P<by>[0-9]+(?:\.[0-9]{1,2})?)\s?คะแนน.{0,80}?ได้\s?(?P<before>[0-9]+(?:\.[0-9]{1,2})?)\s?คะแนน.{0,80}?ได้\s?(?P<after>[0-9]+(?:\.[0-9]{1,2})?)\s?คะแนน",
    )
});

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests compile")
}
