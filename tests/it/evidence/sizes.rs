//! The sizes of a photo: made when it is sent, found by the report, made again where they are missing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rapsap::document::photos::{INDEX, Photos, chosen, sizes};
use rapsap::l10n::L10n;
use rapsap::photos;
use rapsap::press::{Press, Settings};
use rapsap::store::blobs::sha256;
use rapsap::store::evidence_store::EvidenceStore;

use super::{on_each_database, place, stop};
use crate::annexes::{prepared, taken};

fn beside(evidence: &Path, bytes: &[u8]) -> PathBuf {
    evidence.join("made").join(place(bytes))
}

/// As a report with so many photos shows it.
async fn shown(evidence: &EvidenceStore, press: &Press, bytes: &[u8], count: usize) -> Photos {
    let shown = (1..=count as i64).map(|id| (id, sha256(bytes)));
    photos::of(press, evidence, shown.collect()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_photo_is_refused_when_it_is_sent_and_whoever_sent_it_is_told() {
    let whole = taken(320, 240, 1);
    let mut hollow = whole.clone();
    // Nobody can tell what its numbers stand for without the tables of quantization.
    while let Some(at) = hollow.windows(2).position(|two| two == [0xff, 0xdb]) {
        let length = u16::from_be_bytes([hollow[at + 2], hollow[at + 3]]);
        hollow.drain(at..at + 2 + usize::from(length));
    }
    let mut patched = whole.clone();
    let middle = patched.len() / 2;
    patched[middle..middle + 3_000].fill(0);
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(300, 200)
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    let mut png = png.into_inner();
    png.truncate(png.len() - 30);
    on_each_database(|bot| {
        let [whole, hollow, patched, png] = [&whole, &hollow, &patched, &png].map(Clone::clone);
        async move {
            let rooms = bot.runs();
            for (name, bytes) in [
                ("ขาด.jpg", whole[..whole.len() / 2].to_vec()),
                ("กลวง.jpg", hollow),
                ("ปะ.jpg", patched),
                ("ขาด.png", png),
            ] {
                bot.phone().document(name, "image/jpeg", bytes, None);
                bot.until_said(name).await;
            }
            bot.until("refused 4").await;
            bot.phone()
                .document("ครบ.jpg", "image/jpeg", whole.clone(), None);
            bot.until("kept 1, refused 4").await;
            stop(rooms).await;
            let told = bot.said().join("\n");
            assert_eq!(told.matches("รูปภาพเสียหายหรือส่งมาไม่ครบ").count(), 4, "{told}");
            assert_eq!(bot.files(), [(place(&whole), whole)].into());
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_that_no_process_can_look_at_waits_and_one_that_breaks_each_is_given_up() {
    on_each_database(|bot| async move {
        let press = |program: &str| {
            let settings = Settings {
                program: Some(program.into()),
                ..Settings::default()
            };
            Press::new(&settings, L10n::new().into())
        };
        let rooms = bot.talks();
        let fetcher = bot.fetcher_with(press("/nowhere/rapsap"));
        bot.phone()
            .document("รอ.jpg", "image/jpeg", taken(80, 60, 1), None);
        bot.until_said("๑. ไฟล์").await;
        let part = rapsap::vitals::Part::Evidence;
        while !bot.store.vitals.is_ill(part) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(bot.standing().await, "wanted 1");
        fetcher.stop().await.unwrap();
        let fetcher = bot.fetcher();
        bot.until("kept 1").await;
        fetcher.stop().await.unwrap();
        // It ends whatever it is given.
        let fetcher = bot.fetcher_with(press("/bin/false"));
        bot.phone()
            .document("พัง.jpg", "image/jpeg", taken(80, 61, 1), None);
        bot.until("kept 1, refused 1").await;
        bot.until_said("บันทึกไว้ในรูปแบบที่ระบบอ่านไม่ได้").await;
        fetcher.stop().await.unwrap();
        stop(rooms).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_finds_the_sizes_that_were_made_when_the_photo_was_sent() {
    on_each_database(|bot| async move {
        let bytes = taken(900, 600, 6);
        let rooms = bot.runs();
        bot.phone()
            .document("ภาพ.jpg", "image/jpeg", bytes.clone(), None);
        bot.until("kept 1").await;
        stop(rooms).await;
        // Nothing is left to be made: there is no program that would.
        let settings = Settings {
            program: Some("/nonexistent".into()),
            ..Settings::default()
        };
        let nobody = Press::new(&settings, L10n::new().into());
        let sizes = sizes(&bytes).unwrap();
        for count in [1, 60, 300] {
            let found = shown(&bot.evidence, &nobody, &bytes, count).await;
            assert_eq!(found.len(), count);
            let jpeg = chosen(&bytes, &sizes, count).unwrap();
            assert!(found.values().all(|found| *found == jpeg), "{count}");
        }
    })
    .await;
}

#[tokio::test]
async fn sizes_that_are_missing_damaged_or_of_another_release_are_made_again_and_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = EvidenceStore::folder(folder.path()).unwrap();
    let itself = Press::itself(L10n::new().into());
    for (bytes, count) in [(taken(80, 60, 1), 1), (taken(120, 90, 3), 3)] {
        evidence.put(bytes.clone()).await.unwrap();
        let path = beside(folder.path(), &bytes);
        assert!(!path.exists(), "it was kept by an older release");
        let first = shown(&evidence, &itself, &bytes, count).await;
        assert!(first[&1] == prepared(&bytes, count).unwrap());
        let made = std::fs::read(&path).unwrap();
        let mut damaged = made.clone();
        damaged[INDEX as usize..].fill(7);
        let [mut older, mut entry] = [made.clone(), made.clone()];
        older[7] -= 1;
        entry[75] ^= 1;
        // As whole as its own, but of another picture.
        let other = sizes(&taken(60, 40, 1)).unwrap();
        for lies_there in [
            &[][..],
            &made[..20],
            &made[..INDEX as usize],
            &damaged,
            &older,
            &entry,
            &other,
        ] {
            std::fs::write(&path, lies_there).unwrap();
            let again = shown(&evidence, &itself, &bytes, 1).await;
            assert!(again[&1] == prepared(&bytes, 1).unwrap());
        }
        std::fs::remove_file(&path).unwrap();
        // A command leaves nothing that is not the bot's own.
        let read = evidence.clone().to_be_read();
        assert!(shown(&read, &itself, &bytes, count).await == first);
        assert!(!path.exists());
        assert!(shown(&evidence, &itself, &bytes, count).await == first);
        assert!(std::fs::read(&path).unwrap() == made);
    }
}

#[tokio::test]
async fn with_a_photo_its_sizes_go_and_none_are_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = EvidenceStore::folder(folder.path()).unwrap();
    let bytes = taken(80, 60, 1);
    let name = evidence.put(bytes.clone()).await.unwrap();
    shown(&evidence, &Press::itself(L10n::new().into()), &bytes, 1).await;
    let path = beside(folder.path(), &bytes);
    assert!(path.exists());
    evidence.delete(&name).await.unwrap();
    assert!(!path.exists());
    // Made of one that went meanwhile.
    evidence.put_beside(&name, vec![7]).await.unwrap();
    assert!(!path.exists());
    assert_eq!(evidence.find(&name).await.unwrap(), None);
}
