//! Formatted text as the Bot API counts it: offsets and lengths in UTF-16 units, spaces trimmed, links and
//! commands found. Markup is read in `html`; length limits are the business of the methods.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use super::refusal::Refusal;

/// A run of text with a meaning; offset and length in UTF-16 units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    #[serde(rename = "type")]
    pub kind: Cow<'static, str>,
    pub offset: usize,
    pub length: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Entity {
    pub(super) fn new(kind: impl Into<Cow<'static, str>>, offset: usize, length: usize) -> Self {
        Self {
            kind: kind.into(),
            offset,
            length,
            url: None,
            language: None,
        }
    }
}

/// Text as it is shown, and the source that it was sent as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Formatted {
    pub text: String,
    pub entities: Vec<Entity>,
    /// The text parameter as the bot sent it, markup and all.
    pub source: String,
}

impl Formatted {
    /// What a person typed: no markup, but commands and links are found.
    pub fn plain(text: &str) -> Self {
        let mut formatted = Self {
            text: cleaned(text),
            entities: Vec::new(),
            source: text.to_owned(),
        };
        formatted.trim();
        formatted.find_links_and_commands();
        formatted
    }

    /// What a bot sent, with `parse_mode` or a list of entities.
    pub fn from_bot(
        source: &str,
        parse_mode: Option<&str>,
        entities: Option<&Value>,
    ) -> Result<Self, Refusal> {
        if source.len() > 1 << 15 {
            return Err(Refusal::bad("text is too long"));
        }
        let clean = cleaned(source);
        let (text, entities) = match parse_mode.map(str::to_ascii_lowercase).as_deref() {
            Some("html") => super::html::parse(&clean)?,
            None | Some("" | "none") => {
                let entities = given(entities, utf16_len(&clean))?;
                (clean, entities)
            }
            // Markdown is not spoken here; Telegram's answer to a mode that it does not know.
            Some(_) => return Err(Refusal::bad("unsupported parse_mode")),
        };
        let mut formatted = Self {
            text,
            entities,
            source: source.to_owned(),
        };
        formatted.trim();
        formatted.find_links_and_commands();
        Ok(formatted)
    }

    pub fn utf16_len(&self) -> usize {
        utf16_len(&self.text)
    }

    /// Telegram cuts space at both ends; entities move along.
    fn trim(&mut self) {
        let is_space = |c: char| c.is_ascii_whitespace() || c == '\u{a0}';
        let lead = self.text.len() - self.text.trim_start_matches(is_space).len();
        let cut = utf16_len(&self.text[..lead]);
        let kept = self.text.trim_matches(is_space);
        if kept.len() == self.text.len() {
            return;
        }
        let end = utf16_len(kept);
        self.text = kept.to_owned();
        for entity in &mut self.entities {
            let stop = (entity.offset + entity.length).saturating_sub(cut).min(end);
            entity.offset = entity.offset.saturating_sub(cut);
            entity.length = stop.saturating_sub(entity.offset);
        }
        self.entities.retain(|entity| entity.length > 0);
    }

    fn find_links_and_commands(&mut self) {
        if !self.text.contains('/') {
            return;
        }
        let mut found = Vec::new();
        let mut offset = 0;
        for word in self.text.split_inclusive(char::is_whitespace) {
            let bare = word.trim_end();
            if let Some(length) = command_length(bare) {
                found.push(Entity::new("bot_command", offset, length));
            } else if let Some(length) = link_length(bare) {
                found.push(Entity::new("url", offset, length));
            }
            offset += utf16_len(word);
        }
        let opaque: Vec<_> = (self.entities.iter())
            .filter(|e| matches!(e.kind.as_ref(), "code" | "pre" | "text_link"))
            .map(|e| e.offset..e.offset + e.length)
            .collect();
        found.retain(|e| !opaque.iter().any(|range| range.contains(&e.offset)));
        if !found.is_empty() {
            self.entities.extend(found);
            sort(&mut self.entities);
        }
    }
}

/// Outer entities before the ones they hold, as Telegram lists them.
pub(super) fn sort(entities: &mut [Entity]) {
    entities.sort_by_key(|e| (e.offset, usize::MAX - e.length));
}

