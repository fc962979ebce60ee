//! What is stored of a person: handed to them whole, erased at their wish, and kept no longer than it is needed.

mod chat;
mod command;
pub mod everything;
mod files;
mod phones;
mod retention;
mod stored;
