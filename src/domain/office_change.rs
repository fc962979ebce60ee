//! What the one who keeps an office's plan may change about it, as values: measures, units, posts,
//! who holds them, holidays. Each change says what the office is afterwards, or why it cannot be; who
//! may ask for it is the dialogue's matter, and the store only writes what was worked out here.

mod measures;
mod posts;
mod units;

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::holidays::HolidayChange;
use super::office::{MeasureId, PersonId, Post, PostId, Role, Unit, UnitId};
use super::plan::{Measure, OfficePlan, ScoreTopic};
use super::report::Stage;
use super::rhythm::RhythmChange;

/// One change of an office. New things carry their id, and no number or turn: they come last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeChange {
    AddMeasure(Measure),
    ChangeMeasure {
        measure: MeasureId,
        to: MeasureEdit,
    },
    /// Changes places with the measure before it, or after it.
    MoveMeasure {
        measure: MeasureId,
        up: bool,
    },
    /// What was reported on it stays; the next report does not list it.
    RetireMeasure(MeasureId),
    /// A retired measure comes back, as the last.
    RestoreMeasure(MeasureId),

    AddUnit(Unit),
    RenameUnit {
        unit: UnitId,
        name: String,
    },
    PlaceUnit {
        unit: UnitId,
        below: Option<UnitId>,
    },
    RetireUnit(UnitId),

    AddPost(Post),
    ChangePost {
        post: PostId,
        to: PostEdit,
    },
    /// Whoever holds it holds it no longer.
    RetirePost(PostId),

    /// A link by which a person takes the post; it voids the links before it.
    Invite(PostId),
    EndInvitation(PostId),
    /// This person holds the post no longer.
    EndHolding {
        post: PostId,
        person: PersonId,
    },

    SetHoliday(HolidayChange),
    /// The day is again what the table says.
    ForgetHoliday(NaiveDate),

    /// All that the office wishes of its own about due dates and reminders; none to go by the
    /// installation's.
    SetRhythm(RhythmChange),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureEdit {
    Title(String),
    Methods(Vec<String>),
    Unit(UnitId),
    Period(String),
    Score(Option<ScoreTopic>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostEdit {
    Name(String),
    Position(String),
    Unit(Option<UnitId>),
    /// Of a verifier, from 1; the others make room.
    Turn(u8),
    /// A new verifier checks last.
    Role(Role),
    /// Of a contributor: whether they are told what is overdue in their unit.
    Head(bool),
}

/// Why a change cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It would change what the one who checks or acknowledges was shown.
    BeingChecked,
    /// The report is acknowledged: its measures stand.
    Acknowledged,
    /// What it is about is not there, or not any more.
    Gone,
    /// The measure's unit is retired itself.
    UnitGone,
    /// There is nothing before the first, or behind the last.
    AtTheEnd,
    /// The plan would have no measure left.
    LastMeasure,
    /// A measure of this unit would have nobody who reports it.
    NobodyReports {
        unit: String,
        measures: Vec<u32>,
    },
    /// The unit is needed by these.
    UnitInUse {
        measures: Vec<u32>,
        posts: Vec<String>,
        sections: Vec<String>,
    },
    /// Another unit is called so.
    NameTaken,
    /// A section cannot have sections, nor lie below itself.
    TooDeep,
    /// A report cannot go its way without a post of this role.
    OnlyPost(Role),
    /// There can be one post of this role.
    SecondPost(Role),
    /// A contributor must have a unit.
    UnitNeeded,
    /// There are no more turns than nine.
    TooManyVerifiers,
    /// The last reporter would lock the office out.
    LastReporter,
    /// Nobody holds it, or somebody else does by now.
    NotHeld,
    NotInvited,
    /// It is so already.
    AlreadySo,
    /// No office can go by it: too many days, or no quarter.
    NoRhythm,
}

impl OfficeChange {
    /// Whether it changes the rows of the report.
    fn changes_rows(&self) -> bool {
        use OfficeChange::*;
        matches!(
            self,
            AddMeasure(_)
                | ChangeMeasure { .. }
                | MoveMeasure { .. }
                | RetireMeasure(_)
                | RestoreMeasure(_)
        )
    }

    /// Whether it changes what a compiled version says: its rows, who is responsible, who signs.
    pub fn changes_report(&self, plan: &OfficePlan) -> bool {
        use OfficeChange::*;
        let signs = |post: &PostId| {
            plan.post(*post)
                .is_some_and(|post| post.role != Role::Contributor)
        };
        match self {
            RenameUnit { .. } | PlaceUnit { .. } => true,
            AddPost(post) => post.role != Role::Contributor,
            ChangePost {
                post,
                to: PostEdit::Role(role),
            } => signs(post) || *role != Role::Contributor,
            ChangePost { post, .. } | RetirePost(post) => signs(post),
            other => other.changes_rows(),
        }
    }

    /// The office after the change, at the stage of its newest report.
    pub fn applied(&self, plan: &OfficePlan, stage: Option<Stage>) -> Result<OfficePlan, Refusal> {
        if self.changes_report(plan)
            && matches!(stage, Some(Stage::Checking { .. } | Stage::Submitted))
        {
            return Err(Refusal::BeingChecked);
        }
        if self.changes_rows() && stage == Some(Stage::Acknowledged) {
            return Err(Refusal::Acknowledged);
        }
        let mut after = plan.clone();
        self.apply(&mut after)?;
        measures::all_reported(&after)?;
        Ok(after)
    }

    fn apply(&self, plan: &mut OfficePlan) -> Result<(), Refusal> {
        use OfficeChange::*;
        match self {
            AddMeasure(measure) => measures::add(plan, measure)?,
            ChangeMeasure { measure, to } => measures::change(plan, *measure, to)?,
            MoveMeasure { measure, up } => measures::shift(plan, *measure, *up)?,
            RetireMeasure(measure) => measures::retire(plan, *measure)?,
            RestoreMeasure(measure) => measures::restore(plan, *measure)?,
            AddUnit(unit) => units::add(plan, unit)?,
            RenameUnit { unit, name } => units::rename(plan, *unit, name)?,
            PlaceUnit { unit, below } => units::place(plan, *unit, *below)?,
            RetireUnit(unit) => units::retire(plan, *unit)?,
            AddPost(post) => posts::add(plan, post)?,
            ChangePost { post, to } => posts::change(plan, *post, to)?,
            RetirePost(post) => posts::retire(plan, *post)?,
            Invite(post) => {
                plan.post(*post).ok_or(Refusal::Gone)?;
            }
            EndInvitation(post) => posts::end_invitation(plan, *post)?,
            EndHolding { post, person } => posts::end_holding(plan, *post, *person)?,
            SetHoliday(change) => set_holiday(plan, change)?,
            ForgetHoliday(day) => {
                let mut holidays = (*plan.holidays).clone();
                if !holidays.forget(*day) {
                    return Err(Refusal::AlreadySo);
                }
                plan.holidays = Arc::new(holidays);
            }
            SetRhythm(wishes) => set_rhythm(plan, wishes)?,
        }
        Ok(())
    }
}

fn set_holiday(plan: &mut OfficePlan, change: &HolidayChange) -> Result<(), Refusal> {
    let off = plan.holidays.name(change.date).is_some();
    // Taking away what is no holiday; an added day may get another name.
    if change.name.is_none() && !off {
        return Err(Refusal::AlreadySo);
    }
    let mut holidays = (*plan.holidays).clone();
    holidays.change(change.clone());
    plan.holidays = Arc::new(holidays);
    Ok(())
}

fn set_rhythm(plan: &mut OfficePlan, wishes: &RhythmChange) -> Result<(), Refusal> {
    if !wishes.is_sound() {
        return Err(Refusal::NoRhythm);
    }
    let own = wishes.clone().beyond(&plan.usual_rhythm);
    if own == plan.own_rhythm {
        return Err(Refusal::AlreadySo);
    }
    plan.rhythm = own.over(&plan.usual_rhythm);
    plan.own_rhythm = own;
    Ok(())
}
