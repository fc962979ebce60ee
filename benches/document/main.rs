//! What a report costs: time and peak memory of the first document of a fresh process and of those after it,
//! for reports of 6, 60 and 600 measures, with and without photos, and how many times longer other ways to
//! a PDF take with the same content.
//!
//! `cargo bench --bench document -- --measures 6,60`; `benches/document/README.md` tells how to let WeasyPrint
//! and python-docx with LibreOffice play along.

mod contender;
mod content;
mod rooms;

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use clap::Parser;
use rapsap::document::outline::Outline;
use rapsap::document::pdf::pdf;

use contender::{Contender, Figures, Made, peak};
use content::Content;
use rooms::Rooms;

/// Sets reports and measures what it costs.
#[derive(Parser)]
struct Options {
    /// How many measures; runs for each number
    #[arg(long, value_delimiter = ',', default_value = "6,60,600")]
    measures: Vec<usize>,
    /// Documents after the first one, each with other words; and as many with one measure corrected
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Photos for each measure, where there are photos
    #[arg(long, default_value_t = 2)]
    photos: usize,
    /// No others for reports of more measures
    #[arg(long, default_value_t = 60)]
    others_until: usize,
    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
    /// To be the process that is measured: where the photos lie; the reports follow
    #[arg(long, hide = true)]
    set: Option<PathBuf>,
    #[arg(hide = true)]
    outlines: Vec<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    match &options.set {
        Some(photos) => set_all(photos, &options.outlines),
        None => measure(&options),
    }
}

fn measure(options: &Options) -> anyhow::Result<()> {
    let folder = tempfile::Builder::new()
        .prefix("rapsap-document-")
        .tempdir()?;
    let contenders = Contender::available(folder.path())?;
    println!("{}", Figures::HEAD);
    let mut first: Vec<(String, Figures)> = Vec::new();
    for photos in [0, options.photos] {
        for measures in &options.measures {
            let content = Content::write(folder.path(), *measures, photos, options.rounds)?;
            let mut ours = None;
            for contender in &contenders {
                if !contender.is_own() && *measures > options.others_until {
                    continue;
                }
                let figures = contender.run(&content)?;
                let name = format!("{}, {photos} photos", contender.name());
                let least = match first.iter().find(|(of, _)| *of == name) {
                    Some((_, least)) => *least,
                    None => {
                        first.push((name, figures));
                        figures
                    }
                };
                let of = *ours.get_or_insert(figures);
                println!("{}", figures.line(contender.name(), &content, &least, &of));
            }
        }
    }
    println!("{}", Figures::LEGEND);
    if let Some(seconds) = Rooms::open(folder.path())?.seconds_a_photo() {
        println!(
            "A photo's sizes are made once, when it is sent: {seconds:.3} s, the mean of all."
        );
    }
    Ok(())
}

/// Sets each report as the printer does, photos included, and says after each what it came to.
fn set_all(folder: &Path, outlines: &[PathBuf]) -> anyhow::Result<()> {
    let made_at: DateTime<FixedOffset> = "2023-10-16T10:30:00+07:00".parse()?;
    let rooms = Rooms::open(folder)?;
    for path in outlines {
        let outline: Outline = serde_json::from_slice(&std::fs::read(path)?)?;
        let shown = rooms.shown(&outline)?;
        let begun = std::time::Instant::now();
        let photos = rooms.photos(shown)?;
        let bytes = pdf(&outline, &photos, made_at)?;
        let made = Made {
            seconds: begun.elapsed().as_secs_f64(),
            bytes: bytes.len(),
            peak: peak()?,
        };
        println!("{}", serde_json::to_string(&made)?);
    }
    Ok(())
}
