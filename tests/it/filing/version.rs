//! Versions that stand in a database with their files, as the worker and the printer leave them.

use rapsap::domain::office::{ReportId, Role};
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::report::{Decision, DecisionKind, DocumentKind, Snapshot, Stage};
use rapsap::store::blobs::sha256;
use rapsap::store::{Store, documents, reports};

use crate::databases::{NOW, person};
use crate::faces::snapshot;

/// Keeps a version of the office's report. `n` is its number and makes its content.
pub async fn compiled(store: &Store, plan: &OfficePlan, chat: i64, snapshot: Snapshot) -> ReportId {
    let new = reports::NewReport {
        id: ReportId(store.id(NOW)),
        office: plan.office.0,
        plan: plan.plan,
        snapshot,
        missing: Vec::new(),
        person: person(plan, chat).0,
        post: plan.posts[0].id.0,
    };
    let mut tx = store.begin().await.unwrap();
    reports::compile(&mut tx, &new, NOW).await.unwrap();
    tx.commit().await.unwrap();
    new.id
}

/// The snapshot of the real report as this version of this office.
pub fn numbered(plan: &OfficePlan, version: u32) -> Snapshot {
    Snapshot {
        version,
        office_name: plan.name.clone(),
        ..snapshot::with_files()
    }
}

/// Has a file of a version made: of these bytes, which the caller keeps.
pub async fn made(
    store: &Store,
    plan: &OfficePlan,
    report: ReportId,
    kind: DocumentKind,
    bytes: &[u8],
) -> String {
    let mut tx = store.begin().await.unwrap();
    documents::want(store, &mut tx, plan.office.0, report, kind, 1, NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let hash = sha256(bytes);
    loop {
        let wanted = documents::oldest_wanted(store, &[])
            .await
            .unwrap()
            .expect("it is wanted");
        if wanted.kind == kind && wanted.report == report {
            documents::done(store, wanted.document, &hash, bytes.len() as i64, NOW)
                .await
                .unwrap();
            return hash;
        }
        documents::failed(store, wanted.document, "another one first", NOW)
            .await
            .unwrap();
    }
}

/// The decisions of the people of the snapshot, from sending to the acknowledgement of this file.
pub async fn acknowledged(
    store: &Store,
    plan: &OfficePlan,
    chat: i64,
    report: ReportId,
    snapshot: &Snapshot,
    hash: &str,
) {
    let executive = plan.with_role(Role::Executive).next().unwrap();
    let mut tx = store.begin().await.unwrap();
    for taken in snapshot::decisions(snapshot) {
        let stage = match taken.kind {
            DecisionKind::Acknowledged => Stage::Acknowledged,
            _ => Stage::Submitted,
        };
        let taken = Decision {
            post: executive.id,
            person: person(plan, chat),
            sha256: hash.to_owned(),
            ..taken
        };
        let id = store.id(NOW);
        reports::decide(&mut tx, id, plan.office.0, report, &taken, stage)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}
