//! The document to edit says what the PDF says, in its order, and is what the format's schema asks for.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use chrono::{DateTime, FixedOffset};
use quick_xml::Reader;
use quick_xml::events::Event;
use rapsap::document::docx::docx;
use rapsap::document::from_snapshot;
use rapsap::document::outline::{AnnexBody, Block, Outline, Para, Table};
use rapsap::document::photos::Photos;
use rapsap::l10n::L10n;

use super::snapshot::{HASH, decisions, golden};
use super::whole;
use crate::geometry::{everywhere, odd_texts};

fn pages() -> Outline {
    let snapshot = golden();
    let decisions = decisions(&snapshot);
    from_snapshot::outline(&L10n::new(), &snapshot, &decisions, Some(HASH))
}

fn set(name: &str, outline: &Outline) -> Vec<u8> {
    set_with(name, outline, &Photos::new())
}

pub fn set_with(name: &str, outline: &Outline, photos: &Photos) -> Vec<u8> {
    let made_at: DateTime<FixedOffset> = "2023-10-16T09:00:00+07:00".parse().unwrap();
    let bytes = docx(outline, photos, made_at).unwrap();
    super::keep(name, &bytes);
    bytes
}

pub fn parts(docx: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let names: Vec<String> = (0..zip.len())
        .map(|at| zip.by_index(at).unwrap().name().unwrap().into_owned())
        .collect();
    names
        .into_iter()
        .map(|name| {
            let mut bytes = Vec::new();
            zip.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
            (name, bytes)
        })
        .collect()
}

fn parts_text(docx: &[u8], part: &str) -> String {
    String::from_utf8(parts(docx).remove(part).unwrap()).unwrap()
}

/// What a part holds: an element with its attributes, or text.
#[derive(Debug)]
enum Node {
    Open(String, BTreeMap<String, String>),
    Close(String),
    Text(String),
}

/// Every node of a part; panics if it is not well-formed.
fn nodes(xml: &[u8]) -> Vec<Node> {
    let text = std::str::from_utf8(xml).unwrap();
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut nodes = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                depth += 1;
                let name = start.name().as_ref().to_owned();
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let key = attribute.key.as_ref().to_owned();
                    let raw = attribute.value.to_string();
                    (key, quick_xml::escape::unescape(&raw).unwrap().into_owned())
                });
                nodes.push(Node::Open(name, attributes.collect()));
            }
            Event::End(end) => {
                depth -= 1;
                nodes.push(Node::Close(end.name().as_ref().to_owned()));
            }
            Event::Text(text) => {
                nodes.push(Node::Text(text.to_string()));
            }
            Event::GeneralRef(entity) => {
                let name = entity.to_string();
                let said = quick_xml::escape::unescape(&format!("&{name};"))
                    .unwrap()
                    .into_owned();
                nodes.push(Node::Text(said));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    nodes
}

/// The paragraphs of a part with their style and text; tabs and new lines as in text.
fn paragraphs(xml: &[u8]) -> Vec<(String, String)> {
    let mut paragraphs = Vec::new();
    let (mut style, mut text, mut within) = (String::new(), String::new(), false);
    for node in nodes(xml) {
        match node {
            Node::Open(name, attributes) => match name.as_str() {
                "w:p" => (style, text) = (String::new(), String::new()),
                "w:pStyle" => style = attributes["w:val"].clone(),
                "w:t" => within = true,
                "w:tab" => text += "\t",
                "w:br" => text += "\n",
                _ => {}
            },
            Node::Close(name) => match name.as_str() {
                "w:t" => within = false,
                "w:p" => paragraphs.push((std::mem::take(&mut style), std::mem::take(&mut text))),
                _ => {}
            },
            Node::Text(said) if within => text += &said,
            Node::Text(_) => {}
        }
    }
    paragraphs
}

/// What the paragraphs of a document say, those without words left out.
fn said(docx: &[u8]) -> Vec<String> {
    let all = paragraphs(&parts(docx)["word/document.xml"]).into_iter();
    all.map(|(_, text)| text)
        .filter(|text| !text.is_empty())
        .collect()
}

fn as_written(para: &Para) -> String {
    match &para.number {
        Some(number) => format!("{number}\t{}", para.text),
        None => para.text.clone(),
    }
}

