//! The next fiscal year's plan as a file would state it: the office as it stands, with the measures that
//! are carried over. So a plan that is opened in chat comes into the database as one that is imported.

use super::{MeasureEntry, PlanFile, one_line};
use crate::domain::next_plan::{self, CarriedOver};
use crate::domain::plan::OfficePlan;

impl PlanFile {
    /// The plan of the year after `plan`'s, with these of its measures, in this order.
    pub fn next_year(plan: &OfficePlan, carried: &[CarriedOver]) -> PlanFile {
        let entry = |(number, of): (u32, &CarriedOver)| MeasureEntry {
            number,
            title: one_line(&of.measure.title),
            methods: (of.measure.methods.iter())
                .map(|method| one_line(method))
                .collect(),
            unit: (plan.unit(of.measure.unit))
                .map(|unit| unit.code.clone())
                .unwrap_or_default(),
            period: one_line(of.period.as_ref().unwrap_or(&of.measure.period)),
            score: of.score.clone(),
        };
        PlanFile {
            fiscal_year: plan.fiscal_year + 1,
            wording: next_plan::wording(plan),
            measures: (1..).zip(carried).map(entry).collect(),
            ..PlanFile::of(plan)
        }
    }
}
