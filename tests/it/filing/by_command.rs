//! `rapsap export` and `rapsap verify`, as the one who runs the bot types them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rapsap::domain::calendar::Quarter;
use rapsap::domain::incoming::IncomingFile;
use rapsap::domain::office::{FileId, MeasureId, ReportId};
use rapsap::domain::period::Period;
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::report::{DocumentKind, Snapshot};
use rapsap::filing::{Of, Rooms, Zip};
use rapsap::l10n::L10n;
use rapsap::press::Press;
use rapsap::store::blobs::{Blobs, sha256};
use rapsap::store::evidence::{self, Kept, NewFile};
use rapsap::store::evidence_store::EvidenceStore;
use rapsap::store::{Store, reports};

use super::town::unzipped;
use super::version::{acknowledged, compiled, made, numbered};
use crate::cli::{rapsap, run};
use crate::databases::{NOW, count, for_each_database, person, sample_office};

/// Kept under the ids that the snapshot's files have: 11 to 13, not 14 to 16.
async fn with_evidence(store: &Store, plan: &OfficePlan, folder: &Path) {
    let bytes = EvidenceStore::folder(folder).unwrap();
    for id in 11..=13 {
        let file = NewFile {
            id: FileId(id),
            office: plan.office.0,
            measure: MeasureId(plan.measures[0].id.0),
            person: person(plan, 1).0,
            chat: 1,
            incoming: IncomingFile {
                telegram_file_id: format!("f{id}"),
                telegram_unique_id: format!("u{id}"),
                photo: id == 12,
                name: None,
                mime: None,
                size: None,
            },
        };
        let mut tx = store.begin().await.unwrap();
        evidence::want(&mut tx, &[file], NOW).await.unwrap();
        tx.commit().await.unwrap();
        let kept = Kept {
            sha256: bytes
                .put(format!("evidence {id}").into_bytes())
                .await
                .unwrap(),
            kind: if id == 12 {
                "image/jpeg"
            } else {
                "application/pdf"
            }
            .to_owned(),
            size: 11,
        };
        evidence::keep(store, FileId(id), &kept, NOW).await.unwrap();
    }
}

/// Version 1, never acknowledged; version 2, acknowledged, with its files and its evidence. Gives the second
/// and the hash of what was acknowledged.
pub async fn two_versions(store: &Store, plan: &OfficePlan, dir: &Path) -> (ReportId, String) {
    let blobs = Blobs::open(dir.join("documents")).unwrap();
    let first = compiled(store, plan, 1, numbered(plan, 1)).await;
    made(store, plan, first, DocumentKind::Report, b"version 1").await;
    let snapshot = numbered(plan, 2);
    let second = compiled(store, plan, 1, snapshot.clone()).await;
    let hash = made(store, plan, second, DocumentKind::Report, b"version 2").await;
    acknowledged(store, plan, 1, second, &snapshot, &hash).await;
    for (kind, bytes) in [
        (DocumentKind::Acknowledged, &b"version 2, acknowledged"[..]),
        (DocumentKind::Memo, b"memo"),
    ] {
        blobs.put(bytes.to_vec()).await.unwrap();
        made(store, plan, second, kind, bytes).await;
    }
    with_evidence(store, plan, &dir.join("evidence")).await;
    (second, hash)
}

