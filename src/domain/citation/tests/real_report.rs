use super::super::super::numerals::to_arabic;
use super::*;

/// An order of the real report: citation, number, subject, month and day.
type Order = (&'static str, u32, &'static str, Option<(u32, u32)>);

/// The six orders cited in a real report of B.E. 2566.
const REAL: [Order; 6] = [
    (
        "คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๖๓/๒๕๖๖ เรื่อง แต่งตั้งนายทะเบียนประวัติและเจ้าหน้าที่ทะเบียนประวัติระบบศูนย์บริการข้อมูลบุคลากรท้องถิ่นแห่งชาติ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
        63,
        "แต่งตั้งนายทะเบียนประวัติและเจ้าหน้าที่ทะเบียนประวัติระบบศูนย์บริการข้อมูลบุคลากรท้องถิ่นแห่งชาติ",
        Some((2, 1)),
    ),
    (
        "คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๑๒๓/๒๕๖๖ เรื่อง การอนุมัติการใช้และเก็บรักษากุญแจรถยนต์ส่วนกลาง (รถรับส่งนักเรียน) หมายเลขทะเบียน นข ๓๗๓๖ เพชรบูรณ์ เพื่อใช้ในการปฏิบัติงานบริการรับ - ส่ง นักเรียนของศูนย์พัฒนาเด็กเล็กตำบลบุ่งคล้า ลงวันที่ ๑๔ มีนาคม ๒๕๖๖",
        123,
        "การอนุมัติการใช้และเก็บรักษากุญแจรถยนต์ส่วนกลาง (รถรับส่งนักเรียน) หมายเลขทะเบียน นข ๓๗๓๖ เพชรบูรณ์ เพื่อใช้ในการปฏิบัติงานบริการรับ - ส่ง นักเรียนของศูนย์พัฒนาเด็กเล็กตำบลบุ่งคล้า",
        Some((3, 14)),
    ),
    (
        "คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้าที่ ๑๒๔/๒๕๖๖ เรื่อง แต่งตั้งผู้รักษาราชการแทนผู้อำนวยการกองการศึกษา ศาสนาและวัฒนธรรม ลงวันที่ ๑๔ มีนาคม ๒๕๖๖",
        124,
        "แต่งตั้งผู้รักษาราชการแทนผู้อำนวยการกองการศึกษา ศาสนาและวัฒนธรรม",
        Some((3, 14)),
    ),
    (
        "คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า ที่ ๑๗๒/๒๕๖๖ เรื่อง เลื่อนขั้นเงินเดือนพนักงานส่วนตำบล ครั้งที่ ๑/๒๕๖๖",
        172,
        "เลื่อนขั้นเงินเดือนพนักงานส่วนตำบล ครั้งที่ ๑/๒๕๖๖",
        None,
    ),
    (
        "คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า ที่ ๔๓๙/๒๕๖๖ เรื่อง เลื่อนขั้นเงินเดือนพนักงานส่วนตำบล ครั้งที่ ๒/๒๕๖๖",
        439,
        "เลื่อนขั้นเงินเดือนพนักงานส่วนตำบล ครั้งที่ ๒/๒๕๖๖",
        None,
    ),
    (
        "คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า ที่ ๔๖๘/๒๕๖๖ เรื่อง การเลื่อนค่าตอบแทนพนักงานจ้างตามภารกิจ",
        468,
        "การเลื่อนค่าตอบแทนพนักงานจ้างตามภารกิจ",
        None,
    ),
];

/// The six as they read without or with the issuer; subjects pass through `spelt`.
fn expected(issuer: Option<&str>, spelt: fn(&str) -> String) -> Vec<Reading> {
    REAL.iter()
        .map(|&(_, number, subject, date)| {
            (
                issuer.map(str::to_owned),
                Ok(order(number)),
                Some(spelt(subject)),
                date.map(|(month, day)| on(month, day)),
            )
        })
        .collect()
}

fn joined(separator: impl Fn(usize) -> String) -> String {
    REAL.iter()
        .enumerate()
        .map(|(at, (cite, ..))| format!("{}{cite}", separator(at + 1)))
        .collect()
}

