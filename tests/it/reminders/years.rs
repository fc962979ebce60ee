//! Five fiscal years of one office, hour by hour: when everyone is written to, of what, and that nothing is
//! forgotten, said twice, or said while the office is closed. Once as the domain works it out, for offices of
//! any rhythm, and once through the database; both must come to the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::NaiveDate;
use proptest::prelude::*;
use rapsap::domain::calendar::{Quarter, bangkok, midnight};
use rapsap::domain::due::{opening, working_hours};
use rapsap::domain::office::{MeasureId, ReportId};
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::reminding::{Kind, Situation, Slot, Waits};
use rapsap::domain::report::Stage;
use rapsap::plan_file;
use rapsap::reminders::{self, tick, work_out};
use rapsap::store::reminders::{Fate, Made, next_look};
use rapsap::store::{Store, offices, plans};

use super::offices::{any_holidays, any_rhythm, heads, later, sample};
use super::{HOUR, delivered};
use crate::databases::{for_each_database, reloaded, sample_office};

const FIRST: i32 = 2566;
const LAST: i32 = 2570;

/// The day on which an office takes over the plan of a fiscal year: when the report of the year before is
/// acknowledged, or for the first, on its first day.
fn begins(year: i32) -> NaiveDate {
    match year {
        FIRST => NaiveDate::from_ymd_opt(2022, 10, 1).unwrap(),
        _ => NaiveDate::from_ymd_opt(year - 544, 11, 20).unwrap(),
    }
}

/// What is missing on a day. The accountant files before the due date; the clerk is some days late; the
/// personnel officer so late that the reporter hears of it.
fn lacking(plan: &OfficePlan, day: NaiveDate) -> BTreeMap<MeasureId, [bool; 4]> {
    let on = |number: u32, quarter| {
        let due = plan.due(quarter);
        match number {
            1 => due - chrono::Days::new(3),
            2 | 3 => plan.holidays.add_working_days(due, 9),
            _ => plan.holidays.add_working_days(due, 4),
        }
    };
    let missing = |number| Quarter::ALL.map(|quarter| day < on(number, quarter));
    let measures = plan.measures.iter();
    measures
        .map(|measure| (measure.id, missing(measure.number)))
        .collect()
}

/// Where the year's report stands on a day: sent when everything is filed, each who checks it takes five working
/// days.
fn report(plan: &OfficePlan, day: NaiveDate) -> Option<Waits> {
    let after = |days| {
        plan.holidays
            .add_working_days(plan.due(Quarter::Fourth), days)
    };
    let stages = [
        (9, Stage::Checking { turn: 1 }),
        (14, Stage::Checking { turn: 2 }),
        (19, Stage::Submitted),
        (24, Stage::Acknowledged),
    ];
    let mut stages = stages
        .into_iter()
        .rev()
        .map(|(days, stage)| (after(days), stage));
    let (since, stage) = stages.find(|(since, _)| *since <= day)?;
    Some(Waits {
        report: ReportId(1),
        period: Default::default(),
        version: 1,
        stage,
        since: midnight(since),
    })
}

fn situation(plan: &OfficePlan, day: NaiveDate) -> Situation<'_> {
    Situation {
        plan,
        lacking: lacking(plan, day),
        reports: report(plan, day).into_iter().collect(),
        away: BTreeMap::new(),
        snoozed: BTreeMap::new(),
        nudged: BTreeMap::new(),
    }
}

/// What was said in all, and what of it is remembered about the plan at hand.
#[derive(Default)]
struct Said {
    /// The moment and the chat of every message.
    messages: Vec<(i64, i64)>,
    /// Every reminder that was said, by the plan's year.
    slots: BTreeSet<(i32, Slot)>,
    made: Vec<Made>,
    until: i64,
}