/// What the PDF of this outline says, paragraph by paragraph.
fn expected(outline: &Outline, held: &Photos) -> Vec<String> {
    let mut all = vec![
        outline.title.clone(),
        outline.subtitle.clone(),
        outline.cover_footer.clone(),
    ];
    all.push(outline.heading.join("\n"));
    all.extend(outline.intro.lines().map(str::to_owned));
    all.extend(outline.columns.clone());
    let cells = outline.rows.iter().flat_map(|row| &row.cells);
    all.extend(cells.flatten().map(as_written));
    all.push(outline.responsible_line.clone());
    for signer in &outline.signers {
        let words = &outline.sign_words;
        all.push(signer.label.clone());
        all.push(format!(
            "{} {}",
            words.signature,
            signer.signed.clone().unwrap()
        ));
        all.push(format!("({})", signer.name));
        all.push(format!("{} {}", words.position, signer.position));
        all.push(format!("{} {}", words.date, signer.date.clone().unwrap()));
    }
    for annex in &outline.annexes {
        all.push(annex.heading.join("\n"));
        let table =
            |table: &Table| -> Vec<String> { [&table.columns[..], &table.rows.concat()].concat() };
        match &annex.body {
            AnnexBody::Summary(blocks) => {
                for block in blocks {
                    match block {
                        Block::Table(of) => all.extend(table(of)),
                        Block::Heading(words) | Block::Text(words) => all.push(words.clone()),
                    }
                }
            }
            AnnexBody::Table(of) => all.extend(table(of)),
            AnnexBody::Scores(scores) => {
                let ([before, after], [of, change]) = (&scores.years, &scores.heads);
                all.extend([of, before, after, change].map(String::clone));
                for bars in &scores.measures {
                    all.push(bars.label.clone());
                    all.extend(bars.said.clone());
                    all.push(bars.change.clone());
                }
            }
            AnnexBody::Photos(photos) => {
                for photo in photos {
                    let missing = !held.contains_key(&photo.file);
                    all.extend(missing.then(|| photo.missing.clone()));
                    all.push(photo.caption.clone());
                }
            }
        }
    }
    let page = outline.acknowledgement.clone().unwrap();
    all.push(page.heading);
    all.extend(
        page.lines
            .into_iter()
            .flat_map(|(label, value)| [label, value]),
    );
    all.extend(page.statement);
    all
}

#[test]
fn the_document_says_what_the_pdf_says_in_its_order() {
    let outline = pages();
    assert_eq!(
        said(&set("golden.docx", &outline)),
        expected(&outline, &Photos::new())
    );
    for (name, times) in [("golden-places.docx", 1), ("ten-times-places.docx", 10)] {
        let (outline, photos) = whole::report(times);
        let docx = set_with(name, &outline, &photos);
        assert_eq!(said(&docx), expected(&outline, &photos));
        // Behind a full page of a table an empty line would open an empty page.
        let xml = parts_text(&docx, "word/document.xml");
        let empty = r#"</w:tbl><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>"#;
        assert!(!xml.contains(empty) && !xml.contains("</w:tbl><w:tbl>"));
    }
}

#[test]
fn the_same_report_gives_the_same_bytes_and_every_part_is_named_once_and_known() {
    let bytes = set("golden.docx", &pages());
    assert!(bytes == set("golden.docx", &pages()));
    let parts = parts(&bytes);
    let kinds = String::from_utf8(parts["[Content_Types].xml"].clone()).unwrap();
    for name in parts.keys().filter(|name| *name != "[Content_Types].xml") {
        let ending = name.rsplit_once('.').unwrap().1;
        let known = kinds.contains(&format!("PartName=\"/{name}\""))
            || (ending != "xml" && kinds.contains(&format!("Extension=\"{ending}\"")));
        assert!(known, "{name}");
    }
    // What a part points at is there.
    for (name, xml) in parts.iter().filter(|(name, _)| name.ends_with(".rels")) {
        let folder = name.replace("_rels/", "");
        let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        for node in nodes(xml) {
            let Node::Open(_, attributes) = node else {
                continue;
            };
            let Some(target) = attributes.get("Target") else {
                continue;
            };
            let target = format!("{folder}/{target}");
            assert!(
                parts.contains_key(target.trim_start_matches('/')),
                "{target}"
            );
        }
    }
}

