//! Behind the report: the index of the evidence, its photos, the scores and the history, and what happens
//! where a row goes on over the page.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder as _, Rgb, RgbImage};
use rapsap::document::outline::{
    Annex, AnnexBody, Block, Outline, Para, Photo, Row, ScoreBars, Scores, Table,
};
use rapsap::document::photos::{Photos, Unfit, chosen, sizes};

use crate::document::{golden, set_with};
use crate::faces::{docx, whole};
use crate::pdf_text::{normal, pages_of, text_of};
use crate::town::{Town, Who};

/// One annex of each kind that says this wherever it can.
pub fn every_kind(text: &str) -> Vec<Annex> {
    let table = || Table {
        columns: vec![text.into(), text.into()],
        shares: vec![1, 3],
        rows: vec![vec![text.into(), text.into()]],
    };
    let bodies = [
        AnnexBody::Summary(vec![
            Block::Heading(text.into()),
            Block::Table(table()),
            Block::Text(text.into()),
        ]),
        AnnexBody::Table(table()),
        AnnexBody::Photos(vec![photo(1, text), photo(2, text)]),
        AnnexBody::Scores(Scores {
            years: [text.into(), text.into()],
            heads: [text.into(), text.into()],
            measures: vec![ScoreBars {
                label: text.into(),
                scores: [8425, 8294],
                said: [text.into(), text.into()],
                change: text.into(),
            }],
        }),
    ];
    let heading = || vec![text.to_owned()];
    bodies
        .map(|body| Annex {
            heading: heading(),
            body,
        })
        .into()
}

fn photo(file: i64, text: &str) -> Photo {
    Photo {
        file,
        caption: text.into(),
        missing: text.into(),
    }
}

/// A photo as a report with so many shows it.
pub fn prepared(original: &[u8], count: usize) -> Result<Vec<u8>, Unfit> {
    let sizes = sizes(original)?;
    Ok(chosen(original, &sizes, count).expect("there are all sizes"))
}

/// A camera's picture: red above, noise below, to be turned as its EXIF says.
pub fn taken(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut noise = 7_u32;
    let picture = RgbImage::from_fn(width, height, |_, y| {
        if y < height / 4 {
            return Rgb([220, 30, 30]);
        }
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grey = (noise >> 24) as u8;
        Rgb([grey, grey, grey])
    });
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    // TIFF, little endian, one field: orientation, a short.
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.encode_image(&picture).unwrap();
    bytes
}

#[test]
fn a_photo_stands_upright_and_keeps_nothing_of_the_camera() {
    // Turned by a quarter to the right: what is above in the file is on the right then.
    let made = prepared(&taken(400, 300, 6), 1).unwrap();
    assert!(!made.windows(4).any(|four| four == b"Exif"));
    let picture = image::load_from_memory(&made).unwrap().into_rgb8();
    assert_eq!(picture.dimensions(), (300, 400));
    let Rgb([red, green, _]) = *picture.get_pixel(290, 200);
    assert!(red > 180 && green < 80, "red is on the right");
}

#[test]
fn a_photo_that_fits_stands_in_the_report_as_it_was_sent_without_what_stood_beside_it() {
    let mut sent = taken(320, 240, 1);
    sent.extend(b"\0\0\0\x18ftypmp42 moved");
    let jpeg = prepared(&sent, 1).unwrap();
    let holds = |file: &[u8], part: &[u8]| file.windows(part.len()).any(|window| window == part);
    assert!(!holds(&jpeg, b"Exif") && !holds(&jpeg, b"ftyp"));
    let pixels = |file: &[u8]| image::load_from_memory(file).unwrap().into_rgb8();
    assert!(pixels(&jpeg) == pixels(&sent), "no pixel is another");
    let shown = AnnexBody::Photos(vec![photo(1, "ภาพที่หนึ่ง")]);
    let annexes = vec![Annex {
        heading: vec!["ภาคผนวก".into()],
        body: shown,
    }];
    let outline = Outline {
        annexes,
        ..golden()
    };
    let photos = Photos::from([(1, jpeg.clone())]);
    assert!(holds(&set_with("as-sent.pdf", &outline, &photos), &jpeg));
    // Where there is less room it is set smaller; the same every time.
    let less = prepared(&sent, 1_000).unwrap();
    assert!(less.len() < jpeg.len());
    assert!(less == prepared(&sent, 1_000).unwrap());
}

#[test]
fn a_webp_picture_is_shown_like_a_photo() {
    let mut webp = Vec::new();
    image::DynamicImage::ImageRgb8(RgbImage::from_pixel(40, 30, Rgb([30, 140, 60])))
        .write_to(
            &mut std::io::Cursor::new(&mut webp),
            image::ImageFormat::WebP,
        )
        .unwrap();
    assert_eq!(rapsap::sniff::kind(&webp), Ok("image/webp"));
    assert!(rapsap::document::from_snapshot::is_shown("image/webp"));
    let made = image::load_from_memory(&prepared(&webp, 1).unwrap()).unwrap();
    assert_eq!((made.width(), made.height()), (40, 30));
}

