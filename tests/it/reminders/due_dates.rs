//! When reports are due and reminded of, whatever an office's rhythm is and whenever it is closed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::prelude::*;
use rapsap::domain::calendar::{FiscalQuarter, FiscalYear, Quarter};
use rapsap::domain::due::{DueRule, due};
use rapsap::domain::holidays::Holidays;
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::reminding::{Kind, Situation};
use rapsap::domain::rhythm::MOST_DAYS;

use super::offices::{any_holidays, any_rhythm, later, sample, until};

fn quarters() -> Vec<FiscalQuarter> {
    let years = (2565..=2571).filter_map(FiscalYear::new);
    years.flat_map(FiscalYear::quarters).collect()
}

/// Working days after one day up to another, counted one by one.
fn working_days(holidays: &Holidays, after: NaiveDate, to: NaiveDate) -> usize {
    until(later(after, 1), later(to, 1))
        .filter(|day| holidays.is_working_day(*day))
        .count()
}

proptest! {
    #[test]
    fn a_due_date_moves_over_closed_days_only_and_to_the_first_working_day_behind_them(
        days_after in 0..=MOST_DAYS, holidays in any_holidays()
    ) {
        for quarter in quarters() {
            let nominal = later(quarter.end(), days_after);
            let due = due(quarter, &DueRule { days_after }, &holidays);
            prop_assert!(due >= nominal);
            prop_assert!(holidays.is_working_day(due));
            let run = nominal.iter_days().take_while(|day| !holidays.is_working_day(*day)).count();
            prop_assert_eq!((due - nominal).num_days(), run as i64);
        }
    }

    #[test]
    fn a_later_quarter_is_due_later_unless_the_office_was_closed_all_the_time_between(
        days_after in 0..=MOST_DAYS, holidays in any_holidays()
    ) {
        let rule = DueRule { days_after };
        for pair in quarters().windows(2) {
            let (earlier, then) = (due(pair[0], &rule, &holidays), due(pair[1], &rule, &holidays));
            let between = until(later(pair[0].end(), days_after), later(pair[1].end(), days_after));
            let closed = between.into_iter().all(|day| !holidays.is_working_day(day));
            prop_assert!(earlier < then || closed && earlier == then, "{earlier} {then}");
        }
    }

    #[test]
    fn more_days_of_grace_never_make_a_report_due_earlier(
        days_after in 0..MOST_DAYS, holidays in any_holidays()
    ) {
        for quarter in quarters() {
            let sooner = due(quarter, &DueRule { days_after }, &holidays);
            let later = due(quarter, &DueRule { days_after: days_after + 1 }, &holidays);
            prop_assert!(sooner <= later);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn an_office_of_any_rhythm_is_reminded_on_the_days_that_its_rhythm_names(
        rhythm in any_rhythm(), holidays in any_holidays(), year in 2566..=2570
    ) {
        let plan = OfficePlan {
            fiscal_year: year,
            rhythm: rhythm.clone(),
            holidays: holidays.clone().into(),
            ..sample()
        };
        let situation = Situation {
            plan: &plan,
            lacking: plan.measures.iter().map(|measure| (measure.id, [true; 4])).collect(),
            reports: Vec::new(),
            away: BTreeMap::new(),
            snoozed: BTreeMap::new(), nudged: BTreeMap::new(),
        };
        let last = later(plan.year().end(), 300);
        let slots = situation.slots(plan.year().start()..=last);
        prop_assert!(slots.iter().all(|slot| holidays.is_working_day(slot.day)));
        let days = |quarter, kind| -> BTreeSet<NaiveDate> {
            let of = slots.iter().filter(|slot| (slot.quarter, slot.kind) == (quarter, kind));
            of.map(|slot| slot.day).collect()
        };
        for quarter in Quarter::ALL {
            let due = plan.due(quarter);
            let [opening, before, on_day, overdue, head, reporter] = [
                Kind::Opening, Kind::Before, Kind::DueDay, Kind::Overdue, Kind::Head, Kind::Reporter,
            ].map(|kind| days(Some(quarter), kind));
            if !rhythm.quarters.contains(&quarter) {
                let all = [opening, before, on_day, overdue, head, reporter];
                prop_assert!(all.iter().all(BTreeSet::is_empty));
                continue;
            }
            // One a day at most until the due date, and none of them after it.
            prop_assert_eq!(on_day, BTreeSet::from_iter(rhythm.on_day.then_some(due)));
            prop_assert!(opening.is_disjoint(&before));
            prop_assert!(opening.iter().chain(&before).all(|day| *day < due));
            prop_assert!(before.len() <= rhythm.before.len());
            for days in &rhythm.before {
                let moved = holidays.next_working_day(due - chrono::Days::new((*days).into()));
                prop_assert!(moved >= due || before.contains(&moved) || opening.contains(&moved));
            }
            for day in &opening {
                prop_assert_eq!(*day, holidays.next_working_day(later(plan.year().quarter(quarter).end(), 1)));
            }
            // After it, in so many working days, until the next quarter is late as well.
            let later = rhythm.quarters.iter().find(|later| **later > quarter);
            let until = later.map_or(last, |later| plan.due(*later));
            prop_assert!(overdue.iter().all(|day| *day <= until));
            let mut at = due;
            for day in &overdue {
                prop_assert_eq!(working_days(&holidays, at, *day), rhythm.every as usize);
                at = *day;
            }
            prop_assert_eq!(overdue.is_empty(), rhythm.every == 0 || working_days(&holidays, due, until) < rhythm.every as usize);
            for (told, after) in [(head, rhythm.head_after), (reporter, rhythm.reporter_after)] {
                for day in &told {
                    prop_assert_eq!(working_days(&holidays, due, *day), after as usize);
                }
                prop_assert_eq!(told.is_empty(), after == 0 || working_days(&holidays, due, last) < after as usize);
            }
        }
        let turn = holidays.next_working_day(later(plan.year().end(), 1));
        prop_assert_eq!(days(None, Kind::Turn), BTreeSet::from([turn]));
    }
}
