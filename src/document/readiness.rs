//! What an assessor would mark down, as a file that is printed and handed to the units: the report as a
//! whole on the first page, then each unit from a page of its own. PDF/A-2a and PDF/UA-1 like the report;
//! the same findings at the same moment give the same bytes. What is found is `domain::readiness`'s matter.

use serde::Serialize;

use super::from_snapshot::Words;
use super::pdf::{self, RenderError};
use super::sheet::{Cutter, Lines, MARGIN, SIZE, TEXT_WIDTH, TITLE_SIZE, line};
use super::world::ReportWorld;
use crate::domain::calendar::bangkok;
use crate::domain::office::Language;
use crate::domain::period::Period;
use crate::domain::readiness::page::{Listed, Page, Part};
use crate::domain::readiness::requirements::Level;
use crate::l10n::L10n;
use crate::phrase::{Arg, Phrase};
use crate::wording;
use crate::wording::readiness::{ON_PAGE, about, place};

/// Of the table of findings, in points before they are fitted to the text's width: number, how grave, what
/// was found, how and where it is mended, the rule, and a box to tick.
const SHARES: [f32; 6] = [24.0, 62.0, 205.0, 235.0, 185.0, 46.0];
/// Likewise of the table of units: its name and the three levels.
const COUNTS: [f32; 4] = [460.0, 99.0, 99.0, 99.0];
/// Between a cell's border and its text.
const INSET: f32 = 4.0;
/// Font size of the tables.
const SMALL: f32 = 10.0;

/// The page as its template reads it.
#[derive(Serialize)]
struct Sheet {
    language: String,
    title: String,
    margin: f32,
    size: f32,
    small: f32,
    title_size: f32,
    inset: f32,
    widths: Vec<f32>,
    count_widths: Vec<f32>,
    heading: Lines,
    subheading: Lines,
    intro: Vec<Lines>,
    /// Columns and rows of the overview; no rows where nothing is found.
    counts: Vec<Lines>,
    count_rows: Vec<Vec<Lines>>,
    columns: Vec<Lines>,
    sections: Vec<Section>,
    page_label: String,
}

#[derive(Serialize)]
struct Section {
    heading: Lines,
    /// Begins on a page of its own.
    apart: bool,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    /// None of the whole, which its section names.
    heading: Option<Lines>,
    people: Lines,
    /// Cells as paragraphs; the last column, to be ticked, is the template's.
    rows: Vec<Vec<Vec<Lines>>>,
}

/// The page as PDF. Blocks for some tenths of a second, like the report.
pub fn pdf(l10n: &L10n, language: Language, page: &Page) -> Result<Vec<u8>, RenderError> {
    let sheet = Setter {
        words: Words { l10n, language },
        cutter: Cutter::new(&page.names),
    }
    .sheet(page);
    let world = ReportWorld::readiness(serde_json::to_vec(&sheet)?);
    pdf::set(&world, sheet.title, bangkok(page.at))
}

fn widths<const N: usize>(shares: [f32; N]) -> Vec<f32> {
    let sum: f32 = shares.iter().sum();
    shares.map(|share| TEXT_WIDTH * share / sum).to_vec()
}

struct Setter<'a> {
    words: Words<'a>,
    cutter: Cutter,
}

