//! Presses that no button of the person's makes: data that is made up or cut off, with other ids in it, and from
//! people who hold no post there. And what is said in groups.

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use rapsap::dialogue::{self, Action, Effect, Event, State, step};
use rapsap::store::inbox::{self, Received};
use rapsap::telegram::event;
use rapsap::worker::Worker;
use serde_json::{Value, json};
use sqlx::Row as _;

use super::who_may::{Given, OTHERS, PEOPLE, STAGES, desk, rows};
use crate::chats::{Answer, Chats};
use crate::databases::{NOW, count, for_each_database, sample_office};

/// The data of every button, cut off at every place, with bytes changed and ids of others in it, and what is
/// made up.
fn forgeries() -> Vec<String> {
    let mut chance = StdRng::seed_from_u64(20_231_001);
    let mut forged = Vec::new();
    for row in rows() {
        let data = row.action.to_data();
        let cuts = (0..data.len())
            .filter_map(|end| data.get(..end))
            .map(str::to_owned);
        forged.extend(cuts);
        for _ in 0..8 {
            let mut bytes = data.clone().into_bytes();
            let at = chance.random_range(0..bytes.len());
            bytes[at] = chance.random_range(b' '..=b'~');
            forged.extend(String::from_utf8(bytes));
        }
        forged.push(format!("{data}:0"));
        forged.push(format!("{data} "));
    }
    for text in [
        "",
        "0",
        "-1",
        ":",
        "๑",
        "\0",
        "null",
        "a:9999999999999999999999",
        "h:h:h:h:h:h:h:h",
    ] {
        forged.push(text.to_owned());
    }
    let printable = |chance: &mut StdRng| chance.random_range(' '..='~');
    for length in 0..64 {
        forged.push((0..length).map(|_| printable(&mut chance)).collect());
    }
    forged
}

#[test]
fn forged_data_does_nothing_for_who_has_no_post_there_and_always_has_an_answer() {
    let forgeries = forgeries();
    let (mut cases, mut read) = (0, 0);
    for data in &forgeries {
        let action = Action::from_data(data);
        read += usize::from(action.is_some());
        for at in 0..STAGES.len() {
            for (who, person) in PEOPLE.into_iter().chain(OTHERS) {
                cases += 1;
                let event = Event::Press {
                    press: "p".to_owned(),
                    message: Some(5),
                    action,
                };
                let desk = desk(who, person, at, &Given::Nothing);
                let (_, effects) = step(State::Choice, &event, &desk);
                let answered = |effect: &Effect| matches!(effect, Effect::AnswerPress { .. });
                assert!(
                    effects.iter().any(answered),
                    "{data:?} of {who} ends in silence"
                );
                let stranger = OTHERS.iter().any(|(other, _)| *other == who);
                let shown = |effect: &Effect| {
                    matches!(
                        effect,
                        Effect::AnswerPress { .. }
                            | Effect::Show(_)
                            | Effect::Replace(_)
                            | Effect::SetLanguage(_)
                            | Effect::OwnData { .. }
                    )
                };
                if stranger || action.is_none() {
                    assert!(
                        effects.iter().all(shown),
                        "{data:?} of {who} does {effects:?}"
                    );
                }
            }
        }
    }
    eprintln!(
        "{cases} cases of {} forgeries, of which {read} can be read",
        forgeries.len()
    );
}

