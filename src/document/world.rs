//! A closed world for the typesetter: one template, one data file, the faces compiled in. No disk,
//! no network, no packages, no clock; what is asked for besides is denied.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// Sarabun 1.000, SIL Open Font License 1.1 (`fonts/OFL.txt`). At 11 pt it takes the room that the
/// official faces take at 16 pt.
static FACES: [&[u8]; 2] = [
    include_bytes!("fonts/Sarabun-Regular.ttf"),
    include_bytes!("fonts/Sarabun-Bold.ttf"),
];

struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    faces: Vec<ttf_parser::Face<'static>>,
    template: Source,
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
        faces: FACES
            .iter()
            .flat_map(|face| ttf_parser::Face::parse(face, 0))
            .collect(),
        template: Source::new(id("/report.typ"), include_str!("report.typ").into()),
        data: id("/data.json"),
    }
});

fn id(path: &'static str) -> FileId {
    let path = VirtualPath::new(path).expect("both paths are literals in this file");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Width of a text in em, unshaped: the sum of its letters' advances in the regular or bold face.
pub fn width_em(text: &str, bold: bool) -> f32 {
    let Some(face) = SHARED.faces.get(usize::from(bold)) else {
        return 0.0;
    };
    let advance = |c| face.glyph_hor_advance(face.glyph_index(c)?);
    let units: u32 = text.chars().filter_map(advance).map(u32::from).sum();
    units as f32 / f32::from(face.units_per_em())
}

/// Whether both faces can print the character.
pub fn has_glyph(c: char) -> bool {
    SHARED
        .faces
        .iter()
        .all(|face| face.glyph_index(c).is_some())
}

/// The world of one document.
pub struct ReportWorld {
    data: Bytes,
}

impl ReportWorld {
    /// `json` is what the template reads as `data.json`.
    pub fn new(json: Vec<u8>) -> Self {
        let data = Bytes::new(json);
        Self { data }
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
        SHARED.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHARED.template.id() {
            Ok(SHARED.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHARED.data {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
