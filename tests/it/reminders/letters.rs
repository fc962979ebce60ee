//! What those hear who report nothing themselves: the head of a unit, the reporter, whoever checks and the
//! executive, in Thai and in English; and on which days.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use rapsap::domain::calendar::midnight;
use rapsap::domain::due::opening;
use rapsap::domain::office::{Language, PersonId, ReportId, Role};
use rapsap::domain::plan::OfficePlan;
use rapsap::domain::reminding::{Kind, Situation, Waits};
use rapsap::domain::report::Stage;
use rapsap::l10n::L10n;
use rapsap::reminders::work_out;
use rapsap::telegram::render;

use super::offices::{later, sample};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).unwrap()
}

/// The first quarter of the sample's year, of which nobody has reported anything.
fn nothing_reported(plan: &OfficePlan) -> Situation<'_> {
    let measures = plan.measures.iter();
    Situation {
        plan,
        lacking: measures
            .map(|measure| (measure.id, [true, false, false, false]))
            .collect(),
        reports: Vec::new(),
        away: BTreeMap::new(),
        snoozed: BTreeMap::new(),
        nudged: BTreeMap::new(),
    }
}

fn waits(stage: Stage) -> Vec<Waits> {
    vec![Waits {
        report: ReportId(9),
        period: Default::default(),
        version: 2,
        stage,
        since: midnight(day(10, 20)) + 15 * 3_600_000,
    }]
}

fn person(plan: &OfficePlan, role: Role, turn: u8) -> PersonId {
    let mut posts = plan.with_role(role).filter(|post| post.turn == turn);
    posts.next().unwrap().holder.as_ref().unwrap().person
}

/// What one person reads on a day that brings them a reminder of this kind, as the chat shows it.
fn letter(situation: &Situation, who: PersonId, kind: Kind, today: NaiveDate) -> String {
    let slots = situation.slots(today..=today);
    assert!(
        slots
            .iter()
            .any(|slot| slot.kind == kind && situation.readers(slot).contains(&who)),
        "nothing of it on {today}: {slots:?}"
    );
    let out = work_out(situation, today, &[], opening(today), || 1);
    let chat = situation.plan.held_by(who).next().unwrap();
    let chat = chat.holder.as_ref().unwrap().chat;
    let mut messages = out.messages.iter().filter(|message| message.chat == chat);
    let message = messages.next().unwrap();
    assert_eq!(messages.count(), 0, "one message a person");
    let l10n = L10n::new();
    let mut text = String::new();
    for language in ["th", "en"] {
        for part in render::messages(&l10n, Language::from_code(language), &message.screen) {
            writeln!(text, "{}", part.html).unwrap();
            for row in part.keyboard.iter().flat_map(|all| &all.inline_keyboard) {
                let labels: Vec<_> = row
                    .iter()
                    .map(|button| format!("[{}]", button.text))
                    .collect();
                writeln!(text, "{}", labels.join(" ")).unwrap();
            }
            writeln!(text).unwrap();
        }
    }
    text
}

#[test]
fn the_head_of_a_unit_hears_on_the_third_working_day_after_the_due_date() {
    let plan = sample();
    let head = person(&plan, Role::Verifier, 1);
    // Due on Monday 16 January.
    let text = letter(&nothing_reported(&plan), head, Kind::Head, day(1, 19));
    insta::assert_snapshot!(text);
}

#[test]
fn the_reporter_hears_on_the_fifth_working_day_who_is_missing() {
    let plan = sample();
    let reporter = person(&plan, Role::Reporter, 0);
    let text = letter(
        &nothing_reported(&plan),
        reporter,
        Kind::Reporter,
        day(1, 23),
    );
    insta::assert_snapshot!(text);
}

#[test]
fn a_contributor_reads_everything_that_is_missing_in_one_message() {
    let plan = sample();
    let clerk = plan.with_role(Role::Contributor).last().unwrap();
    let clerk = clerk.holder.as_ref().unwrap().person;
    let mut situation = nothing_reported(&plan);
    for missing in situation.lacking.values_mut() {
        *missing = [true, true, false, false];
    }
    let text = letter(&situation, clerk, Kind::DueDay, day(4, 18));
    insta::assert_snapshot!(text);
}

