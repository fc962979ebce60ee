//! Sets an outline as a PDF: PDF/A-2a for the archive and PDF/UA-1 for screen readers at once, the
//! same bytes for the same input. The look is in `pages`, the text's fitness in `sheet`. Other documents are set from
//! templates, and the text layer of those is mended in `thai_text`.

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::outline::Outline;
use super::pages;
use super::photos::Photos;
use super::sheet;
use super::thai_text;
use super::world::ReportWorld;

/// The typesetter nests deeply, above all when it is compiled without optimisation.
const STACK: usize = 64 << 20;

/// How many documents ago what the typesetter remembers may have been used last to be kept. Without eviction it
/// grows with every document.
const CACHED_DOCUMENTS: usize = 2;

/// Why no PDF was made. None of it can be mended by the person who asked: the text was made fit
/// before, so this is a fault of the template, of the typesetter or of the machine.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("the report's data could not be written: {0}")]
    Data(#[from] serde_json::Error),
    /// The typesetter's own words; they name places in the template, never the report's text.
    #[error("the report could not be set: {0}")]
    Typeset(String),
    #[error("{0} is no time that a PDF can carry")]
    Time(DateTime<FixedOffset>),
    #[error("the thread that sets the report could not run: {0}")]
    Thread(#[from] std::io::Error),
    #[error("the typesetter panicked")]
    Panic,
}

/// The report as PDF with its photos. `made_at` becomes its creation date.
///
/// Takes some hundredths of a second of one core (much more in a debug build) and blocks: call it off
/// the async threads. It runs on a thread of its own, with a stack that is large enough.
pub fn pdf(
    outline: &Outline,
    photos: &Photos,
    made_at: DateTime<FixedOffset>,
) -> Result<Vec<u8>, RenderError> {
    let ident = format!("{} {}", outline.title, outline.subtitle);
    apart(|| {
        let pages = pages::report(&sheet::sheet(outline, photos), photos);
        exported(&pages, ident, made_at)
    })
}

/// A template with its data as PDF; `ident` says what document it is, whatever its date.
pub(super) fn set(
    world: &ReportWorld,
    ident: String,
    made_at: DateTime<FixedOffset>,
) -> Result<Vec<u8>, RenderError> {
    apart(|| {
        let document = typst::compile::<PagedDocument>(world)
            .output
            .map_err(|errors| typeset(&errors))?;
        exported(&thai_text::repaired(document), ident, made_at)
    })
}

/// On a thread of its own, whose stack is large enough.
pub(super) fn apart(
    make: impl FnOnce() -> Result<Vec<u8>, RenderError> + Send,
) -> Result<Vec<u8>, RenderError> {
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .name("typesetter".into())
            .stack_size(STACK)
            .spawn_scoped(scope, || {
                let made = make();
                comemo::evict(CACHED_DOCUMENTS);
                made
            })?
            .join()
            .map_err(|_| RenderError::Panic)?
    })
}

fn exported(
    document: &PagedDocument,
    ident: String,
    made_at: DateTime<FixedOffset>,
) -> Result<Vec<u8>, RenderError> {
    let timestamp = timestamp(made_at).ok_or(RenderError::Time(made_at))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("rapsap".into())),
        timestamp: Some(timestamp),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| RenderError::Typeset(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| typeset(&errors))
}

pub(super) fn typeset(errors: &[SourceDiagnostic]) -> RenderError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    RenderError::Typeset(messages.join("; "))
}

fn timestamp(at: DateTime<FixedOffset>) -> Option<Timestamp> {
    let small = |number: u32| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        at.year(),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )?;
    Timestamp::new_local(datetime, at.offset().local_minus_utc() / 60)
}
