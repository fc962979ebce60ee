//! The report as a PDF: what is in it, in which order, and what hostile text does to it.

use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset};
use rapsap::document::outline::{Outline, Para, Row};
use rapsap::document::pdf::pdf;
use rapsap::document::photos::Photos;

use crate::annexes;
use crate::pdf_text::{bookmarks_of, languages_of, normal, pages_of, text_of};

/// The report of fiscal year 2566, as compiled; its people are made up.
pub fn golden() -> Outline {
    serde_json::from_str(include_str!("../fixtures/outline-2566.json")).unwrap()
}

/// The golden report as PDF, set once.
fn golden_pdf() -> &'static [u8] {
    static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| set("golden.pdf", &golden()));
    &PDF
}

/// Sets the outline, and keeps the PDF for a person to look at where `RAPSAP_KEEP_PDF` names a
/// directory.
fn set(name: &str, outline: &Outline) -> Vec<u8> {
    set_with(name, outline, &Photos::new())
}

pub fn set_with(name: &str, outline: &Outline, photos: &Photos) -> Vec<u8> {
    let made_at: DateTime<FixedOffset> = "2023-10-16T10:30:00+07:00".parse().unwrap();
    let bytes = pdf(outline, photos, made_at).unwrap();
    if let Some(dir) = std::env::var_os("RAPSAP_KEEP_PDF") {
        let path = std::path::Path::new(&dir).join(name);
        std::fs::write(&path, &bytes).unwrap();
        // What a reader must find in it (benches/document/readers).
        let outline = serde_json::to_vec(outline).unwrap();
        std::fs::write(path.with_extension("json"), outline).unwrap();
    }
    bytes
}

fn cell_text(cell: &[Para]) -> String {
    let paras = cell
        .iter()
        .map(|para| format!("{}{}", para.number.as_deref().unwrap_or(""), para.text));
    normal(&paras.collect::<String>())
}

/// One row of hostile text in every cell, and more of it everywhere else.
pub fn hostile(text: &str) -> Outline {
    let cell = || {
        vec![
            Para::item(0, text, text),
            Para::item(1, "-", text),
            Para::plain(text),
        ]
    };
    Outline {
        title: text.into(),
        subtitle: text.into(),
        cover_footer: text.into(),
        heading: vec![text.into()],
        intro: text.into(),
        columns: std::array::from_fn(|_| text.into()),
        rows: vec![Row {
            cells: std::array::from_fn(|_| cell()),
            continued: text.into(),
        }],
        annexes: annexes::every_kind(text),
        responsible_line: text.into(),
        page_label: text.into(),
        mark: Some(text.into()),
        names: vec![text.into()],
        ..golden()
    }
}

