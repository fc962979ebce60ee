//! Reads the text of our own PDFs, as a reader would that knows nothing of `/ActualText` and goes
//! by the characters of the glyphs alone: the strictest there is. It knows the order of reading
//! from the document's tags, so that a cell split over two pages is still one text.

use std::collections::HashMap;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Rect};
use unicode_normalization::UnicodeNormalization;

/// The whole text in reading order, [`normal`]: what is printed again on every page (header row,
/// page number) comes once or not at all, and a cell is in one piece.
pub fn text_of(pdf: &[u8]) -> String {
    let pdf = open(pdf);
    let mut parts = HashMap::new();
    for (page, glyphs) in pdf.pages().iter().zip(glyphs_of(&pdf)) {
        let id = page.raw().obj_id().unwrap();
        parts.extend(
            glyphs
                .marked
                .into_iter()
                .map(|(mark, text)| ((id, mark), text)),
        );
    }
    let root: Dict = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let tree: Dict = root.get(b"StructTreeRoot").unwrap();
    let mut text = String::new();
    collect(Object::Dict(tree), None, &parts, &mut text);
    normal(&text)
}

/// The text of each page as it is drawn, [`normal`], with everything that is printed again.
pub fn pages_of(pdf: &[u8]) -> Vec<String> {
    let pdf = open(pdf);
    glyphs_of(&pdf)
        .iter()
        .map(|page| normal(&page.all))
        .collect()
}

/// The entries of the PDF's outline, [`normal`].
pub fn bookmarks_of(pdf: &[u8]) -> Vec<String> {
    let pdf = open(pdf);
    let titles = pdf.objects().into_iter().filter_map(Object::into_dict);
    let titles = titles.filter(|entry| entry.contains_key(b"Dest") || entry.contains_key(b"A"));
    let titles = titles
        .filter_map(|entry| entry.get::<hayro_interpret::hayro_syntax::object::String>(b"Title"));
    let utf16 = |bytes: &[u8]| {
        bytes
            .chunks(2)
            .skip(1)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect::<Vec<u16>>()
    };
    titles
        .map(|title| normal(&String::from_utf16_lossy(&utf16(&title))))
        .collect()
}

/// Every language that the PDF or one of its elements says to be in, once.
pub fn languages_of(pdf: &[u8]) -> Vec<String> {
    let pdf = open(pdf);
    let dicts = pdf.objects().into_iter().filter_map(Object::into_dict);
    let langs =
        dicts.filter_map(|dict| dict.get::<hayro_interpret::hayro_syntax::object::String>(b"Lang"));
    let mut langs: Vec<String> = langs
        .map(|lang| String::from_utf8_lossy(&lang).into_owned())
        .collect();
    langs.sort();
    langs.dedup();
    langs
}

/// Text for comparing: NFC, SARA AM in one piece, no white space.
pub fn normal(text: &str) -> String {
    let mut normal: String = text.nfc().filter(|c| !c.is_whitespace()).collect();
    for tone in ["", "\u{E48}", "\u{E49}", "\u{E4A}", "\u{E4B}"] {
        let whole = format!("{tone}\u{E33}");
        normal = normal.replace(&format!("{tone}\u{E4D}\u{E32}"), &whole);
        normal = normal.replace(&format!("\u{E4D}{tone}\u{E32}"), &whole);
    }
    normal
}

fn open(pdf: &[u8]) -> Pdf {
    Pdf::new(pdf.to_vec()).unwrap()
}

/// What one page draws.
#[derive(Default)]
struct Glyphs {
    all: String,
    /// By the number of the marked content.
    marked: HashMap<i32, String>,
    open: Vec<Option<i32>>,
}

fn glyphs_of(pdf: &Pdf) -> Vec<Glyphs> {
    let cache = InterpreterCache::new();
    let unit = Rect::new(0.0, 0.0, 1.0, 1.0);
    let pages = pdf.pages().iter().map(|page| {
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, unit, &cache, pdf.xref(), settings);
        let mut glyphs = Glyphs::default();
        interpret_page(page, &mut context, &mut glyphs);
        glyphs
    });
    pages.collect()
}

fn collect(
    node: Object,
    page: Option<ObjectIdentifier>,
    parts: &HashMap<(ObjectIdentifier, i32), String>,
    text: &mut String,
) {
    match node {
        Object::Array(nodes) => {
            let nodes: Array = nodes;
            for node in nodes.iter::<Object>() {
                collect(node, page, parts, text);
            }
        }
        Object::Dict(node) => {
            let page = node.get_ref(b"Pg").map(ObjectIdentifier::from).or(page);
            if node
                .get::<Name>(b"Type")
                .is_some_and(|kind| &*kind == b"MCR")
            {
                let mark: Option<Object> = node.get(b"MCID");
                mark.into_iter()
                    .for_each(|mark| collect(mark, page, parts, text));
            } else if let Some(kids) = node.get::<Object>(b"K") {
                collect(kids, page, parts, text);
            }
        }
        number => {
            let part = number
                .into_i32()
                .zip(page)
                .and_then(|(mark, page)| parts.get(&(page, mark)));
            text.push_str(part.map_or("", String::as_str));
        }
    }
}

impl Device<'_> for Glyphs {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'_>,
        _: Affine,
        _: Affine,
        _: &Paint<'_>,
        _: &GlyphDrawMode,
    ) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        };
        self.all.push_str(&text);
        if let Some(mark) = self.open.iter().rev().find_map(|mark| *mark) {
            self.marked.entry(mark).or_default().push_str(&text);
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], mark: Option<i32>) {
        self.open.push(mark);
    }

    fn end_marked_content(&mut self) {
        self.open.pop();
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
