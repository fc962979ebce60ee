//! Decides where a line of Thai may end: cuts a text into pieces that must stay whole, and the
//! spaces between them. It knows what official Thai keeps together (a date, an order number, an
//! abbreviation, a bracket and its word); where words begin is known to `words`, how wide a piece
//! is the caller tells.

use super::words::{self, cuttable, is_letter, is_mark};

/// The pieces of one paragraph, in order; `" "` is a space at which the line may end. Put together
/// they are the text again, with runs of spaces made one and those at its ends gone.
///
/// No piece is wider than `max` by the measure of `width` (same unit) unless it is one letter with
/// its marks. `names` are words of the office: they are not cut while they fit.
pub fn pieces(text: &str, names: &[String], max: f32, width: &dyn Fn(&str) -> f32) -> Vec<String> {
    let tokens = tokens(text, names);
    let mut groups: Vec<Vec<&Token>> = Vec::new();
    for token in &tokens {
        match groups.last_mut() {
            Some(group) if keeps(group, token) => group.push(token),
            _ => groups.push(vec![token]),
        }
    }
    let mut pieces: Vec<String> = Vec::new();
    for group in groups {
        if group[0].spaced && !pieces.is_empty() {
            pieces.push(" ".into());
        }
        let whole = joined(&group);
        if width(&whole) <= max {
            pieces.push(whole);
        } else {
            loosened(&group, max, width, &mut pieces);
        }
    }
    pieces
}

/// The least that is ever cut off: a word, a number, a sign.
struct Token<'a> {
    text: &'a str,
    /// The text from this token on.
    rest: &'a str,
    kind: Kind,
    /// After a space.
    spaced: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Thai,
    Number,
    Latin,
    Open,
    Close,
    Sign,
}

fn tokens<'a>(text: &'a str, names: &[String]) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut spaced = false;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let bare = spaced || tokens.last().is_none_or(|t: &Token| t.kind == Kind::Open);
        let (kind, len) = token(rest, c, bare);
        if kind == Kind::Thai && !is_abbreviation(rest, len) {
            for word in words::words(&rest[..len], names) {
                let (text, rest) = (&rest[word.clone()], &rest[word.start..]);
                let kind = Kind::Thai;
                tokens.push(Token {
                    text,
                    rest,
                    kind,
                    spaced,
                });
                spaced = false;
            }
        } else {
            let text = &rest[..len];
            tokens.push(Token {
                text,
                rest,
                kind,
                spaced,
            });
        }
        spaced = false;
        at += len;
    }
    tokens
}

/// Kind and byte length of the token that begins with `c`; `bare` if nothing leans on it from the
/// left, which is what tells an opening `"` from a closing one.
fn token(rest: &str, c: char, bare: bool) -> (Kind, usize) {
    let run = |belongs: &dyn Fn(char) -> bool, inner: &str| {
        let mut end = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let goes_on = chars.peek().is_some_and(|(_, next)| belongs(*next));
            if !belongs(c) && !(at > 0 && inner.contains(c) && goes_on) {
                break;
            }
            end = at + c.len_utf8();
        }
        end
    };
    let is_number = |c: char| c.is_numeric();
    let is_latin =
        |c: char| is_number(c) || (c.is_alphabetic() && !matches!(c, '\u{E00}'..='\u{E7F}'));
    match c {
        c if is_letter(c) => (Kind::Thai, run(&is_letter, "")),
        c if is_number(c) => (Kind::Number, run(&is_number, "./:,-")),
        c if is_latin(c) => (Kind::Latin, run(&is_latin, ".-_@/:&=?%#+~'")),
        '(' | '[' | '{' | '“' | '‘' | '«' => (Kind::Open, c.len_utf8()),
        ')' | ']' | '}' | '”' | '’' | '»' => (Kind::Close, c.len_utf8()),
        '"' | '\'' if bare => (Kind::Open, 1),
        '"' | '\'' => (Kind::Close, 1),
        c => (Kind::Sign, c.len_utf8()),
    }
}

/// A short run of consonants before a full stop, which Thai uses for nothing else: `อบต.`, `พ.`
fn is_abbreviation(rest: &str, len: usize) -> bool {
    let run = &rest[..len];
    rest[len..].starts_with('.')
        && run.chars().filter(|c| !is_mark(*c)).count() <= 5
        && !run.contains(['า', 'ะ'])
}

/// Words that lean on the word after them without a space.
const PREFIXES: [&str; 7] = ["การ", "ความ", "ผู้", "นัก", "ไม่", "ครั้ง", "ชาว"];

