//! Files as programs write them, and as mishaps leave them.

use image::{Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::whole;
use crate::document::photos::Unfit;

/// Grain, so that there is much to be said of every part of it.
fn grain(length: usize) -> Vec<u8> {
    let mut grain = 7_u32;
    let byte = |_| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (grain >> 24) as u8
    };
    (0..length).map(byte).collect()
}

fn encoded(of: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 80);
    of(&mut encoder);
    let picture = grain(50 * 40 * 3);
    encoder.encode(&picture, 50, 40, ColorType::Rgb).unwrap();
    bytes
}

fn every_kind() -> Vec<Vec<u8>> {
    let mut grey = Vec::new();
    let encoder = Encoder::new(&mut grey, 80);
    encoder
        .encode(&grain(50 * 40), 50, 40, ColorType::Luma)
        .unwrap();
    let mut inks = Vec::new();
    let mut encoder = Encoder::new(&mut inks, 80);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder
        .encode(&grain(50 * 40 * 4), 50, 40, ColorType::Cmyk)
        .unwrap();
    vec![
        grey,
        inks,
        encoded(|encoder| encoder.set_sampling_factor(SamplingFactor::F_1_1)),
        encoded(|encoder| encoder.set_sampling_factor(SamplingFactor::F_2_1)),
        encoded(|encoder| encoder.set_sampling_factor(SamplingFactor::F_2_2)),
        encoded(|encoder| encoder.set_restart_interval(3)),
        encoded(|encoder| encoder.set_progressive(true)),
        encoded(|encoder| {
            encoder.set_progressive(true);
            encoder.set_sampling_factor(SamplingFactor::F_2_2);
            encoder.set_restart_interval(5);
        }),
    ]
}

/// Where the codes of the last scan begin.
fn codes(bytes: &[u8]) -> usize {
    let scan = bytes
        .windows(2)
        .rposition(|two| two == [0xff, 0xda])
        .unwrap();
    scan + 2 + usize::from(u16::from_be_bytes([bytes[scan + 2], bytes[scan + 3]]))
}

#[test]
fn what_programs_write_is_whole_whatever_stands_between_and_behind() {
    for sent in every_kind() {
        assert_eq!(whole(&sent), Ok(()));
        // A video, or another picture, as phones put behind.
        assert_eq!(whole(&[&sent[..], b"\0\0\0\x18ftypmp42"].concat()), Ok(()));
        assert_eq!(whole(&[&sent[..], &sent].concat()), Ok(()));
        // Stray bytes between the segments; a preview within the file.
        assert_eq!(whole(&[&sent[..2], &[0, 7], &sent[2..]].concat()), Ok(()));
        let length = (sent.len() as u16 + 2).to_be_bytes();
        let preview = [&sent[..2], &[0xff, 0xe1], &length, &sent, &sent[2..]].concat();
        assert_eq!(whole(&preview), Ok(()));
        // Only the word that it is over is missing.
        assert_eq!(whole(&sent[..sent.len() - 2]), Ok(()));
    }
}

#[test]
fn what_is_cut_off_anywhere_is_broken_whether_or_not_it_says_that_it_is_over() {
    for sent in every_kind() {
        for end in (2..sent.len() - 2).step_by(17) {
            let cut = &sent[..end];
            assert_eq!(whole(cut), Err(Unfit::Broken), "{end}");
            assert_eq!(
                whole(&[cut, &[0xff, 0xd9]].concat()),
                Err(Unfit::Broken),
                "{end}"
            );
        }
    }
}

#[test]
fn codes_that_were_lost_on_the_way_are_missed() {
    for sent in every_kind() {
        let from = codes(&sent);
        let (third, end) = ((sent.len() - from) / 3, sent.len() - 2);
        let mut shorter = sent.clone();
        shorter.drain(from + third..end - third);
        assert_eq!(whole(&shorter), Err(Unfit::Broken));
        if sent.windows(2).any(|two| two == [0xff, 0xc2]) {
            // What refines a picture may be anything, as long as there is enough of it.
            continue;
        }
        for lost in [from + third..end - third, from + third..end] {
            let mut other = sent.clone();
            other[lost].fill(0);
            assert_eq!(whole(&other), Err(Unfit::Broken));
        }
    }
}

#[test]
fn a_picture_that_decoders_show_in_stripes_or_not_at_all_is_told_apart_from_a_broken_one() {
    // An encoder that makes codes of its own puts each colour into a scan of its own.
    let apart = |factor| {
        encoded(|encoder| {
            encoder.set_optimized_huffman_tables(true);
            encoder.set_sampling_factor(factor);
        })
    };
    assert_eq!(whole(&apart(SamplingFactor::F_1_1)), Ok(()));
    assert_eq!(whole(&apart(SamplingFactor::F_2_2)), Err(Unfit::Unusual));
    let usual = encoded(|encoder| encoder.set_sampling_factor(SamplingFactor::F_1_1));
    let frame = usual
        .windows(2)
        .position(|two| two == [0xff, 0xc0])
        .unwrap();
    for (at, byte, why) in [
        // Arithmetic codes; twelve bits; no lines; two colours; a finer chroma; no sampling; too many pixels.
        (1, 0xc9, Unfit::Unusual),
        (4, 12, Unfit::Unusual),
        (6, 0, Unfit::Unusual),
        (9, 2, Unfit::Unusual),
        (14, 0x22, Unfit::Unusual),
        (11, 0, Unfit::Broken),
    ] {
        let mut other = usual.clone();
        other[frame + at] = byte;
        assert_eq!(whole(&other), Err(why), "{at}");
    }
    let mut large = usual.clone();
    large[frame + 5..frame + 9].fill(0xff);
    assert_eq!(whole(&large), Err(Unfit::TooLarge));
}

#[test]
fn whatever_bytes_there_are_none_makes_it_panic() {
    for sent in every_kind() {
        for (at, byte) in grain(400).chunks(4).map(|of| {
            let at = usize::from(u16::from_be_bytes([of[0], of[1]])) % sent.len();
            (at, of[2])
        }) {
            let mut other = sent.clone();
            other[at] = byte;
            let _ = whole(&other);
        }
    }
}

#[test]
fn a_decoder_shows_all_that_is_whole() {
    for sent in every_kind() {
        let shown: RgbImage = image::load_from_memory(&sent).unwrap().into_rgb8();
        // Where a decoder has nothing it puts grey.
        let last = shown.rows().next_back().unwrap();
        assert!(last.filter(|pixel| **pixel != Rgb([128; 3])).count() > 45);
    }
}
