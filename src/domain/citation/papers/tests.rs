use super::*;
use crate::domain::order::OrderNumber;
use EvidenceKind::{Announcement, Form, Letter, Link, Manual, Memo, Minutes, Plan};
use proptest::prelude::*;

fn near() -> FiscalYear {
    FiscalYear::new(2566).unwrap()
}

/// A paper in one line: kind, issuer, number, subject, date, address, as far as they were written.
fn line(paper: &CitedPaper) -> String {
    let date = match &paper.date {
        Some(DateReading::Date(date)) => date.to_string(),
        Some(DateReading::Ambiguous(_)) => "?".into(),
        Some(_) => "!".into(),
        None => String::new(),
    };
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    format!(
        "{}|{}|{}|{}|{date}|{}",
        paper.paper.as_str(),
        part(&paper.issuer),
        part(&paper.number),
        part(&paper.subject),
        part(&paper.url)
    )
}

/// Everything that a message cites and nothing besides; orders by their numbers.
fn all(text: &str) -> Option<Vec<String>> {
    let found = evidence(text, near())?;
    Some(
        found
            .iter()
            .map(|found| match found {
                Evidence::Order(order) => match &order.number {
                    Ok(number) => {
                        format!("order {number}|{}", order.subject.as_deref().unwrap_or(""))
                    }
                    Err(_) => "order in doubt".into(),
                },
                Evidence::Paper(paper) => line(paper),
            })
            .collect(),
    )
}

