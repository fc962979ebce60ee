//! stub
use typst_layout::PagedDocument;
pub fn repaired(doc: PagedDocument) -> PagedDocument {
    doc
}
