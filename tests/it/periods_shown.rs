//! What the reporter sees of the periods, as snapshots: the choice, a report that lacks something, what is found in
//! it, and every version.

use rapsap::dialogue::Action;
use rapsap::domain::calendar::Quarter;
use rapsap::store::{Store, offices};

use crate::next_plan::office::{Office, REPORTER, at};
use crate::next_plan::shown::written;

async fn script(language: &'static str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("t.db").display());
    let store = Store::open(&url).await.unwrap();
    // Between the first quarter's end and its due date.
    let mut office = Office::opened(&store, at(2023, 1, 10)).await;
    office.files_from(3, &[Quarter::First]).await;
    let mut tx = store.begin().await.unwrap();
    sqlx::query("UPDATE person SET language = $1 WHERE chat_id = 1")
        .bind(language)
        .execute(&mut *tx)
        .await
        .unwrap();
    offices::revised(&mut tx, &[office.plan.office.0])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    office.chats.restart();
    let id = office.plan.office;
    let mut lines = String::new();
    for (said, action) in [
        ("(board)", Action::Board(id)),
        ("(periods)", Action::Periods(id)),
        ("(third quarter)", Action::CompileFor(id, 3)),
        ("(first quarter)", Action::CompileFor(id, 1)),
        (
            "(first quarter, with what there is)",
            Action::CompileForAnyway(id, 1),
        ),
        ("(what is found in it)", Action::ReadinessFor(id, 1)),
        ("(the same as a file)", Action::ReadinessPageFor(id, 1)),
        (
            "(six months, with what there is)",
            Action::CompileForAnyway(id, 5),
        ),
        ("(every version)", Action::Versions(id, 0)),
    ] {
        written(&mut lines, said, &office.does(REPORTER, action).await);
    }
    store.close().await;
    // A file's hash is made of its id.
    let hash = regex::Regex::new("[0-9a-f]{64}").unwrap();
    hash.replace_all(&lines, "(SHA-256)").into_owned()
}

#[tokio::test]
async fn the_periods_in_thai() {
    insta::assert_snapshot!(script("th").await);
}

#[tokio::test]
async fn the_periods_in_english() {
    insta::assert_snapshot!(script("en").await);
}
