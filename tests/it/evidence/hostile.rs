//! Files that are made to harm: they are refused with words that say what to do, or kept as what they are, under
//! their hash, and what is looked at takes no more memory than the file itself.

use std::io::{Cursor, Write as _};

use rapsap::document::photos::{Unfit, sizes};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Bot, on_each_database, picture, place, stop};

/// A PNG whose header says this size; its one data chunk would have to unpack to all of it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x06\0\0\0\0\0\0\0");
    bytes.extend(b"\0\0\0\x0bIDATx\x9c\x63\0\0\0\x01\0\x01\0\0\0\0\0\0");
    bytes
}

/// A lossless WebP of 16,384 pixels each way, as large as its header can say.
fn webp() -> Vec<u8> {
    let mut bytes = b"RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f".to_vec();
    bytes.extend(((16_383_u32) | (16_383 << 14)).to_le_bytes());
    bytes.extend([0; 8]);
    bytes
}

/// A JPEG of 65,500 pixels each way.
fn jpeg() -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xc0\x00\x11\x08".to_vec();
    bytes.extend([65_500_u16.to_be_bytes(), 65_500_u16.to_be_bytes()].concat());
    bytes.extend(b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01");
    bytes
}

/// Packed files by name; what is said of their size is true.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A document in whose one part there are 40 MB of nothing, in some 40 kB.
fn honest_bomb() -> Vec<u8> {
    let nothing = vec![b' '; 40 << 20];
    packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", &nothing),
    ])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pictures_of_endless_pixels_are_refused_by_their_header() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        let files = [
            ("ระเบิด.png", png(100_000, 100_000)),
            ("ระเบิด.webp", webp()),
            ("ระเบิด.jpg", jpeg()),
            // The sides' product is more than a number of 64 bits holds.
            ("ล้น.png", png(u32::MAX, u32::MAX)),
        ];
        for (name, bytes) in files {
            bot.phone().document(name, "image/png", bytes, None);
            bot.until_said(name).await;
        }
        bot.until("refused 4").await;
        stop(rooms).await;
        let told = bot.said().join("\n");
        assert_eq!(
            told.matches("กรุณาส่งเป็นรูปภาพแทนการส่งเป็นไฟล์").count(),
            4,
            "{told}"
        );
        assert!(bot.files().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn documents_that_unpack_to_much_are_refused_and_none_is_unpacked_to_see() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        let bomb = honest_bomb();
        assert!(bomb.len() < 100_000);
        // In a document that is none of it shows: what is inside is never opened.
        let nested = packed(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", b"<x/>"),
            ("word/embeddings/bomb.zip", &bomb),
        ]);
        let climbing = packed(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", b"<x/>"),
            ("../../etc/cron.d/x", b"* * * * * root true"),
            ("C:\\Windows\\x", b"x"),
        ]);
        let alone = packed(&[("a.zip", &bomb)]);
        bot.phone()
            .document("ระเบิด.docx", "application/msword", bomb, None);
        bot.until_said("คลายแล้ว").await;
        bot.phone()
            .document("ซ้อน.zip", "application/pdf", alone, None);
        bot.until_said("ไม่ใช่ชนิดที่รับได้").await;
        bot.phone()
            .document("ซ้อน.docx", "text/plain", nested.clone(), None);
        bot.phone()
            .document("ปีน.docx", "text/plain", climbing.clone(), None);
        bot.until("kept 2, refused 2").await;
        stop(rooms).await;
        let mut kept: Vec<_> = bot.files().into_keys().collect();
        kept.sort();
        let mut expected = [place(&nested), place(&climbing)];
        expected.sort();
        assert_eq!(kept, expected, "as they are, and nothing beside them");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_what_its_beginning_says_whatever_else_it_may_be_read_as() {
    on_each_database(|bot| async move {
        let rooms = bot.runs();
        let of = async |column: &str| match column {
            "kind" => bot.text("SELECT kind FROM evidence_file WHERE status = 'kept' ORDER BY id DESC LIMIT 1").await,
            _ => bot.text("SELECT sha256 FROM evidence_file WHERE status = 'kept' ORDER BY id DESC LIMIT 1").await,
        };
        let archive = packed(&[("x.exe", b"MZ")]);
        let with = |first: &[u8], second: &[u8]| [first, second].concat();
        let mut kept = 0;
        for (name, claimed, bytes, kind) in [
            // A picture that is an archive as well, a PDF that is a script as well, and a PDF of endless nothing.
            ("ภาพ.exe", "application/x-msdownload", with(&picture(100, ""), &archive), "image/jpeg"),
            ("เอกสาร.html", "text/html", with(b"%PDF-1.7\n", b"<script>alert(1)</script>"), "application/pdf"),
            ("วน.pdf", "image/png", with(b"%PDF-1.7\n1 0 obj<</Length 1 0 R/Filter[/FlateDecode/FlateDecode]>>", b"stream"), "application/pdf"),
            ("ข้อความ.png", "image/png", "เลขที่ ๖๓/๒๕๖๖".as_bytes().to_vec(), "text/plain"),
        ] {
            bot.phone().document(name, claimed, bytes.clone(), None);
            kept += 1;
            bot.until(&format!("kept {kept}")).await;
            assert_eq!(of("kind").await, kind, "{name}");
            assert_eq!(bot.files().get(&place(&bytes)), Some(&bytes), "{name}");
        }
        let mut refused = 0;
        for (name, bytes) in [
            ("โปรแกรม.pdf", b"MZ\x90\0\x03\0\0\0\x04%PDF-1.7".to_vec()),
            ("หน้าเว็บ.pdf", b"<html>%PDF-1.7</html>".to_vec()),
            ("เอกสาร.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(80)),
            ("ศูนย์.txt", b"a\0b".to_vec()),
        ] {
            bot.phone().document(name, "application/pdf", bytes, None);
            refused += 1;
            bot.until(&format!("kept {kept}, refused {refused}")).await;
        }
        bot.until_said("โปรแกรม.pdf").await;
        stop(rooms).await;
        assert_eq!(bot.files().len(), 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_name_hides_what_a_file_is_or_grows_beyond_a_line() {
    on_each_database(|bot: Bot| async move {
        let rooms = bot.runs();
        let long = format!("{}.pdf", "ก".repeat(10_000));
        // Each is refused, so that its name comes back in the words that say so.
        let names = [
            ("CON.pdf", "CON.pdf"),
            ("a\0b.pdf", "ab.pdf"),
            ("ใบเสร็จ\u{202E}fdp.exe", "ใบเสร็จfdp.exe"),
            ("\u{200B}\u{2066}ซ่อน\u{2069}.pdf", "ซ่อน.pdf"),
            ("สอง\r\nบรรทัด.pdf", "สอง บรรทัด.pdf"),
            ("<b>หนา</b>&amp;.pdf", "<b>หนา</b>&amp;.pdf"),
            (long.as_str(), &"ก".repeat(100)),
        ];
        for (at, (sent, shown)) in names.iter().enumerate() {
            bot.phone().document(
                sent,
                "application/pdf",
                format!("MZ\0{at}").into_bytes(),
                None,
            );
            bot.until_said(shown).await;
        }
        bot.until("refused 7").await;
        stop(rooms).await;
        for told in bot.said() {
            let harmful = |c: char| {
                c.is_control() && c != '\n'
                    || matches!(c, '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!told.contains(harmful), "{told:?}");
            assert!(told.chars().count() < 1_000, "{}", told.chars().count());
        }
        let longest = bot
            .text("SELECT CAST(MAX(LENGTH(name)) AS TEXT) FROM evidence_file")
            .await;
        assert_eq!(longest, "255");
        let beside = std::fs::read_dir(bot.dir.path()).unwrap().count();
        assert_eq!(beside, 2);
        assert!(bot.files().is_empty());
    })
    .await;
}

#[test]
fn a_picture_within_the_pixels_that_would_still_fill_the_memory_is_not_decoded_for_the_report() {
    // 16 bits of four colours for each of 49 million pixels: 392 MB.
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 7_000, 7_000);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Sixteen);
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_chunk(png::chunk::IDAT, b"\x78\x9c\x63\0\0")
        .unwrap();
    drop(writer);
    assert_eq!(rapsap::sniff::kind(&bytes), Ok("image/png"));
    assert_eq!(sizes(&bytes), Err(Unfit::TooLarge));
}
