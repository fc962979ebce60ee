//! What the one who keeps an office's plan may change about it, as values: measures, units, posts,
//! who holds them, holidays. Each change says what the office is afterwards, or why it cannot be; who
//! may ask for it is the dialogue's matter, and the store only writes what was worked out here.

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

/// The most verifiers that an office has, as in its plan file.
const TURNS: usize = 9;

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
        unreported(&after)?;
        Ok(after)
    }

    fn apply(&self, plan: &mut OfficePlan) -> Result<(), Refusal> {
        use OfficeChange::*;
        match self {
            AddMeasure(measure) => {
                known(plan, measure.unit)?;
                let number = next_number(plan);
                plan.measures.push(Measure {
                    number,
                    ..measure.clone()
                });
            }
            ChangeMeasure { measure, to } => change_measure(plan, *measure, to)?,
            MoveMeasure { measure, up } => move_measure(plan, *measure, *up)?,
            RetireMeasure(id) => {
                let at = position(plan, *id)?;
                if plan.measures.len() == 1 {
                    return Err(Refusal::LastMeasure);
                }
                let mut retired = plan.measures.remove(at);
                for later in &mut plan.measures[at..] {
                    later.number -= 1;
                }
                retired.number = 0;
                plan.retired.push(retired);
                plan.retired.sort_by_key(|measure| measure.id);
            }
            RestoreMeasure(id) => {
                let at = plan.retired.iter().position(|measure| measure.id == *id);
                let mut measure = plan.retired.remove(at.ok_or(Refusal::Gone)?);
                plan.unit(measure.unit).ok_or(Refusal::UnitGone)?;
                measure.number = next_number(plan);
                plan.measures.push(measure);
            }
            AddUnit(unit) => {
                may_be_called(plan, unit.id, &unit.name, unit.parent)?;
                may_lie_below(plan, unit.id, unit.parent)?;
                plan.units.push(unit.clone());
            }
            RenameUnit { unit, name } => {
                let parent = known(plan, *unit)?.parent;
                may_be_called(plan, *unit, name, parent)?;
                unit_mut(plan, *unit)?.name.clone_from(name);
            }
            PlaceUnit { unit, below } => {
                let name = known(plan, *unit)?.name.clone();
                may_lie_below(plan, *unit, *below)?;
                may_be_called(plan, *unit, &name, *below)?;
                unit_mut(plan, *unit)?.parent = *below;
            }
            RetireUnit(unit) => {
                unused(plan, *unit)?;
                plan.units.retain(|other| other.id != *unit);
            }
            AddPost(post) => add_post(plan, post)?,
            ChangePost { post, to } => change_post(plan, *post, to)?,
            RetirePost(post) => retire_post(plan, *post)?,
            Invite(post) => {
                plan.post(*post).ok_or(Refusal::Gone)?;
            }
            EndInvitation(post) => {
                let post = post_mut(plan, *post)?;
                post.invited_until.take().ok_or(Refusal::NotInvited)?;
            }
            EndHolding { post, person } => {
                let post = post_mut(plan, *post)?;
                if post
                    .holder
                    .as_ref()
                    .is_none_or(|holder| holder.person != *person)
                {
                    return Err(Refusal::NotHeld);
                }
                if post.role == Role::Reporter {
                    return Err(Refusal::LastReporter);
                }
                post.holder = None;
            }
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

fn next_number(plan: &OfficePlan) -> u32 {
    plan.measures
        .iter()
        .map(|measure| measure.number)
        .max()
        .unwrap_or(0)
        + 1
}

fn position(plan: &OfficePlan, id: MeasureId) -> Result<usize, Refusal> {
    plan.measures
        .iter()
        .position(|measure| measure.id == id)
        .ok_or(Refusal::Gone)
}

fn known(plan: &OfficePlan, unit: UnitId) -> Result<&Unit, Refusal> {
    plan.unit(unit).ok_or(Refusal::Gone)
}

fn unit_mut(plan: &mut OfficePlan, id: UnitId) -> Result<&mut Unit, Refusal> {
    plan.units
        .iter_mut()
        .find(|unit| unit.id == id)
        .ok_or(Refusal::Gone)
}

fn post_mut(plan: &mut OfficePlan, id: PostId) -> Result<&mut Post, Refusal> {
    plan.posts
        .iter_mut()
        .find(|post| post.id == id)
        .ok_or(Refusal::Gone)
}

fn change_measure(plan: &mut OfficePlan, id: MeasureId, to: &MeasureEdit) -> Result<(), Refusal> {
    let at = position(plan, id)?;
    if let MeasureEdit::Unit(unit) = to {
        known(plan, *unit)?;
    }
    let measure = &mut plan.measures[at];
    match to {
        MeasureEdit::Title(title) => measure.title.clone_from(title),
        MeasureEdit::Methods(methods) => measure.methods.clone_from(methods),
        MeasureEdit::Unit(unit) => measure.unit = *unit,
        MeasureEdit::Period(period) => measure.period.clone_from(period),
        MeasureEdit::Score(score) => measure.score.clone_from(score),
    }
    Ok(())
}

fn move_measure(plan: &mut OfficePlan, id: MeasureId, up: bool) -> Result<(), Refusal> {
    let at = position(plan, id)?;
    let other = if up { at.checked_sub(1) } else { Some(at + 1) };
    let other = other.filter(|other| *other < plan.measures.len());
    let other = other.ok_or(Refusal::AtTheEnd)?;
    let (one, two) = (plan.measures[at].number, plan.measures[other].number);
    plan.measures[at].number = two;
    plan.measures[other].number = one;
    plan.measures.swap(at, other);
    Ok(())
}

fn may_be_called(
    plan: &OfficePlan,
    id: UnitId,
    name: &str,
    parent: Option<UnitId>,
) -> Result<(), Refusal> {
    let taken = plan
        .units
        .iter()
        .any(|unit| unit.id != id && unit.parent == parent && unit.name == name);
    if taken {
        Err(Refusal::NameTaken)
    } else {
        Ok(())
    }
}

fn may_lie_below(plan: &OfficePlan, id: UnitId, parent: Option<UnitId>) -> Result<(), Refusal> {
    let Some(parent) = parent else { return Ok(()) };
    let above = known(plan, parent)?;
    let has_sections = plan.units.iter().any(|unit| unit.parent == Some(id));
    if parent == id || above.parent.is_some() || has_sections {
        return Err(Refusal::TooDeep);
    }
    Ok(())
}

fn unused(plan: &OfficePlan, id: UnitId) -> Result<(), Refusal> {
    known(plan, id)?;
    let measures: Vec<u32> = plan
        .measures
        .iter()
        .filter(|measure| measure.unit == id)
        .map(|measure| measure.number)
        .collect();
    let posts: Vec<String> = plan
        .posts
        .iter()
        .filter(|post| post.unit == Some(id))
        .map(|post| post.name.clone())
        .collect();
    let sections: Vec<String> = plan
        .units
        .iter()
        .filter(|unit| unit.parent == Some(id))
        .map(|unit| unit.name.clone())
        .collect();
    if measures.is_empty() && posts.is_empty() && sections.is_empty() {
        return Ok(());
    }
    Err(Refusal::UnitInUse {
        measures,
        posts,
        sections,
    })
}

fn add_post(plan: &mut OfficePlan, post: &Post) -> Result<(), Refusal> {
    may_sit_in(plan, post.role, post.unit)?;
    let turn = match post.role {
        Role::Contributor => 0,
        Role::Verifier => {
            let verifiers = plan.with_role(Role::Verifier).count();
            if verifiers >= TURNS {
                return Err(Refusal::TooManyVerifiers);
            }
            u8::try_from(verifiers + 1).unwrap_or(u8::MAX)
        }
        role @ (Role::Reporter | Role::Executive) => {
            if plan.with_role(role).next().is_some() {
                return Err(Refusal::SecondPost(role));
            }
            0
        }
    };
    plan.posts.push(Post {
        turn,
        ..post.clone()
    });
    Ok(())
}

fn may_sit_in(plan: &OfficePlan, role: Role, unit: Option<UnitId>) -> Result<(), Refusal> {
    match unit {
        Some(unit) => known(plan, unit).map(|_| ()),
        None if role == Role::Contributor => Err(Refusal::UnitNeeded),
        None => Ok(()),
    }
}

fn change_post(plan: &mut OfficePlan, id: PostId, to: &PostEdit) -> Result<(), Refusal> {
    let role = plan.post(id).ok_or(Refusal::Gone)?.role;
    match to {
        PostEdit::Name(name) => post_mut(plan, id)?.name.clone_from(name),
        PostEdit::Position(position) => post_mut(plan, id)?.position.clone_from(position),
        PostEdit::Unit(unit) => {
            may_sit_in(plan, role, *unit)?;
            post_mut(plan, id)?.unit = *unit;
        }
        PostEdit::Turn(turn) => {
            let mut order: Vec<PostId> = plan.verifiers().iter().map(|post| post.id).collect();
            let wanted = usize::from(*turn).checked_sub(1).ok_or(Refusal::Gone)?;
            if role != Role::Verifier || wanted >= order.len() {
                return Err(Refusal::Gone);
            }
            order.retain(|other| *other != id);
            order.insert(wanted, id);
            in_turn(plan, &order);
        }
        PostEdit::Head(head) => {
            let post = post_mut(plan, id)?;
            if role != Role::Contributor {
                return Err(Refusal::Gone);
            }
            if post.head == *head {
                return Err(Refusal::AlreadySo);
            }
            post.head = *head;
        }
    }
    Ok(())
}

/// Verifiers check in this order.
fn in_turn(plan: &mut OfficePlan, order: &[PostId]) {
    for (turn, id) in (1..).zip(order) {
        if let Ok(post) = post_mut(plan, *id) {
            post.turn = turn;
        }
    }
}

fn retire_post(plan: &mut OfficePlan, id: PostId) -> Result<(), Refusal> {
    let role = plan.post(id).ok_or(Refusal::Gone)?.role;
    if role != Role::Contributor && plan.with_role(role).count() == 1 {
        return Err(Refusal::OnlyPost(role));
    }
    plan.posts.retain(|post| post.id != id);
    let order: Vec<PostId> = plan.verifiers().iter().map(|post| post.id).collect();
    in_turn(plan, &order);
    Ok(())
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

/// Every measure has somebody who reports it.
fn unreported(plan: &OfficePlan) -> Result<(), Refusal> {
    let nobody = |measure: &&Measure| !plan.posts.iter().any(|post| plan.may_report(post, measure));
    let Some(first) = plan.measures.iter().find(nobody) else {
        return Ok(());
    };
    let measures = plan
        .measures
        .iter()
        .filter(nobody)
        .filter(|measure| measure.unit == first.unit)
        .map(|measure| measure.number)
        .collect();
    Err(Refusal::NobodyReports {
        unit: plan.responsible(first.unit),
        measures,
    })
}
