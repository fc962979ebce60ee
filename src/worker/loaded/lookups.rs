//! The statements by which a batch is loaded: what was remembered from the last one is not asked again.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use anyhow::Result;
use sqlx::AnyConnection;

use super::{Actor, HOUR};
use crate::dialogue::admin::Upload;
use crate::dialogue::{Event, KeptVersion, OfficeDesk, State, StoredDraft};
use crate::domain::office::{Language, OfficeId, UploadId};
use crate::domain::plan::OfficePlan;
use crate::domain::reminding::Chasing;
use crate::domain::verified::Probe;
use crate::reminders::Outlook;
use crate::store::offices::Counters;
use crate::store::people::Person;
use crate::store::{
    Store, conversations, facts, invitations, making, offices, people, plan_uploads, reminders,
    reports, typed, verify,
};
use crate::worker::seen::Seen;

/// Wrong codes of a chat within an hour, after which its codes are not looked up.
const WRONG_CODES: i64 = 5;
/// Wrong codes of all chats within an hour, after which a chat is not looked up again that gave a wrong one: whoever
/// guesses by many accounts has one guess of each, and whoever opens their own link first is let in as ever [ours].
const WRONG_CODES_OF_ALL: i64 = 500;

pub(super) async fn actors(
    store: &Store,
    tx: &mut AnyConnection,
    chats: &[i64],
    seen: &Seen,
    now: i64,
) -> Result<Vec<Actor>> {
    let others = unseen(chats, |chat| seen.people.contains_key(&chat));
    let known = people::by_chats(tx, &others).await?;
    let ids: Vec<i64> = known.values().map(|person| person.id).collect();
    let mut offices = people::offices(tx, &ids).await?;
    let actor = |chat: &i64| {
        let remembered = seen.people.get(chat);
        let person = remembered
            .map(|(person, _)| *person)
            .or_else(|| known.get(chat).copied());
        let unknown = person.is_none();
        let person = person.unwrap_or_else(|| Person {
            id: store.id(now),
            chat: *chat,
            language: Language::default(),
            blocked: false,
        });
        let offices = match remembered {
            Some((_, offices)) => offices.clone(),
            None => offices.remove(&person.id).unwrap_or_default(),
        };
        Actor {
            unknown,
            ..Actor::of(*chat, person, offices)
        }
    };
    Ok(chats.iter().map(actor).collect())
}

/// Those that must be asked for.
pub(super) fn unseen(ids: &[i64], is_seen: impl Fn(i64) -> bool) -> Vec<i64> {
    ids.iter().copied().filter(|id| !is_seen(*id)).collect()
}

/// The states of chats; they go back to `seen` after the batch.
pub(super) async fn states(
    tx: &mut AnyConnection,
    chats: &[i64],
    seen: &mut Seen,
) -> Result<HashMap<i64, State>> {
    let others = unseen(chats, |chat| seen.states.contains_key(&chat));
    let mut states = conversations::states(tx, &others).await?;
    for chat in chats {
        let state = seen.states.remove(chat);
        states
            .entry(*chat)
            .or_insert_with(|| state.unwrap_or_default());
    }
    Ok(states)
}

/// Likewise the drafts of measures.
pub(super) async fn drafts(
    tx: &mut AnyConnection,
    measures: HashSet<i64>,
    seen: &mut Seen,
) -> Result<HashMap<i64, StoredDraft>> {
    let measures: Vec<i64> = measures.into_iter().collect();
    let others = unseen(&measures, |measure| seen.drafts.contains_key(&measure));
    let mut drafts = facts::drafts(tx, &others).await?;
    for measure in measures {
        let draft = seen.drafts.insert(measure, None).flatten();
        drafts.extend(draft.map(|draft| (measure, draft)));
    }
    Ok(drafts)
}

