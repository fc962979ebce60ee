//! Copies of everything, and moves from one database to another: whatever comes out at the other end is what went
//! in, and what is damaged changes nothing.

mod bucket;
mod damaged;
mod lost_answer;
mod moved;
mod restored;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use rapsap::keeping::{self, Place, Rooms};
use rapsap::store::audit::{self, Entry};
use rapsap::store::blobs::Blobs;
use rapsap::store::evidence_store::EvidenceStore;
use rapsap::store::whole::Taken;
use rapsap::store::{Store, migrations, reports};
use serde_json::json;
use sqlx::{AssertSqlSafe, Executor};

use crate::cli::{rapsap, run};
use crate::databases::{NOW, sample_office};
use crate::filing::by_command::two_versions;

/// Every row of every table, in an order of its own; how often the database was opened is left out.
pub async fn rows(url: &str) -> BTreeMap<String, Vec<String>> {
    let mut taken = Taken::of(url).await.unwrap();
    let mut all = BTreeMap::new();
    for mut table in taken.shape.tables.clone() {
        table.columns.sort_by(|one, other| one.0.cmp(&other.0));
        let mut rows = Vec::new();
        let each = async |row| {
            rows.push(serde_json::to_string(&row).unwrap());
            Ok(())
        };
        taken.rows(&table, each).await.unwrap();
        rows.sort();
        all.insert(table.name, rows);
    }
    taken.close().await.unwrap();
    all.remove("process").unwrap();
    all
}

/// An office whose report is acknowledged, with evidence, in the database at `url` and the folder.
pub async fn acknowledged(url: &str, folder: &Path) {
    let store = Store::open(url).await.unwrap();
    let plan = sample_office(&store).await;
    let (report, _) = two_versions(&store, &plan, folder).await;
    let documents = Blobs::open(folder.join("documents")).unwrap();
    for version in ["version 1", "version 2"] {
        documents.put(version.into()).await.unwrap();
    }
    // What was decided stands in the record, as the worker writes it.
    let mut tx = store.begin().await.unwrap();
    let decisions = reports::decisions(&mut tx, &[report.0]).await.unwrap();
    let entries = decisions[&report].iter().map(|decision| Entry {
        id: store.id(NOW),
        at: NOW,
        office: Some(plan.office.0),
        person: Some(decision.person.0),
        action: "decide",
        subject: Some(report.0),
        detail: json!({ "decision": decision }),
    });
    audit::write(&mut tx, entries.collect()).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    // Asking for the first time makes what is filed along.
    exported(url, folder);
}

/// Rows of every table, as these versions of the program wrote them, in the database at `url`.
pub async fn a_row_of_everything(url: &str, these: RangeInclusive<i64>) {
    for version in migrations::versions().filter(|version| these.contains(version)) {
        let sample = format!("tests/fixtures/migrations/{version:04}.sql");
        let sample = std::fs::read_to_string(&sample).unwrap();
        let pool = migrations::run_up_to(url, version).await.unwrap();
        pool.execute(sqlx::raw_sql(AssertSqlSafe(sample)))
            .await
            .unwrap();
        pool.close().await;
    }
}

/// Types a command about this installation; gives whether it went well, and what it said.
fn types(url: &str, folder: &Path, words: &[&str]) -> (bool, String) {
    types_with(&[], url, folder, words)
}

/// Likewise, with more in the environment.
fn types_with(
    env: &[(String, String)],
    url: &str,
    folder: &Path,
    words: &[&str],
) -> (bool, String) {
    let (command, rest) = words.split_first().unwrap();
    let (well, out, err) = run(rapsap()
        .arg(command)
        .args(["--database", url, "--data-dir"])
        .arg(folder)
        .args(rest)
        .envs(env.iter().cloned()));
    (well, out + &err)
}

/// Likewise, where it must go well.
fn does(url: &str, folder: &Path, words: &[&str]) -> String {
    let (well, said) = types(url, folder, words);
    assert!(well, "{words:?}: {said}");
    said
}

/// What is filed of the acknowledged report, as a ZIP.
fn exported(url: &str, folder: &Path) -> Vec<u8> {
    let zip = tempfile::tempdir().unwrap();
    let path = zip.path().join("filing.zip");
    does(url, folder, &["export", path.to_str().unwrap()]);
    std::fs::read(path).unwrap()
}

async fn backup(url: &str, folder: &Path, to: &Path) -> anyhow::Result<keeping::Written> {
    let rooms = Rooms {
        blobs: Blobs::open(folder.join("documents")).unwrap(),
        evidence: EvidenceStore::folder(&folder.join("evidence")).unwrap(),
    };
    keeping::backup(Taken::of(url).await?, &rooms, to, Vec::new(), NOW).await
}

fn place(url: &str, folder: &Path) -> Place {
    Place {
        database: url.to_owned(),
        data_dir: folder.to_owned(),
        documents: folder.join("documents"),
        evidence: folder.join("evidence"),
        bucket: None,
        patience: keeping::PATIENCE,
    }
}

async fn restore(url: &str, folder: &Path, from: &Path) -> anyhow::Result<keeping::Restored> {
    keeping::restore(&place(url, folder), from, Vec::new()).await
}

pub fn sqlite(folder: &Path) -> String {
    format!("sqlite:{}?mode=rwc", folder.join("rapsap.db").display())
}

/// A copy of an acknowledged office on SQLite, and the folder that all of it lies in.
async fn a_copy() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let url = sqlite(dir.path());
    acknowledged(&url, dir.path()).await;
    let copy = dir.path().join("copy.tar");
    backup(&url, dir.path(), &copy).await.unwrap();
    (dir, copy)
}
