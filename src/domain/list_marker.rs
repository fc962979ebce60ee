//! The marks that begin the lines of a list: numbers, parts of numbers, dashes and bullets. Which of them
//! make items and which sub-items is `answer`'s to say; `citation` uses them to tell entries apart.

use std::sync::LazyLock;

use regex::Regex;

use super::numerals::{is_digit, to_arabic};

/// How a number is set off; one list keeps to one style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// ๑.
    Point,
    /// ๑) or ๑.)
    Bracket,
    /// (๑)
    Brackets,
    /// ข้อ ๑
    Word,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    Number {
        style: Style,
        number: u32,
    },
    /// 1.2: the second part of number 1.
    Part {
        number: u32,
        part: u32,
    },
    Bullet,
}

const BULLETS: [char; 14] = [
    '-', '–', '—', '−', '•', '·', '●', '○', '▪', '■', '◦', '*', '➢', '✓',
];

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<word>ข้อ\s?(?:ที่\s?)?)?(?P<open>\()?(?P<number>[0-9๐-๙]{1,3})(?:\.(?P<part>[0-9๐-๙]{1,2}))?(?P<close>\.?\)|\.)?")
        .expect("a constant pattern that the tests compile")
});

/// The mark that a line begins with, and the line behind it. The line may be empty behind a plain number.
pub(crate) fn marker(line: &str) -> Option<(Marker, &str)> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix(BULLETS) {
        // -5.33 is a number and --- a rule.
        let is_text = !rest.is_empty() && !rest.starts_with(is_digit) && !rest.starts_with(BULLETS);
        return is_text.then(|| (Marker::Bullet, rest.trim_start()));
    }
    let found = NUMBER.captures(line)?;
    let rest = &line[found.get(0)?.end()..];
    if rest.starts_with(is_digit) {
        return None;
    }
    let value = |group: &str| {
        found
            .name(group)
            .and_then(|digits| to_arabic(digits.as_str()).parse::<u32>().ok())
    };
    let number = value("number")?;
    let close = found.name("close").map_or("", |close| close.as_str());
    let has_text = rest.starts_with(' ') || !close.is_empty() && !rest.is_empty();
    if let Some(part) = value("part") {
        return has_text.then(|| (Marker::Part { number, part }, rest.trim_start()));
    }
    let style = match (
        found.name("word").is_some(),
        found.name("open").is_some(),
        close,
    ) {
        (true, false, "") if has_text => Style::Word,
        (true, false, ".") => Style::Word,
        (false, false, ".") => Style::Point,
        (false, false, ")" | ".)") => Style::Bracket,
        (false, true, ")") => Style::Brackets,
        _ => return None,
    };
    Some((Marker::Number { style, number }, rest.trim_start()))
}

static NUMBER_WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r" (?P<mark>\(?[0-9๐-๙]{1,2}\.?[.)]) ")
        .expect("a constant pattern that the tests compile")
});

/// A list on a single line, as text copied from a table arrives (๑. … ๒. …), with a line for each number.
/// Only a line that begins with 1 and counts on in the same style is one; any other text is returned as it is.
pub(super) fn on_lines_of_their_own(text: &str) -> String {
    let Some((Marker::Number { style, number: 1 }, _)) =
        marker(text).filter(|_| !text.contains('\n'))
    else {
        return text.to_owned();
    };
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut expected = 2;
    for found in NUMBER_WITHIN.captures_iter(text) {
        let Some(mark) = found.name("mark") else {
            continue;
        };
        let refers = ["ข้อ", "ข้อที่", "ที่"]
            .iter()
            .any(|word| text[..mark.start()].trim_end().ends_with(word));
        let begins = marker(&text[mark.start()..]).map(|(marker, _)| marker);
        if !refers
            && begins
                == Some(Marker::Number {
                    style,
                    number: expected,
                })
        {
            out.push_str(text[from..mark.start()].trim_end());
            out.push('\n');
            from = mark.start();
            expected += 1;
        }
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(style: Style, number: u32) -> Marker {
        Marker::Number { style, number }
    }

    #[test]
    fn the_marks_of_lists_are_known() {
        for (line, mark) in [
            ("๑. มีการประชุม", number(Style::Point, 1)),
            ("12.มีการประชุม", number(Style::Point, 12)),
            ("2) มีการประชุม", number(Style::Bracket, 2)),
            ("2.) มีการประชุม", number(Style::Bracket, 2)),
            ("(๓) มีการประชุม", number(Style::Brackets, 3)),
            ("ข้อ ๑ มีการประชุม", number(Style::Word, 1)),
            ("ข้อที่ 1. มีการประชุม", number(Style::Word, 1)),
            ("๑.๒ มีการประชุม", Marker::Part { number: 1, part: 2 }),
            ("1.2) มีการประชุม", Marker::Part { number: 1, part: 2 }),
            ("- มีการประชุม", Marker::Bullet),
            ("–มีการประชุม", Marker::Bullet),
            ("• มีการประชุม", Marker::Bullet),
        ] {
            assert_eq!(marker(line), Some((mark, "มีการประชุม")), "{line}");
        }
        assert_eq!(marker("1."), Some((number(Style::Point, 1), "")));
    }

    #[test]
    fn numbers_that_begin_a_line_for_other_reasons_are_no_marks() {
        for line in [
            "",
            "-",
            "---",
            "63/2566",
            "1.2.2566",
            "84.25",
            "-5.33",
            "๓๗๓๖ เพชรบูรณ์",
            "2566. ก",
            "(1 ก",
            "1 ก",
            "ข้อ",
            "ก. ข",
        ] {
            assert_eq!(marker(line), None, "{line}");
        }
    }

    #[test]
    fn a_list_on_one_line_is_given_a_line_for_each_number() {
        assert_eq!(on_lines_of_their_own("๑. ก ๒. ข ๓. ค"), "๑. ก\n๒. ข\n๓. ค");
        assert_eq!(on_lines_of_their_own("1) ก 2) ข"), "1) ก\n2) ข");
    }

    #[test]
    fn a_line_that_only_mentions_numbers_is_left_alone() {
        for text in [
            "ก ๒. ข",
            "๑. ก ๓. ข",
            "๑. ตามข้อ ๒. ข",
            "๑. ก 2) ข",
            "๑. ก\n๒. ข ๓. ค",
        ] {
            assert_eq!(on_lines_of_their_own(text), text);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_fail(text in any::<String>(), jumble in "[0-9๐-๙(). ข้อที่\\-]{0,20}") {
            let _ = (marker(&text), marker(&jumble), on_lines_of_their_own(&text), on_lines_of_their_own(&jumble));
        }
    }
}
