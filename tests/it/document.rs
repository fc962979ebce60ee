//! The report as PDF.

use chrono::{DateTime, FixedOffset};
use rapsap::document::outline::Outline;
use rapsap::document::pdf::pdf;

fn golden() -> Outline {
    serde_json::from_str(include_str!("../fixtures/outline-2566.json")).unwrap()
}

fn made_at() -> DateTime<FixedOffset> {
    "2023-10-16T10:30:00+07:00".parse().unwrap()
}

/// Keeps a PDF for a person to look at, where `RAPSAP_KEEP_PDF` names a directory.
fn keep(name: &str, pdf: &[u8]) {
    if let Some(dir) = std::env::var_os("RAPSAP_KEEP_PDF") {
        std::fs::write(std::path::Path::new(&dir).join(name), pdf).unwrap();
    }
}

#[test]
fn the_golden_report_becomes_a_pdf() {
    let t = std::time::Instant::now();
    let bytes = pdf(&golden(), made_at()).unwrap();
    eprintln!("cold {:?}", t.elapsed());
    let t = std::time::Instant::now();
    pdf(&golden(), made_at()).unwrap();
    eprintln!("again {:?}", t.elapsed());
    keep("golden.pdf", &bytes);
    let text = crate::pdf_text::text_of(&bytes);
    for (r, row) in golden().rows.iter().enumerate() {
        for cell in &row.cells {
            let want: String = cell
                .iter()
                .map(|p| format!("{}{}", p.number.as_deref().unwrap_or(""), p.text))
                .collect();
            let want = crate::pdf_text::normal(&want);
            if !text.contains(&want) {
                eprintln!("row {r}: {want}")
            }
        }
    }
    eprintln!("{text}");
}
