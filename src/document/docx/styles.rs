//! How the document looks: every paragraph of it has one of these styles, so that who edits it changes a
//! style and not a hundred paragraphs. The figures are the PDF's.

use super::fonts::FACE;
use super::{NAMESPACES, Xml};
use crate::document::sheet::{HANG, SIZE, TITLE_SIZE};

/// What stands for a measure's title: an entry of the navigation, in ordinary weight.
pub const MEASURE: &str = "Measure";
pub const TITLE: &str = "Title";
pub const SUBTITLE: &str = "Subtitle";
pub const COVER_FOOTER: &str = "CoverFooter";
pub const HEADING: &str = "Heading1";
pub const INTRO: &str = "Introduction";
pub const TABLE_HEADER: &str = "TableHeader";
pub const CELL: &str = "TableText";
pub const CENTRED_CELL: &str = "TableCentred";
/// Behind a table where something must stand: so low that it opens no page of its own.
pub const TABLE_END: &str = "TableEnd";
/// Below a photo.
pub const CAPTION: &str = "Caption";
/// Items, their sub-items, and what lies below those.
pub const ITEMS: [&str; 3] = ["Item", "SubItem", "SubSubItem"];
pub const RESPONSIBLE: &str = "ResponsibleLine";
pub const SIGN_LABEL: &str = "SignatureLabel";
pub const SIGNATURE: &str = "Signature";
pub const RECORD_HEADING: &str = "RecordHeading";
pub const RECORD_LABEL: &str = "RecordLabel";
pub const RECORD: &str = "RecordText";
pub const HEADER: &str = "Header";
pub const FOOTER: &str = "Footer";
pub const REPORT_TABLE: &str = "ReportTable";

/// A paragraph style, in the terms of the file: `name` as programs list it, lengths in twentieths of a
/// point, sizes in points.
#[derive(Default)]
struct Style {
    id: &'static str,
    name: &'static str,
    based_on: Option<&'static str>,
    next: Option<&'static str>,
    size: Option<f32>,
    bold: bool,
    colour: Option<&'static str>,
    align: Option<&'static str>,
    before: u32,
    after: u32,
    left: u32,
    hanging: u32,
    first_line: u32,
    keep_next: bool,
    keep_lines: bool,
    page_before: bool,
    /// Without the space between it and others of its style.
    close: bool,
    /// Counted from 0.
    outline: Option<u8>,
}

fn list() -> Vec<Style> {
    let hang = twips(HANG);
    let plain = |id, name| Style {
        id,
        name,
        based_on: Some("Normal"),
        ..Style::default()
    };
    let centre = Some("center");
    let item = |id: &'static str, name, level: u32| Style {
        based_on: Some(CELL),
        left: hang * (level + 1),
        hanging: hang,
        ..plain(id, name)
    };
    vec![
        Style {
            size: Some(TITLE_SIZE + 7.0),
            bold: true,
            align: centre,
            before: 2800,
            after: 240,
            next: Some(SUBTITLE),
            ..plain(TITLE, "Title")
        },
        Style {
            size: Some(TITLE_SIZE + 3.0),
            bold: true,
            align: centre,
            next: Some(COVER_FOOTER),
            ..plain(SUBTITLE, "Subtitle")
        },
        Style {
            size: Some(TITLE_SIZE),
            bold: true,
            align: centre,
            before: 3200,
            ..plain(COVER_FOOTER, "Cover Footer")
        },
        Style {
            size: Some(TITLE_SIZE),
            bold: true,
            align: centre,
            after: 160,
            keep_next: true,
            outline: Some(0),
            next: Some(INTRO),
            ..plain(HEADING, "heading 1")
        },
        Style {
            // 2.5 cm, as official letters begin their paragraphs.
            first_line: 1417,
            after: 160,
            close: true,
            ..plain(INTRO, "Introduction")
        },
        Style {
            bold: true,
            align: centre,
            ..plain(TABLE_HEADER, "Table Header")
        },
        plain(CELL, "Table Text"),
        Style {
            size: Some(1.0),
            ..plain(TABLE_END, "Table End")
        },
        Style {
            align: centre,
            based_on: Some(CELL),
            ..plain(CENTRED_CELL, "Table Centred")
        },
        Style {
            align: centre,
            before: 60,
            after: 160,
            based_on: Some(CELL),
            ..plain(CAPTION, "caption")
        },
        Style {
            outline: Some(1),
            ..item(MEASURE, "Measure", 0)
        },
        item(ITEMS[0], "Item", 0),
        item(ITEMS[1], "Sub-item", 1),
        item(ITEMS[2], "Sub-sub-item", 2),
        Style {
            bold: true,
            before: 400,
            after: 200,
            keep_next: true,
            ..plain(RESPONSIBLE, "Responsible Line")
        },
        Style {
            bold: true,
            before: 120,
            after: 160,
            keep_next: true,
            ..plain(SIGN_LABEL, "Signature Label")
        },
        Style {
            align: centre,
            keep_next: true,
            keep_lines: true,
            after: 60,
            ..plain(SIGNATURE, "Signature")
        },
        Style {
            page_before: true,
            after: 160,
            based_on: Some(HEADING),
            ..plain(RECORD_HEADING, "Record Heading")
        },
        Style {
            bold: true,
            before: 100,
            after: 60,
            ..plain(RECORD_LABEL, "Record Label")
        },
        Style {
            before: 100,
            after: 60,
            ..plain(RECORD, "Record Text")
        },
        Style {
            size: Some(9.0),
            colour: Some("5A5A5A"),
            align: Some("right"),
            ..plain(HEADER, "header")
        },
        Style {
            size: Some(10.0),
            align: centre,
            ..plain(FOOTER, "footer")
        },
    ]
}

