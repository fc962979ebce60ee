//! From the first answer to the ZIP, pressed on phones.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use rapsap::domain::short_code::ShortCode;
use rapsap::store::blobs::sha256;

use crate::faces::keep;
use crate::pdf_text::{normal, text_of};
use crate::town::{Town, Who};

fn picture() -> Vec<u8> {
    crate::evidence::picture(100, "ก")
}

const ORDER: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF";

/// One measure with its files goes all the way.
async fn acknowledged(town: &Town) {
    let personnel = town.phone(Who::Personnel);
    personnel.types("/home").await;
    personnel.presses("มาตรการของฉัน").await;
    personnel.presses(" ๒. ").await;
    personnel
        .types("คำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียนประวัติ ลงวันที่ 1 ก.พ. 66")
        .await;
    let mark = personnel.phone.mark();
    personnel.phone.photo(picture(), None);
    personnel.sees_after(mark, |_| true).await;
    let mark = personnel.phone.mark();
    personnel
        .phone
        .document("../คำสั่ง:63.pdf", "application/pdf", ORDER.to_vec(), None);
    personnel.sees_after(mark, |_| true).await;
    personnel.presses("ไปที่ผลลัพธ์").await;
    personnel.types("บุคลากรเข้าใจหน้าที่ของตนมากขึ้น").await;
    personnel.types("82.94").await;
    personnel.presses("ส่งรายงาน").await;
    let reporter = town.phone(Who::Reporter);
    reporter.types("/status").await;
    reporter.presses("รวบรวมรายงาน").await;
    reporter.presses("รวบรวมเท่าที่มี").await;
    let compiled = reporter.gets_file("รายงานฉบับที่ ๑").await.file.unwrap();
    // The report itself is no evidence of what it reports: who sends it is told what it is.
    let administration = town.phone(Who::Administration);
    administration.types("/home").await;
    administration.presses("มาตรการของฉัน").await;
    administration.presses(" ๖. ").await;
    administration.phone.document(
        "รายงาน.pdf",
        "application/pdf",
        compiled.bytes.to_vec(),
        None,
    );
    let told = administration.sees("จึงไม่เก็บเป็นหลักฐาน").await;
    assert!(told.text.contains("ยังไม่ได้รับทราบ"), "{}", told.text);
    reporter.presses("เสนอตรวจสอบ").await;
    for verifier in [Who::FirstVerifier, Who::SecondVerifier] {
        let verifier = town.phone(verifier);
        verifier.gets_file("ฉบับที่ ๑").await;
        verifier.presses("ตรวจแล้วถูกต้อง").await;
        verifier.sees("ได้ตรวจสอบรายงานของ").await;
        verifier.presses("ยืนยันว่าตรวจแล้ว").await;
        verifier.sees("บันทึกผลการตรวจสอบแล้ว").await;
    }
    let executive = town.phone(Who::Executive);
    executive.gets_file("รอท่านรับทราบ").await;
    executive.presses("รับทราบพร้อมข้อสั่งการ").await;
    executive.types("ให้เผยแพร่ภายใน 7 วัน").await;
    executive.presses("ยืนยันรับทราบ").await;
}

