//! What people type or paste, cleaned of what they cannot see: invisible characters, look-alike spellings
//! that keyboards and PDF copies produce, and stray blanks. Digits and words stay as typed; meaning is read
//! by the other modules.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

const NIKHAHIT: char = '\u{0E4D}';
const SARA_AA: char = 'า';
const SARA_AM: char = 'ำ';
const SARA_E: char = 'เ';
const SARA_AE: char = 'แ';

/// The text as its writer saw it: composed (NFC), without zero-width, control and bidirectional characters,
/// with ํา as ำ, เเ as แ and a mark typed twice as one; every blank is a single space, lines are trimmed and
/// kept, with at most one empty line between two of them. Cleaning twice changes nothing more.
pub fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n");
    let mut text = blanks(&lines.chars().filter_map(visible).collect::<String>());
    // Respelling moves marks next to each other and composing reorders them, so one pass may open the way
    // for another. Each further pass shortens the text; real text settles at once.
    loop {
        let respelt = respell(&composed(&text));
        let next = composed(&respelt);
        if next == text {
            return text;
        }
        text = next.into_owned();
    }
}

/// The text in NFC, which what is typed on a phone is from the start.
fn composed(text: &str) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    }
}

/// Blanks and line ends brought to one form each; `None` for what cannot be seen.
fn visible(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' => None,
        '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => None,
        '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => None,
        c => Some(c),
    }
}

fn blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty_lines = 0;
    for line in text.split('\n') {
        let mut words = line.split(' ').filter(|word| !word.is_empty()).peekable();
        if words.peek().is_none() {
            empty_lines += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if empty_lines > 0 { "\n\n" } else { "\n" });
        }
        empty_lines = 0;
        for (position, word) in words.enumerate() {
            if position > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

fn respell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            SARA_E if rest.peek() == Some(&SARA_E) => {
                rest.next();
                out.push(SARA_AE);
            }
            NIKHAHIT => {
                let mut tones = Vec::new();
                while let Some(tone) = rest.next_if(|&next| is_tone(next)) {
                    tones.push(tone);
                }
                let sara_am = rest.next_if_eq(&SARA_AA).is_some();
                if !sara_am {
                    push_mark(&mut out, NIKHAHIT);
                }
                for tone in tones {
                    push_mark(&mut out, tone);
                }
                if sara_am {
                    out.push(SARA_AM);
                }
            }
            mark if is_mark(mark) => push_mark(&mut out, mark),
            other => out.push(other),
        }
    }
    out
}

/// A mark above or below is never written twice over one consonant: the second is a slip of the thumb.
fn push_mark(out: &mut String, mark: char) {
    if !out.ends_with(mark) {
        out.push(mark);
    }
}

fn is_tone(c: char) -> bool {
    ('\u{0E48}'..='\u{0E4B}').contains(&c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn invisible_characters_from_a_web_page_or_a_phone_are_dropped() {
        assert_eq!(
            clean("คำ\u{200B}สั่ง\u{FEFF}ที่\u{AD} \u{202E}๖๓\u{0}/๒๕๖๖\u{200F}"),
            "คำสั่งที่ ๖๓/๒๕๖๖"
        );
    }

    #[test]
    fn sara_am_in_two_pieces_is_joined_wherever_the_tone_mark_sits() {
        assert_eq!(clean("ค\u{E4D}าสั่ง"), "คำสั่ง");
        assert_eq!(clean("น\u{E4D}\u{E49}า"), "น้ำ");
        assert_eq!(clean("น\u{E49}\u{E4D}า"), "น้ำ");
    }

    #[test]
    fn doubled_sara_e_is_sara_ae_and_a_doubled_mark_is_one() {
        assert_eq!(clean("เเต่งตั้ง"), "แต่งตั้ง");
        assert_eq!(clean("ท\u{E35}\u{E48}\u{E48} ๖๓"), "ที่ ๖๓");
    }

    #[test]
    fn a_vowel_typed_after_its_tone_mark_is_put_in_order() {
        assert_eq!(clean("บ\u{E48}\u{E38}ง"), "บุ่ง");
    }

    #[test]
    fn blanks_collapse_and_line_breaks_stay() {
        assert_eq!(
            clean("  ก\u{A0}\t ข  \r\n\r\n \n\n ค \r\n ง\r\u{2028}"),
            "ก ข\n\nค\nง"
        );
        assert_eq!(clean(" \u{200B}\n\t "), "");
    }

    #[test]
    fn thai_digits_and_punctuation_stay_as_typed() {
        let official = "คำสั่งที่ ๖๓/2566 เรื่อง รับ - ส่ง “i๑๓” ฯ ๆ";
        assert_eq!(clean(official), official);
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in any::<String>()) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }

        #[test]
        fn cleaning_twice_changes_nothing_more_in_thai_with_marks_astray(
            text in "[\u{E01}-\u{E05}\u{E30}-\u{E3A}\u{E40}-\u{E4E} \n\r\t\u{301}\u{300}e\u{200B}\u{A0}]{0,60}"
        ) {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