#[test]
fn the_header_row_repeats_and_short_rows_are_not_split() {
    let outline = pages();
    let xml = parts(&set("golden.docx", &outline))
        .remove("word/document.xml")
        .unwrap();
    let xml = String::from_utf8(xml).unwrap();
    // Of the report, the index of its evidence and its scores.
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 3);
    let first_row = xml.split("<w:tr>").nth(1).unwrap();
    assert!(first_row.contains("<w:tblHeader/>") && first_row.contains(&outline.columns[0]));
    assert!(xml.matches("<w:cantSplit/>").count() > 3);
    assert!(xml.contains(r#"w:orient="landscape""#));
}

#[test]
fn thai_is_set_in_the_embedded_face_and_checked_as_thai() {
    let parts = parts(&set("golden.docx", &pages()));
    let styles = String::from_utf8(parts["word/styles.xml"].clone()).unwrap();
    assert!(styles.contains(r#"w:cs="Sarabun""#));
    assert!(styles.contains(r#"w:bidi="th-TH""#));
    // Every size is given twice, for Latin and for Thai.
    assert_eq!(
        styles.matches("<w:sz ").count(),
        styles.matches("<w:szCs ").count()
    );
    assert_eq!(
        styles.matches("<w:b/>").count(),
        styles.matches("<w:bCs/>").count()
    );
    for (font, key, face) in [
        (
            "word/fonts/font1.odttf",
            "5A9B3C11-7D42-4E0A-9C36-2566A4400001",
            &include_bytes!("../../../src/document/fonts/Sarabun-Regular.ttf")[..],
        ),
        (
            "word/fonts/font2.odttf",
            "5A9B3C11-7D42-4E0A-9C36-2566A4400002",
            &include_bytes!("../../../src/document/fonts/Sarabun-Bold.ttf")[..],
        ),
    ] {
        let table = String::from_utf8(parts["word/fontTable.xml"].clone()).unwrap();
        assert!(table.contains(key));
        let hex = key.replace('-', "");
        let key: Vec<u8> = (0..16)
            .rev()
            .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
            .collect();
        let mut bytes = parts[font].clone();
        for (at, byte) in bytes.iter_mut().take(32).enumerate() {
            *byte ^= key[at % 16];
        }
        assert!(bytes == face, "{font}");
        // The face's licence lets every document embed it.
        let face = ttf_parser::Face::parse(face, 0).unwrap();
        assert_eq!(
            face.permissions(),
            Some(ttf_parser::Permissions::Installable)
        );
    }
}

#[test]
fn the_pages_are_counted_in_thai_digits_without_the_cover() {
    let parts = parts(&set("golden.docx", &pages()));
    let footer = String::from_utf8(parts["word/footer1.xml"].clone()).unwrap();
    // Both numbers take the digits of the section, the last page's by the mark on the document's last paragraph.
    assert!(footer.contains("\" PAGE \""), "{footer}");
    assert!(
        footer.contains(r" PAGEREF LastPage \* ThaiArabic "),
        "{footer}"
    );
    assert_eq!(paragraphs(&parts["word/footer1.xml"])[0].1, "หน้า … จาก …");
    let xml = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    let (cover, rest) = xml.split_once("</w:sectPr>").unwrap();
    assert!(!cover.contains("footerReference"));
    assert!(rest.contains(r#"<w:pgNumType w:fmt="thaiNumbers" w:start="1"/>"#));
    let draft = Outline {
        acknowledgement: None,
        ..pages()
    };
    for outline in [pages(), draft, Outline::default()] {
        let xml = parts_text(&set("counted.docx", &outline), "word/document.xml");
        assert_eq!(xml.matches("<w:bookmarkStart ").count(), 1);
        let (_, last) = xml.rsplit_once("<w:p>").unwrap();
        assert!(last.contains(r#"w:name="LastPage""#), "{last}");
    }
}

/// The order in which the schema wants what is below an element, as far as it is used here.
const ORDERS: [(&str, &[&str]); 9] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:tabs",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    (
        "w:rPr",
        &[
            "w:rFonts", "w:b", "w:bCs", "w:color", "w:sz", "w:szCs", "w:lang",
        ],
    ),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
        ],
    ),
    ("w:tcPr", &["w:tcW", "w:tcBorders", "w:shd", "w:vAlign"]),
    ("w:trPr", &["w:cantSplit", "w:tblHeader"]),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
        ],
    ),
    (
        "w:style",
        &[
            "w:name",
            "w:basedOn",
            "w:next",
            "w:qFormat",
            "w:pPr",
            "w:rPr",
            "w:tblPr",
        ],
    ),
    ("w:tbl", &["w:tblPr", "w:tblGrid", "w:tr"]),
    (
        "w:settings",
        &[
            "w:embedTrueTypeFonts",
            "w:defaultTabStop",
            "w:characterSpacingControl",
            "w:compat",
            "w:themeFontLang",
            "w:decimalSymbol",
            "w:listSeparator",
        ],
    ),
];

#[test]
fn elements_stand_in_the_order_of_the_schema_and_every_cell_ends_with_a_paragraph() {
    let draft = Outline {
        acknowledgement: None,
        ..pages()
    };
    for outline in [pages(), draft, Outline::default()] {
        for (part, xml) in parts(&set("order.docx", &outline)) {
            if !part.ends_with(".xml") {
                continue;
            }
            // Of each open element: its name, and the names below it so far.
            let mut open: Vec<(String, Vec<String>)> = vec![(String::new(), Vec::new())];
            for node in nodes(&xml) {
                match node {
                    Node::Open(name, _) => {
                        open.last_mut().unwrap().1.push(name.clone());
                        open.push((name, Vec::new()));
                    }
                    Node::Close(name) => {
                        let (opened, below) = open.pop().unwrap();
                        assert_eq!(opened, name);
                        if let Some((_, order)) = ORDERS.iter().find(|(of, _)| *of == name) {
                            let places: Vec<_> = below
                                .iter()
                                .map(|below| {
                                    let place = order.iter().position(|known| known == below);
                                    place.unwrap_or_else(|| panic!("{below} in {name} of {part}"))
                                })
                                .collect();
                            assert!(places.is_sorted(), "{below:?} in {name} of {part}");
                        }
                        if name == "w:tc" {
                            assert_eq!(below.last().unwrap(), "w:p");
                        }
                        if name == "w:body" {
                            let end: Vec<_> = below.iter().rev().take(2).collect();
                            assert_eq!(end, ["w:sectPr", "w:p"], "{part}");
                        }
                    }
                    Node::Text(_) => {}
                }
            }
        }
    }
}

#[test]
fn every_style_that_is_used_is_defined() {
    let parts = parts(&set("golden.docx", &pages()));
    let styles = String::from_utf8(parts["word/styles.xml"].clone()).unwrap();
    for part in ["word/document.xml", "word/header1.xml", "word/footer1.xml"] {
        for (style, text) in paragraphs(&parts[part]) {
            assert!(
                styles.contains(&format!("w:styleId=\"{style}\"")),
                "{style:?}: {text}"
            );
        }
    }
}

#[test]
fn odd_text_is_written_as_it_is_or_with_a_square_and_the_document_stays_whole() {
    let long = "มาตรการ ".repeat(1250);
    let word = "ก".repeat(300);
    // With all annexes, those texts that are worst in the PDF.
    for (name, text) in odd_texts() {
        let bytes = set(&format!("odd-{name}.docx"), &everywhere(&text));
        for (_, xml) in parts(&bytes)
            .iter()
            .filter(|(name, _)| name.ends_with(".xml"))
        {
            nodes(xml);
        }
    }
    for (text, shown) in [
        (
            "]]> </w:t> & \"x\" 'y' <w:br/> <!-- --> &#0; %s {page}",
            None,
        ),
        (
            "ดี👍🏽มาก\u{202E}กลับ\u{0}\u{7}中文\u{FFFF}",
            Some("ดี👍🏽มาก■กลับ■中文■"),
        ),
        ("a\u{B}b\u{C}c\u{1B}[31m\u{7F}", Some("a b c■[31m■")),
        (long.trim_end(), None),
        (&word, None),
    ] {
        let cell = || {
            vec![
                Para::item(0, text, text),
                Para::item(1, "-", text),
                Para::plain(text),
            ]
        };
        let mut outline = pages();
        outline.title = text.into();
        outline.intro = text.into();
        outline.mark = Some(text.into());
        outline.page_label = text.into();
        outline.columns = std::array::from_fn(|_| text.into());
        outline.rows[0].cells = std::array::from_fn(|_| cell());
        outline.signers[0].name = text.into();
        outline.acknowledgement.as_mut().unwrap().lines[0] = (text.into(), text.into());
        let bytes = set("odd.docx", &outline);
        for (name, xml) in parts(&bytes) {
            if name.ends_with(".xml") || name.ends_with(".rels") {
                nodes(&xml);
            }
        }
        let said = said(&bytes);
        let shown = shown.unwrap_or(text);
        assert_eq!(said[0], shown);
        let whole = said.iter().filter(|said| said.contains(shown)).count();
        // Title, introduction, six columns, six cells of three paragraphs, a signer, a label and its value.
        assert_eq!(whole, 1 + 1 + 6 + 18 + 1 + 2, "{said:#?}");
    }
}
