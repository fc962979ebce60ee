//! One test binary, so that the document engine is linked once.

mod document;
mod pdf_text;
