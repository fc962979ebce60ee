//! Which file a hash or a code stands for, and to whom that is told.

use rapsap::dialogue::Filing;
use rapsap::domain::calendar::Quarter;
use rapsap::domain::incoming::IncomingFile;
use rapsap::domain::office::{FileId, Post, ReportId, Role};
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::progress::{Content, Progress, ResultItem};
use rapsap::domain::report::DocumentKind;
use rapsap::domain::short_code::ShortCode;
use rapsap::domain::verified::{Probe, Verdict, Verified};
use rapsap::l10n::L10n;
use rapsap::store::blobs::sha256;
use rapsap::store::evidence::{self, NewFile};
use rapsap::store::facts::{self, NewFiling};
use rapsap::store::{Store, documents, file_checks, verify};
use serde_json::json;

use super::version::{acknowledged, compiled, made, numbered};
use crate::chats::Chats;
use crate::databases::{
    NOW, OTHER_OFFICE, count, for_each_database, office, person, sample_office,
};
use crate::faces::snapshot::file;
use crate::hands::Hands;

const REPORTER: i64 = 1;
const OTHERS: i64 = 100;

async fn find(store: &Store, probe: Probe, person: Option<i64>) -> Option<Verified> {
    let mut reader = store.reader().await.unwrap();
    verify::find(&mut reader, &probe, person).await.unwrap()
}

fn of(bytes: &[u8]) -> Probe {
    Probe::Sha256(sha256(bytes))
}

/// Version 1, never acknowledged; version 2, acknowledged, with its page and its memo.
async fn two_versions(store: &Store) -> (i64, i64) {
    let plan = sample_office(store).await;
    let others = office(store, OTHER_OFFICE, OTHERS).await;
    let first = compiled(store, &plan, 1, numbered(&plan, 1)).await;
    made(store, &plan, first, DocumentKind::Report, b"version 1").await;
    let snapshot = numbered(&plan, 2);
    let second = compiled(store, &plan, 1, snapshot.clone()).await;
    let hash = made(store, &plan, second, DocumentKind::Report, b"version 2").await;
    acknowledged(store, &plan, 1, second, &snapshot, &hash).await;
    made(
        store,
        &plan,
        second,
        DocumentKind::Acknowledged,
        b"version 2, acknowledged",
    )
    .await;
    made(store, &plan, second, DocumentKind::Memo, b"memo").await;
    (person(&plan, REPORTER).0, person(&others, OTHERS + 2).0)
}

