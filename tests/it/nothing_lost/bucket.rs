//! Evidence in a bucket that does not answer for a while: what is sent waits at Telegram's, a report waits for its
//! photos, and both go on by themselves.

use rapsap::domain::office::Role;
use rapsap::store::Store;

use super::health::Health;
use super::office;
use super::program::{PATIENCE, Program};
use super::telegram;
use crate::evidence::picture;
use crate::evidence::store::{bucket, variables};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_does_not_answer_for_a_while_costs_neither_a_photo_nor_a_report() {
    let telegram = telegram().await;
    let (objects, endpoint, _server) = bucket().await;
    let answers = |well: bool| *objects.busy.lock().unwrap() = if well { 0 } else { u32::MAX };
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("rapsap.db").display());
    let store = Store::open(&url).await.unwrap();
    let office = office::open(&store, &telegram, 1).await.unwrap();
    let (officer, reporter) = (
        &office.at_phones(Role::Contributor)[0],
        &office.at_phones(Role::Reporter)[0],
    );
    let mut program = Program::new(&url, &telegram.api_url(), folder.path());
    for (name, value) in variables(&endpoint) {
        let known = [
            "AWS_ENDPOINT",
            "AWS_REGION",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
        ];
        if let Some(name) = known.into_iter().find(|known| **known == *name) {
            program.env.push((name, value));
        }
    }
    let place = "s3://office/evidence".to_owned();
    program.env.push(("RAPSAP_EVIDENCE", place));
    let health = Health::of(&mut program);
    program.start();
    health.is_ready(&program).await;
    answers(false);
    office::reports(officer, Some(picture(40, "one"))).await;
    health
        .says(&program, "evidence", "files cannot be kept")
        .await;
    answers(true);
    program.says("a file is kept").await;
    // The photo, and the sizes that are made of it.
    assert_eq!(objects.objects.lock().unwrap().len(), 2);
    health.is_ready(&program).await;
    office::compiles(reporter).await;
    answers(false);
    office::presses(reporter, "รวบรวมเท่าที่มี").await;
    health.says(&program, "printer", "documents wait").await;
    answers(true);
    reporter.gets_file("รายงานฉบับที่ ๑").await;
    health.is_ready(&program).await;
    assert!(telegram.wait_until_confirmed(PATIENCE).await);
    program.terminate();
    for secret in ["marked-secret", "AKIATEST"] {
        assert_eq!(program.said(secret), 0, "{secret} is in the log");
    }
    store.close().await;
}
