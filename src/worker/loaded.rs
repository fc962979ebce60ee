//! What the steps of one batch need, loaded in a handful of statements, and kept true while the batch
//! goes on: a step sees what the steps before it changed, or its update waits for the next batch.

mod lookups;
mod recall;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use anyhow::Result;
use chrono::{DateTime, NaiveDate};
use sqlx::AnyConnection;

use super::changes::Changes;
use super::seen::Seen;
use crate::dialogue::admin::Upload;
use crate::dialogue::{
    Desk, Event, FormerPost, Invitation, KeptVersion, OfficeDesk, QuarterStanding, State,
    StoredDraft,
};
use crate::domain::office::{Language, MeasureId, OfficeId, PersonId, PostId, Role, UploadId};
use crate::domain::reminding::Chasing;
use crate::domain::verified::{KeptEvidence, Verified};
use crate::store::Store;
use crate::store::facts::DraftChange;
use crate::store::inbox::Claimed;
use crate::store::invitations::Claimable;
use crate::store::offices::Counters;
use crate::store::people::Person;
use lookups::{
    actors, again, chasings, concerned, counters, desks, drafts, look_up_codes, look_up_former,
    look_up_found, look_up_messages, queued, states, uploads, versions,
};

const HOUR: i64 = 3600 * 1000;
/// Bangkok's offset from UTC in milliseconds; Thailand has no summer time.
const BANGKOK: i64 = 7 * HOUR;

/// Who sent an update.
#[derive(Clone, Debug)]
pub struct Actor {
    pub chat: i64,
    pub person: Person,
    /// Has no row yet.
    pub unknown: bool,
    /// In which they hold a post.
    pub offices: Vec<i64>,
    pub invitation: Option<Claimable>,
    /// The post they held last, if they hold none.
    pub former: Option<FormerPost>,
    /// The file of a report that their update asks about.
    found: Option<Verified>,
    /// What it is evidence of.
    evidence: Vec<KeptEvidence>,
    /// A code was given that stands for nothing.
    pub wrong_code: bool,
    /// The measure that the message, which was edited now, had been an answer for.
    edited: Option<i64>,
    /// Holds a post in an office that was not locked for this batch.
    late: bool,
}

impl Actor {
    /// Somebody known, of whom nothing else is known.
    fn of(chat: i64, person: Person, offices: Vec<i64>) -> Actor {
        Actor {
            chat,
            person,
            unknown: false,
            offices,
            invitation: None,
            former: None,
            found: None,
            evidence: Vec::new(),
            wrong_code: false,
            edited: None,
            late: false,
        }
    }
}

/// Everything that the steps of a batch need.
pub struct Loaded {
    now: i64,
    today: NaiveDate,
    actors: Vec<Actor>,
    states: HashMap<i64, State>,
    counters: HashMap<i64, Counters>,
    offices: HashMap<i64, OfficeDesk>,
    drafts: HashMap<i64, StoredDraft>,
    uploads: HashMap<UploadId, Upload>,
    chasings: HashMap<OfficeId, Chasing>,
    versions: HashMap<OfficeId, Vec<KeptVersion>>,
    /// Files that wait to be made.
    queued: u32,
    /// Offices that have changed in ways which are not followed here.
    changed: HashSet<i64>,
}

impl Loaded {
    pub async fn load(
        store: &Store,
        tx: &mut AnyConnection,
        claimed: &[Claimed],
        events: &[Result<Event>],
        seen: &mut Seen,
        now: i64,
    ) -> Result<Loaded> {
        let chats: Vec<i64> = claimed.iter().map(|update| update.chat).collect();
        let mut actors = actors(store, tx, &chats, seen, now).await?;
        look_up_codes(tx, &mut actors, events, now).await?;
        look_up_messages(tx, &mut actors, events).await?;
        let counters = counters(store, tx, &actors, seen).await?;
        if !store.is_sqlite() {
            // While the locks were waited for, another worker may have changed who holds what.
            again(tx, &mut actors, &counters).await?;
        }
        look_up_former(tx, &mut actors).await?;
        look_up_found(tx, &mut actors, events).await?;
        let offices = desks(store, tx, &counters, seen).await?;
        let chasings = chasings(tx, &actors, events, &offices, now).await?;
        let versions = versions(tx, &actors, events).await?;
        let mut loaded = Loaded {
            states: states(tx, &chats, seen).await?,
            actors,
            counters,
            offices,
            uploads: uploads(tx, events).await?,
            chasings,
            versions,
            queued: queued(tx, events).await?,
            ..Loaded::empty(now)
        };
        let measures = loaded.measures(events);
        loaded.drafts = drafts(tx, measures, seen).await?;
        Ok(loaded)
    }

