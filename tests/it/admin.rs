//! The office and its people, managed in chat.

mod chat;
mod people;
mod store;
mod who_may;