#[tokio::test]
async fn a_group_is_told_once_that_the_bot_is_for_private_chats_and_learns_nothing_else() {
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let group = |update: i64, kind: &str, content: serde_json::Value| {
            let mut message = json!({ "message_id": update, "date": NOW / 1000,
                "chat": { "id": -100, "type": kind, "title": "กลุ่ม" },
                // The reporter's own account, a bot, or an admin who hides behind the group.
                "from": { "id": 1, "is_bot": update % 2 == 0, "first_name": "ก" } });
            message.as_object_mut().unwrap().extend(content.as_object().unwrap().clone());
            Received {
                update_id: update,
                chat: -100,
                payload: json!({ "update_id": update, "message": message }).to_string(),
            }
        };
        let batch = vec![
            group(1, "group", json!({ "text": "/report" })),
            group(2, "supergroup", json!({ "text": "63/66" })),
            group(3, "supergroup", json!({ "text": "/start abc", "sender_chat": { "id": -100, "type": "supergroup" } })),
            group(4, "channel", json!({ "text": "รับทราบ" })),
            group(5, "group", json!({ "photo": [{ "file_id": "x", "width": 9, "height": 9 }] })),
        ];
        inbox::receive(store, event::FROM_TELEGRAM, batch, NOW).await.unwrap();
        let worker = Worker::new(store.clone(), dialogue::step, event::read, || NOW);
        while worker.turn().await.unwrap() > 0 {}
        let rows = sqlx::query("SELECT body FROM outbox")
            .fetch_all(&mut *store.reader().await.unwrap())
            .await
            .unwrap();
        let bodies: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        assert_eq!(bodies.len(), 1, "{bodies:?}");
        assert!(bodies[0].contains("not-private"), "{bodies:?}");
    })
    .await;
}

/// Every button, pressed below a message of a group or by a bot, and what a bot may say, as each of the office's
/// people: of none of it anything changes, nobody is written to, and a press turns no longer.
#[tokio::test]
async fn what_no_person_does_in_their_own_chat_is_answered_on_the_press_and_does_nothing_else() {
    const LEFT: &str = "SELECT (SELECT COUNT(*) FROM conversation) + (SELECT COUNT(*) FROM draft) \
         + (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM audit) + (SELECT COUNT(*) FROM wrong_code)";
    for_each_database(|db| async move {
        let store = &db.store;
        let plan = sample_office(store).await;
        let l10n = rapsap::l10n::L10n::new();
        let chats = Chats::new(store, l10n, NOW);
        let before = count(store, LEFT).await;
        let holders = plan.posts.iter().filter_map(|post| post.holder.as_ref());
        let mut people: Vec<i64> = holders.map(|holder| holder.chat).collect();
        people.push(77_001);
        // What each of them does at the same time.
        let everybody = |of: &dyn Fn(i64) -> Value| {
            let all = people.iter().map(|chat| (*chat, of(*chat)));
            all.collect::<Vec<_>>()
        };
        let mut cases = Vec::new();
        for row in rows() {
            let data = row.action.to_data();
            for kind in ["group", "supergroup", "channel"] {
                cases.push(everybody(&|chat| {
                    let mut update = chats.pressed(chat, 5, &data);
                    update["callback_query"]["message"]["chat"] =
                        json!({ "id": -100, "type": kind });
                    update
                }));
            }
            cases.push(everybody(&|chat| {
                let mut update = chats.pressed(chat, 5, &data);
                update["callback_query"]["from"]["is_bot"] = true.into();
                update
            }));
        }
        for text in ["/start abc", "/home", "/forget", "63/66", "รับทราบ"] {
            cases.push(everybody(&|chat| {
                let mut update = chats.message(chat, json!({ "text": text }));
                update["message"]["from"]["is_bot"] = true.into();
                update
            }));
        }
        let all: usize = cases.iter().map(Vec::len).sum();
        for updates in cases {
            let said = updates[0].1.to_string();
            let pressed = updates
                .iter()
                .filter(|(_, update)| update.get("callback_query").is_some());
            let pressed = pressed.count();
            let answers = chats.send(updates).await;
            // One word to each press, and that is an empty one.
            assert_eq!(answers.len(), pressed, "{said}: {answers:?}");
            let silent = |answer: &Answer| answer.shown.is_empty() && answer.notices.is_empty();
            assert!(answers.values().all(silent), "{said}: {answers:?}");
        }
        assert_eq!(count(store, LEFT).await, before);
        eprintln!("{all} cases of what no person did");
    })
    .await;
}
