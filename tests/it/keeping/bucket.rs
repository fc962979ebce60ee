//! Copies of what lies in a bucket, and back into one.

use std::path::Path;

use rapsap::store::evidence_store::EvidenceStore;

use super::{acknowledged, rows, types_with};
use crate::databases::for_each_empty_database;
use crate::evidence::store::{Bucket, bucket, variables};

type Env = Vec<(String, String)>;

/// What says that evidence lies in the bucket, below this prefix.
fn evidence_in(endpoint: &str, prefix: &str) -> Env {
    let mut env = variables(endpoint);
    env.retain(|(name, _)| name.starts_with("AWS_"));
    let place = format!("s3://office/{prefix}");
    env.push(("RAPSAP_EVIDENCE".to_owned(), place));
    env
}

fn does(env: &Env, url: &str, folder: &Path, words: &[&str]) -> String {
    let (well, said) = types_with(env, url, folder, words);
    assert!(well, "{words:?}: {said}");
    said
}

fn exported(env: &Env, url: &str, folder: &Path) -> Vec<u8> {
    let zip = tempfile::tempdir().unwrap();
    let path = zip.path().join("filing.zip");
    does(env, url, folder, &["export", path.to_str().unwrap()]);
    std::fs::read(path).unwrap()
}

/// An acknowledged office whose evidence lies in the bucket and nowhere else.
async fn office_in_a_bucket(url: &str, folder: &Path, endpoint: &str) {
    acknowledged(url, folder).await;
    let bucket = EvidenceStore::s3("s3://office/old", variables(endpoint)).unwrap();
    let evidence = folder.join("evidence");
    for inside in evidence.read_dir().unwrap() {
        for file in inside.unwrap().path().read_dir().unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            bucket.put(bytes).await.unwrap();
        }
    }
    std::fs::remove_dir_all(evidence).unwrap();
}

/// The names of what lies below a prefix.
fn below(bucket: &Bucket, prefix: &str) -> Vec<String> {
    let objects = bucket.objects.lock().unwrap();
    let prefix = format!("/office/{prefix}/");
    let mut names: Vec<_> = objects
        .keys()
        .filter_map(|path| Some(path.strip_prefix(&prefix)?.to_owned()))
        .collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_in_a_bucket_is_in_the_copy_and_comes_back_into_a_folder_or_a_bucket() {
    for_each_empty_database(|from| async move {
        let (objects, endpoint, _server) = bucket().await;
        let (objects, endpoint) = (&objects, &endpoint);
        let here = tempfile::tempdir().unwrap();
        office_in_a_bucket(&from, here.path(), endpoint).await;
        let old = evidence_in(endpoint, "old");
        let copy = here.path().join("copy.tar");
        let copy = copy.to_str().unwrap();
        let told = does(&old, &from, here.path(), &["backup", copy]);
        assert!(told.contains("3 files of evidence"), "{told}");
        let (zip, before) = (&exported(&old, &from, here.path()), &rows(&from).await);
        let old = &old;
        for_each_empty_database(|to| async move {
            let there = tempfile::tempdir().unwrap();
            let folder = Env::new();
            let told = does(&folder, &to, there.path(), &["restore", copy]);
            assert!(told.contains("3 files of evidence"), "{told}");
            assert!(rows(&to).await == *before);
            assert!(
                exported(&folder, &to, there.path()) == *zip,
                "another export"
            );
            assert!(there.path().join("evidence").is_dir());
        })
        .await;
        for_each_empty_database(|to| async move {
            let there = tempfile::tempdir().unwrap();
            let new = evidence_in(endpoint, "new");
            let told = does(&new, &to, there.path(), &["restore", copy]);
            assert!(told.contains("its record is whole"), "{told}");
            assert!(rows(&to).await == *before);
            assert!(exported(&new, &to, there.path()) == *zip, "another export");
            assert!(!there.path().join("evidence").exists());
            assert_eq!(below(objects, "new"), below(objects, "old"));
            assert_eq!(below(objects, "new").len(), 3);
            objects
                .objects
                .lock()
                .unwrap()
                .retain(|path, _| !path.contains("/new/"));
        })
        .await;
        // Back into the bucket that it was taken from.
        for_each_empty_database(|to| async move {
            let there = tempfile::tempdir().unwrap();
            does(old, &to, there.path(), &["restore", copy]);
            assert!(exported(old, &to, there.path()) == *zip, "another export");
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_bucket_lacks_is_said_and_a_bucket_that_does_not_answer_gives_no_copy() {
    let (objects, endpoint, _server) = bucket().await;
    let here = tempfile::tempdir().unwrap();
    let url = super::sqlite(here.path());
    office_in_a_bucket(&url, here.path(), &endpoint).await;
    let old = evidence_in(&endpoint, "old");
    let gone = format!("/office/old/{}", below(&objects, "old")[0]);
    objects.objects.lock().unwrap().remove(&gone).unwrap();
    let lame = here.path().join("lame.tar");
    let words = ["backup", lame.to_str().unwrap()];
    let (well, told) = types_with(&old, &url, here.path(), &words);
    assert!(
        !well
            && told.contains("2 files of evidence")
            && told.contains("1 files are gone or damaged"),
        "{told}"
    );
    // A key that the bucket does not know any more.
    let mut refused = old.clone();
    for (name, value) in &mut refused {
        if name == "AWS_ACCESS_KEY_ID" {
            *value = "AKIAREVOKED".to_owned();
        }
    }
    let none = here.path().join("none.tar");
    let words = ["backup", none.to_str().unwrap()];
    let (well, told) = types_with(&refused, &url, here.path(), &words);
    assert!(!well && told.contains("evidence store"), "{told}");
    assert!(!told.contains("marked-secret"), "{told}");
    assert!(!none.exists());
    let there = tempfile::tempdir().unwrap();
    let words = ["restore", lame.to_str().unwrap()];
    let (well, told) = types_with(&refused, &super::sqlite(there.path()), there.path(), &words);
    assert!(!well && told.contains("cannot be restored"), "{told}");
    assert!(!there.path().join("documents").exists());
}
