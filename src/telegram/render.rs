//! Screens as Telegram messages: HTML with inline keyboards, in the reader's language. It knows how
//! much fits into one message and cuts what does not; the words themselves are the locale's.

use std::borrow::Cow;

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use crate::dialogue::{Button, Screen};
use crate::domain::office::Language;
use crate::domain::shorten::{self, may_part};
use crate::hidden::only_name;
use crate::l10n::L10n;
use crate::phrase::Phrase;

/// Longest text of a message, in UTF-16 units, markup not counted (Bot API, sendMessage).
const TEXT_LIMIT: usize = 4096;
/// Longest caption of a file, in the same units (Bot API, sendDocument).
const CAPTION_LIMIT: usize = 1024;
/// Longest notice over the chat, in characters (Bot API, answerCallbackQuery).
const NOTICE_LIMIT: usize = 200;
/// A label longer than this cannot be read on a phone even where a button has a row of its own [ours].
const LABEL_LIMIT: usize = 64;
/// Stands where there is nothing to say: Telegram takes no empty text.
const NOTHING: &str = "…";

/// One message as Telegram takes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Rendered {
    pub html: String,
    pub keyboard: Option<InlineKeyboardMarkup>,
}

only_name!(Rendered);

/// The screen as messages, at least one; the last carries the buttons.
pub fn messages(l10n: &L10n, language: Language, screen: &Screen) -> Vec<Rendered> {
    with_keyboard(
        split(&html(l10n, language, screen), TEXT_LIMIT, TEXT_LIMIT),
        l10n,
        language,
        screen,
    )
}

/// The screen below a file: its caption, then messages for what a caption cannot hold.
pub fn captioned(l10n: &L10n, language: Language, screen: &Screen) -> Vec<Rendered> {
    with_keyboard(
        split(&html(l10n, language, screen), CAPTION_LIMIT, TEXT_LIMIT),
        l10n,
        language,
        screen,
    )
}

/// The short text that answers a press.
pub fn notice(l10n: &L10n, language: Language, phrase: &Phrase) -> String {
    shorten(&l10n.text(language, phrase), NOTICE_LIMIT).into_owned()
}

fn html(l10n: &L10n, language: Language, screen: &Screen) -> String {
    let mut html = String::new();
    for part in &screen.parts {
        let text = l10n.html(language, part);
        let text = text.trim();
        if !text.is_empty() {
            if !html.is_empty() {
                html.push_str("\n\n");
            }
            html.push_str(text);
        }
    }
    html
}

fn with_keyboard(
    texts: Vec<String>,
    l10n: &L10n,
    language: Language,
    screen: &Screen,
) -> Vec<Rendered> {
    let mut messages: Vec<_> = texts
        .into_iter()
        .map(|html| Rendered {
            html,
            keyboard: None,
        })
        .collect();
    if let Some(last) = messages.last_mut() {
        last.keyboard = keyboard(l10n, language, &screen.buttons);
    }
    messages
}

fn keyboard(l10n: &L10n, language: Language, rows: &[Vec<Button>]) -> Option<InlineKeyboardMarkup> {
    let button = |button: &Button| {
        let label = l10n
            .text(language, &button.label)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let label = if label.is_empty() {
            Cow::Borrowed(NOTHING)
        } else {
            shorten(&label, LABEL_LIMIT)
        };
        InlineKeyboardButton::callback(label, button.action.to_data())
    };
    let rows: Vec<Vec<_>> = rows
        .iter()
        .filter(|row| !row.is_empty())
        .map(|row| row.iter().map(button).collect())
        .collect();
    (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
}

/// The text in at most `limit` UTF-16 units.
fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    shorten::shorten(text, |kept| kept.encode_utf16().count() <= limit)
}

/// A piece of HTML that a cut must not enter.
#[derive(Clone, Copy)]
struct Piece<'a> {
    html: &'a str,
    /// UTF-16 units that it shows; none for a tag.
    units: usize,
}

fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end_of = |mark: char| rest.find(mark).map(|at| at + 1);
        let entity = |end: usize| {
            end <= 10
                && rest[1..end - 1]
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'#')
        };
        let (length, units) = match first {
            '<' => (end_of('>').unwrap_or(1), 0),
            // Every entity that Telegram knows stands for one character of the basic plane, or two units.
            '&' => match end_of(';').filter(|&end| entity(end)) {
                Some(end) => (end, if rest[..end].starts_with("&#") { 2 } else { 1 }),
                None => (1, 1),
            },
            c => (c.len_utf8(), c.len_utf16()),
        };
        let (html, after) = rest.split_at(length);
        rest = after;
        Some(Piece { html, units })
    })
}

/// Where a text may be cut, best last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Seam {
    Cluster,
    Space,
    Line,
    Paragraph,
}

/// Cuts HTML into texts of at most `first`, then `limit` visible UTF-16 units: at the end of a
/// paragraph, else of a line, else at a space, as long as that leaves a text at least half full. Tags
/// that are open at a cut are closed before it and opened again behind it.
fn split(html: &str, first: usize, limit: usize) -> Vec<String> {
    if html.trim().is_empty() {
        return vec![NOTHING.to_owned()];
    }
    if html.len() <= first || pieces(html).map(|piece| piece.units).sum::<usize>() <= first {
        return vec![html.to_owned()];
    }
    let mut texts = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let room = if texts.is_empty() { first } else { limit };
        let end = cut(rest, room);
        let mut text: String = open.concat();
        text.push_str(rest[..end].trim_end());
        follow(&mut open, &rest[..end]);
        for tag in open.iter().rev() {
            text.push_str(&format!("</{}>", name(tag)));
        }
        rest = rest[end..].trim_start();
        if pieces(&text).any(|piece| piece.units > 0) {
            texts.push(text);
        }
    }
    texts
}

/// The byte at which the text for `room` units ends.
fn cut(html: &str, room: usize) -> usize {
    let mut best: [Option<(usize, usize)>; 4] = [None; 4];
    let (mut at, mut units) = (0, 0);
    let mut before: Option<char> = None;
    for piece in pieces(html) {
        let shown = if piece.units == 0 {
            None
        } else {
            piece.html.chars().next()
        };
        if let (Some(before), Some(next)) = (before, shown) {
            let seam = match (before, next) {
                ('\n', '\n') => Some(Seam::Paragraph),
                (_, '\n') => Some(Seam::Line),
                (_, ' ') => Some(Seam::Space),
                _ if may_part(before, next) => Some(Seam::Cluster),
                _ => None,
            };
            if let Some(seam) = seam {
                best[seam as usize] = Some((at, units));
            }
        }
        if units + piece.units > room {
            let full = |seam: &Seam| best[*seam as usize].filter(|(_, units)| *units * 2 >= room);
            let seam = [Seam::Paragraph, Seam::Line, Seam::Space]
                .iter()
                .find_map(full);
            return match seam
                .or(best[Seam::Cluster as usize])
                .or(best[Seam::Space as usize])
            {
                Some((end, _)) if end > 0 => end,
                // One cluster that is longer than a message: only a hostile text has that.
                _ => at,
            };
        }
        units += piece.units;
        at += piece.html.len();
        before = shown.or(before);
    }
    html.len()
}

/// Keeps account of the tags that are open after `html`.
fn follow<'a>(open: &mut Vec<&'a str>, html: &'a str) {
    for piece in pieces(html).filter(|piece| piece.units == 0) {
        if piece.html.starts_with("</") {
            open.pop();
        } else {
            open.push(piece.html);
        }
    }
}

