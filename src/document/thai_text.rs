//! Makes the Thai in a PDF searchable and copyable in every reader, by repairing the laid-out pages
//! before they are exported. Nothing visible changes. Two defects of the typesetter are mended:
//!
//! 1. Layout begins a new text item at every raised tone mark, and gives both items the text of the
//!    whole letter with its marks, so that every reader copies the letter twice. Here the items
//!    become one again, the mark raised by its own offset.
//! 2. Export says of the first glyph of a letter with marks that it stands for all of them, which
//!    readers that know no `/ActualText` believe. Here every glyph stands for its own characters.
//!
//! 3. The pieces of lines are laid out as if in another language (`lines.typ`): here all are in the document's.
//!
//! SARA AM, one character, is shaped as two glyphs; the face's single glyph with the same outline is
//! put in their place. Where a tone mark or a tall letter keeps them apart, `/ActualText` holds them
//! together, but for the first use in a document of each glyph, which settles what it stands for.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::model::Document as _;
use typst::text::{FontInstance, Glyph, Lang, TextItem};
use typst_layout::PagedDocument;

const SARA_AM: char = '\u{E33}';
const SARA_AA: &str = "\u{E32}";
const NIKHAHIT: &str = "\u{E4D}";

/// How far, in em, the ring of a SARA AM may be moved by joining its glyphs: 0.2 pt at 11 pt.
const NUDGE: f64 = 0.02;

/// The document with its text layer repaired.
pub fn repaired(document: PagedDocument) -> PagedDocument {
    let info = document.info().clone();
    let mut layer = TextLayer {
        lang: info.locale.custom().map(|locale| locale.lang),
        ..TextLayer::default()
    };
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
    lang: Option<Lang>,
    names: Names,
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
        item.glyphs.extend(next.glyphs.iter().map(|glyph| Glyph {
            y_offset: glyph.y_offset + raised,
            range: glyph.range.start + shift..glyph.range.end + shift,
            ..glyph.clone()
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
        match self.names.own(&next.font, first.id) {
            Some(own) if goes_on && !letter.starts_with(&own) => letter.len(),
            _ => 0,
        }
    }

    /// Gives each glyph of the item the characters it stands for.
    fn text(&mut self, item: &mut TextItem) {
        let face = face(&item.font);
        let mut text = String::with_capacity(item.text.len());
        let mut glyphs = Vec::with_capacity(item.glyphs.len());
        for letter in item.glyphs.chunk_by(|a, b| a.range == b.range) {
            let whole = &item.text[letter[0].range()];
            let letter = self.names.with_sara_am(&item.font, letter);
            let owns: Option<Vec<String>> = letter
                .iter()
                .map(|glyph| self.names.own(&item.font, glyph.id))
                .collect();
            let settled = letter
                .iter()
                .all(|glyph| self.known.contains(&(face, glyph.id)));
            // A letter that is spelled in its glyphs' characters, or whole by /ActualText.
            let parts = match owns {
                Some(owns) if !settled => {
                    self.known
                        .extend(letter.iter().map(|glyph| (face, glyph.id)));
                    owns
                }
                _ => vec![whole.to_string()],
            };
            let mut range = 0..0;
            for (i, glyph) in letter.into_iter().enumerate() {
                if let Some(part) = parts.get(i) {
                    range = text.len() as u16..(text.len() + part.len()) as u16;
                    text.push_str(part);
                }
                let range: Range<u16> = range.clone();
                glyphs.push(Glyph { range, ..glyph });
            }
        }
        item.text = text.into();
        item.glyphs = glyphs;
        item.lang = self.lang.unwrap_or(item.lang);
    }
}

/// What each glyph met so far stands for, if its name tells.
#[derive(Default)]
pub(super) struct Names(HashMap<(Face, u16), Option<String>>);

impl Names {
    /// The letter with the two glyphs of SARA AM made one, if they stand as they do in that one.
    pub(super) fn with_sara_am(&mut self, font: &FontInstance, letter: &[Glyph]) -> Vec<Glyph> {
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(letter.len());
        for glyph in letter {
            if let (Some(ring), Some(whole)) = (glyphs.last_mut(), font.ttf().glyph_index(SARA_AM))
                && self.own(font, ring.id).is_some_and(|own| own == NIKHAHIT)
                && self.own(font, glyph.id).is_some_and(|own| own == SARA_AA)
                && ring.x_offset.get().abs() < NUDGE
                && ring.y_offset == glyph.y_offset
            {
                ring.id = whole.0;
                ring.x_offset = glyph.x_offset;
                ring.x_advance += glyph.x_advance;
            } else {
                glyphs.push(glyph.clone());
            }
        }
        glyphs
    }

    /// The characters a Thai glyph stands for, from its production name: `uni0E48.small`.
    /// A NIKHAHIT joined with a tone mark comes after it, as it does in the text.
    pub(super) fn own(&mut self, font: &FontInstance, id: u16) -> Option<String> {
        self.0
            .entry((face(font), id))
            .or_insert_with(|| {
                let name = font.ttf().glyph_name(ttf_parser::GlyphId(id))?;
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
                chars.sort_by_key(|c| NIKHAHIT.contains(*c));
                let is_thai = |c: &char| matches!(c, '\u{E00}'..='\u{E7F}');
                chars
                    .iter()
                    .all(is_thai)
                    .then(|| chars.into_iter().collect())
            })
            .clone()
    }
}

fn face(font: &FontInstance) -> Face {
    font.font().data().as_ptr() as Face
}
