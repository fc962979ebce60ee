//! The words of the yearly report as values: calendars, numerals, dates, order numbers, citations, scores
//! and answers, read from what people type. Everything here is pure: no clock, no I/O, no language of output;
//! printing these values in Thai or English belongs to `l10n` and the document.

pub mod answer;
pub mod budget;
pub mod calendar;
pub mod citation;
pub mod doubt;
pub mod due;
pub mod evidence;
pub mod holidays;
pub mod incoming;
pub mod language;
pub(crate) mod list_marker;
pub mod making;
pub mod next_plan;
pub mod numerals;
pub mod office;
pub mod office_change;
pub mod order;
pub mod overview;
pub mod period;
pub mod plan;
pub mod progress;
pub mod readiness;
pub mod redaction;
pub mod reminding;
pub mod report;
pub mod retention;
pub mod rhythm;
pub mod score;
pub mod short_code;
pub mod shorten;
pub mod thai_date;
pub mod tokens;
pub mod typed;
pub mod verified;
pub mod words;
