//! The posts of the office: who reports, checks and acknowledges, where they sit, and how their holder
//! stands. Inviting a person to a post and ending their enrolment is in [`super::people`].

use super::super::home;
use super::measures::after_done;
use super::{
    AdminAction, AdminState, PostField, admin, admin_of, ask, button, change, in_pairs, people,
    still_so, typed as read, units, units_to_choose,
};
use super::{OfficeDesk, Phrase, Screen, State, Turn};
use crate::domain::office::{OfficeId, Post, PostId, Role, UnitId};
use crate::domain::office_change::{OfficeChange, PostEdit};
use crate::domain::plan::OfficePlan;

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    use AdminAction::*;
    match action {
        Posts(office) => match admin(turn, office) {
            Some(desk) => {
                let screen = list(&desk.plan, turn.desk.now);
                turn.ask(State::Choice, screen);
            }
            None => turn.stale("not-yours"),
        },
        AddPost(office) => match admin(turn, office) {
            Some(_) => {
                let role = |role| button(home::role(role), AdminAction::NewPostRole(office, role));
                let screen = Screen::new("admin-ask-role")
                    .row([role(Role::Contributor), role(Role::Verifier)])
                    .row([button("button-admin-cancel", Posts(office))]);
                turn.ask(State::Choice, screen);
            }
            None => turn.stale("not-yours"),
        },
        NewPostRole(office, role) => match admin(turn, office) {
            Some(_) => ask(turn, AdminState::NewPostName { office, role }),
            None => turn.stale("not-yours"),
        },
        NewPostUnit(office, unit) => add(turn, office, unit),
        Post(id) => with(turn, id, |turn, office, post| {
            let screen = one(&office.plan, post.id, turn.desk.now);
            turn.ask(State::Choice, screen);
        }),
        EditPost(id, field) => with(turn, id, |turn, _, _| {
            ask(turn, AdminState::PostField { post: id, field });
        }),
        PostUnit(id) => with(turn, id, |turn, office, post| {
            let screen = Screen::new(heading(post)).and("admin-ask-post-unit");
            let choice = unit_choice(&office.plan, post.role, |unit| PostUnitIs(id, unit));
            let screen = in_pairs(screen, choice).row([button("button-back", Post(id))]);
            turn.ask(State::Choice, screen);
        }),
        PostUnitIs(id, unit) => with(turn, id, |turn, office, _| {
            edit(turn, office, id, PostEdit::Unit(unit));
        }),
        PostTurn(id) => with(turn, id, |turn, office, post| {
            if post.role != Role::Verifier {
                return turn.stale("stale-button");
            }
            let turns = (1..).take(office.plan.verifiers().len()).map(|place: i64| {
                let label =
                    Phrase::new("button-admin-turn").with("turn", super::Arg::Number(place));
                button(label, PostTurnIs(id, place))
            });
            let screen = Screen::new(heading(post)).and("admin-ask-turn");
            let screen = in_pairs(screen, turns.collect()).row([button("button-back", Post(id))]);
            turn.ask(State::Choice, screen);
        }),
        PostTurnIs(id, place) => with(turn, id, |turn, office, _| match u8::try_from(place) {
            Ok(place) => edit(turn, office, id, PostEdit::Turn(place)),
            Err(_) => turn.stale("stale-button"),
        }),
        PostHead(id, head) => with(turn, id, |turn, office, _| {
            edit(turn, office, id, PostEdit::Head(head != 0));
        }),
        RetirePost(id) => with(turn, id, |turn, office, post| {
            let stage = office.stage();
            if let Err(why) = OfficeChange::RetirePost(id).applied(&office.plan, stage) {
                return super::refuse(turn, office, &why, Post(id));
            }
            let revision = office.plan.revision;
            let screen = Screen::new(heading(post)).and("admin-retire-post").row([
                button("button-admin-retire-now", RetirePostNow(id, revision)),
                button("button-not-yet", Post(id)),
            ]);
            turn.ask(State::Choice, screen);
        }),
        RetirePostNow(id, revision) => with(turn, id, |turn, office, post| {
            if still_so(turn, office, revision, Post(id))
                && let Some(after) = change(turn, office, OfficeChange::RetirePost(id), Post(id))
            {
                people::tell_ended(turn, office, post);
                let done = Phrase::new("admin-post-retired").with("name", &post.name);
                let screen = after_done(done, list(&after, turn.desk.now));
                turn.show(screen);
            }
        }),
        _ => turn.stale("stale-button"),
    }
}

