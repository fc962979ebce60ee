//! A plan as a workbook that reads back to the same plan: the plan's table first, laid out as offices lay
//! it out, then the sheets for the office, its units, its posts and the scores.

use anyhow::Result;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
};

use super::units::Directory;
use super::{PlanFile, UnitEntry, preview};
use crate::domain::office::Language;
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};

/// The plan as an .xlsx workbook in Thai; fails only if a text is longer than a cell may be. The same
/// plan gives the same bytes.
pub fn write(plan: &PlanFile, l10n: &L10n) -> Result<Vec<u8>> {
    let out = Out {
        plan,
        l10n,
        heading: bordered()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter),
        cell: bordered().set_align(FormatAlign::Top),
        score: bordered()
            .set_align(FormatAlign::Top)
            .set_num_format("0.00"),
        title: Format::new()
            .set_font_name(FACE)
            .set_font_size(SIZE)
            .set_bold()
            .set_align(FormatAlign::Center),
    };
    let mut workbook = Workbook::new();
    // The moment of writing is no part of the plan.
    let moment = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&moment));
    out.measures(workbook.add_worksheet())?;
    out.office(workbook.add_worksheet())?;
    out.units(workbook.add_worksheet())?;
    out.posts(workbook.add_worksheet())?;
    out.scores(workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}

/// The face and the size that official papers are set in.
const FACE: &str = "TH SarabunPSK";
const SIZE: f64 = 16.0;

fn bordered() -> Format {
    Format::new()
        .set_font_name(FACE)
        .set_font_size(SIZE)
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
}

struct Out<'a> {
    plan: &'a PlanFile,
    l10n: &'a L10n,
    heading: Format,
    cell: Format,
    score: Format,
    title: Format,
}

