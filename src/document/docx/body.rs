//! The document's text, from the cover to the record of the acknowledgement, in the order of the outline.

use super::annexes::{self, Shown};
use super::styles::{self, twips};
use super::xml::{Xml, text};
use super::{NAMESPACES, pages};
use crate::document::outline::{Acknowledgement, COLUMNS, Outline, Para, Row, Signer};
use crate::document::sheet::{HANG, INSET, NUMBER_GAP, SIZE, TEXT_WIDTH, column_width};
use crate::document::world::width_em;

/// Where a hand signs or dates.
const DOTS: &str = "..............................................................";
/// The column of the period, which stands in the middle.
const PERIOD: usize = 3;

/// `whole` says of each row that it must not be split over two pages.
pub fn document(outline: &Outline, whole: &[bool], shown: &[Shown]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:document", &NAMESPACES);
    xml.open("w:body", &[]);
    cover(&mut xml, outline);
    heading(&mut xml, styles::HEADING, &outline.heading);
    for part in outline.intro.split('\n') {
        paragraph(&mut xml, &Paragraph::of(styles::INTRO), part);
    }
    table(&mut xml, outline, whole);
    paragraph(
        &mut xml,
        &Paragraph::of(styles::RESPONSIBLE),
        &outline.responsible_line,
    );
    signatures(&mut xml, outline);
    annexes::annexes(&mut xml, outline, shown);
    if let Some(page) = &outline.acknowledgement {
        acknowledgement(&mut xml, page);
    } else {
        // A table must not be the last thing of a section.
        paragraph(&mut xml, &LAST, "");
    }
    pages::section(&mut xml, outline, false);
    xml.close("w:body");
    xml.close("w:document");
    xml.bytes()
}

fn cover(xml: &mut Xml, outline: &Outline) {
    paragraph(xml, &Paragraph::of(styles::TITLE), &outline.title);
    paragraph(xml, &Paragraph::of(styles::SUBTITLE), &outline.subtitle);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.val("w:pStyle", styles::COVER_FOOTER);
    // The section ends with this paragraph.
    pages::section(xml, outline, true);
    xml.close("w:pPr");
    run(xml, &outline.cover_footer);
    xml.close("w:p");
}

/// One entry of the navigation, however many lines it has.
pub fn heading(xml: &mut Xml, style: &str, lines: &[String]) {
    if !lines.is_empty() {
        paragraph(xml, &Paragraph::of(style), &lines.join("\n"));
    }
}

/// A paragraph's style, and what it has beyond it.
pub struct Paragraph<'a> {
    style: &'a str,
    /// Left of the text and left of the number, where the style's are too narrow; in points.
    hang: Option<(f32, f32)>,
    number: Option<&'a str>,
    /// Whether it is the document's last one, by which the pages are counted.
    last: bool,
}

impl<'a> Paragraph<'a> {
    pub const fn of(style: &'a str) -> Paragraph<'a> {
        Paragraph {
            style,
            hang: None,
            number: None,
            last: false,
        }
    }
}

/// The last paragraph, if it says nothing.
const LAST: Paragraph = Paragraph {
    last: true,
    ..Paragraph::of(styles::TABLE_END)
};

/// A paragraph; a line break in `words` begins a new line.
pub fn paragraph(xml: &mut Xml, format: &Paragraph, words: &str) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.val("w:pStyle", format.style);
    if let Some((left, hanging)) = format.hang {
        let (left, hanging) = (twips(left).to_string(), twips(hanging).to_string());
        xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
    }
    xml.close("w:pPr");
    if let Some(number) = format.number {
        xml.open("w:r", &[]);
        set(xml, number);
        xml.empty("w:tab", &[]);
        xml.close("w:r");
    }
    if format.last {
        let named = [("w:id", "0"), ("w:name", pages::LAST_PAGE)];
        xml.empty("w:bookmarkStart", &named);
    }
    run(xml, words);
    if format.last {
        xml.empty("w:bookmarkEnd", &[("w:id", "0")]);
    }
    xml.close("w:p");
}