#[tokio::test]
async fn evidence_that_is_too_large_for_a_chat_stays_out_and_the_filing_says_so() {
    for_each_database(|db| async move {
        let dir = tempfile::tempdir().unwrap();
        let plan = sample_office(&db.store).await;
        let (report, _) = two_versions(&db.store, &plan, dir.path()).await;
        let l10n = Arc::new(L10n::new());
        let rooms = Rooms {
            store: db.store.clone(),
            blobs: Blobs::open(dir.path().join("documents")).unwrap(),
            evidence: EvidenceStore::folder(&dir.path().join("evidence")).unwrap(),
            l10n: l10n.clone(),
            press: Press::itself(l10n),
            now: NOW,
        };
        let snapshot = numbered(&plan, 2);
        let decisions = {
            let mut reader = db.store.reader().await.unwrap();
            reports::decisions(&mut reader, &[report.0])
                .await
                .unwrap()
                .remove(&report)
                .unwrap()
        };
        let of = Of {
            office: plan.office.0,
            report,
            snapshot: &snapshot,
            decisions: &decisions,
        };
        for (most, left_out) in [(None, 0), (Some(48 << 20), 0), (Some(90), 3)] {
            let contents = rooms.contents(&of, most).await.unwrap();
            assert_eq!(
                (contents.left_out, contents.lacking),
                (left_out, 3),
                "{most:?}"
            );
            let zip = Zip::new(std::io::Cursor::new(Vec::new()));
            let zip = rooms.fill(contents, zip).await.unwrap().finish().unwrap();
            let files = unzipped(zip.get_ref());
            let evidence = files
                .keys()
                .filter(|name| name.contains("/หลักฐาน/"))
                .count();
            assert_eq!(evidence, 3 - left_out);
            let said = files
                .iter()
                .find(|(name, _)| name.ends_with(".txt"))
                .unwrap()
                .1;
            let said = String::from_utf8_lossy(said);
            assert_eq!(said.contains("ไม่ได้แนบหลักฐาน ๓ ไฟล์"), left_out > 0, "{said}");
            let index = files
                .iter()
                .find(|(name, _)| name.ends_with(".csv"))
                .unwrap()
                .1;
            assert!(String::from_utf8_lossy(index).contains(&sha256(b"evidence 11")));
        }
        // What was acknowledged before there were memos gets its memo now, the same every time.
        let mut tx = db.store.begin().await.unwrap();
        sqlx::query("DELETE FROM document WHERE kind = 'memo'")
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut memos = Vec::new();
        for _ in 0..2 {
            let contents = rooms.contents(&of, None).await.unwrap();
            let zip = Zip::new(std::io::Cursor::new(Vec::new()));
            let zip = rooms.fill(contents, zip).await.unwrap().finish().unwrap();
            let files = unzipped(zip.get_ref());
            let memo = files.iter().find(|(name, _)| name.contains("/บันทึกข้อความ"));
            memos.push(memo.unwrap().1.clone());
        }
        assert!(memos[0].starts_with(b"%PDF") && memos[0] == memos[1]);
        assert_eq!(
            count(
                &db.store,
                "SELECT COUNT(*) FROM document WHERE kind = 'memo'"
            )
            .await,
            1
        );
        // One that is still on its way keeps a chat's ZIP from being made, not the command's.
        let mut tx = db.store.begin().await.unwrap();
        sqlx::query("UPDATE evidence_file SET status = 'wanted' WHERE id = 11")
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(rooms.contents(&of, Some(48 << 20)).await.is_err());
        assert_eq!(rooms.contents(&of, None).await.unwrap().lacking, 4);
    })
    .await;
}

fn files_of(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        match entry.file_type().unwrap().is_dir() {
            true => files_of(&entry.path(), &format!("{name}/"), files),
            false => drop(files.insert(name, std::fs::read(entry.path()).unwrap())),
        }
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_exported_the_same_every_time_and_verified_by_file_and_code() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", dir.path().join("rapsap.db").display());
    let store = Store::open(&url).await.unwrap();
    let plan = sample_office(&store).await;
    let here = |command: &mut std::process::Command| run(command.arg("--data-dir").arg(dir.path()));
    let path = |name: &str| dir.path().join(name);
    let (well, _, err) = here(rapsap().arg("export").arg(path("early.zip")));
    assert!(!well && err.contains("no report is acknowledged"), "{err}");

    let hash = two_versions(&store, &plan, dir.path()).await.1;
    store.close().await;

    for name in ["a.zip", "b.zip", "folder"] {
        let (well, out, err) = here(rapsap().arg("export").arg(path(name)));
        assert!(
            well && out.contains("version 2 of fiscal year 2566"),
            "{out}{err}"
        );
        assert!(out.contains("3 files of evidence are not kept"), "{out}");
    }
    let zip = std::fs::read(path("a.zip")).unwrap();
    assert!(
        zip == std::fs::read(path("b.zip")).unwrap(),
        "the same bytes"
    );
    let files = unzipped(&zip);
    let mut folder = BTreeMap::new();
    files_of(&path("folder"), "", &mut folder);
    assert!(files == folder, "{:?} {:?}", files.keys(), folder.keys());
    let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "SHA256SUMS") {
        assert!(
            sums.contains(&format!("{}  {name}\n", sha256(bytes))),
            "{name}"
        );
    }
    let photo = files
        .iter()
        .find(|(name, _)| name.ends_with(".jpg"))
        .unwrap();
    assert_eq!(photo.1, b"evidence 12");
    // What is there already is not mixed with another export.
    let (well, _, err) = here(rapsap().arg("export").arg(path("folder")));
    assert!(!well && err.contains("cannot be made"), "{err}");
    let (well, _, err) = here(
        rapsap()
            .args(["export", "--year", "2560"])
            .arg(path("c.zip")),
    );
    assert!(!well && err.contains("no report is acknowledged"), "{err}");

    for (bytes, genuine, said) in [
        (
            &b"version 2, acknowledged"[..],
            true,
            "the executive acknowledged",
        ),
        (b"version 2", true, "the executive acknowledged"),
        (b"memo", true, "the memo"),
        (b"version 1", false, "an older version"),
        (b"version 2, acknowledgeD", false, "unknown"),
        (
            b"evidence 11",
            false,
            "evidence that was sent for measure 1",
        ),
    ] {
        std::fs::write(path("file.pdf"), bytes).unwrap();
        let (well, out, err) = here(rapsap().arg("verify").arg(path("file.pdf")));
        assert_eq!(well, genuine, "{out}{err}");
        assert!(
            out.contains(said) && out.contains(&sha256(bytes)),
            "{out}{err}"
        );
    }
    // What was filed along is known as well.
    for (name, _) in files
        .iter()
        .filter(|(name, _)| name.ends_with(".docx") || name.ends_with(".json"))
    {
        let (well, out, err) = here(rapsap().arg("verify").arg(path("folder").join(name)));
        assert!(
            well && out.contains("a file made of the report"),
            "{out}{err}"
        );
    }
    let code = rapsap::domain::short_code::ShortCode::of(&hash)
        .unwrap()
        .to_string();
    let (well, out, err) =
        here(rapsap().args(["verify", &code.to_lowercase(), "--language", "th"]));
    assert!(well && out.contains("ผู้บริหารรับทราบแล้ว"), "{out}{err}");
    let (well, _, err) = here(rapsap().args(["verify", "nowhere.pdf"]));
    assert!(!well && err.contains("cannot be read"), "{err}");
}