#[test]
fn one_paper_is_read_in_the_forms_that_people_send() {
    for (text, expected) in [
        (
            "ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการส่งเสริมคุณธรรม ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "announcement|องค์การบริหารส่วนตำบลบุ่งคล้า||มาตรการส่งเสริมคุณธรรม|2023-02-01|",
        ),
        (
            "ประกาศอบต.บุ่งคล้า เรื่องมาตรการ ลว. 1 ก.พ. 66",
            "announcement|อบต.บุ่งคล้า||มาตรการ|2023-02-01|",
        ),
        (
            "ประกาศ เรื่อง No Gift Policy 1/2/66",
            "announcement|||No Gift Policy|2023-02-01|",
        ),
        (
            "ประกาศ อบต.บุ่งคล้า ที่ ๕/66 ลงวันที่ 1 ก.พ. 66 เรื่อง นโยบายไม่รับของขวัญ",
            "announcement|อบต.บุ่งคล้า|5/2566|นโยบายไม่รับของขวัญ|2023-02-01|",
        ),
        (
            "ประกาศเจตนารมณ์ เรื่อง งดรับของขวัญ",
            "announcement|เจตนารมณ์||งดรับของขวัญ||",
        ),
        (
            "ประกาศนโยบาย No Gift Policy ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "announcement|||นโยบาย No Gift Policy|2023-02-01|",
        ),
        (
            "ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า",
            "announcement|องค์การบริหารส่วนตำบลบุ่งคล้า||||",
        ),
        (
            "ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า\nเรื่อง มาตรการส่งเสริม\nคุณธรรม\nลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "announcement|องค์การบริหารส่วนตำบลบุ่งคล้า||มาตรการส่งเสริม คุณธรรม|2023-02-01|",
        ),
        (
            "ประกาศอบต.บุ่งคล้า เรื่อง มาตรการ ลงวันที่ 31/2/2566",
            "announcement|อบต.บุ่งคล้า||มาตรการ|!|",
        ),
        (
            "ประกาศอบต.บุ่งคล้า เรื่อง มาตรการ ลงวันที่ ......",
            "announcement|อบต.บุ่งคล้า||มาตรการ|!|",
        ),
        (
            "ประกาศอบต.บุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ ก.พ. ๖๖ ค่ะ",
            "announcement|อบต.บุ่งคล้า||มาตรการ|2023-02-01|",
        ),
        (
            "ประกาศอบต.บุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ ก.พ. ๖๖\nhttps://bungkla.go.th/12",
            "announcement|อบต.บุ่งคล้า||มาตรการ|2023-02-01|https://bungkla.go.th/12",
        ),
        (
            "บันทึกข้อความ ที่ พช ๗๓๐๐๑/๑๒๓ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖ เรื่อง ขออนุมัติจัดอบรม",
            "memo||พช 73001/123|ขออนุมัติจัดอบรม|2023-02-01|",
        ),
        (
            "บันทึกข้อความสำนักปลัด ที่พช73001 / 123 ลว.1/2/66 เรื่อง ขออนุมัติ",
            "memo|สำนักปลัด|พช 73001/123|ขออนุมัติ|2023-02-01|",
        ),
        (
            "บันทึกข้อความ กองคลัง เรื่อง รายงานผล ที่ พช ๗๓๐๐๒/๙ ลงวันที่ ๑ ก.พ. ๒๕๖๖",
            "memo|กองคลัง|พช 73002/9|รายงานผล|2023-02-01|",
        ),
        (
            "บันทึกข้อความ ที่ พช 73001/- เรื่อง ขออนุมัติ",
            "memo||พช 73001/-|ขออนุมัติ||",
        ),
        ("บันทึกข้อความ ที่ 12/2566", "memo||12/2566|||"),
        (
            "หนังสือกรมส่งเสริมการปกครองท้องถิ่น ด่วนที่สุด ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "letter|กรมส่งเสริมการปกครองท้องถิ่น ด่วนที่สุด|มท 0810.3/ว 1234||2023-02-01|",
        ),
        (
            "หนังสือ ที่ มท0810.3/ว1234 ลว 1 ก.พ. 66 เรื่อง แนวทางการประเมิน ITA",
            "letter||มท 0810.3/ว 1234|แนวทางการประเมิน ITA|2023-02-01|",
        ),
        (
            "หนังสือจังหวัดเพชรบูรณ์ ที่ พช 0023.3/ว 567",
            "letter|จังหวัดเพชรบูรณ์|พช 0023.3/ว 567|||",
        ),
        (
            "รายงานการประชุมผู้บริหารและเจ้าหน้าที่ ครั้งที่ ๑/๒๕๖๖ เมื่อวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "minutes||1/2566|ผู้บริหารและเจ้าหน้าที่|2023-02-01|",
        ),
        (
            "รายงานการประชุมพนักงาน ประจำเดือนกันยายน ๒๕๖๕ ครั้งที่ 9/65 วันศุกร์ที่ ๙ กันยายน ๒๕๖๕",
            "minutes||9/2565|พนักงาน ประจำเดือนกันยายน ๒๕๖๕|2022-09-09|",
        ),
        (
            "รายงานการประชุมสภา สมัยสามัญ สมัยที่ ๓ ครั้งที่ ๑ ประจำปี พ.ศ. ๒๕๖๖ วันที่ 1 ก.พ. 66",
            "minutes||1/2566|สภา สมัยสามัญ สมัยที่ ๓|2023-02-01|",
        ),
        ("รายงานการประชุม ครั้งที่ 2", "minutes||2|||"),
        (
            "แผนการใช้จ่ายงบประมาณประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ไตรมาส ๑",
            "plan|||แผนการใช้จ่ายงบประมาณประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ไตรมาส ๑||",
        ),
        (
            "แผนพัฒนารายได้ ลงวันที่ ๑ ก.พ. ๖๖",
            "plan|||แผนพัฒนารายได้|2023-02-01|",
        ),
        (
            "คู่มือการยืมทรัพย์สินของราชการ องค์การบริหารส่วนตำบลบุ่งคล้า",
            "manual|||คู่มือการยืมทรัพย์สินของราชการ องค์การบริหารส่วนตำบลบุ่งคล้า||",
        ),
        (
            "คู่มือการยืมทรัพย์สิน www.bungkla.go.th/manual.pdf",
            "manual|||คู่มือการยืมทรัพย์สิน||www.bungkla.go.th/manual.pdf",
        ),
        (
            "แบบประเมินผลการปฏิบัติราชการของพนักงานจ้าง",
            "form|||แบบประเมินผลการปฏิบัติราชการของพนักงานจ้าง||",
        ),
        ("แบบสอบถามความพึงพอใจ", "form|||แบบสอบถามความพึงพอใจ||"),
        (
            "https://bungkla.go.th/news?id=12",
            "link|||||https://bungkla.go.th/news?id=12",
        ),
        ("เว็บไซต์ www.bungkla.go.th", "link|||||www.bungkla.go.th"),
        (
            "กิจกรรมจิตอาสา facebook.com/bungkla เผยแพร่เมื่อ ๑ ก.พ. ๖๖",
            "link|||กิจกรรมจิตอาสา|2023-02-01|facebook.com/bungkla",
        ),
        (
            "ข่าวประชาสัมพันธ์ No Gift Policy เผยแพร่ทางเว็บไซต์ https://bungkla.go.th/12 เมื่อวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "link|||ข่าวประชาสัมพันธ์ No Gift Policy|2023-02-01|https://bungkla.go.th/12",
        ),
        (
            "ข่าวกิจกรรม\nhttps://bungkla.go.th/12\nสืบค้นเมื่อวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
            "link|||ข่าวกิจกรรม|2023-02-01|https://bungkla.go.th/12",
        ),
        (
            "ช่องทางร้องเรียน โพสต์เมื่อ 1/2/66 ลิงก์: https://lin.ee/abc123 ",
            "link|||ช่องทางร้องเรียน|2023-02-01|https://lin.ee/abc123",
        ),
        (
            "ไลน์ line.me/R/ti/p/@bungkla",
            "link|||||line.me/R/ti/p/@bungkla",
        ),
        (
            "(https://bungkla.go.th/12).",
            "link|||||https://bungkla.go.th/12",
        ),
    ] {
        assert_eq!(all(text), Some(vec![expected.to_owned()]), "{text}");
        assert_eq!(papers(text, near()).len(), 1, "{text}");
    }
}

