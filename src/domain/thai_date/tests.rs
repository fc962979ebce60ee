use super::*;
use proptest::prelude::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn read(text: &str) -> DateReading {
    parse(text, day(2023, 3, 20), FiscalYear::new(2566).unwrap())
}

const FIRST_OF_FEBRUARY: DateReading = match NaiveDate::from_ymd_opt(2023, 2, 1) {
    Some(date) => DateReading::Date(date),
    None => DateReading::Unreadable,
};

#[test]
fn the_first_of_february_2566_is_read_in_every_form_people_type() {
    for text in [
        "๑ กุมภาพันธ์ ๒๕๖๖",
        "1 กุมภาพันธ์ 2566",
        "๑ กุมภาพันธ์ พ.ศ. ๒๕๖๖",
        "๑ กุมภาพันธ์ พ.ศ.๒๕๖๖",
        "๑ เดือนกุมภาพันธ์ พุทธศักราช ๒๕๖๖",
        "วันที่ 1 เดือน กุมภาพันธ์ ปี 2566",
        "๑ ก.พ. ๖๖",
        "๑ก.พ.๖๖",
        "1 กพ 66",
        "1กพ66",
        "1 กพ. 66",
        "01 ก.พ. 2566",
        "1-กพ-66",
        "1/2/66",
        "๑/๒/๖๖",
        "1/๒/66",
        "01/02/66",
        "1/2/2566",
        "1-2-2566",
        "1.2.2566",
        "1 / 2 / 2566",
        "1 2 66",
        "01/02/2023",
        "1 Feb 2023",
        "1st February 2023",
        "Feb 1, 2023",
        "1 ก.พ. ค.ศ. 2023",
        "1 กุมภาพันธ์ 2023",
        "2023-02-01",
        "2566-02-01",
        "2023/2/1",
        "ลงวันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
        "ลงวันที่ 1 ก.พ.66",
        "ลว. 1 ก.พ. 66",
        "วันที่ ๑ กุมภาพันธ์ ๒๕๖๖",
        "วันที่1/2/66",
        "เมื่อวันที่ 1 กุมภาพันธ์ 2566",
        "วันพุธที่ 1 กุมภาพันธ์ 2566",
        "สั่ง ณ วันที่ ๑ กุมภาพันธ์ พ.ศ. ๒๕๖๖",
        "  ๑\u{A0}กุมภาพันธ์\n๒๕๖๖ ",
        "1 กุมภาพันธ์ 2566.",
    ] {
        assert_eq!(read(text), FIRST_OF_FEBRUARY, "{text}");
    }
}

#[test]
fn the_other_dates_of_the_real_report_are_read() {
    assert_eq!(read("๑๔ มีนาคม ๒๕๖๖"), DateReading::Date(day(2023, 3, 14)));
    assert_eq!(read("๙ กันยายน ๒๕๖๕"), DateReading::Date(day(2022, 9, 9)));
}

#[test]
fn a_two_digit_year_that_suits_only_the_common_era_is_asked_about() {
    assert_eq!(
        read("1/2/23"),
        DateReading::Ambiguous(vec![day(2023, 2, 1)])
    );
    assert_eq!(
        read("1 ก.พ. 22"),
        DateReading::Ambiguous(vec![day(2022, 2, 1)])
    );
}

#[test]
fn a_two_digit_year_near_in_neither_era_is_asked_about_in_the_buddhist_era() {
    assert_eq!(
        read("1/2/45"),
        DateReading::Ambiguous(vec![day(2002, 2, 1)])
    );
}

#[test]
fn ten_years_away_is_still_sure_and_eleven_is_not() {
    assert_eq!(read("1/2/56"), DateReading::Date(day(2013, 2, 1)));
    assert_eq!(read("1/2/76"), DateReading::Date(day(2033, 2, 1)));
    assert_eq!(
        read("1/2/55"),
        DateReading::Ambiguous(vec![day(2012, 2, 1)])
    );
}

#[test]
fn a_two_digit_year_with_its_era_beside_it_is_sure() {
    assert_eq!(read("1 ก.พ. พ.ศ. 66"), FIRST_OF_FEBRUARY);
    assert_eq!(read("1 ก.พ. ค.ศ. 23"), FIRST_OF_FEBRUARY);
}

#[test]
fn a_year_of_one_era_under_the_name_of_the_other_is_asked_about() {
    assert_eq!(
        read("1 กุมภาพันธ์ พ.ศ. 2023"),
        DateReading::Ambiguous(vec![day(2023, 2, 1)])
    );
    assert_eq!(
        read("1 กุมภาพันธ์ ค.ศ. 2566"),
        DateReading::Ambiguous(vec![day(2023, 2, 1)])
    );
}

#[test]
fn a_date_without_its_year_is_asked_about_within_the_fiscal_year() {
    assert_eq!(
        read("1 กุมภาพันธ์"),
        DateReading::Ambiguous(vec![day(2023, 2, 1)])
    );
    assert_eq!(
        read("๑ ต.ค."),
        DateReading::Ambiguous(vec![day(2022, 10, 1)])
    );
    assert_eq!(
        read("15/11"),
        DateReading::Ambiguous(vec![day(2022, 11, 15)])
    );
}

