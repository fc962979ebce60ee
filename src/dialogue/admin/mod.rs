//! The office and its people, managed in chat by the one who holds the reporter's post. Every press and
//! every text is authorised here when it happens, and each change once more where it is written; what a
//! change may be is [`crate::domain::office_change`]'s matter.

mod action;
mod holidays;
mod measure_fields;
mod measures;
mod new_measure;
mod next_plan;
mod people;
mod plan;
mod post_role;
mod posts;
mod refusal;
mod rhythm;
mod rhythm_typed;
mod typed;
mod units;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use action::{AdminAction, ExportKind, MeasureField, PostField};
pub(super) use next_plan::button_when_ready;
pub(super) use people::no_longer;
pub use plan::{Found, Upload};
pub(super) use plan::{file, was_read};
use refusal::refuse;
pub use rhythm::RhythmPart;

use super::turn::Turn;
use super::{Action, Arg, Button, Effect, OfficeDesk, Phrase, Screen, State, board, home};
use crate::domain::office::{MeasureId, OfficeId, PostId, Role, UnitId};
use crate::domain::office_change::OfficeChange;
use crate::domain::plan::OfficePlan;
use crate::hidden::only_names;

/// What the admin is asked for, with what was given so far. Stored as JSON inside [`State`]: variants
/// and fields are never renamed or removed without a migration.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "admin", rename_all = "snake_case")]
pub enum AdminState {
    /// A new measure, from its first question to its last.
    NewMeasureTitle {
        office: OfficeId,
    },
    NewMeasureMethods {
        office: OfficeId,
        title: String,
    },
    /// A press: the unit.
    NewMeasureUnit {
        office: OfficeId,
        title: String,
        methods: Vec<String>,
    },
    NewMeasurePeriod {
        office: OfficeId,
        title: String,
        methods: Vec<String>,
        unit: UnitId,
    },
    MeasureField {
        measure: MeasureId,
        field: MeasureField,
    },
    NewUnitName {
        office: OfficeId,
    },
    /// A press: the unit above.
    NewUnitBelow {
        office: OfficeId,
        name: String,
    },
    UnitName {
        unit: UnitId,
    },
    NewPostName {
        office: OfficeId,
        role: Role,
    },
    NewPostPosition {
        office: OfficeId,
        role: Role,
        name: String,
    },
    /// A press: the unit.
    NewPostUnit {
        office: OfficeId,
        role: Role,
        name: String,
        position: String,
    },
    PostField {
        post: PostId,
        field: PostField,
    },
    HolidayDate {
        office: OfficeId,
    },
    RhythmPart {
        office: OfficeId,
        part: RhythmPart,
    },
    /// A file: the plan.
    PlanFile {
        office: OfficeId,
    },
    HolidayName {
        office: OfficeId,
        day: NaiveDate,
    },
    /// A press: the measures that are carried over into the next plan.
    NextPlan {
        office: OfficeId,
        left_out: Vec<MeasureId>,
        /// Although this year's report is not acknowledged.
        unfinished: bool,
    },
}

only_names!(AdminState: NewMeasureTitle NewMeasureMethods NewMeasureUnit NewMeasurePeriod MeasureField NewUnitName NewUnitBelow UnitName NewPostName NewPostPosition NewPostUnit PostField HolidayDate RhythmPart PlanFile HolidayName NextPlan);

/// The office, if this person is its reporter, who is its admin as well.
fn admin<'a>(turn: &Turn<'a>, id: OfficeId) -> Option<&'a OfficeDesk> {
    board::reporting(turn, id).map(|(office, _)| office)
}

