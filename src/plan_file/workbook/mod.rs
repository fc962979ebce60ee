//! A plan out of the workbook an office has: the plan's own table on the first sheet that has one, and
//! further sheets for the office, its units, its posts and the scores. What is not said is kept from the
//! office as it stands.

mod complete;
mod grid;
mod measures;
mod numbered;
mod office;
mod open;
mod posts;
mod rows;
mod scores;
mod units;
mod words;

use super::problem::{At, Place, Problem, Problems};
use super::units::Directory;
use super::{MOST, MeasureEntry, Note, PlanFile, PostEntry, Reading, Refused, UnitEntry, check};
use crate::domain::plan::Wording;
use crate::phrase::Phrase;
use grid::Sheet;
use office::Said;
use words::{Aside, Column, Header};

/// Reads a plan from a workbook; `base` is the office as it stands.
pub fn read(file: &str, bytes: &[u8], base: Option<&PlanFile>) -> Result<Reading, Refused> {
    let sheets = open::sheets(bytes).map_err(|what| Refused {
        file: file.to_owned(),
        problems: vec![Problem {
            place: Place::File,
            what,
        }],
    })?;
    let problems = Problems::default();
    let mut workbook = Workbook {
        sheets: &sheets,
        base,
        problems: &problems,
        notes: Vec::new(),
    };
    let plan = workbook.plan();
    let notes = workbook.notes;
    let plan = problems.unless_any(file, plan)?;
    Ok(Reading { plan, notes })
}

struct Workbook<'a> {
    sheets: &'a [Sheet],
    base: Option<&'a PlanFile>,
    problems: &'a Problems,
    notes: Vec<Note>,
}

