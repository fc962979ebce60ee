//! Rapsap (รับทราบ, "acknowledged"): a Telegram bot that takes the yearly integrity-and-transparency
//! report of a Thai local-government office from empty to acknowledged.
#![forbid(unsafe_code)]

pub mod document;
pub mod domain;
pub mod sandbox;
