//! Two programs by mistake: over one database one works and the other waits, and takes over whatever way the first
//! one ended.

use std::time::Duration;

use rapsap::sandbox::{Person, Phone, Sandbox};

use rapsap::store::Store;

use super::program::{PATIENCE, Program};
use super::telegram;
use crate::databases::for_each_empty_database;

pub const SOMEBODY: i64 = 601;

pub fn phone(telegram: &Sandbox, id: i64) -> Phone {
    telegram.add_person(Person {
        id,
        first_name: "สมมุติ".to_owned(),
        language_code: Some("th".to_owned()),
        ..Person::default()
    });
    telegram.phone(id)
}

/// How many messages came from the bot that do not say that they may be a repetition.
pub fn unmarked(phone: &Phone) -> usize {
    let received = phone.received();
    received
        .iter()
        .filter(|message| !message.text.starts_with("(ส่งซ้ำ"))
        .count()
}

/// Waits until so many have come.
pub async fn until_said(phone: &Phone, count: usize, program: &Program) {
    let begun = tokio::time::Instant::now();
    while phone.received().len() < count {
        let received = phone.received().len();
        assert!(
            begun.elapsed() < PATIENCE,
            "{received} of {count} answers\n{}",
            program.log()
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_programs_over_one_database_one_works_and_the_other_waits_and_takes_over() {
    for_each_empty_database(|url| async move {
        let telegram = telegram().await;
        let store = Store::open(&url).await.unwrap();
        let somebody = phone(&telegram, SOMEBODY);
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let [mut first, mut second] = folders
            .each_ref()
            .map(|folder| Program::new(&url, &telegram.api_url(), folder.path()));
        first.start();
        assert!(telegram.wait_until_polled(PATIENCE).await);
        second.start();
        second.says("another program serves this database").await;
        for said in 1..=3 {
            somebody.text("ขอลิงก์เชิญ");
            until_said(&somebody, said, &first).await;
        }
        assert_eq!(second.said("serving @"), 0, "{}", second.log());
        // Killed, it says nothing to anybody.
        first.kill();
        somebody.text("ขอลิงก์เชิญ");
        until_said(&somebody, 4, &second).await;
        second.says("this one takes over").await;
        // Likewise the other way, where the first ends well.
        first.start();
        first.says("another program serves this database").await;
        second.terminate();
        first.says("this one takes over").await;
        somebody.text("ขอลิงก์เชิญ");
        until_said(&somebody, 5, &first).await;
        first.is_idle(&store).await;
        // Who waits can be ended as well.
        second.start();
        second
            .says_again("another program serves this database", 2)
            .await;
        second.terminate();
        first.terminate();
        store.close().await;
        // What was in flight when the first was killed says that it may have come before.
        let all = somebody.received().len();
        assert!(
            unmarked(&somebody) <= 5 && all >= 5,
            "{:?}",
            somebody.received()
        );
    })
    .await;
}
