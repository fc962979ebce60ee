use super::years::{later_period, later_wording, names};
use super::*;
use crate::domain::report::Stage;
use proptest::prelude::*;

#[test]
fn a_period_is_moved_on_by_a_year_in_the_digits_it_is_written_in() {
    for (before, after) in [
        ("ต.ค. ๖๕ - ก.ย. ๖๖", "ต.ค. ๖๖ - ก.ย. ๖๗"),
        ("ต.ค.65-ก.ย.66", "ต.ค.66-ก.ย.67"),
        ("ตุลาคม ๒๕๖๕ – กันยายน ๒๕๖๖", "ตุลาคม ๒๕๖๖ – กันยายน ๒๕๖๗"),
        ("ตลอดปีงบประมาณ พ.ศ. ๒๕๖๖", "ตลอดปีงบประมาณ พ.ศ. ๒๕๖๗"),
        ("ปีงบ 66", "ปีงบ 67"),
        ("๑ ต.ค. ๖๕ ถึง ๓๐ ก.ย. ๖๖", "๑ ต.ค. ๖๖ ถึง ๓๐ ก.ย. ๖๗"),
        ("1/10/65 - 30/9/66", "1/10/66 - 30/9/67"),
        ("ไตรมาส ๒ ปี ๒๕๖๖", "ไตรมาส ๒ ปี ๒๕๖๗"),
        ("มกราคม พ.ศ. 2566", "มกราคม พ.ศ. 2567"),
        (
            "October 2022 - September 2023",
            "October 2023 - September 2024",
        ),
    ] {
        assert_eq!(later_period(before, 2566).as_deref(), Some(after));
    }
}

#[test]
fn a_period_without_a_year_that_can_be_read_stays_as_it_is() {
    for text in [
        "ตลอดปี",
        "ไตรมาส ๑-๔",
        "ทุกวันที่ ๑๐ ของเดือน",
        "๓๐ วัน",
        "ภายใน ๖๕ วัน",
        "ต.ค. - ก.ย.",
        "พ.ศ. ๒๕๔๐",
        "",
    ] {
        assert_eq!(later_period(text, 2566), None, "{text}");
    }
}

#[test]
fn the_reports_sentences_name_the_years_that_follow() {
    let intro = "ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ ซึ่งนำไปสู่มาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖";
    let later = "ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ซึ่งนำไปสู่มาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗";
    assert_eq!(later_wording(intro, 2566).as_deref(), Some(later));
    for text in [
        "ตามคำสั่งที่ ๖๓/๒๕๖๖",
        "ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
        "แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖ - ๒๕๗๐)",
        "แผนปฏิบัติการ ๒๕๖๒–๒๕๖๖",
        "พระราชบัญญัติ พ.ศ. ๒๕๔๐",
        "รายงานผลการดำเนินงาน",
    ] {
        assert_eq!(later_wording(text, 2566), None, "{text}");
    }
    assert!(names("แผนปฏิบัติการป้องกันการทุจริต ปี 2566", 2566));
    assert!(!names("แผนปฏิบัติการป้องกันการทุจริต ปี 2565", 2566));
}

fn sample() -> OfficePlan {
    let measure = |id: i64, number, scored: bool| Measure {
        id: MeasureId(id),
        number,
        title: format!("มาตรการที่ {number}"),
        methods: Vec::new(),
        unit: crate::domain::office::UnitId(1),
        period: "ต.ค. ๖๕ - ก.ย. ๖๖".to_owned(),
        score: scored.then(|| ScoreTopic {
            code: Some("i13".to_owned()),
            text: "การใช้อำนาจ".to_owned(),
            before_year: 2565,
            before: Score::from_hundredths(8425),
            after_year: 2566,
        }),
    };
    OfficePlan {
        office: crate::domain::office::OfficeId(1),
        revision: 1,
        name: String::new(),
        short_name: String::new(),
        address: String::new(),
        order_issuer: String::new(),
        units: Vec::new(),
        posts: Vec::new(),
        plan: crate::domain::office::PlanId(1),
        fiscal_year: 2566,
        wording: Wording::default(),
        measures: vec![
            measure(1, 1, false),
            measure(2, 2, true),
            measure(3, 3, true),
            measure(4, 4, true),
        ],
        retired: vec![measure(9, 0, true)],
        holidays: Default::default(),
        rhythm: Default::default(),
        requirements: Default::default(),
        usual_rhythm: Default::default(),
        own_rhythm: Default::default(),
        opened: 0,
    }
}

#[test]
fn the_deepest_fall_comes_first_and_this_years_score_is_the_one_before() {
    let plan = sample();
    let pair = |before, after| {
        Some(ScorePair {
            before: Score::from_hundredths(before)?,
            after: Score::from_hundredths(after)?,
        })
    };
    let proposed = proposal(&plan, |id| match id.0 {
        // Nothing is said to be raised by the first: its scores are none of the plan's.
        1 => pair(9000, 1000),
        2 => pair(8000, 9000),
        3 => pair(8425, 8294),
        _ => pair(8772, 8239),
    });
    let order: Vec<i64> = proposed.iter().map(|of| of.measure.id.0).collect();
    assert_eq!(order, [4, 3, 1, 2], "no retired one among them");
    assert_eq!(proposed[1].fall(), Score::from_hundredths(131));
    assert_eq!(proposed[2].fall(), None);
    assert_eq!(proposed[0].period.as_deref(), Some("ต.ค. ๖๖ - ก.ย. ๖๗"));
    let topic = proposed[1].score.as_ref().unwrap();
    assert_eq!((topic.before_year, topic.after_year), (2566, 2567));
    assert_eq!(topic.before, Score::from_hundredths(8294));
    assert_eq!(proposed[2].score, None);
    let nothing = proposal(&plan, |_| None);
    assert!(nothing[1].score.as_ref().unwrap().before.is_none());
    assert_eq!(nothing[0].measure.id.0, 1, "in this year's order");
}

#[test]
fn the_next_plan_waits_for_the_acknowledgement_or_for_the_years_end() {
    let plan = sample();
    let day = |month, day| NaiveDate::from_ymd_opt(2023, month, day).unwrap();
    let at = |stage, day| opening(&plan, stage, day);
    assert_eq!(at(None, day(9, 30)), Opening::Running);
    assert_eq!(at(None, day(10, 1)), Opening::Unfinished);
    assert_eq!(at(Some(Stage::Returned), day(10, 1)), Opening::Unfinished);
    for stage in [Stage::Checking { turn: 2 }, Stage::Submitted] {
        assert_eq!(at(Some(stage), day(10, 20)), Opening::BeingChecked);
    }
    assert_eq!(at(Some(Stage::Acknowledged), day(9, 1)), Opening::Ready);
}

proptest! {
    #[test]
    fn no_text_makes_the_years_fail_and_only_digits_change(text in any::<String>(), year in 2500i32..2600) {
        for later in [later_period(&text, year), later_wording(&text, year)].into_iter().flatten() {
            let rest = |text: &str| text.replace(|c: char| c.is_ascii_digit() || ('๐'..='๙').contains(&c), "");
            prop_assert_eq!(rest(&later), rest(&text));
            prop_assert_ne!(later, text.clone());
        }
    }

    #[test]
    fn a_fiscal_years_usual_period_is_that_of_the_year_after(year in 2501i32..2598) {
        let usual = |year: i32| format!("ต.ค. {:02} - ก.ย. {:02}", (year - 1) % 100, year % 100);
        prop_assert_eq!(later_period(&usual(year), year), Some(usual(year + 1)));
    }
}
