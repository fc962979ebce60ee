//! A new measure, asked for step by step: title, methods, unit, period. Its score is given afterwards.

use super::super::{reading, told};
use super::measure_fields::{reported_units, with_usual_period};
use super::measures::{after_done, one};
use super::{AdminAction, AdminState, admin, ask, button, change, in_pairs, typed as read};
use super::{Phrase, Screen, State, Turn};
use crate::domain::office::{MeasureId, OfficeId, UnitId};
use crate::domain::office_change::OfficeChange;
use crate::domain::plan::Measure;

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    use AdminAction::*;
    match action {
        AddMeasure(office) => match admin(turn, office) {
            Some(_) => ask(turn, AdminState::NewMeasureTitle { office }),
            None => turn.stale("not-yours"),
        },
        NewMeasureUnit(unit) => new_unit(turn, unit),
        NewMeasureUsualPeriod(office) => new_usual_period(turn, office),
        _ => turn.stale("stale-button"),
    }
}

pub(super) fn question(turn: &Turn, state: &AdminState) -> Option<Screen> {
    use AdminState::*;
    let cancel = |office: OfficeId| [button("button-admin-cancel", AdminAction::Measures(office))];
    Some(match state {
        NewMeasureTitle { office } => {
            admin(turn, *office)?;
            Screen::new("admin-ask-title").row(cancel(*office))
        }
        NewMeasureMethods { office, title } => {
            admin(turn, *office)?;
            Screen::new(Phrase::new("admin-new-measure").with("title", title))
                .and("admin-ask-methods")
                .row(cancel(*office))
        }
        NewMeasureUnit {
            office,
            title,
            methods,
        } => {
            let desk = admin(turn, *office)?;
            let screen = Screen::new(Phrase::new("admin-new-measure").with("title", title))
                .and(Phrase::new("measure-methods").with("methods", reading::numbered(methods)))
                .and("admin-ask-unit");
            let choice = reported_units(&desk.plan, AdminAction::NewMeasureUnit);
            in_pairs(screen, choice).row(cancel(*office))
        }
        NewMeasurePeriod {
            office,
            title,
            unit,
            ..
        } => {
            let desk = admin(turn, *office)?;
            let screen = Screen::new(Phrase::new("admin-new-measure").with("title", title))
                .and(
                    Phrase::new("admin-new-measure-unit")
                        .with("unit", desk.plan.responsible(*unit)),
                )
                .and("admin-ask-period");
            let usual = AdminAction::NewMeasureUsualPeriod(*office);
            with_usual_period(screen, &desk.plan, usual).row(cancel(*office))
        }
        _ => return None,
    })
}

pub(super) fn typed(turn: &mut Turn, state: AdminState, text: &str) {
    use AdminState::*;
    if question(turn, &state).is_none() {
        turn.state = State::Choice;
        return turn.again("not-yours");
    }
    let next = match state {
        NewMeasureTitle { office } => {
            read::text(text, "admin-title-needed").map(|title| NewMeasureMethods { office, title })
        }
        NewMeasureMethods { office, title } => read::methods(text).map(|methods| NewMeasureUnit {
            office,
            title,
            methods,
        }),
        NewMeasurePeriod {
            office,
            title,
            methods,
            unit,
        } => match read::name(text, "admin-period-needed") {
            Ok(period) => return add(turn, office, title, methods, unit, period),
            Err(wrong) => Err(wrong),
        },
        _ => Err("admin-choose-button"),
    };
    match next {
        Ok(next) => ask(turn, next),
        Err(wrong) => turn.again(wrong),
    }
}

fn new_unit(turn: &mut Turn, unit: UnitId) {
    let State::Admin(AdminState::NewMeasureUnit {
        office,
        title,
        methods,
    }) = turn.state.clone()
    else {
        return turn.stale("stale-button");
    };
    let known = admin(turn, office).is_some_and(|desk| desk.plan.unit(unit).is_some());
    if !known {
        return turn.stale("not-yours");
    }
    ask(
        turn,
        AdminState::NewMeasurePeriod {
            office,
            title,
            methods,
            unit,
        },
    );
}

fn new_usual_period(turn: &mut Turn, id: OfficeId) {
    let Some(desk) = admin(turn, id) else {
        return turn.stale("not-yours");
    };
    match (turn.state.clone(), desk.plan.usual_period()) {
        (
            State::Admin(AdminState::NewMeasurePeriod {
                office,
                title,
                methods,
                unit,
            }),
            Some(period),
        ) if office == id => add(turn, office, title, methods, unit, period.to_owned()),
        _ => turn.stale("stale-button"),
    }
}

fn add(
    turn: &mut Turn,
    office: OfficeId,
    title: String,
    methods: Vec<String>,
    unit: UnitId,
    period: String,
) {
    let Some(desk) = admin(turn, office) else {
        return turn.stale("not-yours");
    };
    let measure = Measure {
        id: MeasureId(turn.desk.fresh),
        number: 0,
        title,
        methods,
        unit,
        period,
        score: None,
    };
    let id = measure.id;
    let back = AdminAction::Measures(office);
    if let Some(after) = change(turn, desk, OfficeChange::AddMeasure(measure), back) {
        turn.show(after_done("admin-measure-added", one(&after, id)));
        told::to_report(turn, &after, id, "admin-tell-new-measure");
    }
}
