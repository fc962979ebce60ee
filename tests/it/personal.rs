//! What is stored of a person: handed to them whole, erased at their wish, and kept no longer than it is needed.

mod chat;
pub mod everything;
mod phones;
mod retention;
mod stored;
