//! What the admin types, read into what a plan keeps: one line, of a length that a table and a button
//! can hold; or the key of a sentence that says what is wrong and how it should look.

use std::sync::LazyLock;

use regex::Regex;

use crate::domain::answer::{self, evasive};
use crate::domain::numerals::to_arabic;
use crate::domain::score::Score;

/// The longest title and method, in characters [ours].
const LONGEST_TEXT: usize = 1000;
/// The longest name of a person, a position, a unit, a period or a day [ours].
const LONGEST_NAME: usize = 150;
/// The most methods of a measure [ours].
const MOST_METHODS: usize = 30;

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says_something(text: &str) -> bool {
    evasive(text).is_none() && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// A text of a measure.
pub fn text(text: &str, unsaid: &'static str) -> Result<String, &'static str> {
    let line = one_line(text);
    if !says_something(&line) {
        Err(unsaid)
    } else if line.chars().count() > LONGEST_TEXT {
        Err("admin-text-too-long")
    } else {
        Ok(line)
    }
}

/// A name of a person, a position, a unit or a day.
pub fn name(text: &str, unsaid: &'static str) -> Result<String, &'static str> {
    // Several lines are something else that was pasted here.
    let line = one_line(text);
    if !says_something(&line) || text.contains('\n') {
        Err(unsaid)
    } else if line.chars().count() > LONGEST_NAME {
        Err("admin-name-too-long")
    } else {
        Ok(line)
    }
}

/// Methods, pasted as a list or one to a line; sub-items go on with their item.
pub fn methods(text: &str) -> Result<Vec<String>, &'static str> {
    if !says_something(text) {
        return Err("admin-methods-needed");
    }
    let mut methods: Vec<String> = answer::items(text)
        .into_iter()
        .map(|item| {
            let all = std::iter::once(item.text).chain(item.subitems);
            one_line(&all.collect::<Vec<_>>().join(" "))
        })
        .filter(|method| !method.is_empty())
        .collect();
    // Lines without any mark are methods as well: nobody pastes one sentence over several lines here.
    if methods.len() == 1 && text.lines().count() > 1 && !marked(text) {
        methods = text
            .lines()
            .map(one_line)
            .filter(|line| !line.is_empty())
            .collect();
    }
    if methods.is_empty() {
        Err("admin-methods-needed")
    } else if methods.len() > MOST_METHODS {
        Err("admin-too-many-methods")
    } else if methods
        .iter()
        .any(|method| method.chars().count() > LONGEST_TEXT)
    {
        Err("admin-text-too-long")
    } else {
        Ok(methods)
    }
}

fn marked(text: &str) -> bool {
    static MARK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^\s*(?:[-•–*]|[(]?[0-9๐-๙]+[.)]|ข้อ)").expect("a constant pattern")
    });
    MARK.is_match(text)
}

/// A question's code and its text, or an indicator's name: `i13 ท่านได้รับมอบหมายงาน…`.
pub fn topic(text: &str) -> Result<(Option<String>, String), &'static str> {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:ข้อ\s?)?(?P<letter>[iIeEoO])\s?(?P<number>[0-9๐-๙]{1,3})[.:)]?\s+")
            .expect("a constant pattern")
    });
    let line = one_line(text);
    let (code, rest) = match CODE.captures(&line) {
        Some(found) => {
            let code = format!(
                "{}{}",
                found["letter"].to_lowercase(),
                to_arabic(&found["number"])
            );
            (Some(code), line[found[0].len()..].to_owned())
        }
        None => (None, line),
    };
    if !says_something(&rest) {
        return Err("admin-topic-needed");
    }
    if rest.chars().count() > LONGEST_TEXT {
        return Err("admin-text-too-long");
    }
    Ok((code, rest))
}

pub fn score(text: &str) -> Result<Score, &'static str> {
    Score::parse(text).map_err(|fault| match fault {
        crate::domain::score::ScoreFault::Unreadable
        | crate::domain::score::ScoreFault::SeveralNumbers => "score-unreadable",
        _ => "score-out-of-range",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_read_from_a_list_however_it_is_marked() {
        let three = ["ทบทวนคำสั่ง", "ประชุมชี้แจง", "ติดตามผล"]
            .map(str::to_owned)
            .to_vec();
        for pasted in [
            "๑. ทบทวนคำสั่ง\n๒. ประชุมชี้แจง\n๓. ติดตามผล",
            "1) ทบทวนคำสั่ง\n2) ประชุมชี้แจง\n3) ติดตามผล",
            "- ทบทวนคำสั่ง\n- ประชุมชี้แจง\n- ติดตามผล",
            "ทบทวนคำสั่ง\nประชุมชี้แจง\nติดตามผล",
        ] {
            assert_eq!(methods(pasted), Ok(three.clone()), "{pasted}");
        }
        assert_eq!(methods("ไม่มี"), Err("admin-methods-needed"));
    }

    #[test]
    fn a_topic_is_a_question_with_its_code_or_an_indicator() {
        let text = "ท่านได้รับมอบหมายงานอย่างเป็นธรรม";
        for typed in ["i13 ", "I๑๓ ", "ข้อ i13. "] {
            let read = topic(&format!("{typed}{text}"));
            assert_eq!(
                read,
                Ok((Some("i13".to_owned()), text.to_owned())),
                "{typed}"
            );
        }
        let indicator = "การใช้ทรัพย์สินของราชการ";
        assert_eq!(topic(indicator), Ok((None, indicator.to_owned())));
        assert_eq!(topic("i13"), Err("admin-topic-needed"));
    }

    #[test]
    fn a_name_is_one_line_with_letters_in_it() {
        let unsaid = "admin-person-needed";
        assert_eq!(
            name(" นางสาวสมศรี  ใจดี ", unsaid),
            Ok("นางสาวสมศรี ใจดี".to_owned())
        );
        for wrong in ["-", "๑๒๓", "ไม่มี", "นางสาวสมศรี\nนายสมชาย"]
        {
            assert_eq!(name(wrong, unsaid), Err(unsaid), "{wrong}");
        }
        assert_eq!(name(&"ก".repeat(151), unsaid), Err("admin-name-too-long"));
    }
}
