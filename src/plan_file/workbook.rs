//! A plan out of a workbook.

use super::{Place, PlanFile, Problem, Reading, Refused};
use crate::phrase::Phrase;

/// Reads a plan from a workbook; `base` is the office as it stands.
pub fn read(file: &str, _bytes: &[u8], _base: Option<&PlanFile>) -> Result<Reading, Refused> {
    Err(Refused {
        file: file.to_owned(),
        problems: vec![Problem {
            place: Place::File,
            what: Phrase::new("plan-file-unknown"),
        }],
    })
}
