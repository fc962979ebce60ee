//! Lines that break, a Telegram that fails, a process that dies: a file is fetched all the same, or its
//! sender is told.

use std::time::Duration;

use rapsap::app;
use rapsap::clock::Clock;
use rapsap::config::{Config, DatabaseUrl, Layer, Secret};
use rapsap::domain::incoming::IncomingFile;
use rapsap::domain::office::{FileId, MeasureId};
use rapsap::sandbox::{Fault, Misbehaviour};
use rapsap::store::evidence::{self, NewFile};

use super::{Bot, on_each_database, picture, place, stop};
use crate::databases::{NOW, count, for_each_database};
use crate::telegram_line::{Running, SOMSRI, TOKEN};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_download_that_breaks_off_or_fails_is_made_again() {
    on_each_database(|bot| async move {
        let faults = [
            ("download", Misbehaviour::DropAfter),
            ("download", Misbehaviour::ServerError(502)),
            ("getFile", Misbehaviour::DropBefore),
            ("getFile", Misbehaviour::ServerError(500)),
            ("getFile", Misbehaviour::TooManyRequests { retry_after: 1 }),
            ("download", Misbehaviour::Delay(Duration::from_millis(300))),
        ];
        for (method, what) in faults {
            bot.sandbox.faults().add(Fault::new(what).on(method));
        }
        let rooms = bot.runs();
        let photos: Vec<_> = ["ก", "ข", "ค"]
            .map(|tail| picture(100, &tail.repeat(50_000)))
            .into();
        for bytes in &photos {
            bot.phone().photo(bytes.clone(), None);
        }
        bot.until("kept 3").await;
        stop(rooms).await;
        assert_eq!(
            bot.files(),
            photos
                .iter()
                .map(|bytes| (place(bytes), bytes.clone()))
                .collect()
        );
        assert!(
            !bot.said().iter().any(|said| said.contains("ไม่ได้แนบ")),
            "{:?}",
            bot.said()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_telegram_no_longer_has_is_given_up_and_its_sender_told() {
    on_each_database(|bot| async move {
        bot.sandbox
            .faults()
            .add(Fault::new(Misbehaviour::NotFound).on("download"));
        let rooms = bot.runs();
        bot.phone().photo(picture(100, "ก"), None);
        bot.until("failed 1").await;
        bot.until_said("รูปภาพที่ท่านส่งมายังไม่ได้แนบ").await;
        stop(rooms).await;
        assert!(bot.files().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_file_whose_size_was_not_said_is_refused_when_it_is_asked_for() {
    on_each_database(|bot| async move {
        let id = {
            bot.phone()
                .document("วิดีทัศน์.pdf", "application/pdf", vec![7; 21 << 20], None);
            bot.phone().messages()[0]
                .file
                .as_ref()
                .unwrap()
                .file_id
                .clone()
        };
        want(&bot, &id, "", "วิดีทัศน์.pdf").await;
        let rooms = bot.runs();
        bot.until_said("๒๐ เมกะไบต์").await;
        stop(rooms).await;
        assert!(bot.files().is_empty());
    })
    .await;
}

async fn want(bot: &Bot, file_id: &str, unique_id: &str, name: &str) {
    let mut tx = bot.store.begin().await.unwrap();
    let file = NewFile {
        id: FileId(bot.store.id(NOW)),
        office: count(&bot.store, "SELECT id FROM office").await,
        measure: MeasureId(count(&bot.store, "SELECT id FROM measure WHERE number = 1").await),
        person: count(&bot.store, "SELECT id FROM person WHERE chat_id = 501").await,
        chat: SOMSRI,
        incoming: IncomingFile {
            telegram_file_id: file_id.to_owned(),
            telegram_unique_id: unique_id.to_owned(),
            photo: false,
            name: Some(name.to_owned()),
            mime: None,
            size: None,
        },
    };
    evidence::want(&mut tx, &[file], NOW).await.unwrap();
    tx.commit().await.unwrap();
    bot.store.files_wanted.notify_one();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_the_office_has_is_not_fetched_again() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        bot.phone().photo(picture(100, "ก"), None);
        bot.until("kept 1").await;
        let unique = bot
            .text("SELECT telegram_unique_id FROM evidence_file")
            .await;
        want(
            &bot,
            "an id that Telegram does not know",
            &unique,
            "ภาพ.jpg",
        )
        .await;
        bot.until("kept 2").await;
        stop(rooms).await;
        assert_eq!(
            count(
                &bot.store,
                "SELECT COUNT(DISTINCT sha256) FROM evidence_file"
            )
            .await,
            1
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_the_office_has_damaged_is_fetched_again_and_whole_then() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        bot.phone().photo(picture(100, "ก"), None);
        bot.until("kept 1").await;
        let of_file = async |column| bot.text(column).await;
        let id = of_file("SELECT telegram_file_id FROM evidence_file").await;
        let unique = of_file("SELECT telegram_unique_id FROM evidence_file").await;
        let sha256 = of_file("SELECT sha256 FROM evidence_file").await;
        let (folder, name) = sha256.split_at(2);
        let path = bot.dir.path().join("evidence").join(folder).join(name);
        std::fs::write(path, "damage").unwrap();
        assert_eq!(bot.evidence.find(&sha256).await.unwrap(), None);
        assert_eq!(bot.store.vitals.damaged(), std::slice::from_ref(&sha256));
        want(&bot, &id, &unique, "ภาพ.jpg").await;
        bot.until("kept 2").await;
        stop(rooms).await;
        let mended = bot.evidence.find(&sha256).await.unwrap();
        assert_eq!(mended, Some(picture(100, "ก")));
        assert_eq!(bot.store.vitals.damaged(), Vec::<String>::new());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_was_not_fetched_when_the_process_died_is_fetched_by_the_next() {
    on_each_database(|bot| async move {
        let bytes = picture(100, "ก");
        let rooms = bot.talks();
        bot.phone().photo(bytes.clone(), None);
        bot.until("wanted 1").await;
        bot.until_said("๑. ไฟล์").await;
        for room in rooms {
            room.kill().await;
        }
        // Once more, in the middle of the download.
        let slow = Misbehaviour::Delay(Duration::from_secs(60));
        bot.sandbox.faults().add(Fault::new(slow).on("download"));
        let fetcher = bot.fetcher();
        tokio::time::sleep(Duration::from_millis(300)).await;
        fetcher.kill().await;
        assert_eq!(bot.standing().await, "wanted 1");
        let fetcher = bot.fetcher();
        bot.until("kept 1").await;
        fetcher.stop().await.unwrap();
        assert_eq!(bot.files(), [(place(&bytes), bytes)].into());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_of_the_program_does_not_wait_for_a_slow_download() {
    on_each_database(|bot| async move {
        let slow = Misbehaviour::Delay(Duration::from_secs(60));
        bot.sandbox.faults().add(Fault::new(slow).on("download"));
        let rooms = bot.runs();
        bot.phone().photo(picture(100, "ก"), None);
        bot.until("wanted 1").await;
        let begun = tokio::time::Instant::now();
        stop(rooms).await;
        assert!(begun.elapsed() < Duration::from_secs(10));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_recorded_about_a_failure_holds_the_token() {
    on_each_database(|bot| async move {
        let broken = Fault::new(Misbehaviour::DropBefore).on("download").times(1);
        bot.sandbox.faults().add(broken);
        let rooms = bot.runs();
        bot.phone().photo(picture(100, "ก"), None);
        let begun = tokio::time::Instant::now();
        let error = loop {
            let row = count(
                &bot.store,
                "SELECT COUNT(*) FROM evidence_file WHERE error IS NOT NULL",
            )
            .await;
            if row == 1 {
                break bot.text("SELECT error FROM evidence_file").await;
            }
            assert!(begun.elapsed() < Duration::from_secs(20));
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        assert!(
            !error.is_empty() && !error.contains(TOKEN) && !error.contains("marked"),
            "{error}"
        );
        bot.until("kept 1").await;
        stop(rooms).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_bot_that_serves_fetches_what_was_left_to_be_fetched() {
    for_each_database(|db| async move {
        let bot = Bot::open(&db.store).await;
        let rooms = bot.talks();
        bot.phone().photo(picture(100, "ก"), None);
        bot.until("wanted 1").await;
        stop(rooms).await;
        let flags = Layer {
            token: Some(Secret::new(TOKEN)),
            api_url: Some(bot.sandbox.api_url()),
            database: Some(DatabaseUrl::new(&*db.url)),
            data_dir: Some(bot.dir.path().to_owned()),
            poll_timeout_seconds: Some(5),
            ..Layer::default()
        };
        let config = Config::load(flags, None, |_| None).unwrap();
        let serving = Running::start(|mut stop| async move {
            let shutdown = async move { drop(stop.wait_for(|stop| *stop).await) };
            app::serve(config, Clock::system(), shutdown).await
        });
        bot.until("kept 1").await;
        serving.stop().await.unwrap();
        assert_eq!(
            bot.files().keys().collect::<Vec<_>>(),
            [&place(&picture(100, "ก"))]
        );
    })
    .await;
}
