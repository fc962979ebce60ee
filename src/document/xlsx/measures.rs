//! The sheet of the report's own table: each item of a measure in a row of its own.

use rust_xlsxwriter::{Format, FormatBorder, Worksheet, XlsxError};

use super::{HIGHEST, Out, height, plain};
use crate::document::outline::{COLUMNS, Para};

/// Widths of the table's columns, in characters.
const WIDTHS: [f64; COLUMNS] = [26.0, 28.0, 22.0, 19.0, 46.0, 40.0];

/// A measure takes as many rows as its longest column has items: a row is never higher than Excel's
/// 409 points for that, and each item can be found and copied by itself. The last item of a column with fewer
/// has all the rows that are left.
pub(super) fn sheet(out: &Out, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let columns: Vec<_> = out.outline.columns.iter().cloned().zip(WIDTHS).collect();
    let heading = out.outline.heading.first().cloned().unwrap_or_default();
    let mut row = out.begin(sheet, "sheet-table", &heading, &columns)?;
    for measure in &out.outline.rows {
        let texts = measure.cells.each_ref().map(|cell| match cell.as_slice() {
            [] => vec![String::new()],
            paras => paras.iter().map(written).collect(),
        });
        for (line, height) in (row..).zip(heights(&texts)) {
            sheet.set_row_height(line, height)?;
        }
        let rows = texts.iter().map(Vec::len).max().unwrap_or(1);
        let below = row + u32::try_from(rows).unwrap_or(1);
        for (column, texts) in (0..).zip(&texts) {
            for (at, text) in (row..).zip(texts) {
                let last = at + 1 == row + u32::try_from(texts.len()).unwrap_or(1);
                let format = within(at == row, last);
                match last && at + 1 < below {
                    true => {
                        let text = out.text(text);
                        sheet.merge_range(at, column, below - 1, column, &text, &format)?;
                    }
                    false => out.write(sheet, at, column, text, &format)?,
                }
            }
        }
        row = below;
    }
    Ok(())
}

/// A cell of a measure that takes several rows: ruled at its sides, and where the measure begins and ends.
fn within(first: bool, last: bool) -> Format {
    let thin = FormatBorder::Thin;
    let mut format = plain().set_border_left(thin).set_border_right(thin);
    if first {
        format = format.set_border_top(thin);
    }
    if last {
        format = format.set_border_bottom(thin);
    }
    format
}

/// The heights of a measure's rows: first what each item needs that has one row, then what is lacking to those
/// that have several.
fn heights(columns: &[Vec<String>; COLUMNS]) -> Vec<f64> {
    let rows = columns.iter().map(Vec::len).max().unwrap_or(1);
    let mut heights = vec![height([]); rows];
    let mut wide = Vec::new();
    for (texts, width) in columns.iter().zip(WIDTHS) {
        for (row, text) in texts.iter().enumerate() {
            let needed = height([(text.as_str(), width)]);
            match row + 1 == texts.len() && texts.len() < rows {
                true => wide.push((row, needed)),
                false => heights[row] = heights[row].max(needed),
            }
        }
    }
    // Those with the fewest rows first: what they are given helps the others.
    wide.sort_by_key(|(from, _)| std::cmp::Reverse(*from));
    for (from, needed) in wide {
        let own = &mut heights[from..];
        let lacking = (needed - own.iter().sum::<f64>()).max(0.0) / own.len() as f64;
        own.iter_mut()
            .for_each(|height| *height = (*height + lacking).min(HIGHEST));
    }
    heights
}

/// A paragraph with its number or dash, moved in by its level.
fn written(para: &Para) -> String {
    let room = "    ".repeat(usize::from(para.level.min(4)));
    match &para.number {
        Some(number) => format!("{room}{number} {}", para.text),
        None => format!("{room}{}", para.text),
    }
}
