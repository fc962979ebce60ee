//! Photos as the document shows them: upright, small enough for a report with many, and without anything
//! that the camera wrote beside the picture. What is so already but for that stays as it was sent (`as_sent`);
//! the others are decoded once and set smaller (`shrink`). The originals stay as they are.

mod as_sent;
mod shrink;

use std::collections::BTreeMap;
use std::io::{self, Cursor};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageReader, Limits, RgbImage, Rgba};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use shrink::shrunk;

/// JPEG files by the ids of the photos.
pub type Photos = BTreeMap<i64, Vec<u8>>;

/// What all photos of a report may take together, in bytes [ours]: with the rest it stays below 10 MB.
const TOGETHER: usize = 8_500_000;
/// What one may take at most, in bytes [ours].
const ONE: usize = 400_000;
/// The longer side of one that stays as it was sent, at most, in pixels [ours]: Telegram sends 1280 or 2560.
const WIDEST: u32 = 2560;
/// The longer side of the others, in pixels, and the quality, from the least on: half an A4 page is 12 cm wide
/// [ours].
const LEAST: (u32, u8) = (480, 45);
const STEPS: [(u32, u8); 5] = [
    (640, 55),
    (800, 65),
    (1024, 70),
    (LARGEST, 70),
    (LARGEST, 82),
];
const LARGEST: u32 = 1280;
/// What is tried is so many strips of so many rows, as far apart as they can be [ours].
const STRIPS: u32 = 5;
const STRIP: u32 = 32;
/// Of a file, what does not grow with its picture, in bytes, or somewhat less.
const HEAD: usize = 600;
/// The most memory that reading one may take, in bytes [ours]: 50 million pixels of four bytes.
const MEMORY: u64 = 256 << 20;

/// Why a photo cannot be shown.
#[derive(Debug, thiserror::Error)]
#[error("the photo cannot be read: {0}")]
pub struct Unreadable(#[from] ImageError);

/// A photo (JPEG, PNG or WebP) as a JPEG for a report with `count` photos. Takes up to some hundred milliseconds
/// and blocks.
///
/// Of a JPEG that stays as it was sent only the headers are decoded, and its structure is looked at. That is what
/// tells broken ones: the decoder takes whatever there is for the picture, and makes the rest grey, as readers do.
///
/// # Errors
/// If it is no picture of these kinds, is broken, or would take too much memory.
pub fn prepared(bytes: &[u8], count: usize) -> Result<Vec<u8>, Unreadable> {
    let room = (TOGETHER / count.max(1)).min(ONE);
    let mut decoder = decoder(bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (width, height) = decoder.dimensions();
    if orientation == Orientation::NoTransforms
        && width.max(height) <= WIDEST
        && let Some(bare) = as_sent::bare(bytes).filter(|bare| bare.len() <= room)
    {
        return Ok(bare);
    }
    let small = opaque(DynamicImage::from_decoder(decoder)?);
    let mut upright = DynamicImage::ImageRgb8(small);
    upright.apply_orientation(orientation);
    Ok(fitted(&upright.into_rgb8(), room)?)
}

fn decoder(bytes: &[u8]) -> Result<impl image::ImageDecoder, ImageError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits.clone());
    let decoder = reader.into_decoder()?;
    // The decoder keeps to the limit with what it needs for itself; room for the picture is made unasked.
    limits.reserve(decoder.total_bytes())?;
    Ok(decoder)
}

/// No larger than the largest, and without transparency: what was transparent is white.
fn opaque(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        let picture = picture.into_rgb8();
        let longer = picture.width().max(picture.height());
        return match longer > LARGEST {
            true => shrunk(&picture, LARGEST, longer),
            false => picture,
        };
    }
    let small = match picture.width().max(picture.height()) > LARGEST {
        true => picture.thumbnail(LARGEST, LARGEST),
        false => picture,
    };
    let mut opaque = RgbImage::new(small.width(), small.height());
    for (x, y, Rgba([r, g, b, a])) in small.into_rgba8().enumerate_pixels() {
        let over = |c: &u8| {
            let (c, a) = (u16::from(*c), u16::from(*a));
            ((c * a + 255 * (255 - a)) / 255) as u8
        };
        opaque.put_pixel(x, y, image::Rgb([over(r), over(g), over(b)]));
    }
    opaque
}

/// The best that there is room for, found by what strips of the picture take.
fn fitted(picture: &RgbImage, room: usize) -> Result<Vec<u8>, ImageError> {
    let strips = strips(picture);
    let part = f64::from(strips.height()) / f64::from(picture.height());
    let longer = picture.width().max(picture.height());
    let made = |of: &RgbImage, (side, quality): (u32, u8)| match side < longer {
        true => jpeg(&shrunk(of, side, longer), quality),
        false => jpeg(of, quality),
    };
    let mut fitting = 0;
    for step in STEPS {
        let grows = made(&strips, step)?.len().saturating_sub(HEAD);
        if HEAD as f64 + grows as f64 / part > room as f64 {
            break;
        }
        fitting += 1;
    }
    for step in STEPS[..fitting].iter().rev() {
        let made = made(picture, *step)?;
        if made.len() <= room {
            return Ok(made);
        }
    }
    made(picture, LEAST)
}

/// Rows from all over the picture; all of them if it is low.
fn strips(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    let (count, rows) = (STRIPS as usize, STRIP as usize);
    let line = width as usize * 3;
    let apart = height.saturating_sub(STRIP) as usize / (count - 1);
    if apart <= rows {
        return picture.clone();
    }
    let mut strips = Vec::with_capacity(count * rows * line);
    for strip in 0..count {
        strips.extend_from_slice(&picture.as_raw()[strip * apart * line..][..rows * line]);
    }
    RgbImage::from_raw(width, STRIPS * STRIP, strips).unwrap_or_else(|| picture.clone())
}

/// With half as many pixels of colour each way, as cameras do. Codes of its own would make it smaller by a fifth, but
/// the encoder puts each colour into a scan of its own then, which not every reader can show.
fn jpeg(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, ImageError> {
    let mut made = Vec::new();
    let mut encoder = Encoder::new(&mut made, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    // None is larger than the largest.
    let [width, height] = [picture.width(), picture.height()].map(|side| side as u16);
    let encoded = encoder.encode(picture, width, height, ColorType::Rgb);
    encoded.map_err(|error| ImageError::IoError(io::Error::other(error)))?;
    Ok(made)
}
