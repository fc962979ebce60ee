//! The days on which the office is closed, by fiscal year and by month: the public table with the
//! office's own changes, which are marked.

use chrono::{Datelike, NaiveDate};

use super::measures::after_done;
use super::{
    AdminAction, AdminState, Arg, OfficeDesk, Phrase, Screen, State, Turn, admin, ask, button,
    change, in_pairs, plain, typed as read,
};
use crate::domain::calendar::{FiscalYear, buddhist_year};
use crate::domain::holidays::{HolidayChange, HolidayName, Holidays};
use crate::domain::office::OfficeId;
use crate::domain::office_change::OfficeChange;
use crate::domain::plan::OfficePlan;
use crate::domain::thai_date::{self, DateReading};

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    use AdminAction::*;
    let (Holidays(id, _)
    | HolidayMonth(id, _)
    | AddHoliday(id)
    | PickHoliday(id, _)
    | RemoveHoliday(id, _)
    | RestoreHoliday(id, _)) = action
    else {
        return turn.stale("stale-button");
    };
    let Some(office) = admin(turn, id) else {
        return turn.stale("not-yours");
    };
    let plan = &office.plan;
    match action {
        Holidays(_, year) => match fiscal_year(year) {
            Some(year) => {
                let screen = of_year(plan, year);
                turn.ask(State::Choice, screen);
            }
            None => turn.stale("stale-button"),
        },
        HolidayMonth(_, month) => match first_of(month) {
            Some(first) => {
                let screen = of_month(plan, first);
                turn.ask(State::Choice, screen);
            }
            None => turn.stale("stale-button"),
        },
        AddHoliday(_) => ask(turn, AdminState::HolidayDate { office: id }),
        PickHoliday(_, day) => match date(day) {
            Some(day) => ask(turn, AdminState::HolidayName { office: id, day }),
            None => turn.stale("stale-button"),
        },
        RemoveHoliday(_, day) => {
            let Some(date) = date(day) else {
                return turn.stale("stale-button");
            };
            // A day of the office's own is taken back; one of the table is worked on.
            let own = plan.holidays.own(date..=date).next();
            let removed = match own {
                Some((_, Some(_))) => OfficeChange::ForgetHoliday(date),
                _ => OfficeChange::SetHoliday(HolidayChange { date, name: None }),
            };
            make(turn, office, date, removed, "admin-holiday-removed");
        }
        RestoreHoliday(_, day) => match date(day) {
            Some(date) => {
                let restored = OfficeChange::ForgetHoliday(date);
                make(turn, office, date, restored, "admin-holiday-restored");
            }
            None => turn.stale("stale-button"),
        },
        _ => turn.stale("stale-button"),
    }
}

fn make(turn: &mut Turn, office: &OfficeDesk, date: NaiveDate, made: OfficeChange, key: &str) {
    let back = AdminAction::HolidayMonth(office.plan.office, month_of(date));
    if let Some(after) = change(turn, office, made, back) {
        let done = Phrase::new(key).with("date", date);
        let screen = of_month(&after, date);
        turn.show(after_done(done, screen));
    }
}

fn fiscal_year(year: i64) -> Option<FiscalYear> {
    FiscalYear::new(i32::try_from(year).ok()?)
}

fn date(day: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(day).ok()?).filter(|date| in_table(*date))
}

/// Years that a person can mean; the button's number may be anything.
fn in_table(date: NaiveDate) -> bool {
    FiscalYear::new(buddhist_year(date.year())).is_some()
}

fn day_of(date: NaiveDate) -> i64 {
    i64::from(date.to_epoch_days())
}

