//! Sets a picture smaller: each pixel is the mean of what it covers, in whole numbers, so that it is the same on
//! every machine. The image crate's own way takes several times as long.

use image::RgbImage;

/// The picture with `to` pixels for every `of` that it has along its sides, which are no fewer.
pub(super) fn shrunk(picture: &RgbImage, to: u32, of: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let scaled = |length: u32| {
        let exact = u64::from(length) * u64::from(to.min(of));
        let rounded = (2 * exact + u64::from(of)) / (2 * u64::from(of));
        (rounded as u32).max(1)
    };
    let (wide, high) = (scaled(width), scaled(height));
    let columns = covered(width, wide);
    let line = width as usize * 3;
    let mut made = RgbImage::new(wide, high);
    // Of the rows that a row covers, in 256ths: the weights come to 256, which sixteen bits have room for.
    let mut means = vec![0_u16; line];
    for (of, into) in covered(height, high)
        .iter()
        .zip(made.chunks_exact_mut(wide as usize * 3))
    {
        means.fill(0);
        let rows = picture.as_raw()[of.from * line..].chunks_exact(line);
        for (row, weight) in rows.zip(&of.weights) {
            for (mean, value) in means.iter_mut().zip(row) {
                *mean += u16::from(*value) * weight;
            }
        }
        let pixels = means.as_chunks::<3>().0;
        for (of, pixel) in columns.iter().zip(into.as_chunks_mut::<3>().0) {
            let [mut red, mut green, mut blue] = [1_u32 << 15; 3];
            for ([r, g, b], weight) in pixels[of.from..].iter().zip(&of.weights) {
                let weight = u32::from(*weight);
                red += u32::from(*r) * weight;
                green += u32::from(*g) * weight;
                blue += u32::from(*b) * weight;
            }
            *pixel = [(red >> 16) as u8, (green >> 16) as u8, (blue >> 16) as u8];
        }
    }
    made
}

/// What a pixel covers along one side: from which one, and how much of the mean each is, in 256ths.
struct Covered {
    from: usize,
    weights: Vec<u16>,
}

/// Of `made` pixels along a side of `of`.
fn covered(of: u32, made: u32) -> Vec<Covered> {
    let (of, made) = (u64::from(of), u64::from(made));
    let along = (0..made).map(|at| {
        // In parts of which `made` are a pixel, and `of` are what a new one covers.
        let (from, to) = (at * of, (at + 1) * of);
        let first = from / made;
        let until = |part: u64| (part.clamp(from, to) - from) * 256 / of;
        let weights = (first..to.div_ceil(made))
            .map(|pixel| (until((pixel + 1) * made) - until(pixel * made)) as u16);
        Covered {
            from: first as usize,
            weights: weights.collect(),
        }
    });
    along.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_what_a_pixel_covers_come_to_the_whole_and_all_is_covered() {
        for (of, made) in [
            (4, 3),
            (1280, 1024),
            (4000, 1280),
            (65_535, 1),
            (7, 7),
            (1_281, 1_280),
        ] {
            let all = covered(of, made);
            assert_eq!(all.len() as u32, made);
            for one in &all {
                assert_eq!(one.weights.iter().sum::<u16>(), 256, "{of} {made}");
            }
            let ends = all.iter().map(|one| one.from + one.weights.len());
            assert_eq!(ends.max(), Some(of as usize));
        }
    }

    #[test]
    fn a_smaller_picture_has_the_proportions_and_the_light_of_the_larger() {
        let picture = RgbImage::from_fn(90, 60, |x, y| {
            let light = if (x / 2 + y / 2) % 2 == 0 { 255 } else { 0 };
            image::Rgb([light, 77, (x * 2) as u8])
        });
        let small = shrunk(&picture, 30, 90);
        assert_eq!(small.dimensions(), (30, 20));
        let grey = small.pixels().map(|pixel| u32::from(pixel[0])).sum::<u32>() / 600;
        assert!((120..136).contains(&grey), "{grey}");
        assert!(small.pixels().all(|pixel| pixel[1] == 77));
        for (x, _, pixel) in small.enumerate_pixels() {
            assert!(u32::from(pixel[2]).abs_diff(x * 6 + 2) <= 1);
        }
        assert_eq!(shrunk(&picture, 1, 90).dimensions(), (1, 1));
        assert_eq!(shrunk(&picture, 90, 90), picture);
    }
}
