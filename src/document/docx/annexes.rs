//! The annexes in Word: tables as tables, the scores as one too, the photos two beside each other.

use super::body::{Paragraph, cell_start, heading, paragraph, row_start, table_start};
use super::styles;
use super::xml::{Xml, text};
use crate::document::outline::{AnnexBody, Block, Outline, Photo, Scores, Table};
use crate::document::photos::Photos;
use crate::document::sheet::{INSET, SIZE, TEXT_WIDTH, is_whole};
use crate::document::world::width_em;

/// Of the picture, in English Metric Units: 12,700 to a point.
const EMU: f64 = 12_700.0;
/// The room of a photo in points: its width, and its height where two share a page and where four do.
const ROOM: (f64, [f64; 2]) = (340.0, [330.0, 160.0]);
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// A photo that the document holds.
pub struct Shown<'a> {
    file: i64,
    pub jpeg: &'a [u8],
    /// Its name in the package, as its relation names it, and the relation.
    pub part: String,
    pub target: String,
    pub relation: String,
    /// In points.
    size: (f64, f64),
}

/// The photos of the annexes that can be shown, in their order.
pub fn shown<'a>(outline: &Outline, photos: &'a Photos) -> Vec<Shown<'a>> {
    let annexes = outline.annexes.iter().map(|annex| match &annex.body {
        AnnexBody::Photos(photos) => photos.as_slice(),
        _ => &[],
    });
    let named = annexes.flat_map(|photos| {
        let high = ROOM.1[usize::from(photos.len() > 2)];
        photos.iter().map(move |photo| (photo, high))
    });
    let held = named.filter_map(|(photo, high)| {
        let jpeg = photos.get(&photo.file)?;
        let size = imagesize::blob_size(jpeg).ok()?;
        let (width, height) = (size.width.max(1) as f64, size.height.max(1) as f64);
        let scale = (ROOM.0 / width).min(high / height);
        Some((photo.file, jpeg, (width * scale, height * scale)))
    });
    (1..)
        .zip(held)
        .map(|(number, (file, jpeg, size))| Shown {
            file,
            jpeg,
            part: format!("word/media/photo{number}.jpg"),
            target: format!("media/photo{number}.jpg"),
            relation: format!("rIdPhoto{number}"),
            size,
        })
        .collect()
}

pub fn annexes(xml: &mut Xml, outline: &Outline, shown: &[Shown]) {
    for annex in &outline.annexes {
        if annex.heading.is_empty() {
            apart(xml);
        }
        heading(xml, styles::RECORD_HEADING, &annex.heading);
        match &annex.body {
            AnnexBody::Summary(of) => summary(xml, of),
            AnnexBody::Table(of) => table(xml, of),
            AnnexBody::Scores(of) => table(xml, &as_table(of)),
            AnnexBody::Photos(of) => photos(xml, of, shown),
        }
    }
}

/// Two tables without a paragraph between them would be one.
fn apart(xml: &mut Xml) {
    paragraph(xml, &Paragraph::of(styles::TABLE_END), "");
}

fn summary(xml: &mut Xml, blocks: &[Block]) {
    let mut below_table = false;
    for of in blocks {
        let is_table = matches!(of, Block::Table(_));
        if is_table && below_table {
            apart(xml);
        }
        block(xml, of);
        below_table = is_table;
    }
}

fn block(xml: &mut Xml, block: &Block) {
    match block {
        Block::Heading(words) => paragraph(xml, &Paragraph::of(styles::RECORD_LABEL), words),
        Block::Text(words) => paragraph(xml, &Paragraph::of(styles::RECORD), words),
        Block::Table(of) => table(xml, of),
    }
}

fn as_table(scores: &Scores) -> Table {
    let ([before, after], [of, change]) = (scores.years.clone(), scores.heads.clone());
    Table {
        columns: vec![of, before, after, change],
        shares: vec![42, 21, 21, 16],
        rows: (scores.measures.iter())
            .map(|bars| {
                let [before, after] = bars.said.clone();
                vec![bars.label.clone(), before, after, bars.change.clone()]
            })
            .collect(),
    }
}