pub(super) async fn look_up_codes(
    tx: &mut AnyConnection,
    actors: &mut [Actor],
    events: &[Result<Event>],
    now: i64,
) -> Result<()> {
    for (actor, event) in actors.iter_mut().zip(events) {
        let Ok(Event::Start {
            code: Some(code), ..
        }) = event
        else {
            continue;
        };
        if code.is_empty() || has_guessed(tx, actor.chat, now - HOUR).await? {
            continue;
        }
        actor.invitation = invitations::claimable(tx, code, now).await?;
        actor.wrong_code = actor.invitation.is_none();
    }
    Ok(())
}

/// Whether so many wrong codes were given since then that this chat's are not looked up.
async fn has_guessed(tx: &mut AnyConnection, chat: i64, since: i64) -> Result<bool> {
    let of_chat = people::wrong_codes(tx, chat, since).await?;
    Ok(of_chat >= WRONG_CODES
        || of_chat > 0 && people::wrong_codes_of_all(tx, since).await? >= WRONG_CODES_OF_ALL)
}

/// The plan files that events are about, which are few.
pub(super) async fn uploads(
    tx: &mut AnyConnection,
    events: &[Result<Event>],
) -> Result<HashMap<UploadId, Upload>> {
    let mut uploads = HashMap::new();
    let wanted = events.iter().flatten().filter_map(Event::upload);
    for id in wanted.collect::<HashSet<_>>() {
        uploads.extend(
            plan_uploads::by_id(tx, id)
                .await?
                .map(|upload| (id, upload)),
        );
    }
    Ok(uploads)
}

/// How the offices are reminded that events are about, which are few; of those only in which the person
/// holds a post.
pub(super) async fn chasings(
    tx: &mut AnyConnection,
    actors: &[Actor],
    events: &[Result<Event>],
    desks: &HashMap<i64, OfficeDesk>,
    now: i64,
) -> Result<HashMap<OfficeId, Chasing>> {
    let mut wanted: HashMap<OfficeId, bool> = HashMap::new();
    for (actor, event) in actors.iter().zip(events) {
        let chased = event.as_ref().ok().and_then(Event::chased);
        if let Some((office, ahead)) = chased.filter(|(id, _)| actor.offices.contains(&id.0)) {
            *wanted.entry(office).or_default() |= ahead;
        }
    }
    let mut chasings = HashMap::with_capacity(wanted.len());
    for (office, ahead) in wanted {
        let Some(desk) = desks.get(&office.0) else {
            continue;
        };
        let plans = [OfficePlan::clone(&desk.plan)];
        let situations = reminders::situations(tx, &plans).await?;
        let Some(situation) = situations.first() else {
            continue;
        };
        let coming = match ahead {
            true => Outlook::load(tx, situation, now).await?.coming(now),
            false => Vec::new(),
        };
        let chasing = Chasing {
            office,
            reminded: reminders::reminded(tx, office, desk.plan.plan).await?,
            lacking: situation.lacking.clone(),
            reports: situation.reports.clone(),
            away: situation.away.clone(),
            coming,
        };
        chasings.insert(office, chasing);
    }
    Ok(chasings)
}

/// Every version of the offices of which events ask for earlier ones, which are few; of those only in which
/// the person holds a post.
pub(super) async fn versions(
    tx: &mut AnyConnection,
    actors: &[Actor],
    events: &[Result<Event>],
) -> Result<HashMap<OfficeId, Vec<KeptVersion>>> {
    let mut versions = HashMap::new();
    for (actor, event) in actors.iter().zip(events) {
        let wanted = event.as_ref().ok().and_then(Event::versions);
        if let Some(office) = wanted.filter(|office| actor.offices.contains(&office.0))
            && !versions.contains_key(&office)
        {
            versions.insert(office, reports::all(tx, office).await?);
        }
    }
    Ok(versions)
}

/// How many files wait to be made, if one more may be wanted.
pub(super) async fn queued(tx: &mut AnyConnection, events: &[Result<Event>]) -> Result<u32> {
    match events.iter().flatten().any(Event::compiles) {
        true => making::queued(tx).await,
        false => Ok(0),
    }
}

