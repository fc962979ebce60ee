//! One test binary, so that the document engine is linked once.

mod databases;
mod document;
mod l10n;
mod pdf_text;
mod plan_file;
mod store_inbox;
mod store_open;
mod store_outbox;
mod worker;
