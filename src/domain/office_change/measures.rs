//! The plan's measures: added, changed, moved, retired, restored. A number is a measure's place.

use super::units::known;
use super::{MeasureEdit, Refusal};
use crate::domain::office::MeasureId;
use crate::domain::plan::{Measure, OfficePlan};

pub(super) fn add(plan: &mut OfficePlan, measure: &Measure) -> Result<(), Refusal> {
    known(plan, measure.unit)?;
    let number = next_number(plan);
    plan.measures.push(Measure {
        number,
        ..measure.clone()
    });
    Ok(())
}

pub(super) fn change(
    plan: &mut OfficePlan,
    id: MeasureId,
    to: &MeasureEdit,
) -> Result<(), Refusal> {
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

pub(super) fn shift(plan: &mut OfficePlan, id: MeasureId, up: bool) -> Result<(), Refusal> {
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

pub(super) fn retire(plan: &mut OfficePlan, id: MeasureId) -> Result<(), Refusal> {
    let at = position(plan, id)?;
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
    Ok(())
}

pub(super) fn restore(plan: &mut OfficePlan, id: MeasureId) -> Result<(), Refusal> {
    let at = plan.retired.iter().position(|measure| measure.id == id);
    let mut measure = plan.retired.remove(at.ok_or(Refusal::Gone)?);
    plan.unit(measure.unit).ok_or(Refusal::UnitGone)?;
    measure.number = next_number(plan);
    plan.measures.push(measure);
    Ok(())
}

/// Every measure has somebody who reports it.
pub(super) fn all_reported(plan: &OfficePlan) -> Result<(), Refusal> {
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
