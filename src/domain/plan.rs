//! An office's plan of measures for one fiscal year, with the units and posts around it: everything
//! that changes seldom. What is reported on it lives in [`crate::domain::progress`].

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::calendar::{FiscalYear, Quarter, bangkok};
use super::due;
use super::holidays::Holidays;
use super::office::{MeasureId, OfficeId, PersonId, PlanId, Post, PostId, Role, Unit, UnitId};
use super::readiness::requirements::Requirements;
use super::rhythm::{Rhythm, RhythmChange};
use super::score::Score;

/// One office with its newest plan, as a step of the dialogue sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficePlan {
    pub office: OfficeId,
    /// Counts every change of the office, its units, posts or plan.
    pub revision: i64,
    /// In full, e.g. องค์การบริหารส่วนตำบล….
    pub name: String,
    pub short_name: String,
    /// The line at the foot of the cover: the office, its district and province.
    pub address: String,
    /// Whose orders (คำสั่ง) this office cites when no other issuer is named.
    pub order_issuer: String,
    pub units: Vec<Unit>,
    pub posts: Vec<Post>,
    pub plan: PlanId,
    /// Fiscal year, Buddhist Era.
    pub fiscal_year: i32,
    /// Wording of this office's own that replaces the usual one in the document.
    #[serde(default)]
    pub wording: Wording,
    /// In the plan's order.
    pub measures: Vec<Measure>,
    /// Measures that the report lists no longer, with the number 0; what was reported on them is kept.
    #[serde(default)]
    pub retired: Vec<Measure>,
    /// The days on which the office is closed: the public table with its own changes.
    #[serde(skip)]
    pub holidays: Arc<Holidays>,
    /// When reports are due and who is reminded when: the installation's rhythm with the office's own
    /// wishes over it.
    #[serde(skip)]
    pub rhythm: Rhythm,
    /// What is asked of the report in this year, of this kind of office.
    #[serde(skip)]
    pub requirements: Arc<Requirements>,
    /// The installation's rhythm.
    #[serde(skip)]
    pub usual_rhythm: Rhythm,
    /// The office's own wishes.
    #[serde(skip)]
    pub own_rhythm: RhythmChange,
    /// When the plan was taken over, in epoch milliseconds: quarters that were due before are not chased.
    #[serde(skip)]
    pub opened: i64,
}

/// The document's own sentences where an office does not use the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wording {
    pub title: Option<String>,
    pub heading: Option<String>,
    pub intro: Option<String>,
}

/// What is to be improved (มาตรการ/แนวทาง): columns 1 to 4 of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub id: MeasureId,
    /// Counted from 1.
    pub number: u32,
    pub title: String,
    pub methods: Vec<String>,
    pub unit: UnitId,
    pub period: String,
    /// The ITA score this measure is to raise, where it has one.
    pub score: Option<ScoreTopic>,
}

/// A question or an indicator of the assessment, and what it scored before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreTopic {
    /// Such as `i13` of a question; none where the score is an indicator's.
    pub code: Option<String>,
    pub text: String,
    /// Fiscal year of the score before, Buddhist Era.
    pub before_year: i32,
    /// The score before, if the plan knows it.
    pub before: Option<Score>,
    /// Fiscal year of the score after, Buddhist Era.
    pub after_year: i32,
}

impl OfficePlan {
    pub fn year(&self) -> FiscalYear {
        // A plan's year is checked when it is imported.
        FiscalYear::new(self.fiscal_year)
            .unwrap_or_else(|| FiscalYear::of(chrono::NaiveDate::default()))
    }

    /// The day on which a quarter's report is due.
    pub fn due(&self, quarter: Quarter) -> NaiveDate {
        let quarter = self.year().quarter(quarter);
        due::due(quarter, &self.rhythm.due, &self.holidays)
    }

    /// The day on which the plan was taken over.
    pub fn opened_on(&self) -> NaiveDate {
        bangkok(self.opened).date_naive()
    }

    /// Whether a quarter's report is chased: the office wants it, and it was not due before its plan was here.
    pub fn chases(&self, quarter: Quarter) -> bool {
        self.rhythm.quarters.contains(&quarter) && self.due(quarter) >= self.opened_on()
    }

    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    pub fn post(&self, id: PostId) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == id)
    }

    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// The posts that `person` holds here.
    pub fn held_by(&self, person: PersonId) -> impl Iterator<Item = &Post> {
        self.posts.iter().filter(move |post| {
            post.holder
                .as_ref()
                .is_some_and(|holder| holder.person == person)
        })
    }

    pub fn with_role(&self, role: Role) -> impl Iterator<Item = &Post> {
        self.posts.iter().filter(move |post| post.role == role)
    }

    /// The verifiers' posts in the order in which they check.
    pub fn verifiers(&self) -> Vec<&Post> {
        let mut verifiers: Vec<_> = self.with_role(Role::Verifier).collect();
        verifiers.sort_by_key(|post| post.turn);
        verifiers
    }

    /// The unit as it stands in column 3: the division, then the section.
    pub fn responsible(&self, unit: UnitId) -> String {
        match self.unit(unit) {
            Some(Unit {
                name,
                parent: Some(parent),
                ..
            }) => match self.unit(*parent) {
                Some(above) => format!("{} - {name}", above.name),
                None => name.clone(),
            },
            Some(unit) => unit.name.clone(),
            None => String::new(),
        }
    }

    /// Whether a post of `post` may report `measure`: a contributor of its unit or of the unit above.
    pub fn may_report(&self, post: &Post, measure: &Measure) -> bool {
        self.reports_for(post, measure.unit)
    }

    /// Whether a post is a contributor's of this unit or of the unit above.
    pub fn reports_for(&self, post: &Post, unit: UnitId) -> bool {
        post.role == Role::Contributor
            && post.unit.is_some_and(|of| {
                of == unit || self.unit(unit).and_then(|below| below.parent) == Some(of)
            })
    }

    /// The period that most measures have; of several the one that comes first.
    pub fn usual_period(&self) -> Option<&str> {
        let count = |period: &str| {
            self.measures
                .iter()
                .filter(|measure| measure.period == period)
                .count()
        };
        let periods = self.measures.iter().rev().map(|measure| &measure.period);
        periods
            .max_by_key(|period| count(period))
            .map(String::as_str)
    }
}
