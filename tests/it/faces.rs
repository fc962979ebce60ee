//! The other faces of a version: the document to edit, the workbook and the data, all of the real report.

pub mod docx;
mod json;
mod memo;
mod overview;
pub mod snapshot;
pub mod whole;
mod xlsx;

/// Keeps a file for a person to look at where `RAPSAP_KEEP_PDF` names a directory.
pub fn keep(name: &str, bytes: &[u8]) {
    if let Some(dir) = std::env::var_os("RAPSAP_KEEP_PDF") {
        std::fs::write(std::path::Path::new(&dir).join(name), bytes).unwrap();
    }
}
