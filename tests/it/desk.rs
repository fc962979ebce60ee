//! The one message that a person works in: where it stands, and what stays when work is done.

use crate::town::{Person, Town, Who};

/// What the bot shows in a chat, from the oldest message to the newest.
fn shown(person: &Person) -> Vec<String> {
    let messages = person.phone.messages();
    messages
        .into_iter()
        .filter(|message| message.from_bot)
        .map(|message| message.text)
        .collect()
}

/// Waits until the chat shows so many messages of the bot; what is put away goes after what comes.
async fn until(person: &Person, count: usize) -> Vec<String> {
    let begun = tokio::time::Instant::now();
    loop {
        let shown = shown(person);
        if shown.len() == count {
            return shown;
        }
        assert!(
            begun.elapsed() < crate::town::PATIENCE,
            "{count} messages are not reached: {shown:#?}"
        );
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_edited_by_presses_and_moves_below_what_is_typed() {
    let town = Town::open().await;
    let person = town.phone(Who::Personnel);
    person.enrols().await;
    person.presses("เริ่มใช้งาน").await;
    let home = until(&person, 2).await;
    assert!(home[0].contains("ยินดีต้อนรับ"), "{home:#?}");

    // A press changes the very message.
    let before = person.phone.last().unwrap().id;
    let opened = person.presses("มาตรการที่ ๒").await;
    assert_eq!(opened.id, before);
    assert!(opened.text.contains("ดำเนินการอะไรไปแล้วบ้าง"));

    // What is typed is answered below it, and the question above is gone.
    for (typed, answered) in [
        ("ประชุมชี้แจงบุคลากร", "ประชุมชี้แจงบุคลากร"),
        ("ติดตามผล", "ติดตามผล"),
    ] {
        person.types(typed).await;
        let shown = until(&person, 2).await;
        assert!(shown[1].contains(answered) && shown[1].contains("มีข้อต่อไปอีกไหม"));
        assert!(
            person.phone.last().unwrap().from_bot,
            "the question is the last"
        );
    }
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_finished_stays_in_short_and_its_button_opens_below() {
    let town = Town::open().await;
    let person = town.phone(Who::Personnel);
    person.enrols().await;
    person.presses("เริ่มใช้งาน").await;
    person.presses("มาตรการที่ ๒").await;
    person.presses("ไม่ได้ดำเนินการ").await;
    person.types("อยู่ระหว่างจัดซื้อจัดจ้าง").await;
    person.presses("ส่งรายงาน").await;
    let filed = until(&person, 2).await;
    assert!(filed[1].contains("ส่งรายงานมาตรการที่ ๒ แล้ว"), "{filed:#?}");

    person.presses("มาตรการของฉัน").await;
    let shown = until(&person, 3).await;
    assert_eq!(shown[..2], filed[..], "the summary stays as it is");
    person.presses("หน้าแรก").await;
    until(&person, 3).await;
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn news_leaves_the_question_that_is_being_answered_where_it_is() {
    let town = Town::enrolled().await;
    let (finance, personnel) = (town.phone(Who::Finance), town.phone(Who::Personnel));
    let reporter = town.phone(Who::Reporter);
    personnel.types("/home").await;
    personnel.presses("มาตรการที่ ๒").await;
    personnel.presses("ไม่ได้ดำเนินการ").await;
    personnel.types("รออนุมัติ").await;
    personnel.presses("ส่งรายงาน").await;
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("ส่งคืนมาตรการ").await;
    reporter.presses("๒. ").await;
    reporter.types("โปรดระบุขั้นตอน").await;
    personnel.sees("ถูกส่งคืนให้แก้ไข").await;
    let shown = until(&personnel, 3).await;
    assert!(shown[2].contains("โปรดระบุขั้นตอน"), "{shown:#?}");

    // Whoever is in the middle of an answer keeps the question, and the next answer moves it as ever.
    finance.types("/home").await;
    finance.presses("มาตรการที่ ๑").await;
    finance.types("จัดทำแผน").await;
    until(&finance, 2).await;
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_the_bot_still_knows_which_message_is_the_question() {
    let mut town = Town::open().await;
    let person = town.phone(Who::Personnel);
    person.enrols().await;
    person.presses("เริ่มใช้งาน").await;
    person.presses("มาตรการที่ ๒").await;
    until(&person, 2).await;
    town.restart().await;
    person.types("ประชุมชี้แจงบุคลากร").await;
    let shown = until(&person, 2).await;
    assert!(shown[1].contains("ประชุมชี้แจงบุคลากร"), "{shown:#?}");
    town.close().await;
}
