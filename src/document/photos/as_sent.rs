//! A JPEG as it was sent, without what stands beside its picture: where it was taken and with what, previews,
//! colour profiles, comments, whatever follows its end. It goes from marker to marker, decodes nothing, and takes
//! only what every reader shows alike; whether the picture is upright and how large it may be is for others.

use std::collections::BTreeSet;

use memchr::memchr;

use super::segments::{END, HUFFMAN, QUANTIZATION, RESTARTS, SCAN, START, marker, segment};

const BASELINE: u8 = 0xc0;
const PROGRESSIVE: u8 = 0xc2;
const COMMENT: u8 = 0xfe;
const OF_APPLICATIONS: std::ops::RangeInclusive<u8> = 0xe0..=0xef;
const ADOBE: u8 = 0xee;

/// JFIF 1.01 without a density and a preview. It says as well that three colours are luma and two of chroma.
const JFIF: [u8; 20] = *b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
/// More passes over a picture than any camera or program makes only take time [ours].
const SCANS: usize = 30;

/// The picture alone; none if there is something about it that would have to be decoded to be kept right, or that
/// shows it to be incomplete.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xff, START])?;
    let mut made = Vec::with_capacity(bytes.len());
    made.extend(JFIF);
    let mut seen = Seen::default();
    loop {
        let (marker, after) = marker(rest)?;
        if marker == END {
            made.extend([0xff, END]);
            return seen.is_whole().then_some(made);
        }
        let (body, behind) = segment(after)?;
        rest = behind;
        match marker {
            ADOBE if !is_luma_and_chroma(body) => return None,
            COMMENT => continue,
            marker if OF_APPLICATIONS.contains(&marker) => continue,
            BASELINE | PROGRESSIVE => seen.frame(marker, body)?,
            QUANTIZATION => seen.quantization(body)?,
            HUFFMAN => seen.huffman(body)?,
            RESTARTS if body.len() == 2 => {}
            SCAN => seen.scan(body)?,
            _ => return None,
        }
        made.extend([0xff, marker]);
        made.extend(&after[..2 + body.len()]);
        if marker == SCAN {
            let (data, after) = rest.split_at(data(rest)?);
            made.extend(data);
            rest = after;
        }
    }
}

/// How long the data of a scan is, which there must be some of: until a marker that is none within the data.
fn data(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr(0xff, &rest[at..])?;
        match rest.get(at + 1)? {
            0 | 0xd0..=0xd7 => at += 2,
            _ if at == 0 => return None,
            _ => return Some(at),
        }
    }
}

/// Adobe's segment says otherwise of files whose three colours are red, green and blue.
fn is_luma_and_chroma(body: &[u8]) -> bool {
    match body.strip_prefix(b"Adobe") {
        Some(said) => said.get(6) == Some(&1),
        None => true,
    }
}

/// What the segments have said so far.
#[derive(Default)]
struct Seen {
    frame: Option<Frame>,
    quantization: BTreeSet<u8>,
    /// Their class and number in one byte.
    huffman: BTreeSet<u8>,
    scans: usize,
}

struct Frame {
    progressive: bool,
    colours: Vec<Colour>,
}

struct Colour {
    id: u8,
    quantization: u8,
    /// Whether there was a scan of its coarsest part.
    scanned: bool,
}

impl Seen {
    /// One frame of eight bits, grey or in the usual three colours, the chroma no finer than the luma.
    fn frame(&mut self, marker: u8, body: &[u8]) -> Option<()> {
        let [8, size @ .., count] = body.get(..6)? else {
            return None;
        };
        let of = body[6..].as_chunks::<3>().0;
        let fits = body.len() == 6 + 3 * usize::from(*count) && matches!(count, 1 | 3);
        let sized = size[..2] != [0; 2] && size[2..] != [0; 2];
        let named = of.len() == 1
            || [[1, 2, 3], [0, 1, 2]]
                .iter()
                .any(|ids| of.iter().map(|[id, ..]| id).eq(ids));
        let sampled = of
            .iter()
            .enumerate()
            .all(|(at, [_, sampling, _])| match at {
                0 => matches!(sampling, 0x11 | 0x12 | 0x21 | 0x22),
                _ => *sampling == 0x11,
            });
        if self.frame.is_some() || !(fits && sized && named && sampled) {
            return None;
        }
        let colours = of.iter().map(|[id, _, quantization]| Colour {
            id: *id,
            quantization: *quantization,
            scanned: false,
        });
        self.frame = Some(Frame {
            progressive: marker == PROGRESSIVE,
            colours: colours.collect(),
        });
        Some(())
    }

    fn quantization(&mut self, mut body: &[u8]) -> Option<()> {
        while let [number @ 0..=3, rest @ ..] = body {
            let (table, rest) = rest.split_at_checked(64)?;
            if table.contains(&0) {
                return None;
            }
            self.quantization.insert(*number);
            body = rest;
        }
        body.is_empty().then_some(())
    }

    /// Tables of codes that there is room for: no more of a length than are left by the shorter ones.
    fn huffman(&mut self, mut body: &[u8]) -> Option<()> {
        while let [number @ (0..=3 | 0x10..=0x13), rest @ ..] = body {
            let (counts, rest) = rest.split_at_checked(16)?;
            let mut free = 1_usize;
            for count in counts {
                free = (free * 2).checked_sub(usize::from(*count))?;
            }
            let values: usize = counts.iter().map(|count| usize::from(*count)).sum();
            if !(1..=256).contains(&values) {
                return None;
            }
            self.huffman.insert(*number);
            body = rest.split_at_checked(values)?.1;
        }
        body.is_empty().then_some(())
    }

    /// A scan that comes in its turn and whose tables are there.
    fn scan(&mut self, body: &[u8]) -> Option<()> {
        let frame = self.frame.as_mut()?;
        let (count, rest) = body.split_first()?;
        let (of, rest) = rest.split_at_checked(2 * usize::from(*count))?;
        let [first, last, bits] = *rest else {
            return None;
        };
        let coarse = first == 0;
        let fits = match frame.progressive {
            false => {
                self.scans == 0
                    && of.len() == 2 * frame.colours.len()
                    && (first, last, bits) == (0, 63, 0)
            }
            true => {
                let (before, after) = (bits >> 4, bits & 15);
                let band = if coarse {
                    last == 0
                } else {
                    (first..=63).contains(&last) && *count == 1
                };
                band && after <= 13 && (before == 0 || before == after + 1)
            }
        };
        self.scans += 1;
        if !fits || of.is_empty() || self.scans > SCANS {
            return None;
        }
        let refines = bits >> 4 != 0;
        let mut at = 0;
        for [id, tables] in of.as_chunks::<2>().0 {
            // In the frame's order, each once.
            at += frame.colours[at..]
                .iter()
                .position(|colour| colour.id == *id)?;
            let colour = &mut frame.colours[at];
            at += 1;
            let [dc, ac] = [tables >> 4, 0x10 | (tables & 15)];
            let needs_dc = coarse && !refines;
            let needs_ac = !coarse || !frame.progressive;
            if (needs_dc && !self.huffman.contains(&dc))
                || (needs_ac && !self.huffman.contains(&ac))
                || !self.quantization.contains(&colour.quantization)
                || needs_dc == colour.scanned
            {
                return None;
            }
            colour.scanned = true;
        }
        Some(())
    }

    fn is_whole(&self) -> bool {
        let colours = self.frame.iter().flat_map(|frame| &frame.colours);
        self.frame.is_some() && colours.into_iter().all(|colour| colour.scanned)
    }
}

#[cfg(test)]
mod tests;
