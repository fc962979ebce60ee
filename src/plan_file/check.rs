//! What must hold of a plan whichever file it stands in: numbers that can be, everything declared once,
//! and somebody there for everything.

use std::collections::HashSet;

use super::problem::{At, Place, Problems, did_you_mean};
use super::{MeasureEntry, PostEntry, UnitEntry};
use crate::domain::office::Role;
use crate::domain::score::{Score, ScoreFault};
use crate::phrase::{Arg, Phrase};

pub fn once(kind: &str, id: &At<String>, seen: &mut HashSet<String>, problems: &Problems) {
    if !seen.insert(id.value.clone()) {
        let twice = Phrase::new("plan-declared-twice")
            .with("kind", Arg::Code(kind.to_owned()))
            .with("id", &id.value);
        problems.note(&id.at, twice);
    }
}

/// A year of the Buddhist Era; one of the Common Era is told what it would be.
pub fn buddhist_year(year: &At<i64>, problems: &Problems) -> Option<i32> {
    let what = match (year.value, i32::try_from(year.value)) {
        (2500..=2699, Ok(year)) => return Some(year),
        (1957..=2156, Ok(common)) => Phrase::new("plan-year-common")
            .with("year", Arg::Year(common))
            .with("meant", Arg::Year(common + 543)),
        (other, _) => Phrase::new("plan-year-none").with("year", other.to_string()),
    };
    problems.note(&year.at, what);
    None
}

/// The number of a measure: from 1, of three digits at most.
pub fn measure_number(number: &At<i64>, problems: &Problems) -> Option<u32> {
    let positive = u32::try_from(number.value)
        .ok()
        .filter(|number| (1..=999).contains(number));
    if positive.is_none() {
        let what =
            Phrase::new("plan-measure-number").with("number", Arg::Label(number.value.to_string()));
        problems.note(&number.at, what);
    }
    positive
}

pub fn known_role(role: &At<String>, problems: &Problems) -> Option<Role> {
    let known = Role::parse(&role.value);
    if known.is_none() {
        let names = Role::ALL.map(Role::as_str);
        let hint = match did_you_mean(&role.value, names.into_iter()) {
            Arg::Text(_) => Phrase::new("plan-roles-are")
                .with("roles", names.join(", "))
                .into(),
            near => near,
        };
        let what = Phrase::new("plan-role-unknown")
            .with("role", &role.value)
            .with("hint", hint);
        problems.note(&role.at, what);
    }
    known
}

/// The turn of a post: verifiers have one, each their own, the others none.
pub fn turn(
    role: Role,
    turn: Option<At<i64>>,
    post: &Place,
    taken: &mut HashSet<String>,
    problems: &Problems,
) -> u8 {
    match (role, turn) {
        (Role::Verifier, None) => {
            problems.note(post, Phrase::new("plan-verifier-without-turn"));
            0
        }
        (Role::Verifier, Some(turn)) => {
            let written = At {
                at: turn.at.clone(),
                value: turn.value.to_string(),
            };
            once("turn", &written, taken, problems);
            match u8::try_from(turn.value) {
                Ok(turn) if (1..=9).contains(&turn) => turn,
                _ => {
                    let what = Phrase::new("plan-turn-none")
                        .with("turn", Arg::Label(turn.value.to_string()));
                    problems.note(&turn.at, what);
                    0
                }
            }
        }
        (_, Some(turn)) => {
            problems.note(&turn.at, Phrase::new("plan-turn-of-another"));
            0
        }
        (_, None) => 0,
    }
}

/// A contributor must report for a unit.
pub fn contributes(role: Role, unit: bool, post: &Place, problems: &Problems) {
    if role == Role::Contributor && !unit {
        problems.note(post, Phrase::new("plan-contributor-without-unit"));
    }
}

/// Whether the post is the head's of its unit, which a contributor's can be.
pub fn head(role: Role, head: Option<At<bool>>, problems: &Problems) -> bool {
    let Some(head) = head.filter(|head| head.value) else {
        return false;
    };
    if role != Role::Contributor {
        problems.note(&head.at, Phrase::new("plan-head-of-another"));
        return false;
    }
    true
}

pub fn score(text: &At<String>, problems: &Problems) -> Option<Score> {
    let fault = match Score::parse(&text.value) {
        Ok(score) => return Some(score),
        Err(ScoreFault::AboveHundred) => "above-hundred",
        Err(ScoreFault::Negative) => "negative",
        Err(ScoreFault::TooManyDecimals) => "decimals",
        Err(ScoreFault::SeveralNumbers) => "several",
        Err(ScoreFault::Unreadable) => "unreadable",
    };
    let what = Phrase::new("plan-no-score")
        .with("text", &text.value)
        .with("fault", Arg::Code(fault.to_owned()));
    problems.note(&text.at, what);
    None
}

/// The score after is of a later year than the score before.
pub fn later(before: i32, after: i32, at: &Place, problems: &Problems) {
    if before >= after {
        let what = Phrase::new("plan-years-not-later")
            .with("before", Arg::Year(before))
            .with("after", Arg::Year(after));
        problems.note(at, what);
    }
}

/// Whether somebody is there for everything: a report without one of these could never be finished.
/// `all` is where the posts should stand; `called` is how a unit is named to the reader.
pub fn staffed(
    all: &Place,
    posts: &[At<PostEntry>],
    measures: &[At<MeasureEntry>],
    units: &[UnitEntry],
    called: impl Fn(&UnitEntry) -> String,
    problems: &Problems,
) {
    let with = |role: Role| posts.iter().filter(move |post| post.value.role == role);
    let said =
        |key: &str, role: Role| Phrase::new(key).with("role", Arg::Code(role.as_str().to_owned()));
    for role in [Role::Reporter, Role::Executive] {
        let mut posts = with(role);
        match (posts.next(), posts.next()) {
            (Some(_), None) => {}
            (None, _) => problems.note(all, said("plan-no-post", role)),
            (Some(_), Some(second)) => problems.note(&second.at, said("plan-second-post", role)),
        }
    }
    let mut turns: Vec<u8> = with(Role::Verifier)
        .map(|post| post.value.turn)
        .filter(|turn| *turn > 0)
        .collect();
    turns.sort_unstable();
    if with(Role::Verifier).next().is_none() {
        problems.note(all, said("plan-no-post", Role::Verifier));
    } else if let Some(missing) = (1..)
        .zip(&turns)
        .find_map(|(next, turn)| (next < *turn).then_some(next))
    {
        let what = Phrase::new("plan-turn-missing").with("turn", Arg::Number(i64::from(missing)));
        problems.note(all, what);
    }
    for measure in measures {
        let Some(unit) = units.iter().find(|unit| unit.id == measure.value.unit) else {
            continue;
        };
        let reports = |post: &At<PostEntry>| {
            let of = post.value.unit.as_deref();
            of.is_some() && (of == Some(unit.id.as_str()) || of == unit.parent.as_deref())
        };
        if !with(Role::Contributor).any(reports) {
            let what = Phrase::new("plan-nobody-reports").with("unit", called(unit));
            problems.note(&measure.at, what);
        }
    }
}
