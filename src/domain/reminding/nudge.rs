//! A reminder that the reporter asks for by a press: whom it may go to now, and what is known of the
//! reminders before it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Kind, Situation, Slot, Waits};
use crate::domain::calendar::bangkok;
use crate::domain::due::{next_working_moment, opening};
use crate::domain::office::{MeasureId, OfficeId, PersonId};
use crate::domain::plan::OfficePlan;

/// How somebody was reminded before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reminded {
    /// When a reminder was sent to them last, in epoch milliseconds.
    pub last: Option<i64>,
    /// The day of one that is on its way.
    pub waiting: Option<NaiveDate>,
}

/// What will be said at a moment to come (epoch milliseconds), if nothing changes until then: whom a
/// message goes to, and the reminders that it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    pub at: i64,
    pub said: Vec<(PersonId, Vec<Slot>)>,
}

impl Coming {
    /// How far ahead the reporter looks.
    pub const WEEKS: u32 = 4;
}

/// How an office is reminded, as it was looked up for its reporter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chasing {
    pub office: OfficeId,
    /// As in [`Situation`].
    pub lacking: BTreeMap<MeasureId, [bool; 4]>,
    pub reports: Vec<Waits>,
    pub away: BTreeMap<PersonId, i64>,
    pub reminded: BTreeMap<PersonId, Reminded>,
    /// Looked up only where it is asked for.
    pub coming: Vec<Coming>,
}

impl Chasing {
    pub fn situation<'a>(&self, plan: &'a OfficePlan) -> Situation<'a> {
        Situation {
            plan,
            lacking: self.lacking.clone(),
            reports: self.reports.clone(),
            away: self.away.clone(),
            snoozed: BTreeMap::new(),
            nudged: BTreeMap::new(),
        }
    }

    pub fn reminded(&self, person: PersonId) -> Reminded {
        self.reminded.get(&person).copied().unwrap_or_default()
    }
}

/// What a nudge of somebody comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nudge {
    /// It goes out at this moment (epoch milliseconds): at once, or when the office opens.
    At(i64),
    /// They were reminded at `last`, and may be nudged from `next` on.
    TooSoon { last: i64, next: i64 },
    /// A reminder for this day is on its way.
    Waits(NaiveDate),
    /// They blocked the bot.
    Away,
    /// They lack nothing.
    Nothing,
}

