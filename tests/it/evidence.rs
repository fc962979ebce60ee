//! Photos and files from people's phones to the evidence store, over the sandbox and its faults. What is
//! said about a file while it comes is the dialogue's; here a step of a few lines takes every one.

mod faults;
mod hostile;
mod sizes;
pub mod store;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use rapsap::clock::Clock;
use rapsap::dialogue::{self, Desk, Effect, Event, Phrase, Screen, State};
use rapsap::domain::evidence::FileRef;
use rapsap::domain::office::{FileId, MeasureId};
use rapsap::domain::progress::{Content, Draft, ResultItem};
use rapsap::press::Press;
use rapsap::sandbox::{AlbumItem, Phone, Sandbox};
use rapsap::store::Store;
use rapsap::store::blobs::{Blobs, sha256};
use rapsap::store::evidence_store::EvidenceStore;
use rapsap::telegram::deliver::Courier;
use rapsap::telegram::fetch::Fetcher;
use rapsap::telegram::{event, intake, sender};
use rapsap::worker::Worker;
use sqlx::Row as _;
use tempfile::TempDir;

use crate::databases::{Database, for_each_database, office};
use crate::telegram_line::{Running, SOMSRI, SOON, TOKEN, sandbox, unlimited};

/// An office whose people are on the sandbox, and the rooms that a file goes through.
pub struct Bot {
    pub sandbox: Sandbox,
    pub store: Store,
    pub evidence: EvidenceStore,
    pub dir: TempDir,
}

impl Bot {
    pub async fn open(store: &Store) -> Bot {
        let dir = tempfile::tempdir().unwrap();
        // The holder of the first post writes from chat 501.
        office(
            store,
            include_str!("../../src/sample_office.toml"),
            SOMSRI - 1,
        )
        .await;
        Bot {
            sandbox: sandbox().await,
            store: store.clone(),
            evidence: EvidenceStore::folder(&dir.path().join("evidence"))
                .unwrap()
                .with_vitals(store.vitals.clone()),
            dir,
        }
    }

    pub fn phone(&self) -> Phone {
        self.sandbox.phone(SOMSRI)
    }

    pub fn api(&self) -> rapsap::telegram::api::Api {
        rapsap::telegram::api::Api::new(
            &self.sandbox.api_url(),
            &rapsap::config::Secret::new(TOKEN),
        )
        .unwrap()
    }

    pub fn fetcher(&self) -> Running {
        self.fetcher_with(Press::itself(Default::default()))
    }

    pub fn fetcher_with(&self, press: Press) -> Running {
        let fetcher = Fetcher {
            api: self.api(),
            store: self.store.clone(),
            evidence: self.evidence.clone(),
            press,
            clock: Clock::system(),
            tried: Default::default(),
        };
        Running::start(|stop| fetcher.run(stop))
    }

    /// Everything but the fetcher.
    pub fn talks(&self) -> Vec<Running> {
        let (api, store) = (self.api(), self.store.clone());
        let intake = Running::start(|stop| {
            intake::run(api, store, Clock::system(), Duration::from_secs(5), stop)
        });
        let store = self.store.clone();
        let worker = Running::start(|mut stop| async move {
            let worker = Worker::new(store, step, event::read, || Clock::system().now());
            worker
                .run(async move { drop(stop.wait_for(|stop| *stop).await) })
                .await;
            Ok(())
        });
        let blobs = Blobs::open(self.dir.path().join("documents")).unwrap();
        let courier = Courier::new(
            self.api(),
            Default::default(),
            Press::itself(Default::default()),
            self.store.clone(),
            blobs,
            Clock::system(),
        );
        let sender =
            Running::start(|stop| sender::run(courier.into(), unlimited(), Clock::system(), stop));
        vec![intake, worker, sender]
    }

    pub fn runs(&self) -> Vec<Running> {
        let mut rooms = self.talks();
        rooms.push(self.fetcher());
        rooms
    }

    /// How many files stand how, as `kept 2, wanted 1`.
    pub async fn standing(&self) -> String {
        let rows = sqlx::query(
            "SELECT status, COUNT(*) FROM evidence_file GROUP BY status ORDER BY status",
        )
        .fetch_all(&mut *self.store.reader().await.unwrap())
        .await
        .unwrap();
        let status = |row: &sqlx::any::AnyRow| {
            format!("{} {}", row.get::<String, _>(0), row.get::<i64, _>(1))
        };
        rows.iter().map(status).collect::<Vec<_>>().join(", ")
    }

