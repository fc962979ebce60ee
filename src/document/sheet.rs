//! What the template reads: the outline's strings made fit and cut into pieces that must not be
//! broken, and the measures that both the cutting and the template must agree on.

use serde::Serialize;

use super::clean::clean;
use super::line_break;
use super::outline::{Outline, Para, Row, Signer};
use super::world::{has_glyph, width_em};

/// A4 landscape, in points.
const PAGE_WIDTH: f32 = 841.89;
/// Left and right margin: 2 cm.
const MARGIN: f32 = 56.69;
const TEXT_WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// Font size of the text, in points.
const SIZE: f32 = 11.0;
/// Font size of cover, headings.
const TITLE_SIZE: f32 = 15.0;
/// Between a cell's border and its text, on each side.
const INSET: f32 = 4.0;
/// Room for a hanging number or dash, for each level.
const HANG: f32 = 15.0;
/// Shares of the text width; the official form gives most to results and outcomes.
const SHARES: [f32; 6] = [15.5, 15.5, 11.5, 9.5, 25.0, 23.0];

/// A paragraph: its lines, each as pieces; `" "` is a space.
type Lines = Vec<Vec<String>>;

#[derive(Serialize)]
pub struct Sheet {
    language: String,
    title: String,
    margin: f32,
    size: f32,
    title_size: f32,
    inset: f32,
    hang: f32,
    widths: Vec<f32>,
    cover_title: Lines,
    cover_subtitle: Lines,
    cover_footer: Lines,
    heading: Vec<Lines>,
    intro: Vec<Lines>,
    columns: Vec<Lines>,
    rows: Vec<SheetRow>,
    responsible_line: Lines,
    sign_words: [String; 3],
    signers: Vec<SheetSigner>,
    acknowledgement: Option<SheetAcknowledgement>,
    page_label: String,
    mark: Option<String>,
}

#[derive(Serialize)]
struct SheetRow {
    bookmark: String,
    cells: Vec<Vec<SheetPara>>,
}

#[derive(Serialize)]
struct SheetPara {
    number: Option<String>,
    level: u8,
    lines: Lines,
}

#[derive(Serialize)]
struct SheetSigner {
    label: Lines,
    name: Lines,
    position: Lines,
    signed: Option<Lines>,
    date: Option<Lines>,
}

#[derive(Serialize)]
struct SheetAcknowledgement {
    heading: Lines,
    lines: Vec<(Lines, Lines)>,
    statement: Vec<Lines>,
}

/// The sheet of an outline.
pub fn sheet(outline: &Outline) -> Sheet {
    let cutter = Cutter::new(&outline.names);
    let wide = |text: &str| cutter.lines(text, TEXT_WIDTH, SIZE, false);
    let bold = |text: &str| cutter.lines(text, TEXT_WIDTH, SIZE, true);
    let large = |text: &str| cutter.lines(text, TEXT_WIDTH, TITLE_SIZE, true);
    Sheet {
        language: outline.language.clone(),
        title: line(&format!("{} {}", outline.title, outline.subtitle)),
        margin: MARGIN,
        size: SIZE,
        title_size: TITLE_SIZE,
        inset: INSET,
        hang: HANG,
        widths: (0..SHARES.len()).map(column_width).collect(),
        cover_title: large(&outline.title),
        cover_subtitle: large(&outline.subtitle),
        cover_footer: large(&outline.cover_footer),
        heading: outline.heading.iter().map(|text| large(text)).collect(),
        intro: outline.intro.lines().map(wide).collect(),
        columns: (outline.columns.iter().enumerate())
            .map(|(i, text)| cutter.lines(text, column_width(i) - 2.0 * INSET, SIZE, true))
            .collect(),
        rows: outline.rows.iter().map(|row| cutter.row(row)).collect(),
        responsible_line: bold(&outline.responsible_line),
        sign_words: [
            line(&outline.sign_words.signature),
            line(&outline.sign_words.position),
            line(&outline.sign_words.date),
        ],
        signers: outline
            .signers
            .iter()
            .map(|signer| cutter.signer(signer))
            .collect(),
        acknowledgement: outline
            .acknowledgement
            .as_ref()
            .map(|page| SheetAcknowledgement {
                heading: large(&page.heading),
                lines: (page.lines.iter())
                    .map(|(label, value)| {
                        let label = cutter.lines(label, TEXT_WIDTH * 0.3 - INSET, SIZE, true);
                        (
                            label,
                            cutter.lines(value, TEXT_WIDTH * 0.7 - INSET, SIZE, false),
                        )
                    })
                    .collect(),
                statement: page.statement.iter().map(|text| wide(text)).collect(),
            }),
        page_label: line(&outline.page_label),
        mark: outline.mark.as_deref().map(line),
    }
}

fn column_width(column: usize) -> f32 {
    TEXT_WIDTH * SHARES[column] / SHARES.iter().sum::<f32>()
}

/// A text that stands on one line and is not cut.
fn line(text: &str) -> String {
    clean(text, &has_glyph).replace('\n', " ")
}

struct Cutter {
    names: Vec<String>,
}

impl Cutter {
    fn new(names: &[String]) -> Self {
        let names = names.iter().flat_map(|name| {
            let name = line(name);
            name.split(' ').map(String::from).collect::<Vec<_>>()
        });
        Self {
            names: names.collect(),
        }
    }

    /// `room` and `size` in points.
    fn lines(&self, text: &str, room: f32, size: f32, bold: bool) -> Lines {
        let width = |text: &str| width_em(text, bold) * size;
        clean(text, &has_glyph)
            .lines()
            .map(|line| line_break::pieces(line, &self.names, room, &width))
            .collect()
    }

    fn row(&self, row: &Row) -> SheetRow {
        let cells = row.cells.iter().enumerate();
        SheetRow {
            bookmark: line(&row.bookmark),
            cells: cells
                .map(|(column, paras)| paras.iter().map(|para| self.para(para, column)).collect())
                .collect(),
        }
    }

    fn para(&self, para: &Para, column: usize) -> SheetPara {
        // Deeper levels stop moving right, or a narrow column would have no room left.
        let level = para.level.min(2);
        let hanging = f32::from(level) + if para.number.is_some() { 1.0 } else { 0.0 };
        let room = column_width(column) - 2.0 * INSET - hanging * HANG;
        SheetPara {
            number: para.number.as_deref().map(line),
            level,
            lines: self.lines(&para.text, room, SIZE, false),
        }
    }

    fn signer(&self, signer: &Signer) -> SheetSigner {
        let lines = |text: &str| self.lines(text, TEXT_WIDTH * 0.4, SIZE, false);
        SheetSigner {
            label: self.lines(&signer.label, TEXT_WIDTH * 0.4, SIZE, true),
            name: lines(&signer.name),
            position: lines(&signer.position),
            signed: signer.signed.as_deref().map(lines),
            date: signer.date.as_deref().map(lines),
        }
    }
}
