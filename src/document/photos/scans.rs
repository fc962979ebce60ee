//! Whether a JPEG holds the whole picture that it announces. Decoders show whatever there is and make up the rest, so
//! this goes through all codes of all scans (ITU-T T.81, F.2.2 and G.1.2) and counts; what they mean it does not ask.

mod codes;

use memchr::memchr;

use super::Unfit;
use super::segments::{END, HUFFMAN, QUANTIZATION, RESTARTS, SCAN, START, marker, segment};
use crate::sniff::PIXELS;
use codes::{Bits, Codes};

/// More passes over a picture than any camera or program makes [ours].
const SCANS: usize = 64;

/// A JPEG whose decoder shows what it holds, and that lacks nothing but perhaps the word that it is over.
///
/// # Errors
/// If it is cut off or damaged, or of a form that few programs write.
pub(super) fn whole(bytes: &[u8]) -> Result<(), Unfit> {
    let mut rest = bytes.strip_prefix(&[0xff, START]).ok_or(Unfit::Broken)?;
    let mut picture = Picture::default();
    let mut scans = 0;
    while let Some((marker, after)) = next_marker(rest) {
        rest = after;
        // None of these has a length.
        if matches!(marker, 0 | 1 | 0xd0..=0xd7 | START) {
            continue;
        }
        if marker == END {
            if picture.is_whole() {
                break;
            }
            continue;
        }
        let Some((body, after)) = segment(rest) else {
            break;
        };
        rest = after;
        match marker {
            0xc0..=0xc2 => picture.frame(marker, body)?,
            // Lossless, in steps, or with arithmetic codes.
            0xc3 | 0xc5..=0xc7 | 0xc8..=0xcf => return Err(Unfit::Unusual),
            HUFFMAN => picture.tables(body)?,
            QUANTIZATION => picture.quantized = true,
            RESTARTS => {
                let interval = body.first_chunk().ok_or(Unfit::Broken)?;
                picture.interval = usize::from(u16::from_be_bytes(*interval));
            }
            SCAN => {
                scans += 1;
                if scans > SCANS {
                    return Err(Unfit::Unusual);
                }
                let read = picture.scan(body, rest)?;
                rest = &rest[read..];
            }
            _ => {}
        }
    }
    match picture.is_whole() {
        true => Ok(()),
        false => Err(Unfit::Broken),
    }
}

/// Whatever stands before the next marker is passed over, as decoders do.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    marker(&bytes[memchr(0xff, bytes)?..])
}

/// What is known of the picture so far.
#[derive(Default)]
struct Picture {
    progressive: bool,
    /// Whether it was said what the numbers stand for.
    quantized: bool,
    /// Of pixels.
    size: (usize, usize),
    colours: Vec<Colour>,
    /// By class and number.
    codes: [[Option<Codes>; 4]; 2],
    /// So many units until the next restart; 0 without any.
    interval: usize,
}

struct Colour {
    id: u8,
    /// Blocks along each side of a unit.
    sampling: (usize, usize),
    /// Blocks that a line of units has.
    line: usize,
    /// Of each block which coefficients are not 0, in a progressive picture.
    filled: Vec<u64>,
    /// How many bits of each coefficient are still to come.
    lacks: [u8; 64],
}

/// A colour in a scan, and the numbers of its codes.
#[derive(Clone, Copy)]
struct Part {
    colour: usize,
    dc: usize,
    ac: usize,
}

/// Which coefficients a scan is about, from which bit on to which.
#[derive(Clone, Copy)]
struct Band {
    first: usize,
    last: usize,
    refines: bool,
    left: u8,
}

impl Picture {
    fn is_whole(&self) -> bool {
        let whole = |colour: &Colour| colour.lacks.iter().all(|bits| *bits == 0);
        self.quantized && !self.colours.is_empty() && self.colours.iter().all(whole)
    }

    fn frame(&mut self, marker: u8, body: &[u8]) -> Result<(), Unfit> {
        let [bits, size @ .., count] = body.first_chunk::<6>().ok_or(Unfit::Broken)?;
        let of = body[6..].as_chunks::<3>().0;
        let [high, wide] = [[size[0], size[1]], [size[2], size[3]]].map(u16::from_be_bytes);
        if *bits != 8 || high == 0 || wide == 0 || !matches!(count, 1 | 3 | 4) {
            return Err(Unfit::Unusual);
        }
        if !self.colours.is_empty() || of.len() != usize::from(*count) {
            return Err(Unfit::Broken);
        }
        if usize::from(wide) * usize::from(high) > PIXELS {
            return Err(Unfit::TooLarge);
        }
        self.progressive = marker == 0xc2;
        self.size = (wide.into(), high.into());
        for [id, sampling, _] in of {
            let sampling = (usize::from(sampling >> 4), usize::from(sampling & 15));
            if !(1..=4).contains(&sampling.0) || !(1..=4).contains(&sampling.1) {
                return Err(Unfit::Broken);
            }
            self.colours.push(Colour {
                id: *id,
                sampling,
                line: 0,
                filled: Vec::new(),
                lacks: [u8::MAX; 64],
            });
        }
        // The first one is the finest wherever cameras and programs wrote the file; decoders disagree about others.
        let finest = self.colours[0].sampling;
        let coarser =
            |colour: &Colour| colour.sampling.0 <= finest.0 && colour.sampling.1 <= finest.1;
        if !self.colours.iter().all(coarser) {
            return Err(Unfit::Unusual);
        }
        let (across, down) = self.units();
        for colour in &mut self.colours {
            colour.line = across * colour.sampling.0;
            if self.progressive {
                colour.filled = vec![0; colour.line * down * colour.sampling.1];
            }
        }
        Ok(())
    }

