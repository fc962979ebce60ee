//! What the template reads: the outline's strings made fit and cut into pieces that must not be
//! broken, and the measures that both the cutting and the template must agree on.

use serde::Serialize;

mod annexes;

use annexes::SheetAnnex;

use super::clean::clean;
use super::line_break;
use super::outline::{COLUMNS, Outline, Para, Row, Signer};
use super::photos::Photos;
use super::world::{has_glyph, width_em};

/// A4 landscape, in points.
pub(super) const PAGE_WIDTH: f32 = 841.89;
/// Left and right margin: 1.5 cm.
pub(super) const MARGIN: f32 = 42.52;
pub(super) const TEXT_WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// From the upper margin, 2 cm, to the lower one, 1.8 cm.
const TEXT_HEIGHT: f32 = 595.28 - 56.69 - 51.02;
/// Font size of the text, in points.
pub(super) const SIZE: f32 = 11.0;
/// Font size of headings.
pub(super) const TITLE_SIZE: f32 = 15.0;
/// Font sizes of the title on the cover and of the line below it.
const COVER_SIZES: [f32; 2] = [22.0, 18.0];
/// Between a cell's border and its text, on each side. Twice this is wider than the text is high: what stands
/// nearer is one column for readers that go by the distance alone.
pub(super) const INSET: f32 = 6.0;
/// Likewise above and below.
const INSET_ABOVE: f32 = 5.0;
/// Room for a hanging number or dash, for each level; a wide number takes more.
pub(super) const HANG: f32 = 13.0;
/// At least between a hanging number and its text.
pub(super) const NUMBER_GAP: f32 = 2.5;
/// Height of a line, in points: ascender, descender and leading of the face.
const LINE: f32 = SIZE * 1.4;
/// A row no higher than this moves to the next page as a whole rather than being split; a higher
/// one is split, or the foot of the page would stay empty. Two fifths of a page.
const WHOLE_ROW: f32 = 200.0;
/// What a line that is filled here leaves free, in points: sums of advances are not exact.
const SLACK: f32 = 0.05;
/// Shares of the text width, in points before they are fitted to it. Most goes to results and
/// outcomes; a unit's name and a period in its short form each fit on a line.
const SHARES: [f32; COLUMNS] = [106.0, 114.0, 102.0, 94.0, 184.0, 157.0];

/// A paragraph: its lines as it was written, each as pieces; `" "` is a space.
pub(super) type Lines = Vec<Vec<String>>;

#[derive(Serialize)]
pub struct Sheet {
    language: String,
    page_width: f32,
    text_width: f32,
    text_height: f32,
    title: String,
    margin: f32,
    size: f32,
    title_size: f32,
    cover_sizes: [f32; 2],
    inset: f32,
    inset_above: f32,
    widths: Vec<f32>,
    cover_title: Lines,
    cover_subtitle: Lines,
    cover_footer: Lines,
    heading: Lines,
    intro: Vec<Lines>,
    columns: Vec<Lines>,
    rows: Vec<SheetRow>,
    responsible_line: Lines,
    sign_words: [String; 3],
    signers: Vec<SheetSigner>,
    annexes: Vec<SheetAnnex>,
    acknowledgement: Option<SheetAcknowledgement>,
    page_label: String,
    mark: Option<String>,
}

#[derive(Serialize)]
struct SheetRow {
    cells: Vec<Vec<SheetPara>>,
    /// Whether it must not be split over two pages.
    whole: bool,
    continued: String,
}

