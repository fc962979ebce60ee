//! The annexes, each from a new page: tables, photos, scores as bars, and a summary that is set close.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use typst::foundations::{Bytes, Content, Derived, NativeElement, Packed};
use typst::layout::{Abs, FrameItem, Size};
use typst::loading::{DataSource, LoadSource, Loaded};
use typst::model::StrongElem;
use typst::syntax::{Span, Spanned};
use typst::visualize::{Image, ImageElem, SvgImage};

use super::paper::{Align, Look, Paper, area, frame, point};
use super::{GAP, SIZE, Style, flow_in, front, paragraph, space, table};
use crate::document::photos::Photos;
use crate::document::sheet::annexes::{self, Body, SheetAnnex, SheetBars, SheetBlock, SheetPhoto};
use crate::document::sheet::{INSET, Set, WHOLE_ROW};

/// Between two photos beside each other, and below each other.
const BESIDE: f64 = annexes::BESIDE as f64;
const BELOW: f64 = 10.0;
/// Between a photo and what it shows.
const CAPTION: f64 = 3.0;
/// Height of photos that are alone or two, and of four on a page.
const HEIGHTS: [f64; 2] = [340.0, 158.0];

/// How much of the width a full bar takes; its height; to what is said of it.
const BAR: f64 = 0.62;
const BAR_HEIGHT: f64 = 11.0;
const BESIDE_BAR: f64 = 8.0;

pub(super) fn put(paper: &mut Paper, annex: &SheetAnnex, photos: &Photos) {
    if !paper.is_fresh() {
        paper.next_page("");
    }
    front::heading(paper, &annex.heading, 8.0);
    match &annex.body {
        Body::Summary(blocks) => summary(paper, blocks),
        Body::Table(of) => table::put(paper, of),
        Body::Photos(of) => self::photos(paper, of, photos),
        Body::Scores(of) => scores(paper, of),
    }
}

fn text() -> Style {
    Style::new(Look::plain(SIZE), Align::Left)
}

fn label() -> Style {
    Style::new(Look::bold(SIZE), Align::Left)
}

/// Close, so that it fits on a page as long as the plan is not a long one.
fn summary(paper: &mut Paper, blocks: &[SheetBlock]) {
    let mut below: f64 = 0.0;
    for block in blocks {
        let (above, next): (f64, f64) = match block {
            SheetBlock::Table(_) => (5.0, 7.0),
            SheetBlock::Heading(_) => (7.0, 3.0),
            SheetBlock::Text(_) => (3.0, 3.0),
        };
        space(paper, above.max(below));
        match block {
            SheetBlock::Table(of) => table::put(paper, of),
            SheetBlock::Heading(lines) => {
                // It stays with the first of what it announces.
                let stays = label().high(lines.len().min(3) + 2) + next + f64::from(INSET);
                if !paper.fits(stays) && !paper.is_fresh() {
                    paper.next_page("");
                }
                strong(paper, lines);
            }
            SheetBlock::Text(lines) => paragraph(paper, lines, text()),
        }
        below = next;
    }
}

fn strong(paper: &mut Paper, lines: &Set) {
    let begun = paper.begin(StrongElem::new(Content::empty()).pack());
    paragraph(paper, lines, label());
    paper.end(begun);
}

/// Two photos on a page, or four; what they show stands below each.
fn photos(paper: &mut Paper, shown: &[SheetPhoto], photos: &Photos) {
    let (on_page, height) = match shown.len() {
        ..=2 => (2, HEIGHTS[0]),
        _ => (4, HEIGHTS[1]),
    };
    let side = paper.format.side;
    let width = match shown.len() {
        1 => paper.format.text_width(),
        _ => (paper.format.text_width() - BESIDE) / 2.0,
    };
    let caption = Style::new(Look::plain(SIZE * 0.95), Align::Center);
    let high = |photo: &SheetPhoto| height + CAPTION + caption.high(photo.caption.len());
    for (at, page) in shown.chunks(on_page).enumerate() {
        let rows: Vec<&[SheetPhoto]> = page.chunks(2).collect();
        let heights = rows
            .iter()
            .map(|row| row.iter().map(high).fold(0.0, f64::max));
        let heights: Vec<f64> = heights.collect();
        let whole = heights.iter().sum::<f64>() + BELOW * (rows.len() - 1) as f64;
        if at > 0 {
            space(paper, GAP);
        }
        if !paper.fits(whole) && !paper.is_fresh() {
            paper.next_page("");
        }
        for (at, (row, row_height)) in rows.iter().zip(heights).enumerate() {
            if at > 0 {
                paper.y += BELOW;
            }
            let top = paper.y;
            for (column, photo) in row.iter().enumerate() {
                let x = side + column as f64 * (width + BESIDE);
                paper.y = top;
                let bytes = photo.file.and_then(|file| photos.get(&file));
                if !bytes.is_some_and(|bytes| picture(paper, photo, bytes, (x, width, height))) {
                    let missing = Style {
                        look: Look {
                            grey: 90,
                            ..Look::plain(SIZE)
                        },
                        ..caption
                    };
                    let free = height - missing.high(photo.missing.len());
                    paper.y += free.max(0.0) / 2.0;
                    in_room(paper, (x, width), &photo.missing, missing);
                }
                paper.y = top + height + CAPTION;
                in_room(paper, (x, width), &photo.caption, caption);
            }
            paper.y = top + row_height;
        }
    }
}

