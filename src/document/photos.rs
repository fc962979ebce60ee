//! Photos as the document shows them: upright, small enough for a report with many, and without anything
//! that the camera wrote beside the picture. The originals stay as they are.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageReader, Limits};

/// JPEG files by the ids of the photos.
pub type Photos = BTreeMap<i64, Vec<u8>>;

/// What all photos of a report may take together, in bytes [ours]: with the rest it stays below 10 MB.
const TOGETHER: usize = 8_500_000;
/// What one may take at most, in bytes [ours].
const ONE: usize = 400_000;
/// The longer side, in pixels, and the quality, from the best on: half an A4 page is 12 cm wide [ours]. With each,
/// how many times what the last one takes for a pixel it takes, or somewhat less [ours].
const STEPS: [(u32, u8, f64); 5] = [
    (1280, 82, 1.2),
    (1280, 70, 0.8),
    (1024, 70, 0.8),
    (800, 65, 0.7),
    (640, 55, 0.6),
];
const LEAST: (u32, u8) = (480, 45);
/// The most memory that reading one may take, in bytes [ours]: 50 million pixels of four bytes.
const MEMORY: u64 = 256 << 20;

/// Why a photo cannot be shown.
#[derive(Debug, thiserror::Error)]
#[error("the photo cannot be read: {0}")]
pub struct Unreadable(#[from] image::ImageError);

/// A photo (JPEG, PNG or WebP) as a JPEG for a report with `count` photos. Takes up to some hundred milliseconds
/// and blocks.
///
/// # Errors
/// If it is no picture of these kinds, is broken, or would take too much memory.
pub fn prepared(bytes: &[u8], count: usize) -> Result<Vec<u8>, Unreadable> {
    let room = (TOGETHER / count.max(1)).min(ONE);
    let picture = upright(bytes)?;
    let small = fitted(&picture, LEAST.0);
    let least = jpeg(&small, LEAST.1)?;
    // What the smallest one takes tells which ones need not be tried.
    let longer = |of: &DynamicImage| of.width().max(of.height());
    let hopeless = |(side, _, times): &(u32, u8, f64)| {
        let wider = f64::from(longer(&picture).min(*side)) / f64::from(longer(&small));
        least.len() as f64 * wider * wider * times > room as f64
    };
    for (side, quality, _) in STEPS.into_iter().skip_while(hopeless) {
        let made = jpeg(&fitted(&picture, side), quality)?;
        if made.len() <= room {
            return Ok(made);
        }
    }
    Ok(least)
}

fn upright(bytes: &[u8]) -> Result<DynamicImage, Unreadable> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(image::ImageError::from)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    // The decoder keeps to the limit with what it needs for itself; room for the picture is made unasked.
    limits.reserve(decoder.total_bytes())?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// No larger than this, and without transparency: what was transparent is white.
fn fitted(picture: &DynamicImage, side: u32) -> DynamicImage {
    let small = match picture.width().max(picture.height()) > side {
        true => picture.thumbnail(side, side),
        false => picture.clone(),
    };
    if !small.color().has_alpha() {
        return DynamicImage::ImageRgb8(small.into_rgb8());
    }
    let mut opaque = image::RgbImage::new(small.width(), small.height());
    for (x, y, image::Rgba([r, g, b, a])) in small.into_rgba8().enumerate_pixels() {
        let over = |c: &u8| {
            let (c, a) = (u16::from(*c), u16::from(*a));
            ((c * a + 255 * (255 - a)) / 255) as u8
        };
        opaque.put_pixel(x, y, image::Rgb([over(r), over(g), over(b)]));
    }
    DynamicImage::ImageRgb8(opaque)
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, Unreadable> {
    let mut made = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut made, quality))?;
    Ok(made)
}
