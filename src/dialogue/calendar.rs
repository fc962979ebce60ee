//! A month to pick a date from, as buttons: Buddhist Era, Sunday first, no day that is still to come. It
//! opens on the month that is likeliest for the paper that is asked about.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::measure::Work;
use super::turn::Turn;
use super::{Action, Arg, Button, Phrase, Screen, State, fix, known, papers};
use crate::domain::calendar::{buddhist_year, common_year};
use crate::domain::office::MeasureId;
use crate::domain::order::OrderNumber;
use crate::domain::progress::{Content, OrderDraft};

/// How many months before the fiscal year can be reached: papers of the year before are cited, too.
const MONTHS_BEFORE: u32 = 24;

/// Shows a month below the question that awaits a date; `month` as months since year 0, or 0.
pub(super) fn open(turn: &mut Turn, id: MeasureId, serial: i64, month: i64) {
    let Some((work, guess)) = awaited(turn, id, serial) else {
        return;
    };
    let wanted = i32::try_from(month)
        .ok()
        .filter(|&month| month > 0)
        .and_then(|month| first_of(month / 12, (month % 12) as u32 + 1));
    let (first, last) = bounds(&work);
    let month = wanted.unwrap_or(guess).clamp(first, last);
    let mut screen = Screen::new(work.heading()).and("calendar-pick");
    screen.buttons = grid(&work, serial, month);
    turn.show(screen);
}

/// The work whose date is awaited under this serial, and the month to open on.
fn awaited<'a>(turn: &mut Turn<'a>, id: MeasureId, serial: i64) -> Option<(Work<'a>, NaiveDate)> {
    if let Some((work, item)) = fix::awaiting_date(turn, id, serial) {
        let guess = match &work.draft.progress.results[item].content {
            Content::Order(order) => order.date,
            Content::Cited(cited) => cited.date,
            _ => None,
        };
        let guess = guess.unwrap_or_else(|| likeliest(&work, &OrderDraft::default()));
        return Some((work, guess.with_day(1).unwrap_or(guess)));
    }
    let work = papers::pressed(turn, id, serial)?;
    if papers::awaited(id, &work.draft) != Some(State::OrderDate { measure: id }) {
        turn.stale("stale-button");
        return None;
    }
    let guess = likeliest(&work, &work.draft.orders[0]);
    Some((work, guess))
}

fn first_of(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)
}

fn month_of(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The first and the last month that can be reached.
fn bounds(work: &Work) -> (NaiveDate, NaiveDate) {
    let start = work.office.plan.year().start();
    let first = start
        .checked_sub_months(Months::new(MONTHS_BEFORE))
        .unwrap_or(start);
    (first, month_of(work.today).max(first))
}

/// The month in which the paper was most likely made: near the order whose number is nearest to its own,
/// or else within the year of its number and the quarter that is reported.
fn likeliest(work: &Work, paper: &OrderDraft) -> NaiveDate {
    let year = work.office.plan.year();
    let (mut from, mut to) = if work.quarterly() {
        let quarter = year.quarter(work.quarter);
        (quarter.start(), quarter.end())
    } else {
        (year.start(), year.end())
    };
    let round = paper.reference.as_deref();
    let round = round.and_then(|round| OrderNumber::parse(round, year).ok());
    if let Some(number) = paper.number.or(round) {
        if let Some(near) = paper
            .number
            .and_then(|number| known::nearest_date(work, number, paper.issuer.as_deref()))
        {
            return month_of(near);
        }
        let of_year = common_year(number.year_be());
        let begin = first_of(of_year, 1).unwrap_or(from);
        let end = NaiveDate::from_ymd_opt(of_year, 12, 31).unwrap_or(to);
        if begin <= to && from <= end {
            (from, to) = (from.max(begin), to.min(end));
        } else {
            (from, to) = (begin, end);
        }
    }
    if work.quarterly() || to > work.today && from <= work.today {
        month_of(to.min(work.today).max(from))
    } else {
        month_of(from)
    }
}

fn cell(label: impl Into<Phrase>, action: Action) -> Button {
    Button {
        label: label.into(),
        action,
    }
}

fn blank() -> Button {
    cell("calendar-blank", Action::Still)
}

/// The header with its arrows, the weekdays, the days, and the way back.
fn grid(work: &Work, serial: i64, month: NaiveDate) -> Vec<Vec<Button>> {
    let id = work.measure.id;
    let (first, last) = bounds(work);
    let turned = |to: Option<NaiveDate>, label: &str| match to {
        Some(to) if (first..=last).contains(&to) => {
            let packed = i64::from(to.year()) * 12 + i64::from(to.month0());
            cell(label, Action::Calendar(id, serial, packed))
        }
        _ => blank(),
    };
    let header = Phrase::new("calendar-month")
        .with("month", month.month())
        .with("year", Arg::Year(buddhist_year(month.year())));
    let mut rows = vec![
        vec![
            turned(month.checked_sub_months(Months::new(1)), "calendar-before"),
            cell(header, Action::Still),
            turned(month.checked_add_months(Months::new(1)), "calendar-after"),
        ],
        (0..7_u32)
            .map(|day| {
                cell(
                    Phrase::new("calendar-weekday").with("day", day),
                    Action::Still,
                )
            })
            .collect(),
    ];
    let lead = month.weekday().num_days_from_sunday() as usize;
    let mut week: Vec<Button> = (0..lead).map(|_| blank()).collect();
    let mut day = month;
    while day.month() == month.month() {
        week.push(if day > work.today {
            blank()
        } else {
            cell(
                Phrase::new("calendar-day").with("day", day.day()),
                Action::PickDate(id, serial, day.to_epoch_days().into()),
            )
        });
        if week.len() == 7 {
            rows.push(std::mem::take(&mut week));
        }
        let Some(next) = day.checked_add_days(Days::new(1)) else {
            break;
        };
        day = next;
    }
    if !week.is_empty() {
        week.resize_with(7, blank);
        rows.push(week);
    }
    rows.push(vec![cell("button-back", Action::Open(id))]);
    rows
}
