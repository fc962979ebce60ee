//! Tables as they run over pages: the header row stands at the head of each, a short row moves to the next page as a
//! whole, a long one is split between its lines, and what stands where is a cell to screen readers.

use std::num::NonZeroU32;
use std::sync::Arc;

use typst::foundations::{Content, NativeElement, Packed, Smart};
use typst::layout::resolve::{Cell as GridCell, CellGrid, Entry};
use typst::layout::{Abs, Axes, Sides, Sizing};
use typst::model::{StrongElem, TableElem};
use typst::pdf::{TableCellKind, TableHeaderScope};
use typst::visualize::Stroke;

use super::cells::{self, ABOVE, Cell, high};
use super::paper::{Align, Item, Look, Paper, area, grey, line};
use super::{GAP, SIZE};
use crate::document::sheet::{INSET, SheetRow, SheetTable};

const RULE: f64 = 0.5;
const HEAD_FILL: u8 = 235;
const BESIDE: f64 = INSET as f64;

/// A header row is repeated unless it takes more than this share of a page.
const REPEATED: f64 = 0.5;

/// Puts the table where the paper is.
pub(super) fn put(paper: &mut Paper, table: &SheetTable) {
    let begun = paper.begin(element(table));
    let mut region = Region::new(table, paper);
    for (at, row) in table.rows.iter().enumerate() {
        region.row(paper, at + 1, row);
    }
    if !region.is_open() {
        if !paper.fits(region.head) && !paper.is_fresh() {
            paper.next_page("");
        }
        region.open(paper);
    }
    region.close(paper);
    paper.end(begun);
}

/// What screen readers are told of the table as a whole.
fn element(table: &SheetTable) -> Content {
    let stroke = Stroke {
        thickness: Smart::Custom(Abs::pt(RULE)),
        ..Stroke::default()
    };
    let stroke = Sides::splat(Some(Arc::new(stroke)));
    let columns = table.widths.len();
    let cells = (0..(table.rows.len() + 1) * columns).map(|at| GridCell {
        fill: (at < columns).then(|| grey(HEAD_FILL)),
        stroke: stroke.clone(),
        ..GridCell::new(Content::empty())
    });
    let widths = table.widths.iter().map(|width| Abs::pt((*width).into()));
    let widths: Vec<Sizing> = widths.map(|width| Sizing::Rel(width.into())).collect();
    let entries = cells.map(Entry::Cell).collect();
    let tracks = Axes::new(widths.as_slice(), &[][..]);
    let none = Axes::splat(&[][..]);
    let grid = CellGrid::new_internal(tracks, none, vec![], vec![], vec![], None, entries);
    let mut table = Packed::new(TableElem::new(Vec::new()));
    table.grid = Some(Arc::new(grid));
    table.pack()
}

/// The part of a table that is on one page.
struct Region<'a> {
    table: &'a SheetTable,
    look: Look,
    /// Height of the header row.
    head: f64,
    repeats: bool,
    /// Whether the header row has been there once.
    begun: bool,
    /// Where rules run from left to right, and how many things are below them on the page.
    bounds: Vec<f64>,
    level: usize,
    header_here: bool,
}

