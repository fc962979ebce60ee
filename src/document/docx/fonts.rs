//! Sarabun within the document, so that it looks the same where the face is not installed. The font parts
//! are obfuscated as ECMA-376 part 4 (embedded fonts) says; the face's own licence, which its name table
//! states, allows embedding without limits (fsType 0).

use super::{NAMESPACES, OFFICE, Xml};
use crate::document::world::FACES;

/// What the faces are called in the document.
pub const FACE: &str = "Sarabun";

/// The keys of the regular and the bold face: any would do, if it stays the same.
const KEYS: [&str; 2] = [
    "{5A9B3C11-7D42-4E0A-9C36-2566A4400001}",
    "{5A9B3C11-7D42-4E0A-9C36-2566A4400002}",
];

/// How many bytes at a font's beginning are obfuscated.
const OBFUSCATED: usize = 32;

/// The font part of a face: its first bytes combined with the key's, last byte first.
pub fn obfuscated(face: usize) -> Vec<u8> {
    let mut font = FACES[face].to_vec();
    let key = key(KEYS[face]);
    for (at, byte) in font.iter_mut().take(OBFUSCATED).enumerate() {
        *byte ^= key[key.len() - 1 - at % key.len()];
    }
    font
}

/// The sixteen bytes of a key as it is written.
fn key(written: &str) -> Vec<u8> {
    let digits: Vec<u8> = written
        .chars()
        .filter_map(|c| u8::try_from(c.to_digit(16)?).ok())
        .collect();
    let bytes = digits.chunks(2);
    bytes.map(|pair| pair[0] << 4 | pair[1]).collect()
}

pub fn table() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:fonts", &NAMESPACES);
    xml.open("w:font", &[("w:name", FACE)]);
    xml.val("w:panose1", "00000500000000000000");
    xml.val("w:charset", "DE");
    xml.val("w:family", "auto");
    xml.val("w:pitch", "variable");
    // As the face's OS/2 table has them: Latin and Thai.
    xml.empty(
        "w:sig",
        &[
            ("w:usb0", "21000007"),
            ("w:usb1", "00000001"),
            ("w:usb2", "00000000"),
            ("w:usb3", "00000000"),
            ("w:csb0", "20010193"),
            ("w:csb1", "00000000"),
        ],
    );
    for (name, id, key) in [
        ("w:embedRegular", "rId1", KEYS[0]),
        ("w:embedBold", "rId2", KEYS[1]),
    ] {
        xml.empty(name, &[("r:id", id), ("w:fontKey", key)]);
    }
    xml.close("w:font");
    xml.close("w:fonts");
    xml.bytes()
}

/// From the table of fonts to the font parts.
pub fn relations() -> Vec<u8> {
    let kind = format!("{OFFICE}/font");
    super::relations(&[
        ("rId1", &kind, "fonts/font1.odttf"),
        ("rId2", &kind, "fonts/font2.odttf"),
    ])
}
