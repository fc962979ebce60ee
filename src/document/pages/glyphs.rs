//! From letters to the glyphs that print them, with what each glyph stands for in the file's text. A Thai letter with
//! its marks looks like itself whatever stands beside it: neither face kerns Thai or joins it with its neighbours. So
//! it is shaped once and kept, and a line is put together of what is known. All else is shaped a word at a time.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use rustybuzz::{BufferFlags, Direction, Script, ShapePlan, UnicodeBuffer, script};
use typst::layout::Em;
use typst::syntax::Span;
use typst::text::{FontInstance, Glyph};

use crate::document::thai_text::Names;
use crate::document::world;
use crate::domain::words::is_mark;

/// So many letters and words are kept for later documents, and none longer than this, in bytes; what a document needs
/// besides it has for itself.
const KEPT: usize = 4_000;
const KEPT_BYTES: usize = 32;

/// A word is shaped in pieces of so many bytes: places in a text are counted by 16 bits, and there are letters that
/// take no room on a line.
const LONGEST: usize = 8_000;

/// A letter or a word as it is printed.
pub(super) struct Printed {
    /// In em.
    pub advance: f64,
    pub form: Form,
    /// With each glyph's own characters, where the form has glyphs stand for a text together: readers that know no
    /// `/ActualText` go by what a glyph stood for when the file had it first.
    pub spelled: Option<Form>,
}

/// Glyphs whose ranges are those of this text.
pub(super) struct Form {
    pub text: String,
    pub glyphs: Vec<Glyph>,
}

type Known = HashMap<Key, Arc<Printed>, BuildHasherDefault<Mixed>>;

/// What every document so far has needed, of the regular and the bold face.
static KNOWN: LazyLock<RwLock<Arc<[Known; 2]>>> = LazyLock::new(RwLock::default);

/// The faces by whether they are bold.
pub(super) static FACES: LazyLock<[FontInstance; 2]> = LazyLock::new(world::faces);

/// The letters of one document: those known before, and those it brings.
pub(super) struct Letters {
    known: Arc<[Known; 2]>,
    new: [Known; 2],
}

impl Letters {
    pub fn new() -> Self {
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        Letters {
            known: Arc::clone(&known),
            new: Default::default(),
        }
    }

    /// The text's letters and words in order. Every line of a text may be asked for apart.
    pub fn printed<'a>(
        &'a mut self,
        text: &'a str,
        bold: bool,
    ) -> impl Iterator<Item = Arc<Printed>> + 'a {
        let mut rest = text;
        std::iter::from_fn(move || {
            let (unit, key) = next(rest)?;
            rest = &rest[unit.len()..];
            Some(self.of(unit, key, bold))
        })
    }

    fn of(&mut self, unit: &str, key: Key, bold: bool) -> Arc<Printed> {
        let face = usize::from(bold);
        if let Some(printed) = self.known[face].get(&key) {
            return Arc::clone(printed);
        }
        let new = self.new[face].entry(key);
        Arc::clone(new.or_insert_with(|| Arc::new(shaped(unit, &FACES[face]))))
    }
}

impl Drop for Letters {
    fn drop(&mut self) {
        for new in &mut self.new {
            new.retain(|key, _| key.is_kept());
        }
        let new = self.new.iter().map(HashMap::len).sum::<usize>();
        let known = self.known.iter().map(HashMap::len).sum::<usize>();
        if new == 0 || new > KEPT {
            return;
        }
        let full = known + new > KEPT;
        let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        let mut all = match full {
            true => Default::default(),
            false => [0, 1].map(|face| known[face].clone()),
        };
        for (all, new) in all.iter_mut().zip(&mut self.new) {
            all.extend(new.drain());
        }
        *known = Arc::new(all);
    }
}

/// A letter with its marks as one number, other text as it is.
#[derive(Clone, PartialEq, Eq)]
enum Key {
    Letter(u64),
    Word(Box<str>),
}

impl Key {
    fn is_kept(&self) -> bool {
        match self {
            Key::Letter(_) => true,
            Key::Word(word) => word.len() <= KEPT_BYTES,
        }
    }
}

impl std::hash::Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Key::Letter(letter) => state.write_u64(*letter),
            Key::Word(word) => word.hash(state),
        }
    }
}

/// Quick on letters, whose keys are far apart in their low bits; nobody chooses them to collide for long, as
/// [`KEPT`] bounds them.
#[derive(Default)]
pub(super) struct Mixed(u64);

impl Hasher for Mixed {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

fn is_thai(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E5B}')
}

/// What leans on the letter before it or changes with it: marks, SARA AM, and LAKKHANGYAO after RU and LU.
fn joins(before: char, c: char) -> bool {
    is_mark(c) || c == '\u{E33}' || (c == '\u{E45}' && matches!(before, '\u{E24}' | '\u{E26}'))
}