impl Said {
    /// One hour of a plan, as the reminders room goes about it.
    fn hour(&mut self, plan: &OfficePlan, now: i64) -> Result<(), TestCaseError> {
        let day = bangkok(now).date_naive();
        if !working_hours(now, &plan.holidays) {
            return Ok(());
        }
        let situation = situation(plan, day);
        let from = reminders::from(plan, self.until, now);
        let first = self
            .messages
            .last()
            .is_none_or(|(at, _)| bangkok(*at).date_naive() != day);
        let mut id = 0;
        let out = work_out(&situation, from, &self.made, now, || {
            id += 1;
            id
        });
        let chats: BTreeSet<i64> = out.messages.iter().map(|message| message.chat).collect();
        prop_assert_eq!(chats.len(), out.messages.len(), "one message a person");
        for record in out.records {
            let slot = record.slot;
            prop_assert!(slot.day <= day);
            let said = matches!(record.fate, Fate::Planned { .. } | Fate::Merged { .. });
            if said {
                prop_assert!(
                    self.slots.insert((plan.fiscal_year, slot)),
                    "{:?} twice",
                    slot
                );
            }
            self.made.push(Made {
                id: 0,
                slot,
                open: false,
            });
        }
        // What falls on a day is said on it, when the office opens.
        if first && day > plan.opened_on() {
            for slot in situation.slots(day..=day) {
                prop_assert!(
                    self.slots.contains(&(plan.fiscal_year, slot)),
                    "{:?} is forgotten",
                    slot
                );
            }
        }
        prop_assert!(
            out.messages
                .iter()
                .all(|message| message.not_after <= midnight(day) + 33 * HOUR / 2)
        );
        let all = out.messages.into_iter();
        self.messages.extend(all.map(|message| (now, message.chat)));
        self.until = now;
        Ok(())
    }

    /// Every hour until another plan begins.
    fn year(&mut self, plan: &OfficePlan) -> Result<(), TestCaseError> {
        self.made.clear();
        let (mut now, end) = (
            plan.opened,
            opening(begins(plan.fiscal_year + 1)) + 2 * HOUR,
        );
        while now < end {
            self.hour(plan, now)?;
            now += HOUR;
        }
        Ok(())
    }
}

/// A plan of a year, taken over at half past ten on its first day.
fn plan_of(year: i32, of: &OfficePlan) -> OfficePlan {
    OfficePlan {
        fiscal_year: year,
        opened: opening(begins(year)) + 2 * HOUR,
        ..of.clone()
    }
}

/// The years as a calendar: what was said of each quarter on which days, to how many people.
fn calendar(said: &Said, of: &OfficePlan) -> String {
    let mut text = String::new();
    for year in FIRST..=LAST {
        let plan = plan_of(year, of);
        writeln!(text, "fiscal year {year}").unwrap();
        for quarter in Quarter::ALL.map(Some).into_iter().chain([None]) {
            match quarter {
                Some(quarter) => {
                    let number = quarter.number();
                    let due = plan.due(quarter).format("%a %F");
                    writeln!(text, "  quarter {number}, due {due}").unwrap();
                }
                None => writeln!(text, "  the year").unwrap(),
            }
            for kind in Kind::ALL {
                let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
                let slots = said
                    .slots
                    .iter()
                    .filter(|(of, slot)| (*of, slot.quarter, slot.kind) == (year, quarter, kind));
                for (_, slot) in slots {
                    *days.entry(slot.day).or_default() += 1;
                }
                if !days.is_empty() {
                    let days: Vec<String> = days
                        .iter()
                        .map(|(day, people)| format!("{} ×{people}", day.format("%d.%m.")))
                        .collect();
                    writeln!(text, "    {}: {}", kind.as_str(), days.join(", ")).unwrap();
                }
            }
        }
    }
    text
}

fn five_years() -> Said {
    let mut said = Said::default();
    for year in FIRST..=LAST {
        said.year(&plan_of(year, &sample())).unwrap();
    }
    said
}

