mod real_report;

use super::super::numerals::to_thai;
use super::*;
use chrono::NaiveDate;
use proptest::prelude::*;

const ISSUER: &str = "องค์การบริหารส่วนตำบลบุ่งคล้า";

/// What an order reads as, apart from `raw`: issuer, number, subject, date.
type Reading = (
    Option<String>,
    Result<OrderNumber, OrderNumberFault>,
    Option<String>,
    Option<DateReading>,
);

fn readings(text: &str) -> Vec<Reading> {
    near(text)
        .into_iter()
        .map(|cited| (cited.issuer, cited.number, cited.subject, cited.date))
        .collect()
}

fn near(text: &str) -> Vec<Cited> {
    read(text, FiscalYear::new(2566).unwrap())
}

fn order(number: u32) -> OrderNumber {
    OrderNumber::new(number, 2566).unwrap()
}

fn on(month: u32, day: u32) -> DateReading {
    DateReading::Date(NaiveDate::from_ymd_opt(2023, month, day).unwrap())
}

/// One order as (number, subject, date), for texts that cite just one without an issuer.
fn one(text: &str) -> (u32, Option<String>, Option<DateReading>) {
    let cited = near(text);
    assert_eq!(cited.len(), 1, "{text}\n{cited:#?}");
    (
        cited[0].number.clone().unwrap().number(),
        cited[0].subject.clone(),
        cited[0].date.clone(),
    )
}

fn numbers(text: &str) -> Vec<u32> {
    near(text)
        .into_iter()
        .map(|cited| cited.number.unwrap().number())
        .collect()
}

#[test]
fn a_citation_broken_over_lines_by_a_table_is_read_whole() {
    let text = "๓. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า\nที่ ๑๗๒/๒๕๖๖ เรื่อง เลื่อนขั้นเงินเดือน\nพนักงานส่วนตำบล ครั้งที่\n๑/๒๕๖๖\n๔. คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า ที่\n๔๓๙/๒๕๖๖ เรื่อง การเลื่อน ลงวันที่ ๑\nกุมภาพันธ์ ๒๕๖๖";
    let subject = |text: &str| Some(text.to_owned());
    assert_eq!(
        readings(text),
        vec![
            (
                Some(ISSUER.to_owned()),
                Ok(order(172)),
                subject("เลื่อนขั้นเงินเดือน พนักงานส่วนตำบล ครั้งที่ ๑/๒๕๖๖"),
                None
            ),
            (
                Some(ISSUER.to_owned()),
                Ok(order(439)),
                subject("การเลื่อน"),
                Some(on(2, 1))
            ),
        ]
    );
}

#[test]
fn an_order_cut_short_is_read_for_what_it_has() {
    let subject = Some("แต่งตั้งนายทะเบียน".to_owned());
    for (text, subject, date) in [
        ("63/66", None, None),
        ("๖๓ /2566 ค่ะ", None, None),
        ("คำสั่งที่ 63/66", None, None),
        ("63/66 ลว. 1 ก.พ. 66", None, Some(on(2, 1))),
        ("63/66 1/2/66", None, Some(on(2, 1))),
        ("63/66 แต่งตั้งนายทะเบียน", subject.clone(), None),
        (
            "63/66 แต่งตั้งนายทะเบียน 1/2/66",
            subject.clone(),
            Some(on(2, 1)),
        ),
        (
            "63/66 แต่งตั้งนายทะเบียน ๑ ก.พ. ๖๖",
            subject.clone(),
            Some(on(2, 1)),
        ),
        (
            "63/66\nแต่งตั้งนายทะเบียน\n1 กพ 66",
            subject.clone(),
            Some(on(2, 1)),
        ),
        (
            "63/66\nเรื่อง: แต่งตั้งนายทะเบียน\nวันที่ 1 กพ 66",
            subject.clone(),
            Some(on(2, 1)),
        ),
        (
            "คำสั่ง ที่ 63/2566 ลงวันที่ 1 ก.พ. 66 เรื่อง แต่งตั้งนายทะเบียน",
            subject.clone(),
            Some(on(2, 1)),
        ),
        (
            "คำสั่งที่ 63/2566 ลงวันที่1/2/2566 แต่งตั้งนายทะเบียนครับ",
            subject.clone(),
            Some(on(2, 1)),
        ),
        (
            "คำสั่งที่ 63/2566 ลงวันที่ ๑ กุมภาพันธ์ พ.ศ. ๒๕๖๖ จำนวน ๑ ฉบับ",
            Some("จำนวน ๑ ฉบับ".to_owned()),
            Some(on(2, 1)),
        ),
        (
            "คำสั่งแต่งตั้งนายทะเบียน ที่ 63/2566 ลงวันที่ 1 ก.พ. 66",
            subject.clone(),
            Some(on(2, 1)),
        ),
        ("คำสั่งเรื่องแต่งตั้งนายทะเบียน เลขที่ 63/2566", subject.clone(), None),
        (
            "ตามคำสั่งที่ 63/2566 เรื่อง แต่งตั้งนายทะเบียน",
            subject.clone(),
            None,
        ),
        (
            "ท\u{E35}\u{E48}\u{200B} 63/66 เรื่อง เเต่งตั้งนายทะเบียน",
            subject,
            None,
        ),
    ] {
        assert_eq!(one(text), (63, subject, date), "{text}");
    }
}

