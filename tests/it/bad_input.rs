//! What must not harm: strangers, forged and old buttons, double taps, markup, things that are no
//! answer. Every one ends in words and a way on.

use rapsap::dialogue::Action;
use rapsap::domain::office::MeasureId;

use crate::town::{PATIENCE, Person, Town, Who};

/// The callback data of the newest button whose label contains `label`.
fn data(person: &Person, label: &str) -> (i64, String) {
    person
        .phone
        .messages()
        .iter()
        .rev()
        .find_map(|message| {
            let button = message
                .keyboard
                .iter()
                .flatten()
                .find(|button| button.text.contains(label))?;
            Some((message.id, button.data.clone()?))
        })
        .unwrap_or_else(|| panic!("no button {label:?}"))
}

async fn opens(person: &Person, measure: &str) {
    person.types("/home").await;
    person.presses("มาตรการของฉัน").await;
    person.presses(measure).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_gets_a_polite_answer_that_reveals_nothing() {
    let town = Town::open().await;
    let stranger = town.phone(Who::Executive);
    for words in ["/start", "รับทราบ", "/start AAAAAAAAAAAAAAAAAAAAAAAA"] {
        let shown = stranger.types(words).await;
        assert!(shown.text.contains("เชิญ"), "{}", shown.text);
        assert!(!shown.text.contains("บุ่งคล้า"), "{}", shown.text);
        assert!(shown.keyboard.is_empty());
    }
    // A forged press of a stranger is answered as politely.
    let mark = stranger.phone.mark();
    stranger
        .phone
        .press_data(1, &Action::Open(MeasureId(1)).to_data());
    let shown = stranger.sees_after(mark, |_| true).await;
    assert!(shown.text.contains("เชิญ"), "{}", shown.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_works_once_and_for_one_person() {
    let town = Town::open().await;
    let executive = town.phone(Who::Executive);
    let shown = executive.enrols().await;
    assert!(
        shown.text.contains("ยินดีต้อนรับ นายสมมุติ รับทราบ"),
        "{}",
        shown.text
    );
    let thief = town.phone(Who::Finance);
    let shown = thief
        .types(&format!("/start {}", executive.invitation.unwrap()))
        .await;
    assert!(shown.text.contains("ลิงก์เชิญนี้ใช้ไม่ได้"), "{}", shown.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_button_on_another_units_measure_does_nothing() {
    let town = Town::enrolled().await;
    let finance = town.phone(Who::Finance);
    opens(&finance, "๑. ").await;
    let (_, stolen) = data(&finance, "ไม่ได้ดำเนินการ");
    let thief = town.phone(Who::Personnel);
    for forged in [
        stolen.as_str(),
        "mf:zzzzzzzzzzzz",
        "xc:1",
        "vc:1",
        "garbage",
        "💥",
        "",
    ] {
        let mark = thief.phone.mark();
        let message = thief.phone.last().unwrap().id;
        let press = thief.phone.press_data(message, forged);
        thief.phone.wait_answer(&press, PATIENCE).await.unwrap();
        let shown = thief.sees_after(mark, |_| true).await;
        let explained = shown.text.contains("ปุ่มนี้เป็นของข้อความเก่า")
            || shown.text.contains("ไม่อยู่ในความรับผิดชอบของท่าน")
            || shown.text.contains("ไม่ได้รอท่านอยู่");
        assert!(explained, "{forged:?}: {}", shown.text);
    }
    let shown = finance.types("มีการประชุมชี้แจง").await;
    assert!(shown.text.contains("บันทึกแล้ว"), "{}", shown.text);
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_tap_files_once_and_an_old_button_explains_itself() {
    let town = Town::enrolled().await;
    let person = town.phone(Who::Finance);
    opens(&person, "๑. ").await;
    person.types("มีการประชุมชี้แจง").await;
    person.presses("ไปที่ผลลัพธ์").await;
    person.types("บุคลากรเข้าใจมากขึ้น").await;
    let (message, file) = data(&person, "ส่งรายงาน");
    let mark = person.phone.mark();
    person.phone.press_data(message, &file);
    let second = person.phone.press_data(message, &file);
    person
        .sees_after(mark, |message| {
            message.text.contains("ส่งรายงานมาตรการที่ ๑ แล้ว")
        })
        .await;
    let answer = person.phone.wait_answer(&second, PATIENCE).await.unwrap();
    assert_eq!(answer.text.as_deref(), Some("มาตรการนี้ส่งแล้ว"));
    let reporter = town.phone(Who::Reporter);
    reporter.types("/home").await;
    let home = reporter.sees("รายงานแล้ว ๑ จาก ๖ มาตรการ").await;
    assert!(home.text.contains("ยังไม่ได้รวบรวม"));
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_used_is_said_kindly_and_the_question_comes_again() {
    let town = Town::enrolled().await;
    let person = town.phone(Who::Finance);
    opens(&person, "๑. ").await;
    type Sends = fn(&Person);
    let sends: [(&str, Sends); 6] = [
        ("สติกเกอร์", |person| {
            person.phone.sticker();
        }),
        ("ข้อความเสียง", |person| {
            person.phone.voice();
        }),
        ("วิดีโอ", |person| {
            person.phone.video_note();
        }),
        ("ตำแหน่งที่ตั้ง", |person| {
            person.phone.location();
        }),
        ("รายชื่อติดต่อ", |person| {
            person.phone.contact();
        }),
        ("แบบสำรวจ", |person| {
            person.phone.poll();
        }),
    ];
    for (named, send) in sends {
        let mark = person.phone.mark();
        send(&person);
        let shown = person.sees_after(mark, |_| true).await;
        assert!(shown.text.contains(named), "{named}: {}", shown.text);
        assert!(
            shown.text.contains("ดำเนินการอะไรไปแล้วบ้าง"),
            "{}",
            shown.text
        );
    }
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_stays_text_in_the_chat() {
    let town = Town::enrolled().await;
    let person = town.phone(Who::Finance);
    opens(&person, "๑. ").await;
    let odd = "<b>หนา</b> & <script>alert(1)</script> *ดาว* _ขีด_ #panic() $x$ \\ [ลิงก์](tg)";
    let shown = person.types(odd).await;
    assert!(shown.text.contains(odd), "{}", shown.text);
    // Longer than a message can be: it comes in parts, and the buttons stand below the last.
    let long = "ดำเนินการตามแผน ".repeat(600);
    let mark = person.phone.mark();
    person.phone.text(&long);
    person
        .sees_after(mark, |message| {
            message
                .keyboard
                .iter()
                .flatten()
                .any(|button| button.text.contains("ผลลัพธ์"))
        })
        .await;
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_three_days_start_resumes_where_they_were() {
    let town = Town::enrolled().await;
    let person = town.phone(Who::Personnel);
    opens(&person, "๒. ").await;
    person.presses("เพิ่มคำสั่ง").await;
    person.types("63/2566").await;
    let shown = person.types("/start").await;
    assert!(
        shown.text.contains("กลับมาแล้ว") && shown.text.contains("เรื่องอะไร"),
        "{}",
        shown.text
    );
    assert!(shown.text.contains("ที่ ๖๓/๒๕๖๖"), "{}", shown.text);
    // Leaving for home and coming back loses nothing either.
    person.types("/home").await;
    let shown = person.presses("มาตรการที่ ๒").await;
    assert!(
        shown.text.contains("ที่ ๖๓/๒๕๖๖") && shown.text.contains("เรื่องอะไร"),
        "{}",
        shown.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_tap_never_touches_the_next_order() {
    let town = Town::enrolled().await;
    let person = town.phone(Who::Finance);
    opens(&person, "๑. ").await;
    let orders = "63/2566 เรื่อง ก\n64/2566 เรื่อง ข\n65/2566 เรื่อง ค";
    let shown = person.types(orders).await;
    assert!(shown.text.contains("ที่ ๖๓/๒๕๖๖"), "{}", shown.text);
    for label in ["ไม่ทราบวันที่", "ยกเลิกคำสั่งนี้"]
    {
        let (message, tapped) = data(&person, label);
        let mark = person.phone.mark();
        person.phone.press_data(message, &tapped);
        person.phone.press_data(message, &tapped);
        person
            .sees_after(mark, |message| message.text.contains("ปุ่มนี้เป็นของข้อความเก่า"))
            .await;
    }
    // 63 is filed without a date, 64 was dropped, and 65 is still asked about.
    let shown = person.types("1/3/2566").await;
    assert!(shown.text.contains("๖๓/๒๕๖๖ เรื่อง ก\n"), "{}", shown.text);
    assert!(!shown.text.contains("๖๔/๒๕๖๖"), "{}", shown.text);
    assert!(
        shown.text.contains("๖๕/๒๕๖๖ เรื่อง ค ลงวันที่ ๑ มีนาคม ๒๕๖๖"),
        "{}",
        shown.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_was_done_never_stands_beside_results() {
    let town = Town::enrolled().await;
    let person = town.phone(Who::Finance);
    opens(&person, "๑. ").await;
    let (message, nothing) = data(&person, "ไม่ได้ดำเนินการ");
    person.types("มีการประชุมชี้แจง").await;
    let mark = person.phone.mark();
    person.phone.press_data(message, &nothing);
    let shown = person.sees_after(mark, |_| true).await;
    assert!(shown.text.contains("ปุ่มนี้เป็นของข้อความเก่า"), "{}", shown.text);
    assert!(shown.text.contains("มีการประชุมชี้แจง"), "{}", shown.text);
    // The reason is said once, however it begins.
    opens(&town.phone(Who::Personnel), "๒. ").await;
    let other = town.phone(Who::Personnel);
    other.presses("ไม่ได้ดำเนินการ").await;
    let shown = other.types("เนื่องจากงบประมาณไม่เพียงพอ").await;
    assert!(
        shown
            .text
            .contains("ไม่มีผลการดำเนินงาน เนื่องจากงบประมาณไม่เพียงพอ"),
        "{}",
        shown.text
    );
    town.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_that_cannot_be_followed_is_explained_in_the_chat_too() {
    let town = Town::enrolled().await;
    let reporter = town.phone(Who::Reporter);
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    let mark = reporter.phone.mark();
    reporter.press("รวบรวมรายงาน");
    reporter
        .sees_after(mark, |message| message.text.contains("จึงยังรวบรวมไม่ได้"))
        .await;
    town.close().await;
}
