//! Pages as they fill: where the next thing goes, what stands at the head and the foot of each, and which part of the
//! document's structure everything belongs to. What is put on them is known to the files beside this one.

use std::num::NonZeroUsize;

use typst::foundations::{Content, NativeElement, Smart};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{Abs, Em, Frame, FrameItem, FrameParent, GroupItem, Inherit, Point, Size};
use typst::model::{HeadingElem, ParElem};
use typst::pdf::{ArtifactElem, ArtifactKind};
use typst::syntax::Span;
use typst::text::{Glyph, Lang, Locale, TextElem, TextItem};
use typst::visualize::{Color, FixedStroke, Geometry, Luma, Paint};

use super::glyphs::{FACES, Form, Letters};

pub(super) type Item = (Point, FrameItem);

/// How text looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub bold: bool,
    /// In points.
    pub size: f64,
    /// From black, 0, to white, 255.
    pub grey: u8,
}

impl Look {
    pub fn plain(size: f64) -> Look {
        Look {
            bold: false,
            size,
            grey: 0,
        }
    }

    pub fn bold(size: f64) -> Look {
        Look {
            bold: true,
            ..Look::plain(size)
        }
    }

    /// Above the line that letters stand on, and below: marks over tall letters stay within.
    pub fn ascent(&self) -> f64 {
        self.size * FACES[usize::from(self.bold)].metrics().ascender.get()
    }

    pub fn height(&self) -> f64 {
        self.ascent() - self.size * FACES[usize::from(self.bold)].metrics().descender.get()
    }
}

pub(super) fn grey(level: u8) -> Paint {
    Paint::Solid(Color::Process(typst::visualize::ProcessColor::Luma(
        Luma::new(f32::from(level) / 255.0, 1.0),
    )))
}

/// Where text stands in its room.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Align {
    Left,
    Center,
}

/// The sides of pages and what is left free on each side, in points.
#[derive(Clone, Copy)]
pub(super) struct Format {
    pub width: f64,
    pub height: f64,
    pub side: f64,
    pub above: f64,
    pub below: f64,
}

impl Format {
    pub fn text_width(&self) -> f64 {
        self.width - 2.0 * self.side
    }

    /// Where text ends.
    pub fn bottom(&self) -> f64 {
        self.height - self.below
    }
}

pub(super) struct Paper {
    pub format: Format,
    /// Where the next thing goes, from the upper edge of the page.
    pub y: f64,
    /// At the head of every page, at the right.
    mark: Option<String>,
    lang: Lang,
    letters: Letters,
    /// Which glyphs the file has been told what they stand for, of each face.
    told: [Vec<bool>; 2],
    locations: u128,
    done: Vec<Vec<Item>>,
    items: Vec<Item>,
    paragraph: Content,
}

/// A part of the document's structure that has begun.
#[must_use]
pub(super) struct Begun(pub Location, TagFlags);

impl Paper {
    pub fn new(format: Format, lang: Lang, mark: Option<String>) -> Paper {
        let mut paper = Paper {
            format,
            y: format.above,
            mark,
            lang,
            letters: Letters::new(),
            told: Default::default(),
            locations: 0,
            done: Vec::new(),
            items: Vec::new(),
            paragraph: ParElem::new(Content::empty()).pack(),
        };
        paper.head("");
        paper
    }

    /// How much fits below what is there.
    pub fn room(&self) -> f64 {
        self.format.bottom() - self.y
    }

    /// Whether this height fits; sums of heights are not exact.
    pub fn fits(&self, height: f64) -> bool {
        height <= self.room() + 1e-6
    }

    /// Which one is open, counted from 0.
    pub fn page(&self) -> usize {
        self.done.len()
    }

    /// Whether it is empty.
    pub fn is_fresh(&self) -> bool {
        self.y <= self.format.above
    }

    /// `continued` says at the head what goes on here.
    pub fn next_page(&mut self, continued: &str) {
        self.done.push(std::mem::take(&mut self.items));
        self.y = self.format.above;
        self.head(continued);
    }

