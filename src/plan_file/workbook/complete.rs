//! Measures made whole: their units looked up, their scores put to them, and what the table has no column
//! for taken from the same measures of the office as it stands.

use std::collections::{BTreeMap, BTreeSet};

use super::super::problem::At;
use super::super::units::Directory;
use super::super::{Likeness, MeasureEntry, Row, UnitEntry, same_measures};
use super::measures::Draft;
use super::words::{Aside, Column, Header};
use super::{Workbook, scores};
use crate::domain::plan::ScoreTopic;
use crate::phrase::Phrase;

impl<'a> Workbook<'a> {
    /// Completes the measures: with their units, with the scores of a sheet of their own, and with
    /// what the table has no column for from the same measures of the office as it stands.
    pub(super) fn measures(
        &self,
        drafts: Vec<Draft>,
        header: &Header<Column>,
        year: Option<i32>,
        units: &[UnitEntry],
    ) -> Vec<At<MeasureEntry>> {
        let directory = Directory::new(units);
        let old: &[MeasureEntry] = self.base.map_or(&[], |base| &base.measures);
        let known: Vec<_> = old.iter().map(Likeness::from).collect();
        let written: Vec<_> = drafts
            .iter()
            .map(|draft| likeness(draft, &directory))
            .collect();
        let same = same_measures(&known, &written);
        let sheet = self.aside(Aside::Scores);
        let mut topics = match sheet {
            Some(sheet) => scores::of_sheet(sheet, self.problems),
            None => BTreeMap::new(),
        };
        let scored = sheet.is_some() || header.has(Column::Topic);
        let same_year = self.base.is_some_and(|base| Some(base.fiscal_year) == year);
        let fiscal_year = year.unwrap_or_default();

        let mut measures = Vec::with_capacity(drafts.len());
        let mut missing = BTreeSet::new();
        for (draft, same) in drafts.into_iter().zip(same) {
            let old = same.and_then(|same| old.get(same));
            let of_sheet = topics.remove(&draft.number).map(|topic| topic.value);
            let topic = of_sheet.or(draft.topic);
            let score: Option<ScoreTopic> = match topic {
                Some(topic) => Some(topic.of(fiscal_year, self.problems)),
                None if scored || !same_year => None,
                None => old.and_then(|old| old.score.clone()),
            };
            let methods = draft.methods.or_else(|| Some(old?.methods.clone()));
            let period = draft.period.or_else(|| Some(old?.period.clone()));
            let unit_at = draft
                .unit
                .as_ref()
                .map_or(&draft.at, |unit| &unit.at)
                .clone();
            let unit = match &draft.unit {
                Some(written) => directory.find(&written.value).map(|unit| unit.id.clone()),
                None => old.map(|old| old.unit.clone()),
            };
            if let (None, Some(written)) = (&unit, &draft.unit)
                && !units.is_empty()
            {
                self.problems
                    .note(&written.at, directory.unknown(&written.value));
            }
            for (column, label, lacks) in [
                (Column::Methods, "plan-column-methods", methods.is_none()),
                (Column::Unit, "plan-column-unit", unit.is_none()),
                (Column::Period, "plan-column-period", period.is_none()),
            ] {
                if lacks && !header.has(column) {
                    missing.insert(label);
                }
            }
            if methods.as_ref().is_some_and(Vec::is_empty) {
                let what = Phrase::new("plan-no-methods").with("measure", draft.number);
                self.problems.note(&draft.at, what);
            }
            measures.push(At {
                at: unit_at,
                value: MeasureEntry {
                    number: draft.number,
                    title: draft.title,
                    methods: methods.unwrap_or_default(),
                    unit: unit.unwrap_or_default(),
                    period: period.unwrap_or_default(),
                    score,
                },
            });
        }
        for label in missing {
            self.missing(Phrase::new("plan-column-missing").with("column", Phrase::new(label)));
        }
        for (number, topic) in topics {
            let what = Phrase::new("plan-score-of-unknown").with("measure", number);
            self.problems.note(&topic.at, what);
        }
        measures
    }
}

/// A draft is compared by its whole row if the table has it whole.
fn likeness<'d>(draft: &'d Draft, directory: &Directory<'d>) -> Likeness<'d> {
    let row = || {
        let unit = directory.find(&draft.unit.as_ref()?.value)?;
        Some(Row {
            methods: draft.methods.as_deref()?,
            unit: &unit.id,
            period: draft.period.as_deref()?,
        })
    };
    Likeness {
        number: draft.number,
        title: &draft.title,
        row: row(),
    }
}