/// Points as twentieths of one.
pub fn twips(points: f32) -> u32 {
    (points * 20.0).round() as u32
}

pub fn styles() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:styles", &NAMESPACES);
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    xml.empty(
        "w:rFonts",
        &[
            ("w:ascii", FACE),
            ("w:hAnsi", FACE),
            ("w:eastAsia", FACE),
            // Thai is a complex script to Word.
            ("w:cs", FACE),
        ],
    );
    size(&mut xml, SIZE);
    xml.empty(
        "w:lang",
        &[
            ("w:val", "en-US"),
            ("w:eastAsia", "en-US"),
            ("w:bidi", "th-TH"),
        ],
    );
    xml.close("w:rPr");
    xml.close("w:rPrDefault");
    xml.open("w:pPrDefault", &[]);
    xml.open("w:pPr", &[]);
    xml.empty(
        "w:spacing",
        &[
            ("w:before", "0"),
            ("w:after", "0"),
            ("w:line", "240"),
            ("w:lineRule", "auto"),
        ],
    );
    xml.close("w:pPr");
    xml.close("w:pPrDefault");
    xml.close("w:docDefaults");
    xml.open(
        "w:style",
        &[
            ("w:type", "paragraph"),
            ("w:default", "1"),
            ("w:styleId", "Normal"),
        ],
    );
    xml.val("w:name", "Normal");
    xml.empty("w:qFormat", &[]);
    xml.close("w:style");
    for style in list() {
        paragraph_style(&mut xml, &style);
    }
    table_styles(&mut xml);
    xml.close("w:styles");
    xml.bytes()
}

fn size(xml: &mut Xml, points: f32) {
    let halves = ((points * 2.0).round() as u32).to_string();
    xml.val("w:sz", &halves);
    xml.val("w:szCs", &halves);
}

/// The order of the elements is the schema's.
fn paragraph_style(xml: &mut Xml, style: &Style) {
    xml.open(
        "w:style",
        &[("w:type", "paragraph"), ("w:styleId", style.id)],
    );
    xml.val("w:name", style.name);
    if let Some(base) = style.based_on {
        xml.val("w:basedOn", base);
    }
    if let Some(next) = style.next {
        xml.val("w:next", next);
    }
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr", &[]);
    for (name, on) in [
        ("w:keepNext", style.keep_next),
        ("w:keepLines", style.keep_lines),
        ("w:pageBreakBefore", style.page_before),
    ] {
        if on {
            xml.empty(name, &[]);
        }
    }
    if style.before + style.after > 0 {
        let (before, after) = (style.before.to_string(), style.after.to_string());
        xml.empty("w:spacing", &[("w:before", &before), ("w:after", &after)]);
    }
    let (left, hanging) = (style.left.to_string(), style.hanging.to_string());
    if style.left > 0 {
        xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
    } else if style.first_line > 0 {
        xml.empty("w:ind", &[("w:firstLine", &style.first_line.to_string())]);
    }
    if style.close {
        xml.empty("w:contextualSpacing", &[]);
    }
    if let Some(align) = style.align {
        xml.val("w:jc", align);
    }
    if let Some(level) = style.outline {
        xml.val("w:outlineLvl", &level.to_string());
    }
    xml.close("w:pPr");
    xml.open("w:rPr", &[]);
    if style.bold {
        xml.empty("w:b", &[]);
        xml.empty("w:bCs", &[]);
    }
    if let Some(colour) = style.colour {
        xml.val("w:color", colour);
    }
    if let Some(points) = style.size {
        size(xml, points);
    }
    xml.close("w:rPr");
    xml.close("w:style");
}

fn table_styles(xml: &mut Xml) {
    xml.open(
        "w:style",
        &[
            ("w:type", "table"),
            ("w:default", "1"),
            ("w:styleId", "TableNormal"),
        ],
    );
    xml.val("w:name", "Normal Table");
    xml.open("w:tblPr", &[]);
    xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
    margins(xml, [80, 108]);
    xml.close("w:tblPr");
    xml.close("w:style");

    xml.open(
        "w:style",
        &[("w:type", "table"), ("w:styleId", REPORT_TABLE)],
    );
    xml.val("w:name", "Report Table");
    xml.val("w:basedOn", "TableNormal");
    xml.open("w:tblPr", &[]);
    xml.open("w:tblBorders", &[]);
    for side in [
        "w:top",
        "w:left",
        "w:bottom",
        "w:right",
        "w:insideH",
        "w:insideV",
    ] {
        xml.empty(
            side,
            &[
                ("w:val", "single"),
                ("w:sz", "4"),
                ("w:space", "0"),
                ("w:color", "000000"),
            ],
        );
    }
    xml.close("w:tblBorders");
    xml.close("w:tblPr");
    xml.close("w:style");
}

/// Above and below, left and right.
fn margins(xml: &mut Xml, widths: [u32; 2]) {
    let [above, sides] = widths.map(|width| width.to_string());
    xml.open("w:tblCellMar", &[]);
    for (side, width) in [
        ("w:top", &*above),
        ("w:left", &sides),
        ("w:bottom", &above),
        ("w:right", &sides),
    ] {
        xml.empty(side, &[("w:w", width), ("w:type", "dxa")]);
    }
    xml.close("w:tblCellMar");
}