#[test]
fn a_text_that_says_more_stays_a_text() {
    for text in [
        "",
        "-",
        "ไม่มี",
        "๑",
        "มีการประชุมชี้แจงตามประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
        "ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ ก.พ. ๖๖ และได้ปิดประกาศให้ประชาชนทราบ",
        "ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการ ได้ประชาสัมพันธ์ให้บุคลากรทราบ",
        "ประกาศอบต.บุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ ก.พ. ๖๖\nมีการประชุมชี้แจงบุคลากร",
        "ประกาศใช้มาตรการส่งเสริมคุณธรรม",
        "ประกาศเจตนารมณ์ให้บุคลากรทุกคนทราบ",
        "บันทึกข้อความแจ้งเวียน",
        "หนังสือ",
        "รายงานการประชุมคณะกรรมการ ครั้งที่ ๑/๒๕๖๖ ลงวันที่ ๑ ก.พ. ๒๕๖๖ และครั้งที่ ๒/๒๕๖๖ ลงวันที่ ๑ มี.ค. ๒๕๖๖",
        "หนังสือรับรองผลงาน",
        "แผนงานบริหารทั่วไปมีการปรับปรุง",
        "ใช้ ChatGPT.com ช่วย",
        "แผนกช่างซ่อมถนน",
        "แผนที่ตำบล",
        "แผนดังกล่าวได้ดำเนินการแล้ว",
        "คู่มือการยืมทรัพย์สิน ได้จัดทำและแจกให้ทุกกอง",
        "คู่มือการยืมทรัพย์สินจัดทำเสร็จเรียบร้อยแล้ว",
        "แบบนี้ใช้ไม่ได้",
        "มีการเผยแพร่ข้อมูล https://bungkla.go.th/12",
        "ได้จัดทำ Messenger Live Chat ใน https://bungkla.go.th แล้ว",
        "มอบหมายเจ้าหน้าที่ประจำสำนัก/กอง รับผิดชอบในการปรับปรุงข้อมูล ในเว็บไซต์ และ Face Book ให้เป็นปัจจุบัน",
        "ส่งมาที่ saraban@bungkla.go.th",
        "ตรวจสอบข้อมูลหน้าเว็บไซต์หน่วยงาน",
        "มีการออกคำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียน",
        "มีการจัดทำแผนการใช้จ่ายงบประมาณประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ดังนี้",
        "๑. คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียน\n๒. มีการประชุมชี้แจง",
        "ประกาศอบต.บุ่งคล้า เรื่อง มาตรการ\n\nมอบหมายกองคลังรับผิดชอบ",
    ] {
        assert_eq!(all(text), None, "{text}");
    }
}

