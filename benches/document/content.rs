//! The reports that are set: the real report of fiscal year 2566, its measures over and over, each time with
//! other words, and pictures as a phone sends them. All of it lies in files, so that everybody sets the same.

use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use rapsap::document::outline::{Annex, AnnexBody, Outline, Para, Photo};
use rapsap::domain::numerals::to_thai;

use crate::rooms::Rooms;

/// As Telegram sends a photo.
const PHOTO: (u32, u32) = (1280, 960);

/// Reports of the same length.
pub struct Content {
    pub measures: usize,
    pub photos: usize,
    /// The first one, as many with other words, and as many that are the last of these with one measure corrected.
    pub outlines: Vec<PathBuf>,
    pub folder: PathBuf,
}

impl Content {
    /// `photos` for each measure; after the first report `rounds` others, and `rounds` corrected ones.
    pub fn write(
        folder: &Path,
        measures: usize,
        photos: usize,
        rounds: usize,
    ) -> anyhow::Result<Content> {
        let mut outlines = Vec::new();
        let mut rooms = Rooms::open(folder)?;
        for round in 0..=2 * rounds {
            let outline = match round.checked_sub(rounds) {
                None | Some(0) => report(measures, photos, round)?,
                Some(correction) => corrected(report(measures, photos, rounds)?, correction),
            };
            let path = folder.join(format!("report-{measures}-{photos}-{round}.json"));
            std::fs::write(&path, serde_json::to_vec(&outline)?)?;
            for id in photos_of(&outline) {
                if !rooms.has(id) {
                    let photo = picture(id)?;
                    std::fs::write(photo_path(folder, id), &photo)?;
                    rooms.take(id, photo)?;
                }
            }
            outlines.push(path);
        }
        Ok(Content {
            measures,
            photos: measures * photos,
            outlines,
            folder: folder.to_owned(),
        })
    }
}

pub fn photo_path(folder: &Path, id: i64) -> PathBuf {
    folder.join(format!("photo-{id}.jpg"))
}

/// The ids of the photos that a report shows.
pub fn photos_of(outline: &Outline) -> Vec<i64> {
    let bodies = outline.annexes.iter().map(|annex| &annex.body);
    bodies
        .flat_map(|body| match body {
            AnnexBody::Photos(photos) => photos.as_slice(),
            _ => &[],
        })
        .map(|photo| photo.file)
        .collect()
}

/// No paragraph of the table is like one of another measure or round, or the typesetter would know it again.
fn report(measures: usize, photos: usize, round: usize) -> anyhow::Result<Outline> {
    let mut outline: Outline =
        serde_json::from_str(include_str!("../../tests/fixtures/outline-2566.json"))?;
    let rows = std::mem::take(&mut outline.rows);
    for (number, row) in (1..=measures).zip(rows.iter().cycle()) {
        let mut row = row.clone();
        let again = to_thai(&format!("ครั้งที่ {number}/{}", 2566 + round));
        for para in row.cells.iter_mut().flatten() {
            para.text = format!("{} {again}", para.text);
        }
        if let [Para { number: of, .. }, ..] = row.cells[0].as_mut_slice() {
            *of = Some(to_thai(&format!("{number}.")));
        }
        row.continued = to_thai(&format!("มาตรการที่ {number} (ต่อ)"));
        outline.rows.push(row);
    }
    let shown: Vec<Photo> = (1..=measures * photos)
        .map(|number| Photo {
            file: number as i64,
            caption: to_thai(&format!("ภาพที่ {number} ภาพถ่ายการประชุมชี้แจง ครั้งที่ {round}")),
            missing: String::new(),
        })
        .collect();
    if !shown.is_empty() {
        outline.annexes.push(Annex {
            heading: vec!["ภาพถ่ายประกอบการดำเนินงาน".to_owned()],
            body: AnnexBody::Photos(shown),
        });
    }
    Ok(outline)
}

/// As it comes back when a verifier returned one measure: its results in other words.
fn corrected(mut outline: Outline, correction: usize) -> Outline {
    let count = outline.rows.len().max(1);
    if let Some(row) = outline.rows.get_mut((count / 2 + correction) % count) {
        for para in row.cells.iter_mut().skip(4).flatten() {
            para.text = to_thai(&format!("{} แก้ไขครั้งที่ {correction}", para.text));
        }
    }
    outline
}

/// Surfaces and grain: as large as a picture of a meeting room.
fn picture(id: i64) -> anyhow::Result<Vec<u8>> {
    let mut grain = (id as u32).wrapping_mul(2_654_435_761) | 1;
    let picture = RgbImage::from_fn(PHOTO.0, PHOTO.1, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let block = (x / 160 + y / 120 * 8 + id as u32).wrapping_mul(2_654_435_761) >> 24;
        let light = |shade: u32| (shade * 7 / 10 + x / 40 + (grain >> 28)).min(255) as u8;
        Rgb([light(block), light(block ^ 60), light(255 - block)])
    });
    let mut jpeg = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 85))?;
    Ok(jpeg)
}
