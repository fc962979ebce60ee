use super::*;
use crate::domain::calendar::Quarter;
use crate::domain::evidence::{Citation, EvidenceKind, FileRef};
use crate::domain::office::{FileId, PersonId, PostId, UnitId};
use crate::domain::overview::{EarlierReport, YearSoFar};
use crate::domain::period::Period;
use crate::domain::plan::{Measure, Wording};
use crate::domain::progress::{Content, Progress, ResultItem};
use crate::domain::report::{DecisionKind, Happened, Happening};

const MARK: &str = "[ปกปิด]";

fn text(text: &str) -> ResultItem {
    ResultItem::new(Content::Text {
        text: text.into(),
        subitems: Vec::new(),
    })
}

fn row(id: i64, results: Vec<ResultItem>, outcomes: &[&str]) -> SnapshotRow {
    SnapshotRow {
        measure: Measure {
            id: MeasureId(id),
            number: id as u32,
            title: "ควบคุมการใช้รถ".into(),
            methods: vec!["จัดทำบัญชี".into()],
            unit: UnitId(1),
            period: "ต.ค. ๖๕ - ก.ย. ๖๖".into(),
            score: None,
        },
        responsible: "กองคลัง".into(),
        progress: Some(Progress {
            results,
            outcomes: outcomes.iter().map(|&text| text.into()).collect(),
            insisted: Some("โทร 0812345678 แล้ว".into()),
            ..Progress::default()
        }),
    }
}

fn snapshot(rows: Vec<SnapshotRow>) -> Snapshot {
    Snapshot {
        schema: 1,
        office_name: "องค์การบริหารส่วนตำบลตัวอย่าง".into(),
        office_address: "โทร. ๐๘๑ ๒๓๔ ๕๖๗๘".into(),
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
        log: vec![Happened {
            at: 0,
            what: Happening::SentBack,
            version: None,
            measure: Some(1),
            quarter: Some(Quarter::First),
            name: "นางสาวหนึ่ง".into(),
            note: Some("แก้เลข 1234567890121 ด้วย".into()),
        }],
        year: None,
    }
}

fn acknowledged(note: &str) -> Decision {
    Decision {
        kind: DecisionKind::Acknowledged,
        post: PostId(1),
        person: PersonId(1),
        name: String::new(),
        position: String::new(),
        at: 0,
        note: Some(note.into()),
        measure: None,
        sha256: String::new(),
    }
}

#[test]
fn what_is_hidden_at_one_place_is_hidden_wherever_and_however_it_is_written() {
    let mut letter = ResultItem::new(Content::Cited(Citation {
        paper: EvidenceKind::Letter,
        subject: "ขอใช้รถ โทร. 081 234 5678".into(),
        ..Citation::default()
    }));
    letter.files.push(FileRef {
        id: FileId(1),
        photo: false,
        name: Some("0812345678.pdf".into()),
        caption: Some("ผู้ขอ (+66 81-234-5678)".into()),
        forwarded: false,
        album: None,
        too_large: false,
    });
    let report = snapshot(vec![
        row(
            1,
            vec![text("ติดต่อ ๐๘๑-๒๓๔-๕๖๗๘ ได้ทุกวัน"), letter],
            &["มีผู้โทร 0898765432"],
        ),
        row(2, vec![text("รถทะเบียน กข 1234")], &[]),
    ]);
    let found = places(&report);
    assert_eq!(found.len(), 6);
    let hidden = BTreeSet::from([found[0].key]);
    let made = published(&report, &[acknowledged("โทรแจ้ง 0812345678")], &hidden, MARK);
    let said = serde_json::to_string(&(&made.snapshot, &made.decisions)).unwrap();
    for number in ["5678", "๕๖๗๘", "1234567890121"] {
        assert!(!said.contains(number), "{number} is in {said}");
    }
    // Nobody asked for these.
    assert!(said.contains("0898765432") && said.contains("กข 1234"));
    assert_eq!(made.open, 2);
    assert_eq!(open(&found, &hidden).len(), 2);
    assert!(said.contains("ติดต่อ [ปกปิด] ได้ทุกวัน") && said.contains("โทรแจ้ง [ปกปิด]"));
}

#[test]
fn the_instruction_of_an_earlier_report_is_hidden_in_the_years_overview_as_in_its_own() {
    let mut report = snapshot(vec![row(1, vec![text("ประชุมชี้แจง")], &[])]);
    report.log.clear();
    report.year = Some(YearSoFar {
        idle: Vec::new(),
        reports: vec![EarlierReport {
            period: Period::Half,
            version: 1,
            at: 0,
            name: "นางสาวหนึ่ง".into(),
            position: "นายก".into(),
            note: Some("ให้โทร 081-234-5678".into()),
            sha256: String::new(),
        }],
    });
    let made = published(&report, &[], &BTreeSet::new(), MARK);
    let note = made.snapshot.year.unwrap().reports[0].note.clone();
    assert_eq!(note.as_deref(), Some("ให้โทร [ปกปิด]"));
}

#[test]
fn a_decision_is_about_the_text_as_it_stands_wherever_it_stands() {
    let key = |said: &str, measure: i64| {
        places(&snapshot(vec![row(
            measure,
            vec![text("อื่น"), text(said)],
            &[],
        )]))[0]
            .key
    };
    let before = key("โทร 0812345678", 1);
    assert_eq!(before, key("โทร 0812345678", 1));
    assert_ne!(
        before,
        key("โทร 0812345678 ต่อ 1", 1),
        "the text has changed"
    );
    assert_ne!(before, key("โทร 0812345678", 2), "of another measure");
    let moved = snapshot(vec![row(1, vec![text("โทร 0812345678")], &[])]);
    assert_eq!(places(&moved)[0].key, before, "it stands elsewhere");
}

#[test]
fn where_nothing_is_hidden_the_copy_says_what_the_version_says() {
    let mut report = snapshot(vec![row(1, vec![text("โทร 0812345678")], &[])]);
    report.log.clear();
    report.rows[0].progress.as_mut().unwrap().insisted = None;
    let made = published(&report, &[], &BTreeSet::new(), MARK);
    assert_eq!((made.hidden, made.open), (0, 1));
    assert_eq!(made.snapshot, report);
}