/// Does something about a post that this person may manage.
pub(super) fn with<'a>(
    turn: &mut Turn<'a>,
    id: PostId,
    act: impl FnOnce(&mut Turn<'a>, &'a OfficeDesk, &'a Post),
) {
    let office = admin_of(turn, |plan| plan.post(id).is_some());
    match office.and_then(|office| Some((office, office.plan.post(id)?))) {
        Some((office, post)) => act(turn, office, post),
        None => turn.stale("not-yours"),
    }
}

pub(super) fn list(plan: &OfficePlan, now: i64) -> Screen {
    let mut screen = Screen::new("admin-posts");
    for post in &plan.posts {
        let label = Phrase::new("button-admin-post")
            .with("held", people::mark(post, now))
            .with("name", &post.name)
            .with("role", home::role(post.role));
        screen = screen.row([button(label, AdminAction::Post(post.id))]);
    }
    screen.row([
        button("button-admin-add-post", AdminAction::AddPost(plan.office)),
        button("button-admin", AdminAction::Menu(plan.office)),
    ])
}

pub(super) fn heading(post: &Post) -> Phrase {
    Phrase::new("admin-post")
        .with("name", &post.name)
        .with("position", &post.position)
}

pub(super) fn one(plan: &OfficePlan, id: PostId, now: i64) -> Screen {
    let Some(post) = plan.post(id) else {
        return list(plan, now);
    };
    let mut rest = Phrase::new("admin-post-rest")
        .with("role", home::role(post.role))
        .with("unit", units::of(plan, post.unit));
    if post.role == Role::Verifier {
        rest = Phrase::new("admin-post-turn")
            .with("turn", super::Arg::Number(post.turn.into()))
            .with("rest", rest);
    }
    let mut screen = Screen::new(heading(post)).and(rest);
    if post.head {
        screen = screen.and("admin-post-head");
    }
    let screen = screen.and(people::standing(post, now));
    let screen = people::buttons(screen, post, now).row([
        button(
            "button-admin-name",
            AdminAction::EditPost(id, PostField::Name),
        ),
        button(
            "button-admin-position",
            AdminAction::EditPost(id, PostField::Position),
        ),
    ]);
    let mut where_it_sits = vec![button("button-admin-post-unit", AdminAction::PostUnit(id))];
    if post.role == Role::Verifier && plan.verifiers().len() > 1 {
        where_it_sits.push(button("button-admin-order", AdminAction::PostTurn(id)));
    }
    let mut screen = screen.row(where_it_sits);
    if post.role == Role::Contributor {
        let (label, head) = match post.head {
            false => ("button-admin-head", 1),
            true => ("button-admin-no-head", 0),
        };
        screen = screen.row([button(label, AdminAction::PostHead(id, head))]);
    }
    if super::post_role::other(post.role).is_some() {
        screen = screen.row([button("button-admin-role", AdminAction::PostRole(id))]);
    }
    screen.row([
        button("button-admin-retire", AdminAction::RetirePost(id)),
        button("button-back", AdminAction::Posts(plan.office)),
    ])
}

/// Every unit; and none, for those who need not sit in one.
fn unit_choice(
    plan: &OfficePlan,
    role: Role,
    action: impl Fn(Option<UnitId>) -> AdminAction,
) -> Vec<super::Button> {
    let mut choice = units_to_choose(plan, |_| true, |unit| action(Some(unit)));
    if role != Role::Contributor {
        choice.push(button("button-admin-no-unit", action(None)));
    }
    choice
}