fn run(xml: &mut Xml, words: &str) {
    let words = text(words);
    if words.is_empty() {
        return;
    }
    xml.open("w:r", &[]);
    for (at, line) in words.split('\n').enumerate() {
        if at > 0 {
            xml.empty("w:br", &[]);
        }
        set(xml, line);
    }
    xml.close("w:r");
}

fn set(xml: &mut Xml, words: &str) {
    xml.open("w:t", &[("xml:space", "preserve")]);
    xml.text(words);
    xml.close("w:t");
}

/// A table's beginning: its style, and its columns' widths in points.
pub fn table_start(xml: &mut Xml, style: Option<&str>, widths: &[f32]) {
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    if let Some(style) = style {
        xml.val("w:tblStyle", style);
    }
    let total: u32 = widths.iter().copied().map(twips).sum();
    xml.empty("w:tblW", &[("w:w", &total.to_string()), ("w:type", "dxa")]);
    // The widths are the report's, whatever stands in the cells.
    xml.empty("w:tblLayout", &[("w:type", "fixed")]);
    xml.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")]);
    xml.close("w:tblPr");
    xml.open("w:tblGrid", &[]);
    for width in widths {
        xml.empty("w:gridCol", &[("w:w", &twips(*width).to_string())]);
    }
    xml.close("w:tblGrid");
}

/// A cell's beginning: its width in points, and whether it is a header's.
pub fn cell_start(xml: &mut Xml, width: f32, header: bool) {
    xml.open("w:tc", &[]);
    xml.open("w:tcPr", &[]);
    let width = twips(width).to_string();
    xml.empty("w:tcW", &[("w:w", &width), ("w:type", "dxa")]);
    if header {
        xml.empty(
            "w:shd",
            &[
                ("w:val", "clear"),
                ("w:color", "auto"),
                ("w:fill", "EBEBEB"),
            ],
        );
        xml.val("w:vAlign", "center");
    }
    xml.close("w:tcPr");
}

pub fn row_start(xml: &mut Xml, whole: bool, header: bool) {
    xml.open("w:tr", &[]);
    if whole || header {
        xml.open("w:trPr", &[]);
        if whole {
            xml.empty("w:cantSplit", &[]);
        }
        if header {
            xml.empty("w:tblHeader", &[]);
        }
        xml.close("w:trPr");
    }
}

fn table(xml: &mut Xml, outline: &Outline, whole: &[bool]) {
    let widths: Vec<f32> = (0..COLUMNS).map(column_width).collect();
    table_start(xml, Some(styles::REPORT_TABLE), &widths);
    row_start(xml, true, true);
    for (column, width) in outline.columns.iter().zip(&widths) {
        cell_start(xml, *width, true);
        paragraph(xml, &Paragraph::of(styles::TABLE_HEADER), column);
        xml.close("w:tc");
    }
    xml.close("w:tr");
    for (row, whole) in outline.rows.iter().zip(whole) {
        row_start(xml, *whole, false);
        measure(xml, row);
        xml.close("w:tr");
    }
    xml.close("w:tbl");
}

fn measure(xml: &mut Xml, row: &Row) {
    for (column, paras) in row.cells.iter().enumerate() {
        let width = column_width(column);
        cell_start(xml, width, false);
        for (place, para) in paras.iter().enumerate() {
            let style = match (column, place) {
                (0, 0) => styles::MEASURE,
                (PERIOD, _) => styles::CENTRED_CELL,
                _ => styles::CELL,
            };
            item(xml, para, style, width - 2.0 * INSET);
        }
        if paras.is_empty() {
            // A cell holds a paragraph at least.
            paragraph(xml, &Paragraph::of(styles::CELL), "");
        }
        xml.close("w:tc");
    }
}

