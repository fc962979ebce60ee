//! What a person must not lose or be told wrongly: each once went wrong in somebody's hands.

use rapsap::l10n::L10n;
use rapsap::store::Store;

use crate::chats::Chats;
use crate::databases::{NOW, for_each_database, office};
use crate::hands::Hands;

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
