//! A person's own data: what is stored and why, all of it as a file, and its erasure in two steps. Whoever is
//! erased leaves their posts; the one who manages an office passes the post on first.

use super::admin::AdminAction;
use super::turn::Turn;
use super::{
    Action, Button, Command, Effect, Event, OfficeDesk, Phrase, Screen, State, checking,
    fingerprint, home,
};
use crate::domain::office::{Post, PostId, Role};

/// What is about a person's own data is answered to everybody, be they enrolled or not.
pub(super) fn is_asked(event: &Event) -> bool {
    matches!(
        event,
        Event::Command(Command::MyData | Command::Forget)
            | Event::Press {
                action: Some(Action::MyData | Action::Erase | Action::EraseNow(_)),
                ..
            }
    )
}

/// /mydata
pub(super) fn tell(turn: &mut Turn) {
    let screen = Screen::new("mydata-title")
        .and("mydata-what")
        .and("mydata-who")
        .and("mydata-files-follow")
        .button("button-forget", Action::Erase);
    let screen = with_home(turn, screen).aside();
    turn.show_below(screen);
    for words in [true, false] {
        turn.effect(Effect::OwnData { words });
    }
}

/// /forget: says what goes and what stays.
pub(super) fn ask(turn: &mut Turn) {
    if let Some(office) = manages(turn) {
        return refuse(turn, office);
    }
    let mut screen = Screen::new("forget-title")
        .and("forget-goes")
        .and("forget-stays");
    let posts: Vec<Phrase> = home::posts(turn)
        .map(|(office, post)| {
            Phrase::new("forget-post")
                .with("position", &post.position)
                .with("office", &office.plan.short_name)
        })
        .collect();
    if !posts.is_empty() {
        screen = screen.and(Phrase::new("forget-leaves").with("posts", posts));
    }
    if home::posts(turn).any(|(office, post)| is_waited_for(office, post)) {
        screen = screen.and("forget-waits");
    }
    let screen = screen
        .and("forget-sure")
        .button("button-forget-now", Action::EraseNow(shown(turn)));
    let screen = with_home(turn, screen);
    turn.show(screen);
}

/// The second step, with what was shown.
pub(super) fn erase(turn: &mut Turn, seen: i64) {
    if let Some(office) = manages(turn) {
        return refuse(turn, office);
    }
    if seen != shown(turn) && turn.desk.offices.is_empty() && turn.desk.former.is_none() {
        // Pressed twice: what was shown is done, and nothing is known of whoever pressed.
        return turn.answer("forget-done", true);
    }
    if seen != shown(turn) {
        turn.answer("forget-changed", true);
        return ask(turn);
    }
    let left: Vec<_> = home::posts(turn).collect();
    for (office, post) in left {
        tell_reporter(turn, office, post);
    }
    turn.effect(Effect::Erase);
    turn.ask(State::Choice, Screen::new("forgotten").lasting());
}

/// Of the posts that are named and left.
fn shown(turn: &Turn) -> i64 {
    let posts: Vec<PostId> = home::posts(turn).map(|(_, post)| post.id).collect();
    fingerprint(&posts)
}

fn manages<'a>(turn: &Turn<'a>) -> Option<&'a OfficeDesk> {
    let mut posts = home::posts(turn);
    posts.find_map(|(office, post)| (post.role == Role::Reporter).then_some(office))
}

fn refuse(turn: &mut Turn, office: &OfficeDesk) {
    let why = Phrase::new("forget-reporter").with("office", &office.plan.short_name);
    let own = office
        .plan
        .held_by(turn.desk.person)
        .find(|post| post.role == Role::Reporter);
    let mut screen = Screen::new(why);
    if let Some(post) = own {
        screen = screen.row([admin("button-admin-post-open", AdminAction::Post(post.id))]);
    }
    let screen = with_home(turn, screen);
    turn.show(screen);
}

fn is_waited_for(office: &OfficeDesk, post: &Post) -> bool {
    let mut reports = office.reports.iter();
    reports.any(|report| checking::waits_for(office, report, post))
}

fn tell_reporter(turn: &mut Turn, office: &OfficeDesk, post: &Post) {
    let reporters = office.plan.with_role(Role::Reporter);
    let told: Vec<_> = reporters.filter_map(|of| of.holder.as_ref()).collect();
    for holder in told {
        let mut screen = Screen::new(
            Phrase::new("tell-left")
                .with("name", &post.name)
                .with("position", &post.position),
        );
        if is_waited_for(office, post) {
            screen = screen.and("tell-left-waits");
        }
        let screen = screen.row([admin("button-admin-post-open", AdminAction::Post(post.id))]);
        turn.effect(Effect::Tell {
            person: holder.person,
            screen,
        });
    }
}

fn admin(label: &str, action: AdminAction) -> Button {
    Button {
        label: label.into(),
        action: Action::Admin(action),
    }
}

fn with_home(turn: &Turn, screen: Screen) -> Screen {
    match turn.desk.offices.is_empty() {
        true => screen,
        false => screen.button("button-home", Action::Home),
    }
}
