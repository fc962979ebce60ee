//! Numbers at the start of a cell: of a measure, and of the methods in one cell.

use std::sync::LazyLock;

use regex::Regex;

use super::super::one_line;
use crate::domain::list_marker::{Marker, marker};
use crate::domain::numerals::to_arabic;
use crate::domain::typed::clean;

static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:มาตรการ|แนวทาง|กิจกรรม)ที่\s?([0-9๐-๙]{1,3})(?:\s?[.):]\s?|\s?[-–]\s|\s|$)")
        .expect("a constant pattern that the tests compile")
});

/// The number that a measure's title begins with, and the title behind it.
pub fn title(text: &str) -> (Option<u32>, String) {
    let text = one_line(text);
    if let Some(found) = MEASURE.captures(&text) {
        let number = to_arabic(&found[1]).parse().ok();
        return (number, text[found[0].len()..].trim().to_owned());
    }
    match marker(&text) {
        Some((Marker::Number { number, .. }, rest)) => (Some(number), rest.to_owned()),
        // The number of a part tells no order of its own.
        Some((Marker::Part { .. }, rest)) => (None, rest.to_owned()),
        Some((Marker::Bullet, _)) | None => (None, text),
    }
}

/// The methods in a cell. In a numbered list a line without a number goes on with the line above; else
/// each line is a method.
pub fn methods(text: &str) -> Vec<String> {
    let text = clean(text);
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let list = lines.iter().find_map(|line| match marker(line) {
        Some((Marker::Number { style, .. }, _)) => Some(style),
        _ => None,
    });
    let mut methods: Vec<String> = Vec::new();
    for line in lines {
        let found = marker(line);
        match (list, found) {
            (Some(list), Some((Marker::Number { style, .. }, rest))) if style == list => {
                methods.push(rest.to_owned());
            }
            (Some(_), _) => match methods.last_mut() {
                Some(method) => {
                    method.push(' ');
                    method.push_str(line);
                }
                None => methods.push(line.to_owned()),
            },
            (None, Some((Marker::Bullet | Marker::Part { .. }, rest))) => {
                methods.push(rest.to_owned());
            }
            (None, _) => methods.push(line.to_owned()),
        }
    }
    methods
        .iter()
        .map(|method| one_line(method))
        .filter(|method| !method.is_empty() && (list.is_some() || !is_dash(method)))
        .collect()
}

/// What people put where there is nothing to say.
pub fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "–" | "—")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_told_from_its_number() {
        for (text, number) in [
            ("๑. ปรับปรุงเว็บไซต์", Some(1)),
            ("12) ปรับปรุงเว็บไซต์", Some(12)),
            ("ข้อ ๓ ปรับปรุงเว็บไซต์", Some(3)),
            ("มาตรการที่ ๔ ปรับปรุงเว็บไซต์", Some(4)),
            ("มาตรการที่ 4 : ปรับปรุงเว็บไซต์", Some(4)),
            ("แนวทางที่ ๕\nปรับปรุงเว็บไซต์", Some(5)),
            ("๑.๒ ปรับปรุงเว็บไซต์", None),
            ("ปรับปรุงเว็บไซต์", None),
        ] {
            let expected = (number, "ปรับปรุงเว็บไซต์".to_owned());
            assert_eq!(title(text), expected, "{text}");
        }
        assert_eq!(title("มาตรการป้องกันการทุจริต").1, "มาตรการป้องกันการทุจริต");
    }

    #[test]
    fn the_methods_of_a_cell_are_told_apart() {
        for (text, expected) in [
            ("ชี้แจงแนวทาง", vec!["ชี้แจงแนวทาง"]),
            ("๑. ชี้แจง\n๒. ทบทวน", vec!["ชี้แจง", "ทบทวน"]),
            ("1) ชี้แจง\n   ให้ทราบ\n2) ทบทวน", vec!["ชี้แจง ให้ทราบ", "ทบทวน"]),
            ("๑. ชี้แจง\n- ก\n- ข\n๒. ทบทวน", vec!["ชี้แจง - ก - ข", "ทบทวน"]),
            ("- ชี้แจง\n\n- ทบทวน", vec!["ชี้แจง", "ทบทวน"]),
            ("ชี้แจง\nทบทวน", vec!["ชี้แจง", "ทบทวน"]),
            ("-", vec![]),
        ] {
            assert_eq!(methods(text), expected, "{text}");
        }
    }
}
