//! What stands although it seems odd, with the reasons that were given for it: for the reporter to see.

use super::board::reporting;
use super::turn::Turn;
use super::{Action, MeasureStanding, Phrase, Screen, State, reading};
use crate::domain::doubt;
use crate::domain::office::OfficeId;
use crate::domain::progress::Progress;

/// A line for each item that somebody insisted on.
pub(super) fn lines(progress: &Progress) -> Vec<Phrase> {
    let items = progress.results.iter().enumerate();
    let mut lines: Vec<Phrase> = items
        .filter_map(|(index, item)| {
            Some(
                Phrase::new("insisted-item")
                    .with("number", index + 1)
                    .with("item", reading::result(item))
                    .with("reason", item.insisted.as_ref()?),
            )
        })
        .collect();
    if let Some(reason) = &progress.insisted
        && doubt::contradiction(progress).is_some()
    {
        lines.push(Phrase::new("insisted-contradiction").with("reason", reason));
    }
    lines
}

fn of(standing: &MeasureStanding) -> Vec<Phrase> {
    let filings = standing
        .quarters
        .iter()
        .filter(|quarter| quarter.returned.is_none());
    filings
        .filter_map(|quarter| quarter.filing.as_ref())
        .flat_map(|filing| lines(&filing.progress))
        .collect()
}

/// How many items of what was filed for a measure somebody insisted on.
pub(super) fn count(standing: &MeasureStanding) -> usize {
    of(standing).len()
}

pub(super) fn list(turn: &mut Turn, id: OfficeId) {
    let Some((office, _)) = reporting(turn, id) else {
        return turn.stale("not-yours");
    };
    let mut screen = Screen::new("insisted-title");
    for standing in &office.standings {
        let lines = of(standing);
        if let Some(measure) = office.plan.measure(standing.measure)
            && !lines.is_empty()
        {
            screen = screen.and(
                Phrase::new("insisted-of-measure")
                    .with("number", measure.number)
                    .with("title", &measure.title)
                    .with("lines", lines),
            );
        }
    }
    if screen.parts.len() == 1 {
        screen = screen.and("insisted-none");
    }
    let screen = screen.button("button-board", Action::Board(id));
    turn.ask(State::Choice, screen);
}
