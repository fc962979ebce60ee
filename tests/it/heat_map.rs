//! The year at a glance for the reporter, as a picture and as words; and what is overdue, for whoever has
//! to report it.

use rapsap::dialogue::heat_map::{HeatMap, HeatRow, Mark};
use rapsap::document::heat_map::png;
use rapsap::domain::calendar::midnight;
use rapsap::domain::office::Language;
use rapsap::l10n::L10n;
use rapsap::store::{Store, offices};
use rapsap::telegram::picture::chart;

use crate::chats::Chats;
use crate::databases::{for_each_database, sample_office};
use crate::town::{Town, Who};

fn map(measures: u32) -> HeatMap {
    let titles = [
        "ปรับปรุงข้อมูลในเว็บไซต์หน่วยงานให้เป็นปัจจุบัน",
        "การมอบหมายงานให้แก่บุคลากรตามหน้าที่ความรับผิดชอบอย่างเป็นธรรม ไม่เลือกปฏิบัติ",
        "จัดทำคู่มือการขอยืมทรัพย์สิน",
        "<b>Website</b> 😀 & more",
    ];
    let rows = (1..=measures).map(|number| {
        let at = number as usize;
        HeatRow {
            number,
            title: titles[at % titles.len()].to_owned(),
            cells: [at % 3, (at + 3) % 6, at % 7, 6].map(|mark| Mark::ALL[mark]),
        }
    });
    HeatMap {
        office: "อบต.บุ่งคล้า".to_owned(),
        fiscal_year: 2566,
        at: 1_696_212_000_000,
        rows: rows.collect(),
    }
}

/// Width and height, and how many pixels are of this colour.
fn measured(file: &[u8], colour: [u8; 3]) -> (u32, u32, usize) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file))
        .read_info()
        .unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let of_colour = pixels.chunks_exact(3).filter(|pixel| **pixel == colour);
    (info.width, info.height, of_colour.count())
}

