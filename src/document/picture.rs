//! A page as a PNG picture, for a chat.

use typst_layout::{Page, PagedDocument};
use typst_render::RenderOptions;

use super::pdf::{RenderError, typeset};
use super::world::ReportWorld;

/// Pixels of the longer side: what Telegram keeps of a photo, and sharp on a phone that zooms in.
const LONGER_SIDE: f64 = 1920.0;

/// The first page of what the world's template makes.
pub(super) fn first_page(world: &ReportWorld) -> Result<Vec<u8>, RenderError> {
    let document = typst::compile::<PagedDocument>(world)
        .output
        .map_err(|errors| typeset(&errors))?;
    let page = document
        .pages()
        .first()
        .ok_or_else(|| RenderError::Typeset("no page".to_owned()))?;
    png(page)
}

pub(super) fn png(page: &Page) -> Result<Vec<u8>, RenderError> {
    let size = page.frame.size();
    let longer = size.x.to_pt().max(size.y.to_pt()).max(1.0);
    let options = RenderOptions {
        pixel_per_pt: (LONGER_SIDE / longer).min(3.0).into(),
        ..RenderOptions::default()
    };
    let pixmap = typst_render::render(page, &options);
    let pixels: Vec<u8> = pixmap
        .data()
        .chunks_exact(4)
        // The page is opaque.
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    encoded(&pixels, pixmap.width(), pixmap.height())
        .map_err(|error| RenderError::Typeset(error.to_string()))
}

fn encoded(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header()?.write_image_data(pixels)?;
    Ok(file)
}
