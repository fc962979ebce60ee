//! The days of the year's turn, over whole fiscal years.

use std::collections::BTreeSet;

use chrono::Days;
use rapsap::domain::calendar::Quarter;
use rapsap::domain::due::opening;
use rapsap::domain::office::ReportId;
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::reminding::{Kind, Situation, Slot, Waits};
use rapsap::domain::report::Stage;
use rapsap::l10n::L10n;
use rapsap::phrase::{Arg, Phrase};
use rapsap::store::Store;

use crate::databases::sample_office;

async fn sample() -> OfficePlan {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("t.db").display());
    let store = Store::open(&url).await.unwrap();
    let plan = sample_office(&store).await;
    store.close().await;
    OfficePlan { opened: 0, ..plan }
}

/// The office in a year in which everything was reported, with the report where it stands.
fn situation(plan: &OfficePlan, report: Option<(Stage, i64)>) -> Situation<'_> {
    Situation {
        plan,
        lacking: plan.measures.iter().map(|of| (of.id, [false; 4])).collect(),
        reports: report
            .into_iter()
            .map(|(stage, since)| Waits {
                report: ReportId(1),
                period: Default::default(),
                version: 1,
                stage,
                since,
            })
            .collect(),
        away: Default::default(),
        snoozed: Default::default(),
        nudged: Default::default(),
    }
}

/// The reminders of the turn from July of the year on, half a year long.
fn of_turn(situation: &Situation) -> Vec<Slot> {
    let year = situation.plan.year();
    let from = year.quarter(Quarter::Fourth).start();
    let slots = situation.slots(from..=from + Days::new(182));
    let kinds = [Kind::Turn, Kind::Closing, Kind::NextPlan];
    let of_turn = slots.into_iter().filter(|slot| kinds.contains(&slot.kind));
    let of_turn: Vec<Slot> = of_turn.collect();
    for slot in &of_turn {
        assert!(situation.plan.holidays.is_working_day(slot.day), "{slot:?}");
        assert!(slot.day > year.end(), "{slot:?}");
        let notice = situation.notice(slot.person, slot.day, &[*slot]);
        assert!(!notice.is_empty(), "{slot:?} says nothing");
    }
    of_turn
}

#[tokio::test]
async fn from_2566_to_2570_the_reporter_hears_of_the_turn_on_working_days_until_it_is_done() {
    let sample = sample().await;
    for fiscal_year in 2566..=2570 {
        let plan = OfficePlan {
            fiscal_year,
            ..sample.clone()
        };
        let holidays = &plan.holidays;
        let first = holidays.next_working_day(plan.year().end() + Days::new(1));
        let late = holidays.add_working_days(plan.due(Quarter::Fourth), 1);

        // Nothing compiled, or compiled and not sent: the turn once, then the closing report.
        for report in [None, Some((Stage::Compiled, 0)), Some((Stage::Returned, 0))] {
            let slots = of_turn(&situation(&plan, report));
            assert_eq!((slots[0].day, slots[0].kind), (first, Kind::Turn));
            assert_eq!((slots[1].day, slots[1].kind), (late, Kind::Closing));
            assert!(slots.len() > 10 && slots[1..].iter().all(|slot| slot.kind == Kind::Closing));
        }
        // With somebody else, who is reminded of it: the reporter is not.
        for stage in [Stage::Checking { turn: 1 }, Stage::Submitted] {
            let slots = of_turn(&situation(&plan, Some((stage, opening(first)))));
            assert!(slots.is_empty(), "{slots:?}");
        }
        // Acknowledged before the year's end or after it: the next plan alone, every ten working days.
        for day in 0..60 {
            let acknowledged = plan.year().end() - Days::new(30) + Days::new(day);
            let report = Some((Stage::Acknowledged, opening(acknowledged)));
            let slots = of_turn(&situation(&plan, report));
            let next = holidays.add_working_days(acknowledged, 1);
            assert_eq!(slots[0].day, first.max(next));
            assert!(slots.len() > 2 && slots.iter().all(|slot| slot.kind == Kind::NextPlan));
            for pair in slots.windows(2) {
                assert_eq!(holidays.add_working_days(pair[0].day, 10), pair[1].day);
            }
        }
    }
}

#[test]
fn every_kind_of_reminder_has_its_own_name_in_the_list_of_what_is_coming() {
    let l10n = L10n::new();
    for language in l10n.languages() {
        let name = |kind: Kind| {
            let kind = Arg::Code(kind.as_str().to_owned());
            l10n.text(*language, &Phrase::new("coming-kind").with("kind", kind))
        };
        let names: BTreeSet<String> = Kind::ALL.into_iter().map(name).collect();
        assert_eq!(names.len(), Kind::ALL.len(), "{names:?}");
    }
}