/// Those who are known and hold no post, who are few, held one perhaps.
pub(super) async fn look_up_former(tx: &mut AnyConnection, actors: &mut [Actor]) -> Result<()> {
    for actor in actors {
        if !actor.unknown && actor.offices.is_empty() {
            actor.former = people::last_post(tx, actor.person.id).await?;
        }
    }
    Ok(())
}

/// What files and codes that people ask about are, which few do; of their own offices only.
pub(super) async fn look_up_found(
    tx: &mut AnyConnection,
    actors: &mut [Actor],
    events: &[Result<Event>],
) -> Result<()> {
    for (actor, event) in actors.iter_mut().zip(events) {
        let probe = event.as_ref().ok().and_then(Event::probe);
        if let Some(probe) = probe.filter(|_| !actor.offices.is_empty()) {
            actor.found = verify::find(tx, &probe, Some(actor.person.id)).await?;
            if let (None, Probe::Sha256(sha256)) = (&actor.found, &probe) {
                actor.evidence = verify::evidence(tx, sha256, Some(actor.person.id)).await?;
            }
        }
    }
    Ok(())
}

pub(super) async fn look_up_messages(
    tx: &mut AnyConnection,
    actors: &mut [Actor],
    events: &[Result<Event>],
) -> Result<()> {
    for (actor, event) in actors.iter_mut().zip(events) {
        if let Ok(Event::Edited { message, .. }) = event {
            actor.edited = typed::measure(tx, actor.chat, (*message).into()).await?;
        }
    }
    Ok(())
}

pub(super) async fn again(
    tx: &mut AnyConnection,
    actors: &mut [Actor],
    locked: &HashMap<i64, Counters>,
) -> Result<()> {
    let ids: Vec<i64> = actors
        .iter()
        .filter(|actor| !actor.unknown)
        .map(|actor| actor.person.id)
        .collect();
    let mut offices = people::offices(tx, &ids).await?;
    for actor in actors {
        actor.offices = offices.remove(&actor.person.id).unwrap_or_default();
        let late = concerned(actor).any(|office| !locked.contains_key(&office));
        actor.late = late;
    }
    Ok(())
}

pub(super) fn concerned(actor: &Actor) -> impl Iterator<Item = i64> {
    actor.offices.iter().copied().chain(
        actor
            .invitation
            .as_ref()
            .map(|invitation| invitation.office),
    )
}

/// The counters of the actors' offices, locked where another process may change them.
pub(super) async fn counters(
    store: &Store,
    tx: &mut AnyConnection,
    actors: &[Actor],
    seen: &Seen,
) -> Result<HashMap<i64, Counters>> {
    let mut known = HashMap::new();
    let mut others = Vec::new();
    for office in actors.iter().flat_map(concerned) {
        match seen.counters(office) {
            Some(counters) => drop(known.insert(office, counters)),
            None => others.push(office),
        }
    }
    if !others.is_empty() {
        known.extend(offices::lock(store, tx, &others).await?);
    }
    Ok(known)
}

/// The desks of offices: remembered ones where the counters say that nothing has changed.
pub(super) async fn desks(
    store: &Store,
    tx: &mut AnyConnection,
    counters: &HashMap<i64, Counters>,
    seen: &mut Seen,
) -> Result<HashMap<i64, OfficeDesk>> {
    let mut desks = HashMap::with_capacity(counters.len());
    let (mut plans, mut revised) = (Vec::new(), Vec::new());
    for (office, current) in counters {
        match seen.offices.remove(office) {
            Some((counted, desk)) if counted == *current => {
                desks.insert(*office, desk);
            }
            Some((counted, desk)) if counted.revision == current.revision => plans.push(desk.plan),
            _ => revised.push(*office),
        }
    }
    if !revised.is_empty() {
        plans.extend(
            offices::with_plans(store, tx, &revised)
                .await?
                .into_iter()
                .map(Arc::new),
        );
    }
    if !plans.is_empty() {
        let fresh = facts::desks(tx, &plans).await?;
        desks.extend(fresh.into_iter().map(|desk| (desk.plan.office.0, desk)));
    }
    Ok(desks)
}
