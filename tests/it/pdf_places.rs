//! Where everything stands on the pages of our own PDFs: the ink of each glyph, the rules of the tables, and the
//! lines of each cell as they are broken. Points, from the lower left corner of the page.

use std::collections::HashMap;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, PathSeg, Rect, Shape};

use crate::pdf_text::normal;

/// What one page draws.
#[derive(Default)]
pub struct Page {
    pub width: f64,
    pub height: f64,
    pub glyphs: Vec<Placed>,
    /// Horizontal and vertical strokes, as thin as they are: rectangles without an area.
    pub rules: Vec<Rect>,
    pub images: Vec<Rect>,
    id: Option<ObjectIdentifier>,
    open: Vec<Option<i32>>,
}

/// A glyph where it is printed.
pub struct Placed {
    pub text: String,
    /// What it blackens; nothing of a space.
    pub ink: Option<Rect>,
    /// Where it is set.
    pub origin: (f64, f64),
    /// The number of the marked content; none of headers, footers and repeated header rows.
    pub mark: Option<i32>,
}

/// A cell of a table's body with its lines, [`normal`], and the pages they stand on, counted from 0.
#[derive(Debug, Default)]
pub struct Cell {
    pub lines: Vec<(usize, String)>,
}

impl Cell {
    pub fn text(&self) -> String {
        self.lines.iter().map(|(_, line)| line.as_str()).collect()
    }
}

pub fn pages(pdf: &[u8]) -> Vec<Page> {
    let pdf = Pdf::new(pdf.to_vec()).unwrap();
    let cache = InterpreterCache::new();
    let unit = Rect::new(0.0, 0.0, 1.0, 1.0);
    let pages = pdf.pages().iter().map(|page| {
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, unit, &cache, pdf.xref(), settings);
        let (width, height) = page.render_dimensions();
        let mut drawn = Page {
            width: width.into(),
            height: height.into(),
            id: page.raw().obj_id(),
            ..Page::default()
        };
        interpret_page(page, &mut context, &mut drawn);
        drawn
    });
    pages.collect()
}

/// The cells of all tables' bodies in reading order.
pub fn cells(pdf: &[u8]) -> Vec<Cell> {
    let pages = pages(pdf);
    let mut parts: HashMap<(ObjectIdentifier, i32), (usize, Vec<&Placed>)> = HashMap::new();
    for (number, page) in pages.iter().enumerate() {
        for glyph in &page.glyphs {
            if let (Some(id), Some(mark)) = (page.id, glyph.mark) {
                let (_, part) = parts.entry((id, mark)).or_insert((number, Vec::new()));
                part.push(glyph);
            }
        }
    }
    let pdf = Pdf::new(pdf.to_vec()).unwrap();
    let root: Dict = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let tree: Dict = root.get(b"StructTreeRoot").unwrap();
    let mut found = Vec::new();
    descend(Object::Dict(tree), None, &parts, &mut None, &mut found);
    found.into_iter().map(broken).collect()
}

type Parts<'a> = HashMap<(ObjectIdentifier, i32), (usize, Vec<&'a Placed>)>;
type Glyphs<'a> = Vec<(usize, &'a Placed)>;

fn descend<'a>(
    node: Object,
    page: Option<ObjectIdentifier>,
    parts: &Parts<'a>,
    cell: &mut Option<Glyphs<'a>>,
    found: &mut Vec<Glyphs<'a>>,
) {
    match node {
        Object::Array(nodes) => {
            let nodes: Array = nodes;
            for node in nodes.iter::<Object>() {
                descend(node, page, parts, cell, found);
            }
        }
        Object::Dict(node) => {
            let page = node.get_ref(b"Pg").map(ObjectIdentifier::from).or(page);
            let named =
                |key: &[u8], name: &[u8]| node.get::<Name>(key).is_some_and(|kind| *kind == *name);
            let inner = match named(b"Type", b"MCR") {
                true => node.get::<Object>(b"MCID"),
                false => node.get::<Object>(b"K"),
            };
            let Some(inner) = inner else { return };
            if named(b"S", b"TD") {
                let mut own = Some(Vec::new());
                descend(inner, page, parts, &mut own, found);
                found.extend(own);
            } else {
                descend(inner, page, parts, cell, found);
            }
        }
        number => {
            let part = number
                .into_i32()
                .zip(page)
                .and_then(|(mark, page)| parts.get(&(page, mark)));
            if let (Some(cell), Some((page, glyphs))) = (cell, part) {
                cell.extend(glyphs.iter().map(|glyph| (*page, *glyph)));
            }
        }
    }
}

/// A line ends where the next glyph stands lower by more than a mark is raised, or on another page.
fn broken(glyphs: Glyphs) -> Cell {
    let mut lines: Vec<(usize, f64, String)> = Vec::new();
    for (page, glyph) in glyphs {
        match lines.last_mut() {
            Some((on, y, line)) if *on == page && (*y - glyph.origin.1).abs() < 6.0 => {
                line.push_str(&glyph.text);
            }
            _ => lines.push((page, glyph.origin.1, glyph.text.clone())),
        }
    }
    let lines = lines.into_iter();
    Cell {
        lines: lines
            .map(|(page, _, line)| (page, normal(&line)))
            .filter(|(_, line)| !line.is_empty())
            .collect(),
    }
}

impl Device<'_> for Page {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        };
        let place = transform * glyph_transform;
        let ink = match glyph {
            Glyph::Outline(glyph) => Some((place * glyph.outline()).bounding_box()),
            Glyph::Type3(_) => None,
        };
        let origin = place.translation();
        self.glyphs.push(Placed {
            text,
            ink: ink.filter(|ink| ink.area() > 0.0),
            origin: (origin.x, origin.y),
            mark: self.open.iter().rev().find_map(|mark| *mark),
        });
    }

    fn begin_marked_content(&mut self, _: &[u8], mark: Option<i32>) {
        self.open.push(mark);
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }

    fn draw_path(&mut self, path: &BezPath, at: Affine, _: &Paint<'_>, mode: &PathDrawMode) {
        if let PathDrawMode::Stroke(_) = mode {
            let placed = at * path.clone();
            let lines = placed.segments().filter_map(|part| match part {
                PathSeg::Line(line) => Some(Rect::from_points(line.p0, line.p1)),
                _ => None,
            });
            self.rules
                .extend(lines.filter(|line| line.width() < 0.01 || line.height() < 0.01));
        }
    }

    fn draw_image(&mut self, image: Image<'_, '_>, at: Affine) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        self.images
            .push(at.transform_rect_bbox(Rect::new(0.0, 0.0, width, height)));
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