    fn empty(now: i64) -> Loaded {
        Loaded {
            now,
            today: DateTime::from_timestamp_millis(now + BANGKOK)
                .unwrap_or_default()
                .date_naive(),
            actors: Vec::new(),
            states: HashMap::new(),
            counters: HashMap::new(),
            offices: HashMap::new(),
            drafts: HashMap::new(),
            uploads: HashMap::new(),
            chasings: HashMap::new(),
            versions: HashMap::new(),
            queued: 0,
            changed: HashSet::new(),
        }
    }

    /// The measures whose drafts the steps need.
    fn measures(&self, events: &[Result<Event>]) -> HashSet<i64> {
        let events = events.iter().enumerate();
        events
            .filter_map(|(at, event)| self.measure(at, event.as_ref().ok()?))
            .collect()
    }

    pub fn actor(&self, at: usize) -> &Actor {
        &self.actors[at]
    }

    pub fn language(&self, at: usize) -> Language {
        self.actors[at].person.language
    }

    /// Whether an update before this one has changed what it should see.
    pub fn must_wait(&self, at: usize) -> bool {
        let actor = &self.actors[at];
        actor.late || concerned(actor).any(|office| self.changed.contains(&office))
    }

    /// The chat's state and the desk of its person; the desk goes back by [`Self::put_back`].
    pub fn desk(
        &mut self,
        store: &Store,
        languages: &Arc<[Language]>,
        at: usize,
        event: &Event,
    ) -> (State, Desk) {
        let measure = self.measure(at, event);
        let actor = &self.actors[at];
        let edited = (actor.edited.map(MeasureId)).filter(|measure| self.may_see(at, *measure));
        let desk = Desk {
            now: self.now,
            today: self.today,
            fresh: store.id(self.now),
            person: PersonId(actor.person.id),
            language: actor.person.language,
            languages: languages.clone(),
            invitation: actor
                .invitation
                .as_ref()
                .and_then(|claimable| self.invitation(claimable)),
            former: actor.former.clone(),
            found: actor.found.clone(),
            evidence: actor.evidence.clone(),
            upload: event
                .upload()
                .and_then(|upload| self.uploads.get(&upload))
                .filter(|upload| actor.offices.contains(&upload.office.0))
                .cloned(),
            chasing: event
                .chased()
                .and_then(|(office, _)| self.chasings.get(&office))
                .filter(|chasing| actor.offices.contains(&chasing.office.0))
                .cloned(),
            versions: event
                .versions()
                .filter(|office| actor.offices.contains(&office.0))
                .and_then(|office| self.versions.get(&office).cloned())
                .unwrap_or_default(),
            queued: self.queued,
            draft: measure.and_then(|measure| self.drafts.remove(&measure)),
            edited,
            offices: actor
                .offices
                .iter()
                .filter_map(|office| self.offices.remove(office))
                .map(|mut office| {
                    office.quarter = office.quarter_on(self.today);
                    office
                })
                .collect(),
        };
        (
            self.states.get(&actor.chat).cloned().unwrap_or_default(),
            desk,
        )
    }

    pub fn put_back(&mut self, desk: Desk) {
        self.offices.extend(
            desk.offices
                .into_iter()
                .map(|office| (office.plan.office.0, office)),
        );
        self.drafts
            .extend(desk.draft.map(|draft| (draft.measure.0, draft)));
    }

