//! The year on one page, in the report that closes it.

use rapsap::document::from_snapshot;
use rapsap::document::json::json;
use rapsap::document::photos::Photos;
use rapsap::document::xlsx::xlsx;
use rapsap::domain::calendar::Quarter;
use rapsap::domain::office::MeasureId;
use rapsap::domain::overview::{EarlierReport, Idle, YearSoFar};
use rapsap::domain::period::Period;
use rapsap::domain::report::Snapshot;
use rapsap::l10n::L10n;

use super::docx;
use super::snapshot::{COMPILED, HASH, with_files};
use crate::document::set_with;
use crate::pdf_text::{normal, pages_of};

fn earlier(period: Period, version: u32, days: i64, note: Option<&str>) -> EarlierReport {
    EarlierReport {
        period,
        version,
        at: COMPILED - days * 24 * 3_600_000,
        name: "นางสาวแปด บุญยืน".into(),
        position: "นายกองค์การบริหารส่วนตำบลบุ่งคล้า".into(),
        note: note.map(str::to_owned),
        sha256: HASH.into(),
    }
}

/// The real report at the end of a year in which every shorter period was reported: one measure lacks, and of
/// another nothing was done in the third quarter.
pub fn closing() -> Snapshot {
    let mut snapshot = with_files();
    snapshot.rows[4].progress = None;
    snapshot.year = Some(YearSoFar {
        idle: vec![Idle {
            measure: MeasureId(3),
            quarters: vec![Quarter::Third],
        }],
        reports: vec![
            earlier(Period::Quarter(Quarter::First), 1, 270, None),
            earlier(
                Period::Quarter(Quarter::Second),
                2,
                180,
                Some("ให้เร่งรัดการเผยแพร่ข้อมูล"),
            ),
            earlier(Period::Half, 1, 180, None),
            earlier(Period::Quarter(Quarter::Third), 1, 90, None),
            earlier(Period::Quarter(Quarter::Fourth), 3, 2, None),
        ],
    });
    snapshot
}

const HEADING: &str = "ภาพรวมการดำเนินงานตลอดปีงบประมาณ";
const TOLD: [&str; 9] = [
    "มาตรการทั้งหมด ๖ มาตรการ ดำเนินการแล้ว ๔ มาตรการ ดำเนินการบางส่วน ๑ มาตรการ",
    "ไม่มีรายงาน ๑ มาตรการ",
    "ดำเนินการบางส่วน (ไม่มีผลในไตรมาสที่ ๓)",
    "ลดลง ๑.๓๑ คะแนน",
    "รอบ ๖ เดือน",
    "๑๙ เมษายน ๒๕๖๖",
    "นางสาวแปด บุญยืน (นายกองค์การบริหารส่วนตำบลบุ่งคล้า)",
    "ให้เร่งรัดการเผยแพร่ข้อมูล",
    "ผลต่างของคะแนนคำนวณจากคะแนนก่อนและหลัง",
];

#[test]
fn the_closing_report_tells_the_year_on_one_page_behind_the_signatures() {
    let outline = from_snapshot::outline(&L10n::new(), &closing(), &[], None);
    let pages = pages_of(&set_with("overview.pdf", &outline, &Photos::new()));
    let holding = |text: &str| {
        let held = pages.iter().enumerate();
        let held = held.filter(|(_, page)| page.contains(&normal(text)));
        held.map(|(at, _)| at).collect::<Vec<_>>()
    };
    let [at] = holding(HEADING)[..] else {
        panic!("it is on no page or on several");
    };
    for told in TOLD {
        assert!(
            pages[at].contains(&normal(told)),
            "{told} is not in {}",
            pages[at]
        );
    }
    assert_eq!(holding("การรับทราบของผู้บริหาร"), [at - 1]);
    assert_eq!(holding("ดัชนีหลักฐาน"), [at + 1]);
}

#[test]
fn the_document_to_edit_and_the_workbook_tell_the_year_as_well() {
    let (l10n, snapshot) = (L10n::new(), closing());
    let outline = from_snapshot::outline(&l10n, &snapshot, &[], None);
    let parts = docx::parts(&docx::set_with("overview.docx", &outline, &Photos::new()));
    let document = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    for told in TOLD {
        assert!(document.contains(told), "{told}");
    }
    let workbook = xlsx(&l10n, &snapshot).unwrap();
    super::keep("overview.xlsx", &workbook);
    let rows = super::xlsx::rows(&workbook, "ภาพรวม");
    let text: Vec<String> = rows.iter().flatten().map(ToString::to_string).collect();
    let text = text.join("\n");
    for told in [
        "ดำเนินการบางส่วน (ไม่มีผลในไตรมาสที่ ๓)",
        "-1.31",
        "รอบ ๖ เดือน",
        TOLD[6],
    ] {
        assert!(text.contains(told), "{told} is not in\n{text}");
    }
}

#[test]
fn the_data_tells_the_year_by_measure_and_by_report() {
    let bytes = json(&L10n::new(), &closing(), &[], None).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let overview = &value["overview"];
    assert_eq!(overview["measures"][1]["score_change"], "-1.31");
    assert_eq!(overview["measures"][2]["carried_out"], "partly");
    assert_eq!(overview["measures"][2]["idle_quarters"][0], 3);
    assert_eq!(overview["measures"][4]["carried_out"], "unreported");
    assert_eq!(overview["reports"][2]["period"], "half");
    assert_eq!(overview["reports"][4]["version"], 3);
}

#[test]
fn a_year_without_other_reports_says_so_and_a_shorter_period_has_no_overview() {
    let l10n = L10n::new();
    let mut snapshot = closing();
    snapshot.year.as_mut().unwrap().reports.clear();
    let outline = from_snapshot::outline(&l10n, &snapshot, &[], None);
    let pages = pages_of(&set_with("overview-alone.pdf", &outline, &Photos::new()));
    let none = normal("ไม่มีรายงานรายไตรมาสหรือรายงานรอบ ๖ เดือนที่ผู้บริหารรับทราบ");
    assert!(pages.iter().any(|page| page.contains(&none)));
    snapshot.year = None;
    let outline = from_snapshot::outline(&l10n, &snapshot, &[], None);
    let headings = outline.annexes.iter().flat_map(|annex| &annex.heading);
    assert!(headings.clone().count() > 0);
    assert!(headings.clone().all(|heading| heading != HEADING));
}