/// The office of something that `has` finds in its plan, likewise.
fn admin_of<'a>(turn: &Turn<'a>, has: impl Fn(&OfficePlan) -> bool) -> Option<&'a OfficeDesk> {
    let office = turn.desk.offices.iter().find(|office| has(&office.plan))?;
    admin(turn, office.plan.office)
}

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    use AdminAction::*;
    match action {
        Menu(office) => menu(turn, office),
        Measures(_) | Measure(_) | MeasureUp(_) | MeasureDown(_) | RetireMeasure(_)
        | RetireMeasureNow(..) | RetiredMeasures(_) | RestoreMeasure(_) => {
            measures::pressed(turn, action)
        }
        AddMeasure(_) | NewMeasureUnit(_) | NewMeasureUsualPeriod(_) => {
            new_measure::pressed(turn, action)
        }
        EditMeasure(..) | UsualPeriod(_) | MeasureUnit(_) | MeasureUnitIs(..) | NoScore(_) => {
            measure_fields::pressed(turn, action)
        }
        Units(_) | Unit(_) | AddUnit(_) | NewUnitBelow(..) | RenameUnit(_) | PlaceUnit(_)
        | PlaceUnitBelow(..) | RetireUnit(_) | RetireUnitNow(..) => units::pressed(turn, action),
        Posts(_) | Post(_) | AddPost(_) | NewPostRole(..) | NewPostUnit(..) | EditPost(..)
        | PostUnit(_) | PostUnitIs(..) | PostTurn(_) | PostTurnIs(..) | PostHead(..)
        | RetirePost(_) | RetirePostNow(..) => posts::pressed(turn, action),
        PostRole(_) | PostRoleNow(..) => post_role::pressed(turn, action),
        Invite(_) | InviteNow(..) | EndInvitation(_) | EndHolding(_) | EndHoldingNow(..) => {
            people::pressed(turn, action)
        }
        Holidays(..) | HolidayMonth(..) | AddHoliday(_) | PickHoliday(..) | RemoveHoliday(..)
        | RestoreHoliday(..) => holidays::pressed(turn, action),
        Rhythm(_) | EditRhythm(..) | RhythmIs(..) | RhythmUsual(..) | RhythmAllUsual(_) => {
            rhythm::pressed(turn, action)
        }
        Export(office, kind) => export(turn, office, kind),
        Import(_) | ImportNow(..) => plan::pressed(turn, action),
        NextPlan(..) | NextPlanAnyway(..) | CarryOver(..) | NextPlanPage(..) | NextPlanNow(..) => {
            next_plan::pressed(turn, action)
        }
    }
}

/// A text where the admin is asked for something.
pub(super) fn typed(turn: &mut Turn, state: AdminState, text: &str) {
    use AdminState::*;
    match state {
        NewMeasureTitle { .. } | NewMeasureMethods { .. } | NewMeasurePeriod { .. } => {
            new_measure::typed(turn, state, text)
        }
        AdminState::MeasureField { measure, field } => {
            measure_fields::typed(turn, measure, field, text)
        }
        NewUnitName { .. } | UnitName { .. } => units::typed(turn, state, text),
        NewPostName { .. } | NewPostPosition { .. } | PostField { .. } => {
            posts::typed(turn, state, text)
        }
        HolidayDate { .. } | HolidayName { .. } => holidays::typed(turn, state, text),
        AdminState::RhythmPart { .. } => rhythm::typed(turn, state, text),
        PlanFile { .. } => turn.again("admin-plan-not-text"),
        NewMeasureUnit { .. }
        | NewUnitBelow { .. }
        | NewPostUnit { .. }
        | AdminState::NextPlan { .. } => turn.again("admin-choose-button"),
    }
}

/// The question of a state, if this person may still answer it.
pub(super) fn question(turn: &Turn, state: &AdminState) -> Option<Screen> {
    use AdminState::*;
    match state {
        NewMeasureTitle { .. }
        | NewMeasureMethods { .. }
        | NewMeasureUnit { .. }
        | NewMeasurePeriod { .. } => new_measure::question(turn, state),
        AdminState::MeasureField { measure, field } => {
            measure_fields::question(turn, *measure, *field)
        }
        NewUnitName { .. } | NewUnitBelow { .. } | UnitName { .. } => units::question(turn, state),
        NewPostName { .. } | NewPostPosition { .. } | NewPostUnit { .. } | PostField { .. } => {
            posts::question(turn, state)
        }
        HolidayDate { .. } | HolidayName { .. } => holidays::question(turn, state),
        AdminState::RhythmPart { .. } => rhythm::question(turn, state),
        PlanFile { office } => plan::question(turn, *office),
        AdminState::NextPlan { office, .. } => next_plan::question(turn, *office),
    }
}