#[test]
fn a_picture_of_6_60_or_500_measures_is_one_that_telegram_takes() {
    let l10n = L10n::new();
    for (measures, language) in [(6, "th"), (60, "th"), (6, "en"), (60, "en"), (500, "th")] {
        let map = map(measures);
        let file = png(&chart(&l10n, Language::from_code(language), &map)).unwrap();
        if let Ok(folder) = std::env::var("RAPSAP_TEST_PICTURES") {
            std::fs::write(format!("{folder}/{measures}-{language}.png"), &file).unwrap();
        }
        let (width, height, overdue) = measured(&file, [0x9b, 0x1c, 0x1c]);
        // Bot API, sendPhoto: both sides together, their ratio, and 10 MB.
        assert!(width + height <= 10_000 && width.max(height) <= 20 * width.min(height));
        assert!(
            file.len() < 2 << 20 && width.max(height) <= 1921,
            "{width}×{height}"
        );
        // One square in the legend, and one for each that is overdue.
        let cells = map.rows.iter().flat_map(|row| row.cells);
        let count = cells.filter(|mark| *mark == Mark::Overdue).count() + 1;
        let square = overdue / count;
        assert!(
            square > 100,
            "{measures} {language}: {square} pixels a square"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reporter_gets_the_year_as_a_picture_with_its_words_below() {
    let town = Town::enrolled().await;
    let reporter = town.phone(Who::Reporter);
    reporter.types("/status").await;
    let mark = reporter.phone.mark();
    reporter.press("แผนภาพ");
    let sent = reporter
        .sees_after(mark, |message| message.file.is_some())
        .await;
    let file = sent.file.unwrap();
    assert!(file.is_photo && file.bytes.starts_with(b"\x89PNG"));
    assert!(
        sent.text
            .contains("ไตรมาสที่ ๔ (ก.ค.–ก.ย. ๒๕๖๖)\nยังไม่เริ่ม ๖ มาตรการ: ๑–๖"),
        "{}",
        sent.text
    );
    // The board is still there to work with.
    let missing = reporter.presses("ผู้ที่ยังไม่รายงาน").await;
    assert!(
        missing.text.contains("นางสาวตัวอย่าง คลัง: มาตรการที่ ๑"),
        "{}",
        missing.text
    );
    town.close().await;
}

fn on(month: u32, day: u32) -> i64 {
    midnight(chrono::NaiveDate::from_ymd_opt(2023, month, day).unwrap()) + 10 * 3_600_000
}

/// The sample office, whose plan was opened at this moment.
async fn opened(store: &Store, at: i64) -> Vec<i64> {
    let plan = sample_office(store).await;
    let mut tx = store.begin().await.unwrap();
    sqlx::query("UPDATE plan SET opened_at = $1")
        .bind(at)
        .execute(&mut *tx)
        .await
        .unwrap();
    offices::revised(&mut tx, &[plan.office.0]).await.unwrap();
    tx.commit().await.unwrap();
    let chat = |wanted: &str| {
        let post = plan.posts.iter().find(|post| post.code == wanted);
        post.and_then(|post| post.holder.as_ref()).unwrap().chat
    };
    vec![chat("reporter"), first_contributor(&plan)]
}

fn first_contributor(plan: &rapsap::domain::plan::OfficePlan) -> i64 {
    let post = plan
        .posts
        .iter()
        .find(|post| plan.may_report(post, &plan.measures[0]));
    post.and_then(|post| post.holder.as_ref()).unwrap().chat
}

#[tokio::test]
async fn an_earlier_quarter_stays_on_home_as_overdue_until_it_is_reported() {
    for_each_database(|db| async move {
        let chats = opened(&db.store, on(1, 3)).await;
        let (reporter, contributor) = (chats[0], chats[1]);
        // The first quarter was due on 16 January; the second is the one that is reported now.
        let bot = Chats::new(&db.store, L10n::new(), on(2, 20));
        let home = bot.text(contributor, "/home").await;
        assert!(home.says("home-overdue"), "{home:#?}");
        let text = &home.shown[0].text;
        assert!(
            text.contains("๑๖ มกราคม ๒๕๖๖") && text.contains("เลยกำหนดมาแล้ว ๓๕ วัน"),
            "{text}"
        );
        let board = bot.text(reporter, "/status").await;
        assert!(
            board.shown[0].text.contains("เลยกำหนด ๖ มาตรการ"),
            "{board:#?}"
        );
        let (message, data) = board.button("ผู้ที่ยังไม่รายงาน");
        let missing = bot.press(reporter, message, &data).await;
        let text = &missing.shown[0].text;
        assert!(
            text.contains("ไตรมาสที่ ๑") && text.contains("เลยกำหนดมาแล้ว ๓๕ วัน"),
            "{text}"
        );

        // The button leads to the quarter that is overdue, and not to the one at hand.
        let (message, data) = home.button("รายงานมาตรการที่ ๑ ไตรมาส ๑");
        let open = bot.press(contributor, message, &data).await;
        let (message, data) = open.button("ไม่ได้ดำเนินการ");
        bot.press(contributor, message, &data).await;
        let review = bot.text(contributor, "อยู่ระหว่างจัดซื้อจัดจ้างตามระเบียบ").await;
        let (message, data) = review.button("ส่งรายงาน");
        bot.press(contributor, message, &data).await;
        let home = bot.text(contributor, "/home").await;
        assert!(
            !home.shown[0]
                .buttons
                .iter()
                .any(|(label, _)| label.contains("รายงานมาตรการที่ ๑ ไตรมาส ๑")),
            "{home:#?}"
        );
        let board = bot.text(reporter, "/status").await;
        assert!(
            board.shown[0].text.contains("เลยกำหนด ๕ มาตรการ"),
            "{board:#?}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_due_before_the_plan_was_there_is_overdue_for_nobody() {
    for_each_database(|db| async move {
        let chats = opened(&db.store, on(2, 1)).await;
        let bot = Chats::new(&db.store, L10n::new(), on(2, 20));
        assert!(!bot.text(chats[1], "/home").await.says("home-overdue"));
        let board = bot.text(chats[0], "/status").await;
        assert!(!board.shown[0].text.contains("เลยกำหนด"), "{board:#?}");
    })
    .await;
}
