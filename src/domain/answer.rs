//! The shape of a free answer: whether it says anything at all (ไม่มี, -, .), and into which numbered items and
//! sub-items a pasted text falls. What an item says is left alone; citations within it are `citation`'s.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use super::list_marker::{Marker, Style, marker, on_lines_of_their_own};
use super::typed::clean;

/// A reply that fills the line without answering. The dialogue asks what is meant: nothing was done, or
/// there is no document, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evasive {
    /// ไม่มี, none, n/a.
    Nothing,
    /// ยังไม่มี, รอดำเนินการ.
    NotYet,
    /// ไม่ทราบ, จำไม่ได้.
    Unknown,
    /// A dash, a dot, an emoji: no words at all.
    Placeholder,
}

/// Tells an evasive reply, polite particles aside; `None` for anything that says more, such as
/// ไม่มีการจัดทำเอกสารรองรับ.
pub fn evasive(text: &str) -> Option<Evasive> {
    let text = clean(text).to_lowercase();
    let core = POLITE.replace(&text, "");
    let core =
        core.trim_matches(|c: char| !c.is_alphanumeric() && !('\u{E30}'..='\u{E4E}').contains(&c));
    if core.chars().all(|c| c == 'x') {
        return Some(Evasive::Placeholder);
    }
    let meant = [
        (&NOTHING, Evasive::Nothing),
        (&NOT_YET, Evasive::NotYet),
        (&UNKNOWN, Evasive::Unknown),
    ];
    meant
        .into_iter()
        .find_map(|(pattern, evasive)| pattern.is_match(core).then_some(evasive))
}

/// A reply without the polite particles that end it.
pub fn plain(text: &str) -> String {
    POLITE.replace(&clean(text), "").into_owned()
}

static POLITE: LazyLock<Regex> =
    LazyLock::new(|| constant(r"(?:\s|นะ|น่ะ|เลย|ค่ะ|คะ|ค่า|ครับผม|ครับ|คับ|ค้าบ|จ้า|จ้ะ|จ๊ะ|ๆ|[.!…~]|-)+$"));
static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"^(?:ไม่มี\s?(?:อะไร|ข้อมูล|เอกสาร|หลักฐาน|คำสั่ง|ผล|ผลงาน|รายการ|คะแนน|การดำเนินการ|การดำเนินงาน)?|ไม่ได้(?:ทำ|จัดทำ|ดำเนินการ)|none|no|nope|nil|null|nothing|n[./]?\s?a|not applicable)$",
    )
});
static NOT_YET: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r"^(?:ยัง|ยังไม่มี\s?(?:ข้อมูล|เอกสาร|หลักฐาน|คำสั่ง|ผล|การดำเนินการ|การดำเนินงาน)?|ยังไม่(?:ได้)?(?:ทำ|จัดทำ|ดำเนินการ|เริ่ม|เสร็จ|แล้วเสร็จ)|(?:อยู่ระหว่าง|กำลัง|รอ)(?:ทำ|จัดทำ|ดำเนินการ|การดำเนินการ)|not yet|pending)$",
    )
});
static UNKNOWN: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"^(?:ไม่(?:ทราบ|รู้|แน่ใจ)|จำไม่ได้|unknown|(?:i )?don['’]?t know|not sure)$")
});

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern that the tests compile")
}

/// One numbered entry of an answer, without its number, with the entries under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub text: String,
    pub subitems: Vec<String>,
}

/// Splits an answer into its items. Numbered lines (๑. 1) (1) ข้อ 1) begin items; dashes, bullets, 1.1 and a
/// second kind of numbering begin sub-items; any other line goes on with the line before. Dashes without
/// anything above them are items, and a text without marks is one item. Empty for a text without content.
pub fn items(text: &str) -> Vec<Item> {
    let text = on_lines_of_their_own(&clean(text));
    let mut list = List::default();
    for line in text
        .lines()
        .filter(|line| line.contains(|c: char| c.is_alphanumeric()))
    {
        list.take(line);
    }
    list.items
        .retain(|item| !item.text.is_empty() || !item.subitems.is_empty());
    list.items
}

/// The items so far, and what the next mark is measured by.
#[derive(Debug, Default)]
struct List {
    items: Vec<Item>,
    /// The mark of the last item.
    level: Option<Marker>,
    /// The mark of the last sub-item of the last item.
    sublevel: Option<Marker>,
}

impl List {
    fn take(&mut self, line: &str) {
        match marker(line) {
            Some((mark, rest)) if self.is_below(mark) => {
                self.sublevel = Some(mark);
                if let Some(item) = self.items.last_mut() {
                    item.subitems.push(rest.to_owned());
                }
            }
            Some((mark, rest)) if self.is_beside(mark) => self.begin(Some(mark), rest),
            _ => self.go_on(line),
        }
    }

    /// Whether a mark opens a sub-item of the last item.
    fn is_below(&self, mark: Marker) -> bool {
        let Some(item) = self.items.last() else {
            return false;
        };
        match mark {
            Marker::Bullet => self.level != Some(Marker::Bullet),
            Marker::Number { style, number } => match (self.level, self.sublevel) {
                // The mark goes on with the numbering of the sub-items above it …
                (
                    _,
                    Some(Marker::Number {
                        style: last,
                        number: before,
                    }),
                ) if last == style => number == before + 1 && self.level_style() != Some(style),
                // … or starts one: of another kind than the items', or under a line that announces it.
                (Some(Marker::Number { style: last, .. }), _) => last != style && number == 1,
                (None, _) => number == 1 && announces(&item.text),
                _ => false,
            },
            Marker::Part { number, part } => {
                let next = match self.sublevel {
                    Some(Marker::Part { part, .. }) => part + 1,
                    _ => 1,
                };
                matches!(self.level, Some(Marker::Number { number: above, .. }) if above == number)
                    && part == next
            }
        }
    }

    /// Whether a mark opens an item. Only a number with a part can be something else: a time, an amount.
    fn is_beside(&self, mark: Marker) -> bool {
        match mark {
            Marker::Bullet | Marker::Number { .. } => true,
            Marker::Part { number, part } => match self.level {
                Some(Marker::Part {
                    number: same,
                    part: before,
                }) => same == number && part == before + 1,
                Some(_) => false,
                None => self.items.is_empty() && part == 1,
            },
        }
    }

    fn level_style(&self) -> Option<Style> {
        match self.level {
            Some(Marker::Number { style, .. }) => Some(style),
            _ => None,
        }
    }

    fn begin(&mut self, mark: Option<Marker>, text: &str) {
        self.level = mark;
        self.sublevel = None;
        self.items.push(Item {
            text: text.to_owned(),
            subitems: Vec::new(),
        });
    }

    fn go_on(&mut self, line: &str) {
        let Some(item) = self.items.last_mut() else {
            return self.begin(None, line);
        };
        let last = item.subitems.last_mut().unwrap_or(&mut item.text);
        if !last.is_empty() {
            last.push(' ');
        }
        last.push_str(line);
    }
}

/// Whether a line says that a list follows.
fn announces(text: &str) -> bool {
    let text = text.trim_end_matches([' ', ':']);
    ["ดังนี้", "ต่อไปนี้", "ได้แก่", "ประกอบด้วย", "following"]
        .iter()
        .any(|words| text.ends_with(words))
}

#[cfg(test)]
mod tests;