fn edit(turn: &mut Turn, office: &OfficeDesk, post: PostId, to: PostEdit) {
    let edited = OfficeChange::ChangePost { post, to };
    if let Some(after) = change(turn, office, edited, AdminAction::Post(post)) {
        let screen = after_done("admin-saved", one(&after, post, turn.desk.now));
        turn.show(screen);
    }
}

pub(super) fn question(turn: &Turn, state: &AdminState) -> Option<Screen> {
    use AdminState::*;
    let cancel = |office| [button("button-admin-cancel", AdminAction::Posts(office))];
    let new = |role: Role| Phrase::new("admin-new-post").with("role", home::role(role));
    Some(match state {
        NewPostName { office, role } => {
            admin(turn, *office)?;
            Screen::new(new(*role))
                .and("admin-ask-person")
                .row(cancel(*office))
        }
        NewPostPosition { office, role, name } => {
            admin(turn, *office)?;
            Screen::new(new(*role))
                .and(Phrase::new("said").with("text", name))
                .and("admin-ask-position")
                .row(cancel(*office))
        }
        NewPostUnit {
            office,
            role,
            name,
            position,
        } => {
            let desk = admin(turn, *office)?;
            let post = Phrase::new("admin-post")
                .with("name", name)
                .with("position", position);
            let screen = Screen::new(new(*role)).and(post).and("admin-ask-post-unit");
            let unit = |unit| AdminAction::NewPostUnit(*office, unit);
            in_pairs(screen, unit_choice(&desk.plan, *role, unit)).row(cancel(*office))
        }
        PostField { post, field } => {
            let desk = admin_of(turn, |plan| plan.post(*post).is_some())?;
            let ask = match field {
                super::PostField::Name => "admin-ask-person",
                super::PostField::Position => "admin-ask-position",
            };
            Screen::new(heading(desk.plan.post(*post)?))
                .and(ask)
                .row([button("button-back", AdminAction::Post(*post))])
        }
        _ => return None,
    })
}

pub(super) fn typed(turn: &mut Turn, state: AdminState, text: &str) {
    use AdminState::*;
    if question(turn, &state).is_none() {
        turn.state = State::Choice;
        return turn.again("not-yours");
    }
    let person = || read::name(text, "admin-person-needed");
    let position = || read::name(text, "admin-position-needed");
    let next = match state {
        NewPostName { office, role } => person().map(|name| NewPostPosition { office, role, name }),
        NewPostPosition { office, role, name } => position().map(|position| NewPostUnit {
            office,
            role,
            name,
            position,
        }),
        PostField { post, field } => {
            let edited = match field {
                super::PostField::Name => person().map(PostEdit::Name),
                super::PostField::Position => position().map(PostEdit::Position),
            };
            match (edited, admin_of(turn, |plan| plan.post(post).is_some())) {
                (Ok(to), Some(office)) => return edit(turn, office, post, to),
                (Ok(_), None) => Err("not-yours"),
                (Err(wrong), _) => Err(wrong),
            }
        }
        _ => Err("admin-choose-button"),
    };
    match next {
        Ok(next) => ask(turn, next),
        Err(wrong) => turn.again(wrong),
    }
}

fn add(turn: &mut Turn, id: OfficeId, unit: Option<UnitId>) {
    let Some(desk) = admin(turn, id) else {
        return turn.stale("not-yours");
    };
    let State::Admin(AdminState::NewPostUnit {
        office,
        role,
        name,
        position,
    }) = turn.state.clone()
    else {
        return turn.stale("stale-button");
    };
    if office != id {
        return turn.stale("stale-button");
    }
    let post = Post {
        id: PostId(turn.desk.fresh),
        code: format!("post-{}", turn.desk.fresh),
        role,
        turn: 0,
        name,
        position,
        unit,
        holder: None,
        invited_until: None,
        head: false,
    };
    let new = post.id;
    let back = AdminAction::Posts(office);
    if let Some(after) = change(turn, desk, OfficeChange::AddPost(post), back) {
        let screen = after_done("admin-post-added", one(&after, new, turn.desk.now));
        turn.show(screen);
    }
}
