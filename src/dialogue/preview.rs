//! How a measure's row will look in the report, as a picture; and the table's first page beside a version
//! that was compiled.

use serde::{Deserialize, Serialize};

use super::heat_map::Picture;
use super::turn::Turn;
use super::{Action, Arg, Effect, OfficeDesk, Phrase, Screen, compile, measure};
use crate::domain::office::{MeasureId, Post};
use crate::domain::period::Period;
use crate::domain::report::SnapshotRow;

/// As many measures fill a page, whatever they say.
const ROWS: usize = 6;

/// Rows of the table, as data: they are drawn when the picture is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TablePicture {
    pub rows: Vec<SnapshotRow>,
    /// As in a snapshot.
    pub names: Vec<String>,
    /// One page of them, or as high as they are.
    pub page: bool,
}

/// The measure's row as it is now.
pub(super) fn show(turn: &mut Turn, id: MeasureId) {
    let Some(work) = measure::work(turn, id) else {
        return turn.stale("not-yours");
    };
    let plan = &work.office.plan;
    let row = SnapshotRow {
        measure: work.measure.clone(),
        responsible: plan.responsible(work.measure.unit),
        progress: Some(work.draft.progress.clone().without_sources()),
    };
    let screen = Screen::new(Phrase::new("preview-of").with("number", work.measure.number))
        .button("button-review", Action::Review(id))
        .aside();
    turn.effect(Effect::Picture {
        picture: Picture::Table(TablePicture {
            rows: vec![row],
            names: compile::names(plan),
            page: false,
        }),
        screen,
    });
    turn.answer("heat-map-coming", false);
}

/// The first page of the table of what was compiled.
pub(super) fn first_page(turn: &mut Turn, office: &OfficeDesk, post: &Post, period: Period) {
    let mut snapshot = compile::snapshot(office, post, period, turn.desk.now);
    snapshot.rows.truncate(ROWS);
    let said = Phrase::new("preview-first-page").with("year", Arg::Year(office.plan.fiscal_year));
    turn.effect(Effect::Picture {
        picture: Picture::Table(TablePicture {
            rows: snapshot.rows,
            names: snapshot.names,
            page: true,
        }),
        screen: Screen::new(said).aside(),
    });
}
