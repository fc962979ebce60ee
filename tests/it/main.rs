//! One test binary, so that the document engine is linked once.

mod cli;
mod document;
mod l10n;
mod pdf_text;
mod sandbox_api;
mod sandbox_faults;
mod sandbox_page;
mod sandbox_teloxide;
mod telegram_bot;
mod telegram_intake;
mod telegram_line;
mod telegram_sending;
