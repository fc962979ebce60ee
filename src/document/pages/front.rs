//! The cover, and what stands before the table.

use typst::foundations::{Content, NativeElement, Smart};
use typst::model::TitleElem;

use super::paper::{Align, Look, Paper};
use super::{GAP, SIZE, Style, flow, paragraph};
use crate::document::sheet::{COVER_SIZES, Heading, INDENT, Sheet, TITLE_SIZE};

/// Shares of the free height above the title and below what stands under it.
const FREE: [f64; 2] = [1.0 / 2.4, 1.4 / 2.4];
/// Between the title and the line under it.
const UNDER_TITLE: f64 = 26.025;

pub(super) fn cover(paper: &mut Paper, sheet: &Sheet) {
    let style = |size: f32, gap: f64| Style {
        gap,
        ..Style::new(Look::bold(size.into()), Align::Center)
    };
    let title = style(COVER_SIZES[0], 0.17 * SIZE);
    let subtitle = style(COVER_SIZES[1], GAP);
    let footer = style(TITLE_SIZE, GAP);
    let is_titled = sheet.cover_title.iter().any(|line| !line.is_empty());
    let head = match is_titled {
        true => title.high(sheet.cover_title.len()) + UNDER_TITLE,
        false => 0.0,
    };
    let used =
        head + subtitle.high(sheet.cover_subtitle.len()) + footer.high(sheet.cover_footer.len());
    let free = (paper.room() - used).max(0.0);
    paper.y += free * FREE[0];
    if is_titled {
        let begun = paper.begin(
            TitleElem::new()
                .with_body(Smart::Custom(Content::empty()))
                .pack(),
        );
        flow(paper, &sheet.cover_title, title);
        paper.end(begun);
        paper.y += UNDER_TITLE;
    }
    paragraph(paper, &sheet.cover_subtitle, subtitle);
    paper.y += free * FREE[1];
    paragraph(paper, &sheet.cover_footer, footer);
}

pub(super) fn introduction(paper: &mut Paper, sheet: &Sheet) {
    heading(paper, &sheet.heading, 8.0);
    let style = Style {
        indent: INDENT.into(),
        ..Style::new(Look::plain(SIZE), Align::Left)
    };
    for lines in sheet.intro.iter().filter(|lines| !lines.is_empty()) {
        paragraph(paper, lines, style);
        paper.y += GAP;
    }
    paper.y += 8.0;
}

/// A title in the middle of the page's width, with room below it.
pub(super) fn heading(paper: &mut Paper, heading: &Heading, below: f64) {
    if !heading.is_blank() {
        let begun = paper.heading(paper.format.side, 1, &heading.said);
        let style = Style::new(Look::bold(TITLE_SIZE.into()), Align::Center);
        flow(paper, &heading.lines, style);
        paper.end(begun);
    }
    paper.y += below;
}