    /// The head of a page, three tenths of the margin above the text.
    fn head(&mut self, continued: &str) {
        let mark = self.mark.take();
        if continued.is_empty() && mark.is_none() {
            return;
        }
        let begun = self.artifact(ArtifactKind::Header);
        let base = self.format.above * 0.7;
        let look = Look::bold(super::SIZE);
        let x = self.format.side;
        self.text((x, base - look.height() + look.ascent()), continued, look);
        if let Some(mark) = &mark {
            let look = Look {
                grey: 90,
                ..Look::plain(super::SIZE * 0.8)
            };
            let x = self.format.width - self.format.side - self.width(mark, look);
            self.text((x, base - look.height() + look.ascent()), mark, look);
        }
        self.end(begun);
        self.mark = mark;
    }

    /// All pages; `foot` gives the text below each but the first, by its number and how many they are.
    pub fn finish(mut self, foot: impl Fn(usize, usize) -> Option<String>) -> Vec<Frame> {
        let mut pages = std::mem::take(&mut self.done);
        pages.push(std::mem::take(&mut self.items));
        let count = pages.len();
        for (number, page) in pages.iter_mut().enumerate() {
            let Some(text) = foot(number, count) else {
                continue;
            };
            self.items = std::mem::take(page);
            let begun = self.artifact(ArtifactKind::Footer);
            let look = Look::plain(super::SIZE * 0.9);
            let x = (self.format.width - self.width(&text, look)) / 2.0;
            let y = self.format.bottom() + 0.3 * self.format.below + look.ascent();
            // It is written after all pages, so no glyph may be told apart here.
            self.told = Default::default();
            self.text((x, y), &text, look);
            self.end(begun);
            *page = std::mem::take(&mut self.items);
        }
        let size = self.size();
        let framed = pages.into_iter().map(|items| {
            let mut frame = Frame::hard(size);
            frame.push_multiple(items);
            frame
        });
        framed.collect()
    }

    fn size(&self) -> Size {
        Size::new(Abs::pt(self.format.width), Abs::pt(self.format.height))
    }

    // --- text

    /// In points.
    pub fn width(&mut self, text: &str, look: Look) -> f64 {
        let printed = self.letters.printed(text, look.bold);
        printed.map(|printed| printed.advance).sum::<f64>() * look.size
    }

    /// Writes on the line through `at`, and says how wide it is.
    pub fn text(&mut self, at: (f64, f64), text: &str, look: Look) -> f64 {
        let face = usize::from(look.bold);
        let mut x = at.0;
        let mut open = Form {
            text: String::with_capacity(text.len()),
            glyphs: Vec::with_capacity(text.len() / 3 + 1),
        };
        let mut advance = 0.0;
        for printed in self.letters.printed(text, look.bold) {
            let told = &mut self.told[face];
            let form = match &printed.spelled {
                Some(spelled) if !all_told(told, spelled) => spelled,
                _ => &printed.form,
            };
            if open.text.len() + form.text.len() > usize::from(u16::MAX) {
                let item = item(&mut open, look, self.lang);
                self.items.push((point((x, at.1)), item));
                x += std::mem::take(&mut advance) * look.size;
            }
            tell(told, form);
            let shift = open.text.len() as u16;
            open.glyphs.extend(form.glyphs.iter().map(|glyph| Glyph {
                range: glyph.range.start + shift..glyph.range.end + shift,
                ..glyph.clone()
            }));
            open.text.push_str(&form.text);
            advance += printed.advance;
        }
        if !open.glyphs.is_empty() {
            let item = item(&mut open, look, self.lang);
            self.items.push((point((x, at.1)), item));
        }
        x + advance * look.size - at.0
    }

    /// A dotted line to write on, no part of the text.
    pub fn dots(&mut self, at: (f64, f64), width: f64, look: Look) {
        let begun = self.artifact(ArtifactKind::Layout);
        let dot = self.width(".", look);
        let count = (width / dot).floor();
        self.text(at, &".".repeat(count as usize), look);
        // From end to end.
        let between = (width - count * dot) / (count - 1.0);
        if let Some((_, FrameItem::Text(dots))) = self.items.last_mut() {
            for glyph in &mut dots.glyphs {
                glyph.x_advance += Em::new(between / look.size);
            }
        }
        self.end(begun);
    }

    pub fn locale(&self) -> Locale {
        Locale::new(self.lang, None)
    }

    // --- lines and areas

    pub fn push(&mut self, item: Item) {
        self.items.push(item);
    }

    /// How many things are on the page, to put others below them with [`Self::insert`].
    pub fn level(&self) -> usize {
        self.items.len()
    }

    pub fn insert(&mut self, level: usize, items: Vec<Item>) {
        self.items.splice(level..level, items);
    }

    // --- structure