impl<'a> Region<'a> {
    fn new(table: &'a SheetTable, paper: &Paper) -> Region<'a> {
        let look = Look::plain(SIZE);
        let lines = table.columns.iter().map(Vec::len).max().unwrap_or(0);
        let head = high(lines, Look::bold(SIZE).height()) + 2.0 * ABOVE;
        let page = paper.format.bottom() - paper.format.above;
        Region {
            table,
            look,
            head,
            repeats: head <= page * REPEATED,
            begun: false,
            bounds: Vec::new(),
            level: 0,
            header_here: false,
        }
    }

    fn is_open(&self) -> bool {
        !self.bounds.is_empty()
    }

    /// The header row, if it stands on this page.
    fn open(&mut self, paper: &mut Paper) {
        self.level = paper.level();
        self.bounds.push(paper.y);
        self.header_here = self.repeats || !self.begun;
        if self.header_here {
            self.header(paper);
            self.bounds.push(paper.y);
        }
    }

    fn head_room(&self) -> f64 {
        match self.repeats || !self.begun {
            true => self.head,
            false => 0.0,
        }
    }

    fn header(&mut self, paper: &mut Paper) {
        let look = Look::bold(SIZE);
        let top = paper.y;
        let mut x = paper.format.side;
        for (column, lines) in self.table.columns.iter().enumerate() {
            let cell = cells::element(column, 0)
                .with_kind(Smart::Custom(TableCellKind::Header(
                    NonZeroU32::MIN,
                    TableHeaderScope::Column,
                )))
                .with_is_repeated(self.begun);
            let begun = paper.begin(cell.pack());
            let strong = paper.begin(StrongElem::new(Content::empty()).pack());
            let width = f64::from(self.table.widths[column]);
            let mut y = top + (self.head - high(lines.len(), look.height())) / 2.0;
            for text in lines {
                let room = (x + BESIDE, width - 2.0 * BESIDE);
                super::put_line(paper, room, y, text, look, Align::Center);
                y += look.height() + GAP;
            }
            paper.end(strong);
            paper.end(begun);
            x += width;
        }
        self.begun = true;
        paper.y = top + self.head;
    }

    /// Rules and fills, below what is written.
    fn close(&mut self, paper: &mut Paper) {
        let (Some(top), Some(bottom)) = (self.bounds.first(), self.bounds.last()) else {
            return;
        };
        let (top, bottom) = (*top, *bottom);
        let left = paper.format.side;
        let mut items: Vec<Item> = Vec::new();
        let mut edges = vec![left];
        for width in &self.table.widths {
            edges.push(edges[edges.len() - 1] + f64::from(*width));
        }
        let right = edges[edges.len() - 1];
        if self.header_here {
            items.push(area((left, top), (right - left, self.head), HEAD_FILL));
        }
        let half = RULE / 2.0;
        for x in edges {
            items.push(line((x, top - half), (x, bottom + half), RULE));
        }
        for y in self.bounds.drain(..) {
            items.push(line((left - half, y), (right + half, y), RULE));
        }
        paper.insert(self.level, items);
    }

    fn next_page(&mut self, paper: &mut Paper, continued: &str) {
        self.close(paper);
        paper.next_page(continued);
        self.open(paper);
    }

    fn row(&mut self, paper: &mut Paper, at: usize, row: &'a SheetRow) {
        let height = self.look.height();
        let cells = row.cells.iter().map(|paras| Cell::new(paras, height));
        let mut cells: Vec<Cell> = cells.collect();
        let whole = |cells: &[Cell]| {
            let left = cells.iter().map(Cell::left).max();
            high(left.unwrap_or(0), height) + 2.0 * ABOVE
        };
        // Where it begins.
        let head = match self.is_open() {
            true => 0.0,
            false => self.head_room(),
        };
        let room = paper.room() - head;
        let fits = whole(&cells) <= room + 1e-6;
        let moves =
            !fits && (row.whole || !cells.iter().all(|cell| cell.begins(room - 2.0 * ABOVE)));
        if moves && !self.is_top(paper) {
            match self.is_open() {
                true => self.next_page(paper, ""),
                false => paper.next_page(""),
            }
        }
        if !self.is_open() {
            self.open(paper);
        }
        // It goes on as long as it must.
        let mut split = false;
        loop {
            let whole = whole(&cells);
            if row.whole || whole <= paper.room() + 1e-6 {
                self.part(paper, at, &mut cells, whole, split, true);
                return;
            }
            let room = paper.room();
            split = true;
            let is_top = self.is_top(paper);
            let before: usize = cells.iter().map(Cell::left).sum();
            self.part(paper, at, &mut cells, room, split, false);
            let after: usize = cells.iter().map(Cell::left).sum();
            // No page is high enough for a line.
            let lost = is_top && before == after;
            self.next_page(paper, &row.continued);
            if lost {
                self.part(paper, at, &mut cells, whole, split, true);
                return;
            }
        }
    }

    /// Whether nothing but the header row is on this page.
    fn is_top(&self, paper: &Paper) -> bool {
        let above = match self.is_open() && self.header_here {
            true => self.head,
            false => 0.0,
        };
        paper.y - above <= paper.format.above + 1e-6
    }

    /// What of the row's cells goes into this height; the rest too if it is the `last` part.
    fn part(
        &mut self,
        paper: &mut Paper,
        at: usize,
        cells: &mut [Cell],
        height: f64,
        split: bool,
        last: bool,
    ) {
        let top = paper.y;
        let mut x = paper.format.side;
        for (column, cell) in cells.iter_mut().enumerate() {
            let room = height - 2.0 * ABOVE;
            let to = match last {
                true => cell.end(),
                false => cell.fitting(room),
            };
            let width = f64::from(self.table.widths[column]);
            let align = match self.table.centered == Some(column) {
                true => Align::Center,
                false => Align::Left,
            };
            paper.y = top;
            let room = (x + BESIDE, width - 2.0 * BESIDE);
            cell.put(paper, (column, at), to, room, align, split);
            x += width;
        }
        paper.y = top + height;
        self.bounds.push(paper.y);
    }
}
