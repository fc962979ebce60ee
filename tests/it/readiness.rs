//! What an assessor would mark down in the real report of fiscal year 2566: every finding that a careful
//! checker raised about it, and no other.

use chrono::NaiveDate;
use rapsap::domain::calendar::Quarter;
use rapsap::domain::evidence::{Citation, EvidenceKind, FileRef};
use rapsap::domain::office::{FileId, PersonId, PostId, Role};
use rapsap::domain::period::Period;
use rapsap::domain::progress::{Content, Progress, ResultItem};
use rapsap::domain::readiness::requirements::Requirements;
use rapsap::domain::readiness::{Detail, Finding, Rule, check};
use rapsap::domain::report::{Decision, DecisionKind, Signer, Snapshot};

use crate::faces::snapshot::golden;

fn signer(post: i64, role: Role, name: &str) -> Signer {
    Signer {
        post: PostId(post),
        role,
        name: name.into(),
        position: String::new(),
    }
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
fn a_website_with_its_address_and_day_or_a_picture_is_enough() {
    let bare = text("ปรับปรุงข้อมูลในเว็บไซต์ของหน่วยงาน");
    let outcome = ["มีผู้เข้าชม 120 ครั้ง"];
    assert_eq!(
        listed(&found(&one(vec![bare.clone()], &outcome), &[])),
        ["website-without-link 1 1"]
    );
    let of = |results: &[ResultItem]| listed(&found(&one(results.to_vec(), &outcome), &[]));
    let found_at = |at: &str| [format!("website-without-link 1 {at}")];
    let linked = text("ปรับปรุงข้อมูลในเว็บไซต์ www.bungkla.go.th");
    let dated = text("ปรับปรุงข้อมูลในเว็บไซต์ www.bungkla.go.th เมื่อวันที่ 5 มกราคม 2566");
    // Where it can be seen, and not since when.
    assert_eq!(of(std::slice::from_ref(&linked)), found_at("1"));
    assert_eq!(of(std::slice::from_ref(&dated)), [""; 0]);
    // What one item shows, another that names the website need not; a link of its own needs its day.
    assert_eq!(of(&[bare.clone(), dated.clone()]), [""; 0]);
    assert_eq!(of(&[dated, linked]), found_at("2"));
    let page = |date: Option<NaiveDate>, url: Option<&str>| {
        ResultItem::new(Content::Cited(Citation {
            paper: EvidenceKind::Link,
            subject: "นโยบายไม่รับของขวัญ".into(),
            date,
            url: url.map(str::to_owned),
            ..Citation::default()
        }))
    };
    let (day, url) = (
        NaiveDate::from_ymd_opt(2023, 1, 5),
        Some("https://www.bungkla.go.th/policy"),
    );
    assert_eq!(of(&[page(day, url), bare.clone()]), [""; 0]);
    for short in [page(None, url), page(day, None)] {
        assert_eq!(of(&[short]), found_at("1"));
    }
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
    snapshot.signers = vec![
        signer(1, Role::Reporter, "ผู้รายงาน"),
        signer(2, Role::Verifier, "ผู้ตรวจสอบ"),
        signer(3, Role::Executive, "ผู้บริหาร"),
    ];
    let decided = |kind: DecisionKind, post: i64| Decision {
        kind,
        post: PostId(post),
        person: PersonId(post),
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

#[test]
fn a_quarters_report_is_not_blamed_for_lying_in_one_quarter_and_the_years_is() {
    let of = |period| {
        let snapshot = Snapshot { period, ..golden() };
        let mut rules: Vec<Rule> = found(&snapshot, &[]).iter().map(|of| of.rule).collect();
        let before = rules.len();
        rules.retain(|rule| *rule != Rule::OneQuarterOnly);
        (before - rules.len(), rules)
    };
    let (year, rest) = of(Period::Year);
    let (quarter, others) = of(Period::Quarter(Quarter::Second));
    assert!(year > 0 && quarter == 0, "{year} {quarter}");
    assert_eq!(rest, others);
}