    pub fn begin(&mut self, element: Content) -> Begun {
        self.begin_at((0.0, 0.0), element, false)
    }

    /// Of a part that goes on elsewhere ([`Self::within`]): what it holds is found by it.
    pub fn begin_parent(&mut self, element: Content) -> Begun {
        self.begin_at((0.0, 0.0), element, true)
    }

    fn begin_at(&mut self, at: (f64, f64), mut element: Content, introspectable: bool) -> Begun {
        self.locations += 1;
        let location = Location::new(self.locations);
        element.set_location(location);
        let flags = TagFlags {
            introspectable,
            tagged: true,
        };
        let at = point(at);
        self.items
            .push((at, FrameItem::Tag(Tag::Start(element, flags))));
        Begun(location, flags)
    }

    pub fn end(&mut self, begun: Begun) {
        let Begun(location, flags) = begun;
        let end = FrameItem::Tag(Tag::End(location, 0, flags));
        self.items.push((Point::zero(), end));
    }

    pub fn paragraph(&mut self) -> Begun {
        self.begin(self.paragraph.clone())
    }

    /// `said` is its entry in the reader's outline, which leads to `x` and the paper's place.
    pub fn heading(&mut self, x: f64, level: usize, said: &str) -> Begun {
        let level = NonZeroUsize::new(level).unwrap_or(NonZeroUsize::MIN);
        let heading = HeadingElem::new(TextElem::packed(said)).with_level(Smart::Custom(level));
        self.begin_at((x, self.y), heading.pack(), true)
    }

    /// What is no part of the text.
    pub fn artifact(&mut self, kind: ArtifactKind) -> Begun {
        self.begin(ArtifactElem::new(Content::empty()).with_kind(kind).pack())
    }

    /// Puts what `put` writes into a part that begins or goes on elsewhere.
    pub fn within(&mut self, parent: Location, put: impl FnOnce(&mut Paper)) {
        let around = std::mem::take(&mut self.items);
        put(self);
        let mut frame = Frame::soft(self.size());
        frame.push_multiple(std::mem::replace(&mut self.items, around));
        let mut group = GroupItem::new(frame);
        group.parent = Some(FrameParent::new(parent, Inherit::Yes));
        self.items.push((Point::zero(), FrameItem::Group(group)));
    }
}

fn all_told(told: &[bool], form: &Form) -> bool {
    let mut ids = form.glyphs.iter().map(|glyph| usize::from(glyph.id));
    ids.all(|id| told.get(id).is_some_and(|told| *told))
}

fn tell(told: &mut Vec<bool>, form: &Form) {
    for glyph in &form.glyphs {
        let id = usize::from(glyph.id);
        if told.len() <= id {
            told.resize(id + 1, false);
        }
        told[id] = true;
    }
}

fn item(form: &mut Form, look: Look, lang: Lang) -> FrameItem {
    FrameItem::Text(TextItem {
        font: FACES[usize::from(look.bold)].clone(),
        size: Abs::pt(look.size),
        fill: grey(look.grey),
        stroke: None,
        lang,
        region: None,
        text: std::mem::take(&mut form.text).into(),
        glyphs: std::mem::take(&mut form.glyphs),
    })
}

pub(super) fn point(at: (f64, f64)) -> Point {
    Point::new(Abs::pt(at.0), Abs::pt(at.1))
}

pub(super) fn line(from: (f64, f64), to: (f64, f64), thickness: f64) -> Item {
    let stroke = FixedStroke::from_pair(grey(0), Abs::pt(thickness));
    let shape = Geometry::Line(point(to) - point(from)).stroked(stroke);
    (point(from), FrameItem::Shape(shape, Span::detached()))
}

pub(super) fn area(at: (f64, f64), size: (f64, f64), level: u8) -> Item {
    let shape = Geometry::Rect(Size::new(Abs::pt(size.0), Abs::pt(size.1))).filled(grey(level));
    (point(at), FrameItem::Shape(shape, Span::detached()))
}

/// The edge of an area.
pub(super) fn frame(at: (f64, f64), size: (f64, f64), thickness: f64, level: u8) -> Item {
    let stroke = FixedStroke::from_pair(grey(level), Abs::pt(thickness));
    let shape = Geometry::Rect(Size::new(Abs::pt(size.0), Abs::pt(size.1))).stroked(stroke);
    (point(at), FrameItem::Shape(shape, Span::detached()))
}
