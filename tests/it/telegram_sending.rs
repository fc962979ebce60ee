//! Messages on their way from the outbox to the phones, over the sandbox.

use std::time::Duration;

use rapsap::clock::Clock;
use rapsap::dialogue::{Action, Screen};
use rapsap::domain::office::{DocumentId, MeasureId};
use rapsap::phrase::Phrase;
use rapsap::sandbox::{Fault, Misbehaviour};
use rapsap::store::outbox::{self, Outgoing};
use rapsap::telegram::pace::Rates;
use rapsap::telegram::sender;

use crate::telegram_line::{Line, SOMCHAI, SOMSRI, unlimited};

/// A message that shows `text` as it is, beside whatever else is in the chat: "1. <text>".
fn note(text: &str) -> Screen {
    Screen::new(
        Phrase::new("item-line")
            .with("number", 1_usize)
            .with("item", text),
    )
    .aside()
}

fn show(text: &str) -> Outgoing {
    Outgoing::Show { screen: note(text) }
}

fn fault(line: &Line, what: Misbehaviour, method: &str) {
    line.sandbox.faults().add(Fault::new(what).on(method));
}

#[tokio::test]
async fn a_chat_reads_its_messages_in_order_and_a_flood_holds_back_no_other_chat() {
    let line = Line::open().await;
    let flood = Fault::new(Misbehaviour::TooManyRequests { retry_after: 2 })
        .on("sendMessage")
        .in_chat(SOMSRI);
    line.sandbox.faults().add(flood);
    line.queue([
        (SOMSRI, show("ก")),
        (SOMSRI, show("ข")),
        (SOMCHAI, show("ค")),
        (SOMSRI, show("ง")),
    ])
    .await;
    let begun = tokio::time::Instant::now();
    let sender = line.sender(unlimited());
    line.until("sent 1, waiting 3").await;
    assert!(
        begun.elapsed() < Duration::from_secs(2),
        "the other chat waited as well"
    );
    line.until("sent 4").await;
    assert!(
        begun.elapsed() >= Duration::from_secs(2),
        "retry_after was not obeyed"
    );
    assert_eq!(line.said(SOMSRI), ["1. ก", "1. ข", "1. ง"]);
    assert_eq!(line.said(SOMCHAI), ["1. ค"]);
    sender.stop().await.unwrap();
}

#[tokio::test]
async fn a_message_whose_answer_was_lost_comes_once_more_and_says_so() {
    for what in [Misbehaviour::DropAfter, Misbehaviour::DropBefore] {
        let line = Line::open().await;
        fault(&line, what, "sendMessage");
        line.queue([(SOMSRI, show("ก")), (SOMSRI, show("ข"))]).await;
        let sender = line.sender(unlimited());
        line.until("sent 2, unsure 1").await;
        sender.stop().await.unwrap();
        let said = line.said(SOMSRI);
        let again = said
            .iter()
            .position(|text| text.starts_with("(Sent once more") && text.ends_with("1. ก"));
        assert_eq!(again, Some(said.len() - 2), "{said:?}");
        assert_eq!(said.last().map(String::as_str), Some("1. ข"));
        assert_eq!(
            said.len(),
            if what == Misbehaviour::DropAfter {
                3
            } else {
                2
            }
        );
    }
}

#[tokio::test]
async fn a_server_that_says_it_failed_is_tried_again_without_a_mark() {
    let line = Line::open().await;
    fault(&line, Misbehaviour::ServerError(500), "sendMessage");
    line.queue([(SOMSRI, show("ก"))]).await;
    let sender = line.sender(unlimited());
    line.until("sent 1").await;
    sender.stop().await.unwrap();
    assert_eq!(line.said(SOMSRI), ["1. ก"]);
}

#[tokio::test]
async fn an_edit_whose_answer_was_lost_is_made_again_and_changes_nothing_more() {
    let line = Line::open().await;
    let sender = line.sender(unlimited());
    line.queue([(SOMSRI, show("ก"))]).await;
    line.until("sent 1").await;
    let message = i32::try_from(line.phone(SOMSRI).last().unwrap().id).unwrap();
    fault(&line, Misbehaviour::DropAfter, "editMessageText");
    let screen = note("แก้แล้ว").button("again-mark", Action::Home);
    line.queue([(
        SOMSRI,
        Outgoing::Replace {
            message,
            screen,
            press: None,
        },
    )])
    .await;
    line.until("sent 2").await;
    sender.stop().await.unwrap();
    assert_eq!(line.said(SOMSRI), ["1. แก้แล้ว"]);
    assert_eq!(line.phone(SOMSRI).last().unwrap().buttons().count(), 1);
}

#[tokio::test]
async fn a_message_that_is_gone_is_replaced_by_a_new_one() {
    let line = Line::open().await;
    line.queue([(
        SOMSRI,
        Outgoing::Replace {
            message: 99_999,
            screen: note("ใหม่"),
            press: None,
        },
    )])
    .await;
    let sender = line.sender(unlimited());
    line.until("sent 1").await;
    sender.stop().await.unwrap();
    assert_eq!(line.said(SOMSRI), ["1. ใหม่"]);
}

