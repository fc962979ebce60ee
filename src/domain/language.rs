//! The language of a chat and the digits it is written with, as one BCP 47 tag: `th`, `en`,
//! `th-u-nu-latn`. Which languages there are is not known here: it follows from the folders below
//! `locales/`, and a tag of a language that is there no more still reads, so that it is not lost.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Longest code of a language.
const LONGEST: usize = 11;
/// Before the digits in a tag: Unicode's extension for numbering systems.
const NUMBERS: &str = "-u-nu-";

/// How numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Digits {
    /// ๐–๙
    #[serde(rename = "thai")]
    Thai,
    /// 0–9, which Thais call Arabic and Unicode Latin.
    #[serde(rename = "latn")]
    Latin,
}

impl Digits {
    pub const ALL: [Digits; 2] = [Digits::Thai, Digits::Latin];

    /// The numbering system's name in Unicode's list.
    pub fn as_str(self) -> &'static str {
        match self {
            Digits::Thai => "thai",
            Digits::Latin => "latn",
        }
    }

    pub fn parse(name: &str) -> Option<Digits> {
        Digits::ALL
            .into_iter()
            .find(|digits| digits.as_str() == name)
    }
}

/// A language that a chat can be held in, and the digits if the person has chosen them. Thai in Thai
/// digits where nothing else is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language {
    /// In small letters, filled up with zeros.
    code: [u8; LONGEST],
    digits: Option<Digits>,
}

impl Language {
    /// The language that every other falls back to.
    pub const THAI: Language = {
        let mut code = [0; LONGEST];
        code[0] = b't';
        code[1] = b'h';
        Language { code, digits: None }
    };

    /// Reads a tag such as `en`, `en-GB` or `th-u-nu-latn`; none if it is no such thing.
    pub fn parse(tag: &str) -> Option<Language> {
        let tag = tag.to_ascii_lowercase();
        let (name, digits) = match tag.split_once(NUMBERS) {
            Some((name, digits)) => (name, Some(Digits::parse(digits)?)),
            None => (tag.as_str(), None),
        };
        let primary = name.split('-').next().unwrap_or_default();
        let is_code = (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_lowercase())
            && name.len() <= LONGEST
            && !name.ends_with('-')
            && !name.contains("--")
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_code {
            return None;
        }
        let mut code = [0; LONGEST];
        code[..name.len()].copy_from_slice(name.as_bytes());
        Some(Language { code, digits })
    }

    /// Reads a stored tag; whatever is none is Thai.
    pub fn from_code(tag: &str) -> Language {
        Language::parse(tag).unwrap_or_default()
    }

    /// The language's code, which is its folder's name below `locales/`.
    pub fn code(&self) -> &str {
        let end = self.code.iter().position(|&byte| byte == 0);
        std::str::from_utf8(&self.code[..end.unwrap_or(LONGEST)]).unwrap_or_default()
    }

    /// The digits that the person has chosen; none if they take the language's own.
    pub fn digits(self) -> Option<Digits> {
        self.digits
    }

    pub fn with_digits(self, digits: Option<Digits>) -> Language {
        Language { digits, ..self }
    }

    /// Whether both are the same language, whatever their digits.
    pub fn same_words(self, other: Language) -> bool {
        self.code == other.code
    }
}

impl Default for Language {
    fn default() -> Language {
        Language::THAI
    }
}

/// The tag.
impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self.digits {
            Some(digits) => write!(f, "{NUMBERS}{}", digits.as_str()),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Language, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Ok(Language::from_code(&tag))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tag_says_the_language_and_the_digits_if_they_were_chosen() {
        let thai = Language::parse("th").unwrap();
        assert_eq!(
            (thai, thai.code(), thai.digits()),
            (Language::THAI, "th", None)
        );
        let latin = Language::parse("th-u-nu-latn").unwrap();
        assert_eq!((latin.code(), latin.digits()), ("th", Some(Digits::Latin)));
        assert_eq!(latin.to_string(), "th-u-nu-latn");
        assert!(latin.same_words(thai) && latin != thai);
        assert_eq!(Language::parse("en-GB").unwrap().code(), "en-gb");
    }

    #[test]
    fn what_is_no_tag_is_thai() {
        for tag in [
            "",
            "e",
            "th-",
            "th-u-nu-",
            "th-u-nu-roman",
            "../../etc",
            "ภาษาไทย",
            "12",
            "en--gb",
        ] {
            assert_eq!(Language::parse(tag), None, "{tag}");
            assert_eq!(Language::from_code(tag), Language::THAI);
        }
    }

    proptest! {
        #[test]
        fn a_tag_comes_back_as_it_was_written(tag in "[a-z]{2,3}(-[a-z0-9]{2,4})?(-u-nu-(thai|latn))?") {
            prop_assert_eq!(Language::parse(&tag).unwrap().to_string(), tag);
        }
    }
}
