//! Who will be reminded of what in the weeks to come, for the reporter: day by day, if nothing changes.

use std::collections::BTreeMap;

use super::board::reporting;
use super::turn::Turn;
use super::{Action, Arg, OfficeDesk, Phrase, Screen, State, quarters};
use crate::domain::calendar::{Quarter, bangkok};
use crate::domain::office::{OfficeId, PersonId};
use crate::domain::reminding::{Coming, Kind};

/// Days that are listed, and people who are named on one line.
const DAYS: usize = 10;
const PEOPLE: usize = 8;

pub(super) fn list(turn: &mut Turn, id: OfficeId) {
    let Some((office, _)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    let coming = turn.desk.chasing.as_ref().map(|of| of.coming.as_slice());
    let coming = coming.unwrap_or_default();
    let days = coming.iter().take(DAYS).map(|day| day_of(office, day));
    let mut days: Vec<Phrase> = days.collect();
    if coming.len() > DAYS {
        days.push(Phrase::new("coming-more").with("count", coming.len() - DAYS));
    }
    let mut screen = Screen::new(Phrase::new("coming-title").with("weeks", Coming::WEEKS));
    if days.is_empty() {
        screen = screen.and("coming-none");
    }
    screen.parts.extend(days);
    let screen = screen
        .button("button-missing", Action::Missing(id))
        .button("button-board", Action::Board(id))
        .button("button-home", Action::Home);
    turn.ask(State::Choice, screen);
}

fn day_of(office: &OfficeDesk, coming: &Coming) -> Phrase {
    let mut kinds: BTreeMap<(Kind, Option<Quarter>), Vec<PersonId>> = BTreeMap::new();
    for (person, slots) in &coming.said {
        for slot in slots {
            let people = kinds.entry((slot.kind, slot.quarter)).or_default();
            if !people.contains(person) {
                people.push(*person);
            }
        }
    }
    let lines: Vec<Phrase> = kinds
        .into_iter()
        .map(|((kind, quarter), people)| {
            let kind = Phrase::new("coming-kind").with("kind", Arg::Code(kind.as_str().to_owned()));
            let line = match quarter {
                Some(quarter) => Phrase::new("coming-line-quarter")
                    .with("quarter", quarters::name(office, quarter)),
                None => Phrase::new("coming-line"),
            };
            line.with("kind", kind)
                .with("names", names(office, &people))
        })
        .collect();
    Phrase::new("coming-day")
        .with("date", bangkok(coming.at).date_naive())
        .with("lines", lines)
}

fn names(office: &OfficeDesk, people: &[PersonId]) -> Phrase {
    let named = people.iter().take(PEOPLE).filter_map(|person| {
        let post = office.plan.held_by(*person).next()?;
        Some(post.name.as_str())
    });
    let names: Vec<&str> = named.collect();
    Phrase::new("coming-names")
        .with("names", names.join(", "))
        .with("more", people.len().saturating_sub(PEOPLE))
}
