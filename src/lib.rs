//! Rapsap (รับทราบ, "acknowledged"): a Telegram bot that takes the yearly integrity-and-transparency
//! report of a Thai local-government office from empty to acknowledged.
#![forbid(unsafe_code)]

pub mod dialogue;
pub mod document;
pub mod domain;
pub mod phrase;
pub mod sandbox;
pub mod store;
pub mod worker;
