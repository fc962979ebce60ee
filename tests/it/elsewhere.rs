//! What people send where something else was asked: papers go to the evidence, scores of which nobody
//! knows the year are asked about, long texts come in pieces, taps come twice.

use rapsap::l10n::L10n;
use rapsap::store::Store;
use serde_json::json;

use crate::chats::Chats;
use crate::databases::{NOW, for_each_database, office};
use crate::hands::Hands;

const PERSONNEL: i64 = 6;
const REGISTRAR: &str = "คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ 1 ก.พ. 66";
const READ_BACK: &str = "ที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖";

async fn chats(store: &Store) -> Chats {
    office(store, include_str!("../../src/sample_office.toml"), 0).await;
    Chats::new(store, L10n::new(), NOW)
}

async fn opens(hands: &Hands<'_>) {
    hands.types("/home").await;
    hands.presses("มาตรการของฉัน").await;
    hands.presses(" ๒. ").await;
}

fn offers(hands: &Hands<'_>, label: &str) -> bool {
    hands.labels().iter().any(|shown| shown.contains(label))
}

#[tokio::test]
async fn a_whole_citation_answers_the_question_for_any_part_of_that_paper() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        // Asked for the date, the person pastes it all.
        hands.presses("เพิ่มคำสั่ง").await;
        hands.types("63/66").await;
        hands.types("แต่งตั้ง").await.has(&["ลงวันที่เท่าไร"]);
        hands
            .types(REGISTRAR)
            .await
            .has(&[
                &format!("๑. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า{READ_BACK}"),
                "มีข้อต่อไปอีกไหม",
            ])
            .lacks(&["๒. "]);
    })
    .await;
}

#[tokio::test]
async fn another_paper_pasted_there_does_not_drive_out_the_one_that_is_asked_about() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.presses("เพิ่มคำสั่ง").await;
        hands.types("62/66").await;
        hands.types("แต่งตั้งคณะทำงาน").await.has(&["ลงวันที่เท่าไร"]);
        hands
            .types(REGISTRAR)
            .await
            .has(&["ที่ ๖๒/๒๕๖๖", "แต่งตั้งคณะทำงาน", "ลงวันที่เท่าไร"]);
        hands.types("30 ม.ค. 66").await.has(&[
            "๑. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๖๒/๒๕๖๖ เรื่อง แต่งตั้งคณะทำงาน",
            "๒. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๖๓/๒๕๖๖",
        ]);
    })
    .await;
}

#[tokio::test]
async fn every_question_about_a_paper_has_a_way_back_and_a_way_home() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.presses("เพิ่มคำสั่ง").await;
        for (said, asked) in [("63/66", "เรื่อง"), ("แต่งตั้งนายทะเบียน", "ลงวันที่")]
        {
            assert!(offers(&hands, "กลับไปผลการดำเนินงาน") && offers(&hands, "พักไว้ก่อน"));
            hands.types(said).await.has(&[asked]);
        }
        // Which day is meant is a question of its own.
        hands.types("1/2").await;
        assert!(offers(&hands, "กลับไปผลการดำเนินงาน") && offers(&hands, "พักไว้ก่อน"));
        // What is known of the order waits for the person.
        hands.presses("พักไว้ก่อน").await;
        hands
            .presses("มาตรการที่ ๒")
            .await
            .has(&["๖๓/๒๕๖๖", "แต่งตั้งนายทะเบียน", "ลงวันที่เท่าไร"]);
    })
    .await;
}

#[tokio::test]
async fn a_citation_at_another_question_is_evidence_and_the_question_stays() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.types("ประชุมมอบหมายงาน").await;
        hands.presses("ไปที่ผลลัพธ์").await;
        hands
            .types(REGISTRAR)
            .await
            .has(&["บันทึกเป็นหลักฐาน", READ_BACK, "ผลลัพธ์/ความสำเร็จคืออะไร"]);
        hands.types("บุคลากรเข้าใจงาน").await.has(&["คะแนน ITA"]);
        hands
            .types("คำสั่งที่ 64/2566 เรื่อง มอบหมายงาน ลงวันที่ 2 ก.พ. 66")
            .await
            .has(&["บันทึกเป็นหลักฐาน", "๖๔/๒๕๖๖", "คะแนน ITA"]);
        hands.types("82.94").await.has(&["ผลลัพธ์"]);
        // Below the review, and below the list of items, it is one more item.
        hands
            .types("คำสั่งที่ 65/2566 เรื่อง มอบอำนาจ ลงวันที่ 3 ก.พ. 66")
            .await
            .has(&["บันทึกเป็นหลักฐาน", "๔. คำสั่ง"]);
        hands.presses("เพิ่มข้อ").await;
        hands.presses("แก้ผลการดำเนินงาน").await;
        hands
            .types("คำสั่งที่ 66/2566 เรื่อง แต่งตั้งเวร ลงวันที่ 6 ก.พ. 66")
            .await
            .has(&["๕. คำสั่ง"]);
    })
    .await;
}