impl Situation<'_> {
    /// The reminder that a nudge of somebody is.
    pub fn nudge_slot(&self, person: PersonId, day: NaiveDate) -> Slot {
        Slot {
            day,
            person,
            quarter: None,
            kind: Kind::Nudge,
        }
    }

    /// Whether somebody may be nudged at `now` (epoch milliseconds): so many working days, usually one, after
    /// their last reminder of any kind.
    pub fn nudge(&self, person: PersonId, reminded: Reminded, now: i64) -> Nudge {
        let holidays = &self.plan.holidays;
        let at = next_working_moment(now, holidays);
        let day = bangkok(at).date_naive();
        let slot = self.nudge_slot(person, day);
        if self.away.contains_key(&person) {
            return Nudge::Away;
        }
        if self.notice(person, day, &[slot]).is_empty() {
            return Nudge::Nothing;
        }
        if let Some(day) = reminded.waiting {
            return Nudge::Waits(day);
        }
        let Some(last) = reminded.last else {
            return Nudge::At(at);
        };
        let apart = self.plan.rhythm.nudge_every.max(1);
        let next = opening(holidays.add_working_days(bangkok(last).date_naive(), apart));
        match next <= at {
            true => Nudge::At(at),
            false => Nudge::TooSoon { last, next },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::holidays::Holidays;
    use crate::domain::office::{Holder, Language, PlanId, Post, PostId, Role, Unit, UnitId};
    use crate::domain::plan::Measure;
    use crate::domain::rhythm::Rhythm;

    const HOUR: i64 = 3_600_000;
    const WHO: PersonId = PersonId(7);

    fn plan() -> OfficePlan {
        let unit = UnitId(1);
        OfficePlan {
            office: OfficeId(1),
            revision: 1,
            name: String::new(),
            short_name: String::new(),
            address: String::new(),
            order_issuer: String::new(),
            units: vec![Unit {
                id: unit,
                code: "u".to_owned(),
                name: "u".to_owned(),
                parent: None,
            }],
            posts: vec![Post {
                id: PostId(1),
                code: "c".to_owned(),
                role: Role::Contributor,
                turn: 0,
                name: "c".to_owned(),
                position: "c".to_owned(),
                unit: Some(unit),
                holder: Some(Holder {
                    person: WHO,
                    chat: 7,
                    language: Language::default(),
                    since: 0,
                }),
                invited_until: None,
                head: false,
            }],
            plan: PlanId(1),
            fiscal_year: 2566,
            wording: Default::default(),
            measures: vec![Measure {
                id: MeasureId(1),
                number: 1,
                title: "m".to_owned(),
                methods: Vec::new(),
                unit,
                period: String::new(),
                score: None,
            }],
            retired: Vec::new(),
            holidays: Holidays::default().into(),
            requirements: Default::default(),
            rhythm: Rhythm::default(),
            usual_rhythm: Rhythm::default(),
            own_rhythm: Default::default(),
            opened: 0,
        }
    }

    fn lacking(quarters: [bool; 4]) -> Chasing {
        Chasing {
            office: OfficeId(1),
            lacking: [(MeasureId(1), quarters)].into(),
            reports: Vec::new(),
            away: BTreeMap::new(),
            reminded: BTreeMap::new(),
            coming: Vec::new(),
        }
    }

    fn at(month: u32, day: u32) -> i64 {
        opening(date(month, day))
    }

    fn date(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, month, day).unwrap()
    }

    #[test]
    fn somebody_is_nudged_once_a_working_day_and_not_at_night() {
        let plan = plan();
        let chasing = lacking([false, false, false, true]);
        let situation = chasing.situation(&plan);
        let nudge = |last, waiting, now| situation.nudge(WHO, Reminded { last, waiting }, now);
        // Wednesday the 4th of October; the 13th is a holiday, the 14th and 15th a weekend.
        let now = at(10, 4) + HOUR;
        assert_eq!(nudge(None, None, now), Nudge::At(now));
        assert_eq!(nudge(None, None, now + 9 * HOUR), Nudge::At(at(10, 5)));
        assert_eq!(nudge(Some(at(10, 3) + 7 * HOUR), None, now), Nudge::At(now));
        let (last, next) = (now - HOUR, at(10, 5));
        assert_eq!(nudge(Some(last), None, now), Nudge::TooSoon { last, next });
        // In the evening the next working morning is far enough.
        assert_eq!(nudge(Some(last), None, now + 9 * HOUR), Nudge::At(next));
        let thursday = at(10, 12);
        assert_eq!(
            nudge(Some(thursday), None, thursday + HOUR),
            Nudge::TooSoon {
                last: thursday,
                next: at(10, 16)
            }
        );
        let friday = thursday + 25 * HOUR;
        assert_eq!(nudge(Some(thursday), None, friday), Nudge::At(at(10, 16)));
        let mut seldom = plan.clone();
        seldom.rhythm.nudge_every = 3;
        let last = Some(at(10, 3));
        let reminded = Reminded {
            last,
            waiting: None,
        };
        assert_eq!(
            chasing.situation(&seldom).nudge(WHO, reminded, at(10, 5)),
            Nudge::TooSoon {
                last: at(10, 3),
                next: at(10, 6)
            }
        );
        let monday = Some(date(10, 16));
        assert_eq!(nudge(None, monday, friday), Nudge::Waits(date(10, 16)));
    }

    #[test]
    fn who_lacks_nothing_or_blocked_the_bot_is_not_nudged() {
        let plan = plan();
        let mut chasing = lacking([true, true, true, false]);
        // The year's first quarters were due before the plan was taken over.
        let mut late = plan.clone();
        late.opened = at(10, 2);
        let now = at(10, 4);
        let nudge = |chasing: &Chasing, plan: &OfficePlan| {
            chasing.situation(plan).nudge(WHO, Reminded::default(), now)
        };
        assert_eq!(nudge(&chasing, &late), Nudge::Nothing);
        assert_eq!(nudge(&chasing, &plan), Nudge::At(now));
        // In the middle of a quarter that is asked for now, but not of one that is still to come.
        let february = at(2, 20);
        let of = |quarters| {
            let chasing = lacking(quarters);
            let situation = chasing.situation(&plan);
            situation.nudge(WHO, Reminded::default(), february)
        };
        assert_eq!(of([false, true, false, false]), Nudge::At(february));
        assert_eq!(of([false, false, true, true]), Nudge::Nothing);
        chasing.away = [(WHO, 1)].into();
        assert_eq!(nudge(&chasing, &plan), Nudge::Away);
    }
}
