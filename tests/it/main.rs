//! One test binary, so that the document engine is linked once.

mod sandbox_api;
mod sandbox_faults;
mod sandbox_page;
mod sandbox_strict;
mod sandbox_teloxide;