#[tokio::test]
async fn a_citation_that_stands_already_may_be_the_outcome_itself() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.types(REGISTRAR).await;
        hands.presses("ไปที่ผลลัพธ์").await;
        hands.types(REGISTRAR).await.has(&["บันทึกผลลัพธ์แล้ว"]);
    })
    .await;
}

#[tokio::test]
async fn scores_the_wrong_way_round_are_asked_about_and_dates_are_none() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.types("ประชุมมอบหมายงาน").await;
        hands.presses("ไปที่ผลลัพธ์").await;
        hands.types("บุคลากรเข้าใจงาน").await;
        for none in ["1 ก.พ. 66", "๖๓/๒๕๖๖", "12 มกราคม"] {
            hands.types(none).await.has(&["อ่านคะแนนไม่ได้"]);
        }
        // The plan says 84.25 for the year before.
        let (typed, asked) = hands.sends("82.94 84.25").await;
        asked.has(&["คะแนนใดเป็นของปีใด"]);
        assert_eq!(
            hands.labels()[..2],
            [
                "ปี ๒๕๖๕ ได้ ๘๔.๒๕ · ปี ๒๕๖๖ ได้ ๘๒.๙๔",
                "ปี ๒๕๖๕ ได้ ๘๒.๙๔ · ปี ๒๕๖๖ ได้ ๘๔.๒๕"
            ]
        );
        hands
            .presses("ปี ๒๕๖๖ ได้ ๘๒.๙๔")
            .await
            .has(&["ลดลง", "จำนวน ๑.๓๑ คะแนน"]);
        // The message still is where they came from.
        hands
            .edits(typed, "ปี 2565 ได้ 84.25 ปี 2566 ได้ 83.25")
            .await
            .has(&["จำนวน ๑.๐๐ คะแนน"]);
        // Whoever names the years has said it.
        hands.presses("แก้คะแนน").await;
        hands
            .types("ปี 2566 ได้ 84.25 ปี 2565 ได้ 82.94")
            .await
            .has(&["เพิ่มขึ้น", "คะแนนปีก่อนในแผนคือ"]);
    })
    .await;
}

#[tokio::test]
async fn an_outcome_that_telegram_cut_in_pieces_is_kept_whole() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.types("ประชุมมอบหมายงาน").await;
        hands.presses("ไปที่ผลลัพธ์").await;
        let long = "บุคลากรเข้าใจหน้าที่ ".repeat(190);
        let pieces = [long.trim(), "และประชาชนพอใจมากขึ้น"];
        let pieces = pieces.map(|text| chats.message(PERSONNEL, json!({ "text": text })));
        let rest = pieces[1]["message"]["message_id"].as_i64().unwrap();
        let mut answers = chats
            .send(pieces.map(|piece| (PERSONNEL, piece)).into())
            .await;
        let shown = answers.remove(&PERSONNEL).unwrap().shown;
        shown.last().unwrap().has(&["ต่อท้ายผลลัพธ์แล้ว", "คะแนน ITA"]);
        hands
            .types("82.94")
            .await
            .has(&["บุคลากรเข้าใจหน้าที่ และประชาชนพอใจมากขึ้น"]);
        hands
            .edits(rest, "และประชาชนพอใจ")
            .await
            .has(&["แบ่งเป็นหลายข้อความ", "และประชาชนพอใจมากขึ้น"]);
    })
    .await;
}

#[tokio::test]
async fn an_outcome_or_a_score_edited_after_filing_leads_to_a_correction() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.types("ประชุมมอบหมายงาน").await;
        hands.presses("ไปที่ผลลัพธ์").await;
        let (outcome, _) = hands.sends("บุคลากรเข้าใจงาน").await;
        let (score, _) = hands.sends("82.94").await;
        hands.presses("ส่งรายงาน").await;
        // While another quarter is worked on.
        opens(&hands).await;
        hands.presses("ไตรมาสอื่น").await;
        hands.presses("ไตรมาสที่ ๓").await;
        hands.types("ทบทวนการมอบหมายงาน").await;
        for message in [outcome, score] {
            hands
                .edits(message, "83.00")
                .await
                .has(&["มาตรการนี้ส่งไปแล้ว", "บุคลากรเข้าใจงาน"]);
            assert!(offers(&hands, "แก้ไขและส่งใหม่"));
        }
        // The correction knows them as well.
        hands.presses("แก้ไขและส่งใหม่").await;
        hands.types("พิมพ์ผิด").await;
        hands.edits(score, "83.00").await.has(&["๘๓.๐๐"]);
    })
    .await;
}

