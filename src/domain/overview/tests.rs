use super::*;
use crate::domain::office::UnitId;
use crate::domain::plan::{ScoreTopic, Wording};
use crate::domain::progress::{Content, Progress, ResultItem, ScoreComparison, ScoreLink};
use crate::domain::score::Score;

fn done() -> ResultItem {
    ResultItem::new(Content::Text {
        text: "จัดประชุมชี้แจง".into(),
        subitems: Vec::new(),
    })
}

fn nothing() -> ResultItem {
    ResultItem::new(Content::NothingDone {
        reason: "งบประมาณไม่เพียงพอ".into(),
    })
}

fn said(results: Vec<ResultItem>, outcomes: &[&str]) -> Progress {
    Progress {
        results,
        outcomes: outcomes.iter().map(|&said| said.into()).collect(),
        ..Progress::default()
    }
}

fn row(number: u32, progress: Option<Progress>) -> SnapshotRow {
    SnapshotRow {
        measure: Measure {
            id: MeasureId(number.into()),
            number,
            title: "การมอบหมายงาน".into(),
            methods: Vec::new(),
            unit: UnitId(1),
            period: String::new(),
            score: (number < 4).then(|| ScoreTopic {
                code: None,
                text: "การปฏิบัติหน้าที่".into(),
                before_year: 2565,
                after_year: 2566,
                before: None,
            }),
        },
        responsible: String::new(),
        progress,
    }
}

fn year(rows: Vec<SnapshotRow>, idle: &[(i64, Quarter)]) -> Snapshot {
    Snapshot {
        schema: 1,
        office_name: String::new(),
        office_address: String::new(),
        fiscal_year: 2566,
        period: Period::Year,
        version: 1,
        wording: Wording::default(),
        unit_in_charge: String::new(),
        rows,
        signers: Vec::new(),
        names: Vec::new(),
        compiled_at: 0,
        files: Vec::new(),
        log: Vec::new(),
        year: Some(YearSoFar {
            idle: idle
                .iter()
                .map(|(measure, quarter)| Idle {
                    measure: MeasureId(*measure),
                    quarters: vec![*quarter],
                })
                .collect(),
            reports: Vec::new(),
        }),
    }
}

#[test]
fn how_far_a_measure_was_carried_out_follows_from_what_was_reported_of_it() {
    let snapshot = year(
        vec![
            row(1, Some(said(vec![done()], &["บุคลากรเข้าใจ"]))),
            row(2, Some(said(vec![done()], &["บุคลากรเข้าใจ"]))),
            row(3, Some(said(vec![done()], &[]))),
            row(4, Some(said(vec![nothing()], &[]))),
            row(5, None),
        ],
        &[(2, Quarter::Third), (4, Quarter::Fourth)],
    );
    let overview = of(&snapshot).unwrap();
    let carried: Vec<Carried> = (overview.measures.iter())
        .map(|short| short.carried)
        .collect();
    let expected = [
        Carried::Done,
        Carried::Partly,
        Carried::Partly,
        Carried::NotDone,
        Carried::Unreported,
    ];
    assert_eq!(carried, expected);
    assert_eq!(overview.measures[1].idle, [Quarter::Third]);
    // Of what was not done at all, no quarter need be named.
    assert!(overview.measures[3].idle.is_empty());
    assert_eq!(overview.count(Carried::Partly), 2);
}

#[test]
fn moves_are_counted_of_measures_with_a_question_only() {
    let mut rows: Vec<SnapshotRow> = (1..=4)
        .map(|number| row(number, Some(said(vec![done()], &["ดีขึ้น"]))))
        .collect();
    let score = |hundredths| Score::from_hundredths(hundredths).unwrap();
    for (row, after) in rows.iter_mut().zip([8294, 8425]) {
        row.progress.as_mut().unwrap().scores = Some(ScoreComparison {
            before: score(8425),
            after: score(after),
            link: ScoreLink::Because,
        });
    }
    let moves = of(&year(rows, &[])).unwrap().moves();
    let expected = Moves {
        rose: 0,
        fell: 1,
        same: 1,
        open: 1,
    };
    assert_eq!(moves, expected);
}

#[test]
fn a_version_from_before_there_were_overviews_has_none() {
    let mut snapshot = year(vec![row(1, None)], &[]);
    snapshot.year = None;
    assert_eq!(of(&snapshot), None);
}
