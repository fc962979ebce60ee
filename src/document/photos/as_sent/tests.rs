//! Files as cameras, programs and mishaps leave them.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder as _, Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::bare;

fn picture() -> RgbImage {
    RgbImage::from_fn(70, 50, |x, y| {
        Rgb([(x * 3) as u8, (y * 5) as u8, ((x * y) % 251) as u8])
    })
}

fn encoded(of: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 80);
    of(&mut encoder);
    encoder.encode(&picture(), 70, 50, ColorType::Rgb).unwrap();
    bytes
}

fn pixels(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().into_rgb8()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// With a segment after the file's beginning.
fn with(bytes: &[u8], marker: u8, said: &[u8]) -> Vec<u8> {
    let mut more = bytes.to_vec();
    let length = (said.len() as u16 + 2).to_be_bytes();
    let segment = [&[0xff, marker], &length[..], said].concat();
    more.splice(2..2, segment);
    more
}

#[test]
fn the_picture_stays_bit_by_bit_and_all_that_stands_beside_it_goes() {
    let every_kind = [
        encoded(|encoder| encoder.set_sampling_factor(SamplingFactor::F_2_2)),
        encoded(|encoder| encoder.set_sampling_factor(SamplingFactor::F_1_1)),
        encoded(|encoder| encoder.set_sampling_factor(SamplingFactor::F_2_1)),
        encoded(|encoder| encoder.set_progressive(true)),
        encoded(|encoder| {
            encoder.set_progressive(true);
            encoder.set_optimized_huffman_tables(true);
        }),
        encoded(|encoder| encoder.set_restart_interval(3)),
    ];
    for sent in every_kind {
        let mut told = sent.clone();
        for (marker, said) in [
            (0xe0, &b"JFXX\0\x10secret preview"[..]),
            (0xe1, b"Exif\0\0MM\0*\0\0\0\x08\0\0 secret place"),
            (0xe2, b"ICC_PROFILE\0\x01\x01secret profile"),
            (0xed, b"Photoshop 3.0\0secret caption"),
            (0xfe, b"secret comment"),
        ] {
            told = with(&told, marker, said);
        }
        told.extend(b"secret video\xff\xd8\xff\xd9");
        let bare = bare(&told).unwrap();
        assert!(holds(&told, b"secret") && !holds(&bare, b"secret"));
        assert!(bare.ends_with(&[0xff, 0xd9]));
        assert_eq!(pixels(&bare), pixels(&sent));
        // Both begin with as long a segment that says what it is.
        assert_eq!(bare[20..], sent[20..]);
        assert_eq!(super::bare(&bare).as_ref(), Some(&bare));
    }
}

#[test]
fn a_grey_picture_is_kept() {
    let mut bytes = Vec::new();
    let grey = image::DynamicImage::ImageRgb8(picture()).into_luma8();
    let encoder = JpegEncoder::new(&mut bytes);
    encoder
        .write_image(&grey, 70, 50, image::ExtendedColorType::L8)
        .unwrap();
    assert_eq!(pixels(&bare(&bytes).unwrap()), pixels(&bytes));
}

#[test]
fn what_readers_might_show_otherwise_is_left_to_be_decoded() {
    let usual = encoded(|_| {});
    assert!(bare(&usual).is_some());
    let mut cmyk = Vec::new();
    let encoder = Encoder::new(&mut cmyk, 80);
    let inks: Vec<u8> = (0..64 * 4).map(|at| at as u8).collect();
    encoder.encode(&inks, 8, 8, ColorType::Cmyk).unwrap();
    assert!(bare(&cmyk).is_none());
    // Red, green and blue, as Adobe's segment says; and a file that does not say which it is.
    let adobe = b"Adobe\0\x64\0\0\0\0";
    assert!(bare(&with(&usual, 0xee, &[adobe, &[0][..]].concat())).is_none());
    assert!(bare(&with(&usual, 0xee, &[adobe, &[1][..]].concat())).is_some());
    assert!(bare(&with(&usual, 0xee, b"Adobe")).is_none());
    let frame = usual
        .windows(2)
        .position(|two| two == [0xff, 0xc0])
        .unwrap();
    for (at, byte) in [
        // Lossless; twelve bits; no lines; no columns; two colours; a finer chroma; red for a name.
        (1, 0xc3),
        (4, 12),
        (6, 0),
        (8, 0),
        (9, 2),
        (14, 0x22),
        (10, b'R'),
    ] {
        let mut other = usual.clone();
        other[frame + at] = byte;
        assert!(bare(&other).is_none(), "{at}");
    }
}

#[test]
fn what_is_incomplete_is_left_to_the_decoder_to_judge() {
    for whole in [
        encoded(|_| {}),
        encoded(|encoder| encoder.set_progressive(true)),
    ] {
        for end in 0..whole.len() {
            assert!(bare(&whole[..end]).is_none(), "{end}");
        }
        // A segment is taken out: each is needed.
        let mut at = 2;
        let mut needed = 0;
        while whole[at + 1] != 0xda {
            let length = usize::from(u16::from_be_bytes([whole[at + 2], whole[at + 3]])) + 2;
            let mut other = whole.clone();
            other.drain(at..at + length);
            match whole[at + 1] {
                0xe0 => assert!(bare(&other).is_some()),
                _ => {
                    needed += 1;
                    assert!(bare(&other).is_none(), "{:x}", whole[at + 1]);
                }
            }
            at += length;
        }
        assert!(needed >= 3, "{needed}");
    }
}

#[test]
fn whatever_bytes_there_are_none_makes_it_panic() {
    let whole = encoded(|encoder| encoder.set_progressive(true));
    let mut chance = 1_u32;
    for _ in 0..4000 {
        let mut other = whole.clone();
        for _ in 0..3 {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = (chance >> 8) as usize % 700.min(other.len());
            other[at] = (chance >> 3) as u8;
        }
        if let Some(bare) = bare(&other) {
            assert!(bare.len() <= other.len() + 20);
        }
    }
}
