//! Makes any text fit to be set: one normal form, and no character that the font lacks or that
//! would reorder the line. What a reader would miss is replaced by a visible square, never dropped
//! in silence; what nobody can see (zero-width spaces pasted from web pages) goes.

use unicode_normalization::UnicodeNormalization;

use crate::domain::words::is_mark;

/// Stands where a character could not be printed. Both faces of Sarabun have it.
pub const REPLACEMENT: char = '\u{25A0}';

const SARA_AM: char = '\u{E33}';

/// At most this many marks are kept on one letter: more than a Thai letter can carry (a vowel with a tone or
/// a thanthakhat) is a slip or a prank, and climbs out of its cell.
const MARKS: usize = 2;

/// Text that the typesetter can take as it is: NFC with SARA AM in one piece, `\n` as the only
/// control character, and only characters for which `has_glyph` is true.
pub fn clean(text: &str, has_glyph: &dyn Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut hidden = false;
    for c in whole_sara_am(text.nfc()) {
        let c = match c {
            '\r' => continue,
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
            '\t' => ' ',
            c if is_invisible(c) => continue,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        marks = if is_mark(c) || is_combining(c) {
            marks + 1
        } else {
            0
        };
        if marks > MARKS {
            continue;
        }
        let printable = c == '\n' || c == ' ' || (!c.is_control() && has_glyph(c));
        // What leans on no letter would hang out to the left.
        let leans = printable && (marks == 1 || c == SARA_AM);
        if leans && out.chars().next_back().is_none_or(char::is_whitespace) {
            out.push(REPLACEMENT);
        }
        // One square for a run, so that an emoji family of seven code points is one square.
        match (printable, hidden) {
            (true, _) => out.push(c),
            (false, false) => out.push(REPLACEMENT),
            (false, true) => {}
        }
        hidden = !printable;
    }
    out
}

/// Text for a file that others open and edit: as [`clean`] makes it, with a square for what XML cannot
/// hold and for what would turn the line around. Other scripts and emoji stay: the reader's machine has
/// faces for them.
pub fn portable(text: &str) -> String {
    clean(text, &|c| {
        !matches!(c,
            '\u{FFFE}' | '\u{FFFF}'
            | '\u{200E}' | '\u{200F}' | '\u{61C}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}')
    })
}

/// NIKHAHIT and SARA AA, with or without a tone mark between them, as people's keyboards and other
/// PDFs give them, become SARA AM (which NFC leaves alone).
fn whole_sara_am(chars: impl Iterator<Item = char>) -> Vec<char> {
    const NIKHAHIT: char = '\u{E4D}';
    const SARA_AA: char = '\u{E32}';
    let mut out: Vec<char> = Vec::new();
    for c in chars {
        if c == SARA_AA {
            let tones = out
                .iter()
                .rev()
                .take_while(|c| matches!(c, '\u{E48}'..='\u{E4E}'))
                .count();
            let from = out.len() - tones;
            if let Some(at) = out[from..].iter().position(|c| *c == NIKHAHIT) {
                out.remove(from + at);
                out.push(SARA_AM);
                continue;
            }
        }
        out.push(c);
    }
    out
}

/// Characters that print nothing and mean nothing on paper.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
    ) || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Marks of other scripts (NFC has composed what it could).
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(_: char) -> bool {
        true
    }

    fn thai_only(c: char) -> bool {
        matches!(c, ' '..='~' | '\u{E01}'..='\u{E5B}')
    }

    #[test]
    fn an_emoji_family_becomes_one_square() {
        assert_eq!(clean("ดี👨‍👩‍👧มาก", &thai_only), "ดี■มาก");
    }

    #[test]
    fn bidi_and_control_characters_are_shown_as_squares() {
        assert_eq!(clean("ก\u{202E}ข\u{0}ค", &thai_only), "ก■ข■ค");
    }

    #[test]
    fn what_xml_cannot_hold_is_a_square_where_emoji_and_other_scripts_stay() {
        assert_eq!(portable("ก\u{0}ข\u{FFFF}ค\u{202E}ง 👍中"), "ก■ข■ค■ง 👍中");
    }

    #[test]
    fn zero_width_spaces_go_without_a_trace() {
        assert_eq!(clean("กา\u{200B}ร\u{FEFF}", &all), "การ");
    }

    #[test]
    fn a_decomposed_sara_am_is_made_whole() {
        assert_eq!(
            clean(
                "ท\u{E4D}\u{E32} น\u{E4D}\u{E49}\u{E32} น\u{E49}\u{E4D}\u{E32}",
                &all
            ),
            "ทำ น้ำ น้ำ"
        );
    }

    #[test]
    fn a_tower_of_tone_marks_is_cut_down() {
        assert_eq!(
            clean("ก\u{E48}\u{E48}\u{E48}\u{E48}\u{E48}\u{E48}า", &all),
            "ก\u{E48}\u{E48}า"
        );
    }

    #[test]
    fn a_mark_on_no_letter_stands_on_a_square() {
        assert_eq!(
            clean("\u{E34}\u{E48} \u{E33}", &all),
            "■\u{E34}\u{E48} ■\u{E33}"
        );
    }

    #[test]
    fn tabs_and_odd_spaces_are_spaces_and_lines_stay() {
        assert_eq!(clean("a\tb\u{A0}c\r\nd", &all), "a b c\nd");
    }
}
