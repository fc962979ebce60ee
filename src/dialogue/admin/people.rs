//! Who holds a post: inviting a person by link, moving a post to another person, ending an enrolment or
//! an invitation. The code of an invitation is not known here: it is made when it is sent.

use super::super::Effect;
use super::measures::after_done;
use super::posts::{heading, one, with};
use super::{AdminAction, Arg, OfficeDesk, Phrase, Screen, State, Turn, button, change, still_so};
use crate::domain::office::Post;
use crate::domain::office_change::OfficeChange;

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    use AdminAction::*;
    match action {
        Invite(id) => with(turn, id, |turn, office, post| {
            if post.holder.is_none() {
                return invite(turn, office, post);
            }
            let revision = office.plan.revision;
            let screen = Screen::new(heading(post)).and("admin-move-post").row([
                button("button-admin-invite-now", InviteNow(id, revision)),
                button("button-not-yet", Post(id)),
            ]);
            turn.ask(State::Choice, screen);
        }),
        InviteNow(id, revision) => with(turn, id, |turn, office, post| {
            if still_so(turn, office, revision, Post(id)) {
                invite(turn, office, post);
            }
        }),
        EndInvitation(id) => with(turn, id, |turn, office, _| {
            if let Some(after) = change(turn, office, OfficeChange::EndInvitation(id), Post(id)) {
                let screen = one(&after, id, turn.desk.now);
                turn.show(after_done("admin-invitation-ended", screen));
            }
        }),
        EndHolding(id) => with(turn, id, |turn, office, post| {
            let Some(holder) = &post.holder else {
                return turn.stale("admin-not-held");
            };
            let person = holder.person;
            let ends = OfficeChange::EndHolding { post: id, person };
            let stage = office.stage();
            if let Err(why) = ends.applied(&office.plan, stage) {
                return super::refuse(turn, office, &why, Post(id));
            }
            let screen = Screen::new(heading(post))
                .and(standing(post, turn.desk.now))
                .and("admin-end-holding")
                .row([
                    button("button-admin-end-now", EndHoldingNow(id, person)),
                    button("button-not-yet", Post(id)),
                ]);
            turn.ask(State::Choice, screen);
        }),
        // It names the person: whoever holds the post by now is not meant.
        EndHoldingNow(id, person) => with(turn, id, |turn, office, post| {
            let ends = OfficeChange::EndHolding { post: id, person };
            if let Some(after) = change(turn, office, ends, Post(id)) {
                tell_ended(turn, office, post);
                let screen = one(&after, id, turn.desk.now);
                turn.show(after_done("admin-holding-ended", screen));
            }
        }),
        _ => turn.stale("stale-button"),
    }
}

/// The link comes as a message of its own, to be forwarded; the screen stays where it is.
fn invite(turn: &mut Turn, office: &OfficeDesk, post: &Post) {
    let back = AdminAction::Post(post.id);
    turn.answer("admin-invitation-coming", false);
    turn.ask(
        State::Choice,
        Screen::new(heading(post))
            .and("admin-invitation-coming")
            .row([button("button-back", back)]),
    );
    turn.effect(Effect::Administer {
        office: office.plan.office,
        change: OfficeChange::Invite(post.id),
    });
}

/// The person who held a post hears that they do no longer.
pub(super) fn tell_ended(turn: &mut Turn, office: &OfficeDesk, post: &Post) {
    let Some(holder) = &post.holder else { return };
    if holder.person == turn.desk.person {
        return;
    }
    turn.effect(Effect::Tell {
        person: holder.person,
        screen: Screen::new(no_longer(post, &office.plan.name)),
    });
}

/// What somebody reads who holds a post no longer.
pub(in crate::dialogue) fn no_longer(post: &Post, office: &str) -> Phrase {
    Phrase::new("post-no-longer")
        .with("name", &post.name)
        .with("position", &post.position)
        .with("office", office)
}

fn open_until(post: &Post, now: i64) -> Option<i64> {
    post.invited_until.filter(|until| *until > now)
}

/// How the holder of a post stands, in one sign.
pub(super) fn mark(post: &Post, now: i64) -> Phrase {
    Phrase::new(match (&post.holder, open_until(post, now)) {
        (Some(_), _) => "admin-mark-held",
        (None, Some(_)) => "admin-mark-invited",
        (None, None) => "admin-mark-nobody",
    })
}

/// Likewise in words.
pub(super) fn standing(post: &Post, now: i64) -> Phrase {
    let held: Arg = match &post.holder {
        Some(holder) => Phrase::new("admin-held")
            .with("since", Arg::Moment(holder.since))
            .into(),
        None => Phrase::new("admin-held-by-nobody").into(),
    };
    match open_until(post, now) {
        Some(until) => Phrase::new("admin-invited")
            .with("held", held)
            .with("until", Arg::Moment(until)),
        None => Phrase::new("admin-not-invited-now").with("held", held),
    }
}

/// What can be done about a post's holder.
pub(super) fn buttons(screen: Screen, post: &Post, now: i64) -> Screen {
    let id = post.id;
    let invite = match post.holder {
        Some(_) => "button-admin-move",
        None if open_until(post, now).is_some() => "button-admin-invite-again",
        None => "button-admin-invite",
    };
    let mut first = vec![button(invite, AdminAction::Invite(id))];
    if post.holder.is_some() {
        first.push(button("button-admin-end", AdminAction::EndHolding(id)));
    }
    if open_until(post, now).is_some() {
        first.push(button(
            "button-admin-end-invitation",
            AdminAction::EndInvitation(id),
        ));
    }
    let mut screen = screen;
    for row in first.chunks(2) {
        screen = screen.row(row.to_vec());
    }
    screen
}