#[test]
fn what_is_no_picture_is_refused_and_what_is_transparent_is_white() {
    for broken in [
        &b""[..],
        b"GIF89a",
        b"\xff\xd8\xff\xe0broken",
        &taken(90, 90, 1)[..300],
    ] {
        assert!(prepared(broken, 1).is_err());
    }
    let mut png = Vec::new();
    image::DynamicImage::new_rgba8(8, 8)
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    let made = image::load_from_memory(&prepared(&png, 1).unwrap()).unwrap();
    assert_eq!(*made.into_rgb8().get_pixel(4, 4), Rgb([255, 255, 255]));
}

#[test]
fn a_report_with_sixty_phone_photos_stays_below_ten_megabytes() {
    // Noise is the worst that a camera can send.
    let jpeg = prepared(&taken(1600, 1200, 1), 60).unwrap();
    // Each with a comment of its own, or the typesetter would see that they are one.
    let photos: Photos = (1..=60_u8)
        .map(|id| {
            let mut jpeg = jpeg.clone();
            jpeg.splice(2..2, [0xff, 0xfe, 0, 3, id]);
            (i64::from(id), jpeg)
        })
        .collect();
    let shown = (1..=60).map(|id| photo(id, "ภาพถ่ายการประชุมชี้แจง")).collect();
    let annexes = vec![Annex {
        heading: vec!["ภาคผนวก".into()],
        body: AnnexBody::Photos(shown),
    }];
    let outline = Outline {
        annexes,
        ..golden()
    };
    let pdf = set_with("photos.pdf", &outline, &photos);
    assert!(
        (60 * jpeg.len()..10_000_000).contains(&pdf.len()),
        "60 of {} bytes in {}",
        jpeg.len(),
        pdf.len()
    );
    let pages = pages_of(&pdf);
    let with = pages
        .iter()
        .filter(|page| page.contains("ภาพถ่ายการประชุมชี้แจง"));
    assert_eq!(with.count(), 15, "four a page");
}

#[test]
fn a_file_without_words_of_its_own_is_named_by_the_result_that_it_belongs_to() {
    let (outline, _) = whole::report(1);
    let index = outline.annexes.iter().find_map(|annex| match &annex.body {
        AnnexBody::Table(table) => Some(table),
        _ => None,
    });
    let rows = &index.unwrap().rows;
    let video = rows.iter().find(|row| row[6].contains("วีดิทัศน์"));
    assert!(
        video.unwrap()[3].starts_with("แบบประเมินผลการปฏิบัติงาน"),
        "{rows:#?}"
    );
    assert!(rows.iter().all(|row| row[3] != "-" && !row[3].is_empty()));
}

#[test]
fn two_photos_share_a_page_and_one_that_cannot_be_shown_says_so() {
    let photos = Photos::from([(1, prepared(&taken(640, 480, 1), 2).unwrap())]);
    let mut lost = photo(2, "ภาพที่สอง");
    lost.missing = "(ไม่สามารถแสดงภาพนี้ได้)".into();
    let annexes = vec![Annex {
        heading: vec!["ภาคผนวก".into()],
        body: AnnexBody::Photos(vec![photo(1, "ภาพที่หนึ่ง"), lost]),
    }];
    let outline = Outline {
        annexes,
        ..golden()
    };
    let pages = pages_of(&set_with("two-photos.pdf", &outline, &photos));
    let page = pages.iter().find(|page| page.contains("ภาพที่หนึ่ง")).unwrap();
    assert!(page.contains("ภาพที่สอง") && page.contains("(ไม่สามารถแสดงภาพนี้ได้)"));
}

#[test]
fn a_row_that_goes_on_over_the_page_says_again_which_measure_it_is() {
    let mut outline = golden();
    let long = (1..=90).map(|at| Para::item(0, format!("{at}."), "ประชุมชี้แจงบุคลากร"));
    outline.rows = vec![
        outline.rows[0].clone(),
        Row {
            continued: "มาตรการที่ ๒ (ต่อ)".into(),
            ..outline.rows[1].clone()
        },
        outline.rows[2].clone(),
    ];
    outline.rows[1].cells[4] = long.collect();
    let pages = pages_of(&set_with("continued.pdf", &outline, &Photos::new()));
    let again = normal("มาตรการที่ ๒ (ต่อ)");
    let holds: Vec<bool> = (pages.iter())
        .map(|page| page.contains(&normal(".ประชุมชี้แจงบุคลากร")))
        .collect();
    let first = holds.iter().position(|holds| *holds).unwrap();
    for (at, page) in pages.iter().enumerate() {
        assert_eq!(page.contains(&again), holds[at] && at != first, "{page}");
    }
    let pages_of_it = holds.iter().filter(|holds| **holds).count();
    assert!(pages_of_it >= 3, "the row takes several pages");
}

