//! Files that are no plan, or were made to do harm: refused with a sentence, within bounded memory, and
//! never with a panic.

use std::io::{Cursor, Read as _, Write as _};

use rapsap::domain::office::Language;
use rapsap::l10n::L10n;
use rapsap::plan_file::{self, PlanFile};
use rust_xlsxwriter::{Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn sample() -> PlanFile {
    plan_file::read("s", include_str!("../../src/sample_office.toml")).unwrap()
}

fn workbook() -> Vec<u8> {
    plan_file::write_workbook(&sample(), &L10n::new()).unwrap()
}

fn refused(bytes: &[u8]) -> String {
    let refused = plan_file::read_any("plan.xlsx", bytes, Some(&sample())).unwrap_err();
    refused.lines(&L10n::new(), Language::from_code("en"))
}

/// A workbook of ours with one of its parts put in place of another.
fn with_part(name: &str, part: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(workbook())).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut file = from.by_index(index).unwrap();
        let own = file.name().unwrap().into_owned();
        let mut content = String::new();
        file.read_to_string(&mut content).unwrap();
        to.start_file(own.as_str(), SimpleFileOptions::default())
            .unwrap();
        if own == name {
            to.write_all(&part(&content)).unwrap();
        } else {
            to.write_all(content.as_bytes()).unwrap();
        }
    }
    to.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TOO_LARGE: &str =
    "plan.xlsx: this workbook is too large for a plan: copy the plan into a new one and save that";
const DAMAGED: &str = "plan.xlsx: this workbook is damaged: open it and save it again";

#[test]
fn a_sheet_of_a_hundred_megabytes_in_a_small_file_is_refused() {
    let bomb = with_part(SHEET, |sheet| {
        let row = "<row><c t=\"n\"><v>1</v></c></row>".repeat(100 << 15);
        sheet
            .replace("</sheetData>", &format!("{row}</sheetData>"))
            .into_bytes()
    });
    assert!(bomb.len() < plan_file::LARGEST);
    assert_eq!(refused(&bomb), TOO_LARGE);
    let bomb = with_part("xl/theme/theme1.xml", |_| vec![b' '; 64 << 20]);
    assert_eq!(refused(&bomb), TOO_LARGE);
}

#[test]
fn counts_that_promise_more_than_there_is_take_no_memory() {
    for count in [
        "uniqueCount=\"99999999999\"",
        "uniqueCount = '18446744073709551615'",
    ] {
        let file = with_part("xl/sharedStrings.xml", |strings| {
            let at = strings.find("uniqueCount=").unwrap();
            let end = at + strings[at..].find('>').unwrap();
            format!("{}{count}{}", &strings[..at], &strings[end..]).into_bytes()
        });
        assert_eq!(refused(&file), TOO_LARGE);
    }
}

#[test]
fn one_long_text_in_many_cells_is_refused_before_it_fills_the_memory() {
    let text = "ก".repeat(30_000);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..500 {
        sheet.write_string(row, 0, text.as_str()).unwrap();
    }
    assert_eq!(refused(&workbook.save_to_buffer().unwrap()), TOO_LARGE);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..60_000 {
        sheet.write_number(row, 0, 1).unwrap();
    }
    assert_eq!(refused(&workbook.save_to_buffer().unwrap()), TOO_LARGE);
}

#[test]
fn a_cell_far_away_is_only_one_cell_more() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    let file = with_part(SHEET, |sheet| {
        sheet.replace("</sheetData>", far).into_bytes()
    });
    let read = plan_file::read_any("plan.xlsx", &file, None).unwrap();
    assert_eq!(read.plan, sample());
}

#[test]
fn formulas_are_read_as_they_were_shown_and_errors_are_named() {
    let with_unit = |shown: &str| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let rows = [
            ["มาตรการ", "วิธีดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา"],
            ["๑. ก", "ข", "", "ค"],
        ];
        for (row, texts) in (0..).zip(rows) {
            sheet.write_row(row, 0, texts).unwrap();
        }
        let formula = Formula::new("=Z1").set_result(shown);
        sheet.write_formula(1, 2, formula).unwrap();
        workbook.save_to_buffer().unwrap()
    };
    let shown = with_unit("กองคลัง - งานบริหารงานคลัง");
    let read = plan_file::read_any("plan.xlsx", &shown, Some(&sample())).unwrap();
    assert_eq!(read.plan.measures[0].unit, "klang-fin");
    assert_eq!(
        refused(&with_unit("#REF!")),
        "plan.xlsx:Sheet1!C2: this cell shows the error #REF!"
    );
}

#[test]
fn files_that_are_no_workbook_are_told_apart() {
    let compound = |name: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend([0; 1024]);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0; 1024]);
        bytes
    };
    let zipped = |name: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<document/>").unwrap();
        zip.finish().unwrap().into_inner()
    };
    let unknown = "plan.xlsx: this is neither an .xlsx workbook nor a TOML text";
    let csv = "plan.xlsx: this is a table saved as text (CSV): save it as .xlsx";
    for (bytes, expected) in [
        (
            compound("EncryptedPackage"),
            "plan.xlsx: this workbook is locked with a password: save it again without one",
        ),
        (
            compound("Workbook"),
            "plan.xlsx: this is a workbook in the old .xls form: save it as .xlsx",
        ),
        ("มาตรการ,วิธีดำเนินการ\nก,ข\n".as_bytes().to_vec(), csv),
        ("\u{FEFF}มาตรการ;วิธีดำเนินการ\n".as_bytes().to_vec(), csv),
        (b"%PDF-1.7\n\xE2\xE3\xCF\xD3".to_vec(), unknown),
        (b"<html><table></table></html>".to_vec(), unknown),
        (zipped("word/document.xml"), unknown),
        (zipped("content.xml"), unknown),
        (b"PK\x03\x04 and nothing more".to_vec(), DAMAGED),
        (
            vec![b'#'; plan_file::LARGEST + 1],
            "plan.xlsx: the file is longer than 10 MB",
        ),
    ] {
        assert_eq!(refused(&bytes), expected);
    }
    assert!(refused(b"").contains("the file lacks the table [office]"));
}

#[test]
fn reading_never_panics_whatever_is_cut_out_of_a_workbook() {
    let whole = workbook();
    for start in (0..whole.len()).step_by(whole.len() / 40) {
        let mut cut = whole.clone();
        cut.drain(start..(start + 50).min(whole.len()));
        let _ = plan_file::read_any("cut.xlsx", &cut, None);
    }
    for part in [
        SHEET,
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    ] {
        for hundredth in (0..100).step_by(7) {
            let file = with_part(part, |content| {
                let content = content.as_bytes();
                let at = content.len() * hundredth / 100;
                [&content[..at], &content[(at + 9).min(content.len())..]].concat()
            });
            let _ = plan_file::read_any("cut.xlsx", &file, None);
        }
    }
}
