//! Quarters: a measure is reported quarter by quarter, each with its own draft, state and due date.

use rapsap::l10n::L10n;

use crate::chats::Chats;
use crate::databases::{Database, NOW, for_each_database, sample_office};
use crate::hands::Hands;

/// The finance officer's chat, who has one measure.
const FINANCE: i64 = 5;
const REPORTER: i64 = 1;
const DAY: i64 = 24 * 3600 * 1000;

async fn chats(db: &Database) -> Chats {
    sample_office(&db.store).await;
    Chats::new(&db.store, L10n::new(), NOW)
}

async fn files(hands: &Hands<'_>, result: &str, outcome: &str) {
    hands.types(result).await;
    hands.presses("ไปที่ผลลัพธ์").await;
    hands.types(outcome).await;
    hands
        .presses("ส่งรายงาน")
        .await
        .has(&["ส่งรายงานมาตรการที่ ๑ แล้ว"]);
}

#[tokio::test]
async fn home_says_which_quarter_is_reported_until_when_and_how_far_it_is() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, FINANCE);
        hands.types("/home").await.has(&[
            "ไตรมาสที่ ๔ (ก.ค.–ก.ย. ๒๕๖๖)",
            "ครบกำหนด ๑๖ ตุลาคม ๒๕๖๖ (อีก ๑๕ วัน)",
            "░ รายงานแล้ว ๐ จาก ๑ มาตรการ",
            "⬜ ๑. ",
        ]);
        chats.passes(15 * DAY);
        hands.types("/home").await.has(&["วันนี้"]);
        chats.passes(3 * DAY);
        hands.types("/home").await.has(&["เลยกำหนดมาแล้ว ๓ วัน"]);
        Hands::of(&chats, REPORTER)
            .types("/home")
            .await
            .has(&["เลยกำหนดมาแล้ว ๓ วัน", "░░░░░░ รายงานแล้ว ๐ จาก ๖ มาตรการ"]);
        hands.presses("มาตรการที่ ๑").await;
        files(&hands, "ประชุมชี้แจงแผน", "บุคลากรเข้าใจมากขึ้น").await;
        hands
            .types("/home")
            .await
            .has(&["▓ รายงานแล้ว ๑ จาก ๑ มาตรการ", "✅ ๑. "])
            .lacks(&["เลยกำหนด"]);
    })
    .await;
}

#[tokio::test]
async fn another_quarter_is_chosen_and_this_one_begins_as_its_copy() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        let hands = Hands::of(&chats, FINANCE);
        hands.types("/home").await;
        let first = hands.presses("มาตรการที่ ๑").await;
        first.lacks(&["ไตรมาส"]);
        assert!(!hands.labels().iter().any(|label| label.contains("คัดลอก")));
        hands.presses("ไตรมาสอื่น").await;
        assert_eq!(
            hands.labels(),
            [
                "⬜ ยังไม่เริ่ม ไตรมาสที่ ๑ (ต.ค.–ธ.ค. ๒๕๖๕)",
                "⬜ ยังไม่เริ่ม ไตรมาสที่ ๒ (ม.ค.–มี.ค. ๒๕๖๖)",
                "⬜ ยังไม่เริ่ม ไตรมาสที่ ๓ (เม.ย.–มิ.ย. ๒๕๖๖)",
                "⬜ ยังไม่เริ่ม ไตรมาสที่ ๔ (ก.ค.–ก.ย. ๒๕๖๖)",
                "◀️ กลับ",
            ]
        );
        hands
            .presses("ไตรมาสที่ ๓")
            .await
            .has(&["ไตรมาสที่ ๓ (เม.ย.–มิ.ย. ๒๕๖๖)", "ดำเนินการอะไรไปแล้วบ้าง"]);
        files(
            &hands,
            "๑. ประชุมชี้แจงแผน\n๒. จัดทำเอกสารเผยแพร่",
            "บุคลากรเข้าใจมากขึ้น",
        )
        .await;

        // The quarter at hand is still empty, and offers what was said before.
        hands.types("/home").await.has(&["⬜ ๑. "]);
        hands.presses("มาตรการที่ ๑").await;
        hands.presses("คัดลอกจากไตรมาสที่ ๓").await.has(&[
            "โปรดตรวจทานและแก้ไขให้ตรงกับไตรมาสที่ ๔",
            "๑. ประชุมชี้แจงแผน",
            "๒. จัดทำเอกสารเผยแพร่",
            "๑. บุคลากรเข้าใจมากขึ้น",
        ]);
        hands
            .presses("ส่งรายงาน")
            .await
            .has(&["ส่งรายงานมาตรการที่ ๑ แล้ว"]);
        hands.types("/home").await.has(&["✅ ๑. "]);
        hands.presses("มาตรการของฉัน").await.has(&["ไตรมาสที่ ๔"]);
        hands.presses("✅ ๑. ").await;
        hands.presses("ไตรมาสอื่น").await;
        hands.button("✅ ส่งแล้ว ไตรมาสที่ ๓");
        hands.button("✅ ส่งแล้ว ไตรมาสที่ ๔");
    })
    .await;
}

