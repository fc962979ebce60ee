//! The report's pages. Their lines are cut before (`sheet`), so what is left is to put them where they belong, which
//! is done here and not by the typesetter: it takes a tenth of the time. The typesetter's own model of pages goes to
//! its export, which knows how to write PDF/A and PDF/UA, and to its renderer for pictures.

mod annexes;
mod cells;
mod front;
mod glyphs;
mod paper;
mod signing;
mod table;

use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Frame, Sides};
use typst::model::DocumentInfo;
use typst::text::{Lang, Locale};
use typst_layout::{Page, PagedDocument};

use super::photos::Photos;
use super::sheet::{self, MARGIN, PAGE_WIDTH, Set, Sheet};
use crate::domain::numerals::to_thai;
use paper::{Align, Format, Look, Paper, grey};

/// Font size of the text, in points.
const SIZE: f64 = sheet::SIZE as f64;
/// Between two lines, and two paragraphs.
const GAP: f64 = 0.1 * SIZE;

/// A4 landscape; 2 cm above the text and 1.8 cm below.
const REPORT: Format = Format {
    width: PAGE_WIDTH as f64,
    height: 595.2756,
    side: MARGIN as f64,
    above: 56.6929,
    below: 51.0236,
};

/// Above and below the rows of a picture.
const PICTURE_MARGIN: f64 = 18.0;
/// No picture is as high.
const ENDLESS: f64 = 1e6;

/// The whole report.
pub(super) fn report(sheet: &Sheet, photos: &Photos) -> PagedDocument {
    let lang = lang(&sheet.language);
    let mut paper = Paper::new(REPORT, lang, sheet.mark.clone());
    front::cover(&mut paper, sheet);
    paper.next_page("");
    front::introduction(&mut paper, sheet);
    table::put(&mut paper, &sheet.measures);
    signing::sign_off(&mut paper, sheet);
    for annex in &sheet.annexes {
        annexes::put(&mut paper, annex, photos);
    }
    if let Some(page) = &sheet.acknowledgement {
        signing::acknowledgement(&mut paper, page);
    }
    let digits = |number: usize| match sheet.language == "th" {
        true => to_thai(&number.to_string()),
        false => number.to_string(),
    };
    // The cover is not counted.
    let frames = paper.finish(|number, count| {
        let label = sheet.page_label.replace("{page}", &digits(number));
        (number > 0).then(|| label.replace("{pages}", &digits(count - 1)))
    });
    let info = DocumentInfo {
        title: Some(sheet.title.as_str().into()),
        date: Smart::Auto,
        locale: Smart::Custom(Locale::new(lang, None)),
        ..DocumentInfo::default()
    };
    let pages = frames.into_iter().zip(1..);
    let pages = pages.map(|(frame, number)| page(frame, number));
    PagedDocument::new(pages.collect(), info)
}

/// Rows of the table as they stand in the report: the first page of them, or all on a page as high as they are.
pub(super) fn picture(sheet: &Sheet, whole_page: bool) -> Page {
    let format = Format {
        height: if whole_page { REPORT.height } else { ENDLESS },
        above: PICTURE_MARGIN,
        below: PICTURE_MARGIN,
        ..REPORT
    };
    let mut paper = Paper::new(format, lang(&sheet.language), None);
    table::put(&mut paper, &sheet.measures);
    if !whole_page {
        paper.format.height = paper.y + PICTURE_MARGIN;
    }
    let first = paper.finish(|_, _| None).into_iter().next();
    let mut page = page(first.unwrap_or_default(), 1);
    page.fill = Smart::Custom(Some(grey(255)));
    page
}

fn page(frame: Frame, number: u64) -> Page {
    Page {
        frame,
        bleed: Sides::splat(Abs::zero()),
        fill: Smart::Auto,
        numbering: None,
        supplement: Content::empty(),
        number,
    }
}

fn lang(code: &str) -> Lang {
    code.parse().unwrap_or(Lang::ENGLISH)
}

/// A line below `y` in a room that begins at `room.0` and is `room.1` wide.
fn put_line(
    paper: &mut Paper,
    room: (f64, f64),
    y: f64,
    text: &str,
    look: Look,
    align: Align,
) -> f64 {
    let free = match align {
        Align::Left => 0.0,
        Align::Center => (room.1 - paper.width(text.trim_end(), look)) / 2.0,
    };
    paper.text((room.0 + free.max(0.0), y + look.ascent()), text, look)
}

/// How lines stand below each other.
#[derive(Clone, Copy)]
struct Style {
    look: Look,
    align: Align,
    /// Between two lines.
    gap: f64,
    /// Of the first line.
    indent: f64,
}

impl Style {
    fn new(look: Look, align: Align) -> Style {
        Style {
            look,
            align,
            gap: 0.1 * look.size,
            indent: 0.0,
        }
    }

    fn high(&self, lines: usize) -> f64 {
        match lines {
            0 => 0.0,
            lines => lines as f64 * (self.look.height() + self.gap) - self.gap,
        }
    }
}

/// Lines in all the page's width from the paper's place on, over as many pages as they take.
fn flow(paper: &mut Paper, lines: &Set, style: Style) {
    let side = paper.format.side;
    let width = paper.format.text_width();
    flow_in(paper, (side, width), lines, style);
}

fn flow_in(paper: &mut Paper, room: (f64, f64), lines: &Set, style: Style) {
    let count = lines.len();
    for (at, text) in lines.iter().enumerate() {
        if at > 0 {
            paper.y += style.gap;
        }
        let together = match at {
            0 if count == 3 => 3,
            0 => 2.min(count),
            _ if at >= 2 && at + 2 == count => 2,
            _ => 1,
        };
        if !paper.fits(style.high(together)) && !paper.is_fresh() {
            paper.next_page("");
        }
        let indent = if at == 0 { style.indent } else { 0.0 };
        let room = (room.0 + indent, room.1 - indent);
        put_line(paper, room, paper.y, text, style.look, style.align);
        paper.y += style.look.height();
    }
}

/// A paragraph of them.
fn paragraph(paper: &mut Paper, lines: &Set, style: Style) {
    if lines.is_empty() {
        return;
    }
    let begun = paper.paragraph();
    flow(paper, lines, style);
    paper.end(begun);
}

/// Room below what is there, but not at the head of a page.
fn space(paper: &mut Paper, height: f64) {
    if !paper.is_fresh() {
        paper.y += height;
    }
}
