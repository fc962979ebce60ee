//! The outline's strings made fit and cut into lines, with the measures that both the cutting and the pages must agree
//! on. For what a template sets, a text is cut into pieces that must not be broken.

pub(super) mod annexes;
mod cutter;

use annexes::SheetAnnex;

use super::clean::clean;
use super::outline::{COLUMNS, Outline};
use super::photos::Photos;
use super::world::has_glyph;
pub(super) use cutter::Cutter;

/// A4 landscape, in points.
pub(super) const PAGE_WIDTH: f32 = 841.89;
/// Left and right margin: 1.5 cm.
pub(super) const MARGIN: f32 = 42.52;
pub(super) const TEXT_WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// Of the first line of a paragraph that has all the page's width, 2.5 cm.
pub(super) const INDENT: f32 = 70.866;
/// Between the two halves of the page that signatures stand in, 1 cm.
pub(super) const SIGN_GUTTER: f32 = 28.346;
/// What the names of an acknowledgement's lines take of the width.
pub(super) const NAMED: f32 = 0.3;
/// Dots to sign on, and to put a date on: 6 and 5 cm.
const DOTS: [f32; 2] = [170.08, 141.73];
/// Font size of the text, in points.
pub(super) const SIZE: f32 = 11.0;
/// Font size of headings.
pub(super) const TITLE_SIZE: f32 = 15.0;
/// Font sizes of the title on the cover and of the line below it.
pub(super) const COVER_SIZES: [f32; 2] = [22.0, 18.0];
/// Between a cell's border and its text, on each side. Twice this is wider than the text is high: what stands
/// nearer is one column for readers that go by the distance alone.
pub(super) const INSET: f32 = 6.0;
/// Likewise above and below.
pub(super) const INSET_ABOVE: f32 = 5.0;
/// Room for a hanging number or dash, for each level; a wide number takes more.
pub(super) const HANG: f32 = 13.0;
/// At least between a hanging number and its text.
pub(super) const NUMBER_GAP: f32 = 2.5;
/// Height of a line, in points: ascender, descender and leading of the face.
const LINE: f32 = SIZE * 1.4;
/// A row no higher than this moves to the next page as a whole rather than being split; a higher
/// one is split, or the foot of the page would stay empty. Two fifths of a page.
pub(super) const WHOLE_ROW: f32 = 200.0;
/// What a line that is filled here leaves free, in points: sums of advances are not exact.
const SLACK: f32 = 0.05;
/// Shares of the text width, in points before they are fitted to it. Most goes to results and
/// outcomes; a unit's name and a period in its short form each fit on a line.
const SHARES: [f32; COLUMNS] = [106.0, 114.0, 102.0, 94.0, 184.0, 157.0];

/// A paragraph: its lines as it was written, each as pieces; `" "` is a space.
pub(super) type Lines = Vec<Vec<String>>;

/// A text as it is set: what stands on each line.
pub(super) type Set = Vec<String>;

pub struct Sheet {
    pub(super) language: String,
    pub(super) title: String,
    pub(super) cover_title: Set,
    pub(super) cover_subtitle: Set,
    pub(super) cover_footer: Set,
    pub(super) heading: Heading,
    /// The first line of each paragraph is indented by [`INDENT`].
    pub(super) intro: Vec<Set>,
    pub(super) measures: SheetTable,
    pub(super) responsible_line: Set,
    pub(super) signers: Vec<SheetSigner>,
    pub(super) annexes: Vec<SheetAnnex>,
    pub(super) acknowledgement: Option<SheetAcknowledgement>,
    pub(super) page_label: String,
    pub(super) mark: Option<String>,
}

/// A title within the report, and its entry in the reader's outline.
pub(super) struct Heading {
    pub lines: Set,
    pub said: String,
}

pub(super) struct SheetTable {
    /// In points.
    pub widths: Vec<f32>,
    pub columns: Vec<Set>,
    pub rows: Vec<SheetRow>,
    /// The column whose lines stand in the middle.
    pub centered: Option<usize>,
}

pub(super) struct SheetRow {
    pub cells: Vec<Vec<SheetPara>>,
    /// Whether it must not be split over two pages.
    pub whole: bool,
    pub continued: String,
}

#[derive(Default)]
pub(super) struct SheetPara {
    /// Its entry in the reader's outline, if it has one.
    pub heading: Option<String>,
    pub number: Option<String>,
    /// Left of the number, and from there to the text, in points.
    pub indent: f32,
    pub hang: f32,
    pub lines: Set,
}

pub(super) struct SheetSigner {
    pub label: Set,
    pub is_signed: bool,
    pub lines: Vec<SignLine>,
}

