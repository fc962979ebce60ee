//! The real report of fiscal year 2566 as a version that was checked and acknowledged, with files beside
//! some of its results.

use rapsap::document::from_snapshot;
use rapsap::document::outline::Row;
use rapsap::domain::evidence::{Citation, EvidenceKind, FileRef};
use rapsap::domain::office::{FileId, MeasureId, PersonId, PostId, Role, UnitId};
use rapsap::domain::order::OrderNumber;
use rapsap::domain::plan::{Measure, Wording};
use rapsap::domain::progress::{Content, Order, Progress, ResultItem, ScoreComparison, ScoreLink};
use rapsap::domain::report::{Decision, DecisionKind, Signer, Snapshot, SnapshotRow};
use rapsap::domain::score::Score;
use rapsap::l10n::L10n;
use rapsap::plan_file;

use crate::document;
use crate::golden_report::{self, Golden, before_the_score};

/// 16 October 2023, 09:00 in Bangkok.
pub const COMPILED: i64 = 1_697_421_600_000;
pub const HASH: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

pub fn golden() -> Snapshot {
    let golden = Golden::read();
    let plan =
        plan_file::read("plan.toml", include_str!("../../../src/sample_office.toml")).unwrap();
    let rows = golden.measure.iter().map(|measure| {
        let entry = plan
            .measures
            .iter()
            .find(|entry| entry.number == measure.no);
        SnapshotRow {
            measure: Measure {
                id: MeasureId(measure.no.into()),
                number: measure.no,
                title: measure.title.clone(),
                methods: measure.methods.clone(),
                unit: UnitId(1),
                period: measure.period.clone(),
                score: entry.unwrap().score.clone(),
            },
            responsible: measure.unit_text.clone(),
            progress: Some(progress(&golden, measure)),
        }
    });
    let pages = document::golden();
    let roles = [
        Role::Reporter,
        Role::Verifier,
        Role::Verifier,
        Role::Executive,
    ];
    Snapshot {
        schema: 1,
        office_name: plan.office_name.clone(),
        office_address: plan.address.clone(),
        fiscal_year: 2566,
        period: Default::default(),
        version: 3,
        wording: Wording::default(),
        unit_in_charge: "งานวางแผนสถิติและวิชาการ".into(),
        rows: rows.collect(),
        signers: (1..)
            .zip(roles)
            .zip(&pages.signers)
            .map(|((post, role), signer)| Signer {
                post: PostId(post),
                role,
                name: signer.name.clone(),
                position: signer.position.clone(),
            })
            .collect(),
        names: pages.names,
        compiled_at: COMPILED,
        files: Vec::new(),
        log: Vec::new(),
        year: None,
    }
}

fn progress(golden: &Golden, measure: &golden_report::Measure) -> Progress {
    let said = measure
        .outcomes
        .iter()
        .map(|outcome| before_the_score(outcome));
    let link = match said.clone().find_map(|(_, link)| link) {
        Some(led) if led.starts_with("ส่งผลให้") => ScoreLink::LedTo,
        _ => ScoreLink::Because,
    };
    let score = |id: &String| {
        let score = golden.score.iter().find(|score| score.id == *id).unwrap();
        ScoreComparison {
            before: Score::parse(&score.before).unwrap(),
            after: Score::parse(&score.after).unwrap(),
            link,
        }
    };
    Progress {
        results: measure
            .result
            .iter()
            .map(|result| ResultItem::new(content(golden, result)))
            .collect(),
        outcomes: said.map(|(outcome, _)| outcome.to_owned()).collect(),
        scores: measure.score.as_ref().map(score),
        ..Progress::default()
    }
}

fn content(golden: &Golden, result: &golden_report::ResultItem) -> Content {
    let evidence = golden.evidence(&result.evidence[0]);
    match evidence.number {
        Some(number) => Content::Order(Order {
            issuer: "องค์การบริหารส่วนตำบลบุ่งคล้า".into(),
            number: OrderNumber::new(number, 2566).unwrap(),
            subject: evidence.subject.clone().unwrap(),
            date: evidence.date.map(|date| date.to_string().parse().unwrap()),
        }),
        None => Content::Text {
            text: golden.result(result),
            subitems: result.subitems.clone(),
        },
    }
}

/// Likewise, with photos and files, and papers of other kinds.
pub fn with_files() -> Snapshot {
    let mut snapshot = golden();
    let results = |snapshot: &mut Snapshot, row: usize| {
        std::mem::take(&mut snapshot.rows[row].progress.as_mut().unwrap().results)
    };
    let mut first = results(&mut snapshot, 0);
    first[0].files = vec![
        file(11, Some("รายงานการประชุม.pdf"), false),
        photo(12, "ประชุมผู้บริหาร"),
    ];
    snapshot.rows[0].progress.as_mut().unwrap().results = first;
    let mut second = results(&mut snapshot, 1);
    second[0].files = vec![file(13, Some("คำสั่ง 63-2566.PDF"), false)];
    second.push(ResultItem {
        files: vec![photo(14, "มอบหมายงาน"), photo(15, "มอบหมายงาน")],
        ..ResultItem::new(Content::Pictured {
            caption: "ภาพการประชุมมอบหมายงาน".into(),
        })
    });
    second.push(ResultItem::new(Content::Cited(Citation {
        paper: EvidenceKind::Link,
        subject: "ประกาศนโยบาย".into(),
        url: Some("https://www.example.go.th/policy".into()),
        ..Citation::default()
    })));
    snapshot.rows[1].progress.as_mut().unwrap().results = second;
    snapshot.rows[2].progress.as_mut().unwrap().results[0].files = vec![FileRef {
        too_large: true,
        ..file(16, Some("วีดิทัศน์.pdf"), false)
    }];
    snapshot
}

pub fn file(id: i64, name: Option<&str>, photo: bool) -> FileRef {
    FileRef {
        id: FileId(id),
        photo,
        name: name.map(str::to_owned),
        caption: None,
        forwarded: false,
        album: None,
        too_large: false,
    }
}

fn photo(id: i64, caption: &str) -> FileRef {
    FileRef {
        caption: Some(caption.into()),
        ..file(id, None, true)
    }
}

/// From sending to the acknowledgement, each a minute after the other.
pub fn decisions(snapshot: &Snapshot) -> Vec<Decision> {
    let kinds = [
        DecisionKind::Sent,
        DecisionKind::Approved,
        DecisionKind::Approved,
        DecisionKind::Acknowledged,
    ];
    let taken = kinds.into_iter().zip(&snapshot.signers).zip(1..);
    taken
        .map(|((kind, signer), minute)| Decision {
            kind,
            post: signer.post,
            person: PersonId(signer.post.0),
            name: signer.name.clone(),
            position: signer.position.clone(),
            at: COMPILED + minute * 60_000,
            note: (kind == DecisionKind::Acknowledged)
                .then(|| "ให้ทุกกองทบทวนการมอบหมายงาน".to_owned()),
            measure: None,
            sha256: HASH.into(),
        })
        .collect()
}

#[test]
fn the_real_report_as_a_version_prints_what_the_real_report_says() {
    let outline = from_snapshot::outline(&L10n::new(), &golden(), &[], None);
    let real = document::golden();
    // The plan and the report space one question's wording differently.
    let unspaced = |rows: &[Row]| {
        let cells: Vec<_> = rows.iter().map(|row| &row.cells).collect();
        format!("{cells:?}").replace(' ', "")
    };
    assert_eq!(unspaced(&outline.rows), unspaced(&real.rows));
    assert_eq!(outline.intro, real.intro);
}