pub fn unzipped(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        assert!(
            !name.starts_with('/') && !name.contains("..") && !name.contains('\\'),
            "{name}"
        );
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(name, bytes);
    }
    files
}

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_report_comes_with_its_memo_and_is_filed_as_one_zip() {
    let town = Town::enrolled().await;
    acknowledged(&town).await;
    let reporter = town.phone(Who::Reporter);
    let report = reporter
        .gets_file("ผู้บริหารรับทราบรายงานแล้ว")
        .await
        .file
        .unwrap()
        .bytes
        .to_vec();

    // The memo comes by itself, to the executive as well, and names the file that came with it.
    let memo = reporter
        .gets_file("บันทึกข้อความการรับทราบ")
        .await
        .file
        .unwrap()
        .bytes
        .to_vec();
    let same = town
        .phone(Who::Executive)
        .gets_file("บันทึกข้อความการรับทราบ")
        .await;
    assert!(same.file.unwrap().bytes == memo);
    let text = text_of(&memo);
    for said in [
        sha256(&report).as_str(),
        "นายสมมุติ รับทราบ",
        "ให้เผยแพร่ภายใน ๗ วัน",
        "ในฐานะผู้บริหาร",
    ] {
        assert!(text.contains(&normal(said)), "the memo lacks {said}");
    }
    let contributor = town.phone(Who::Personnel);
    contributor.gets_file("ผู้บริหารรับทราบรายงานแล้ว").await;
    let got = contributor.phone.messages();
    assert!(
        !got.iter()
            .any(|message| message.text.contains("บันทึกข้อความการรับทราบ"))
    );

    // The report to be edited, beside the PDF.
    reporter.press("Word");
    let word = reporter.gets_file("ไฟล์ Word").await.file.unwrap();
    assert!(word.name.unwrap().ends_with(".docx") && word.bytes.starts_with(b"PK"));
    reporter.press("Excel");
    let excel = reporter.gets_file("ไฟล์ Excel").await.file.unwrap();
    assert!(excel.name.unwrap().ends_with(".xlsx") && excel.bytes.starts_with(b"PK"));

    // Everything in one.
    reporter.press("ไฟล์สำหรับเผยแพร่");
    let zip = reporter
        .gets_file("ไฟล์ทั้งหมดสำหรับเผยแพร่")
        .await
        .file
        .unwrap();
    assert!(zip.name.unwrap().ends_with(".zip"));
    keep("filing.zip", &zip.bytes);
    let files = unzipped(&zip.bytes);
    let named = |end: &str| {
        let mut found = files.iter().filter(|(name, _)| name.ends_with(end));
        let (_, bytes) = found
            .next()
            .unwrap_or_else(|| panic!("no {end} in {:?}", files.keys()));
        bytes.clone()
    };
    let sums = String::from_utf8(named("SHA256SUMS")).unwrap();
    let mut listed = 0;
    for line in sums.lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        assert_eq!(sha256(&files[name]), hash, "{name}");
        listed += 1;
    }
    assert_eq!(listed + 1, files.len(), "every file has its sum");
    let inside: Vec<&Vec<u8>> = files.values().collect();
    assert!(inside.contains(&&report) && inside.contains(&&memo));
    assert!(
        inside.contains(&&ORDER.to_vec()) && inside.contains(&&picture()),
        "the evidence as it was sent"
    );
    assert!(
        files
            .keys()
            .any(|name| name.contains("/หลักฐาน/") && name.ends_with("คำสั่ง-63.pdf")),
        "{:?}",
        files.keys()
    );
    assert!(named(".docx") == word.bytes && named(".xlsx") == excel.bytes);
    let data: serde_json::Value = serde_json::from_slice(&named(".json")).unwrap();
    assert!(data.is_object());
    let said = String::from_utf8(named(".txt")).unwrap();
    for words in [
        "ข้อ O43 การดำเนินการตามมาตรการส่งเสริมคุณธรรม",
        "ข้อความของลิงก์:",
        "พ.ศ. ๒๕๖๖",
        "๒ ไฟล์",
    ] {
        assert!(said.contains(words), "{said}");
    }
    let index = String::from_utf8(named(".csv")).unwrap();
    assert!(
        index.contains(&sha256(ORDER)) && index.contains("แต่งตั้งนายทะเบียนประวัติ"),
        "{index}"
    );

    // Whoever has one of the files may ask what it is.
    let executive = town.phone(Who::Executive);
    let mark = executive.phone.mark();
    executive
        .phone
        .document("จากเว็บไซต์.pdf", "application/pdf", report.clone(), None);
    executive
        .sees_after(mark, |message| {
            message
                .text
                .contains("ตรงทุกประการกับรายงานฉบับที่ผู้บริหารรับทราบแล้ว")
        })
        .await;
    let mut altered = report.clone();
    altered[100] ^= 1;
    let mark = executive.phone.mark();
    executive
        .phone
        .document("แก้แล้ว.pdf", "application/pdf", altered, None);
    executive
        .sees_after(mark, |message| message.text.contains("ไม่ตรงกับเอกสารใด"))
        .await;
    // The code of the last page is that of the version that was acknowledged.
    let last = text_of(&report);
    let waited = executive.gets_file("รอท่านรับทราบ").await.file.unwrap();
    let code = ShortCode::of(&sha256(&waited.bytes)).unwrap().to_string();
    assert!(last.contains(&normal(&code)) && text.contains(&normal(&code)));
    let shown = executive.types(&code.to_lowercase()).await;
    assert!(shown.text.contains("ผู้บริหารรับทราบแล้ว"), "{}", shown.text);
    town.close().await;
}
