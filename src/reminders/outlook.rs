//! What would be said at moments to come, if nothing changes until then. Nothing is written: what a tick
//! would record is only remembered from one moment to the next.

use anyhow::Result;
use sqlx::AnyConnection;

use super::{from, work_out};
use crate::domain::calendar::bangkok;
use crate::domain::due::{closing, next_working_moment, working_hours};
use crate::domain::office::{OfficeId, PersonId};
use crate::domain::reminding::{Coming, Situation, Slot};
use crate::store::outbox::Calm;
use crate::store::reminders::{self, Fate, Made};
use crate::store::{Store, offices};

/// How far ahead the next reminder is looked for, in working days: a year and a half.
const HORIZON: usize = 400;

/// A message that would be put into the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub person: PersonId,
    /// The person's, as their post has it.
    pub name: String,
    /// The reminders that it is made of.
    pub slots: Vec<Slot>,
    pub message: Calm,
}

/// What an office will be told, asked for one moment after the other.
pub struct Outlook<'a> {
    situation: &'a Situation<'a>,
    /// Up to when the office was looked at, in epoch milliseconds.
    until: i64,
    made: Vec<Made>,
}

impl<'a> Outlook<'a> {
    /// An office's outlook from `now` (epoch milliseconds) on, with what was said to it before.
    pub async fn load(
        connection: &mut AnyConnection,
        situation: &'a Situation<'a>,
        now: i64,
    ) -> Result<Outlook<'a>> {
        let plan = situation.plan;
        let until = reminders::until(connection, plan.office).await?;
        let from = from(plan, until, now);
        let made = reminders::made(connection, plan.office, plan.plan, from).await?;
        Ok(Outlook {
            situation,
            until,
            made,
        })
    }

    /// What would be said at `now` (epoch milliseconds), given what was said at the moments asked for
    /// before; nothing outside working hours.
    pub fn at(&mut self, now: i64) -> Vec<Said> {
        let plan = self.situation.plan;
        if !working_hours(now, &plan.holidays) {
            return Vec::new();
        }
        let from = from(plan, self.until, now);
        let worked_out = work_out(self.situation, from, &self.made, now, || 0);
        for record in worked_out.records {
            self.made.retain(|made| made.slot != record.slot);
            self.made.push(Made {
                id: 0,
                slot: record.slot,
                open: record.fate == Fate::Held,
            });
        }
        let name = |person| plan.held_by(person).next().map(|post| post.name.clone());
        let said = worked_out.said.into_iter().zip(worked_out.messages);
        said.map(|((person, slots), message)| Said {
            person,
            name: name(person).unwrap_or_default(),
            slots,
            message,
        })
        .collect()
    }

    /// Who will be reminded of what in the weeks after `now`, for the reporter.
    pub fn coming(self, now: i64) -> Vec<Coming> {
        let said = |said: Vec<Said>| said.into_iter().map(|said| (said.person, said.slots));
        let until = now.saturating_add(i64::from(Coming::WEEKS) * 7 * 86_400_000);
        self.after(now)
            .take_while(move |(at, _)| *at <= until)
            .map(|(at, all)| Coming {
                at,
                said: said(all).collect(),
            })
            .collect()
    }

    /// The moments after `now` at which the office opens, with what would be said then; days without
    /// anything are left out.
    pub fn after(mut self, now: i64) -> impl Iterator<Item = (i64, Vec<Said>)> + use<'a> {
        // What is being said right now does not come again.
        self.at(now);
        let holidays = &self.situation.plan.holidays;
        let mut last = now;
        let openings = std::iter::repeat_with(move || {
            let closed = match working_hours(last, holidays) {
                true => closing(bangkok(last).date_naive()),
                false => last,
            };
            last = next_working_moment(closed, holidays);
            last
        });
        openings
            .take(HORIZON)
            .map(move |moment| (moment, self.at(moment)))
            .filter(|(_, said)| !said.is_empty())
    }
}

/// What would be said to an office at each of these moments, which come in their order.
pub async fn preview(
    store: &Store,
    office: OfficeId,
    moments: impl IntoIterator<Item = i64>,
) -> Result<Vec<(i64, Vec<Said>)>> {
    let mut moments = moments.into_iter().peekable();
    let Some(first) = moments.peek().copied() else {
        return Ok(Vec::new());
    };
    let shown = with(store, office, first, |mut outlook| {
        moments
            .by_ref()
            .map(|moment| (moment, outlook.at(moment)))
            .collect()
    });
    match shown.await? {
        Some(shown) => Ok(shown),
        None => Ok(moments.map(|moment| (moment, Vec::new())).collect()),
    }
}

/// The next moment after `now` at which somebody of the office is reminded, if nothing changes; none if
/// nobody will be.
pub async fn next(store: &Store, office: OfficeId, now: i64) -> Result<Option<i64>> {
    let next = with(store, office, now, |outlook| {
        outlook.after(now).next().map(|(moment, _)| moment)
    });
    Ok(next.await?.flatten())
}

/// Asks for an office's outlook from `now` on; none without a plan.
async fn with<T>(
    store: &Store,
    office: OfficeId,
    now: i64,
    ask: impl FnOnce(Outlook<'_>) -> T,
) -> Result<Option<T>> {
    let mut reader = store.reader().await?;
    let plans = offices::with_plans(store, &mut reader, &[office.0]).await?;
    let situations = reminders::situations(&mut reader, &plans).await?;
    let Some(situation) = situations.first() else {
        return Ok(None);
    };
    let outlook = Outlook::load(&mut reader, situation, now).await?;
    Ok(Some(ask(outlook)))
}
