//! The short code of a file: the beginning of its SHA-256 in ten letters that can be read off paper and
//! typed on a phone. What file it stands for is looked up elsewhere.

use std::fmt;

use super::numerals::to_arabic;

/// Crockford's base 32: no I, L, O or U, which are read for other signs or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS: usize = 10;
/// Five bits a letter.
const BITS: u32 = 50;

/// The first 50 bits of a SHA-256. Written in two groups: `8KJ3M-0QZ7T`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ShortCode(u64);

impl ShortCode {
    /// Of a SHA-256 in hex; None if it is not one.
    pub fn of(sha256: &str) -> Option<ShortCode> {
        if sha256.len() != 64 || !sha256.bytes().all(|c| c.is_ascii_hexdigit()) {
            return None;
        }
        let first = u64::from_str_radix(&sha256[..16], 16).ok()?;
        Some(ShortCode(first >> (64 - BITS)))
    }

    /// As people type it from paper: in small letters, in Thai digits, with or without the dash or with
    /// spaces, O for 0 and I or L for 1. None if it is no code.
    pub fn parse(typed: &str) -> Option<ShortCode> {
        let typed = to_arabic(typed.trim());
        let mut bits = 0;
        let mut letters = 0;
        for c in typed.chars() {
            let letter = match c.to_ascii_uppercase() {
                '-' | ' ' | '\u{2010}'..='\u{2015}' | '\u{2212}' => continue,
                'O' => b'0',
                'I' | 'L' => b'1',
                c => u8::try_from(c).ok()?,
            };
            let value = ALPHABET.iter().position(|known| *known == letter)?;
            letters += 1;
            if letters > LETTERS {
                return None;
            }
            bits = bits << 5 | value as u64;
        }
        (letters == LETTERS).then_some(ShortCode(bits))
    }

    /// Whether a typed text that is a code may well be meant as one, and is no phone number and no word.
    pub fn looks_meant(typed: &str) -> bool {
        let typed = to_arabic(typed.trim());
        let digits = typed.contains(|c: char| c.is_ascii_digit());
        let letters = typed.contains(|c: char| c.is_ascii_alphabetic());
        ShortCode::parse(&typed).is_some() && digits && letters
    }

    /// The hex digits that every hash of this code begins with.
    pub fn prefix(self) -> String {
        format!("{:012x}", self.0 >> (BITS - 48))
    }

    /// Whether this is the code of a SHA-256 in hex.
    pub fn fits(self, sha256: &str) -> bool {
        ShortCode::of(sha256) == Some(self)
    }
}

impl fmt::Display for ShortCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for at in 0..LETTERS {
            if at == LETTERS / 2 {
                f.write_str("-")?;
            }
            let five = self.0 >> (5 * (LETTERS - 1 - at)) & 31;
            write!(f, "{}", char::from(ALPHABET[five as usize]))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SHA256: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    #[test]
    fn a_code_is_read_however_it_is_typed_from_paper() {
        let code = ShortCode::of(SHA256).unwrap();
        assert_eq!(code.to_string(), "KY3D1-0C89H");
        for typed in [
            "KY3D1-0C89H",
            "ky3d10c89h",
            " KY3D1 0C89H ",
            "ky๓d๑-๐c๘๙h",
            "KY3DI–OC89H",
            "ky3dl-oc89h",
        ] {
            assert_eq!(ShortCode::parse(typed), Some(code), "{typed}");
        }
        assert!(code.fits(SHA256) && SHA256.starts_with(&code.prefix()));
    }

    #[test]
    fn what_is_no_code_is_none() {
        for typed in [
            "",
            "KY3D1",
            "KY3D1-0C89HH",
            "KY3D1-0C89U",
            "ผลการดำเนิ",
            SHA256,
        ] {
            assert_eq!(ShortCode::parse(typed), None, "{typed}");
        }
        assert_eq!(ShortCode::of("9f86"), None);
    }

    #[test]
    fn phone_numbers_and_words_are_hardly_meant_as_codes() {
        assert!(ShortCode::looks_meant("ky๓d๑-๐c๘๙h"));
        assert!(!ShortCode::looks_meant("0812345678") && !ShortCode::looks_meant("department"));
    }

    proptest! {
        #[test]
        fn a_code_comes_back_from_how_it_is_written(first: u64) {
            let sha256 = format!("{first:016x}{}", "0".repeat(48));
            let code = ShortCode::of(&sha256).unwrap();
            prop_assert_eq!(ShortCode::parse(&code.to_string()), Some(code));
            prop_assert!(sha256.starts_with(&code.prefix()) && code.fits(&sha256));
        }

        #[test]
        fn nothing_typed_is_a_fault(typed in ".*") {
            if let Some(code) = ShortCode::parse(&typed) {
                prop_assert_eq!(ShortCode::parse(&code.to_string()), Some(code));
            }
        }
    }
}
