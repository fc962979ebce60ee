//! The real report of fiscal year 2566: every finding that a careful checker raised about it, and no other.

use serde::Deserialize;

use super::*;
use crate::domain::calendar::Quarter;
use crate::domain::evidence::{Citation, EvidenceKind, FileRef};
use crate::domain::office::{FileId, PostId, Role, UnitId};
use crate::domain::order::OrderNumber;
use crate::domain::plan::{Measure, ScoreTopic};
use crate::domain::progress::{Content, Order, Progress, ResultItem, ScoreComparison, ScoreLink};
use crate::domain::report::{DecisionKind, Signer, SnapshotRow};
use crate::domain::score::Score;

#[derive(Deserialize)]
struct Golden {
    measure: Vec<GoldenMeasure>,
    evidence: Vec<GoldenEvidence>,
    score: Vec<GoldenScore>,
}

#[derive(Deserialize)]
struct GoldenMeasure {
    no: u32,
    title: String,
    methods: Vec<String>,
    period: String,
    score: Option<String>,
    outcomes: Vec<String>,
    result: Vec<GoldenResult>,
}

#[derive(Deserialize)]
struct GoldenResult {
    text: Option<String>,
    #[serde(default)]
    subitems: Vec<String>,
    evidence: Vec<String>,
}

#[derive(Deserialize)]
struct GoldenEvidence {
    id: String,
    number: Option<u32>,
    year_be: Option<i32>,
    subject: Option<String>,
    date: Option<toml::value::Datetime>,
    title: Option<String>,
}

#[derive(Deserialize)]
struct GoldenScore {
    id: String,
    level: String,
    code: Option<String>,
    before: String,
    after: String,
}

fn content(golden: &Golden, result: &GoldenResult) -> Content {
    let named = |id: &String| golden.evidence.iter().find(|evidence| evidence.id == *id);
    let evidence = result.evidence.first().and_then(named).unwrap();
    if let Some(number) = evidence.number {
        return Content::Order(Order {
            issuer: "องค์การบริหารส่วนตำบลบุ่งคล้า".into(),
            number: OrderNumber::new(number, evidence.year_be.unwrap()).unwrap(),
            subject: evidence.subject.clone().unwrap(),
            date: evidence.date.map(|date| date.to_string().parse().unwrap()),
        });
    }
    let text = result
        .text
        .clone()
        .or_else(|| evidence.title.clone())
        .unwrap();
    if text.starts_with("แบบประเมิน") || text.starts_with("คู่มือ")
    {
        return Content::Cited(Citation {
            paper: EvidenceKind::Form,
            subject: text,
            ..Citation::default()
        });
    }
    Content::Text {
        text,
        subitems: result.subitems.clone(),
    }
}

fn signer(post: i64, role: Role, name: &str) -> Signer {
    Signer {
        post: PostId(post),
        role,
        name: name.into(),
        position: String::new(),
    }
}

fn golden() -> Snapshot {
    let golden: Golden =
        toml::from_str(include_str!("../../../tests/fixtures/report-2566.toml")).unwrap();
    let score = |id: &String| golden.score.iter().find(|score| score.id == *id).unwrap();
    let rows = golden.measure.iter().map(|measure| {
        let score = measure.score.as_ref().map(score);
        let decimal = |text: &str| Score::parse(text).unwrap();
        let progress = Progress {
            results: measure
                .result
                .iter()
                .map(|result| ResultItem::new(content(&golden, result)))
                .collect(),
            outcomes: measure.outcomes.clone(),
            scores: score.map(|score| ScoreComparison {
                before: decimal(&score.before),
                after: decimal(&score.after),
                link: ScoreLink::Because,
            }),
            ..Progress::default()
        };
        SnapshotRow {
            measure: Measure {
                id: MeasureId(measure.no.into()),
                number: measure.no,
                title: measure.title.clone(),
                methods: measure.methods.clone(),
                unit: UnitId(1),
                period: measure.period.clone(),
                score: score.map(|score| ScoreTopic {
                    code: score.code.clone().filter(|_| score.level == "question"),
                    text: String::new(),
                    before_year: 2565,
                    before: None,
                    after_year: 2566,
                }),
            },
            responsible: String::new(),
            progress: Some(progress),
        }
    });
    Snapshot {
        rows: rows.collect(),
        signers: vec![
            signer(1, Role::Reporter, "ผู้รายงาน"),
            signer(2, Role::Verifier, "ผู้ตรวจสอบ"),
            signer(3, Role::Executive, "ผู้บริหาร"),
        ],
        ..empty()
    }
}