    pub async fn until(&self, standing: &str) {
        let begun = tokio::time::Instant::now();
        while self.standing().await != standing {
            assert!(
                begun.elapsed() < SOON,
                "files stand at {:?}, not at {standing:?}",
                self.standing().await
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the bot has said something with these words.
    pub async fn until_said(&self, words: &str) {
        let begun = tokio::time::Instant::now();
        while !self.said().iter().any(|said| said.contains(words)) {
            assert!(begun.elapsed() < SOON, "{:?} lacks {words}", self.said());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub fn said(&self) -> Vec<String> {
        let messages = self.phone().messages().into_iter();
        messages
            .filter(|message| message.from_bot)
            .map(|message| message.text)
            .collect()
    }

    /// What was sent and is kept, by its path in the folder of evidence, without what was made of it.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.dir.path().join("evidence"), "", &mut files);
        files.retain(|name, _| !name.starts_with("made/"));
        files
    }

    pub async fn text(&self, sql: &'static str) -> String {
        let row = sqlx::query(sql)
            .fetch_one(&mut *self.store.reader().await.unwrap())
            .await
            .unwrap();
        row.try_get::<Option<String>, _>(0)
            .unwrap()
            .unwrap_or_default()
    }
}

fn collect(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
}

/// Where bytes lie in the store.
pub fn place(bytes: &[u8]) -> String {
    let name = sha256(bytes);
    format!("{}/{}", &name[..2], &name[2..])
}

pub async fn stop(rooms: Vec<Running>) {
    for room in rooms {
        room.stop().await.unwrap();
    }
}

/// Takes every file for the office's first measure and says how many there are; an album is answered once.
fn step(state: State, event: &Event, desk: &Desk) -> (State, Vec<Effect>) {
    let Event::File {
        file,
        caption,
        album,
        message,
        forwarded,
    } = event
    else {
        return dialogue::step(state, event, desk);
    };
    let measure = match caption.as_deref() {
        Some("ของสำนักงานอื่น") => MeasureId(1),
        _ => desk.offices[0].plan.measures[0].id,
    };
    let mut draft = match &desk.draft {
        Some(stored) => stored.draft.clone(),
        None => Draft::default(),
    };
    if draft.progress.results.is_empty() {
        let caption = "ภาพกิจกรรม".to_owned();
        draft
            .progress
            .results
            .push(ResultItem::new(Content::Pictured { caption }));
    }
    let files = &mut draft.progress.results[0].files;
    files.push(FileRef {
        id: FileId(desk.fresh),
        photo: file.photo,
        name: file.name.clone(),
        caption: caption.clone(),
        forwarded: *forwarded,
        album: None,
        too_large: false,
    });
    let count = files.len();
    let said = Phrase::new("item-line")
        .with("number", count)
        .with("item", "ไฟล์");
    let effects = vec![
        Effect::KeepFile {
            measure,
            file: FileId(desk.fresh),
            incoming: file.clone(),
        },
        Effect::SaveDraft { measure, draft },
        Effect::Update {
            key: album
                .clone()
                .unwrap_or_else(|| format!("message {message}")),
            screen: Screen::new(said),
        },
    ];
    (State::Results { measure }, effects)
}

/// A small picture of so many pixels and its own bytes.
pub fn picture(width: u16, tail: &str) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(width.into(), 100, image::Rgb([40, 90, 160]));
    picture
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    let mut bytes = bytes.into_inner();
    bytes.extend(tail.as_bytes());
    bytes
}

fn photo(tail: &str) -> AlbumItem {
    AlbumItem::Photo {
        bytes: picture(100, tail),
        caption: None,
    }
}

async fn on_each_database<F: Future<Output = ()>>(test: impl Fn(Bot) -> F) {
    for_each_database(|db: Database| {
        let test = &test;
        async move { test(Bot::open(&db.store).await).await }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_is_kept_under_its_hash_with_the_bytes_that_were_sent() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        let bytes = picture(640, "ภาพการประชุม");
        bot.phone().photo(bytes.clone(), Some("ประชุมวันที่ ๑ ก.พ. ๖๖"));
        bot.until("kept 1").await;
        assert_eq!(bot.files(), [(place(&bytes), bytes.clone())].into());
        let name = bot.text("SELECT sha256 FROM evidence_file").await;
        assert_eq!(name, sha256(&bytes));
        assert_eq!(bot.evidence.get(&name).await.unwrap(), bytes);
        assert_eq!(
            bot.text("SELECT kind FROM evidence_file").await,
            "image/jpeg"
        );
        bot.until_said("๑. ไฟล์").await;
        stop(rooms).await;
        assert_eq!(bot.said().len(), 1, "{:?}", bot.said());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_album_of_five_is_kept_whole_and_answered_once_with_the_count() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        bot.phone()
            .album(["ก", "ข", "ค", "ง", "จ"].map(photo).into());
        bot.until("kept 5").await;
        bot.until_said("๕. ไฟล์").await;
        stop(rooms).await;
        assert_eq!(bot.said().len(), 1, "{:?}", bot.said());
        assert_eq!(bot.files().len(), 5);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_bytes_sent_twice_are_kept_once() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        bot.phone().photo(picture(100, "ก"), None);
        bot.phone()
            .document("สำเนา.jpg", "image/jpeg", picture(100, "ก"), None);
        bot.until("kept 2").await;
        stop(rooms).await;
        assert_eq!(bot.files().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_what_its_name_says_is_refused_and_its_sender_told_why() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        for (name, bytes, words) in [
            (
                "บันทึกข้อความ.pdf",
                b"MZ\x90\0\x03\0\0\0".to_vec(),
                "ไม่ใช่ชนิดที่รับได้",
            ),
            ("ภาพ.jpg", b"\xff\xd8\xff".to_vec(), "เสียหาย"),
            ("ใหญ่.jpg", picture(65_535, "").repeat(2), "ไฟล์"),
            ("แผนงาน.xlsx", bomb(), "คลายแล้ว"),
        ] {
            bot.phone().document(name, "application/pdf", bytes, None);
            if name != "ใหญ่.jpg" {
                bot.until_said(words).await;
                bot.until_said(name).await;
            }
        }
        bot.until("kept 1, refused 3").await;
        stop(rooms).await;
        assert_eq!(bot.files().len(), 1);
    })
    .await;
}

/// A workbook of a few hundred bytes that says it unpacks to 4 GB.
fn bomb() -> Vec<u8> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for name in ["[Content_Types].xml", "xl/workbook.xml"] {
        writer.start_file(name, stored).unwrap();
        writer.write_all(b"<x/>").unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    let table = bytes
        .windows(4)
        .position(|four| four == b"PK\x01\x02")
        .unwrap();
    bytes[table + 24..table + 28].copy_from_slice(&(u32::MAX - 1).to_le_bytes());
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nineteen_megabytes_are_kept_and_twenty_one_are_never_fetched() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        let mut fits = b"%PDF-1.7\n".to_vec();
        fits.resize(19 << 20, 7);
        bot.phone()
            .document("คู่มือ.pdf", "application/pdf", fits.clone(), None);
        bot.phone()
            .document("วิดีทัศน์.pdf", "application/pdf", vec![7; 21 << 20], None);
        bot.until("kept 1, refused 1").await;
        stop(rooms).await;
        assert_eq!(bot.files().keys().collect::<Vec<_>>(), [&place(&fits)]);
        let reference = bot
            .text("SELECT telegram_file_id FROM evidence_file WHERE status = 'refused'")
            .await;
        assert!(!reference.is_empty());
        let told = bot.said().iter().any(|said| said.contains("ไม่ได้แนบ"));
        assert!(!told, "saying so is the step's own matter");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_climbs_out_of_folders_is_only_a_name() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        for name in [
            "../../etc/passwd",
            "/etc/passwd",
            "..\\..\\autorun.inf",
            "a\u{202E}fdp.exe\n.txt",
            "%2e%2e%2f.txt",
        ] {
            bot.phone().document(
                name,
                "text/plain",
                format!("เนื้อหาของ {name}").into_bytes(),
                None,
            );
        }
        bot.until("kept 5").await;
        stop(rooms).await;
        let hex = |path: &String| {
            path.replacen('/', "", 1)
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit())
        };
        assert!(bot.files().keys().all(hex), "{:?}", bot.files().keys());
        let beside: Vec<_> = std::fs::read_dir(bot.dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(beside.len(), 2, "{beside:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_for_a_measure_of_another_office_is_refused_whole() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        bot.phone().photo(picture(100, "ก"), Some("ของสำนักงานอื่น"));
        bot.until_said("ขออภัย").await;
        stop(rooms).await;
        assert_eq!(bot.standing().await, "");
        assert!(bot.files().is_empty());
    })
    .await;
}
