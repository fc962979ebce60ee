//! The pages around the text: their size and margins, the mark at their head and the page number at
//! their foot, in the digits of the report's language.

use super::body::{Paragraph, paragraph};
use super::styles;
use super::xml::{Xml, text};
use super::{NAMESPACES, styles::twips};
use crate::document::outline::Outline;
use crate::document::sheet::{MARGIN, PAGE_WIDTH};

/// The relations by which the document knows its header and footer.
pub const HEADER: &str = "rId4";
pub const FOOTER: &str = "rId5";

/// A4 landscape, in points.
const PAGE_HEIGHT: f32 = 595.28;
/// 2 cm and 1.8 cm, in points.
const TOP: f32 = 56.69;
const BOTTOM: f32 = 51.02;

/// Stands for a number that is not counted yet.
const UNCOUNTED: &str = "…";

/// The bookmark in the document's last paragraph. Its page's number is how many there are but for the cover, and
/// has the digits of its section; of the pages of a section LibreOffice knows nothing.
pub const LAST_PAGE: &str = "LastPage";

pub fn header(outline: &Outline) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:hdr", &NAMESPACES);
    let mark = outline.mark.as_deref().unwrap_or_default();
    paragraph(&mut xml, &Paragraph::of(styles::HEADER), mark);
    xml.close("w:hdr");
    xml.bytes()
}

pub fn footer(outline: &Outline) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:ftr", &NAMESPACES);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.val("w:pStyle", styles::FOOTER);
    xml.close("w:pPr");
    let mut rest = outline.page_label.as_str();
    while let Some((before, field, after)) = first_number(rest) {
        run(&mut xml, before);
        // The page's own number takes the digits of its section. The switch would say so again, and LibreOffice
        // makes Thai letters of it; the last page's it leaves alone.
        let digits = match field.as_str() {
            "PAGE" => "",
            _ if thai(outline) => " \\* ThaiArabic",
            _ => "",
        };
        xml.open("w:fldSimple", &[("w:instr", &format!(" {field}{digits} "))]);
        // What is shown until the program has counted: better no number than a wrong one.
        run(&mut xml, UNCOUNTED);
        xml.close("w:fldSimple");
        rest = after;
    }
    run(&mut xml, rest);
    xml.close("w:p");
    xml.close("w:ftr");
    xml.bytes()
}

/// The text before the first place of a page number, the field for it, and the text behind it.
fn first_number(label: &str) -> Option<(&str, String, &str)> {
    // The cover is not counted: it is a section of its own.
    [
        ("{page}", "PAGE".to_owned()),
        ("{pages}", format!("PAGEREF {LAST_PAGE}")),
    ]
    .into_iter()
    .filter_map(|(place, field)| {
        let (before, after) = label.split_once(place)?;
        Some((before, field, after))
    })
    .min_by_key(|(before, ..)| before.len())
}

fn thai(outline: &Outline) -> bool {
    outline.language == "th"
}

fn run(xml: &mut Xml, words: &str) {
    let words = text(words).replace('\n', " ");
    if words.is_empty() {
        return;
    }
    xml.open("w:r", &[]);
    xml.open("w:t", &[("xml:space", "preserve")]);
    xml.text(&words);
    xml.close("w:t");
    xml.close("w:r");
}

/// A section's pages: the cover's own without a number, or all that follow.
pub fn section(xml: &mut Xml, outline: &Outline, cover: bool) {
    xml.open("w:sectPr", &[]);
    xml.empty(
        "w:headerReference",
        &[("w:type", "default"), ("r:id", HEADER)],
    );
    if !cover {
        xml.empty(
            "w:footerReference",
            &[("w:type", "default"), ("r:id", FOOTER)],
        );
    }
    xml.val("w:type", "nextPage");
    let (width, height) = (
        twips(PAGE_WIDTH).to_string(),
        twips(PAGE_HEIGHT).to_string(),
    );
    xml.empty(
        "w:pgSz",
        &[("w:w", &width), ("w:h", &height), ("w:orient", "landscape")],
    );
    let (top, bottom) = (twips(TOP).to_string(), twips(BOTTOM).to_string());
    let side = twips(MARGIN).to_string();
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", &top),
            ("w:right", &side),
            ("w:bottom", &bottom),
            ("w:left", &side),
            ("w:header", "567"),
            ("w:footer", "454"),
            ("w:gutter", "0"),
        ],
    );
    if !cover {
        let digits = if thai(outline) {
            "thaiNumbers"
        } else {
            "decimal"
        };
        xml.empty("w:pgNumType", &[("w:fmt", digits), ("w:start", "1")]);
    }
    xml.close("w:sectPr");
}
