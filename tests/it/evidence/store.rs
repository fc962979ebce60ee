//! The evidence store itself: a folder, and an S3-compatible store played by a few lines on loopback.

use std::collections::HashMap;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Method, Request, Response, StatusCode};
use rapsap::store::blobs::sha256;
use rapsap::store::evidence_store::EvidenceStore;
use tokio::task::JoinHandle;

#[tokio::test]
async fn a_folder_keeps_bytes_once_for_its_owner_alone_and_notices_damage() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("data/evidence");
    let store = EvidenceStore::folder(&folder).unwrap();
    let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let bytes = "คำสั่งที่ ๖๓/๒๕๖๖".as_bytes().to_vec();
    let name = store.put(bytes.clone()).await.unwrap();
    assert_eq!(store.put(bytes.clone()).await.unwrap(), name);
    assert_eq!(name, sha256(&bytes));
    assert_eq!(store.get(&name).await.unwrap(), bytes);
    assert_eq!(store.find(&name).await.unwrap(), Some(bytes.clone()));
    let path = folder.join(&name[..2]).join(&name[2..]);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    let beside = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1, "nothing half-written is left");

    std::fs::write(&path, "คำสั่งที่ ๖๔/๒๕๖๖").unwrap();
    let error = store.get(&name).await.unwrap_err();
    assert!(error.to_string().contains("damaged"), "{error:#}");
    assert_eq!(store.find(&name).await.unwrap(), None);
    // Sent once more, it is whole again, also if what took its place is as long.
    assert_eq!(store.put(bytes.clone()).await.unwrap(), name);
    assert_eq!(store.get(&name).await.unwrap(), bytes);
    std::fs::remove_file(&path).unwrap();
    assert!(store.get(&name).await.is_err());
    assert_eq!(store.find(&name).await.unwrap(), None);
    for path in ["../../etc/passwd", "", &name[1..], &name.to_uppercase()] {
        assert!(store.get(path).await.is_err(), "{path}");
    }
}

/// A bucket: objects by their path, and what was asked.
#[derive(Clone, Default)]
pub struct Bucket {
    pub objects: Arc<Mutex<HashMap<String, Bytes>>>,
    asked: Arc<Mutex<Vec<String>>>,
    /// Requests that are still to be answered with 503.
    pub busy: Arc<Mutex<u32>>,
}

async fn answer(State(bucket): State<Bucket>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    let header = |name: &str| {
        let value = head.headers.get(name).map(|value| value.to_str().unwrap());
        value.unwrap_or_default().to_owned()
    };
    let path = head.uri.path().to_owned();
    bucket
        .asked
        .lock()
        .unwrap()
        .push(format!("{} {path}", head.method));
    let status = |status| {
        Response::builder()
            .status(status)
            .body(Body::empty())
            .unwrap()
    };
    if !header("authorization").starts_with("AWS4-HMAC-SHA256 Credential=AKIATEST/") {
        return status(StatusCode::FORBIDDEN);
    }
    {
        let mut busy = bucket.busy.lock().unwrap();
        if *busy > 0 {
            *busy -= 1;
            return status(StatusCode::SERVICE_UNAVAILABLE);
        }
    }
    let mut objects = bucket.objects.lock().unwrap();
    let found = |bytes: Bytes, body: Body| {
        Response::builder()
            .header("etag", "\"1\"")
            .header("last-modified", "Wed, 01 Feb 2023 02:00:00 GMT")
            .header("content-length", bytes.len())
            .body(body)
            .unwrap()
    };
    match (head.method, objects.get(&path).cloned()) {
        (Method::PUT, _) => {
            assert_eq!(
                header("x-amz-content-sha256"),
                sha256(&body),
                "a signed body"
            );
            objects.insert(path, body);
            found(Bytes::new(), Body::empty())
        }
        (Method::DELETE, _) => {
            objects.remove(&path);
            status(StatusCode::NO_CONTENT)
        }
        (Method::HEAD, Some(bytes)) => found(bytes, Body::empty()),
        (Method::GET, Some(bytes)) => found(bytes.clone(), Body::from(bytes)),
        _ => status(StatusCode::NOT_FOUND),
    }
}

/// A bucket that is there until its task is ended, and its endpoint.
pub async fn bucket() -> (Bucket, String, JoinHandle<std::io::Result<()>>) {
    let bucket = Bucket::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(answer).with_state(bucket.clone());
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    (bucket, endpoint, server)
}

pub fn variables(endpoint: &str) -> Vec<(String, String)> {
    [
        ("AWS_ENDPOINT", endpoint),
        ("AWS_REGION", "ap-southeast-7"),
        ("AWS_ACCESS_KEY_ID", "AKIATEST"),
        ("AWS_SECRET_ACCESS_KEY", "marked-secret"),
        ("HOME", "/nowhere"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

#[tokio::test]
async fn an_s3_compatible_store_keeps_bytes_once_below_its_prefix() {
    let (bucket, endpoint, server) = bucket().await;
    *bucket.busy.lock().unwrap() = 1;
    let store = EvidenceStore::s3("s3://office/rapsap/evidence", variables(&endpoint)).unwrap();
    let bytes = "ภาพการประชุม".as_bytes().to_vec();
    let name = store.put(bytes.clone()).await.unwrap();
    let path = format!("/office/rapsap/evidence/{}/{}", &name[..2], &name[2..]);
    assert_eq!(
        bucket.objects.lock().unwrap().keys().collect::<Vec<_>>(),
        [&path]
    );
    assert_eq!(store.put(bytes.clone()).await.unwrap(), name);
    assert_eq!(store.get(&name).await.unwrap(), bytes);
    let asked = std::mem::take(&mut *bucket.asked.lock().unwrap());
    let of = |method: &str| {
        asked
            .iter()
            .filter(|asked| asked.starts_with(method))
            .count()
    };
    assert_eq!((of("PUT"), of("HEAD"), of("GET")), (1, 3, 1), "{asked:?}");

    bucket
        .objects
        .lock()
        .unwrap()
        .insert(path, Bytes::from_static(b"another"));
    assert!(
        store
            .get(&name)
            .await
            .unwrap_err()
            .to_string()
            .contains("damaged")
    );
    server.abort();
    let error = store.put(b"later".to_vec()).await.unwrap_err();
    let shown = format!("{store:?} {error:#} {error:?}");
    assert!(!shown.contains("marked-secret"), "{shown}");
    assert!(shown.contains("s3://office/rapsap/evidence"), "{shown}");
}

#[test]
fn evidence_travels_in_the_clear_to_this_machine_only_and_never_without_credentials() {
    let open = |url: &str, endpoint: &str| EvidenceStore::s3(url, variables(endpoint));
    assert!(open("s3://office", "http://127.0.0.1:9000").is_ok());
    assert!(open("s3://office", "http://localhost:9000").is_ok());
    assert!(open("s3://office/p", "https://objects.example").is_ok());
    let refused = |url: &str, endpoint: &str| {
        let error = format!("{:#}", open(url, endpoint).unwrap_err());
        assert!(!error.contains("marked"), "{error}");
        error
    };
    assert!(refused("s3://office", "http://objects.example").contains("https://"));
    refused("s3://AKIATEST:marked@office/p", "https://objects.example");
    refused("https://objects.example/marked", "https://objects.example");
    refused("s3://", "https://objects.example");
    refused("marked", "https://objects.example");
    let nothing = EvidenceStore::s3("s3://office", Vec::new()).unwrap_err();
    assert!(nothing.to_string().contains("AWS_ACCESS_KEY_ID"));
}