#[test]
fn several_papers_pasted_at_once_come_in_the_order_they_stand() {
    for text in [
        "คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖\nประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖\nคำสั่งที่ 124/2566 เรื่อง แต่งตั้งผู้รักษาราชการแทน",
        "๑. คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ ๑ ก.พ. ๖๖\n๒. ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ ก.พ. ๖๖\n๓. คำสั่งที่ ๑๒๔/๒๕๖๖ เรื่อง แต่งตั้งผู้รักษาราชการแทน",
        "1) 63/66 แต่งตั้งนายทะเบียน 1/2/66\n2) ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า\nเรื่อง มาตรการ\nลงวันที่ 1 ก.พ. 66\n3) คำสั่งที่ 124/66 เรื่อง แต่งตั้งผู้รักษาราชการแทน",
        "๑. คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียน ๒. ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ ก.พ. ๖๖ ๓. คำสั่งที่ ๑๒๔/๒๕๖๖ เรื่อง แต่งตั้งผู้รักษาราชการแทน",
        "- คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียน\n- ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ ก.พ. ๖๖\n- คำสั่งที่ ๑๒๔/๒๕๖๖ เรื่อง แต่งตั้งผู้รักษาราชการแทน",
        "คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียน ลงวันที่ ๑ ก.พ. ๖๖ และประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ ก.พ. ๒๕๖๖ และคำสั่งที่ ๑๒๔/๒๕๖๖ เรื่อง แต่งตั้งผู้รักษาราชการแทน",
    ] {
        assert_eq!(
            all(text),
            Some(vec![
                "order 63/2566|แต่งตั้งนายทะเบียน".to_owned(),
                "announcement|องค์การบริหารส่วนตำบลบุ่งคล้า||มาตรการ|2023-02-01|".to_owned(),
                "order 124/2566|แต่งตั้งผู้รักษาราชการแทน".to_owned(),
            ]),
            "{text}"
        );
    }
}

#[test]
fn every_kind_at_once_is_told_apart() {
    let text = "คู่มือการยืมทรัพย์สิน\nแบบฟอร์มการยืมทรัพย์สิน\nแผนจัดซื้อจัดจ้าง\nรายงานการประชุมพนักงาน ครั้งที่ ๑/๒๕๖๖ เมื่อวันที่ ๑ ก.พ. ๖๖\nบันทึกข้อความ ที่ พช ๗๓๐๐๑/๑๒๓ เรื่อง ขออนุมัติ\nหนังสือ ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔ ลงวันที่ ๑ ก.พ. ๖๖\nประกาศ เรื่อง มาตรการ\nข่าวกิจกรรม https://bungkla.go.th/12\n๖๓/๒๕๖๖";
    let kinds: Vec<Option<EvidenceKind>> = evidence(text, near())
        .unwrap()
        .into_iter()
        .map(|found| match found {
            Evidence::Paper(paper) => Some(paper.paper),
            Evidence::Order(_) => None,
        })
        .collect();
    let papers = [
        Manual,
        Form,
        Plan,
        Minutes,
        Memo,
        Letter,
        Announcement,
        Link,
    ];
    assert_eq!(kinds[..8], papers.map(Some));
    assert_eq!(kinds[8..], [None]);
}

#[test]
fn a_paper_quoted_in_a_subject_stays_in_the_subject() {
    assert_eq!(
        all("ประกาศอบต.บุ่งคล้า เรื่อง ยกเลิกประกาศอบต.บุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ มกราคม ๒๕๖๕ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖"),
        Some(vec!["announcement|อบต.บุ่งคล้า||ยกเลิกประกาศอบต.บุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ มกราคม ๒๕๖๕|2023-02-01|".to_owned()])
    );
    assert_eq!(
        all("คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งคณะทำงานจัดทำแผนพัฒนาและคู่มือการยืม"),
        Some(vec![
            "order 63/2566|แต่งตั้งคณะทำงานจัดทำแผนพัฒนาและคู่มือการยืม".to_owned()
        ])
    );
}

