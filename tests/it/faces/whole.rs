//! The real report with everything that a version can have: files and photos, scores, what happened, the year's
//! overview and the acknowledgement. As often over as asked.

use rapsap::document::from_snapshot;
use rapsap::document::outline::Outline;
use rapsap::document::photos::Photos;
use rapsap::domain::calendar::Quarter;
use rapsap::domain::evidence::FileRef;
use rapsap::domain::office::FileId;
use rapsap::domain::report::{DecisionKind, FrozenFile, Happened, Happening, Snapshot};
use rapsap::l10n::L10n;

use super::overview::closing;
use super::snapshot::{COMPILED, HASH, decisions};
use crate::annexes::{prepared, taken};

/// Its measures `times` over, and the photos that can be shown.
pub fn report(times: usize) -> (Outline, Photos) {
    let snapshot = version(times);
    let decisions = decisions(&snapshot);
    let outline = from_snapshot::outline(&L10n::new(), &snapshot, &decisions, Some(HASH));
    let shown = (snapshot.files.iter()).filter(|file| from_snapshot::is_shown(&file.kind));
    let shown: Vec<i64> = shown.map(|file| file.file.0).collect();
    // One picture upright, one lying and one that is turned, and the last of all cannot be shown.
    let pictures = [(480, 640, 1), (640, 480, 1), (640, 360, 6)];
    let pictures = pictures.map(|(width, height, turned)| {
        prepared(&taken(width, height, turned), shown.len()).unwrap()
    });
    let photos = shown.iter().zip(pictures.iter().cycle());
    let photos = photos.take(shown.len() - 1);
    let photos = photos.map(|(id, jpeg)| (*id, jpeg.clone())).collect();
    (outline, photos)
}

/// The version itself.
pub fn version(times: usize) -> Snapshot {
    let mut snapshot = closing();
    let rows = std::mem::take(&mut snapshot.rows);
    let many = rows.len() * times;
    snapshot.rows = rows.into_iter().cycle().take(many).collect();
    for (row, number) in snapshot.rows.iter_mut().zip(1_u32..) {
        row.measure.number = number;
        let results = row.progress.iter_mut().flat_map(|all| &mut all.results);
        for file in results.flat_map(|result| &mut result.files) {
            file.id.0 += i64::from(number) * 100;
            if !file.too_large {
                snapshot.files.push(frozen(file));
            }
        }
    }
    snapshot.log = log(&snapshot);
    snapshot
}

fn frozen(file: &FileRef) -> FrozenFile {
    let kind = match file.photo {
        true => "image/jpeg",
        false => "application/pdf",
    };
    FrozenFile {
        file: FileId(file.id.0),
        sha256: HASH.into(),
        kind: kind.into(),
        size: 240_000,
        received_at: COMPILED - 30 * 24 * 3_600_000,
    }
}

/// Filed, sent back and corrected, compiled, and what was decided before it.
fn log(snapshot: &Snapshot) -> Vec<Happened> {
    let day = 24 * 3_600_000;
    let filed = snapshot.rows.iter().zip(1..).map(|(row, at)| Happened {
        at: COMPILED - 20 * day + at * 60_000,
        what: Happening::Filed,
        version: None,
        measure: Some(row.measure.number),
        quarter: Some(Quarter::Fourth),
        name: "นางสาวหก รักงาน".into(),
        note: None,
    });
    let mut log: Vec<Happened> = filed.collect();
    let happened = |days: i64, what, note: Option<&str>| Happened {
        at: COMPILED - days * day,
        what,
        version: Some(2),
        measure: Some(2),
        quarter: Some(Quarter::Fourth),
        name: "นางสมมุติ ตรวจหนึ่ง".into(),
        note: note.map(str::to_owned),
    };
    let reason = "ผลการดำเนินงานข้อ ๒ ยังไม่ได้ระบุเลขที่และวันที่ของคำสั่ง ขอให้ตรวจสอบและแก้ไข";
    log.extend([
        happened(9, Happening::Compiled, None),
        happened(8, Happening::Decided(DecisionKind::Sent), None),
        happened(7, Happening::Decided(DecisionKind::Returned), Some(reason)),
        happened(6, Happening::SentBack, Some(reason)),
        happened(5, Happening::Corrected, Some("ระบุเลขที่คำสั่งแล้ว")),
        happened(0, Happening::Compiled, None),
    ]);
    log
}
