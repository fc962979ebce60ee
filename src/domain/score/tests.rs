use super::*;
use proptest::prelude::*;

fn score(hundredths: u16) -> Score {
    Score::from_hundredths(hundredths).unwrap()
}

fn pair(before: u16, after: u16) -> Result<ScorePair, ScorePairFault> {
    Ok(ScorePair {
        before: score(before),
        after: score(after),
    })
}

#[test]
fn a_score_is_read_exactly_in_every_form_people_type() {
    for (text, hundredths) in [
        ("84.25", 8425),
        ("๘๔.๒๕", 8425),
        ("84.๒๕", 8425),
        ("84,25", 8425),
        ("84.250", 8425),
        ("84.2", 8420),
        ("84", 8400),
        ("84.", 8400),
        ("84.05", 8405),
        (" 84.25 คะแนน ", 8425),
        ("ได้ ๘๔.๒๕ คะแนนค่ะ", 8425),
        ("ร้อยละ 84.25", 8425),
        ("84.25%", 8425),
        ("0", 0),
        ("100", 10000),
        ("100.00", 10000),
    ] {
        assert_eq!(Score::parse(text), Ok(score(hundredths)), "{text}");
    }
}

#[test]
fn what_is_no_score_is_refused_with_its_reason() {
    for (text, fault) in [
        ("100.01", ScoreFault::AboveHundred),
        ("8425", ScoreFault::AboveHundred),
        ("2566", ScoreFault::AboveHundred),
        ("999999999999", ScoreFault::AboveHundred),
        ("-5.33", ScoreFault::Negative),
        ("84.255", ScoreFault::TooManyDecimals),
        ("84.25 82.94", ScoreFault::SeveralNumbers),
        ("84.25/82.94", ScoreFault::SeveralNumbers),
        ("", ScoreFault::Unreadable),
        ("-", ScoreFault::Unreadable),
        ("ไม่มี", ScoreFault::Unreadable),
        ("i13", ScoreFault::Unreadable),
        ("ประมาณ 84", ScoreFault::Unreadable),
    ] {
        assert_eq!(Score::parse(text), Err(fault), "{text}");
    }
}

#[test]
fn a_pair_is_read_from_one_message() {
    for text in [
        "๘๔.๒๕ ๘๒.๙๔",
        "84.25 82.94",
        "84.25\n82.94",
        "84.25 -> 82.94",
        "84.25→82.94",
        "84.25/82.94",
        "84.25-82.94",
        "84.25,82.94",
        "84.25, 82.94",
        "84,25 82,94",
        "จาก 84.25 เป็น 82.94",
        "i13 84.25 82.94",
        "ปี 2565 ได้ 84.25 ปี 2566 ได้ 82.94",
        "ปี 65 = 84.25 คะแนน ปี 66 = 82.94 คะแนน",
        "2565: 84.25\n2566: 82.94",
        "2566: 82.94\n2565: 84.25",
        "82.94 (2566) 84.25 (2565)",
        "84.25 (ปี 65), 82.94 (ปี 66)",
    ] {
        assert_eq!(ScorePair::parse(text), pair(8425, 8294), "{text}");
    }
}

#[test]
fn the_score_sentences_of_the_real_report_are_read() {
    let sentence = |word, difference, before, after| {
        format!(
            "{word}จากปีงบประมาณ พ.ศ. ๒๕๖๕ จำนวน {difference} คะแนน (ปีงบประมาณ พ.ศ. ๒๕๖๕ ได้ {before} คะแนน และในปีงบประมาณ พ.ศ. ๒๕๖๖ ได้ {after} คะแนน)"
        )
    };
    assert_eq!(
        ScorePair::parse(&sentence("ลดลง", "๑.๓๑", "๘๔.๒๕", "๘๒.๙๔")),
        pair(8425, 8294)
    );
    assert_eq!(
        ScorePair::parse(&sentence("เพิ่มขึ้น", "๒.๑๖", "๘๑.๗๘", "๘๓.๙๔")),
        pair(8178, 8394)
    );
    assert_eq!(
        ScorePair::parse(&sentence("ลดลง", "๕.๓๓", "๘๗.๗๒", "๘๒.๓๙")),
        pair(8772, 8239)
    );
}

#[test]
fn the_change_follows_from_the_two_scores() {
    let change = |before, after| pair(before, after).unwrap().change();
    assert_eq!(change(8425, 8294), Change::Fell(score(131)));
    assert_eq!(change(8178, 8394), Change::Rose(score(216)));
    assert_eq!(change(8772, 8239), Change::Fell(score(533)));
    assert_eq!(change(8000, 8000), Change::Same);
}

#[test]
fn what_is_no_pair_is_refused_with_its_reason() {
    for (text, fault) in [
        ("84.25", ScorePairFault::OnlyOne(score(8425))),
        ("84,82", ScorePairFault::OnlyOne(score(8482))),
        ("2566 82.94", ScorePairFault::OnlyOne(score(8294))),
        ("84.25 82.94 1.31", ScorePairFault::TooMany(3)),
        (
            "184.25 82.94",
            ScorePairFault::NotAScore(ScoreFault::AboveHundred),
        ),
        (
            "84.255 82.94",
            ScorePairFault::NotAScore(ScoreFault::TooManyDecimals),
        ),
        ("2565 2566", ScorePairFault::Unreadable),
        (
            "คำสั่งที่ 64/2566 เรื่อง มอบหมายงาน ลงวันที่ 1 กุมภาพันธ์ 2566",
            ScorePairFault::Unreadable,
        ),
        ("1. มีการประชุมชี้แจง\n2. มีการติดตาม", ScorePairFault::Unreadable),
        ("ไม่มี", ScorePairFault::Unreadable),
    ] {
        assert_eq!(ScorePair::parse(text), Err(fault), "{text}");
    }
}

#[test]
fn no_score_above_hundred_comes_in_through_json() {
    assert_eq!(serde_json::to_string(&score(8425)).unwrap(), "8425");
    assert!(serde_json::from_str::<Score>("10001").is_err());
}

proptest! {
    #[test]
    fn every_score_is_read_back_as_itself(hundredths in 0u16..=FULL_MARKS) {
        let written = score(hundredths).to_string();
        prop_assert_eq!(Score::parse(&written), Ok(score(hundredths)));
        prop_assert_eq!(Score::parse(&super::super::numerals::to_thai(&written)), Ok(score(hundredths)));
    }

    #[test]
    fn every_pair_is_read_back_as_itself(before in 0u16..=FULL_MARKS, after in 0u16..=FULL_MARKS) {
        let written = format!("{} -> {}", score(before), score(after));
        prop_assert_eq!(ScorePair::parse(&written), pair(before, after));
    }

    #[test]
    fn no_text_makes_reading_fail(text in any::<String>(), jumble in "[0-9๐-๙.,/ \\-ปีคะแนi]{0,24}") {
        let _ = (Score::parse(&text), ScorePair::parse(&text), Score::parse(&jumble), ScorePair::parse(&jumble));
    }
}