#[test]
fn a_day_that_no_calendar_has_is_impossible() {
    let no_such_day = |day, month| {
        DateReading::Impossible(DateFault::NoSuchDay {
            day,
            month,
            year_be: 2566,
        })
    };
    assert_eq!(read("31/2/2566"), no_such_day(31, 2));
    assert_eq!(read("๓๑ เม.ย. ๖๖"), no_such_day(31, 4));
    assert_eq!(read("29/2/66"), no_such_day(29, 2));
    assert_eq!(read("0/2/66"), no_such_day(0, 2));
    assert_eq!(read("29 กุมภาพันธ์ 2567"), DateReading::Date(day(2024, 2, 29)));
}

#[test]
fn a_month_past_december_is_impossible() {
    assert_eq!(
        read("1/13/2566"),
        DateReading::Impossible(DateFault::NoSuchMonth { month: 13 })
    );
    assert_eq!(
        read("1/0/66"),
        DateReading::Impossible(DateFault::NoSuchMonth { month: 0 })
    );
}

#[test]
fn a_year_of_no_plausible_era_is_out_of_range() {
    for (text, year) in [
        ("1/2/2256", 2256),
        ("1 ก.พ. 566", 566),
        ("1/2/6", 6),
        ("1/2/3566", 3566),
    ] {
        assert_eq!(
            read(text),
            DateReading::Impossible(DateFault::YearOutOfRange { year }),
            "{text}"
        );
    }
}

#[test]
fn today_and_yesterday_are_counted_from_the_day_given() {
    assert_eq!(read("วันนี้"), DateReading::Date(day(2023, 3, 20)));
    assert_eq!(read("เมื่อวาน"), DateReading::Date(day(2023, 3, 19)));
}

#[test]
fn what_is_no_date_is_unreadable() {
    for text in [
        "",
        "-",
        "ไม่มี",
        "63/66",
        "๖๓/๒๕๖๖",
        "84.25",
        "กุมภาพันธ์ 2566",
        "1 กุมภาพันธ์ 25666",
        "1/2/2566 และ 3/2/2566",
        "ก.พ.",
        "12345678",
    ] {
        assert_eq!(read(text), DateReading::Unreadable, "{text}");
    }
}

#[test]
fn the_parts_of_a_date_carry_the_buddhist_year() {
    assert_eq!(
        DateParts::from(day(2023, 2, 1)),
        DateParts {
            day: 1,
            month: 2,
            year_be: 2566
        }
    );
}

#[test]
fn a_reading_survives_json() {
    for reading in [
        FIRST_OF_FEBRUARY,
        read("1/2/23"),
        read("31/2/2566"),
        read("-"),
    ] {
        let json = serde_json::to_string(&reading).unwrap();
        assert_eq!(
            serde_json::from_str::<DateReading>(&json).unwrap(),
            reading,
            "{json}"
        );
    }
}

proptest! {
    #[test]
    fn any_day_of_the_decade_survives_being_typed(days in 17_000i32..21_000, form in 0usize..6) {
        const MONTHS: [&str; 12] = ["มกราคม", "ก.พ.", "มีค", "เมษายน", "พ.ค.", "มิถุนายน", "กรกฎาคม", "ส.ค.", "กย", "ตุลาคม", "พฤศจิกายน", "ธ.ค."];
        let date = NaiveDate::from_epoch_days(days).unwrap();
        let DateParts { day, month, year_be } = date.into();
        let name = MONTHS[month as usize - 1];
        let text = match form {
            0 => format!("{day} {name} {year_be}"),
            1 => super::super::numerals::to_thai(&format!("{day} {name} {year_be}")),
            2 => format!("{day}/{month}/{year_be}"),
            3 => format!("{day:02}-{month:02}-{}", year_be - 543),
            4 => date.to_string(),
            _ => format!("ลงวันที่{day} {name} {}", year_be % 100),
        };
        prop_assert_eq!(read(&text), DateReading::Date(date), "{}", text);
    }

    #[test]
    fn no_text_makes_reading_fail(text in any::<String>()) {
        let _ = read(&text);
        let _ = leading(&text, FiscalYear::new(2566).unwrap(), true);
    }

    #[test]
    fn no_jumble_of_date_pieces_makes_reading_fail(
        text in "(วันที่|ลง|[0-9๐-๙]{1,5}|/|-|\\.| |ก\\.?พ\\.?|กุมภาพันธ์|พ\\.ศ\\.|ค.ศ.|Feb|\n){0,9}"
    ) {
        if let DateReading::Ambiguous(days) = read(&text) {
            prop_assert!(!days.is_empty());
        }
        let _ = leading(&text, FiscalYear::new(2742).unwrap(), true);
        let _ = leading(&text, FiscalYear::new(2443).unwrap(), true);
    }
}