    /// Brings what is loaded up to what a step has changed: drafts and filings exactly, since these
    /// are many; after anything else the office's people wait for the next batch.
    pub fn follow(&mut self, at: usize, change: &Changes) {
        self.changed.extend(change.unfollowed.iter().copied());
        for (measure, draft) in &change.drafts {
            match draft {
                DraftChange::Saved { office, draft } => {
                    let quarter = draft.draft.quarter;
                    self.drafts.insert(*measure, (**draft).clone());
                    self.standing(*office, *measure, |standing| {
                        standing.draft = Some(quarter);
                    });
                }
                DraftChange::Removed { office } => {
                    self.drafts.remove(measure);
                    self.standing(*office, *measure, |standing| standing.draft = None);
                }
            }
        }
        for new in &change.filings {
            self.standing(new.office, new.measure.0, |standing| {
                *standing.of_mut(new.filing.quarter) = QuarterStanding {
                    filing: Some(new.filing.clone()),
                    returned: None,
                };
            });
        }
        if let Some(language) = change.language {
            self.actors[at].person.language = language;
        }
    }

    /// Remembers for the next batch what stands after these changes were written.
    pub fn give_back(self, seen: &mut Seen, changes: &Changes) {
        if !changes.erased.is_empty() {
            return seen.clear();
        }
        seen.trim(self.actors.len() + self.offices.len());
        for (id, desk) in self.offices {
            if let Some(mut counters) = self
                .counters
                .get(&id)
                .copied()
                .filter(|_| !self.changed.contains(&id))
            {
                counters.facts += i64::from(changes.facts.contains(&id));
                seen.office(id, counters, desk);
            }
        }
        if changes.people.is_empty() && changes.offices.is_empty() && changes.plans.is_empty() {
            let known = self.actors.into_iter().filter(|actor| !actor.unknown);
            seen.people
                .extend(known.map(|actor| (actor.chat, (actor.person, actor.offices))));
        } else {
            // Who takes a post may take it from somebody else.
            seen.people.clear();
        }
        seen.states.extend(self.states);
        seen.states.extend(changes.states.iter().cloned());
        let removed = changes.drafts.keys().map(|measure| (*measure, None));
        seen.drafts.extend(removed);
        let drafts = self.drafts.into_iter();
        seen.drafts
            .extend(drafts.map(|(measure, draft)| (measure, Some(draft))));
    }

    fn standing(
        &mut self,
        office: i64,
        measure: i64,
        change: impl FnOnce(&mut crate::dialogue::MeasureStanding),
    ) {
        let standings = self
            .offices
            .get_mut(&office)
            .map(|desk| desk.standings.iter_mut());
        if let Some(standing) = standings
            .into_iter()
            .flatten()
            .find(|standing| standing.measure.0 == measure)
        {
            change(standing);
        }
    }

    /// The measure whose draft the step needs, if this person may see it.
    fn measure(&self, at: usize, event: &Event) -> Option<i64> {
        let actor = &self.actors[at];
        let measure = event
            .measure()
            .or(actor.edited.map(MeasureId))
            .or_else(|| self.states.get(&actor.chat)?.measure())?;
        self.may_see(at, measure).then_some(measure.0)
    }

    fn may_see(&self, at: usize, measure: MeasureId) -> bool {
        self.actors[at].offices.iter().any(|office| {
            self.offices
                .get(office)
                .is_some_and(|desk| desk.plan.measure(measure).is_some())
        })
    }

    fn invitation(&self, claimable: &Claimable) -> Option<Invitation> {
        let plan = &self.offices.get(&claimable.office)?.plan;
        Some(Invitation {
            code_hash: claimable.code_hash.clone(),
            office: OfficeId(claimable.office),
            office_name: plan.name.clone(),
            post: plan.post(PostId(claimable.post))?.clone(),
            reporters: plan
                .with_role(Role::Reporter)
                .filter_map(|post| post.holder.clone())
                .collect(),
        })
    }
}
