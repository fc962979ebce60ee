//! A closed world for the typesetter: one template, one data file, the faces compiled in. No disk,
//! no network, no packages, no clock; what is asked for besides is denied.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// Sarabun 1.000, SIL Open Font License 1.1 (`fonts/OFL.txt`). At 11 pt it takes the room that the
/// official faces take at 16 pt.
pub(super) static FACES: [&[u8]; 2] = [
    include_bytes!("fonts/Sarabun-Regular.ttf"),
    include_bytes!("fonts/Sarabun-Bold.ttf"),
];

struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// Advances in em, for each face.
    advances: Vec<HashMap<char, f32>>,
    /// What other templates import.
    lines: Source,
    heat_map: Source,
    memo: Source,
    readiness: Source,
    data: FileId,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FACES
        .iter()
        .flat_map(|face| Font::iter(Bytes::new(*face)))
        .collect();
    Shared {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        advances: FACES.iter().map(|face| advances(face)).collect(),
        lines: Source::new(id("/lines.typ"), include_str!("lines.typ").into()),
        heat_map: Source::new(id("/heat_map.typ"), include_str!("heat_map.typ").into()),
        memo: Source::new(id("/memo.typ"), include_str!("memo.typ").into()),
        readiness: Source::new(id("/readiness.typ"), include_str!("readiness.typ").into()),
        data: id("/data.json"),
    }
});

fn id(path: &'static str) -> FileId {
    let path = VirtualPath::new(path).expect("all paths are literals in this file");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// What each character of a face advances, in em.
fn advances(face: &[u8]) -> HashMap<char, f32> {
    let mut advances = HashMap::new();
    let Ok(face) = ttf_parser::Face::parse(face, 0) else {
        return advances;
    };
    let subtables = face
        .tables()
        .cmap
        .into_iter()
        .flat_map(|cmap| cmap.subtables);
    for subtable in subtables.filter(ttf_parser::cmap::Subtable::is_unicode) {
        subtable.codepoints(|code| {
            let glyph = subtable.glyph_index(code);
            let units = glyph.and_then(|glyph| face.glyph_hor_advance(glyph));
            if let (Some(c), Some(units)) = (char::from_u32(code), units) {
                advances.insert(c, f32::from(units) / f32::from(face.units_per_em()));
            }
        });
    }
    advances
}

/// Width of a text in em, unshaped: the sum of its letters' advances in the regular or bold face.
pub fn width_em(text: &str, bold: bool) -> f32 {
    let advances = &SHARED.advances[usize::from(bold)];
    text.chars().filter_map(|c| advances.get(&c)).sum()
}

/// Whether both faces can print the character.
pub fn has_glyph(c: char) -> bool {
    SHARED
        .advances
        .iter()
        .all(|advances| advances.contains_key(&c))
}

/// The faces as text is set in them, the regular and the bold one.
pub(super) fn faces() -> [FontInstance; 2] {
    let plain = |face: usize| {
        let font = SHARED.fonts[face].clone();
        font.instantiate(
            FontVariant::default(),
            Abs::zero(),
            &FontVariations::default(),
        )
    };
    [plain(0), plain(1)]
}

/// The world of one document: a template with what it reads as `data.json`.
pub struct ReportWorld {
    template: &'static Source,
    data: Bytes,
}

impl ReportWorld {
    fn new(template: &'static Source, json: Vec<u8>) -> Self {
        ReportWorld {
            template,
            data: Bytes::new(json),
        }
    }

    /// The world of an acknowledgement's memo.
    pub fn memo(json: Vec<u8>) -> Self {
        ReportWorld::new(&SHARED.memo, json)
    }

    /// The world of a page of what is to be mended.
    pub fn readiness(json: Vec<u8>) -> Self {
        ReportWorld::new(&SHARED.readiness, json)
    }

    /// The world of a picture of measures by quarters.
    pub fn heat_map(json: Vec<u8>) -> Self {
        ReportWorld::new(&SHARED.heat_map, json)
    }
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else if id == SHARED.lines.id() {
            Ok(SHARED.lines.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id == SHARED.data {
            true => Ok(self.data.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
