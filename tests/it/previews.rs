//! How a measure will look in the report, as a picture in the chat.

use crate::town::{Person, Town, Who};

/// The picture below which these words stand.
async fn sees_picture(person: &Person, words: &str) -> image::DynamicImage {
    let message = person
        .sees_after(0, |message| {
            message.file.is_some() && message.text.contains(words)
        })
        .await;
    let bytes = message.file.unwrap().bytes;
    if let Some(dir) = std::env::var_os("RAPSAP_KEEP_PDF") {
        let name = format!("preview-{}.png", words.chars().count());
        std::fs::write(std::path::Path::new(&dir).join(name), &bytes).unwrap();
    }
    image::load_from_memory(&bytes).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_measure_is_seen_as_it_will_stand_and_a_version_comes_with_its_first_page() {
    let town = Town::enrolled().await;
    let (person, reporter) = (town.phone(Who::Personnel), town.phone(Who::Reporter));
    person.types("/home").await;
    person.presses("มาตรการที่ ๒").await;
    person
        .types("คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ 1 ก.พ. 66")
        .await;
    person.presses("ไปที่ผลลัพธ์").await;
    person.types("บุคลากรเข้าใจงาน").await;
    person.types("82.94").await;
    person.press("ดูเป็นหน้ารายงาน");
    let row = sees_picture(&person, "มาตรการที่ ๒ ตามที่จะปรากฏในรายงาน").await;
    assert!(
        row.width() > row.height(),
        "a row is as high as it is, no page"
    );
    let dark = row
        .to_luma8()
        .pixels()
        .filter(|pixel| pixel.0[0] < 128)
        .count();
    assert!(dark > 2_000, "there is text on it: {dark}");
    // The picture is beside the work, which goes on.
    person.presses("ส่งรายงาน").await;
    person.sees("ส่งรายงานมาตรการที่ ๒ แล้ว").await;

    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.press("รวบรวมเท่าที่มี");
    let page = sees_picture(&reporter, "หน้าแรกของตาราง").await;
    let proportion = f64::from(page.width()) / f64::from(page.height());
    assert!((proportion - 841.89 / 595.28).abs() < 0.02, "{proportion}");
    town.close().await;
}