#[derive(Serialize)]
struct SheetPara {
    number: Option<String>,
    /// Left of the number, and from there to the text, in points.
    indent: f32,
    hang: f32,
    lines: Lines,
    /// Lines as set, for the height of the row.
    #[serde(skip)]
    set: usize,
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
///
/// `photos` are those that can be shown, by the ids of their files.
pub fn sheet(outline: &Outline, photos: &Photos) -> Sheet {
    let cutter = Cutter::new(&outline.names);
    let wide = |text: &str| cutter.lines(text, TEXT_WIDTH, SIZE, false);
    let bold = |text: &str| cutter.lines(text, TEXT_WIDTH, SIZE, true);
    let large = |text: &str| cutter.lines(text, TEXT_WIDTH, TITLE_SIZE, true);
    let cover = |text: &str, size: f32| cutter.lines(text, TEXT_WIDTH, size, true);
    Sheet {
        language: language(&outline.language),
        page_width: PAGE_WIDTH,
        text_width: TEXT_WIDTH,
        text_height: TEXT_HEIGHT,
        title: title(outline),
        margin: MARGIN,
        size: SIZE,
        title_size: TITLE_SIZE,
        cover_sizes: COVER_SIZES,
        inset: INSET,
        inset_above: INSET_ABOVE,
        widths: (0..SHARES.len()).map(column_width).collect(),
        cover_title: cover(&outline.title, COVER_SIZES[0]),
        cover_subtitle: cover(&outline.subtitle, COVER_SIZES[1]),
        cover_footer: large(&outline.cover_footer),
        heading: outline
            .heading
            .iter()
            .flat_map(|text| large(text))
            .collect(),
        intro: outline.intro.lines().map(wide).collect(),
        columns: (outline.columns.iter().enumerate())
            .map(|(i, text)| cutter.filled(text, column_width(i) - 2.0 * INSET, SIZE, true))
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
        annexes: (outline.annexes.iter())
            .map(|annex| annexes::annex(&cutter, annex, photos))
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

/// The pieces put together to lines of at most `room`, a space between them where they were cut at one.
fn filled(pieces: Vec<String>, room: f32, width: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut used, mut space) = (0.0, false);
    for piece in pieces {
        if piece == " " {
            space = true;
            continue;
        }
        let between = if std::mem::take(&mut space) { " " } else { "" };
        let more = width(between) + width(&piece);
        match lines.last_mut() {
            Some(line) if used + more <= room => {
                line.push_str(between);
                line.push_str(&piece);
                used += more;
            }
            last => {
                if last.is_some() && !between.is_empty() {
                    lines.push(between.to_owned());
                }
                used = width(&piece);
                lines.push(piece);
            }
        }
    }
    lines
}

/// How many lines filled pieces take up.
fn set_lines(pieces: &[String]) -> usize {
    let lines = pieces.iter().filter(|piece| *piece != " ").count();
    lines.max(1)
}

/// Whether a row of so many lines moves to the next page as a whole.
pub(super) fn is_whole(lines: usize) -> bool {
    lines as f32 * LINE + 2.0 * INSET_ABOVE <= WHOLE_ROW
}

pub(super) struct Cutter {
    names: Vec<String>,
}

impl Cutter {
    pub(super) fn new(names: &[String]) -> Self {
        let names = names.iter().flat_map(|name| {
            let name = line(name);
            name.split(' ').map(String::from).collect::<Vec<_>>()
        });
        Self {
            names: names.collect(),
        }
    }

    /// `room` and `size` in points.
    pub(super) fn lines(&self, text: &str, room: f32, size: f32, bold: bool) -> Lines {
        let width = |text: &str| width_em(text, bold) * size;
        clean(text, &has_glyph)
            .lines()
            .map(|line| line_break::pieces(line, &self.names, room, &width))
            .collect()
    }

    /// The same for a paragraph that has this room on every line: a piece is what stands on one. Much faster
    /// to set than the words one by one.
    pub(super) fn filled(&self, text: &str, room: f32, size: f32, bold: bool) -> Lines {
        let width = |text: &str| width_em(text, bold) * size;
        let lines = self.lines(text, room, size, bold).into_iter();
        lines
            .map(|pieces| filled(pieces, room - SLACK, &width))
            .collect()
    }

    fn row(&self, row: &Row) -> SheetRow {
        let cells = row.cells.iter().enumerate();
        let cells: Vec<Vec<SheetPara>> = cells
            .map(|(column, paras)| paras.iter().map(|para| self.para(para, column)).collect())
            .collect();
        let set = |cell: &Vec<SheetPara>| cell.iter().map(|para| para.set).sum::<usize>();
        let lines = cells.iter().map(set).max().unwrap_or(0);
        SheetRow {
            cells,
            whole: is_whole(lines),
            continued: line(&row.continued),
        }
    }

    fn para(&self, para: &Para, column: usize) -> SheetPara {
        let cell = column_width(column) - 2.0 * INSET;
        // Deeper levels stop moving right, or a narrow column would have no room left.
        let indent = f32::from(para.level.min(2)) * HANG;
        let number = para
            .number
            .as_deref()
            .map(line)
            .filter(|number| !number.is_empty());
        let wide = |number: &String| (width_em(number, false) * SIZE + NUMBER_GAP).max(HANG);
        let hang = number.as_ref().map_or(0.0, wide);
        // What is too long to hang is no number: it goes into the text.
        let (number, text, hang) = match number {
            Some(number) if hang > cell / 3.0 => (None, format!("{number} {}", para.text), 0.0),
            number => (number, para.text.clone(), hang),
        };
        let room = cell - indent - hang;
        let lines = self.filled(&text, room, SIZE, false);
        let set = lines.iter().map(|pieces| set_lines(pieces)).sum();
        SheetPara {
            number,
            indent,
            hang,
            lines,
            set,
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