/// A paragraph of a cell that has this room, in points. What is too long to hang is no number: it goes
/// into the text.
fn item(xml: &mut Xml, para: &Para, plain: &str, room: f32) {
    let number = para.number.as_deref().map(text).unwrap_or_default();
    let number = number.replace('\n', " ");
    let hang = (width_em(&number, false) * SIZE + NUMBER_GAP).max(HANG);
    let level = usize::from(para.level).min(styles::ITEMS.len() - 1);
    if number.is_empty() && level == 0 && plain != styles::MEASURE {
        return paragraph(xml, &Paragraph::of(plain), &para.text);
    }
    let style = match plain {
        styles::MEASURE => plain,
        _ => styles::ITEMS[level],
    };
    let left = level as f32 * HANG;
    if number.is_empty() || hang > room / 3.0 {
        let words = match number.is_empty() {
            true => para.text.clone(),
            false => format!("{number} {}", para.text),
        };
        let format = Paragraph {
            hang: Some((left, 0.0)),
            ..Paragraph::of(style)
        };
        return paragraph(xml, &format, &words);
    }
    let format = Paragraph {
        hang: (hang > HANG).then_some((left + hang, hang)),
        number: Some(&number),
        ..Paragraph::of(style)
    };
    paragraph(xml, &format, &para.text);
}

/// Two in a row, as in the PDF; the lines keep together, so that they stand on one page.
fn signatures(xml: &mut Xml, outline: &Outline) {
    if outline.signers.is_empty() {
        return;
    }
    let half = TEXT_WIDTH / 2.0;
    table_start(xml, None, &[half, half]);
    for pair in outline.signers.chunks(2) {
        row_start(xml, true, false);
        for place in 0..2 {
            cell_start(xml, half, false);
            match pair.get(place) {
                Some(signer) => signature(xml, outline, signer),
                None => paragraph(xml, &Paragraph::of(styles::CELL), ""),
            }
            xml.close("w:tc");
        }
        xml.close("w:tr");
    }
    xml.close("w:tbl");
}

fn signature(xml: &mut Xml, outline: &Outline, signer: &Signer) {
    let words = &outline.sign_words;
    let or_dots = |said: &Option<String>, room: usize| match said {
        Some(said) => said.clone(),
        None => DOTS.chars().take(room).collect(),
    };
    let lines = [
        format!("{} {}", words.signature, or_dots(&signer.signed, 60)),
        format!("({})", signer.name),
        format!("{} {}", words.position, signer.position),
        format!("{} {}", words.date, or_dots(&signer.date, 50)),
    ];
    paragraph(xml, &Paragraph::of(styles::SIGN_LABEL), &signer.label);
    for line in &lines {
        paragraph(xml, &Paragraph::of(styles::SIGNATURE), line);
    }
}

fn acknowledgement(xml: &mut Xml, page: &Acknowledgement) {
    paragraph(xml, &Paragraph::of(styles::RECORD_HEADING), &page.heading);
    let widths = [TEXT_WIDTH * 0.3, TEXT_WIDTH * 0.7];
    if !page.lines.is_empty() {
        table_start(xml, None, &widths);
        for (label, value) in &page.lines {
            row_start(xml, false, false);
            for (width, style, words) in [
                (widths[0], styles::RECORD_LABEL, label),
                (widths[1], styles::RECORD, value),
            ] {
                cell_start(xml, width, false);
                paragraph(xml, &Paragraph::of(style), words);
                xml.close("w:tc");
            }
            xml.close("w:tr");
        }
        xml.close("w:tbl");
    }
    for (part, left) in page.statement.iter().zip((0..page.statement.len()).rev()) {
        let last = left == 0;
        let style = Paragraph::of(styles::RECORD);
        paragraph(xml, &Paragraph { last, ..style }, part);
    }
    if page.statement.is_empty() {
        paragraph(xml, &LAST, "");
    }
}
