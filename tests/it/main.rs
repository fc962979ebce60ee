//! One test binary, so that the document engine is linked once.

mod bad_input;
mod browser;
mod cli;
mod conversations;
mod databases;
mod document;
mod golden_report;
mod l10n;
mod pdf_text;
mod plan_file;
mod plan_hostile;
mod plan_workbook;
mod sandbox_api;
mod sandbox_faults;
mod sandbox_page;
mod sandbox_strict;
mod sandbox_teloxide;
mod store_inbox;
mod store_open;
mod store_outbox;
mod telegram_bot;
mod telegram_intake;
mod telegram_line;
mod telegram_sending;
mod town;
mod worker;
