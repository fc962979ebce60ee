//! The office and its people, managed in chat.

mod chat;
mod forged;
mod people;
mod plan;
mod retired;
mod rhythm;
mod roles;
mod second_step;
mod store;
mod two_offices;
mod who_may;
mod workbook;
