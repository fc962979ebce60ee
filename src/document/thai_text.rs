//! Makes the Thai in a PDF searchable and copyable in every reader, by repairing the laid-out pages
//! before they are exported. Nothing visible changes. Two defects of the typesetter are mended:
//!
//! 1. Layout begins a new text item at every raised tone mark, and gives both items the text of the
//!    whole letter with its marks, so that every reader copies the letter twice. Here the items
//!    become one again, the mark raised by its own offset.
//! 2. Export says of the first glyph of a letter with marks that it stands for all of them, which
//!    readers that know no `/ActualText` believe. Here every glyph stands for its own characters.
//!    Only SARA AM (one character, two glyphs) needs `/ActualText`; since a glyph keeps the meaning
//!    of its first use, the first SARA AM of each shape is written as its two parts instead.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::model::Document as _;
use typst::text::{Glyph, TextItem};
use typst_layout::PagedDocument;

const NIKHAHIT: char = '\u{E4D}';

/// The document with its text layer repaired.
pub fn repaired(document: PagedDocument) -> PagedDocument {
    let info = document.info().clone();
    let mut layer = TextLayer::default();
    let repaired = document.pages().iter().cloned().map(|mut page| {
        layer.frame(&mut page.frame);
        page
    });
    PagedDocument::new(repaired.collect(), info)
}

/// Tells the faces apart: where their data begins, which is static.
type Face = usize;

#[derive(Default)]
struct TextLayer {
    /// What each glyph met so far stands for, if its name tells.
    own: HashMap<(Face, u16), Option<String>>,
    /// Glyphs that the export has given their own meaning.
    known: HashSet<(Face, u16)>,
}

impl TextLayer {
    fn frame(&mut self, frame: &mut Frame) {
        let mut items: Vec<(Point, FrameItem)> = Vec::new();
        for (at, item) in frame.items() {
            let item = match item {
                FrameItem::Group(group) => {
                    let mut group = group.clone();
                    self.frame(&mut group.frame);
                    FrameItem::Group(group)
                }
                FrameItem::Text(text) => {
                    if let Some((start, FrameItem::Text(before))) = items.last_mut()
                        && self.appended(before, *start, text, *at)
                    {
                        continue;
                    }
                    FrameItem::Text(text.clone())
                }
                item => item.clone(),
            };
            items.push((*at, item));
        }
        for (_, item) in &mut items {
            if let FrameItem::Text(text) = item {
                self.text(text);
            }
        }
        frame.clear();
        frame.push_multiple(items);
    }

    /// Appends `next` if it goes on where `item` ends, but for its height.
    fn appended(&mut self, item: &mut TextItem, start: Point, next: &TextItem, at: Point) -> bool {
        let gap = start.x + item.width() - at.x;
        let same = item.font == next.font
            && item.size == next.size
            && item.fill == next.fill
            && item.stroke == next.stroke
            && item.lang == next.lang;
        let fits = u16::try_from(item.text.len() + next.text.len()).is_ok();
        if !same || !fits || gap.abs() > Abs::pt(0.01) {
            return false;
        }
        let raised = Em::from_abs(start.y - at.y, item.size);
        let shared = self.shared(item, next);
        let shift = (item.text.len() - shared) as u16;
        item.text.push_str(&next.text[shared..]);
        item.glyphs
            .extend(next.glyphs.iter().cloned().map(|glyph| Glyph {
                y_offset: glyph.y_offset + raised,
                range: glyph.range.start + shift..glyph.range.end + shift,
                ..glyph
            }));
        true
    }

    /// Bytes at the start of `next` that repeat the end of `item`: the letter whose mark is raised.
    fn shared(&mut self, item: &TextItem, next: &TextItem) -> usize {
        let Some(first) = next.glyphs.first() else {
            return 0;
        };
        let letter = &next.text[first.range()];
        let goes_on = first.range.start == 0 && item.text.ends_with(letter);
        match self.own(next, first.id) {
            Some(own) if goes_on && !letter.starts_with(&own) => letter.len(),
            _ => 0,
        }
    }

    /// Gives each glyph of the item the characters it stands for.
    fn text(&mut self, item: &mut TextItem) {
        let face = face(item);
        let mut text = String::with_capacity(item.text.len());
        let mut glyphs = Vec::with_capacity(item.glyphs.len());
        let letters = item.glyphs.chunk_by(|a, b| a.range == b.range);
        for letter in letters {
            let whole = &item.text[letter[0].range()];
            let owns: Option<Vec<String>> = letter
                .iter()
                .map(|glyph| self.own(item, glyph.id))
                .collect();
            let known = |glyph: &Glyph| self.known.contains(&(face, glyph.id));
            let parts = match owns {
                // All of them have their meaning: one /ActualText holds the letter together.
                Some(_) if letter.iter().all(known) => vec![whole.to_string()],
                Some(owns) => owns,
                None => vec![whole.to_string()],
            };
            let spelled = parts.len() == letter.len();
            let mut range = 0..0;
            for (i, glyph) in letter.iter().enumerate() {
                if let Some(part) = parts.get(i) {
                    range = text.len() as u16..(text.len() + part.len()) as u16;
                    text.push_str(part);
                }
                if spelled {
                    self.known.insert((face, glyph.id));
                }
                let range: Range<u16> = range.clone();
                glyphs.push(Glyph {
                    range,
                    ..glyph.clone()
                });
            }
        }
        item.text = text.into();
        item.glyphs = glyphs;
    }

    /// The characters a Thai glyph stands for, from its production name: `uni0E48.small`.
    /// A NIKHAHIT joined with a tone mark comes after it, as it does in the text.
    fn own(&mut self, item: &TextItem, id: u16) -> Option<String> {
        self.own
            .entry((face(item), id))
            .or_insert_with(|| {
                let name = item.font.ttf().glyph_name(ttf_parser::GlyphId(id))?;
                let codes = name.split('.').next()?.strip_prefix("uni")?;
                let mut chars = codes
                    .as_bytes()
                    .chunks(4)
                    .map(|code| {
                        char::from_u32(
                            u32::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok()?,
                        )
                    })
                    .collect::<Option<Vec<char>>>()?;
                chars.sort_by_key(|c| *c == NIKHAHIT);
                let is_thai = |c: &char| matches!(c, '\u{E00}'..='\u{E7F}');
                chars
                    .iter()
                    .all(is_thai)
                    .then(|| chars.into_iter().collect())
            })
            .clone()
    }
}

fn face(item: &TextItem) -> Face {
    item.font.font().data().as_ptr() as Face
}
