//! What a person must not lose or be told wrongly: each once went wrong in somebody's hands.

use rapsap::domain::incoming::Unkept;
use rapsap::domain::progress::Draft;
use rapsap::l10n::L10n;
use rapsap::store::{Store, evidence};
use serde_json::json;

use crate::chats::{Chats, Shown};
use crate::databases::{NOW, for_each_database, office};
use crate::hands::Hands;

const REPORTER: i64 = 1;
const PERSONNEL: i64 = 6;

async fn chats(store: &Store) -> Chats {
    office(store, include_str!("../../src/sample_office.toml"), 0).await;
    Chats::new(store, L10n::new(), NOW)
}

async fn opens(hands: &Hands<'_>) {
    hands.types("/home").await;
    hands.presses("มาตรการของฉัน").await;
    hands.presses(" ๒. ").await;
}

#[tokio::test]
async fn two_orders_named_together_share_what_is_said_behind_them() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        let shown = hands
            .types("คำสั่งที่ 63/2566 และ 64/2566 เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ 1 ก.พ. 66")
            .await;
        shown.has(&[
            "ที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "ที่ ๖๔/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
        ]);
    })
    .await;
}

#[tokio::test]
async fn a_pasted_date_that_cannot_be_taken_is_explained_and_never_printed() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        // In a whole citation, of any kind of paper.
        hands
            .types("ประกาศ เรื่อง นโยบายไม่รับของขวัญ ลงวันที่ 31/2/2566")
            .await
            .has(&["31/2/2566", "ไม่มีวันที่นี้ในปฏิทิน", "ลงวันที่เท่าไร"]);
        hands.types("30/2/66").await.has(&["ไม่มีวันที่นี้ในปฏิทิน"]);
        hands
            .types("28/2/66")
            .await
            .has(&["นโยบายไม่รับของขวัญ ลงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๖"]);
        hands
            .types("คำสั่งที่ 64/66 เรื่อง แต่งตั้งคณะทำงาน ลงวันที่ 1/2/23")
            .await
            .has(&["หมายถึงวันใด"]);
        hands
            .presses("๑ กุมภาพันธ์ ๒๕๖๖")
            .await
            .has(&["๖๔/๒๕๖๖ เรื่อง แต่งตั้งคณะทำงาน ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖"]);
        // In English, and behind the subject that was asked for.
        hands.presses("เพิ่มคำสั่ง").await;
        hands.types("65/66").await;
        hands
            .types("มอบหมายงาน dated 31 April 2023")
            .await
            .has(&["ไม่มีวันที่นี้ในปฏิทิน"]);
        hands
            .types("30/4/66")
            .await
            .has(&["๖๕/๒๕๖๖ เรื่อง มอบหมายงาน ลงวันที่ ๓๐ เมษายน ๒๕๖๖"])
            .lacks(&["dated"]);
        // A plan's date is not asked for, unless it was typed wrong.
        hands
            .types("แผนพัฒนาบุคลากร ลงวันที่ 31/9/2566")
            .await
            .has(&["ไม่มีวันที่นี้ในปฏิทิน"]);
        hands
            .presses("ไม่ทราบวันที่")
            .await
            .has(&["๔. แผนพัฒนาบุคลากร"])
            .lacks(&["31/9"]);
    })
    .await;
}

#[tokio::test]
async fn no_score_may_be_said_in_words() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.types("ประชุมมอบหมายงาน").await;
        hands.presses("ไปที่ผลลัพธ์").await;
        hands.types("บุคลากรเข้าใจหน้าที่").await;
        hands
            .types("ยังไม่มีครับ")
            .await
            .has(&["ยังไม่ได้ระบุคะแนน", "ตรวจทานแล้วกดส่งรายงาน"]);
        hands.presses("แก้คะแนน").await;
        hands.types("82.94").await.has(&["๘๒.๙๔"]);
        hands.presses("แก้คะแนน").await;
        hands.types("-").await.has(&["คะแนนที่บันทึกไว้ยังอยู่", "๘๒.๙๔"]);
    })
    .await;
}