impl Setter<'_> {
    fn say(&self, phrase: Phrase) -> String {
        self.words.say(&phrase)
    }

    fn wide(&self, text: &str) -> Lines {
        self.cutter.lines(text, TEXT_WIDTH, SIZE, false)
    }

    fn bold(&self, text: &str) -> Lines {
        self.cutter.lines(text, TEXT_WIDTH, SIZE, true)
    }

    fn large(&self, text: &str) -> Lines {
        self.cutter.lines(text, TEXT_WIDTH, TITLE_SIZE, true)
    }

    /// In a cell of this width, in points.
    fn cell(&self, text: &str, width: f32) -> Lines {
        self.cutter.filled(text, width - 2.0 * INSET, SMALL, false)
    }

    fn sheet(&self, page: &Page) -> Sheet {
        let of_page = |key: &str| {
            self.say(
                Phrase::new(key)
                    .with("office", &page.office)
                    .with("year", Arg::Year(page.fiscal_year))
                    .with("at", Arg::Moment(page.at))
                    .with("measures", page.measures)
                    .with("must", page.count(Level::Must))
                    .with("should", page.count(Level::Should))
                    .with("info", page.count(Level::Info)),
            )
        };
        let is_clean = page.parts().all(|part| part.findings.is_empty());
        let intro = match is_clean {
            true => "readiness-page-none",
            false => "readiness-page-intro",
        };
        let title = self.words.word("readiness-page-title");
        let mut subtitle = of_page("readiness-page-subtitle");
        if page.period != Period::Year {
            let period = wording::period(page.period);
            let of = Phrase::new("readiness-page-of-period").with("period", period);
            subtitle = format!("{} {subtitle}", self.say(of));
        }
        let head = |keys: &[&str], widths: Vec<f32>| -> Vec<Lines> {
            let cells = keys.iter().zip(widths);
            cells
                .map(|(key, width)| {
                    let text = self.words.word(key);
                    self.cutter.filled(&text, width - 2.0 * INSET, SMALL, true)
                })
                .collect()
        };
        Sheet {
            language: self.words.code().to_owned(),
            title: line(&format!("{title} {subtitle}")),
            margin: MARGIN,
            size: SIZE,
            small: SMALL,
            title_size: TITLE_SIZE,
            inset: INSET,
            widths: widths(SHARES),
            count_widths: widths(COUNTS),
            heading: self.large(&title),
            subheading: self.bold(&subtitle),
            intro: of_page(intro).lines().map(|text| self.wide(text)).collect(),
            counts: head(
                &[
                    "readiness-page-unit",
                    "readiness-page-must",
                    "readiness-page-should",
                    "readiness-page-info",
                ],
                widths(COUNTS),
            ),
            count_rows: match is_clean {
                true => Vec::new(),
                false => self.counts(page),
            },
            columns: head(
                &[
                    "readiness-page-number",
                    "readiness-page-level",
                    "readiness-page-found",
                    "readiness-page-how",
                    "readiness-page-basis",
                    "readiness-page-done",
                ],
                widths(SHARES),
            ),
            sections: self.sections(page),
            page_label: line(
                &self.say(
                    Phrase::new("doc-page")
                        .with("page", "{page}")
                        .with("pages", "{pages}"),
                ),
            ),
        }
    }

    fn counts(&self, page: &Page) -> Vec<Vec<Lines>> {
        let row = |name: String, parts: &[&Part]| -> Vec<Lines> {
            let count = |level: Level| {
                let count = parts.iter().map(|part| part.count(level)).sum::<usize>();
                self.say(Phrase::new("readiness-page-count").with("count", count))
            };
            let texts = [
                name,
                count(Level::Must),
                count(Level::Should),
                count(Level::Info),
            ];
            let cells = texts.iter().zip(widths(COUNTS));
            cells.map(|(text, width)| self.cell(text, width)).collect()
        };
        let whole = row(self.words.word("readiness-page-whole"), &[&page.whole]);
        let units = page.units.iter().map(|unit| {
            let parts: Vec<&Part> = unit.parts.iter().collect();
            row(self.words.digits(&unit.unit), &parts)
        });
        std::iter::once(whole).chain(units).collect()
    }

    fn sections(&self, page: &Page) -> Vec<Section> {
        let whole = (!page.whole.findings.is_empty()).then(|| Section {
            heading: self.large(&self.words.word("readiness-page-whole")),
            apart: false,
            groups: vec![self.group(&page.whole)],
        });
        let units = page.units.iter().map(|unit| Section {
            heading: self.large(&self.words.digits(&unit.unit)),
            apart: true,
            groups: unit.parts.iter().map(|part| self.group(part)).collect(),
        });
        whole.into_iter().chain(units).collect()
    }

    fn group(&self, part: &Part) -> Group {
        let heading = (part.number > 0).then(|| {
            self.bold(
                &self.say(
                    Phrase::new("readiness-page-measure")
                        .with("number", part.number)
                        .with("title", self.words.digits(&part.title)),
                ),
            )
        });
        let people: Vec<String> = part
            .people
            .iter()
            .map(|(name, position)| {
                self.say(
                    Phrase::new("readiness-page-person")
                        .with("name", name)
                        .with("position", position),
                )
            })
            .collect();
        let people = match people.is_empty() {
            true => self.words.word("readiness-page-nobody"),
            false => {
                self.say(Phrase::new("readiness-page-people").with("people", people.join(", ")))
            }
        };
        let rows = part.findings.iter().enumerate();
        Group {
            heading,
            people: self.wide(&people),
            rows: rows
                .map(|(at, listed)| self.row(at + 1, part.number, listed))
                .collect(),
        }
    }

    fn row(&self, at: usize, measure: u32, listed: &Listed) -> Vec<Vec<Lines>> {
        let finding = &listed.finding;
        let code = |text: &str| Arg::Code(text.to_owned());
        let of_rule = |key: &str| {
            // What it is about comes one below the other; here it stands in a sentence.
            let detail = self.say(about(&finding.detail)).replace('\n', ", ");
            Phrase::new(key)
                .with("rule", code(finding.rule.as_str()))
                .with("detail", detail)
        };
        let spot = self.say(place(&finding.at, ON_PAGE));
        let place = of_rule("readiness-page-where")
            .with("number", measure)
            .with("place", spot);
        let basis = match &listed.source {
            Some(source) => self.words.digits(source),
            None => self.say(of_rule("readiness-page-rule")),
        };
        let texts = [
            self.words.number(at),
            self.say(
                Phrase::new("readiness-page-grave").with("level", code(finding.level.as_str())),
            ),
            self.say(of_rule("readiness-page-fault")),
            format!(
                "{}\n{}",
                self.say(of_rule("readiness-page-mend")),
                self.say(place)
            ),
            basis,
        ];
        let cells = texts.iter().zip(widths(SHARES));
        cells
            .map(|(text, width)| text.lines().map(|text| self.cell(text, width)).collect())
            .collect()
    }
}