fn menu(turn: &mut Turn, id: OfficeId) {
    let Some(office) = admin(turn, id) else {
        return turn.stale("not-yours");
    };
    let plan = &office.plan;
    let open = plan
        .posts
        .iter()
        .filter(|post| post.holder.is_none())
        .count();
    let screen = Screen::new(
        Phrase::new("admin-menu")
            .with("office", &plan.name)
            .with("year", Arg::Year(plan.fiscal_year))
            .with("measures", plan.measures.len())
            .with("posts", plan.posts.len())
            .with("open", open),
    )
    .row([
        button("button-admin-measures", AdminAction::Measures(id)),
        button("button-admin-posts", AdminAction::Posts(id)),
    ])
    .row([
        button("button-admin-units", AdminAction::Units(id)),
        button(
            "button-admin-holidays",
            AdminAction::Holidays(id, i64::from(plan.fiscal_year)),
        ),
    ])
    .row([button("button-admin-rhythm", AdminAction::Rhythm(id))])
    .row([
        button(
            "button-admin-export-xlsx",
            AdminAction::Export(id, ExportKind::Workbook),
        ),
        button(
            "button-admin-export-toml",
            AdminAction::Export(id, ExportKind::Toml),
        ),
    ])
    .row([button("button-admin-import", AdminAction::Import(id))])
    .row(next_plan::button_for(turn, office))
    .row([
        plain("button-board", Action::Board(id)),
        plain("button-home", Action::Home),
    ]);
    turn.ask(State::Choice, screen);
}

fn export(turn: &mut Turn, id: OfficeId, kind: ExportKind) {
    if admin(turn, id).is_none() {
        return turn.stale("not-yours");
    }
    turn.effect(Effect::Export { office: id, kind });
    turn.answer("admin-export-coming", false);
}

fn button(label: impl Into<Phrase>, action: AdminAction) -> Button {
    plain(label, Action::Admin(action))
}

fn plain(label: impl Into<Phrase>, action: Action) -> Button {
    Button {
        label: label.into(),
        action,
    }
}

/// Buttons, two a row.
fn in_pairs(mut screen: Screen, buttons: Vec<Button>) -> Screen {
    for pair in buttons.chunks(2) {
        screen = screen.row(pair.to_vec());
    }
    screen
}

/// Awaits a state and asks its question.
fn ask(turn: &mut Turn, state: AdminState) {
    turn.state = State::Admin(state);
    let screen = home::question(turn);
    turn.show(screen);
}

/// Makes a change: gives the office after it, or says why it cannot be and gives nothing. The person
/// then awaits nothing.
fn change(
    turn: &mut Turn,
    office: &OfficeDesk,
    change: OfficeChange,
    back: AdminAction,
) -> Option<OfficePlan> {
    turn.state = State::Choice;
    match change.applied(&office.plan, office.stage()) {
        Ok(after) => {
            // What was compiled and not sent says now what is not so any more.
            if change.changes_report(&office.plan) {
                supersede_unsent(turn, office);
            }
            turn.effect(Effect::Administer {
                office: office.plan.office,
                change,
            });
            Some(after)
        }
        Err(why) => {
            refuse(turn, office, &why, back);
            None
        }
    }
}

/// What was compiled and not sent counts no more, of whatever period.
fn supersede_unsent(turn: &mut Turn, office: &OfficeDesk) {
    for report in &office.reports {
        if report.stage.is_with_reporter() {
            turn.effect(Effect::Supersede {
                report: report.id,
                measure: None,
            });
        }
    }
}

/// Whether a second tap confirms what was shown: the office has not changed since.
fn still_so(turn: &mut Turn, office: &OfficeDesk, revision: i64, back: AdminAction) -> bool {
    let same = office.plan.revision == revision;
    if !same {
        turn.answer("admin-changed-since", true);
        turn.show(Screen::new("admin-changed-since").row([button("button-back", back)]));
    }
    same
}

/// The units as buttons: each section below its division's name.
fn units_to_choose(
    plan: &OfficePlan,
    fits: impl Fn(UnitId) -> bool,
    action: impl Fn(UnitId) -> AdminAction,
) -> Vec<Button> {
    units::in_order(plan)
        .into_iter()
        .filter(|unit| fits(unit.id))
        .map(|unit| {
            let label = Phrase::new("said").with("text", plan.responsible(unit.id));
            button(label, action(unit.id))
        })
        .collect()
}
