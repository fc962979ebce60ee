//! What one person is told at a moment: everything that is missing, in one message.

use chrono::NaiveDate;

use super::{Kind, Situation, Slot, Waits};
use crate::domain::calendar::Quarter;
use crate::domain::due;
use crate::domain::office::{MeasureId, PersonId, ReportId, Role};

/// What is missing in one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub quarter: Quarter,
    pub due: NaiveDate,
    /// In the plan's order, never empty.
    pub measures: Vec<MeasureId>,
}

/// What the year's report waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    ToCompile,
    /// This version can be sent for checking.
    ToSend(ReportId),
}

/// One message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// The person's own, the earliest quarter first.
    pub own: Vec<Part>,
    /// Overdue in the units that they head.
    pub headed: Vec<Part>,
    /// Overdue in the office, for its reporter.
    pub office: Vec<Part>,
    /// The version that waits for them.
    pub waits: Option<Waits>,
    /// The fiscal year has ended.
    pub turn: bool,
    /// The year's report is late.
    pub closing: Option<Closing>,
    /// The next plan can be opened.
    pub next_plan: bool,
    /// The reporter asked for it.
    pub nudged: bool,
    /// Who blocked the bot.
    pub away: Vec<PersonId>,
}

impl Notice {
    pub fn is_empty(&self) -> bool {
        *self == Notice::default()
    }
}

impl Situation<'_> {
    /// What a person is told on a day by these reminders, and with them everything else of its kind that
    /// is missing by then.
    pub fn notice(&self, person: PersonId, today: NaiveDate, slots: &[Slot]) -> Notice {
        let has = |kind: Kind| slots.iter().any(|slot| slot.kind == kind);
        let snoozed = has(Kind::Snoozed);
        let nudged = has(Kind::Nudge);
        let part = |quarter, measures: Vec<&crate::domain::plan::Measure>| {
            let measures: Vec<MeasureId> = measures.iter().map(|measure| measure.id).collect();
            (!measures.is_empty()).then(|| Part {
                quarter,
                due: self.due(quarter),
                measures,
            })
        };
        let (rhythm, holidays) = (&self.plan.rhythm, &self.plan.holidays);
        let reports = self
            .plan
            .held_by(person)
            .any(|post| post.role == Role::Reporter);
        let mut notice = Notice::default();
        let chased = slots.iter().any(|slot| slot.kind.topic() == Kind::Overdue);
        for quarter in self.chased() {
            let slotted = slots
                .iter()
                .any(|slot| slot.quarter == Some(quarter) && slot.kind.topic() == Kind::Overdue);
            let ended = self.plan.year().quarter(quarter).end() < today;
            if slotted || ((chased || snoozed || nudged) && ended) {
                notice.own.extend(part(quarter, self.own(person, quarter)));
            }
            if self.due(quarter) >= today {
                continue;
            }
            // What was put off comes again with what others had been told by then.
            let told = |after: u32| {
                let day = |after| holidays.add_working_days(self.due(quarter), after);
                snoozed && after > 0 && day(after) <= today
            };
            if has(Kind::Head) || told(rhythm.head_after) {
                notice
                    .headed
                    .extend(part(quarter, self.headed(person, quarter)));
            }
            if has(Kind::Reporter) || reports && told(rhythm.reporter_after) {
                let missing = self.lacking_in(quarter).collect();
                notice.office.extend(part(quarter, missing));
            }
        }
        if nudged && notice.own.is_empty() {
            // Nothing is late: the reporter asks for the quarter at hand, which may still run.
            let year = self.plan.year();
            let quarter = due::reporting_quarter(year, today, &rhythm.due, holidays);
            if self.chased().contains(&quarter) {
                notice.own.extend(part(quarter, self.own(person, quarter)));
            }
        }
        if has(Kind::Waiting) || snoozed || nudged {
            let awaited = |report: &&Waits| {
                let holders = self.awaited(report);
                holders.iter().any(|holder| holder.person == person)
            };
            // One at a time: the next is told of when this one went on.
            let waiting = self.reports.iter().filter(awaited);
            notice.waits = waiting.min_by_key(|report| report.since).copied();
        }
        if reports {
            notice.turn = (has(Kind::Turn) || snoozed) && self.turned(today);
            // Where the last quarter was due by the year's end, its turn is told as what is late already.
            let closes = has(Kind::Closing) || has(Kind::Turn) || snoozed;
            notice.closing = self.closing(today).filter(|_| closes);
            notice.next_plan = (has(Kind::NextPlan) || snoozed) && self.next_plan_waits(today);
            let away = slots.iter().filter(|slot| slot.kind == Kind::Away);
            notice.away = away.map(|slot| slot.person).collect();
        }
        notice.nudged = nudged && !notice.is_empty();
        notice
    }
}
