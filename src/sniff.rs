//! What a file is by its content, and whether it is safe to keep. Names and claimed types count for
//! nothing; nothing is decoded or unpacked: pictures are measured by their header, packed files by their
//! table of contents. What is done with a file afterwards is for others.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::domain::incoming::Unkept;

/// The most pixels of a picture [ours]: a good scanner's A3 page.
pub const PIXELS: usize = 50_000_000;
/// The most that a packed file may say it unpacks to, in bytes [ours].
const UNPACKED: u64 = 200 << 20;
/// And how many times its own size at most [ours]; office documents stay below 50.
const RATIO: u64 = 200;
/// The most files in one [ours]; long presentations have a few hundred.
const ENTRIES: usize = 20_000;

/// The MIME type that the content shows, or why the file is not taken.
pub fn kind(bytes: &[u8]) -> Result<&'static str, Unkept> {
    if let Some(kind) = picture(bytes) {
        let size = imagesize::blob_size(bytes).map_err(|_| Unkept::Unreadable)?;
        return match size.width.saturating_mul(size.height) {
            0 => Err(Unkept::Unreadable),
            pixels if pixels > PIXELS => Err(Unkept::Pixels),
            _ => Ok(kind),
        };
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok("application/pdf");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return packed(bytes);
    }
    if is_text(bytes) {
        return Ok("text/plain");
    }
    Err(Unkept::Kind)
}

fn picture(bytes: &[u8]) -> Option<&'static str> {
    let brand = bytes.get(8..12).unwrap_or_default();
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => Some("image/tiff"),
        [b'R', b'I', b'F', b'F', ..] if brand == b"WEBP" => Some("image/webp"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => match brand {
            b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1" => Some("image/heic"),
            b"avif" | b"avis" => Some("image/avif"),
            _ => None,
        },
        // Two letters that a text may begin with as well.
        [b'B', b'M', ..] if !is_text(bytes) => Some("image/bmp"),
        _ => None,
    }
}

/// A file in ZIP's form: its table of contents says what it is and what it would unpack to.
fn packed(bytes: &[u8]) -> Result<&'static str, Unkept> {
    // Counted before the table is read into memory.
    let entries = bytes.windows(4).filter(|four| four == b"PK\x01\x02");
    if entries.count() > ENTRIES {
        return Err(Unkept::Packed);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unkept::Kind)?;
    let mut unpacked = 0_u64;
    let mut names = Vec::with_capacity(archive.len());
    let mut declared = String::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index_raw(index).map_err(|_| Unkept::Kind)?;
        unpacked = unpacked.saturating_add(entry.size());
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if name == "mimetype" {
            // Stored as it is, by OpenDocument's own rule.
            let _ = (&mut entry).take(100).read_to_string(&mut declared);
        }
        names.push(name);
    }
    if unpacked > UNPACKED || unpacked / RATIO > bytes.len() as u64 {
        return Err(Unkept::Packed);
    }
    let has = |start: &str, end: &str| {
        names
            .iter()
            .any(|name| name.starts_with(start) && name.ends_with(end))
    };
    // Macros are programs.
    if has("", "vbaProject.bin") {
        return Err(Unkept::Kind);
    }
    let office = has("[Content_Types].xml", "");
    match declared.trim() {
        "application/vnd.oasis.opendocument.text" => Ok("application/vnd.oasis.opendocument.text"),
        "application/vnd.oasis.opendocument.spreadsheet" => {
            Ok("application/vnd.oasis.opendocument.spreadsheet")
        }
        _ if office && has("word/document", ".xml") => {
            Ok("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        }
        _ if office && has("xl/workbook", ".xml") => {
            Ok("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        _ if office && has("ppt/presentation", ".xml") => {
            Ok("application/vnd.openxmlformats-officedocument.presentationml.presentation")
        }
        _ => Err(Unkept::Kind),
    }
}

/// Text without control characters, in UTF-8, UTF-16 or Windows' Thai code page, that is neither markup
/// nor a script.
fn is_text(bytes: &[u8]) -> bool {
    let printable = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{0C}') || !c.is_control();
    let plain = |text: &str| {
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        !text.is_empty()
            && !text.starts_with('<')
            && !text.starts_with("#!")
            && text.chars().all(printable)
    };
    let utf16 = |pair: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|two| pair([two[0], two[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        bytes.len().is_multiple_of(2) && text.is_ok_and(|text| plain(&text))
    };
    match bytes {
        [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
        _ => match str::from_utf8(bytes) {
            Ok(text) => plain(text),
            // Excel still writes CSV so; ASCII stands for itself, which is all that `plain` asks about.
            Err(_) => {
                bytes.iter().all(|byte| is_windows_874(*byte)) && {
                    let ascii = |byte: &u8| if byte.is_ascii() { *byte as char } else { 'x' };
                    plain(&bytes.iter().map(ascii).collect::<String>())
                }
            }
        },
    }
}

fn is_windows_874(byte: u8) -> bool {
    matches!(byte, 0..=0x7f | 0x80 | 0x85 | 0x91..=0x97 | 0xa0..=0xda | 0xdf..=0xfb)
}

#[cfg(test)]
mod tests;