#[test]
fn whoever_checks_a_report_hears_that_it_waits_the_working_day_after_it_came() {
    let plan = sample();
    let mut situation = nothing_reported(&plan);
    situation.reports = waits(Stage::Checking { turn: 1 });
    situation.lacking.clear();
    // It came on Friday 20 October; Monday 23 October is a holiday.
    let first = person(&plan, Role::Verifier, 1);
    let text = letter(&situation, first, Kind::Waiting, day(10, 24));
    insta::assert_snapshot!(text);
}

#[test]
fn the_executive_hears_that_a_report_waits_to_be_acknowledged() {
    let plan = sample();
    let mut situation = nothing_reported(&plan);
    situation.reports = waits(Stage::Submitted);
    situation.lacking.clear();
    let executive = person(&plan, Role::Executive, 0);
    let text = letter(&situation, executive, Kind::Waiting, day(10, 24));
    insta::assert_snapshot!(text);
}

#[test]
fn the_reporter_hears_that_the_year_has_ended_and_who_cannot_be_reached() {
    let plan = sample();
    let reporter = person(&plan, Role::Reporter, 0);
    let clerk = plan.with_role(Role::Contributor).last().unwrap();
    let clerk = clerk.holder.as_ref().unwrap().person;
    let mut situation = nothing_reported(&plan);
    situation.lacking.clear();
    situation.away.insert(clerk, midnight(day(9, 30)));
    let text = letter(&situation, reporter, Kind::Turn, day(10, 2));
    assert!(text.contains("นางตัวอย่าง ธุรการ"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn where_the_last_quarter_is_due_with_the_year_its_turn_is_told_as_what_is_late() {
    let mut plan = sample();
    // Ends on Monday 30 September 2024, a working day.
    plan.fiscal_year = 2567;
    plan.rhythm.due.days_after = 0;
    plan.rhythm.every = 0;
    let reporter = person(&plan, Role::Reporter, 0);
    let mut situation = nothing_reported(&plan);
    situation.lacking.clear();
    let turn = NaiveDate::from_ymd_opt(2024, 10, 1).unwrap();
    let text = letter(&situation, reporter, Kind::Turn, turn);
    insta::assert_snapshot!(text);
}

#[test]
fn heads_and_the_reporter_hear_once_a_quarter_and_who_checks_every_second_working_day() {
    let plan = sample();
    let mut situation = nothing_reported(&plan);
    let days = |situation: &Situation, kind| -> Vec<(NaiveDate, usize)> {
        let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        let all = situation.slots(day(1, 1)..=later(day(12, 31), 60));
        for slot in all.iter().filter(|slot| slot.kind == kind) {
            *days.entry(slot.day).or_default() += 1;
        }
        days.into_iter().collect()
    };
    // The heads of both divisions: of the office of the clerk and the finance division.
    assert_eq!(days(&situation, Kind::Head), [(day(1, 19), 2)]);
    assert_eq!(days(&situation, Kind::Reporter), [(day(1, 23), 1)]);
    for stage in [
        Stage::Checking { turn: 1 },
        Stage::Checking { turn: 2 },
        Stage::Submitted,
    ] {
        situation.reports = waits(stage);
        let waiting = days(&situation, Kind::Waiting);
        assert_eq!(
            waiting[..4],
            [
                (day(10, 24), 1),
                (day(10, 26), 1),
                (day(10, 30), 1),
                (day(11, 1), 1)
            ]
        );
    }
    situation.reports = waits(Stage::Acknowledged);
    assert_eq!(days(&situation, Kind::Waiting), []);
    assert_eq!(
        days(&situation, Kind::Head),
        [],
        "nothing can be filed any more"
    );
}

#[test]
fn who_is_late_with_several_quarters_is_reminded_every_second_working_day_and_not_every_day() {
    let plan = sample();
    let mut situation = nothing_reported(&plan);
    for quarters in situation.lacking.values_mut() {
        *quarters = [true; 4];
    }
    let (from, until) = (day(10, 17), day(12, 29));
    let slots = situation.slots(from..=until);
    let late = slots.iter().filter(|slot| slot.kind == Kind::Overdue);
    let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for slot in late {
        *days.entry(slot.day).or_default() += 1;
        let all = situation.notice(slot.person, slot.day, &[*slot]).own;
        assert_eq!(all.len(), 4, "one message tells of every quarter");
    }
    let mut expected = Vec::new();
    let mut at = day(10, 16);
    while at < until {
        at = plan.holidays.add_working_days(at, 2);
        expected.extend((at <= until).then_some((at, 3)));
    }
    assert_eq!(Vec::from_iter(days), expected);
}