pub(super) fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The first `units` UTF-16 units of a text, and the rest; never cut inside a character.
pub(super) fn split_at_utf16(text: &str, units: usize) -> (&str, &str) {
    let mut left = units;
    for (at, c) in text.char_indices() {
        match left.checked_sub(c.len_utf16()) {
            Some(rest) => left = rest,
            None => return text.split_at(at),
        }
    }
    (text, "")
}

fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\r' => {}
            '\n' => out.push(c),
            // Telegram drops the two characters that would turn the reading direction of what follows.
            '\u{202d}' | '\u{202e}' => {}
            c if (c as u32) < 32 => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn command_length(word: &str) -> Option<usize> {
    let name = word.strip_prefix('/')?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = name.find(|c| !is_part(c)).unwrap_or(name.len());
    if !(1..=64).contains(&end) {
        return None;
    }
    let bot = name[end..]
        .strip_prefix('@')
        .map_or(0, |bot| bot.find(|c| !is_part(c)).unwrap_or(bot.len()) + 1);
    let next = name[end + bot..].chars().next();
    (next != Some('/')).then_some(1 + end + bot)
}

fn link_length(word: &str) -> Option<usize> {
    let rest = word
        .strip_prefix("https://")
        .or_else(|| word.strip_prefix("http://"))?;
    let end = word.trim_end_matches(['.', ',', ')', ';', ':', '!', '?']);
    (!rest.is_empty()).then(|| utf16_len(end))
}

/// The entities that a bot listed; what reaches beyond the text (its length in UTF-16 units) is cut off.
fn given(entities: Option<&Value>, end: usize) -> Result<Vec<Entity>, Refusal> {
    let Some(Value::Array(list)) = entities else {
        return Ok(Vec::new());
    };
    let mut out = Vec::with_capacity(list.len());
    for item in list {
        let number = |key| {
            item[key]
                .as_u64()
                .and_then(|n| usize::try_from(n).ok())
                .ok_or_else(|| {
                    Refusal::bad(format!(
                        "can't parse MessageEntity: Can't find field \"{key}\""
                    ))
                })
        };
        let kind = item["type"]
            .as_str()
            .ok_or_else(|| Refusal::bad("can't parse MessageEntity: Type is not specified"))?;
        let offset = number("offset")?.min(end);
        let length = number("length")?.min(end - offset);
        if length == 0 {
            continue;
        }
        let mut entity = Entity::new(kind.to_owned(), offset, length);
        entity.url = item["url"].as_str().map(str::to_owned);
        entity.language = item["language"].as_str().map(str::to_owned);
        out.push(entity);
    }
    sort(&mut out);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_with_its_bot_name_and_not_in_a_path() {
        let kinds = |text| {
            let formatted = Formatted::plain(text);
            let spans = formatted
                .entities
                .iter()
                .map(|e| (e.kind.clone(), e.offset, e.length));
            spans.collect::<Vec<_>>()
        };
        assert_eq!(kinds("/start abc"), [("bot_command".into(), 0, 6)]);
        assert_eq!(kinds("ดู /help@rapsap_bot"), [("bot_command".into(), 3, 16)]);
        assert_eq!(kinds("/usr/bin 63/2566"), []);
        assert_eq!(kinds("https://example.org/ก."), [("url".into(), 0, 21)]);
    }

    #[test]
    fn entities_move_with_the_text_when_its_ends_are_trimmed() {
        let formatted = Formatted::from_bot("  <b> 🙏ก </b>ข \n", Some("HTML"), None).unwrap();
        assert_eq!(formatted.text, "🙏ก ข");
        assert_eq!(formatted.entities, [Entity::new("bold", 0, 4)]);
    }

    #[test]
    fn long_text_is_split_between_characters() {
        assert_eq!(split_at_utf16("ก🙏ข", 2), ("ก", "🙏ข"));
        assert_eq!(split_at_utf16("ก🙏ข", 3), ("ก🙏", "ข"));
        assert_eq!(split_at_utf16("ก", 5), ("ก", ""));
    }
}