#[test]
fn an_issuer_cut_short_is_kept_as_typed() {
    for text in [
        "คำสั่ง อบต.บุ่งคล้า ที่ 63/66",
        "คำสั่งอบต.บุ่งคล้าที่ 63/66",
        "คำสั่ง อบต.บุ่งคล้า เลขที่ 63/66",
        "คำสั่งอบต.บุ่งคล้า 63/66",
    ] {
        assert_eq!(near(text)[0].issuer.as_deref(), Some("อบต.บุ่งคล้า"), "{text}");
    }
    assert_eq!(
        near("คำสั่งที่ว่าการอำเภอหล่มสัก ที่ 5/66")[0].issuer.as_deref(),
        Some("ที่ว่าการอำเภอหล่มสัก")
    );
}

#[test]
fn several_bare_numbers_are_several_orders() {
    assert_eq!(numbers("63/66, 123/66 และ 124/66"), [63, 123, 124]);
    assert_eq!(numbers("63/66\n123/66\n124/66"), [63, 123, 124]);
    assert_eq!(numbers("1) 63/66 2) 123/66"), [63, 123]);
    assert_eq!(numbers("63/66 123/66"), [63, 123]);
    assert_eq!(numbers("1.63/66\n2.123/66"), [63, 123]);
    assert_eq!(numbers("คำสั่งที่ ๑๗๒, ๔๓๙ และ ๔๖๘/๒๕๖๖"), [172, 439, 468]);
}

#[test]
fn lines_between_the_orders_of_a_list_belong_to_none_of_them() {
    let text = "๑. แบบประเมินผลการปฏิบัติงาน\n๒. คำสั่งที่ ๑๗๒/๒๕๖๖ เรื่อง เลื่อนขั้นเงินเดือน\n๓. คู่มือการยืมทรัพย์สิน\n๔. คำสั่งที่ ๔๓๙/๒๕๖๖";
    let cited = near(text);
    assert_eq!(numbers(text), [172, 439]);
    assert_eq!(cited[0].subject.as_deref(), Some("เลื่อนขั้นเงินเดือน"));
    assert_eq!(cited[0].raw, "คำสั่งที่ ๑๗๒/๒๕๖๖ เรื่อง เลื่อนขั้นเงินเดือน");
}

#[test]
fn an_order_quoted_in_a_subject_stays_in_the_subject() {
    let quoted = "ยกเลิกคำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า ที่ ๑๒/๒๕๖๕ ลงวันที่ ๕ มกราคม ๒๕๖๕";
    assert_eq!(
        one(&format!("คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง {quoted} ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖")),
        (63, Some(quoted.to_owned()), Some(on(2, 1)))
    );
    assert_eq!(
        one(&format!("คำสั่งที่ ๖๓/๒๕๖๖ เรื่อง {quoted}")),
        (63, Some(quoted.to_owned()), None)
    );
    assert_eq!(one("คำสั่งที่ 63/66 เรื่อง แก้ไข คำสั่งที่ 1/65 และคำสั่งที่ 2/65").0, 63);
}

#[test]
fn a_subject_that_ends_like_a_quotation_does_not_swallow_the_next_order() {
    let text = "คำสั่งที่ 124/66 เรื่อง แต่งตั้งผู้รักษาราชการแทน\nคำสั่งที่ 125/66 เรื่อง ยกเลิกการใช้";
    assert_eq!(numbers(text), [124, 125]);
}

#[test]
fn a_date_of_the_subject_is_not_taken_for_the_date_of_the_order() {
    for subject in [
        "ประชุมเมื่อวันที่ ๙ กันยายน ๒๕๖๕",
        "อบรมระหว่างวันที่ ๑ - ๕ มีนาคม ๒๕๖๖",
        "จัดเวรประจำวันที่ 1 มีนาคม 2566",
        "แผนเดือน กันยายน ๒๕๖๕",
        "การลงวันที่ในหนังสือ",
        "กำจัดของเหลว ๓ ถัง",
    ] {
        assert_eq!(
            one(&format!("คำสั่งที่ 63/66 เรื่อง {subject}")),
            (63, Some(subject.to_owned()), None)
        );
    }
    let day = NaiveDate::from_ymd_opt(2023, 3, 1).unwrap();
    assert_eq!(
        one("คำสั่งที่ 63/66 เรื่อง เดินทางไปราชการ วันที่ 1 มี.ค. 66"),
        (
            63,
            Some("เดินทางไปราชการ".to_owned()),
            Some(DateReading::Ambiguous(vec![day]))
        )
    );
}