fn empty() -> Snapshot {
    serde_json::from_value(serde_json::json!({
        "schema": 1, "office_name": "องค์การบริหารส่วนตำบลบุ่งคล้า", "office_address": "", "fiscal_year": 2566,
        "version": 1, "wording": {}, "unit_in_charge": "", "rows": [], "signers": [], "names": [],
        "compiled_at": 0
    }))
    .unwrap()
}

fn found(snapshot: &Snapshot, decisions: &[Decision]) -> Vec<Finding> {
    let requirements = Requirements::of(2566, &snapshot.office_name, &[]);
    check(snapshot, None, decisions, &requirements)
}

/// The rule, the measure's number and the items, in brackets those of column 6.
fn listed(findings: &[Finding]) -> Vec<String> {
    let mut lines: Vec<String> = findings
        .iter()
        .map(|Finding { rule, at, .. }| {
            let items = |items: &[usize]| {
                let numbers = items.iter().map(|at| (at + 1).to_string());
                numbers.collect::<Vec<_>>().join(",")
            };
            format!(
                "{} {} {}{}",
                rule.as_str(),
                at.number,
                items(&at.results),
                match at.outcomes.as_slice() {
                    [] => String::new(),
                    outcomes => format!("({})", items(outcomes)),
                }
            )
            .trim_end()
            .to_owned()
        })
        .collect();
    lines.sort();
    lines
}

/// The golden data's own list, one line for each measure. That page 1 of the typed report has another
/// header than the pages after it cannot be found here: the compiled one has a single header.
#[test]
fn on_the_real_report_every_finding_of_a_careful_checker_is_made_and_no_other() {
    assert_eq!(
        listed(&found(&golden(), &[])),
        [
            "assignment-without-order 4 1",
            "assignment-without-order 5 1",
            "assignment-without-order 6 1",
            "evidence-outside-year 1 1",
            "missing-sign-off 0",
            "mixed-score-levels 4",
            "no-measured-outcome 1",
            "no-measured-outcome 5",
            "no-measured-outcome 6",
            "one-quarter-only 2",
            "order-maybe-after-year 3 4,5",
            "outcome-contradicts-evidence 2 1,2,3(1)",
            "paper-without-date 3 3,4,5",
            "personal-data 2 2",
            "website-without-link 5 1,2",
            "website-without-link 6 1,2",
        ]
    );
}

#[test]
fn the_gravest_findings_come_first() {
    let findings = found(&golden(), &[]);
    assert!(findings.is_sorted_by_key(|finding| finding.level));
    assert_eq!(
        findings.first().map(|finding| finding.rule),
        Some(Rule::PersonalData)
    );
}

#[test]
fn the_finding_says_what_it_is_about() {
    let findings = found(&golden(), &[]);
    let detail = |rule: Rule| {
        &findings
            .iter()
            .find(|finding| finding.rule == rule)
            .unwrap()
            .detail
    };
    let day = NaiveDate::from_ymd_opt(2022, 9, 9).unwrap();
    assert_eq!(*detail(Rule::EvidenceOutsideYear), Detail::Dates(vec![day]));
    assert_eq!(
        *detail(Rule::OneQuarterOnly),
        Detail::Quarter(Quarter::Second)
    );
    let names = ["439/2566", "468/2566"].map(str::to_owned).to_vec();
    assert_eq!(*detail(Rule::OrderMaybeAfterYear), Detail::Names(names));
    let Detail::Personal(personal) = detail(Rule::PersonalData) else {
        panic!()
    };
    assert_eq!(personal[0].text, "นข ๓๗๓๖");
}