/// The name of an opening tag.
fn name(tag: &str) -> &str {
    tag.trim_start_matches('<')
        .split([' ', '>'])
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(html: &str) -> usize {
        pieces(html).map(|piece| piece.units).sum()
    }

    fn plain(html: &str) -> String {
        pieces(html)
            .filter(|piece| piece.units > 0)
            .map(|piece| piece.html)
            .collect()
    }

    #[test]
    fn a_text_that_fits_is_left_as_it_is() {
        let html = format!("<b>{}</b>", "ก".repeat(4096));
        assert_eq!(split(&html, TEXT_LIMIT, TEXT_LIMIT), vec![html]);
    }

    #[test]
    fn a_long_text_is_cut_at_the_end_of_a_paragraph() {
        let paragraph = "ผลการดำเนินงาน ".repeat(170);
        let html = format!("{paragraph}\n\n{paragraph}\nบรรทัดสุดท้าย");
        let texts = split(&html, TEXT_LIMIT, TEXT_LIMIT);
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[0], paragraph.trim_end());
        assert!(texts[1].ends_with("บรรทัดสุดท้าย"));
    }

    #[test]
    fn open_tags_are_closed_before_a_cut_and_opened_again_behind_it() {
        let html = format!("<b>มาตรการ <i>{}</i></b> จบ", "ก".repeat(5000));
        let texts = split(&html, TEXT_LIMIT, TEXT_LIMIT);
        assert!(
            texts[0].starts_with("<b>มาตรการ <i>กก") && texts[0].ends_with("กก</i></b>"),
            "{}",
            texts[0]
        );
        assert!(
            texts[1].starts_with("<b><i>กก") && texts[1].ends_with("</i></b> จบ"),
            "{}",
            texts[1]
        );
    }

    #[test]
    fn a_cut_never_parts_a_thai_cluster_an_emoji_or_an_entity() {
        for cluster in ["กี่", "เก้า", "น้ำ", "👨‍👩‍👧", "🇹🇭", "&amp;", "👍🏽"]
        {
            let html = cluster.repeat(2000);
            for text in split(&html, 1024, 1024) {
                assert_eq!(text.replace(cluster, ""), "", "{cluster} was cut");
            }
        }
    }

    #[test]
    fn a_caption_is_short_and_the_rest_follows_at_full_length() {
        let html = "ก".repeat(1024 + 4096);
        let lengths: Vec<_> = split(&html, CAPTION_LIMIT, TEXT_LIMIT)
            .iter()
            .map(|text| shown(text))
            .collect();
        assert_eq!(lengths, [1024, 4096]);
    }

    #[test]
    fn nothing_to_say_is_still_a_message() {
        assert_eq!(split(" \n", TEXT_LIMIT, TEXT_LIMIT), [NOTHING]);
    }

    #[test]
    fn a_label_that_is_too_long_ends_in_an_ellipsis_behind_a_word() {
        assert_eq!(shorten("สั้น", 64), "สั้น");
        let long = shorten(&"ที่".repeat(30), 64).into_owned();
        assert!(long.encode_utf16().count() <= 64);
        assert_eq!(long.trim_end_matches('…').replace("ที่", ""), "");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_is_cut_fits_and_nothing_but_white_space_is_lost(
            words in proptest::collection::vec("(<b>[ก-๙a-z ]{0,40}</b>|[ก-๙ ]{1,60}|&lt;|😀|\n|\n\n)", 1..120)
        ) {
            let html = words.concat();
            let texts = split(&html, 300, 500);
            for (index, text) in texts.iter().enumerate() {
                let limit = if index == 0 { 300 } else { 500 };
                prop_assert!(shown(text) <= limit);
                prop_assert_eq!(text.matches("<b>").count(), text.matches("</b>").count());
            }
            let strip = |text: &str| plain(text).split_whitespace().collect::<String>();
            let joined: String = texts.iter().map(|text| strip(text)).collect();
            if html.trim().is_empty() {
                prop_assert_eq!(joined, NOTHING);
            } else {
                prop_assert_eq!(joined, strip(&html));
            }
        }
    }
}