impl<'a> Workbook<'a> {
    fn aside(&self, aside: Aside) -> Option<&'a Sheet> {
        let mut sheets = self.sheets.iter();
        sheets.find(|sheet| Aside::named(&sheet.name) == Some(aside))
    }

    fn missing(&self, what: Phrase) {
        self.problems.note(&Place::File, what);
    }

    fn missing_sheet(&self, name: &'static str) {
        let what = Phrase::new("plan-sheet-missing").with("sheet", Phrase::new(name));
        self.missing(what);
    }

    fn plan(&mut self) -> Option<PlanFile> {
        let tables = self
            .sheets
            .iter()
            .filter(|sheet| Aside::named(&sheet.name).is_none());
        let found = tables
            .filter_map(|sheet| Some((sheet, measures::header(sheet)?)))
            .next();
        let Some((table, header)) = found else {
            self.missing(Phrase::new("plan-no-table"));
            return None;
        };
        self.ignored(table, &header);
        let said = match self.aside(Aside::Office) {
            Some(sheet) => office::of_sheet(sheet, self.problems, &mut self.notes),
            None => Said::default(),
        };
        let title = office::of_title(table, header.row, said.fiscal_year.is_some(), self.problems);
        let year = said.fiscal_year.as_ref().or(title.fiscal_year.as_ref());
        let year = match year {
            Some(year) => check::buddhist_year(year, self.problems),
            None => self.base.map(|base| base.fiscal_year),
        };
        let units = self.units();
        let posts = self.posts(&units);
        let drafts = measures::read(table, &header, self.problems, &mut self.notes);
        if drafts.is_empty() {
            let at = table.place(header.row, header.at(Column::Measure).unwrap_or_default());
            self.problems.note(&at, Phrase::new("plan-table-empty"));
        }
        if drafts.len() > MOST || units.len() > MOST || posts.len() > MOST {
            self.missing(Phrase::new("plan-too-much").with("most", MOST));
            return None;
        }
        let measures = self.measures(drafts, &header, year, &units);
        let all = match self.aside(Aside::Posts) {
            Some(sheet) => sheet.place(0, 0),
            None => Place::File,
        };
        // Without units and posts it is only said that they are missing.
        if !units.is_empty() && !posts.is_empty() {
            let directory = Directory::new(&units);
            let called = |unit: &UnitEntry| directory.written(unit);
            check::staffed(&all, &posts, &measures, &units, called, self.problems);
        }
        let mut measures: Vec<_> = measures.into_iter().map(|measure| measure.value).collect();
        measures.sort_by_key(|measure| measure.number);
        let posts = posts.into_iter().map(|post| post.value).collect();
        self.office(said, title, year, (units, posts, measures))
    }

    /// Puts the office's own lines to the rest; of each, the sheet comes before the title.
    fn office(
        &mut self,
        said: Said,
        title: Said,
        year: Option<i32>,
        (units, posts, measures): (Vec<UnitEntry>, Vec<PostEntry>, Vec<MeasureEntry>),
    ) -> Option<PlanFile> {
        let base = self.base;
        if let (Some(base), None, Some(titled)) = (base, &said.name, &title.name)
            && !titled.value.starts_with(&base.office_name)
        {
            self.notes.push(Note {
                place: titled.at.clone(),
                what: Phrase::new("plan-note-office")
                    .with("office", &titled.value)
                    .with("taken", &base.office_name),
            });
        }
        let wording = said.wording(base.map_or(&Wording::default(), |base| &base.wording));
        let one = |said: Option<String>, base: Option<&String>, title: Option<String>| {
            said.or_else(|| base.cloned()).or(title)
        };
        let name = one(
            said.name.map(|name| name.value),
            base.map(|base| &base.office_name),
            title.name.map(|name| name.value),
        );
        let short_name = one(
            said.short_name,
            base.map(|base| &base.short_name),
            title.short_name,
        );
        let address = one(said.address, base.map(|base| &base.address), title.address);
        let order_issuer = one(
            said.order_issuer,
            base.map(|base| &base.order_issuer),
            name.clone(),
        );
        let missing: Vec<_> = [
            (name.is_none(), "plan-label-name"),
            (short_name.is_none(), "plan-label-short-name"),
            (address.is_none(), "plan-label-address"),
            (
                year.is_none() && said.fiscal_year.is_none() && title.fiscal_year.is_none(),
                "plan-label-year",
            ),
        ]
        .into_iter()
        .filter(|(missing, _)| *missing)
        .map(|(_, label)| Phrase::new(label))
        .collect();
        for label in missing {
            let what = Phrase::new("plan-office-missing")
                .with("sheet", Phrase::new("plan-sheet-office"))
                .with("label", label);
            self.missing(what);
        }
        Some(PlanFile {
            office_name: name?,
            short_name: short_name?,
            address: address?,
            order_issuer: order_issuer?,
            fiscal_year: year?,
            wording,
            units,
            posts,
            measures,
        })
    }

    fn units(&self) -> Vec<UnitEntry> {
        match (self.aside(Aside::Units), self.base) {
            (Some(sheet), base) => {
                let base = base.map_or(&[][..], |base| &base.units);
                units::read(sheet, base, self.problems)
            }
            (None, Some(base)) => base.units.clone(),
            (None, None) => {
                self.missing_sheet("plan-sheet-units");
                Vec::new()
            }
        }
    }

    fn posts(&self, units: &[UnitEntry]) -> Vec<At<PostEntry>> {
        match (self.aside(Aside::Posts), self.base) {
            (Some(sheet), base) => {
                let base = base.map_or(&[][..], |base| &base.posts);
                posts::read(sheet, units, base, self.problems)
            }
            (None, Some(base)) => {
                let posts = base.posts.iter().cloned();
                posts
                    .map(|value| At {
                        at: Place::File,
                        value,
                    })
                    .collect()
            }
            (None, None) => {
                self.missing_sheet("plan-sheet-posts");
                Vec::new()
            }
        }
    }

    /// Says which columns are no part of a plan, if anything is in them.
    fn ignored(&mut self, table: &Sheet, header: &Header<Column>) {
        for (column, headed, of) in &header.columns {
            let key = match of {
                Some(Column::Reported) => "plan-note-reported",
                None => "plan-note-column",
                Some(_) => continue,
            };
            let rows = table.rows();
            let mut below = rows.iter().filter(|row| **row >= header.below);
            if below.any(|row| table.own(*row, *column).is_some()) {
                self.notes.push(Note {
                    place: table.place(header.row, *column),
                    what: Phrase::new(key).with("column", headed),
                });
            }
        }
    }
}