fn in_room(paper: &mut Paper, room: (f64, f64), lines: &Set, style: Style) {
    if !lines.is_empty() {
        let begun = paper.paragraph();
        flow_in(paper, room, lines, style);
        paper.end(begun);
    }
}

/// As large as it can be within the room, in its middle. Not if it is no picture.
fn picture(
    paper: &mut Paper,
    photo: &SheetPhoto,
    bytes: &[u8],
    (x, width, height): (f64, f64, f64),
) -> bool {
    let Some(drawing) = drawing(bytes) else {
        return false;
    };
    let image = Image::new(drawing, Some(photo.alt.as_str().into()), Default::default());
    let scale = (width / image.width()).min(height / image.height());
    let size = (image.width() * scale, image.height() * scale);
    let at = (
        x + (width - size.0) / 2.0,
        paper.y + (height - size.1) / 2.0,
    );
    // Only the tags are made of the element.
    let nothing = Bytes::new([]);
    let source = Spanned::new(LoadSource::Bytes, Span::detached());
    let loaded = Loaded::new(source, nothing.clone());
    let source = Derived::new(DataSource::Bytes(nothing), loaded);
    let mut element = Packed::new(ImageElem::new(source).with_alt(Some(photo.alt.as_str().into())));
    element.locale = Some(paper.locale());
    let begun = paper.begin(element.pack());
    let size = Size::new(Abs::pt(size.0), Abs::pt(size.1));
    let item = FrameItem::Image(image, size, Span::detached());
    paper.push((point(at), item));
    paper.end(begun);
    true
}

/// A drawing that shows nothing but the photo. A picture of its own would be decoded by the typesetter, though nobody
/// asks for its pixels: 12 photos take as long as a report, and 1,200 more memory than there is.
fn drawing(jpeg: &[u8]) -> Option<SvgImage> {
    let imagesize::ImageSize { width, height } = imagesize::blob_size(jpeg).ok()?;
    let size = format!(r#"width="{width}" height="{height}""#);
    let mut svg = String::with_capacity(jpeg.len() / 3 * 4 + 200);
    svg += r#"<svg xmlns="http://www.w3.org/2000/svg" "#;
    svg += &size;
    svg += r#"><image href="data:image/jpeg;base64,"#;
    BASE64_STANDARD.encode_string(jpeg, &mut svg);
    svg += r#"" "#;
    svg += &size;
    svg += "/></svg>";
    SvgImage::new(Bytes::from_string(svg)).ok()
}

/// Bars from 0 to 100; the numbers beside them say the same.
fn scores(paper: &mut Paper, measures: &[SheetBars]) {
    for (at, bars) in measures.iter().enumerate() {
        if at > 0 {
            space(paper, 12.0);
        }
        let said = bars.said.iter().map(|said| text().high(said.len()));
        let said = said.map(|said| said.max(BAR_HEIGHT)).sum::<f64>();
        let whole = label().high(bars.label.len())
            + said
            + text().high(bars.change.len())
            + 6.0
            + 3.0 * GAP;
        if whole <= f64::from(WHOLE_ROW) && !paper.fits(whole) && !paper.is_fresh() {
            paper.next_page("");
        }
        strong(paper, &bars.label);
        for (score, (fill, said, above)) in bars
            .scores
            .iter()
            .zip([(200, &bars.said[0], 3.0), (110, &bars.said[1], 2.0)])
        {
            paper.y += above + GAP;
            bar(paper, *score, fill, said);
        }
        paper.y += 1.0 + GAP;
        paragraph(paper, &bars.change, text());
    }
}

fn bar(paper: &mut Paper, score: u16, fill: u8, said: &Set) {
    // A bar stays with the first lines of what is said of it.
    let first = text().high(said.len().min(3)).max(BAR_HEIGHT);
    if !paper.fits(first) && !paper.is_fresh() {
        paper.next_page("");
    }
    let full = paper.format.text_width() * BAR;
    let x = paper.format.side;
    let high = text().high(said.len()).max(BAR_HEIGHT);
    let y = paper.y + (high.min(paper.room()) - BAR_HEIGHT).max(0.0) / 2.0;
    let score = f64::from(score) / 10_000.0;
    for (width, fill, edge) in [(full, 245, 160), (full * score, fill, 60)] {
        paper.push(area((x, y), (width, BAR_HEIGHT), fill));
        paper.push(frame((x, y), (width, BAR_HEIGHT), 0.4, edge));
    }
    let (page, below) = (paper.page(), paper.y + BAR_HEIGHT);
    paper.y += (BAR_HEIGHT - text().high(said.len())).max(0.0) / 2.0;
    let beside = x + full + BESIDE_BAR;
    let width = paper.format.width - paper.format.side - beside;
    in_room(paper, (beside, width), said, text());
    if paper.page() == page {
        paper.y = paper.y.max(below);
    }
}
