//! The outbox: in order within a chat, honest about what a crash leaves in doubt.

use rapsap::dialogue::heat_map::{HeatMap, Picture};
use rapsap::dialogue::{Action, Phrase, Screen};
use rapsap::domain::office::{DocumentId, Language, ReportId};
use rapsap::store::Store;
use rapsap::store::outbox::{self, Calm, Message, Outcome, Outgoing, Room, Waiting};
use sqlx::{AssertSqlSafe, Row as _};

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
        | Outgoing::Amend { screen, .. }
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
        Outgoing::Page { .. } => "page".to_owned(),
        Outgoing::OwnData { .. } => "own data".to_owned(),
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
                "INSERT INTO report VALUES ({report}, {}, {}, 1, '{{\"stage\":\"compiled\"}}', '{{}}', '[]', {}, {}, 1, 'year', 1)",
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
    put_as(store, key, show(screen)).await;
}

async fn put_as(store: &Store, key: &str, outgoing: Outgoing) {
    let message = Message {
        chat: 1,
        language: Language::from_code("en"),
        outgoing,
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
async fn how_far_something_is_edits_its_message_where_it_stands_also_after_a_crash() {
    for_each_database(|db| async move {
        let store = &db.store;
        // A press made its message say so first.
        let pressed = Outgoing::Replace {
            message: 60,
            screen: Screen::new("a").under_way(),
            press: None,
        };
        put_as(store, "making", pressed).await;
        // What comes while that waits is an edit of its own, and what comes then takes its place.
        for said in ["b", "c"] {
            put_as(
                store,
                "making",
                Outgoing::Show {
                    screen: Screen::new(said).under_way(),
                },
            )
            .await;
        }
        let first = next(store, &[], &[], NOW).await;
        assert_eq!(keys(&first), expected(&[(1, "a")]));
        let amended = |waiting: &[Waiting]| match &waiting[0].outgoing {
            Outgoing::Amend { message, screen } => (*message, screen.parts[0].key.clone()),
            other => panic!("{other:?}"),
        };
        let second = next(store, &sent(&first, 60), &[], NOW).await;
        assert_eq!(amended(&second), (60, "c".to_owned()));
        assert_eq!(outbox::recover(store, NOW).await.unwrap(), 1);
        let third = next(store, &[], &[], NOW).await;
        assert_eq!(amended(&third), (60, "c".to_owned()));
        put_as(
            store,
            "making",
            Outgoing::Show {
                screen: Screen::new("d").ended(),
            },
        )
        .await;
        let last = next(store, &sent(&third, 60), &[], NOW).await;
        assert_eq!(amended(&last), (60, "d".to_owned()));
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

#[tokio::test]
async fn a_picture_that_a_crash_interrupts_time_after_time_holds_up_nothing() {
    for_each_database(|db| async move {
        let store = &db.store;
        let picture = Outgoing::Picture {
            picture: Picture::HeatMap(HeatMap {
                office: "อบต.ตัวอย่าง".to_owned(),
                fiscal_year: 2566,
                at: NOW,
                rows: Vec::new(),
            }),
            screen: Screen::new("heat-map"),
        };
        put(store, &[(1, picture), (1, show("a"))]).await;
        for _ in 0..3 {
            let tried = next(store, &[], &[], NOW).await;
            assert!(matches!(tried[0].outgoing, Outgoing::Picture { .. }));
            assert_eq!(outbox::recover(store, NOW).await.unwrap(), 1);
        }
        let left = next(store, &[], &[], NOW).await;
        assert_eq!(keys(&left), expected(&[(1, "a")]));
    })
    .await;
}

#[tokio::test]
async fn what_failed_before_a_restart_is_tried_at_once_but_for_what_telegram_asked_to_wait() {
    for_each_database(|db| async move {
        let store = &db.store;
        put(store, &[(1, show("a")), (2, show("b"))]).await;
        let tried = next(store, &[], &[], NOW).await;
        let later = |error: &str| Outcome::Retry {
            not_before: NOW + 30_000,
            error: error.to_owned(),
        };
        let outcomes = [
            (tried[0].id, later("502")),
            (tried[1].id, later(outbox::FLOODED)),
        ];
        assert!(next(store, &outcomes, &[], NOW).await.is_empty());
        outbox::recover(store, NOW).await.unwrap();
        let again = next(store, &[], &[], NOW).await;
        assert_eq!(keys(&again), expected(&[(1, "a")]));
    })
    .await;
}

/// Puts one reminder a chat into the outbox, to be sent by `not_after` at the latest.
async fn remind(store: &Store, chats: &[(i64, &str)], not_after: i64) -> Vec<i64> {
    let message = |(chat, key): &(i64, &str)| Calm {
        id: store.id(NOW),
        chat: *chat,
        language: Language::from_code("en"),
        screen: Screen::new(*key),
        not_after,
    };
    let messages: Vec<_> = chats.iter().map(message).collect();
    let ids = messages.iter().map(|message| message.id).collect();
    let mut tx = store.begin().await.unwrap();
    outbox::insert_calm(&mut tx, messages, NOW).await.unwrap();
    tx.commit().await.unwrap();
    ids
}

/// The next with room for calm ones as well.
async fn next_of_all(store: &Store, outcomes: &[(i64, Outcome)], now: i64) -> Vec<Waiting> {
    let room = Room {
        prompt: 100,
        calm: 100,
    };
    let turn = outbox::turn(store, outcomes, &[], room, now).await;
    turn.unwrap().next
}

const LATER: i64 = NOW + 60_000;

#[tokio::test]
async fn a_reply_overtakes_the_reminders_that_wait_and_these_keep_their_order() {
    for_each_database(|db| async move {
        let store = &db.store;
        let ids = remind(store, &[(1, "r1"), (1, "r2"), (2, "r3")], LATER).await;
        put(store, &[(1, show("a")), (1, show("b"))]).await;
        let first = next_of_all(store, &[], NOW).await;
        assert_eq!(keys(&first), expected(&[(1, "a"), (2, "r3")]));
        assert_eq!(first[1].id, ids[2], "the ids are given in order");
        let second = next_of_all(store, &sent(&first, 70), NOW).await;
        assert_eq!(keys(&second), expected(&[(1, "b")]));
        let third = next_of_all(store, &sent(&second, 71), NOW).await;
        assert_eq!(keys(&third), expected(&[(1, "r1")]));
        // What is said now waits for the reminder that is in flight, and comes before the next one.
        put(store, &[(1, show("c"))]).await;
        assert!(next_of_all(store, &[], NOW).await.is_empty());
        let fourth = next_of_all(store, &sent(&third, 72), NOW).await;
        assert_eq!(keys(&fourth), expected(&[(1, "c")]));
        let fifth = next_of_all(store, &sent(&fourth, 73), NOW).await;
        assert_eq!(keys(&fifth), expected(&[(1, "r2")]));
    })
    .await;
}

#[tokio::test]
async fn reminders_leave_only_as_many_as_there_is_room_to_spare() {
    for_each_database(|db| async move {
        let store = &db.store;
        remind(store, &[(1, "r1"), (2, "r2"), (3, "r3"), (4, "r4")], LATER).await;
        put(store, &[(5, show("a")), (6, show("b"))]).await;
        let none = outbox::turn(store, &[], &[], Room { prompt: 1, calm: 1 }, NOW)
            .await
            .unwrap();
        assert_eq!(keys(&none.next), expected(&[(5, "a")]));
        assert!(none.more && none.more_calm);
        let some = outbox::turn(store, &[], &[], Room { prompt: 9, calm: 3 }, NOW)
            .await
            .unwrap();
        assert_eq!(
            keys(&some.next),
            expected(&[(6, "b"), (1, "r1"), (2, "r2")])
        );
        let room = Room { prompt: 9, calm: 9 };
        let rest = outbox::turn(store, &[], &[], room, NOW).await.unwrap();
        assert_eq!(rest.next.len(), 2);
        assert!(!rest.more && !rest.more_calm);
    })
    .await;
}

#[tokio::test]
async fn a_reminder_that_was_not_sent_by_half_past_four_is_never_sent() {
    for_each_database(|db| async move {
        let store = &db.store;
        remind(store, &[(1, "r1"), (2, "r2")], LATER).await;
        // The one was told to wait until it is too late, the other did not get its turn.
        let room = Room { prompt: 9, calm: 1 };
        let first = outbox::turn(store, &[], &[], room, LATER - 1)
            .await
            .unwrap()
            .next;
        assert_eq!(keys(&first), expected(&[(1, "r1")]));
        let retry = Outcome::Retry {
            not_before: LATER,
            error: "429".to_owned(),
        };
        assert!(
            next_of_all(store, &[(first[0].id, retry)], LATER)
                .await
                .is_empty()
        );
        let mut tx = store.begin().await.unwrap();
        assert_eq!(outbox::drop_late(&mut tx, LATER - 1).await.unwrap(), 0);
        assert_eq!(outbox::drop_late(&mut tx, LATER).await.unwrap(), 2);
        tx.commit().await.unwrap();
        // Nor does a clock that is set back bring it back.
        assert!(next_of_all(store, &[], LATER - 1).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_reminder_that_was_in_flight_at_a_crash_does_not_come_again() {
    for_each_database(|db| async move {
        let store = &db.store;
        remind(store, &[(1, "r1")], LATER).await;
        next_of_all(store, &[], NOW).await;
        put(store, &[(1, show("a"))]).await;
        assert_eq!(outbox::recover(store, NOW).await.unwrap(), 1);
        assert_eq!(
            keys(&next_of_all(store, &[], NOW).await),
            expected(&[(1, "a")])
        );
        assert_eq!(count(store, "SELECT COUNT(*) FROM outbox").await, 2);
        assert_eq!(
            count(store, "SELECT COUNT(*) FROM outbox WHERE status = 'unsure'").await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_reminder_that_waits_does_not_keep_an_answer_from_leaving_at_once() {
    for_each_database(|db| async move {
        let store = &db.store;
        store.runway.open(9, []);
        remind(store, &[(1, "r1"), (2, "r2")], LATER).await;
        let room = Room { prompt: 9, calm: 9 };
        let turn = outbox::turn(store, &[], &[1], room, NOW).await;
        let flying = turn.unwrap().next;
        assert_eq!(keys(&flying), expected(&[(2, "r2")]));
        let message = |chat| Message {
            chat,
            language: Language::from_code("en"),
            outgoing: show("a"),
            key: None,
        };
        let mut tx = store.begin().await.unwrap();
        let mut departure = store.runway.departure();
        let messages = vec![message(1), message(2)];
        let waits = outbox::insert_leaving(store, &mut tx, messages, &mut departure, NOW)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        departure.leave();
        // On PostgreSQL the sender claims everything.
        assert_eq!(waits, !store.is_sqlite());
        let ready = store.runway.take_ready().into_iter();
        let ready: Vec<_> = ready
            .map(|boarded| (boarded.waiting.chat, boarded.after))
            .collect();
        // One of them behind the reminder in flight.
        let at_once = [(1, None), (2, Some(flying[0].id))];
        assert_eq!(ready, at_once[..if store.is_sqlite() { 2 } else { 0 }]);
    })
    .await;
}

#[tokio::test]
async fn a_turn_does_not_look_at_the_reminders_that_wait() {
    for_each_database(|db| async move {
        let store = &db.store;
        let all: Vec<_> = (1..=5_000).map(|chat| (chat, "r")).collect();
        remind(store, &all, LATER).await;
        let mut tx = store.begin().await.unwrap();
        let (explain, column) = if store.is_sqlite() {
            ("EXPLAIN QUERY PLAN", 3_usize)
        } else {
            sqlx::query("ANALYZE outbox")
                .execute(&mut *tx)
                .await
                .unwrap();
            ("EXPLAIN", 0)
        };
        let sql = format!(
            "{explain} SELECT o.id FROM outbox AS o WHERE o.settled_at IS NULL AND o.status = 'waiting' \
             AND o.not_before <= 5 AND o.calm = 0 AND o.chat_id NOT IN (0) ORDER BY o.place LIMIT 9"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .fetch_all(&mut *tx)
            .await
            .unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.get(column)).collect();
        let plan = plan.join("\n");
        // By the index, which begins with the kind of message, and in its order.
        assert!(plan.contains("outbox_waiting"), "{plan}");
        assert!(!plan.contains("B-TREE") && !plan.contains("Sort"), "{plan}");
        assert!(plan.contains("calm=?") || plan.contains("calm = 0"), "{plan}");
    })
    .await;
}

#[tokio::test]
async fn a_wait_that_a_wrong_clock_wrote_down_does_not_outlast_the_clock() {
    for_each_database(|db| async move {
        let store = &db.store;
        put(store, &[(1, show("a"))]).await;
        let first = next(store, &[], &[], NOW).await;
        let retry = Outcome::Retry {
            not_before: NOW + 30_000,
            error: "no line".to_owned(),
        };
        let early = next(store, &[(first[0].id, retry)], &[], NOW + 29_000).await;
        assert!(early.is_empty(), "it waits for its moment");
        // The clock is set back by a year.
        let back = next(store, &[], &[], NOW - 365 * 86_400_000).await;
        assert_eq!(keys(&back), expected(&[(1, "a")]));
    })
    .await;
}

#[tokio::test]
async fn what_a_lost_commit_marked_as_being_sent_waits_again_unless_it_is_in_flight() {
    for_each_database(|db| async move {
        let store = &db.store;
        put(store, &[(1, show("a")), (2, show("b"))]).await;
        let claimed = next(store, &[], &[], NOW).await;
        assert_eq!(claimed.len(), 2);
        let later = store.id(NOW);
        let flying = [claimed[0].id];
        assert_eq!(outbox::reclaim(store, &[], claimed[0].id).await.unwrap(), 0);
        assert_eq!(outbox::reclaim(store, &flying, later).await.unwrap(), 1);
        let again = next(store, &[], &[], NOW).await;
        assert_eq!(keys(&again), expected(&[(2, "b")]));
        assert_eq!(outbox::reclaim(store, &[], later).await.unwrap(), 2);
    })
    .await;
}
