//! Rapsap (รับทราบ, "acknowledged"): a Telegram bot that takes the yearly integrity-and-transparency
//! report of a Thai local-government office from empty to acknowledged.
#![forbid(unsafe_code)]

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod dialogue;
pub mod doctor;
pub mod document;
pub mod domain;
pub mod filing;
pub mod health;
mod hidden;
pub mod keeping;
pub mod l10n;
pub mod log;
pub mod photos;
pub mod phrase;
pub mod plan_file;
pub mod press;
pub mod printer;
pub mod reminders;
pub mod sandbox;
pub mod sniff;
pub mod store;
pub mod telegram;
pub mod vitals;
pub mod wording;
pub mod worker;