#[tokio::test]
async fn a_quarters_report_is_written_and_exported_by_its_period() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}?mode=rwc", dir.path().join("rapsap.db").display());
    let store = Store::open(&url).await.unwrap();
    let plan = sample_office(&store).await;
    two_versions(&store, &plan, dir.path()).await;
    let blobs = Blobs::open(dir.path().join("documents")).unwrap();
    let snapshot = Snapshot {
        period: Period::Quarter(Quarter::First),
        ..numbered(&plan, 1)
    };
    let first = compiled(&store, &plan, 1, snapshot.clone()).await;
    let hash = made(&store, &plan, first, DocumentKind::Report, b"quarter 1").await;
    acknowledged(&store, &plan, 1, first, &snapshot, &hash).await;
    for (kind, bytes) in [
        (DocumentKind::Acknowledged, &b"quarter 1, acknowledged"[..]),
        (DocumentKind::Memo, b"memo of quarter 1"),
    ] {
        blobs.put(bytes.to_vec()).await.unwrap();
        made(&store, &plan, first, kind, bytes).await;
    }
    store.close().await;

    let here = |command: &mut std::process::Command| run(command.arg("--data-dir").arg(dir.path()));
    let path = |name: &str| dir.path().join(name);
    for (period, version) in [("q1", 1), ("year", 2)] {
        let file = path(&format!("{period}.json"));
        let (well, out, err) = here(rapsap().args(["report", "--period", period]).arg(&file));
        let written = format!("version {version} of fiscal year 2566 ({period})");
        assert!(well && out.contains(&written), "{out}{err}");
        let data: serde_json::Value =
            serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        assert_eq!(data["period"], period);
        let zip = path(&format!("{period}.zip"));
        let (well, out, err) = here(rapsap().args(["export", "--period", period]).arg(&zip));
        assert!(well && out.contains(&written), "{out}{err}");
        let files = unzipped(&std::fs::read(zip).unwrap());
        let of_quarter = files
            .values()
            .any(|bytes| bytes == b"quarter 1, acknowledged");
        assert_eq!(of_quarter, period == "q1");
    }
    // Whichever was compiled last, where none is named.
    let (well, out, _) = here(rapsap().arg("report").arg(path("last.json")));
    assert!(well && out.contains("(q1)"), "{out}");
    for command in ["report", "export"] {
        let (well, _, err) = here(
            rapsap()
                .args([command, "--period", "half"])
                .arg(path("h.json")),
        );
        assert!(
            !well
                && err.contains("there is no such version")
                    | err.contains("no report is acknowledged"),
            "{err}"
        );
        let (well, _, err) = here(
            rapsap()
                .args([command, "--period", "q5"])
                .arg(path("h.json")),
        );
        assert!(!well && err.contains("q5"), "{err}");
    }
    let (well, out, err) = here(
        rapsap()
            .args(["readiness", "--period", "q1"])
            .arg(path("readiness.pdf")),
    );
    assert!(well && out.contains("must be mended"), "{out}{err}");
}
