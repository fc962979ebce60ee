use super::*;
use proptest::prelude::*;

fn item(text: &str, subitems: &[&str]) -> Item {
    Item {
        text: text.to_owned(),
        subitems: subitems.iter().map(|&text| text.to_owned()).collect(),
    }
}

#[test]
fn a_reply_that_says_nothing_is_told_with_its_kind() {
    for (text, kind) in [
        ("ไม่มี", Evasive::Nothing),
        ("ไม่มีค่ะ", Evasive::Nothing),
        ("ไม่มีครับ", Evasive::Nothing),
        ("ไม่มี.", Evasive::Nothing),
        ("- ไม่มี -", Evasive::Nothing),
        ("(ไม่มี)", Evasive::Nothing),
        ("ไม่มีเลยค่ะ", Evasive::Nothing),
        ("ไม่มีเอกสาร", Evasive::Nothing),
        ("ไม่ได้ดำเนินการ", Evasive::Nothing),
        ("none", Evasive::Nothing),
        ("N/A", Evasive::Nothing),
        ("n.a.", Evasive::Nothing),
        ("ยังไม่มีนะคะ", Evasive::NotYet),
        ("ยังไม่ได้ดำเนินการ", Evasive::NotYet),
        ("รอดำเนินการ", Evasive::NotYet),
        ("ไม่ทราบครับ", Evasive::Unknown),
        ("จำไม่ได้", Evasive::Unknown),
        ("-", Evasive::Placeholder),
        (".", Evasive::Placeholder),
        ("...", Evasive::Placeholder),
        ("– –", Evasive::Placeholder),
        ("x", Evasive::Placeholder),
        ("👍", Evasive::Placeholder),
        ("", Evasive::Placeholder),
        ("ค่ะ", Evasive::Placeholder),
    ] {
        assert_eq!(evasive(text), Some(kind), "{text}");
    }
}

#[test]
fn an_answer_with_content_is_not_evasive() {
    for text in [
        "ไม่มีการจัดทำเอกสารรองรับ",
        "ยังไม่มีการพิจารณาทบทวนการมอบหมายงานให้แก่บุคลากรเท่าที่ควร",
        "63/2566",
        "๑",
        "มี",
        "ประชุมแล้วค่ะ",
        "ไม่มีเอกสาร แต่ประชุมแล้ว",
        "nothing was signed yet",
    ] {
        assert_eq!(evasive(text), None, "{text}");
    }
}

#[test]
fn numbered_lines_are_items_in_either_digits() {
    let expected = vec![item("มีการประชุม", &[]), item("มีการจัดทำแผน", &[])];
    for text in [
        "๑. มีการประชุม\n๒. มีการจัดทำแผน",
        "1.มีการประชุม\n2.มีการจัดทำแผน",
        "1) มีการประชุม\n\n2) มีการจัดทำแผน",
        "(1) มีการประชุม\n(2) มีการจัดทำแผน",
        "ข้อ 1 มีการประชุม\nข้อ 2 มีการจัดทำแผน",
        "๑. มีการประชุม ๒. มีการจัดทำแผน",
        "- มีการประชุม\n- มีการจัดทำแผน",
        "1.\nมีการประชุม\n2.\nมีการจัดทำแผน",
        "2.1 มีการประชุม\n2.2 มีการจัดทำแผน",
    ] {
        assert_eq!(items(text), expected, "{text}");
    }
}

