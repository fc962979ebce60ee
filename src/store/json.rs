//! Reads what was stored as JSON. The reader's own errors quote what they found, which is what people wrote;
//! those of here say only where it was.

use serde::Deserialize;

/// A stored value that cannot be read as what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stored JSON cannot be read at line {line}, column {column}")]
pub struct Unreadable {
    line: usize,
    column: usize,
}

/// Reads a stored value.
pub fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Unreadable> {
    serde_json::from_str(text).map_err(|error| Unreadable {
        line: error.line(),
        column: error.column(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_about_what_was_stored_does_not_quote_it() {
        for text in [
            r#""somchai's answer""#,
            r#"{"awaiting":"somchai"}"#,
            "somchai",
        ] {
            let error = read::<crate::dialogue::State>(text).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("somchai"), "{error}");
        }
    }
}