#[tokio::test]
async fn the_second_tap_on_a_confirmation_is_answered_on_the_button_alone() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.presses("ไม่ได้ดำเนินการ").await;
        hands.types("รออนุมัติ").await;
        let (message, data) = hands.button("ส่งรายงาน");
        hands
            .press(message, &data)
            .await
            .has(&["ส่งรายงานมาตรการที่ ๒ แล้ว"]);
        let again = chats.press(PERSONNEL, message, &data).await;
        assert!(again.shown.is_empty(), "{again:#?}");
        assert_eq!(again.notices, ["มาตรการนี้ส่งแล้ว"]);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_waits_for_its_measure_is_fetched_at_once() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        hands.types("/home").await;
        let photo = |id: &str| {
            json!({ "photo": [{ "file_id": id, "file_unique_id": id, "width": 90, "height": 90, "file_size": 900 }] })
        };
        for id in ["one", "two"] {
            let update = chats.message(PERSONNEL, photo(id));
            chats.send(vec![(PERSONNEL, update)]).await;
        }
        let wanted = "SELECT COUNT(*) FROM evidence_file WHERE status = 'wanted' AND not_before = 0";
        assert_eq!(crate::databases::count(&db.store, wanted).await, 2);
        let measures = || async {
            let mut reader = db.store.reader().await.unwrap();
            sqlx::query_scalar::<_, i64>("SELECT measure_id FROM evidence_file ORDER BY id")
                .fetch_all(&mut *reader)
                .await
                .unwrap()
        };
        let guessed = measures().await;
        let shown = hands.types("/start").await;
        shown.has(&["ได้รับ ๒ ภาพแล้ว"]);
        hands.presses("๓. ").await.has(&["๒ ภาพ"]);
        let said = measures().await;
        assert!(said.len() == 2 && said[0] == said[1] && said != guessed, "{said:?}");
    })
    .await;
}

#[tokio::test]
async fn a_reason_typed_when_the_measure_was_just_returned_is_not_dropped_in_silence() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let (officer, reporter) = (Hands::of(&chats, PERSONNEL), Hands::of(&chats, 1));
        opens(&officer).await;
        officer.presses("ไม่ได้ดำเนินการ").await;
        officer.types("รองบประมาณ").await;
        officer.presses("ส่งรายงาน").await;
        opens(&officer).await;
        officer.presses("แก้ไขและส่งใหม่").await;
        reporter.types("/home").await;
        for label in ["กระดาน", "ส่งคืนมาตรการ", "๒. "] {
            reporter.presses(label).await;
        }
        reporter.types("ขอเอกสารเพิ่ม").await;
        officer
            .types("พิมพ์ปีผิด")
            .await
            .has(&["เพิ่งถูกส่งคืน", "ไม่ได้บันทึก", "ขอเอกสารเพิ่ม", "ส่งรายงาน"]);
    })
    .await;
}

#[tokio::test]
async fn another_paper_that_lacks_something_is_said_to_wait_its_turn() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands
            .types("หนังสืออำเภอหล่มสัก ที่ พช ๐๐๒๓.๔/๑๒ ลงวันที่ ๒๐ ก.พ. ๒๕๖๖")
            .await
            .has(&["เรื่องอะไร"]);
        hands
            .types("คำสั่งที่ 91/2023 เรื่อง มอบหมายงาน ลงวันที่ 10 มีนาคม 2023")
            .await
            .has(&["อีก ๑ ฉบับ", "หนังสืออำเภอหล่มสัก", "เรื่องอะไร"]);
        hands
            .types("แนวทางปฏิบัติ")
            .await
            .has(&["เลขที่คำสั่ง", "91/2023"]);
        hands.types("91/2566").await.has(&[
            "๑. หนังสืออำเภอหล่มสัก",
            "๒. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๙๑/๒๕๖๖ เรื่อง มอบหมายงาน ลงวันที่ ๑๐ มีนาคม ๒๕๖๖",
        ]);
    })
    .await;
}

#[tokio::test]
async fn the_day_at_the_foot_of_an_announcement_is_its_date() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands
            .types("ประกาศ อบต.บุ่งคล้า\nเรื่อง เจตนารมณ์สุจริต\nประกาศ ณ วันที่ ๑๐ มกราคม พ.ศ. ๒๕๖๖")
            .await
            .has(&["เรื่อง เจตนารมณ์สุจริต ลงวันที่ ๑๐ มกราคม ๒๕๖๖", "มีข้อต่อไปอีกไหม"])
            .lacks(&["๒. "]);
    })
    .await;
}

#[tokio::test]
async fn a_first_report_that_comes_while_a_version_is_checked_is_not_called_a_new_one() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = |chat| Hands::of(&chats, chat);
        let (officer, reporter, verifier, late) = (hands(PERSONNEL), hands(1), hands(2), hands(5));
        for (person, at) in [(&officer, "มาตรการที่ ๒"), (&late, "มาตรการที่ ๑")]
        {
            person.types("/home").await;
            person.presses(at).await;
            person.presses("ไม่ได้ดำเนินการ").await;
            person.types("รองบประมาณ").await;
        }
        officer.presses("ส่งรายงาน").await;
        reporter.types("/home").await;
        for label in ["กระดาน", "รวบรวมรายงาน", "รวบรวมเท่าที่มี", "เสนอตรวจสอบ"]
        {
            reporter.presses(label).await;
        }
        late.presses("ส่งรายงาน").await;
        for told in [late.tells(&reporter), late.tells(&verifier)] {
            told[0]
                .has(&["ส่งรายงานมาตรการที่ ๑ หลังจากรวบรวม"])
                .lacks(&["มาตรการที่ ๑ ใหม่"]);
        }
    })
    .await;
}
