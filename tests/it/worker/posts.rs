//! Enrolment: a code binds one person to one post, once.

use std::time::Duration;

use rand::SeedableRng;
use rand::rngs::StdRng;
use rapsap::domain::office::PostId;
use rapsap::domain::plan::OfficePlan;
use rapsap::store::{Store, invitations, people};

use super::script::{answers, say, worker};
use crate::databases::{NOW, count, for_each_database, reloaded, sample_office};

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn invite(store: &Store, plan: &OfficePlan, post: PostId, now: i64) -> String {
    let mut rng = StdRng::seed_from_u64(store.id(NOW) as u64);
    invitations::create(store, plan.office, post, DAY, now, &mut rng)
        .await
        .unwrap()
}

async fn start(store: &Store, chat: i64, code: &str) -> String {
    say(store, &[(chat, &format!("/start {code}"))]).await;
    worker(store).turn().await.unwrap();
    answers(store, chat).await.pop().unwrap()
}

#[tokio::test]
async fn a_code_binds_a_person_to_a_post_and_is_used_up() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let post = &plan.posts[4];
        let code = invite(store, &plan, post.id, NOW).await;
        assert!(
            code.len() == 24
                && code
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        );
        assert_eq!(
            start(store, 50, &code).await,
            format!("welcome {}", post.position)
        );
        let holder = reloaded(store, plan.office).await.posts[4]
            .holder
            .clone()
            .unwrap();
        assert_eq!(holder.chat, 50);
        assert_eq!(start(store, 51, &code).await, "no invitation");
        assert_eq!(
            count(
                store,
                "SELECT COUNT(*) FROM holding WHERE held_until IS NOT NULL"
            )
            .await,
            1
        );
        assert_eq!(
            count(store, "SELECT COUNT(*) FROM audit WHERE action = 'claim'").await,
            1
        );

        // Who held the post before sees the office no longer; who holds it now does.
        say(store, &[(5, "desk"), (50, "standing 1")]).await;
        worker(store).turn().await.unwrap();
        assert!(answers(store, 5).await[0].contains("[]"));
        assert_eq!(answers(store, 50).await[1], "NotStarted -");
    })
    .await;
}

#[tokio::test]
async fn of_two_who_give_one_code_in_one_batch_one_gets_the_post() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let code = invite(store, &plan, plan.posts[4].id, NOW).await;
        let text = format!("/start {code}");
        say(store, &[(60, &text), (61, &text)]).await;
        let worker = worker(store);
        assert_eq!(worker.turn().await.unwrap(), 1);
        assert_eq!(worker.turn().await.unwrap(), 1);
        assert!(answers(store, 60).await[0].starts_with("welcome"));
        assert_eq!(answers(store, 61).await, ["no invitation"]);
    })
    .await;
}

#[tokio::test]
async fn a_code_that_is_old_revoked_or_overtaken_stands_for_nothing() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let post = plan.posts[5].id;
        let old = invite(store, &plan, post, NOW - 25 * 3_600_000).await;
        assert_eq!(start(store, 70, &old).await, "no invitation");
        let revoked = invite(store, &plan, post, NOW).await;
        assert_eq!(invitations::revoke(store, post, NOW).await.unwrap(), 1);
        assert_eq!(start(store, 71, &revoked).await, "no invitation");
        // Another link to the same post ends when one is used: nobody can take the post over with it.
        let (first, second) = (
            invite(store, &plan, post, NOW).await,
            invite(store, &plan, post, NOW).await,
        );
        assert!(start(store, 72, &second).await.starts_with("welcome"));
        assert_eq!(start(store, 73, &first).await, "no invitation");
    })
    .await;
}

#[tokio::test]
async fn after_five_wrong_codes_in_an_hour_even_the_right_one_is_not_looked_up() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let code = invite(store, &plan, plan.posts[4].id, NOW).await;
        for n in 0..5 {
            assert_eq!(
                start(store, 80, &format!("wrong{n}")).await,
                "no invitation"
            );
        }
        assert_eq!(start(store, 80, &code).await, "no invitation");
        assert!(
            start(store, 81, &code).await.starts_with("welcome"),
            "others may"
        );
        assert_eq!(count(store, "SELECT COUNT(*) FROM wrong_code").await, 5);
    })
    .await;
}

#[tokio::test]
async fn where_many_accounts_guess_each_has_one_guess_and_whoever_was_invited_is_let_in() {
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let code = invite(store, &plan, plan.posts[4].id, NOW).await;
        let mut tx = store.begin().await.unwrap();
        for n in 0..499 {
            let id = store.id(NOW);
            people::wrong_code(&mut tx, id, 1_000 + n, NOW)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(start(store, 80, "wrong").await, "no invitation");
        // Their second is not looked up, even if it is right; it is written down in the database, not in memory.
        assert_eq!(start(store, 80, &code).await, "no invitation");
        assert_eq!(count(store, "SELECT COUNT(*) FROM wrong_code").await, 500);
        assert!(start(store, 81, &code).await.starts_with("welcome"));
    })
    .await;
}

#[tokio::test]
async fn the_posts_that_nobody_holds_are_listed() {
    for_each_database(|db| async move {
        let store = &db.store;
        let file =
            rapsap::plan_file::read("plan.toml", include_str!("../../../src/sample_office.toml"))
                .unwrap();
        let office = rapsap::store::plans::import(store, &file, NOW)
            .await
            .unwrap()
            .office;
        let open = invitations::open_posts(store, Some(office)).await.unwrap();
        assert_eq!(open.len(), 7);
        assert_eq!(
            (open[0].code.as_str(), open[6].position.as_str()),
            ("reporter", "นักจัดการงานทั่วไป")
        );
        let plan = reloaded(store, office).await;
        let code = invite(store, &plan, open[0].post, NOW).await;
        start(store, 90, &code).await;
        assert_eq!(invitations::open_posts(store, None).await.unwrap().len(), 6);
    })
    .await;
}
