//! The office's units: divisions, and sections below them.

use super::Refusal;
use crate::domain::office::{Unit, UnitId};
use crate::domain::plan::OfficePlan;

pub(super) fn known(plan: &OfficePlan, unit: UnitId) -> Result<&Unit, Refusal> {
    plan.unit(unit).ok_or(Refusal::Gone)
}

pub(super) fn add(plan: &mut OfficePlan, unit: &Unit) -> Result<(), Refusal> {
    may_be_called(plan, unit.id, &unit.name, unit.parent)?;
    may_lie_below(plan, unit.id, unit.parent)?;
    plan.units.push(unit.clone());
    Ok(())
}

pub(super) fn rename(plan: &mut OfficePlan, id: UnitId, name: &String) -> Result<(), Refusal> {
    let parent = known(plan, id)?.parent;
    may_be_called(plan, id, name, parent)?;
    unit_mut(plan, id)?.name.clone_from(name);
    Ok(())
}

pub(super) fn place(
    plan: &mut OfficePlan,
    id: UnitId,
    below: Option<UnitId>,
) -> Result<(), Refusal> {
    let name = known(plan, id)?.name.clone();
    may_lie_below(plan, id, below)?;
    may_be_called(plan, id, &name, below)?;
    unit_mut(plan, id)?.parent = below;
    Ok(())
}

pub(super) fn retire(plan: &mut OfficePlan, id: UnitId) -> Result<(), Refusal> {
    unused(plan, id)?;
    plan.units.retain(|other| other.id != id);
    Ok(())
}

fn unit_mut(plan: &mut OfficePlan, id: UnitId) -> Result<&mut Unit, Refusal> {
    plan.units
        .iter_mut()
        .find(|unit| unit.id == id)
        .ok_or(Refusal::Gone)
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
