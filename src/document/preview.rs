//! Rows of the report's table as a PNG picture: as they will stand in the document.

use super::outline::Outline;
use super::pages;
use super::pdf::{RenderError, apart};
use super::photos::Photos;
use super::picture;
use super::sheet;

/// The outline's rows below the table's header: the first page of them, or a picture as high as they are.
/// Takes some hundredths of a second of one core (much more in a debug build) and blocks: call it off the
/// async threads.
pub fn png(outline: &Outline, whole_page: bool) -> Result<Vec<u8>, RenderError> {
    apart(|| {
        let sheet = sheet::sheet(outline, &Photos::new());
        picture::png(&pages::picture(&sheet, whole_page))
    })
}