impl Out<'_> {
    fn word(&self, key: &str) -> String {
        self.say(&Phrase::new(key))
    }

    fn say(&self, phrase: &Phrase) -> String {
        self.l10n.text(Language::THAI, phrase)
    }

    fn numbered(&self, number: usize, text: &str) -> String {
        let number = self.say(&Phrase::new("doc-item-number").with("number", number));
        format!("{number} {text}")
    }

    fn headings(&self, sheet: &mut Worksheet, row: u32, headings: &[(&str, f64)]) -> Result<()> {
        for (column, (key, width)) in (0..).zip(headings) {
            sheet.set_column_width(column, *width)?;
            sheet.write_string_with_format(row, column, self.word(key), &self.heading)?;
        }
        sheet.set_freeze_panes(row + 1, 0)?;
        sheet.set_repeat_rows(row, row)?;
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        Ok(())
    }

    fn texts<'t>(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Result<()> {
        for (column, text) in (0..).zip(texts) {
            sheet.write_string_with_format(row, column, text, &self.cell)?;
        }
        Ok(())
    }

    fn measures(&self, sheet: &mut Worksheet) -> Result<()> {
        sheet.set_name(self.word("plan-sheet-measures"))?;
        let year = Phrase::new("doc-subtitle")
            .with("office", &self.plan.office_name)
            .with("year", Arg::Year(self.plan.fiscal_year));
        sheet.merge_range(0, 0, 0, 3, &self.word("plan-workbook-title"), &self.title)?;
        sheet.merge_range(1, 0, 1, 3, &self.say(&year), &self.title)?;
        let headings = [
            ("plan-column-measure", 45.0),
            ("plan-column-methods", 60.0),
            ("plan-column-unit", 30.0),
            ("plan-column-period", 22.0),
        ];
        self.headings(sheet, 2, &headings)?;
        let directory = Directory::new(&self.plan.units);
        for (row, measure) in (3..).zip(&self.plan.measures) {
            let title = self.numbered(measure.number as usize, &measure.title);
            let methods: Vec<_> = (1..)
                .zip(&measure.methods)
                .map(|(number, method)| self.numbered(number, method))
                .collect();
            let unit = self.unit(&directory, Some(&measure.unit));
            let texts = [&title, &methods.join("\n"), &unit, &measure.period];
            self.texts(sheet, row, texts.map(String::as_str))?;
        }
        Ok(())
    }

    fn unit(&self, directory: &Directory<'_>, id: Option<&String>) -> String {
        let unit = self.plan.units.iter().find(|unit| Some(&unit.id) == id);
        unit.map(|unit| directory.written(unit)).unwrap_or_default()
    }

    fn office(&self, sheet: &mut Worksheet) -> Result<()> {
        sheet.set_name(self.word("plan-sheet-office"))?;
        sheet.set_column_width(0, 25)?;
        sheet.set_column_width(1, 100)?;
        let (plan, wording) = (self.plan, &self.plan.wording);
        let year = i64::from(plan.fiscal_year).to_string();
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let lines = [
            ("plan-label-name", &plan.office_name),
            ("plan-label-short-name", &plan.short_name),
            ("plan-label-address", &plan.address),
            ("plan-label-order-issuer", &plan.order_issuer),
            ("plan-label-year", &year),
            ("plan-label-title", &said(&wording.title)),
            ("plan-label-heading", &said(&wording.heading)),
            ("plan-label-intro", &said(&wording.intro)),
        ];
        for (row, (label, text)) in (0..).zip(lines) {
            sheet.write_string_with_format(row, 0, self.word(label), &self.heading)?;
            sheet.write_string_with_format(row, 1, text, &self.cell)?;
        }
        Ok(())
    }

    fn units(&self, sheet: &mut Worksheet) -> Result<()> {
        sheet.set_name(self.word("plan-sheet-units"))?;
        let headings = [
            ("plan-column-id", 20.0),
            ("plan-column-unit-name", 50.0),
            ("plan-column-parent", 50.0),
        ];
        self.headings(sheet, 0, &headings)?;
        let units = self.plan.units.iter();
        let divisions: Vec<UnitEntry> = units
            .filter(|unit| unit.parent.is_none())
            .cloned()
            .collect();
        let directory = Directory::new(&divisions);
        for (row, unit) in (1..).zip(&self.plan.units) {
            let above = divisions
                .iter()
                .find(|above| Some(&above.id) == unit.parent.as_ref());
            let parent = above.map(|above| directory.written(above));
            let texts = [&unit.id, &unit.name, &parent.unwrap_or_default()];
            self.texts(sheet, row, texts.map(String::as_str))?;
        }
        Ok(())
    }

    fn posts(&self, sheet: &mut Worksheet) -> Result<()> {
        sheet.set_name(self.word("plan-sheet-posts"))?;
        let headings = [
            ("plan-column-id", 20.0),
            ("plan-column-role", 30.0),
            ("plan-column-turn", 15.0),
            ("plan-column-name", 35.0),
            ("plan-column-position", 40.0),
            ("plan-column-post-unit", 50.0),
            ("plan-column-head", 18.0),
        ];
        self.headings(sheet, 0, &headings)?;
        let yes = self.word("plan-yes");
        let directory = Directory::new(&self.plan.units);
        for (row, post) in (1..).zip(&self.plan.posts) {
            let role = self.say(&preview::role(post.role));
            let unit = self.unit(&directory, post.unit.as_ref());
            let head = if post.head { yes.as_str() } else { "" };
            let texts = [&post.id, &role, "", &post.name, &post.position, &unit, head];
            self.texts(sheet, row, texts)?;
            if post.turn > 0 {
                sheet.write_number_with_format(row, 2, post.turn, &self.cell)?;
            }
        }
        Ok(())
    }

    fn scores(&self, sheet: &mut Worksheet) -> Result<()> {
        sheet.set_name(self.word("plan-sheet-scores"))?;
        let headings = [
            ("plan-column-of-measure", 14.0),
            ("plan-column-code", 16.0),
            ("plan-column-topic", 80.0),
            ("plan-column-before-year", 20.0),
            ("plan-column-before", 25.0),
            ("plan-column-after-year", 20.0),
        ];
        self.headings(sheet, 0, &headings)?;
        let scored = self.plan.measures.iter();
        let scored = scored.filter_map(|measure| Some((measure.number, measure.score.as_ref()?)));
        for (row, (number, score)) in (1..).zip(scored) {
            let code = score.code.as_deref().unwrap_or_default();
            self.texts(sheet, row, ["", code, &score.text, "", "", ""])?;
            sheet.write_number_with_format(row, 0, number, &self.cell)?;
            sheet.write_number_with_format(row, 3, score.before_year, &self.cell)?;
            if let Some(before) = score.before {
                let points = f64::from(before.hundredths()) / 100.0;
                sheet.write_number_with_format(row, 4, points, &self.score)?;
            }
            sheet.write_number_with_format(row, 5, score.after_year, &self.cell)?;
        }
        Ok(())
    }
}
