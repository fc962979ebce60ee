//! The reporter reminds somebody by a press, or all who lack something: what goes out is the reminder itself,
//! made by those who make the others, in working hours only. Who was reminded lately is left alone.

use super::board::reporting;
use super::turn::Turn;
use super::{Arg, Effect, Phrase, Screen, State, missing};
use crate::domain::calendar::bangkok;
use crate::domain::office::{OfficeId, PersonId, Post};
use crate::domain::reminding::{Nudge, Reminded};

/// People who are named in one list.
const NAMED: usize = 12;

/// One person.
pub(super) fn one(turn: &mut Turn, id: OfficeId, person: i64) {
    nudge(turn, id, Some(PersonId(person)));
}

/// Everybody who lacks something.
pub(super) fn all(turn: &mut Turn, id: OfficeId) {
    nudge(turn, id, None);
}

fn nudge(turn: &mut Turn, id: OfficeId, whom: Option<PersonId>) {
    let Some((office, post)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    let (now, today) = (turn.desk.now, turn.desk.today);
    let Some(mut chasing) = turn.desk.chasing.clone() else {
        return turn.stale("stale-button");
    };
    let asked: Vec<(PersonId, &Post)> = missing::people(office)
        .filter(|(person, _)| whom.is_none_or(|whom| whom == *person))
        .collect();
    let situation = chasing.situation(&office.plan);
    let mut goes: Vec<(PersonId, &Post)> = Vec::new();
    let mut at = now;
    let mut held_back: Vec<Phrase> = Vec::new();
    for (person, post) in asked {
        let named = |key: &str| Phrase::new(key).with("name", &post.name);
        match situation.nudge(person, chasing.reminded(person), now) {
            Nudge::At(moment) => {
                at = moment;
                goes.push((person, post));
            }
            Nudge::TooSoon { last, next } => held_back.push(
                named("nudge-too-soon")
                    .with("last", Arg::Moment(last))
                    .with("next", Arg::Moment(next)),
            ),
            Nudge::Waits(day) => held_back.push(named("nudge-waits").with("date", day)),
            Nudge::Away => {
                held_back.push(named("nudge-away").with("position", &post.position));
            }
            Nudge::Nothing if whom.is_some() => held_back.push(named("nudge-nothing-of")),
            Nudge::Nothing => {}
        }
    }
    let mut screen = Screen::default();
    if !goes.is_empty() {
        let names: Vec<Phrase> = goes.iter().map(|(_, post)| line(post)).collect();
        screen = screen.and(match at > now {
            true => Phrase::new("nudge-planned")
                .with("at", Arg::Moment(at))
                .with("lines", capped(names)),
            false => Phrase::new("nudge-sent").with("lines", capped(names)),
        });
    }
    if !held_back.is_empty() {
        screen = screen.and(Phrase::new("board-lines").with("lines", capped(held_back)));
    }
    if screen.parts.is_empty() {
        screen = screen.and("nudge-nothing");
    }
    let notice = Phrase::new("nudge-notice").with("count", goes.len());
    turn.answer(notice, goes.is_empty());
    if !goes.is_empty() {
        let day = bangkok(at).date_naive();
        let people: Vec<PersonId> = goes.iter().map(|(person, _)| *person).collect();
        for person in &people {
            let last = chasing.reminded(*person).last;
            let waiting = Some(day);
            chasing.reminded.insert(*person, Reminded { last, waiting });
        }
        let post = post.id;
        turn.effect(Effect::Nudge {
            office: id,
            post,
            people,
            day,
        });
    }
    let screen = screen.and("missing-title");
    let screen = missing::screen(office, Some(&chasing), now, today, screen);
    turn.ask(State::Choice, screen);
}

fn line(post: &Post) -> Phrase {
    Phrase::new("nudge-line")
        .with("name", &post.name)
        .with("position", &post.position)
}

/// Not more lines than can be read; of the others the count.
fn capped(mut lines: Vec<Phrase>) -> Vec<Phrase> {
    let more = lines.len().saturating_sub(NAMED);
    lines.truncate(NAMED);
    if more > 0 {
        lines.push(Phrase::new("reminder-more-people").with("count", more));
    }
    lines
}