/// One measure with these results and outcomes.
fn one(results: Vec<ResultItem>, outcomes: &[&str]) -> Snapshot {
    let mut snapshot = golden();
    snapshot.rows.truncate(1);
    snapshot.signers.clear();
    snapshot.rows[0].progress = Some(Progress {
        results,
        outcomes: outcomes.iter().map(|&text| text.into()).collect(),
        ..Progress::default()
    });
    snapshot
}

fn text(text: &str) -> ResultItem {
    ResultItem::new(Content::Text {
        text: text.into(),
        subitems: Vec::new(),
    })
}

#[test]
fn a_website_with_its_address_or_a_picture_is_enough() {
    let bare = text("ปรับปรุงข้อมูลในเว็บไซต์ของหน่วยงาน");
    let outcome = ["มีผู้เข้าชม 120 ครั้ง"];
    assert_eq!(
        listed(&found(&one(vec![bare.clone()], &outcome), &[])),
        ["website-without-link 1 1"]
    );
    let linked = text("ปรับปรุงข้อมูลในเว็บไซต์ www.bungkla.go.th");
    assert_eq!(listed(&found(&one(vec![linked], &outcome), &[])), [""; 0]);
    let mut pictured = bare;
    pictured.files.push(FileRef {
        id: FileId(1),
        photo: true,
        name: None,
        caption: None,
        forwarded: false,
        album: None,
        too_large: false,
    });
    assert_eq!(listed(&found(&one(vec![pictured], &outcome), &[])), [""; 0]);
}

#[test]
fn a_measure_without_results_or_without_an_outcome_is_named() {
    let mut nothing = one(vec![], &[]);
    assert_eq!(listed(&found(&nothing, &[])), ["no-result 1"]);
    nothing.rows[0].progress = None;
    assert_eq!(listed(&found(&nothing, &[])), ["no-result 1"]);
    let dated = text("ประชุมเมื่อวันที่ 5 มกราคม 2566");
    assert_eq!(
        listed(&found(&one(vec![dated], &[]), &[])),
        ["no-outcome 1"]
    );
}

#[test]
fn a_typed_score_sentence_must_say_the_difference_of_its_scores() {
    let sentence = |by: &str, way: &str| {
        format!(
            "ผลคะแนน{way}จากปีงบประมาณ พ.ศ. ๒๕๖๕ จำนวน {by} คะแนน (ปีงบประมาณ พ.ศ. ๒๕๖๕ ได้ ๘๔.๒๕ คะแนน \
             และในปีงบประมาณ พ.ศ. ๒๕๖๖ ได้ ๘๒.๙๔ คะแนน)"
        )
    };
    let typed = |outcome: String| listed(&found(&one(vec![text("มีการประชุม")], &[&outcome]), &[]));
    assert_eq!(typed(sentence("๑.๓๑", "ลดลง")), [""; 0]);
    assert_eq!(
        typed(sentence("๑.๓๐", "ลดลง")),
        ["scores-do-not-add-up 1 (1)"]
    );
    assert_eq!(
        typed(sentence("๑.๓๑", "เพิ่มขึ้น")),
        ["scores-do-not-add-up 1 (1)"]
    );
}

#[test]
fn who_has_signed_is_named_no_longer() {
    let mut snapshot = golden();
    snapshot.rows.clear();
    let decided = |kind: DecisionKind, post: i64| Decision {
        kind,
        post: PostId(post),
        person: crate::domain::office::PersonId(post),
        name: String::new(),
        position: String::new(),
        at: 0,
        note: None,
        measure: None,
        sha256: String::new(),
    };
    let some = [
        decided(DecisionKind::Sent, 1),
        decided(DecisionKind::Approved, 2),
    ];
    let findings = found(&snapshot, &some);
    assert_eq!(findings[0].detail, Detail::Names(vec!["ผู้บริหาร".into()]));
    let all = [some.as_slice(), &[decided(DecisionKind::Acknowledged, 3)]].concat();
    assert_eq!(found(&snapshot, &all), []);
}