#[tokio::test]
async fn a_file_is_known_byte_for_byte_and_only_to_people_of_its_office() {
    for_each_database(|db| async move {
        let store = &db.store;
        let (mine, other) = two_versions(store).await;
        for (bytes, verdict) in [
            (&b"version 1"[..], Verdict::Older),
            (b"version 2", Verdict::Acknowledged),
            (b"version 2, acknowledged", Verdict::Acknowledged),
            (b"memo", Verdict::Memo),
        ] {
            let found = find(store, of(bytes), Some(mine)).await.unwrap();
            assert_eq!(found.verdict(), verdict);
            let by = found.acknowledged.map(|decision| decision.name);
            assert_eq!(by.is_some(), verdict != Verdict::Older);
            assert_eq!(
                find(store, of(bytes), Some(other)).await,
                None,
                "another office's"
            );
            assert!(
                find(store, of(bytes), None).await.is_some(),
                "the one who runs it"
            );
        }
        assert_eq!(
            find(store, of(b"version 3"), Some(mine)).await,
            None,
            "one byte is another"
        );

        let code = ShortCode::of(&sha256(b"version 2")).unwrap();
        let found = find(store, Probe::Code(code), Some(mine)).await.unwrap();
        assert_eq!((found.version, found.kind), (2, DocumentKind::Report));
        assert_eq!(find(store, Probe::Code(code), Some(other)).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_code_read_off_paper_is_answered_in_the_chat_and_reveals_nothing_to_others() {
    for_each_database(|db| async move {
        two_versions(&db.store).await;
        let chats = Chats::new(&db.store, L10n::new(), NOW);
        chats.answers().await;
        let code = ShortCode::of(&sha256(b"version 2")).unwrap().to_string();
        let thai = rapsap::domain::numerals::to_thai(&code.to_lowercase());
        let hands = Hands::of(&chats, REPORTER);
        for typed in [&code, &thai, &code.replace('-', "")] {
            hands
                .types(typed)
                .await
                .has(&["ผู้บริหารรับทราบแล้ว", "ฉบับที่ ๒", "นายสมมุติ รับทราบ"]);
        }
        hands.types("KY3D1-0C89H").await.has(&["ไม่พบรหัสนี้"]);
        // Words are words, and the question of the button takes either.
        hands.types("สวัสดีครับ").await.lacks(&["ไม่พบรหัสนี้"]);
        hands.types("/verify").await.has(&["ส่งไฟล์ที่ต้องการตรวจสอบ"]);
        hands.types("อะไรก็ได้").await.has(&["ส่งไฟล์ที่ต้องการตรวจสอบ"]);
        hands
            .types(&format!("รหัส {code}"))
            .await
            .has(&["ผู้บริหารรับทราบแล้ว"]);

        let other = Hands::of(&chats, OTHERS + 2);
        other
            .types(&code)
            .await
            .has(&["ไม่พบรหัสนี้"])
            .lacks(&["บุ่งคล้า"]);
        let stranger = Hands::of(&chats, 999);
        stranger.types(&code).await.lacks(&["บุ่งคล้า", "ฉบับที่", "รหัส"]);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_sent_is_hashed_and_answered_and_never_kept() {
    for_each_database(|db| async move {
        let store = &db.store;
        two_versions(store).await;
        let chats = Chats::new(store, L10n::new(), NOW);
        chats.answers().await;
        let document = || {
            json!({ "document": {
                "file_id": "BQ", "file_unique_id": "u", "file_name": "รายงาน.pdf", "file_size": 9,
            }})
        };
        for (chat, bytes, said) in [
            (REPORTER, &b"version 2, acknowledged"[..], "ผู้บริหารรับทราบแล้ว"),
            (REPORTER, b"version 2, acknowledgeD", "ไม่ตรงกับเอกสารใด"),
            (REPORTER, b"version 1", "รายงานฉบับเก่า"),
            (REPORTER, b"memo", "บันทึกข้อความการรับทราบ"),
            (OTHERS + 2, b"version 2, acknowledged", "ไม่ตรงกับเอกสารใด"),
        ] {
            let update = chats.message(chat, document());
            let answers = chats.send(vec![(chat, update)]).await;
            assert!(answers[&chat].says("checking-file"));
            let wanted = file_checks::oldest_wanted(store, chats.now()).await.unwrap().unwrap();
            file_checks::settle(store, wanted.id, Some(&sha256(bytes)), chats.now()).await.unwrap();
            let answers = chats.answers().await;
            let shown = answers[&chat].shown.last().unwrap();
            assert!(shown.text.contains(said), "{}", shown.text);
        }
        assert_eq!(count(store, "SELECT COUNT(*) FROM evidence_file").await, 0);
        // One that Telegram does not give.
        let update = chats.message(REPORTER, document());
        chats.send(vec![(REPORTER, update)]).await;
        let wanted = file_checks::oldest_wanted(store, chats.now()).await.unwrap().unwrap();
        file_checks::settle(store, wanted.id, None, chats.now()).await.unwrap();
        assert!(chats.answers().await[&REPORTER].says("check-lost"));
        // A photo is another picture of the paper: nothing is said of it but that.
        let photo = json!({ "photo": [{ "file_id": "A", "file_unique_id": "b", "width": 9, "height": 9 }] });
        chats.text(REPORTER, "/verify").await;
        let update = chats.message(REPORTER, photo);
        assert!(chats.send(vec![(REPORTER, update)]).await[&REPORTER].says("check-as-file"));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_could_not_be_made_is_offered_once_more_and_then_sent() {
    for_each_database(|db| async move {
        let store = &db.store;
        two_versions(store).await;
        let chats = Chats::new(store, L10n::new(), NOW);
        chats.answers().await;
        let office = count(store, "SELECT MIN(office_id) FROM report").await;
        let report = ReportId(count(store, "SELECT MAX(id) FROM report").await);
        let mut tx = store.begin().await.unwrap();
        documents::want(
            store,
            &mut tx,
            office,
            report,
            DocumentKind::Filing,
            REPORTER,
            NOW,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let wanted = documents::oldest_wanted(store, &[]).await.unwrap().unwrap();
        assert_eq!(wanted.kind, DocumentKind::Filing);
        documents::failed(store, wanted.document, "evidence is on its way", NOW)
            .await
            .unwrap();
        let told = chats.answers().await;
        let shown = told[&REPORTER].shown.last().unwrap();
        assert!(shown.text.contains("กรุณากดอีกครั้ง"), "{}", shown.text);
        assert!(
            shown
                .buttons
                .iter()
                .any(|(label, _)| label.contains("ไฟล์สำหรับเผยแพร่"))
        );

        let hands = Hands::of(&chats, REPORTER);
        hands.types("/status").await;
        hands.presses("ขอไฟล์อีกครั้ง").await;
        for label in ["Word", "Excel", "บันทึกข้อความรับทราบ"]
        {
            assert!(
                hands.labels().iter().any(|shown| shown.contains(label)),
                "{label}"
            );
        }
        hands
            .presses("ไฟล์สำหรับเผยแพร่")
            .await
            .has(&["ไฟล์ทั้งหมดสำหรับเผยแพร่"]);
        assert_eq!(
            count(store, "SELECT COUNT(*) FROM audit WHERE action = 'export'").await,
            1
        );
    })
    .await;
}

/// Two files of measure 2, whose unit is the second contributor's: the first was filed, the second was not.
async fn evidence(store: &Store) -> OfficePlan {
    let plan = sample_office(store).await;
    office(store, OTHER_OFFICE, OTHERS).await;
    let measure = &plan.measures[1];
    let mut posts = plan.posts.iter();
    let post = posts.find(|post| plan.may_report(post, measure)).unwrap();
    let sender = post.holder.as_ref().unwrap();
    let mut tx = store.begin().await.unwrap();
    for (id, bytes) in [(71, &b"an order"[..]), (72, b"a photo")] {
        let incoming = IncomingFile {
            telegram_file_id: format!("BQ{id}"),
            telegram_unique_id: format!("u{id}"),
            photo: false,
            name: Some("คำสั่ง.pdf".into()),
            mime: None,
            size: None,
        };
        let new = NewFile {
            id: FileId(id),
            office: plan.office.0,
            measure: measure.id,
            person: sender.person.0,
            chat: sender.chat,
            incoming,
        };
        evidence::want(&mut tx, &[new], NOW).await.unwrap();
        sqlx::query("UPDATE evidence_file SET status = 'kept', sha256 = $1, kind = 'application/pdf' WHERE id = $2")
            .bind(sha256(bytes))
            .bind(id)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    let item = ResultItem {
        files: vec![file(71, Some("คำสั่ง.pdf"), false)],
        ..ResultItem::new(Content::Text {
            text: "มีการประชุมชี้แจง".into(),
            subitems: Vec::new(),
        })
    };
    let filing = NewFiling {
        id: store.id(NOW),
        office: plan.office.0,
        measure: measure.id,
        person: sender.person.0,
        post: post.id.0,
        filing: Filing {
            revision: 1,
            quarter: Quarter::Second,
            reason: None,
            by: post.name.clone(),
            at: NOW,
            progress: Progress {
                results: vec![item],
                ..Progress::default()
            },
        },
    };
    facts::file(&mut tx, &[filing], NOW).await.unwrap();
    tx.commit().await.unwrap();
    plan
}

#[tokio::test]
async fn a_file_of_the_evidence_is_known_to_whoever_may_see_it_and_to_nobody_else() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = evidence(store).await;
        let chats = Chats::new(store, L10n::new(), NOW);
        chats.answers().await;
        let chat_of = |post: &Post| post.holder.as_ref().unwrap().chat;
        let measure = &plan.measures[1];
        let others = plan
            .posts
            .iter()
            .find(|post| post.role == Role::Contributor && !plan.may_report(post, measure));
        let own = plan
            .posts
            .iter()
            .find(|post| plan.may_report(post, measure));
        let (own, other) = (chat_of(own.unwrap()), chat_of(others.unwrap()));
        let filed = "หลักฐานของมาตรการที่ ๒";
        for (chat, bytes, said) in [
            (REPORTER, &b"an order"[..], "ตามที่ยื่นไว้ในรายงานไตรมาสที่ ๒"),
            (4, b"an order", filed),
            (own, b"an order", filed),
            (REPORTER, b"a photo", "ไม่อยู่ในผลการดำเนินงานที่ยื่นล่าสุด"),
            (REPORTER, b"an orded", "ไม่ตรงกับเอกสารใด"),
            (other, b"an order", "ไม่ตรงกับเอกสารใด"),
            (OTHERS + 2, b"an order", "ไม่ตรงกับเอกสารใด"),
        ] {
            chats.text(chat, "/verify").await;
            let update = chats.message(
                chat,
                json!({ "document": {
                    "file_id": "BQ", "file_unique_id": "w", "file_name": "คำสั่ง.pdf", "file_size": 9,
                }}),
            );
            chats.send(vec![(chat, update)]).await;
            let wanted = file_checks::oldest_wanted(store, chats.now())
                .await
                .unwrap()
                .unwrap();
            file_checks::settle(store, wanted.id, Some(&sha256(bytes)), chats.now())
                .await
                .unwrap();
            let answers = chats.answers().await;
            let shown = answers[&chat].shown.last().unwrap();
            assert!(shown.text.contains(said), "{chat}: {}", shown.text);
            assert_eq!(
                shown.text.contains(filed),
                said != "ไม่ตรงกับเอกสารใด",
                "{}",
                shown.text
            );
        }
        // Typed as its hash it is the same.
        let typed = chats.text(REPORTER, &sha256(b"an order")).await;
        assert!(typed.shown[0].text.contains(filed));
        let mut reader = store.reader().await.unwrap();
        let all = verify::evidence(&mut reader, &sha256(b"an order"), None)
            .await
            .unwrap();
        assert_eq!(
            (all[0].number, &all[0].quarters[..]),
            (2, &[Quarter::Second][..])
        );
    })
    .await;
}
