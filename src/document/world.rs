//! A closed world for the typesetter: one template, one data file, the faces compiled in. No disk,
//! no network, no packages, no clock; what is asked for besides is denied.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::photos::Photos;

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
    template: Source,
    preview: Source,
    /// Parts that other templates import.
    table: Source,
    annexes: Source,
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
        template: Source::new(id("/report.typ"), include_str!("report.typ").into()),
        preview: Source::new(id("/preview.typ"), include_str!("preview.typ").into()),
        table: Source::new(id("/table.typ"), include_str!("table.typ").into()),
        annexes: Source::new(id("/annexes.typ"), include_str!("annexes.typ").into()),
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

/// The photo that a path of the templates' own making names, and as what: `/photo/`, its id and a file's kind.
fn photo(id: FileId) -> Option<(i64, String)> {
    let path = id.vpath().get_without_slash();
    let (id, kind) = path.strip_prefix("photo/")?.split_once('.')?;
    Some((id.parse().ok()?, kind.to_owned()))
}

/// A drawing that shows nothing but the photo. A picture of its own would be decoded by the typesetter, though nobody
/// asks for its pixels: 12 photos take as long as a report, and 1,200 more memory than there is.
fn drawing(id: i64, jpeg: &[u8]) -> Option<Bytes> {
    let imagesize::ImageSize { width, height } = imagesize::blob_size(jpeg).ok()?;
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><image href="{id}.jpg" width="{width}" height="{height}"/></svg>"#
    );
    Some(Bytes::from_string(svg))
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

/// The world of one document.
pub struct ReportWorld {
    template: &'static Source,
    data: Bytes,
    photos: BTreeMap<i64, Bytes>,
}

impl ReportWorld {
    /// `json` is what the template reads as `data.json`, a photo as `photo/`, its id and `.svg`.
    pub fn new(json: Vec<u8>, photos: &Photos) -> Self {
        let photos = photos.iter();
        ReportWorld {
            template: &SHARED.template,
            data: Bytes::new(json),
            photos: photos
                .map(|(id, jpeg)| (*id, Bytes::new(jpeg.clone())))
                .collect(),
        }
    }

    /// Of the template's data, in bytes.
    pub fn size(&self) -> usize {
        self.data.len()
    }

    /// The world of an acknowledgement's memo.
    pub fn memo(json: Vec<u8>) -> Self {
        ReportWorld {
            template: &SHARED.memo,
            data: Bytes::new(json),
            photos: BTreeMap::new(),
        }
    }

    /// The world of a page of what is to be mended.
    pub fn readiness(json: Vec<u8>) -> Self {
        ReportWorld {
            template: &SHARED.readiness,
            data: Bytes::new(json),
            photos: BTreeMap::new(),
        }
    }

    /// The world of a picture of some rows of the table.
    pub fn preview(json: Vec<u8>) -> Self {
        ReportWorld {
            template: &SHARED.preview,
            data: Bytes::new(json),
            photos: BTreeMap::new(),
        }
    }

    /// The world of a picture of measures by quarters.
    pub fn heat_map(json: Vec<u8>) -> Self {
        ReportWorld {
            template: &SHARED.heat_map,
            data: Bytes::new(json),
            photos: BTreeMap::new(),
        }
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
        } else if let Some(part) = [&SHARED.annexes, &SHARED.table]
            .into_iter()
            .find(|part| part.id() == id)
        {
            Ok(part.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHARED.data {
            return Ok(self.data.clone());
        }
        let found = photo(id).and_then(|(id, kind)| {
            let jpeg = self.photos.get(&id)?;
            match kind.as_str() {
                "jpg" => Some(jpeg.clone()),
                "svg" => drawing(id, jpeg),
                _ => None,
            }
        });
        found.ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
