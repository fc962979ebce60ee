//! The outbox: in order within a chat, honest about what a crash leaves in doubt.

use rapsap::dialogue::{Action, Phrase, Screen};
use rapsap::domain::office::{DocumentId, Language, ReportId};
use rapsap::store::Store;
use rapsap::store::outbox::{self, Message, Outcome, Outgoing, Waiting};
use sqlx::AssertSqlSafe;

use crate::databases::{NOW, count, for_each_database, sample_office};

fn show(key: &str) -> Outgoing {
    Outgoing::Show {
        screen: Screen::new(key),
    }
}

async fn put(store: &Store, messages: &[(i64, Outgoing)]) {
    let message = |(chat, outgoing): &(i64, Outgoing)| Message {
        chat: *chat,
        language: Language::from_code("en"),
        outgoing: outgoing.clone(),
        key: None,
    };
    let mut tx = store.begin().await.unwrap();
    outbox::insert(store, &mut tx, messages.iter().map(message).collect(), NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn next(store: &Store, outcomes: &[(i64, Outcome)], busy: &[i64], now: i64) -> Vec<Waiting> {
    outbox::turn(store, outcomes, busy, 100, now)
        .await
        .unwrap()
        .next
}

fn keys(waiting: &[Waiting]) -> Vec<(i64, String)> {
    let key = |outgoing: &Outgoing| match outgoing {
        Outgoing::Menu => "menu".to_owned(),
        Outgoing::Show { screen }
        | Outgoing::Replace { screen, .. }
        | Outgoing::Deliver { screen, .. } => screen
            .parts
            .iter()
            .map(|part| part.key.as_str())
            .collect::<Vec<_>>()
            .join("+"),
        Outgoing::AnswerPress { .. } => "answer".to_owned(),
        Outgoing::Invitation { .. } => "invitation".to_owned(),
        Outgoing::Plan { .. } => "plan".to_owned(),
        Outgoing::Picture { .. } => "picture".to_owned(),
    };
    waiting
        .iter()
        .map(|waiting| (waiting.chat, key(&waiting.outgoing)))
        .collect()
}

fn expected(list: &[(i64, &str)]) -> Vec<(i64, String)> {
    list.iter()
        .map(|(chat, key)| (*chat, (*key).to_owned()))
        .collect()
}

#[tokio::test]
async fn messages_leave_one_a_chat_and_in_order() {
    for_each_database(|db| async move {
        let store = &db.store;
        put(
            store,
            &[
                (1, show("a")),
                (2, show("b")),
                (1, show("c")),
                (3, show("d")),
            ],
        )
        .await;
        let first = next(store, &[], &[3], NOW).await;
        assert_eq!(keys(&first), expected(&[(1, "a"), (2, "b")]));
        assert_eq!(first[0].language, Language::from_code("en"));
        assert_eq!(
            keys(&next(store, &[], &[], NOW).await),
            expected(&[(3, "d")])
        );
        let sent = [(
            first[0].id,
            Outcome::Sent {
                message_id: Some(7),
            },
        )];
        assert_eq!(
            keys(&next(store, &sent, &[], NOW).await),
            expected(&[(1, "c")])
        );
        assert_eq!(
            count(store, "SELECT message_id FROM outbox WHERE status = 'sent'").await,
            7
        );
    })
    .await;
}

#[tokio::test]
async fn a_message_that_must_wait_holds_back_the_later_ones_of_its_chat() {
    for_each_database(|db| async move {
        let store = &db.store;
        put(store, &[(1, show("a")), (1, show("b")), (2, show("c"))]).await;
        let first = next(store, &[], &[], NOW).await;
        let retry = Outcome::Retry {
            not_before: NOW + 9_000,
            error: "429".to_owned(),
        };
        let done = [
            (first[0].id, retry),
            (first[1].id, Outcome::Sent { message_id: None }),
        ];
        assert!(next(store, &done, &[], NOW).await.is_empty());
        assert_eq!(outbox::due(store).await.unwrap(), Some(NOW + 9_000));
        let again = next(store, &[], &[], NOW + 9_000).await;
        assert_eq!(
            (keys(&again), again[0].attempts),
            (expected(&[(1, "a")]), 1)
        );
    })
    .await;
}

#[tokio::test]
async fn a_message_that_failed_makes_way_for_the_next() {
    for_each_database(|db| async move {
        let store = &db.store;
        put(store, &[(1, show("a")), (1, show("b"))]).await;
        let first = next(store, &[], &[], NOW).await;
        let failed = Outcome::Failed {
            error: "chat not found".to_owned(),
        };
        assert_eq!(
            keys(&next(store, &[(first[0].id, failed)], &[], NOW).await),
            expected(&[(1, "b")])
        );
        assert_eq!(
            count(store, "SELECT COUNT(*) FROM outbox WHERE status = 'failed'").await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn who_blocked_the_bot_gets_nothing_more() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        put(store, &[(1, show("a")), (1, show("b")), (2, show("c"))]).await;
        let first = next(store, &[], &[2], NOW).await;
        let rest = next(store, &[(first[0].id, Outcome::Blocked)], &[], NOW).await;
        assert_eq!(keys(&rest), expected(&[(2, "c")]));
        assert_eq!(
            count(
                store,
                "SELECT COUNT(*) FROM outbox WHERE status = 'dropped'"
            )
            .await,
            2
        );
        assert_eq!(
            count(
                store,
                "SELECT COUNT(*) FROM person WHERE blocked_at IS NOT NULL"
            )
            .await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn after_a_crash_edits_are_repeated_texts_are_marked_and_files_are_asked_about() {
    for_each_database(|db| async move {
        let store = &db.store;
        let office = sample_office(store).await;
        let (report, document) = (store.id(NOW), store.id(NOW));
        let person = office.posts[0].holder.as_ref().unwrap().person;
        for sql in [
            format!(
                "INSERT INTO report VALUES ({report}, {}, {}, 1, '{{\"stage\":\"compiled\"}}', '{{}}', '[]', {}, {}, 1)",
                office.office.0, office.plan.0, person.0, office.posts[0].id.0
            ),
            format!(
                "INSERT INTO document VALUES ({document}, {}, {report}, 'report', 'done', 1, 1, 'ab', 1, NULL, 1, NULL)",
                office.office.0
            ),
        ] {
            let mut tx = store.begin().await.unwrap();
            sqlx::query(AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
        }
        let press = Outgoing::AnswerPress { press: "p".to_owned(), text: Some(Phrase::new("ok")), alert: false };
        let deliver = Outgoing::Deliver { document: DocumentId(document), screen: Screen::new("caption") };
        let replace = Outgoing::Replace { message: 5, screen: Screen::new("edited"), press: None };
        put(store, &[(1, show("text")), (2, replace.clone()), (3, press.clone()), (4, deliver), (1, show("later"))])
            .await;
        next(store, &[], &[], NOW).await;

        assert_eq!(outbox::recover(store, NOW + 1).await.unwrap(), 4);
        let again = next(store, &[], &[], NOW + 1).await;
        assert_eq!(
            keys(&again),
            expected(&[(1, "again-mark+text"), (2, "edited"), (3, "answer"), (4, "maybe-delivered")])
        );
        assert_eq!((&again[1].outgoing, &again[2].outgoing), (&replace, &press));
        let Outgoing::Show { screen } = &again[3].outgoing else { panic!("a file is not sent again") };
        assert_eq!(screen.buttons[0][0].action, Action::FileAgain(ReportId(report)));
        assert_eq!(count(store, "SELECT COUNT(*) FROM outbox WHERE status = 'unsure'").await, 2);

        // Interrupted once more, the mark is not doubled.
        outbox::recover(store, NOW + 2).await.unwrap();
        let third = next(store, &[], &[], NOW + 2).await;
        assert_eq!(keys(&third)[0].1, "again-mark+text");
        let sent: Vec<_> = third.iter().map(|sent| (sent.id, Outcome::Sent { message_id: None })).collect();
        assert_eq!(keys(&next(store, &sent, &[], NOW + 3).await), expected(&[(1, "later")]));
    })
    .await;
}

#[tokio::test]
async fn many_busy_chats_and_many_outcomes_fit_into_one_turn() {
    for_each_database(|db| async move {
        let store = &db.store;
        let all: Vec<_> = (1..=700).map(|chat| (chat, show("a"))).collect();
        put(store, &all).await;
        let busy: Vec<_> = (1..=300).collect();
        let first = outbox::turn(store, &[], &busy, 1000, NOW)
            .await
            .unwrap()
            .next;
        assert_eq!((first.len(), first[0].chat), (400, 301));
        let sent: Vec<_> = first
            .iter()
            .map(|sent| {
                (
                    sent.id,
                    Outcome::Sent {
                        message_id: Some(1),
                    },
                )
            })
            .collect();
        assert_eq!(
            outbox::turn(store, &sent, &[], 1000, NOW)
                .await
                .unwrap()
                .next
                .len(),
            300
        );
        assert_eq!(
            count(store, "SELECT COUNT(*) FROM outbox WHERE status = 'sent'").await,
            400
        );
    })
    .await;
}

async fn put_keyed(store: &Store, key: &str, screen: &str) {
    let message = Message {
        chat: 1,
        language: Language::from_code("en"),
        outgoing: show(screen),
        key: Some(key.to_owned()),
    };
    let mut tx = store.begin().await.unwrap();
    outbox::insert(store, &mut tx, vec![message], NOW)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn sent(waiting: &[Waiting], message: i64) -> [(i64, Outcome); 1] {
    let message_id = Some(message);
    [(waiting[0].id, Outcome::Sent { message_id })]
}

/// The message that is edited, if it is an edit.
fn edited(waiting: &[Waiting]) -> Option<i32> {
    match waiting[0].outgoing {
        Outgoing::Replace { message, .. } => Some(message),
        _ => None,
    }
}

#[tokio::test]
async fn a_screen_under_a_key_takes_the_place_of_the_one_that_still_waits() {
    for_each_database(|db| async move {
        let store = &db.store;
        put_keyed(store, "album 7", "a").await;
        put(store, &[(1, show("b"))]).await;
        put_keyed(store, "album 7", "c").await;
        put_keyed(store, "album 8", "d").await;
        let first = next(store, &[], &[], NOW).await;
        assert_eq!(keys(&first), expected(&[(1, "c")]));
        assert_eq!(edited(&first), None);
        let second = next(store, &sent(&first, 70), &[], NOW).await;
        assert_eq!(keys(&second), expected(&[(1, "b")]));
        let third = next(store, &sent(&second, 71), &[], NOW).await;
        assert_eq!(keys(&third), expected(&[(1, "d")]));
        assert_eq!(edited(&third), None, "another key is another message");
        assert_eq!(count(store, "SELECT COUNT(*) FROM outbox").await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_screen_under_a_key_edits_the_message_that_was_sent_even_if_it_was_in_flight() {
    for_each_database(|db| async move {
        let store = &db.store;
        put_keyed(store, "album 7", "a").await;
        let first = next(store, &[], &[], NOW).await;
        put_keyed(store, "album 7", "b").await;
        assert!(next(store, &[], &[], NOW).await.is_empty());
        put_keyed(store, "album 7", "c").await;
        let second = next(store, &sent(&first, 70), &[], NOW).await;
        assert_eq!(keys(&second), expected(&[(1, "c")]));
        assert_eq!(edited(&second), Some(70));
        // It could not be edited any more, and came as a new message.
        put_keyed(store, "album 7", "d").await;
        let third = next(store, &sent(&second, 75), &[], NOW).await;
        assert_eq!(edited(&third), Some(75));
    })
    .await;
}

#[tokio::test]
async fn after_a_crash_a_first_screen_under_a_key_is_doubtful_and_an_edit_is_made_again() {
    for_each_database(|db| async move {
        let store = &db.store;
        put_keyed(store, "album 7", "a").await;
        next(store, &[], &[], NOW).await;
        assert_eq!(outbox::recover(store, NOW).await.unwrap(), 1);
        let again = next(store, &[], &[], NOW).await;
        assert_eq!(keys(&again), expected(&[(1, "again-mark+a")]));
        put_keyed(store, "album 7", "b").await;
        let edit = next(store, &sent(&again, 70), &[], NOW).await;
        assert_eq!(
            (edited(&edit), keys(&edit)),
            (Some(70), expected(&[(1, "b")]))
        );
        assert_eq!(outbox::recover(store, NOW).await.unwrap(), 1);
        let edit = next(store, &[], &[], NOW).await;
        assert_eq!(
            (edited(&edit), keys(&edit)),
            (Some(70), expected(&[(1, "b")]))
        );
    })
    .await;
}
