//! The report as a workbook: the six-column table, the evidence index, and the scores, with numbers that
//! are numbers and dates that are dates. Every text is written as text, whatever it begins with, so that
//! none becomes a formula. The same version gives the same bytes.

use chrono::{DateTime, Datelike, FixedOffset};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::clean::portable;
use super::exhibits::{Exhibit, exhibits};
use super::from_snapshot;
use super::outline::Outline;
use super::world::width_em;
use crate::domain::calendar::bangkok;
use crate::domain::office::Language;
use crate::domain::overview;
use crate::domain::report::Snapshot;
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};

mod at_a_glance;
mod measures;

/// The face and the size that official papers are set in; a table may go down to 14.
const FACE: &str = "TH SarabunPSK";
const SIZE: f64 = 14.0;
/// The columns of the evidence index, with their widths.
const EVIDENCE: [(&str, f64); 8] = [
    ("sheet-exhibit", 9.0),
    ("sheet-measure", 11.0),
    ("sheet-kind", 18.0),
    ("sheet-paper-number", 16.0),
    ("sheet-subject", 60.0),
    ("sheet-date", 22.0),
    ("sheet-url", 34.0),
    ("sheet-files", 40.0),
];
/// The width of the scores' topic.
const TOPIC: f64 = 70.0;
/// A date of the Buddhist Era with a Thai month and Thai digits, and a number in Thai digits: the
/// language part of the format says digits, calendar and language.
const DATE: &str = "[$-D07041E]d mmmm yyyy;@";
const POINTS: &str = "[$-D00041E]0.00";
/// Likewise, of whole numbers.
const WHOLE: &str = "[$-D00041E]0";
/// The most that a cell takes is 32,767 characters; what is longer is cut there, and says so.
const CELL: usize = 32_000;
/// Height of a line of the face in points, and the size of Sarabun, whose widths are known here, that is a
/// little wider than it. Rows are given their height: not every program works it out on opening.
const LINE: f64 = 20.0;
const SET_AS: f64 = 11.0;
/// The highest row there is, in points.
const HIGHEST: f64 = 409.0;

/// The version as an .xlsx file.
pub fn xlsx(l10n: &L10n, snapshot: &Snapshot) -> Result<Vec<u8>, XlsxError> {
    let outline = from_snapshot::outline(l10n, snapshot, &[], None);
    let out = Out {
        l10n,
        snapshot,
        outline: &outline,
    };
    let mut workbook = Workbook::new();
    let title = portable(&format!("{} {}", outline.title, outline.subtitle));
    workbook.set_properties(
        &DocProperties::new()
            // What Excel takes at most.
            .set_title(title.chars().take(255).collect::<String>())
            .set_creation_datetime(&moment(bangkok(snapshot.compiled_at))?),
    );
    measures::sheet(&out, workbook.add_worksheet())?;
    out.evidence(workbook.add_worksheet())?;
    out.scores(workbook.add_worksheet())?;
    if let Some(overview) = overview::of(snapshot) {
        at_a_glance::sheet(&out, workbook.add_worksheet(), &overview)?;
    }
    workbook.save_to_buffer()
}

fn moment(at: DateTime<FixedOffset>) -> Result<ExcelDateTime, XlsxError> {
    // Workbooks begin in 1900.
    let year = u16::try_from(at.year().clamp(1900, 9999)).unwrap_or(1900);
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(year, small(at.month()), small(at.day()))
}

struct Out<'a> {
    l10n: &'a L10n,
    snapshot: &'a Snapshot,
    outline: &'a Outline,
}