    /// Units along each side.
    fn units(&self) -> (usize, usize) {
        let finest = self.colours[0].sampling;
        let along = |pixels: usize, blocks: usize| pixels.div_ceil(8 * blocks);
        (along(self.size.0, finest.0), along(self.size.1, finest.1))
    }

    fn tables(&mut self, mut body: &[u8]) -> Result<(), Unfit> {
        while let [number @ (0..=3 | 0x10..=0x13), rest @ ..] = body {
            let (codes, rest) = Codes::read(rest).ok_or(Unfit::Broken)?;
            self.codes[usize::from(number >> 4)][usize::from(number & 15)] = Some(codes);
            body = rest;
        }
        match body.is_empty() {
            true => Ok(()),
            false => Err(Unfit::Broken),
        }
    }

    /// Goes through a scan; gives how many bytes it has.
    fn scan(&mut self, body: &[u8], data: &[u8]) -> Result<usize, Unfit> {
        let (count, rest) = body.split_first().ok_or(Unfit::Broken)?;
        let of = rest.get(..2 * usize::from(*count)).ok_or(Unfit::Broken)?;
        let [first, last, bits] = *rest[of.len()..].first_chunk().ok_or(Unfit::Broken)?;
        let mut parts = Vec::new();
        for [id, tables] in of.as_chunks::<2>().0 {
            let colour = self.colours.iter().position(|colour| colour.id == *id);
            parts.push(Part {
                colour: colour.ok_or(Unfit::Broken)?,
                dc: usize::from(tables >> 4 & 3),
                ac: usize::from(tables & 3),
            });
        }
        let band = match self.progressive {
            true => Band {
                first: usize::from(first.min(63)),
                last: usize::from(last.min(63)),
                refines: bits >> 4 != 0,
                left: bits & 15,
            },
            false => Band {
                first: 0,
                last: 63,
                refines: false,
                left: 0,
            },
        };
        let alone = parts.len() == 1;
        // Of a progressive picture the first coefficient comes by itself, the others a colour at a time.
        let fits = match (self.progressive, band.first) {
            (false, _) => true,
            (true, 0) => band.last == 0,
            (true, first) => alone && first <= band.last,
        };
        if parts.is_empty() || !fits {
            return Err(Unfit::Broken);
        }
        // Decoders in use show such a picture in stripes.
        let even = |colour: &Colour| colour.sampling == (1, 1);
        if !self.progressive && parts.len() < self.colours.len() && !self.colours.iter().all(even) {
            return Err(Unfit::Unusual);
        }
        let mut bits = Bits::of(data);
        let mut run = 0;
        let (across, down) = match alone {
            true => {
                let (finest, own) = (
                    self.colours[0].sampling,
                    self.colours[parts[0].colour].sampling,
                );
                let along = |pixels: usize, own: usize, finest: usize| {
                    (pixels * own).div_ceil(finest).div_ceil(8)
                };
                (
                    along(self.size.0, own.0, finest.0),
                    along(self.size.1, own.1, finest.1),
                )
            }
            false => self.units(),
        };
        for unit in 0..across * down {
            if self.interval > 0 && unit > 0 && unit % self.interval == 0 {
                bits.restart()?;
                run = 0;
            }
            let (x, y) = (unit % across, unit / across);
            for part in &parts {
                let sampling = match alone {
                    true => (1, 1),
                    false => self.colours[part.colour].sampling,
                };
                for row in 0..sampling.1 {
                    for column in 0..sampling.0 {
                        let at = (x * sampling.0 + column, y * sampling.1 + row);
                        self.block(*part, at, band, &mut bits, &mut run)?;
                    }
                }
            }
        }
        for part in &parts {
            self.colours[part.colour].lacks[band.first..=band.last].fill(band.left);
        }
        bits.end()
    }

    /// The codes of a block. `run` counts the blocks to come that have none.
    fn block(
        &mut self,
        part: Part,
        (x, y): (usize, usize),
        band: Band,
        bits: &mut Bits,
        run: &mut usize,
    ) -> Result<(), Unfit> {
        let colour = &mut self.colours[part.colour];
        let at = y * colour.line + x;
        let mut next = band.first;
        if next == 0 {
            if band.refines {
                bits.take(1)?;
            } else {
                let length = bits.symbol(&self.codes[0][part.dc])?;
                bits.take(u32::from(length & 15))?;
            }
            if self.progressive {
                return Ok(());
            }
            next = 1;
        }
        let codes = &self.codes[1][part.ac];
        let mut none = 0;
        let filled = colour.filled.get_mut(at).unwrap_or(&mut none);
        let is_filled = |filled: u64, at: usize| filled >> at & 1 == 1;
        while *run == 0 && next <= band.last {
            let symbol = bits.symbol(codes)?;
            let (mut skipped, length) = (usize::from(symbol >> 4), symbol & 15);
            if length == 0 && skipped < 15 {
                *run = match self.progressive {
                    true => (1 << skipped) + bits.take(skipped as u32)? as usize,
                    false => 1,
                };
                break;
            }
            if band.refines {
                if length > 1 {
                    return Err(Unfit::Broken);
                }
                bits.take(u32::from(length))?;
                while next <= band.last {
                    if is_filled(*filled, next) {
                        bits.take(1)?;
                    } else if skipped == 0 {
                        break;
                    } else {
                        skipped -= 1;
                    }
                    next += 1;
                }
            } else {
                next += skipped;
                bits.take(u32::from(length))?;
            }
            if length > 0 {
                if next > band.last {
                    return Err(Unfit::Broken);
                }
                *filled |= 1 << next;
            }
            next += 1;
        }
        if *run > 0 {
            if band.refines {
                for at in next..=band.last {
                    if is_filled(*filled, at) {
                        bits.take(1)?;
                    }
                }
            }
            *run -= 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