#[test]
fn links_side_by_side_are_links_of_their_own() {
    assert_eq!(
        all("https://a.go.th/1 https://a.go.th/2, www.b.go.th"),
        Some(vec![
            "link|||||https://a.go.th/1".to_owned(),
            "link|||||https://a.go.th/2".to_owned(),
            "link|||||www.b.go.th".to_owned(),
        ])
    );
}

#[test]
fn an_address_behind_an_order_is_a_page_of_its_own() {
    for text in [
        "คำสั่งที่ 63/66 เรื่อง แต่งตั้ง https://bungkla.go.th/a",
        "คำสั่งที่ 63/66 เรื่อง แต่งตั้ง\nhttps://bungkla.go.th/a",
    ] {
        assert_eq!(
            all(text),
            Some(vec![
                "order 63/2566|แต่งตั้ง".to_owned(),
                "link|||||https://bungkla.go.th/a".to_owned(),
            ])
        );
    }
}

#[test]
fn papers_within_a_longer_message_are_found_with_their_part_of_it() {
    let found = papers(
        "มีการประชุมชี้แจง\n๒. ประกาศอบต.บุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ ก.พ. ๖๖\n๓. ตรวจสอบข้อมูล",
        near(),
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].raw, "ประกาศอบต.บุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ ก.พ. ๖๖");
}

#[test]
fn a_paper_becomes_a_draft_that_asks_for_the_date_in_doubt() {
    let mut found = papers("บันทึกข้อความ ที่ พช 73001/9 เรื่อง ขออนุมัติ ลงวันที่ 1/2/23", near());
    let draft = found.remove(0).draft();
    assert_eq!(draft.reference.as_deref(), Some("พช 73001/9"));
    assert_eq!(
        crate::domain::evidence::missing(&draft),
        Some(crate::domain::evidence::Missing::Date)
    );
}

#[test]
fn a_reply_with_a_number_is_tidied_by_its_kind() {
    use super::super::reference;
    for (paper, typed, kept) in [
        (Memo, "พช๗๓๐๐๑/๑๒๓", Some("พช 73001/123")),
        (Memo, "ที่ พช. 73001 / 12", Some("พช 73001/12")),
        (Letter, "มท ๐๘๑๐.๓ / ว๑๒๓๔", Some("มท 0810.3/ว 1234")),
        (Minutes, "ครั้งที่ ๑/66", Some("1/2566")),
        (Minutes, "3", Some("3")),
        (Announcement, "๕/๒๕๖๖", Some("5/2566")),
        (Memo, "ไม่มี", None),
        (Memo, "-", None),
        (Memo, "", None),
        (Letter, "ที่ ๑ กุมภาพันธ์ ๒๕๖๖", None),
    ] {
        assert_eq!(reference(paper, typed, near()).as_deref(), kept, "{typed}");
    }
    assert_eq!(
        OrderNumber::parse("พช 73001/123", near()).ok(),
        None,
        "no order has such a number"
    );
}

proptest! {
    #[test]
    fn no_text_makes_any_reader_fail(
        text in any::<String>(),
        jumble in "(คำสั่ง|ประกาศ|บันทึกข้อความ|หนังสือ|รายงานการประชุม|แผน|คู่มือ|แบบฟอร์ม|ที่|เรื่อง|ลงวันที่|เมื่อวันที่|ครั้งที่|https://a\\.go\\.th|www\\.a|เผยแพร่เมื่อ|ก\\.พ\\.|[0-9๐-๙]{1,4}|/|[.,)-]| |\n|และ|มท|ว|อบต|ก){0,28}"
    ) {
        for text in [text, jumble] {
            let found = evidence(&text, near());
            for paper in papers(&text, near()) {
                prop_assert!(!paper.raw.is_empty());
                let _ = paper.draft();
            }
            prop_assert!(found.is_none_or(|found| !found.is_empty()));
            for paper in EvidenceKind::ALL {
                let _ = super::super::reference(paper, &text, near());
                let _ = super::super::names_itself(paper, &text);
                let _ = paper_parts::read(paper, &text, near());
            }
        }
    }
}
