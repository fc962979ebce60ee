//! The annexes as the template reads them.

use serde::Serialize;

use super::{Cutter, INSET, Lines, SIZE, TEXT_WIDTH, TITLE_SIZE, is_whole, line, set_lines};
use crate::document::outline::{Annex, AnnexBody, Block, Photo, ScoreBars, Scores, Table};
use crate::document::photos::Photos;
use crate::domain::shorten::shorten;

/// Width of a photo's caption, in points: half the page without the gutter.
const CAPTION: f32 = (TEXT_WIDTH - 14.0) / 2.0;
/// So many lines fit below each of four photos on a page that begins with a heading.
const CAPTION_LINES: usize = 3;
/// Width of what is said beside a bar, in points.
const BESIDE_BAR: f32 = TEXT_WIDTH * 0.36;

#[derive(Serialize)]
pub(super) struct SheetAnnex {
    heading: Lines,
    body: Body,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Body {
    Summary { blocks: Vec<SheetBlock> },
    Table(SheetTable),
    Photos { photos: Vec<SheetPhoto> },
    Scores { measures: Vec<SheetBars> },
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum SheetBlock {
    Heading { lines: Lines },
    Text { lines: Lines },
    Table(SheetTable),
}

#[derive(Serialize)]
struct SheetTable {
    /// In points.
    widths: Vec<f32>,
    columns: Vec<Lines>,
    rows: Vec<TableRow>,
}

#[derive(Serialize)]
struct TableRow {
    cells: Vec<Lines>,
    /// Whether it must not be split over two pages.
    whole: bool,
}

#[derive(Serialize)]
struct SheetPhoto {
    /// The id of the file, as the template names it.
    file: String,
    shown: bool,
    /// Never empty.
    alt: String,
    caption: Lines,
    missing: Lines,
}

#[derive(Serialize)]
struct SheetBars {
    label: Lines,
    /// In hundredths of a point, which is what a full bar has 10,000 of.
    scores: [u16; 2],
    said: [Lines; 2],
    change: Lines,
    /// Whether it must not be split over two pages.
    whole: bool,
}

pub(super) fn annex(cutter: &Cutter, annex: &Annex, photos: &Photos) -> SheetAnnex {
    let heading = annex.heading.iter();
    SheetAnnex {
        heading: heading
            .flat_map(|text| cutter.filled(text, TEXT_WIDTH, TITLE_SIZE, true))
            .collect(),
        body: match &annex.body {
            AnnexBody::Summary(of) => Body::Summary {
                blocks: of.iter().map(|of| block(cutter, of)).collect(),
            },
            AnnexBody::Table(of) => Body::Table(table(cutter, of)),
            AnnexBody::Photos(of) => Body::Photos {
                photos: of.iter().map(|of| photo(cutter, of, photos)).collect(),
            },
            AnnexBody::Scores(of) => scores(cutter, of),
        },
    }
}

fn block(cutter: &Cutter, block: &Block) -> SheetBlock {
    let lines = |text: &String, bold| cutter.filled(text, TEXT_WIDTH, SIZE, bold);
    match block {
        Block::Heading(text) => SheetBlock::Heading {
            lines: lines(text, true),
        },
        Block::Text(text) => SheetBlock::Text {
            lines: lines(text, false),
        },
        Block::Table(of) => SheetBlock::Table(table(cutter, of)),
    }
}

fn table(cutter: &Cutter, table: &Table) -> SheetTable {
    let whole: f32 = table.shares.iter().map(|share| f32::from(*share)).sum();
    let widths: Vec<f32> = (table.shares.iter())
        .map(|share| TEXT_WIDTH * f32::from(*share) / whole)
        .collect();
    let cells = |row: &Vec<String>, bold: bool| -> Vec<Lines> {
        let cells = row.iter().zip(&widths);
        cells
            .map(|(text, width)| cutter.filled(text, width - 2.0 * INSET, SIZE, bold))
            .collect()
    };
    let rows = table.rows.iter().map(|row| {
        let cells = cells(row, false);
        let whole = is_whole(cells.iter().map(set).max().unwrap_or(0));
        TableRow { cells, whole }
    });
    SheetTable {
        columns: cells(&table.columns, true),
        rows: rows.collect(),
        widths,
    }
}

fn photo(cutter: &Cutter, photo: &Photo, photos: &Photos) -> SheetPhoto {
    let alt = line(&photo.caption);
    SheetPhoto {
        file: photo.file.to_string(),
        shown: photos.contains_key(&photo.file),
        alt: if alt.trim().is_empty() {
            "-".to_owned()
        } else {
            alt
        },
        caption: beside(cutter, &photo.caption),
        missing: beside(cutter, &photo.missing),
    }
}

/// As much as there is room for below a photo, or in its place; what is left out shows.
fn beside(cutter: &Cutter, text: &str) -> Lines {
    let lines = |text: &str| cutter.filled(text, CAPTION, SIZE, false);
    let room = |text: &str| set(&lines(text)) <= CAPTION_LINES;
    lines(&shorten(text, room))
}

/// How many lines they take up.
fn set(lines: &Lines) -> usize {
    lines.iter().map(|pieces| set_lines(pieces)).sum()
}

fn scores(cutter: &Cutter, scores: &Scores) -> Body {
    Body::Scores {
        measures: scores.measures.iter().map(|of| bars(cutter, of)).collect(),
    }
}

fn bars(cutter: &Cutter, bars: &ScoreBars) -> SheetBars {
    let beside = |text: &String| cutter.filled(text, BESIDE_BAR, SIZE, false);
    let label = cutter.filled(&bars.label, TEXT_WIDTH, SIZE, true);
    let said = [beside(&bars.said[0]), beside(&bars.said[1])];
    let change = cutter.filled(&bars.change, TEXT_WIDTH, SIZE, false);
    let high = [&label, &change].map(set);
    let high = high.iter().sum::<usize>() + said.iter().map(set).sum::<usize>();
    SheetBars {
        scores: bars.scores,
        whole: is_whole(high),
        label,
        said,
        change,
    }
}
