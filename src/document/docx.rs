//! The report as a Word document for those who must edit it: the same outline as the PDF, in the same
//! order, on styles, with Sarabun embedded. Written by hand as the parts of an Office Open XML package
//! (ECMA-376, transitional); the same outline gives the same bytes.

use std::io::{Cursor, Write as _};

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::outline::Outline;
use super::photos::Photos;
use super::sheet;
use xml::{Xml, text};

mod annexes;
mod body;
mod fonts;
mod pages;
mod settings;
mod styles;
mod xml;

/// The namespaces of every part that holds text.
const NAMESPACES: [(&str, &str); 3] = [
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "xmlns:wp",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
];
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The report as a .docx file. `made_at` becomes its date. Fails only if the machine cannot compress.
pub fn docx(
    outline: &Outline,
    photos: &Photos,
    made_at: DateTime<FixedOffset>,
) -> std::io::Result<Vec<u8>> {
    let whole = sheet::whole_rows(outline);
    let shown = annexes::shown(outline, photos);
    let mut parts: Vec<(&str, Vec<u8>)> = vec![
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/app.xml", app()),
        ("docProps/core.xml", core(outline, made_at)),
        ("word/_rels/document.xml.rels", document_relations(&shown)),
        ("word/_rels/fontTable.xml.rels", fonts::relations()),
        ("word/document.xml", body::document(outline, &whole, &shown)),
        ("word/fontTable.xml", fonts::table()),
        ("word/fonts/font1.odttf", fonts::obfuscated(0)),
        ("word/fonts/font2.odttf", fonts::obfuscated(1)),
        ("word/footer1.xml", pages::footer(outline)),
        ("word/header1.xml", pages::header(outline)),
        ("word/settings.xml", settings::settings()),
        ("word/styles.xml", styles::styles()),
    ];
    parts.extend((shown.iter()).map(|photo| (photo.part.as_str(), photo.jpeg.to_vec())));
    zipped(&parts)
}

/// One file of these parts in this order, which readers want to begin with the content types. The
/// moments within it are the format's first one: when it was packed is no part of the report.
fn zipped(parts: &[(&str, Vec<u8>)]) -> std::io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types() -> Vec<u8> {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut xml = Xml::new();
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    for (ending, kind) in [
        (
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("xml", "application/xml"),
        ("jpg", "image/jpeg"),
        (
            "odttf",
            "application/vnd.openxmlformats-officedocument.obfuscatedFont",
        ),
    ] {
        xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
    }
    for (part, kind) in [
        ("/word/document.xml", format!("{WORD}.document.main+xml")),
        ("/word/styles.xml", format!("{WORD}.styles+xml")),
        ("/word/settings.xml", format!("{WORD}.settings+xml")),
        ("/word/fontTable.xml", format!("{WORD}.fontTable+xml")),
        ("/word/header1.xml", format!("{WORD}.header+xml")),
        ("/word/footer1.xml", format!("{WORD}.footer+xml")),
        (
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ),
        (
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
        ),
    ] {
        xml.empty("Override", &[("PartName", part), ("ContentType", &kind)]);
    }
    xml.close("Types");
    xml.bytes()
}

/// A part's relations to others: id, kind and target.
fn relations(of: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "Relationships",
        &[("xmlns", &format!("{PACKAGE}/relationships"))],
    );
    for (id, kind, target) in of {
        xml.empty(
            "Relationship",
            &[("Id", id), ("Type", kind), ("Target", target)],
        );
    }
    xml.close("Relationships");
    xml.bytes()
}

fn package_relations() -> Vec<u8> {
    relations(&[
        (
            "rId1",
            &format!("{OFFICE}/officeDocument"),
            "word/document.xml",
        ),
        (
            "rId2",
            &format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ),
        (
            "rId3",
            &format!("{OFFICE}/extended-properties"),
            "docProps/app.xml",
        ),
    ])
}

fn document_relations(shown: &[annexes::Shown]) -> Vec<u8> {
    let image = format!("{OFFICE}/image");
    let media: Vec<_> = (shown.iter())
        .map(|photo| {
            (
                photo.relation.as_str(),
                image.as_str(),
                photo.target.as_str(),
            )
        })
        .collect();
    let own = [
        ("rId1", &*format!("{OFFICE}/styles"), "styles.xml"),
        ("rId2", &format!("{OFFICE}/settings"), "settings.xml"),
        ("rId3", &format!("{OFFICE}/fontTable"), "fontTable.xml"),
        (pages::HEADER, &format!("{OFFICE}/header"), "header1.xml"),
        (pages::FOOTER, &format!("{OFFICE}/footer"), "footer1.xml"),
    ];
    relations(&[&own[..], &media[..]].concat())
}

fn app() -> Vec<u8> {
    let mut xml = Xml::new();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.open("Properties", &[("xmlns", namespace)]);
    xml.simple("Application", "rapsap");
    xml.close("Properties");
    xml.bytes()
}

fn core(outline: &Outline, made_at: DateTime<FixedOffset>) -> Vec<u8> {
    let at = made_at
        .with_timezone(&Utc)
        .to_rfc3339_opts(SecondsFormat::Secs, true);
    let title = text(&format!("{} {}", outline.title, outline.subtitle)).replace('\n', " ");
    let mut xml = Xml::new();
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.simple("dc:title", title.trim());
    xml.simple("dc:creator", "rapsap");
    for name in ["dcterms:created", "dcterms:modified"] {
        xml.open(name, &[("xsi:type", "dcterms:W3CDTF")]);
        xml.text(&at);
        xml.close(name);
    }
    xml.simple("dc:language", &text(&outline.language).replace('\n', " "));
    xml.close("cp:coreProperties");
    xml.bytes()
}