/// The first letter with its marks, space or word of another script.
fn next(text: &str) -> Option<(&str, Key)> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    let thai = is_thai(first);
    let mut key = u64::from(first);
    let mut before = first;
    let mut letters = 1;
    let end = chars.find(|&(at, c)| {
        let ends = match thai {
            true => !joins(before, c),
            false => first == ' ' || c == ' ' || (is_thai(c) && !is_mark(c)) || at >= LONGEST,
        };
        if !ends {
            key = key << 12 | u64::from(c) & 0xFFF;
            letters += 1;
            before = c;
        }
        ends
    });
    let unit = end.map_or(text, |(at, _)| &text[..at]);
    // Four more characters fit above the first one's bits.
    let small = letters <= 4 && (thai || first == ' ');
    let key = match small {
        true => Key::Letter(key),
        false => Key::Word(unit.into()),
    };
    Some((unit, key))
}

fn shaped(text: &str, font: &FontInstance) -> Printed {
    let glyphs = glyphs(text, font);
    let advance = glyphs.iter().map(|glyph| glyph.x_advance.get()).sum();
    let mut names = Names::default();
    let mut form = Form::new(text.len());
    let mut spelled = Form::new(text.len());
    let mut differs = false;
    for letter in glyphs.chunk_by(|a, b| a.range == b.range) {
        let whole = &text[letter[0].range()];
        let letter = names.with_sara_am(font, letter);
        let own: Option<Vec<String>> = letter
            .iter()
            .map(|glyph| names.own(font, glyph.id))
            .collect();
        match own {
            Some(own) if own.concat() == whole && stands_alone(&letter) => {
                form.push(&letter, &own);
                spelled.push(&letter, &own);
            }
            own => {
                differs |= own.is_some();
                form.push(&letter, &[whole]);
                match own {
                    Some(own) => spelled.push(&letter, &own),
                    None => spelled.push(&letter, &[whole]),
                }
            }
        }
    }
    Printed {
        advance,
        form,
        spelled: differs.then_some(spelled),
    }
}

impl Form {
    fn new(len: usize) -> Form {
        Form {
            text: String::with_capacity(len),
            glyphs: Vec::new(),
        }
    }

    /// A letter's glyphs, the first with the first part and so on; those without one share the last.
    fn push<T: AsRef<str>>(&mut self, letter: &[Glyph], parts: &[T]) {
        let mut range = 0..0;
        for (i, glyph) in letter.iter().enumerate() {
            if let Some(part) = parts.get(i).map(AsRef::as_ref) {
                let start = self.text.len() as u16;
                range = start..start + part.len() as u16;
                self.text.push_str(part);
            }
            self.glyphs.push(Glyph {
                range: range.clone(),
                ..glyph.clone()
            });
        }
    }
}

/// Whether readers that go by where glyphs stand take the letter's marks for its own: they stand on its line, one
/// after the other, and to the left of where the next letter begins. `/ActualText` holds the others together.
fn stands_alone(letter: &[Glyph]) -> bool {
    let marks = letter.get(1..).unwrap_or_default();
    let left = |mark: &Glyph| mark.x_offset.get() < 0.0 && mark.y_offset == Em::zero();
    marks.iter().all(left) && marks.is_sorted_by_key(|mark| mark.x_offset)
}

/// As the face's tables have it, each glyph with the range of its letter.
fn glyphs(text: &str, font: &FontInstance) -> Vec<Glyph> {
    static PLANS: LazyLock<[[ShapePlan; 2]; 2]> = LazyLock::new(|| {
        let plan = |font: &FontInstance, script| {
            ShapePlan::new(
                font.rusty(),
                Direction::LeftToRight,
                Some(script),
                None,
                &[],
            )
        };
        let both = |font| [script::THAI, script::LATIN].map(|script| plan(font, script));
        [both(&FACES[0]), both(&FACES[1])]
    });
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.guess_segment_properties();
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    let bold = usize::from(*font == FACES[1]);
    let own;
    let plan = match buffer.script() {
        script::THAI => &PLANS[bold][0],
        script::LATIN => &PLANS[bold][1],
        other => {
            let other: Script = other;
            own = ShapePlan::new(font.rusty(), Direction::LeftToRight, Some(other), None, &[]);
            &own
        }
    };
    let shaped = rustybuzz::shape_with_plan(font.rusty(), plan, buffer);
    let infos = shaped.glyph_infos();
    let ends = |at: usize| {
        let cluster = infos[at].cluster;
        let next = infos[at..].iter().find(|info| info.cluster != cluster);
        next.map_or(text.len(), |info| info.cluster as usize)
    };
    let places = shaped.glyph_positions().iter().enumerate();
    let glyph = |(at, place): (usize, &rustybuzz::GlyphPosition)| Glyph {
        id: infos[at].glyph_id as u16,
        x_advance: font.to_em(place.x_advance),
        x_offset: font.to_em(place.x_offset),
        y_advance: Em::zero(),
        y_offset: font.to_em(place.y_offset),
        range: infos[at].cluster as u16..ends(at) as u16,
        span: (Span::detached(), 0),
    };
    places.map(glyph).collect()
}

#[cfg(test)]
mod tests;
