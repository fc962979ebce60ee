//! The one rule by which a text is shortened for a button, a line or a picture: it ends with a whole word
//! and an ellipsis. How much fits the caller tells.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use unicode_normalization::char::is_combining_mark;

use super::tokens::{Kind, tokens};
use super::words::PREFIXES;

/// So many characters beyond what fits are read, so that the word at the cut is known.
const AHEAD: usize = 40;
/// So many texts are remembered.
const MOST_KNOWN: usize = 2_000;

/// The text in at most so many characters, the ellipsis included.
pub fn short(text: &str, most: usize) -> String {
    shorten(text, |kept| kept.chars().count() <= most).into_owned()
}

/// The text, if it fits, else as much of its beginning as fits with an ellipsis: to the end of a word, or
/// where one word takes more than half of the room, to the end of a letter with its marks. `fits` must
/// hold of every beginning of what it holds of.
pub fn shorten(text: &str, fits: impl Fn(&str) -> bool) -> Cow<'_, str> {
    if fits(text) {
        return Cow::Borrowed(text);
    }
    let kept = |end: usize| format!("{}…", text[..end].trim_end());
    let letters = letter_ends(text);
    let most = letters.partition_point(|end| fits(&kept(*end)));
    let Some(last) = most.checked_sub(1).map(|last| letters[last]) else {
        return Cow::Borrowed("…");
    };
    let ahead = letters.get(most + AHEAD).copied();
    let word = known_word_ends(&text[..ahead.unwrap_or(text.len())])
        .iter()
        .copied()
        .rfind(|end| *end <= last);
    let enough = |end: &usize| letters.partition_point(|letter| letter <= end) * 2 >= most;
    Cow::Owned(kept(word.filter(enough).unwrap_or(last)))
}

/// Where letters with all their marks end, in bytes; the text's own end is none.
fn letter_ends(text: &str) -> Vec<usize> {
    let pairs = text.char_indices().zip(text.chars().skip(1));
    pairs
        .filter(|((_, before), after)| may_part(*before, *after))
        .map(|((at, before), _)| at + before.len_utf8())
        .collect()
}

/// [`word_ends`], remembered: the titles of an office are few, and shown on most screens.
fn known_word_ends(text: &str) -> Arc<[usize]> {
    static KNOWN: LazyLock<Mutex<HashMap<String, Arc<[usize]>>>> = LazyLock::new(Mutex::default);
    let lock = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(ends) = lock().get(text) {
        return Arc::clone(ends);
    }
    let ends: Arc<[usize]> = word_ends(text).into();
    let mut known = lock();
    if known.len() >= MOST_KNOWN {
        known.clear();
    }
    known.insert(text.to_owned(), Arc::clone(&ends));
    ends
}

/// Where a shortened text may end: behind a word, but not one that leans on the next, nor an opening
/// bracket, nor before a sign that belongs to the word.
fn word_ends(text: &str) -> Vec<usize> {
    let tokens = tokens(text, &[]);
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs
        .filter(|(token, next)| {
            let leans = token.kind == Kind::Open || PREFIXES.contains(&token.text);
            let belongs = !next.spaced && matches!(next.kind, Kind::Sign | Kind::Close);
            !leans && !belongs
        })
        .map(|(token, _)| text.len() - token.rest.len() + token.text.len())
        .filter(|end| {
            let (before, after) = (
                text[..*end].chars().next_back(),
                text[*end..].chars().next(),
            );
            before
                .zip(after)
                .is_some_and(|(before, after)| may_part(before, after))
        })
        .collect()
}

/// Whether a cut between these two characters leaves both sides whole: a base keeps its vowel and
/// tone marks, a leading vowel keeps its consonant, an emoji keeps its parts.
pub fn may_part(before: char, after: char) -> bool {
    const JOINER: char = '\u{200d}';
    // Sara a, aa, am and lakkhangyao; maiyamok; paiyannoi.
    let thai_trails = matches!(
        after,
        '\u{e30}' | '\u{e32}' | '\u{e33}' | '\u{e45}' | '\u{e46}' | '\u{e2f}'
    );
    // Sara e, ae, o, ai maimuan, ai maimalai.
    let thai_leads = matches!(before, '\u{e40}'..='\u{e44}');
    let skin_or_tag = matches!(after, '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}');
    let flag = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    let trails = thai_trails || skin_or_tag || after == JOINER || is_combining_mark(after);
    let leads = thai_leads || before == JOINER;
    let within_flag = flag(before) && flag(after);
    !(trails || leads || within_flag)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_ends_with_a_whole_word() {
        let title = "การประเมินผลการปฏิบัติงานของบุคลากรอย่างเป็นธรรม ตามหน้าที่";
        // Neither inside บุคลากร nor behind การ, which leans on the next word.
        assert_eq!(short(title, 30), "การประเมินผลการปฏิบัติงานของ…");
        assert_eq!(short(title, 40), "การประเมินผลการปฏิบัติงานของบุคลากร…");
        assert_eq!(short(title, 17), "การประเมินผล…");
        assert_eq!(short("จัดทำ และเผยแพร่ ช่องทาง", 18), "จัดทำ และเผยแพร่…");
        assert_eq!(short("สั้น", 40), "สั้น");
        assert_eq!(
            short("Keeping the website up to date", 20),
            "Keeping the website…"
        );
        assert_eq!(short("แผนปฏิบัติการ (ฉบับปรับปรุง) ประจำปี", 17), "แผนปฏิบัติการ…");
    }

    #[test]
    fn what_is_one_long_word_ends_with_a_whole_letter() {
        assert_eq!(short("กกกกกก้า", 7), "กกกกก…");
        assert_eq!(short("ก้ก้ก้ก้ก้", 4), "ก้…");
        assert_eq!(short("ก้า", 1), "…");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn whatever_is_shortened_fits_and_is_a_beginning(text in "[ก-๙ a-z()“”๑/👍🏽🇹🇭]{0,80}", most in 1..60_usize) {
            let kept = short(&text, most);
            prop_assert!(kept.chars().count() <= most);
            if kept != text {
                let beginning = kept.strip_suffix('…').unwrap();
                prop_assert!(text.starts_with(beginning));
                let rest = text[beginning.len()..].chars().next().unwrap();
                prop_assert!(beginning.chars().next_back().is_none_or(|last| may_part(last, rest)));
            }
        }
    }
}
