//! What the processes cost and what they keep away from the bot. Not a test: it prints figures.
//! `RAPSAP_TEST_DOCUMENTS=200 cargo test --test it press::figures -- --ignored --nocapture`

use std::io::Cursor;
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use rapsap::document::photos::{Photos, chosen};
use rapsap::domain::office::FileId;
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::report::{DocumentKind, FrozenFile, Snapshot};
use rapsap::press::Press;
use rapsap::press::job::Job;
use rapsap::sandbox;
use rapsap::store::evidence_store::EvidenceStore;
use rapsap::store::{Store, documents};

use super::phones::presses_of;
use super::{paper, press, settings};
use crate::databases::{NOW, sample_office};
use crate::filing::version::{compiled, numbered};
use crate::nothing_lost::program::{PATIENCE, Program};
use crate::telegram_line::telegram_of;

/// As a phone takes it, of eight million pixels.
fn large() -> Vec<u8> {
    let picture = RgbImage::from_fn(3264, 2448, |x, y| {
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 20;
        Rgb([(x / 13) as u8, (y / 10) as u8, noise as u8])
    });
    let mut bytes = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgb8(picture);
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// A figure of a process in MB of 10⁶ bytes.
fn megabytes(process: u32, figure: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(figure));
    let kilobytes = line
        .unwrap()
        .trim_start_matches(':')
        .trim()
        .strip_suffix(" kB");
    kilobytes.unwrap().trim().parse::<f64>().unwrap() * 1024.0 / 1e6
}

/// Versions `of` to `to`, each of two measures in other words, with three photos.
async fn want(store: &Store, plan: &OfficePlan, photo: &FrozenFile, of: u32, to: u32) {
    for version in of..=to {
        let mut snapshot: Snapshot = numbered(plan, version);
        // Those with the photos.
        snapshot.rows.truncate(2);
        for row in &mut snapshot.rows {
            row.measure.title += &format!(" ครั้งที่ {version}");
        }
        snapshot.files = [12, 14, 15]
            .map(|file| FrozenFile {
                file: FileId(file),
                ..photo.clone()
            })
            .into();
        let report = compiled(store, plan, 1, snapshot).await;
        let mut tx = store.begin().await.unwrap();
        let (office, kind) = (plan.office.0, DocumentKind::Report);
        documents::want(store, &mut tx, office, report, kind, 1, NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    store.documents_wanted.notify_one();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "prints figures"]
async fn memory_of_the_bot_after_many_documents() {
    let documents = std::env::var("RAPSAP_TEST_DOCUMENTS");
    let documents: u32 = documents.map_or(200, |documents| documents.parse().unwrap());
    let people = (1..=7).map(|id| sandbox::Person {
        id,
        first_name: "สมมุติ".to_owned(),
        ..sandbox::Person::default()
    });
    let telegram = telegram_of(people.collect()).await;
    let folder = tempfile::tempdir().unwrap();
    let url = format!(
        "sqlite:{}?mode=rwc",
        folder.path().join("rapsap.db").display()
    );
    let store = Store::open(&url).await.unwrap();
    let plan = sample_office(&store).await;
    let bytes = large();
    let evidence = EvidenceStore::folder(&folder.path().join("data/evidence")).unwrap();
    let photo = FrozenFile {
        file: FileId(12),
        size: bytes.len() as i64,
        sha256: evidence.put(bytes).await.unwrap(),
        kind: "image/jpeg".to_owned(),
        received_at: NOW,
    };
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    program.start();
    assert!(telegram.wait_until_polled(PATIENCE).await);
    let mut after_five = None;
    let mut made = 0;
    for upto in [0, 1, 5, 20, 50, 100, documents] {
        if upto > documents || (upto > 0 && upto <= made) {
            continue;
        }
        want(&store, &plan, &photo, made + 1, upto).await;
        while made < upto {
            made += 1;
            let made = made as usize;
            program.says_again("a document is made", made).await;
        }
        program.is_idle(&store).await;
        let [whole, own] = ["VmRSS", "RssAnon"].map(|figure| megabytes(program.id(), figure));
        let of = after_five.get_or_insert(own);
        if made <= 5 {
            *of = own;
        }
        println!(
            "after {made} documents: {whole:.1} MB, {own:.1} MB of them its own, {:.2} times that after 5",
            own / *of
        );
    }
    program.terminate();
    telegram.shutdown().await;
}

async fn takes(press: &Press, kind: DocumentKind, photos: &Photos) -> Duration {
    let begun = Instant::now();
    press.make(paper(kind), photos.clone()).await.unwrap();
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "prints figures"]
async fn time_of_a_document_in_a_process_of_its_own() {
    let itself = Press::itself(Default::default());
    let children = press(settings());
    let sizes = super::photo(&itself, large()).await.unwrap().unwrap();
    let photo = chosen(&large(), &sizes, 3).unwrap();
    let photos = Photos::from([(12, photo.clone()), (14, photo.clone()), (15, photo)]);
    for kind in [DocumentKind::Report, DocumentKind::Docx, DocumentKind::Json] {
        let first = takes(&children, kind, &photos).await;
        takes(&itself, kind, &photos).await;
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for _ in 0..9 {
            here.push(takes(&itself, kind, &photos).await);
            there.push(takes(&children, kind, &photos).await);
        }
        here.sort();
        there.sort();
        let times = |one: Duration| one.as_secs_f64() / here[4].as_secs_f64();
        println!(
            "{}: {:.2} times as long in a warm process as in the bot's own ({:.2} ms more), the first {:.2} times",
            kind.as_str(),
            times(there[4]),
            (there[4].as_secs_f64() - here[4].as_secs_f64()) * 1e3,
            times(first)
        );
    }
    // One process did all of it; the rows of ten reports come on top.
    let child = *presses_of(std::process::id()).first().unwrap();
    for figure in ["VmHWM", "VmData"] {
        println!(
            "{figure} of the process: {:.0} MB",
            megabytes(child, figure)
        );
    }
    let Job::Paper(mut large) = paper(DocumentKind::Report) else {
        unreachable!()
    };
    large.snapshot.rows = vec![large.snapshot.rows; 10].concat();
    children.make(Job::Paper(large), photos).await.unwrap();
    for figure in ["VmHWM", "VmData"] {
        println!(
            "{figure} after ten in one: {:.0} MB",
            megabytes(child, figure)
        );
    }
}
