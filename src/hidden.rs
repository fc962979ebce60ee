//! What stands in a `Debug` for words that people wrote and for secrets: logs, errors and panics are made of
//! `Debug`, and none of them may tell what a person said.

use std::fmt;

/// Stands in a log, an error or a `Debug` for something that must not: of a text it tells how long it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hidden(usize);

impl Hidden {
    /// In letters.
    pub fn text(text: &str) -> Hidden {
        Hidden(text.chars().count())
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

/// Gives an enum a `Debug` that names its variant and nothing else: what it carries is what people wrote.
macro_rules! only_names {
    ($kind:ident: $($name:ident)+) => {
        impl std::fmt::Debug for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    $($kind::$name { .. } => stringify!($name),)+
                })
            }
        }
    };
}
pub(crate) use only_names;

/// Likewise a struct, which is named.
macro_rules! only_name {
    ($kind:ident) => {
        impl std::fmt::Debug for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($kind))
            }
        }
    };
}
pub(crate) use only_name;
