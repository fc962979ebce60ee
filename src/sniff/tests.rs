use std::io::Write as _;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;

/// A PNG's beginning: signature, header chunk.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in files {
        writer.start_file(*name, stored).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Of an archive's first file: both the table and the file itself say that it unpacks to so much.
fn declaring(mut bytes: Vec<u8>, size: u32) -> Vec<u8> {
    let table = bytes
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    bytes[22..26].copy_from_slice(&size.to_le_bytes());
    bytes[table + 24..table + 28].copy_from_slice(&size.to_le_bytes());
    bytes
}

#[test]
fn office_documents_are_told_apart_by_what_is_in_them() {
    let office = |inside: &str| {
        kind(&archive(&[
            ("[Content_Types].xml", b"<Types/>"),
            (inside, b"<x/>"),
        ]))
    };
    assert!(
        office("word/document.xml")
            .unwrap()
            .ends_with("wordprocessingml.document")
    );
    assert!(
        office("xl/workbook.xml")
            .unwrap()
            .ends_with("spreadsheetml.sheet")
    );
    assert!(
        office("ppt/presentation.xml")
            .unwrap()
            .ends_with("presentationml.presentation")
    );
    assert_eq!(office("../../etc/passwd"), Err(Unkept::Kind));
    let open = |kind: &str| archive(&[("mimetype", kind.as_bytes()), ("content.xml", b"<x/>")]);
    for mime in [
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
    ] {
        assert_eq!(kind(&open(mime)), Ok(mime));
    }
    assert_eq!(
        kind(&open("application/vnd.oasis.opendocument.database")),
        Err(Unkept::Kind)
    );
}

#[test]
fn a_document_with_macros_is_not_taken() {
    let files: [(&str, &[u8]); 3] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<x/>"),
        ("word/vbaProject.bin", b"x"),
    ];
    assert_eq!(kind(&archive(&files)), Err(Unkept::Kind));
}

#[test]
fn a_workbook_that_would_unpack_to_too_much_is_refused_unopened() {
    let files: [(&str, &[u8]); 2] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<x/>"),
    ];
    let honest = archive(&files);
    assert!(kind(&honest).is_ok());
    let ratio = u32::try_from(honest.len()).unwrap() * 201;
    assert_eq!(kind(&declaring(honest.clone(), ratio)), Err(Unkept::Packed));
    assert_eq!(
        kind(&declaring(honest.clone(), u32::MAX - 1)),
        Err(Unkept::Packed)
    );
    let half = honest.len() / 2;
    assert_eq!(kind(&honest[..half]), Err(Unkept::Kind), "half a file");
}

#[test]
fn an_archive_of_countless_files_is_refused_before_its_table_is_read() {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.extend(b"PK\x01\x02".repeat(ENTRIES + 1));
    assert_eq!(kind(&bytes), Err(Unkept::Packed));
}

#[test]
fn pictures_are_measured_by_their_header() {
    assert_eq!(kind(&png(4000, 3000)), Ok("image/png"));
    assert_eq!(kind(&png(10_000, 5_000)), Ok("image/png"));
    assert_eq!(kind(&png(10_000, 5_001)), Err(Unkept::Pixels));
    assert_eq!(kind(&png(u32::MAX, u32::MAX)), Err(Unkept::Pixels));
    assert_eq!(kind(&png(0, 10)), Err(Unkept::Unreadable));
    assert_eq!(kind(b"\xff\xd8\xff"), Err(Unkept::Unreadable));
    assert_eq!(kind(&png(1, 1)[..20]), Err(Unkept::Unreadable));
    assert_eq!(kind(b"RIFF\x10\0\0\0WEBP"), Err(Unkept::Unreadable));
}

#[test]
fn text_is_taken_in_the_codings_in_which_offices_write_it() {
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain("เลขที่,๖๓/๒๕๖๖\r\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for text in [
        "ลำดับ,มาตรการ\r\n๑,ปรับปรุงเว็บไซต์\r\n".as_bytes(),
        "\u{FEFF}เลขที่".as_bytes(),
        // สวัสดี in Windows' code page.
        b"\xca\xc7\xd1\xca\xb4\xd5,1\r\n",
        b"BMI,23\n",
        &utf16,
    ] {
        assert_eq!(kind(text), Ok("text/plain"), "{text:?}");
    }
}

#[test]
fn programs_markup_and_scripts_are_not_taken_whatever_they_are_called() {
    for content in [
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".as_slice(),
        b"\x7fELF\x02\x01\x01",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\xef\xbb\xbf  <svg xmlns='http://www.w3.org/2000/svg'/>",
        b"#!/bin/sh\nrm -rf /\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"PK\x03\x04",
        b"   ",
        b"",
    ] {
        assert_eq!(kind(content), Err(Unkept::Kind), "{content:?}");
    }
    assert_eq!(kind(b"%PDF-1.7\n"), Ok("application/pdf"));
}

#[test]
fn no_bytes_bring_it_down() {
    use proptest::prelude::*;
    let starts: [&[u8]; 9] = [
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"II*\0",
        b"MM\0*",
        b"BM",
        b"PK\x03\x04",
        b"\0\0\0\x18ftypheic",
        b"RIFF\0\0\0\0WEBP",
    ];
    proptest!(|(start in 0..starts.len(), rest in prop::collection::vec(any::<u8>(), 0..400))| {
        let mut bytes = starts[start].to_vec();
        bytes.extend(rest);
        let _ = kind(&bytes);
    });
}