#[tokio::test]
async fn the_answer_to_a_press_that_telegram_forgot_is_let_go() {
    let line = Line::open().await;
    let answer = Outgoing::AnswerPress {
        press: "4711".to_owned(),
        text: None,
        alert: false,
    };
    line.queue([(SOMSRI, answer), (SOMSRI, show("ก"))]).await;
    let sender = line.sender(unlimited());
    line.until("sent 2").await;
    sender.stop().await.unwrap();
}

#[tokio::test]
async fn a_press_is_answered_with_its_short_text() {
    let line = Line::open().await;
    let sender = line.sender(unlimited());
    line.queue([(
        SOMSRI,
        Outgoing::Show {
            screen: note("ก").button("command-home", Action::Home),
        },
    )])
    .await;
    line.until("sent 1").await;
    let phone = line.phone(SOMSRI);
    let press = phone.press(phone.last().unwrap().id, "Home").unwrap();
    let text = Some(Phrase::new("again-mark"));
    line.queue([(
        SOMSRI,
        Outgoing::AnswerPress {
            press: press.clone(),
            text,
            alert: true,
        },
    )])
    .await;
    line.until("sent 2").await;
    sender.stop().await.unwrap();
    assert_eq!(phone.answers(&press).len(), 1);
}

#[tokio::test]
async fn a_person_who_blocked_the_bot_is_left_alone_and_others_are_not() {
    let line = Line::open().await;
    line.phone(SOMSRI).block();
    line.queue([
        (SOMSRI, show("ก")),
        (SOMSRI, show("ข")),
        (SOMCHAI, show("ค")),
    ])
    .await;
    let sender = line.sender(unlimited());
    line.until("dropped 2, sent 1").await;
    sender.stop().await.unwrap();
    assert_eq!(line.said(SOMSRI), [""; 0]);
    assert_eq!(line.said(SOMCHAI), ["1. ค"]);
}

#[tokio::test]
async fn what_people_typed_is_shown_and_never_read_as_markup() {
    let line = Line::open().await;
    let hostile = "<b>ตัวหนา</b> &amp; </code> \"quoted\" <a href=\"http://x\">x</a>";
    line.queue([(SOMSRI, show(hostile))]).await;
    let sender = line.sender(unlimited());
    line.until("sent 1").await;
    sender.stop().await.unwrap();
    assert_eq!(line.said(SOMSRI), [format!("1. {hostile}")]);
}

#[tokio::test]
async fn a_long_screen_comes_in_several_messages_with_the_buttons_on_the_last() {
    let line = Line::open().await;
    let paragraph = "ดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ".repeat(40);
    let screen = (0..6)
        .fold(note("ต้น"), |screen, _| {
            screen.and(
                Phrase::new("item-line")
                    .with("number", 2_usize)
                    .with("item", paragraph.as_str()),
            )
        })
        .button("command-home", Action::Open(MeasureId(i64::MAX)));
    line.queue([(SOMSRI, Outgoing::Show { screen })]).await;
    let sender = line.sender(unlimited());
    line.until("sent 1").await;
    sender.stop().await.unwrap();
    let messages: Vec<_> = line
        .phone(SOMSRI)
        .messages()
        .into_iter()
        .filter(|m| m.from_bot)
        .collect();
    assert_eq!(messages.len(), 3);
    let buttons: Vec<_> = messages
        .iter()
        .map(|message| message.buttons().count())
        .collect();
    assert_eq!(buttons, [0, 0, 1]);
}

#[tokio::test]
async fn a_long_screen_that_is_interrupted_by_a_flood_goes_on_where_it_stopped() {
    let line = Line::open().await;
    let flood = Fault::new(Misbehaviour::TooManyRequests { retry_after: 1 })
        .on("sendMessage")
        .after(1);
    line.sandbox.faults().add(flood);
    line.queue([(SOMSRI, show(&"ก".repeat(6000)))]).await;
    let sender = line.sender(unlimited());
    line.until("sent 1").await;
    sender.stop().await.unwrap();
    assert_eq!(line.said(SOMSRI).concat().matches('ก').count(), 6000);
}

#[tokio::test]
async fn the_end_waits_for_what_is_in_flight() {
    let line = Line::open().await;
    fault(
        &line,
        Misbehaviour::Delay(Duration::from_millis(700)),
        "sendMessage",
    );
    line.queue([(SOMSRI, show("ก"))]).await;
    let sender = line.sender(unlimited());
    line.until("sending 1").await;
    sender.stop().await.unwrap();
    assert_eq!(line.statuses().await, "sent 1");
    assert_eq!(line.said(SOMSRI), ["1. ก"]);
}

