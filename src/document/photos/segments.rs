//! What a JPEG is put together of: markers, and segments behind most of them (ITU-T T.81, B.1.1).

pub(super) const START: u8 = 0xd8;
pub(super) const END: u8 = 0xd9;
pub(super) const SCAN: u8 = 0xda;
pub(super) const HUFFMAN: u8 = 0xc4;
pub(super) const QUANTIZATION: u8 = 0xdb;
pub(super) const RESTARTS: u8 = 0xdd;

/// The next marker, before which there may be any number of 0xff, and what follows it.
pub(super) fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let bytes = bytes.strip_prefix(&[0xff])?;
    let at = bytes.iter().position(|byte| *byte != 0xff)?;
    Some((bytes[at], &bytes[at + 1..]))
}

/// What a segment says behind its length of two bytes, and what follows it.
pub(super) fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::from(u16::from_be_bytes(*bytes.first_chunk()?));
    let (segment, after) = bytes.split_at_checked(length)?;
    Some((segment.get(2..)?, after))
}