/// Ends of words that announce a number.
const BEFORE_NUMBER: [&str; 11] = [
    "ที่",
    "ไตรมาส",
    "ข้อ",
    "ร้อยละ",
    "เลข",
    "หมวด",
    "มาตรา",
    "พ.ศ.",
    "ค.ศ.",
    "ระดับ",
    "โทร.",
];

/// What a number counts.
const UNITS: [&str; 18] = [
    "คะแนน",
    "บาท",
    "คน",
    "ครั้ง",
    "ราย",
    "ฉบับ",
    "โครงการ",
    "แห่ง",
    "วัน",
    "เดือน",
    "ปี",
    "ชั่วโมง",
    "นาที",
    "น",
    "ข้อ",
    "เรื่อง",
    "ช่องทาง",
    "ชุด",
];

/// Months as written in full and in short.
const MONTHS: [(&str, &str); 12] = [
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
];

/// Whether `next` must stand on the line of the group before it.
fn keeps(group: &[&Token], next: &Token) -> bool {
    let Some(last) = group.last() else {
        return false;
    };
    if last.kind == Kind::Open || next.kind == Kind::Close || next.text.starts_with(['ๆ', 'ฯ'])
    {
        return true;
    }
    if next.spaced {
        return keeps_over_space(group, last, next);
    }
    match (last.kind, next.kind) {
        (_, Kind::Sign) => true,
        (Kind::Sign, _) => !last
            .text
            .starts_with(['/', '-', '–', '—', ',', ';', ':', 'ๆ', 'ฯ', '!', '?', '…']),
        (Kind::Thai, Kind::Thai) => PREFIXES.contains(&last.text),
        (Kind::Close, _) | (_, Kind::Open) => false,
        (Kind::Latin, Kind::Thai) | (Kind::Thai, Kind::Latin) => false,
        _ => true,
    }
}

fn keeps_over_space(group: &[&Token], last: &Token, next: &Token) -> bool {
    if next.kind == Kind::Sign {
        return true;
    }
    if last.kind == Kind::Number {
        let month = MONTHS
            .iter()
            .any(|(full, short)| next.text == *full || next.rest.starts_with(short));
        return month || UNITS.contains(&next.text);
    }
    if next.kind == Kind::Number {
        let before = joined(group);
        let short_month = MONTHS.iter().any(|(_, short)| before.ends_with(short));
        // The letters of a vehicle's plate, or of an office's letter code.
        let code = last.kind == Kind::Thai
            && last.text.chars().count() <= 3
            && last.text.chars().all(|c| matches!(c, 'ก'..='ฮ'));
        return short_month || code || BEFORE_NUMBER.iter().any(|word| before.ends_with(word));
    }
    false
}

fn joined(group: &[&Token]) -> String {
    let mut text = String::new();
    for (i, token) in group.iter().enumerate() {
        if i > 0 && token.spaced {
            text.push(' ');
        }
        text.push_str(token.text);
    }
    text
}

/// A group that is too wide: cut at its spaces, what is still too wide between its tokens, and a
/// token that is still too wide between letters.
fn loosened(group: &[&Token], max: f32, width: &dyn Fn(&str) -> f32, pieces: &mut Vec<String>) {
    let mut from = 0;
    for to in 1..=group.len() {
        if to < group.len() && !group[to].spaced {
            continue;
        }
        let part = &group[from..to];
        if from > 0 {
            pieces.push(" ".into());
        }
        let whole = joined(part);
        if width(&whole) <= max {
            pieces.push(whole);
        } else {
            let mut open = String::new();
            for token in part {
                let more = format!("{open}{}", token.text);
                if width(&more) <= max {
                    open = more;
                    continue;
                }
                if !open.is_empty() {
                    pieces.push(std::mem::take(&mut open));
                }
                open = chopped(token.text, max, width, pieces);
            }
            pieces.push(open);
        }
        from = to;
    }
}

/// Fills pieces of at most `max` with the letters of one token and returns the last, unfilled one.
/// In an address the cut goes after a separator if there is one in the second half.
fn chopped(text: &str, max: f32, width: &dyn Fn(&str) -> f32, pieces: &mut Vec<String>) -> String {
    let mut open = String::new();
    let mut before = None;
    let mut cut = None;
    for c in text.chars() {
        if before.is_some_and(|before| cuttable(before, c)) {
            cut = Some(open.len());
        }
        open.push(c);
        before = Some(c);
        let start = open.len() - c.len_utf8();
        if start > 0 && !is_mark(c) && width(&open) > max {
            let separator = open[..start].rfind(['/', '.', '-', '_', '&', '=', '?']);
            let after = separator.map(|at| at + 1).filter(|at| *at > start / 2);
            let tail = open.split_off(after.or(cut).unwrap_or(start));
            pieces.push(std::mem::replace(&mut open, tail));
            cut = None;
        }
    }
    open
}