#[test]
fn five_years_hour_by_hour_every_reminder_falls_into_working_hours_once_and_none_is_forgotten() {
    let said = five_years();
    let plan = sample();
    assert!(
        said.messages
            .iter()
            .all(|(at, _)| working_hours(*at, &plan.holidays))
    );
    let moments: BTreeSet<_> = said.messages.iter().collect();
    assert_eq!(moments.len(), said.messages.len());
    insta::assert_snapshot!(calendar(&said, &plan));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn a_year_of_an_office_of_any_rhythm_hour_by_hour(
        rhythm in any_rhythm(), holidays in any_holidays(), year in FIRST..=LAST
    ) {
        let plan = OfficePlan { rhythm, holidays: holidays.clone().into(), ..sample() };
        let mut said = Said::default();
        said.year(&plan_of(year, &plan))?;
        prop_assert!(said.messages.iter().all(|(at, _)| working_hours(*at, &holidays)));
    }
}

/// What the people of the office have done by a day, written as the worker would.
async fn act(store: &Store, plan: &OfficePlan, day: NaiveDate) {
    let mut tx = store.begin().await.unwrap();
    let before = lacking(plan, day.pred_opt().unwrap());
    for (measure, missing) in lacking(plan, day) {
        for quarter in Quarter::ALL {
            let at = usize::from(quarter.number()) - 1;
            if missing[at] || !before[&measure][at] {
                continue;
            }
            sqlx::query(
                "INSERT INTO filing (id, office_id, measure_id, revision, progress, person_id, post_id, name, \
                 filed_at, quarter) SELECT $1, $2, $3, $4, '{}', h.person_id, h.post_id, 'ก', $5, $4 \
                 FROM holding AS h WHERE h.office_id = $2 LIMIT 1",
            )
            .bind(store.id(midnight(day)))
            .bind(plan.office.0)
            .bind(measure.0)
            .bind(i64::from(quarter.number()))
            .bind(midnight(day))
            .execute(&mut *tx)
            .await
            .unwrap();
        }
    }
    let now = report(plan, day);
    if now != report(plan, day.pred_opt().unwrap()) {
        let now = now.unwrap();
        let stage = serde_json::to_string(&now.stage).unwrap();
        sqlx::query(
            "INSERT INTO report (id, office_id, plan_id, version, stage, snapshot, missing, person_id, post_id, \
             compiled_at) SELECT $1, $2, $1, 1, $3, '{}', '[]', h.person_id, h.post_id, $4 \
             FROM holding AS h WHERE h.office_id = $2 LIMIT 1 ON CONFLICT (id) DO UPDATE SET stage = excluded.stage",
        )
        .bind(plan.plan.0)
        .bind(plan.office.0)
        .bind(stage)
        .bind(now.since)
        .execute(&mut *tx)
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO decision (id, office_id, report_id, kind, post_id, person_id, name, position, decided_at, \
             sha256) SELECT $1, $2, $3, 'approved', h.post_id, h.person_id, 'ก', 'ข', $4, '' \
             FROM holding AS h WHERE h.office_id = $2 LIMIT 1",
        )
        .bind(store.id(now.since))
        .bind(plan.office.0)
        .bind(plan.plan.0)
        .bind(now.since)
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

/// The office takes over the plan of another year, and its heads are known.
async fn takes_over(store: &Store, year: i32, now: i64) -> OfficePlan {
    let file = include_str!("../../../src/sample_office.toml");
    let file = file.replacen("be = 2566", &format!("be = {year}"), 1);
    let file = plan_file::read("plan.toml", &file).unwrap();
    let office = plans::import(store, &file, now).await.unwrap().office;
    let plan = reloaded(store, office).await;
    let mut tx = store.begin().await.unwrap();
    for post in &plan.posts {
        sqlx::query("UPDATE post SET head = $1 WHERE id = $2")
            .bind(i64::from(heads(post.role, post.turn, &post.position)))
            .bind(post.id.0)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    sqlx::query("UPDATE plan SET opened_at = $1 WHERE id = $2")
        .bind(now)
        .bind(plan.plan.0)
        .execute(&mut *tx)
        .await
        .unwrap();
    offices::revised(&mut tx, &[office.0]).await.unwrap();
    tx.commit().await.unwrap();
    reloaded(store, office).await
}

#[tokio::test]
async fn the_database_remembers_five_years_hour_by_hour_as_they_were_worked_out() {
    let expected = five_years();
    let expected = &expected;
    for_each_database(|db| async move {
        let store = &db.store;
        sample_office(store).await;
        let mut messages = Vec::new();
        for year in FIRST..=LAST {
            let mut now = opening(begins(year)) + 2 * HOUR;
            let plan = takes_over(store, year, now).await;
            let end = opening(begins(year + 1)) + 2 * HOUR;
            let mut today = None;
            let mut look = Some(now);
            while now < end {
                let day = bangkok(now).date_naive();
                if today.replace(day) != Some(day) {
                    act(store, &plan, day).await;
                    look = next_look(store).await.unwrap();
                }
                // As the room itself does, which looks only when an office's moment has come.
                if look.is_some_and(|at| at <= now) {
                    if tick(store, now).await.unwrap().messages > 0 {
                        let chats = delivered(store, now).await;
                        messages.extend(chats.into_iter().map(|chat| (now, chat)));
                    }
                    look = next_look(store).await.unwrap();
                }
                now += HOUR;
            }
        }
        let mut of_both = [&messages, &expected.messages].map(|all| all.to_vec());
        of_both.iter_mut().for_each(|all| all.sort_unstable());
        let [messages, expected] = of_both;
        let shown = |all: &[(i64, i64)]| -> Vec<String> {
            let one = |(at, chat): &(i64, i64)| format!("{} {chat}", bangkok(*at));
            all.iter().map(one).collect()
        };
        assert_eq!(shown(&messages), shown(&expected));
        let twice = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM reminder WHERE status IN ('sent', 'merged') \
             GROUP BY plan_id, quarter, person_id, kind, slot HAVING COUNT(*) > 1) AS twice";
        assert_eq!(crate::databases::count(store, twice).await, 0);
    })
    .await;
}

#[test]
fn the_year_turns_on_the_first_working_day_of_october_and_its_last_quarter_is_chased_after_it() {
    let said = five_years();
    for (year, turn, due) in [
        // Sunday 1 October 2023, Tuesday 2024, Wednesday 2025, Thursday 2026, Friday 2027; 13 October is a holiday.
        (2566, (2023, 10, 2), (2023, 10, 16)),
        (2567, (2024, 10, 1), (2024, 10, 15)),
        (2568, (2025, 10, 1), (2025, 10, 15)),
        (2569, (2026, 10, 1), (2026, 10, 15)),
        (2570, (2027, 10, 1), (2027, 10, 15)),
    ] {
        let date = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let of = |kind| {
            let all = said.slots.iter();
            let all = all.filter(move |(of, slot)| *of == year && slot.kind == kind);
            all.map(|(_, slot)| (slot.quarter, slot.day))
                .collect::<BTreeSet<_>>()
        };
        assert_eq!(of(Kind::Turn), BTreeSet::from([(None, date(turn))]));
        assert!(of(Kind::Opening).contains(&(Some(Quarter::Fourth), date(turn))));
        assert!(of(Kind::DueDay).contains(&(Some(Quarter::Fourth), date(due))));
        // Nothing of a quarter is said before it has ended.
        let ended = |(quarter, day): &(Option<Quarter>, NaiveDate)| {
            let year = rapsap::domain::calendar::FiscalYear::new(year).unwrap();
            quarter.is_none_or(|quarter| *day > year.quarter(quarter).end())
        };
        for kind in [
            Kind::Opening,
            Kind::DueDay,
            Kind::Overdue,
            Kind::Head,
            Kind::Reporter,
        ] {
            assert!(of(kind).iter().all(ended));
        }
        assert!(
            of(Kind::Turn)
                .iter()
                .all(|(_, day)| later(plan_end(year), 1) <= *day)
        );
    }
}

fn plan_end(year: i32) -> NaiveDate {
    rapsap::domain::calendar::FiscalYear::new(year)
        .unwrap()
        .end()
}
