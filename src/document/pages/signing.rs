//! Where people sign, and who acknowledged the report.

use typst::foundations::{Content, NativeElement};
use typst::model::StrongElem;

use super::paper::{Align, Look, Paper};
use super::{GAP, SIZE, Style, flow_in, front, paragraph, put_line, space};
use crate::document::sheet::{
    NAMED, SIGN_GUTTER, Set, Sheet, SheetAcknowledgement, SheetSigner, SignLine,
};

/// Between the table and the line before the signatures.
const ABOVE: f64 = 20.0;
/// Below that line, between two rows of signatures, and between a role and the line to sign on: with dots there is
/// room for a hand.
const BELOW_LINE: f64 = 14.0 + GAP;
const BETWEEN: f64 = 16.0;
const TO_SIGN: f64 = 22.0 + GAP;
const SIGNED: f64 = 12.0 + GAP;

/// What the names of the acknowledgement's lines take of the width.
const LABEL: f64 = NAMED as f64;

fn label() -> Style {
    Style::new(Look::bold(SIZE), Align::Left)
}

fn signature() -> Style {
    Style {
        gap: 0.35 * SIZE,
        ..Style::new(Look::plain(SIZE), Align::Center)
    }
}

/// Room for what is said of the role, from there to the first line, and the lines.
fn parts(signer: &SheetSigner) -> [f64; 3] {
    [
        label().high(signer.label.len()),
        if signer.is_signed { SIGNED } else { TO_SIGN },
        signature().high(signer.lines.len()),
    ]
}

/// Two signatures in a row, all on one page if it is high enough, and never the line before them alone. Only what is
/// higher than a page stands one below the other.
pub(super) fn sign_off(paper: &mut Paper, sheet: &Sheet) {
    let rows: Vec<&[SheetSigner]> = sheet.signers.chunks(2).collect();
    let heights = rows.iter().map(|row| {
        let heights = row.iter().map(|signer| parts(signer).iter().sum::<f64>());
        heights.fold(0.0, f64::max)
    });
    let heights: Vec<f64> = heights.collect();
    let line = label().high(sheet.responsible_line.len()) + BELOW_LINE;
    let between = BETWEEN * rows.len().saturating_sub(1) as f64;
    let whole = line + heights.iter().sum::<f64>() + between;
    let page = paper.format.bottom() - paper.format.above;
    let first = line + heights.first().copied().unwrap_or_default();
    let stays = if whole <= page { whole } else { first };
    if stays <= page && !paper.fits(ABOVE + stays) && !paper.is_fresh() {
        paper.next_page("");
    }
    space(paper, ABOVE);
    strong(paper, &sheet.responsible_line, |paper, lines| {
        paragraph(paper, lines, label());
    });
    paper.y += BELOW_LINE;
    let side = paper.format.side;
    let half = (paper.format.text_width() - f64::from(SIGN_GUTTER)) / 2.0;
    for (at, (row, height)) in rows.iter().zip(heights).enumerate() {
        let above = if at > 0 { BETWEEN } else { 0.0 };
        match height <= page && !paper.fits(above + height) && !paper.is_fresh() {
            true => paper.next_page(""),
            false => paper.y += above,
        }
        let top = paper.y;
        for (column, signer) in row.iter().enumerate() {
            if height <= page {
                paper.y = top;
                let x = side + column as f64 * (half + f64::from(SIGN_GUTTER));
                sign(paper, (x, half), signer);
            } else {
                paper.y += if column > 0 { BETWEEN } else { 0.0 };
                sign(paper, (side, half), signer);
            }
        }
        if height <= page {
            paper.y = top + height;
        }
    }
}

fn strong(paper: &mut Paper, lines: &Set, put: impl FnOnce(&mut Paper, &Set)) {
    let begun = paper.begin(StrongElem::new(Content::empty()).pack());
    put(paper, lines);
    paper.end(begun);
}

fn sign(paper: &mut Paper, room: (f64, f64), signer: &SheetSigner) {
    let [role, between, _] = parts(signer);
    // A role is not told of alone.
    if !paper.fits(role + between + signature().high(1)) && !paper.is_fresh() {
        paper.next_page("");
    }
    strong(paper, &signer.label, |paper, lines| {
        let begun = paper.paragraph();
        flow_in(paper, room, lines, label());
        paper.end(begun);
    });
    paper.y += between;
    let begun = paper.paragraph();
    let style = signature();
    for (at, line) in signer.lines.iter().enumerate() {
        if at > 0 {
            paper.y += style.gap;
        }
        let height = style.look.height();
        if !paper.fits(height) && !paper.is_fresh() {
            paper.next_page("");
        }
        match line {
            SignLine::Text(text) => {
                put_line(paper, room, paper.y, text, style.look, style.align);
            }
            SignLine::Dots(word, width) => {
                let word = format!("{word} ");
                let width = f64::from(*width);
                let x = room.0 + (room.1 - paper.width(&word, style.look) - width) / 2.0;
                let base = paper.y + style.look.ascent();
                let x = x + paper.text((x, base), &word, style.look);
                paper.dots((x, base), width, style.look);
            }
        }
        paper.y += height;
    }
    paper.end(begun);
}

pub(super) fn acknowledgement(paper: &mut Paper, page: &SheetAcknowledgement) {
    if !paper.is_fresh() {
        paper.next_page("");
    }
    front::heading(paper, &page.heading, 12.0);
    let side = paper.format.side;
    let width = paper.format.text_width();
    let style = Style::new(Look::plain(SIZE), Align::Left);
    for (at, (name, value)) in page.lines.iter().enumerate() {
        if at > 0 {
            paper.y += 8.0;
        }
        let height = label().high(name.len()).max(style.high(value.len()));
        if !paper.fits(height) && !paper.is_fresh() {
            paper.next_page("");
        }
        let top = paper.y;
        strong(paper, name, |paper, lines| {
            let begun = paper.paragraph();
            flow_in(paper, (side, width * LABEL), lines, label());
            paper.end(begun);
        });
        let (page, below) = (paper.page(), paper.y);
        paper.y = top;
        let begun = paper.paragraph();
        let room = (side + width * LABEL, width * (1.0 - LABEL));
        flow_in(paper, room, value, style);
        paper.end(begun);
        if paper.page() == page {
            paper.y = paper.y.max(below);
        }
    }
    paper.y += 12.0 + GAP;
    for lines in &page.statement {
        paragraph(paper, lines, style);
        paper.y += 4.0 + GAP;
    }
}