#[test]
fn each_order_of_the_real_report_is_read_exactly() {
    for ((cite, ..), expected) in REAL.iter().zip(expected(Some(ISSUER), str::to_owned)) {
        assert_eq!(readings(cite), vec![expected]);
        assert_eq!(near(cite)[0].raw, *cite);
    }
}

#[test]
fn the_six_orders_are_read_from_one_message_however_they_are_strung_together() {
    let expected = expected(Some(ISSUER), str::to_owned);
    for text in [
        joined(|_| "\n".to_owned()),
        joined(|_| "\n\n".to_owned()),
        joined(|_| "\n- ".to_owned()),
        joined(|_| "\n• ".to_owned()),
        joined(|number| to_thai(&format!("\n{number}. "))),
        joined(|number| format!("\n{number}.")),
        joined(|number| format!("\n{number}) ")),
        joined(|number| to_thai(&format!(" {number}. "))),
        joined(|_| " ".to_owned()),
        joined(|_| ", ".to_owned()),
        joined(|_| " และ".to_owned())
            .trim_start_matches(" และ")
            .to_owned(),
        format!("มีคำสั่งดังต่อไปนี้{}", joined(|_| "\n".to_owned())),
    ] {
        assert_eq!(readings(&text), expected, "{text}");
    }
}

#[test]
fn the_six_orders_are_read_in_arabic_digits() {
    let expected = expected(Some(ISSUER), to_arabic);
    assert_eq!(
        readings(&to_arabic(&joined(|number| format!("\n{number}. ")))),
        expected
    );
    assert_eq!(readings(&to_arabic(&joined(|_| "\n".to_owned()))), expected);
}

#[test]
fn the_six_orders_are_read_without_the_issuer() {
    let expected = expected(None, str::to_owned);
    let text = joined(|_| "\n".to_owned()).replace(ISSUER, "");
    assert_eq!(readings(&text), expected);
    assert_eq!(readings(&text.replace("คำสั่ง", "")), expected);
    assert_eq!(
        readings(
            &text
                .replace("คำสั่ง", "")
                .replace("ที่ ๖๓", "๖๓")
                .replace("ที่ ๑๒", "๑๒")
        ),
        expected
    );
    assert_eq!(
        readings(&text.replace("คำสั่ง", "").replace("เรื่อง ", "")),
        expected
    );
}

#[test]
fn a_citation_survives_json() {
    let cited = near(&joined(|_| "\n".to_owned()));
    let json = serde_json::to_string(&cited).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Cited>>(&json).unwrap(), cited);
}

#[test]
fn the_results_of_its_third_measure_pasted_as_one_line_cite_three_orders() {
    let text = "๑. แบบประเมินผลการปฏิบัติงานของ ข้าราชการหรือพนักงานส่วนท้องถิ่น ๒. แบบประเมินผลการปฏิบัติราชการของ พนักงานจ้าง ๓. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า ที่ ๑๗๒/๒๕๖๖ เรื่อง เลื่อนขั้นเงินเดือน พนักงานส่วนตำบล ครั้งที่ ๑/๒๕๖๖ ๔. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า ที่ ๔๓๙/๒๕๖๖ เรื่อง เลื่อนขั้นเงินเดือน พนักงานส่วนตำบล ครั้งที่ ๒/๒๕๖๖ ๕. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า ที่ ๔๖๘/๒๕๖๖ เรื่อง การเลื่อน ค่าตอบแทนพนักงานจ้างตามภารกิจ";
    let subjects: Vec<_> = near(text)
        .into_iter()
        .map(|cited| cited.subject.unwrap())
        .collect();
    assert_eq!(numbers(text), [172, 439, 468]);
    assert_eq!(
        subjects,
        [
            "เลื่อนขั้นเงินเดือน พนักงานส่วนตำบล ครั้งที่ ๑/๒๕๖๖",
            "เลื่อนขั้นเงินเดือน พนักงานส่วนตำบล ครั้งที่ ๒/๒๕๖๖",
            "การเลื่อน ค่าตอบแทนพนักงานจ้างตามภารกิจ"
        ]
    );
    assert_eq!(super::super::super::answer::items(text).len(), 5);
}