#[test]
fn doubts_about_number_and_date_are_handed_on() {
    let cited = near(
        "คำสั่งที่ 63/2023 เรื่อง ก ลงวันที่ 31/2/2566\nคำสั่งที่ 64 เรื่อง ข ลงวันที่ 1/2/23\nคำสั่งที่ 65/2656 ลงวันที่ ......",
    );
    assert_eq!(
        cited[0].number,
        Err(OrderNumberFault::YearInDoubt(order(63)))
    );
    assert!(matches!(cited[0].date, Some(DateReading::Impossible(_))));
    assert_eq!(
        cited[1].number,
        Err(OrderNumberFault::NoYear { number: 64 })
    );
    assert!(matches!(cited[1].date, Some(DateReading::Ambiguous(_))));
    assert_eq!(cited[2].number, Ok(OrderNumber::new(65, 2656).unwrap()));
    assert_eq!(cited[2].date, Some(DateReading::Unreadable));
    assert_eq!(
        cited
            .iter()
            .map(|cited| cited.subject.as_deref())
            .collect::<Vec<_>>(),
        [Some("ก"), Some("ข"), None]
    );
    assert_eq!(
        near("63/2966")[0].number,
        Err(OrderNumberFault::YearOutOfRange { year: 2966 })
    );
    assert_eq!(
        near("คำสั่งที่ 63/66 ลงวันที่ 1 กพันธ์ 66 เรื่อง ก")[0],
        Cited {
            issuer: None,
            number: Ok(order(63)),
            subject: Some("ก".to_owned()),
            date: Some(DateReading::Unreadable),
            raw: "คำสั่งที่ 63/66 ลงวันที่ 1 กพันธ์ 66 เรื่อง ก".to_owned(),
        }
    );
}

#[test]
fn the_heading_and_the_foot_of_a_whole_order_are_read() {
    let text = "คำสั่งองค์การบริหารส่วนตำบลบุ่งคล้า\nที่ ๖๓/๒๕๖๖\nเรื่อง แต่งตั้งนายทะเบียน\n---------------------\nด้วยองค์การบริหารส่วนตำบลมีภารกิจ ตามหนังสือ\nทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป\nสั่ง ณ วันที่ ๑ กุมภาพันธ์ พ.ศ. ๒๕๖๖\n(นายสมมุติ รับทราบ)";
    assert_eq!(
        readings(text),
        vec![(
            Some(ISSUER.to_owned()),
            Ok(order(63)),
            Some("แต่งตั้งนายทะเบียน".to_owned()),
            Some(on(2, 1))
        )]
    );
}

#[test]
fn a_text_that_cites_no_order_reads_as_none() {
    for text in [
        "",
        "ไม่มี",
        "-",
        "1/2/66",
        "๑ กุมภาพันธ์ ๒๕๖๖",
        "ครั้งที่ ๑/๒๕๖๖",
        "การประชุมสภา สมัยสามัญ สมัยที่ ๑/๒๕๖๖",
        "84.25/82.94",
        "84.25 82.94",
        "ประกาศองค์การบริหารส่วนตำบลบุ่งคล้า เรื่อง มาตรการ ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
        "ที่ พช ๗๓๐๐๑/๑๒๓",
        "คำสั่งแต่งตั้งคณะทำงาน ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
        "คำสั่งแต่งตั้งคณะทำงาน ๕ คน",
        "คำสั่งเลื่อนขั้นเงินเดือน ครั้งที่ ๑/๒๕๖๖",
        "มีการประชุมชี้แจง ประจำเดือนกันยายน ๒๕๖๕ เมื่อวันที่ ๙ กันยายน ๒๕๖๕",
    ] {
        assert_eq!(near(text), Vec::new(), "{text}");
    }
}

proptest! {
    #[test]
    fn every_citation_in_official_form_is_read_back_as_itself(
        number in 1u32..1000, subject in "(แต่งตั้ง|มอบหมาย|การ)[ก-ฮ]{1,12}( [ก-ฮ]{2,9}){0,3}", days in 19_358i32..19_722
    ) {
        let date = NaiveDate::from_epoch_days(days).unwrap();
        let text = to_thai(&format!("คำสั่งอบต.บุ่งคล้าที่ {number}/2566 เรื่อง {subject} ลงวันที่ {}", date.format("%-d/%-m/%Y")));
        prop_assert_eq!(one(&text), (number, Some(subject), Some(DateReading::Date(date))));
    }

    #[test]
    fn no_text_makes_reading_fail(
        text in any::<String>(),
        jumble in "(คำสั่ง|ที่|เรื่อง|ลงวันที่|ครั้ง|วันที่|[0-9๐-๙]{1,4}|/|[.,)-]| |\n|และ|ก\\.พ\\.|ยกเลิก|-----|อบต|ก){0,24}"
    ) {
        let _ = near(&text);
        for cited in near(&jumble) {
            prop_assert!(!cited.raw.is_empty());
        }
    }
}
