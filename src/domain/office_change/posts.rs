//! The office's posts and who holds them.

use super::units::known;
use super::{PostEdit, Refusal};
use crate::domain::office::{PersonId, Post, PostId, Role, UnitId};
use crate::domain::plan::OfficePlan;

/// The most verifiers that an office has, as in its plan file.
const TURNS: usize = 9;

pub(super) fn add(plan: &mut OfficePlan, post: &Post) -> Result<(), Refusal> {
    may_sit_in(plan, post.role, post.unit)?;
    let turn = turn_of_another(plan, post.role)?;
    plan.posts.push(Post {
        turn,
        ..post.clone()
    });
    Ok(())
}

/// The turn of a further post of this role, if the office may have one.
fn turn_of_another(plan: &OfficePlan, role: Role) -> Result<u8, Refusal> {
    match role {
        Role::Contributor => Ok(0),
        Role::Verifier => {
            let verifiers = plan.with_role(Role::Verifier).count();
            if verifiers >= TURNS {
                return Err(Refusal::TooManyVerifiers);
            }
            Ok(u8::try_from(verifiers + 1).unwrap_or(u8::MAX))
        }
        Role::Reporter | Role::Executive => match plan.with_role(role).next() {
            Some(_) => Err(Refusal::SecondPost(role)),
            None => Ok(0),
        },
    }
}

/// A report cannot go its way without a reporter, a verifier and an executive.
fn may_go_without(plan: &OfficePlan, role: Role) -> Result<(), Refusal> {
    if role != Role::Contributor && plan.with_role(role).count() == 1 {
        return Err(Refusal::OnlyPost(role));
    }
    Ok(())
}

fn may_sit_in(plan: &OfficePlan, role: Role, unit: Option<UnitId>) -> Result<(), Refusal> {
    match unit {
        Some(unit) => known(plan, unit).map(|_| ()),
        None if role == Role::Contributor => Err(Refusal::UnitNeeded),
        None => Ok(()),
    }
}

pub(super) fn change(plan: &mut OfficePlan, id: PostId, to: &PostEdit) -> Result<(), Refusal> {
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
        PostEdit::Role(to) => {
            if role == *to {
                return Err(Refusal::AlreadySo);
            }
            may_go_without(plan, role)?;
            may_sit_in(plan, *to, plan.post(id).and_then(|post| post.unit))?;
            let turn = turn_of_another(plan, *to)?;
            let post = post_mut(plan, id)?;
            (post.role, post.turn, post.head) = (*to, turn, false);
            close_ranks(plan);
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

/// Verifiers check in the order in which they did, without a gap.
fn close_ranks(plan: &mut OfficePlan) {
    let order: Vec<PostId> = plan.verifiers().iter().map(|post| post.id).collect();
    in_turn(plan, &order);
}

pub(super) fn retire(plan: &mut OfficePlan, id: PostId) -> Result<(), Refusal> {
    let role = plan.post(id).ok_or(Refusal::Gone)?.role;
    may_go_without(plan, role)?;
    plan.posts.retain(|post| post.id != id);
    close_ranks(plan);
    Ok(())
}

pub(super) fn end_invitation(plan: &mut OfficePlan, id: PostId) -> Result<(), Refusal> {
    let invited = post_mut(plan, id)?.invited_until.take();
    invited.map(|_| ()).ok_or(Refusal::NotInvited)
}

pub(super) fn end_holding(
    plan: &mut OfficePlan,
    id: PostId,
    person: PersonId,
) -> Result<(), Refusal> {
    let post = post_mut(plan, id)?;
    if post
        .holder
        .as_ref()
        .is_none_or(|holder| holder.person != person)
    {
        return Err(Refusal::NotHeld);
    }
    if post.role == Role::Reporter {
        return Err(Refusal::LastReporter);
    }
    post.holder = None;
    Ok(())
}

fn post_mut(plan: &mut OfficePlan, id: PostId) -> Result<&mut Post, Refusal> {
    plan.posts
        .iter_mut()
        .find(|post| post.id == id)
        .ok_or(Refusal::Gone)
}