#[test]
fn the_first_measure_of_the_real_report_falls_into_two_items_and_four_quarters() {
    let quarters = [
        "ประจำปีไตรมาส ๑ (เดือนตุลาคม - ธันวาคม ๒๕๖๕)",
        "ประจำปีไตรมาส ๒ (เดือนมกราคม - มีนาคม ๒๕๖๖)",
        "ประจำปีไตรมาส ๓ (เดือนเมษายน - มิถุนายน ๒๕๖๖)",
        "ประจำปีไตรมาส ๔ (เดือนกรกฎาคม - กันยายน ๒๕๖๖)",
    ];
    let meeting = "มีการประชุมชี้แจงรายละเอียดการตั้งงบประมาณรายจ่าย เมื่อวันที่ ๙ กันยายน ๒๕๖๕";
    let plan = "มีการจัดทำแผนการใช้จ่ายงบประมาณประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ดังนี้";
    let expected = vec![item(meeting, &[]), item(plan, &quarters)];
    for bullet in ["- ", "-", "• ", "๒.{} ", "{}) "] {
        let lines: Vec<String> = (1..)
            .zip(quarters)
            .map(|(number, quarter)| {
                format!("{}{quarter}", bullet.replace("{}", &number.to_string()))
            })
            .collect();
        let text = format!("๑. {meeting}\n๒. {plan}\n{}", lines.join("\n"));
        assert_eq!(items(&text), expected, "{text}");
    }
}

#[test]
fn a_text_without_numbers_is_one_item_and_its_line_breaks_are_spaces() {
    assert_eq!(
        items("มีการประชุม\nผู้บริหาร\n\nประจำเดือน"),
        vec![item("มีการประชุม ผู้บริหาร ประจำเดือน", &[])]
    );
    assert_eq!(
        items("ประชุมเวลา\n10.30 น. และ\n-5.33 คะแนน"),
        vec![item("ประชุมเวลา 10.30 น. และ -5.33 คะแนน", &[])]
    );
}

#[test]
fn dashes_under_a_line_are_its_sub_items() {
    assert_eq!(
        items("จัดทำแผน ดังนี้\n- ไตรมาส ๑\n- ไตรมาส ๒\nและ ๓"),
        vec![item("จัดทำแผน ดังนี้", &["ไตรมาส ๑", "ไตรมาส ๒ และ ๓"])]
    );
}

#[test]
fn numbers_under_a_line_that_announces_them_are_its_sub_items() {
    assert_eq!(
        items("จัดทำแผนดังนี้:\n1. ไตรมาส ๑\n2. ไตรมาส ๒"),
        vec![item("จัดทำแผนดังนี้:", &["ไตรมาส ๑", "ไตรมาส ๒"])]
    );
    assert_eq!(
        items("ผลงาน\n1. ก\n2. ข"),
        vec![item("ผลงาน", &[]), item("ก", &[]), item("ข", &[])]
    );
}

#[test]
fn a_second_numbering_under_an_item_ends_where_the_first_goes_on() {
    assert_eq!(
        items("1. ก\n1) ข\n2) ค\n2. ง\n1) จ\n3. ฉ\n- ช"),
        vec![item("ก", &["ข", "ค"]), item("ง", &["จ"]), item("ฉ", &["ช"])]
    );
}

#[test]
fn a_text_without_content_has_no_items() {
    for text in ["", "-", "---", " \n . \n"] {
        assert_eq!(items(text), Vec::new(), "{text}");
    }
}

proptest! {
    #[test]
    fn a_list_written_with_numbers_and_dashes_is_read_back_as_itself(
        list in prop::collection::vec(("[ก-ฮ]{1,8}( [ก-ฮ]{1,8}){0,3}", prop::collection::vec("[ก-ฮ]{1,9}", 0..4)), 1..9)
    ) {
        let mut text = String::new();
        for (number, (item, subitems)) in (1..).zip(&list) {
            text.push_str(&super::super::numerals::to_thai(&format!("{number}. {item}\n")));
            subitems.iter().for_each(|subitem| text.push_str(&format!("- {subitem}\n")));
        }
        let expected: Vec<Item> = list.into_iter().map(|(text, subitems)| Item { text, subitems }).collect();
        prop_assert_eq!(items(&text), expected);
    }

    #[test]
    fn no_text_makes_reading_fail(text in any::<String>(), jumble in "(([0-9๐-๙]{1,2}[.)]{0,2}|-|•|ข้อ|ดังนี้)[ ก-ค]{0,3}\n?){0,12}") {
        let _ = (items(&text), evasive(&text), items(&jumble), evasive(&jumble));
    }
}
