//! The units of the office: divisions and the sections below them.

use super::measures::after_done;
use super::{
    AdminAction, AdminState, admin, admin_of, ask, button, change, in_pairs, still_so,
    typed as read,
};
use super::{OfficeDesk, Phrase, Screen, State, Turn};
use crate::domain::office::{OfficeId, Unit, UnitId};
use crate::domain::office_change::OfficeChange;
use crate::domain::plan::OfficePlan;

pub(super) fn pressed(turn: &mut Turn, action: AdminAction) {
    use AdminAction::*;
    match action {
        Units(office) => match admin(turn, office) {
            Some(desk) => turn.ask(State::Choice, list(&desk.plan)),
            None => turn.stale("not-yours"),
        },
        AddUnit(office) => match admin(turn, office) {
            Some(_) => ask(turn, AdminState::NewUnitName { office }),
            None => turn.stale("not-yours"),
        },
        NewUnitBelow(office, below) => add(turn, office, below),
        Unit(id) => with(turn, id, |turn, office, unit| {
            turn.ask(State::Choice, one(&office.plan, unit.id));
        }),
        RenameUnit(id) => with(turn, id, |turn, _, _| {
            ask(turn, AdminState::UnitName { unit: id });
        }),
        PlaceUnit(id) => with(turn, id, |turn, office, unit| {
            let screen = Screen::new(heading(&office.plan, unit)).and("admin-ask-below");
            let choice = divisions(&office.plan, Some(id), |below| PlaceUnitBelow(id, below));
            let screen = in_pairs(screen, choice).row([button("button-back", Unit(id))]);
            turn.ask(State::Choice, screen);
        }),
        PlaceUnitBelow(id, below) => with(turn, id, |turn, office, _| {
            edit(
                turn,
                office,
                id,
                OfficeChange::PlaceUnit { unit: id, below },
            );
        }),
        RetireUnit(id) => with(turn, id, |turn, office, unit| {
            // What stands against it is said before anybody confirms.
            let stage = office.stage();
            if let Err(why) = OfficeChange::RetireUnit(id).applied(&office.plan, stage) {
                return super::refuse(turn, office, &why, Unit(id));
            }
            let revision = office.plan.revision;
            let screen = Screen::new(heading(&office.plan, unit))
                .and("admin-retire-unit")
                .row([
                    button("button-admin-retire-now", RetireUnitNow(id, revision)),
                    button("button-not-yet", Unit(id)),
                ]);
            turn.ask(State::Choice, screen);
        }),
        RetireUnitNow(id, revision) => with(turn, id, |turn, office, unit| {
            if still_so(turn, office, revision, Unit(id))
                && let Some(after) = change(turn, office, OfficeChange::RetireUnit(id), Unit(id))
            {
                let done = Phrase::new("admin-unit-retired").with("name", &unit.name);
                turn.show(after_done(done, list(&after)));
            }
        }),
        _ => turn.stale("stale-button"),
    }
}

fn with<'a>(
    turn: &mut Turn<'a>,
    id: UnitId,
    act: impl FnOnce(&mut Turn<'a>, &'a OfficeDesk, &'a Unit),
) {
    let office = admin_of(turn, |plan| plan.unit(id).is_some());
    match office.and_then(|office| Some((office, office.plan.unit(id)?))) {
        Some((office, unit)) => act(turn, office, unit),
        None => turn.stale("not-yours"),
    }
}

/// Each division, then its sections.
pub(super) fn in_order(plan: &OfficePlan) -> Vec<&Unit> {
    let mut units = Vec::with_capacity(plan.units.len());
    for division in plan.units.iter().filter(|unit| unit.parent.is_none()) {
        units.push(division);
        units.extend(
            plan.units
                .iter()
                .filter(|unit| unit.parent == Some(division.id)),
        );
    }
    units
}

fn list(plan: &OfficePlan) -> Screen {
    let screen = Screen::new("admin-units");
    let units = in_order(plan).into_iter().map(|unit| {
        let key = match unit.parent {
            Some(_) => "button-admin-section",
            None => "button-admin-division",
        };
        let label = Phrase::new(key).with("name", &unit.name);
        button(label, AdminAction::Unit(unit.id))
    });
    let units: Vec<_> = units.collect();
    let mut screen = screen;
    for unit in units {
        screen = screen.row([unit]);
    }
    screen.row([
        button("button-admin-add-unit", AdminAction::AddUnit(plan.office)),
        button("button-admin", AdminAction::Menu(plan.office)),
    ])
}

