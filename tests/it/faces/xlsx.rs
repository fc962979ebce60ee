//! The workbook of a version, read back by another library than the one that writes it.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use rapsap::document::from_snapshot;
use rapsap::document::xlsx::xlsx;
use rapsap::domain::progress::{Content, ResultItem};
use rapsap::domain::report::Snapshot;
use rapsap::l10n::L10n;

use super::snapshot::{golden, with_files};
use super::whole;

fn set(name: &str, snapshot: &Snapshot) -> Vec<u8> {
    let bytes = xlsx(&L10n::new(), snapshot).unwrap();
    super::keep(name, &bytes);
    bytes
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

/// The rows below a sheet's header.
pub fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let range = open(bytes).worksheet_range(sheet).unwrap();
    range.rows().skip(3).map(<[Data]>::to_vec).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn the_table_holds_every_item_of_the_report_in_its_column_and_order() {
    for (name, snapshot) in [
        ("golden.xlsx", golden()),
        ("golden-places.xlsx", whole::version(1)),
        ("ten-times-places.xlsx", whole::version(10)),
    ] {
        holds_every_item(name, &snapshot);
    }
}

fn holds_every_item(name: &str, snapshot: &Snapshot) {
    let outline = from_snapshot::outline(&L10n::new(), snapshot, &[], None);
    let rows = rows(&set(name, snapshot), "รายงาน");
    for column in 0..6 {
        let held: Vec<String> = rows
            .iter()
            .filter_map(|row| match &row[column] {
                Data::String(text) if !text.is_empty() => Some(text.trim().to_owned()),
                _ => None,
            })
            .collect();
        let paras = outline.rows.iter().flat_map(|row| &row.cells[column]);
        let printed: Vec<String> = paras
            .map(|para| match &para.number {
                Some(number) => format!("{number} {}", para.text),
                None => para.text.clone(),
            })
            .collect();
        assert_eq!(held, printed);
    }
}

#[test]
fn scores_are_numbers_to_the_hundredth_and_dates_are_dates() {
    let bytes = set("files.xlsx", &with_files());
    let scores = rows(&bytes, "คะแนน ITA");
    assert_eq!(scores[0][0], Data::Float(2.0));
    assert_eq!(scores[0][1], Data::String("i13".into()));
    assert_eq!(scores[0][3], Data::Float(2565.0));
    assert_eq!(scores[0][4], Data::Float(84.25));
    assert_eq!(scores[0][6], Data::Float(82.94));
    assert_eq!(scores[0][7], Data::Float(-1.31));
    let evidence = rows(&bytes, "ดัชนีหลักฐาน");
    assert_eq!(evidence[1][3], Data::String("๖๓/๒๕๖๖".into()));
    let Data::DateTime(date) = &evidence[1][5] else {
        panic!("{:?}", evidence[1][5]);
    };
    // 1 February 2023, in days since 30 December 1899.
    assert_eq!(date.as_f64(), 44_958.0);
    // As a date of the Buddhist Era in Thai.
    assert!(part(&bytes, "xl/styles.xml").contains("[$-D07041E]d mmmm yyyy"));
}

#[test]
fn the_evidence_index_names_every_paper_photo_and_file() {
    let bytes = set("files.xlsx", &with_files());
    let evidence = rows(&bytes, "ดัชนีหลักฐาน");
    let cell = |row: usize, column: usize| evidence[row][column].to_string();
    assert_eq!(cell(0, 2), "รูปภาพหรือไฟล์");
    assert_eq!(cell(0, 7), "001-01 รายงานการประชุม.pdf\n001-02");
    assert_eq!(cell(1, 2), "คำสั่ง");
    assert!(cell(1, 4).starts_with("แต่งตั้งนายทะเบียนประวัติ"));
    let picture = evidence
        .iter()
        .find(|row| row[4] == "ภาพการประชุมมอบหมายงาน");
    assert!(picture.unwrap()[7].to_string().contains("\n"));
    let link = evidence
        .iter()
        .find(|row| row[6] == "https://www.example.go.th/policy");
    assert_eq!(link.unwrap()[2].to_string(), "ลิงก์เว็บไซต์");
    let large = evidence
        .iter()
        .find(|row| row[7].to_string().contains("วีดิทัศน์.pdf"));
    assert!(large.unwrap()[7].to_string().contains("ใหญ่เกิน"));
}

#[test]
fn a_text_that_looks_like_a_formula_is_text() {
    let mut snapshot = golden();
    let odd = [
        "=1+1",
        "+66 1234",
        "-2",
        "@SUM(A1)",
        "\t=cmd",
        "_x0041_",
        "=HYPERLINK(\"x\")",
    ];
    let results = &mut snapshot.rows[0].progress.as_mut().unwrap().results;
    results.clear();
    for text in odd {
        results.push(ResultItem::new(Content::Text {
            text: text.into(),
            subitems: Vec::new(),
        }));
    }
    snapshot.rows[1].measure.title = "=1+1".into();
    snapshot.rows[1].responsible = "=1+1".into();
    let bytes = set("formula.xlsx", &snapshot);
    for sheet in 1..=3 {
        assert!(!part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml")).contains("<f>"));
    }
    assert!(open(&bytes).worksheet_formula("รายงาน").unwrap().is_empty());
    let rows = rows(&bytes, "รายงาน");
    // The document is Thai in Thai digits.
    let told = |row: &Vec<Data>| row[2] == Data::String("=๑+๑".into());
    assert!(rows.iter().any(told), "{rows:?}");
    assert_eq!(rows[5][4], Data::String("๖. _x0041_".into()));
}

#[test]
fn what_no_cell_can_hold_is_cut_visibly_and_control_characters_are_squares() {
    let mut snapshot = golden();
    snapshot.rows[0].progress.as_mut().unwrap().results = vec![
        ResultItem::new(Content::Text {
            text: "ก".repeat(40_000),
            subitems: Vec::new(),
        }),
        ResultItem::new(Content::Text {
            text: "ก\u{0}ข\u{FFFF}".into(),
            subitems: Vec::new(),
        }),
    ];
    let rows = rows(&set("long.xlsx", &snapshot), "รายงาน");
    assert!(rows[0][4].to_string().ends_with("ในเอกสารรายงาน)"));
    assert!(rows[0][4].to_string().chars().count() < 32_767);
    assert_eq!(rows[1][4].to_string(), "๒. ก■ข■");
}

#[test]
fn a_row_is_as_high_as_what_stands_in_it_and_no_higher_than_a_row_may_be() {
    let mut snapshot = golden();
    let results = &mut snapshot.rows[0].progress.as_mut().unwrap().results;
    results[0] = ResultItem::new(Content::Text {
        text: "สั้น".into(),
        subitems: Vec::new(),
    });
    results[1] = ResultItem::new(Content::Text {
        text: "มาตรการ ".repeat(1250),
        subitems: vec!["สั้น".into()],
    });
    snapshot.rows[0].measure.title = "สั้น".into();
    snapshot.rows[0].measure.methods = vec!["สั้น".into()];
    snapshot.rows[0].responsible = "สั้น".into();
    snapshot.rows[0].progress.as_mut().unwrap().outcomes = vec!["สั้น".into()];
    let sheet = part(&set("high.xlsx", &snapshot), "xl/worksheets/sheet1.xml");
    let height = |row: usize| height(&sheet, row);
    assert!((18.0..30.0).contains(&height(4)), "{}", height(4));
    assert!(height(5) > 400.0 && height(5) <= 409.5, "{}", height(5));
    assert!((18.0..30.0).contains(&height(6)), "{}", height(6));
}

#[test]
fn one_long_item_beside_several_short_ones_stands_beside_all_of_them() {
    let mut snapshot = golden();
    snapshot.rows.truncate(1);
    let short = |_| {
        ResultItem::new(Content::Text {
            text: "สั้น".into(),
            subitems: Vec::new(),
        })
    };
    let progress = snapshot.rows[0].progress.as_mut().unwrap();
    progress.results = (0..3).map(short).collect();
    progress.outcomes = vec!["บุคลากรเข้าใจหน้าที่ของตน ".repeat(20)];
    let sheet = part(&set("beside.xlsx", &snapshot), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"<mergeCell ref="F4:F6"/>"#), "{sheet}");
    assert!(!sheet.contains(r#"<mergeCell ref="E4"#));
    let heights = [4, 5, 6].map(|row| height(&sheet, row));
    assert!(
        heights[0] < heights.iter().sum::<f64>() / 2.0,
        "{heights:?}"
    );
}

/// Of a row, in points.
fn height(sheet: &str, row: usize) -> f64 {
    let (_, rest) = sheet.split_once(&format!("<row r=\"{row}\" ")).unwrap();
    let (_, rest) = rest.split_once("ht=\"").unwrap();
    rest.split_once('"').unwrap().0.parse().unwrap()
}

#[test]
fn every_sheet_is_set_up_for_print_and_the_same_version_gives_the_same_bytes() {
    let bytes = set("golden.xlsx", &golden());
    assert!(bytes == set("golden.xlsx", &golden()));
    for sheet in 1..=3 {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(xml.contains(r#"orientation="landscape""#));
        assert!(xml.contains("fitToHeight=\"0\""));
    }
    let workbook = part(&bytes, "xl/workbook.xml");
    assert_eq!(workbook.matches("_xlnm.Print_Titles").count(), 3);
}
