//! What is odd about a report although every part of it can be read: dates that do not suit, numbers of
//! another year, results and outcomes that deny each other. A doubt is a question to the reporter and never
//! a refusal; asking it and keeping the answer are the dialogue's.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;
use serde::{Deserialize, Serialize};

use super::calendar::{FiscalYear, Quarter, buddhist_year};
use super::progress::{Content, Progress, ResultItem};
use super::typed::clean;

/// Something odd about one item of column 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Doubt {
    /// What shows the result was made outside the fiscal year that is reported.
    OutsideYear { date: NaiveDate },
    /// Within the year, but in another quarter than the one reported.
    OutsideQuarter { date: NaiveDate },
    /// The date lies in the future.
    NotYet { date: NaiveDate },
    /// Orders are numbered within a calendar year, and this one's date lies in another. Both years are
    /// Buddhist Era.
    NumberYearDiffers { number_year: i32, date_year: i32 },
}

/// What is odd about an item of the report of one quarter. Where a whole year is reported in one go its
/// papers come from all quarters, so that another quarter is only odd if the measure is reported
/// `quarterly`. What the reporter has insisted on is not left out here.
pub fn doubts(
    item: &ResultItem,
    year: FiscalYear,
    quarter: Quarter,
    quarterly: bool,
    today: NaiveDate,
) -> Vec<Doubt> {
    let (date, number_year) = match &item.content {
        Content::Order(order) => (order.date, Some(order.number.year_be())),
        Content::Cited(cited) => (cited.date, None),
        Content::Text { .. } | Content::Pictured { .. } | Content::NothingDone { .. } => {
            return Vec::new();
        }
    };
    let Some(date) = date else {
        return Vec::new();
    };
    let mut doubts = Vec::new();
    if date > today {
        doubts.push(Doubt::NotYet { date });
    }
    let date_year = buddhist_year(date.year());
    if let Some(number_year) = number_year.filter(|&number_year| number_year != date_year) {
        doubts.push(Doubt::NumberYearDiffers {
            number_year,
            date_year,
        });
    }
    if !year.contains(date) {
        doubts.push(Doubt::OutsideYear { date });
    } else if quarterly && !year.quarter(quarter).contains(date) {
        doubts.push(Doubt::OutsideQuarter { date });
    }
    doubts
}

/// How the columns of one measure deny each other. Places are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Contradiction {
    /// One result says that nothing was done, and others stand beside it.
    NothingDoneBesideResults { result: usize },
    /// Results are shown, but an outcome says that nothing was done.
    OutcomeDeniesResults { outcome: usize },
    /// Nothing was done, but an outcome tells of success.
    SuccessWithoutResult { outcome: usize },
}

/// The first way in which results and outcomes deny each other. A negative outcome denies nothing:
/// a measure that was carried out may have failed. What the reporter has insisted on is not left out here.
pub fn contradiction(progress: &Progress) -> Option<Contradiction> {
    let idle = |item: &ResultItem| match &item.content {
        Content::NothingDone { .. } => true,
        Content::Text { text, subitems } => subitems.is_empty() && says_nothing_done(text),
        Content::Order(_) | Content::Cited(_) | Content::Pictured { .. } => false,
    };
    let outcome = |odd: fn(&str) -> bool| progress.outcomes.iter().position(|text| odd(text));
    match progress.results.iter().position(idle) {
        None if progress.results.is_empty() => None,
        None => outcome(says_nothing_done)
            .map(|outcome| Contradiction::OutcomeDeniesResults { outcome }),
        Some(_) if progress.results.iter().all(idle) => {
            outcome(tells_of_success).map(|outcome| Contradiction::SuccessWithoutResult { outcome })
        }
        Some(result) => Some(Contradiction::NothingDoneBesideResults { result }),
    }
}

