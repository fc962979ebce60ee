//! `rapsap move`.

use rapsap::keeping::move_over;
use rapsap::store::whole::Taken;
use rapsap::store::{Store, sole};

use super::{a_row_of_everything, acknowledged, does, exported, rows, sqlite, types};
use crate::databases::for_each_empty_database;

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
            move_over(from, &to).await.unwrap();
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
