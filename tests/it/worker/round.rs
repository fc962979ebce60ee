//! The year's round in facts: drafts, filings, returns, versions, decisions, files.

use rapsap::domain::office::DocumentId;
use rapsap::store::documents::{self, DocumentKind};
use rapsap::store::{Store, offices};

use super::script::{answers, say, worker};
use crate::databases::{NOW, count, for_each_database, sample_office};

async fn all(store: &Store) {
    let worker = worker(store);
    while worker.turn().await.unwrap() > 0 {}
}

#[tokio::test]
async fn a_measure_is_drafted_filed_returned_and_filed_again() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        // Chats 5 and 6 report, 2 verifies; everything arrives at once.
        say(store, &[(5, "save 1 ก"), (6, "standing 1"), (2, "echo x")]).await;
        say(
            store,
            &[(5, "file 1 ก"), (2, "return 1 ขาดวันที่"), (6, "standing 1")],
        )
        .await;
        all(store).await;
        assert_eq!(answers(store, 6).await, ["Draft -", "Returned ขาดวันที่"]);
        assert_eq!(count(store, "SELECT COUNT(*) FROM draft").await, 0);
        say(store, &[(5, "file 1 ข"), (6, "standing 1")]).await;
        all(store).await;
        assert_eq!(answers(store, 6).await[2], "Filed -");
        assert_eq!(count(store, "SELECT MAX(revision) FROM filing").await, 2);
        assert_eq!(
            count(
                store,
                "SELECT COUNT(*) FROM returned WHERE resolved_at IS NULL"
            )
            .await,
            0
        );
        assert_eq!(
            count(
                store,
                "SELECT COUNT(*) FROM audit WHERE action IN ('file', 'return')"
            )
            .await,
            3
        );
    })
    .await;
}

#[tokio::test]
async fn who_comes_later_in_a_batch_sees_the_draft_that_was_saved_before() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        say(store, &[(5, "await 1"), (6, "await 1")]).await;
        all(store).await;
        say(store, &[(5, "save 1 ของคนแรก"), (6, "draft")]).await;
        assert_eq!(worker(store).turn().await.unwrap(), 2);
        assert!(answers(store, 6).await[1].contains("ของคนแรก"));
    })
    .await;
}

#[tokio::test]
async fn after_a_change_that_is_not_followed_the_office_waits_for_the_next_batch() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        say(
            store,
            &[(2, "return 1 เหตุผล"), (5, "standing 1"), (99, "echo x")],
        )
        .await;
        let worker = worker(store);
        assert_eq!(worker.turn().await.unwrap(), 2, "a stranger need not wait");
        assert_eq!(worker.turn().await.unwrap(), 1);
        assert_eq!(answers(store, 5).await, ["Returned เหตุผล"]);
    })
    .await;
}

#[tokio::test]
async fn a_version_is_frozen_printed_decided_and_superseded() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        say(store, &[(1, "compile")]).await;
        all(store).await;
        let wanted = documents::oldest_wanted(store, &[]).await.unwrap().unwrap();
        assert_eq!((wanted.kind, wanted.snapshot.version, wanted.report_sha256.as_deref()), (DocumentKind::Report, 1, None));
        assert_eq!(documents::file(store, wanted.document).await.unwrap(), None);

        let sha = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        documents::done(store, wanted.document, sha, 4, NOW + 1).await.unwrap();
        assert!(documents::done(store, wanted.document, sha, 4, NOW + 2).await.is_err(), "once only");
        all(store).await;
        let id = wanted.document.0;
        assert_eq!(
            answers(store, 1).await,
            ["compiling".to_owned(), "printed false Some(Compiled)".to_owned(), format!("file {id}")]
        );
        let file = documents::file(store, wanted.document).await.unwrap().unwrap();
        assert_eq!((file.report_version, file.fiscal_year, file.office_short_name.as_str()), (1, 2566, "อบต.บุ่งคล้า"));
        documents::remember_file_id(store, wanted.document, "BQAC").await.unwrap();
        let file = documents::file(store, wanted.document).await.unwrap().unwrap();
        assert_eq!(file.telegram_file_id.as_deref(), Some("BQAC"));

        say(store, &[(4, "acknowledge")]).await;
        all(store).await;
        let wanted = documents::oldest_wanted(store, &[]).await.unwrap().unwrap();
        assert_eq!((wanted.kind, wanted.report_sha256.as_deref()), (DocumentKind::Acknowledged, Some(sha)));
        assert_eq!((wanted.decisions.len(), wanted.decisions[0].note.as_deref()), (1, Some("ทราบ")));
        documents::failed(store, wanted.document, "no font", NOW + 3).await.unwrap();
        all(store).await;
        // Whoever is the reporter now is told, though the executive wanted it.
        assert_eq!(answers(store, 4).await, ["acknowledged"]);
        let told = answers(store, 1).await.pop();
        assert_eq!(told.as_deref(), Some("printed true Some(Acknowledged)"));

        // What was acknowledged stays so; what was not is superseded.
        for _ in 0..2 {
            say(store, &[(1, "compile")]).await;
            all(store).await;
        }
        let stages = "SELECT COUNT(*) FROM report WHERE stage LIKE '%acknowledged%' OR stage LIKE '%superseded%'";
        assert_eq!(count(store, stages).await, 2);
        assert_eq!(count(store, "SELECT MAX(version) FROM report").await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_wanted_already_is_not_wanted_twice() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        say(store, &[(1, "compile")]).await;
        all(store).await;
        let wanted = documents::oldest_wanted(store, &[]).await.unwrap().unwrap();
        let mut tx = store.begin().await.unwrap();
        let again = documents::want(
            store,
            &mut tx,
            plan.office.0,
            wanted.report,
            DocumentKind::Report,
            1,
            NOW,
        )
        .await;
        assert!(!again.unwrap());
        tx.commit().await.unwrap();
        assert!(
            documents::file(store, DocumentId(1))
                .await
                .unwrap()
                .is_none()
        );
        assert_eq!(offices::all(store).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_change_of_language_reaches_the_messages_of_others() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let reporter = plan.posts[0].holder.as_ref().unwrap().person.0;
        say(store, &[(1, "language en")]).await;
        all(store).await;
        say(store, &[(5, &format!("tell {reporter} hello"))]).await;
        all(store).await;
        let english = "SELECT COUNT(*) FROM outbox WHERE chat_id = 1 AND language = 'en' \
                       AND body LIKE '%\"show\"%'";
        assert_eq!(count(store, english).await, 2);
    })
    .await;
}