/// Whether a text as a whole says that the measure was not carried out: ยังไม่ได้ดำเนินการ เนื่องจาก…. That
/// something particular was not done, or not fully, does not count.
pub fn says_nothing_done(text: &str) -> bool {
    NOTHING_DONE.is_match(&clean(text).to_lowercase())
}

/// Whether an outcome tells of something reached, and of nothing that was not.
fn tells_of_success(outcome: &str) -> bool {
    let outcome = clean(outcome);
    SUCCESS.is_match(&outcome) && !FAILURE.is_match(&outcome)
}

/// The measure, the office or the period may stand in front; behind may stand the rule or the period, and
/// a reason. Anything else in these places makes it a sentence about something particular: ไม่มีการดำเนินการ
/// ทางวินัย, บุคลากรไม่ได้ดำเนินการตามคู่มือ.
static NOTHING_DONE: LazyLock<Regex> = LazyLock::new(|| {
    const PERIOD: &str =
        r"(?:ใน)?(?:ช่วง|รอบ|ระยะ)?(?:ไตรมาส|ปีงบประมาณ|ปี)(?:ที่|นี้|พ\.ศ\.|ดังกล่าว|[0-9๐-๙/ ])*";
    constant(&format!(
        r"(?x)^
        [-–•*.\ ]*
        (?:(?:มาตรการ|โครงการ|กิจกรรม)(?:นี้|ดังกล่าว)?\ ?
          |(?:หน่วยงาน|องค์การบริหารส่วนตำบล|อบต\.?|เทศบาล)[^\ ]{{0,40}}?\ ?
          |(?:ปัจจุบัน|ขณะนี้)\ ?
          |{period}
        )*
        (?:(?:ยัง)?(?:ไม่|มิ)(?:ได้)?(?:มี)?(?:การ|ผลการ)?(?:ดำเนินการ|ดำเนินงาน)
          |(?:ยัง)?ไม่(?:ได้)?(?:ทำ|มีการทำ)(?:อะไร)?
          |(?:ยัง)?ไม่(?:ได้)?เริ่ม(?:ดำเนินการ|ดำเนินงาน)?
          |nothing\ (?:was\ )?done|not\ done|no\ action
        )
        \ ?
        (?:ใด\ ?ๆ|เลย|แต่อย่างใด|ครับ|ค่ะ)*
        \ ?
        (?:ตาม(?:มาตรการ|แผน|วิธีดำเนินการ|ที่กำหนด)(?:นี้|ดังกล่าว|ที่กำหนด(?:ไว้)?)?\ ?)*
        (?:{period}|ขณะนี้|ในขณะนี้)?
        \ ?
        (?:$|[.,;\n]|เนื่องจาก|เพราะ|ด้วย|จึง|ทำให้|ส่งผล|แต่|because)",
        period = PERIOD.replace(' ', r"\ ")
    ))
});
static SUCCESS: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"ขึ้น|สำเร็จ|บรรลุ|เรียบร้อย|ครบถ้วน|ปัจจุบัน|เป็นธรรม|โปร่งใส|เข้าใจ|พึงพอใจ|แล้วเสร็จ|มีการ|มีความ|มีช่องทาง|ได้รับ|สามารถ|ร้อยละ|รวดเร็ว",
    )
});
static FAILURE: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"ไม่|มิได้|ขาด|ลดลง|น้อยลง|อยู่ระหว่าง|คาดว่า|จะดำเนินการ|รอ(?:การ|ผล|งบ)|ยกเลิก|ชะลอ|ระงับ|เลื่อนไป",
    )
});

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests compile")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::evidence::{Citation, EvidenceKind};
    use crate::domain::order::OrderNumber;
    use crate::domain::progress::Order;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn order(year_be: i32, date: Option<NaiveDate>) -> ResultItem {
        Content::Order(Order {
            issuer: "องค์การบริหารส่วนตำบลบุ่งคล้า".into(),
            number: OrderNumber::new(63, year_be).unwrap(),
            subject: "แต่งตั้งนายทะเบียน".into(),
            date,
        })
        .into()
    }

    fn text(text: &str) -> ResultItem {
        Content::Text {
            text: text.into(),
            subitems: Vec::new(),
        }
        .into()
    }

    fn nothing() -> ResultItem {
        Content::NothingDone {
            reason: "ยังไม่ได้รับจัดสรรงบประมาณ".into(),
        }
        .into()
    }

    fn asked(item: &ResultItem, quarter: Quarter, quarterly: bool) -> Vec<Doubt> {
        doubts(
            item,
            FiscalYear::new(2566).unwrap(),
            quarter,
            quarterly,
            day(2023, 10, 2),
        )
    }

    fn progress(results: &[ResultItem], outcomes: &[&str]) -> Progress {
        Progress {
            results: results.to_vec(),
            outcomes: outcomes.iter().map(|&text| text.into()).collect(),
            ..Progress::default()
        }
    }

    #[test]
    fn an_order_of_the_year_raises_no_doubt_in_a_report_of_the_whole_year() {
        let order = order(2566, Some(day(2023, 2, 1)));
        assert_eq!(asked(&order, Quarter::Fourth, false), []);
        assert_eq!(asked(&order, Quarter::Second, true), []);
        assert_eq!(
            asked(&order, Quarter::Fourth, true),
            [Doubt::OutsideQuarter {
                date: day(2023, 2, 1)
            }]
        );
    }

    #[test]
    fn an_order_of_november_2565_belongs_to_the_year_2566() {
        assert_eq!(
            asked(&order(2565, Some(day(2022, 11, 1))), Quarter::First, true),
            []
        );
        assert_eq!(
            asked(&order(2566, Some(day(2022, 11, 1))), Quarter::First, true),
            [Doubt::NumberYearDiffers {
                number_year: 2566,
                date_year: 2565
            }]
        );
    }

    #[test]
    fn a_date_outside_the_year_and_one_to_come_are_pointed_out() {
        let before = day(2022, 9, 9);
        assert_eq!(
            asked(&order(2565, Some(before)), Quarter::First, true),
            [Doubt::OutsideYear { date: before }]
        );
        let ahead = day(2023, 11, 1);
        assert_eq!(
            asked(&order(2566, Some(ahead)), Quarter::Fourth, false),
            [
                Doubt::NotYet { date: ahead },
                Doubt::OutsideYear { date: ahead }
            ]
        );
        let minutes = Content::Cited(Citation {
            paper: EvidenceKind::Minutes,
            date: Some(before),
            ..Citation::default()
        });
        assert_eq!(
            asked(&minutes.into(), Quarter::First, false),
            [Doubt::OutsideYear { date: before }]
        );
    }

    #[test]
    fn what_bears_no_date_raises_no_doubt() {
        for item in [order(2566, None), text("มีการประชุมชี้แจง"), nothing()]
        {
            assert_eq!(asked(&item, Quarter::Fourth, true), []);
        }
    }

    #[test]
    fn an_outcome_that_nothing_was_done_denies_the_results() {
        for outcome in [
            "ไม่มีการดำเนินการ",
            "ยังไม่ได้ดำเนินการ",
            "ยังไม่ได้ดำเนินการตามมาตรการ",
            "ยังไม่มีการดำเนินการใด ๆ ในไตรมาสนี้",
            "หน่วยงานยังไม่ได้ดำเนินการ เนื่องจากไม่มีงบประมาณ",
            "ในปีงบประมาณ พ.ศ. ๒๕๖๖ ไม่มีการดำเนินงานตามแผนดังกล่าว",
            "ไม่มีผลการดำเนินงาน เนื่องจากรอการอนุมัติ",
            "- ยังไม่ได้เริ่มดำเนินการค่ะ",
            "มาตรการนี้ไม่ได้ดำเนินการ",
            "ไม่ได้ทำ",
            "Nothing was done.",
        ] {
            assert_eq!(
                contradiction(&progress(
                    &[text("มีการประชุมชี้แจง"), order(2566, None)],
                    &["บุคลากรมีความเข้าใจมากขึ้น", outcome]
                )),
                Some(Contradiction::OutcomeDeniesResults { outcome: 1 }),
                "{outcome}"
            );
        }
    }

    #[test]
    fn a_negative_outcome_denies_nothing() {
        for outcome in [
            // The outcomes of the real report.
            "ยังไม่มีการพิจารณาทบทวนการมอบหมายงานให้แก่บุคลากรเท่าที่ควร ส่งผลให้บุคลากรยังรู้สึกว่าการมอบหมายงานที่ไม่เป็นธรรม",
            "บุคลากรยังไม่ปฏิบัติตามแนวทางที่กำหนด มีการขออนุญาตนำทรัพย์สินของทางราชการไปใช้ทางวาจา และไม่มีการจัดทำเอกสารรองรับ",
            "หน่วยงานมีการปรับปรุงข้อมูลการดำเนินงานต่าง ๆ ในหน้าเว็บไซต์ที่เป็นปัจจุบัน",
            "หน่วยงานมีการจัดทำแผนการใช้จ่ายเงิน และประชาสัมพันธ์ให้บุคลากรทราบ",
            // Others that speak of something particular.
            "ไม่มีการดำเนินการทางวินัย",
            "ไม่มีการดำเนินการที่ผิดระเบียบ",
            "บุคลากรไม่ได้ดำเนินการตามคู่มือ",
            "ยังไม่ได้ดำเนินการให้แล้วเสร็จทุกกอง",
            "ไม่มีเรื่องร้องเรียน",
            "ไม่มี",
            "-",
        ] {
            assert_eq!(
                contradiction(&progress(&[order(2566, None)], &[outcome])),
                None,
                "{outcome}"
            );
        }
    }

    #[test]
    fn nothing_done_beside_results_is_pointed_out_however_it_was_typed() {
        for idle in [nothing(), text("ยังไม่ได้ดำเนินการ")] {
            assert_eq!(
                contradiction(&progress(&[order(2566, None), idle], &[])),
                Some(Contradiction::NothingDoneBesideResults { result: 1 })
            );
        }
    }

    #[test]
    fn success_without_a_result_is_pointed_out_and_failure_is_not() {
        let with = |outcome| contradiction(&progress(&[nothing()], &[outcome]));
        for outcome in [
            "บุคลากรมีความรู้ความเข้าใจมากยิ่งขึ้น",
            "หน่วยงานมีช่องทางการติดต่อสื่อสาร Messenger Live Chat",
            "ผู้รับบริการพึงพอใจร้อยละ ๙๐",
        ] {
            assert_eq!(
                with(outcome),
                Some(Contradiction::SuccessWithoutResult { outcome: 0 }),
                "{outcome}"
            );
        }
        for outcome in [
            "ยังไม่ได้ดำเนินการ",
            "บุคลากรยังไม่มีความเข้าใจเท่าที่ควร",
            "อยู่ระหว่างขออนุมัติงบประมาณ จะดำเนินการในปีถัดไป",
            "-",
        ] {
            assert_eq!(with(outcome), None, "{outcome}");
        }
        assert_eq!(contradiction(&progress(&[nothing()], &[])), None);
        assert_eq!(
            contradiction(&progress(&[], &["บุคลากรมีความเข้าใจมากขึ้น"])),
            None
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_contradictions_fail(
            result in any::<String>(), outcome in any::<String>(),
            jumble in "(ยัง|ไม่|ได้|มี|การ|ดำเนินการ|ใน|ปี|ไตรมาส| |๑|ตาม|แผน|เนื่องจาก|\\.){0,16}"
        ) {
            let _ = contradiction(&progress(&[text(&result), text(&jumble)], &[&outcome, &jumble]));
        }
    }
}
