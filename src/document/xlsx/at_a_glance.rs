//! The sheet of the year at a glance: the measures, and below them the reports of shorter periods.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Out, POINTS, bordered, heading, height, plain, whole};
use crate::document::overview::{carried, counts, moves};
use crate::domain::overview::{EarlierReport, InShort, Overview};
use crate::domain::score::Score;
use crate::domain::short_code::ShortCode;
use crate::phrase::{Arg, Phrase};
use crate::wording;

/// The columns of the measures, with their widths.
const MEASURES: [(&str, f64); 6] = [
    ("sheet-measure", 14.0),
    ("doc-column-measure", 60.0),
    ("overview-column-carried", 30.0),
    ("sheet-before", 40.0),
    ("sheet-after", 40.0),
    ("sheet-difference", 18.0),
];
/// Those of the reports, in the same places.
const REPORTS: [&str; 6] = [
    "overview-column-period",
    "overview-column-by",
    "overview-column-at",
    "ack-instruction",
    "ack-code",
    "overview-column-version",
];

pub(super) fn sheet(out: &Out, sheet: &mut Worksheet, of: &Overview) -> Result<(), XlsxError> {
    let columns = MEASURES.map(|(key, width)| (out.word(key), width));
    let title = out.word("annex-overview");
    let mut row = out.begin(sheet, "sheet-overview", &title, &columns)?;
    for short in &of.measures {
        measure(out, sheet, row, short)?;
        row += 1;
    }
    let mut lines = vec![out.say(&counts(of)), out.say(&moves(of))];
    lines.push(out.word("overview-how"));
    lines.push(out.word(match of.reports.is_empty() {
        true => "overview-no-reports",
        false => "overview-reports",
    }));
    let width = MEASURES.iter().map(|(_, width)| width).sum();
    for line in lines {
        sheet.merge_range(row, 0, row, 5, &out.text(&line), &plain())?;
        sheet.set_row_height(row, height([(line.as_str(), width)]))?;
        row += 1;
    }
    if of.reports.is_empty() {
        return Ok(());
    }
    for (column, key) in (0..).zip(REPORTS) {
        out.write(sheet, row, column, &out.word(key), &heading())?;
    }
    for report in of.reports {
        row += 1;
        earlier(out, sheet, row, report)?;
    }
    Ok(())
}

fn measure(out: &Out, sheet: &mut Worksheet, row: u32, short: &InShort) -> Result<(), XlsxError> {
    let (cell, points) = (bordered(), bordered().set_num_format(POINTS));
    let number = whole();
    sheet.write_number_with_format(row, 0, short.measure.number, &number)?;
    let said = out.say(&carried(short));
    out.write(sheet, row, 1, &short.measure.title, &cell)?;
    out.write(sheet, row, 2, &said, &cell)?;
    let known = short.measure.score.as_ref().and_then(|topic| topic.before);
    let hundredths = |score: Score| f64::from(score.hundredths());
    let before = short.scores.map(|pair| pair.before).or(known);
    let moved = (short.scores).map(|pair| hundredths(pair.after) - hundredths(pair.before));
    for (column, value) in [
        (3, before.map(hundredths)),
        (4, short.scores.map(|pair| hundredths(pair.after))),
        (5, moved),
    ] {
        match value {
            // Divided once, so that it is the number nearest to the decimal.
            Some(value) => sheet.write_number_with_format(row, column, value / 100.0, &points)?,
            None => sheet.write_blank(row, column, &cell)?,
        };
    }
    let cells = [(short.measure.title.as_str(), 1), (said.as_str(), 2)];
    let cells = cells.map(|(text, column): (&str, usize)| (text, MEASURES[column].1));
    sheet.set_row_height(row, height(cells))?;
    Ok(())
}

fn earlier(
    out: &Out,
    sheet: &mut Worksheet,
    row: u32,
    report: &EarlierReport,
) -> Result<(), XlsxError> {
    let code = ShortCode::of(&report.sha256).map_or_else(String::new, |code| code.to_string());
    let by = Phrase::new("overview-by")
        .with("name", &report.name)
        .with("position", &report.position);
    let texts = [
        out.say(&wording::period(report.period)),
        out.say(&by),
        out.say(&Phrase::new("said-moment").with("at", Arg::Moment(report.at))),
        report.note.clone().unwrap_or_default(),
        code,
    ];
    for (column, text) in (0..).zip(&texts) {
        out.write(sheet, row, column, text, &bordered())?;
    }
    let number = whole();
    sheet.write_number_with_format(row, 5, report.version, &number)?;
    let cells = texts.iter().map(String::as_str).zip(MEASURES);
    sheet.set_row_height(row, height(cells.map(|(text, (_, width))| (text, width))))?;
    Ok(())
}
