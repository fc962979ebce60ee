//! A restore whose last answer is lost on the way back from the database server.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rapsap::keeping::{self, Restored};
use rapsap::store::whole::Taken;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::{a_copy, place, rows, sqlite};
use crate::databases::for_each_empty_database;

/// A way to a database server that breaks at the first commit, before or after the server has heard it, and is
/// then open again, or not.
struct Way {
    heard: bool,
    open_again: bool,
    broken: AtomicBool,
}

impl Way {
    /// The URL that leads along it.
    async fn to(url: &str, heard: bool, open_again: bool) -> String {
        let mut through = reqwest::Url::parse(url).unwrap();
        let host = through.host_str().unwrap();
        let server = format!("{host}:{}", through.port().unwrap_or(5432));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let way = Arc::new(Way {
            heard,
            open_again,
            broken: AtomicBool::new(false),
        });
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                if way.broken.load(Ordering::Relaxed) && !way.open_again {
                    continue;
                }
                let far = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(way.clone().carries(near, far));
            }
        });
        through.set_host(Some("127.0.0.1")).unwrap();
        through.set_port(Some(port)).unwrap();
        // What is said on it can be read.
        through.query_pairs_mut().append_pair("sslmode", "disable");
        through.to_string()
    }

    async fn carries(self: Arc<Way>, near: TcpStream, far: TcpStream) {
        let ((mut near_in, mut near_out), (mut far_in, mut far_out)) =
            (near.into_split(), far.into_split());
        let silent = Arc::new(AtomicBool::new(false));
        let back = tokio::spawn({
            let silent = silent.clone();
            async move {
                let mut bytes = [0; 8192];
                while let Ok(read @ 1..) = far_in.read(&mut bytes).await {
                    let lost = silent.load(Ordering::Relaxed);
                    if lost || near_out.write_all(&bytes[..read]).await.is_err() {
                        break;
                    }
                }
            }
        });
        let mut bytes = [0; 8192];
        while let Ok(read @ 1..) = near_in.read(&mut bytes).await {
            let commits = bytes[..read].windows(6).any(|word| word == b"COMMIT");
            if commits && !self.broken.swap(true, Ordering::Relaxed) {
                silent.store(true, Ordering::Relaxed);
                if self.heard {
                    far_out.write_all(&bytes[..read]).await.unwrap();
                    // It has answered, to nobody.
                    back.await.unwrap();
                    return;
                }
                break;
            }
            if far_out.write_all(&bytes[..read]).await.is_err() {
                break;
            }
        }
        back.abort();
    }
}

async fn restores(
    url: &str,
    folder: &Path,
    from: &Path,
    patience: Duration,
) -> anyhow::Result<Restored> {
    let mut place = place(url, folder);
    place.patience = patience;
    keeping::restore(&place, from, Vec::new()).await
}

/// Everything that was in the copy is here, and nothing else.
async fn is_all_there(url: &str, folder: &Path, of: &Path) {
    assert!(rows(url).await == rows(&sqlite(of)).await);
    for name in ["documents", "evidence"] {
        assert_eq!(names(&folder.join(name)), names(&of.join(name)), "{name}");
    }
    let beside = |name: &str| !["documents", "evidence"].contains(&name);
    let beside: Vec<_> = inside(folder)
        .into_iter()
        .filter(|name| beside(name))
        .collect();
    assert!(beside.is_empty(), "{beside:?}");
}

fn inside(folder: &Path) -> Vec<String> {
    let Ok(inside) = folder.read_dir() else {
        return Vec::new();
    };
    let names = inside.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names
        .filter(|name| !name.starts_with("rapsap.db"))
        .collect();
    names.sort();
    names
}

fn names(folder: &Path) -> Vec<String> {
    let inside = inside(folder).into_iter();
    inside
        .flat_map(|name| {
            let within = self::inside(&folder.join(&name)).into_iter();
            within.map(move |file| format!("{name}/{file}"))
        })
        .collect()
}

/// Runs on an empty PostgreSQL: its URL, a copy, and the folder that it was taken from.
async fn on_postgresql<F: Future<Output = ()>>(test: impl Fn(String, Arc<Path>, Arc<Path>) -> F) {
    let (dir, copy) = a_copy().await;
    let (of, copy): (Arc<Path>, Arc<Path>) = (dir.path().into(), copy.into());
    for_each_empty_database(|url| {
        let (copy, of) = (copy.clone(), of.clone());
        let test = &test;
        async move {
            if !url.starts_with("sqlite:") {
                test(url, copy, of).await;
            }
        }
    })
    .await;
}

const LONG: Duration = keeping::PATIENCE;

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_whose_answer_is_lost_asks_what_became_of_it() {
    on_postgresql(|url, copy, of| async move {
        let there = tempfile::tempdir().unwrap();
        // The server has not heard the last word: nothing is there, and nothing is in the way of another attempt.
        let unheard = Way::to(&url, false, true).await;
        let error = restores(&unheard, there.path(), &copy, LONG).await.err();
        let error = format!("{:#}", error.unwrap());
        assert!(error.contains("commit"), "{error}");
        assert!(Taken::of(&url).await.is_err());
        assert!(
            inside(there.path()).is_empty(),
            "{:?}",
            inside(there.path())
        );
        // It has, and only its answer is lost.
        let heard = Way::to(&url, true, true).await;
        let restored = restores(&heard, there.path(), &copy, LONG).await.unwrap();
        assert_eq!(restored.sums.evidence, 3);
        is_all_there(&url, there.path(), &of).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_told_says_the_same_again_and_hears_that_it_is_there() {
    on_postgresql(|url, copy, of| async move {
        let there = tempfile::tempdir().unwrap();
        let way = Way::to(&url, true, false).await;
        let error = restores(&way, there.path(), &copy, Duration::ZERO).await;
        let error = format!("{:#}", error.err().unwrap());
        assert!(error.contains("say the same again"), "{error}");
        let restored = restores(&url, there.path(), &copy, LONG).await.unwrap();
        assert_eq!(restored.sums.evidence, 3);
        is_all_there(&url, there.path(), &of).await;
        // From now on it is a place like any other.
        let error = restores(&url, there.path(), &copy, LONG)
            .await
            .err()
            .unwrap();
        assert!(format!("{error:#}").contains("is not empty"), "{error:#}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_told_says_the_same_again_and_it_is_done_if_it_was_not() {
    on_postgresql(|url, copy, of| async move {
        let there = tempfile::tempdir().unwrap();
        let way = Way::to(&url, false, false).await;
        let error = restores(&way, there.path(), &copy, Duration::ZERO).await;
        let error = format!("{:#}", error.err().unwrap());
        assert!(error.contains("say the same again"), "{error}");
        // What somebody has put there meanwhile is theirs.
        let theirs = there.path().join("documents/theirs");
        std::fs::write(&theirs, "x").unwrap();
        let error = restores(&url, there.path(), &copy, LONG)
            .await
            .err()
            .unwrap();
        assert!(format!("{error:#}").contains("is not empty"), "{error:#}");
        assert!(Taken::of(&url).await.is_err());
        std::fs::remove_file(&theirs).unwrap();
        restores(&url, there.path(), &copy, LONG).await.unwrap();
        is_all_there(&url, there.path(), &of).await;
    })
    .await;
}