fn month_of(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

fn first_of(month: i64) -> Option<NaiveDate> {
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u32::try_from(month.rem_euclid(12)).ok()? + 1;
    NaiveDate::from_ymd_opt(year, month, 1).filter(|date| in_table(*date))
}

/// A month with its year of the Buddhist Era.
fn called_month(first: NaiveDate) -> Phrase {
    Phrase::new("admin-month")
        .with("month", first.month())
        .with("year", Arg::Year(buddhist_year(first.year())))
}

/// A name of the table is written in each language, one of the office as it was typed.
fn called(name: HolidayName<'_>) -> Phrase {
    match name {
        HolidayName::Own(name) => Phrase::new("said").with("text", name),
        HolidayName::Public { thai, english } => Phrase::new("date-holiday")
            .with("thai", thai)
            .with("english", english),
    }
}

/// The holidays and the days taken away, in order, one to a line.
fn lines(plan: &OfficePlan, from: NaiveDate, to: NaiveDate) -> Vec<Phrase> {
    let holidays = &plan.holidays;
    let line = |key: &str, date: NaiveDate, name: Phrase| {
        (date, Phrase::new(key).with("date", date).with("name", name))
    };
    let mut all: Vec<_> = holidays
        .within(from..=to)
        .map(|(date, name)| {
            let key = match name {
                HolidayName::Own(_) => "admin-holiday-own",
                HolidayName::Public { .. } => "admin-holiday",
            };
            line(key, date, called(name))
        })
        .collect();
    all.extend(
        away(holidays, from, to).map(|(date, name)| line("admin-holiday-worked", date, name)),
    );
    all.sort_by_key(|(date, _)| *date);
    all.into_iter().map(|(_, line)| line).collect()
}

/// Days of the table on which the office works.
fn away(
    holidays: &Holidays,
    from: NaiveDate,
    to: NaiveDate,
) -> impl Iterator<Item = (NaiveDate, Phrase)> {
    let table = Holidays::default();
    let days: Vec<_> = holidays
        .own(from..=to)
        .filter(|(_, name)| name.is_none())
        .filter_map(|(date, _)| Some((date, called(table.name(date)?))))
        .collect();
    days.into_iter()
}

fn of_year(plan: &OfficePlan, year: FiscalYear) -> Screen {
    let office = plan.office;
    let lines = lines(plan, year.start(), year.end());
    let mut screen =
        Screen::new(Phrase::new("admin-holidays").with("year", Arg::Year(year.year_be())));
    screen = match lines.is_empty() {
        true => screen.and("admin-no-holidays"),
        false => screen.and(Phrase::new("board-lines").with("lines", lines)),
    };
    if year.year_be() > Holidays::announced_through() {
        screen = screen.and(
            Phrase::new("admin-holidays-not-announced")
                .with("year", Arg::Year(Holidays::announced_through())),
        );
    }
    let first = month_of(year.start());
    let months = (first..first + 12).filter_map(|month| {
        let label = Phrase::new("button-admin-month").with("month", called_month(first_of(month)?));
        Some(button(label, AdminAction::HolidayMonth(office, month)))
    });
    let screen = in_pairs(screen, months.collect()).row([button(
        "button-admin-add-holiday",
        AdminAction::AddHoliday(office),
    )]);
    let mut years = Vec::new();
    for other in [year.year_be() - 1, year.year_be() + 1] {
        if FiscalYear::new(other).is_some() {
            let label = Phrase::new("button-admin-other-year").with("year", Arg::Year(other));
            years.push(button(label, AdminAction::Holidays(office, other.into())));
        }
    }
    screen
        .row(years)
        .row([button("button-admin", AdminAction::Menu(office))])
}

fn of_month(plan: &OfficePlan, within: NaiveDate) -> Screen {
    let office = plan.office;
    let first = within.with_day(1).unwrap_or(within);
    let next = first_of(month_of(first) + 1).unwrap_or(first);
    let last = next
        .pred_opt()
        .filter(|last| *last >= first)
        .unwrap_or(first);
    let lines = lines(plan, first, last);
    let mut screen =
        Screen::new(Phrase::new("admin-holiday-month").with("month", called_month(first)));
    screen = match lines.is_empty() {
        true => screen.and("admin-no-holidays"),
        false => screen.and(Phrase::new("board-lines").with("lines", lines)),
    };
    for (date, _) in plan.holidays.within(first..=last) {
        let label = Phrase::new("button-admin-remove-holiday").with("date", date);
        screen = screen.row([button(
            label,
            AdminAction::RemoveHoliday(office, day_of(date)),
        )]);
    }
    for (date, _) in away(&plan.holidays, first, last) {
        let label = Phrase::new("button-admin-restore-holiday").with("date", date);
        screen = screen.row([button(
            label,
            AdminAction::RestoreHoliday(office, day_of(date)),
        )]);
    }
    let year = FiscalYear::of(first).year_be();
    screen.row([
        button("button-admin-add-holiday", AdminAction::AddHoliday(office)),
        button("button-back", AdminAction::Holidays(office, year.into())),
    ])
}

pub(super) fn question(turn: &Turn, state: &AdminState) -> Option<Screen> {
    let (screen, office) = match state {
        AdminState::HolidayDate { office } => {
            let desk = admin(turn, *office)?;
            let year = desk.plan.fiscal_year;
            (
                Screen::new(Phrase::new("admin-ask-holiday").with("year", Arg::Year(year))),
                desk,
            )
        }
        AdminState::HolidayName { office, day } => {
            let screen = Phrase::new("admin-ask-holiday-name").with("date", *day);
            (Screen::new(screen), admin(turn, *office)?)
        }
        _ => return None,
    };
    let plan = &office.plan;
    let back = AdminAction::Holidays(plan.office, plan.fiscal_year.into());
    Some(screen.row([button("button-admin-cancel", back)]))
}

pub(super) fn typed(turn: &mut Turn, state: AdminState, text: &str) {
    match state {
        AdminState::HolidayDate { office } => typed_date(turn, office, text),
        AdminState::HolidayName { office, day } => {
            let Some(desk) = admin(turn, office) else {
                turn.state = State::Choice;
                return turn.again("not-yours");
            };
            match read::name(text, "admin-holiday-name-needed") {
                Ok(name) => {
                    let added = HolidayChange {
                        date: day,
                        name: Some(name),
                    };
                    let added = OfficeChange::SetHoliday(added);
                    make(turn, desk, day, added, "admin-holiday-added");
                }
                Err(wrong) => turn.again(wrong),
            }
        }
        _ => turn.again("admin-choose-button"),
    }
}

fn typed_date(turn: &mut Turn, office: OfficeId, text: &str) {
    let Some(desk) = admin(turn, office) else {
        turn.state = State::Choice;
        return turn.again("not-yours");
    };
    let year = desk.plan.fiscal_year;
    let said = |key: &str| Phrase::new(key).with("year", Arg::Year(year));
    match thai_date::parse(text, turn.desk.today, desk.plan.year()) {
        DateReading::Date(day) if in_table(day) => {
            ask(turn, AdminState::HolidayName { office, day });
        }
        DateReading::Ambiguous(days) => {
            let choice = days.into_iter().map(|day| {
                let label = Phrase::new("button-date").with("date", day);
                button(label, AdminAction::PickHoliday(office, day_of(day)))
            });
            let screen = in_pairs(Screen::new("date-ambiguous"), choice.collect());
            turn.show(screen.row([plain("button-home", super::Action::Home)]));
        }
        DateReading::Date(_) | DateReading::Impossible(_) => turn.again(said("date-impossible")),
        DateReading::Unreadable => turn.again(said("date-unreadable")),
    }
}