fn table(xml: &mut Xml, table: &Table) {
    let whole: f32 = table.shares.iter().map(|share| f32::from(*share)).sum();
    let widths: Vec<f32> = (table.shares.iter())
        .map(|share| TEXT_WIDTH * f32::from(*share) / whole)
        .collect();
    if widths.is_empty() {
        return;
    }
    table_start(xml, Some(styles::REPORT_TABLE), &widths);
    let mut row = |cells: &[String], header: bool| {
        row_start(xml, header || is_low(cells, &widths), header);
        for (column, width) in widths.iter().enumerate() {
            cell_start(xml, *width, header);
            let style = match header {
                true => styles::TABLE_HEADER,
                false => styles::CELL,
            };
            let words = cells.get(column).map_or("", String::as_str);
            paragraph(xml, &Paragraph::of(style), words);
            xml.close("w:tc");
        }
        xml.close("w:tr");
    };
    row(&table.columns, true);
    for cells in &table.rows {
        row(cells, false);
    }
    xml.close("w:tbl");
}

/// Whether a row is so low that it goes to the next page as a whole.
fn is_low(cells: &[String], widths: &[f32]) -> bool {
    let lines = cells.iter().zip(widths).map(|(words, width)| {
        let lines = words.lines();
        let lines = lines.map(|line| (width_em(line, false) * SIZE / (width - 2.0 * INSET)).ceil());
        lines.map(|lines| lines.max(1.0)).sum::<f32>()
    });
    is_whole(lines.fold(0.0, f32::max) as usize)
}

fn photos(xml: &mut Xml, photos: &[Photo], shown: &[Shown]) {
    let half = TEXT_WIDTH / 2.0;
    table_start(xml, None, &[half, half]);
    for pair in photos.chunks(2) {
        row_start(xml, true, false);
        for place in 0..2 {
            cell_start(xml, half, false);
            match pair.get(place) {
                Some(photo) => {
                    let held = shown.iter().find(|held| held.file == photo.file);
                    match held {
                        Some(held) => picture(xml, held, photo),
                        None => {
                            paragraph(xml, &Paragraph::of(styles::CENTRED_CELL), &photo.missing)
                        }
                    }
                    paragraph(xml, &Paragraph::of(styles::CAPTION), &photo.caption);
                }
                None => paragraph(xml, &Paragraph::of(styles::CELL), ""),
            }
            xml.close("w:tc");
        }
        xml.close("w:tr");
    }
    xml.close("w:tbl");
}

/// A picture in the line, with what it shows for those who cannot see it.
fn picture(xml: &mut Xml, held: &Shown, photo: &Photo) {
    let (width, height) = held.size;
    let emu = |points: f64| ((points * EMU) as i64).to_string();
    let (width, height) = (emu(width), emu(height));
    let number = held.relation.trim_start_matches("rIdPhoto");
    let caption = text(&photo.caption).replace('\n', " ");
    let named = [
        ("id", number),
        ("name", &*held.target),
        ("descr", &*caption),
    ];
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.val("w:pStyle", styles::CENTRED_CELL);
    xml.close("w:pPr");
    xml.open("w:r", &[]);
    xml.open("w:drawing", &[]);
    let none = [
        ("distT", "0"),
        ("distB", "0"),
        ("distL", "0"),
        ("distR", "0"),
    ];
    xml.open("wp:inline", &none);
    xml.empty("wp:extent", &[("cx", &width), ("cy", &height)]);
    xml.empty("wp:docPr", &named);
    xml.open("a:graphic", &[("xmlns:a", DRAWING)]);
    xml.open("a:graphicData", &[("uri", PICTURE)]);
    xml.open("pic:pic", &[("xmlns:pic", PICTURE)]);
    xml.open("pic:nvPicPr", &[]);
    xml.empty("pic:cNvPr", &named);
    xml.empty("pic:cNvPicPr", &[]);
    xml.close("pic:nvPicPr");
    xml.open("pic:blipFill", &[]);
    xml.empty("a:blip", &[("r:embed", &held.relation)]);
    xml.open("a:stretch", &[]);
    xml.empty("a:fillRect", &[]);
    xml.close("a:stretch");
    xml.close("pic:blipFill");
    xml.open("pic:spPr", &[]);
    xml.open("a:xfrm", &[]);
    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
    xml.empty("a:ext", &[("cx", &width), ("cy", &height)]);
    xml.close("a:xfrm");
    xml.open("a:prstGeom", &[("prst", "rect")]);
    xml.empty("a:avLst", &[]);
    xml.close("a:prstGeom");
    xml.close("pic:spPr");
    xml.close("pic:pic");
    xml.close("a:graphicData");
    xml.close("a:graphic");
    xml.close("wp:inline");
    xml.close("w:drawing");
    xml.close("w:r");
    xml.close("w:p");
}