fn plain() -> Format {
    Format::new()
        .set_font_name(FACE)
        .set_font_size(SIZE)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

fn bordered() -> Format {
    plain().set_border(FormatBorder::Thin)
}

/// A whole number.
fn whole() -> Format {
    bordered()
        .set_align(FormatAlign::Center)
        .set_num_format(WHOLE)
}

fn heading() -> Format {
    bordered()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(0xEBEBEB)
}

/// The height in points of a row with these texts in columns of these widths in characters.
fn height<'t>(cells: impl IntoIterator<Item = (&'t str, f64)>) -> f64 {
    let lines = cells.into_iter().map(|(text, width)| {
        // Seven pixels a character at 96 to the inch, less the cell's own margins.
        let room = width * 7.0 * 0.75 - 3.0;
        let lines = text.split('\n').map(|line| {
            let set = f64::from(width_em(line, false)) * SET_AS;
            (set / room).ceil().max(1.0)
        });
        lines.sum::<f64>()
    });
    (lines.fold(1.0, f64::max) * LINE + 4.0).min(HIGHEST)
}

impl Out<'_> {
    fn say(&self, phrase: &Phrase) -> String {
        self.l10n.text(Language::THAI, phrase)
    }

    fn word(&self, key: &str) -> String {
        self.say(&Phrase::new(key))
    }

    /// A text that a cell can hold.
    fn text(&self, text: &str) -> String {
        let mut text = portable(text);
        if let Some((end, _)) = text.char_indices().nth(CELL) {
            text.truncate(end);
            text += &self.word("sheet-cut");
        }
        text
    }

    fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, column, self.text(text), format)?;
        Ok(())
    }

    /// A sheet's name, title lines, header row and set-up for print; gives the row below the header.
    fn begin(
        &self,
        sheet: &mut Worksheet,
        name: &str,
        title: &str,
        columns: &[(String, f64)],
    ) -> Result<u32, XlsxError> {
        sheet.set_name(self.word(name))?;
        let last = u16::try_from(columns.len()).unwrap_or(1).saturating_sub(1);
        let titled = plain().set_bold().set_align(FormatAlign::Center);
        for (row, line) in (0..).zip([title, &self.outline.subtitle]) {
            sheet.merge_range(row, 0, row, last, &self.text(line), &titled)?;
            let width = columns.iter().map(|(_, width)| width).sum();
            sheet.set_row_height(row, height([(line, width)]))?;
        }
        let row = 2;
        for (column, (words, width)) in (0..).zip(columns) {
            sheet.set_column_width(column, *width)?;
            self.write(sheet, row, column, words, &heading())?;
        }
        // Bold is wider.
        let words = columns
            .iter()
            .map(|(words, width)| (words.as_str(), width * 0.85));
        sheet.set_row_height(row, height(words))?;
        let page = Phrase::new("doc-page")
            .with("page", "&P")
            .with("pages", "&N");
        sheet
            .set_freeze_panes(row + 1, 0)?
            .set_repeat_rows(row, row)?
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.6, 0.6, 0.8, 0.7, 0.3, 0.3)
            .set_footer(format!("&C{}", self.say(&page)));
        Ok(row + 1)
    }

    fn evidence(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = EVIDENCE.map(|(key, width)| (self.word(key), width));
        let title = self.word("sheet-evidence-title");
        let first = self.begin(sheet, "sheet-evidence", &title, &columns)?;
        for (row, exhibit) in (first..).zip(exhibits(self.snapshot)) {
            self.exhibit(sheet, row, &exhibit)?;
        }
        Ok(())
    }

    fn exhibit(&self, sheet: &mut Worksheet, row: u32, exhibit: &Exhibit) -> Result<(), XlsxError> {
        let cell = bordered();
        let number = whole();
        sheet.write_number_with_format(row, 0, exhibit.number as f64, &number)?;
        sheet.write_number_with_format(row, 1, exhibit.measure, &number)?;
        let paper = exhibit.paper.as_ref();
        let kind = paper.map_or_else(
            || self.word("sheet-kind-files"),
            |paper| {
                let kind = Arg::Code(paper.kind.as_str().to_owned());
                self.say(&Phrase::new("paper-name").with("paper", kind))
            },
        );
        self.write(sheet, row, 2, &kind, &cell)?;
        let label = paper
            .and_then(|paper| paper.number.clone())
            .map(|number| self.say(&Phrase::new("said").with("text", Arg::Label(number))));
        self.write(sheet, row, 3, &label.unwrap_or_default(), &cell)?;
        // A text or a caption that files stand below says what they show.
        let (of, item) = exhibit.place;
        let printed = self.outline.rows[of].cells[4]
            .iter()
            .filter(|para| para.level == 0)
            .nth(item);
        let said = printed.map_or("", |para| &para.text);
        let subject = paper
            .map(|paper| paper.subject)
            .filter(|said| !said.is_empty());
        let subject = subject.unwrap_or(said);
        self.write(sheet, row, 4, subject, &cell)?;
        match paper.and_then(|paper| paper.date) {
            Some(date) if (1900..=9999).contains(&date.year()) => {
                let midnight = date.and_hms_opt(0, 0, 0).unwrap_or_default();
                let format = bordered().set_num_format(DATE);
                sheet.write_datetime_with_format(
                    row,
                    5,
                    moment(midnight.and_utc().fixed_offset())?,
                    &format,
                )?;
            }
            _ => {
                sheet.write_blank(row, 5, &cell)?;
            }
        }
        let url = paper.and_then(|paper| paper.url).unwrap_or_default();
        self.write(sheet, row, 6, url, &cell)?;
        let files: Vec<_> = exhibit
            .files
            .iter()
            .map(|attached| match attached.file.too_large {
                true => self.say(&Phrase::new("sheet-too-large").with("name", &attached.name)),
                false => attached.name.clone(),
            })
            .collect();
        let files = files.join("\n");
        let cells = [(subject, 4), (url, 6), (files.as_str(), 7)];
        let cells = cells.map(|(text, column): (&str, usize)| (text, EVIDENCE[column].1));
        sheet.set_row_height(row, height(cells))?;
        self.write(sheet, row, 7, &files, &cell)
    }

    fn scores(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let columns = [
            ("sheet-measure", 11.0),
            ("sheet-code", 12.0),
            ("sheet-topic", TOPIC),
            ("sheet-before-year", 18.0),
            ("sheet-before", 18.0),
            ("sheet-after-year", 18.0),
            ("sheet-after", 18.0),
            ("sheet-difference", 18.0),
        ];
        let columns = columns.map(|(key, width)| (self.word(key), width));
        let title = self.word("sheet-scores-title");
        let mut row = self.begin(sheet, "sheet-scores", &title, &columns)?;
        let (cell, points) = (bordered(), bordered().set_num_format(POINTS));
        let number = whole();
        for reported in &self.snapshot.rows {
            let Some(topic) = &reported.measure.score else {
                continue;
            };
            let scores = reported
                .progress
                .as_ref()
                .and_then(|progress| progress.scores);
            let before = scores.map(|scores| scores.before).or(topic.before);
            let after = scores.map(|scores| scores.after);
            sheet.write_number_with_format(row, 0, reported.measure.number, &number)?;
            self.write(
                sheet,
                row,
                1,
                topic.code.as_deref().unwrap_or_default(),
                &cell,
            )?;
            self.write(sheet, row, 2, &topic.text, &cell)?;
            sheet.set_row_height(row, height([(topic.text.as_str(), TOPIC)]))?;
            sheet.write_number_with_format(row, 3, topic.before_year, &number)?;
            sheet.write_number_with_format(row, 5, topic.after_year, &number)?;
            let hundredths = |score: crate::domain::score::Score| f64::from(score.hundredths());
            let difference =
                scores.map(|scores| hundredths(scores.after) - hundredths(scores.before));
            for (column, value) in [
                (4, before.map(hundredths)),
                (6, after.map(hundredths)),
                (7, difference),
            ] {
                match value {
                    // Divided once, so that it is the number nearest to the decimal.
                    Some(value) => {
                        sheet.write_number_with_format(row, column, value / 100.0, &points)?
                    }
                    None => sheet.write_blank(row, column, &cell)?,
                };
            }
            row += 1;
        }
        Ok(())
    }
}