#[tokio::test]
async fn the_round_of_a_meeting_stays_one_when_its_message_is_edited() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.presses("หลักฐานอื่น").await;
        hands.presses("รายงานการประชุม").await;
        let (message, _) = hands.sends("ครั้งที่ 5/2566").await;
        hands.types("1/2/66").await;
        hands
            .edits(message, "2/2/66")
            .await
            .has(&["อ่านครั้งที่ไม่ได้", "ครั้งที่ ๕/๒๕๖๖"]);
        hands
            .edits(message, "ครั้งที่ 6/66")
            .await
            .has(&["ครั้งที่ ๖/๒๕๖๖"]);
    })
    .await;
}

#[tokio::test]
async fn a_day_that_is_in_no_calendar_is_shown_as_it_was_typed() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands
            .types("คำสั่งที่ ๕๐๐/๒๕๖๖ เรื่อง ยืมทรัพย์สิน ลงวันที่ ๓๐ กุมภาพันธ์ ๒๕๖๖")
            .await
            .has(&["๓๐ กุมภาพันธ์ ๒๕๖๖", "ลงวันที่เท่าไร"]);
        hands
            .types("วันที่ 28 กุมภาพันธ์ 2566 ครับ")
            .await
            .has(&["ลงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๖"]);
    })
    .await;
}

#[tokio::test]
async fn the_offices_kind_alone_is_the_office_itself() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands
            .types("คำสั่ง อบต. ที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ 1 ก.พ. 66")
            .await
            .has(&["คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๖๓/๒๕๖๖"]);
    })
    .await;
}

#[tokio::test]
async fn an_outcome_that_denies_the_results_is_kept_with_a_reason_for_just_these_words() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands
            .types("คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ 1 ก.พ. 66")
            .await;
        hands.presses("ไปที่ผลลัพธ์").await;
        hands.types("ยังไม่ได้ดำเนินการ").await;
        let asked = hands.types("82.94").await;
        asked.has(&["ยังไม่ได้ดำเนินการ", "⚠️"]);
        assert!(
            !hands
                .labels()
                .iter()
                .any(|label| label.contains("ส่งรายงาน"))
        );
        hands.types("รอผลปลายปีงบประมาณ").await;
        assert!(
            hands
                .labels()
                .iter()
                .any(|label| label.contains("ส่งรายงาน"))
        );

        // Other words need a reason of their own.
        hands.presses("แก้ผลลัพธ์").await;
        hands.types("ไม่ได้ดำเนินการ เนื่องจากไม่มีงบประมาณ").await;
        assert!(
            !hands
                .labels()
                .iter()
                .any(|label| label.contains("ส่งรายงาน"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_correction_that_is_not_filed_yet_is_seen_at_home() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.presses("ไม่ได้ดำเนินการ").await;
        hands.types("อยู่ระหว่างจัดซื้อจัดจ้าง").await;
        hands.presses("ส่งรายงาน").await;
        opens(&hands).await;
        hands.presses("แก้ไขและส่งใหม่").await;
        hands.types("พิมพ์ผิด").await;
        hands.types("/home").await;
        let labels = hands.labels();
        assert!(
            labels
                .iter()
                .any(|label| label.contains("มาตรการที่ ๒") && label.contains("ร่าง")),
            "{labels:?}"
        );
    })
    .await;
}

fn photo(id: &str, more: serde_json::Value) -> serde_json::Value {
    let size = json!({
        "file_id": id, "file_unique_id": id, "width": 90, "height": 90, "file_size": 900,
    });
    let mut message = json!({ "photo": [size] });
    for (key, value) in more.as_object().unwrap() {
        message[key] = value.clone();
    }
    message
}

/// Sends a message with this content; its number, and what is shown last.
async fn sends(chats: &Chats, content: serde_json::Value) -> (i64, Shown) {
    let update = chats.message(PERSONNEL, content);
    let message = update["message"]["message_id"].as_i64().unwrap();
    let mut answers = chats.send(vec![(PERSONNEL, update)]).await;
    let shown = answers.remove(&PERSONNEL).unwrap().shown.pop().unwrap();
    (message, shown)
}

