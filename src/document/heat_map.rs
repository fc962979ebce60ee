//! Draws measures by quarters as a PNG picture, from finished strings. One column of measures, two where
//! there are many, and no titles where there are more than a phone could show.

use serde::{Deserialize, Serialize};

use super::clean::clean;
use super::pdf::{RenderError, apart};
use super::picture;
use super::world::{ReportWorld, has_glyph, width_em};
use crate::domain::shorten::shorten;

/// Rows of one column of measures, where there is one; where there are two; where there are more.
const ROWS: [usize; 3] = [20, 30, 40];
/// Size of the titles, in points.
const SIZE: f32 = 12.0;

/// What is drawn; `state` is a name that the template knows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Chart {
    /// ISO 639-1.
    pub language: String,
    pub title: String,
    pub subtitle: String,
    pub columns: [String; 4],
    pub rows: Vec<Row>,
    pub legend: Vec<Entry>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    pub number: String,
    pub title: String,
    pub cells: [Cell; 4],
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cell {
    pub state: String,
    /// One sign.
    pub mark: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    pub state: String,
    pub mark: String,
    pub label: String,
}

/// The chart as the template reads it.
#[derive(Serialize)]
struct Sheet<'a> {
    language: &'a str,
    title: String,
    subtitle: String,
    columns: &'a [String; 4],
    legend: &'a [Entry],
    panels: Vec<&'a [Row]>,
    /// In points, as the others; `title_width` is 0 where there are no titles.
    width: f32,
    title_width: f32,
    number_width: f32,
}

/// The picture as a PNG file. Takes some hundredths of a second of one core (much more in a debug build)
/// and blocks: call it off the async threads.
pub fn png(chart: &Chart) -> Result<Vec<u8>, RenderError> {
    apart(|| draw(chart))
}

fn draw(chart: &Chart) -> Result<Vec<u8>, RenderError> {
    let count = chart.rows.len();
    let (rows, title_width) = match count {
        0..=20 => (ROWS[0], 270.0),
        21..=60 => (ROWS[1], 250.0),
        _ => (ROWS[2], 0.0),
    };
    let fitted: Vec<Row> = chart
        .rows
        .iter()
        .map(|row| Row {
            title: fit(&row.title, (title_width - 8.0) / SIZE),
            ..row.clone()
        })
        .collect();
    let panels: Vec<&[Row]> = fitted.chunks(rows).collect();
    let across = panels.len().max(1) as f32;
    // Without titles beside them the numbers need their own distance.
    let number_width = if title_width > 0.0 { 24.0 } else { 32.0 };
    let width = 28.0 + across * (number_width + title_width + 4.0 * 31.0) + (across - 1.0) * 16.0;
    let width = width.max(420.0);
    let sheet = Sheet {
        language: &chart.language,
        title: fit(&chart.title, (width - 28.0) / 16.0),
        subtitle: fit(&chart.subtitle, (width - 28.0) / SIZE),
        columns: &chart.columns,
        legend: &chart.legend,
        panels,
        width,
        title_width,
        number_width,
    };
    let world = ReportWorld::heat_map(serde_json::to_vec(&sheet)?);
    picture::first_page(&world)
}

/// As much of a text as is at most so many em wide.
fn fit(text: &str, em: f32) -> String {
    let text = clean(text, &has_glyph).replace('\n', " ");
    shorten(&text, |kept| width_em(kept, false) <= em).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_cut_to_its_width_behind_a_word() {
        let cut = fit("การประเมินผลการปฏิบัติงานของบุคลากรอย่างเป็นธรรม", 12.0);
        assert!(cut.ends_with('…') && width_em(&cut, false) <= 12.0, "{cut}");
        assert_eq!(fit("สั้น", 12.0), "สั้น");
        assert_eq!(fit("กำกำกำ ก้ก้ก้ก้ก้", 2.6).chars().last(), Some('…'));
    }
}
