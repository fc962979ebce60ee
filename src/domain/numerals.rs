//! Thai digits and Arabic digits, one for the other, and nothing else. What a number means (a year, a score,
//! an order) is for the modules that read it.

const THAI_ZERO: char = '๐';
const THAI_NINE: char = '๙';

/// The text with every Arabic digit 0–9 as the Thai digit of the same value; all else unchanged.
pub fn to_thai(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' => shifted(c, '0', THAI_ZERO),
            other => other,
        })
        .collect()
}

/// The text with every Thai digit ๐–๙ as the Arabic digit of the same value; all else unchanged.
pub fn to_arabic(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            THAI_ZERO..=THAI_NINE => shifted(c, THAI_ZERO, '0'),
            other => other,
        })
        .collect()
}

/// Whether the character is a digit of either kind.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (THAI_ZERO..=THAI_NINE).contains(&c)
}

fn shifted(c: char, from: char, to: char) -> char {
    char::from_u32(u32::from(c) - u32::from(from) + u32::from(to)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn arabic_digits_become_thai_and_nothing_else_changes() {
        assert_eq!(to_thai("ที่ 63/2566 (i13)"), "ที่ ๖๓/๒๕๖๖ (i๑๓)");
        assert_eq!(to_thai("0123456789"), "๐๑๒๓๔๕๖๗๘๙");
    }

    #[test]
    fn thai_digits_become_arabic_and_nothing_else_changes() {
        assert_eq!(to_arabic("ลงวันที่ ๑ ก.พ. 66"), "ลงวันที่ 1 ก.พ. 66");
        assert_eq!(to_arabic("๐๑๒๓๔๕๖๗๘๙"), "0123456789");
    }

    #[test]
    fn the_baht_sign_next_to_the_digits_is_no_digit() {
        assert_eq!(to_arabic("฿๕๏"), "฿5๏");
    }

    proptest! {
        #[test]
        fn digits_survive_the_way_there_and_back(text in "[0-9ก-ฮ /.]*") {
            prop_assert_eq!(to_arabic(&to_thai(&text)), text);
        }

        #[test]
        fn neither_direction_fails_on_any_text(text in any::<String>()) {
            prop_assert!(!to_thai(&text).chars().any(|c| c.is_ascii_digit()));
            prop_assert_eq!(to_arabic(&text).chars().count(), text.chars().count());
        }
    }
}