#[tokio::test]
async fn what_was_in_flight_at_a_crash_comes_once_more_and_says_so() {
    let line = Line::open().await;
    fault(
        &line,
        Misbehaviour::Delay(Duration::from_millis(300)),
        "sendMessage",
    );
    line.queue([(SOMSRI, show("ก")), (SOMCHAI, show("ข"))])
        .await;
    let sender = line.sender(unlimited());
    line.until("sending 1, sent 1").await;
    sender.kill().await;
    assert_eq!(
        outbox::recover(&line.store, Clock::system().now())
            .await
            .unwrap(),
        1
    );
    let sender = line.sender(unlimited());
    line.until("sent 2, unsure 1").await;
    sender.stop().await.unwrap();
    let all = [line.said(SOMSRI), line.said(SOMCHAI)].concat();
    assert_eq!(
        all.iter()
            .filter(|text| text.starts_with("(Sent once more"))
            .count(),
        1,
        "{all:?}"
    );
}

#[tokio::test]
async fn one_chat_gets_a_burst_and_then_its_rate() {
    let line = Line::open().await;
    line.queue((0..6).map(|n| (SOMSRI, show(&n.to_string()))))
        .await;
    let rates = Rates {
        per_second: 0,
        per_chat: 2,
        burst: 3,
    };
    let begun = tokio::time::Instant::now();
    let sender = line.sender(sender::Settings {
        rates,
        ..sender::Settings::default()
    });
    line.until("sent 3, waiting 3").await;
    assert!(begun.elapsed() < Duration::from_secs(1));
    line.until("sent 6").await;
    let took = begun.elapsed();
    assert!(
        took >= Duration::from_millis(1400),
        "{took:?} for 3 messages over the burst at 2 a second"
    );
    sender.stop().await.unwrap();
}

#[tokio::test]
async fn a_file_is_uploaded_once_and_then_sent_by_telegrams_own_copy() {
    let line = Line::open().await;
    let document = document(&line, b"%PDF-1.7 test").await;
    let sender = line.sender(unlimited());
    let deliver = || Outgoing::Deliver {
        document,
        screen: note("รายงาน").button("command-home", Action::Home),
    };
    line.queue([(SOMSRI, deliver()), (SOMCHAI, deliver())])
        .await;
    line.until("sent 2").await;
    sender.stop().await.unwrap();
    let files: Vec<_> = [SOMSRI, SOMCHAI]
        .map(|chat| line.phone(chat).last().unwrap())
        .into();
    for message in &files {
        let file = message.file.as_ref().unwrap();
        assert_eq!(&file.bytes[..], b"%PDF-1.7 test");
        assert_eq!(
            file.name.as_deref(),
            Some("report-อบต.ทดสอบ-FY2566-version1.pdf")
        );
        assert_eq!(message.text, "1. รายงาน");
        assert_eq!(message.buttons().count(), 1);
    }
    assert_eq!(
        files[0].file.as_ref().unwrap().file_id,
        files[1].file.as_ref().unwrap().file_id
    );
}

#[tokio::test]
async fn a_caption_that_is_too_long_goes_on_in_a_message_with_the_buttons() {
    let line = Line::open().await;
    let document = document(&line, b"%PDF-1.7 test").await;
    let sender = line.sender(unlimited());
    let screen = note("รายงาน")
        .and(note(&"ก".repeat(1500)).parts.remove(0))
        .button("command-home", Action::Home);
    line.queue([(SOMSRI, Outgoing::Deliver { document, screen })])
        .await;
    line.until("sent 1").await;
    sender.stop().await.unwrap();
    let messages: Vec<_> = line
        .phone(SOMSRI)
        .messages()
        .into_iter()
        .filter(|m| m.from_bot)
        .collect();
    assert!(messages[0].file.is_some() && messages[0].text.encode_utf16().count() <= 1024);
    assert_eq!(messages.last().unwrap().buttons().count(), 1);
    assert_eq!(
        messages
            .iter()
            .map(|m| m.text.matches('ก').count())
            .sum::<usize>(),
        1500
    );
}

/// A document that was made, with just enough of an office around it.
async fn document(line: &Line, bytes: &[u8]) -> DocumentId {
    let sha256 = line.blobs.put(bytes.to_vec()).await.unwrap();
    let mut tx = line.store.begin().await.unwrap();
    for sql in [
        "INSERT INTO office (id, name, short_name, address, order_issuer, revision, facts, created_at) \
         VALUES (1, 'องค์การบริหารส่วนตำบลทดสอบ', 'อบต.ทดสอบ', '', '', 1, 1, 1)",
        "INSERT INTO post (id, office_id, code, role, turn, name, position, place) \
         VALUES (2, 1, 'reporter', 'reporter', 0, '', '', 1)",
        "INSERT INTO person (id, chat_id, language, created_at) VALUES (3, 501, 'th', 1)",
        "INSERT INTO plan (id, office_id, fiscal_year, wording, imported_at) VALUES (4, 1, 2566, '{}', 1)",
        "INSERT INTO report (id, office_id, plan_id, version, stage, snapshot, missing, person_id, post_id, compiled_at, number) \
         VALUES (5, 1, 4, 1, '{}', '{}', '[]', 3, 2, 1, 1)",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    let insert = "INSERT INTO document (id, office_id, report_id, kind, status, wanted_by, wanted_at, sha256, size) \
                  VALUES (6, 1, 5, 'report', 'done', 501, 1, $1, 13)";
    sqlx::query(insert)
        .bind(sha256)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    DocumentId(6)
}
