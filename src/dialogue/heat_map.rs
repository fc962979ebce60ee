//! The year at a glance: every measure in every quarter, as a picture that is drawn when it is sent and,
//! for those who cannot see it, as words below it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::board::reporting;
use super::preview::TablePicture;
use super::turn::Turn;
use super::{Action, Arg, Effect, MeasureStanding, OfficeDesk, Phrase, Screen, quarters};
use crate::domain::calendar::Quarter;
use crate::domain::office::OfficeId;
use crate::domain::report::Standing;
use crate::domain::shorten::short;

/// The most letters of a title that a picture can show [ours].
const TITLE: usize = 90;

/// A picture, as data: it is drawn in its reader's language when it is sent. Stored as JSON: variants and
/// fields are never renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "picture", rename_all = "snake_case")]
pub enum Picture {
    HeatMap(HeatMap),
    Table(TablePicture),
}

/// Measures by quarters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatMap {
    pub office: String,
    /// Buddhist Era.
    pub fiscal_year: i32,
    /// How it stood at this moment, in epoch milliseconds.
    pub at: i64,
    pub rows: Vec<HeatRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatRow {
    pub number: u32,
    pub title: String,
    /// From the first quarter to the fourth.
    pub cells: [Mark; 4],
}

/// How a measure stands in a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Overdue,
    Returned,
    Draft,
    NotStarted,
    Filed,
    Acknowledged,
    /// Its quarter has not begun, or the office does not ask for it.
    NotDue,
}

impl Mark {
    /// What needs somebody first.
    pub const ALL: [Mark; 7] = [
        Mark::Overdue,
        Mark::Returned,
        Mark::Draft,
        Mark::NotStarted,
        Mark::Filed,
        Mark::Acknowledged,
        Mark::NotDue,
    ];

    /// The name that the template and the locales know.
    pub fn code(self) -> &'static str {
        match self {
            Mark::Overdue => "overdue",
            Mark::Returned => "returned",
            Mark::Draft => "draft",
            Mark::NotStarted => "not-started",
            Mark::Filed => "filed",
            Mark::Acknowledged => "acknowledged",
            Mark::NotDue => "not-due",
        }
    }
}

/// Whether a quarter's report is overdue on a day: the office asks for it, its day is past, and the plan
/// was there by then.
pub(super) fn is_past_due(office: &OfficeDesk, quarter: Quarter, today: NaiveDate) -> bool {
    office.plan.chases(quarter) && office.due(quarter) < today && !office.is_acknowledged(quarter)
}

/// The quarters of a measure that are overdue, the earliest first. What came back is not among them: it
/// is at hand already.
pub(super) fn overdue(
    office: &OfficeDesk,
    standing: &MeasureStanding,
    today: NaiveDate,
) -> impl Iterator<Item = Quarter> {
    Quarter::ALL
        .into_iter()
        .filter(move |quarter| mark(office, standing, *quarter, today) == Mark::Overdue)
}

/// A line for each quarter that is overdue, with how many measures lack it.
pub(super) fn overdue_lines(office: &OfficeDesk, today: NaiveDate) -> Vec<Phrase> {
    let lines = Quarter::ALL.into_iter().filter_map(|quarter| {
        let late = |standing: &&MeasureStanding| {
            overdue(office, standing, today).any(|late| late == quarter)
        };
        let count = office.standings.iter().filter(late).count();
        let line = Phrase::new("board-overdue")
            .with("quarter", quarters::name(office, quarter))
            .with("count", count)
            .with("date", office.due(quarter));
        (count > 0).then_some(line)
    });
    lines.collect()
}

/// How a measure stands in a quarter on a day.
pub(super) fn mark(
    office: &OfficeDesk,
    standing: &MeasureStanding,
    quarter: Quarter,
    today: NaiveDate,
) -> Mark {
    let missing = |mark| match is_past_due(office, quarter, today) {
        true => Mark::Overdue,
        false => mark,
    };
    match standing.at(quarter) {
        Standing::Filed if office.is_acknowledged(quarter) => Mark::Acknowledged,
        Standing::Filed => Mark::Filed,
        Standing::Returned => Mark::Returned,
        Standing::Draft => missing(Mark::Draft),
        Standing::NotStarted => {
            let begun = office.plan.year().quarter(quarter).start() <= today;
            let asked = office.plan.rhythm.quarters.contains(&quarter);
            // What was due before the plan was there is asked of nobody.
            let gone = office.due(quarter) < today;
            missing(match begun && asked && !gone {
                true => Mark::NotStarted,
                false => Mark::NotDue,
            })
        }
    }
}

pub(super) fn of(office: &OfficeDesk, now: i64, today: NaiveDate) -> HeatMap {
    let rows = office.standings.iter().filter_map(|standing| {
        let measure = office.plan.measure(standing.measure)?;
        Some(HeatRow {
            number: measure.number,
            title: short(&measure.title, TITLE),
            cells: Quarter::ALL.map(|quarter| mark(office, standing, quarter, today)),
        })
    });
    HeatMap {
        office: office.plan.short_name.clone(),
        fiscal_year: office.plan.fiscal_year,
        at: now,
        rows: rows.collect(),
    }
}

/// The picture comes as a message of its own; its words are below it.
pub(super) fn show(turn: &mut Turn, id: OfficeId) {
    let Some((office, _)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    let map = of(office, turn.desk.now, turn.desk.today);
    let screen = in_words(office, &map)
        .button("button-board", Action::Board(id))
        .aside();
    turn.effect(Effect::Picture {
        picture: Picture::HeatMap(map),
        screen,
    });
    turn.answer("heat-map-coming", false);
}

/// The same as words: of each quarter, which measures stand how.
fn in_words(office: &OfficeDesk, map: &HeatMap) -> Screen {
    let mut screen = Screen::new(
        Phrase::new("heat-map-title")
            .with("office", &map.office)
            .with("year", Arg::Year(map.fiscal_year)),
    );
    for (at, quarter) in Quarter::ALL.into_iter().enumerate() {
        let lines: Vec<Phrase> = Mark::ALL
            .into_iter()
            .filter_map(|mark| {
                let rows = map.rows.iter().filter(|row| row.cells[at] == mark);
                let numbers: Vec<u32> = rows.map(|row| row.number).collect();
                let line = Phrase::new("heat-line")
                    .with("mark", Arg::Code(mark.code().to_owned()))
                    .with("count", numbers.len())
                    .with("numbers", Arg::Label(ranges(&numbers)));
                (!numbers.is_empty()).then_some(line)
            })
            .collect();
        screen = screen.and(
            Phrase::new("heat-quarter")
                .with("quarter", quarters::name(office, quarter))
                .with("lines", lines),
        );
    }
    screen
}

/// Numbers in order, those that follow each other as a range.
pub(super) fn ranges(numbers: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let said: Vec<String> = ranges
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        })
        .collect();
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_told_as_a_range() {
        assert_eq!(ranges(&[1, 2, 3, 5, 7, 8]), "1–3, 5, 7, 8");
        assert_eq!(ranges(&[4]), "4");
        assert_eq!(ranges(&[]), "");
    }
}
