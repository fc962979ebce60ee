//! `parse_mode=HTML` as Telegram reads it: which tags there are, what may nest, and the words in which it
//! complains, with byte offsets into the text as sent. What the entities are used for is not known here.

use super::entities::{Entity, sort};
use super::refusal::Refusal;

const TAGS: [&str; 16] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "span",
    "pre",
    "code",
    "blockquote",
];

struct Open {
    tag: String,
    argument: String,
    /// Where it began: UTF-16 units and bytes of the text as shown.
    offset: usize,
    byte: usize,
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    text: String,
    units: usize,
    open: Vec<Open>,
    entities: Vec<Entity>,
}

/// The text as shown, and its entities.
pub(super) fn parse(source: &str) -> Result<(String, Vec<Entity>), Refusal> {
    let mut parser = Parser {
        source,
        at: 0,
        text: String::with_capacity(source.len()),
        units: 0,
        open: Vec::new(),
        entities: Vec::new(),
    };
    while let Some(c) = parser.peek() {
        match c {
            '<' if parser.source[parser.at..].starts_with("</") => parser.end_tag()?,
            '<' => parser.start_tag()?,
            '&' => {
                let c = parser.character_reference().unwrap_or_else(|| {
                    parser.at += 1;
                    '&'
                });
                parser.push(c);
            }
            c => {
                parser.at += c.len_utf8();
                parser.push(c);
            }
        }
    }
    if let Some(open) = parser.open.last() {
        return Err(Refusal::entities(format!(
            "Can't find end tag corresponding to start tag \"{}\"",
            open.tag
        )));
    }
    sort(&mut parser.entities);
    Ok((parser.text, parser.entities))
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn push(&mut self, c: char) {
        self.text.push(c);
        self.units += c.len_utf16();
    }

    /// Takes characters while they fit, and returns them.
    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &str {
        let rest = &self.source[self.at..];
        let end = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn skip_space(&mut self) {
        self.take_while(|c| c.is_ascii_whitespace());
    }

    /// `&lt;`, `&#3585;`, `&#xE01;`; a bare or unknown `&…` stays as it is.
    fn character_reference(&mut self) -> Option<char> {
        let rest = &self.source[self.at + 1..];
        let (c, length) = if let Some(number) = rest.strip_prefix('#') {
            let (digits, radix, lead) = match number.strip_prefix('x') {
                Some(hex) => (hex, 16, 2),
                None => (number, 10, 1),
            };
            let end = digits
                .find(|c: char| !c.is_digit(radix))
                .unwrap_or(digits.len());
            if end > 7 {
                return None;
            }
            let code = u32::from_str_radix(&digits[..end], radix).ok()?;
            (char::from_u32(code).filter(|c| *c != '\0')?, lead + end)
        } else {
            let end = rest
                .find(|c: char| !c.is_ascii_alphabetic())
                .unwrap_or(rest.len());
            let c = match &rest[..end] {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                _ => return None,
            };
            (c, end)
        };
        self.at += 1 + length;
        if self.peek() == Some(';') {
            self.at += 1;
        }
        Some(c)
    }

    fn start_tag(&mut self) -> Result<(), Refusal> {
        let begin = self.at;
        let unclosed = || Refusal::entities(format!("Unclosed start tag at byte offset {begin}"));
        self.at += 1;
        let tag = self
            .take_while(|c| !c.is_ascii_whitespace() && c != '>')
            .to_ascii_lowercase();
        if self.peek().is_none() {
            return Err(unclosed());
        }
        if !TAGS.contains(&tag.as_str()) {
            return Err(Refusal::entities(format!(
                "Unsupported start tag \"{tag}\" at byte offset {begin}"
            )));
        }
        let mut argument = String::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => return Err(unclosed()),
                Some('>') => break,
                Some(_) => {}
            }
            let (name, value) = self.attribute(&tag, begin)?;
            match (tag.as_str(), name.as_str()) {
                ("a", "href") | ("tg-emoji", "emoji-id") => argument = value,
                ("code", "class") if value.starts_with("language-") => {
                    argument = value["language-".len()..].to_owned();
                }
                ("span", "class") if value.starts_with("tg-") => argument = value[3..].to_owned(),
                ("blockquote", "expandable") => argument = name,
                _ => {}
            }
        }
        self.at += 1;
        if tag == "span" && argument != "spoiler" {
            return Err(Refusal::entities(format!(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"
            )));
        }
        self.open.push(Open {
            tag,
            argument,
            offset: self.units,
            byte: self.text.len(),
        });
        Ok(())
    }

    fn attribute(&mut self, tag: &str, begin: usize) -> Result<(String, String), Refusal> {
        let unclosed = || {
            Refusal::entities(format!(
                "Unclosed start tag \"{tag}\" at byte offset {begin}"
            ))
        };
        let name = self
            .take_while(|c| !c.is_ascii_whitespace() && c != '=' && c != '>')
            .to_owned();
        if name.is_empty() {
            return Err(Refusal::entities(format!(
                "Empty attribute name in the tag \"{tag}\" at byte offset {begin}"
            )));
        }
        self.skip_space();
        if self.peek() != Some('=') {
            if tag == "blockquote" && name == "expandable" {
                return Ok((name, String::new()));
            }
            return Err(Refusal::entities(format!(
                "Expected equal sign in declaration of an attribute of the tag \"{tag}\" at byte offset {begin}"
            )));
        }
        self.at += 1;
        self.skip_space();
        let Some(quote) = self.peek() else {
            return Err(unclosed());
        };
        if quote != '"' && quote != '\'' {
            let start = self.at;
            let token = self
                .take_while(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
                .to_ascii_lowercase();
            return match self.peek() {
                Some(c) if c == '>' || c.is_ascii_whitespace() => Ok((name, token)),
                _ => Err(Refusal::entities(format!(
                    "Unexpected end of name token at byte offset {start}"
                ))),
            };
        }
        self.at += 1;
        let mut value = String::new();
        loop {
            match self.peek() {
                None => return Err(unclosed()),
                Some(c) if c == quote => break,
                Some('&') => match self.character_reference() {
                    Some(c) => value.push(c),
                    None => {
                        value.push('&');
                        self.at += 1;
                    }
                },
                Some(c) => {
                    value.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
        self.at += 1;
        Ok((name, value))
    }

    fn end_tag(&mut self) -> Result<(), Refusal> {
        let begin = self.at;
        self.at += 2;
        let Some(open) = self.open.pop() else {
            return Err(Refusal::entities(format!(
                "Unexpected end tag at byte offset {begin}"
            )));
        };
        let tag = self
            .take_while(|c| !c.is_ascii_whitespace() && c != '>')
            .to_ascii_lowercase();
        self.skip_space();
        if self.peek() != Some('>') {
            return Err(Refusal::entities(format!(
                "Unclosed end tag at byte offset {begin}"
            )));
        }
        self.at += 1;
        if !tag.is_empty() && tag != open.tag {
            return Err(Refusal::entities(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{tag}>\"",
                open.tag
            )));
        }
        if self.units > open.offset {
            self.close(open);
        }
        Ok(())
    }

    fn close(&mut self, open: Open) {
        let (offset, length) = (open.offset, self.units - open.offset);
        let kind = match open.tag.as_str() {
            "b" | "strong" => "bold",
            "i" | "em" => "italic",
            "s" | "strike" | "del" => "strikethrough",
            "u" | "ins" => "underline",
            "tg-spoiler" | "span" => "spoiler",
            "pre" => "pre",
            "code" => "code",
            "blockquote" if open.argument.is_empty() => "blockquote",
            "blockquote" => "expandable_blockquote",
            "a" => {
                let shown = &self.text[open.byte..];
                let url = checked_link(if open.argument.is_empty() {
                    shown
                } else {
                    &open.argument
                });
                if url.is_some() {
                    let mut entity = Entity::new("text_link", offset, length);
                    entity.url = url;
                    self.entities.push(entity);
                }
                return;
            }
            // A custom emoji shows as the plain one it stands for.
            _ => return,
        };
        let mut entity = Entity::new(kind, offset, length);
        match (kind, self.entities.last_mut()) {
            // `<pre><code class="language-…">` is one entity.
            ("pre", Some(inner))
                if inner.kind == "code" && inner.offset == offset && inner.length == length =>
            {
                inner.kind = "pre".into();
                return;
            }
            ("code", _) if self.open.last().is_some_and(|outer| outer.tag == "pre") => {
                entity.language = Some(open.argument).filter(|language| !language.is_empty());
            }
            _ => {}
        }
        self.entities.push(entity);
    }
}

/// A link that Telegram would keep; others lose the link and stay text.
fn checked_link(url: &str) -> Option<String> {
    let url = url.trim();
    if url.contains(char::is_whitespace) || url.is_empty() {
        None
    } else if url.contains("://") {
        Some(url.to_owned())
    } else if url.contains('.') {
        Some(format!("http://{url}"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(source: &str) -> String {
        parse(source).unwrap_err().description.into_owned()
    }

    #[test]
    fn tags_become_entities_counted_in_utf16() {
        let (text, entities) = parse("🙏 <b>มาตรการ <i>ที่ ๑</i></b> &amp; 5").unwrap();
        assert_eq!(text, "🙏 มาตรการ ที่ ๑ & 5");
        assert_eq!(
            entities,
            [Entity::new("bold", 3, 13), Entity::new("italic", 11, 5)]
        );
    }

    #[test]
    fn a_bare_ampersand_and_an_unknown_reference_stay_as_they_are() {
        assert_eq!(parse("ก & ข &nbsp; &#3585;").unwrap().0, "ก & ข &nbsp; ก");
    }

    #[test]
    fn a_code_block_with_its_language_is_one_entity() {
        let (_, entities) = parse("<pre><code class=\"language-toml\">a=1</code></pre>").unwrap();
        assert_eq!(entities.len(), 1);
        assert_eq!(entities[0].kind, "pre");
        assert_eq!(entities[0].language.as_deref(), Some("toml"));
    }

    #[test]
    fn malformed_markup_is_refused_in_telegrams_words() {
        let prefix = "Bad Request: can't parse entities: ";
        for (source, words) in [
            ("<br>", "Unsupported start tag \"br\" at byte offset 0"),
            ("ก<p>", "Unsupported start tag \"p\" at byte offset 3"),
            ("<b", "Unclosed start tag at byte offset 0"),
            ("a < b", "Unsupported start tag \"\" at byte offset 2"),
            (
                "<b>x",
                "Can't find end tag corresponding to start tag \"b\"",
            ),
            ("x</b>", "Unexpected end tag at byte offset 1"),
            (
                "<b><i>x</b></i>",
                "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"",
            ),
            ("<b>x</b", "Unclosed end tag at byte offset 4"),
            (
                "<span>x</span>",
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0",
            ),
        ] {
            assert_eq!(complaint(source), format!("{prefix}{words}"), "{source}");
        }
    }
}
