//! The office and its people, managed in chat.

mod chat;
mod people;
mod plan;
mod store;
mod who_may;
