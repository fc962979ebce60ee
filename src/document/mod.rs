//! Documents of the report: one model ([`outline::Outline`]) of finished strings, and what is made
//! of it. Everything here is pure, values in and bytes out; where the words come from, who may see
//! them and where the bytes are kept is left to the callers.

mod annexes;
mod clean;
pub mod docx;
pub mod exhibits;
pub mod filing;
pub mod from_snapshot;
pub mod heat_map;
pub mod json;
mod line_break;
pub mod memo;
pub mod outline;
mod overview;
mod pages;
pub mod pdf;
pub mod photos;
mod picture;
pub mod preview;
pub mod published;
pub mod readiness;
mod sheet;
mod thai_text;
mod world;
pub mod xlsx;