#[tokio::test]
async fn an_unfinished_draft_is_set_aside_for_another_quarter_and_comes_back() {
    for_each_database(|db| async move {
        let mut chats = chats(&db).await;
        {
            let hands = Hands::of(&chats, FINANCE);
            hands.types("/home").await;
            hands.presses("มาตรการที่ ๑").await;
            hands.types("กำลังจัดทำแผนของไตรมาสสี่").await;
            hands.presses("ไตรมาสอื่น").await;
            hands
                .presses("ไตรมาสที่ ๓")
                .await
                .has(&["มีร่างของ", "ไตรมาสที่ ๔", "ที่ยังไม่ได้ส่ง (๑ ข้อ)"]);
            hands
                .presses("ทำร่างไตรมาสที่ ๔ ต่อ")
                .await
                .has(&["กำลังจัดทำแผนของไตรมาสสี่"]);
            hands.presses("ไตรมาสอื่น").await;
            hands.presses("ไตรมาสที่ ๓").await;
            hands
                .presses("พักร่างไว้ ไปไตรมาสที่ ๓")
                .await
                .lacks(&["กำลังจัดทำแผนของไตรมาสสี่"])
                .has(&["ไตรมาสที่ ๓"]);
            hands.presses("ไตรมาสอื่น").await;
            hands.button("✏️ ร่าง ไตรมาสที่ ๔");
            hands.presses("กลับ").await.has(&["ไตรมาสที่ ๓"]);
        }
        chats.restart();
        let hands = Hands::of(&chats, FINANCE);
        hands.types("/start").await.has(&["ไตรมาสที่ ๓"]);
        files(&hands, "ประชุมของไตรมาสสาม", "เข้าใจมากขึ้น").await;
        hands.types("/home").await.has(&["✏️ ๑. "]);
        hands
            .presses("มาตรการที่ ๑")
            .await
            .has(&["กำลังจัดทำแผนของไตรมาสสี่"])
            .lacks(&["ประชุมของไตรมาสสาม"]);
    })
    .await;
}

#[tokio::test]
async fn a_quarter_that_has_not_begun_cannot_be_reported() {
    for_each_database(|db| async move {
        let chats = chats(&db).await;
        // Back to the spring of the fiscal year.
        chats.passes(-170 * DAY);
        let hands = Hands::of(&chats, FINANCE);
        hands
            .types("/home")
            .await
            .has(&["ไตรมาสที่ ๒ (ม.ค.–มี.ค. ๒๕๖๖)"]);
        hands.presses("มาตรการที่ ๑").await;
        hands.presses("ไตรมาสอื่น").await;
        hands.presses("ไตรมาสที่ ๔").await.has(&["ยังไม่ถึงไตรมาสที่ ๔"]);
    })
    .await;
}
