//! The annexes with their texts cut into lines.

use super::{
    Cutter, Heading, INSET, SIZE, Set, SheetPara, SheetRow, SheetTable, TEXT_WIDTH, TITLE_SIZE,
    is_whole, line,
};
use crate::document::outline::{Annex, AnnexBody, Block, Photo, ScoreBars, Scores, Table};
use crate::document::photos::Photos;
use crate::domain::shorten::shorten;

/// Between two photos beside each other, in points.
pub(in crate::document) const BESIDE: f32 = 14.0;
/// Width of a photo's caption, in points.
const CAPTION: f32 = (TEXT_WIDTH - BESIDE) / 2.0;
/// So many lines fit below each of four photos on a page that begins with a heading.
const CAPTION_LINES: usize = 3;
/// Width of what is said beside a bar, in points.
const BESIDE_BAR: f32 = TEXT_WIDTH * 0.36;

pub(in crate::document) struct SheetAnnex {
    pub heading: Heading,
    pub body: Body,
}

pub(in crate::document) enum Body {
    Summary(Vec<SheetBlock>),
    Table(SheetTable),
    Photos(Vec<SheetPhoto>),
    Scores(Vec<SheetBars>),
}

pub(in crate::document) enum SheetBlock {
    Heading(Set),
    Text(Set),
    Table(SheetTable),
}

pub(in crate::document) struct SheetPhoto {
    /// The id of the file, if it can be shown.
    pub file: Option<i64>,
    /// Never empty.
    pub alt: String,
    pub caption: Set,
    pub missing: Set,
}

pub(in crate::document) struct SheetBars {
    pub label: Set,
    /// In hundredths of a point, which is what a full bar has 10,000 of.
    pub scores: [u16; 2],
    pub said: [Set; 2],
    pub change: Set,
}

pub(super) fn annex(cutter: &Cutter, annex: &Annex, photos: &Photos) -> SheetAnnex {
    SheetAnnex {
        heading: Heading::new(&annex.heading, |text| {
            cutter.set(text, TEXT_WIDTH, TITLE_SIZE, true)
        }),
        body: match &annex.body {
            AnnexBody::Summary(of) => {
                Body::Summary(of.iter().map(|of| block(cutter, of)).collect())
            }
            AnnexBody::Table(of) => Body::Table(table(cutter, of)),
            AnnexBody::Photos(of) => {
                Body::Photos(of.iter().map(|of| photo(cutter, of, photos)).collect())
            }
            AnnexBody::Scores(of) => Body::Scores(scores(cutter, of)),
        },
    }
}

fn block(cutter: &Cutter, block: &Block) -> SheetBlock {
    let lines = |text: &String, bold| cutter.set(text, TEXT_WIDTH, SIZE, bold);
    match block {
        Block::Heading(text) => SheetBlock::Heading(lines(text, true)),
        Block::Text(text) => SheetBlock::Text(lines(text, false)),
        Block::Table(of) => SheetBlock::Table(table(cutter, of)),
    }
}

fn table(cutter: &Cutter, table: &Table) -> SheetTable {
    let whole: f32 = table.shares.iter().map(|share| f32::from(*share)).sum();
    let widths: Vec<f32> = (table.shares.iter())
        .map(|share| TEXT_WIDTH * f32::from(*share) / whole)
        .collect();
    let cells = |row: &Vec<String>, bold: bool| -> Vec<Set> {
        let cells = row.iter().zip(&widths);
        cells
            .map(|(text, width)| cutter.set(text, width - 2.0 * INSET, SIZE, bold))
            .collect()
    };
    let rows = table.rows.iter().map(|row| {
        let cells = cells(row, false);
        let whole = is_whole(cells.iter().map(Set::len).max().unwrap_or(0));
        let para = |lines| {
            vec![SheetPara {
                lines,
                ..SheetPara::default()
            }]
        };
        SheetRow {
            cells: cells.into_iter().map(para).collect(),
            whole,
            continued: String::new(),
        }
    });
    SheetTable {
        columns: cells(&table.columns, true),
        rows: rows.collect(),
        widths,
        centered: None,
    }
}

fn photo(cutter: &Cutter, photo: &Photo, photos: &Photos) -> SheetPhoto {
    let alt = line(&photo.caption);
    SheetPhoto {
        file: Some(photo.file).filter(|file| photos.contains_key(file)),
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
fn beside(cutter: &Cutter, text: &str) -> Set {
    let lines = |text: &str| cutter.set(text, CAPTION, SIZE, false);
    lines(&shorten(text, |text| lines(text).len() <= CAPTION_LINES))
}

fn scores(cutter: &Cutter, scores: &Scores) -> Vec<SheetBars> {
    scores.measures.iter().map(|of| bars(cutter, of)).collect()
}

fn bars(cutter: &Cutter, bars: &ScoreBars) -> SheetBars {
    let beside = |text: &String| cutter.set(text, BESIDE_BAR, SIZE, false);
    SheetBars {
        scores: bars.scores,
        label: cutter.set(&bars.label, TEXT_WIDTH, SIZE, true),
        said: [beside(&bars.said[0]), beside(&bars.said[1])],
        change: cutter.set(&bars.change, TEXT_WIDTH, SIZE, false),
    }
}
