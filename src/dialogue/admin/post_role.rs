//! What a post is there for is changed in two steps, since it takes away what its holder may do: the first
//! says so. The reporter and the executive are one each, so that between reporting and checking alone is
//! there a choice.

use super::super::home;
use super::measures::after_done;
use super::posts::{heading, one, with};
use super::{AdminAction, Arg, Phrase, Screen, State, Turn, button, change, still_so};
use super::{OfficeDesk, refuse};
use crate::dialogue::Effect;
use crate::domain::office::{Post, PostId, Role};
use crate::domain::office_change::{OfficeChange, PostEdit};

/// The other role that a post may have.
pub(super) fn other(role: Role) -> Option<Role> {
    match role {
        Role::Contributor => Some(Role::Verifier),
        Role::Verifier => Some(Role::Contributor),
        Role::Reporter | Role::Executive => None,
    }
}

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    match action {
        AdminAction::PostRole(id) => with(turn, id, ask),
        AdminAction::PostRoleNow(id, role, revision) => with(turn, id, |turn, office, post| {
            if still_so(turn, office, revision, AdminAction::Post(id)) {
                make(turn, office, post, role);
            }
        }),
        _ => turn.stale("stale-button"),
    }
}

fn to(post: PostId, role: Role) -> OfficeChange {
    let to = PostEdit::Role(role);
    OfficeChange::ChangePost { post, to }
}

fn ask(turn: &mut Turn, office: &OfficeDesk, post: &Post) {
    let Some(role) = other(post.role) else {
        return turn.stale("stale-button");
    };
    let back = AdminAction::Post(post.id);
    let stage = office.stage();
    if let Err(why) = to(post.id, role).applied(&office.plan, stage) {
        return refuse(turn, office, &why, back);
    }
    let mut screen = Screen::new(heading(post)).and(
        Phrase::new("admin-change-role")
            .with("to", Arg::Code(role.as_str().to_owned()))
            .with("unit", super::units::of(&office.plan, post.unit)),
    );
    if post.holder.is_some() {
        screen = screen.and("admin-change-role-told");
    }
    let label = Phrase::new("button-admin-role-now").with("role", home::role(role));
    let now = AdminAction::PostRoleNow(post.id, role, office.plan.revision);
    let screen = screen.row([button(label, now)]);
    turn.ask(State::Choice, screen.row([button("button-not-yet", back)]));
}

fn make(turn: &mut Turn, office: &OfficeDesk, post: &Post, role: Role) {
    let id = post.id;
    let Some(after) = change(turn, office, to(id, role), AdminAction::Post(id)) else {
        return;
    };
    tell(turn, &office.plan.name, post, role);
    let screen = one(&after, id, turn.desk.now);
    turn.show(after_done("admin-saved", screen));
}

/// The post's holder hears what they are there for from now on.
pub(super) fn tell(turn: &mut Turn, office: &str, post: &Post, role: Role) {
    let Some(holder) = &post.holder else { return };
    if holder.person == turn.desk.person {
        return;
    }
    let told = Phrase::new("tell-role-changed")
        .with("name", &post.name)
        .with("position", &post.position)
        .with("office", office)
        .with("role", home::role(role));
    let what = Phrase::new("welcome-what").with("role", Arg::Code(role.as_str().to_owned()));
    let mut screen = Screen::new(told).and(what);
    if post.role == Role::Contributor {
        screen = screen.and("tell-role-work-stays");
    }
    turn.effect(Effect::Tell {
        person: holder.person,
        screen: screen.button("button-home", crate::dialogue::Action::Home),
    });
}
