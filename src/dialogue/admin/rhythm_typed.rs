//! Parts of an office's rhythm as people type them: `๗ วัน`, `7, 3 และ 1`, `ไตรมาส 2 กับ 4`, `ไม่เตือน`.

use std::sync::LazyLock;

use regex::Regex;

use super::rhythm::{RhythmPart, set};
use crate::domain::numerals::to_arabic;
use crate::domain::rhythm::{MOST_DAYS, MOST_WORKING_DAYS};

/// The part's value, or the key of a sentence that says what is wrong.
pub(super) fn read(part: RhythmPart, text: &str) -> Result<i64, &'static str> {
    use RhythmPart::*;
    let text = to_arabic(text).to_lowercase();
    let text = text.trim();
    match part {
        Opening | OnDay => match whether(text) {
            Some(whether) => Ok(whether.into()),
            None => Err("rhythm-whether-unreadable"),
        },
        Quarters => {
            let all = ["ทุกไตรมาส", "ทั้งหมด", "all"].contains(&text);
            let quarters = if all {
                vec![1, 2, 3, 4]
            } else {
                numbers(text).ok_or("rhythm-quarters-unreadable")?
            };
            let known = !quarters.is_empty() && quarters.iter().all(|q| (1..=4).contains(q));
            known
                .then(|| set(quarters))
                .ok_or("rhythm-quarters-unreadable")
        }
        Before => {
            let days = match whether(text) {
                Some(false) => Vec::new(),
                _ => numbers(text).ok_or("rhythm-before-unreadable")?,
            };
            let days: Vec<u32> = match days.as_slice() {
                [0] => Vec::new(),
                _ => days,
            };
            let known = days.iter().all(|day| (1..=MOST_DAYS).contains(day));
            known.then(|| set(days)).ok_or("rhythm-before-unreadable")
        }
        Due => one(text, MOST_DAYS).ok_or("rhythm-due-unreadable"),
        Every | HeadAfter | ReporterAfter | WaitingEvery => match whether(text) {
            Some(false) => Ok(0),
            _ => one(text, MOST_WORKING_DAYS).ok_or("rhythm-days-unreadable"),
        },
    }
}

fn whether(text: &str) -> Option<bool> {
    match text {
        "ไม่"
        | "ไม่ส่ง"
        | "ไม่แจ้ง"
        | "ไม่เตือน"
        | "ไม่มี"
        | "ไม่ต้อง"
        | "ปิด"
        | "no"
        | "none"
        | "never"
        | "off" => Some(false),
        "ส่ง" | "แจ้ง" | "เตือน" | "ใช่" | "เปิด" | "yes" | "on" => {
            Some(true)
        }
        _ => None,
    }
}

fn one(text: &str, most: u32) -> Option<i64> {
    match numbers(text)?.as_slice() {
        [number] if *number <= most => Some((*number).into()),
        _ => None,
    }
}

/// The whole numbers of a text that has nothing else but the words around them.
fn numbers(text: &str) -> Option<Vec<u32>> {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:[0-9]{1,3}|[\s,;/]|ไตรมาส(?:ที่)?|ทุก|หลัง|ก่อน|วันทำการ|วัน|และ|กับ|working|quarters?|days?|every|and|q)+$",
        )
        .expect("a constant pattern")
    });
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("[0-9]+").expect("a constant pattern"));
    if !WHOLE.is_match(text) {
        return None;
    }
    NUMBER
        .find_iter(text)
        .map(|number| number.as_str().parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_however_they_are_typed() {
        for typed in ["20", "๒๐", " ๒๐ วัน ", "20 days"] {
            assert_eq!(read(RhythmPart::Due, typed), Ok(20), "{typed}");
        }
        for typed in ["-3", "1.5", "7 3", "61", "สิบห้า", "", "5 ครั้ง"] {
            assert_eq!(
                read(RhythmPart::Due, typed),
                Err("rhythm-due-unreadable"),
                "{typed}"
            );
        }
        assert_eq!(read(RhythmPart::Every, "ทุก ๓ วันทำการ"), Ok(3));
        assert_eq!(read(RhythmPart::Every, "ไม่เตือน"), Ok(0));
        assert_eq!(
            read(RhythmPart::HeadAfter, "31"),
            Err("rhythm-days-unreadable")
        );
    }

    #[test]
    fn lists_are_read_in_any_order_and_nothing_out_of_bounds() {
        for typed in ["7, 3, 1", "๑ ๓ ๗", "ก่อน 7 วัน, 3 วัน และ 1 วัน"]
        {
            assert_eq!(
                read(RhythmPart::Before, typed),
                Ok(set([1, 3, 7])),
                "{typed}"
            );
        }
        assert_eq!(read(RhythmPart::Before, "ไม่มี"), Ok(0));
        assert_eq!(read(RhythmPart::Before, "0"), Ok(0));
        assert!(read(RhythmPart::Before, "7, 0").is_err());
        assert!(read(RhythmPart::Before, "7, 99").is_err());
        assert_eq!(
            read(RhythmPart::Quarters, "ไตรมาส ๒ และ ๔"),
            Ok(set([2, 4]))
        );
        assert_eq!(read(RhythmPart::Quarters, "q1 q3"), Ok(set([1, 3])));
        assert_eq!(
            read(RhythmPart::Quarters, "ทุกไตรมาส"),
            Ok(set([1, 2, 3, 4]))
        );
        assert!(read(RhythmPart::Quarters, "5").is_err());
        assert!(read(RhythmPart::Quarters, "").is_err());
    }
}
