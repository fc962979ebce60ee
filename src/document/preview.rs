//! Rows of the report's table as a PNG picture: as they will stand in the document.

use serde::Serialize;

use super::outline::Outline;
use super::pdf::RenderError;
use super::photos::Photos;
use super::picture;
use super::sheet::{self, Sheet};
use super::world::ReportWorld;

#[derive(Serialize)]
struct Preview {
    #[serde(flatten)]
    sheet: Sheet,
    whole_page: bool,
}

/// The outline's rows below the table's header: the first page of them, or a picture as high as they are.
/// Takes some hundredths of a second of one core (much more in a debug build) and blocks: call it off the
/// async threads.
pub fn png(outline: &Outline, whole_page: bool) -> Result<Vec<u8>, RenderError> {
    let preview = Preview {
        sheet: sheet::sheet(outline, &Photos::new()),
        whole_page,
    };
    let world = ReportWorld::preview(serde_json::to_vec(&preview)?);
    picture::apart(|| picture::first_page(&world))
}