async fn refuse(store: &Store) {
    let wanted = evidence::oldest_wanted(store, &[], 1, i64::MAX)
        .await
        .unwrap();
    evidence::give_up(store, wanted[0].id, Unkept::Kind, None, "a test", NOW)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_file_that_is_refused_is_evidence_of_nothing() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        hands.types("ประชุมมอบหมายงาน").await;
        sends(&chats, photo("bad", json!({})))
            .await
            .1
            .has(&["๑ ภาพ"]);
        refuse(&db.store).await;
        let told = chats.answers().await.remove(&PERSONNEL).unwrap();
        assert!(told.says("file-unkept"), "{told:#?}");
        hands.types("/start").await.lacks(&["🖼"]);

        // One that waits for its measure as well; the other waits on.
        hands.types("/home").await;
        for id in ["bad", "good"] {
            sends(&chats, photo(id, json!({}))).await;
        }
        refuse(&db.store).await;
        let told = chats.answers().await.remove(&PERSONNEL).unwrap();
        let told = told.shown.last().unwrap();
        told.has(&["ได้รับ ๑ ภาพแล้ว", "เป็นของมาตรการใด"]);
        assert!(told.keys.contains(&"lines".to_owned()), "{told:#?}");
        refuse(&db.store).await;
        chats.answers().await;
        hands.types("/start").await.lacks(&["เป็นของมาตรการใด"]);
    })
    .await;
}

#[tokio::test]
async fn an_album_below_one_citation_is_one_order() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        let cited = "คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ 1 ก.พ. 66";
        let (caption, _) = sends(
            &chats,
            photo("1", json!({ "media_group_id": "a", "caption": cited })),
        )
        .await;
        for id in ["2", "3"] {
            sends(&chats, photo(id, json!({ "media_group_id": "a" }))).await;
        }
        hands
            .types("/start")
            .await
            .has(&["๑. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๖๓/๒๕๖๖", "🖼 ๓ ภาพ"])
            .lacks(&["๒. "]);

        // The caption, edited, is what the order says.
        let other = cited.replace("63/2566", "64/2566");
        let edited = chats.edited(PERSONNEL, caption, photo("1", json!({ "caption": other })));
        let mut answers = chats.send(vec![(PERSONNEL, edited)]).await;
        let shown = answers.remove(&PERSONNEL).unwrap().shown.pop().unwrap();
        shown
            .has(&["๑. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๖๔/๒๕๖๖", "🖼 ๓ ภาพ"])
            .lacks(&["๒. "]);
    })
    .await;
}

#[tokio::test]
async fn what_was_forwarded_is_recorded_as_forwarded() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        opens(&hands).await;
        let origin = json!({ "type": "hidden_user", "sender_user_name": "งานสารบรรณ", "date": 1 });
        let told = json!({ "text": "ประชุมมอบหมายงาน", "forward_origin": origin });
        sends(&chats, told).await;
        let own = json!({ "text": "ติดตามผล" });
        sends(&chats, own).await;
        let mut reader = db.store.reader().await.unwrap();
        let draft: String = sqlx::query_scalar("SELECT body FROM draft")
            .fetch_one(&mut *reader)
            .await
            .unwrap();
        let draft: Draft = serde_json::from_str(&draft).unwrap();
        let forwarded = draft
            .progress
            .results
            .iter()
            .map(|item| item.from[0].forwarded);
        assert_eq!(forwarded.collect::<Vec<_>>(), [true, false]);
    })
    .await;
}

#[tokio::test]
async fn a_measure_that_was_returned_is_not_compiled_as_reported() {
    for_each_database(|db| async move {
        let chats = chats(&db.store).await;
        let hands = Hands::of(&chats, PERSONNEL);
        let reporter = Hands::of(&chats, REPORTER);
        let files = || async {
            hands.presses("ไม่ได้ดำเนินการ").await;
            hands.types("รออนุมัติ").await;
            hands.presses("ส่งรายงาน").await;
        };
        opens(&hands).await;
        files().await;
        opens(&hands).await;
        hands.presses("ไตรมาสอื่น").await;
        hands.presses("ไตรมาสที่ ๑").await;
        files().await;
        reporter.types("/home").await;
        reporter.presses("กระดานรายงาน").await.has(&["รายงานแล้ว ๑"]);
        reporter.presses("ส่งคืนมาตรการ").await;
        reporter.presses("๒. ").await;
        reporter.types("โปรดระบุขั้นตอน").await;
        // The report of the latest quarter is what came back, not the one that was filed last.
        hands.types("/home").await;
        hands
            .presses("มาตรการที่ ๒ ↩️")
            .await
            .has(&["โปรดระบุขั้นตอน"])
            .lacks(&["ไตรมาสที่ ๑"]);
        reporter.types("/home").await;
        reporter.presses("กระดานรายงาน").await.has(&["รายงานแล้ว ๐"]);
    })
    .await;
}