#[test]
fn the_document_to_edit_holds_the_annexes_and_the_photos_as_well() {
    let annexes = every_kind("ภาพถ่ายการประชุม");
    let outline = Outline {
        annexes,
        ..golden()
    };
    let photos = Photos::from([(1, prepared(&taken(640, 480, 1), 2).unwrap())]);
    let docx = docx::set_with("annexes.docx", &outline, &photos);
    let parts = docx::parts(&docx);
    assert_eq!(parts["word/media/photo1.jpg"], photos[&1]);
    let text = |part: &str| String::from_utf8(parts[part].clone()).unwrap();
    let relations = text("word/_rels/document.xml.rels");
    assert!(relations.contains(r#"Id="rIdPhoto1""#) && relations.contains("media/photo1.jpg"));
    let document = text("word/document.xml");
    assert!(document.contains(r#"r:embed="rIdPhoto1""#));
    assert!(document.contains(r#"descr="ภาพถ่ายการประชุม""#));
    // The one that cannot be shown has only its words.
    assert_eq!(document.matches("<w:drawing>").count(), 1);
    // The heights and widths of a photo keep their proportion.
    let extent = document.split("<wp:extent ").nth(1).unwrap();
    let numbers: Vec<f64> = extent
        .split('"')
        .take(4)
        .filter_map(|part| part.parse().ok())
        .collect();
    assert!(
        (numbers[0] / numbers[1] - 4.0 / 3.0).abs() < 0.01,
        "{numbers:?}"
    );
}

/// A picture as a phone sends it.
fn snapshot_of_a_phone() -> Vec<u8> {
    taken(960, 720, 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_officer_sends_stands_behind_the_compiled_report() {
    let town = Town::enrolled().await;
    let (person, reporter) = (town.phone(Who::Personnel), town.phone(Who::Reporter));
    person.types("/home").await;
    person.presses("มาตรการที่ ๒").await;
    person
        .types("คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ 1 ก.พ. 66")
        .await;
    let mark = person.phone.mark();
    person
        .phone
        .photo(snapshot_of_a_phone(), Some("ภาพถ่ายการประชุมชี้แจง"));
    person.sees_after(mark, |_| true).await;
    person.presses("ไปที่ผลลัพธ์").await;
    person.types("บุคลากรเข้าใจงาน").await;
    person.types("82.94").await;
    person.presses("ส่งรายงาน").await;
    // Until the photo is kept.
    let store = town.store().await;
    let begun = tokio::time::Instant::now();
    loop {
        let mut reader = store.reader().await.unwrap();
        let kept: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM evidence_file WHERE status = 'kept'")
                .fetch_one(&mut *reader)
                .await
                .unwrap();
        if kept == 1 {
            break;
        }
        assert!(
            begun.elapsed() < crate::town::PATIENCE,
            "the photo is not kept"
        );
        drop(reader);
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    reporter.types("/home").await;
    reporter.presses("กระดานรายงาน").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.presses("รวบรวมเท่าที่มี").await;
    let got = reporter.gets_file("ฉบับที่ ๑").await;
    let pdf = got.file.unwrap().bytes;
    if let Some(dir) = std::env::var_os("RAPSAP_KEEP_PDF") {
        std::fs::write(std::path::Path::new(&dir).join("annexes.pdf"), &pdf).unwrap();
    }
    let text = text_of(&pdf);
    for said in [
        "ภาคผนวก กภาพรวมการดำเนินงานตลอดปีงบประมาณ",
        "ไม่มีรายงานรายไตรมาส",
        "ภาคผนวก ขดัชนีหลักฐาน",
        "๖๓/๒๕๖๖แต่งตั้งนายทะเบียน๑ กุมภาพันธ์ ๒๕๖๖๒",
        "ภาคผนวก คภาพถ่ายประกอบการดำเนินงาน",
        "มาตรการที่ ๒ ภาพถ่ายการประชุมชี้แจง",
        "ภาคผนวก งผลคะแนนการประเมิน ITA",
        "ลดลง ๑.๓๑ คะแนน",
        "ภาคผนวก จลำดับการรายงาน",
        "รายงานมาตรการที่ ๒ ไตรมาสที่",
        "รวบรวมรายงานฉบับที่ ๑",
    ] {
        assert!(text.contains(&normal(said)), "{said} is not in {text}");
    }
    assert!(!text.contains(&normal("(ไม่สามารถแสดงภาพนี้ได้)")));
    town.close().await;
}
