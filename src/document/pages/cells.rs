//! What stands in the cells of a table: their lines, up to which of them there is room, and what of a cell is still
//! open where its row goes on on another page.

use std::ops::Range;

use typst::foundations::{Content, NativeElement, Smart};
use typst::introspection::Location;
use typst::model::TableCell;

use super::paper::{Align, Begun, Look, Paper};
use super::{GAP, SIZE};
use crate::document::sheet::{INSET_ABOVE, SheetPara};

/// Above and below a cell's lines.
pub(super) const ABOVE: f64 = INSET_ABOVE as f64;

/// A line of a cell: of which of its paragraphs, which of its lines, and how much room there must be for it to
/// stand here: a paragraph leaves no single line behind and takes none along.
struct Line {
    para: usize,
    line: usize,
    last: bool,
    need: f64,
}

fn cell_lines(paras: &[SheetPara], height: f64) -> Vec<Line> {
    let mut lines = Vec::new();
    for (para, of) in paras.iter().enumerate() {
        let count = of.lines.len();
        lines.extend((0..count).map(|line| {
            let together = match (line, count) {
                (0, 3) => 3,
                (0, 2..) => 2,
                (2.., _) if line + 2 == count => 2,
                _ => 1,
            };
            Line {
                para,
                line,
                last: line + 1 == count,
                need: high(together, height),
            }
        }));
    }
    lines
}

/// So many lines below each other.
pub(super) fn high(lines: usize, height: f64) -> f64 {
    match lines {
        0 => 0.0,
        lines => lines as f64 * (height + GAP) - GAP,
    }
}

/// Up to which line there is room.
fn fitting(lines: &[Line], from: usize, room: f64, height: f64) -> usize {
    let mut to = from;
    while to < lines.len() {
        let above = match to - from {
            0 => 0.0,
            before => high(before, height) + GAP,
        };
        if above + lines[to].need > room + 1e-6 {
            break;
        }
        to += 1;
    }
    to
}

/// A cell while it is put: how far it is, and what of it is still open where it goes on on another page.
pub(super) struct Cell<'a> {
    paras: &'a [SheetPara],
    lines: Vec<Line>,
    /// Of a line.
    height: f64,
    done: usize,
    location: Option<Location>,
    heading: Option<Begun>,
    para: Option<Begun>,
}

/// What screen readers are told of it.
pub(super) fn element(x: usize, y: usize) -> TableCell {
    TableCell::new(Content::empty())
        .with_x(Smart::Custom(x))
        .with_y(Smart::Custom(y))
}

impl<'a> Cell<'a> {
    /// `height` is a line's.
    pub fn new(paras: &'a [SheetPara], height: f64) -> Cell<'a> {
        Cell {
            paras,
            lines: cell_lines(paras, height),
            height,
            done: 0,
            location: None,
            heading: None,
            para: None,
        }
    }

    /// How many lines are still to be put.
    pub fn left(&self) -> usize {
        self.lines.len() - self.done
    }

    /// Up to which line there is room.
    pub fn fitting(&self, room: f64) -> usize {
        fitting(&self.lines, self.done, room, self.height)
    }

    /// Whether some of it goes into this room.
    pub fn begins(&self, room: f64) -> bool {
        self.left() == 0 || self.fitting(room) > self.done
    }

    pub fn end(&self) -> usize {
        self.lines.len()
    }

    /// The lines up to this one, below the paper's place; `room` is where they begin and how wide they may be.
    pub fn put(
        &mut self,
        paper: &mut Paper,
        (column, row): (usize, usize),
        to: usize,
        room: (f64, f64),
        align: Align,
        split: bool,
    ) {
        let lines = self.done..to;
        self.done = to;
        if self.location.is_none() {
            let element = element(column, row).pack();
            let begun = match split {
                true => paper.begin_parent(element),
                false => paper.begin(element),
            };
            if !split {
                self.lines(paper, lines, room, align);
                paper.end(begun);
                return;
            }
            self.location = Some(begun.0);
            paper.end(begun);
        }
        if let Some(location) = self.location
            && !lines.is_empty()
        {
            paper.within(location, |paper| self.lines(paper, lines, room, align));
        }
    }

    fn lines(&mut self, paper: &mut Paper, lines: Range<usize>, room: (f64, f64), align: Align) {
        let look = Look::plain(SIZE);
        let mut y = paper.y + ABOVE;
        for line in &self.lines[lines] {
            let para = &self.paras[line.para];
            if line.line == 0 {
                paper.y = y;
                self.heading = (para.heading.as_deref()).map(|said| paper.heading(room.0, 2, said));
                self.para = Some(paper.paragraph());
            }
            let text = &para.lines[line.line];
            let (indent, hang) = (f64::from(para.indent), f64::from(para.hang));
            let number = para.number.as_deref().filter(|_| line.line == 0);
            let free = room.1 - indent - hang;
            let shift = match align {
                Align::Center => ((free - paper.width(text.trim_end(), look)) / 2.0).max(0.0),
                _ => 0.0,
            };
            let x = room.0 + indent + shift;
            let base = y + look.ascent();
            if let Some(number) = number {
                paper.text((x, base), number, look);
            }
            paper.text((x + hang, base), text, look);
            if line.last {
                for begun in [self.para.take(), self.heading.take()] {
                    begun.into_iter().for_each(|begun| paper.end(begun));
                }
            }
            y += look.height() + GAP;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cell of paragraphs with so many lines.
    fn paras(lines: &[usize]) -> Vec<SheetPara> {
        let para = |lines: &usize| SheetPara {
            lines: vec!["ก".to_owned(); *lines],
            ..SheetPara::default()
        };
        lines.iter().map(para).collect()
    }

    /// Up to which line there is room for so many.
    fn fitting(lines: &[usize], room: usize) -> usize {
        let paras = paras(lines);
        Cell::new(&paras, 10.0).fitting(high(room, 10.0))
    }

    #[test]
    fn a_paragraph_leaves_no_single_line_behind_and_takes_none_along() {
        assert_eq!(fitting(&[6], 1), 0);
        assert_eq!(fitting(&[6], 2), 2);
        assert_eq!(fitting(&[6], 5), 4);
        assert_eq!(fitting(&[6], 6), 6);
        assert_eq!(fitting(&[3], 2), 0);
        assert_eq!(fitting(&[2, 2], 3), 2);
        assert_eq!(fitting(&[1, 1, 1], 2), 2);
    }

    #[test]
    fn a_cell_without_lines_begins_anywhere() {
        let none = paras(&[]);
        assert!(Cell::new(&none, 10.0).begins(0.0));
        let some = paras(&[2]);
        assert!(!Cell::new(&some, 10.0).begins(high(1, 10.0)));
    }
}
