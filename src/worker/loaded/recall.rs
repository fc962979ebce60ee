//! A batch that needs nothing of the database, because all of it is remembered: its steps can be taken while
//! the database still writes down what came in.

use std::collections::{HashMap, HashSet};

use anyhow::Result;

use super::{Actor, Loaded};
use crate::dialogue::Event;
use crate::store::inbox::Claimed;
use crate::worker::seen::Seen;

impl Loaded {
    /// What [`Loaded::load`] would give, if it is all in `seen`; otherwise `seen` stays as it is.
    pub fn recall(
        claimed: &[Claimed],
        events: &[Result<Event>],
        seen: &mut Seen,
        now: i64,
    ) -> Option<Loaded> {
        let actors: Vec<Actor> = (claimed.iter().zip(events))
            .map(|(update, event)| actor(update.chat, event.as_ref().ok()?, seen))
            .collect::<Option<_>>()?;
        let offices: HashSet<i64> = actors
            .iter()
            .flat_map(|actor| actor.offices.iter().copied())
            .collect();
        let counters: HashMap<_, _> = offices
            .iter()
            .map(|office| Some((*office, seen.counters(*office)?)))
            .collect::<Option<_>>()?;
        let mut loaded = Loaded::empty(now);
        loaded.states = (actors.iter())
            .filter_map(|actor| seen.states.remove_entry(&actor.chat))
            .collect();
        loaded.offices = (offices.iter())
            .filter_map(|office| Some((*office, seen.offices.remove(office)?.1)))
            .collect();
        (loaded.actors, loaded.counters) = (actors, counters);
        let measures = loaded.measures(events);
        if measures.iter().all(|id| seen.drafts.contains_key(id)) {
            let drafts = measures.into_iter().filter_map(|measure| {
                let draft = seen.drafts.insert(measure, None).flatten()?;
                Some((measure, draft))
            });
            loaded.drafts = drafts.collect();
            return Some(loaded);
        }
        seen.states.extend(loaded.states);
        let counters = loaded.counters;
        let offices = loaded.offices.into_iter();
        seen.offices
            .extend(offices.filter_map(|(id, desk)| Some((id, (*counters.get(&id)?, desk)))));
        None
    }
}

/// Who sent an update, if nothing more is to be looked up for it.
fn actor(chat: i64, event: &Event, seen: &Seen) -> Option<Actor> {
    let asks = matches!(
        event,
        Event::Start { code: Some(_), .. } | Event::Edited { .. }
    ) || event.upload().is_some()
        || event.chased().is_some()
        || event.versions().is_some()
        || event.probe().is_some()
        || event.compiles();
    let (person, offices) = seen.people.get(&chat)?;
    // Whoever holds no post may have held one.
    let known = !asks && !offices.is_empty() && seen.states.contains_key(&chat);
    known.then(|| Actor::of(chat, *person, offices.clone()))
}
