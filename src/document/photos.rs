//! Photos as the document shows them: upright, small enough for a report with many, and without anything
//! that the camera wrote beside the picture. What is so already but for that may stay as it was sent (`as_sent`);
//! each is decoded once, when it is sent, and set smaller to some sizes (`shrink`, `sizes`), of which a report
//! shows the largest that it has room for. The originals stay as they are.

mod as_sent;
mod scans;
mod segments;
mod shrink;
mod sizes;

use std::collections::BTreeMap;
use std::io::{self, Cursor};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageReader, Limits, RgbImage, Rgba};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

pub use sizes::{INDEX, Index, Place, Size};

use shrink::shrunk;

/// JPEG files by the ids of the photos.
pub type Photos = BTreeMap<i64, Vec<u8>>;

/// What all photos of a report may take together, in bytes [ours]: with the rest it stays below 10 MB.
const TOGETHER: usize = 8_500_000;
/// What one may take at most, in bytes [ours].
const ONE: usize = 400_000;
/// The longer side of one that stays as it was sent, at most, in pixels [ours]: Telegram sends 1280 or 2560.
const WIDEST: u32 = 2560;
/// The longer side of the others at most.
const LARGEST: u32 = sizes::STEPS[sizes::STEPS.len() - 1].0;
/// The most memory that reading one may take, in bytes [ours]: 50 million pixels of four bytes.
const MEMORY: u64 = 256 << 20;

/// Why a photo cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Damaged or cut off.
    Broken,
    /// Reading it would take too much memory.
    TooLarge,
    /// Of a form that hardly any program writes.
    Unusual,
}

impl Unfit {
    const ALL: [Unfit; 3] = [Unfit::Broken, Unfit::TooLarge, Unfit::Unusual];

    pub fn as_str(self) -> &'static str {
        match self {
            Unfit::Broken => "broken",
            Unfit::TooLarge => "too large",
            Unfit::Unusual => "unusual",
        }
    }
}

impl From<ImageError> for Unfit {
    fn from(error: ImageError) -> Unfit {
        match error {
            ImageError::Limits(_) => Unfit::TooLarge,
            ImageError::Unsupported(_) => Unfit::Unusual,
            _ => Unfit::Broken,
        }
    }
}

/// The file of the sizes of a photo, or in its place why there is none ([`unfit`]).
pub fn judged(bytes: &[u8]) -> Vec<u8> {
    sizes(bytes).unwrap_or_else(|unfit| unfit.as_str().into())
}

/// Why there are no sizes, if that is what was [`judged`].
pub fn unfit(judged: &[u8]) -> Option<Unfit> {
    let said = |unfit: &Unfit| unfit.as_str().as_bytes() == judged;
    Unfit::ALL.into_iter().find(said)
}

/// The sizes of a photo (JPEG, PNG or WebP) in one file, which begins with their [`Index`]. Takes up to some seconds for
/// the largest ones, some hundredths for others, and blocks.
///
/// # Errors
/// If it is no picture of these kinds, is damaged or cut off, or would take too much memory.
pub fn sizes(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let is_jpeg = bytes.starts_with(&[0xff, 0xd8]);
    if is_jpeg {
        // The decoder takes whatever there is, and makes up the rest.
        scans::whole(bytes)?;
    }
    picture_of(bytes).map_err(|error| match Unfit::from(error) {
        // It is whole, and the decoder does not know what it is.
        Unfit::Broken if is_jpeg => Unfit::Unusual,
        unfit => unfit,
    })
}

fn picture_of(bytes: &[u8]) -> Result<Vec<u8>, ImageError> {
    let mut decoder = decoder(bytes)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (width, height) = decoder.dimensions();
    let may_stay = orientation == Orientation::NoTransforms && width.max(height) <= WIDEST;
    let as_sent = bare(bytes).filter(|bare| may_stay && bare.len() <= ONE);
    let small = opaque(DynamicImage::from_decoder(decoder)?);
    let mut upright = DynamicImage::ImageRgb8(small);
    upright.apply_orientation(orientation);
    let picture = upright.into_rgb8();
    let longer = picture.width().max(picture.height());
    let mut made = sizes::STEPS.map(|_| Vec::new());
    for ((side, quality), made) in sizes::STEPS.iter().zip(&mut made) {
        *made = match *side < longer {
            true => jpeg(&shrunk(&picture, *side, longer), *quality)?,
            false => jpeg(&picture, *quality)?,
        };
    }
    let as_sent = as_sent.map(|bare| bare.len());
    Ok(sizes::bound(bytes, as_sent, &made))
}

/// How much room each photo has in a report with so many, in bytes.
pub fn room(count: usize) -> usize {
    (TOGETHER / count.max(1)).min(ONE)
}

/// What a photo that may stay as it was sent ([`Size::AsSent`]) looks like in a report: the JPEG without what stands
/// beside its picture.
pub fn bare(original: &[u8]) -> Option<Vec<u8>> {
    as_sent::bare(original)
}

/// What a report with `count` photos shows of this one, by the file of its sizes.
pub fn chosen(original: &[u8], sizes: &[u8], count: usize) -> Option<Vec<u8>> {
    match Index::read(sizes, &sizes::name(original))?.within(room(count)) {
        Size::AsSent => bare(original),
        Size::Made(place) => {
            let [from, to] = [place.bytes.start, place.bytes.end].map(|at| at as usize);
            sizes.get(from..to).map(<[u8]>::to_vec)
        }
    }
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
