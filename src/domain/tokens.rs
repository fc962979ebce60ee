//! Takes a paragraph apart into the least that a line can be cut between: words, numbers, foreign
//! words and addresses, brackets, signs. Which of them may be parted is left to `line_break`, where
//! words begin in a run of Thai letters to `words`.

use super::words::{self, is_letter, is_mark};

/// The least that is ever cut off: a word, a number, a sign.
pub struct Token<'a> {
    pub text: &'a str,
    /// The text from this token on.
    pub rest: &'a str,
    pub kind: Kind,
    /// After a space.
    pub spaced: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    Thai,
    Number,
    Latin,
    Open,
    Close,
    Sign,
}

/// The tokens of a paragraph, in order.
pub fn tokens<'a>(text: &'a str, names: &[String]) -> Vec<Token<'a>> {
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
        for (at, c) in rest.char_indices() {
            let after = rest[at..].trim_start_matches(|c| inner.contains(c));
            let goes_on = after.starts_with(belongs);
            if !(belongs(c) || (at > 0 && inner.contains(c) && goes_on)) {
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

/// The text of tokens that follow each other.
pub fn joined(group: &[&Token]) -> String {
    let mut text = String::new();
    for (i, token) in group.iter().enumerate() {
        if i > 0 && token.spaced {
            text.push(' ');
        }
        text.push_str(token.text);
    }
    text
}
