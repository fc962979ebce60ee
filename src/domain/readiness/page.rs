//! What was found in a report, sorted for a page that is printed and handed out: the report as a whole
//! first, then unit by unit in the plan's order, each with its measures and the people who report them.

use serde::{Deserialize, Serialize};

use super::{Finding, Rule, requirements::Level};
use crate::domain::office::{Post, Role};
use crate::domain::period::Period;
use crate::domain::plan::OfficePlan;

/// The page's facts, without words. Stored as JSON with a message that waits: fields are never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The office's full name.
    pub office: String,
    /// Buddhist Era.
    pub fiscal_year: i32,
    /// What the report covers.
    #[serde(default)]
    pub period: Period,
    /// How it stood at this moment, in epoch milliseconds.
    pub at: i64,
    /// Names that a line end must not cut.
    pub names: Vec<String>,
    /// How many measures were looked at.
    pub measures: usize,
    pub whole: Part,
    /// Units for whose measures something was found.
    pub units: Vec<UnitPart>,
}

/// What concerns one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPart {
    /// As in column 3 of the report.
    pub unit: String,
    pub parts: Vec<Part>,
}

/// What was found in one measure, or in the report as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The measure's number in the report; 0 for the whole.
    pub number: u32,
    pub title: String,
    /// Who is to mend it: name and position.
    pub people: Vec<(String, String)>,
    pub findings: Vec<Listed>,
}

/// A finding and where it is laid down, if the installation's own requirements say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub finding: Finding,
    pub source: Option<String>,
}

impl Page {
    /// The page of what [`super::check`] found in the year's report of this plan at `at` (epoch milliseconds).
    pub fn of(plan: &OfficePlan, findings: &[Finding], names: Vec<String>, at: i64) -> Page {
        let listed = |of: &dyn Fn(&Finding) -> bool| -> Vec<Listed> {
            let found = findings.iter().filter(|finding| of(finding));
            found
                .map(|finding| Listed {
                    finding: finding.clone(),
                    source: plan.requirements.source(finding.rule).map(str::to_owned),
                })
                .collect()
        };
        let mut units: Vec<UnitPart> = Vec::new();
        for measure in &plan.measures {
            let findings = listed(&|finding| finding.at.measure == Some(measure.id));
            if findings.is_empty() {
                continue;
            }
            let part = Part {
                number: measure.number,
                title: measure.title.clone(),
                people: people(
                    plan.posts
                        .iter()
                        .filter(|post| plan.may_report(post, measure)),
                ),
                findings,
            };
            let unit = plan.responsible(measure.unit);
            match units.iter_mut().find(|of| of.unit == unit) {
                Some(of) => of.parts.push(part),
                None => units.push(UnitPart {
                    unit,
                    parts: vec![part],
                }),
            }
        }
        Page {
            office: plan.name.clone(),
            fiscal_year: plan.fiscal_year,
            period: Period::Year,
            at,
            names,
            measures: plan.measures.len(),
            whole: Part {
                people: people(plan.with_role(Role::Reporter)),
                findings: listed(&|finding| finding.at.measure.is_none()),
                ..Part::default()
            },
            units,
        }
    }

    /// How many findings of this level there are.
    pub fn count(&self, level: Level) -> usize {
        self.parts().map(|part| part.count(level)).sum()
    }

    /// The whole, then every measure.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        let units = self.units.iter().flat_map(|unit| &unit.parts);
        std::iter::once(&self.whole).chain(units)
    }
}

impl Part {
    pub fn count(&self, level: Level) -> usize {
        let of_level = |listed: &&Listed| listed.finding.level == level;
        self.findings.iter().filter(of_level).count()
    }
}

impl Listed {
    pub fn rule(&self) -> Rule {
        self.finding.rule
    }
}

fn people<'a>(posts: impl Iterator<Item = &'a Post>) -> Vec<(String, String)> {
    posts
        .map(|post| (post.name.clone(), post.position.clone()))
        .collect()
}
