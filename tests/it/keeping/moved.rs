//! `rapsap move`.

use std::path::Path;

use rapsap::keeping::{PATIENCE, move_over};
use rapsap::store::whole::Taken;
use rapsap::store::{self, Store, sole};
use reqwest::Url;

use super::{a_row_of_everything, acknowledged, does, exported, rows, sqlite, types};
use crate::databases::for_each_empty_database;
use crate::nothing_lost::cluster::Line;

#[tokio::test(flavor = "multi_thread")]
async fn everything_moves_between_databases_and_the_old_one_stays() {
    for_each_empty_database(|from| async move {
        let dir = tempfile::tempdir().unwrap();
        let (from, dir) = (&from, dir.path());
        acknowledged(from, dir).await;
        let said = &does(from, dir, &["audit"]);
        let zip = &exported(from, dir);
        let before = &rows(from).await;
        for_each_empty_database(|to| async move {
            let told = does(from, dir, &["move", "--to", &to]);
            assert!(told.contains("its record is whole"), "{told}");
            assert!(rows(&to).await == *before && rows(from).await == *before);
            assert_eq!(does(&to, dir, &["audit"]), *said);
            assert!(exported(&to, dir) == *zip);
            let (well, told) = types(from, dir, &["move", "--to", &to]);
            assert!(!well && told.contains("is not empty"), "{told}");
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_row_of_every_table_moves() {
    for_each_empty_database(|from| async move {
        a_row_of_everything(&from, 0..=i64::MAX).await;
        let (from, before) = (&from, &rows(&from).await);
        for_each_empty_database(|to| async move {
            move_over(from, &to, PATIENCE).await.unwrap();
            assert!(rows(&to).await == *before);
            Store::open(&to).await.unwrap().close().await;
        })
        .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_while_a_program_serves_either_database() {
    for_each_empty_database(|from| async move {
        let dir = tempfile::tempdir().unwrap();
        let (from, dir) = (&from, dir.path());
        acknowledged(from, dir).await;
        for_each_empty_database(|to| async move {
            for served in [from, &to] {
                let sole = sole::take(served).await.unwrap().unwrap();
                let (well, told) = types(from, dir, &["move", "--to", &to]);
                assert!(!well && told.contains("end it first"), "{told}");
                drop(sole);
            }
            assert!(Taken::of(&to).await.is_err());
            let (well, told) = types(from, dir, &["move", "--to", from]);
            assert!(!well && told.contains("the same database"), "{told}");
        })
        .await;
        let (well, told) = types(from, dir, &["move", "--to", "mysql://x"]);
        assert!(!well && told.contains("neither sqlite:PATH"), "{told}");
    })
    .await;
}

#[test]
fn a_place_that_cannot_be_read_is_refused_without_saying_it() {
    let here = tempfile::tempdir().unwrap();
    for (to, why) in [
        ("mysql://joe:geheim77@h/db", "neither"),
        ("sqlite::memory:", "needs a file"),
        ("sqlite:", "needs a file"),
    ] {
        let (well, said) = types(&sqlite(here.path()), here.path(), &["move", "--to", to]);
        assert!(!well && said.contains(why), "{said}");
        assert!(!said.contains("geheim77"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_is_known_as_the_same_however_it_is_written() {
    for_each_empty_database(|from| async move {
        let dir = tempfile::tempdir().unwrap();
        let (from, dir) = (&from, dir.path());
        acknowledged(from, dir).await;
        let before = rows(from).await;
        let (spellings, _door) = spellings(from, dir).await;
        for spelled in spellings {
            let (well, told) = types(from, dir, &["move", "--to", &spelled]);
            assert!(
                !well && told.contains("both are the same database"),
                "{spelled}: {told}"
            );
            let (well, told) = types(&spelled, dir, &["move", "--to", from]);
            assert!(
                !well && told.contains("both are the same database"),
                "{spelled}: {told}"
            );
        }
        assert!(rows(from).await == before);
    })
    .await;
}

/// Other ways to write a database's URL, and a door that one of them leads through. Commands are typed in the folder
/// of temporary files.
async fn spellings(url: &str, dir: &Path) -> (Vec<String>, Option<Line>) {
    if let Some(file) = store::file_of(url).unwrap() {
        let near = file.strip_prefix(std::env::temp_dir()).unwrap();
        let (linked, twin) = (dir.join("linked.db"), dir.join("twin.db"));
        std::os::unix::fs::symlink(&file, &linked).unwrap();
        std::fs::hard_link(&file, &twin).unwrap();
        let folder = file.parent().unwrap().file_name().unwrap();
        let round = near.parent().unwrap().join("..").join(folder);
        let spelled = [
            near.to_owned(),
            Path::new("./").join(near),
            round.join(file.file_name().unwrap()),
            linked,
            twin,
        ]
        .map(|path| format!("sqlite:{}", path.display()));
        return (spelled.into(), None);
    }
    let spelled = Url::parse(url).unwrap();
    let other = |change: &dyn Fn(&mut Url)| {
        let mut other = spelled.clone();
        change(&mut other);
        other.to_string()
    };
    let (host, port) = (spelled.host_str().unwrap(), spelled.port().unwrap_or(5432));
    let line = Line::to(format!("{host}:{port}")).await;
    let spelled = vec![
        other(&|url| url.set_host(Some("localhost")).unwrap()),
        other(&|url| {
            url.set_host(Some("127.0.0.1")).unwrap();
            url.set_port((port != 5432).then_some(port)).unwrap();
        }),
        url.replacen("postgres:", "postgresql:", 1),
        other(&|url| {
            url.set_host(Some("127.0.0.1")).unwrap();
            url.set_port(Some(line.port)).unwrap();
        }),
    ];
    (spelled, Some(line))
}

#[tokio::test]
async fn no_other_way_to_a_database_leads_past_the_program_that_serves_it() {
    let dir = tempfile::tempdir().unwrap();
    let url = sqlite(dir.path());
    Store::open(&url).await.unwrap().close().await;
    let linked = dir.path().join("linked.db");
    std::os::unix::fs::symlink(dir.path().join("rapsap.db"), &linked).unwrap();
    let sole = sole::take(&url).await.unwrap().unwrap();
    let other = format!("sqlite:{}", linked.display());
    assert!(sole::take(&other).await.unwrap().is_none());
    drop(sole);
    assert!(sole::take(&other).await.unwrap().is_some());
}
