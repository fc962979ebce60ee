//! Who has not reported what, for the reporter: of each quarter that is overdue or at hand, person by
//! person, when each was reminded last, and a button that reminds them once more.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::board::{reporting, who};
use super::heat_map::{self, Mark};
use super::turn::Turn;
use super::{Action, Arg, Button, OfficeDesk, Phrase, Screen, State, quarters};
use crate::domain::calendar::Quarter;
use crate::domain::office::{OfficeId, PersonId, Post, Role};
use crate::domain::plan::Measure;
use crate::domain::reminding::{Chasing, Nudge};

/// People with a button of their own; more are reminded together.
const BUTTONS: usize = 20;

/// The list, with what was said before it.
pub(super) fn list(turn: &mut Turn, id: OfficeId) {
    let Some((office, _)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    let chasing = turn.desk.chasing.as_ref();
    let screen = screen(
        office,
        chasing,
        turn.desk.now,
        turn.desk.today,
        Screen::new("missing-title"),
    );
    turn.ask(State::Choice, screen);
}

/// Adds to `screen` who has not reported, and the buttons.
pub(super) fn screen(
    office: &OfficeDesk,
    chasing: Option<&Chasing>,
    now: i64,
    today: NaiveDate,
    mut screen: Screen,
) -> Screen {
    let id = office.plan.office;
    let quarters = by_quarter(office, chasing, today);
    if quarters.is_empty() {
        screen = screen.and("missing-nobody");
    }
    screen.parts.extend(quarters);
    let nudged: Vec<Button> = chasing.map_or(Vec::new(), |chasing| {
        let situation = chasing.situation(&office.plan);
        let reachable = |person: &PersonId| {
            let nudge = situation.nudge(*person, chasing.reminded(*person), now);
            !matches!(nudge, Nudge::Away | Nudge::Nothing)
        };
        people(office)
            .filter(|(person, _)| reachable(person))
            .map(|(person, post)| Button {
                label: Phrase::new("button-nudge").with("name", &post.name),
                action: Action::Nudge(id, person.0),
            })
            .collect()
    });
    if nudged.len() > 1 {
        let label = Phrase::new("button-nudge-all").with("count", nudged.len());
        screen = screen.button(label, Action::NudgeAll(id));
    }
    for button in nudged.into_iter().take(BUTTONS) {
        screen = screen.row([button]);
    }
    screen
        .button("button-coming", Action::Coming(id))
        .button("button-board", Action::Board(id))
        .button("button-home", Action::Home)
}

/// Everybody who reports measures, once, with the first of their posts that does.
pub(super) fn people(office: &OfficeDesk) -> impl Iterator<Item = (PersonId, &Post)> {
    let holder = |post: &Post| post.holder.as_ref().map(|holder| holder.person);
    let posts: Vec<&Post> = office.plan.with_role(Role::Contributor).collect();
    let first = move |at: usize, person| posts[..at].iter().all(|post| holder(post) != person);
    let posts = office.plan.with_role(Role::Contributor).enumerate();
    posts.filter_map(move |(at, post)| {
        let person = holder(post).filter(|person| first(at, Some(*person)))?;
        Some((person, post))
    })
}

/// What is missing in each quarter, by whom.
fn by_quarter(office: &OfficeDesk, chasing: Option<&Chasing>, today: NaiveDate) -> Vec<Phrase> {
    let begun = |quarter: &Quarter| {
        *quarter == office.quarter || heat_map::is_past_due(office, *quarter, today)
    };
    let mut said = Vec::new();
    let mut told = BTreeSet::new();
    for quarter in Quarter::ALL.into_iter().filter(begun) {
        let mut lines: Vec<(Phrase, Option<PersonId>, Vec<u32>)> = Vec::new();
        for standing in &office.standings {
            let at = heat_map::mark(office, standing, quarter, today);
            let open = !matches!(at, Mark::Filed | Mark::Acknowledged);
            if let Some(measure) = office.plan.measure(standing.measure).filter(|_| open) {
                for (who, person) in responsible(office, measure) {
                    let known = lines
                        .iter_mut()
                        .find(|(known, of, _)| *known == who && *of == person);
                    match known {
                        Some((_, _, numbers)) => numbers.push(measure.number),
                        None => lines.push((who, person, vec![measure.number])),
                    }
                }
            }
        }
        if lines.is_empty() {
            continue;
        }
        let lines: Vec<Phrase> = lines
            .into_iter()
            .map(|(who, person, numbers)| {
                // Once is enough.
                let first = person.filter(|person| told.insert(*person));
                let reminded = first.zip(chasing);
                let reminded = reminded.map(|(person, chasing)| reminded_of(chasing, person));
                let key = match reminded {
                    Some(_) => "missing-line-reminded",
                    None => "missing-line",
                };
                let line = Phrase::new(key)
                    .with("who", who)
                    .with("numbers", Arg::Label(heat_map::ranges(&numbers)));
                match reminded {
                    Some(reminded) => line.with("reminded", reminded),
                    None => line,
                }
            })
            .collect();
        said.push(
            Phrase::new("missing-quarter")
                .with("quarter", quarters::name(office, quarter))
                .with("due", quarters::due(office, quarter, today))
                .with("lines", lines),
        );
    }
    said
}

/// Everybody who can report a measure; who is to be asked for it where nobody can.
fn responsible(office: &OfficeDesk, measure: &Measure) -> Vec<(Phrase, Option<PersonId>)> {
    let mut able: Vec<(Phrase, Option<PersonId>)> = Vec::new();
    for post in &office.plan.posts {
        let Some(holder) = post.holder.as_ref() else {
            continue;
        };
        let known = able
            .iter()
            .any(|(_, person)| *person == Some(holder.person));
        if office.plan.may_report(post, measure) && !known {
            let who = Phrase::new("board-who").with("name", &post.name);
            able.push((who, Some(holder.person)));
        }
    }
    if able.is_empty() {
        able.push((who(office, measure), None));
    }
    able
}

/// When somebody was reminded last, or what stands against it.
fn reminded_of(chasing: &Chasing, person: PersonId) -> Phrase {
    let reminded = chasing.reminded(person);
    if chasing.away.contains_key(&person) {
        return Phrase::new("reminded-away");
    }
    match (reminded.waiting, reminded.last) {
        (Some(day), _) => Phrase::new("reminded-waits").with("date", day),
        (None, Some(last)) => Phrase::new("reminded-last").with("at", Arg::Moment(last)),
        (None, None) => Phrase::new("reminded-never"),
    }
}