/// A line of a signature, in the middle of its half of the page.
pub(super) enum SignLine {
    Text(String),
    /// Dots behind a word; how wide they are, in points.
    Dots(String, f32),
}

pub(super) struct SheetAcknowledgement {
    pub heading: Heading,
    pub lines: Vec<(Set, Set)>,
    pub statement: Vec<Set>,
}

/// The sheet of an outline.
///
/// `photos` are those that can be shown, by the ids of their files.
pub fn sheet(outline: &Outline, photos: &Photos) -> Sheet {
    let cutter = Cutter::new(&outline.names);
    let wide = |text: &str| cutter.set(text, TEXT_WIDTH, SIZE, false);
    let bold = |text: &str| cutter.set(text, TEXT_WIDTH, SIZE, true);
    let large = |text: &str| cutter.set(text, TEXT_WIDTH, TITLE_SIZE, true);
    let cover = |text: &str, size: f32| cutter.set(text, TEXT_WIDTH, size, true);
    let rows = outline.rows.iter().map(|row| cutter.row(row));
    Sheet {
        language: language(&outline.language),
        title: title(outline),
        cover_title: cover(&outline.title, COVER_SIZES[0]),
        cover_subtitle: cover(&outline.subtitle, COVER_SIZES[1]),
        cover_footer: large(&outline.cover_footer),
        heading: Heading::new(&outline.heading, large),
        intro: outline
            .intro
            .lines()
            .map(|text| cutter.indented(text))
            .collect(),
        measures: SheetTable {
            widths: (0..SHARES.len()).map(column_width).collect(),
            columns: (outline.columns.iter().enumerate())
                .map(|(i, text)| cutter.set(text, column_width(i) - 2.0 * INSET, SIZE, true))
                .collect(),
            rows: rows.collect(),
            centered: Some(3),
        },
        responsible_line: bold(&outline.responsible_line),
        signers: outline
            .signers
            .iter()
            .map(|signer| cutter.signer(signer, &outline.sign_words))
            .collect(),
        annexes: (outline.annexes.iter())
            .map(|annex| annexes::annex(&cutter, annex, photos))
            .collect(),
        acknowledgement: outline
            .acknowledgement
            .as_ref()
            .map(|page| SheetAcknowledgement {
                heading: Heading::new(std::slice::from_ref(&page.heading), large),
                lines: (page.lines.iter())
                    .map(|(label, value)| {
                        let label = cutter.set(label, TEXT_WIDTH * NAMED - INSET, SIZE, true);
                        let value =
                            cutter.set(value, TEXT_WIDTH * (1.0 - NAMED) - INSET, SIZE, false);
                        (label, value)
                    })
                    .collect(),
                statement: page.statement.iter().map(|text| wide(text)).collect(),
            }),
        page_label: line(&outline.page_label),
        mark: outline.mark.as_deref().map(line),
    }
}

impl Heading {
    /// `set` sets each of its parts on lines of its own.
    fn new(parts: &[String], set: impl Fn(&str) -> Set) -> Heading {
        let said: Vec<String> = parts.iter().map(|text| line(text)).collect();
        Heading {
            lines: parts.iter().flat_map(|text| set(text)).collect(),
            said: said.join(" "),
        }
    }

    /// Screen readers take no heading without words.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(String::is_empty)
    }
}

/// Of each row, whether it must not be split over two pages.
pub(super) fn whole_rows(outline: &Outline) -> Vec<bool> {
    let cutter = Cutter::new(&outline.names);
    let rows = outline.rows.iter();
    rows.map(|row| cutter.row(row).whole).collect()
}

/// In points.
pub(super) fn column_width(column: usize) -> f32 {
    TEXT_WIDTH * SHARES[column] / SHARES.iter().sum::<f32>()
}

/// A language that the typesetter knows to be one; of an undetermined text otherwise.
fn language(code: &str) -> String {
    let known = matches!(code.len(), 2 | 3) && code.bytes().all(|c| c.is_ascii_lowercase());
    if known { code.into() } else { "und".into() }
}

/// The title of the file, which PDF/UA will not have empty.
fn title(outline: &Outline) -> String {
    let title = line(&format!("{} {}", outline.title, outline.subtitle));
    match title.trim() {
        "" => "-".into(),
        title => title.into(),
    }
}

/// A text that stands on one line and is not cut.
pub(super) fn line(text: &str) -> String {
    clean(text, &has_glyph).replace('\n', " ")
}

/// Whether a row of so many lines moves to the next page as a whole.
pub(super) fn is_whole(lines: usize) -> bool {
    lines as f32 * LINE + 2.0 * INSET_ABOVE <= WHOLE_ROW
}