fn heading(plan: &OfficePlan, unit: &Unit) -> Phrase {
    Phrase::new("admin-unit").with("name", plan.responsible(unit.id))
}

fn one(plan: &OfficePlan, id: UnitId) -> Screen {
    let Some(unit) = plan.unit(id) else {
        return list(plan);
    };
    Screen::new(heading(plan, unit))
        .row([
            button("button-admin-rename", AdminAction::RenameUnit(id)),
            button("button-admin-place", AdminAction::PlaceUnit(id)),
        ])
        .row([
            button("button-admin-retire", AdminAction::RetireUnit(id)),
            button("button-back", AdminAction::Units(plan.office)),
        ])
}

/// The divisions that something can lie below, and none.
fn divisions(
    plan: &OfficePlan,
    without: Option<UnitId>,
    action: impl Fn(Option<UnitId>) -> AdminAction,
) -> Vec<super::Button> {
    let divisions = plan
        .units
        .iter()
        .filter(|unit| unit.parent.is_none() && Some(unit.id) != without)
        .map(|unit| {
            button(
                Phrase::new("said").with("text", &unit.name),
                action(Some(unit.id)),
            )
        });
    std::iter::once(button("button-admin-top", action(None)))
        .chain(divisions)
        .collect()
}

fn edit(turn: &mut Turn, office: &OfficeDesk, id: UnitId, edited: OfficeChange) {
    if let Some(after) = change(turn, office, edited, AdminAction::Unit(id)) {
        turn.show(after_done("admin-saved", one(&after, id)));
    }
}

pub(super) fn question(turn: &Turn, state: &AdminState) -> Option<Screen> {
    use AdminState::*;
    let cancel = |office| [button("button-admin-cancel", AdminAction::Units(office))];
    Some(match state {
        NewUnitName { office } => {
            admin(turn, *office)?;
            Screen::new("admin-ask-unit-name").row(cancel(*office))
        }
        NewUnitBelow { office, name } => {
            let desk = admin(turn, *office)?;
            let screen =
                Screen::new(Phrase::new("admin-unit").with("name", name)).and("admin-ask-below");
            let below = |below| AdminAction::NewUnitBelow(*office, below);
            in_pairs(screen, divisions(&desk.plan, None, below)).row(cancel(*office))
        }
        UnitName { unit } => {
            let desk = admin_of(turn, |plan| plan.unit(*unit).is_some())?;
            Screen::new(heading(&desk.plan, desk.plan.unit(*unit)?))
                .and("admin-ask-unit-name")
                .row([button("button-back", AdminAction::Unit(*unit))])
        }
        _ => return None,
    })
}

pub(super) fn typed(turn: &mut Turn, state: AdminState, text: &str) {
    if question(turn, &state).is_none() {
        turn.state = State::Choice;
        return turn.again("not-yours");
    }
    let name = match read::name(text, "admin-unit-name-needed") {
        Ok(name) => name,
        Err(wrong) => return turn.again(wrong),
    };
    match state {
        AdminState::NewUnitName { office } => ask(turn, AdminState::NewUnitBelow { office, name }),
        AdminState::UnitName { unit } => {
            if let Some(office) = admin_of(turn, |plan| plan.unit(unit).is_some()) {
                edit(turn, office, unit, OfficeChange::RenameUnit { unit, name });
            }
        }
        _ => turn.again("admin-choose-button"),
    }
}

fn add(turn: &mut Turn, id: OfficeId, below: Option<UnitId>) {
    let Some(desk) = admin(turn, id) else {
        return turn.stale("not-yours");
    };
    let State::Admin(AdminState::NewUnitBelow { office, name }) = turn.state.clone() else {
        return turn.stale("stale-button");
    };
    if office != id {
        return turn.stale("stale-button");
    }
    let unit = Unit {
        id: UnitId(turn.desk.fresh),
        code: format!("unit-{}", turn.desk.fresh),
        name,
        parent: below,
    };
    let new = unit.id;
    let back = AdminAction::Units(office);
    if let Some(after) = change(turn, desk, OfficeChange::AddUnit(unit), back) {
        turn.show(after_done("admin-unit-added", one(&after, new)));
    }
}

/// For those who sit in a unit or above it.
pub(super) fn of(plan: &OfficePlan, unit: Option<UnitId>) -> Phrase {
    match unit {
        Some(unit) => Phrase::new("said").with("text", plan.responsible(unit)),
        None => Phrase::new("admin-no-unit"),
    }
}