#[test]
fn every_cell_of_the_report_can_be_read_whole_and_in_order() {
    let golden = golden();
    let text = text_of(&set("golden.pdf", &golden));
    let mut rest = text.as_str();
    for cell in golden.rows.iter().flat_map(|row| &row.cells) {
        let want = cell_text(cell);
        let at = rest
            .find(&want)
            .unwrap_or_else(|| panic!("not found in order: {want}"));
        rest = &rest[at + want.len()..];
    }
    for signer in &golden.signers {
        let want = normal(&format!("({})ตำแหน่ง {}", signer.name, signer.position));
        assert!(rest.contains(&want), "{want}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert!(golden_pdf() == set("golden.pdf", &golden()));
}

#[test]
fn the_file_says_that_it_is_for_the_archive_and_for_screen_readers() {
    let bytes = golden_pdf();
    let has = |mark: &str| {
        bytes
            .windows(mark.len())
            .any(|window| window == mark.as_bytes())
    };
    assert!(
        has("<pdfaid:part>2</pdfaid:part>") && has("<pdfaid:conformance>A</pdfaid:conformance>")
    );
    assert!(has("<pdfuaid:part>1</pdfuaid:part>"));
}

#[test]
fn the_file_speaks_one_language_to_screen_readers() {
    let marks = languages_of(golden_pdf());
    assert_eq!(marks, ["th"]);
}

#[test]
fn the_header_row_and_the_page_number_stand_on_every_page_of_the_table() {
    let pages = pages_of(golden_pdf());
    let last = pages.len() - 1;
    let header: String = golden()
        .columns
        .iter()
        .map(|column| normal(column))
        .collect();
    for (number, page) in pages.iter().enumerate().skip(1) {
        let thai: String = [number, last]
            .map(|n| char::from_digit(n as u32, 10).unwrap())
            .iter()
            .collect();
        let thai: Vec<char> = thai
            .chars()
            .map(|c| char::from_u32(c as u32 - '0' as u32 + 0xE50).unwrap())
            .collect();
        assert!(
            page.contains(&format!("หน้า{}จาก{}", thai[0], thai[1])),
            "page {number}: {page}"
        );
        assert!(
            number == last || page.contains(&header),
            "page {number}: {page}"
        );
    }
}

#[test]
fn the_signatures_stand_together_on_one_page() {
    let pages = pages_of(golden_pdf());
    let signers = golden().signers;
    let all = |page: &&String| {
        signers
            .iter()
            .all(|signer| page.contains(&normal(&format!("({})", signer.name))))
    };
    assert_eq!(pages.iter().filter(all).count(), 1);
}

#[test]
fn signatures_that_no_page_holds_stay_whole_two_in_a_row_and_with_the_line_before_them() {
    let mut outline = golden();
    let signers = outline.signers.iter().cycle().take(12).cloned();
    outline.signers = signers.collect();
    let words = &outline.sign_words;
    let pages = pages_of(&set("many-signers.pdf", &outline));
    let signed = |page: &&String| page.contains(&words.signature);
    let pages: Vec<&String> = pages.iter().filter(signed).collect();
    assert!(pages.len() > 1);
    assert!(pages[0].contains(&normal(&outline.responsible_line)));
    let counts = pages.iter().map(|page| {
        let [signatures, names, positions] = [words.signature.as_str(), "(นา", &words.position]
            .map(|word| page.matches(word).count());
        assert_eq!([names, positions], [signatures; 2], "{page}");
        assert_eq!(signatures % 2, 0, "{page}");
        signatures
    });
    assert_eq!(counts.sum::<usize>(), 12);
}

#[test]
fn the_acknowledgement_is_the_last_page_and_a_draft_has_none() {
    let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let acknowledged = pages_of(golden_pdf());
    assert!(acknowledged.last().unwrap().contains(hash));
    let draft = pages_of(&set(
        "draft.pdf",
        &Outline {
            acknowledgement: None,
            ..golden()
        },
    ));
    assert_eq!(draft.len(), acknowledged.len() - 1);
    assert!(!draft.concat().contains(hash));
}

#[test]
fn each_measure_is_an_entry_of_the_outline() {
    let bookmarks = bookmarks_of(golden_pdf());
    for row in golden().rows {
        let want = cell_text(&row.cells[0]);
        assert!(
            bookmarks.contains(&want),
            "{want} is not among {bookmarks:?}"
        );
    }
}

#[test]
fn text_that_looks_like_markup_is_printed_as_it_is() {
    let text = r##"#panic("x") *bold* _em_ $x^2$ <label> @ref \ [ ] { } " ' ` // /* #{1+1} {page} = - + ~ -- ..."##;
    let pdf = set("markup.pdf", &hostile(text));
    let printed = text_of(&pdf);
    let row: Vec<String> = vec![cell_text(&hostile(text).rows[0].cells[0]); 6];
    assert!(printed.contains(&row.concat()), "{printed}");
    assert!(printed.starts_with(&normal(text)), "{printed}");
}

#[test]
fn what_cannot_be_printed_is_replaced_by_a_square_and_the_rest_is_kept() {
    let text = "ดี👍🏽มาก\u{202E}กลับ\u{0}\u{7}中文 \u{E000}ก\u{E48}\u{E48}\u{E48}\u{E48}\u{E48}\u{E48}า\u{FFFD}\u{10FFFF} ่เ";
    let pdf = set("unprintable.pdf", &hostile(text));
    assert!(text_of(&pdf).contains("ดี■มาก■กลับ■■ก"), "{}", text_of(&pdf));
}

#[test]
fn a_word_of_hundreds_of_letters_stays_on_the_page_and_is_kept_whole_in_the_text() {
    for (name, text) in [
        ("long-thai.pdf", "กขคง".repeat(75)),
        ("long-latin.pdf", "a".repeat(300)),
        (
            "long-marks.pdf",
            "เ".repeat(150) + &"กา".repeat(75) + &"า".repeat(100),
        ),
        (
            "long-link.pdf",
            format!("https://www.example.go.th/{}", "report-2566/".repeat(20)),
        ),
    ] {
        let cells = std::array::from_fn(|_| vec![Para::item(0, "-", &text)]);
        let continued = String::new();
        let rows = vec![Row { cells, continued }];
        let annexes = annexes::every_kind(&text);
        let pdf = set(
            name,
            &Outline {
                rows,
                annexes,
                ..golden()
            },
        );
        assert!(text_of(&pdf).contains(&text), "{name}");
    }
}

#[test]
fn a_report_without_any_content_is_still_a_document() {
    let text = text_of(&set("empty.pdf", &Outline::default()));
    assert_eq!(text, "");
}

#[test]
fn a_plan_of_twenty_measures_keeps_every_row() {
    let mut outline = golden();
    let rows = outline.rows.clone();
    outline.rows = rows.into_iter().cycle().take(20).collect();
    for (i, row) in outline.rows.iter_mut().enumerate() {
        row.cells[0][0].number = Some(format!("{}.", i + 1));
    }
    let pdf = set("twenty.pdf", &outline);
    let text = text_of(&pdf);
    for row in &outline.rows {
        let want: String = row.cells.iter().map(|cell| cell_text(cell)).collect();
        assert!(text.contains(&want), "{want}");
    }
    let header: String = outline
        .columns
        .iter()
        .map(|column| normal(column))
        .collect();
    let pages = pages_of(&pdf);
    let with_header = pages.iter().filter(|page| page.contains(&header)).count();
    assert!(
        pages.len() - with_header <= 3,
        "{with_header} of {}",
        pages.len()
    );
}
